"""What a value is compared with before somebody is asked whether it is right."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode
from binawidya.umum.numbers import format_angka
from indikator.enums import JenisPeringatan
from indikator.kewajaran import Perbandingan, Peringatan, Titik, periksa
from indikator.models import Indikator, Realisasi, TargetIndikator
from indikator.selectors.riwayat import nilai_bulan

# Two years back are enough to know what is usual.
TAHUN_KE_BELAKANG = 2


def peringatan_isian(
    target: TargetIndikator, periode: Periode, entry: Realisasi, riwayat: Sequence[Realisasi] | None = None
) -> list[Peringatan]:
    """What looks odd about an entry that is about to be saved. Two queries, one when the past is at hand.

    :param entry: with its new numbers; need not be stored.
    :param riwayat: earlier entries of the same indicator and owner with their targets.
    """
    value = nilai_bulan(target, entry)
    if value is None:
        return []
    indikator = target.indikator
    best = indikator.pengali if indikator.adalah_rasio and not indikator.rasio_boleh_lebih else None
    return periksa(
        Perbandingan(
            nilai=value,
            tahun=periode.tahun,
            target=target.target_bulan(periode.bulan),
            agregasi=indikator.agregasi,
            polarisasi=indikator.polarisasi,
            riwayat=_titik(target, past_entries(target, periode) if riwayat is None else riwayat, periode),
            puncak=best,
            bulat=not indikator.desimal and not indikator.adalah_rasio,
            sama_rekan=_same_as_colleague(target, periode, entry),
        )
    )


def past_entries(target: TargetIndikator, periode: Periode) -> list[Realisasi]:
    """Earlier entries of the same indicator and owner, this year's and those of the two years before, oldest first."""
    rows = (
        Realisasi.objects.filter(
            target__indikator=target.indikator_id,
            target__unit_kerja=target.unit_kerja_id,
            target__pegawai=target.pegawai_id,
            periode__tahun__gte=periode.tahun - TAHUN_KE_BELAKANG,
        )
        .select_related("periode", "target")
        .order_by("periode__tahun", "periode__bulan", "pk")
    )
    here = (periode.tahun, periode.bulan)
    return [row for row in rows if (row.periode.tahun, row.periode.bulan) < here]


def _titik(target: TargetIndikator, entries: Sequence[Realisasi], periode: Periode) -> list[Titik]:
    found = []
    for entry in entries:
        tahun, bulan = entry.periode.tahun, entry.periode.bulan
        value = nilai_bulan(target, entry)
        if value is not None and (tahun, bulan) < (periode.tahun, periode.bulan):
            found.append(Titik(tahun, bulan, value, entry.target.target_bulan(bulan)))
    return found


def _same_as_colleague(target: TargetIndikator, periode: Periode, entry: Realisasi) -> bool:
    if target.pegawai_id is None:
        return False
    others = Realisasi.objects.filter(
        periode=periode.pk, target__indikator=target.indikator_id, target__pegawai__isnull=False
    ).exclude(target=target.pk)
    return others.filter(nilai=entry.nilai, pembilang=entry.pembilang, penyebut=entry.penyebut).exists()


def kalimat(peringatan: Sequence[Mapping[str, Any]], indikator: Indikator) -> list[str]:
    """Stored warnings in words."""
    return [_kalimat(one, indikator) for one in peringatan]


def _kalimat(one: Mapping[str, Any], indikator: Indikator) -> str:
    def angka(key: str) -> str:
        return format_angka(Decimal(str(one[key])), indikator.desimal) if key in one else "–"

    kode = JenisPeringatan(one["kode"])
    if kode == JenisPeringatan.FAKTOR_SEPULUH:
        text = (
            _("Melonjak sekitar 10 kali atau lebih dari biasanya (%(biasa)s). Koma atau nol salah tempat?")
            if one.get("arah") == "naik"
            else _("Tinggal sepersepuluh atau kurang dari biasanya (%(biasa)s). Koma atau nol salah tempat?")
        )
        return text % {"biasa": angka("biasa")}
    if kode == JenisPeringatan.TURUN_KUMULATIF:
        return _("Angka posisi akhir turun dari bulan lalu (%(lalu)s), padahal selama ini selalu naik.") % {
            "lalu": angka("lalu")
        }
    if kode == JenisPeringatan.DI_LUAR_SEBARAN:
        return _("Di luar kebiasaan: bulan-bulan sebelumnya %(kecil)s sampai %(besar)s.") % {
            "kecil": angka("kecil"),
            "besar": angka("besar"),
        }
    if kode == JenisPeringatan.TEPAT_TARGET:
        return _("Sudah %(bulan)s bulan berturut-turut persis sama dengan target.") % {"bulan": one["bulan"]}
    return _("Persis sama dengan isian seorang rekan untuk indikator ini.")
