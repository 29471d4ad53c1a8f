"""The capaian of any set of targets, as one statement. ``indikator.scoring.hitung_capaian`` is its oracle.

Every value is kept as a fraction (numerator ``_n``, denominator ``_d``) until the single division at the end, which is
carried to 40 digits before it is rounded half up to six: so PostgreSQL and the oracle agree to the last digit.

The formula where the realisasi lies is a straight line ``(p + q * R/B) / k`` with a base ``B``: the target, the upper
bound of a range, or the worst tolerated value.

``OFFSET 0`` fences the steps: without it PostgreSQL copies every expression into every place that uses it, and a row
costs a millisecond instead of a few microseconds.
"""

from typing import Final

from indikator.services.lingkup_sql import BAGIAN, PEMILIK

# Targets in question, with the rules of their indicator: all approved ones of the year, those of the owners in some
# units, or the named ones with every target that adds them up.
# The sheet in force on the first day of the month: a set looks at all versions at once, few targets one by one.
_KOLOM: Final = """
  SELECT t.id, t.sumber, t.indikator_id, t.nilai_terburuk, t.bulanan, t.bulanan_atas,
         COALESCE(v.polarisasi, i.polarisasi) AS polarisasi, COALESCE(v.agregasi, i.agregasi) AS agregasi,
         COALESCE(v.pengali, i.pengali) AS pengali
  FROM indikator_targetindikator t
  JOIN indikator_indikator i ON i.id = t.indikator_id
"""
VERSI_SEMUA: Final = """
  LEFT JOIN (
    SELECT DISTINCT ON (w.indikator_id) w.* FROM indikator_indikatorversi w
    WHERE w.berlaku_mulai <= make_date(%(tahun)s, %(bulan)s, 1)
    ORDER BY w.indikator_id, w.berlaku_mulai DESC
  ) v ON v.indikator_id = t.indikator_id
"""
VERSI_SATU: Final = """
  LEFT JOIN LATERAL (
    SELECT w.* FROM indikator_indikatorversi w
    WHERE w.indikator_id = t.indikator_id AND w.berlaku_mulai <= make_date(%(tahun)s, %(bulan)s, 1)
    ORDER BY w.berlaku_mulai DESC LIMIT 1
  ) v ON true
"""
_TERDAMPAK_KOSONG: Final = "terdampak AS (SELECT NULL::bigint AS id WHERE false),"
_SASARAN_SEMUA: Final = f"""
{_TERDAMPAK_KOSONG}
sasaran AS MATERIALIZED ({_KOLOM} {VERSI_SEMUA} WHERE t.tahun = %(tahun)s AND t.status = 'disetujui'),
"""
_SASARAN_BAGIAN: Final = f"""
{_TERDAMPAK_KOSONG}
{BAGIAN},
sasaran AS MATERIALIZED (
  {_KOLOM} {VERSI_SEMUA} JOIN lingkup ON lingkup.id = t.id WHERE t.tahun = %(tahun)s AND t.status = 'disetujui'
),
"""
_SASARAN_TERTENTU: Final = f"""
terdampak AS (
  SELECT unnest(%(target_ids)s::bigint[]) AS id
  UNION
  SELECT t.induk_id FROM terdampak d JOIN indikator_targetindikator t ON t.id = d.id
  WHERE t.induk_id IS NOT NULL AND NOT %(sendiri)s
),
sasaran AS MATERIALIZED (
  {_KOLOM} {VERSI_SATU} JOIN terdampak ON terdampak.id = t.id WHERE t.tahun = %(tahun)s AND t.status = 'disetujui'
),
"""
# Every target of the owners of the named ones.
_SASARAN_PEMILIK: Final = f"""
terdampak AS (
  SELECT unnest(%(target_ids)s::bigint[]) AS id
  UNION
  SELECT t.induk_id FROM terdampak d JOIN indikator_targetindikator t ON t.id = d.id
  WHERE t.induk_id IS NOT NULL AND NOT %(sendiri)s
),
{PEMILIK},
sasaran AS MATERIALIZED (
  {_KOLOM} {VERSI_SATU} JOIN lingkup ON lingkup.id = t.id WHERE t.tahun = %(tahun)s AND t.status = 'disetujui'
),
"""

