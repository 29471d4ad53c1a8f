"""What people type into a plan: one target with its months, the grid of all, reasons, and handing down."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.umum.dates import nama_bulan
from binawidya.umum.fields import AngkaFormField
from indikator.enums import Agregasi, Aspek, Polarisasi, SumberData
from indikator.lintasan import SETAHUN, Bulanan, due_months, spread_even, spread_like, spread_rising
from indikator.models import Indikator, Pemilik, TargetIndikator
from indikator.selectors.rencana_periksa import BERBATAS_ATAS
from indikator.services.addendum import IsianAddendum
from indikator.services.target import IsianTarget, SelRencana

MERATA, BERTAHAP, POLA, KETIK = "merata", "bertahap", "pola", "ketik"


class BulananForm(forms.Form):
    """Figures of one target: the year, its months, the weight. Months that are not due have no field."""

    def __init__(
        self, indikator: Indikator, *args: Any, ditutup: Iterable[int] = (), tetap: bool = False, **kwargs: Any
    ) -> None:
        """:param tetap: closed months are shown and kept instead of left out."""
        super().__init__(*args, **kwargs)
        self.indikator = indikator
        self.berbatas = indikator.polarisasi in BERBATAS_ATAS
        closed = frozenset(ditutup)
        self.bulan = due_months(indikator.periode_pelaporan, () if tetap else closed)
        places = indikator.desimal
        self.fields["target"] = AngkaFormField(places=places, label=_("Target tahunan"))
        if self.berbatas:
            self.fields["target_atas"] = AngkaFormField(
                places=places,
                label=_("Batas atas"),
                required=indikator.polarisasi == Polarisasi.RENTANG,
                help_text=_("Target tahunan menjadi batas bawah."),
            )
        if indikator.polarisasi == Polarisasi.MINIMUM:
            self.fields["nilai_terburuk"] = AngkaFormField(
                places=places, label=_("Nilai terburuk"), required=False, help_text=_("Perlu bila targetnya nol.")
            )
        self.fields["bobot"] = AngkaFormField(places=2, least=0, label=_("Bobot"))
        for prefix in ["b", "a"] if self.berbatas else ["b"]:
            for month in self.bulan:
                field = AngkaFormField(places=6, label=nama_bulan(month), required=False)
                field.disabled = tetap and month in closed
                self.fields[f"{prefix}{month}"] = field

    def bulanan(self, prefix: str) -> Bulanan:
        """The typed months."""
        months: Bulanan = [None] * SETAHUN
        for month in self.bulan:
            months[month - 1] = self.cleaned_data.get(f"{prefix}{month}")
        return months

    @property
    def isian_bulan(self) -> list[tuple[BoundField, BoundField | None]]:
        """The fields of the months, the upper bound beside the lower."""
        return [(self[f"b{month}"], self[f"a{month}"] if self.berbatas else None) for month in self.bulan]

    @staticmethod
    def awal(target: TargetIndikator) -> dict[str, Any]:
        """What a stored target shows."""
        upper = target.bulanan_atas or [None] * SETAHUN
        found: dict[str, Any] = {
            name: getattr(target, name)
            for name in (
                "target", "target_atas", "nilai_terburuk", "baseline", "bobot", "tambahan", "aspek", "versi",
            )
        }  # fmt: skip
        for month in range(1, SETAHUN + 1):
            found |= {f"b{month}": target.bulanan[month - 1], f"a{month}": upper[month - 1]}
        return found


class TargetForm(BulananForm):
    """One target of a plan."""

    cara = forms.ChoiceField(
        label=gettext_lazy("Sebaran target per bulan"),
        choices=[
            (MERATA, gettext_lazy("Sebarkan merata dari target tahunan")),
            (BERTAHAP, gettext_lazy("Naik bertahap dari capaian tahun dasar")),
            (POLA, gettext_lazy("Ikuti pola tahun lalu")),
            (KETIK, gettext_lazy("Ketik sendiri di bawah ini")),
        ],
        widget=forms.RadioSelect,
    )
    versi = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, pemilik: Pemilik, indikator: Indikator, *args: Any, pengisi: Sequence[tuple[int, str]] = (),
        pola: Sequence[Decimal | None] | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        """:param pola: the shape of last year, if there is one."""
        super().__init__(indikator, *args, **kwargs)
        self.pemilik, self.pola = pemilik, pola
        self.fields["baseline"] = AngkaFormField(
            places=indikator.desimal, label=_("Capaian tahun dasar"), required=False,
            help_text=_("Capaian tahun lalu atau awal rencana, sebagai pembanding."),
        )  # fmt: skip
        if pemilik.pegawai is None:
            self._unit_fields(pengisi)
        else:
            choices = [("", _("Tidak ditentukan")), *Aspek.choices]
            self.fields["aspek"] = forms.ChoiceField(label=_("Aspek"), choices=choices, required=False)
            self.fields["tambahan"] = forms.BooleanField(label=_("Hasil kerja tambahan"), required=False)
        offered = [MERATA, *([BERTAHAP] if indikator.agregasi == Agregasi.POSISI_AKHIR else [])]
        offered += [POLA] if pola is not None else []
        cara: Any = self.fields["cara"]
        cara.choices = [choice for choice in cara.choices if choice[0] in {*offered, KETIK}]
        cara.initial = KETIK if self.initial.get("versi") else MERATA

    def _unit_fields(self, pengisi: Sequence[tuple[int, str]]) -> None:
        if self.indikator.sumber == SumberData.SURVEI:
            return
        summed = self.indikator.agregasi in {Agregasi.JUMLAH, Agregasi.RASIO}
        self.fields["pengisi"] = forms.TypedChoiceField(
            label=_("Pengisi realisasi"), choices=[("", _("Pilih pegawai")), *pengisi], coerce=int, empty_value=None,
            required=not summed,
        )  # fmt: skip
        if summed:
            self.fields["dijumlahkan"] = forms.BooleanField(
                label=_("Realisasi dijumlahkan dari target turunan"), required=False,
                help_text=_("Tidak ada yang mengisi di sini; angka bagian-bagiannya dijumlahkan."),
            )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        low, high = cleaned.get("target"), cleaned.get("target_atas")
        if low is not None and high is not None and high < low:
            self.add_error("target_atas", _("Batas atas rentang mendahului batas bawahnya."))
        if cleaned.get("cara") == BERTAHAP and cleaned.get("baseline") is None:
            self.add_error("baseline", _("Isi capaian tahun dasar, tempat naiknya dimulai."))
        summed = cleaned.get("dijumlahkan")
        if "pengisi" in self.fields and not summed and not cleaned.get("pengisi") and "pengisi" not in self.errors:
            self.add_error("pengisi", _("Pilih siapa yang mengisi realisasinya."))
        if not self.errors and cleaned.get("cara") == POLA and self._laid(cleaned["target"]) is None:
            self.add_error("cara", _("Tahun lalu tidak memberi pola untuk bulan-bulan ini. Pilih cara lain."))
        return cleaned

    def _laid(self, target: Decimal | None, prefix: str = "b") -> Bulanan | None:
        if target is None:
            return None
        cara, places, agregasi = self.cleaned_data["cara"], self.indikator.desimal, self.indikator.agregasi
        if cara == MERATA:
            return spread_even(agregasi, target, self.bulan, places)
        if cara == BERTAHAP:
            return spread_rising(target, self.bulan, places, self.cleaned_data["baseline"])
        if cara == POLA:
            return spread_like(agregasi, target, self.bulan, places, self.pola or [None] * SETAHUN)
        return self.bulanan(prefix)

    def isian(self, pengisi: Any = None, sumber: SumberData | None = None) -> IsianTarget:
        """What was typed; call after ``is_valid()``.

        :param pengisi: the person chosen to enter the figures of a unit.
        :param sumber: kept where figures come from elsewhere.
        """
        data = self.cleaned_data
        source = SumberData.TURUNAN if data.get("dijumlahkan") else sumber or SumberData.ISIAN
        return IsianTarget(
            target=data["target"],
            target_atas=data.get("target_atas"),
            bulanan=self._laid(data["target"]) or [None] * SETAHUN,
            bulanan_atas=self._laid(data.get("target_atas"), "a"),
            nilai_terburuk=data.get("nilai_terburuk"),
            baseline=data.get("baseline"),
            bobot=data["bobot"],
            pengisi=pengisi,
            sumber=source,
            tambahan=data.get("tambahan", False),
            aspek=data.get("aspek", ""),
        )


class BarisRencanaForm(BulananForm):
    """One row of the grid. The field names carry the target's id, so that a whole plan is one form."""

    versi = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, target: TargetIndikator, *args: Any, **kwargs: Any) -> None:
        super().__init__(
            target.indikator, *args, prefix=f"t{target.pk}", initial=self.awal(target), **kwargs
        )  # fmt: skip
        self.objek = target
        for name in ("target_atas", "nilai_terburuk"):
            self.fields.pop(name, None)
        if target.target_atas is None:
            self.berbatas = False
            for month in self.bulan:
                self.fields.pop(f"a{month}", None)

    def sel(self) -> SelRencana:
        """What was typed; call after ``is_valid()``. A month without a field keeps what it had."""
        data = self.cleaned_data
        return SelRencana(
            versi=data["versi"],
            bobot=data["bobot"],
            target=data["target"],
            bulanan=self.bulanan("b"),
            bulanan_atas=self.bulanan("a") if self.berbatas else None,
        )

    @property
    def kisi(self) -> list[tuple[BoundField, BoundField | None] | None]:
        """Twelve cells; none where nothing is due."""
        due = dict(zip(self.bulan, self.isian_bulan, strict=True))
        return [due.get(month) for month in range(1, SETAHUN + 1)]


