"""A formula with the numbers put in, as one line of text: for simulations, on pages and in the API alike."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka
from indikator.enums import Agregasi, Polarisasi


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
        return _("tidak terdefinisi: target nol tanpa nilai terburuk")
    t, r, h = format_angka(target), format_angka(realisasi), format_angka(hasil, 2)
    if polarisasi == Polarisasi.STABIL:
        return _("kedekatan %(r)s dengan %(t)s pada skala 0, 90, 100 menjadi 0, 100, 120 = %(h)s %%") % {
            "r": r, "t": t, "h": h,
        }  # fmt: skip
    if target_atas is not None:
        rentang = f"{t}–{format_angka(target_atas)}"
        return _("%(r)s terhadap rentang %(t)s = %(h)s %%") % {"r": r, "t": rentang, "h": h}
    if polarisasi == Polarisasi.MINIMUM and target == 0 and nilai_terburuk is not None:
        w = format_angka(nilai_terburuk)
        return f"({w} − {r}) ÷ {w} × 100 = {h} %"
    if polarisasi == Polarisasi.MINIMUM and target > 0:
        return f"(2 × {t} − {r}) ÷ {t} × 100 = {h} %"
    if polarisasi == Polarisasi.MAKSIMUM and target < 0:
        return f"(1 + (1 − {r} ÷ {t})) × 100 = {h} %"
    return f"{r} ÷ {t} × 100 = {h} %"


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
