"""Who need not enter a month, though the rule by status does not leave them out."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models.pegawai import Pegawai
from binawidya.organisasi.models.periode import Periode
from binawidya.umum.history import track

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class PengecualianQuerySet(models.QuerySet["Pengecualian"]):
    def visible_to(self, user: "User", act: str = "pengecualian.delete") -> "PengecualianQuerySet":
        """Of people on whom the user may do ``act``."""
        return self.filter(pegawai__in=Pegawai.objects.known_to(user, act).values("pk"))


@track()
class Pengecualian(models.Model):
    """One person and month, with the reason. Taken back, the row goes and its history stays."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="pengecualian")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="pengecualian")
    alasan = models.CharField(_("alasan"), max_length=500)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pengecualian")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[PengecualianQuerySet] = PengecualianQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["periode", "pegawai"]
        verbose_name = _("pengecualian")
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "periode"],
                name="pengecualian_sekali",
                violation_error_message=_("Pegawai ini sudah dikecualikan untuk bulan itu."),
            ),
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="pengecualian_beralasan",
                violation_error_message=_("Tulis alasannya. Alasan ini tercatat."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id}/{self.periode_id}"
