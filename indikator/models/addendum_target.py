"""A change of an approved target: proposed with a reason, approved again before it counts."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binawidya.umum.fields import AngkaBulananField, AngkaField, angka_bulanan_checks, angka_checks
from binawidya.umum.history import track
from indikator.enums import StatusAddendum
from indikator.models.target_indikator import TargetIndikator, target_q

if TYPE_CHECKING:
    from binawidya.organisasi.models import User

# What an addendum may change, each kept as it was (``_lama``) and as it shall be (``_baru``).
KOLOM = ("target", "target_atas", "bulanan", "bulanan_atas", "nilai_terburuk", "bobot")


class AddendumTargetQuerySet(models.QuerySet["AddendumTarget"]):
    def visible_to(self, user: "User", act: str = "target.read") -> "AddendumTargetQuerySet":
        """Changes of targets on which the user may do ``act``."""
        return self.filter(target_q(user, act, "target__"))

    def terbuka(self) -> "AddendumTargetQuerySet":
        """Not decided yet."""
        return self.filter(status=StatusAddendum.DIAJUKAN)


@track()
class AddendumTarget(models.Model):
    """One change of one approved target. The target itself keeps its old values until this is approved."""

    target = models.ForeignKey(TargetIndikator, on_delete=models.PROTECT, related_name="addendum")
    alasan = models.TextField(_("alasan perubahan"))
    dasar = models.CharField(_("dasar"), max_length=200, blank=True, default="")
    tanggal = models.DateField(_("tanggal perubahan"))
    target_lama = AngkaField(_("target tahunan sebelumnya"))
    target_baru = AngkaField(_("target tahunan"))
    target_atas_lama = AngkaField(null=True, blank=True)
    target_atas_baru = AngkaField(_("batas atas rentang"), null=True, blank=True)
    nilai_terburuk_lama = AngkaField(null=True, blank=True)
    nilai_terburuk_baru = AngkaField(_("nilai terburuk yang ditoleransi"), null=True, blank=True)
    bulanan_lama = AngkaBulananField()
    bulanan_baru = AngkaBulananField(verbose_name=_("target per bulan"))
    bulanan_atas_lama = AngkaBulananField(null=True, blank=True)
    bulanan_atas_baru = AngkaBulananField(null=True, blank=True)
    bobot_lama = AngkaField()
    bobot_baru = AngkaField(_("bobot"))
    status = models.CharField(_("status"), max_length=15, choices=StatusAddendum, default=StatusAddendum.DIAJUKAN)
    diajukan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="addendum_diajukan"
    )
    diajukan_at = models.DateTimeField(_("diajukan pada"))
    diputus_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="addendum_diputus"
    )
    diputus_at = models.DateTimeField(_("diputus pada"), null=True, blank=True)
    putusan = models.TextField(_("alasan penolakan"), blank=True, default="")

    objects: ClassVar[AddendumTargetQuerySet] = AddendumTargetQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("addendum target")
        constraints = [
            models.UniqueConstraint(
                fields=["target"],
                condition=Q(status=StatusAddendum.DIAJUKAN),
                name="addendumtarget_satu_terbuka",
                violation_error_message=_("Masih ada addendum target ini yang menunggu persetujuan."),
            ),
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="addendumtarget_beralasan",
                violation_error_message=_("Tulis alasan perubahannya."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatusAddendum.DIAJUKAN, diputus_oleh=None, diputus_at=None)
                | ~Q(status=StatusAddendum.DIAJUKAN) & Q(diputus_oleh__isnull=False, diputus_at__isnull=False),
                name="addendumtarget_diputus_bernama",
            ),
            models.CheckConstraint(
                condition=Q(diputus_oleh=None) | ~Q(diputus_oleh=F("diajukan_oleh")) | Q(status=StatusAddendum.DITARIK),
                name="addendumtarget_bukan_putusan_sendiri",
                violation_error_message=_("Addendum tidak diputuskan oleh yang mengajukannya sendiri."),
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusAddendum.DITOLAK) | ~Q(putusan=""),
                name="addendumtarget_ditolak_beralasan",
                violation_error_message=_("Tulis alasan penolakannya."),
            ),
            models.CheckConstraint(
                condition=Q(target_atas_baru=None, bulanan_atas_baru=None)
                | Q(target_atas_baru__gte=F("target_baru"), bulanan_atas_baru__isnull=False),
                name="addendumtarget_rentang_urut",
                violation_error_message=_("Batas atas rentang mendahului batas bawahnya."),
            ),
            *angka_checks("addendumtarget", "target_baru", "target_atas_baru", "nilai_terburuk_baru"),
            *angka_checks("addendumtarget", "target_lama", "target_atas_lama", "nilai_terburuk_lama"),
            *angka_checks("addendumtarget", "bobot_lama", "bobot_baru", least=0, most=100),
            *angka_bulanan_checks(
                "addendumtarget", "bulanan_lama", "bulanan_baru", "bulanan_atas_lama", "bulanan_atas_baru"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}/{self.tanggal}"
