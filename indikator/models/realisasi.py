"""What was measured in a month."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, Periode, User
from binawidya.umum.fields import AngkaField, angka_checks
from binawidya.umum.history import track
from indikator.enums import REALISASI_DAPAT_DIISI, StatusRealisasi
from indikator.models.target_indikator import TargetIndikator, target_q

if TYPE_CHECKING:
    from typing import Self


class RealisasiQuerySet(models.QuerySet["Realisasi"]):
    def visible_to(self, user: "User", act: str = "realisasi.read") -> "Self":
        """Entries on which the user may do ``act``."""
        return self.filter(target_q(user, act, "target__"))

    def menunggu_verifikasi(self, user: "User") -> "Self":
        """Submitted entries that this user may verify; never the own work."""
        lingkup = user.lingkup
        waiting = self.filter(status=StatusRealisasi.DIAJUKAN).visible_to(user, "realisasi.verify")
        if lingkup.pegawai_id:
            waiting = waiting.exclude(target__pengisi=lingkup.pegawai_id)
        return waiting.exclude(diisi_oleh=user.pk)


@track()
class Realisasi(models.Model):
    """One entry: a value, or numerator and denominator. The state says how far it has come.

    ``versi`` grows with every change of the entry and guards against overwriting somebody else's.
    """

    target = models.ForeignKey(TargetIndikator, on_delete=models.PROTECT, related_name="realisasi")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="realisasi")
    nilai = AngkaField(_("realisasi"), null=True, blank=True)
    pembilang = AngkaField(_("pembilang"), null=True, blank=True)
    penyebut = AngkaField(_("penyebut"), null=True, blank=True)
    catatan = models.TextField(_("catatan"), blank=True, default="", max_length=2000)
    status = models.CharField(_("status"), max_length=15, choices=StatusRealisasi, default=StatusRealisasi.TERSIMPAN)
    versi = models.PositiveIntegerField(default=1)
    diisi_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="realisasi_diisi")
    diisi_at = models.DateTimeField(db_default=Now())
    diajukan_at = models.DateTimeField(null=True, blank=True)
    terlambat_hari = models.PositiveSmallIntegerField(default=0)
    diverifikasi_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="realisasi_diverifikasi"
    )
    diverifikasi_at = models.DateTimeField(null=True, blank=True)
    alasan = models.TextField(_("alasan dikembalikan"), blank=True, default="", max_length=1000)

    objects: ClassVar[RealisasiQuerySet] = RealisasiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["periode", "target", "pk"]
        verbose_name = _("realisasi")
        indexes = [
            models.Index(
                fields=["periode", "target"], condition=Q(status=StatusRealisasi.DIAJUKAN), name="realisasi_diajukan"
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["target", "periode"], name="realisasi_sekali"),
            models.CheckConstraint(
                condition=Q(nilai__isnull=False, pembilang=None, penyebut=None)
                | Q(nilai=None, pembilang__isnull=False, penyebut__isnull=False),
                name="realisasi_nilai_atau_rasio",
                violation_error_message=_("Isi nilainya, atau pembilang dan penyebutnya."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatusRealisasi.TERSIMPAN, diajukan_at=None)
                | Q(
                    status__in=[StatusRealisasi.DIAJUKAN, StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DISETUJUI],
                    diajukan_at__isnull=False,
                ),
                name="realisasi_diajukan_bertanggal",
            ),
            models.CheckConstraint(
                condition=Q(
                    status__in=[StatusRealisasi.DISETUJUI, StatusRealisasi.DIKEMBALIKAN],
                    diverifikasi_oleh__isnull=False,
                    diverifikasi_at__isnull=False,
                )
                | Q(status__in=[StatusRealisasi.TERSIMPAN, StatusRealisasi.DIAJUKAN]),
                name="realisasi_terverifikasi_bernama",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusRealisasi.DIKEMBALIKAN) | ~Q(alasan=""),
                name="realisasi_dikembalikan_beralasan",
                violation_error_message=_("Tulis alasannya supaya pegawai tahu apa yang harus diperbaiki."),
            ),
            models.CheckConstraint(
                condition=Q(diverifikasi_oleh=None) | ~Q(diverifikasi_oleh=models.F("diisi_oleh")),
                name="realisasi_bukan_verifikasi_sendiri",
                violation_error_message=_("Realisasi tidak diverifikasi oleh pengisinya sendiri."),
            ),
            *angka_checks("realisasi", "nilai", "pembilang"),
            *angka_checks("realisasi", "penyebut", least=0),
        ]

    def __str__(self) -> str:
        return f"{self.target_id}/{self.periode_id}"

    @property
    def dapat_diisi(self) -> bool:
        """Whether its state lets the person change it."""
        return self.status in REALISASI_DAPAT_DIISI

    def pemilik(self) -> Pegawai | None:
        """Whose work this is."""
        return self.target.pengisi
