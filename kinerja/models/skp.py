"""What an SKP says beside its targets: approach, annex, and what the leader expects of conduct."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai
from binawidya.umum.history import track
from kinerja.enums import PendekatanSkp, Perilaku


@track()
class Skp(models.Model):
    """The plan of a person for a year. Its hasil kerja are the person's targets; this is the rest of the paper."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="skp")
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    pendekatan = models.CharField(
        _("pendekatan"), max_length=12, choices=PendekatanSkp, default=PendekatanSkp.KUANTITATIF
    )
    dukungan = models.TextField(_("dukungan sumber daya"), blank=True, default="", max_length=2000)
    pertanggungjawaban = models.TextField(_("skema pertanggungjawaban"), blank=True, default="", max_length=2000)
    konsekuensi = models.TextField(_("konsekuensi"), blank=True, default="", max_length=2000)

    class Meta:
        ordering = ["-tahun", "pegawai"]
        verbose_name = _("SKP")
        constraints = [
            models.UniqueConstraint(fields=["pegawai", "tahun"], name="skp_sekali"),
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name="skp_tahun_wajar"),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id}/{self.tahun}"


@track()
class EkspektasiPerilaku(models.Model):
    """What the leader expects of one value of conduct."""

    skp = models.ForeignKey(Skp, on_delete=models.CASCADE, related_name="ekspektasi")
    perilaku = models.CharField(_("perilaku"), max_length=30, choices=Perilaku)
    isi = models.TextField(_("ekspektasi khusus pimpinan"), max_length=1000)

    class Meta:
        ordering = ["skp", "pk"]
        verbose_name = _("ekspektasi perilaku")
        constraints = [models.UniqueConstraint(fields=["skp", "perilaku"], name="ekspektasiperilaku_sekali")]

    def __str__(self) -> str:
        return f"{self.skp_id}/{self.perilaku}"
