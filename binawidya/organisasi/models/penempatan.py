"""Who holds which post where, from when to when."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.models.susunan_unit_sql import POST_IN_LIFE
from binawidya.umum.history import track


class _DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


_MASA = _DateRange("tmt_mulai", "tmt_selesai", RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class PenempatanQuerySet(models.QuerySet["Penempatan"]):
    def on(self, tanggal: date) -> "PenempatanQuerySet":
        """In force on a date."""
        return self.filter(Q(tmt_selesai=None) | Q(tmt_selesai__gte=tanggal), tmt_mulai__lte=tanggal)


@track()
class Penempatan(models.Model):
    """One post of one person for a time. Both dates are days on which it holds.

    ``memimpin`` marks the head of the unit. The superior of a post is the head of the unit, or of the nearest unit
    above that has another head; ``atasan`` is filled only where somebody else is the superior.
    """

    pegawai = models.ForeignKey("organisasi.Pegawai", on_delete=models.PROTECT, related_name="penempatan")
    unit_kerja = models.ForeignKey(
        "organisasi.UnitKerja", on_delete=models.PROTECT, related_name="penempatan", verbose_name=_("unit kerja")
    )
    jabatan = models.ForeignKey(
        "organisasi.Jabatan", on_delete=models.PROTECT, related_name="penempatan", verbose_name=_("jabatan")
    )
    jenis = models.CharField(_("jenis"), max_length=10, choices=JenisPenempatan, default=JenisPenempatan.DEFINITIF)
    memimpin = models.BooleanField(_("memimpin unit"), default=False)
    atasan = models.ForeignKey(
        "organisasi.Pegawai",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="bawahan_khusus",
        verbose_name=_("atasan"),
    )
    tmt_mulai = models.DateField(_("TMT mulai"))
    tmt_selesai = models.DateField(_("TMT selesai"), null=True, blank=True)
    dasar = models.CharField(_("dasar (nomor SK)"), max_length=120, blank=True, default="", db_default="")

    objects: ClassVar[PenempatanQuerySet] = PenempatanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pegawai", "-tmt_mulai", "pk"]
        verbose_name = _("penempatan")
        indexes = [
            models.Index(fields=["unit_kerja", "memimpin"], name="penempatan_unit"),
            models.Index(fields=["atasan"], condition=~Q(atasan=None), name="penempatan_atasan_khusus"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(tmt_selesai=None) | Q(tmt_selesai__gte=F("tmt_mulai")),
                name="penempatan_tmt_urut",
                violation_error_message=_("TMT selesai mendahului TMT mulai."),
            ),
            models.CheckConstraint(
                condition=Q(atasan=None) | ~Q(atasan=F("pegawai")),
                name="penempatan_bukan_atasan_sendiri",
                violation_error_message=_("Seseorang tidak dapat menjadi atasannya sendiri."),
            ),
            ExclusionConstraint(
                name="penempatan_satu_definitif",
                expressions=[("pegawai", RangeOperators.EQUAL), (_MASA, RangeOperators.OVERLAPS)],
                condition=Q(jenis=JenisPenempatan.DEFINITIF),
                violation_error_message=_("Pegawai ini sudah memegang jabatan definitif lain pada tanggal itu."),
            ),
            ExclusionConstraint(
                name="penempatan_satu_kepala",
                expressions=[("unit_kerja", RangeOperators.EQUAL), (_MASA, RangeOperators.OVERLAPS)],
                condition=Q(jenis=JenisPenempatan.DEFINITIF, memimpin=True),
                violation_error_message=_("Unit ini sudah mempunyai kepala definitif pada tanggal itu."),
            ),
        ]
        # A trigger with the rows of its statement takes one kind of statement only.
        triggers = [
            pgtrigger.Trigger(
                name=name,
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=operation,
                referencing=pgtrigger.Referencing(new="new_values"),
                func=POST_IN_LIFE,
            )
            for name, operation in (("unit_ada_baru", pgtrigger.Insert), ("unit_ada_ubah", pgtrigger.Update))
        ]

    def __str__(self) -> str:
        return self.nama_jabatan

    @property
    def nama_jabatan(self) -> str:
        """The title with Plt. or Plh. before it."""
        prefix = {JenisPenempatan.PLT: "Plt. ", JenisPenempatan.PLH: "Plh. "}.get(JenisPenempatan(self.jenis), "")
        return f"{prefix}{self.jabatan.nama}"

    @property
    def adalah_definitif(self) -> bool:
        return self.jenis == JenisPenempatan.DEFINITIF

    def holds_on(self, tanggal: date) -> bool:
        """Whether it is in force on a date."""
        return self.tmt_mulai <= tanggal and (self.tmt_selesai is None or self.tmt_selesai >= tanggal)
