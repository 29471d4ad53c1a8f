"""Months of measurement."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import (
    PERIODE_MENERIMA_ISIAN,
    PERIODE_MENERIMA_VERIFIKASI,
    TRANSISI_PERIODE,
    Bulan,
    StatusPeriode,
)
from binawidya.umum.dates import nama_bulan
from binawidya.umum.history import track


class PeriodeQuerySet(models.QuerySet["Periode"]):
    def dimulai(self) -> Self:
        """Months whose entry has been opened at some time."""
        return self.exclude(status=StatusPeriode.BELUM_DIBUKA)


@track()
class Periode(models.Model):
    """One month. Entries change while it is open; closing makes it a fixed record."""

    tahun = models.PositiveSmallIntegerField(_("tahun"))
    bulan = models.PositiveSmallIntegerField(_("bulan"), choices=Bulan)
    status = models.CharField(_("status"), max_length=15, choices=StatusPeriode, default=StatusPeriode.BELUM_DIBUKA)
    batas_pengisian = models.DateTimeField(_("batas pengisian"))
    batas_verifikasi = models.DateTimeField(_("batas verifikasi"))
    ditutup_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)

    objects: ClassVar[PeriodeQuerySet] = PeriodeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-tahun", "-bulan"]
        verbose_name = _("periode")
        constraints = [
            models.UniqueConstraint(fields=["tahun", "bulan"], name="periode_sekali"),
            models.CheckConstraint(condition=Q(bulan__gte=1, bulan__lte=12), name="periode_bulan_wajar"),
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name="periode_tahun_wajar"),
            models.CheckConstraint(
                condition=Q(batas_verifikasi__gte=F("batas_pengisian")),
                name="periode_batas_urut",
                violation_error_message=_("Batas verifikasi mendahului batas pengisian."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatusPeriode.DITUTUP, ditutup_at__isnull=False) | ~Q(status=StatusPeriode.DITUTUP),
                name="periode_tutup_bertanggal",
            ),
        ]

    def __str__(self) -> str:
        return f"{nama_bulan(self.bulan)} {self.tahun}"

    @property
    def slug(self) -> str:
        """``2026-10`` for addresses."""
        return f"{self.tahun}-{self.bulan:02d}"

    @property
    def nama_bulan(self) -> str:
        return nama_bulan(self.bulan)

    @property
    def nama_kumulatif(self) -> str:
        """``Januari–Oktober 2026`` for running totals."""
        return str(self) if self.bulan == 1 else f"Januari–{nama_bulan(self.bulan)} {self.tahun}"

    @property
    def hari_terakhir(self) -> date:
        """Last day of the month: the date in question for posts and superiors."""
        following = date(self.tahun + self.bulan // 12, self.bulan % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)

    @property
    def ditutup(self) -> bool:
        return self.status == StatusPeriode.DITUTUP

    @property
    def menerima_isian(self) -> bool:
        """Whether the state lets entries change; the deadline marks lateness, it does not lock."""
        return self.status in PERIODE_MENERIMA_ISIAN

    @property
    def menerima_verifikasi(self) -> bool:
        return self.status in PERIODE_MENERIMA_VERIFIKASI

    def boleh_menjadi(self, status: StatusPeriode) -> bool:
        """Whether the transition is in the table."""
        return status in TRANSISI_PERIODE[StatusPeriode(self.status)]
