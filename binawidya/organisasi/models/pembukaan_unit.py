"""Opening a month again for one unit and everything below it, for a limited time."""

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models.periode import Periode
from binawidya.organisasi.models.unit_kerja import UnitKerja
from binawidya.umum.history import track


class PembukaanUnitQuerySet(models.QuerySet["PembukaanUnit"]):
    def berlaku(self, saat: datetime) -> "PembukaanUnitQuerySet":
        """In force at a moment: begun, neither over nor ended by hand."""
        return self.filter(Q(selesai_at=None) | Q(selesai_at__gt=saat), mulai_at__lte=saat, sampai_at__gt=saat)


@track()
class PembukaanUnit(models.Model):
    """Who opened which unit again, why, and until when. It ends by itself: every question asks the clock."""

    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="pembukaan")
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="pembukaan")
    alasan = models.CharField(_("alasan"), max_length=500)
    mulai_at = models.DateTimeField(_("mulai"), db_default=Now())
    sampai_at = models.DateTimeField(_("sampai"))
    # Ended by hand before its time, or noted as over.
    selesai_at = models.DateTimeField(_("selesai pada"), null=True, blank=True)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pembukaan")

    objects: ClassVar[PembukaanUnitQuerySet] = PembukaanUnitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pembukaan kembali unit")
        indexes = [models.Index(fields=["periode", "unit_kerja"], name="pembukaanunit_periode")]
        constraints = [
            models.CheckConstraint(
                condition=Q(sampai_at__gt=F("mulai_at")),
                name="pembukaanunit_sampai_sesudah_mulai",
                violation_error_message=_("Waktu berakhirnya sudah lewat."),
            ),
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="pembukaanunit_beralasan",
                violation_error_message=_("Tulis alasan pembukaan kembali. Alasan ini tercatat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_kerja_id}/{self.periode_id}"

    @property
    def masih_berlaku(self) -> bool:
        """In force now."""
        now = timezone.now()
        return self.mulai_at <= now < min(self.sampai_at, self.selesai_at or self.sampai_at)
