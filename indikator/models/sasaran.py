"""What the office wants to reach."""

from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.policy import scope_q
from binawidya.umum.history import track
from indikator.enums import JenisSasaran
from indikator.models.sasaran_sql import FITS, MOVE_BELOW, SET_PATH

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class SasaranQuerySet(models.QuerySet["Sasaran"]):
    def visible_to(self, user: "User", act: str = "sasaran.read") -> "SasaranQuerySet":
        """Sasaran of units on which the user may do ``act``."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))

    def pada(self, tahun: int) -> "SasaranQuerySet":
        """Sasaran whose years hold this one."""
        return self.filter(tahun_mulai__lte=tahun, tahun_selesai__gte=tahun)


@track()
class Sasaran(models.Model):
    """A node of the strategy tree, for a range of years.

    ``jalur`` holds the ids from the root down to the node itself and is kept by the database, which refuses rings,
    kinds out of order (a misi below a tujuan) and years that reach beyond those of the node above.
    """

    kode = models.CharField(_("kode"), max_length=30)
    nama = models.CharField(_("nama"), max_length=300)
    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisSasaran)
    uraian = models.TextField(_("uraian"), blank=True, default="", db_default="")
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name=_("induk")
    )
    jalur: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list, editable=False)
    unit_kerja = models.ForeignKey(
        UnitKerja, on_delete=models.PROTECT, related_name="sasaran", verbose_name=_("unit pemilik")
    )
    tahun_mulai = models.PositiveSmallIntegerField(_("tahun mulai"))
    tahun_selesai = models.PositiveSmallIntegerField(_("tahun selesai"))
    # Only where it was ended before its time.
    alasan_tutup = models.CharField(_("alasan penutupan"), max_length=300, blank=True, default="", db_default="")

    objects: ClassVar[SasaranQuerySet] = SasaranQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit_kerja", "kode"]
        verbose_name = _("sasaran")
        indexes = [GinIndex(fields=["jalur"], name="sasaran_jalur")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit_kerja", "kode", "tahun_mulai"],
                name="sasaran_kode_sekali",
                violation_error_message=_("Kode ini sudah dipakai unit itu untuk sasaran yang mulai pada tahun itu."),
            ),
            models.CheckConstraint(
                condition=Q(tahun_selesai__gte=F("tahun_mulai"), tahun_mulai__gte=2000, tahun_selesai__lte=2200),
                name="sasaran_tahun_wajar",
                violation_error_message=_("Tahun selesai mendahului tahun mulai."),
            ),
            models.CheckConstraint(
                condition=~Q(jenis=JenisSasaran.VISI) | Q(induk=None),
                name="sasaran_visi_di_puncak",
                violation_error_message=_("Visi berdiri paling atas, tanpa induk."),
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="jalur_diisi",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("induk_id"),
                func=SET_PATH,
            ),
            pgtrigger.Trigger(
                name="jalur_bawahan",
                when=pgtrigger.After,
                operation=pgtrigger.UpdateOf("induk_id"),
                condition=pgtrigger.Q(old__induk__df=pgtrigger.F("new__induk")),
                func=MOVE_BELOW,
            ),
            pgtrigger.Trigger(
                name="berurut",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("induk_id", "jenis", "tahun_mulai", "tahun_selesai"),
                timing=pgtrigger.Deferred,
                func=FITS,
            ),
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def masa(self) -> str:
        """``2025–2029``."""
        if self.tahun_mulai == self.tahun_selesai:
            return str(self.tahun_mulai)
        return f"{self.tahun_mulai}–{self.tahun_selesai}"
