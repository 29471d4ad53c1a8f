"""A formula with the numbers put in, as one line of text: for simulations, on pages and in the API alike."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka
from indikator.enums import Agregasi, Polarisasi
from indikator.scoring import STABIL_LUTUT, STABIL_PUNCAK, bulatkan


def rumus_capaian(
    *,
    polarisasi: str,
    target: Decimal,
    realisasi: Decimal,
    hasil: Decimal | None,
    target_atas: Decimal | None = None,
    nilai_terburuk: Decimal | None = None,
) -> str:
    """How :func:`indikator.scoring.capaian` came to its result.

    :param hasil: capaian before the cap, in percent; ``None`` where it is undefined.
    """
    if hasil is None:
        return _tidak_terdefinisi(polarisasi, target_atas)
    t, r, h = format_angka(target), format_angka(realisasi), format_angka(hasil, 2)
    if polarisasi == Polarisasi.STABIL:
        return f"{_stabil(target, realisasi)} = {h} %"
    if target_atas is not None:
        return f"{_rentang(polarisasi, target, target_atas, realisasi)} = {h} %"
    if polarisasi == Polarisasi.MINIMUM and target == 0 and nilai_terburuk is not None:
        w = format_angka(nilai_terburuk)
        return f"({w} − {r}) ÷ {w} × 100 = {h} %"
    if polarisasi == Polarisasi.MINIMUM and target > 0:
        return f"(2 × {t} − {r}) ÷ {t} × 100 = {h} %"
    if polarisasi == Polarisasi.MAKSIMUM and target < 0:
        return f"(1 + (1 − {r} ÷ {t})) × 100 = {h} %"
    return f"{r} ÷ {t} × 100 = {h} %"


def _tidak_terdefinisi(polarisasi: str, target_atas: Decimal | None) -> str:
    if target_atas is not None and polarisasi != Polarisasi.STABIL:
        return _("tidak terdefinisi: batas rentangnya nol")
    if polarisasi == Polarisasi.MINIMUM:
        return _("tidak terdefinisi: target nol tanpa nilai terburuk")
    return _("tidak terdefinisi: target nol")


def _rentang(polarisasi: str, bawah: Decimal, atas: Decimal, realisasi: Decimal) -> str:
    """Against the bound that was left behind; within both there is nothing to divide."""
    a, b, r = format_angka(bawah), format_angka(atas), format_angka(realisasi)
    if bawah <= realisasi <= atas:
        return _("%(r)s di dalam rentang %(a)s–%(b)s") % {"r": r, "a": a, "b": b}
    side = _("di bawah rentang %(a)s–%(b)s") if realisasi < bawah else _("di atas rentang %(a)s–%(b)s")
    bound = a if realisasi < bawah else b
    line = f"(1 + (1 − {r} ÷ {bound})) × 100" if polarisasi == Polarisasi.MINIMUM else f"{r} ÷ {bound} × 100"
    return f"{side % {'a': a, 'b': b}}: {line}"


def _stabil(target: Decimal, realisasi: Decimal) -> str:
    """How near the target, then where that lies on the scale: two steps, as KMK 127/2026 writes them."""
    ratio = Fraction(realisasi) / Fraction(target) * 100
    t, r = format_angka(target), format_angka(realisasi)
    near = ratio if ratio <= 100 else 200 - ratio
    ca = format_angka(bulatkan(near, 4).normalize())
    first = f"Ca = {r} ÷ {t} × 100 = {ca}" if ratio <= 100 else f"Ca = 200 − {r} ÷ {t} × 100 = {ca}"
    if near >= STABIL_LUTUT:
        steep = (STABIL_PUNCAK - 100) // (100 - STABIL_LUTUT)
        return f"{first}; 100 + {steep} × ({ca} − {STABIL_LUTUT})"
    return f"{first}; {ca} × 100 ÷ {STABIL_LUTUT}"


def rumus_konsolidasi(
    agregasi: str, nilai: Sequence[Decimal], pembilang: Sequence[Decimal], penyebut: Sequence[Decimal], hasil: Decimal
) -> str:
    """How :func:`indikator.scoring.konsolidasi` came to its result."""
    h = format_angka(hasil)
    if agregasi == Agregasi.RASIO:
        return f"({_plus(pembilang)}) ÷ ({_plus(penyebut)}) × 100 = {h} %"
    if agregasi == Agregasi.JUMLAH:
        return f"{_plus(nilai)} = {h}"
    if agregasi == Agregasi.RATA_RATA:
        return f"({_plus(nilai)}) ÷ {len(nilai)} = {h}"
    kata = {
        Agregasi.POSISI_AKHIR: _("bulan terakhir dari %(n)s = %(h)s"),
        Agregasi.TERTINGGI: _("yang tertinggi dari %(n)s = %(h)s"),
        Agregasi.TERENDAH: _("yang terendah dari %(n)s = %(h)s"),
    }[Agregasi(agregasi)]
    return kata % {"n": "; ".join(format_angka(value) for value in nilai), "h": h}


def _plus(values: Sequence[Decimal]) -> str:
    return " + ".join(format_angka(value) for value in values)
