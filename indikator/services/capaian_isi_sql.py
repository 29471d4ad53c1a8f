"""What was planned and what was reported, of any set of targets and for several ranges of months in one pass.

A range begins in a month and ends in the month computed, so the ranges of a month (itself, its quarter, its half-year,
the year) are ends of one row of months. Each target becomes one row with a column for every month; what a range needs
is an expression over some of these columns. So entries are read once, whatever the number of ranges.

Which months are planned, reported and still open is kept in the bits of a number: bit 1 is January.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

# Whose a target is and what it weighs: carried along for the scores.
MILIK: Final = ("indikator_id", "pegawai_id", "unit_kerja_id", "bobot")
_MILIK: Final = {f"milik_{alias}": ", ".join(f"{alias}.{name}" for name in MILIK) for alias in ("s", "k")}

ENTRI: Final = """
  CROSS JOIN LATERAL (SELECT array_position(%(periode_ids)s::bigint[], r.periode_id) AS bulan OFFSET 0) m
"""
_DISETUJUI: Final = "r.periode_id = ANY(%(periode_ids)s::bigint[]) AND r.status = 'disetujui'"

# What a target that adds up others rests on, by range.
_LAPORAN: Final = """
         count(*) FILTER (WHERE {sejak}) AS n_lapor_{a},
         count(*) FILTER (WHERE {sejak} AND %(terbuka)s & (1 << m.bulan) <> 0) AS lapor_terbuka_{a},
         sum(k.bulanan[m.bulan]) FILTER (WHERE {sejak}) AS target_{a},
         sum(r.nilai) FILTER (WHERE {sejak} AND k.agregasi IN ('jumlah', 'rata_rata')) AS jumlah_{a},
         max(r.nilai) FILTER (WHERE {sejak} AND k.agregasi = 'tertinggi') AS terbesar_{a},
         min(r.nilai) FILTER (WHERE {sejak} AND k.agregasi = 'terendah') AS terkecil_{a},
         sum(r.pembilang) FILTER (WHERE {sejak}) AS pembilang_{a},
         sum(r.penyebut) FILTER (WHERE {sejak}) AS penyebut_{a},
         (max(ARRAY[m.bulan, r.nilai]) FILTER (WHERE {sejak} AND k.agregasi = 'posisi_akhir'))[2] AS nilai_akhir_{a}"""
_RENCANA: Final = """
         count(u.x) FILTER (WHERE {sejak}) AS w_n_{a},
         count(u.x) FILTER (WHERE {sejak} AND %(terbuka)s & (1 << u.bulan::int) <> 0) AS w_terbuka_{a},
         sum(u.x) FILTER (WHERE {sejak}) AS w_jumlah_{a}, min(u.x) FILTER (WHERE {sejak}) AS w_terkecil_{a}"""
_TURUNAN: Final = """
rantai AS (  -- targets that add up others, with the targets whose entries they rest on
  SELECT s.id AS target_id, s.id AS sumber_id, s.sumber, s.indikator_id, s.agregasi, s.bulanan
  FROM sasaran s WHERE s.sumber = 'turunan'
  UNION ALL
  SELECT r.target_id, c.id, c.sumber, c.indikator_id, r.agregasi, c.bulanan
  FROM rantai r
  -- The sum hides the indicator from the planner: its index holds a whole office, and was read for each parent.
  JOIN indikator_targetindikator c ON c.induk_id = r.sumber_id AND c.indikator_id + 0 = r.indikator_id
   AND c.tahun = %(tahun)s AND c.status = 'disetujui'
  WHERE r.sumber = 'turunan'
),
rencana AS (  -- months in which something is due there
  SELECT k.target_id AS w_target, {rencana}
  FROM rantai k CROSS JOIN LATERAL unnest(k.bulanan[1:{bulan}]) WITH ORDINALITY AS u(x, bulan)
  WHERE k.sumber <> 'turunan'
  GROUP BY k.target_id
),
laporan AS (  -- verified entries of those months
  SELECT k.target_id AS l_target, {laporan}
  FROM rantai k
  JOIN indikator_realisasi r ON r.target_id = k.sumber_id {entri}
  WHERE k.sumber <> 'turunan' AND {disetujui} AND k.bulanan[m.bulan] IS NOT NULL
  GROUP BY k.target_id
)"""
# Of the entries only what the way of adding up asks for: sums, or all figures with the bits of their months. Entries
# of months that are not planned, and of later ones, have no bit and are left out before.
_BULANAN: Final = """
         bit_or(r.bit) AS lapor, {jumlah},
         array_agg(r.x) FILTER (WHERE NOT {aturan}.dijumlah) AS v,
         array_agg(r.bit) FILTER (WHERE NOT {aturan}.dijumlah) AS v_bit"""
_SEPENGGAL: Final = """
         sum(r.x) FILTER (WHERE {aturan}.dijumlah {penggal}) AS jv{a},
         sum(r.penyebut) FILTER (WHERE {aturan}.rasio {penggal}) AS jw{a}"""
_BIT: Final = "CASE r.periode_id {bulan} ELSE 0 END & s.rencana AS bit"
_X: Final = "CASE WHEN s.rasio THEN r.pembilang ELSE r.nilai END AS x"
# A set reads all entries once; few targets each ask for their own. A later month has no bit: to search the index for
# each month costs more than to pass over it.
_SENDIRI_SEMUA: Final = """
  LEFT JOIN (
    SELECT r.target_id, {bulanan}
    FROM (
      SELECT r.target_id, {bit}, {x}, r.penyebut, s.dijumlah, s.rasio
      FROM indikator_realisasi r JOIN rancang s ON s.id = r.target_id
      WHERE {disetujui} OFFSET 0
    ) r
    WHERE r.bit <> 0
    GROUP BY r.target_id
  ) e ON e.target_id = s.id"""
_SENDIRI_SATU: Final = """
  CROSS JOIN LATERAL (
    SELECT {bulanan}
    FROM (
      SELECT {bit}, {x}, r.penyebut
      FROM indikator_realisasi r
      WHERE r.target_id = s.id AND r.status = 'disetujui' OFFSET 0
    ) r
    WHERE r.bit <> 0
  ) e"""
_KOLOM: Final = """
rancang AS (
  SELECT y.*, {rencana} AS rencana
  FROM (
    SELECT s.id, {milik_s}, s.polarisasi, s.agregasi, s.pengali, s.nilai_terburuk,
           s.bulanan_atas IS NOT NULL AS beratas, s.agregasi IN ('jumlah', 'rata_rata', 'rasio') AS dijumlah,
           s.agregasi = 'rasio' AS rasio, {b_isi}, {a_isi}
    FROM sasaran s WHERE s.sumber <> 'turunan' OFFSET 0
  ) y OFFSET 0
),
kolom AS (
  SELECT s.id, {milik_s}, s.polarisasi, s.agregasi, s.pengali, s.nilai_terburuk, s.beratas, s.rencana, {b}, {a},
         COALESCE(e.lapor, 0) AS lapor, e.v, e.v_bit, {jumlah}
  FROM rancang s {sendiri} OFFSET 0
)"""
# What is added up is added once for each stretch between the beginnings of two ranges.
_JUMLAH: Final = "e.jv{a}, e.jw{a}, CASE WHEN s.agregasi IN ('jumlah', 'rata_rata') THEN {b} END AS jb{a}"
_KOLOM_TURUNAN: Final = """
kolom_turunan AS (
  SELECT y.*, {rencana} AS rencana
  FROM (
    SELECT s.id, {milik_s}, s.polarisasi, s.agregasi, s.pengali, s.nilai_terburuk,
             s.bulanan_atas IS NOT NULL AS beratas,
           {b_isi}, {a_isi}, l.*, w.*
    FROM sasaran s
    LEFT JOIN rencana w ON w.w_target = s.id
    LEFT JOIN laporan l ON l.l_target = s.id
    WHERE s.sumber = 'turunan' OFFSET 0
  ) y OFFSET 0
)"""
# One range. The share of the plan that was reported is bagian_n / bagian_d, what was planned t_n / t_d, its upper bound
# a_n / t_d, what was reached r_n / r_d.
_GABUNG: Final = """
  (SELECT {awal} AS awal, k.id, {milik_k}, k.polarisasi, k.agregasi, k.nilai_terburuk, {hitungan},
         CASE k.agregasi WHEN 'jumlah' THEN {jumlah_b} WHEN 'rata_rata' THEN {jumlah_b}
              WHEN 'tertinggi' THEN GREATEST({b}) WHEN 'terendah' THEN LEAST({b}) ELSE {penentu_b} END AS t_n,
         CASE k.agregasi WHEN 'rata_rata' THEN GREATEST(k.n, 1) ELSE 1 END::numeric AS t_d,
         CASE WHEN NOT k.beratas THEN NULL
              WHEN k.agregasi NOT IN ('posisi_akhir', 'rasio') AND ({tanpa_atas}) THEN NULL
              ELSE CASE k.agregasi WHEN 'jumlah' THEN {jumlah_a} WHEN 'rata_rata' THEN {jumlah_a}
              WHEN 'tertinggi' THEN GREATEST({a}) WHEN 'terendah' THEN LEAST({a}) ELSE {penentu_a} END END AS a_n,
         {hasil}
  FROM (
    SELECT {isi}, bit_count((k.rencana & {bit})::bit(16))::int AS n {tambahan}
    FROM {kolom} k OFFSET 0
  ) k OFFSET 0)
