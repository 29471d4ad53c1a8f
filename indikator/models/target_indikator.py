"""What is promised: a unit's or a person's target for a year, month by month."""

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, UnitKerja
from binawidya.organisasi.policy import scope_paths
from binawidya.umum.dates import nama_bulan
from binawidya.umum.fields import AngkaBulananField, AngkaField, angka_bulanan_checks, angka_checks
from binawidya.umum.history import track
from indikator.enums import TARGET_DAPAT_DIUBAH, Aspek, Cascading, StatusTarget, SumberData
from indikator.models.indikator import Indikator
from indikator.models.target_indikator_sql import HANDED_DOWN, NO_CIRCLE

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class TargetIndikatorQuerySet(models.QuerySet["TargetIndikator"]):
    def berlaku(self, tahun: int) -> "TargetIndikatorQuerySet":
        """Approved targets of a year."""
        return self.filter(tahun=tahun, status=StatusTarget.DISETUJUI)

    def diisi_oleh(self, pegawai_id: int) -> "TargetIndikatorQuerySet":
        """Targets whose realisasi this person enters."""
        return self.filter(pengisi=pegawai_id)

    def visible_to(self, user: "User", act: str = "realisasi.read") -> "TargetIndikatorQuerySet":
        """Targets on which the user may do ``act``."""
        return self.filter(target_q(user, act))


def target_q(user: "User", act: str, prefix: str = "") -> Q:
    """Filter for targets, or for what hangs on one, within the user's scope for ``act``.

    :param prefix: lookup from the filtered model to the target, with ``__``.
    """
    lingkup = user.lingkup
    scope = scope_paths(act, lingkup)
    reach = Q(pk__in=[])
    if scope.own and lingkup.pegawai_id:
        reach |= Q(**{f"{prefix}pengisi": lingkup.pegawai_id}) | Q(**{f"{prefix}pegawai": lingkup.pegawai_id})
    if scope.below and lingkup.bawahan_di:
        people = sorted({pegawai for pegawai, _unit in lingkup.bawahan_di})
        units = sorted({unit for _pegawai, unit in lingkup.bawahan_di})
        reach |= Q(**{f"{prefix}pengisi__in": people, f"{prefix}unit_kerja__in": units})
    if scope.paths:
        reach |= Q(**{f"{prefix}unit_kerja__jalur__overlap": sorted(scope.paths)})
    return reach


