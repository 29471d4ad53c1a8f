"""What the office wants to reach."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja
from binawidya.umum.history import track
from indikator.enums import JenisSasaran


@track()
class Sasaran(models.Model):
    """A node of the strategy tree, for a range of years."""

    kode = models.CharField(_("kode"), max_length=30)
    nama = models.CharField(_("nama"), max_length=300)
    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisSasaran)
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="anak", verbose_name=_("induk")
    )
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="sasaran")
    tahun_mulai = models.PositiveSmallIntegerField(_("tahun mulai"))
    tahun_selesai = models.PositiveSmallIntegerField(_("tahun selesai"))

    class Meta:
        ordering = ["unit_kerja", "kode"]
        verbose_name = _("sasaran")
        constraints = [
            models.UniqueConstraint(fields=["unit_kerja", "kode", "tahun_mulai"], name="sasaran_kode_sekali"),
            models.CheckConstraint(
                condition=Q(tahun_selesai__gte=F("tahun_mulai"), tahun_mulai__gte=2000, tahun_selesai__lte=2200),
                name="sasaran_tahun_wajar",
                violation_error_message=_("Tahun selesai mendahului tahun mulai."),
            ),
        ]

    def __str__(self) -> str:
        return self.nama
