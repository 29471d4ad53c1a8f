"""Small charts drawn by the server: a bar, a sparkline, twelve columns.

Colours are classes of the style sheet, so a chart follows the theme without script. Numbers in SVG always carry a
decimal point, whatever the language.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

Angka = Decimal | int | float | None
BILAH_PENUH: Final = 120
_LEBAR, _TINGGI, _TEPI = 96, 28, 4


def _n(value: float) -> str:
    """A coordinate: one digit, decimal point."""
    text = f"{value:.1f}"
    return "0.0" if text == "-0.0" else text


def _role(label: str) -> SafeString:
    return format_html('role="img" aria-label="{}"', label) if label else SafeString('aria-hidden="true"')


def bilah(capaian: Angka, slot: str = "", label: str = "") -> SafeString:
    """A bar from 0 to 120 with an upright mark at 100; nothing for an unknown capaian.

    :param slot: ``k1`` to ``k5``, the colour of the bar.
    :param label: the finding in words; without it the bar is decoration beside a figure.
    """
    if capaian is None:
        return SafeString("")
    width = min(max(float(capaian), 0.0), float(BILAH_PENUH))
    return format_html(
        '<svg class="bw-bilah {}" viewBox="0 0 120 8" preserveAspectRatio="none" {}>'
        '<rect class="dasar" width="120" height="8" rx="2"/><rect class="isi" width="{}" height="8" rx="2"/>'
        '<rect class="batas" x="99.4" y="-1" width="1.2" height="10"/></svg>',
        slot or "nada-info",
        _role(label),
        _n(width),
    )


def spark(values: Sequence[Angka], target: Angka = None, label: str = "", css: str = "") -> SafeString:
    """A line through the known values with a dot at the last; a month without value leaves a gap.

    :param target: drawn dashed.
    :param css: ``bw-tren`` for the large one.
    """
    lebar, tinggi = (192, 48) if "bw-tren" in css.split() else (_LEBAR, _TINGGI)
    known = [float(value) for value in values if value is not None]
    if not known:
        return SafeString("")
    bounds = known if target is None else [*known, float(target)]
    low, span = min(bounds), max(bounds) - min(bounds)

    def y(value: float) -> float:
        return tinggi / 2 if span == 0 else tinggi - _TEPI - (value - low) / span * (tinggi - 2 * _TEPI)

    step = (lebar - 2 * _TEPI) / max(len(values) - 1, 1)
    points = [None if value is None else (_TEPI + step * place, y(float(value))) for place, value in enumerate(values)]
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    lines = format_html_join(
        "",
        '<polyline class="garis" points="{}"/>',
        ((" ".join(f"{_n(x)},{_n(y)}" for x, y in run),) for run in runs if len(run) > 1),
    )
    last = [point for point in points if point][-1]
    alone = [run[0] for run in runs if len(run) == 1 and run[0] != last]
    dots = format_html_join(
        "", '<circle class="titik" cx="{}" cy="{}" r="{}"/>', ((_n(x), _n(y), "1.75") for x, y in alone)
    )
    dashed = SafeString("")
    if target is not None:
        height = _n(y(float(target)))
        dashed = format_html('<line class="sasaran" x1="0" x2="{}" y1="{}" y2="{}"/>', lebar, height, height)
    return format_html(
        '<svg class="bw-spark {}" viewBox="0 0 {} {}" {}>{}{}{}<circle class="titik" cx="{}" cy="{}" r="2.75"/></svg>',
        css, lebar, tinggi, _role(label), dashed, lines, dots, _n(last[0]), _n(last[1]),
    )  # fmt: skip


def riwayat(
    values: Sequence[Angka],
    names: Sequence[str],
    target: Angka = None,
    *,
    odd: Sequence[int] = (),
    figure: str = "",
    target_text: str = "",
    label: str = "",
) -> SafeString:
    """Columns side by side, the last one being the month in question; the odd ones stand out.

    :param names: one short name a column; its first letter is shown.
    :param odd: places of columns that need a look.
    :param figure: the value of the last column as text above it.
    :param target_text: words at the dashed line.
    """
    known = [float(value) for value in values if value is not None]
    if not known:
        return SafeString("")
    floor, top, slot = 165.0, 25.0, 28
    width = slot * len(values) + 4
    highest = max([0.0, *known, 0.0 if target is None else float(target)]) or 1.0

    def height(value: float) -> float:
        return max(value, 0.0) / highest * (floor - top)

    columns = []
    for place, value in enumerate(values):
        left = 6 + slot * place
        tall = 0.0 if value is None else max(height(float(value)), 1.0)
        kind = "aneh" if place in odd else "kini" if place == len(values) - 1 else ""
        columns.append((kind, left, _n(floor - tall), _n(tall), left + 10, names[place][:1]))
    bars = format_html_join(
        "",
        '<rect class="batang {}" x="{}" y="{}" width="20" height="{}" rx="2"/>'
        '<text x="{}" y="182" text-anchor="middle">{}</text>',
        columns,
    )
    dashed = SafeString("")
    if target is not None:
        at = floor - height(float(target))
        dashed = format_html(
            '<line class="sasaran" x1="0" x2="{}" y1="{}" y2="{}"/><text x="0" y="{}">{}</text>',
            width, _n(at), _n(at), _n(max(at - 6, 12)), target_text,
        )  # fmt: skip
    above = SafeString("")
    if figure and values[-1] is not None:
        at = floor - height(float(values[-1]))
        above = format_html(
            '<text x="{}" y="{}" text-anchor="end" class="tegas">{}</text>', width, _n(max(at - 7, 12)), figure
        )
    return format_html(
        '<svg class="bw-spark bw-riwayat" viewBox="0 0 {} 190" {}>{}{}{}</svg>',
        width, _role(label), bars, dashed, above,
    )  # fmt: skip


def ramalan(
    values: Sequence[Angka],
    names: Sequence[str],
    forecast: tuple[Angka, Angka, Angka],
    target: Angka = None,
    *,
    target_text: str = "",
    label: str = "",
) -> SafeString:
    """The months so far as a line, and from the last known one a fan to the end of the year.

    :param values: one for each month of the year; nothing for months without a figure.
    :param names: one short name a month; its first letter is shown.
    :param forecast: expected, lowest and highest figure of the last month.
    """
    known = [(place, float(value)) for place, value in enumerate(values) if value is not None]
    if not known:
        return SafeString("")
    middle, low, high = (float(value or 0) for value in forecast)
    floor, top, left, step = 160.0, 22.0, 14.0, 30
    bounds = [low, high, middle, *(value for _place, value in known), *([] if target is None else [float(target)])]
    least, span = min(bounds), (max(bounds) - min(bounds)) or 1.0
    width = left * 2 + step * (len(values) - 1)

    def point(place: int, value: float) -> str:
        return f"{_n(left + step * place)},{_n(floor - (value - least) / span * (floor - top))}"

    start, end = known[-1], len(values) - 1
    fan = " ".join([point(*start), point(end, high), point(end, low)])
    line = " ".join(point(*one) for one in known)
    letters = format_html_join(
        "",
        '<text x="{}" y="182" text-anchor="middle">{}</text>',
        ((_n(left + step * place), name[:1]) for place, name in enumerate(names)),
    )
    dashed = SafeString("")
    if target is not None:
        at = point(0, float(target)).partition(",")[2]
        dashed = format_html(
            '<line class="sasaran" x1="0" x2="{}" y1="{}" y2="{}"/><text x="0" y="{}">{}</text>',
            width, at, at, _n(max(float(at) - 6, 12)), target_text,
        )  # fmt: skip
    last_x, last_y = point(*start).split(",")
    return format_html(
        '<svg class="bw-spark bw-riwayat" viewBox="0 0 {} 190" {}><polygon class="kipas" points="{}"/>{}'
        '<polyline class="garis" points="{}"/><polyline class="garis putus" points="{} {}"/>'
        '<circle class="titik" cx="{}" cy="{}" r="3"/>{}</svg>',
        width, _role(label), fan, dashed, line, point(*start), point(end, middle), last_x, last_y, letters,
    )  # fmt: skip
