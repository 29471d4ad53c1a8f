"""Computed: what a survey found."""

from decimal import Decimal
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.umum.fields import angka_checks
from survei.enums import PALING_SEDIKIT
from survei.models.survei import Survei
from survei.scoring import METODE


class HasilSurveiQuerySet(models.QuerySet["HasilSurvei"]):
    def terbit(self) -> "HasilSurveiQuerySet":
        """Results that stand on public pages."""
        return self.filter(terbit=True)


class HasilSurvei(models.Model):
    """The result of a survey as of one computation; a later one is a new row, so that evidence stays what it was.

    ``jumlah`` holds the sum of the answers of each element. Groups of respondents are stored only as they may be shown:
    ``profil`` never holds a group under ten.
    """

    survei = models.ForeignKey(Survei, on_delete=models.PROTECT, related_name="hasil")
    versi = models.PositiveIntegerField()
    sementara = models.BooleanField(_("survei belum ditutup"), default=False)
    terbit = models.BooleanField(_("dipublikasikan"), default=False)
    responden = models.PositiveIntegerField(_("responden"))
    jumlah: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField())
    # Sum of the squares of the total of each response, and of the answers of each element: for intervals and pooling.
    jumlah_kuadrat = models.BigIntegerField(default=0)
    kuadrat: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField(), default=list, blank=True)
    ikm = models.DecimalField(_("IKM"), max_digits=5, decimal_places=2, null=True)
    galat = models.DecimalField(_("batas kesalahan"), max_digits=6, decimal_places=2, null=True)
    mutu = models.CharField(_("mutu pelayanan"), max_length=1, blank=True, default="")
    kinerja = models.CharField(_("kinerja unit pelayanan"), max_length=20, blank=True, default="")
    profil: Any = models.JSONField(default=dict)
    populasi = models.PositiveIntegerField(null=True)
    sampel = models.PositiveIntegerField(null=True)
    lonjakan = models.PositiveIntegerField(default=0)
    ikm_tanpa_lonjakan = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    metode = models.CharField(_("cara menghitung"), max_length=20, default=METODE)
    dihitung_at = models.DateTimeField(db_default=Now())
    # When the indicator had it, as a realisasi or as a proposed correction; empty while it waits for that.
    diteruskan_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[HasilSurveiQuerySet] = HasilSurveiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["survei", "-versi"]
        verbose_name = _("hasil survei")
        constraints = [
            models.UniqueConstraint(fields=["survei", "versi"], name="hasilsurvei_versi_sekali"),
            models.UniqueConstraint(fields=["survei"], condition=Q(terbit=True), name="hasilsurvei_satu_terbit"),
            models.CheckConstraint(
                condition=Q(ikm=None, galat=None, responden__lt=PALING_SEDIKIT, terbit=False)
                | Q(ikm__gte=Decimal(25), ikm__lte=Decimal(100), responden__gte=PALING_SEDIKIT),
                name="hasilsurvei_sepuluh_ke_atas",
            ),
            models.CheckConstraint(condition=Q(sementara=False) | Q(terbit=False), name="hasilsurvei_terbit_tetap"),
            *angka_checks("hasilsurvei", "ikm", "galat", "ikm_tanpa_lonjakan", least=0, most=100),
        ]

    def __str__(self) -> str:
        return f"{self.survei_id}/{self.versi}"

    @property
    def nrr(self) -> list[Decimal]:
        """Mean of each element, 1 to 4, unrounded; only for results that may be shown."""
        return [Decimal(total) / self.responden for total in self.jumlah] if self.ikm is not None else []

    @property
    def lebar(self) -> str:
        """Width of the bar of its IKM out of 300, from 25 to 100; an SVG number has a point."""
        return "0" if self.ikm is None else f"{(self.ikm - 25) * 4:.1f}"
