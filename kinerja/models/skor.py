"""Computed: scores of people and units for a month. Rebuilt by the engine, never edited, hence not tracked."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja
from binawidya.organisasi.policy import scope_q
from binawidya.umum.fields import LARGEST_COMPUTED, AngkaHitungField, angka_checks
from indikator.models import KebijakanSkor

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class Skor(models.Model):
    """Weighted mean of the capaian of all own targets that could be measured.

    ``lengkap`` is false while a target's capaian is still unknown; the figure is then provisional.
    """

    # Without checks row by row, as in Capaian.
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="+", db_constraint=False)
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

    class Meta:
        abstract = True


def _checks(table: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(nilai=None, jumlah_terukur=0) | Q(nilai__isnull=False, jumlah_terukur__gt=0),
            name=f"{table}_nilai_terukur",
        ),
        *angka_checks(table, "nilai", "bobot_terukur", least=-LARGEST_COMPUTED, most=LARGEST_COMPUTED),
    ]


class SkorPegawai(Skor):
    """Score of a person for January to one month."""

    pegawai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, related_name="skor", db_constraint=False, db_index=False
    )
    # The unit in whose post the latest target is carried.
    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="skor_pegawai", db_constraint=False
    )

    class Meta:
        ordering = ["periode", "pegawai"]
        verbose_name = _("skor pegawai")
        indexes = [models.Index(fields=["periode", "unit_kerja"], include=["slot", "lengkap"], name="skorpegawai_unit")]
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "periode"], name="skorpegawai_sekali"),
            *_checks("skorpegawai"),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id}/{self.periode_id}"


class SkorUnitQuerySet(models.QuerySet["SkorUnit"]):
    def visible_to(self, user: "User", act: str = "dasbor_unit.read") -> "SkorUnitQuerySet":
        """Scores of units whose dashboard the user may see."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))


class SkorUnit(Skor):
    """Nilai Kinerja Organisasi (NKO) of a unit, from its own IKU only; people's scores are never mixed in."""

    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="skor", db_constraint=False)

    objects: ClassVar[SkorUnitQuerySet] = SkorUnitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["periode", "unit_kerja"]
        verbose_name = _("skor unit")
        constraints = [
            models.UniqueConstraint(fields=["unit_kerja", "periode"], name="skorunit_sekali"),
            *_checks("skorunit"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_kerja_id}/{self.periode_id}"
