"""When the months of a year open and end: the rules from which each month takes its moments."""

from typing import ClassVar, Final

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from binawidya.umum.history import track

HARI_TERAKHIR: Final = 28


def pengingat_bawaan() -> list[int]:
    """Days before the deadline on which people are reminded."""
    return [7, 3, 1]


def _day(most: int) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(1), MaxValueValidator(most)]


class KebijakanPeriodeQuerySet(models.QuerySet["KebijakanPeriode"]):
    def untuk(self, tahun: int) -> "KebijakanPeriode":
        """The rules of a year: its own, else those of the latest year before, else the defaults, not stored."""
        found = self.filter(tahun__lte=tahun).order_by("-tahun").first()
        return found or KebijakanPeriode(tahun=tahun)


@track()
class KebijakanPeriode(models.Model):
    """The calendar of one year. Days are counted in the month after the measured one, but for the opening."""

    tahun = models.PositiveSmallIntegerField(_("tahun"), unique=True)
    hari_buka = models.PositiveSmallIntegerField(_("hari pembukaan"), default=1, validators=_day(HARI_TERAKHIR))
    hari_batas = models.PositiveSmallIntegerField(_("hari batas pengisian"), default=10, validators=_day(HARI_TERAKHIR))
    hari_akhir = models.PositiveSmallIntegerField(
        _("hari terakhir isian terlambat"), default=13, validators=_day(HARI_TERAKHIR)
    )
    hari_verifikasi = models.PositiveSmallIntegerField(
        _("hari batas verifikasi"), default=15, validators=_day(HARI_TERAKHIR)
    )
    tutup_sendiri = models.BooleanField(_("ditutup sendiri sesudah batas verifikasi"), default=False)
    kunci_sesudah = models.PositiveSmallIntegerField(
        _("dikunci sekian hari sesudah ditutup"), null=True, blank=True, validators=_day(366)
    )
    hari_pengingat: "ArrayField[list[int], list[int]]" = ArrayField(
        models.PositiveSmallIntegerField(validators=[MaxValueValidator(27)]),
        verbose_name=_("hari pengingat"),
        default=pengingat_bawaan,
        blank=True,
        size=6,
    )

    objects: ClassVar[KebijakanPeriodeQuerySet] = KebijakanPeriodeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-tahun"]
        verbose_name = _("kebijakan periode")
        constraints = [
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name="kebijakanperiode_tahun_wajar"),
            models.CheckConstraint(
                condition=Q(
                    hari_buka__gte=1,
                    hari_buka__lte=HARI_TERAKHIR,
                    hari_batas__gte=1,
                    hari_akhir__gte=F("hari_batas"),
                    hari_verifikasi__gte=F("hari_akhir"),
                    hari_verifikasi__lte=HARI_TERAKHIR,
                ),
                name="kebijakanperiode_hari_urut",
                violation_error_message=_(
                    "Urutannya: batas pengisian, hari terakhir isian terlambat, lalu batas verifikasi."
                ),
            ),
        ]

    def __str__(self) -> str:
        return str(self.tahun)
