"""The capaian of any set of targets, as one statement. ``indikator.scoring.hitung_capaian`` is its oracle.

Every value is kept as a fraction (numerator ``_n``, denominator ``_d``) until the single division at the end, which is
carried to 40 digits before it is rounded half up to six: so PostgreSQL and the oracle agree to the last digit.

The formula where the realisasi lies is a straight line ``(p + q * R/B) / k`` with a base ``B``: the target, the upper
bound of a range, or the worst tolerated value.

``OFFSET 0`` fences the steps: without it PostgreSQL copies every expression into every place that uses it, and a row
costs a millisecond instead of a few microseconds.
"""

from typing import Final

# Targets in question: all approved ones of the year, or the named ones with every target that adds them up.
_SASARAN_SEMUA: Final = """
terdampak AS (SELECT NULL::bigint AS id WHERE false),
sasaran AS (
  SELECT t.* FROM indikator_targetindikator t WHERE t.tahun = %(tahun)s AND t.status = 'disetujui'
),
"""
_SASARAN_TERTENTU: Final = """
terdampak AS (
  SELECT unnest(%(target_ids)s::bigint[]) AS id
  UNION
  SELECT t.induk_id FROM terdampak d JOIN indikator_targetindikator t ON t.id = d.id WHERE t.induk_id IS NOT NULL
),
sasaran AS (
  SELECT t.* FROM indikator_targetindikator t JOIN terdampak ON terdampak.id = t.id
  WHERE t.tahun = %(tahun)s AND t.status = 'disetujui'
),
"""

_HITUNG: Final = """
bulan AS (
  SELECT p.id, p.bulan, p.status = 'ditutup' AS ditutup
  FROM organisasi_periode p WHERE p.tahun = %(tahun)s AND p.bulan <= %(bulan)s
),
kalender AS (
  SELECT array_agg(COALESCE(b.ditutup, false) ORDER BY n) AS ditutup
  FROM generate_series(1, %(bulan)s) n LEFT JOIN bulan b ON b.bulan = n
),
janji AS (  -- the target's own months
  SELECT s.id, s.sumber, s.nilai_terburuk, i.polarisasi, i.agregasi, i.pengali, s.bulanan, s.bulanan_atas,
         own.n, own.jumlah, own.terbesar, own.terkecil, own.akhir,
         own.n_atas, own.jumlah_atas, own.terbesar_atas, own.terkecil_atas
  FROM sasaran s
  JOIN indikator_indikator i ON i.id = s.indikator_id
  CROSS JOIN LATERAL (
    SELECT count(u.x) AS n, sum(u.x) AS jumlah, max(u.x) AS terbesar, min(u.x) AS terkecil,
           max(u.bulan) FILTER (WHERE u.x IS NOT NULL) AS akhir,
           count(u.y) FILTER (WHERE u.x IS NOT NULL) AS n_atas, sum(u.y) FILTER (WHERE u.x IS NOT NULL) AS jumlah_atas,
           max(u.y) FILTER (WHERE u.x IS NOT NULL) AS terbesar_atas,
           min(u.y) FILTER (WHERE u.x IS NOT NULL) AS terkecil_atas
    FROM unnest(s.bulanan[1:%(bulan)s], s.bulanan_atas[1:%(bulan)s]) WITH ORDINALITY AS u(x, y, bulan)
  ) own
),
rantai AS (  -- each target with the targets whose entries it rests on
  SELECT s.id AS target_id, s.id AS sumber_id, s.sumber, s.indikator_id, s.bulanan FROM sasaran s
  UNION ALL
  SELECT r.target_id, c.id, c.sumber, c.indikator_id, c.bulanan
  FROM rantai r
  JOIN indikator_targetindikator c ON c.induk_id = r.sumber_id AND c.indikator_id = r.indikator_id
   AND c.tahun = %(tahun)s AND c.status = 'disetujui'
  WHERE r.sumber = 'turunan'
),
rencana AS (  -- months in which something is due
  SELECT k.target_id, sum(due.n) AS n, sum(due.n_terbuka) AS n_terbuka, sum(due.jumlah) AS jumlah,
         min(due.terkecil) AS terkecil
  FROM rantai k
  CROSS JOIN kalender
  CROSS JOIN LATERAL (
    SELECT count(u.x) AS n, count(u.x) FILTER (WHERE NOT kalender.ditutup[u.bulan]) AS n_terbuka,
           sum(u.x) AS jumlah, min(u.x) AS terkecil
    FROM unnest(k.bulanan[1:%(bulan)s]) WITH ORDINALITY AS u(x, bulan)
  ) due
  WHERE k.sumber <> 'turunan'
  GROUP BY k.target_id
),
laporan AS (  -- verified entries of those months
  SELECT k.target_id, count(*) AS n, count(*) FILTER (WHERE NOT b.ditutup) AS n_terbuka,
         sum(r.nilai) AS jumlah, max(r.nilai) AS terbesar, min(r.nilai) AS terkecil,
         sum(r.pembilang) AS pembilang, sum(r.penyebut) AS penyebut,
         sum(k.bulanan[b.bulan]) AS target, max(b.bulan) AS akhir,
         (max(ARRAY[b.bulan, r.nilai]))[2] AS nilai_akhir
  FROM rantai k
  JOIN indikator_realisasi r ON r.target_id = k.sumber_id AND r.status = 'disetujui'
  JOIN bulan b ON b.id = r.periode_id
  WHERE k.sumber <> 'turunan' AND k.bulanan[b.bulan] IS NOT NULL
  GROUP BY k.target_id
),
gabung AS (
  SELECT j.id, j.polarisasi, j.agregasi, j.nilai_terburuk,
         CASE WHEN j.n > 0 THEN COALESCE(w.n, 0) ELSE 0 END AS n_rencana,
         CASE WHEN j.n > 0 THEN COALESCE(l.n, 0) ELSE 0 END AS n_lapor,
         COALESCE(w.n_terbuka, 0) > COALESCE(l.n_terbuka, 0) AS menunggu,
         l.pembilang, l.penyebut,
         -- share of the plan that was reported
         CASE WHEN j.agregasi = 'jumlah' AND w.terkecil >= 0 AND w.jumlah > 0
              THEN COALESCE(l.target, 0) ELSE COALESCE(l.n, 0) END AS bagian_n,
         CASE WHEN j.agregasi = 'jumlah' AND w.terkecil >= 0 AND w.jumlah > 0
              THEN w.jumlah ELSE GREATEST(w.n, 1) END AS bagian_d,
         CASE j.agregasi WHEN 'jumlah' THEN j.jumlah WHEN 'rata_rata' THEN j.jumlah
              WHEN 'tertinggi' THEN j.terbesar WHEN 'terendah' THEN j.terkecil
              ELSE j.bulanan[CASE WHEN j.sumber = 'turunan' THEN j.akhir ELSE COALESCE(l.akhir, j.akhir) END]
              END AS t_n,
         CASE j.agregasi WHEN 'rata_rata' THEN GREATEST(j.n, 1) ELSE 1 END::numeric AS t_d,
         CASE WHEN j.n_atas < j.n AND j.agregasi NOT IN ('posisi_akhir', 'rasio') THEN NULL
              ELSE CASE j.agregasi WHEN 'jumlah' THEN j.jumlah_atas WHEN 'rata_rata' THEN j.jumlah_atas
              WHEN 'tertinggi' THEN j.terbesar_atas WHEN 'terendah' THEN j.terkecil_atas
              ELSE j.bulanan_atas[CASE WHEN j.sumber = 'turunan' THEN j.akhir ELSE COALESCE(l.akhir, j.akhir) END]
              END END AS a_n,
         CASE j.agregasi WHEN 'jumlah' THEN l.jumlah WHEN 'rata_rata' THEN l.jumlah
              WHEN 'tertinggi' THEN l.terbesar WHEN 'terendah' THEN l.terkecil
              WHEN 'rasio' THEN CASE WHEN l.penyebut <> 0 THEN j.pengali * l.pembilang END
              ELSE l.nilai_akhir END AS r_n,
         CASE j.agregasi WHEN 'rata_rata' THEN l.n WHEN 'rasio' THEN l.penyebut ELSE 1 END::numeric AS r_d
  FROM janji j
  LEFT JOIN rencana w ON w.target_id = j.id
  LEFT JOIN laporan l ON l.target_id = j.id OFFSET 0
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
           WHEN g.n_lapor = 0 THEN 'tidak_dilaporkan'
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
              THEN LEAST(GREATEST(m.capaian_mentah, %(batas_bawah)s::numeric), %(batas_atas)s::numeric) END AS capaian,
         m.n_rencana, m.n_lapor
  FROM mentah m OFFSET 0
)
"""

