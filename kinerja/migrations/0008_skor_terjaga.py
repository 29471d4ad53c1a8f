"""What the database itself holds about computed figures.

* Figures of a sealed month are refused any change, whoever tries.
* What a figure points to is refused to be deleted: one look for each deleting statement instead of one for every
  figure that is written (docs/keputusan/0026).
"""

from typing import Final

from django.db import migrations

ANGKA: Final = ("indikator_capaian", "kinerja_skorpegawai", "kinerja_skorunit", "kinerja_skorberkala")
PENJAGA: Final = {"kinerja_skorberkala": "kinerja_rentang_tersegel"}
INDUK: Final = {
    "indikator_targetindikator": ("indikator_capaian.target_id",),
    "indikator_kebijakanskor": (
        "indikator_capaian.kebijakan_id",
        "kinerja_skorpegawai.kebijakan_id",
        "kinerja_skorunit.kebijakan_id",
        "kinerja_skorberkala.kebijakan_id",
    ),
    "organisasi_periode": (
        "indikator_capaian.periode_id",
        "indikator_pengisian.periode_id",
        "kinerja_skorpegawai.periode_id",
        "kinerja_skorunit.periode_id",
        "kinerja_skorberkala.periode_id",
    ),
    "organisasi_pegawai": (
        "indikator_pengisian.pegawai_id",
        "kinerja_skorpegawai.pegawai_id",
        "kinerja_skorberkala.pegawai_id",
    ),
    "organisasi_unitkerja": (
        "indikator_pengisian.unit_kerja_id",
        "kinerja_skorpegawai.unit_kerja_id",
        "kinerja_skorunit.unit_kerja_id",
        "kinerja_skorberkala.unit_kerja_id",
    ),
}
FUNGSI: Final = """
CREATE FUNCTION kinerja_bulan_tersegel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT periode_id FROM berubah) b
    JOIN organisasi_periode p ON p.id = b.periode_id AND p.status = 'ditutup'
    JOIN kinerja_penutupan k ON k.periode_id = p.id AND k.ditutup_at = p.ditutup_at
  ) THEN
    RAISE EXCEPTION 'Angka bulan yang sudah ditutup tidak dapat diubah. Buka kembali bulannya lebih dulu.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'skor_bulan_tersegel', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION kinerja_rentang_tersegel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A range that is still running moves on with the next month; it is sealed with its last one.
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT periode_id, rentang FROM berubah) b
    JOIN organisasi_periode p ON p.id = b.periode_id AND p.status = 'ditutup'
    JOIN kinerja_penutupan k ON k.periode_id = p.id AND k.ditutup_at = p.ditutup_at
    WHERE p.bulan % CASE b.rentang WHEN 'triwulan' THEN 3 WHEN 'semester' THEN 6 ELSE 1 END = 0
  ) THEN
    RAISE EXCEPTION 'Angka bulan yang sudah ditutup tidak dapat diubah. Buka kembali bulannya lebih dulu.'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'skor_bulan_tersegel', TABLE = TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION kinerja_masih_dipakai() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE anak text; ada boolean;
BEGIN
  FOREACH anak IN ARRAY TG_ARGV LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I x JOIN terhapus t ON t.id = x.%I)',
                   split_part(anak, '.', 1), split_part(anak, '.', 2)) INTO ada;
    IF ada THEN
      RAISE EXCEPTION 'Baris % masih dipakai oleh %.', TG_TABLE_NAME, anak
        USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'skor_masih_dipakai', TABLE = TG_TABLE_NAME;
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
"""


def _forward() -> str:
    made = [FUNGSI]
    for table in ANGKA:
        for event, kind in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            made.append(
                f"CREATE TRIGGER tersegel_{event.lower()}_{kind.lower()} AFTER {event} ON {table} "
                f"REFERENCING {kind} TABLE AS berubah FOR EACH STATEMENT EXECUTE FUNCTION {PENJAGA.get(table, 'kinerja_bulan_tersegel')}();"
            )
    for table, children in INDUK.items():
        arguments = ", ".join(f"'{child}'" for child in children)
        made.append(
            f"CREATE TRIGGER masih_dipakai AFTER DELETE ON {table} REFERENCING OLD TABLE AS terhapus "
            f"FOR EACH STATEMENT EXECUTE FUNCTION kinerja_masih_dipakai({arguments});"
        )
    # Rows that are computed again find room beside themselves, and their indexes stay as they are.
    made += [f"ALTER TABLE {table} SET (fillfactor = 85);" for table in ANGKA]
    return "\n".join(made)


def _backward() -> str:
    made = [f"ALTER TABLE {table} RESET (fillfactor);" for table in ANGKA]
    made += [f"DROP TRIGGER masih_dipakai ON {table};" for table in INDUK]
    made += [
        f"DROP TRIGGER tersegel_{event} ON {table};"
        for table in ANGKA
        for event in ("insert_new", "update_new", "update_old", "delete_old")
    ]
    return "\n".join([*made, "DROP FUNCTION kinerja_masih_dipakai();", "DROP FUNCTION kinerja_bulan_tersegel();", "DROP FUNCTION kinerja_rentang_tersegel();"])


class Migration(migrations.Migration):
    dependencies = [
        ("kinerja", "0007_paket"),
        ("indikator", "0006_kebijakan_pembulatan"),
        ("organisasi", "0001_initial"),
    ]
    operations = [migrations.RunSQL(_forward(), _backward())]
