"""What is measured, and how."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.policy import scope_q
from binawidya.umum.fields import angka_checks
from binawidya.umum.history import track
from indikator.models.indikator_sql import FIRST_VERSION, SAME_AS_SHOWN
from indikator.models.lembar import LembarIndikator

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class IndikatorQuerySet(models.QuerySet["Indikator"]):
    def visible_to(self, user: "User", act: str = "indikator.read") -> "IndikatorQuerySet":
        """Indicators of units on which the user may do ``act``."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))

    def dipakai(self, tanggal: date) -> "IndikatorQuerySet":
        """Not withdrawn on a date."""
        return self.filter(Q(ditarik_mulai=None) | Q(ditarik_mulai__gt=tanggal))


@track()
class Indikator(LembarIndikator):
    """An Indikator Kinerja Utama, or an individual one that supports it, as its sheet is in force now.

    What the sheet was and will be is in its ``versi``; the database keeps the two in step.
    """

    kode = models.CharField(_("kode"), max_length=30)
    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="indikator", verbose_name=_("unit pemilik")
    )
    # The item of the library it was begun with.
    pustaka = models.CharField(max_length=60, blank=True, default="", db_default="", editable=False)
    ditarik_mulai = models.DateField(_("ditarik mulai"), null=True, blank=True)
    alasan_ditarik = models.CharField(_("alasan penarikan"), max_length=300, blank=True, default="", db_default="")

    objects: ClassVar[IndikatorQuerySet] = IndikatorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit_kerja", "kode"]
        verbose_name = _("indikator")
        constraints = [
            models.UniqueConstraint(
                fields=["unit_kerja", "kode"],
                name="indikator_kode_sekali",
                violation_error_message=_("Kode ini sudah dipakai di unit itu."),
            ),
            models.CheckConstraint(
                condition=Q(ditarik_mulai=None, alasan_ditarik="") | Q(ditarik_mulai__isnull=False),
                name="indikator_ditarik_bertanggal",
            ),
            *LembarIndikator.Meta.constraints,
            *angka_checks("indikator", "pengali", least=Decimal("0.000001")),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="versi_pertama",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_values"),
                func=FIRST_VERSION,
            ),
            pgtrigger.Trigger(
                name="versi_sesuai", when=pgtrigger.After, operation=pgtrigger.Update, func=SAME_AS_SHOWN
            ),
        ]

    def ditarik_pada(self, tanggal: date) -> bool:
        """No longer used on that date."""
        return self.ditarik_mulai is not None and self.ditarik_mulai <= tanggal