_LAPORAN: Final = """
         count(*) AS n, count(*) FILTER (WHERE NOT (%(ditutup)s::boolean[])[m.bulan]) AS n_terbuka,
         sum({bulanan}[m.bulan]) AS target, max(m.bulan) AS akhir,
         sum(r.nilai) FILTER (WHERE {agregasi} IN ('jumlah', 'rata_rata')) AS jumlah,
         max(r.nilai) FILTER (WHERE {agregasi} = 'tertinggi') AS terbesar,
         min(r.nilai) FILTER (WHERE {agregasi} = 'terendah') AS terkecil,
         sum(r.pembilang) AS pembilang, sum(r.penyebut) AS penyebut,
         (max(ARRAY[m.bulan, r.nilai]) FILTER (WHERE {agregasi} = 'posisi_akhir'))[2] AS nilai_akhir
"""
_ENTRI: Final = """
  CROSS JOIN LATERAL (SELECT array_position(%(periode_ids)s::bigint[], r.periode_id) AS bulan OFFSET 0) m
"""
_SAH: Final = (
    "r.periode_id = ANY(%(periode_ids)s::bigint[]) AND r.status = 'disetujui' AND {bulanan}[m.bulan] IS NOT NULL"
)
_HITUNG: Final = (
    """
rantai AS (  -- targets that add up others, with the targets whose entries they rest on
  SELECT s.id AS target_id, s.id AS sumber_id, s.sumber, s.indikator_id, s.agregasi, s.bulanan
  FROM sasaran s WHERE s.sumber = 'turunan'
  UNION ALL
  SELECT r.target_id, c.id, c.sumber, c.indikator_id, r.agregasi, c.bulanan
  FROM rantai r
  JOIN indikator_targetindikator c ON c.induk_id = r.sumber_id AND c.indikator_id = r.indikator_id
   AND c.tahun = %(tahun)s AND c.status = 'disetujui'
  WHERE r.sumber = 'turunan'
),
rencana AS (  -- months in which something is due there
  SELECT k.target_id, sum(due.n) AS n, sum(due.n_terbuka) AS n_terbuka, sum(due.jumlah) AS jumlah,
         min(due.terkecil) AS terkecil
  FROM rantai k
  CROSS JOIN LATERAL (
    SELECT count(u.x) AS n,
           count(u.x) FILTER (WHERE NOT (%(ditutup)s::boolean[])[u.bulan + %(awal)s - 1]) AS n_terbuka,
           sum(u.x) AS jumlah, min(u.x) AS terkecil
    FROM unnest(k.bulanan[%(awal)s:%(bulan)s]) WITH ORDINALITY AS u(x, bulan)
  ) due
  WHERE k.sumber <> 'turunan'
  GROUP BY k.target_id
),
laporan AS (  -- verified entries of those months
  SELECT k.target_id, """
    + _LAPORAN.format(bulanan="k.bulanan", agregasi="k.agregasi")
    + """
  FROM rantai k
  JOIN indikator_realisasi r ON r.target_id = k.sumber_id"""
    + _ENTRI
    + """
  WHERE k.sumber <> 'turunan' AND """
    + _SAH.format(bulanan="k.bulanan")
    + """
  GROUP BY k.target_id
),
isi AS (  -- what was reported; the entries of a target stand side by side in the index, so each target asks for its own
  SELECT s.*, cardinality(array_remove(s.bulanan[%(awal)s:%(bulan)s], NULL)) AS n, l.n AS n_lapor,
         l.n_terbuka AS n_lapor_terbuka, l.target, l.akhir, l.jumlah, l.terbesar, l.terkecil, l.pembilang, l.penyebut,
         l.nilai_akhir, NULL::numeric AS w_n, NULL::numeric AS w_terbuka, NULL::numeric AS w_jumlah,
         NULL::numeric AS w_terkecil
  FROM sasaran s
  CROSS JOIN LATERAL (
    SELECT """
    + _LAPORAN.format(bulanan="s.bulanan", agregasi="s.agregasi")
    + """
    FROM indikator_realisasi r"""
    + _ENTRI
    + """
    WHERE r.target_id = s.id AND """
    + _SAH.format(bulanan="s.bulanan")
    + """
  ) l
  WHERE s.sumber <> 'turunan'
  UNION ALL
  SELECT s.*, cardinality(array_remove(s.bulanan[%(awal)s:%(bulan)s], NULL)), COALESCE(l.n, 0),
         COALESCE(l.n_terbuka, 0), l.target, l.akhir, l.jumlah, l.terbesar, l.terkecil, l.pembilang, l.penyebut,
         l.nilai_akhir, COALESCE(w.n, 0), COALESCE(w.n_terbuka, 0), w.jumlah, w.terkecil
  FROM sasaran s
  LEFT JOIN rencana w ON w.target_id = s.id
  LEFT JOIN laporan l ON l.target_id = s.id
  WHERE s.sumber = 'turunan'
),
janji AS (  -- the plan of the months; where every month was reported, the entries have counted it already
  SELECT x.*, own.n_terbuka AS p_terbuka, own.jumlah AS p_jumlah, own.terbesar AS p_terbesar,
         own.terkecil AS p_terkecil, own.akhir AS p_akhir,
         own.n_atas, own.jumlah_atas, own.terbesar_atas, own.terkecil_atas
  FROM (
    SELECT i.*, i.sumber <> 'turunan' AND i.n_lapor = i.n AS penuh,
           i.sumber = 'turunan' OR i.n_lapor < i.n OR i.bulanan_atas IS NOT NULL
           OR i.agregasi IN ('tertinggi', 'terendah') AS perlu
    FROM isi i OFFSET 0
  ) x
  CROSS JOIN LATERAL (
    SELECT count(u.x) FILTER (WHERE NOT (%(ditutup)s::boolean[])[u.bulan + %(awal)s - 1]) AS n_terbuka,
           sum(u.x) AS jumlah, max(u.x) AS terbesar, min(u.x) AS terkecil,
           max(u.bulan + %(awal)s - 1) FILTER (WHERE u.x IS NOT NULL) AS akhir,
           count(u.y) FILTER (WHERE u.x IS NOT NULL) AS n_atas, sum(u.y) FILTER (WHERE u.x IS NOT NULL) AS jumlah_atas,
           max(u.y) FILTER (WHERE u.x IS NOT NULL) AS terbesar_atas,
           min(u.y) FILTER (WHERE u.x IS NOT NULL) AS terkecil_atas
    FROM unnest(x.bulanan[%(awal)s:%(bulan)s], x.bulanan_atas[%(awal)s:%(bulan)s])
      WITH ORDINALITY AS u(x, y, bulan)
    WHERE x.perlu
  ) own
),
gabung AS (
  SELECT g.*,
         -- share of the plan that was reported
         CASE WHEN g.penuh THEN 1 WHEN g.menurut_target THEN COALESCE(g.target, 0) ELSE g.n_lapor END AS bagian_n,
         CASE WHEN g.penuh THEN 1 WHEN g.menurut_target THEN g.jumlah_rencana ELSE GREATEST(g.n_rencana_semua, 1)
              END AS bagian_d,
         CASE g.agregasi WHEN 'jumlah' THEN g.t_jumlah WHEN 'rata_rata' THEN g.t_jumlah
              WHEN 'tertinggi' THEN g.p_terbesar WHEN 'terendah' THEN g.p_terkecil
              ELSE g.bulanan[g.penentu] END AS t_n,
         CASE g.agregasi WHEN 'rata_rata' THEN GREATEST(g.n, 1) ELSE 1 END::numeric AS t_d,
         CASE WHEN g.bulanan_atas IS NULL THEN NULL
              WHEN g.n_atas < g.n AND g.agregasi NOT IN ('posisi_akhir', 'rasio') THEN NULL
              ELSE CASE g.agregasi WHEN 'jumlah' THEN g.jumlah_atas WHEN 'rata_rata' THEN g.jumlah_atas
              WHEN 'tertinggi' THEN g.terbesar_atas WHEN 'terendah' THEN g.terkecil_atas
              ELSE g.bulanan_atas[g.penentu] END END AS a_n,
         CASE g.agregasi WHEN 'jumlah' THEN g.jumlah WHEN 'rata_rata' THEN g.jumlah
              WHEN 'tertinggi' THEN g.terbesar WHEN 'terendah' THEN g.terkecil
              WHEN 'rasio' THEN CASE WHEN g.penyebut <> 0 THEN g.pengali * g.pembilang END
              ELSE g.nilai_akhir END AS r_n,
         CASE g.agregasi WHEN 'rata_rata' THEN g.n_lapor WHEN 'rasio' THEN g.penyebut ELSE 1 END::numeric AS r_d
  FROM (
    SELECT j.*,
           CASE WHEN j.n > 0 THEN COALESCE(j.w_n, j.n) ELSE 0 END AS n_rencana,
           COALESCE(j.w_n, j.n) AS n_rencana_semua,
           CASE WHEN j.n > 0 THEN j.n_lapor ELSE 0 END AS n_lapor_sah,
           NOT j.penuh AND COALESCE(j.w_terbuka, j.p_terbuka) > j.n_lapor_terbuka AS menunggu,
           CASE WHEN j.perlu THEN j.p_jumlah ELSE j.target END AS t_jumlah,
           CASE WHEN j.w_n IS NULL THEN j.p_jumlah ELSE j.w_jumlah END AS jumlah_rencana,
           j.agregasi = 'jumlah' AND CASE WHEN j.w_n IS NULL THEN j.p_terkecil ELSE j.w_terkecil END >= 0
             AND CASE WHEN j.w_n IS NULL THEN j.p_jumlah ELSE j.w_jumlah END > 0 AS menurut_target,
           CASE WHEN j.sumber = 'turunan' THEN j.p_akhir ELSE COALESCE(j.akhir, j.p_akhir) END AS penentu
    FROM janji j OFFSET 0
  ) g OFFSET 0
),
skala AS (  -- a sum is compared with the part of the target that belongs to the reported months
  SELECT g.*,
         CASE WHEN g.agregasi = 'jumlah' THEN g.t_n * g.bagian_n ELSE g.t_n END AS s_n,
         CASE WHEN g.agregasi = 'jumlah' THEN g.t_d * g.bagian_d ELSE g.t_d END AS s_d,
         CASE WHEN g.polarisasi = 'stabil' THEN NULL
              WHEN g.agregasi = 'jumlah' THEN g.a_n * g.bagian_n ELSE g.a_n END AS b_n,
         CASE WHEN g.agregasi = 'jumlah' THEN g.t_d * g.bagian_d ELSE g.t_d END AS b_d,
         CASE WHEN %(nol)s THEN g.bagian_n ELSE 1 END AS f_n,
         CASE WHEN %(nol)s THEN g.bagian_d ELSE 1 END AS f_d,
         CASE
           WHEN g.n_rencana = 0 THEN 'belum_diukur'
           WHEN g.menunggu THEN 'belum_diketahui'
           WHEN g.n_lapor_sah = 0 THEN 'tidak_dilaporkan'
           ELSE 'hitung'
         END AS keadaan
  FROM gabung g OFFSET 0
),
letak AS (  -- where the realisasi lies decides the line; comparisons without division (all denominators are positive)
  SELECT s.*,
         CASE
           WHEN s.keadaan <> 'hitung' OR s.r_n IS NULL OR s.s_n IS NULL THEN NULL
           WHEN s.b_n IS NOT NULL THEN
             CASE WHEN s.r_n * s.s_d >= s.s_n * s.r_d AND s.r_n * s.b_d <= s.b_n * s.r_d THEN 'dalam'
                  WHEN s.r_n * s.s_d < s.s_n * s.r_d THEN CASE WHEN s.s_n <> 0 THEN 'bawah' END
                  ELSE CASE WHEN s.b_n <> 0 THEN 'atas' END END
           WHEN s.s_n = 0 THEN CASE WHEN s.polarisasi = 'minimum' AND s.nilai_terburuk <> 0 THEN 'nol' END
           WHEN s.polarisasi = 'stabil' THEN
             CASE WHEN s.r_n * s.s_d * sign(s.s_n) <= s.s_n * s.r_d * sign(s.s_n)
                  THEN CASE WHEN 10 * s.r_n * s.s_d * sign(s.s_n) >= 9 * s.s_n * s.r_d * sign(s.s_n)
                       THEN 'kurang_dekat' ELSE 'kurang_jauh' END
                  ELSE CASE WHEN 10 * s.r_n * s.s_d * sign(s.s_n) <= 11 * s.s_n * s.r_d * sign(s.s_n)
                       THEN 'lebih_dekat' ELSE 'lebih_jauh' END END
           WHEN (s.polarisasi = 'minimum') = (s.s_n > 0) THEN 'turun'
           ELSE 'naik'
         END AS letak
  FROM skala s OFFSET 0
),
garis AS (
  SELECT l.*,
         CASE l.letak WHEN 'dalam' THEN 100 WHEN 'nol' THEN 100 WHEN 'turun' THEN 200
              WHEN 'kurang_dekat' THEN -80 WHEN 'lebih_dekat' THEN 320 WHEN 'lebih_jauh' THEN 2000
              WHEN 'bawah' THEN CASE WHEN l.polarisasi = 'minimum' THEN 200 ELSE 0 END
              WHEN 'atas' THEN CASE WHEN l.polarisasi = 'minimum' THEN 200 ELSE 0 END
              ELSE 0 END AS p,
         CASE l.letak WHEN 'dalam' THEN 0 WHEN 'nol' THEN -100 WHEN 'turun' THEN -100
              WHEN 'kurang_dekat' THEN 200 WHEN 'lebih_dekat' THEN -200
              WHEN 'kurang_jauh' THEN 1000 WHEN 'lebih_jauh' THEN -1000
              WHEN 'bawah' THEN CASE WHEN l.polarisasi = 'minimum' THEN -100 ELSE 100 END
              WHEN 'atas' THEN CASE WHEN l.polarisasi = 'minimum' THEN -100 ELSE 100 END
              ELSE 100 END AS q,
         CASE WHEN l.letak IN ('kurang_jauh', 'lebih_jauh') THEN 9 ELSE 1 END AS k,
         CASE l.letak WHEN 'dalam' THEN 1 WHEN 'atas' THEN l.b_n WHEN 'nol' THEN l.nilai_terburuk
              ELSE l.s_n END AS base_n,
         CASE l.letak WHEN 'dalam' THEN 1 WHEN 'atas' THEN l.b_d WHEN 'nol' THEN 1 ELSE l.s_d END AS base_d
  FROM letak l OFFSET 0
),
mentah AS (
  SELECT g.*,
         CASE
           WHEN g.letak IS NOT NULL THEN
             GREATEST(LEAST(round(
               round((g.p * g.r_d * g.base_n + g.q * g.r_n * g.base_d) * g.f_n, 40)
               / (g.k * g.r_d * g.base_n * g.f_d), 6), 1e18), -1e18)
           WHEN g.keadaan = 'tidak_dilaporkan' AND %(nol)s THEN 0
         END AS capaian_mentah
  FROM garis g OFFSET 0
),
hasil AS (
  SELECT m.id,
         CASE WHEN m.keadaan <> 'hitung' THEN m.keadaan
              WHEN m.letak IS NULL THEN 'tidak_terdefinisi' ELSE 'diketahui' END AS status,
         CASE WHEN m.keadaan = 'hitung' AND m.r_n IS NOT NULL
              THEN GREATEST(LEAST(round(round(m.r_n, 40) / m.r_d, 6), 1e18), -1e18) END AS realisasi,
         CASE WHEN m.keadaan IN ('hitung', 'tidak_dilaporkan') AND m.t_n IS NOT NULL
              THEN GREATEST(LEAST(round(round(m.t_n, 40) / m.t_d, 6), 1e18), -1e18) END AS target_kumulatif,
         CASE WHEN m.keadaan = 'hitung' AND m.agregasi = 'rasio' THEN m.pembilang END AS pembilang,
         CASE WHEN m.keadaan = 'hitung' AND m.agregasi = 'rasio' THEN m.penyebut END AS penyebut,
         m.capaian_mentah,
         CASE WHEN m.capaian_mentah IS NOT NULL
              THEN round(LEAST(GREATEST(m.capaian_mentah, %(batas_bawah)s::numeric), %(batas_atas)s::numeric),
                         %(desimal_capaian)s) END AS capaian,
         m.n_rencana, m.n_lapor_sah AS n_lapor
  FROM mentah m OFFSET 0
)
"""
)

