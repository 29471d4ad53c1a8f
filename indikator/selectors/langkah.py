"""The computation of one figure, step by step: each a fraction with its numbers, and its result."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, F, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka
from indikator.enums import Agregasi, Polarisasi, TidakDilaporkan
from indikator.models import Capaian
from indikator.scoring import STABIL_LUTUT


@dataclass(frozen=True, slots=True)
class Langkah:
    """One step of the computation: a fraction with its numbers, what follows it, and the result."""

    judul: str
    atas: Decimal | None = None
    bawah: Decimal | None = None
    kali: Decimal | None = None
    sebelum: Decimal | None = None
    kurang: Decimal | None = None
    hasil: Decimal | None = None
    persen: bool = True
    desimal: int | None = 2
    catatan: str = ""


def langkah(capaian: Capaian) -> Iterator[Langkah]:
    """The computation of one figure, step by step, with its numbers."""
    indikator = capaian.target.indikator
    if capaian.realisasi is None:
        return
    if indikator.agregasi == Agregasi.RASIO:
        yield Langkah(
            _("Realisasi = jumlah pembilang ÷ jumlah penyebut"),
            atas=capaian.pembilang,
            bawah=capaian.penyebut,
            kali=indikator.pengali,
            hasil=capaian.realisasi,
            persen=indikator.pengali == 100,
        )
    else:
        names = {
            Agregasi.JUMLAH: _("Realisasi = jumlah bulan-bulan"),
            Agregasi.RATA_RATA: _("Realisasi = rata-rata bulan-bulan"),
            Agregasi.POSISI_AKHIR: _("Realisasi = posisi bulan terakhir yang dilaporkan"),
            Agregasi.TERTINGGI: _("Realisasi = nilai tertinggi"),
            Agregasi.TERENDAH: _("Realisasi = nilai terendah"),
        }
        name = names[Agregasi(indikator.agregasi)]
        # A mean may have any number of digits; everything else has those that were entered.
        places = 2 if indikator.agregasi == Agregasi.RATA_RATA else None
        yield Langkah(name, hasil=capaian.realisasi, persen=False, desimal=places)
    if capaian.capaian_mentah is not None:
        yield _langkah_capaian(capaian)
    if capaian.capaian is not None and capaian.capaian != capaian.capaian_mentah:
        kebijakan = capaian.kebijakan
        note = _("Capaian dihitung paling tinggi %(atas)s %% dan paling rendah %(bawah)s %%.")
        yield Langkah(
            _("Capaian dibatasi"),
            hasil=capaian.capaian,
            catatan=note % {"atas": _plain(kebijakan.batas_atas), "bawah": _plain(kebijakan.batas_bawah)},
        )
    yield from _langkah_poin(capaian)


def _plain(value: Decimal | None) -> str:
    return "–" if value is None else f"{value.normalize():f}"


def _langkah_capaian(capaian: Capaian) -> Langkah:
    indikator, target = capaian.target.indikator, capaian.target
    catatan = ""
    if capaian.bulan_dilaporkan < capaian.bulan_bertarget:
        catatan = _("%(ada)d dari %(semua)d laporan masuk.") % {
            "ada": capaian.bulan_dilaporkan,
            "semua": capaian.bulan_bertarget,
        }
        if capaian.kebijakan.tidak_dilaporkan == TidakDilaporkan.NOL:
            catatan = f"{catatan} {_('Bulan yang ditutup tanpa laporan dihitung capaian 0.')}"
        else:
            catatan = f"{catatan} {_('Bulan yang ditutup tanpa laporan tidak ikut dihitung.')}"
    if target.target_atas is not None or indikator.polarisasi in {Polarisasi.RENTANG, Polarisasi.STABIL}:
        judul = {
            Polarisasi.STABIL: _("Capaian menurut kedekatan dengan target"),
        }.get(Polarisasi(indikator.polarisasi), _("Capaian terhadap rentang target"))
        catatan = f"{_cara(capaian)} {catatan}".strip()
        return Langkah(
            judul, atas=capaian.realisasi, bawah=capaian.target_kumulatif, hasil=capaian.capaian_mentah, catatan=catatan
        )
    if indikator.polarisasi == Polarisasi.MINIMUM:
        return Langkah(
            _("Capaian = (2 × target − realisasi) ÷ target (makin kecil makin baik)"),
            sebelum=Decimal(2),
            kurang=capaian.realisasi,
            bawah=capaian.target_kumulatif,
            kali=Decimal(100),
            hasil=capaian.capaian_mentah,
            catatan=catatan,
        )
    return Langkah(
        _("Capaian = realisasi ÷ target (makin besar makin baik)"),
        atas=capaian.realisasi,
        bawah=capaian.target_kumulatif,
        kali=Decimal(100),
        hasil=capaian.capaian_mentah,
        catatan=catatan,
    )


def _cara(capaian: Capaian) -> str:
    """What follows the fraction where the target is a range, or a point to keep to."""
    if capaian.target.indikator.polarisasi != Polarisasi.STABIL:
        return _("Di dalam rentang dihitung 100; di bawahnya terhadap batas bawah, di atasnya terhadap batas atas.")
    if not capaian.target_kumulatif or capaian.realisasi is None:
        return ""
    ratio = capaian.realisasi / capaian.target_kumulatif * 100
    near = ratio if ratio <= 100 else 200 - ratio
    numbers = {"a": format_angka(ratio, 2), "b": format_angka(near, 2)}
    if near >= STABIL_LUTUT:
        return _("Perbandingannya %(a)s, kedekatannya %(b)s. Dari 90 ke atas: 100 + 2 × (%(b)s − 90).") % numbers
    return _("Perbandingannya %(a)s, kedekatannya %(b)s. Di bawah 90: %(b)s × 100 ÷ 90.") % numbers


def _langkah_poin(capaian: Capaian) -> Iterator[Langkah]:
    # Weights by validity and controllability are shown with the whole score, where all factors stand together.
    if capaian.capaian is None or capaian.kebijakan.bobot_mutu:
        return
    here = Q(target__unit_kerja=capaian.target.unit_kerja_id)
    totals = _milik_sama(capaian).aggregate(
        bobot=Sum("target__bobot", filter=here),
        poin=Sum(F("capaian") * F("target__bobot"), filter=here),
        jabatan=Count("target__unit_kerja", distinct=True),
    )
    if not totals["bobot"]:
        return
    note = _("Nilai seluruhnya %(nilai)s.") if totals["jabatan"] == 1 else _("Nilai jabatan ini %(nilai)s.")
    bobot = capaian.target.bobot
    yield Langkah(
        _("Poin = capaian × bobot ÷ jumlah bobot yang sudah diukur"),
        sebelum=capaian.capaian,
        atas=bobot,
        bawah=totals["bobot"],
        hasil=capaian.capaian * bobot / totals["bobot"],
        persen=False,
        catatan=note % {"nilai": f"{totals['poin'] / totals['bobot']:.2f}".replace(".", ",")},
    )


def _milik_sama(capaian: Capaian) -> QuerySet[Capaian]:
    target = capaian.target
    owner = (
        Q(target__pegawai=target.pegawai_id)
        if target.pegawai_id
        else Q(target__pegawai=None, target__unit_kerja=target.unit_kerja_id)
    )
    return Capaian.objects.filter(owner, periode=capaian.periode, capaian__isnull=False)