TANPA_ALASAN = gettext_lazy("Tulis alasannya supaya pemilik target tahu apa yang harus diperbaiki.")


class AlasanForm(forms.Form):
    """Why something is sent back or refused."""

    alasan = forms.CharField(
        label=gettext_lazy("Alasan"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": TANPA_ALASAN},
    )  # fmt: skip
    tanda = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)


class TandaForm(forms.Form):
    """What the approver saw."""

    tanda = forms.CharField(max_length=4000, widget=forms.HiddenInput)


class AddendumForm(BulananForm):
    """The new figures of an approved target, and why."""

    alasan = forms.CharField(
        label=gettext_lazy("Alasan perubahan"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    dasar = forms.CharField(
        label=gettext_lazy("Dasar"), max_length=200, required=False,
        help_text=gettext_lazy("Nomor surat, berita acara, atau DPA perubahan."),
    )  # fmt: skip
    tanggal = forms.DateField(
        label=gettext_lazy("Tanggal perubahan"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    versi = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(self, target: TargetIndikator, *args: Any, ditutup: Iterable[int] = (), **kwargs: Any) -> None:
        self.objek = target
        super().__init__(
            target.indikator, *args, ditutup=ditutup, tetap=True, initial=self.awal(target), **kwargs
        )  # fmt: skip

    def clean_tanggal(self) -> date:
        """A day of the year of the target."""
        chosen: date = self.cleaned_data["tanggal"]
        if chosen.year != self.objek.tahun:
            words = _("Tanggal perubahan ada di tahun %(tahun)s.")
            raise forms.ValidationError(words % {"tahun": self.objek.tahun})
        return chosen

    def isian(self) -> IsianAddendum:
        """What was typed; months that were never due stay as they were."""
        data = self.cleaned_data
        upper = data.get("target_atas")
        months = self.bulanan("b")
        for place, value in enumerate(self.objek.bulanan):
            if place + 1 not in self.bulan:
                months[place] = value
        return IsianAddendum(
            target=data["target"], target_atas=upper, nilai_terburuk=data.get("nilai_terburuk"), bobot=data["bobot"],
            bulanan=months, bulanan_atas=self.bulanan("a") if upper is not None else None, alasan=data["alasan"],
            dasar=data["dasar"], tanggal=data["tanggal"],
        )  # fmt: skip
