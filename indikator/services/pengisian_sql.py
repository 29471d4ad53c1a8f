"""Completeness of entries by person and month, for any set of targets, as one statement."""

from typing import Final

from indikator.services.lingkup_sql import BAGIAN_PENGISI, ENTRI_BULAN, orang_aktif

# Whoever was left out with a reason is counted no more, nor whoever went on leave while the month was not closed.
_STATEMENT: Final = """
WITH {with_}
hapus AS (
  DELETE FROM indikator_pengisian t USING organisasi_pegawai p
  WHERE t.periode_id = (SELECT %(periode_id)s::bigint) AND p.id = t.pegawai_id {only_hapus}
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
  FROM {target}
  JOIN {pegawai} ON p.id = t.pengisi_id
  LEFT JOIN {realisasi}
  WHERE t.tahun = %(tahun)s AND t.status = 'disetujui' AND t.sumber = 'isian' AND t.bulanan[%(bulan)s] IS NOT NULL
    AND NOT {dikecualikan} {only}
  GROUP BY t.pengisi_id {having} OFFSET 0
) b
LEFT JOIN {lama}
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
_SEKALIGUS: Final = {
    "target": "indikator_targetindikator t",
    "pegawai": "(SELECT p.id FROM organisasi_pegawai p WHERE p.status = 'aktif') p",
    "realisasi": "indikator_realisasi r ON r.target_id = t.id AND r.periode_id = %(periode_id)s",
    "lama": "indikator_pengisian c ON c.pegawai_id = b.pengisi_id AND c.periode_id = %(periode_id)s",
}
# A part, and what one change touches, looks up what it needs one by one rather than read whole tables.
_SATU_SATU: Final = {
    "realisasi": f"{ENTRI_BULAN} r ON true",
    "lama": """LATERAL (
  SELECT x.* FROM indikator_pengisian x
  WHERE x.pegawai_id = b.pengisi_id AND x.periode_id = (SELECT %(periode_id)s::bigint) OFFSET 0
) c ON true""",
}
_PENGISI_BAGIAN: Final = """(
    SELECT x.* FROM indikator_targetindikator x
    WHERE x.pengisi_id = ANY(ARRAY(SELECT o.id FROM bagian_pengisi o)) AND x.tahun = %(tahun)s OFFSET 0
  ) t"""
_ORANG: Final = "{orang} = ANY(ARRAY(SELECT id FROM bagian_pengisi))"
# Somebody who enters targets of two parts is counted in one of them: two workers would both write the row.
_SEKALI: Final = "HAVING (max(ARRAY[t.id, t.unit_kerja_id]))[2] = ANY(%(unit_ids)s::bigint[])"


def statement(lingkup: str) -> str:
    """The statement; ``bagian`` and ``pemilik`` only for the people who enter targets there."""
    parts = {"with_": "", "only": "", "only_hapus": "", "having": "", **_SEKALIGUS}
    if lingkup == "bagian":
        parts |= {
            **_SATU_SATU,
            "target": _PENGISI_BAGIAN,
            "pegawai": orang_aktif("SELECT o.id FROM bagian_pengisi o"),
            "with_": f"{BAGIAN_PENGISI},",
            "having": _SEKALI,
            "only_hapus": f"AND {_ORANG.format(orang='t.pegawai_id')} AND {_ORANG.format(orang='p.id')}",
        }
    elif lingkup == "pemilik":
        parts |= {**_SATU_SATU, "only": _ONLY.format(orang="t.pengisi_id"), "only_hapus": _ONLY.format(orang="p.id")}
    return _STATEMENT.format(dikecualikan=_DIKECUALIKAN, **parts)
