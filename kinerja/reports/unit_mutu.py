"""The part of the report of a unit that says how far its data can be relied on."""

from typing import Any

from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka
from binawidya.umum.templatetags.angka import persen, selisih
from indikator.selectors.mutu_data import Mutu, MutuUnit

PALING_BANYAK = 20


def konteks_mutu(mutu: MutuUnit) -> dict[str, Any] | None:
    """Words and written figures; nothing where nothing was due."""
    whole = mutu.mutu
    if not whole.kini.wajib:
        return None
    return {
        "indeks": format_angka(whole.indeks, 2) if whole.indeks is not None else "–",
        "bagian": [
            {"nama": one.nama, "rumus": one.rumus, "jumlah": format_angka(one.jumlah), "persen": persen(one.persen)}
            for one in whole.bagian
        ],
        "rumus": _rumus(whole),
        "kalimat": _kalimat(whole),
        "peringkat": [
            {"nomor": number or "–", "unit": _nama(row), **_baris(row)} for number, row in mutu.nomor[:PALING_BANYAK]
        ],
    }


def _rumus(whole: Mutu) -> str:
    return _("Indeks = (%(jumlah)s) ÷ (5 × %(wajib)s) × 100 = %(a)s ÷ %(b)s × 100 = %(indeks)s.") % {
        "jumlah": " + ".join(format_angka(one.jumlah) for one in whole.bagian),
        "wajib": format_angka(whole.kini.wajib),
        "a": format_angka(whole.kini.jumlah),
        "b": format_angka(whole.pembagi),
        "indeks": "–" if whole.indeks is None else format_angka(whole.indeks, 2),
    }


def _kalimat(whole: Mutu) -> str:
    counts = whole.kini
    late = _("Tidak ada realisasi yang terlambat.")
    if whole.median is not None:
        late = _("%(n)s realisasi terlambat, separuhnya paling lama %(hari)s hari.") % {
            "n": format_angka(counts.terlambat),
            "hari": format_angka(whole.median),
        }
    rest = _("%(k)s pernah dikembalikan dan %(p)s peringatan kewajaran masih terbuka.") % {
        "k": format_angka(counts.dikembalikan),
        "p": format_angka(counts.peringatan),
    }
    gain = ""
    if whole.kenaikan is not None:
        gain = _("Indeks berubah %(beda)s dari bulan sebelumnya.") % {"beda": selisih(whole.kenaikan)}
    return " ".join(part for part in (late, rest, gain) if part)


def _nama(row: Mutu) -> str:
    return _("%(unit)s, langsung") % {"unit": row.unit.sebutan} if row.langsung else row.unit.sebutan


def _baris(row: Mutu) -> dict[str, str]:
    return {
        "indeks": "–" if row.indeks is None else format_angka(row.indeks, 2),
        "kenaikan": selisih(row.kenaikan),
        "lengkap": persen(row.kini.persen("masuk"), 0),
        "tepat_waktu": persen(row.tepat_waktu, 0),
        "berbukti": persen(row.berbukti, 0),
        "dikembalikan": persen(row.dikembalikan, 0),
        "peringatan": format_angka(row.kini.peringatan),
    }
