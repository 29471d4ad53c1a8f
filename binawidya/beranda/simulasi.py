"""The simulation: the functions that compute real figures, on typed numbers, with the formula beside the result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from binawidya.beranda.forms.simulasi import (
    RATING,
    AngkaKreditForm,
    CapaianForm,
    IkmForm,
    KonsolidasiForm,
    PredikatForm,
    SampelForm,
)
from binawidya.umum.numbers import format_angka
from indikator.enums import Agregasi
from indikator.scoring import batasi, capaian, konsolidasi, konversi_penuh
from indikator.selectors.rumus import rumus_capaian, rumus_konsolidasi
from kinerja.scoring import angka_kredit, predikat
from survei.scoring import ikm, mutu, sampel


@dataclass(frozen=True, slots=True)
class Hasil:
    """What a simulation found: the figure as people read it, the formula, and what to know about it."""

    nilai: str
    rumus: str
    catatan: str = ""


@dataclass(frozen=True, slots=True)
class Jenis:
    """One kind of simulation."""

    slug: str
    judul: Any
    form: type[forms.Form]
    hitung: Callable[[Mapping[str, Any]], Hasil]
    sumber: Any


def _capaian(data: Mapping[str, Any]) -> Hasil:
    values = {name: value for name, value in data.items() if name not in {"batas_atas", "tak_terlampaui"}}
    mentah = capaian(**values)
    rumus = rumus_capaian(**values, hasil=mentah)
    if mentah is None:
        return Hasil(_t("Tidak terdefinisi"), rumus, _t("Capaian tanpa dasar tidak dihitung sebagai nol."))
    atas = data["batas_atas"]
    dihitung = konversi_penuh(mentah) if data["tak_terlampaui"] else mentah
    dibatasi = batasi(dihitung, bawah=Decimal(0), atas=atas)
    note = _t("Tercapai, dan tidak dapat dilampaui: dihitung 120 persen.") if dihitung != mentah else ""
    if dibatasi != dihitung:
        bound = _t("Paling tinggi %(atas)s persen.") if dibatasi > 0 else _t("Paling rendah 0 persen.")
        note = bound % {"atas": "" if atas is None else format_angka(atas)}
    return Hasil(_percent(dibatasi), rumus, note)


def _konsolidasi(data: Mapping[str, Any]) -> Hasil:
    found = konsolidasi(data["agregasi"], data["nilai"], pembilang=data["pembilang"], penyebut=data["penyebut"])
    if found is None:
        return Hasil(
            _t("Belum diketahui"),
            _t("ada bulan tanpa angka, atau jumlah penyebutnya nol"),
            _t("Bulan yang kosong tidak dihitung sebagai nol."),
        )
    rumus = rumus_konsolidasi(data["agregasi"], data["nilai"], data["pembilang"], data["penyebut"], found)
    if data["agregasi"] != Agregasi.RASIO:
        return Hasil(format_angka(found), rumus)
    return Hasil(_percent(found), rumus, _t("Rata-rata persentase bulanan tidak dipakai."))


def _ikm(data: Mapping[str, Any]) -> Hasil:
    nrr = [value for value in data.values() if value is not None]
    found = ikm(nrr)
    if found is None:
        raise ValueError("the form lets nothing empty through")
    letter, words = mutu(found)
    terms = " + ".join(format_angka(value) for value in nrr)
    return Hasil(
        format_angka(found, 2),
        f"({terms}) ÷ {len(nrr)} × 25 = {format_angka(found, 2)}",
        _t("Mutu pelayanan %(mutu)s, kinerja %(kinerja)s.") % {"mutu": letter, "kinerja": words},
    )


def _sampel(data: Mapping[str, Any]) -> Hasil:
    people = data["populasi"]
    n = format_angka(people)
    return Hasil(
        _t("%(n)s responden") % {"n": format_angka(sampel(people))},
        f"3,841 × {n} × 0,25 ÷ (0,0025 × ({n} − 1) + 3,841 × 0,25)",
        _t("Menurut tabel Krejcie dan Morgan, taraf kesalahan 5 persen."),
    )


def _predikat(data: Mapping[str, Any]) -> Hasil:
    labels = dict(RATING)
    return Hasil(
        predikat(**data),
        _t("hasil kerja: %(hasil)s; perilaku kerja: %(perilaku)s")
        % {
            "hasil": str(labels[data["hasil_kerja"]]).lower(),
            "perilaku": str(labels[data["perilaku_kerja"]]).lower(),
        },
    )


def _angka_kredit(data: Mapping[str, Any]) -> Hasil:
    found = angka_kredit(**data)
    rumus = f"{data['bulan']} ÷ 12 × {format_angka(data['persen'])} % × {format_angka(data['koefisien'])}"
    return Hasil(format_angka(found, 2), f"{rumus} = {format_angka(found, 2)}")


def _percent(value: Decimal) -> str:
    return f"{format_angka(value, 2)}\N{NO-BREAK SPACE}%"


JENIS: Final[tuple[Jenis, ...]] = (
    Jenis("capaian", _("Capaian"), CapaianForm, _capaian, _("PermenPANRB 8/2021; KMK 127/2026")),
    Jenis("konsolidasi", _("Konsolidasi"), KonsolidasiForm, _konsolidasi, ""),
    Jenis("ikm", _("IKM"), IkmForm, _ikm, _("PermenPANRB 14/2017")),
    Jenis("sampel", _("Jumlah sampel"), SampelForm, _sampel, ""),
    Jenis("predikat", _("Predikat"), PredikatForm, _predikat, _("PermenPANRB 6/2022")),
    Jenis(
        "angka-kredit", _("Angka kredit"), AngkaKreditForm, _angka_kredit, _("PermenPANRB 1/2023; Peraturan BKN 3/2023")
    ),
)
MENURUT_SLUG: Final = {jenis.slug: jenis for jenis in JENIS}
