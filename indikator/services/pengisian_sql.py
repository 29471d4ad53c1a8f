"""Completeness of entries by person and month, for any set of targets, as one statement."""

from typing import Final

_STATEMENT: Final = """
INSERT INTO indikator_pengisian AS lama (
  pegawai_id, periode_id, unit_kerja_id, wajib, masuk, disetujui, terlambat, dihitung_at
)
SELECT t.pengisi_id, %(periode_id)s, (max(ARRAY[t.id, t.unit_kerja_id]))[2],
       count(*),
       count(*) FILTER (WHERE r.status IN ('diajukan', 'diperiksa', 'disetujui')),
       count(*) FILTER (WHERE r.status = 'disetujui'),
       count(*) FILTER (WHERE r.status IN ('diajukan', 'diperiksa', 'disetujui') AND r.terlambat_hari > 0),
       now()
FROM indikator_targetindikator t
JOIN organisasi_pegawai p ON p.id = t.pengisi_id AND p.status = 'aktif'
LEFT JOIN indikator_realisasi r ON r.target_id = t.id AND r.periode_id = %(periode_id)s
WHERE t.tahun = %(tahun)s AND t.status = 'disetujui' AND t.sumber = 'isian' AND t.bulanan[%(bulan)s] IS NOT NULL {only}
GROUP BY t.pengisi_id
ORDER BY t.pengisi_id
ON CONFLICT (pegawai_id, periode_id) DO UPDATE SET
  unit_kerja_id = excluded.unit_kerja_id, wajib = excluded.wajib, masuk = excluded.masuk,
  disetujui = excluded.disetujui, terlambat = excluded.terlambat, dihitung_at = excluded.dihitung_at
WHERE (lama.unit_kerja_id, lama.wajib, lama.masuk, lama.disetujui, lama.terlambat)
  IS DISTINCT FROM (excluded.unit_kerja_id, excluded.wajib, excluded.masuk, excluded.disetujui, excluded.terlambat)
"""
_ONLY: Final = """AND t.pengisi_id IN (
  SELECT x.pengisi_id FROM indikator_targetindikator x WHERE x.id = ANY(%(target_ids)s::bigint[]))"""


def statement(*, tertentu: bool) -> str:
    """The statement; with ``tertentu`` only for the people who enter the targets in ``%(target_ids)s``."""
    return _STATEMENT.format(only=_ONLY if tertentu else "")
