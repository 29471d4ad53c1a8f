"""The rules of a year: cap, floor, what silence counts as, and the scale of classes."""

from decimal import Decimal
from typing import ClassVar, Final

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.umum.fields import AngkaField, angka_checks
from binawidya.umum.history import track
from indikator.enums import Pembulatan, Slot, TidakDilaporkan
from indikator.scoring import Kelas

# From the best class down every bound is lower than the one above; of two equal bounds only the upper one may leave
# the bound itself to the lower. The last class, and no other, takes all that is left.
TANPA_LUBANG: Final = """
IF TG_OP = 'DELETE' THEN kebijakan := OLD.kebijakan_id; ELSE kebijakan := NEW.kebijakan_id; END IF;
IF EXISTS (
  SELECT 1 FROM (
    SELECT k.urutan, k.batas, k.termasuk, row_number() OVER w AS nomor,
           lead(k.batas) OVER w AS bawah, lead(k.termasuk) OVER w AS bawah_termasuk,
           lead(k.id) OVER w IS NULL AS terakhir
    FROM indikator_skalakelas k WHERE k.kebijakan_id = kebijakan WINDOW w AS (ORDER BY k.urutan)
  ) s
  WHERE s.urutan <> s.nomor OR (s.batas IS NULL) <> s.terakhir OR s.bawah > s.batas
     OR (s.bawah = s.batas AND (s.termasuk OR NOT s.bawah_termasuk))
) THEN
  RAISE EXCEPTION 'Skala berlubang atau tidak urut: setiap kelas memerlukan batas yang lebih rendah daripada kelas di '
    'atasnya, dan hanya kelas terbawah tanpa batas.'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'skalakelas_tanpa_lubang';
END IF;
RETURN NULL;
"""


class KebijakanSkorQuerySet(models.QuerySet["KebijakanSkor"]):
    def untuk(self, tahun: int) -> "KebijakanSkor":
        """The policy of a year with its scale: its latest version, else the latest of an earlier year. One query.

        :raises KebijakanSkor.DoesNotExist: when no policy was ever set.
        """
        latest = self.filter(tahun__lte=tahun).order_by("-tahun", "-versi")
        # The policy together with its scale: every page with a score asks for it, and so does every saved cell.
        classes = SkalaKelas.objects.filter(kebijakan=latest.values("pk")[:1]).select_related("kebijakan")
        ordered = classes.order_by("urutan")
        if not ordered:
            found = latest.first()
            if found is None:
                raise self.model.DoesNotExist(tahun)
            return found
        policy = ordered[0].kebijakan
        policy._prefetched_objects_cache = {"skala": ordered}  # type: ignore[attr-defined]
        return policy


@track()
class KebijakanSkor(models.Model):
    """One version of the rules for one year. Figures keep the version they were computed with."""

    tahun = models.PositiveSmallIntegerField(_("tahun"))
    versi = models.PositiveSmallIntegerField(_("versi"), default=1)
    batas_atas = AngkaField(_("capaian paling tinggi"), null=True, blank=True, default=Decimal(120))
    batas_bawah = AngkaField(_("capaian paling rendah"), default=Decimal(0))
    tidak_dilaporkan = models.CharField(
        _("bulan yang tidak dilaporkan"), max_length=10, choices=TidakDilaporkan, default=TidakDilaporkan.NOL
    )
    desimal = models.PositiveSmallIntegerField(_("angka di belakang koma"), default=2, db_default=2)
    dibulatkan = models.CharField(
        _("dibulatkan pada"), max_length=10, choices=Pembulatan, default=Pembulatan.TAMPILAN, db_default="tampilan"
    )
    bobot_mutu = models.BooleanField(_("bobot menurut validitas dan kendali"), default=False, db_default=False)
    dasar = models.CharField(_("dasar"), max_length=300, blank=True, default="")
    alasan = models.CharField(_("alasan perubahan"), max_length=300, blank=True, default="", db_default="")
    oleh = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="kebijakan_skor"
    )
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[KebijakanSkorQuerySet] = KebijakanSkorQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-tahun", "-versi"]
        verbose_name = _("kebijakan skor")
        constraints = [
            models.UniqueConstraint(fields=["tahun", "versi"], name="kebijakanskor_sekali"),
            models.CheckConstraint(
                condition=Q(batas_atas=None) | Q(batas_atas__gt=F("batas_bawah")), name="kebijakanskor_batas_urut"
            ),
            models.CheckConstraint(condition=Q(tahun__gte=2000, tahun__lte=2200), name="kebijakanskor_tahun_wajar"),
            models.CheckConstraint(
                condition=Q(desimal__lte=6),
                name="kebijakanskor_desimal_wajar",
                violation_error_message=_("Paling banyak enam angka di belakang koma."),
            ),
            *angka_checks("kebijakanskor", "batas_atas", "batas_bawah", least=-1000, most=1000),
        ]

    def __str__(self) -> str:
        return f"{self.tahun} versi {self.versi}"

    def daftar_kelas(self) -> list[Kelas]:
        """The scale, best class first, as :func:`indikator.scoring.tentukan_kelas` takes it."""
        return [Kelas(row.nama, row.slot, row.batas, row.termasuk) for row in self.skala.all()]

    @property
    def rentang_kelas(self) -> list[tuple["SkalaKelas", "SkalaKelas | None"]]:
        """The scale, best class first, each class beside the one above it, whose bound is where it ends."""
        rows = [*self.skala.all()]
        return [*zip(rows, [None, *rows], strict=False)]


@track()
class SkalaKelas(models.Model):
    """One class of a policy's scale: half-open, from ``batas`` upwards. The lowest class has no bound."""

    kebijakan = models.ForeignKey(KebijakanSkor, on_delete=models.PROTECT, related_name="skala")
    urutan = models.PositiveSmallIntegerField(_("urutan, 1 yang terbaik"))
    nama = models.CharField(_("nama"), max_length=40)
    slot = models.CharField(_("warna"), max_length=2, choices=Slot)
    batas = AngkaField(_("batas bawah"), null=True, blank=True)
    termasuk = models.BooleanField(_("batas itu sendiri termasuk"), default=False)

    class Meta:
        ordering = ["kebijakan", "urutan"]
        verbose_name = _("kelas")
        constraints = [
            models.UniqueConstraint(fields=["kebijakan", "urutan"], name="skalakelas_urutan_sekali"),
            models.UniqueConstraint(fields=["kebijakan"], condition=Q(batas=None), name="skalakelas_satu_terbawah"),
            *angka_checks("skalakelas", "batas", least=-1000, most=1000),
        ]
        # At the end of the transaction, so that a scale may be written class by class.
        triggers = [
            pgtrigger.Trigger(
                name="tanpa_lubang",
                when=pgtrigger.After,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                timing=pgtrigger.Deferred,
                declare=[("kebijakan", "bigint")],
                func=TANPA_LUBANG,
            )
        ]

    def __str__(self) -> str:
        return self.nama
