import binawidya.umum.migrasi
import django.contrib.postgres.fields
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import pgtrigger.compiler
import survei.models.jawaban
import survei.models.survei
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('survei', '0001_skm'), ('survei', '0002_angka_hasil')]

    initial = True

    dependencies = [
        ('indikator', '0001_ringkas_0008'),
        ('organisasi', '0001_ringkas_0005'),
        ('pghistory', '0007_auto_20250421_0444'),
    ]

    operations = [
        binawidya.umum.migrasi.Sekaligus(
            operations=[migrations.CreateModel(
                name='Layanan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('nama', models.CharField(max_length=150, verbose_name='nama layanan')),
                    ('nama_en', models.CharField(blank=True, default='', max_length=150, verbose_name='nama dalam bahasa Inggris')),
                    ('populasi', models.PositiveIntegerField(blank=True, null=True, verbose_name='pengguna pada periode terakhir')),
                    ('aktif', models.BooleanField(default=True, verbose_name='masih dilayani')),
                    ('unit_kerja', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='layanan', to='organisasi.unitkerja', verbose_name='unit penyelenggara')),
                ],
                options={
                    'verbose_name': 'layanan',
                    'ordering': ['unit_kerja', 'nama'],
                    'indexes': [],
                    'constraints': [models.UniqueConstraint(fields=('unit_kerja', 'nama'), name='layanan_nama_sekali', violation_error_message='Layanan dengan nama ini sudah ada di unit itu.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_layananevent" ("aktif", "id", "nama", "nama_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "populasi", "unit_kerja_id") SELECT new_values."aktif", new_values."id", new_values."nama", new_values."nama_en", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."populasi", new_values."unit_kerja_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9b715b94c81e8e60954d78d1cf5c89c686e1d113', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_85b28', referencing='REFERENCING NEW TABLE AS new_values ', table='survei_layanan', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_layananevent" ("aktif", "id", "nama", "nama_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "populasi", "unit_kerja_id") SELECT new_values."aktif", new_values."id", new_values."nama", new_values."nama_en", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."populasi", new_values."unit_kerja_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='ba9550753e4f58df97ace024055b5517018c6c01', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_66322', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='survei_layanan', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_layananevent" ("aktif", "id", "nama", "nama_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "populasi", "unit_kerja_id") SELECT old_values."aktif", old_values."id", old_values."nama", old_values."nama_en", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."populasi", old_values."unit_kerja_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='fb6e9273251a8b13bff21facc0a6dd47008c81bf', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_9cb7d', referencing='REFERENCING OLD TABLE AS old_values ', table='survei_layanan', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='LayananEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('nama', models.CharField(max_length=150, verbose_name='nama layanan')),
                    ('nama_en', models.CharField(blank=True, default='', max_length=150, verbose_name='nama dalam bahasa Inggris')),
                    ('populasi', models.PositiveIntegerField(blank=True, null=True, verbose_name='pengguna pada periode terakhir')),
                    ('aktif', models.BooleanField(default=True, verbose_name='masih dilayani')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='survei.layanan')),
                    ('unit_kerja', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasi.unitkerja', verbose_name='unit penyelenggara')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Survei',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kode', models.CharField(default=survei.models.survei.kode_baru, editable=False, max_length=12, unique=True, verbose_name='alamat pendek')),
                    ('tahun', models.PositiveSmallIntegerField(verbose_name='tahun')),
                    ('jenis_periode', models.CharField(choices=[('bulan', 'Bulan'), ('triwulan', 'Triwulan'), ('semester', 'Semester'), ('tahun', 'Tahun')], default='triwulan', max_length=10, verbose_name='jenis periode')),
                    ('ke', models.PositiveSmallIntegerField(default=1, verbose_name='periode ke')),
                    ('buka', models.DateField(verbose_name='dibuka mulai')),
                    ('tutup', models.DateField(verbose_name='dibuka sampai')),
                    ('tampilan', models.CharField(choices=[('satu', 'Satu pertanyaan setiap layar'), ('semua', 'Semua pertanyaan dalam satu layar')], default='satu', max_length=10, verbose_name='tampilan')),
                    ('inggris', models.BooleanField(default=True, verbose_name='juga dalam bahasa Inggris')),
                    ('wajib_token', models.BooleanField(default=False, verbose_name='hanya dengan kode sekali pakai')),
                    ('demografi', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('jenis_kelamin', 'Jenis kelamin'), ('umur', 'Umur'), ('pendidikan', 'Pendidikan'), ('pekerjaan', 'Pekerjaan'), ('jam', 'Jam pelayanan')], max_length=20), blank=True, default=list, size=None, verbose_name='data responden')),
                    ('pertanyaan_bebas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None, verbose_name='pertanyaan bebas')),
                    ('populasi', models.PositiveIntegerField(blank=True, null=True, verbose_name='pengguna layanan pada periode terakhir')),
                    ('banyak_unsur', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('status', models.CharField(choices=[('draf', 'Draf'), ('dibuka', 'Dibuka'), ('ditutup', 'Ditutup'), ('dipublikasikan', 'Dipublikasikan')], default='draf', max_length=15, verbose_name='status')),
                    ('dipublikasikan_at', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('dibuat_oleh', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survei_dibuat', to=settings.AUTH_USER_MODEL)),
                    ('ditutup_oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='survei_ditutup', to=settings.AUTH_USER_MODEL)),
                    ('indikator', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='survei', to='indikator.indikator', verbose_name='indikator')),
                    ('layanan', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='survei', to='survei.layanan', verbose_name='layanan')),
                    ('unit_kerja', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survei', to='organisasi.unitkerja', verbose_name='unit penyelenggara')),
                ],
                options={
                    'verbose_name': 'survei',
                    'ordering': ['-buka', '-pk'],
                    'indexes': [],
                    'constraints': [models.CheckConstraint(condition=models.Q(('tutup__gte', models.F('buka'))), name='survei_masa_urut', violation_error_message='Tanggal tutup mendahului tanggal buka.'), models.CheckConstraint(condition=models.Q(('tahun__gte', 2000), ('tahun__lte', 2200)), name='survei_tahun_wajar'), models.CheckConstraint(condition=models.Q(models.Q(('jenis_periode', 'bulan'), ('ke__gte', 1), ('ke__lte', 12)), models.Q(('jenis_periode', 'triwulan'), ('ke__gte', 1), ('ke__lte', 4)), models.Q(('jenis_periode', 'semester'), ('ke__gte', 1), ('ke__lte', 2)), models.Q(('jenis_periode', 'tahun'), ('ke', 1)), _connector='OR'), name='survei_periode_wajar', violation_error_message='Tahun itu tidak memiliki periode ini.'), models.CheckConstraint(condition=models.Q(('status', 'draf'), models.Q(('banyak_unsur__gte', 1), ('banyak_unsur__lte', 20)), _connector='OR'), name='survei_dibuka_berunsur', violation_error_message='Survei memerlukan paling sedikit satu unsur.'), models.CheckConstraint(condition=models.Q(('status__in', ['draf', 'dibuka']), ('ditutup_oleh__isnull', False), _connector='OR'), name='survei_tutup_bernama'), models.CheckConstraint(condition=models.Q(models.Q(('dipublikasikan_at__isnull', False), ('status', 'dipublikasikan')), models.Q(('status', 'dipublikasikan'), _negated=True), _connector='OR'), name='survei_terbit_bertanggal')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_surveievent" ("banyak_unsur", "buka", "created_at", "demografi", "dibuat_oleh_id", "dipublikasikan_at", "ditutup_oleh_id", "id", "indikator_id", "inggris", "jenis_periode", "ke", "kode", "layanan_id", "pertanyaan_bebas", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "populasi", "status", "tahun", "tampilan", "tutup", "unit_kerja_id", "wajib_token") SELECT new_values."banyak_unsur", new_values."buka", new_values."created_at", new_values."demografi", new_values."dibuat_oleh_id", new_values."dipublikasikan_at", new_values."ditutup_oleh_id", new_values."id", new_values."indikator_id", new_values."inggris", new_values."jenis_periode", new_values."ke", new_values."kode", new_values."layanan_id", new_values."pertanyaan_bebas", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."populasi", new_values."status", new_values."tahun", new_values."tampilan", new_values."tutup", new_values."unit_kerja_id", new_values."wajib_token" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='9269b9e3b22108c52b31925d3b5e6680d582eab4', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_a9f35', referencing='REFERENCING NEW TABLE AS new_values ', table='survei_survei', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_surveievent" ("banyak_unsur", "buka", "created_at", "demografi", "dibuat_oleh_id", "dipublikasikan_at", "ditutup_oleh_id", "id", "indikator_id", "inggris", "jenis_periode", "ke", "kode", "layanan_id", "pertanyaan_bebas", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "populasi", "status", "tahun", "tampilan", "tutup", "unit_kerja_id", "wajib_token") SELECT new_values."banyak_unsur", new_values."buka", new_values."created_at", new_values."demografi", new_values."dibuat_oleh_id", new_values."dipublikasikan_at", new_values."ditutup_oleh_id", new_values."id", new_values."indikator_id", new_values."inggris", new_values."jenis_periode", new_values."ke", new_values."kode", new_values."layanan_id", new_values."pertanyaan_bebas", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."populasi", new_values."status", new_values."tahun", new_values."tampilan", new_values."tutup", new_values."unit_kerja_id", new_values."wajib_token" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cb94c685d14ac1ad2903e475a90062d5c66cac2d', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_73c2e', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='survei_survei', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_surveievent" ("banyak_unsur", "buka", "created_at", "demografi", "dibuat_oleh_id", "dipublikasikan_at", "ditutup_oleh_id", "id", "indikator_id", "inggris", "jenis_periode", "ke", "kode", "layanan_id", "pertanyaan_bebas", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "populasi", "status", "tahun", "tampilan", "tutup", "unit_kerja_id", "wajib_token") SELECT old_values."banyak_unsur", old_values."buka", old_values."created_at", old_values."demografi", old_values."dibuat_oleh_id", old_values."dipublikasikan_at", old_values."ditutup_oleh_id", old_values."id", old_values."indikator_id", old_values."inggris", old_values."jenis_periode", old_values."ke", old_values."kode", old_values."layanan_id", old_values."pertanyaan_bebas", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."populasi", old_values."status", old_values."tahun", old_values."tampilan", old_values."tutup", old_values."unit_kerja_id", old_values."wajib_token" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='1daaf30bd7fdf5503f429d4727c07bc0d3fb9151', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_fb2e0', referencing='REFERENCING OLD TABLE AS old_values ', table='survei_survei', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Saran',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('pertanyaan', models.PositiveSmallIntegerField(default=0)),
                    ('isi', models.TextField(max_length=1000)),
                    ('status', models.CharField(choices=[('menunggu', 'Menunggu dibaca'), ('ditampilkan', 'Ditampilkan'), ('disembunyikan', 'Disembunyikan')], default='menunggu', max_length=15)),
                    ('dibaca_oleh', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='saran_dibaca', to=settings.AUTH_USER_MODEL)),
                    ('survei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='saran', to='survei.survei')),
                ],
                options={
                    'verbose_name': 'saran',
                    'ordering': ['survei', 'id'],
                    'indexes': [models.Index(fields=['survei', 'status'], name='saran_survei')],
                    'constraints': [models.CheckConstraint(condition=models.Q(('isi', ''), _negated=True), name='saran_terisi'), models.CheckConstraint(condition=models.Q(('pertanyaan__lte', 3)), name='saran_pertanyaan_wajar'), models.CheckConstraint(condition=models.Q(('status', 'menunggu'), ('dibaca_oleh__isnull', False), _connector='OR'), name='saran_dibaca_bernama')],
                },
            ), migrations.CreateModel(
                name='Lonjakan',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('tanggal', models.DateField(verbose_name='tanggal')),
                    ('jumlah', models.PositiveIntegerField(default=0, verbose_name='jawaban')),
                    ('survei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lonjakan', to='survei.survei')),
                ],
                options={
                    'verbose_name': 'lonjakan jawaban',
                    'ordering': ['survei', 'tanggal'],
                    'indexes': [],
                    'constraints': [models.UniqueConstraint(fields=('survei', 'tanggal'), name='lonjakan_sehari_sekali')],
                },
            ), migrations.CreateModel(
                name='Kiriman',
                fields=[
                    ('sidik', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('tanggal', models.DateField()),
                    ('isi', models.BinaryField(null=True)),
                    ('survei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='kiriman', to='survei.survei')),
                ],
                options={
                    'verbose_name': 'kiriman',
                    'ordering': ['sidik'],
                    'indexes': [models.Index(condition=models.Q(('isi__isnull', False)), fields=['survei'], name='kiriman_belum_dipindah')],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Jawaban',
                fields=[
                    ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                    ('tanggal', models.DateField()),
                    ('asal', models.CharField(choices=[('daring', 'Daring'), ('kios', 'Kios di kantor'), ('kertas', 'Formulir kertas'), ('impor', 'Impor lembar kerja')], default='daring', max_length=10)),
                    ('nilai', django.contrib.postgres.fields.ArrayField(base_field=models.SmallIntegerField(), size=None)),
                    ('jumlah', models.GeneratedField(db_persist=True, expression=survei.models.jawaban._Sum('nilai'), output_field=models.SmallIntegerField())),
                    ('jenis_kelamin', models.CharField(blank=True, choices=[('L', 'Laki-laki'), ('P', 'Perempuan')], default='', max_length=1)),
                    ('umur', models.CharField(blank=True, choices=[('20', '20 tahun ke bawah'), ('30', '21–30 tahun'), ('40', '31–40 tahun'), ('50', '41–50 tahun'), ('60', '51–60 tahun'), ('61', '61 tahun ke atas')], default='', max_length=2)),
                    ('pendidikan', models.CharField(blank=True, choices=[('sd', 'SD'), ('smp', 'SMP'), ('sma', 'SMA'), ('d3', 'D1–D3'), ('s1', 'S1'), ('s2', 'S2 ke atas')], default='', max_length=3)),
                    ('pekerjaan', models.CharField(blank=True, choices=[('pns', 'PNS'), ('tni', 'TNI'), ('polri', 'Polri'), ('swasta', 'Pegawai swasta'), ('wirausaha', 'Wirausaha'), ('lain', 'Lainnya')], default='', max_length=10)),
                    ('jam', models.CharField(blank=True, choices=[('pagi', '08.00–12.00'), ('siang', '13.00–17.00')], default='', max_length=5)),
                    ('lonjakan', models.BooleanField(default=False)),
                    ('survei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jawaban', to='survei.survei')),
                ],
                options={
                    'verbose_name': 'jawaban',
                    'ordering': ['survei', 'tanggal', 'id'],
                    'indexes': [models.Index(fields=['survei', 'tanggal'], name='jawaban_survei')],
                    'constraints': [models.CheckConstraint(condition=survei.models.jawaban._OneToFour('nilai'), name='jawaban_satu_sampai_empat', violation_error_message='Setiap unsur dijawab dengan angka 1 sampai 4.'), models.CheckConstraint(condition=models.Q(('asal__in', ['daring', 'kios', 'kertas', 'impor'])), name='jawaban_asal_dikenal'), models.CheckConstraint(condition=models.Q(('jenis_kelamin__in', ['', 'L', 'P']), ('umur__in', ['', '20', '30', '40', '50', '60', '61']), ('pendidikan__in', ['', 'sd', 'smp', 'sma', 'd3', 's1', 's2']), ('pekerjaan__in', ['', 'pns', 'tni', 'polri', 'swasta', 'wirausaha', 'lain']), ('jam__in', ['', 'pagi', 'siang'])), name='jawaban_kelompok_dikenal')],
                    'triggers': [pgtrigger.compiler.Trigger(name='lengkap', sql=pgtrigger.compiler.UpsertTriggerSql(func="\nIF EXISTS (\n  SELECT 1 FROM new_values baru JOIN survei_survei s ON s.id = baru.survei_id\n  WHERE cardinality(baru.nilai) <> s.banyak_unsur\n) THEN\n  RAISE EXCEPTION 'an answer has another number of elements than its survey' USING ERRCODE = 'check_violation';\nEND IF;\nRETURN NULL;\n", hash='7aa4c625aab2879d1f71606a205526d0e8a53a3b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_lengkap_1c475', referencing='REFERENCING NEW TABLE AS new_values ', table='survei_jawaban', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='HasilSurvei',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('versi', models.PositiveIntegerField()),
                    ('sementara', models.BooleanField(default=False, verbose_name='survei belum ditutup')),
                    ('terbit', models.BooleanField(default=False, verbose_name='dipublikasikan')),
                    ('responden', models.PositiveIntegerField(verbose_name='responden')),
                    ('jumlah', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                    ('jumlah_kuadrat', models.BigIntegerField(default=0)),
                    ('ikm', models.DecimalField(decimal_places=2, max_digits=5, null=True, verbose_name='IKM')),
                    ('galat', models.DecimalField(decimal_places=2, max_digits=6, null=True, verbose_name='batas kesalahan')),
                    ('mutu', models.CharField(blank=True, default='', max_length=1, verbose_name='mutu pelayanan')),
                    ('kinerja', models.CharField(blank=True, default='', max_length=20, verbose_name='kinerja unit pelayanan')),
                    ('profil', models.JSONField(default=dict)),
                    ('populasi', models.PositiveIntegerField(null=True)),
                    ('sampel', models.PositiveIntegerField(null=True)),
                    ('lonjakan', models.PositiveIntegerField(default=0)),
                    ('ikm_tanpa_lonjakan', models.DecimalField(decimal_places=2, max_digits=5, null=True)),
                    ('metode', models.CharField(default='1/n', max_length=20, verbose_name='cara menghitung')),
                    ('dihitung_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                    ('survei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hasil', to='survei.survei')),
                ],
                options={
                    'verbose_name': 'hasil survei',
                    'ordering': ['survei', '-versi'],
                    'indexes': [],
                    'constraints': [models.UniqueConstraint(fields=('survei', 'versi'), name='hasilsurvei_versi_sekali'), models.UniqueConstraint(condition=models.Q(('terbit', True)), fields=('survei',), name='hasilsurvei_satu_terbit'), models.CheckConstraint(condition=models.Q(models.Q(('galat', None), ('ikm', None), ('responden__lt', 10), ('terbit', False)), models.Q(('ikm__gte', Decimal('25')), ('ikm__lte', Decimal('100')), ('responden__gte', 10)), _connector='OR'), name='hasilsurvei_sepuluh_ke_atas'), models.CheckConstraint(condition=models.Q(('sementara', False), ('terbit', False), _connector='OR'), name='hasilsurvei_terbit_tetap'), models.CheckConstraint(condition=models.Q(('ikm__gte', 0), ('ikm__lte', 100)), name='hasilsurvei_ikm_wajar', violation_error_message='Angka di luar batas yang wajar.'), models.CheckConstraint(condition=models.Q(('galat__gte', 0), ('galat__lte', 100)), name='hasilsurvei_galat_wajar', violation_error_message='Angka di luar batas yang wajar.'), models.CheckConstraint(condition=models.Q(('ikm_tanpa_lonjakan__gte', 0), ('ikm_tanpa_lonjakan__lte', 100)), name='hasilsurvei_ikm_tanpa_lonjakan_wajar', violation_error_message='Angka di luar batas yang wajar.')],
                },
            ), migrations.CreateModel(
                name='SurveiEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('kode', models.CharField(default=survei.models.survei.kode_baru, editable=False, max_length=12, verbose_name='alamat pendek')),
                    ('tahun', models.PositiveSmallIntegerField(verbose_name='tahun')),
                    ('jenis_periode', models.CharField(choices=[('bulan', 'Bulan'), ('triwulan', 'Triwulan'), ('semester', 'Semester'), ('tahun', 'Tahun')], default='triwulan', max_length=10, verbose_name='jenis periode')),
                    ('ke', models.PositiveSmallIntegerField(default=1, verbose_name='periode ke')),
                    ('buka', models.DateField(verbose_name='dibuka mulai')),
                    ('tutup', models.DateField(verbose_name='dibuka sampai')),
                    ('tampilan', models.CharField(choices=[('satu', 'Satu pertanyaan setiap layar'), ('semua', 'Semua pertanyaan dalam satu layar')], default='satu', max_length=10, verbose_name='tampilan')),
                    ('inggris', models.BooleanField(default=True, verbose_name='juga dalam bahasa Inggris')),
                    ('wajib_token', models.BooleanField(default=False, verbose_name='hanya dengan kode sekali pakai')),
                    ('demografi', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('jenis_kelamin', 'Jenis kelamin'), ('umur', 'Umur'), ('pendidikan', 'Pendidikan'), ('pekerjaan', 'Pekerjaan'), ('jam', 'Jam pelayanan')], max_length=20), blank=True, default=list, size=None, verbose_name='data responden')),
                    ('pertanyaan_bebas', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), blank=True, default=list, size=None, verbose_name='pertanyaan bebas')),
                    ('populasi', models.PositiveIntegerField(blank=True, null=True, verbose_name='pengguna layanan pada periode terakhir')),
                    ('banyak_unsur', models.PositiveSmallIntegerField(default=0, editable=False)),
                    ('status', models.CharField(choices=[('draf', 'Draf'), ('dibuka', 'Dibuka'), ('ditutup', 'Ditutup'), ('dipublikasikan', 'Dipublikasikan')], default='draf', max_length=15, verbose_name='status')),
                    ('dipublikasikan_at', models.DateTimeField(blank=True, null=True)),
                    ('created_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), editable=False)),
                    ('dibuat_oleh', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('ditutup_oleh', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to=settings.AUTH_USER_MODEL)),
                    ('indikator', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='indikator.indikator', verbose_name='indikator')),
                    ('layanan', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='survei.layanan', verbose_name='layanan')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='survei.survei')),
                    ('unit_kerja', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasi.unitkerja', verbose_name='unit penyelenggara')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='TindakLanjut',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('tindakan', models.CharField(max_length=300, verbose_name='tindakan')),
                    ('pelaksana', models.CharField(blank=True, default='', max_length=150, verbose_name='pelaksana')),
                    ('tenggat', models.DateField(verbose_name='selesai paling lambat')),
                    ('progres', models.PositiveSmallIntegerField(choices=[(0, 'Belum dimulai'), (25, '25%'), (50, '50%'), (75, '75%'), (100, 'Selesai')], default=0, verbose_name='kemajuan')),
                    ('catatan', models.CharField(blank=True, default='', max_length=300, verbose_name='catatan')),
                    ('penanggung_jawab', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='tindak_lanjut', to='organisasi.pegawai', verbose_name='penanggung jawab')),
                    ('survei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tindak_lanjut', to='survei.survei')),
                    ('unsur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tindak_lanjut', to='survei.unsur', verbose_name='unsur')),
                ],
                options={
                    'verbose_name': 'rencana tindak lanjut',
                    'ordering': ['survei', 'unsur', 'pk'],
                    'indexes': [],
                    'constraints': [models.CheckConstraint(condition=models.Q(('progres__in', [0, 25, 50, 75, 100])), name='tindaklanjut_progres_wajar'), models.CheckConstraint(condition=models.Q(('penanggung_jawab__isnull', False), models.Q(('pelaksana', ''), _negated=True), _connector='OR'), name='tindaklanjut_berpenanggung_jawab', violation_error_message='Sebut siapa yang bertanggung jawab.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_tindaklanjutevent" ("catatan", "id", "pelaksana", "penanggung_jawab_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progres", "survei_id", "tenggat", "tindakan", "unsur_id") SELECT new_values."catatan", new_values."id", new_values."pelaksana", new_values."penanggung_jawab_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."progres", new_values."survei_id", new_values."tenggat", new_values."tindakan", new_values."unsur_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='2f8e5ffcbb0b94c56d9a4c7c4974d3aa769394c0', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_21ee0', referencing='REFERENCING NEW TABLE AS new_values ', table='survei_tindaklanjut', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_tindaklanjutevent" ("catatan", "id", "pelaksana", "penanggung_jawab_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progres", "survei_id", "tenggat", "tindakan", "unsur_id") SELECT new_values."catatan", new_values."id", new_values."pelaksana", new_values."penanggung_jawab_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."progres", new_values."survei_id", new_values."tenggat", new_values."tindakan", new_values."unsur_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='cefc52093acb5c16e1b9093c4b18dd74b45dd086', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_13829', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='survei_tindaklanjut', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_tindaklanjutevent" ("catatan", "id", "pelaksana", "penanggung_jawab_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "progres", "survei_id", "tenggat", "tindakan", "unsur_id") SELECT old_values."catatan", old_values."id", old_values."pelaksana", old_values."penanggung_jawab_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."progres", old_values."survei_id", old_values."tenggat", old_values."tindakan", old_values."unsur_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='177d6aeb8aa234c01d56b1d95f83a48cfc667dcd', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_d8c9a', referencing='REFERENCING OLD TABLE AS old_values ', table='survei_tindaklanjut', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='Token',
                fields=[
                    ('sidik', models.CharField(max_length=64, primary_key=True, serialize=False)),
                    ('lembar', models.PositiveIntegerField(verbose_name='lembar')),
                    ('dipakai', models.BooleanField(default=False)),
                    ('survei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='token', to='survei.survei')),
                ],
                options={
                    'verbose_name': 'kode sekali pakai',
                    'ordering': ['survei', 'lembar', 'sidik'],
                    'indexes': [models.Index(fields=['survei', 'lembar'], name='token_lembar')],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='Unsur',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('slug', models.SlugField(max_length=30, verbose_name='kunci')),
                    ('urutan', models.PositiveSmallIntegerField(verbose_name='urutan')),
                    ('nama', models.CharField(max_length=100, verbose_name='unsur')),
                    ('nama_en', models.CharField(blank=True, default='', max_length=100)),
                    ('pertanyaan', models.CharField(max_length=200, verbose_name='pertanyaan')),
                    ('pertanyaan_en', models.CharField(blank=True, default='', max_length=200)),
                    ('bantuan', models.CharField(blank=True, default='', max_length=200, verbose_name='penjelasan')),
                    ('bantuan_en', models.CharField(blank=True, default='', max_length=200)),
                    ('jawaban', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=4)),
                    ('jawaban_en', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=4)),
                    ('survei', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='unsur', to='survei.survei')),
                ],
                options={
                    'verbose_name': 'unsur',
                    'ordering': ['survei', 'urutan'],
                    'indexes': [],
                    'constraints': [models.UniqueConstraint(fields=('survei', 'slug'), name='unsur_sekali'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('survei', 'urutan'), name='unsur_urutan_sekali'), models.CheckConstraint(condition=models.Q(('urutan__gte', 1), ('urutan__lte', 20)), name='unsur_urutan_wajar', violation_error_message='Survei memuat paling banyak 20 unsur.'), models.CheckConstraint(condition=models.Q(('jawaban__len', 4), models.Q(('jawaban_en__len', 4), ('jawaban_en', []), _connector='OR')), name='unsur_empat_jawaban', violation_error_message='Tulis keempat pilihan jawaban.')],
                    'triggers': [pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_unsurevent" ("bantuan", "bantuan_en", "id", "jawaban", "jawaban_en", "nama", "nama_en", "pertanyaan", "pertanyaan_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "survei_id", "urutan") SELECT new_values."bantuan", new_values."bantuan_en", new_values."id", new_values."jawaban", new_values."jawaban_en", new_values."nama", new_values."nama_en", new_values."pertanyaan", new_values."pertanyaan_en", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."slug", new_values."survei_id", new_values."urutan" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='a3256557be64ee5c4aae83b951bcf598bcb8a10b', level='STATEMENT', operation='INSERT', pgid='pgtrigger_insert_insert_65180', referencing='REFERENCING NEW TABLE AS new_values ', table='survei_unsur', when='AFTER')), pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_unsurevent" ("bantuan", "bantuan_en", "id", "jawaban", "jawaban_en", "nama", "nama_en", "pertanyaan", "pertanyaan_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "survei_id", "urutan") SELECT new_values."bantuan", new_values."bantuan_en", new_values."id", new_values."jawaban", new_values."jawaban_en", new_values."nama", new_values."nama_en", new_values."pertanyaan", new_values."pertanyaan_en", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."slug", new_values."survei_id", new_values."urutan" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;', hash='0a40a096d327a095016295a6cc5324b72745668e', level='STATEMENT', operation='UPDATE', pgid='pgtrigger_update_update_4ad40', referencing='REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ', table='survei_unsur', when='AFTER')), pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "survei_unsurevent" ("bantuan", "bantuan_en", "id", "jawaban", "jawaban_en", "nama", "nama_en", "pertanyaan", "pertanyaan_en", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "slug", "survei_id", "urutan") SELECT old_values."bantuan", old_values."bantuan_en", old_values."id", old_values."jawaban", old_values."jawaban_en", old_values."nama", old_values."nama_en", old_values."pertanyaan", old_values."pertanyaan_en", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."slug", old_values."survei_id", old_values."urutan" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;', hash='3355f8188e21824a987f8397bb4b79806337633d', level='STATEMENT', operation='DELETE', pgid='pgtrigger_delete_delete_347c3', referencing='REFERENCING OLD TABLE AS old_values ', table='survei_unsur', when='AFTER'))],
                },
            ), migrations.CreateModel(
                name='TindakLanjutEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('tindakan', models.CharField(max_length=300, verbose_name='tindakan')),
                    ('pelaksana', models.CharField(blank=True, default='', max_length=150, verbose_name='pelaksana')),
                    ('tenggat', models.DateField(verbose_name='selesai paling lambat')),
                    ('progres', models.PositiveSmallIntegerField(choices=[(0, 'Belum dimulai'), (25, '25%'), (50, '50%'), (75, '75%'), (100, 'Selesai')], default=0, verbose_name='kemajuan')),
                    ('catatan', models.CharField(blank=True, default='', max_length=300, verbose_name='catatan')),
                    ('penanggung_jawab', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='organisasi.pegawai', verbose_name='penanggung jawab')),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='survei.tindaklanjut')),
                    ('survei', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='survei.survei')),
                    ('unsur', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='survei.unsur', verbose_name='unsur')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            ), migrations.CreateModel(
                name='UnsurEvent',
                fields=[
                    ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                    ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                    ('pgh_label', models.TextField(help_text='The event label.')),
                    ('id', models.BigIntegerField()),
                    ('slug', models.SlugField(db_index=False, max_length=30, verbose_name='kunci')),
                    ('urutan', models.PositiveSmallIntegerField(verbose_name='urutan')),
                    ('nama', models.CharField(max_length=100, verbose_name='unsur')),
                    ('nama_en', models.CharField(blank=True, default='', max_length=100)),
                    ('pertanyaan', models.CharField(max_length=200, verbose_name='pertanyaan')),
                    ('pertanyaan_en', models.CharField(blank=True, default='', max_length=200)),
                    ('bantuan', models.CharField(blank=True, default='', max_length=200, verbose_name='penjelasan')),
                    ('bantuan_en', models.CharField(blank=True, default='', max_length=200)),
                    ('jawaban', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=4)),
                    ('jawaban_en', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), blank=True, default=list, size=4)),
                    ('pgh_context', models.ForeignKey(db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='pghistory.context')),
                    ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='survei.unsur')),
                    ('survei', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='survei.survei')),
                ],
                options={
                    'abstract': False,
                    'indexes': [],
                    'constraints': [],
                },
            )],
        ),
    ]
