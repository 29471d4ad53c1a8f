"""Months of measurement."""

from collections.abc import Sequence
from copy import copy
from datetime import date, datetime
from typing import ClassVar, Self

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import (
    PERIODE_MENERIMA_ISIAN,
    PERIODE_MENERIMA_VERIFIKASI,
    TRANSISI_PERIODE,
    Bulan,
    StatusPeriode,
)
from binawidya.organisasi.models.kebijakan_periode import pengingat_bawaan
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
    # Moments at which the state changes by itself; without one somebody does it.
    buka_at = models.DateTimeField(_("dibuka sendiri pada"), null=True, blank=True)
    batas_pengisian = models.DateTimeField(_("batas pengisian"))
    akhir_pengisian = models.DateTimeField(_("isian terlambat diterima sampai"), null=True, blank=True)
    batas_verifikasi = models.DateTimeField(_("batas verifikasi"))
    tutup_at = models.DateTimeField(_("ditutup sendiri pada"), null=True, blank=True)
    ditutup_at = models.DateTimeField(_("ditutup pada"), null=True, blank=True)
    kunci_at = models.DateTimeField(_("dikunci sendiri pada"), null=True, blank=True)
    terkunci_at = models.DateTimeField(_("dikunci pada"), null=True, blank=True)
    hari_pengingat: "ArrayField[list[int], list[int]]" = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(27)]),
        verbose_name=_("hari pengingat"),
        default=pengingat_bawaan,
        blank=True,
        size=6,
    )
    # Set on a copy of the row: this month as a unit sees it for which it was opened again.
    dibuka_untuk_unit: bool = False

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
            models.CheckConstraint(
                condition=Q(terkunci_at=None) | Q(status=StatusPeriode.DITUTUP),
                name="periode_terkunci_hanya_yang_ditutup",
                violation_error_message=_("Bulan yang dikunci tidak dibuka lagi."),
            ),
            models.CheckConstraint(
                condition=(Q(buka_at=None) | Q(buka_at__lte=F("batas_pengisian")))
                & (
                    Q(akhir_pengisian=None)
                    | Q(akhir_pengisian__gte=F("batas_pengisian"), akhir_pengisian__lte=F("batas_verifikasi"))
                )
                & (Q(tutup_at=None) | Q(tutup_at__gte=F("batas_verifikasi"))),
                name="periode_saat_urut",
                violation_error_message=_(
                    "Urutannya: dibuka, batas pengisian, akhir isian terlambat, batas verifikasi, ditutup."
                ),
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
        """Whether entries may change; the deadline marks lateness, it does not lock."""
        return self.dibuka_untuk_unit or self.status in PERIODE_MENERIMA_ISIAN

    @property
    def menerima_verifikasi(self) -> bool:
        return self.dibuka_untuk_unit or self.status in PERIODE_MENERIMA_VERIFIKASI

    @property
    def terkunci(self) -> bool:
        """Closed for good: nobody opens it again, neither as a whole nor for one unit."""
        return self.terkunci_at is not None

    @property
    def keadaan(self) -> str:
        """Key of its word: the state, or that it is locked."""
        return "terkunci" if self.terkunci else self.status

    @property
    def dapat_dibuka_unit(self) -> bool:
        """Whether one unit alone may be opened again."""
        return self.status in {StatusPeriode.VERIFIKASI, StatusPeriode.DITUTUP} and not self.terkunci

    def untuk_unit(self, jalur: Sequence[int], saat: datetime | None = None) -> "Periode":
        """This month as it stands for one unit: open where the unit, or one above it, was opened again.

        One query, and none while the whole month is open.

        :param jalur: path of the unit.
        """
        if self.menerima_isian or not self.dapat_dibuka_unit:
            return self
        opened = self.pembukaan.berlaku(saat or timezone.now())
        if not opened.filter(unit_kerja__in=[*jalur]).exists():
            return self
        seen = copy(self)
        seen.dibuka_untuk_unit = True
        return seen

    def boleh_menjadi(self, status: StatusPeriode) -> bool:
        """Whether the transition is in the table."""
        return status in TRANSISI_PERIODE[StatusPeriode(self.status)]
