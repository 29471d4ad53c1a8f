"""A change of an approved value: proposed with a reason, verified by somebody else."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import User
from binawidya.umum.fields import AngkaField, angka_checks
from binawidya.umum.history import track
from indikator.enums import StatusKoreksi
from indikator.models.realisasi import Realisasi
from indikator.models.target_indikator import target_q

if TYPE_CHECKING:
    from typing import Self

# A value, or numerator and denominator.
_LAMA = Q(lama_nilai__isnull=False, lama_pembilang=None, lama_penyebut=None) | Q(
    lama_nilai=None, lama_pembilang__isnull=False, lama_penyebut__isnull=False
)
_BARU = Q(nilai__isnull=False, pembilang=None, penyebut=None) | Q(
    nilai=None, pembilang__isnull=False, penyebut__isnull=False
)


class KoreksiRealisasiQuerySet(models.QuerySet["KoreksiRealisasi"]):
    def visible_to(self, user: "User", act: str = "realisasi.read") -> "Self":
        """Corrections of entries on which the user may do ``act``."""
        return self.filter(target_q(user, act, "realisasi__target__"))

    def menunggu(self) -> "Self":
        """Not yet decided."""
        return self.filter(status=StatusKoreksi.DIAJUKAN)

    def menunggu_verifikasi(self, user: "User") -> "Self":
        """What this user may decide; never the own work nor the own proposal."""
        waiting = self.menunggu().visible_to(user, "koreksi.verify").exclude(diusulkan_oleh=user.pk)
        pegawai_id = user.lingkup.pegawai_id
        return waiting.exclude(realisasi__target__pengisi=pegawai_id) if pegawai_id else waiting


@track()
class KoreksiRealisasi(models.Model):
    """One proposal: the value that was approved, the one it should have been, why, and what came of it."""

    realisasi = models.ForeignKey(Realisasi, on_delete=models.PROTECT, related_name="koreksi")
    lama_nilai = AngkaField(_("realisasi semula"), null=True, blank=True)
    lama_pembilang = AngkaField(_("pembilang semula"), null=True, blank=True)
    lama_penyebut = AngkaField(_("penyebut semula"), null=True, blank=True)
    nilai = AngkaField(_("realisasi"), null=True, blank=True)
    pembilang = AngkaField(_("pembilang"), null=True, blank=True)
    penyebut = AngkaField(_("penyebut"), null=True, blank=True)
    alasan = models.TextField(_("alasan"), max_length=1000)
    status = models.CharField(_("status"), max_length=12, choices=StatusKoreksi, default=StatusKoreksi.DIAJUKAN)
    diusulkan_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="koreksi_diusulkan")
    diusulkan_at = models.DateTimeField(db_default=Now(), editable=False)
    diputuskan_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="koreksi_diputuskan"
    )
    diputuskan_at = models.DateTimeField(null=True, blank=True)
    tanggapan = models.TextField(_("tanggapan"), blank=True, default="", max_length=1000)

    objects: ClassVar[KoreksiRealisasiQuerySet] = KoreksiRealisasiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["realisasi", "pk"]
        verbose_name = _("koreksi realisasi")
        constraints = [
            models.UniqueConstraint(
                fields=["realisasi"],
                condition=Q(status=StatusKoreksi.DIAJUKAN),
                name="koreksi_satu_menunggu",
                violation_error_message=_("Realisasi ini sudah mempunyai koreksi yang menunggu verifikasi."),
            ),
            models.CheckConstraint(condition=_LAMA, name="koreksi_lama_nilai_atau_rasio"),
            models.CheckConstraint(
                condition=_BARU,
                name="koreksi_nilai_atau_rasio",
                violation_error_message=_("Isi nilainya, atau pembilang dan penyebutnya."),
            ),
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="koreksi_beralasan",
                violation_error_message=_("Tulis alasan koreksinya. Alasan ini tercatat."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatusKoreksi.DIAJUKAN, diputuskan_oleh=None, diputuskan_at=None)
                | (~Q(status=StatusKoreksi.DIAJUKAN) & Q(diputuskan_oleh__isnull=False, diputuskan_at__isnull=False)),
                name="koreksi_diputuskan_bernama",
            ),
            models.CheckConstraint(
                condition=Q(diputuskan_oleh=None)
                | Q(status=StatusKoreksi.DIBATALKAN)
                | ~Q(diputuskan_oleh=F("diusulkan_oleh")),
                name="koreksi_bukan_putusan_sendiri",
                violation_error_message=_("Koreksi diputuskan oleh orang lain, bukan pengusulnya."),
            ),
            *angka_checks("koreksi", "lama_nilai", "lama_pembilang", "nilai", "pembilang"),
            *angka_checks("koreksi", "lama_penyebut", "penyebut", least=0),
        ]

    def __str__(self) -> str:
        return f"{self.realisasi_id}/{self.pk}"
