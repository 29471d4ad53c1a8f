"""Statements that read the tree of a date from the arrangements."""

from typing import Final

from binawidya.organisasi.models.susunan_unit_sql import BERTANGGAL

# The arrangement of unit ``{unit}`` that answers for a date.
NEAREST: Final = """
SELECT s.* FROM organisasi_susunanunit s WHERE s.unit_kerja_id = {unit}
ORDER BY s.berlaku_mulai > %(tanggal)s, abs(s.berlaku_mulai - %(tanggal)s) LIMIT 1
"""
# From each of ``{units}`` upwards: (id, atas, jarak), the unit itself at distance 0.
NAIK: Final = f"""
naik AS (
  SELECT m.id, m.id AS atas, 0 AS jarak, ARRAY[m.id] AS dilalui FROM (SELECT unnest({{units}}) AS id) m
  UNION ALL
  SELECT n.id, s.induk_id, n.jarak + 1, n.dilalui || s.induk_id
  FROM naik n CROSS JOIN LATERAL ({NEAREST.format(unit="n.atas")}) s
  WHERE s.induk_id IS NOT NULL AND NOT s.induk_id = ANY(n.dilalui)
)
"""
JALUR: Final = f"""
WITH RECURSIVE {NAIK.format(units="%(unit_ids)s::bigint[]")}
SELECT id, array_agg(atas ORDER BY jarak DESC) FROM naik GROUP BY id
"""
_AS_THEN: Final = f"{', '.join(f's.{column}' for column in BERTANGGAL)}, u.berlaku_mulai, u.berlaku_selesai"
# Units as they were: all columns of a unit, its path included.
UNITS: Final = f"""
WITH RECURSIVE {NAIK.format(units="{units}")}
SELECT u.id, letak.jalur, {_AS_THEN}
FROM (SELECT id, array_agg(atas ORDER BY jarak DESC) AS jalur FROM naik GROUP BY id) letak
JOIN organisasi_unitkerja u ON u.id = letak.id CROSS JOIN LATERAL ({NEAREST.format(unit="u.id")}) s
ORDER BY cardinality(letak.jalur), s.kode
"""
NAMED: Final = UNITS.format(units="%(unit_ids)s::bigint[]")
BELOW: Final = UNITS.format(
    units="""ARRAY(
      SELECT b.unit_kerja_id FROM organisasi_susunanunit b
      WHERE b.induk_id = ANY(%(unit_ids)s::bigint[]) AND b.berlaku_mulai <= %(tanggal)s
        AND (b.berlaku_selesai IS NULL OR b.berlaku_selesai >= %(tanggal)s)
    )"""
)
ABOVE: Final = f"""
WITH RECURSIVE {NAIK.format(units="ARRAY[%(unit)s::bigint]")}
SELECT u.id, (SELECT array_agg(m.atas ORDER BY m.jarak DESC) FROM naik m WHERE m.jarak >= n.jarak) AS jalur, {_AS_THEN}
FROM naik n JOIN organisasi_unitkerja u ON u.id = n.atas CROSS JOIN LATERAL ({NEAREST.format(unit="u.id")}) s
ORDER BY n.jarak DESC
"""
# Units and everything above them, each once, with its path.
CHAINS: Final = f"""
WITH RECURSIVE {NAIK.format(units="%(unit_ids)s::bigint[]")}
SELECT u.id, letak.jalur, {_AS_THEN}
FROM (
  SELECT DISTINCT ON (n.atas) n.atas, n.jalur
  FROM (SELECT atas, array_agg(atas) OVER (PARTITION BY id ORDER BY jarak DESC) AS jalur FROM naik) n ORDER BY n.atas
) letak
JOIN organisasi_unitkerja u ON u.id = letak.atas CROSS JOIN LATERAL ({NEAREST.format(unit="u.id")}) s
ORDER BY cardinality(letak.jalur), s.kode
"""
# The new unit above and everything above that, each as long as it stays there, from the day on.
LOOP: Final = """
WITH RECURSIVE naik AS (
  SELECT %(induk)s::bigint AS id, daterange(%(tanggal)s, NULL) AS masa
  UNION
  SELECT s.induk_id, n.masa * daterange(s.berlaku_mulai, s.berlaku_selesai, '[]')
  FROM naik n JOIN organisasi_susunanunit s
    ON s.unit_kerja_id = n.id AND daterange(s.berlaku_mulai, s.berlaku_selesai, '[]') && n.masa
  WHERE s.induk_id IS NOT NULL AND n.id <> ALL(%(unit_ids)s)
)
SELECT min(lower(masa)) FROM naik WHERE id = ANY(%(unit_ids)s)
"""
_COLUMNS: Final = ", ".join(BERTANGGAL)
_SHOWN: Final = ", ".join(f"u.{column}" for column in BERTANGGAL)
_RECORDED: Final = ", ".join(f"s.{column}" for column in BERTANGGAL)
DUE: Final = f"""
SELECT u.id FROM organisasi_unitkerja u CROSS JOIN LATERAL ({NEAREST.format(unit="u.id")}) s
WHERE ({_SHOWN}) IS DISTINCT FROM ({_RECORDED}) ORDER BY u.id
"""
# Run level by level from the top, so that each unit comes below a place that is final.
SHOW: Final = f"""
UPDATE organisasi_unitkerja u SET ({_COLUMNS}) = ({_RECORDED})
FROM organisasi_unitkerja d CROSS JOIN LATERAL ({NEAREST.format(unit="d.id")}) s
WHERE d.id = u.id AND u.id = ANY(%(unit_ids)s) AND ({_SHOWN}) IS DISTINCT FROM ({_RECORDED})
"""
