"""The words of a state, each with its tone and icon: one list, so that a word is used for one thing only.

Keys are stored values (lower case, underscores). Colour only supports the word; the icon and the word carry it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Tanda:
    """How one state is shown: the word, the class of its colour, the icon."""

    kata: Any
    nada: str
    ikon: str


_POSITIF, _PERHATIAN, _BAHAYA = "nada-positif", "nada-perhatian", "nada-bahaya"
_INFO, _NETRAL = "nada-info", "nada-netral"

TANDA: Final[Mapping[str, Tanda]] = {
    # Capaian: the five places of colour; the year's policy may give another word
    "k5": Tanda(_("Sangat tinggi"), "k5", ikon="tingkat-5"),
    "k4": Tanda(_("Tinggi"), "k4", ikon="tingkat-4"),
    "k3": Tanda(_("Sedang"), "k3", ikon="tingkat-3"),
    "k2": Tanda(_("Rendah"), "k2", ikon="tingkat-2"),
    "k1": Tanda(_("Sangat rendah"), "k1", ikon="tingkat-1"),
    "belum_diketahui": Tanda(_("Belum diketahui"), _NETRAL, ikon="circle-dashed"),
    "tidak_terdefinisi": Tanda(_("Tidak terdefinisi"), _NETRAL, ikon="circle-minus"),
    "belum_diukur": Tanda(_("Belum diukur"), _NETRAL, ikon="calendar-days"),
    # Realisasi
    "belum_diisi": Tanda(_("Belum diisi"), _NETRAL, ikon="circle-dashed"),
    "belum_tersimpan": Tanda(_("Belum tersimpan"), _BAHAYA, ikon="circle-alert"),
    "tanpa_bukti": Tanda(_("Bukti wajib belum ada"), _BAHAYA, ikon="paperclip"),
    "tersimpan": Tanda(_("Tersimpan"), _INFO, ikon="cloud-check"),
    "diajukan": Tanda(_("Diajukan"), _INFO, ikon="send"),
    "diperiksa": Tanda(_("Diperiksa, menunggu atasan"), _INFO, ikon="clipboard-check"),
    "menunggu_pindai": Tanda(_("Menunggu pemindaian"), _PERHATIAN, ikon="hourglass"),
    "tertahan": Tanda(_("Ditahan pemindai"), _BAHAYA, ikon="octagon-alert"),
    "menunggu_koreksi": Tanda(_("Koreksi menunggu verifikasi"), _PERHATIAN, ikon="hourglass"),
    "dikoreksi": Tanda(_("Dikoreksi"), _INFO, ikon="history"),
    "disetujui": Tanda(_("Disetujui"), _POSITIF, ikon="circle-check"),
    "perlu_diperiksa": Tanda(_("Perlu diperiksa"), _PERHATIAN, ikon="triangle-alert"),
    "terlambat": Tanda(_("Terlambat"), _PERHATIAN, ikon="clock-alert"),
    "dikembalikan": Tanda(_("Dikembalikan"), _BAHAYA, ikon="undo-2"),
    "tidak_dilaporkan": Tanda(_("Tidak dilaporkan"), _BAHAYA, ikon="circle-minus"),
    "terkunci": Tanda(_("Terkunci"), _NETRAL, ikon="lock"),
    "dari_survei": Tanda(_("Dari survei"), _NETRAL, ikon="link"),
    "turunan": Tanda(_("Dari target turunan"), _NETRAL, ikon="network"),
    "draf": Tanda(_("Draf"), _NETRAL, ikon="pencil-line"),
    # Predikat of a person and of an organisation
    "istimewa": Tanda(_("Istimewa"), _POSITIF, ikon="award"),
    "sangat_baik": Tanda(_("Sangat Baik"), _POSITIF, ikon="chevrons-up"),
    "baik": Tanda(_("Baik"), _POSITIF, ikon="check"),
    "butuh_perbaikan": Tanda(_("Butuh Perbaikan"), _PERHATIAN, ikon="wrench"),
    "kurang": Tanda(_("Kurang"), _BAHAYA, ikon="triangle-alert"),
    "sangat_kurang": Tanda(_("Sangat Kurang"), _BAHAYA, ikon="octagon-alert"),
    # Evaluation, objections and agreed actions
    "ditetapkan": Tanda(_("Ditetapkan"), _INFO, ikon="award"),
    "diterima": Tanda(_("Diterima pegawai"), _POSITIF, ikon="circle-check"),
    "keberatan": Tanda(_("Keberatan diperiksa"), _PERHATIAN, ikon="scale"),
    "diputus": Tanda(_("Keberatan diputus"), _NETRAL, ikon="gavel"),
    "menunggu_putusan": Tanda(_("Menunggu putusan"), _PERHATIAN, ikon="scale"),
    "hasil_tetap": Tanda(_("Hasil tetap"), _NETRAL, ikon="minus"),
    "hasil_diubah": Tanda(_("Hasil diubah"), _INFO, ikon="history"),
    "ditarik": Tanda(_("Ditarik kembali"), _NETRAL, ikon="undo-2"),
    "belum_lengkap": Tanda(_("Belum lengkap"), _NETRAL, ikon="circle-dashed"),
    "belum": Tanda(_("Belum dimulai"), _NETRAL, ikon="circle-dashed"),
    "batal": Tanda(_("Tidak jadi"), _NETRAL, ikon="ban"),
    # Perkiraan
    "tercapai": Tanda(_("Diperkirakan tercapai"), _POSITIF, ikon="trending-up"),
    "belum_pasti": Tanda(_("Belum pasti"), _PERHATIAN, ikon="minus"),
    "tidak_tercapai": Tanda(_("Diperkirakan tidak tercapai"), _BAHAYA, ikon="trending-down"),
    # Periode
    "belum_dibuka": Tanda(_("Belum dibuka"), _NETRAL, ikon="calendar-days"),
    "dibuka": Tanda(_("Dibuka"), _INFO, ikon="pencil-line"),
    "verifikasi": Tanda(_("Verifikasi"), _INFO, ikon="clipboard-check"),
    "ditutup": Tanda(_("Ditutup"), _NETRAL, ikon="lock"),
    "dipublikasikan": Tanda(_("Dipublikasikan"), _POSITIF, ikon="circle-check"),
    "dibuka_kembali": Tanda(_("Dibuka kembali"), _PERHATIAN, ikon="history"),
    # Rows of an import, and the import itself
    "baru": Tanda(_("Baru"), _POSITIF, ikon="plus"),
    "berubah": Tanda(_("Berubah"), _INFO, ikon="pencil-line"),
    "tetap": Tanda(_("Tetap"), _NETRAL, ikon="minus"),
    "ditolak": Tanda(_("Ditolak"), _BAHAYA, ikon="circle-x"),
    "dibaca": Tanda(_("Sedang dibaca"), _INFO, ikon="loader-circle"),
    "siap": Tanda(_("Menunggu persetujuan"), _PERHATIAN, ikon="hourglass"),
    "diterapkan": Tanda(_("Sedang diterapkan"), _INFO, ikon="loader-circle"),
    "dibatalkan": Tanda(_("Dibatalkan"), _NETRAL, ikon="ban"),
    "petakan": Tanda(_("Menunggu pemetaan kolom"), _PERHATIAN, ikon="columns-3"),
    "mengurungkan": Tanda(_("Sedang diurungkan"), _INFO, ikon="loader-circle"),
    "diurungkan": Tanda(_("Diurungkan"), _NETRAL, ikon="undo-2"),
    # Long work and its result; name the thing with ``label`` where "Selesai" says too little
    "menunggu": Tanda(_("Menunggu pekerja"), _NETRAL, ikon="clock"),
    "berjalan": Tanda(_("Sedang dihitung"), _INFO, ikon="loader-circle"),
    "diminta": Tanda(_("Sedang dibuat"), _INFO, ikon="loader-circle"),
    "selesai": Tanda(_("Selesai"), _POSITIF, ikon="circle-check"),
    "gagal": Tanda(_("Gagal"), _BAHAYA, ikon="circle-x"),
    # Accounts; "aktif" stands below
    "tanpa_akun": Tanda(_("Tanpa akun"), _NETRAL, ikon="circle-dashed"),
    "belum_diundang": Tanda(_("Belum diundang"), _NETRAL, ikon="mail-x"),
    "diundang": Tanda(_("Diundang"), _INFO, ikon="mail"),
    "kedaluwarsa": Tanda(_("Undangan kedaluwarsa"), _PERHATIAN, ikon="clock-alert"),
    "nonaktif": Tanda(_("Nonaktif"), _NETRAL, ikon="lock"),
    # People
    "aktif": Tanda(_("Aktif"), _NETRAL, ikon="user-check"),
    "cuti": Tanda(_("Cuti di luar tanggungan negara"), _PERHATIAN, ikon="user-minus"),
    "tubel": Tanda(_("Tugas belajar"), _INFO, ikon="graduation-cap"),
    "pensiun": Tanda(_("Pensiun"), _NETRAL, ikon="user-x"),
    "keluar": Tanda(_("Berhenti atau pindah instansi"), _NETRAL, ikon="user-x"),
    # Roles and posts by date
    "berlaku": Tanda(_("Berlaku"), _POSITIF, ikon="circle-check"),
    "akan_berlaku": Tanda(_("Akan berlaku"), _INFO, ikon="calendar-days"),
    "berakhir": Tanda(_("Berakhir"), _NETRAL, ikon="circle-minus"),
    "dicabut": Tanda(_("Dicabut sebelum berlaku"), _NETRAL, ikon="ban"),
}

# Mutu pelayanan (PermenPANRB 14/2017): the letter stands in a square of this slot.
MUTU: Final[Mapping[str, tuple[str, Any]]] = {
    "A": ("k5", _("Sangat Baik")),
    "B": ("k4", _("Baik")),
    "C": ("k3", _("Kurang Baik")),
    "D": ("k1", _("Tidak Baik")),
}

# What a cell shows instead of a figure. Unknown is not zero.
PENGGANTI: Final[Mapping[str, tuple[str, Any]]] = {
    "belum_diukur": ("–", _("belum diukur")),
    "belum_diketahui": ("…", _("belum lengkap")),
    "tidak_dilaporkan": ("×", _("tidak dilaporkan")),
    "tidak_terdefinisi": ("–", _("tidak terdefinisi")),
}

# Django's levels of messages.
NADA_PESAN: Final[Mapping[str, str]] = {
    "debug": _NETRAL,
    "info": _INFO,
    "success": _POSITIF,
    "warning": _PERHATIAN,
    "error": _BAHAYA,
}
IKON_NADA: Final[Mapping[str, str]] = {
    _POSITIF: "circle-check",
    _PERHATIAN: "triangle-alert",
    _BAHAYA: "circle-alert",
    _INFO: "info",
    _NETRAL: "info",
}
# What is told to people, by what it is about.
IKON_KABAR: Final[Mapping[str, str]] = {
    "pengingat": "clock-alert",
    "realisasi": "pencil-line",
    "verifikasi": "clipboard-check",
    "periode": "calendar-days",
    "rencana": "target",
    "evaluasi": "award",
    "survei": "message-square",
    "dokumen": "file-text",
    "kepegawaian": "users",
    "sistem": "info",
}
# Icons that are named in code only.
IKON_URUT: Final[Mapping[str, str]] = {"ascending": "arrow-up", "descending": "arrow-down"}
IKON_KOSONG: Final = ("inbox",)
