"""Computed: how complete a person's entries of a month are."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja
from binawidya.organisasi.policy import scope_q

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class PengisianQuerySet(models.QuerySet["Pengisian"]):
    def visible_to(self, user: "User", act: str = "dasbor_unit.read") -> "PengisianQuerySet":
        """Of people in units whose dashboard the user may see."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))

    def di_bawah(self, unit_kerja: UnitKerja) -> "PengisianQuerySet":
        """Of people in a unit and everything below it."""
        return self.filter(unit_kerja__jalur__contains=[unit_kerja.pk])

    def belum(self) -> "PengisianQuerySet":
        """Where something that is due has not been handed in."""
        return self.filter(masuk__lt=F("wajib"))


class Pengisian(models.Model):
    """One person, one month: how many entries were due and how many were handed in. Rebuilt, never edited.

    Dashboards of large units read this table; counting the entries themselves would cost more the larger the unit.
    """

    # Without checks row by row, as in Capaian.
    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.CASCADE, related_name="pengisian", db_constraint=False, db_index=False
    )
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="pengisian", db_constraint=False)
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="pengisian", db_constraint=False)
    wajib = models.PositiveIntegerField(_("wajib diisi"))
    masuk = models.PositiveIntegerField(_("sudah diajukan"))
    disetujui = models.PositiveIntegerField(_("disetujui"))
    terlambat = models.PositiveIntegerField(_("diajukan terlambat"))
    dihitung_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[PengisianQuerySet] = PengisianQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["periode", "pegawai"]
        verbose_name = _("pengisian")
        indexes = [
            models.Index(fields=["periode", "unit_kerja"], include=["wajib", "masuk"], name="pengisian_unit"),
            models.Index(
                "periode",
                (F("wajib") - F("masuk")).desc(),
                "pegawai",
                condition=Q(masuk__lt=F("wajib")),
                name="pengisian_belum",
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "periode"], name="pengisian_sekali"),
            models.CheckConstraint(
                condition=Q(masuk__lte=F("wajib"), disetujui__lte=F("masuk"), terlambat__lte=F("masuk")),
                name="pengisian_jumlah_wajar",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id}/{self.periode_id}"

    @property
    def kurang(self) -> int:
        """Entries still missing."""
        return self.wajib - self.masuk
