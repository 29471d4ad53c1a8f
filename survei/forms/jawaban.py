"""Reading a response of the public: plain functions, because hundreds may come in a second."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from survei.enums import KELOMPOK, TEKS_MAKS, AsalJawaban, Demografi
from survei.selectors.bentuk import EN, ID, Bentuk
from survei.services.kiriman import Isi

_ANSWERS: Final = {"1": 1, "2": 2, "3": 3, "4": 4}
PESAN: Final[Mapping[str, Mapping[str, object]]] = {
    ID: {
        "kosong": _("Pertanyaan ini belum dijawab. Pilih satu jawaban."),
        "asing": _("Jawaban ini tidak ada dalam pilihan. Pilih satu dari empat jawaban."),
        "panjang": _("Tulisan ini terlalu panjang. Paling banyak 1.000 huruf."),
        "kelompok": _("Pilihan ini tidak dikenal. Pilih satu, atau kosongkan."),
    },
    EN: {
        "kosong": "This question is not answered yet. Choose one answer.",
        "asing": "This answer is not one of the choices. Choose one of the four answers.",
        "panjang": "This text is too long. At most 1,000 letters.",
        "kelompok": "This choice is not known. Choose one, or leave it empty.",
    },
}


@dataclass(slots=True)
class Terbaca:
    """What came with a form, as far as it could be read, and what is wrong with it by field."""

    nilai: dict[str, int] = field(default_factory=dict)
    kelompok: dict[str, str] = field(default_factory=dict)
    teks: list[str] = field(default_factory=list)
    salah: dict[str, object] = field(default_factory=dict)

    def isi(self, bentuk: Bentuk, asal: AsalJawaban, *, lonjakan: bool = False) -> Isi:
        """The response, in the order of the elements."""
        return Isi([self.nilai[one.slug] for one in bentuk.soal[ID]], self.kelompok, self.teks, asal, lonjakan)


def clean_text(text: str) -> str:
    """The text without what no database takes, and without space around it."""
    kept = "".join(letter for letter in text if letter in "\n\t" or (letter.isprintable()))
    return kept.strip()


def read_answers(bentuk: Bentuk, data: QueryDict, bahasa: str) -> Terbaca:
    """Read a posted form. Nothing is guessed: an element without an answer is missing, a fifth answer is none."""
    read, words = Terbaca(), PESAN[bahasa]
    for soal in bentuk.soal[ID]:
        given = data.get(f"u-{soal.slug}", "")
        if given in _ANSWERS:
            read.nilai[soal.slug] = _ANSWERS[given]
        else:
            read.salah[f"u-{soal.slug}"] = words["asing" if given else "kosong"]
    for nama in bentuk.demografi:
        given = data.get(f"d-{nama}", "")
        if given and given not in KELOMPOK[Demografi(nama)].values:
            read.salah[f"d-{nama}"] = words["kelompok"]
        elif given:
            read.kelompok[nama] = given
    for place in range(len(bentuk.bebas) + 1):
        text = clean_text(data.get(f"t-{place}", "")[: 20 * TEKS_MAKS])
        if len(text) > TEKS_MAKS:
            read.salah[f"t-{place}"] = words["panjang"]
        read.teks.append(text)
    return read