_ISI: Final = (
    "kebijakan_id", "status", "realisasi", "target_kumulatif", "pembilang", "penyebut", "capaian_mentah", "capaian",
    "kelas", "slot", "bulan_bertarget", "bulan_dilaporkan",
)  # fmt: skip
# What is right already is left out before the insert: a conflict that changes nothing would lock and log its row.
_SIMPAN: Final = """
INSERT INTO indikator_capaian AS lama (target_id, periode_id, {isi}, dihitung_at)
SELECT b.id, %(periode_id)s, {isi_b}, now()
FROM ({baru}) b
LEFT JOIN indikator_capaian c ON c.target_id = b.id AND c.periode_id = %(periode_id)s
WHERE c.id IS NULL OR ({isi_c}) IS DISTINCT FROM ({isi_b})
ORDER BY b.id
ON CONFLICT (target_id, periode_id) DO UPDATE SET ({isi}, dihitung_at) = ROW ({isi_excluded}, now())
"""
_BEDA: Final = """
SELECT count(*), count(*) FILTER (WHERE c.id IS NULL OR ({isi_c}) IS DISTINCT FROM ({isi_b}))
FROM ({baru}) b
LEFT JOIN indikator_capaian c ON c.target_id = b.id AND c.periode_id = %(periode_id)s
"""
_BARU: Final = """
  SELECT h.id, %(kebijakan_id)s::bigint AS kebijakan_id, h.status, h.realisasi, h.target_kumulatif, h.pembilang,
         h.penyebut, h.capaian_mentah, h.capaian, {kelas} AS kelas, {slot} AS slot, h.n_rencana AS bulan_bertarget,
         h.n_lapor AS bulan_dilaporkan
  FROM hasil h OFFSET 0
"""


