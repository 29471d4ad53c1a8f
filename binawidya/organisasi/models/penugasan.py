"""Granted roles: who, which, over which part of the tree, from when to when."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import ExpressionWrapper, F, Func, Q, Value
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import Peran, StatusPegawai
from binawidya.organisasi.policy import scope_q
from binawidya.umum.dates import today
from binawidya.umum.history import track

if TYPE_CHECKING:
    from binawidya.organisasi.models.user import User


class _DateRange(Func):
    function = "daterange"
    output_field = DateRangeField()


# A role that is withdrawn on its first day was never in force: its range is empty and overlaps nothing.
_SEHARI = Value(1, output_field=models.IntegerField())
_SESUDAH = ExpressionWrapper(F("berlaku_selesai") + _SEHARI, output_field=models.DateField())
_SEBELUM = ExpressionWrapper(F("berlaku_mulai") - _SEHARI, output_field=models.DateField())
_MASA = _DateRange("berlaku_mulai", _SESUDAH, RangeBoundary(inclusive_lower=True, inclusive_upper=False))


class PenugasanQuerySet(models.QuerySet["Penugasan"]):
    def on(self, tanggal: date) -> "PenugasanQuerySet":
        """In force on a date."""
        return self.filter(Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=tanggal), berlaku_mulai__lte=tanggal)

    def visible_to(self, user: "User", act: str = "penugasan.read") -> "PenugasanQuerySet":
        """Roles over units on which the user may do ``act``."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))


@track()
class Penugasan(models.Model):
    """A role over a unit and all below it. Both dates are days on which it holds.

    Withdrawing brings the last day forward and deletes nothing; the last day before the first means never in force.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="penugasan")
    peran = models.CharField(gettext_lazy("peran"), max_length=20, choices=Peran)
    unit_kerja = models.ForeignKey("organisasi.UnitKerja", on_delete=models.PROTECT, related_name="penugasan")
    berlaku_mulai = models.DateField(gettext_lazy("berlaku mulai"))
    berlaku_selesai = models.DateField(gettext_lazy("berlaku sampai"), null=True, blank=True)
    dasar = models.CharField(gettext_lazy("dasar penugasan"), max_length=200, blank=True, default="")

    objects: ClassVar[PenugasanQuerySet] = PenugasanQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["user", "peran", "pk"]
        verbose_name = gettext_lazy("penugasan")
        constraints = [
            models.CheckConstraint(
                condition=Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=_SEBELUM),
                name="penugasan_berlaku_urut",
                violation_error_message=gettext_lazy("Tanggal akhir mendahului tanggal mulai."),
            ),
            ExclusionConstraint(
                name="penugasan_sekali",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    ("peran", RangeOperators.EQUAL),
                    ("unit_kerja", RangeOperators.EQUAL),
                    (_MASA, RangeOperators.OVERLAPS),
                ],
                violation_error_message=gettext_lazy("Peran ini sudah diberikan untuk masa itu."),
            ),
        ]

    def __str__(self) -> str:
        return str(Peran(self.peran).label)

    @property
    def keadaan(self) -> str:
        """Where it stands today: ``berlaku``, ``akan_berlaku``, ``berakhir``, or ``dicabut`` before it began."""
        hari_ini = today()
        if self.berlaku_selesai is not None and self.berlaku_selesai < self.berlaku_mulai:
            return "dicabut"
        if self.berlaku_selesai is not None and self.berlaku_selesai < hari_ini:
            return "berakhir"
        return "akan_berlaku" if self.berlaku_mulai > hari_ini else "berlaku"

    @property
    def dapat_dicabut(self) -> bool:
        return self.keadaan in {"berlaku", "akan_berlaku"}

    @property
    def teknis(self) -> bool:
        """Whether the account belongs to no person."""
        return getattr(self.user, "pegawai", None) is None

    @property
    def nama_pemegang(self) -> str:
        """Name of the person, or the login of a technical account."""
        pegawai = getattr(self.user, "pegawai", None)
        return pegawai.nama_lengkap if pegawai else self.user.username

    @property
    def terhenti(self) -> str:
        """Why the role counts for nothing although its time has not ended; empty while it counts."""
        pegawai = getattr(self.user, "pegawai", None)
        if pegawai is not None and pegawai.status != StatusPegawai.AKTIF:
            return str(StatusPegawai(pegawai.status).label).lower()
        return "" if self.user.is_active else _("akun nonaktif")
