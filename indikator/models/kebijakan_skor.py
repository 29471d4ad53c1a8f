"""The rules of a year: cap, floor, what silence counts as, and the scale of classes."""

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.umum.fields import AngkaField, angka_checks
from binawidya.umum.history import track
from indikator.enums import Slot, TidakDilaporkan
from indikator.scoring import Kelas


class KebijakanSkorQuerySet(models.QuerySet["KebijakanSkor"]):
    def untuk(self, tahun: int) -> "KebijakanSkor":
        """The policy of a year: its latest version, else the latest of an earlier year.

        :raises KebijakanSkor.DoesNotExist: when no policy was ever set.
        """
        found = self.filter(tahun__lte=tahun).order_by("-tahun", "-versi").prefetch_related("skala").first()
        if found is None:
            raise self.model.DoesNotExist(tahun)
        return found


@track()
class KebijakanSkor(models.Model):
    """One version of the rules for one year. Figures keep the version they were computed with."""

    tahun = models.PositiveSmallIntegerField(_("tahun"))
    versi = models.PositiveSmallIntegerField(_("versi"), default=1)
    batas_atas = AngkaField(_("capaian paling tinggi"), null=True, blank=True, default=Decimal(120))
    batas_bawah = AngkaField(_("capaian paling rendah"), default=Decimal(0))
    tidak_dilaporkan = models.CharField(
        _("bulan yang tidak dilaporkan"), max_length=10, choices=TidakDilaporkan, default=TidakDilaporkan.NOL
    )
    dasar = models.CharField(_("dasar"), max_length=300, blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[KebijakanSkorQuerySet] = KebijakanSkorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-tahun", "-versi"]
        verbose_name = _("kebijakan skor")
        constraints = [
            models.UniqueConstraint(fields=["tahun", "versi"], name="kebijakanskor_sekali"),
            models.CheckConstraint(
                condition=Q(batas_atas=None) | Q(batas_atas__gt=F("batas_bawah")), name="kebijakanskor_batas_urut"
            ),
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name="kebijakanskor_tahun_wajar"),
            *angka_checks("kebijakanskor", "batas_atas", "batas_bawah", least=-1000, most=1000),
        ]

    def __str__(self) -> str:
        return f"{self.tahun} versi {self.versi}"

    def daftar_kelas(self) -> list[Kelas]:
        """The scale, best class first, as :func:`indikator.scoring.tentukan_kelas` takes it."""
        return [Kelas(row.nama, row.slot, row.batas, row.termasuk) for row in self.skala.all()]


@track()
class SkalaKelas(models.Model):
    """One class of a policy's scale: half-open, from ``batas`` upwards. The lowest class has no bound."""

    kebijakan = models.ForeignKey(KebijakanSkor, on_delete=models.PROTECT, related_name="skala")
    urutan = models.PositiveSmallIntegerField(_("urutan, 1 yang terbaik"))
    nama = models.CharField(_("nama"), max_length=40)
    slot = models.CharField(_("warna"), max_length=2, choices=Slot)
    batas = AngkaField(_("batas bawah"), null=True, blank=True)
    termasuk = models.BooleanField(_("batas itu sendiri termasuk"), default=False)

    class Meta:
        ordering = ["kebijakan", "urutan"]
        verbose_name = _("kelas")
        constraints = [
            models.UniqueConstraint(fields=["kebijakan", "urutan"], name="skalakelas_urutan_sekali"),
            models.UniqueConstraint(fields=["kebijakan"], condition=Q(batas=None), name="skalakelas_satu_terbawah"),
            *angka_checks("skalakelas", "batas", least=-1000, most=1000),
        ]

    def __str__(self) -> str:
        return self.nama
