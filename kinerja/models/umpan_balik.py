"""Umpan balik berkelanjutan: what a superior says at any time about work, and what the person answers."""

from typing import TYPE_CHECKING, ClassVar

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, User
from binawidya.umum.history import track
from indikator.models import Realisasi, TargetIndikator

if TYPE_CHECKING:
    from typing import Self


class UmpanBalikQuerySet(models.QuerySet["UmpanBalik"]):
    def visible_to(self, user: User, act: str = "umpan_balik.read") -> "Self":
        """Feedback about people on whom the user may do ``act``, and what the user wrote."""
        people = Pegawai.objects.visible_to(user, act).order_by().values("pk")
        return self.filter(Q(pegawai__in=people) | Q(penulis=user.pk))


@track()
class UmpanBalik(models.Model):
    """One piece of feedback about a person, on a realisasi or a target if it names one, or an answer to one."""

    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, related_name="umpan_balik")
    target = models.ForeignKey(
        TargetIndikator, on_delete=models.PROTECT, null=True, blank=True, related_name="umpan_balik"
    )
    realisasi = models.ForeignKey(
        Realisasi, on_delete=models.PROTECT, null=True, blank=True, related_name="umpan_balik"
    )
    induk = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="balasan", verbose_name=_("menjawab")
    )
    penulis = models.ForeignKey(User, on_delete=models.PROTECT, related_name="umpan_balik")
    isi = models.TextField(_("umpan balik"), max_length=2000)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[UmpanBalikQuerySet] = UmpanBalikQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("umpan balik")
        indexes = [models.Index(fields=["pegawai", "-created_at"], name="umpanbalik_pegawai")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(isi=""), name="umpanbalik_berisi", violation_error_message=_("Tulis umpan baliknya.")
            ),
            models.CheckConstraint(
                condition=Q(target=None) | Q(realisasi=None),
                name="umpanbalik_satu_hal",
                violation_error_message=_("Umpan balik menyebut satu target atau satu realisasi."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pegawai_id} {self.pk}"
