"""The columns of a roster: what they may be called, and how a cell of each is read.

Headings of SIASN and SIMPEG downloads are recognised, in any order; the rest of a sheet is ignored.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import GOLONGAN_PPPK, PANGKAT, JenisJabatan, JenisPegawai, StatusPegawai
from binawidya.umum.spreadsheet.cells import (
    Cell,
    CellError,
    CellUnreadable,
    Formula,
    parse_tanggal,
    text_of,
)
from binawidya.umum.spreadsheet.reader import Row

HEADER_WITHIN: Final = 20  # rows of title above the headings


@dataclass(frozen=True, slots=True)
class Kolom:
    """One column: ``judul`` is its heading in files made here, ``alias`` what else it is called elsewhere."""

    kunci: str
    judul: str
    alias: tuple[str, ...] = ()
    lebar: int = 16
    terbanyak: int = 200


KOLOM: Final = (
    Kolom("nip", "NIP", ("nip baru", "nip pegawai", "nomor induk pegawai", "nip nippppk", "ni pppk"), 22, 60),
    Kolom("nama", "Nama", ("nama pegawai", "nama lengkap", "nama pns", "nama asn"), 30, 150),
    Kolom("gelar_depan", "Gelar depan", ("gelar dpn", "glr depan", "glr dpn"), 14, 50),
    Kolom("gelar_belakang", "Gelar belakang", ("gelar blk", "glr belakang", "glr blk"), 18, 80),
    Kolom(
        "jenis_pegawai",
        "Jenis pegawai",
        ("jenis pegawai nama", "jenis asn", "jenis kepegawaian", "status kepegawaian", "status cpns pns", "status asn"),
        18,
    ),
    Kolom(
        "status",
        "Status",
        ("status pegawai", "kedudukan hukum nama", "kedudukan hukum", "kedudukan pegawai", "kedudukan"),
        14,
    ),
    Kolom(
        "golongan",
        "Golongan",
        (
            "gol ruang", "golongan ruang", "gol akhir nama", "golongan akhir", "gol akhir", "golru", "gol",
            "pangkat golongan", "pangkat gol ruang", "pangkat golongan ruang", "pangkat gol", "pangkat",
        ),
        12,
    ),
    Kolom("kode_unit", "Kode unit", ("kode unit kerja", "kode unor"), 16, 30),
    Kolom(
        "unit_kerja",
        "Unit kerja",
        ("nama unit kerja", "unor nama", "nama unor", "unor", "unit organisasi", "nama unit", "unit"),
        36,
    ),
    Kolom("unor_induk", "Unit induk", ("unor induk nama", "unor induk", "unit kerja induk", "induk"), 30),
    Kolom("jabatan", "Jabatan", ("jabatan nama", "nama jabatan"), 36),
    Kolom("jenis_jabatan", "Jenis jabatan", ("jenis jabatan nama", "kelompok jabatan"), 18),
    Kolom("memimpin", "Memimpin unit", ("memimpin", "kepala unit", "pimpinan unit"), 16),
    Kolom("nip_atasan", "NIP atasan", ("nip atasan langsung", "atasan nip", "nip pejabat penilai"), 22, 60),
    Kolom("tmt_jabatan", "TMT jabatan", ("tmt jab", "tanggal tmt jabatan"), 14),
    Kolom("email", "Surel", ("email", "e mail", "alamat email", "alamat surel", "email dinas", "email gov"), 30, 254),
)  # fmt: skip
MENURUT_KUNCI: Final[Mapping[str, Kolom]] = {kolom.kunci: kolom for kolom in KOLOM}
WAJIB: Final = ("nip", "nama", "unit_kerja", "jabatan")


class KolomTidakLengkap(Exception):
    """The sheet has no usable heading. The message names what is missing and what was found."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True, slots=True)
class Kepala:
    """The heading that was found: where each column is, and which headings nobody asked for."""

    nomor: int
    letak: Mapping[str, int]
    diabaikan: tuple[str, ...]

    def cells(self, row: Row) -> "dict[str, Cell]":
        """The cells of a row by column; a cell that the row is too short for is empty."""
        cells, width = row.sel, len(row.sel)
        return {key: cells[index] if index < width else None for key, index in self.letak.items()}


