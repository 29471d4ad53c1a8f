"""The evaluation of units and people for a month, a quarter or a year."""

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, UnitKerja, User
from binawidya.organisasi.policy import scope_paths, scope_q
from binawidya.umum.fields import LARGEST_COMPUTED, AngkaHitungField, angka_checks
from binawidya.umum.history import track
from kinerja.enums import JenisEvaluasi, Perilaku, Predikat, PredikatUnit, RatingKerja, StatusEvaluasi
from kinerja.masa import Masa
from kinerja.models.evaluasi_sql import CONDUCT_KEPT, KEPT, UNCHANGED
from kinerja.models.kebijakan_evaluasi import KebijakanEvaluasi
from kinerja.scoring import MATRIKS

if TYPE_CHECKING:
    from typing import Self


class Bermasa(models.Model):
    """What belongs to a month, a quarter or a year."""

    jenis = models.CharField(_("jenis"), max_length=12, choices=JenisEvaluasi)
    tahun = models.PositiveSmallIntegerField(_("tahun"))
    ke = models.PositiveSmallIntegerField(_("ke"), default=1)

    class Meta:
        abstract = True

    @property
    def masa(self) -> Masa:
        return Masa(self.tahun, JenisEvaluasi(self.jenis), self.ke)


def in_masa(masa: Masa, prefix: str = "") -> dict[str, int | str]:
    """Lookups for what belongs to it."""
    return {f"{prefix}tahun": masa.tahun, f"{prefix}jenis": masa.jenis.value, f"{prefix}ke": masa.ke}


def _masa_checks(table: str) -> list[models.BaseConstraint]:
    return [
        models.CheckConstraint(
            condition=Q(jenis=JenisEvaluasi.BULANAN, ke__gte=1, ke__lte=12)
            | Q(jenis=JenisEvaluasi.TRIWULANAN, ke__gte=1, ke__lte=4)
            | Q(jenis=JenisEvaluasi.TAHUNAN, ke=1),
            name=f"{table}_masa_wajar",
        ),
        models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name=f"{table}_tahun_wajar"),
    ]


class EvaluasiUnitQuerySet(models.QuerySet["EvaluasiUnit"]):
    def visible_to(self, user: User, act: str = "evaluasi_unit.read") -> "Self":
        """Evaluations of units in the user's scope."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))

    def on(self, masa: Masa) -> "Self":
        return self.filter(**in_masa(masa))


@track()
class EvaluasiUnit(Bermasa):
    """The predikat of a unit, and the frame of its people's evaluations."""

    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="evaluasi")
    kebijakan = models.ForeignKey(KebijakanEvaluasi, on_delete=models.PROTECT, related_name="evaluasi_unit")
    batas_penetapan = models.DateField(_("batas penetapan"))
    nilai = AngkaHitungField(_("nilai kinerja organisasi"), null=True, blank=True)
    usul_predikat = models.CharField(max_length=20, choices=PredikatUnit, blank=True, default="")
    predikat = models.CharField(_("predikat unit"), max_length=20, choices=PredikatUnit, blank=True, default="")
    alasan = models.TextField(_("alasan"), blank=True, default="", max_length=1000)
    # Why the people's predikat spread otherwise than the unit's predikat lets expect.
    alasan_pola = models.TextField(_("alasan pola distribusi"), blank=True, default="", max_length=1000)
    ditetapkan_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluasi_unit_ditetapkan"
    )
    ditetapkan_at = models.DateTimeField(null=True, blank=True)
    versi = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[EvaluasiUnitQuerySet] = EvaluasiUnitQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-tahun", "-ke", "unit_kerja"]
        verbose_name = _("evaluasi unit")
        constraints = [
            models.UniqueConstraint(fields=["unit_kerja", "tahun", "jenis", "ke"], name="evaluasiunit_sekali"),
            models.CheckConstraint(
                condition=Q(predikat="", ditetapkan_at=None) | (~Q(predikat="") & Q(ditetapkan_at__isnull=False)),
                name="evaluasiunit_ditetapkan_bertanggal",
            ),
            models.CheckConstraint(
                condition=Q(predikat="") | Q(predikat=F("usul_predikat")) | ~Q(alasan=""),
                name="evaluasiunit_ubah_beralasan",
                violation_error_message=_("Tulis alasannya bila predikat unit lain dari usulnya."),
            ),
            *_masa_checks("evaluasiunit"),
            *angka_checks("evaluasiunit", "nilai", least=-LARGEST_COMPUTED, most=LARGEST_COMPUTED),
        ]

    def __str__(self) -> str:
        return f"{self.unit_kerja_id} {self.masa}"


