"""Which targets a computation takes, as common table expressions."""

from typing import Final

# Runs over a whole year are cut by the number of the unit; ids are spread evenly over so many numbers.
NOMOR_UNIT: Final = 256

# The owners with targets in the units of one part: the units themselves, and people with all their targets, also those
# carried in units of another part. A person with posts in two parts is computed in both, to the same figures.
# Rows are looked up for each unit (``OFFSET 0``), those in other units in one walk over the index of people: a part
# that read a whole table would read it again in every part. Nearly everybody has targets in one unit only, which the
# index alone says.
BAGIAN_UNIT: Final = """unnest(%(unit_ids)s::bigint[]) AS u(id) CROSS JOIN LATERAL (
    SELECT x.* FROM indikator_targetindikator x WHERE x.unit_kerja_id = u.id AND x.tahun = %(tahun)s OFFSET 0
  ) x"""
_KOLOM: Final = ", ".join(
    f"x.{name}"
    for name in (
        "id", "sumber", "indikator_id", "pegawai_id", "unit_kerja_id", "bobot", "nilai_terburuk", "bulanan",
        "bulanan_atas",
    )
)  # fmt: skip
BAGIAN: Final = f"""
bagian_unit AS MATERIALIZED (SELECT {_KOLOM} FROM {BAGIAN_UNIT} WHERE x.status = 'disetujui'),
bagian_lain AS MATERIALIZED (
  SELECT {_KOLOM} FROM (
    SELECT x.id FROM indikator_targetindikator x
    WHERE x.pegawai_id = ANY(ARRAY(SELECT x.pegawai_id FROM bagian_unit x WHERE x.pegawai_id IS NOT NULL))
      AND x.tahun = %(tahun)s AND x.unit_kerja_id <> ALL(%(unit_ids)s::bigint[]) OFFSET 0
  ) y JOIN indikator_targetindikator x ON x.id = y.id AND x.status = 'disetujui'
)"""
# Their targets, as a table.
TARGET_BAGIAN: Final = "(SELECT x.* FROM bagian_unit x UNION ALL SELECT x.* FROM bagian_lain x)"
BAGIAN_PENGISI: Final = f"""bagian_pengisi AS MATERIALIZED (
  SELECT DISTINCT x.pengisi_id AS id FROM {BAGIAN_UNIT} WHERE x.pengisi_id IS NOT NULL
)"""
# The entry of the month computed, of a target ``t``. PostgreSQL does not see which month it is: one just opened is not
# in its statistics, so it would take the month for empty and begin there.
ENTRI_BULAN: Final = """LATERAL (
    SELECT x.* FROM indikator_realisasi x
    WHERE x.target_id = t.id AND x.periode_id = (SELECT %(periode_id)s::bigint) OFFSET 0
  )"""


def orang_aktif(orang: str) -> str:
    """Those of some people who are in service, as a table ``p``: in one walk over the index, not one by one.

    :param orang: the statement that gives their ids.
    """
    return f"(SELECT p.id FROM organisasi_pegawai p WHERE p.id = ANY(ARRAY({orang})) AND p.status = 'aktif' OFFSET 0) p"


# Owners of the targets in ``terdampak``, with everything that is theirs.
PEMILIK: Final = """
lingkup AS MATERIALIZED (
  SELECT x.id FROM indikator_targetindikator x
  WHERE x.tahun = %(tahun)s AND x.pegawai_id IN (
    SELECT y.pegawai_id FROM terdampak d JOIN indikator_targetindikator y ON y.id = d.id)
  UNION ALL
  SELECT x.id FROM indikator_targetindikator x
  WHERE x.tahun = %(tahun)s AND x.pegawai_id IS NULL AND x.unit_kerja_id IN (
    SELECT y.unit_kerja_id FROM terdampak d JOIN indikator_targetindikator y ON y.id = d.id WHERE y.pegawai_id IS NULL)
)"""