def _words(cell: Cell) -> str:
    if type(cell) is not str:
        return ""
    return " ".join(re.sub(r"[^a-z0-9]+", " ", cell.casefold()).split())


_RANKS: Final[Mapping[str, tuple[str, int]]] = {
    name: (kolom.kunci, rank) for kolom in KOLOM for rank, name in enumerate((_words(kolom.judul), *kolom.alias))
}


def _locate(cells: Sequence[Cell]) -> tuple[dict[str, int], list[str], list[str]]:
    """Where the columns are in a row of headings, which headings are unknown, and which stand there twice."""
    best: dict[str, tuple[int, int]] = {}
    unknown: list[str] = []
    twice: list[str] = []
    for index, cell in enumerate(cells):
        found = _RANKS.get(_words(cell))
        if found is None:
            if type(cell) is str:
                unknown.append(cell.strip())
            continue
        key, rank = found
        if key in best and best[key][0] == rank:
            twice.append(str(cell).strip())
        if key not in best or rank < best[key][0]:
            if key in best:
                unknown.append(str(cells[best[key][1]]).strip())
            best[key] = (rank, index)
        elif best[key][0] != rank:
            unknown.append(str(cell).strip())
    return {key: index for key, (_rank, index) in best.items()}, unknown, twice


def find_header(rows: Sequence[Row]) -> Kepala:
    """The row that names the most columns, among the first rows of a sheet.

    :raises KolomTidakLengkap: a required column is missing or stands there twice.
    """
    candidates = [(row, _locate(row.sel)) for row in rows[:HEADER_WITHIN]]
    row, (places, unknown, twice) = max(candidates, key=lambda item: len(item[1][0]))
    if twice:
        raise KolomTidakLengkap(_("Kolom %(nama)s ada dua kali. Hapus salah satunya.") % {"nama": twice[0]})
    missing = [MENURUT_KUNCI[key].judul for key in WAJIB if key not in places]
    if "kode_unit" in places and MENURUT_KUNCI["unit_kerja"].judul in missing:
        missing.remove(MENURUT_KUNCI["unit_kerja"].judul)
    if missing:
        found = [str(row.sel[index]).strip() for index in sorted(places.values())] or unknown
        message = _("Kolom %(hilang)s tidak ada.") % {"hilang": _listed(missing)}
        if found:
            seen = ", ".join(found[:12])
            message += " " + _("Yang terbaca: %(kolom)s. Tambahkan judul kolomnya, lalu unggah lagi.") % {"kolom": seen}
        raise KolomTidakLengkap(message)
    return Kepala(row.nomor, places, tuple(unknown))


def _listed(names: Sequence[str]) -> str:
    """``A``, ``A dan B``, ``A, B, dan C``."""
    if len(names) < 3:
        return _(" dan ").join(names)
    return _("%(awal)s, dan %(akhir)s") % {"awal": ", ".join(names[:-1]), "akhir": names[-1]}


_NUMBERING = re.compile(r"\(?[0-9]{1,2}\)?")


def is_numbering(row: Row) -> bool:
    """The row ``(1) (2) (3)`` that official tables have below their headings."""
    cells = [cell for cell in row.sel if cell is not None]
    return len(cells) > 2 and all(
        (type(cell) is int and 0 < cell < 100) or (type(cell) is str and _NUMBERING.fullmatch(cell.strip()))
        for cell in cells
    )


