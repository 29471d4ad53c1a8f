"""Scores of people and units from their capaian, each as one statement over sets."""

from typing import Final

_UPSERT: Final = """
INSERT INTO {table} AS lama (
  {owner}_id, {extra} periode_id, kebijakan_id, nilai, kelas, slot, bobot_terukur, jumlah_target, jumlah_terukur,
  lengkap, dihitung_at
)
SELECT h.pemilik_id, {extra_h} %(periode_id)s, %(kebijakan_id)s, h.nilai, {kelas}, {slot}, h.bobot_terukur,
       h.jumlah_target, h.jumlah_terukur, h.lengkap, now()
FROM (
  SELECT n.pemilik_id, n.unit_kerja_id, n.bobot_terukur, n.jumlah_target, n.lengkap,
         CASE WHEN n.bobot_terukur > 0 THEN n.jumlah_terukur ELSE 0 END AS jumlah_terukur,
         CASE WHEN n.bobot_terukur > 0 THEN
           GREATEST(LEAST(round(round(n.poin, 40) / n.bobot_terukur, 6), 1e18), -1e18) END AS nilai
  FROM (
    SELECT t.{owner}_id AS pemilik_id, (max(ARRAY[t.id, t.unit_kerja_id]))[2] AS unit_kerja_id,
           count(*) AS jumlah_target,
           count(*) FILTER (WHERE c.capaian IS NOT NULL AND t.bobot > 0) AS jumlah_terukur,
           COALESCE(sum(t.bobot) FILTER (WHERE c.capaian IS NOT NULL), 0) AS bobot_terukur,
           sum(c.capaian * t.bobot) AS poin,
           bool_and(c.status <> 'belum_diketahui') AS lengkap
    FROM indikator_targetindikator t
    JOIN indikator_capaian c ON c.target_id = t.id AND {bulan} = %(periode_id)s
    WHERE t.tahun = %(tahun)s AND t.status = 'disetujui' AND {whose} {only}
    GROUP BY t.{owner}_id
  ) n
) h
ORDER BY h.pemilik_id
ON CONFLICT ({owner}_id, periode_id) DO UPDATE SET {extra_set}
  kebijakan_id = excluded.kebijakan_id, nilai = excluded.nilai, kelas = excluded.kelas, slot = excluded.slot,
  bobot_terukur = excluded.bobot_terukur, jumlah_target = excluded.jumlah_target,
  jumlah_terukur = excluded.jumlah_terukur, lengkap = excluded.lengkap, dihitung_at = excluded.dihitung_at
WHERE ({extra_lama} lama.kebijakan_id, lama.nilai, lama.kelas, lama.slot, lama.bobot_terukur, lama.jumlah_target,
       lama.jumlah_terukur, lama.lengkap)
  IS DISTINCT FROM ({extra_excluded} excluded.kebijakan_id, excluded.nilai, excluded.kelas, excluded.slot,
       excluded.bobot_terukur, excluded.jumlah_target, excluded.jumlah_terukur, excluded.lengkap)
"""
# Owners of the named targets and of those that add them up.
_TERDAMPAK: Final = """
WITH RECURSIVE terdampak AS (
  SELECT unnest(%(target_ids)s::bigint[]) AS id
  UNION
  SELECT t.induk_id FROM terdampak d JOIN indikator_targetindikator t ON t.id = d.id WHERE t.induk_id IS NOT NULL
)
"""
# Whoever computes an owner's score holds the owner: two changes of one person's targets wait for each other, in a fixed
# order, and the second sees what the first wrote. A run over a whole month waits for all of them.
KUNCI_PERIODE: Final = "SELECT pg_advisory_xact_lock(hashtextextended('skor-' || %(periode_id)s, 0))"
KUNCI_PERIODE_BERSAMA: Final = "SELECT pg_advisory_xact_lock_shared(hashtextextended('skor-' || %(periode_id)s, 0))"
KUNCI_PEMILIK: Final = (
    _TERDAMPAK
    + """
SELECT pg_advisory_xact_lock(hashtextextended('skor-' || %(periode_id)s || '-' || pemilik, 0)) FROM (
  SELECT COALESCE('pegawai-' || t.pegawai_id, 'unit-' || t.unit_kerja_id) AS pemilik
  FROM terdampak d JOIN indikator_targetindikator t ON t.id = d.id
  UNION
  SELECT 'pegawai-' || t.pengisi_id FROM terdampak d JOIN indikator_targetindikator t ON t.id = d.id
  WHERE t.pengisi_id IS NOT NULL
  ORDER BY 1 OFFSET 0
) urut
"""
)
# A month that was just opened is not in the statistics yet, so PostgreSQL takes it for empty, begins with it, and reads
# all of it for the score of one person: 330 ms instead of 10 with 20,000 people. An expression cannot be begun with.
_SEMUA, _MENURUT_TARGET = "c.periode_id", "(c.periode_id + 0)"
_ONLY_PEGAWAI: Final = """AND t.pegawai_id IN (
  SELECT x.pegawai_id FROM terdampak d JOIN indikator_targetindikator x ON x.id = d.id)"""
_ONLY_UNIT: Final = """AND t.unit_kerja_id IN (
  SELECT x.unit_kerja_id FROM terdampak d JOIN indikator_targetindikator x ON x.id = d.id WHERE x.pegawai_id IS NULL)"""


def skor_pegawai(*, tertentu: bool, kelas: str, slot: str) -> str:
    """Statement for people; ``kelas`` and ``slot`` are expressions over ``h.nilai``."""
    sql = _UPSERT.format(
        table="kinerja_skorpegawai",
        owner="pegawai",
        whose="t.pegawai_id IS NOT NULL",
        extra="unit_kerja_id,",
        extra_h="h.unit_kerja_id,",
        extra_set="unit_kerja_id = excluded.unit_kerja_id,",
        extra_lama="lama.unit_kerja_id,",
        extra_excluded="excluded.unit_kerja_id,",
        bulan=_MENURUT_TARGET if tertentu else _SEMUA,
        only=_ONLY_PEGAWAI if tertentu else "",
        kelas=kelas,
        slot=slot,
    )
    return _TERDAMPAK + sql if tertentu else sql


def skor_unit(*, tertentu: bool, kelas: str, slot: str) -> str:
    """Statement for units: their own targets only, never those of their people."""
    sql = _UPSERT.format(
        table="kinerja_skorunit",
        owner="unit_kerja",
        whose="t.pegawai_id IS NULL",
        extra="",
        extra_h="",
        extra_set="",
        extra_lama="",
        extra_excluded="",
        bulan=_MENURUT_TARGET if tertentu else _SEMUA,
        only=_ONLY_UNIT if tertentu else "",
        kelas=kelas,
        slot=slot,
    )
    return _TERDAMPAK + sql if tertentu else sql
