"""A name as lists write it, taken apart: titles in front, the name, titles behind the comma."""

import re
from typing import Final

# Titles that stand in front of a name with a point. A single letter other than these is an initial and stays.
_DEPAN: Final = re.compile(
    r"(?:(?:prof|dr|drg|drh|drs|dra|ir|ns|apt|bdn|kh|hj|h)\.(?:\s*(?:h\.\s*c\.))?\s*)+(?=[^\W\d_])", re.IGNORECASE
)
TERPANJANG_DEPAN: Final = 50
TERPANJANG_BELAKANG: Final = 80


def split_gelar(teks: str) -> tuple[str, str, str]:
    """``Drs. H. Zulkifli Nasution, M.Si.`` as ``("Drs. H.", "Zulkifli Nasution", "M.Si.")``.

    What cannot be such a title stays part of the name: too long, or nothing of a name would be left.
    """
    nama, _comma, belakang = (part.strip() for part in teks.partition(","))
    if not nama or len(belakang) > TERPANJANG_BELAKANG:
        nama, belakang = teks.strip(), ""
    found = _DEPAN.match(nama)
    if found is None or found.end() > TERPANJANG_DEPAN:
        return "", nama, belakang
    return found[0].strip(), nama[found.end() :], belakang
