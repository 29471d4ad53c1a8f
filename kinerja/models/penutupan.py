"""Closings: what a month held when it was closed, sealed by a chain of digests."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Periode
from binawidya.organisasi.policy import allows_everywhere
from indikator.models import KebijakanSkor
from kinerja.models.penutupan_sql import TETAP

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class PenutupanQuerySet(models.QuerySet["Penutupan"]):
    def visible_to(self, user: "User", act: str = "perhitungan.list") -> "PenutupanQuerySet":
        """Closings concern the whole installation."""
        return self.all() if allows_everywhere(act, user.lingkup) else self.none()


class Penutupan(models.Model):
    """One link: the digest of the month's figures, and that of the link before.

    Closing a month again after a reopening adds a link; none is ever changed or removed.
    """

    nomor = models.PositiveIntegerField(_("nomor"), unique=True)
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="penutupan")
    kebijakan = models.ForeignKey(KebijakanSkor, on_delete=models.PROTECT, related_name="+")
    ditutup_at = models.DateTimeField(_("ditutup pada"))
    isi = models.CharField(_("sidik isi"), max_length=64)
    sebelum = models.CharField(_("sidik mata rantai sebelumnya"), max_length=64, blank=True, default="")
    sidik = models.CharField(_("sidik mata rantai"), max_length=64, unique=True)
    jumlah_capaian = models.PositiveIntegerField()
    jumlah_pegawai = models.PositiveIntegerField()
    jumlah_unit = models.PositiveIntegerField()
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="penutupan"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[PenutupanQuerySet] = PenutupanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-nomor"]
        verbose_name = _("penutupan")
        constraints = [
            models.CheckConstraint(
                condition=(Q(nomor=1) & Q(sebelum="")) | (Q(nomor__gt=1) & ~Q(sebelum="")),
                name="penutupan_berantai",
            ),
        ]
        triggers = TETAP

    def __str__(self) -> str:
        return f"{self.nomor}"


class PemeriksaanPenutupan(models.Model):
    """One look at the chain: whether the link and the figures it seals are still what they were."""

    penutupan = models.ForeignKey(Penutupan, on_delete=models.PROTECT, related_name="pemeriksaan")
    utuh = models.BooleanField()
    isi = models.CharField(_("sidik isi saat diperiksa"), max_length=64)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pemeriksaan penutupan")

    def __str__(self) -> str:
        return f"{self.penutupan_id}: {self.utuh}"
