"""The arrangement of units through time: where a unit stood in the tree, and what it was called, on every day."""

from datetime import date
from typing import ClassVar

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import JenisUnit
from binawidya.organisasi.models.susunan_unit_sql import WHOLE
from binawidya.umum.history import track


class _DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


_MASA = _DateRange("berlaku_mulai", "berlaku_selesai", RangeBoundary(inclusive_lower=True, inclusive_upper=True))


class SusunanUnitQuerySet(models.QuerySet["SusunanUnit"]):
    def on(self, tanggal: date) -> "SusunanUnitQuerySet":
        """In force on a date."""
        return self.filter(Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=tanggal), berlaku_mulai__lte=tanggal)

    def since(self, tanggal: date) -> "SusunanUnitQuerySet":
        """In force on a date or later."""
        return self.filter(Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=tanggal))


@track()
class SusunanUnit(models.Model):
    """One unit for a time: its unit above, name and kind. Both dates are days on which it holds.

    A unit has exactly one arrangement on every day from its first to its last. A later one may lie in the future; the
    unit shows it from the day on which it is applied (:mod:`binawidya.organisasi.services.susunan_unit`).
    """

    unit_kerja = models.ForeignKey("organisasi.UnitKerja", on_delete=models.PROTECT, related_name="susunan")
    induk = models.ForeignKey(
        "organisasi.UnitKerja",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="susunan_bawah",
        verbose_name=_("unit induk"),
    )
    kode = models.CharField(_("kode"), max_length=30)
    nama = models.CharField(_("nama"), max_length=200)
    nama_pendek = models.CharField(_("nama pendek"), max_length=80, blank=True, default="", db_default="")
    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisUnit)
    alamat = models.CharField(_("alamat"), max_length=300, blank=True, default="", db_default="")
    kontak = models.CharField(_("telepon dan surel"), max_length=200, blank=True, default="", db_default="")
    berlaku_mulai = models.DateField(_("berlaku mulai"))
    berlaku_selesai = models.DateField(_("berlaku sampai"), null=True, blank=True)
    dasar = models.CharField(_("dasar"), max_length=120, blank=True, default="", db_default="")
    # Only where the unit itself ended.
    dasar_selesai = models.CharField(_("dasar penutupan"), max_length=120, blank=True, default="", db_default="")

    objects: ClassVar[SusunanUnitQuerySet] = SusunanUnitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit_kerja", "-berlaku_mulai"]
        verbose_name = _("susunan unit")
        indexes = [models.Index(fields=["unit_kerja", "berlaku_mulai"], name="susunanunit_urut")]
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=F("berlaku_mulai")),
                name="susunanunit_berlaku_urut",
                violation_error_message=_("Tanggal akhir mendahului tanggal mulai."),
            ),
            models.CheckConstraint(
                condition=Q(induk=None) | ~Q(induk=F("unit_kerja")),
                name="susunanunit_bukan_induk_sendiri",
                violation_error_message=_("Unit tidak dapat berada di bawah dirinya sendiri."),
            ),
            ExclusionConstraint(
                name="susunanunit_satu_per_hari",
                expressions=[("unit_kerja", RangeOperators.EQUAL), (_MASA, RangeOperators.OVERLAPS)],
                violation_error_message=_("Unit ini sudah mempunyai susunan lain pada tanggal itu."),
            ),
            # Old documents and rosters name a unit by its code, so no other unit ever takes it over.
            ExclusionConstraint(
                name="susunanunit_kode_satu_unit",
                expressions=[("kode", RangeOperators.EQUAL), ("unit_kerja", RangeOperators.NOT_EQUAL)],
                violation_error_message=_("Kode ini sudah dipakai unit lain, sekarang atau dahulu."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="utuh",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                func=WHOLE,
            )
        ]

    def __str__(self) -> str:
        return self.nama
