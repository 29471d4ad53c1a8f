"""The sheet of an indicator through time."""

from decimal import Decimal

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.umum.fields import angka_checks
from binawidya.umum.history import track
from indikator.models.indikator import Indikator
from indikator.models.lembar import LembarIndikator


@track()
class IndikatorVersi(LembarIndikator):
    """One version of a sheet, in force from the first day of a month until the next version begins.

    The version of a month is the one with the latest ``berlaku_mulai`` on or before its first day; version 1 holds
    since 1 January 2000, so there always is exactly one.
    """

    indikator = models.ForeignKey(Indikator, on_delete=models.PROTECT, related_name="versi")
    versi = models.PositiveSmallIntegerField(_("versi"))
    berlaku_mulai = models.DateField(_("berlaku mulai"))
    alasan_perubahan = models.CharField(_("alasan perubahan"), max_length=300, blank=True, default="", db_default="")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="indikator_versi"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["indikator", "-berlaku_mulai"]
        verbose_name = _("versi indikator")
        constraints = [
            models.UniqueConstraint(
                fields=["indikator", "berlaku_mulai"],
                name="indikatorversi_mulai_sekali",
                violation_error_message=_("Sudah ada versi yang berlaku mulai bulan itu."),
            ),
            models.UniqueConstraint(fields=["indikator", "versi"], name="indikatorversi_nomor_sekali"),
            models.CheckConstraint(
                condition=Q(berlaku_mulai__day=1),
                name="indikatorversi_awal_bulan",
                violation_error_message=_("Versi berlaku mulai tanggal 1 sebuah bulan."),
            ),
            *LembarIndikator.Meta.constraints,
            *angka_checks("indikatorversi", "pengali", least=Decimal("0.000001")),
        ]

    def __str__(self) -> str:
        return f"{self.indikator_id}/{self.versi}"

    @property
    def pertama(self) -> bool:
        return self.versi == 1