# --- Cells ------------------------------------------------------------------------------------------------------
class SelDitolak(Exception):
    """A cell that refuses its row. The message is a whole sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


_EMPTY: Final = frozenset({"", "-", "–", "—", "null", "NULL", "n/a", "N/A"})


def read_text(kunci: str, cell: Cell) -> str:
    """Text of a cell; a dash is empty."""
    kolom = MENURUT_KUNCI[kunci]
    if isinstance(cell, Formula):
        raise SelDitolak(_("Kolom %(kolom)s berisi rumus. Tempel sebagai nilai.") % {"kolom": kolom.judul})
    if isinstance(cell, CellError):
        raise SelDitolak(_("Kolom %(kolom)s berisi galat rumus. Isi dengan nilainya.") % {"kolom": kolom.judul})
    try:
        text = text_of(cell)
    except CellUnreadable as error:
        if isinstance(cell, str) and cell.strip()[:1] in "=+@＝＋＠":
            raise SelDitolak(
                _("Kolom %(kolom)s berisi rumus. Tempel sebagai nilai.") % {"kolom": kolom.judul}
            ) from None
        raise SelDitolak(f"{kolom.judul}: {error}") from None
    if text in _EMPTY:
        return ""
    if len(text) > kolom.terbanyak:
        message = _("%(kolom)s terlalu panjang: %(n)d huruf, paling banyak %(m)d.")
        raise SelDitolak(message % {"kolom": kolom.judul, "n": len(text), "m": kolom.terbanyak})
    return text


def read_nama(cell: Cell) -> str:
    """A person's name: at least one letter, no number."""
    text = read_text("nama", cell)
    if not text:
        raise SelDitolak(_("Nama kosong."))
    if not isinstance(cell, str) or not any(letter.isalpha() for letter in text):
        raise SelDitolak(_("Nama harus berupa huruf."))
    return text


