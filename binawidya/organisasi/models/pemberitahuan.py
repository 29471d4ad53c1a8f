"""What people are told in the application, and the daily letter that repeats it for who has not looked."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import JenisPemberitahuan, StatusRingkasan

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class RingkasanSurel(models.Model):
    """The letter of one person and day. One that was begun is never begun again: nobody gets it twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="ringkasan_surel")
    tanggal = models.DateField(_("tanggal"))
    status = models.CharField(
        _("keadaan"), max_length=10, choices=StatusRingkasan, default=StatusRingkasan.MENUNGGU, db_default="menunggu"
    )
    percobaan = models.PositiveSmallIntegerField(default=0, db_default=0)
    dikirim_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[models.Manager["RingkasanSurel"]] = models.Manager()

    class Meta:
        ordering = ["tanggal", "pk"]
        verbose_name = _("ringkasan surel")
        constraints = [models.UniqueConstraint(fields=["user", "tanggal"], name="ringkasansurel_sehari_sekali")]
        indexes = [
            models.Index(fields=["id"], condition=Q(status=StatusRingkasan.MENUNGGU), name="ringkasansurel_menunggu")
        ]

    def __str__(self) -> str:
        return f"{self.user_id}/{self.tanggal}"


class PemberitahuanQuerySet(models.QuerySet["Pemberitahuan"]):
    def visible_to(self, user: "User", act: str = "") -> "PemberitahuanQuerySet":
        """Everybody sees what is told to them, and nothing else."""
        return self.filter(user=user.pk)

    def belum_dibaca(self) -> "PemberitahuanQuerySet":
        """Not looked at yet."""
        return self.filter(read_at=None)


class Pemberitahuan(models.Model):
    """One thing told to one person. ``kunci`` names the thing: the same is never told twice."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="pemberitahuan")
    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisPemberitahuan)
    kunci = models.CharField(max_length=120)
    judul = models.CharField(_("judul"), max_length=200)
    rincian = models.CharField(_("rincian"), max_length=400, blank=True, default="")
    url_name = models.CharField(max_length=80, blank=True, default="")
    url_args: "models.JSONField[dict[str, Any], dict[str, Any]]" = models.JSONField(default=dict, blank=True)
    surel = models.BooleanField(_("ikut dalam ringkasan surel"), default=True)
    ringkasan = models.ForeignKey(
        RingkasanSurel, on_delete=models.PROTECT, null=True, blank=True, related_name="pemberitahuan"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    read_at = models.DateTimeField(_("dibaca pada"), null=True, blank=True)

    objects: ClassVar[PemberitahuanQuerySet] = PemberitahuanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pemberitahuan")
        constraints = [
            models.UniqueConstraint(fields=["user", "kunci"], name="pemberitahuan_sekali"),
            models.CheckConstraint(condition=~Q(kunci=""), name="pemberitahuan_berkunci"),
        ]
        indexes = [
            models.Index(fields=["user"], condition=Q(read_at=None), name="pemberitahuan_belum_dibaca"),
            models.Index(
                fields=["user"], condition=Q(read_at=None, ringkasan=None, surel=True), name="pemberitahuan_belum_surel"
            ),
        ]

    def __str__(self) -> str:
        return self.judul

    @property
    def url(self) -> str:
        """Where it leads; empty when it only tells."""
        return reverse(self.url_name, kwargs=self.url_args) if self.url_name else ""
