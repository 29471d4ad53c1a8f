"""A verification code for every document, also for those that were made before there was one."""

from django.db import migrations, models

import kinerja.models.dokumen


def give_codes(apps, schema_editor):
    Dokumen = apps.get_model("kinerja", "Dokumen")
    rows = list(Dokumen.objects.filter(kode=None).only("pk"))
    for row in rows:
        row.kode = kinerja.models.dokumen.kode_baru()
    Dokumen.objects.bulk_update(rows, ["kode"], batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("kinerja", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="dokumen",
            name="kode",
            field=models.CharField(editable=False, max_length=12, null=True, verbose_name="kode verifikasi"),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="dokumen",
            name="kode",
            field=models.CharField(
                default=kinerja.models.dokumen.kode_baru,
                editable=False,
                max_length=12,
                unique=True,
                verbose_name="kode verifikasi",
            ),
        ),
    ]