def read_nip_text(kunci: str, cell: Cell) -> str:
    """The text of an NIP; a number has already lost its last digits."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        raise SelDitolak(
            _(
                "%(kolom)s berubah menjadi bilangan. "
                "Ubah kolom %(kolom)s menjadi teks di lembar kerja, lalu unggah lagi."
            )
            % {"kolom": MENURUT_KUNCI[kunci].judul}
        )
    return read_text(kunci, cell)


def _key(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


def _choices(enum: Any, extra: Mapping[str, Any]) -> dict[str, str]:
    found = {_key(str(member.label)): str(member.value) for member in enum}
    found |= {_key(str(member.value)): str(member.value) for member in enum}
    return found | {_key(name): str(value.value) for name, value in extra.items()}


_JENIS_PEGAWAI: Final = _choices(
    JenisPegawai,
    {
        "p3k": JenisPegawai.PPPK,
        "pegawai negeri sipil": JenisPegawai.PNS,
        "pegawai pemerintah dengan perjanjian kerja": JenisPegawai.PPPK,
        "pppk penuh waktu": JenisPegawai.PPPK,
        "pppk pw": JenisPegawai.PPPK_PARUH_WAKTU,
        "p3k paruh waktu": JenisPegawai.PPPK_PARUH_WAKTU,
    },
)
_STATUS: Final = _choices(
    StatusPegawai,
    {
        "cltn": StatusPegawai.CUTI,
        "cuti": StatusPegawai.CUTI,
        "pns aktif": StatusPegawai.AKTIF,
        "cpns aktif": StatusPegawai.AKTIF,
        "pppk aktif": StatusPegawai.AKTIF,
        "bekerja": StatusPegawai.AKTIF,
        "tugas belajar": StatusPegawai.TUGAS_BELAJAR,
        "keluar": StatusPegawai.KELUAR,
        "berhenti": StatusPegawai.KELUAR,
        "pindah": StatusPegawai.KELUAR,
        "pindah instansi": StatusPegawai.KELUAR,
        "meninggal": StatusPegawai.KELUAR,
        "meninggal dunia": StatusPegawai.KELUAR,
    },
)
_JENIS_JABATAN: Final = _choices(
    JenisJabatan,
    {
        "jabatan pimpinan tinggi pratama": JenisJabatan.JPT,
        "jpt pratama": JenisJabatan.JPT,
        "jpt madya": JenisJabatan.JPT,
        "jabatan administrator": JenisJabatan.ADMINISTRATOR,
        "jabatan pengawas": JenisJabatan.PENGAWAS,
        "jabatan pelaksana": JenisJabatan.PELAKSANA,
        "jabatan fungsional": JenisJabatan.FUNGSIONAL,
        "jabatan fungsional tertentu": JenisJabatan.FUNGSIONAL,
        "jft": JenisJabatan.FUNGSIONAL,
        "jf": JenisJabatan.FUNGSIONAL,
        "jabatan fungsional umum": JenisJabatan.PELAKSANA,
        "jfu": JenisJabatan.PELAKSANA,
    },
)
_YA: Final = {"ya": True, "y": True, "x": True, "v": True, "1": True, "true": True, "benar": True, "✓": True}
_TIDAK: Final = {"": False, "tidak": False, "t": False, "0": False, "false": False, "salah": False}
_PNS = re.compile(r"(I{1,3}|IV)[/.\s]?([A-E])", re.IGNORECASE)
_IN_BRACKETS = re.compile(r".*[(\[]([^()\[\]]+)[)\]]\s*")
_PANGKAT: Final = {nama.casefold(): golongan for golongan, nama in PANGKAT.items()}


def _one_of(kunci: str, found: Mapping[str, str], examples: Iterable[Any]) -> Callable[[str], str]:
    def read(text: str) -> str:
        try:
            return found[_key(text)]
        except KeyError:
            known = ", ".join(str(example.label) for example in examples)
            raise SelDitolak(
                _("%(kolom)s “%(teks)s” tidak dikenal. Isi salah satu: %(pilihan)s.")
                % {"kolom": MENURUT_KUNCI[kunci].judul, "teks": text, "pilihan": known}
            ) from None

    return read


def read_memimpin(text: str) -> bool:
    key = text.casefold()
    if key in _YA:
        return True
    if key in _TIDAK:
        return False
    raise SelDitolak(_("Memimpin unit “%(teks)s” tidak dikenal. Isi Ya atau Tidak.") % {"teks": text})


def read_golongan(text: str) -> str:
    """``III/a``, ``IIIa``, ``Penata Muda (III/a)``, ``Penata Muda``, ``IX`` or ``9``."""
    inner = _IN_BRACKETS.fullmatch(text)
    for part in (inner[1].strip() if inner else text, text.rpartition(" - ")[2].strip()):
        if found := _PNS.fullmatch(part):
            golongan = f"{found[1].upper()}/{found[2].lower()}"
            if golongan in PANGKAT:
                return golongan
        if part.upper() in GOLONGAN_PPPK:
            return part.upper()
        if part.isascii() and part.isdigit() and 1 <= int(part) <= len(GOLONGAN_PPPK):
            return GOLONGAN_PPPK[int(part) - 1]
        if part.casefold() in _PANGKAT:
            return _PANGKAT[part.casefold()]
    raise SelDitolak(
        _("Golongan “%(teks)s” tidak ada. Tulis seperti III/a untuk PNS atau IX untuk PPPK.") % {"teks": text}
    )


_PLAIN_EMAIL = re.compile(r"[a-z0-9_%+-]+(?:\.[a-z0-9_%+-]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,10}")


def read_email(text: str) -> str:
    if _PLAIN_EMAIL.fullmatch(text):
        return text
    try:
        validate_email(text)
    except ValidationError:
        raise SelDitolak(_("Surel “%(teks)s” tidak lengkap. Contoh: nama@contoh.go.id.") % {"teks": text}) from None
    return text.casefold()


def read_tmt(text: str) -> date:
    try:
        return parse_tanggal(text)
    except CellUnreadable as error:
        raise SelDitolak(f"{MENURUT_KUNCI['tmt_jabatan'].judul}: {error}") from None


PEMBACA: Final[Mapping[str, Callable[[str], Any]]] = {
    "jenis_pegawai": _one_of("jenis_pegawai", _JENIS_PEGAWAI, JenisPegawai),
    "status": _one_of("status", _STATUS, StatusPegawai),
    "jenis_jabatan": _one_of("jenis_jabatan", _JENIS_JABATAN, JenisJabatan),
    "golongan": read_golongan,
    "memimpin": read_memimpin,
    "tmt_jabatan": read_tmt,
    "email": read_email,
}
# What people read of a stored value, in previews and exports.
LABEL: Final[Mapping[str, Any]] = {
    "jenis_pegawai": {member.value: member.label for member in JenisPegawai},
    "status": {member.value: member.label for member in StatusPegawai},
    "jenis_jabatan": {member.value: member.label for member in JenisJabatan},
    "memimpin": {True: gettext_lazy("Ya"), False: gettext_lazy("Tidak")},
}
