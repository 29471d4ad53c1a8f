"""Lists of the organisation as spreadsheets: headings and rows, as the page shows them."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris
from binawidya.organisasi.models import Impor, Pegawai, Penugasan, Periode, User
from binawidya.organisasi.models.pegawai import PegawaiQuerySet
from binawidya.organisasi.nip import mask_nip
from binawidya.organisasi.selectors.akun import BarisAkun, akun_rows
from binawidya.umum.spreadsheet.download import CHUNK
from binawidya.umum.spreadsheet.writer import Column
from binawidya.umum.vocabulary import TANDA

_HARI: Final = 14


def _day(moment: Any) -> Any:
    return timezone.localtime(moment).date() if moment else None


# --- Accounts ----------------------------------------------------------------------------------------------------
def akun_columns() -> list[Column]:
    """Headings of the list of accounts."""
    return [
        Column(_("NIP"), 22),
        Column(_("Nama"), 34),
        Column(_("Unit kerja"), 36),
        Column(_("Jabatan"), 34),
        Column(_("Surel"), 30),
        Column(_("Akun"), 20),
        Column(_("Terakhir masuk"), _HARI),
        Column(_("Undangan berlaku sampai"), _HARI),
    ]


def akun_lines(user: User, people: PegawaiQuerySet) -> Iterator[list[Any]]:
    """Rows of the list of accounts, some thousand people in memory at a time."""
    group: list[Pegawai] = []
    for pegawai in people.iterator(CHUNK):
        group.append(pegawai)
        if len(group) == CHUNK:
            yield from map(_akun_line, akun_rows(user, group))
            group = []
    yield from map(_akun_line, akun_rows(user, group))


def _akun_line(baris: BarisAkun) -> list[Any]:
    pegawai, akun = baris.pegawai, baris.akun
    return [
        pegawai.nip if baris.nip_utuh else mask_nip(pegawai.nip),
        pegawai.nama_lengkap,
        baris.pos.unit_kerja.nama if baris.pos else "",
        baris.pos.nama_jabatan if baris.pos else "",
        akun.surel,
        str(akun.keadaan.label),
        _day(akun.terakhir_masuk),
        _day(akun.undangan_sampai) if akun.menunggu_sandi else None,
    ]


# --- Imports -----------------------------------------------------------------------------------------------------
def impor_columns() -> list[Column]:
    """Headings of the list of imports."""
    return [
        Column(_("Berkas"), 36),
        Column(_("Unit kerja"), 36),
        Column(_("Berlaku mulai"), _HARI),
        Column(_("Diunggah"), _HARI),
        Column(_("Oleh"), 30),
        Column(_("Keadaan"), 22),
        *(Column(str(hasil.label), 10) for hasil in HasilBaris),
    ]


def impor_lines(imports: "QuerySet[Impor]") -> Iterator[list[Any]]:
    """Rows of the list of imports, with the rows of each sheet by outcome."""
    for impor in imports.select_related("unit_kerja", "oleh__pegawai").iterator(CHUNK):
        jumlah = impor.ringkasan.get("jumlah", {})
        yield [
            impor.nama_berkas,
            impor.unit_kerja.nama,
            impor.berlaku_mulai,
            _day(impor.created_at),
            impor.pengunggah,
            impor.get_status_display(),
            *(jumlah.get(hasil.value) for hasil in HasilBaris),
        ]


# --- Roles -------------------------------------------------------------------------------------------------------
def penugasan_columns() -> list[Column]:
    """Headings of the list of granted roles."""
    return [
        Column(_("Nama"), 34),
        Column(_("Peran"), 22),
        Column(_("Unit kerja"), 36),
        Column(_("Mulai"), _HARI),
        Column(_("Sampai"), _HARI),
        Column(_("Keadaan"), 18),
        Column(_("Dasar"), 40),
    ]


def penugasan_lines(roles: "QuerySet[Penugasan]") -> Iterator[list[Any]]:
    """Rows of the list of granted roles."""
    for satu in roles.iterator(CHUNK):
        yield [
            satu.nama_pemegang,
            satu.get_peran_display(),
            satu.unit_kerja.nama,
            satu.berlaku_mulai,
            satu.berlaku_selesai,
            str(TANDA[satu.keadaan].kata),
            satu.dasar,
        ]


# --- Months ------------------------------------------------------------------------------------------------------
def periode_columns() -> list[Column]:
    """Headings of the list of months."""
    return [
        Column(_("Bulan"), 20),
        Column(_("Keadaan"), 18),
        Column(_("Batas pengisian"), _HARI),
        Column(_("Batas verifikasi"), _HARI),
        Column(_("Ditutup"), _HARI),
    ]


def periode_lines(months: "QuerySet[Periode]") -> Iterator[list[Any]]:
    """Rows of the list of months."""
    for periode in months.iterator(CHUNK):
        yield [
            str(periode),
            periode.get_status_display(),
            _day(periode.batas_pengisian),
            _day(periode.batas_verifikasi),
            _day(periode.ditutup_at) if periode.ditutup else None,
        ]
