"""Home: first what waits, then the own figure, then the unit's."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.beranda.selectors.beranda import ringkasan_unit
from binawidya.beranda.selectors.tugas import hitungan_of, tugas
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.selectors.periode import bulan_dimulai, bulan_terakhir_ditutup
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.http import SIGNED_IN, act
from kinerja.selectors.skor import ringkasan_pegawai


def _greeting(name: str) -> str:
    hour = timezone.localtime().hour
    if 4 <= hour < 11:
        text = _("Selamat pagi, %(nama)s")
    elif 11 <= hour < 15:
        text = _("Selamat siang, %(nama)s")
    elif 15 <= hour < 19:
        text = _("Selamat sore, %(nama)s")
    else:
        text = _("Selamat malam, %(nama)s")
    return text % {"nama": name}


@act(SIGNED_IN)
def home(request: SignedInRequest) -> HttpResponse:
    """What waits for this person, by all roles held, and the latest closed figures."""
    lingkup = request.user.lingkup
    angka = hitungan_of(request)
    closed = bulan_terakhir_ditutup(bulan_dimulai(request.user))
    context = {
        "salam": _greeting(lingkup.nama.split()[0] if lingkup.nama else request.user.username),
        "hari": format_tanggal(today(), hari=True),
        "tugas": tugas(request.user, angka),
        "angka": angka,
        "pribadi": ringkasan_pegawai(lingkup.pegawai_id, closed) if lingkup.pegawai_id and closed else None,
        "unit": ringkasan_unit(lingkup, closed) if closed else None,
    }
    return render(request, "beranda/home.html", context)