"""
_TAMBAHAN: Final = """, bit_count((k.lapor & {bit})::bit(16))::int AS n_lapor,
           {jumlah_b} AS jumlah_b, {jumlah_v} AS jumlah_v, {jumlah_w} AS jumlah_w"""
_HITUNGAN: Final = """
         k.n AS n_rencana, k.n_lapor AS n_lapor_sah, k.n_lapor <> k.n AS sebagian,
         k.rencana & ~k.lapor & {bit} & %(terbuka)s <> 0 AS menunggu,
         CASE WHEN k.n_lapor = k.n THEN 1
              WHEN k.agregasi = 'jumlah' AND LEAST({b}) >= 0 AND k.jumlah_b > 0 THEN {jumlah_lapor}
              ELSE k.n_lapor END AS bagian_n,
         CASE WHEN k.n_lapor = k.n THEN 1
              WHEN k.agregasi = 'jumlah' AND LEAST({b}) >= 0 AND k.jumlah_b > 0 THEN k.jumlah_b
              ELSE k.n END AS bagian_d"""
_HASIL: Final = """
         CASE k.agregasi WHEN 'jumlah' THEN k.jumlah_v WHEN 'rata_rata' THEN k.jumlah_v
              WHEN 'tertinggi' THEN (SELECT max(u.x) {v}) WHEN 'terendah' THEN (SELECT min(u.x) {v})
              WHEN 'rasio' THEN CASE WHEN k.jumlah_w <> 0 THEN k.pengali * k.jumlah_v END
              ELSE k.v[array_position(k.v_bit, CASE {akhir} END)] END AS r_n,
         CASE k.agregasi WHEN 'rata_rata' THEN k.n_lapor WHEN 'rasio' THEN k.jumlah_w ELSE 1 END::numeric AS r_d,
         CASE WHEN k.agregasi = 'rasio' THEN k.jumlah_v END AS pembilang, k.jumlah_w AS penyebut"""
_HITUNGAN_TURUNAN: Final = """
         CASE WHEN k.n > 0 THEN COALESCE(k.w_n_{awal}, 0) ELSE 0 END AS n_rencana,
         CASE WHEN k.n > 0 THEN COALESCE(k.n_lapor_{awal}, 0) ELSE 0 END AS n_lapor_sah,
         true AS sebagian, COALESCE(k.w_terbuka_{awal}, 0) > COALESCE(k.lapor_terbuka_{awal}, 0) AS menunggu,
         CASE WHEN k.agregasi = 'jumlah' AND k.w_terkecil_{awal} >= 0 AND k.w_jumlah_{awal} > 0
              THEN COALESCE(k.target_{awal}, 0) ELSE COALESCE(k.n_lapor_{awal}, 0) END AS bagian_n,
         CASE WHEN k.agregasi = 'jumlah' AND k.w_terkecil_{awal} >= 0 AND k.w_jumlah_{awal} > 0
              THEN k.w_jumlah_{awal} ELSE GREATEST(COALESCE(k.w_n_{awal}, 0), 1) END AS bagian_d"""
_HASIL_TURUNAN: Final = """
         CASE k.agregasi WHEN 'jumlah' THEN k.jumlah_{awal} WHEN 'rata_rata' THEN k.jumlah_{awal}
              WHEN 'tertinggi' THEN k.terbesar_{awal} WHEN 'terendah' THEN k.terkecil_{awal}
              WHEN 'rasio' THEN CASE WHEN k.penyebut_{awal} <> 0 THEN k.pengali * k.pembilang_{awal} END
              ELSE k.nilai_akhir_{awal} END AS r_n,
         CASE k.agregasi WHEN 'rata_rata' THEN COALESCE(k.n_lapor_{awal}, 0) WHEN 'rasio' THEN k.penyebut_{awal}
              ELSE 1 END::numeric AS r_d,
         CASE WHEN k.agregasi = 'rasio' THEN k.pembilang_{awal} END AS pembilang,
         CASE WHEN k.agregasi = 'rasio' THEN k.penyebut_{awal} END AS penyebut"""


def isi_sql(*, himpunan: bool, bulan: int, awal: Sequence[int]) -> str:
    """Common table expressions that end in ``gabung``: one row for each target in ``sasaran`` and each range.

    :param himpunan: all targets at once; otherwise each looks up its entries.
    :param bulan: the last month of all ranges, 1 to 12.
    :param awal: the first months of the ranges, each once, in order.
    """
    months = range(1, bulan + 1)
    turunan = _TURUNAN.format(
        bulan=bulan,
        entri=ENTRI,
        disetujui=_DISETUJUI,
        laporan=",".join(_LAPORAN.format(a=a, sejak=f"m.bulan >= {a}") for a in awal),
        rencana=",".join(_RENCANA.format(a=a, sejak=f"u.bulan >= {a}") for a in awal),
    )
    stretches = [*zip(awal, [*(a - 1 for a in awal[1:]), bulan], strict=True)]
    aturan = "r" if himpunan else "s"
    bulanan = _BULANAN.format(
        aturan=aturan,
        jumlah=",".join(
            # The only stretch is all there is.
            _SEPENGGAL.format(
                aturan=aturan, a=a, penggal=f"AND r.bit & {_bits(range(a, z + 1))} <> 0" if a > 1 or z < bulan else ""
            )
            for a, z in stretches
        ),
    )
    shape = _SENDIRI_SEMUA if himpunan else _SENDIRI_SATU
    atas = "CASE WHEN s.bulanan_atas IS NOT NULL AND"
    own = {
        **_MILIK,
        "b_isi": _list(months, lambda m: f"s.bulanan[{m}] AS b{m}"),
        "a_isi": _list(months, lambda m: f"{atas} s.bulanan[{m}] IS NOT NULL THEN s.bulanan_atas[{m}] END AS a{m}"),
        "rencana": " | ".join(f"CASE WHEN y.b{m} IS NOT NULL THEN {1 << m} ELSE 0 END" for m in months),
    }
    kolom = _KOLOM.format(
        **own,
        b=_list(months, lambda m: f"s.b{m}"),
        a=_list(months, lambda m: f"s.a{m}"),
        jumlah=", ".join(_JUMLAH.format(a=a, b=_sum(range(a, last + 1), lambda m: f"s.b{m}")) for a, last in stretches),
        sendiri=shape.format(
            bulanan=bulanan,
            disetujui=_DISETUJUI,
            bit=_BIT.format(bulan=" ".join(f"WHEN %(periode_{m})s THEN {1 << m}" for m in reversed(months))),
            x=_X,
        ),
    )
    steps = [turunan, kolom, _KOLOM_TURUNAN.format(**own)]
    ranges = [_gabung(a, bulan, awal, turunan=turunan) for turunan in (False, True) for a in awal]
    return f"{', '.join(steps)},\ngabung AS ({' UNION ALL '.join(ranges)})"


def _gabung(awal: int, bulan: int, semua: Sequence[int], *, turunan: bool) -> str:
    """One range as an expression over the columns of its months; ``semua`` are the beginnings of all ranges."""
    months = range(awal, bulan + 1)
    last_first = range(bulan, awal - 1, -1)
    bit = _bits(months)
    lapor = [f"WHEN k.lapor & {1 << m} <> 0 THEN" for m in last_first]
    rencana = [f"WHEN k.b{m} IS NOT NULL THEN" for m in last_first]
    names: dict[str, Any] = {
        **_MILIK,
        "awal": awal,
        "bit": bit,
        "b": _list(months, lambda m: f"k.b{m}"),
        "a": _list(months, lambda m: f"k.a{m}"),
        "jumlah_a": _sum(months, lambda m: f"k.a{m}"),
        "tanpa_atas": " OR ".join(f"k.b{m} IS NOT NULL AND k.a{m} IS NULL" for m in months),
    }
    if turunan:
        return _GABUNG.format(
            **names,
            jumlah_b=_sum(months, lambda m: f"k.b{m}"),
            kolom="kolom_turunan",
            isi="k.*",
            tambahan="",
            hitungan=_HITUNGAN_TURUNAN.format(awal=awal),
            hasil=_HASIL_TURUNAN.format(awal=awal),
            penentu_b=_last(rencana, last_first, "b"),
            penentu_a=_last(rencana, last_first, "a"),
        )
    stretches = [a for a in semua if a >= awal]
    sums = {
        "jumlah_b": " + ".join(f"k.jb{a}" for a in stretches),
        "jumlah_v": _jumlah([f"k.jv{a}" for a in stretches]),
        "jumlah_w": _jumlah([f"k.jw{a}" for a in stretches]),
    }
    names["jumlah_lapor"] = _sum(months, lambda m: f"CASE WHEN k.lapor & {1 << m} <> 0 THEN k.b{m} END")
    return _GABUNG.format(
        **names,
        jumlah_b="k.jumlah_b",
        kolom="kolom",
        isi=f"k.id, {_MILIK['milik_k']}, k.polarisasi, k.agregasi, k.pengali, k.nilai_terburuk, k.beratas, k.rencana, "
        f"k.lapor, k.v, k.v_bit, {names['b']}, {names['a']}",
        tambahan=_TAMBAHAN.format(bit=bit, **sums),
        hitungan=_HITUNGAN.format(**names),
        hasil=_HASIL.format(
            v=f"FROM unnest(k.v, k.v_bit) AS u(x, bit) WHERE u.bit & {bit} <> 0",
            akhir=" ".join(f"{condition} {1 << m}" for condition, m in zip(lapor, last_first, strict=True)),
        ),
        # What counts as the target of a last position is that of the last month reported.
        penentu_b=_last([*lapor, *rencana], [*last_first, *last_first], "b"),
        penentu_a=_last([*lapor, *rencana], [*last_first, *last_first], "a"),
    )


def _bits(months: Iterable[int]) -> int:
    return sum(1 << m for m in months)


def _list(months: Iterable[int], text: Callable[[int], str]) -> str:
    return ", ".join(text(m) for m in months)


def _sum(months: Iterable[int], text: Callable[[int], str]) -> str:
    return f"({' + '.join(f'COALESCE({text(m)}, 0)' for m in months)})"


def _jumlah(columns: Sequence[str]) -> str:
    """The sum of what is known; nothing where nothing is."""
    added = " + ".join(f"COALESCE({column}, 0)" for column in columns)
    return columns[0] if len(columns) == 1 else f"CASE WHEN COALESCE({', '.join(columns)}) IS NOT NULL THEN {added} END"


def _last(conditions: Iterable[str], months: Iterable[int], column: str) -> str:
    cases = " ".join(f"{condition} k.{column}{m}" for condition, m in zip(conditions, months, strict=True))
    return f"CASE {cases} END"
