"""Forms that came on paper, typed into a grid or sent as a spreadsheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any, Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from survei.enums import KELOMPOK, TEKS_MAKS, AsalJawaban, Demografi
from survei.forms.jawaban import clean_text
from survei.selectors.bentuk import ID, Bentuk
from survei.services.kiriman import Isi

BARIS: Final = 15
SUFFIXES: Final = (".xlsx", ".xls", ".ods", ".csv")
# What one upload may hold; a larger pile is sent in parts.
PALING_BANYAK: Final = 20_000
MAKS_BYTE: Final = 5_000_000
SALAH_TERTULIS: Final = 20


class ImporJawabanForm(forms.Form):
    """A spreadsheet of answers."""

    berkas = forms.FileField(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("Satu baris satu responden; kolom bernama unsur, isinya 1 sampai 4."),
        widget=forms.FileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={"required": gettext_lazy("Pilih berkas lebih dulu.")},
        max_length=200,
    )

    def clean_berkas(self) -> "UploadedFile[bytes]":
        berkas: UploadedFile[bytes] = self.cleaned_data["berkas"]
        if PurePosixPath(berkas.name or "").suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(_("Jenis berkas ini tidak diterima. Simpan sebagai XLSX atau CSV."))
        if (berkas.size or 0) > MAKS_BYTE:
            raise forms.ValidationError(_("Berkas ini lebih dari 5 MB. Pecah menjadi beberapa berkas."))
        return berkas


@dataclass(slots=True)
class Lembar:
    """What a grid or a sheet holds, and what is wrong in it."""

    isi: list[Isi] = field(default_factory=list)
    salah: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class BarisKertas:
    """A row of the grid with what was typed."""

    nomor: int
    nilai: list[tuple[str, str, str, bool]]
    kelompok: list[tuple[str, str, list[tuple[str, str]], str]]
    teks: list[tuple[str, str, str]]
    terisi: bool


def text_labels(bentuk: Bentuk) -> list[str]:
    """The suggestion box and the free questions, in the order in which a response keeps them."""
    return [_("Saran"), *bentuk.bebas]


def grid_rows(bentuk: Bentuk, data: QueryDict | None = None) -> list[BarisKertas]:
    """Fifteen rows, empty or as they were typed."""
    typed = data if data is not None else QueryDict()
    rows = []
    for nomor in range(1, BARIS + 1):
        kelompok = [
            (f"{nomor}-{nama}", label, pilihan, typed.get(f"{nomor}-{nama}", ""))
            for nama, label, pilihan in bentuk.kelompok(ID)
        ]
        teks = [
            (f"{nomor}-t{place}", label, clean_text(typed.get(f"{nomor}-t{place}", "")))
            for place, label in enumerate(text_labels(bentuk))
        ]
        given = {one.slug: typed.get(f"{nomor}-{one.slug}", "").strip()[:5] for one in bentuk.soal[ID]}
        used = any(given.values()) or any(row[-1] for row in [*kelompok, *teks])
        nilai = [
            (f"{nomor}-{one.slug}", one.nama, given[one.slug], used and given[one.slug] not in {"1", "2", "3", "4"})
            for one in bentuk.soal[ID]
        ]
        rows.append(BarisKertas(nomor, nilai, kelompok, teks, used))
    return rows


def read_grid(bentuk: Bentuk, data: QueryDict) -> Lembar:
    """The rows in which something was typed."""
    lembar = Lembar()
    for row in grid_rows(bentuk, data):
        if row.terisi:
            values = {slug.partition("-")[2]: text for slug, _label, text, _wrong in row.nilai}
            groups = {nama.partition("-")[2]: chosen for nama, _label, _choices, chosen in row.kelompok}
            texts = [text for _name, _label, text in row.teks]
            _take(lembar, bentuk, row.nomor, values, groups, texts, AsalJawaban.KERTAS)
    if not lembar.isi and not lembar.salah:
        lembar.salah.append(_("Belum ada yang diisi."))
    return lembar


def _take(
    lembar: Lembar,
    bentuk: Bentuk,
    nomor: int,
    values: Mapping[str, str],
    groups: Mapping[str, str],
    texts: Sequence[str],
    asal: AsalJawaban,
) -> None:
    wrong = [one.nama for one in bentuk.soal[ID] if values.get(one.slug, "") not in {"1", "2", "3", "4"}]
    if wrong:
        text = _("Baris %(n)d: isi %(unsur)s dengan 1 sampai 4.")
        lembar.salah.append(text % {"n": nomor, "unsur": ", ".join(wrong)})
        return
    unknown = [nama for nama, chosen in groups.items() if chosen and chosen not in KELOMPOK[Demografi(nama)].values]
    if unknown:
        names = ", ".join(str(Demografi(nama).label).lower() for nama in unknown)
        lembar.salah.append(_("Baris %(n)d: %(nama)s tidak dikenal.") % {"n": nomor, "nama": names})
        return
    if any(len(one) > TEKS_MAKS for one in texts):
        text = _("Baris %(n)d: satu tulisan paling panjang 1.000 huruf.")
        lembar.salah.append(text % {"n": nomor})
        return
    chosen = {nama: value for nama, value in groups.items() if value}
    lembar.isi.append(Isi([int(values[one.slug]) for one in bentuk.soal[ID]], chosen, [*texts], asal))


# --- a spreadsheet ------------------------------------------------------------------------------------------------
def _plain(text: Any) -> str:
    return "".join(letter for letter in str(text or "").lower() if letter.isalnum())


def _columns(bentuk: Bentuk, heading: Sequence[Any]) -> tuple[dict[str, int], dict[str, int], list[int | None]]:
    """Where each element, each demographic and each text stands."""
    titles = [_plain(cell) for cell in heading]
    elements: dict[str, int] = {}
    for place, one in enumerate(bentuk.soal[ID], start=1):
        names = {_plain(one.slug), _plain(one.nama), f"u{place}"}
        found = next((column for column, title in enumerate(titles) if title in names), None)
        if found is not None:
            elements[one.slug] = found
    groups = {
        nama: titles.index(_plain(label)) for nama, label, _choices in bentuk.kelompok(ID) if _plain(label) in titles
    }
    texts = [titles.index(_plain(label)) if _plain(label) in titles else None for label in text_labels(bentuk)]
    return elements, groups, texts


def _group_key(nama: str, cell: Any) -> str:
    """The stored value for a word; an unknown word comes back as it is and is refused later."""
    text = _plain(cell)
    for key, label in KELOMPOK[Demografi(nama)].choices:
        if text in {_plain(key), _plain(label)}:
            return str(key)
    return str(cell or "").strip()


def read_sheet(bentuk: Bentuk, rows: Sequence[tuple[int, Sequence[Any]]]) -> Lembar:
    """Answers of a sheet whose first row names the columns.

    :param rows: number in the sheet and cells.
    """
    lembar = Lembar()
    if not rows:
        lembar.salah.append(_("Lembar ini kosong."))
        return lembar
    elements, groups, texts = _columns(bentuk, rows[0][1])
    missing = [one.nama for one in bentuk.soal[ID] if one.slug not in elements]
    if missing:
        lembar.salah.append(_("Baris pertama belum memuat kolom: %(nama)s.") % {"nama": ", ".join(missing)})
        return lembar
    for nomor, cells in rows[1:]:

        def cell(place: int, cells: Sequence[Any] = cells) -> Any:
            return cells[place] if place < len(cells) else ""

        values = {slug: _answer(cell(place)) for slug, place in elements.items()}
        written = [clean_text(str(cell(place) or "")) if place is not None else "" for place in texts]
        if not any(values.values()) and not any(written):
            continue
        found = {nama: _group_key(nama, cell(place)) for nama, place in groups.items()}
        _take(lembar, bentuk, nomor, values, found, written, AsalJawaban.IMPOR)
    if not lembar.isi and not lembar.salah:
        lembar.salah.append(_("Lembar ini tidak memuat jawaban."))
    return lembar


def _answer(cell: Any) -> str:
    """``3`` from 3, 3.0 and the text "3"."""
    text = str(cell if cell is not None else "").strip()
    return text.removesuffix(".0")
