"""Granted roles: who, which, over which part of the tree, from when to when."""

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import Peran
from binawidya.umum.history import track


class PenugasanQuerySet(models.QuerySet["Penugasan"]):
    def on(self, tanggal: date) -> "PenugasanQuerySet":
        """In force on a date."""
        return self.filter(Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=tanggal), berlaku_mulai__lte=tanggal)


@track()
class Penugasan(models.Model):
    """A role over a unit and all below it. Both dates are days on which it holds."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="penugasan")
    peran = models.CharField(_("peran"), max_length=20, choices=Peran)
    unit_kerja = models.ForeignKey("organisasi.UnitKerja", on_delete=models.PROTECT, related_name="penugasan")
    berlaku_mulai = models.DateField(_("berlaku mulai"))
    berlaku_selesai = models.DateField(_("berlaku sampai"), null=True, blank=True)
    dasar = models.CharField(_("dasar penugasan"), max_length=200, blank=True, default="")

    objects: ClassVar[PenugasanQuerySet] = PenugasanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["user", "peran", "pk"]
        verbose_name = _("penugasan")
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=F("berlaku_mulai")),
                name="penugasan_berlaku_urut",
                violation_error_message=_("Tanggal akhir mendahului tanggal mulai."),
            ),
            models.UniqueConstraint(
                fields=["user", "peran", "unit_kerja", "berlaku_mulai"],
                name="penugasan_sekali",
                violation_error_message=_("Peran ini sudah diberikan mulai tanggal itu."),
            ),
        ]

    def __str__(self) -> str:
        return str(Peran(self.peran).label)
