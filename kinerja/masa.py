"""Which stretch of time an evaluation is about: a month, a quarter or a year."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.utils.translation import gettext as _

from binawidya.umum.dates import nama_bulan
from kinerja.enums import EVALUASI_SETAHUN, JenisEvaluasi

ROMAWI: Final = ("I", "II", "III", "IV")
_HURUF: Final = {JenisEvaluasi.BULANAN: "b", JenisEvaluasi.TRIWULANAN: "t", JenisEvaluasi.TAHUNAN: ""}


@dataclass(frozen=True, slots=True, order=True)
class Masa:
    """One of them. ``ke`` counts within the year, from 1."""

    tahun: int
    jenis: JenisEvaluasi
    ke: int

    @property
    def jumlah_bulan(self) -> int:
        return 12 // EVALUASI_SETAHUN[self.jenis]

    @property
    def bulan_terakhir(self) -> int:
        return self.ke * self.jumlah_bulan

    @property
    def bulan_pertama(self) -> int:
        return self.bulan_terakhir - self.jumlah_bulan + 1

    @property
    def mulai(self) -> date:
        return date(self.tahun, self.bulan_pertama, 1)

    @property
    def selesai(self) -> date:
        """Its last day: the date in question for posts and superiors."""
        following = date(self.tahun + self.bulan_terakhir // 12, self.bulan_terakhir % 12 + 1, 1)
        return following - timedelta(days=1)

    @property
    def slug(self) -> str:
        """``2026-t3``, ``2026-b10`` or ``2026`` for addresses."""
        letter = _HURUF[self.jenis]
        return f"{self.tahun}-{letter}{self.ke}" if letter else str(self.tahun)

    @property
    def nama(self) -> str:
        """``triwulan III 2026``, ``Oktober 2026``, ``tahun 2026`` for running text."""
        if self.jenis == JenisEvaluasi.BULANAN:
            return f"{nama_bulan(self.ke)} {self.tahun}"
        if self.jenis == JenisEvaluasi.TRIWULANAN:
            return _("triwulan %(ke)s %(tahun)s") % {"ke": ROMAWI[self.ke - 1], "tahun": self.tahun}
        return _("tahun %(tahun)s") % {"tahun": self.tahun}

    @property
    def rentang(self) -> str:
        """``1 Juli–30 September 2026``, ``1–31 Oktober 2026``, as documents write it."""
        end = f"{self.selesai.day} {nama_bulan(self.bulan_terakhir)} {self.tahun}"
        if self.bulan_pertama == self.bulan_terakhir:
            return f"1–{end}"
        return f"1 {nama_bulan(self.bulan_pertama)}–{end}"

    def __str__(self) -> str:
        return self.nama[0].upper() + self.nama[1:]


def read_masa(text: str) -> Masa:
    """From the text of an address.

    :raises ValueError: for a text that names none.
    """
    year, _dash, rest = text.partition("-")
    letters = {letter: jenis for jenis, letter in _HURUF.items()}
    if rest[:1] not in letters:
        raise ValueError(text)
    jenis = letters[rest[:1]]
    masa = Masa(int(year), jenis, int(rest[1:] or 1))
    if masa.slug != text or not 2000 <= masa.tahun <= 2200 or not 1 <= masa.ke <= EVALUASI_SETAHUN[jenis]:
        raise ValueError(text)
    return masa


class MasaConverter:
    """For addresses."""

    regex = "[0-9]{4}(?:-[bt][0-9]{1,2})?"

    def to_python(self, value: str) -> Masa:
        return read_masa(value)

    def to_url(self, value: "Masa | str") -> str:
        return value if isinstance(value, str) else value.slug
