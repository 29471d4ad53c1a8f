"""The curve of a distribution of predikat: a smooth line through five counts, drawn by the server as SVG."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

LEBAR, TINGGI = 320, 120
_TEPI, _DASAR, _PUNCAK = 34, 92, 22
# Style sheets of the page, or explicit colours for documents, which inherit none.
_LAYAR: Final = {"garis": 'class="garis"', "titik": 'class="titik"', "alas": 'class="alas"', "teks": 'class="teks"'}
_CETAK: Final = {
    "garis": 'fill="none" stroke="#1e4e8c" stroke-width="1.6"',
    "titik": 'fill="#1e4e8c"',
    "alas": 'stroke="#75818d" stroke-width="0.8"',
    "teks": 'fill="#16202a" font-family="Inter" text-anchor="middle"',
}


def _n(value: float) -> str:
    return f"{value:.1f}"


def kurva(butir: Sequence[tuple[str, int]], label: str, *, cetak: bool = False) -> SafeString:
    """From the worst predikat at the left to the best at the right; the count stands above each point.

    :param butir: word and count, in that order.
    :param label: the counts in words.
    :param cetak: with explicit colours, for a document.
    """
    look = {name: SafeString(value) for name, value in (_CETAK if cetak else _LAYAR).items()}
    most = max((count for _word, count in butir), default=0) or 1
    step = (LEBAR - 2 * _TEPI) / max(len(butir) - 1, 1)
    points = [
        (_TEPI + step * place, _DASAR - (_DASAR - _PUNCAK) * count / most) for place, (_word, count) in enumerate(butir)
    ]
    bends = [
        f"C{_n(x0 + step / 2)},{_n(y0)} {_n(x1 - step / 2)},{_n(y1)} {_n(x1)},{_n(y1)}"
        for (x0, y0), (x1, y1) in pairwise(points)
    ]
    path = f"M{_n(points[0][0])},{_n(points[0][1])}{''.join(bends)}" if points else ""
    dots = format_html_join(
        "",
        '<circle {} cx="{}" cy="{}" r="2.4"/><text {} x="{}" y="{}" font-size="10">{}</text>'
        '<text {} x="{}" y="{}" font-size="8">{}</text>',
        (
            (look["titik"], _n(x), _n(y), look["teks"], _n(x), _n(y - 6), count, look["teks"], _n(x), _DASAR + 16, word)
            for (x, y), (word, count) in zip(points, butir, strict=True)
        ),
    )
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" class="bw-kurva" viewBox="0 0 {} {}" role="img" aria-label="{}">'
        '<line {} x1="{}" x2="{}" y1="{}" y2="{}"/><path {} d="{}"/>{}</svg>',
        LEBAR, TINGGI, label, look["alas"], 10, LEBAR - 10, _DASAR, _DASAR, look["garis"], path, dots,
    )  # fmt: skip
