"""The capaian of any set of targets, as one statement. ``indikator.scoring.hitung_capaian`` is its oracle.

Every value is kept as a fraction (numerator ``_n``, denominator ``_d``) until the single division at the end, which is
carried to 40 digits before it is rounded half up to six: so PostgreSQL and the oracle agree to the last digit.

The realisasi ``r``, the target ``s`` and the upper bound ``b`` of a range are brought to one denominator. Where the
realisasi lies among them decides the formula, a straight line whose value is again a fraction, ``c_n / c_d``.

``OFFSET 0`` fences the steps: without it PostgreSQL copies every expression into every place that uses it, and a row
costs a millisecond instead of a few microseconds.
"""

from collections.abc import Sequence
from typing import Final

from indikator.services.capaian_isi_sql import MILIK, isi_sql
from indikator.services.lingkup_sql import BAGIAN, PEMILIK, TARGET_BAGIAN

# The rules of an indicator: those of the sheet in force on the first day of the month, or else its own. A set looks at
# all sheets at once, few indicators one by one.
VERSI_SEMUA: Final = """
  LEFT JOIN (
    SELECT DISTINCT ON (w.indikator_id) w.* FROM indikator_indikatorversi w
    WHERE w.berlaku_mulai <= make_date(%(tahun)s, %(bulan)s, 1)
    ORDER BY w.indikator_id, w.berlaku_mulai DESC
  ) v ON v.indikator_id = {indikator}
"""
VERSI_SATU: Final = """
  LEFT JOIN LATERAL (
    SELECT w.* FROM indikator_indikatorversi w
    WHERE w.indikator_id = {indikator} AND w.berlaku_mulai <= make_date(%(tahun)s, %(bulan)s, 1)
    ORDER BY w.berlaku_mulai DESC LIMIT 1
  ) v ON true
"""
# How it adds up is asked of every target many times, and a word costs more than a yes or no.
_ATURAN: Final = """
  SELECT i.id, COALESCE(v.polarisasi, i.polarisasi) AS polarisasi, COALESCE(v.agregasi, i.agregasi) AS agregasi,
         COALESCE(v.pengali, i.pengali) AS pengali,
         COALESCE(v.agregasi, i.agregasi) IN ('jumlah', 'rata_rata') AS dijumlah,
         COALESCE(v.agregasi, i.agregasi) = 'rasio' AS rasio
"""
_ATURAN_SEMUA: Final = f"{_ATURAN} FROM indikator_indikator i {VERSI_SEMUA.format(indikator='i.id')}"
_ATURAN_BAGIAN: Final = f"""{_ATURAN}
  FROM (SELECT DISTINCT x.indikator_id AS id FROM {TARGET_BAGIAN} x OFFSET 0) o
  CROSS JOIN LATERAL (SELECT x.* FROM indikator_indikator x WHERE x.id = o.id OFFSET 0) i
  {VERSI_SATU.format(indikator="o.id")}
"""
_ATURAN_SATU: Final = f"""LATERAL (
  {_ATURAN} FROM indikator_indikator i {VERSI_SATU.format(indikator="i.id")} WHERE i.id = t.indikator_id OFFSET 0
)"""
# Targets in question, with these rules: all approved ones of the year, those of the owners in some units, or those of
# the owners of named ones and of every target that adds them up.
_KOLOM: Final = """
  SELECT t.id, t.sumber, t.indikator_id, t.pegawai_id, t.unit_kerja_id, t.bobot, t.nilai_terburuk, t.bulanan,
         t.bulanan_atas, a.polarisasi, a.agregasi, a.pengali, a.dijumlah, a.rasio
"""
_TERDAMPAK_KOSONG: Final = "terdampak AS (SELECT NULL::bigint AS id WHERE false),"
_SASARAN_SEMUA: Final = f"""
{_TERDAMPAK_KOSONG}
aturan AS ({_ATURAN_SEMUA}),
sasaran AS MATERIALIZED (
  {_KOLOM} FROM indikator_targetindikator t JOIN aturan a ON a.id = t.indikator_id
  WHERE t.tahun = %(tahun)s AND t.status = 'disetujui'
),
"""
_SASARAN_BAGIAN: Final = f"""
{_TERDAMPAK_KOSONG}
{BAGIAN},
aturan AS MATERIALIZED ({_ATURAN_BAGIAN}),
diisi AS (
  {_KOLOM} FROM {TARGET_BAGIAN} t JOIN aturan a ON a.id = t.indikator_id WHERE t.sumber <> 'turunan'
),
induk AS MATERIALIZED (
  {_KOLOM} FROM {TARGET_BAGIAN} t JOIN aturan a ON a.id = t.indikator_id WHERE t.sumber = 'turunan'
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
  {_KOLOM} FROM indikator_targetindikator t JOIN lingkup ON lingkup.id = t.id JOIN {_ATURAN_SATU} a ON true
  WHERE t.tahun = %(tahun)s AND t.status = 'disetujui'
),
"""
_DIPILAH: Final = """
diisi AS (SELECT s.* FROM sasaran s WHERE s.sumber <> 'turunan'),
induk AS (SELECT s.* FROM sasaran s WHERE s.sumber = 'turunan'),
"""

