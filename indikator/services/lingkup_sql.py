"""Which targets a computation takes, as common table expressions that end in ``lingkup(id)``."""

from typing import Final

# Runs over a whole year are cut by the number of the unit; ids are spread evenly over so many numbers.
NOMOR_UNIT: Final = 256

# The owners with targets in the units of one part: the units themselves, and people with all their targets, also those
# carried in units of another part. A person with posts in two parts is computed in both, to the same figures.
_BAGIAN_UNIT: Final = f"""
bagian_unit AS MATERIALIZED (
  SELECT u.id FROM organisasi_unitkerja u
  WHERE u.id %% {NOMOR_UNIT} >= %(dari)s AND u.id %% {NOMOR_UNIT} < %(sampai)s
)"""
BAGIAN: Final = f"""{_BAGIAN_UNIT},
bagian_orang AS MATERIALIZED (
  SELECT DISTINCT x.pegawai_id AS id
  FROM indikator_targetindikator x JOIN bagian_unit b ON b.id = x.unit_kerja_id
  WHERE x.tahun = %(tahun)s AND x.pegawai_id IS NOT NULL
),
lingkup AS MATERIALIZED (
  SELECT x.id FROM indikator_targetindikator x JOIN bagian_unit b ON b.id = x.unit_kerja_id
  WHERE x.tahun = %(tahun)s AND x.pegawai_id IS NULL
  UNION ALL
  SELECT x.id FROM indikator_targetindikator x JOIN bagian_orang o ON o.id = x.pegawai_id WHERE x.tahun = %(tahun)s
)"""
BAGIAN_PENGISI: Final = f"""{_BAGIAN_UNIT},
bagian_pengisi AS MATERIALIZED (
  SELECT DISTINCT x.pengisi_id AS id
  FROM indikator_targetindikator x JOIN bagian_unit b ON b.id = x.unit_kerja_id
  WHERE x.tahun = %(tahun)s AND x.pengisi_id IS NOT NULL
)"""
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
