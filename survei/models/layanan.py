"""What an office does for people."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.policy import scope_q
from binawidya.umum.history import track

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class LayananQuerySet(models.QuerySet["Layanan"]):
    def visible_to(self, user: "User", act: str = "layanan.list") -> "LayananQuerySet":
        """Services of units on which the user may do ``act``."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))


@track()
class Layanan(models.Model):
    """One service of a unit. ``populasi`` is the number of its users in the last period, which sets the sample."""

    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="layanan", verbose_name=_("unit penyelenggara")
    )
    nama = models.CharField(_("nama layanan"), max_length=150)
    nama_en = models.CharField(_("nama dalam bahasa Inggris"), max_length=150, blank=True, default="")
    populasi = models.PositiveIntegerField(_("pengguna pada periode terakhir"), null=True, blank=True)
    aktif = models.BooleanField(_("masih dilayani"), default=True)

    objects: ClassVar[LayananQuerySet] = LayananQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit_kerja", "nama"]
        verbose_name = _("layanan")
        constraints = [
            models.UniqueConstraint(
                fields=["unit_kerja", "nama"],
                name="layanan_nama_sekali",
                violation_error_message=_("Layanan dengan nama ini sudah ada di unit itu."),
            )
        ]

    def __str__(self) -> str:
        return self.nama
