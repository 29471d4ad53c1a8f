"""The rules of a year: one form with the scale as rows."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.umum.fields import AngkaFormField
from indikator.contoh_kebijakan import CONTOH
from indikator.enums import Pembulatan, Slot, TidakDilaporkan
from indikator.models import KebijakanSkor
from indikator.services.kebijakan_skor import IsiKebijakan, IsiKelas

BARIS: Final = 7
_BAGIAN: Final = ("nama", "slot", "termasuk", "batas")


# The places of colour by how they look.
WARNA: Final = (
    (Slot.K5, gettext_lazy("toska tua")),
    (Slot.K4, gettext_lazy("toska muda")),
    (Slot.K3, gettext_lazy("kuning")),
    (Slot.K2, gettext_lazy("jingga")),
    (Slot.K1, gettext_lazy("merah bata")),
)


class KebijakanSkorForm(forms.Form):
    """``versi`` is the one the person saw. Rows without a name are left out."""

    # The page says once that rows may stay empty.
    salah_satu = True
    warna = WARNA
    kepala = (gettext_lazy("Nama"), gettext_lazy("Warna"), gettext_lazy("Untuk nilai"), gettext_lazy("Batas"))

    versi = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    batas_atas = AngkaFormField(label=gettext_lazy("Capaian paling tinggi (%)"), required=False, places=2)
    batas_bawah = AngkaFormField(label=gettext_lazy("Capaian paling rendah (%)"), places=2)
    tidak_dilaporkan = forms.ChoiceField(
        label=gettext_lazy("Bulan yang ditutup tanpa laporan"), choices=TidakDilaporkan.choices
    )
    desimal = forms.TypedChoiceField(
        label=gettext_lazy("Angka di belakang koma"), choices=[(n, str(n)) for n in range(5)], coerce=int
    )
    dibulatkan = forms.ChoiceField(label=gettext_lazy("Dibulatkan pada"), choices=Pembulatan.choices)
    bobot_mutu = forms.BooleanField(
        label=gettext_lazy("Kalikan bobot menurut validitas dan tingkat kendali"), required=False
    )
    dasar = forms.CharField(label=gettext_lazy("Dasar"), max_length=300)
    alasan = forms.CharField(label=gettext_lazy("Alasan perubahan"), max_length=300)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, BARIS + 1):
            self.fields[f"nama_{n}"] = forms.CharField(
                label=_("Nama kelas %(n)d") % {"n": n}, max_length=40, required=False
            )
            self.fields[f"slot_{n}"] = forms.ChoiceField(
                label=_("Warna kelas %(n)d") % {"n": n},
                choices=[(slot.value, nama) for slot, nama in WARNA],
                required=False,
            )
            self.fields[f"batas_{n}"] = AngkaFormField(
                label=_("Batas kelas %(n)d") % {"n": n}, required=False, places=2
            )
            self.fields[f"termasuk_{n}"] = forms.ChoiceField(
                label=_("Cara batas kelas %(n)d") % {"n": n},
                choices=[("", _("lebih dari")), ("ya", _("mulai dari"))],
                required=False,
            )

    def baris(self) -> "Iterator[list[tuple[forms.BoundField, Any]]]":
        """The rows of the scale, as the page shows them: those in use, and two to add."""
        used = [n for n in range(1, BARIS + 1) if any(self[f"{bagian}_{n}"].value() for bagian in ("nama", "batas"))]
        for n in range(1, min(BARIS, max(used, default=1) + 2) + 1):
            yield [(self[f"{bagian}_{n}"], kepala) for bagian, kepala in zip(_BAGIAN, self.kepala, strict=True)]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        named = [n for n in range(1, BARIS + 1) if data.get(f"nama_{n}")]
        for n in range(1, BARIS + 1):
            if data.get(f"batas_{n}") is not None and n not in named:
                self.add_error(f"nama_{n}", _("Beri nama kelas yang mempunyai batas ini."))
        if len(named) < 2:
            self.add_error("nama_1", _("Skala memerlukan paling sedikit dua kelas."))
        for n in named[:-1]:
            if data.get(f"batas_{n}") is None and f"batas_{n}" not in self.errors:
                self.add_error(f"batas_{n}", _("Isi batas kelas ini. Hanya kelas terbawah tanpa batas."))
        if named and data.get(f"batas_{named[-1]}") is not None:
            self.add_error(
                f"batas_{named[-1]}", _("Kosongkan batas kelas terbawah: kelas itu menampung semua yang tersisa.")
            )
        self._order(data, named)
        atas, bawah = data.get("batas_atas"), data.get("batas_bawah")
        if atas is not None and bawah is not None and atas <= bawah:
            self.add_error("batas_atas", _("Paling tinggi harus melebihi paling rendah."))
        return data

    def _order(self, data: dict[str, Any], named: list[int]) -> None:
        for above, below in pairwise(named[:-1]):
            a, b = data.get(f"batas_{above}"), data.get(f"batas_{below}")
            if a is None or b is None or b < a:
                continue
            if b == a and not data.get(f"termasuk_{above}") and data.get(f"termasuk_{below}"):
                continue
            self.add_error(f"batas_{below}", _("Batas ini harus lebih rendah daripada batas kelas di atasnya."))

    def isi(self) -> IsiKebijakan:
        """What was entered."""
        data = self.cleaned_data
        names = ("batas_atas", "batas_bawah", "tidak_dilaporkan", "desimal", "dibulatkan", "bobot_mutu", "dasar")
        skala = tuple(
            IsiKelas(data[f"nama_{n}"], data[f"slot_{n}"] or Slot.K3, data[f"batas_{n}"], bool(data[f"termasuk_{n}"]))
            for n in range(1, BARIS + 1)
            if data[f"nama_{n}"]
        )
        return IsiKebijakan(**{name: data[name] for name in names}, skala=skala)


def awal(kebijakan: KebijakanSkor | None, versi: int, contoh: str) -> dict[str, Any]:
    """What the form begins with: the rules in force, or with the scale of an example."""
    found: dict[str, Any] = {"versi": versi, "batas_atas": Decimal(120), "batas_bawah": Decimal(0), "desimal": 2}
    rows: list[tuple[str, str, Any, bool]] = []
    if kebijakan is not None:
        for name in ("batas_atas", "batas_bawah", "tidak_dilaporkan", "desimal", "dibulatkan", "bobot_mutu", "dasar"):
            found[name] = getattr(kebijakan, name)
        rows = [(row.nama, row.slot, row.batas, row.termasuk) for row in kebijakan.skala.all()]
    if contoh in CONTOH:
        one = CONTOH[contoh]
        found |= {"dasar": one.dasar, "bobot_mutu": one.bobot_mutu}
        rows = [(nama, slot, None if batas is None else Decimal(batas), ikut) for nama, slot, batas, ikut in one.kelas]
    for n, (nama, slot, batas, termasuk) in enumerate(rows, 1):
        found |= {f"nama_{n}": nama, f"slot_{n}": slot, f"batas_{n}": batas, f"termasuk_{n}": "ya" if termasuk else ""}
    return found
