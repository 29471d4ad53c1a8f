"""What was planned and what was reported, of any set of targets and for several ranges of months in one pass.

A range begins in a month and ends in the month computed, so the ranges of a month (itself, its quarter, its half-year,
the year) are ends of one row of months. Each target becomes one row with the plan of its months and what was reported
of them; what a range needs is an expression over this row. So entries are read once, whatever the number of ranges.

Which months are planned, reported and still open is kept in the bits of a number: bit 1 is January.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

# Whose a target is and what it weighs: carried along for the scores.
MILIK: Final = ("indikator_id", "pegawai_id", "unit_kerja_id", "bobot")
_MILIK: Final = {f"milik_{alias}": ", ".join(f"{alias}.{name}" for name in MILIK) for alias in ("s", "k")}

_DISETUJUI: Final = "r.periode_id = ANY(%(periode_ids)s::bigint[]) AND r.status = 'disetujui'"
# The number of the month of an entry: zero, or nothing, for a month that is not computed.
_BULAN: Final = "(%(nomor_bulan)s::int[])[(r.periode_id - %(periode_pertama)s + 1)::int]"

# What a target that adds up others rests on, by range.
_LAPORAN: Final = """
         count(*){sejak} AS n_lapor_{a},
         count(*) FILTER (WHERE %(terbuka)s & (1 << r.bulan) <> 0{dan}) AS lapor_terbuka_{a},
         sum(r.target){sejak} AS target_{a},
         sum(r.nilai) FILTER (WHERE r.agregasi IN ('jumlah', 'rata_rata'){dan}) AS jumlah_{a},
         max(r.nilai) FILTER (WHERE r.agregasi = 'tertinggi'{dan}) AS terbesar_{a},
         min(r.nilai) FILTER (WHERE r.agregasi = 'terendah'{dan}) AS terkecil_{a},
         sum(r.pembilang){sejak} AS pembilang_{a},
         sum(r.penyebut){sejak} AS penyebut_{a},
         (max(ARRAY[r.bulan, r.nilai]) FILTER (WHERE r.agregasi = 'posisi_akhir'{dan}))[2] AS nilai_akhir_{a}"""
_RENCANA: Final = """
         sum(bit_count((k.rencana & {bit})::bit(16)))::bigint AS w_n_{a},
         sum(bit_count((k.rencana & %(terbuka)s & {bit})::bit(16)))::bigint AS w_terbuka_{a},
         sum({jumlah}) FILTER (WHERE k.agregasi = 'jumlah') AS w_jumlah_{a},
         min(LEAST({b})) FILTER (WHERE k.agregasi = 'jumlah') AS w_terkecil_{a}"""
_TURUNAN: Final = """
rantai AS (  -- targets that add up others, with the targets whose entries they rest on
  SELECT s.id AS target_id, s.id AS sumber_id, s.sumber, s.indikator_id, s.agregasi, s.bulanan
  FROM induk s
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
  FROM (
    SELECT k.target_id, k.agregasi, k.bulanan, {rencana_bit} AS rencana
    FROM rantai k WHERE k.sumber <> 'turunan' OFFSET 0
  ) k
  GROUP BY k.target_id
),
laporan AS (  -- verified entries of those months
  SELECT r.target_id AS l_target, {laporan}
  FROM (
    SELECT k.target_id, k.agregasi, r.nilai, r.pembilang, r.penyebut, r.bulan, k.bulanan[r.bulan] AS target
    FROM rantai k CROSS JOIN LATERAL (
      SELECT r.nilai, r.pembilang, r.penyebut, {bulan} AS bulan
      FROM indikator_realisasi r WHERE r.target_id = k.sumber_id AND r.status = 'disetujui' OFFSET 0
    ) r
    WHERE k.sumber <> 'turunan' OFFSET 0
  ) r
  WHERE r.target IS NOT NULL
  GROUP BY r.target_id
)"""
# Of the entries only what the way of adding up asks for: sums, or all figures with the bits of their months. Entries
# of months that are not planned, and of later ones, have no bit and are left out before.
_BULANAN: Final = """
         bit_or(r.bit) AS lapor, {jumlah},
         array_agg(r.x) FILTER (WHERE NOT {aturan}.ditambah) AS v,
         array_agg(r.bit) FILTER (WHERE NOT {aturan}.ditambah) AS v_bit"""
_SEPENGGAL: Final = """
         sum(r.x) FILTER (WHERE {aturan}.ditambah {penggal}) AS jv{a},
         sum(r.penyebut) FILTER (WHERE {aturan}.rasio {penggal}) AS jw{a}"""
_BIT: Final = f"(1 << {_BULAN}) & s.rencana AS bit"
_X: Final = "CASE WHEN s.rasio THEN r.pembilang ELSE r.nilai END AS x"
# A set reads all entries once; few targets each ask for their own. A later month has no bit: to search the index for
# each month costs more than to pass over it.
_SENDIRI_SEMUA: Final = """
  LEFT JOIN (
    SELECT r.target_id, {bulanan}
    FROM (
      SELECT r.target_id, {bit}, {x}, r.penyebut, s.ditambah, s.rasio
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
  SELECT s.id, {milik_s}, s.polarisasi, s.agregasi, s.pengali, s.nilai_terburuk, s.bulanan, s.bulanan_atas,
         s.dijumlah, s.rasio, s.dijumlah OR s.rasio AS ditambah, {rencana} AS rencana
  FROM diisi s OFFSET 0
),
kolom AS (
  SELECT s.id, {milik_s}, s.polarisasi, s.agregasi, s.pengali, s.nilai_terburuk, s.bulanan, s.bulanan_atas, s.dijumlah,
         s.rasio, s.rencana, COALESCE(e.lapor, 0) AS lapor, e.v, e.v_bit, {jumlah}
  FROM rancang s {sendiri} OFFSET 0
)"""
# What is added up is added once for each stretch between the beginnings of two ranges.
_JUMLAH: Final = """
         e.jv{a}, e.jw{a},
         CASE WHEN s.dijumlah AND s.rencana & ~COALESCE(e.lapor, 0) & {bit} & %(terbuka)s = 0
              THEN {b} END AS jb{a}"""
_KOLOM_TURUNAN: Final = """
kolom_turunan AS (
  SELECT s.id, {milik_s}, s.polarisasi, s.agregasi, s.pengali, s.nilai_terburuk, s.bulanan, s.bulanan_atas,
         s.dijumlah, s.rasio, {rencana} AS rencana, l.*, w.*
  FROM induk s
  LEFT JOIN rencana w ON w.w_target = s.id
  LEFT JOIN laporan l ON l.l_target = s.id OFFSET 0
)"""
# One range. The share of the plan that was reported is bagian_n / bagian_d, what was planned t_n / t_d, its upper bound
# a_n / t_d, what was reached r_n / r_d. Of what still waits for an open month nothing of this is asked.
_GABUNG: Final = """
  (SELECT {awal} AS awal, k.id, {milik_k}, k.polarisasi, k.agregasi, k.nilai_terburuk, k.menunggu, {hitungan},
         CASE WHEN k.menunggu OR NOT k.berencana THEN NULL WHEN k.dijumlah THEN {jumlah_b}
              WHEN k.agregasi = 'tertinggi' THEN GREATEST({b}) WHEN k.agregasi = 'terendah' THEN LEAST({b})
              ELSE {penentu_b} END AS t_n,
         CASE WHEN k.dijumlah AND k.agregasi = 'rata_rata' THEN GREATEST(k.n, 1)::numeric ELSE 1 END AS t_d,
         CASE WHEN k.menunggu OR k.bulanan_atas IS NULL THEN NULL
              WHEN k.agregasi NOT IN ('posisi_akhir', 'rasio') AND ({tanpa_atas}) THEN NULL
              WHEN k.dijumlah THEN {jumlah_a} WHEN k.agregasi = 'tertinggi' THEN GREATEST({a})
              WHEN k.agregasi = 'terendah' THEN LEAST({a}) ELSE {penentu_a} END AS a_n,
         {hasil}
  FROM (
    SELECT {isi}, {n} AS n, {menunggu} AS menunggu, {berencana} AS berencana, {terukur} AS terukur {tambahan}
    FROM {kolom} k OFFSET 0
  ) k OFFSET 0)
"""
# Whether it waits, whether anything is due in the range, and whether there is something to compare with the plan.
_KEADAAN: Final = {
    "menunggu": "k.rencana & ~k.lapor & {bit} & %(terbuka)s <> 0",
    "berencana": "k.rencana & {bit} <> 0",
    "terukur": "k.lapor & {bit} <> 0 AND k.rencana & ~k.lapor & {bit} & %(terbuka)s = 0",
}
_TAMBAHAN: Final = """, {n_lapor} AS n_lapor,
           {jumlah_b} AS jumlah_b, {jumlah_v} AS jumlah_v, {jumlah_w} AS jumlah_w"""
_HITUNGAN: Final = """
         k.n AS n_rencana, k.n_lapor AS n_lapor_sah, k.n_lapor <> k.n AS sebagian,
         CASE WHEN k.menunggu OR k.n_lapor = k.n THEN 1
              WHEN k.agregasi = 'jumlah' AND LEAST({b}) >= 0 AND k.jumlah_b > 0 THEN {jumlah_lapor}
              ELSE k.n_lapor END AS bagian_n,
         CASE WHEN k.menunggu OR k.n_lapor = k.n THEN 1
              WHEN k.agregasi = 'jumlah' AND LEAST({b}) >= 0 AND k.jumlah_b > 0 THEN k.jumlah_b
              ELSE k.n END AS bagian_d"""
_HASIL: Final = """
         CASE WHEN NOT k.terukur THEN NULL WHEN k.dijumlah THEN k.jumlah_v
              WHEN k.rasio THEN CASE WHEN k.jumlah_w <> 0 THEN k.pengali * k.jumlah_v END
              WHEN k.agregasi = 'tertinggi' THEN (SELECT max(u.x) {v})
              WHEN k.agregasi = 'terendah' THEN (SELECT min(u.x) {v})
              ELSE k.v[array_position(k.v_bit, CASE {akhir} END)] END AS r_n,
         CASE WHEN k.rasio THEN k.jumlah_w WHEN k.dijumlah AND k.agregasi = 'rata_rata' THEN k.n_lapor::numeric
              ELSE 1 END AS r_d,
         CASE WHEN k.terukur AND k.rasio THEN k.jumlah_v END AS pembilang,
         CASE WHEN k.terukur AND k.rasio THEN k.jumlah_w END AS penyebut"""
_KEADAAN_TURUNAN: Final = {
    "menunggu": "COALESCE(k.w_terbuka_{awal}, 0) > COALESCE(k.lapor_terbuka_{awal}, 0)",
    "berencana": "k.rencana & {bit} <> 0 AND COALESCE(k.w_n_{awal}, 0) > 0",
    "terukur": "k.rencana & {bit} <> 0 AND COALESCE(k.n_lapor_{awal}, 0) > 0"
    " AND COALESCE(k.w_terbuka_{awal}, 0) <= COALESCE(k.lapor_terbuka_{awal}, 0)",
}
_HITUNGAN_TURUNAN: Final = """
         CASE WHEN k.n > 0 THEN COALESCE(k.w_n_{awal}, 0) ELSE 0 END AS n_rencana,
         CASE WHEN k.n > 0 THEN COALESCE(k.n_lapor_{awal}, 0) ELSE 0 END AS n_lapor_sah,
         true AS sebagian,
         CASE WHEN k.agregasi = 'jumlah' AND k.w_terkecil_{awal} >= 0 AND k.w_jumlah_{awal} > 0
              THEN COALESCE(k.target_{awal}, 0) ELSE COALESCE(k.n_lapor_{awal}, 0) END AS bagian_n,
         CASE WHEN k.agregasi = 'jumlah' AND k.w_terkecil_{awal} >= 0 AND k.w_jumlah_{awal} > 0
              THEN k.w_jumlah_{awal} ELSE GREATEST(COALESCE(k.w_n_{awal}, 0), 1) END AS bagian_d"""
_HASIL_TURUNAN: Final = """
         CASE WHEN NOT k.terukur THEN NULL WHEN k.dijumlah THEN k.jumlah_{awal}
              WHEN k.rasio THEN CASE WHEN k.penyebut_{awal} <> 0 THEN k.pengali * k.pembilang_{awal} END
              WHEN k.agregasi = 'tertinggi' THEN k.terbesar_{awal} WHEN k.agregasi = 'terendah' THEN k.terkecil_{awal}
              ELSE k.nilai_akhir_{awal} END AS r_n,
         CASE WHEN k.rasio THEN k.penyebut_{awal}
              WHEN k.agregasi = 'rata_rata' THEN COALESCE(k.n_lapor_{awal}, 0)::numeric ELSE 1 END AS r_d,
         CASE WHEN k.terukur AND k.rasio THEN k.pembilang_{awal} END AS pembilang,
         CASE WHEN k.terukur AND k.rasio THEN k.penyebut_{awal} END AS penyebut"""


def isi_sql(*, himpunan: bool, bulan: int, awal: Sequence[int]) -> str:
    """Common table expressions that end in ``gabung``: a row for each target in ``diisi`` and ``induk`` and each range.

    :param himpunan: all targets at once; otherwise each looks up its entries.
    :param bulan: the last month of all ranges, 1 to 12.
    :param awal: the first months of the ranges, each once, in order.
    """
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
    own = {**_MILIK, "rencana": _rencana("s")}
    kolom = _KOLOM.format(
        **own,
        jumlah=", ".join(
            _JUMLAH.format(a=a, bit=_bits(range(a, z + 1)), b=_sum(range(a, z + 1), lambda m: f"s.bulanan[{m}]"))
            for a, z in stretches
        ),
        sendiri=shape.format(bulanan=bulanan, disetujui=_DISETUJUI, bit=_BIT, x=_X),
    )
    steps = [_turunan(bulan, awal), kolom, _KOLOM_TURUNAN.format(**own)]
    ranges = [_gabung(a, bulan, awal, turunan=turunan) for turunan in (False, True) for a in awal]
    return f"{', '.join(steps)},\ngabung AS ({' UNION ALL '.join(ranges)})"


def _turunan(bulan: int, awal: Sequence[int]) -> str:
    """What targets that add up others rest on, for the ranges from each of ``awal`` to ``bulan``."""
    laporan, rencana = [], []
    for a in awal:
        months = range(a, bulan + 1)
        since = f"r.bulan >= {a}"
        sejak, dan = (f" FILTER (WHERE {since})", f" AND {since}") if a > 1 else ("", "")
        laporan.append(_LAPORAN.format(a=a, sejak=sejak, dan=dan))
        rencana.append(_RENCANA.format(a=a, bit=_bits(months), b=_list(months, _bawah), jumlah=_sum(months, _bawah)))
    return _TURUNAN.format(
        bulan=_BULAN, rencana_bit=_rencana("k"), laporan=",".join(laporan), rencana=",".join(rencana)
    )


def _rencana(alias: str) -> str:
    """The bits of the months in which something is due. Mostly in every month, which is one look at the array."""
    months = range(1, 13)
    bits = " | ".join(f"CASE WHEN {alias}.bulanan[{m}] IS NOT NULL THEN {1 << m} ELSE 0 END" for m in months)
    return f"CASE WHEN array_position({alias}.bulanan, NULL) IS NULL THEN {_bits(months)} ELSE {bits} END"


def _gabung(awal: int, bulan: int, semua: Sequence[int], *, turunan: bool) -> str:
    """One range as an expression over the columns of its months; ``semua`` are the beginnings of all ranges."""
    months = range(awal, bulan + 1)
    last_first = range(bulan, awal - 1, -1)
    bit = _bits(months)
    lapor = [f"WHEN k.lapor & {1 << m} <> 0 THEN" for m in last_first]
    rencana = [f"WHEN k.rencana & {1 << m} <> 0 THEN" for m in last_first]
    names: dict[str, Any] = {
        **_MILIK,
        "awal": awal,
        "bit": bit,
        "n": _count("k.rencana", months),
        "b": _list(months, _bawah),
        "a": _list(months, _atas),
        "jumlah_a": _sum(months, _atas),
        "tanpa_atas": " OR ".join(f"{_bawah(m)} IS NOT NULL AND k.bulanan_atas[{m}] IS NULL" for m in months),
    }
    if turunan:
        return _GABUNG.format(
            **names,
            jumlah_b=_sum(months, _bawah),
            kolom="kolom_turunan",
            isi="k.*",
            **{name: text.format(bit=bit, awal=awal) for name, text in _KEADAAN_TURUNAN.items()},
            tambahan="",
            hitungan=_HITUNGAN_TURUNAN.format(awal=awal),
            hasil=_HASIL_TURUNAN.format(awal=awal),
            penentu_b=_last(rencana, last_first, _bawah),
            penentu_a=_last(rencana, last_first, _atas),
        )
    stretches = [a for a in semua if a >= awal]
    sums = {
        "jumlah_b": " + ".join(f"k.jb{a}" for a in stretches),
        "jumlah_v": _jumlah([f"k.jv{a}" for a in stretches]),
        "jumlah_w": _jumlah([f"k.jw{a}" for a in stretches]),
    }
    names["jumlah_lapor"] = _sum(months, lambda m: f"CASE WHEN k.lapor & {1 << m} <> 0 THEN {_bawah(m)} END")
    return _GABUNG.format(
        **names,
        jumlah_b="k.jumlah_b",
        kolom="kolom",
        isi=f"k.id, {_MILIK['milik_k']}, k.polarisasi, k.agregasi, k.pengali, k.nilai_terburuk, k.bulanan, "
        "k.bulanan_atas, k.dijumlah, k.rasio, k.rencana, k.lapor, k.v, k.v_bit",
        **{name: text.format(bit=bit) for name, text in _KEADAAN.items()},
        tambahan=_TAMBAHAN.format(n_lapor=_count("k.lapor", months), **sums),
        hitungan=_HITUNGAN.format(**names),
        hasil=_HASIL.format(
            v=f"FROM unnest(k.v, k.v_bit) AS u(x, bit) WHERE u.bit & {bit} <> 0",
            akhir=" ".join(f"{condition} {1 << m}" for condition, m in zip(lapor, last_first, strict=True)),
        ),
        # What counts as the target of a last position is that of the last month reported.
        penentu_b=_last([*lapor, *rencana], [*last_first, *last_first], _bawah),
        penentu_a=_last([*lapor, *rencana], [*last_first, *last_first], _atas),
    )


def _bits(months: Iterable[int]) -> int:
    return sum(1 << m for m in months)


def _count(column: str, months: Sequence[int]) -> str:
    """How many of these months have their bit in a column; mostly all of them."""
    bits = _bits(months)
    return (
        f"CASE WHEN {column} & {bits} = {bits} THEN {len(months)} ELSE bit_count(({column} & {bits})::bit(16))::int END"
    )


def _list(months: Iterable[int], text: Callable[[int], str]) -> str:
    return ", ".join(text(m) for m in months)


def _sum(months: Iterable[int], text: Callable[[int], str]) -> str:
    return f"({' + '.join(f'COALESCE({text(m)}, 0)' for m in months)})"


def _jumlah(columns: Sequence[str]) -> str:
    """The sum of what is known; nothing where nothing is."""
    added = " + ".join(f"COALESCE({column}, 0)" for column in columns)
    return columns[0] if len(columns) == 1 else f"CASE WHEN COALESCE({', '.join(columns)}) IS NOT NULL THEN {added} END"


def _last(conditions: Iterable[str], months: Iterable[int], text: Callable[[int], str]) -> str:
    cases = " ".join(f"{condition} {text(m)}" for condition, m in zip(conditions, months, strict=True))
    return f"CASE {cases} END"


def _bawah(bulan: int) -> str:
    return f"k.bulanan[{bulan}]"


def _atas(bulan: int) -> str:
    """The upper bound of a month in which something is due, of a target that has upper bounds."""
    return f"CASE WHEN k.bulanan[{bulan}] IS NOT NULL THEN k.bulanan_atas[{bulan}] END"
