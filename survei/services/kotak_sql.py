"""Statements with which the ballot box is emptied."""

from typing import Final

from survei.enums import Demografi

# How many older answers of the survey are shuffled among the new ones at most.
MIXED: Final = 5_000
_DEMOGRAFI: Final = [one.value for one in Demografi]
_COLUMNS: Final = f"survei_id, asal, nilai, {', '.join(_DEMOGRAFI)}, lonjakan"

LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('survei.kotak', %s))"
DUE: Final = """
SELECT survei_id FROM survei_kiriman WHERE isi IS NOT NULL
GROUP BY survei_id HAVING count(*) >= %s ORDER BY survei_id
"""
TAKE: Final = """
SELECT sidik, tanggal, isi FROM survei_kiriman WHERE survei_id = %s AND isi IS NOT NULL LIMIT %s FOR UPDATE SKIP LOCKED
"""
LAY: Final = f"""
WITH lama AS (
  DELETE FROM survei_jawaban WHERE id IN (
    SELECT id FROM survei_jawaban WHERE survei_id = %(survei)s LIMIT {MIXED}
  ) RETURNING {_COLUMNS}
), semua AS (
  SELECT * FROM lama
  UNION ALL
  SELECT %(survei)s, baru.a,
    ARRAY(SELECT value::smallint FROM jsonb_array_elements_text(baru.n) WITH ORDINALITY AS x(value, tempat)
          ORDER BY tempat),
    {", ".join(f"COALESCE(baru.k ->> '{one}', '')" for one in _DEMOGRAFI)}, baru.l
  FROM jsonb_to_recordset(%(baru)s::jsonb) AS baru(n jsonb, k jsonb, a text, l boolean)
)
INSERT INTO survei_jawaban (id, {_COLUMNS}) SELECT gen_random_uuid(), * FROM semua ORDER BY random()
"""
TEXTS: Final = """
WITH lama AS (
  DELETE FROM survei_saran WHERE survei_id = %(survei)s AND status = 'menunggu'
  RETURNING id, survei_id, pertanyaan, isi
), semua AS (
  SELECT * FROM lama
  UNION ALL
  SELECT gen_random_uuid(), %(survei)s, baru.p, baru.t
  FROM jsonb_to_recordset(%(baru)s::jsonb) AS baru(p smallint, t text)
)
INSERT INTO survei_saran (id, survei_id, pertanyaan, isi, status)
SELECT id, survei_id, pertanyaan, isi, 'menunggu' FROM semua ORDER BY random()
"""
FLAGGED: Final = "SELECT count(*) FROM survei_jawaban WHERE survei_id = %s AND lonjakan"
BURST: Final = """
INSERT INTO survei_lonjakan AS l (survei_id, tanggal, jumlah) VALUES (%s, %s, %s)
ON CONFLICT (survei_id, tanggal) DO UPDATE SET jumlah = l.jumlah + excluded.jumlah
"""
