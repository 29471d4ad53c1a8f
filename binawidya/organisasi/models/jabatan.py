"""Titles of posts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import JenisJabatan
from binawidya.umum.history import track


@track()
class Jabatan(models.Model):
    """A title such as "Camat" or "Pranata Komputer Ahli Pertama". Who holds it where is a Penempatan."""

    nama = models.CharField(_("nama"), max_length=200, unique=True)
    jenis = models.CharField(_("jenis jabatan"), max_length=20, choices=JenisJabatan, default=JenisJabatan.PELAKSANA)
    kelas = models.PositiveSmallIntegerField(_("kelas jabatan"), null=True, blank=True)

    class Meta:
        ordering = ["nama"]
        verbose_name = _("jabatan")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kelas=None) | models.Q(kelas__gte=1, kelas__lte=17), name="jabatan_kelas_wajar"
            )
        ]

    def __str__(self) -> str:
        return self.nama