class EvaluasiQuerySet(models.QuerySet["Evaluasi"]):
    def visible_to(self, user: User, act: str = "evaluasi.read") -> "Self":
        """Evaluations on which the user may do ``act``.

        The superior is whoever is recorded as the assessor; whoever has to decide on an objection sees it as well. A
        draft is there for its assessor, and for those who may hand it to another one; never for the person.
        """
        lingkup = user.lingkup
        scope = scope_paths(act, lingkup)
        me = lingkup.pegawai_id
        reach = Q(pk__in=[])
        if scope.own and me:
            reach |= Q(pegawai=me)
        if scope.below and me:
            reach |= Q(penilai=me) | Q(keberatan__pejabat=me) | Q(dari_keberatan__pejabat=me)
        if scope.paths:
            reach |= Q(unit_kerja__jalur__overlap=sorted(scope.paths))
        above = sorted(scope_paths("evaluasi.assign", lingkup).paths)
        drafts = Q(unit_kerja__jalur__overlap=above) if above else Q(pk__in=[])
        if me:
            drafts = (drafts | Q(penilai=me)) & ~Q(pegawai=me)
        return self.filter(reach).filter(~Q(status=StatusEvaluasi.DRAF) | drafts)

    def on(self, masa: Masa) -> "Self":
        return self.filter(**in_masa(masa))

    def berlaku(self) -> "Self":
        """Without those that a decision has replaced."""
        return self.filter(berlaku=True)


