"""The sheet of an indicator ("manual IKU"): what it measures and how, shared by the indicator and its versions."""

from decimal import Decimal
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binawidya.umum.fields import AngkaField
from indikator.enums import (
    VALIDITAS_KENDALI_TERLARANG,
    Agregasi,
    Kendali,
    PeriodePelaporan,
    Polarisasi,
    SumberData,
    Validitas,
)
from indikator.models.sasaran import Sasaran

_TERLARANG = reduce(
    or_, (Q(validitas=validitas, kendali=kendali) for validitas, kendali in VALIDITAS_KENDALI_TERLARANG)
)


class LembarIndikator(models.Model):
    """Everything of an indicator that counts or explains a figure.

    Minimum content after PER/9/M.PAN/5/2007 and PER/20/M.PAN/11/2008: sasaran, IKU, reason, operational definition,
    formula, unit of measure, source of data, person in charge. The rest is what a "manual IKU" adds.
    """

    nama = models.CharField(_("nama"), max_length=300)
    sasaran = models.ForeignKey(
        Sasaran, on_delete=models.PROTECT, null=True, blank=True, related_name="%(class)s", verbose_name=_("sasaran")
    )
    utama = models.BooleanField(_("Indikator Kinerja Utama"), default=False)
    definisi = models.TextField(_("definisi operasional"), blank=True, default="")
    alasan = models.TextField(_("alasan pemilihan"), blank=True, default="", db_default="")
    rumus = models.TextField(_("formula"), blank=True, default="")
    sumber_data = models.CharField(_("sumber data"), max_length=300, blank=True, default="")
    penyedia_data = models.CharField(_("penyedia data"), max_length=200, blank=True, default="", db_default="")
    penanggung_jawab = models.CharField(_("penanggung jawab"), max_length=200, blank=True, default="", db_default="")
    satuan = models.CharField(_("satuan"), max_length=40)
    desimal = models.PositiveSmallIntegerField(_("angka di belakang koma"), default=2)
    polarisasi = models.CharField(_("polarisasi"), max_length=10, choices=Polarisasi, default=Polarisasi.MAKSIMUM)
    agregasi = models.CharField(_("konsolidasi periode"), max_length=15, choices=Agregasi, default=Agregasi.JUMLAH)
    sumber = models.CharField(_("asal realisasi"), max_length=10, choices=SumberData, default=SumberData.ISIAN)
    label_pembilang = models.CharField(_("nama pembilang"), max_length=60, blank=True, default="")
    label_penyebut = models.CharField(_("nama penyebut"), max_length=60, blank=True, default="")
    pengali = AngkaField(_("pengali rasio"), default=Decimal(100))
    rasio_boleh_lebih = models.BooleanField(_("pembilang boleh melebihi penyebut"), default=False)
    boleh_negatif = models.BooleanField(_("boleh negatif"), default=False)
    bukti_wajib = models.BooleanField(_("bukti dukung wajib"), default=False)
    validitas = models.CharField(
        _("validitas"), max_length=10, choices=Validitas, blank=True, default="", db_default=""
    )
    kendali = models.CharField(
        _("tingkat kendali"), max_length=10, choices=Kendali, blank=True, default="", db_default=""
    )
    periode_pelaporan = models.CharField(
        _("periode pelaporan"),
        max_length=12,
        choices=PeriodePelaporan,
        default=PeriodePelaporan.BULANAN,
        db_default=PeriodePelaporan.BULANAN,
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=(Q(agregasi=Agregasi.RASIO) & ~Q(label_pembilang="") & ~Q(label_penyebut=""))
                | ~Q(agregasi=Agregasi.RASIO),
                name="%(class)s_rasio_bernama",
                violation_error_message=_("Indikator rasio memerlukan nama pembilang dan penyebut."),
            ),
            models.CheckConstraint(
                condition=~Q(sumber=SumberData.TURUNAN) | Q(agregasi__in=[Agregasi.JUMLAH, Agregasi.RASIO]),
                name="%(class)s_turunan_dijumlahkan",
                violation_error_message=_("Hanya jumlah dan rasio yang dapat dijumlahkan dari target turunan."),
            ),
            models.CheckConstraint(
                condition=~Q(_TERLARANG),
                name="%(class)s_validitas_kendali",
                violation_error_message=_(
                    "Validitas dan kendali ini tidak dapat bersama: ukuran langsung tidak pernah sepenuhnya di tangan "
                    "sendiri, dan kegiatan sendiri tidak ditentukan pihak lain."
                ),
            ),
            models.CheckConstraint(
                condition=Q(desimal__lte=6),
                name="%(class)s_desimal_wajar",
                violation_error_message=_("Paling banyak 6 angka di belakang koma."),
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def adalah_rasio(self) -> bool:
        """Entered as numerator and denominator."""
        return self.agregasi == Agregasi.RASIO

    @property
    def cara(self) -> str:
        """``jumlah``, ``rata-rata``, ``rasio``: how the months are put together, in a word or two."""
        return str(Agregasi(self.agregasi).label).split(":")[0].lower()

    @property
    def satuan_angka(self) -> str:
        """What is written behind every figure where the unit stands elsewhere: the per cent sign only."""
        return "%" if self.persen else ""

    @property
    def persen(self) -> bool:
        """The unit of measure is written behind the figure as ``%``."""
        return self.satuan.strip().lower() in {"%", "persen"}


KOLOM_LEMBAR = tuple(field.name for field in LembarIndikator._meta.local_fields)