def _targets(lingkup: str) -> str:
    if lingkup == "bagian":
        return _SASARAN_BAGIAN
    if lingkup == "pemilik":
        return _SASARAN_PEMILIK
    return _SASARAN_TERTENTU if lingkup == "tertentu" else _SASARAN_SEMUA


def _columns(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in _ISI)


def statement(*, lingkup: str, kelas: str, slot: str, tulis: bool = True) -> str:
    """The statement that computes and stores; only rows that change are written.

    :param lingkup: ``semua``, ``bagian`` (owners in units numbered ``%(dari)s`` up to ``%(sampai)s``), ``tertentu``
        (the targets in ``%(target_ids)s`` and those that add them up) or ``pemilik`` (all targets of their owners).
    :param kelas: SQL expression for the name of the class of ``h.capaian``; ``slot`` likewise for its colour.
    :param tulis: store; otherwise count the targets, and those whose stored row is not what was computed.
    """
    shape = (_SIMPAN if tulis else _BEDA).format(
        isi=", ".join(_ISI),
        isi_b=_columns("b"),
        isi_c=_columns("c"),
        isi_excluded=_columns("excluded"),
        baru=_BARU.format(kelas=kelas, slot=slot),
    )
    return f"{with_hasil(lingkup)} {shape}"


def with_hasil(lingkup: str) -> str:
    """The computation alone, as ``hasil(id, status, realisasi, ..., capaian, n_rencana, n_lapor)``."""
    return f"WITH RECURSIVE {_targets(lingkup)} {_HITUNG}"
