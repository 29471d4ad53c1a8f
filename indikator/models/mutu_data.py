"""Computed: how good the data of a unit are in a month."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Periode, UnitKerja


class MutuDataQuerySet(models.QuerySet["MutuData"]):
    def di_bawah(self, unit_kerja: UnitKerja) -> "MutuDataQuerySet":
        """Of a unit and everything below it."""
        return self.filter(unit_kerja__jalur__contains=[unit_kerja.pk])


class MutuData(models.Model):
    """One unit without those below it, one month: counts of what was due there. Rebuilt, never edited.

    What the counts mean is written at :class:`indikator.mutu.Hitungan`. ``hari_terlambat`` holds the days of every late
    entry, so that the median of a subtree is the true one. People on leave or left out with a reason are not counted.
    """

    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="mutu_data", db_index=False)
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="mutu_data")
    wajib = models.PositiveIntegerField(_("wajib diisi"))
    masuk = models.PositiveIntegerField(_("sudah diajukan"))
    tepat_waktu = models.PositiveIntegerField(_("tepat waktu"))
    berbukti = models.PositiveIntegerField(_("berbukti"))
    sekali_jadi = models.PositiveIntegerField(_("tanpa dikembalikan"))
    dikembalikan = models.PositiveIntegerField(_("pernah dikembalikan"))
    peringatan = models.PositiveIntegerField(_("peringatan terbuka"))
    hari_terlambat: "ArrayField[list[int], list[int]]" = ArrayField(
        models.PositiveSmallIntegerField(), verbose_name=_("hari terlambat"), default=list
    )
    dihitung_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[MutuDataQuerySet] = MutuDataQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["periode", "unit_kerja"]
        verbose_name = _("mutu data")
        constraints = [
            models.UniqueConstraint(fields=["unit_kerja", "periode"], name="mutudata_sekali"),
            models.CheckConstraint(
                condition=Q(
                    masuk__lte=F("wajib"),
                    dikembalikan__lte=F("wajib"),
                    tepat_waktu__lte=F("masuk"),
                    berbukti__lte=F("masuk"),
                    sekali_jadi__lte=F("masuk"),
                    peringatan__lte=F("masuk"),
                ),
                name="mutudata_jumlah_wajar",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_kerja_id}/{self.periode_id}"
