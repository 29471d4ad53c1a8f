"""Entries and people in the sentences of a refusal."""

from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.dates import format_tanggal, format_waktu
from binawidya.umum.numbers import format_angka
from indikator.enums import StatusRealisasi
from indikator.models import Realisasi
from indikator.services.isian import Isian


def sebut_orang(user: User | None) -> str:
    """Name of whoever holds a login."""
    if user is None:
        return _("Seseorang")
    pegawai = getattr(user, "pegawai", None)
    return pegawai.nama if pegawai else user.username


def sebut_isian(entry: Realisasi | Isian) -> str:
    """The value of an entry, or its two numbers."""
    if entry.nilai is not None:
        return format_angka(entry.nilai)
    return _("%(a)s dari %(b)s") % {"a": format_angka(entry.pembilang or 0), "b": format_angka(entry.penyebut or 0)}


def sudah_jalan(saved: Realisasi) -> str:
    """Why an entry cannot be changed any more."""
    if saved.status == StatusRealisasi.DISETUJUI:
        return _("Realisasi ini sudah disetujui. Bila keliru, ajukan koreksi.")
    return _("Realisasi ini sedang menunggu verifikasi. Tarik kembali dulu, atau tunggu hasilnya.")


def bentrok(saved: Realisasi, isian: Isian) -> str:
    """Who changed the entry meanwhile, and both values."""
    names = {"siapa": sebut_orang(saved.diisi_oleh), "waktu": format_waktu(saved.diisi_at)}
    theirs, mine = sebut_isian(saved), sebut_isian(isian)
    return _("%(siapa)s mengubah isian ini pada %(waktu)s menjadi %(lain)s. Pakai %(lain)s atau tetap %(ini)s?") % {
        **names,
        "lain": theirs,
        "ini": mine,
    }


def sudah_diputuskan(fresh: Realisasi) -> str:
    """What became of an entry that somebody else was faster with."""
    if fresh.menunggu:
        return _("Isian ini berubah sejak halaman dibuka. Periksa lagi angkanya.")
    if fresh.diverifikasi_at is None or fresh.status == StatusRealisasi.TERSIMPAN:
        return _("Realisasi ini ditarik kembali oleh pengisinya.")
    names = {
        "siapa": sebut_orang(fresh.diverifikasi_oleh),
        "keadaan": str(StatusRealisasi(fresh.status).label).lower(),
        "tanggal": format_tanggal(fresh.diverifikasi_at),
    }
    return _("Realisasi ini sudah %(keadaan)s oleh %(siapa)s pada %(tanggal)s.") % names
