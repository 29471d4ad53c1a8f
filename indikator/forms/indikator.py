"""The sheet of an indicator: what people enter, in the order in which one thinks about it."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.models import User
from binawidya.umum.dates import nama_bulan
from binawidya.umum.fields import AngkaFormField
from indikator.enums import Agregasi, Kendali, PeriodePelaporan, Polarisasi, SumberData, Validitas
from indikator.forms.sasaran import UnitMixin, paragraf, pilihan_unit, teks
from indikator.models import Indikator, Sasaran
from indikator.selectors.indikator import cara_mengisi
from indikator.selectors.sasaran import induk_untuk, label_of
from indikator.services.indikator import first_open_month, rests_on_sheet

CARA: Final = (
    ("nilai", gettext_lazy("Satu angka, misalnya 1.842 berkas atau 13,5 menit")),
    ("rasio", gettext_lazy("Pembilang dan penyebut, misalnya 118 dari 151 pengaduan")),
    ("survei", gettext_lazy("Diambil dari hasil survei kepuasan masyarakat")),
)
BULAN_KE_DEPAN: Final = 15
# Columns that go into the sheet as they were entered.
LANGSUNG: Final = (
    "nama", "utama", "definisi", "alasan", "rumus", "sumber_data", "penyedia_data", "penanggung_jawab", "satuan",
    "desimal", "polarisasi", "rasio_boleh_lebih", "boleh_negatif", "bukti_wajib", "validitas", "kendali",
    "periode_pelaporan",
)  # fmt: skip
_BELUM: Final = ("", gettext_lazy("Belum dipilih"))
_AGREGASI: Final = [(value, label) for value, label in Agregasi.choices if value != Agregasi.RASIO]


class LembarForm(UnitMixin):
    """Every column of the sheet."""

    ACT = "indikator.create"

    unit_kerja = pilihan_unit()
    kode = teks(gettext_lazy("Kode"), 30, help_text=gettext_lazy("Sekali dipakai di satu unit, seperti IKU-01."))
    nama = teks(
        gettext_lazy("Nama indikator"),
        300,
        help_text=gettext_lazy("Yang dihitung. Contoh: Layanan PATEN selesai sesuai standar waktu."),
    )
    utama = forms.BooleanField(
        label=gettext_lazy("Indikator Kinerja Utama (IKU)"),
        required=False,
        help_text=gettext_lazy("Masuk Perjanjian Kinerja unit dan nilai kinerja organisasi."),
    )
    sasaran = forms.ChoiceField(label=gettext_lazy("Sasaran yang diukur"), required=False)
    definisi = paragraf(
        gettext_lazy("Definisi operasional"),
        required=False,
        help_text=gettext_lazy("Apa yang masuk hitungan dan apa yang tidak, sehingga dua orang menghitung sama."),
    )
    alasan = paragraf(
        gettext_lazy("Alasan pemilihan"),
        2,
        required=False,
        help_text=gettext_lazy("Mengapa angka ini menunjukkan sasaran tercapai."),
    )
    cara = forms.ChoiceField(
        label=gettext_lazy("Cara mengisi"), choices=CARA, widget=forms.RadioSelect, initial="nilai"
    )
    turunan = forms.BooleanField(
        label=gettext_lazy("Dijumlahkan dari target turunan"),
        required=False,
        help_text=gettext_lazy("Unit pemilik tidak mengisi sendiri; angkanya jumlah dari unit atau orang di bawahnya."),
    )
    agregasi = forms.ChoiceField(
        label=gettext_lazy("Konsolidasi periode"),
        choices=_AGREGASI,
        required=False,
        initial=Agregasi.JUMLAH,
        help_text=gettext_lazy("Bagaimana angka tiap bulan menjadi satu. Untuk rasio selalu jumlah dibagi jumlah."),
    )
    label_pembilang = teks(gettext_lazy("Nama pembilang"), 60, required=False, help_text=gettext_lazy("Untuk rasio."))
    label_penyebut = teks(gettext_lazy("Nama penyebut"), 60, required=False, help_text=gettext_lazy("Untuk rasio."))
    pengali = AngkaFormField(
        label=gettext_lazy("Pengali rasio"),
        required=False,
        least=Decimal("0.000001"),
        initial=Decimal(100),
        help_text=gettext_lazy("100 untuk persen, 1.000 untuk per seribu."),
    )
    rasio_boleh_lebih = forms.BooleanField(label=gettext_lazy("Pembilang boleh melebihi penyebut"), required=False)
    rumus = paragraf(gettext_lazy("Formula"), 2, required=False, help_text=gettext_lazy("Dalam kata dan tanda hitung."))
    satuan = teks(gettext_lazy("Satuan"), 40, help_text=gettext_lazy("Seperti %, berkas, menit, nilai."))
    desimal = forms.IntegerField(
        label=gettext_lazy("Angka di belakang koma"),
        min_value=0,
        max_value=6,
        initial=2,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 1}),
    )
    polarisasi = forms.ChoiceField(label=gettext_lazy("Polarisasi"), choices=Polarisasi.choices)
    boleh_negatif = forms.BooleanField(label=gettext_lazy("Angkanya boleh negatif"), required=False)
    sumber_data = teks(
        gettext_lazy("Sumber data"), 300, required=False, help_text=gettext_lazy("Register, aplikasi, atau laporan.")
    )
    penyedia_data = teks(
        gettext_lazy("Penyedia data"),
        200,
        required=False,
        help_text=gettext_lazy("Unit atau jabatan, bukan nama orang."),
    )
    penanggung_jawab = teks(
        gettext_lazy("Penanggung jawab"),
        200,
        required=False,
        help_text=gettext_lazy("Jabatan yang dapat menggerakkan hasil ini."),
    )
    periode_pelaporan = forms.ChoiceField(
        label=gettext_lazy("Periode pelaporan"), choices=PeriodePelaporan.choices, initial=PeriodePelaporan.BULANAN
    )
    bukti_wajib = forms.BooleanField(
        label=gettext_lazy("Bukti dukung wajib"),
        required=False,
        help_text=gettext_lazy("Realisasi tidak dapat diajukan tanpa berkas atau tautan."),
    )
    validitas = forms.ChoiceField(label=gettext_lazy("Validitas"), choices=[_BELUM, *Validitas.choices], required=False)
    kendali = forms.ChoiceField(
        label=gettext_lazy("Tingkat kendali"), choices=[_BELUM, *Kendali.choices], required=False
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        self.goals = {str(row.pk): row for row in self._pilihan_sasaran()}
        field: forms.ChoiceField = self.fields["sasaran"]  # type: ignore[assignment]
        field.choices = [
            ("", _("Belum dihubungkan")),
            *((pk, label_of(row)) for pk, row in self.goals.items()),
        ]

    def _pilihan_sasaran(self) -> list[Sasaran]:
        return induk_untuk([*self.units.values()])

    def clean_sasaran(self) -> Sasaran | None:
        return self.goals.get(self.cleaned_data["sasaran"])

    def clean_pengali(self) -> Decimal:
        return self.cleaned_data["pengali"] or Decimal(100)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("cara") == "rasio":
            for name, text in (
                ("label_pembilang", _("Isi nama pembilangnya, misalnya Pengaduan selesai tepat waktu.")),
                ("label_penyebut", _("Isi nama penyebutnya, misalnya Pengaduan masuk.")),
            ):
                if not cleaned.get(name):
                    self.add_error(name, text)
        elif not cleaned.get("agregasi"):
            self.add_error("agregasi", _("Pilih bagaimana bulan-bulannya digabung."))
        if cleaned.get("turunan") and cleaned.get("cara") == "survei":
            self.add_error("turunan", _("Hasil survei tidak dijumlahkan dari turunan. Pilih salah satu."))
        return cleaned

    def isi(self) -> dict[str, Any]:
        """Columns of the sheet. Call after ``is_valid()``."""
        values = self.cleaned_data
        isi = {name: values[name] for name in LANGSUNG}
        isi = {name: value.strip() if isinstance(value, str) else value for name, value in isi.items()}
        rasio = values["cara"] == "rasio"
        sumber = SumberData.SURVEI if values["cara"] == "survei" else SumberData.ISIAN
        return isi | {
            "sasaran": values["sasaran"],
            "agregasi": Agregasi.RASIO.value if rasio else values["agregasi"],
            "sumber": SumberData.TURUNAN.value if values["turunan"] else sumber.value,
            "label_pembilang": values["label_pembilang"].strip() if rasio else "",
            "label_penyebut": values["label_penyebut"].strip() if rasio else "",
            "pengali": values["pengali"] if rasio else Decimal(100),
            "rasio_boleh_lebih": values["rasio_boleh_lebih"] and rasio,
        }


class IndikatorForm(LembarForm):
    """A new sheet."""


class UbahIndikatorForm(LembarForm):
    """A sheet that exists. Where targets rest on it, a month and a reason make a new version."""

    berlaku_mulai = forms.ChoiceField(label=gettext_lazy("Berlaku mulai"), required=False)
    alasan_perubahan = forms.CharField(
        label=gettext_lazy("Alasan perubahan"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Tercatat bersama nama Anda dan tampak di riwayat lembar."),
    )

    def __init__(self, *args: Any, user: User, indikator: Indikator, **kwargs: Any) -> None:
        self.indikator = indikator
        super().__init__(*args, user=user, **kwargs)
        del self.fields["unit_kerja"]
        self.berversi = rests_on_sheet(indikator)
        month: forms.ChoiceField = self.fields["berlaku_mulai"]  # type: ignore[assignment]
        month.choices = month_choices()
        if not self.berversi:
            del self.fields["berlaku_mulai"], self.fields["alasan_perubahan"]

    def _pilihan_sasaran(self) -> list[Sasaran]:
        goals = induk_untuk([self.indikator.unit_kerja])
        own = self.indikator.sasaran
        return goals if own is None or any(row.pk == own.pk for row in goals) else [own, *goals]

    @property
    def mulai(self) -> date | None:
        """The first day of the new version, if one is needed."""
        text = self.cleaned_data.get("berlaku_mulai", "")
        return date.fromisoformat(text) if text else None


def month_choices() -> list[tuple[str, str]]:
    """The months that are not closed, from the earliest on."""
    first = first_open_month()
    found = []
    for step in range(BULAN_KE_DEPAN):
        year, month = divmod(first.year * 12 + first.month - 1 + step, 12)
        found.append((date(year, month + 1, 1).isoformat(), f"{nama_bulan(month + 1)} {year}"))
    return found


def initial_of(indikator: Indikator) -> dict[str, Any]:
    """A sheet as the form shows it."""
    cara = cara_mengisi(indikator)
    if cara == "turunan":
        cara = "rasio" if indikator.adalah_rasio else "nilai"
    return {name: getattr(indikator, name) for name in LANGSUNG} | {
        "kode": indikator.kode,
        "sasaran": str(indikator.sasaran_id or ""),
        "cara": cara,
        "turunan": indikator.sumber == SumberData.TURUNAN,
        "agregasi": Agregasi.JUMLAH if indikator.adalah_rasio else indikator.agregasi,
        "label_pembilang": indikator.label_pembilang,
        "label_penyebut": indikator.label_penyebut,
        "pengali": indikator.pengali,
    }


class TarikIndikatorForm(forms.Form):
    """From which month an indicator is not used any more, and why."""

    ditarik_mulai = forms.ChoiceField(label=gettext_lazy("Tidak dipakai mulai"))
    alasan = forms.CharField(
        label=gettext_lazy("Alasan"),
        help_text=gettext_lazy("Tercatat bersama nama Anda."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ChoiceField = self.fields["ditarik_mulai"]  # type: ignore[assignment]
        field.choices = month_choices()

    @property
    def mulai(self) -> date:
        return date.fromisoformat(self.cleaned_data["ditarik_mulai"])
