"""Programmes and activities of a unit with their budget: the second table of a Perjanjian Kinerja."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.policy import scope_q
from binawidya.umum.fields import AngkaField, angka_checks
from binawidya.umum.history import track
from indikator.enums import JenisProgram

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class ProgramAnggaranQuerySet(models.QuerySet["ProgramAnggaran"]):
    def visible_to(self, user: "User", act: str = "program.list") -> "ProgramAnggaranQuerySet":
        """Programmes of units on which the user may do ``act``."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))


@track()
class ProgramAnggaran(models.Model):
    """One line of the budget table of a unit in a year."""

    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="program")
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    kode = models.CharField(_("kode"), max_length=30)
    nama = models.CharField(_("nama"), max_length=300)
    jenis = models.CharField(_("jenis"), max_length=15, choices=JenisProgram, default=JenisProgram.PROGRAM)
    anggaran = AngkaField(_("anggaran"))
    keterangan = models.CharField(_("keterangan"), max_length=200, blank=True, default="")

    objects: ClassVar[ProgramAnggaranQuerySet] = ProgramAnggaranQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit_kerja", "tahun", "kode"]
        verbose_name = _("program dan anggaran")
        constraints = [
            models.UniqueConstraint(
                fields=["unit_kerja", "tahun", "kode"],
                name="programanggaran_kode_sekali",
                violation_error_message=_("Kode ini sudah dipakai di unit dan tahun itu."),
            ),
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name="programanggaran_tahun_wajar"),
            *angka_checks("programanggaran", "anggaran", least=0),
        ]

    def __str__(self) -> str:
        return self.nama
