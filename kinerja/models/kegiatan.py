"""A training or another Kegiatan that is to make a service better; its surveys before and after show whether it did."""

from typing import TYPE_CHECKING, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import User
from binawidya.organisasi.policy import scope_q
from binawidya.umum.history import track
from kinerja.enums import JenisKegiatan
from survei.enums import PALING_BANYAK_UNSUR
from survei.models import Layanan

if TYPE_CHECKING:
    from typing import Self


class KegiatanQuerySet(models.QuerySet["Kegiatan"]):
    def visible_to(self, user: User, act: str = "kegiatan.read") -> "Self":
        """What was done for services of units on which the user may do ``act``."""
        return self.filter(scope_q(act, user.lingkup, jalur="layanan__unit_kerja__jalur"))


@track()
class Kegiatan(models.Model):
    """What was done, when, for which service, and which elements of its survey it touches (by their slugs)."""

    layanan = models.ForeignKey(Layanan, on_delete=models.PROTECT, related_name="kegiatan", verbose_name=_("layanan"))
    nama = models.CharField(_("kegiatan"), max_length=200)
    jenis = models.CharField(_("jenis"), max_length=15, choices=JenisKegiatan, default=JenisKegiatan.PELATIHAN)
    mulai = models.DateField(_("mulai"))
    selesai = models.DateField(_("selesai"))
    unsur: "ArrayField[list[str], list[str]]" = ArrayField(
        models.SlugField(max_length=30), verbose_name=_("unsur yang disentuh"), size=PALING_BANYAK_UNSUR
    )
    catatan = models.CharField(_("catatan"), max_length=300, blank=True, default="")
    dibuat_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="kegiatan_dibuat")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[KegiatanQuerySet] = KegiatanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-mulai", "-pk"]
        verbose_name = _("kegiatan")
        constraints = [
            models.CheckConstraint(
                condition=Q(selesai__gte=F("mulai")),
                name="kegiatan_masa_urut",
                violation_error_message=_("Tanggal selesai mendahului tanggal mulai."),
            ),
            models.CheckConstraint(
                condition=Q(unsur__len__gte=1, unsur__len__lte=PALING_BANYAK_UNSUR),
                name="kegiatan_berunsur",
                violation_error_message=_("Pilih paling sedikit satu unsur."),
            ),
        ]

    def __str__(self) -> str:
        return self.nama
