"""Objections to an evaluation."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, User
from binawidya.organisasi.policy import scope_paths
from binawidya.umum.dates import today
from binawidya.umum.history import track
from kinerja.enums import StatusKeberatan
from kinerja.models.evaluasi import Evaluasi

if TYPE_CHECKING:
    from typing import Self


class KeberatanQuerySet(models.QuerySet["Keberatan"]):
    def visible_to(self, user: User, act: str = "keberatan.read") -> "Self":
        """Objections on which the user may do ``act``: the own, those to decide, those against the own judgement."""
        lingkup = user.lingkup
        scope = scope_paths(act, lingkup)
        me = lingkup.pegawai_id
        reach = Q(pk__in=[])
        if scope.own and me:
            reach |= Q(evaluasi__pegawai=me)
        if scope.below and me:
            reach |= Q(pejabat=me) | Q(evaluasi__penilai=me)
        if scope.paths:
            reach |= Q(evaluasi__unit_kerja__jalur__overlap=sorted(scope.paths))
        return self.filter(reach)


@track()
class Keberatan(models.Model):
    """One objection to one evaluation, to the superior of the assessor. ``hasil`` is the row that replaces it."""

    evaluasi = models.OneToOneField(Evaluasi, on_delete=models.PROTECT, related_name="keberatan")
    hasil = models.OneToOneField(
        Evaluasi, on_delete=models.PROTECT, null=True, blank=True, related_name="dari_keberatan"
    )
    # Nobody where the assessor has no superior: then the head of the office decides.
    pejabat = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="keberatan_diperiksa"
    )
    alasan = models.TextField(_("alasan keberatan"), max_length=4000)
    diajukan_at = models.DateTimeField(db_default=Now())
    batas = models.DateField(_("batas keberatan"))
    tanggapan = models.TextField(_("tanggapan penilai"), blank=True, default="", max_length=4000)
    tanggapan_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(_("status"), max_length=20, choices=StatusKeberatan, default=StatusKeberatan.DIPERIKSA)
    putusan = models.TextField(_("alasan putusan"), blank=True, default="", max_length=4000)
    diputus_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="keberatan_diputus"
    )
    diputus_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[KeberatanQuerySet] = KeberatanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("keberatan")
        constraints = [
            models.CheckConstraint(
                condition=~Q(alasan=""),
                name="keberatan_beralasan",
                violation_error_message=_("Tulis alasan keberatan Anda."),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[StatusKeberatan.DITOLAK, StatusKeberatan.DITERIMA])
                | (Q(diputus_oleh__isnull=False, diputus_at__isnull=False) & ~Q(putusan="")),
                name="keberatan_putusan_beralasan",
                violation_error_message=_("Putusan keberatan memerlukan alasan."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatusKeberatan.DITERIMA, hasil__isnull=False)
                | (~Q(status=StatusKeberatan.DITERIMA) & Q(hasil=None)),
                name="keberatan_hasil_sesuai",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.evaluasi_id}"

    @property
    def diperiksa(self) -> bool:
        return self.status == StatusKeberatan.DIPERIKSA

    @property
    def hari_berjalan(self) -> int:
        """Days since it was filed, for the clock that both sides see."""
        until: date = self.diputus_at.date() if self.diputus_at else today()
        return max(0, (until - self.diajukan_at.date()).days)
