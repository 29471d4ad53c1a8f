"""The counts of data quality by unit and month, for any set of targets, as one statement."""

from typing import Final

from indikator.services.lingkup_sql import BAGIAN_UNIT, ENTRI_BULAN, orang_aktif

# Two changes in one unit at the same time: the second waits, and then sees what the first saw.
KUNCI: Final = """
SELECT pg_advisory_xact_lock(hashtextextended('mutu-' || %(periode_id)s || '-' || s.id, 0)) FROM (
  SELECT DISTINCT x.unit_kerja_id AS id FROM indikator_targetindikator x WHERE x.id = ANY(%(target_ids)s::bigint[])
  ORDER BY 1 OFFSET 0
) s
"""
_SATUAN: Final = {
    "semua": "true",
    "bagian": "{unit} = ANY(%(unit_ids)s::bigint[])",
    "pemilik": """{unit} IN (
      SELECT x.unit_kerja_id FROM indikator_targetindikator x WHERE x.id = ANY(%(target_ids)s::bigint[]))""",
}
_ANGKA: Final = ("wajib", "masuk", "tepat_waktu", "berbukti", "sekali_jadi", "dikembalikan", "peringatan")
_STATEMENT: Final = """
WITH janji AS MATERIALIZED (  -- what is due in the month, from whom
  SELECT t.id, t.pengisi_id, t.unit_kerja_id
  FROM {target}
  WHERE t.tahun = %(tahun)s AND t.status = 'disetujui' AND t.sumber = 'isian' AND t.bulanan[%(bulan)s] IS NOT NULL
    AND {satuan_t}
),
baris AS (
  SELECT t.unit_kerja_id, r.terlambat_hari AS hari, r.dikembalikan_kali > 0 AS kembali,
         COALESCE(r.status IN ('diajukan', 'diperiksa', 'disetujui'), false) AS masuk,
         r.status IN ('diajukan', 'diperiksa') AND r.peringatan <> '[]'::jsonb AS ganjil,
         {berbukti} AS berbukti
  FROM janji t
  JOIN {pegawai} ON p.id = t.pengisi_id
  LEFT JOIN {realisasi}{bukti}
  WHERE NOT EXISTS (SELECT 1 FROM organisasi_pengecualian k
                    WHERE k.pegawai_id = t.pengisi_id AND k.periode_id = %(periode_id)s) OFFSET 0
),
hitung AS (
  SELECT unit_kerja_id, count(*) AS wajib, count(*) FILTER (WHERE masuk) AS masuk,
         count(*) FILTER (WHERE masuk AND hari = 0) AS tepat_waktu,
         count(*) FILTER (WHERE masuk AND berbukti) AS berbukti,
         count(*) FILTER (WHERE masuk AND NOT kembali) AS sekali_jadi,
         count(*) FILTER (WHERE kembali) AS dikembalikan,
         count(*) FILTER (WHERE ganjil) AS peringatan,
         COALESCE(array_agg(hari ORDER BY hari) FILTER (WHERE masuk AND hari > 0), '{{}}') AS hari_terlambat
  FROM baris GROUP BY unit_kerja_id OFFSET 0
),
hapus AS (
  DELETE FROM indikator_mutudata m
  WHERE m.periode_id = %(periode_id)s AND {satuan_m}
    AND NOT EXISTS (SELECT 1 FROM hitung h WHERE h.unit_kerja_id = m.unit_kerja_id)
  RETURNING 1
),
tulis AS (
  INSERT INTO indikator_mutudata AS lama (unit_kerja_id, periode_id, {isi}, dihitung_at)
  SELECT h.unit_kerja_id, %(periode_id)s, {isi_h}, now()
  FROM hitung h
  LEFT JOIN indikator_mutudata c ON c.unit_kerja_id = h.unit_kerja_id AND c.periode_id = %(periode_id)s
  WHERE c.id IS NULL OR ({isi_c}) IS DISTINCT FROM ({isi_h})
  ORDER BY h.unit_kerja_id
  ON CONFLICT (unit_kerja_id, periode_id) DO UPDATE SET ({isi}, dihitung_at) = ROW ({isi_x}, now())
  RETURNING 1
)
SELECT (SELECT count(*) FROM hapus) + (SELECT count(*) FROM tulis)
"""
# A whole month reads entries and evidence once; a part of it, and what one change touches, looks them up one by one.
_BUKTI: Final = """
  LEFT JOIN (SELECT DISTINCT x.realisasi_id FROM indikator_bukti x
             JOIN indikator_realisasi y ON y.id = x.realisasi_id AND y.periode_id = %(periode_id)s
             WHERE x.pindai <> 'tertahan') b ON b.realisasi_id = r.id"""
_SEKALIGUS: Final = {
    "target": "indikator_targetindikator t",
    "pegawai": "(SELECT p.id FROM organisasi_pegawai p WHERE p.status = 'aktif') p",
    "realisasi": "indikator_realisasi r ON r.target_id = t.id AND r.periode_id = %(periode_id)s",
    "bukti": _BUKTI,
    "berbukti": "b.realisasi_id IS NOT NULL",
}
_SATU_SATU: Final = {
    "target": "indikator_targetindikator t",
    "pegawai": orang_aktif("SELECT j.pengisi_id FROM janji j"),
    "realisasi": f"{ENTRI_BULAN} r ON true",
    "bukti": "",
    "berbukti": "(SELECT true FROM indikator_bukti x WHERE x.realisasi_id = r.id AND x.pindai <> 'tertahan' LIMIT 1)"
    " IS NOT NULL",
}

_BAGIAN: Final = {"target": f"(SELECT x.* FROM {BAGIAN_UNIT}) t"}


def statement(lingkup: str) -> str:
    """The statement; for ``bagian`` and ``pemilik`` only the units in question. Returns how many rows it wrote."""
    satuan = _SATUAN[lingkup]
    columns = (*_ANGKA, "hari_terlambat")
    return _STATEMENT.format(
        satuan_t=satuan.format(unit="t.unit_kerja_id"),
        satuan_m=satuan.format(unit="m.unit_kerja_id"),
        isi=", ".join(columns),
        **(_SEKALIGUS if lingkup == "semua" else _SATU_SATU | (_BAGIAN if lingkup == "bagian" else {})),
        **{f"isi_{key}": ", ".join(f"{alias}.{name}" for name in columns) for key, alias in _ALIAS.items()},
    )


_ALIAS: Final = {"h": "h", "c": "c", "x": "excluded"}
