"""Computed: what an entry is worth against its target."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Periode
from binawidya.umum.fields import LARGEST_COMPUTED, AngkaHitungField, angka_checks
from indikator.enums import StatusCapaian
from indikator.models.kebijakan_skor import KebijakanSkor
from indikator.models.target_indikator import TargetIndikator, target_q

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class CapaianQuerySet(models.QuerySet["Capaian"]):
    def visible_to(self, user: "User", act: str = "capaian.read") -> "CapaianQuerySet":
        """Figures that the user may read."""
        return self.filter(target_q(user, act, "target__"))


class Capaian(models.Model):
    """Capaian of one target from January to one month. Rebuilt by the engine, never edited, hence not tracked."""

    # Written by the engine only, from rows it has just joined; what they point to refuses to be deleted under them
    # (docs/keputusan/0026). A check for every row would cost more than the computation.
    target = models.ForeignKey(
        TargetIndikator, on_delete=models.CASCADE, related_name="capaian", db_constraint=False, db_index=False
    )
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="capaian", db_constraint=False)
    kebijakan = models.ForeignKey(
        KebijakanSkor, on_delete=models.PROTECT, related_name="capaian", db_constraint=False, db_index=False
    )
    status = models.CharField(_("status"), max_length=20, choices=StatusCapaian)
    realisasi = AngkaHitungField(_("realisasi kumulatif"), null=True)
    target_kumulatif = AngkaHitungField(_("target kumulatif"), null=True)
    pembilang = AngkaHitungField(_("jumlah pembilang"), null=True)
    penyebut = AngkaHitungField(_("jumlah penyebut"), null=True)
    capaian_mentah = AngkaHitungField(_("capaian sebelum dibatasi"), null=True)
    capaian = AngkaHitungField(_("capaian"), null=True)
    kelas = models.CharField(_("kelas"), max_length=40, blank=True, default="")
    slot = models.CharField(max_length=2, blank=True, default="")
    bulan_bertarget = models.PositiveIntegerField(default=0)
    bulan_dilaporkan = models.PositiveIntegerField(default=0)
    dihitung_at = models.DateTimeField(db_default=Now())

    objects: ClassVar[CapaianQuerySet] = CapaianQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["periode", "target"]
        verbose_name = _("capaian")
        constraints = [
            models.UniqueConstraint(fields=["target", "periode"], name="capaian_sekali"),
            models.CheckConstraint(
                condition=Q(status=StatusCapaian.DIKETAHUI, capaian__isnull=False, capaian_mentah__isnull=False)
                | Q(status=StatusCapaian.TIDAK_DILAPORKAN)
                | Q(
                    status__in=[
                        StatusCapaian.BELUM_DIKETAHUI,
                        StatusCapaian.BELUM_DIUKUR,
                        StatusCapaian.TIDAK_TERDEFINISI,
                    ],
                    capaian=None,
                ),
                name="capaian_sesuai_status",
            ),
            *angka_checks(
                "capaian",
                "realisasi",
                "target_kumulatif",
                "pembilang",
                "penyebut",
                "capaian_mentah",
                "capaian",
                least=-LARGEST_COMPUTED,
                most=LARGEST_COMPUTED,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}/{self.periode_id}"
