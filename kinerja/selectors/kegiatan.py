"""Activities with the surveys before and after them, and the picture of the differences."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.numbers import MINUS, format_angka, round_half_up
from kinerja.models import Kegiatan
from kinerja.models.kegiatan import KegiatanQuerySet
from survei.selectors.banding import Banding, Beda, Putusan, banding, results_of

# The picture: a strip 320 wide with zero in the middle; its ends are the smallest of these that holds everything.
TENGAH, SETENGAH = 160, 160
UJUNG: Final = (2, 4, 6, 8, 10, 12, 15, 20, 30, 50, 75)


def kegiatan_found(user: User) -> KegiatanQuerySet:
    """What was done for services within reach, the latest first."""
    return Kegiatan.objects.visible_to(user, "kegiatan.list").select_related("layanan__unit_kerja")


def compared(rows: Sequence[Kegiatan]) -> list[tuple[Kegiatan, Banding]]:
    """Each with its surveys, in two queries for all of them."""
    results = results_of({row.layanan_id for row in rows})
    return [(row, banding(results.get(row.layanan_id, ()), row.mulai, row.selesai, row.unsur)) for row in rows]


def signed(value: Decimal, places: int) -> str:
    """``+1,20``, ``−0,35``, ``0,00``."""
    text = format_angka(value, places)
    return text if value == 0 or text.startswith(MINUS) else f"+{text}"


@dataclass(frozen=True, slots=True)
class Baris:
    """A difference as the page shows it, with its place in the picture.

    :param x: where the difference stands in the strip; ``x1`` and ``x2`` the ends of its interval.
    """

    beda: Beda
    x: str = ""
    x1: str = ""
    x2: str = ""

    @property
    def selisih(self) -> str:
        return signed(self.beda.selisih, self.beda.angka)

    @property
    def selang(self) -> str:
        """``+1,10 sampai +5,30``; empty where it is not known."""
        if self.beda.bawah is None or self.beda.atas is None:
            return ""
        words = _("%(bawah)s sampai %(atas)s")
        return words % {
            "bawah": signed(self.beda.bawah, self.beda.angka), "atas": signed(self.beda.atas, self.beda.angka),
        }  # fmt: skip

    @property
    def kata(self) -> str:
        """Whether it can be chance, in few words."""
        return {
            Putusan.NAIK: _("Naik, sukar disebut kebetulan"),
            Putusan.TURUN: _("Turun, sukar disebut kebetulan"),
            Putusan.KEBETULAN: _("Dapat terjadi karena kebetulan"),
            Putusan.TETAP: _("Sama"),
            None: _("Selangnya tidak tercatat"),
        }[self.beda.putusan]

    @property
    def nada(self) -> str:
        """Tone of the words."""
        tones = {Putusan.NAIK: "nada-positif", Putusan.TURUN: "nada-bahaya"}
        return tones.get(self.beda.putusan, "nada-netral") if self.beda.putusan else "nada-netral"

    @property
    def penjelasan(self) -> str:
        """The same as a sentence or two for somebody who never heard of an interval."""
        if self.beda.putusan is None:
            return ""
        values = {"apa": self.beda.nama, "n": format_angka(abs(self.beda.selisih), self.beda.angka)}
        values["arah"] = _("naik") if self.beda.selisih > 0 else _("turun")
        if self.beda.putusan == Putusan.TETAP:
            return _("%(apa)s tidak berubah.") % values
        if self.beda.putusan == Putusan.KEBETULAN:
            if self.beda.selisih == 0:
                return _("%(apa)s tidak berubah.") % values
            return (
                _(
                    "%(apa)s %(arah)s %(n)s. Selisih ini dapat terjadi karena kebetulan saja: orang yang menjawab "
                    "kedua survei tidak sama, dan selangnya memuat nol. Belum dapat dikatakan bahwa layanannya berubah."
                )
                % values
            )
        return (
            _(
                "%(apa)s %(arah)s %(n)s. Bila layanannya sebenarnya tidak berubah, selisih sebesar ini hanya muncul "
                "paling banyak sekali dalam dua puluh kali survei. Jadi sukar disebut kebetulan."
            )
            % values
        )


@dataclass(frozen=True, slots=True)
class Gambar:
    """The differences below each other on one scale, in points of the IKM.

    :param ujung: what the ends of the strip stand for.
    """

    baris: list[Baris]
    ujung: int


def picture(found: Banding) -> Gambar:
    """The IKM first, then the touched elements."""
    rows = [*([found.ikm] if found.ikm else []), *found.unsur]
    far = [abs(value * row.skala) for row in rows for value in (row.selisih, row.bawah, row.atas) if value is not None]
    end = next((one for one in UJUNG if one >= max(far, default=Decimal(0))), UJUNG[-1])

    def place(value: Decimal | None, row: Beda) -> str:
        return "" if value is None else f"{round_half_up(TENGAH + value * row.skala / end * SETENGAH, 1)}"

    return Gambar(
        [Baris(row, place(row.selisih, row), place(row.bawah, row), place(row.atas, row)) for row in rows], end
    )
