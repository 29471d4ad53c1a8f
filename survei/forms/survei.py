"""Making and changing a survey."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.models import UnitKerja, User
from binawidya.umum.forms import KetikForm
from indikator.enums import SumberData
from indikator.models import Indikator
from survei.enums import PALING_BANYAK_BEBAS, PANJANG_PERIODE, Demografi, JenisPeriode, Tampilan
from survei.forms.layanan import TERBESAR
from survei.models import Layanan, Survei

BAWAAN = [Demografi.JENIS_KELAMIN, Demografi.UMUR, Demografi.PENDIDIKAN, Demografi.PEKERJAAN]


def isian_tanggal(label: Any, **options: Any) -> forms.DateField:
    """A day, chosen or typed."""
    return forms.DateField(
        label=label,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": gettext_lazy("Tanggal tidak terbaca. Tulis seperti 2026-12-01.")},
        **options,
    )


class SurveiForm(forms.Form):
    """What is asked about, when, and how.

    :param user: whose units, services and indicators may be chosen.
    :param baru: a new survey, which also says for which unit and after which pattern.
    """

    layanan = forms.ModelChoiceField(
        Layanan.objects.none(),
        label=gettext_lazy("Layanan"),
        empty_label=gettext_lazy("Semua layanan unit di bawah ini"),
        required=False,
    )
    unit_kerja = forms.ModelChoiceField(
        UnitKerja.objects.none(),
        label=gettext_lazy("Unit penyelenggara"),
        help_text=gettext_lazy("Hanya bila layanan tidak dipilih."),
        empty_label=gettext_lazy("Unit layanan yang dipilih"),
        required=False,
    )
    dari = forms.ModelChoiceField(
        Survei.objects.none(),
        label=gettext_lazy("Pertanyaan"),
        empty_label=gettext_lazy("Sembilan unsur PermenPANRB 14/2017"),
        help_text=gettext_lazy("Atau salin dari survei sebelumnya. Unsur dapat diubah sebelum survei dibuka."),
        required=False,
    )
    tahun = forms.IntegerField(label=gettext_lazy("Tahun"), min_value=2000, max_value=2200)
    jenis_periode = forms.ChoiceField(label=gettext_lazy("Jenis periode"), choices=JenisPeriode)
    ke = forms.IntegerField(
        label=gettext_lazy("Periode ke"),
        help_text=gettext_lazy("Triwulan 1–4, semester 1–2, bulan 1–12."),
        min_value=1,
        max_value=12,
    )
    buka = isian_tanggal(gettext_lazy("Dibuka mulai"))
    tutup = isian_tanggal(gettext_lazy("Dibuka sampai"))
    populasi = forms.IntegerField(
        label=gettext_lazy("Pengguna layanan pada periode terakhir"),
        help_text=gettext_lazy("Kosong berarti menurut data layanannya."),
        min_value=1,
        max_value=TERBESAR,
        required=False,
    )
    indikator = forms.ModelChoiceField(
        Indikator.objects.none(),
        label=gettext_lazy("Indikator yang realisasinya dari survei ini"),
        empty_label=gettext_lazy("Tidak ada"),
        required=False,
    )
    tampilan = forms.ChoiceField(label=gettext_lazy("Tampilan"), choices=Tampilan)
    inggris = forms.BooleanField(label=gettext_lazy("Juga dalam bahasa Inggris"), required=False)
    wajib_token = forms.BooleanField(label=gettext_lazy("Hanya dengan kode sekali pakai"), required=False)
    demografi = forms.MultipleChoiceField(
        label=gettext_lazy("Data responden"),
        help_text=gettext_lazy("Selalu boleh dikosongkan oleh responden."),
        choices=Demografi,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    pertanyaan_bebas = forms.CharField(
        label=gettext_lazy("Pertanyaan bebas"),
        help_text=gettext_lazy("Paling banyak tiga, satu setiap baris. Kotak saran selalu ada."),
        max_length=650,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    pertanyaan_bebas_en = forms.CharField(
        label=gettext_lazy("Pertanyaan bebas (Inggris)"),
        help_text=gettext_lazy("Sebanyak dan seurut di atas. Kosong berarti tetap ditanyakan dalam bahasa Indonesia."),
        max_length=650,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, user: User, baru: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.baru = baru
        fields: dict[str, Any] = {**self.fields}
        services = Layanan.objects.visible_to(user, "survei.create").filter(aktif=True)
        fields["layanan"].queryset = services.order_by("nama", "pk")
        units = UnitKerja.objects.visible_to(user, "survei.create")
        fields["unit_kerja"].queryset = units.order_by("kode")
        earlier = Survei.objects.visible_to(user, "survei.create").select_related("layanan", "unit_kerja")
        fields["dari"].queryset = earlier.order_by("-buka", "-pk")
        fields["indikator"].queryset = Indikator.objects.filter(
            sumber=SumberData.SURVEI, unit_kerja__in=units.values("pk")
        ).order_by("kode", "pk")
        if not baru:
            for name in ("layanan", "unit_kerja", "dari"):
                del self.fields[name]

    def clean_pertanyaan_bebas(self) -> list[str]:
        return self._lines("pertanyaan_bebas")

    def clean_pertanyaan_bebas_en(self) -> list[str]:
        return self._lines("pertanyaan_bebas_en")

    def _lines(self, name: str) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data[name].splitlines() if line.strip()]
        if len(lines) > PALING_BANYAK_BEBAS:
            raise forms.ValidationError(_("Ada %(n)d baris. Paling banyak tiga pertanyaan."), params={"n": len(lines)})
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("Satu pertanyaan paling panjang 200 huruf."))
        return lines

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self.baru and not data.get("layanan") and not data.get("unit_kerja") and "unit_kerja" not in self.errors:
            self.add_error("layanan", _("Pilih layanan, atau unit yang semua layanannya disurvei."))
        asked, english = data.get("pertanyaan_bebas"), data.get("pertanyaan_bebas_en")
        if asked is not None and english and len(english) != len(asked):
            words = {"n": len(asked), "m": len(english)}
            text = _("Ada %(n)d pertanyaan di atas dan %(m)d dalam bahasa Inggris. Samakan, atau kosongkan.")
            self.add_error("pertanyaan_bebas_en", text % words)
        jenis, ke = data.get("jenis_periode"), data.get("ke")
        if jenis and ke and ke * PANJANG_PERIODE[JenisPeriode(jenis)] > 12:
            most = 12 // PANJANG_PERIODE[JenisPeriode(jenis)]
            self.add_error("ke", _("Setahun hanya memuat %(n)d periode seperti itu.") % {"n": most})
        buka, tutup = data.get("buka"), data.get("tutup")
        if isinstance(buka, date) and isinstance(tutup, date) and tutup < buka:
            self.add_error("tutup", _("Tanggal tutup mendahului tanggal buka."))
        return data


class TutupSurveiForm(KetikForm):
    """Closing asks for a typed word."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, kata="TUTUP", **kwargs)


class PerpanjangForm(forms.Form):
    """Another last day."""

    tutup = isian_tanggal(gettext_lazy("Dibuka sampai"))


class TokenForm(forms.Form):
    """How many one-time codes a sheet holds, and whether they are handed out on paper or sent."""

    CETAK, KIRIM = "cetak", "kirim"
    banyak = forms.IntegerField(label=gettext_lazy("Banyak kode"), min_value=1, max_value=500, initial=60)
    bentuk = forms.ChoiceField(
        label=gettext_lazy("Bentuk"),
        choices=[
            (CETAK, gettext_lazy("Slip untuk dicetak (PDF)")), (KIRIM, gettext_lazy("Tautan untuk dikirim (XLSX)")),
        ],
    )  # fmt: skip
