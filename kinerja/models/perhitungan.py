"""Runs of the score engine over one month, cut into parts that several workers share."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Periode
from binawidya.organisasi.policy import allows_everywhere
from kinerja.enums import PERHITUNGAN_TERBUKA, SebabPerhitungan, StatusPerhitungan

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class PerhitunganQuerySet(models.QuerySet["Perhitungan"]):
    def visible_to(self, user: "User", act: str = "perhitungan.list") -> "PerhitunganQuerySet":
        """Runs concern the whole installation."""
        return self.all() if allows_everywhere(act, user.lingkup) else self.none()

    def terbuka(self) -> "PerhitunganQuerySet":
        """Not yet ended."""
        return self.filter(status__in=PERHITUNGAN_TERBUKA)


class Perhitungan(models.Model):
    """One run. Whoever asks for the same month while it is open joins it: ``versi`` grows and every part is due again.

    A part is done when its ``versi`` has reached that of the run; so a change that came after a part was computed is
    never lost, and nothing is computed twice for nothing.
    """

    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="perhitungan")
    sebab = models.CharField(_("sebab"), max_length=15, choices=SebabPerhitungan)
    status = models.CharField(_("status"), max_length=12, choices=StatusPerhitungan, default=StatusPerhitungan.MENUNGGU)
    versi = models.PositiveIntegerField(default=1)
    jumlah_bagian = models.PositiveIntegerField(default=0)
    jumlah_target = models.PositiveIntegerField(default=0)
    baris_ditulis = models.PositiveBigIntegerField(default=0)
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="perhitungan"
    )
    dibatalkan_oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    mulai_at = models.DateTimeField(null=True, blank=True)
    selesai_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PerhitunganQuerySet] = PerhitunganQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("perhitungan")
        constraints = [
            models.UniqueConstraint(
                fields=["periode"], condition=Q(status__in=PERHITUNGAN_TERBUKA), name="perhitungan_satu_terbuka"
            ),
            models.CheckConstraint(
                condition=Q(status__in=PERHITUNGAN_TERBUKA, selesai_at=None)
                | (~Q(status__in=PERHITUNGAN_TERBUKA) & Q(selesai_at__isnull=False)),
                name="perhitungan_selesai_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def terbuka(self) -> bool:
        """Whether work may still be done."""
        return self.status in PERHITUNGAN_TERBUKA


class BagianPerhitungan(models.Model):
    """One part of a run: units whose number falls between two bounds, with their people.

    Claimed by locking the row in the transaction that computes; when a worker dies the lock goes with it.
    """

    perhitungan = models.ForeignKey(Perhitungan, on_delete=models.CASCADE, related_name="bagian")
    nomor = models.PositiveSmallIntegerField()
    dari = models.PositiveSmallIntegerField()
    sampai = models.PositiveSmallIntegerField()
    versi = models.PositiveIntegerField(default=0)
    baris_ditulis = models.PositiveBigIntegerField(default=0)
    milidetik = models.PositiveBigIntegerField(default=0)
    selesai_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["perhitungan", "nomor"]
        verbose_name = _("bagian perhitungan")
        constraints = [
            models.UniqueConstraint(fields=["perhitungan", "nomor"], name="bagianperhitungan_sekali"),
            models.CheckConstraint(condition=Q(dari__lt=F("sampai")), name="bagianperhitungan_urut"),
        ]

    def __str__(self) -> str:
        return f"{self.perhitungan_id}/{self.nomor}"


class PemeriksaanSkor(models.Model):
    """What the nightly comparison found: figures that are not what a fresh computation says. Expected: none."""

    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="pemeriksaan_skor")
    selisih = models.PositiveBigIntegerField(_("baris yang berbeda"))
    diperiksa = models.PositiveBigIntegerField(_("baris yang diperiksa"))
    milidetik = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pemeriksaan skor")
        constraints = [
            models.CheckConstraint(condition=Q(selisih__lte=F("diperiksa")), name="pemeriksaanskor_wajar"),
        ]

    def __str__(self) -> str:
        return f"{self.periode_id}/{self.created_at}"
