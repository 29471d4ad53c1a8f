"""Photographs of a survey that was carried out, for the annex of its report."""

from secrets import token_hex
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.umum.history import track
from survei.models.survei import Survei

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


def random_path(dokumentasi: "Dokumentasi | None" = None, filename: str = "") -> str:
    """Where a photograph goes: the name says nothing and is never taken from outside."""
    name = token_hex(16)
    return f"survei/{name[:2]}/{name}"


class DokumentasiQuerySet(models.QuerySet["Dokumentasi"]):
    def visible_to(self, user: "User", act: str = "survei.read") -> "DokumentasiQuerySet":
        """Photographs of surveys on which the user may do ``act``."""
        return self.filter(survei__in=Survei.objects.visible_to(user, act))


@track()
class Dokumentasi(models.Model):
    """One photograph, encoded anew on its way in and kept outside the web root."""

    survei = models.ForeignKey(Survei, on_delete=models.PROTECT, related_name="dokumentasi")
    berkas = models.FileField(_("foto"), upload_to=random_path)
    tipe_isi = models.CharField(max_length=20)
    ukuran = models.PositiveIntegerField(_("ukuran dalam bita"))
    sha256 = models.CharField(max_length=64)
    keterangan = models.CharField(_("keterangan"), max_length=200)
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dokumentasi_survei")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[DokumentasiQuerySet] = DokumentasiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["survei", "pk"]
        verbose_name = _("dokumentasi survei")
        constraints = [
            models.UniqueConstraint(
                fields=["survei", "sha256"],
                name="dokumentasi_foto_sekali",
                violation_error_message=_("Foto ini sudah ada."),
            ),
            models.CheckConstraint(
                condition=Q(tipe_isi__in=["image/jpeg", "image/png"], ukuran__gt=0) & ~Q(berkas="") & ~Q(keterangan=""),
                name="dokumentasi_foto_berketerangan",
                violation_error_message=_("Pilih foto dan tulis keterangannya."),
            ),
        ]

    def __str__(self) -> str:
        return self.keterangan[:60]