_SIMPAN: Final = """
INSERT INTO indikator_capaian AS lama (
  target_id, periode_id, kebijakan_id, status, realisasi, target_kumulatif, pembilang, penyebut, capaian_mentah,
  capaian, kelas, slot, bulan_bertarget, bulan_dilaporkan, dihitung_at
)
SELECT h.id, %(periode_id)s, %(kebijakan_id)s, h.status, h.realisasi, h.target_kumulatif, h.pembilang, h.penyebut,
       h.capaian_mentah, h.capaian, {kelas}, {slot}, h.n_rencana, h.n_lapor, now()
FROM hasil h
ORDER BY h.id
ON CONFLICT (target_id, periode_id) DO UPDATE SET
  kebijakan_id = excluded.kebijakan_id, status = excluded.status, realisasi = excluded.realisasi,
  target_kumulatif = excluded.target_kumulatif, pembilang = excluded.pembilang, penyebut = excluded.penyebut,
  capaian_mentah = excluded.capaian_mentah, capaian = excluded.capaian, kelas = excluded.kelas, slot = excluded.slot,
  bulan_bertarget = excluded.bulan_bertarget, bulan_dilaporkan = excluded.bulan_dilaporkan,
  dihitung_at = excluded.dihitung_at
WHERE (lama.kebijakan_id, lama.status, lama.realisasi, lama.target_kumulatif, lama.pembilang, lama.penyebut,
       lama.capaian_mentah, lama.capaian, lama.kelas, lama.slot, lama.bulan_bertarget, lama.bulan_dilaporkan)
  IS DISTINCT FROM (excluded.kebijakan_id, excluded.status, excluded.realisasi, excluded.target_kumulatif,
       excluded.pembilang, excluded.penyebut, excluded.capaian_mentah, excluded.capaian, excluded.kelas,
       excluded.slot, excluded.bulan_bertarget, excluded.bulan_dilaporkan)
"""


def statement(*, tertentu: bool, kelas: str, slot: str) -> str:
    """The statement that computes and stores; only rows that change are written.

    :param tertentu: only the targets in ``%(target_ids)s`` and those that add them up.
    :param kelas: SQL expression for the name of the class of ``h.capaian``; ``slot`` likewise for its colour.
    """
    targets = _SASARAN_TERTENTU if tertentu else _SASARAN_SEMUA
    return f"WITH RECURSIVE {targets} {_HITUNG} {_SIMPAN.format(kelas=kelas, slot=slot)}"
