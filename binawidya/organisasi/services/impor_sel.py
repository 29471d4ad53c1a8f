"""How a cell of each column of a roster is read: text, choices, dates, numbers, each with a sentence when it cannot."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import lru_cache
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import (
    GOLONGAN_PPPK,
    PANGKAT,
    JenisJabatan,
    JenisPegawai,
    Pendidikan,
    StatusPegawai,
)
from binawidya.organisasi.services.impor_kolom import MENURUT_KUNCI
from binawidya.organisasi.services.impor_polos import (
    CLEAN,
    EMPTY,
    plain_email,
    plain_nama,
    plain_nik,
    plain_telepon,
)
from binawidya.umum.dates import format_tanggal
from binawidya.umum.spreadsheet.cells import Cell, CellError, CellUnreadable, Formula, parse_tanggal, text_of


class SelDitolak(Exception):
    """A cell that refuses its row. The message is a whole sentence."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def read_text(kunci: str, cell: Cell) -> str:
    """Text of a cell; a dash is empty."""
    kolom = MENURUT_KUNCI[kunci]
    if type(cell) is str and len(cell) <= kolom.terbanyak and CLEAN.fullmatch(cell):
        return "" if cell in EMPTY else cell
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
    if text in EMPTY:
        return ""
    if len(text) > kolom.terbanyak:
        message = _("%(kolom)s terlalu panjang: %(n)d huruf, paling banyak %(m)d.")
        raise SelDitolak(message % {"kolom": kolom.judul, "n": len(text), "m": kolom.terbanyak})
    return text


def read_nama(cell: Cell) -> str:
    """A person's name: at least one letter, no number."""
    if type(cell) is str and plain_nama(cell):
        return cell
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
        "p": JenisPegawai.PNS,
        "c": JenisPegawai.CPNS,
        "calon pns": JenisPegawai.CPNS,
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
        "masa persiapan pensiun": StatusPegawai.AKTIF,
        "mpp": StatusPegawai.AKTIF,
        "izin belajar": StatusPegawai.AKTIF,
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
_PENDIDIKAN: Final = _choices(
    Pendidikan,
    {
        "sekolah dasar": Pendidikan.SD,
        "sltp": Pendidikan.SMP,
        "sltp kejuruan": Pendidikan.SMP,
        "mts": Pendidikan.SMP,
        "slta": Pendidikan.SMA,
        "slta kejuruan": Pendidikan.SMA,
        "slta keguruan": Pendidikan.SMA,
        "slta sederajat": Pendidikan.SMA,
        "sma sederajat": Pendidikan.SMA,
        "sma smk": Pendidikan.SMA,
        "smk": Pendidikan.SMA,
        "smu": Pendidikan.SMA,
        "ma": Pendidikan.SMA,
        "sarjana": Pendidikan.S1,
        "magister": Pendidikan.S2,
        "doktor": Pendidikan.S3,
        "ners": Pendidikan.PROFESI,
        "diploma iii sarjana muda": Pendidikan.D3,
    },
)
# "S-1 Ilmu Pemerintahan", "D.III Kebidanan", "Diploma IV": the level stands in front.
_JENJANG = re.compile(r"(?:(s) ?([123])|(?:d|diploma) ?(iv|iii|ii|i|[1-4]))(?= |$)")
_DIPLOMA: Final = {"i": "d1", "ii": "d2", "iii": "d3", "iv": "d4"}
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


def read_email(cell: Cell) -> str:
    """An address in small letters."""
    if type(cell) is str and plain_email(cell):
        return cell
    text = read_text("email", cell)
    if not text:
        return ""
    try:
        validate_email(text)
    except ValidationError:
        raise SelDitolak(_("Surel “%(teks)s” tidak lengkap. Contoh: nama@contoh.go.id.") % {"teks": text}) from None
    return text.casefold()


def read_jenis_pegawai(text: str) -> str:
    """Also what begins with the kind, as in ``PNS Daerah Kota``."""
    first = _key(text).partition(" ")[0]
    if _key(text) not in _JENIS_PEGAWAI and first in {"pns", "cpns"}:
        return first
    return _jenis_pegawai(text)


def read_pendidikan(text: str) -> str:
    """``S-1``, ``Sarjana``, ``SLTA Kejuruan``, ``D.III Kebidanan``."""
    key = _key(text)
    if key in _PENDIDIKAN:
        return _PENDIDIKAN[key]
    if found := _JENJANG.match(key):
        if found[1]:
            return f"s{found[2]}"
        return _DIPLOMA.get(found[3], f"d{found[3]}")
    return _pendidikan(text)


@lru_cache(maxsize=10_000)
def split_pendidikan(text: str) -> tuple[str, str]:
    """Level and subject where both stand in one column, as ``S-1 Akuntansi`` or ``SMA``; no level if none is named."""
    key = _key(text)
    if key in _PENDIDIKAN:
        return _PENDIDIKAN[key], ""
    found = _JENJANG.match(key)
    level = read_pendidikan(text) if found else ""
    behind = re.sub(r"^\S+\s*", "", text) if found else text
    return level, behind


