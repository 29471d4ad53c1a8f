"""What was measured in a month."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, Periode, User
from binawidya.umum.fields import AngkaField, angka_checks
from binawidya.umum.history import track
from indikator.enums import REALISASI_DAPAT_DIISI, REALISASI_MENUNGGU, StatusRealisasi
from indikator.models.bulan_tertutup_sql import REALISASI
from indikator.models.target_indikator import TargetIndikator, target_q

if TYPE_CHECKING:
    from typing import Self

JSON = models.JSONField()
# As two equalities: PostgreSQL writes a list back in another form than it was given.
MENUNGGU = Q(status=StatusRealisasi.DIAJUKAN) | Q(status=StatusRealisasi.DIPERIKSA)


class RealisasiQuerySet(models.QuerySet["Realisasi"]):
    def visible_to(self, user: "User", act: str = "realisasi.read") -> "Self":
        """Entries on which the user may do ``act``."""
        return self.filter(target_q(user, act, "target__"))

    def menunggu_verifikasi(self, user: "User") -> "Self":
        """Submitted entries that this user may verify; never the own work."""
        lingkup = user.lingkup
        mine = Q(status=StatusRealisasi.DIAJUKAN, dua_tahap=False) & target_q(user, "realisasi.verify", "target__")
        # Where a unit wants two stages the verifikator comes first, the superior decides.
        mine |= Q(status=StatusRealisasi.DIAJUKAN, dua_tahap=True) & target_q(user, "realisasi.check", "target__")
        mine |= Q(status=StatusRealisasi.DIPERIKSA) & target_q(user, "realisasi.endorse", "target__")
        waiting = self.filter(mine, status__in=REALISASI_MENUNGGU)
        if lingkup.pegawai_id:
            waiting = waiting.exclude(target__pengisi=lingkup.pegawai_id)
        # "Not mine" in SQL leaves out what nobody did; the columns that may be empty are asked the other way round.
        for column in ("diajukan_oleh", "diperiksa_oleh"):
            waiting = waiting.filter(Q(**{column: None}) | ~Q(**{column: user.pk}))
        return waiting.exclude(diisi_oleh=user.pk)

    def berperingatan(self) -> "Self":
        """Entries with a value that looks odd."""
        return self.exclude(peringatan=[])


@track()
class Realisasi(models.Model):
    """One entry: a value, or numerator and denominator. The state says how far it has come.

    ``versi`` grows with every change of the entry and guards against overwriting somebody else's. ``diisi_oleh`` is
    whoever typed the value: the owner of the target, or an operator in the owner's name. ``peringatan`` holds what
    looked odd about the value when it was saved (see :mod:`indikator.kewajaran`), and goes with it to the verifier.
    ``dua_tahap`` is settled at submission; then ``diperiksa_oleh`` is the first of two who look at it.
    """

    # Found by the first column of the constraint.
    target = models.ForeignKey(TargetIndikator, on_delete=models.PROTECT, related_name="realisasi", db_index=False)
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, related_name="realisasi")
    nilai = AngkaField(_("realisasi"), null=True, blank=True)
    pembilang = AngkaField(_("pembilang"), null=True, blank=True)
    penyebut = AngkaField(_("penyebut"), null=True, blank=True)
    catatan = models.TextField(_("catatan"), blank=True, default="", max_length=2000)
    kendala = models.TextField(_("kendala"), blank=True, default="", db_default="", max_length=2000)
    rencana = models.TextField(_("rencana tindak lanjut"), blank=True, default="", db_default="", max_length=2000)
    peringatan = models.JSONField(_("peringatan kewajaran"), blank=True, default=list, db_default=Value([], JSON))
    dipastikan = models.BooleanField(_("dipastikan pengisi"), default=False, db_default=False)
    status = models.CharField(_("status"), max_length=15, choices=StatusRealisasi, default=StatusRealisasi.TERSIMPAN)
    versi = models.PositiveIntegerField(default=1)
    diisi_oleh = models.ForeignKey(User, on_delete=models.PROTECT, related_name="realisasi_diisi")
    diisi_at = models.DateTimeField(db_default=Now())
    diajukan_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="realisasi_diajukan"
    )
    diajukan_at = models.DateTimeField(null=True, blank=True)
    terlambat_hari = models.PositiveSmallIntegerField(default=0)
    dua_tahap = models.BooleanField(_("dua tahap verifikasi"), default=False, db_default=False)
    diperiksa_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="realisasi_diperiksa"
    )
    diperiksa_at = models.DateTimeField(null=True, blank=True)
    diverifikasi_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="realisasi_diverifikasi"
    )
    diverifikasi_at = models.DateTimeField(null=True, blank=True)
    alasan = models.TextField(_("alasan dikembalikan"), blank=True, default="", max_length=1000)
    # How often it was sent back; what it was sent back for is gone with its approval.
    dikembalikan_kali = models.PositiveSmallIntegerField(_("kali dikembalikan"), default=0, db_default=0)

    objects: ClassVar[RealisasiQuerySet] = RealisasiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["periode", "target", "pk"]
        verbose_name = _("realisasi")
        indexes = [
            models.Index(fields=["periode", "target"], condition=MENUNGGU, name="realisasi_menunggu"),
            models.Index(
                fields=["periode", "target"],
                condition=MENUNGGU & ~Q(peringatan=[]),
                name="realisasi_menunggu_ganjil",
            ),
        ]
        triggers = REALISASI
        constraints = [
            # The figures stand beside the key: whoever adds up a target reads one page of the index, not one page of
            # the table for each month.
            models.UniqueConstraint(
                fields=["target", "periode"],
                include=["status", "nilai", "pembilang", "penyebut"],
                name="realisasi_sekali",
            ),
            models.CheckConstraint(
                condition=Q(nilai__isnull=False, pembilang=None, penyebut=None)
                | Q(nilai=None, pembilang__isnull=False, penyebut__isnull=False),
                name="realisasi_nilai_atau_rasio",
                violation_error_message=_("Isi nilainya, atau pembilang dan penyebutnya."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatusRealisasi.TERSIMPAN, diajukan_at=None)
                | Q(
                    status__in=[*REALISASI_MENUNGGU, StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DISETUJUI],
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
                | Q(status__in=[StatusRealisasi.TERSIMPAN, *REALISASI_MENUNGGU]),
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
            models.CheckConstraint(
                condition=Q(diperiksa_oleh=None, diperiksa_at=None)
                | Q(diperiksa_oleh__isnull=False, diperiksa_at__isnull=False, dua_tahap=True),
                name="realisasi_diperiksa_bertanggal",
            ),
            models.CheckConstraint(
                condition=Q(diperiksa_oleh__isnull=False)
                | (~Q(status=StatusRealisasi.DIPERIKSA) & ~Q(status=StatusRealisasi.DISETUJUI, dua_tahap=True)),
                name="realisasi_dua_tahap_berurutan",
                violation_error_message=_("Di unit ini realisasi diperiksa verifikator dulu, lalu disetujui atasan."),
            ),
            models.CheckConstraint(
                condition=Q(diperiksa_oleh=None)
                | (
                    ~Q(diperiksa_oleh=models.F("diisi_oleh"))
                    & (Q(diverifikasi_oleh=None) | ~Q(diperiksa_oleh=models.F("diverifikasi_oleh")))
                ),
                name="realisasi_dua_orang",
                violation_error_message=_("Pemeriksaan dan persetujuan dilakukan dua orang yang berbeda."),
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

    @property
    def menunggu(self) -> bool:
        """Handed in and not yet decided for good."""
        return self.status in REALISASI_MENUNGGU

    @property
    def perlu_dipastikan(self) -> bool:
        """Looks odd, and the person has not yet said that it is right."""
        return bool(self.peringatan) and not self.dipastikan

    def pemilik(self) -> Pegawai | None:
        """Whose work this is."""
        return self.target.pengisi
