"""Who is whose superior on a date: the one answer that every page, document and right uses.

The superior of a post is whoever is named in it (``Penempatan.atasan``); else the head of its unit, or of the nearest
unit above that has another head; a post that leads its unit looks above it only, so that nobody answers to the own
stand-in. Among heads of one unit the acting ones (Plh., then Plt.) stand before the definitive. ``lingkup.py`` gives
the same relation seen from the superior.
"""

from collections.abc import Collection
from datetime import date

from django.db import connection

from binawidya.organisasi.models import Pegawai

_QUERY = """
WITH berlaku AS NOT MATERIALIZED (
  SELECT p.*, CASE p.jenis WHEN 'plh' THEN 1 WHEN 'plt' THEN 2 ELSE 3 END AS urutan
  FROM organisasi_penempatan p
  WHERE p.tmt_mulai <= %(tanggal)s AND (p.tmt_selesai IS NULL OR p.tmt_selesai >= %(tanggal)s)
),
pos AS (  -- the definitive post decides where somebody holds several
  SELECT DISTINCT ON (b.pegawai_id) b.pegawai_id, b.unit_kerja_id, b.atasan_id, b.memimpin, u.jalur
  FROM berlaku b JOIN organisasi_unitkerja u ON u.id = b.unit_kerja_id
  WHERE b.pegawai_id = ANY(%(pegawai_ids)s)
  ORDER BY b.pegawai_id, b.urutan DESC, b.id
),
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


def atasan_of(pegawai_ids: Collection[int], tanggal: date) -> dict[int, int]:
    """The superiors of these people on a date, by person; who has none is left out. One query."""
    if not pegawai_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, {"pegawai_ids": [*pegawai_ids], "tanggal": tanggal})
        return dict(cursor.fetchall())


def nama_atasan(pegawai_id: int | None, tanggal: date) -> str:
    """Name of the superior for running text, empty if there is none. Two queries."""
    if pegawai_id is None:
        return ""
    found = atasan_of([pegawai_id], tanggal).get(pegawai_id)
    return Pegawai.objects.filter(pk=found).values_list("nama", flat=True).first() or "" if found else ""
