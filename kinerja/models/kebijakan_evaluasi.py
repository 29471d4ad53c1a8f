"""The rules by which an office evaluates, and what a predikat counts as for the payroll."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja, User
from binawidya.organisasi.policy import scope_q
from binawidya.umum.fields import AngkaField, angka_checks
from binawidya.umum.history import track
from kinerja.enums import JenisEvaluasi, Predikat

if TYPE_CHECKING:
    from typing import Self


class KebijakanEvaluasiQuerySet(models.QuerySet["KebijakanEvaluasi"]):
    def visible_to(self, user: User, act: str = "kebijakan_evaluasi.read") -> "Self":
        """Rules of offices in the user's scope."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))

    def untuk(self, unit: UnitKerja, tahun: int) -> "KebijakanEvaluasi | None":
        """The rules of a year for a unit: of itself or the nearest unit above, the latest version. One query."""
        rows = self.filter(unit_kerja__in=unit.jalur, tahun__lte=tahun).select_related("unit_kerja")
        return max(rows, key=lambda row: (len(row.unit_kerja.jalur), row.tahun, row.versi), default=None)


@track()
class KebijakanEvaluasi(models.Model):
    """One version of the rules of an office for a year. Every evaluation keeps the version it was opened with."""

    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="kebijakan_evaluasi", verbose_name=_("unit kerja")
    )
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    versi = models.PositiveSmallIntegerField(_("versi"), default=1)
    berkala = models.CharField(
        _("evaluasi periodik"),
        max_length=12,
        choices=[(JenisEvaluasi.BULANAN, _("Bulanan")), (JenisEvaluasi.TRIWULANAN, _("Triwulanan"))],
        default=JenisEvaluasi.TRIWULANAN,
    )
    batas_di_atas = AngkaField(_("di atas ekspektasi, istimewa: mulai nilai"), default=Decimal(102))
    batas_sesuai = AngkaField(_("sesuai ekspektasi, baik: mulai nilai"), default=Decimal(90))
    batas_butuh_perbaikan = AngkaField(_("unit butuh perbaikan: mulai nilai"), default=Decimal(75))
    batas_kurang = AngkaField(_("unit kurang: mulai nilai"), default=Decimal(50))
    hari_penetapan = models.PositiveSmallIntegerField(_("batas penetapan, hari sesudah masa berakhir"), default=30)
    hari_keberatan = models.PositiveSmallIntegerField(_("batas keberatan, hari kalender sesudah diterima"), default=14)
    hari_anggap_diterima = models.PositiveSmallIntegerField(_("dianggap diterima, hari sesudah ditetapkan"), default=7)
    dasar = models.CharField(_("dasar"), max_length=300, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[KebijakanEvaluasiQuerySet] = KebijakanEvaluasiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-tahun", "unit_kerja", "-versi"]
        verbose_name = _("kebijakan evaluasi")
        constraints = [
            models.UniqueConstraint(fields=["unit_kerja", "tahun", "versi"], name="kebijakanevaluasi_sekali"),
            models.CheckConstraint(
                condition=Q(batas_di_atas__gt=F("batas_sesuai"))
                & Q(batas_sesuai__gt=F("batas_butuh_perbaikan"))
                & Q(batas_butuh_perbaikan__gt=F("batas_kurang")),
                name="kebijakanevaluasi_batas_urut",
                violation_error_message=_("Batas nilai harus menurun dari istimewa sampai kurang."),
            ),
            models.CheckConstraint(
                condition=Q(hari_keberatan__gte=1, hari_keberatan__lte=90)
                & Q(hari_penetapan__lte=180, hari_anggap_diterima__lte=60),
                name="kebijakanevaluasi_hari_wajar",
                violation_error_message=_("Batas keberatan antara 1 dan 90 hari."),
            ),
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name="kebijakanevaluasi_tahun_wajar"),
            *angka_checks(
                "kebijakanevaluasi",
                "batas_di_atas",
                "batas_sesuai",
                "batas_butuh_perbaikan",
                "batas_kurang",
                least=0,
                most=1000,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_kerja_id}/{self.tahun} versi {self.versi}"

    @property
    def batas_unit(self) -> tuple[Decimal, Decimal, Decimal, Decimal]:
        """Lower bounds of the predikat of a unit, best first."""
        return (self.batas_di_atas, self.batas_sesuai, self.batas_butuh_perbaikan, self.batas_kurang)


class _DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


_MASA = _DateRange("berlaku_mulai", "berlaku_selesai", RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class KonversiPredikatQuerySet(models.QuerySet["KonversiPredikat"]):
    def visible_to(self, user: User, act: str = "kebijakan_evaluasi.read") -> "Self":
        """Rows of offices in the user's scope."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))

    def on(self, tanggal: date) -> "Self":
        """In force on a date."""
        return self.filter(Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=tanggal), berlaku_mulai__lte=tanggal)


@track()
class KonversiPredikat(models.Model):
    """What a predikat counts as in an office for a time, such as the share of an allowance in per cent."""

    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="konversi_predikat", verbose_name=_("unit kerja")
    )
    predikat = models.CharField(_("predikat"), max_length=20, choices=Predikat)
    angka = AngkaField(_("angka"))
    berlaku_mulai = models.DateField(_("berlaku mulai"))
    berlaku_selesai = models.DateField(_("berlaku sampai"), null=True, blank=True)
    dasar = models.CharField(_("dasar"), max_length=300, blank=True, default="")

    objects: ClassVar[KonversiPredikatQuerySet] = KonversiPredikatQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit_kerja", "-berlaku_mulai", "-angka"]
        verbose_name = _("konversi predikat")
        constraints = [
            ExclusionConstraint(
                name="konversipredikat_tidak_tumpang",
                expressions=[
                    ("unit_kerja", RangeOperators.EQUAL),
                    ("predikat", RangeOperators.EQUAL),
                    (_MASA, RangeOperators.OVERLAPS),
                ],
                violation_error_message=_("Predikat ini sudah mempunyai angka lain pada tanggal itu."),
            ),
            models.CheckConstraint(
                condition=Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=F("berlaku_mulai")),
                name="konversipredikat_berlaku_urut",
                violation_error_message=_("Tanggal akhir mendahului tanggal mulai."),
            ),
            *angka_checks("konversipredikat", "angka", least=0, most=1000),
        ]

    def __str__(self) -> str:
        return f"{self.unit_kerja_id} {self.predikat}"
