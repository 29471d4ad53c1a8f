"""Computed: scores of one month, quarter or half-year. Rebuilt by the engine, never edited, hence not tracked."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja
from binawidya.organisasi.policy import scope_q
from binawidya.umum.dates import nama_bulan
from binawidya.umum.fields import LARGEST_COMPUTED, AngkaHitungField, angka_checks
from indikator.models import KebijakanSkor
from kinerja.enums import BULAN_RENTANG, Rentang

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class SkorBerkalaQuerySet(models.QuerySet["SkorBerkala"]):
    def visible_to(self, user: "User", act: str = "skor.read") -> "SkorBerkalaQuerySet":
        """Scores of people and units in the user's scope."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))


class SkorBerkala(models.Model):
    """Score of the months of one range only, for a person or, without one, for the unit itself.

    ``nomor`` counts the ranges of a year: months 1–12, quarters 1–4, half-years 1–2. A range that is still running
    holds the figure up to ``periode``, its latest started month. The year is the running total of December and is not
    stored twice.
    """

    tahun = models.PositiveSmallIntegerField(_("tahun"))
    rentang = models.CharField(_("rentang"), max_length=10, choices=Rentang)
    nomor = models.PositiveSmallIntegerField(_("nomor"))
    # Without checks row by row, as in Capaian.
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+", db_constraint=False)
    pegawai = models.ForeignKey(
        Pegawai,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="skor_berkala",
        db_constraint=False,
        db_index=False,
    )
    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="skor_berkala", db_constraint=False
    )
    kebijakan = models.ForeignKey(
        KebijakanSkor, on_delete=models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    nilai = AngkaHitungField(_("nilai"), null=True)
    kelas = models.CharField(_("kelas"), max_length=40, blank=True, default="")
    slot = models.CharField(max_length=2, blank=True, default="")
    bobot_terukur = AngkaHitungField(_("bobot terukur"), default=0)
    jumlah_target = models.PositiveIntegerField(default=0)
    jumlah_terukur = models.PositiveIntegerField(default=0)
    lengkap = models.BooleanField(default=False)
    dihitung_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[SkorBerkalaQuerySet] = SkorBerkalaQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["tahun", "rentang", "nomor", "pk"]
        verbose_name = _("skor berkala")
        indexes = [models.Index(fields=["periode", "unit_kerja"], name="skorberkala_unit")]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tahun", "rentang", "nomor"],
                condition=Q(pegawai__isnull=False),
                name="skorberkala_pegawai_sekali",
            ),
            models.UniqueConstraint(
                fields=["unit_kerja", "tahun", "rentang", "nomor"],
                condition=Q(pegawai=None),
                name="skorberkala_unit_sekali",
            ),
            models.CheckConstraint(
                condition=Q(rentang=Rentang.BULAN, nomor__range=(1, 12))
                | Q(rentang=Rentang.TRIWULAN, nomor__range=(1, 4))
                | Q(rentang=Rentang.SEMESTER, nomor__range=(1, 2)),
                name="skorberkala_nomor_wajar",
            ),
            models.CheckConstraint(
                condition=Q(nilai=None, jumlah_terukur=0) | Q(nilai__isnull=False, jumlah_terukur__gt=0),
                name="skorberkala_nilai_terukur",
            ),
            *angka_checks("skorberkala", "nilai", "bobot_terukur", least=-LARGEST_COMPUTED, most=LARGEST_COMPUTED),
        ]

    def __str__(self) -> str:
        return f"{self.tahun} {self.rentang} {self.nomor}"

    @property
    def awal(self) -> int:
        """The first month of the range, 1 to 12; ``periode`` is the last that was computed."""
        return (self.nomor - 1) * BULAN_RENTANG[Rentang(self.rentang)] + 1

    @property
    def nama(self) -> str:
        """``Maret``, ``Triwulan II``, ``Semester I``."""
        if self.rentang == Rentang.BULAN:
            return nama_bulan(self.nomor)
        return f"{Rentang(self.rentang).label} {('I', 'II', 'III', 'IV')[self.nomor - 1]}"
