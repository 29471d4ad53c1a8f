"""How entries of a unit are verified: in one stage, or in two."""

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.policy import scope_q
from binawidya.umum.history import track

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class AturanVerifikasiQuerySet(models.QuerySet["AturanVerifikasi"]):
    def visible_to(self, user: "User", act: str = "aturan_verifikasi.read") -> "AturanVerifikasiQuerySet":
        """Rules of units on which the user may do ``act``."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))

    def dua_tahap_di(self, jalur_per_unit: Collection[list[int]]) -> set[int]:
        """Which of these units want two stages: the rule of the unit itself, else of the nearest unit above.

        :param jalur_per_unit: the paths of the units.
        """
        above = {unit for jalur in jalur_per_unit for unit in jalur}
        rules = dict(self.filter(unit_kerja__in=above).values_list("unit_kerja", "dua_tahap"))
        return {
            jalur[-1] for jalur in jalur_per_unit if next((rules[unit] for unit in jalur[::-1] if unit in rules), 0)
        }


@track()
class AturanVerifikasi(models.Model):
    """The rule of one unit and of everything below it that has none of its own. Without any: one stage."""

    unit_kerja = models.OneToOneField(
        UnitKerja, on_delete=models.PROTECT, related_name="aturan_verifikasi", verbose_name=_("unit kerja")
    )
    dua_tahap = models.BooleanField(_("dua tahap: verifikator, lalu atasan"))
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="aturan_verifikasi")

    objects: ClassVar[AturanVerifikasiQuerySet] = AturanVerifikasiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["unit_kerja"]
        verbose_name = _("aturan verifikasi")

    def __str__(self) -> str:
        return str(self.unit_kerja_id)
