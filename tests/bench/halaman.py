"""Pages over HTTP, for the visitor to whom each page costs the most or who opens it every day."""

from typing import Final

from django.urls import reverse

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Penugasan
from binawidya.umum.tables import PAGE_SIZE
from tests.bench.daftar import Hasil, Sasaran, ukur
from tests.bench.panggung import Panggung

HALAMAN: Final = Sasaran(median_ms=100, query=15, rss_mb=180)


@ukur("halaman.beranda", sasaran=HALAMAN)
def beranda(panggung: Panggung) -> Hasil:
    """The home of the leader: the whole office below."""
    return panggung.halaman(panggung.kantor.user_pimpinan, reverse("beranda:home"))


@ukur("halaman.beranda_pegawai", sasaran=HALAMAN)
def beranda_pegawai(panggung: Panggung) -> Hasil:
    """The home that most people see."""
    return panggung.halaman(panggung.kantor.user_pegawai, reverse("beranda:home"))


@ukur("halaman.realisasi", sasaran=HALAMAN)
def realisasi(panggung: Panggung) -> Hasil:
    """The own entries of the month."""
    return panggung.halaman(panggung.kantor.user_pegawai, reverse("indikator:realisasi_list"))


@ukur("halaman.verifikasi", sasaran=HALAMAN)
def verifikasi(panggung: Panggung) -> Hasil:
    """What waits for a superior."""
    return panggung.halaman(panggung.kantor.user_atasan, reverse("indikator:verifikasi_list"))


@ukur("halaman.verifikasi_semua", sasaran=HALAMAN)
def verifikasi_semua(panggung: Panggung) -> Hasil:
    """What waits for somebody who may verify everything: the longest queue there can be."""
    kantor = panggung.kantor
    Penugasan.objects.get_or_create(
        user_id=kantor.user_inspektorat,
        peran=Peran.VERIFIKATOR,
        unit_kerja_id=kantor.unit_puncak,
        berlaku_mulai="2020-01-01",
    )
    return panggung.halaman(kantor.user_inspektorat, reverse("indikator:verifikasi_list"))


@ukur("halaman.dasbor_unit", sasaran=HALAMAN)
def dasbor_unit(panggung: Panggung) -> Hasil:
    """The dashboard of the unit at the top."""
    kantor = panggung.kantor
    return panggung.halaman(kantor.user_pimpinan, reverse("beranda:unit_dashboard", args=[kantor.unit_puncak]))


@ukur("halaman.pegawai", sasaran=HALAMAN)
def pegawai(panggung: Panggung) -> Hasil:
    """The first page of all people."""
    return _pegawai(panggung, "")


@ukur("halaman.pegawai_tengah", sasaran=HALAMAN)
def pegawai_tengah(panggung: Panggung) -> Hasil:
    """The page in the middle of all people."""
    return _pegawai(panggung, f"?hal={panggung.kantor.pegawai // PAGE_SIZE // 2}")


@ukur("halaman.pegawai_golongan", sasaran=HALAMAN)
def pegawai_golongan(panggung: Panggung) -> Hasil:
    """All people sorted by pay class."""
    return _pegawai(panggung, "?urut=golongan")


@ukur("halaman.pegawai_cari", sasaran=HALAMAN)
def pegawai_cari(panggung: Panggung) -> Hasil:
    """People by a part of the name, as it is typed."""
    return _pegawai(panggung, "?cari=siti")


def _pegawai(panggung: Panggung, tanya: str) -> Hasil:
    return panggung.halaman(panggung.kantor.user_admin_kepegawaian, reverse("organisasi:pegawai_list") + tanya)


@ukur("halaman.pegawai_status", sasaran=HALAMAN)
def pegawai_status(panggung: Panggung) -> Hasil:
    """All people sorted by status."""
    return _pegawai(panggung, "?urut=status")


@ukur("halaman.unit_daftar", sasaran=HALAMAN)
def unit_daftar(panggung: Panggung) -> Hasil:
    """The tree of units."""
    return panggung.halaman(panggung.kantor.user_admin_kepegawaian, reverse("organisasi:unit_kerja_list"))


@ukur("halaman.unit", sasaran=HALAMAN)
def unit(panggung: Panggung) -> Hasil:
    """The page of the unit at the top."""
    kantor = panggung.kantor
    address = reverse("organisasi:unit_kerja_detail", args=[kantor.unit_puncak])
    return panggung.halaman(kantor.user_admin_kepegawaian, address)
