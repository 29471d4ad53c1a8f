"""Tables of the satisfaction survey."""

from survei.models.dokumentasi import Dokumentasi
from survei.models.hasil import HasilSurvei
from survei.models.jawaban import Jawaban, Kiriman, Lonjakan, Saran, Token
from survei.models.layanan import Layanan
from survei.models.survei import Survei, Unsur
from survei.models.tindak_lanjut import TindakLanjut

__all__ = [
    "Dokumentasi",
    "HasilSurvei",
    "Jawaban",
    "Kiriman",
    "Layanan",
    "Lonjakan",
    "Saran",
    "Survei",
    "TindakLanjut",
    "Token",
    "Unsur",
]
