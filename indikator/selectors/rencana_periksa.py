"""What is wrong with a target or a plan, in words. A draft is saved with it and shows it; nothing goes out with it."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode
from binawidya.umum.dates import nama_bulan
from binawidya.umum.numbers import format_angka
from indikator.enums import Agregasi, Polarisasi, SumberData
from indikator.lintasan import agrees, due_months, implied
from indikator.models import TargetIndikator
from indikator.scoring import bulatkan

SERATUS: Final = Decimal(100)
# Where a second bound makes sense: a range, and a time that may be too short as well as too long.
BERBATAS_ATAS: Final = frozenset({Polarisasi.RENTANG, Polarisasi.MINIMUM})


@dataclass(frozen=True, slots=True)
class Temuan:
    """One thing that is wrong with one target, and the field it is about."""

    kolom: str
    teks: str


def closed_months(tahun: int) -> frozenset[int]:
    """Months of a year that are fixed records. One query."""
    months = Periode.objects.filter(tahun=tahun, status=StatusPeriode.DITUTUP)
    return frozenset(months.values_list("bulan", flat=True))


def findings(target: TargetIndikator, closed: Collection[int], *, tetap: Collection[int] = ()) -> list[Temuan]:
    """What keeps this target from being handed in.

    :param closed: months that are fixed records: a new promise cannot reach back into them.
    :param tetap: closed months in which an approved target was due already and stays as it is.
    """
    found = [*_yearly(target), *_months(target, [month for month in closed if month not in tetap], tetap)]
    if target.sumber == SumberData.ISIAN and target.pengisi_id is None:
        found.append(Temuan("pengisi", _("Pilih siapa yang mengisi realisasinya.")))
    if target.bobot <= 0:
        found.append(Temuan("bobot", _("Bobot belum diisi.")))
    return found


def _yearly(target: TargetIndikator) -> Iterable[Temuan]:
    indikator = target.indikator
    if target.target < 0 and not indikator.boleh_negatif:
        yield Temuan("target", _("Indikator ini tidak dapat bernilai negatif."))
    if indikator.polarisasi == Polarisasi.RENTANG and target.target_atas is None:
        yield Temuan("target_atas", _("Target rentang memerlukan batas bawah dan batas atas."))
    if target.target_atas is not None and indikator.polarisasi not in BERBATAS_ATAS:
        yield Temuan("target_atas", _("Batas atas hanya untuk target rentang. Kosongkan."))
    if target.target == 0 and target.target_atas is None and not target.nilai_terburuk:
        if indikator.polarisasi == Polarisasi.MINIMUM:
            yield Temuan("nilai_terburuk", _("Target nol memerlukan nilai terburuk, supaya capaiannya dapat dihitung."))
        else:
            yield Temuan("target", _("Dengan target nol capaiannya tidak terdefinisi."))


def _months(target: TargetIndikator, closed: Collection[int], tetap: Collection[int]) -> Iterable[Temuan]:
    due = set(due_months(target.indikator.periode_pelaporan, closed)) | set(tetap)
    given = {month for month in range(1, 13) if target.bulanan[month - 1] is not None}
    if late := sorted(given & set(closed)):
        text = _("%(bulan)s sudah ditutup, jadi tidak dapat diberi target lagi.")
        yield Temuan("bulanan", text % {"bulan": _names(late)})
    if other := sorted(given - due - set(closed)):
        text = _("%(bulan)s bukan bulan laporan indikator ini. Kosongkan.")
        yield Temuan("bulanan", text % {"bulan": _names(other)})
    if missing := sorted(due - given - set(tetap)):
        yield Temuan("bulanan", _("Target %(bulan)s belum diisi.") % {"bulan": _names(missing)})
    elif given and not (given - due):
        yield from _sums(target)
    if not due:
        yield Temuan("bulanan", _("Semua bulan laporan tahun ini sudah ditutup."))


def _sums(target: TargetIndikator) -> Iterable[Temuan]:
    agregasi, places = target.indikator.agregasi, target.indikator.desimal
    if not agrees(agregasi, target.target, target.bulanan, places):
        yield Temuan("bulanan", mismatch(agregasi, target.target, target.bulanan, places))
    upper = target.bulanan_atas
    if target.target_atas is None or upper is None:
        return
    bare = [n for n in range(1, 13) if (target.bulanan[n - 1] is None) != (upper[n - 1] is None)]
    turned = [
        n for n in range(1, 13) if (low := target.bulanan[n - 1]) is not None and (up := upper[n - 1]) is not None
        and up < low
    ]  # fmt: skip
    if bare:
        yield Temuan("bulanan_atas", _("Isi kedua batas pada %(bulan)s.") % {"bulan": _names(bare)})
    elif turned:
        text = _("Batas atas %(bulan)s lebih kecil daripada batas bawahnya.")
        yield Temuan("bulanan_atas", text % {"bulan": _names(turned)})
    elif not agrees(agregasi, target.target_atas, upper, places):
        yield Temuan("bulanan_atas", mismatch(agregasi, target.target_atas, upper, places))


_GABUNG: Final = {
    Agregasi.JUMLAH: "jumlah", Agregasi.RATA_RATA: "rata_rata", Agregasi.TERTINGGI: "tertinggi",
    Agregasi.TERENDAH: "terendah",
}  # fmt: skip


def mismatch(agregasi: str, target: Decimal, bulanan: Sequence[Decimal | None], places: int) -> str:
    """``Jumlah target bulanan 118, target tahunan 120. Selisih 2.``"""
    found = implied(agregasi, bulanan) or Decimal(0)
    whole = bulatkan(Fraction(found), max(places, 2))
    names = {
        "jumlah": _("Jumlah target bulanan"),
        "rata_rata": _("Rata-rata target bulanan"),
        "tertinggi": _("Target bulanan tertinggi"),
        "terendah": _("Target bulanan terendah"),
        "akhir": _("Target bulan terakhir"),
    }
    words = _("%(apa)s %(bulan)s, sedangkan target tahunan %(tahun)s. Samakan keduanya.")
    return words % {
        "apa": names[_GABUNG.get(Agregasi(agregasi), "akhir")],
        "bulan": format_angka(whole),
        "tahun": format_angka(target),
    }


def weight_finding(targets: Iterable[TargetIndikator]) -> str:
    """What is wrong with the weights of a plan; empty when they add up to a hundred."""
    total = sum((target.bobot for target in targets), Decimal(0))
    if total == SERATUS:
        return ""
    words = _("Jumlah bobot %(jumlah)s, harus 100. %(beda)s")
    if total < SERATUS:
        beda = _("Kurang %(n)s.") % {"n": format_angka(SERATUS - total)}
    else:
        beda = _("Lebih %(n)s.") % {"n": format_angka(total - SERATUS)}
    return words % {"jumlah": format_angka(total), "beda": beda}


def _names(months: Sequence[int]) -> str:
    names = [nama_bulan(month) for month in months]
    return names[0] if len(names) == 1 else _("%(awal)s dan %(akhir)s") % {
        "awal": ", ".join(names[:-1]), "akhir": names[-1],
    }  # fmt: skip
