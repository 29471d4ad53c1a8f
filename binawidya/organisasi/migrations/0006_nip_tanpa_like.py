from django.db import migrations


class Migration(migrations.Migration):
    """The beginning of an NIP is looked up in its unique index: the second one only makes imports slower."""

    dependencies = [("organisasi", "0005_periode")]

    operations = [
        migrations.RunSQL(
            "DROP INDEX IF EXISTS organisasi_pegawai_nip_2010bae4_like",
            "CREATE INDEX organisasi_pegawai_nip_2010bae4_like ON organisasi_pegawai (nip varchar_pattern_ops)",
        )
    ]