@track()
class TargetIndikator(models.Model):
    """One indicator, one year, one owner: the person ``pegawai``, or without one the unit itself.

    ``unit_kerja`` is the unit in whose post the target is carried; a person who moves gets new targets there.
    ``pengisi`` enters the realisasi. ``bulanan`` holds the target of each month, null where nothing is due;
    ``bulanan_atas`` the upper bounds of a range. ``induk`` is the target it was handed down from and ``cascading`` how.
    Only approved targets count; a change after that is an :class:`AddendumTarget`.
    """

    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="target")
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="target")
    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="target", db_index=False
    )
    pengisi = models.ForeignKey(Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="target_diisi")
    sumber = models.CharField(_("asal realisasi"), max_length=10, choices=SumberData, default=SumberData.ISIAN)
    induk = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="turunan",
        verbose_name=_("diturunkan dari"),
    )
    cascading = models.CharField(
        _("cara menurunkan"), max_length=10, choices=Cascading, blank=True, default="", db_default=""
    )
    tambahan = models.BooleanField(_("hasil kerja tambahan"), default=False, db_default=False)
    aspek = models.CharField(_("aspek"), max_length=10, choices=Aspek, blank=True, default="", db_default="")
    baseline = AngkaField(_("capaian tahun dasar"), null=True, blank=True)
    target = AngkaField(_("target tahunan"))
    target_atas = AngkaField(_("batas atas rentang"), null=True, blank=True)
    nilai_terburuk = AngkaField(_("nilai terburuk yang ditoleransi"), null=True, blank=True)
    bulanan = AngkaBulananField(verbose_name=_("target per bulan"))
    bulanan_atas = AngkaBulananField(verbose_name=_("batas atas per bulan"), null=True, blank=True)
    bobot = AngkaField(_("bobot"), default=Decimal(0))
    status = models.CharField(_("status"), max_length=15, choices=StatusTarget, default=StatusTarget.DRAF)
    versi = models.PositiveIntegerField(default=1, db_default=1)
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="target_diajukan"
    )
    diajukan_at = models.DateTimeField(_("diajukan pada"), null=True, blank=True)
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="target_diputus"
    )
    diputus_at = models.DateTimeField(_("diputus pada"), null=True, blank=True)
    alasan = models.TextField(_("alasan dikembalikan"), blank=True, default="", db_default="")

    objects: ClassVar[TargetIndikatorQuerySet] = TargetIndikatorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["tahun", "indikator", "pk"]
        verbose_name = _("target indikator")
        indexes = [
            models.Index(fields=["pengisi", "tahun"], name="targetindikator_pengisi"),
            models.Index(fields=["unit_kerja", "tahun"], name="targetindikator_unit"),
            # In place of an index on the person alone: it also says in which units somebody has targets.
            models.Index(fields=["pegawai", "tahun", "unit_kerja"], include=["id"], name="targetindikator_pegawai"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "tahun", "unit_kerja", "pegawai"],
                nulls_distinct=False,
                name="targetindikator_sekali",
                violation_error_message=_("Indikator ini sudah ditargetkan untuk pemilik dan tahun itu."),
            ),
            models.CheckConstraint(
                condition=Q(pegawai=None) | Q(pengisi=F("pegawai")) | ~Q(sumber=SumberData.ISIAN),
                name="targetindikator_pegawai_mengisi_sendiri",
            ),
            models.CheckConstraint(
                condition=~Q(sumber=SumberData.ISIAN) | Q(pengisi__isnull=False),
                name="targetindikator_isian_berpengisi",
                violation_error_message=_("Target yang diisi memerlukan seorang pengisi."),
            ),
            models.CheckConstraint(
                condition=Q(target_atas=None, bulanan_atas=None)
                | Q(target_atas__gte=F("target"), bulanan_atas__isnull=False),
                name="targetindikator_rentang_urut",
                violation_error_message=_("Batas atas rentang mendahului batas bawahnya."),
            ),
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name="targetindikator_tahun_wajar"),
            models.CheckConstraint(
                condition=Q(induk=None, cascading="") | Q(induk__isnull=False, cascading__in=Cascading.values),
                name="targetindikator_cascading_bercara",
                violation_error_message=_("Pilih cara menurunkan, atau kosongkan target di atasnya."),
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusTarget.DIAJUKAN) | Q(diajukan_oleh__isnull=False, diajukan_at__isnull=False),
                name="targetindikator_diajukan_bernama",
            ),
            # What nobody handed in was taken over with an approved plan; what somebody did is decided by another.
            models.CheckConstraint(
                condition=~Q(status__in=[StatusTarget.DISETUJUI, StatusTarget.DIKEMBALIKAN])
                | Q(diajukan_oleh=None, status=StatusTarget.DISETUJUI)
                | Q(diputus_oleh__isnull=False, diputus_at__isnull=False),
                name="targetindikator_diputus_bernama",
            ),
            models.CheckConstraint(
                condition=Q(diputus_oleh=None) | Q(diajukan_oleh__isnull=False) & ~Q(diputus_oleh=F("diajukan_oleh")),
                name="targetindikator_bukan_putusan_sendiri",
                violation_error_message=_("Target tidak diputuskan oleh yang mengajukannya sendiri."),
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusTarget.DIKEMBALIKAN) | ~Q(alasan=""),
                name="targetindikator_dikembalikan_beralasan",
                violation_error_message=_("Tulis alasannya supaya pemilik target tahu apa yang harus diperbaiki."),
            ),
            *angka_checks("targetindikator", "target", "target_atas", "nilai_terburuk", "baseline"),
            *angka_checks("targetindikator", "bobot", least=0, most=100),
            *angka_bulanan_checks("targetindikator", "bulanan", "bulanan_atas"),
        ]
        # A trigger with the rows of its statement takes one kind of statement only.
        triggers = [
            pgtrigger.Trigger(
                name=name,
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=operation,
                referencing=pgtrigger.Referencing(new="new_values"),
                func=func,
            )
            for name, operation, func in (
                ("turunan_baru", pgtrigger.Insert, HANDED_DOWN),
                ("turunan_ubah", pgtrigger.Update, NO_CIRCLE),
            )
        ]

    def __str__(self) -> str:
        return f"{self.indikator_id}/{self.tahun}"

    def target_bulan(self, bulan: int) -> Decimal | None:
        """Target of one month, 1 to 12."""
        value: Decimal | None = self.bulanan[bulan - 1]
        return value

    @property
    def dapat_diubah(self) -> bool:
        """Whether its state lets people change it directly."""
        return self.status in TARGET_DAPAT_DIUBAH

    @property
    def bulan_berjanji(self) -> list[tuple[str, Decimal, Decimal | None]]:
        """Months in which something is due: short name, target, upper bound."""
        upper = self.bulanan_atas or [None] * 12
        return [
            (nama_bulan(place + 1, pendek=True), value, upper[place])
            for place, value in enumerate(self.bulanan)
            if value is not None
        ]

    @property
    def langsung(self) -> bool:
        """Handed down as the same indicator."""
        return self.cascading in {Cascading.DIBAGI, Cascading.DISALIN}
