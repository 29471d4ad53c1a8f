"""Which targets a computation takes, as common table expressions."""

from typing import Final

# Runs over a whole year are cut by the number of the unit; ids are spread evenly over so many numbers.
NOMOR_UNIT: Final = 256

# The owners with targets in the units of one part: the units themselves, and people with all their targets, also those
# carried in units of another part. A person with posts in two parts is computed in both, to the same figures.
# The units are given one by one: of a condition on their number PostgreSQL would expect half a per cent, and look up
# row by row what is a tenth of the table.
_BAGIAN_UNIT: Final = "bagian_unit AS MATERIALIZED (SELECT unnest(%(unit_ids)s::bigint[]) AS id)"
BAGIAN: Final = f"""{_BAGIAN_UNIT},
bagian_orang AS MATERIALIZED (
  SELECT DISTINCT x.pegawai_id AS id
  FROM indikator_targetindikator x JOIN bagian_unit b ON b.id = x.unit_kerja_id
  WHERE x.tahun = %(tahun)s AND x.pegawai_id IS NOT NULL
)"""
# Their targets, as a table.
TARGET_BAGIAN: Final = """(
  SELECT x.* FROM indikator_targetindikator x JOIN bagian_unit b ON b.id = x.unit_kerja_id
  WHERE x.tahun = %(tahun)s AND x.status = 'disetujui' AND x.pegawai_id IS NULL
  UNION ALL
  SELECT x.* FROM indikator_targetindikator x JOIN bagian_orang o ON o.id = x.pegawai_id
  WHERE x.tahun = %(tahun)s AND x.status = 'disetujui'
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
