"""Completeness of entries by person and month, for any set of targets, as one statement."""

from typing import Final

from indikator.services.lingkup_sql import BAGIAN_PENGISI

# Whoever was left out with a reason is counted no more, nor whoever went on leave while the month was not closed.
_STATEMENT: Final = """
WITH {with_}
hapus AS (
  DELETE FROM indikator_pengisian t USING organisasi_pegawai p {using}
  WHERE t.periode_id = %(periode_id)s AND p.id = t.pegawai_id {only_hapus}
    AND ({dikecualikan} OR p.status <> 'aktif' AND NOT EXISTS (
      SELECT 1 FROM organisasi_periode q WHERE q.id = %(periode_id)s AND q.status = 'ditutup'))
)
INSERT INTO indikator_pengisian AS lama (
  pegawai_id, periode_id, unit_kerja_id, wajib, masuk, disetujui, terlambat, dihitung_at
)
SELECT b.*, now() FROM (
  SELECT t.pengisi_id, %(periode_id)s::bigint AS periode_id, (max(ARRAY[t.id, t.unit_kerja_id]))[2] AS unit_kerja_id,
         count(*) AS wajib,
         count(*) FILTER (WHERE r.status IN ('diajukan', 'diperiksa', 'disetujui')) AS masuk,
         count(*) FILTER (WHERE r.status = 'disetujui') AS disetujui,
         count(*) FILTER (WHERE r.status IN ('diajukan', 'diperiksa', 'disetujui') AND r.terlambat_hari > 0)
           AS terlambat
  FROM indikator_targetindikator t
  JOIN organisasi_pegawai p ON p.id = t.pengisi_id AND p.status = 'aktif' {join}
  LEFT JOIN indikator_realisasi r ON r.target_id = t.id AND r.periode_id = %(periode_id)s
  WHERE t.tahun = %(tahun)s AND t.status = 'disetujui' AND t.sumber = 'isian' AND t.bulanan[%(bulan)s] IS NOT NULL
    AND NOT {dikecualikan} {only}
  GROUP BY t.pengisi_id OFFSET 0
) b
LEFT JOIN indikator_pengisian c ON c.pegawai_id = b.pengisi_id AND c.periode_id = %(periode_id)s
WHERE c.id IS NULL OR (c.unit_kerja_id, c.wajib, c.masuk, c.disetujui, c.terlambat)
  IS DISTINCT FROM (b.unit_kerja_id, b.wajib, b.masuk, b.disetujui, b.terlambat)
ORDER BY b.pengisi_id
ON CONFLICT (pegawai_id, periode_id) DO UPDATE SET
  unit_kerja_id = excluded.unit_kerja_id, wajib = excluded.wajib, masuk = excluded.masuk,
  disetujui = excluded.disetujui, terlambat = excluded.terlambat, dihitung_at = excluded.dihitung_at
"""
_DIKECUALIKAN: Final = """EXISTS (
  SELECT 1 FROM organisasi_pengecualian k WHERE k.pegawai_id = p.id AND k.periode_id = %(periode_id)s)"""
_ONLY: Final = """AND {orang} IN (
  SELECT x.pengisi_id FROM indikator_targetindikator x WHERE x.id = ANY(%(target_ids)s::bigint[]))"""


def statement(lingkup: str) -> str:
    """The statement; ``bagian`` and ``pemilik`` only for the people who enter targets there."""
    parts = {"with_": "", "join": "", "using": "", "only": "", "only_hapus": ""}
    if lingkup == "bagian":
        parts |= {
            "with_": f"{BAGIAN_PENGISI},",
            "join": "JOIN bagian_pengisi ON bagian_pengisi.id = t.pengisi_id",
            "using": "JOIN bagian_pengisi ON bagian_pengisi.id = p.id",
        }
    elif lingkup == "pemilik":
        parts |= {"only": _ONLY.format(orang="t.pengisi_id"), "only_hapus": _ONLY.format(orang="p.id")}
    return _STATEMENT.format(dikecualikan=_DIKECUALIKAN, **parts)
