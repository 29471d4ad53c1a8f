"""The capaian of any set of targets, as one statement. ``indikator.scoring.hitung_capaian`` is its oracle.

Every value is kept as a fraction (numerator ``_n``, denominator ``_d``) until the single division at the end, which is
carried to 40 digits before it is rounded half up to six: so PostgreSQL and the oracle agree to the last digit.

The formula where the realisasi lies is a straight line ``(p + q * R/B) / k`` with a base ``B``: the target, the upper
bound of a range, or the worst tolerated value.

``OFFSET 0`` fences the steps: without it PostgreSQL copies every expression into every place that uses it, and a row
costs a millisecond instead of a few microseconds.
"""

from collections.abc import Sequence
from typing import Final

from indikator.services.capaian_isi_sql import MILIK, isi_sql
from indikator.services.lingkup_sql import BAGIAN, PEMILIK, TARGET_BAGIAN

# Targets in question, with the rules of their indicator: all approved ones of the year, those of the owners in some
# units, or those of the owners of named ones and of every target that adds them up.
# The sheet in force on the first day of the month: a set looks at all versions at once, few targets one by one.
_KOLOM: Final = """
  SELECT t.id, t.sumber, t.indikator_id, t.pegawai_id, t.unit_kerja_id, t.bobot, t.nilai_terburuk, t.bulanan,
         t.bulanan_atas,
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
# Rules are looked up in memory, not target by target: what a part holds is more than PostgreSQL expects.
_SASARAN_BAGIAN: Final = f"""
{_TERDAMPAK_KOSONG}
{BAGIAN},
aturan AS MATERIALIZED (SELECT i.id, i.polarisasi, i.agregasi, i.pengali FROM indikator_indikator i),
sasaran AS MATERIALIZED (
  {_KOLOM.replace("indikator_targetindikator t", f"{TARGET_BAGIAN} t").replace("indikator_indikator", "aturan")}
  {VERSI_SEMUA}
),
"""
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

# Whose a target is goes through every step; what is told of a target besides its capaian is told of the longest range.
_HITUNG: Final = """
skala AS (  -- a sum is compared with the part of the target that belongs to the reported months
  SELECT g.awal, g.id, {milik_g}, g.polarisasi, g.nilai_terburuk, g.t_n, g.t_d, g.r_n, g.r_d, g.n_rencana,
         g.n_lapor_sah, g.pembilang, g.penyebut,
         CASE WHEN g.sebagian AND g.agregasi = 'jumlah' THEN g.t_n * g.bagian_n ELSE g.t_n END AS s_n,
         CASE WHEN g.sebagian AND g.agregasi = 'jumlah' THEN g.t_d * g.bagian_d ELSE g.t_d END AS s_d,
         CASE WHEN g.a_n IS NULL OR g.polarisasi = 'stabil' THEN NULL
              WHEN g.sebagian AND g.agregasi = 'jumlah' THEN g.a_n * g.bagian_n ELSE g.a_n END AS b_n,
         CASE WHEN g.sebagian AND g.agregasi = 'jumlah' THEN g.t_d * g.bagian_d ELSE g.t_d END AS b_d,
         g.sebagian AND %(nol)s AS berkurang,
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
  SELECT s.awal, s.id, {milik_s}, s.polarisasi, s.nilai_terburuk, s.t_n, s.t_d, s.r_n, s.r_d, s.n_rencana,
         s.n_lapor_sah, s.pembilang, s.penyebut, s.s_n, s.s_d, s.b_n, s.b_d, s.f_n, s.f_d, s.berkurang, s.keadaan,
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
garis AS (  -- the two frequent places first
  SELECT l.awal, l.id, {milik_l}, l.t_n, l.t_d, l.r_n, l.r_d, l.n_rencana, l.n_lapor_sah, l.pembilang, l.penyebut,
         l.f_n, l.f_d, l.berkurang, l.keadaan, l.letak,
         CASE l.letak WHEN 'naik' THEN 0::numeric WHEN 'turun' THEN 200 WHEN 'dalam' THEN 100 WHEN 'nol' THEN 100
              WHEN 'kurang_dekat' THEN -80 WHEN 'lebih_dekat' THEN 320 WHEN 'lebih_jauh' THEN 2000
              WHEN 'bawah' THEN CASE WHEN l.polarisasi = 'minimum' THEN 200 ELSE 0 END
              WHEN 'atas' THEN CASE WHEN l.polarisasi = 'minimum' THEN 200 ELSE 0 END
              ELSE 0 END AS p,
         CASE l.letak WHEN 'naik' THEN 100::numeric WHEN 'turun' THEN -100 WHEN 'dalam' THEN 0 WHEN 'nol' THEN -100
              WHEN 'kurang_dekat' THEN 200 WHEN 'lebih_dekat' THEN -200
              WHEN 'kurang_jauh' THEN 1000 WHEN 'lebih_jauh' THEN -1000
              WHEN 'bawah' THEN CASE WHEN l.polarisasi = 'minimum' THEN -100 ELSE 100 END
              WHEN 'atas' THEN CASE WHEN l.polarisasi = 'minimum' THEN -100 ELSE 100 END
              ELSE 100 END AS q,
         CASE l.letak WHEN 'naik' THEN 1::numeric WHEN 'turun' THEN 1 WHEN 'kurang_jauh' THEN 9 WHEN 'lebih_jauh' THEN 9
              ELSE 1 END AS k,
         CASE l.letak WHEN 'naik' THEN l.s_n WHEN 'turun' THEN l.s_n WHEN 'dalam' THEN 1 WHEN 'atas' THEN l.b_n
              WHEN 'nol' THEN l.nilai_terburuk ELSE l.s_n END AS base_n,
         CASE l.letak WHEN 'naik' THEN l.s_d WHEN 'turun' THEN l.s_d WHEN 'dalam' THEN 1 WHEN 'atas' THEN l.b_d
              WHEN 'nol' THEN 1 ELSE l.s_d END AS base_d
  FROM letak l OFFSET 0
),
mentah AS (
  SELECT g.awal, g.id, {milik_g}, g.t_n, g.t_d, g.r_n, g.r_d, g.n_rencana, g.n_lapor_sah, g.pembilang, g.penyebut,
         g.keadaan, g.letak,
         CASE
           WHEN g.letak IS NULL THEN CASE WHEN g.keadaan = 'tidak_dilaporkan' AND %(nol)s THEN 0 END
           WHEN g.berkurang THEN
             GREATEST(LEAST(round(
               round((g.p * g.r_d * g.base_n + g.q * g.r_n * g.base_d) * g.f_n, 40)
               / (g.k * g.r_d * g.base_n * g.f_d), 6), 1e18), -1e18)
           ELSE
             GREATEST(LEAST(round(
               round(g.p * g.r_d * g.base_n + g.q * g.r_n * g.base_d, 40) / (g.k * g.r_d * g.base_n), 6), 1e18), -1e18)
         END AS capaian_mentah
  FROM garis g OFFSET 0
),
hasil AS (
  SELECT m.awal, m.id, {milik_m},
         CASE WHEN m.keadaan <> 'hitung' THEN m.keadaan
              WHEN m.letak IS NULL THEN 'tidak_terdefinisi' ELSE 'diketahui' END AS status,
         CASE WHEN m.awal = {awal} AND m.keadaan = 'hitung' AND m.r_n IS NOT NULL
              THEN GREATEST(LEAST(CASE WHEN m.r_d = 1 THEN round(m.r_n, 6) ELSE round(round(m.r_n, 40) / m.r_d, 6) END,
                                  1e18), -1e18) END AS realisasi,
         CASE WHEN m.awal = {awal} AND m.keadaan IN ('hitung', 'tidak_dilaporkan') AND m.t_n IS NOT NULL
              THEN GREATEST(LEAST(CASE WHEN m.t_d = 1 THEN round(m.t_n, 6) ELSE round(round(m.t_n, 40) / m.t_d, 6) END,
                                  1e18), -1e18) END AS target_kumulatif,
         CASE WHEN m.keadaan = 'hitung' THEN m.pembilang END AS pembilang,
         CASE WHEN m.keadaan = 'hitung' THEN m.penyebut END AS penyebut,
         m.capaian_mentah,
         CASE WHEN m.capaian_mentah IS NOT NULL
              THEN round(LEAST(GREATEST(m.capaian_mentah, %(batas_bawah)s::numeric), %(batas_atas)s::numeric),
                         %(desimal_capaian)s) END AS capaian,
         m.n_rencana, m.n_lapor_sah AS n_lapor
  FROM mentah m OFFSET 0
)
"""

_ISI: Final = (
    "kebijakan_id", "status", "realisasi", "target_kumulatif", "pembilang", "penyebut", "capaian_mentah", "capaian",
    "kelas", "slot", "bulan_bertarget", "bulan_dilaporkan",
)  # fmt: skip
# What is right already is left out before the insert: a conflict that changes nothing would lock and log its row.
_SIMPAN: Final = """
INSERT INTO indikator_capaian AS lama (target_id, periode_id, {isi}, dihitung_at)
SELECT b.id, %(periode_id)s, {isi_b}, now()
FROM ({baru}) b
LEFT JOIN {lama}
WHERE c.id IS NULL OR ({isi_c}) IS DISTINCT FROM ({isi_b})
ORDER BY b.id
ON CONFLICT (target_id, periode_id) DO UPDATE SET ({isi}, dihitung_at) = ROW ({isi_excluded}, now())
"""
_BEDA: Final = """
SELECT count(*), count(*) FILTER (WHERE c.id IS NULL OR ({isi_c}) IS DISTINCT FROM ({isi_b}))
FROM ({baru}) b
LEFT JOIN {lama}
"""
# Everything is compared at once; otherwise row by row, in a month that PostgreSQL may not have in its statistics yet.
_LAMA_SEMUA: Final = "indikator_capaian c ON c.target_id = b.id AND c.periode_id = %(periode_id)s"
_LAMA_SATU: Final = """LATERAL (
  SELECT x.* FROM indikator_capaian x
  WHERE x.target_id = b.id AND x.periode_id = (SELECT %(periode_id)s::bigint) OFFSET 0
) c ON true"""
_BARU: Final = """
  SELECT h.id, %(kebijakan_id)s::bigint AS kebijakan_id, h.status, h.realisasi, h.target_kumulatif, h.pembilang,
         h.penyebut, h.capaian_mentah, h.capaian, {kelas} AS kelas, {slot} AS slot, h.n_rencana AS bulan_bertarget,
         h.n_lapor AS bulan_dilaporkan
  FROM hasil h WHERE h.awal = 1 OFFSET 0
"""


def _targets(lingkup: str) -> str:
    if lingkup == "bagian":
        return _SASARAN_BAGIAN
    return _SASARAN_PEMILIK if lingkup == "pemilik" else _SASARAN_SEMUA


def _columns(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in _ISI)


def statement(*, lingkup: str, bulan: int, kelas: str, slot: str, tulis: bool = True) -> str:
    """The statement that computes the months from January and stores them; only rows that change are written.

    :param lingkup: ``semua``, ``bagian`` (owners in units numbered ``%(dari)s`` up to ``%(sampai)s``), or ``pemilik``
        (all targets of the owners of ``%(target_ids)s`` and of those that add them up).
    :param kelas: SQL expression for the name of the class of ``h.capaian``; ``slot`` likewise for its colour.
    :param tulis: store; otherwise count the targets, and those whose stored row is not what was computed.
    """
    return f"{with_hasil(lingkup, bulan, [1])} {store(lingkup, kelas=kelas, slot=slot, tulis=tulis)}"


def store(lingkup: str, *, kelas: str, slot: str, tulis: bool = True) -> str:
    """The end of a statement with ``hasil``: stores its rows from January."""
    return (_SIMPAN if tulis else _BEDA).format(
        isi=", ".join(_ISI),
        isi_b=_columns("b"),
        isi_c=_columns("c"),
        isi_excluded=_columns("excluded"),
        lama=_LAMA_SEMUA if lingkup == "semua" else _LAMA_SATU,
        baru=_BARU.format(kelas=kelas, slot=slot),
    )


def with_hasil(lingkup: str, bulan: int, awal: Sequence[int]) -> str:
    """The computation alone, as ``hasil(awal, id, status, realisasi, ..., capaian, n_rencana, n_lapor)``.

    :param awal: the first months of the ranges that end in ``bulan``. The longest has everything, the others have no
        realisasi and no target.
    """
    isi = isi_sql(himpunan=lingkup == "semua", bulan=bulan, awal=awal)
    milik = {f"milik_{alias}": ", ".join(f"{alias}.{name}" for name in MILIK) for alias in ("g", "s", "l", "m")}
    return f"WITH RECURSIVE {_targets(lingkup)} {isi}, {_HITUNG.format(awal=min(awal), **milik)}"
