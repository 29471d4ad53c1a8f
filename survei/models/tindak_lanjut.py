"""What an office does about its weakest elements (Rencana Tindak Lanjut)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai
from binawidya.umum.history import track
from survei.enums import ProgresRtl
from survei.models.survei import Survei, Unsur


@track()
class TindakLanjut(models.Model):
    """One action for one element: what, who, until when, how far."""

    survei = models.ForeignKey(Survei, on_delete=models.PROTECT, related_name="tindak_lanjut")
    unsur = models.ForeignKey(Unsur, on_delete=models.PROTECT, related_name="tindak_lanjut", verbose_name=_("unsur"))
    tindakan = models.CharField(_("tindakan"), max_length=300)
    penanggung_jawab = models.ForeignKey(
        Pegawai,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="tindak_lanjut",
        verbose_name=_("penanggung jawab"),
    )
    # A post or a team, where no single person answers for it.
    pelaksana = models.CharField(_("pelaksana"), max_length=150, blank=True, default="")
    tenggat = models.DateField(_("selesai paling lambat"))
    progres = models.PositiveSmallIntegerField(_("kemajuan"), choices=ProgresRtl, default=ProgresRtl.BELUM)
    catatan = models.CharField(_("catatan"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["survei", "unsur", "pk"]
        verbose_name = _("rencana tindak lanjut")
        constraints = [
            models.CheckConstraint(condition=Q(progres__in=ProgresRtl.values), name="tindaklanjut_progres_wajar"),
            models.CheckConstraint(
                condition=Q(penanggung_jawab__isnull=False) | ~Q(pelaksana=""),
                name="tindaklanjut_berpenanggung_jawab",
                violation_error_message=_("Sebut siapa yang bertanggung jawab."),
            ),
        ]

    def __str__(self) -> str:
        return self.tindakan[:60]

    @property
    def siapa(self) -> str:
        """The person, or the post or team."""
        return self.penanggung_jawab.nama if self.penanggung_jawab is not None else self.pelaksana

    @property
    def pilihan_progres(self) -> list[tuple[int, str]]:
        """The steps, for a form."""
        return [(one.value, str(one.label)) for one in ProgresRtl]
