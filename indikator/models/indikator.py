"""What is measured, and how."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja
from binawidya.umum.fields import AngkaField, angka_checks
from binawidya.umum.history import track
from indikator.enums import Agregasi, Polarisasi, SumberData
from indikator.models.sasaran import Sasaran


@track()
class Indikator(models.Model):
    """An Indikator Kinerja Utama, or an individual one that supports it.

    Minimum content of the sheet after PER/9/M.PAN/5/2007 and PER/20/M.PAN/11/2008: sasaran, IKU, reason, operational
    definition, formula, unit of measure, source of data, person in charge.
    """

    kode = models.CharField(_("kode"), max_length=30)
    nama = models.CharField(_("nama"), max_length=300)
    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="indikator", verbose_name=_("unit pemilik")
    )
    sasaran = models.ForeignKey(
        Sasaran, on_delete=models.PROTECT, null=True, blank=True, related_name="indikator", verbose_name=_("sasaran")
    )
    utama = models.BooleanField(_("Indikator Kinerja Utama"), default=False)
    definisi = models.TextField(_("definisi operasional"), blank=True, default="")
    rumus = models.TextField(_("formula"), blank=True, default="")
    sumber_data = models.CharField(_("sumber data"), max_length=300, blank=True, default="")
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

    class Meta:
        ordering = ["unit_kerja", "kode"]
        verbose_name = _("indikator")
        constraints = [
            models.UniqueConstraint(
                fields=["unit_kerja", "kode"],
                name="indikator_kode_sekali",
                violation_error_message=_("Kode ini sudah dipakai di unit itu."),
            ),
            models.CheckConstraint(
                condition=(Q(agregasi=Agregasi.RASIO) & ~Q(label_pembilang="") & ~Q(label_penyebut=""))
                | ~Q(agregasi=Agregasi.RASIO),
                name="indikator_rasio_bernama",
                violation_error_message=_("Indikator rasio memerlukan nama pembilang dan penyebut."),
            ),
            models.CheckConstraint(
                condition=~Q(sumber=SumberData.TURUNAN) | Q(agregasi__in=[Agregasi.JUMLAH, Agregasi.RASIO]),
                name="indikator_turunan_dijumlahkan",
                violation_error_message=_("Hanya jumlah dan rasio yang dapat dijumlahkan dari target turunan."),
            ),
            models.CheckConstraint(condition=Q(desimal__lte=6), name="indikator_desimal_wajar"),
            *angka_checks("indikator", "pengali", least=Decimal("0.000001")),
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