# Whose a target is goes through every step; what is told of a target besides its capaian is told of the longest range.
_HITUNG: Final = """
skala AS (  -- a sum is compared with the part of the target that belongs to the reported months; the realisasi, the
-- target and its upper bound over one denominator, so that they are compared without division (it is positive)
  SELECT g.awal, g.id, {milik_g}, g.polarisasi, g.nilai_terburuk, g.t_n, g.t_d, g.r_n, g.r_d, g.n_rencana,
         g.n_lapor_sah, g.pembilang, g.penyebut,
         CASE WHEN g.sebagian AND g.agregasi = 'jumlah' THEN g.r_n * g.t_d * g.bagian_d ELSE g.r_n * g.t_d END AS r,
         CASE WHEN g.sebagian AND g.agregasi = 'jumlah' THEN g.t_n * g.bagian_n * g.r_d ELSE g.t_n * g.r_d END AS s,
         CASE WHEN g.a_n IS NULL OR g.polarisasi = 'stabil' THEN NULL
              WHEN g.sebagian AND g.agregasi = 'jumlah' THEN g.a_n * g.bagian_n * g.r_d ELSE g.a_n * g.r_d END AS b,
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
letak AS (  -- where the realisasi lies decides the line
  SELECT s.awal, s.id, {milik_s}, s.polarisasi, s.nilai_terburuk, s.t_n, s.t_d, s.r_n, s.r_d, s.n_rencana,
         s.n_lapor_sah, s.pembilang, s.penyebut, s.f_n, s.f_d, s.berkurang, s.keadaan, s.r, s.s, s.b,
         CASE
           WHEN s.r IS NULL OR s.s IS NULL THEN NULL
           WHEN s.b IS NOT NULL THEN
             CASE WHEN s.r >= s.s AND s.r <= s.b THEN 'dalam'
                  WHEN s.r < s.s THEN CASE WHEN s.s <> 0 THEN 'bawah' END
                  ELSE CASE WHEN s.b <> 0 THEN 'atas' END END
           WHEN s.s = 0 THEN CASE WHEN s.polarisasi = 'minimum' AND s.nilai_terburuk <> 0 THEN 'nol' END
           WHEN s.polarisasi = 'stabil' THEN
             CASE WHEN s.r * sign(s.s) <= s.s * sign(s.s)
                  THEN CASE WHEN 10 * s.r * sign(s.s) >= 9 * s.s * sign(s.s) THEN 'kurang_dekat' ELSE 'kurang_jauh' END
                  ELSE CASE WHEN 10 * s.r * sign(s.s) <= 11 * s.s * sign(s.s) THEN 'lebih_dekat' ELSE 'lebih_jauh' END
             END
           WHEN (s.polarisasi = 'minimum') = (s.s > 0) THEN 'turun'
           ELSE 'naik'
         END AS letak
  FROM skala s OFFSET 0
),
garis AS (  -- the line as a fraction; the two frequent places first
  SELECT l.awal, l.id, {milik_l}, l.t_n, l.t_d, l.r_n, l.r_d, l.n_rencana, l.n_lapor_sah, l.pembilang, l.penyebut,
         l.f_n, l.f_d, l.berkurang, l.keadaan, l.letak,
         CASE l.letak WHEN 'naik' THEN 100 * l.r WHEN 'turun' THEN 200 * l.s - 100 * l.r WHEN 'dalam' THEN 100
              WHEN 'kurang_dekat' THEN 200 * l.r - 80 * l.s WHEN 'lebih_dekat' THEN 320 * l.s - 200 * l.r
              WHEN 'kurang_jauh' THEN 1000 * l.r WHEN 'lebih_jauh' THEN 2000 * l.s - 1000 * l.r
              WHEN 'bawah' THEN CASE WHEN l.polarisasi = 'minimum' THEN 200 * l.s - 100 * l.r ELSE 100 * l.r END
              WHEN 'atas' THEN CASE WHEN l.polarisasi = 'minimum' THEN 200 * l.b - 100 * l.r ELSE 100 * l.r END
              WHEN 'nol' THEN 100 * (l.nilai_terburuk * l.r_d - l.r_n) END AS c_n,
         CASE l.letak WHEN 'naik' THEN l.s WHEN 'turun' THEN l.s WHEN 'dalam' THEN 1 WHEN 'atas' THEN l.b
              WHEN 'kurang_jauh' THEN 9 * l.s WHEN 'lebih_jauh' THEN 9 * l.s
              WHEN 'nol' THEN l.nilai_terburuk * l.r_d ELSE l.s END AS c_d
  FROM letak l OFFSET 0
),
mentah AS (
  SELECT g.awal, g.id, {milik_g}, g.t_n, g.t_d, g.r_n, g.r_d, g.n_rencana, g.n_lapor_sah, g.pembilang, g.penyebut,
         g.keadaan, g.letak,
         CASE
           WHEN g.letak IS NULL THEN CASE WHEN g.keadaan = 'tidak_dilaporkan' AND %(nol)s THEN 0 END
           WHEN g.berkurang THEN
             GREATEST(LEAST(round(round(g.c_n * g.f_n, 40) / (g.c_d * g.f_d), 6), 1e18), -1e18)
           ELSE GREATEST(LEAST(round(round(g.c_n, 40) / g.c_d, 6), 1e18), -1e18)
         END AS capaian_mentah
  FROM garis g OFFSET 0
),
hasil AS (
  SELECT m.awal, m.id, {milik_m},
         CASE WHEN m.letak IS NOT NULL THEN 'diketahui'
              WHEN m.keadaan = 'hitung' THEN 'tidak_terdefinisi' ELSE m.keadaan END AS status,
         CASE WHEN m.awal = {awal} AND m.r_n IS NOT NULL
              THEN GREATEST(LEAST(CASE WHEN m.r_d = 1 THEN round(m.r_n, 6) ELSE round(round(m.r_n, 40) / m.r_d, 6) END,
                                  1e18), -1e18) END AS realisasi,
         CASE WHEN m.awal = {awal} AND m.t_n IS NOT NULL
              THEN GREATEST(LEAST(CASE WHEN m.t_d = 1 THEN round(m.t_n, 6) ELSE round(round(m.t_n, 40) / m.t_d, 6) END,
                                  1e18), -1e18) END AS target_kumulatif,
         m.pembilang, m.penyebut, m.capaian_mentah,
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
  FROM (SELECT h.*, round(h.capaian, %(desimal)s) AS tampil FROM hasil h WHERE h.awal = 1 OFFSET 0) h OFFSET 0
"""


def _targets(lingkup: str) -> str:
    if lingkup == "bagian":
        return _SASARAN_BAGIAN
    return (_SASARAN_PEMILIK if lingkup == "pemilik" else _SASARAN_SEMUA) + _DIPILAH


def _columns(alias: str) -> str:
    return ", ".join(f"{alias}.{name}" for name in _ISI)


def statement(*, lingkup: str, bulan: int, kelas: str, slot: str, tulis: bool = True) -> str:
    """The statement that computes the months from January and stores them; only rows that change are written.

    :param lingkup: ``semua``, ``bagian`` (owners in units numbered ``%(dari)s`` up to ``%(sampai)s``), or ``pemilik``
        (all targets of the owners of ``%(target_ids)s`` and of those that add them up).
    :param kelas: SQL expression for the name of the class of ``h.tampil``; ``slot`` likewise for its colour.
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