def read_tanggal(kunci: str) -> Callable[[str], date]:
    """A reader of dates that names its column."""

    def read(text: str) -> date:
        try:
            found = parse_tanggal(text)
        except CellUnreadable as error:
            raise SelDitolak(f"{MENURUT_KUNCI[kunci].judul}: {error}") from None
        if not 1945 <= found.year <= 2100:
            message = _("%(kolom)s %(tanggal)s tidak wajar.")
            raise SelDitolak(message % {"kolom": MENURUT_KUNCI[kunci].judul, "tanggal": format_tanggal(found)})
        return found

    return read


def read_tanggal_teks(kunci: str) -> Callable[[str], str]:
    """A reader of dates that gives ``2026-12-01``."""
    read = read_tanggal(kunci)
    return lambda text: read(text).isoformat()


def read_tahun_lulus(text: str) -> str:
    """A year; of a whole date its year."""
    year = text.removesuffix(".0")
    if not re.fullmatch("[0-9]{4}", year):
        try:
            year = str(parse_tanggal(text).year)
        except CellUnreadable:
            year = ""
    if not year or not 1950 <= int(year) <= 2100:
        raise SelDitolak(_("Tahun lulus “%(teks)s” bukan tahun. Tulis seperti 2012.") % {"teks": text})
    return year


def read_nik(cell: Cell) -> str:
    """16 digits, with or without spaces; a number has already lost its last digits."""
    if type(cell) is str and plain_nik(cell):
        return cell
    text = read_nip_text("nik", cell)
    digits = re.sub(r"[\s.'`’\-]", "", text)
    if digits and not re.fullmatch("[0-9]{16}", digits):
        raise SelDitolak(_("NIK “%(teks)s” bukan 16 angka.") % {"teks": text})
    return digits


_SEVERAL = re.compile(r"\s*(?:[/,;]|\b(?:atau|dan)\b)\s*")


def read_telepon(cell: Cell) -> str:
    """The first telephone number; the zero that a spreadsheet dropped in front is put back."""
    if type(cell) is str:
        if plain_telepon(cell):
            return cell
        cell = cell.strip().lstrip("'`")
    elif type(cell) is int:
        cell = f"0{cell}" if str(cell)[:1] == "8" else str(cell)
    # A plus would be taken for a formula.
    abroad = type(cell) is str and cell[:1] == "+"
    text = read_text("telepon", str(cell)[1:] if abroad else cell)
    if not text:
        return ""
    plain = re.sub(r"[\s.()\-]", "", _SEVERAL.split(text)[0])
    if not re.fullmatch(r"[0-9]{6,15}", plain):
        raise SelDitolak(_("Telepon “%(teks)s” tidak terbaca. Tulis seperti 081234567890.") % {"teks": text})
    return f"+{plain}" if abroad else plain


_BIRTH_DATE_BEHIND = re.compile(r"\s*[,/;]\s*[0-9].*")


def read_tempat_lahir(text: str) -> str:
    """The place alone where the date stands behind it."""
    return _BIRTH_DATE_BEHIND.sub("", text)


_jenis_pegawai = _one_of("jenis_pegawai", _JENIS_PEGAWAI, JenisPegawai)
_pendidikan = _one_of("pendidikan", _PENDIDIKAN, Pendidikan)
# Columns in which a text means the same in every row; an empty one is not read, except for leading a unit.
PEMBACA: Final[Mapping[str, Callable[[str], Any]]] = {
    "jenis_pegawai": read_jenis_pegawai,
    "status": _one_of("status", _STATUS, StatusPegawai),
    "jenis_jabatan": _one_of("jenis_jabatan", _JENIS_JABATAN, JenisJabatan),
    "golongan": read_golongan,
    "memimpin": read_memimpin,
    "tmt_jabatan": read_tanggal("tmt_jabatan"),
    "tmt_golongan": read_tanggal_teks("tmt_golongan"),
    "pendidikan": read_pendidikan,
    "tahun_lulus": read_tahun_lulus,
    "tempat_lahir": read_tempat_lahir,
}
# Columns in which nearly every row says something else.
PEMBACA_SENDIRI: Final[Mapping[str, Callable[[Cell], str]]] = {
    "email": read_email,
    "nik": read_nik,
    "telepon": read_telepon,
}
# What people read of a stored value, in previews and exports.
LABEL: Final[Mapping[str, Any]] = {
    "jenis_pegawai": {member.value: member.label for member in JenisPegawai},
    "status": {member.value: member.label for member in StatusPegawai},
    "jenis_jabatan": {member.value: member.label for member in JenisJabatan},
    "pendidikan": {member.value: member.label for member in Pendidikan},
    "memimpin": {True: gettext_lazy("Ya"), False: gettext_lazy("Tidak")},
}
