"""The statement behind :mod:`binawidya.organisasi.selectors.atasan`: for the tree of today, and for that of a date."""

from typing import Final

from binawidya.organisasi.selectors.susunan_unit_sql import NAIK

_BERLAKU: Final = """
berlaku AS NOT MATERIALIZED (
  SELECT p.*, CASE p.jenis WHEN 'plh' THEN 1 WHEN 'plt' THEN 2 ELSE 3 END AS urutan
  FROM organisasi_penempatan p
  WHERE p.tmt_mulai <= %(tanggal)s AND (p.tmt_selesai IS NULL OR p.tmt_selesai >= %(tanggal)s)
),
utama AS (  -- the definitive post decides where somebody holds several
  SELECT DISTINCT ON (b.pegawai_id) b.pegawai_id, b.unit_kerja_id, b.atasan_id, b.memimpin
  FROM berlaku b
  WHERE b.pegawai_id = ANY(%(pegawai_ids)s)
  ORDER BY b.pegawai_id, b.urutan DESC, b.id
)
"""
_ATASAN: Final = """
pos AS (SELECT utama.*, letak.jalur FROM utama JOIN letak ON letak.id = utama.unit_kerja_id),
kepala AS (
  SELECT DISTINCT ON (b.unit_kerja_id) b.unit_kerja_id, b.pegawai_id
  FROM berlaku b WHERE b.memimpin AND b.unit_kerja_id IN (SELECT unnest(jalur) FROM pos)
  ORDER BY b.unit_kerja_id, b.urutan, b.id
)
SELECT DISTINCT ON (pos.pegawai_id) pos.pegawai_id, COALESCE(pos.atasan_id, k.pegawai_id)
FROM pos
LEFT JOIN LATERAL unnest(pos.jalur) WITH ORDINALITY AS a(id, tingkat) ON true
LEFT JOIN kepala k ON k.unit_kerja_id = a.id AND k.pegawai_id <> pos.pegawai_id
  AND (NOT pos.memimpin OR a.tingkat < cardinality(pos.jalur))
WHERE pos.atasan_id IS NOT NULL OR k.pegawai_id IS NOT NULL
ORDER BY pos.pegawai_id, a.tingkat DESC
"""
ATASAN_KINI: Final = f"""
WITH {_BERLAKU},
letak AS (SELECT u.id, u.jalur FROM organisasi_unitkerja u),
{_ATASAN}
"""
ATASAN_PADA: Final = f"""
WITH RECURSIVE {_BERLAKU},
{NAIK.format(units="ARRAY(SELECT DISTINCT unit_kerja_id FROM utama)")},
letak AS (SELECT id, array_agg(atas ORDER BY jarak DESC) AS jalur FROM naik GROUP BY id),
{_ATASAN}
"""