@track()
class Evaluasi(Bermasa):
    """The evaluation of one person by one superior.

    ``evaluasi_unit`` is the unit whose people are judged together by this superior, whose predikat sets the pattern.
    ``unit_dipimpin`` is set for the head of a unit, whose rating hasil kerja is the achievement of that unit.
    """

    evaluasi_unit = models.ForeignKey(EvaluasiUnit, on_delete=models.PROTECT, related_name="evaluasi")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="evaluasi")
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="evaluasi_pegawai")
    unit_dipimpin = models.ForeignKey(
        EvaluasiUnit, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluasi_kepala"
    )
    jabatan = models.CharField(_("jabatan"), max_length=220)
    penilai = models.ForeignKey(
        Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluasi_dinilai"
    )
    alasan_pengalihan = models.TextField(_("alasan pengalihan"), blank=True, default="", max_length=500)
    nilai = AngkaHitungField(_("nilai"), null=True, blank=True)
    nilai_lengkap = models.BooleanField(default=False)
    usul_hasil_kerja = models.CharField(max_length=10, choices=RatingKerja, blank=True, default="")
    rating_hasil_kerja = models.CharField(
        _("rating hasil kerja"), max_length=10, choices=RatingKerja, blank=True, default=""
    )
    alasan = models.TextField(_("alasan mengubah usul"), blank=True, default="", max_length=1000)
    rating_perilaku = models.CharField(
        _("rating perilaku kerja"), max_length=10, choices=RatingKerja, blank=True, default=""
    )
    predikat = models.CharField(_("predikat"), max_length=20, choices=Predikat, blank=True, default="")
    catatan = models.TextField(_("catatan dan rekomendasi"), blank=True, default="", max_length=2000)
    status = models.CharField(_("status"), max_length=12, choices=StatusEvaluasi, default=StatusEvaluasi.DRAF)
    versi = models.PositiveIntegerField(default=1)
    menggantikan = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="pengganti"
    )
    berlaku = models.BooleanField(default=True)
    ditetapkan_oleh = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="evaluasi_ditetapkan"
    )
    ditetapkan_at = models.DateTimeField(null=True, blank=True)
    diterima_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[EvaluasiQuerySet] = EvaluasiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-tahun", "-ke", "pegawai"]
        verbose_name = _("evaluasi kinerja")
        indexes = [
            models.Index(fields=["penilai", "tahun", "ke"], name="evaluasi_penilai_masa"),
            models.Index(fields=["unit_kerja", "tahun", "ke"], name="evaluasi_unit_masa"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pegawai", "tahun", "jenis", "ke"], condition=Q(berlaku=True), name="evaluasi_sekali"
            ),
            models.CheckConstraint(
                condition=Q(penilai=None) | ~Q(penilai=F("pegawai")),
                name="evaluasi_bukan_diri_sendiri",
                violation_error_message=_("Seseorang tidak dapat mengevaluasi dirinya sendiri."),
            ),
            models.CheckConstraint(
                condition=Q(
                    *(Q(rating_hasil_kerja=a, rating_perilaku=b, predikat=c) for a, b, c in MATRIKS), _connector=Q.OR
                )
                | (Q(predikat="") & (Q(rating_hasil_kerja="") | Q(rating_perilaku=""))),
                name="evaluasi_predikat_matriks",
                violation_error_message=_("Predikat harus menurut matriks hasil kerja dan perilaku kerja."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatusEvaluasi.DRAF)
                | (
                    ~Q(predikat="")
                    & Q(penilai__isnull=False, ditetapkan_oleh__isnull=False, ditetapkan_at__isnull=False)
                ),
                name="evaluasi_ditetapkan_lengkap",
                violation_error_message=_("Yang ditetapkan harus mempunyai predikat, penilai, dan tanggal."),
            ),
            models.CheckConstraint(
                condition=Q(status=StatusEvaluasi.DRAF) | Q(rating_hasil_kerja=F("usul_hasil_kerja")) | ~Q(alasan=""),
                name="evaluasi_ubah_usul_beralasan",
                violation_error_message=_("Tulis alasannya bila rating hasil kerja lain dari usulnya."),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[StatusEvaluasi.DRAF, StatusEvaluasi.DITETAPKAN, StatusEvaluasi.DIPUTUS])
                | Q(diterima_at__isnull=False),
                name="evaluasi_diterima_bertanggal",
            ),
            *_masa_checks("evaluasi"),
            *angka_checks("evaluasi", "nilai", least=-LARGEST_COMPUTED, most=LARGEST_COMPUTED),
        ]
        triggers = [
            pgtrigger.Trigger(name="catatan_tetap", when=pgtrigger.Before, operation=pgtrigger.Update, func=UNCHANGED),
            pgtrigger.Trigger(name="catatan_tinggal", when=pgtrigger.Before, operation=pgtrigger.Delete, func=KEPT),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id} {self.masa}"

    @property
    def draf(self) -> bool:
        return self.status == StatusEvaluasi.DRAF

    @property
    def saat_diterima(self) -> datetime | None:
        """When it was received, or counts as received because it was never acknowledged."""
        if self.diterima_at or self.ditetapkan_at is None:
            return self.diterima_at
        return self.ditetapkan_at + timedelta(days=self.evaluasi_unit.kebijakan.hari_anggap_diterima)

    @property
    def batas_keberatan(self) -> date | None:
        """The last day on which an objection may be filed."""
        received = self.saat_diterima
        if received is None:
            return None
        return timezone.localtime(received).date() + timedelta(days=self.evaluasi_unit.kebijakan.hari_keberatan)


@track()
class NilaiPerilaku(models.Model):
    """One of the seven values in one evaluation."""

    evaluasi = models.ForeignKey(Evaluasi, on_delete=models.PROTECT, related_name="perilaku")
    nilai = models.CharField(_("nilai perilaku"), max_length=25, choices=Perilaku)
    rating = models.CharField(_("rating"), max_length=10, choices=RatingKerja, blank=True, default="")
    ekspektasi = models.TextField(_("ekspektasi khusus pimpinan"), blank=True, default="", max_length=1000)
    catatan = models.TextField(_("umpan balik menurut bukti"), blank=True, default="", max_length=1000)

    class Meta:
        ordering = ["evaluasi", "pk"]
        verbose_name = _("nilai perilaku")
        constraints = [models.UniqueConstraint(fields=["evaluasi", "nilai"], name="nilaiperilaku_sekali")]
        triggers = [
            pgtrigger.Trigger(
                name="perilaku_tetap",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=CONDUCT_KEPT,
            )
        ]

    def __str__(self) -> str:
        return f"{self.evaluasi_id} {self.nilai}"
