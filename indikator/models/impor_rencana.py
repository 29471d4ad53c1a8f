"""A sheet of indicators or targets on its way in."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.organisasi.models import UnitKerja
from binawidya.organisasi.models.lembar_masuk import BarisMasuk, LembarMasuk
from binawidya.organisasi.policy import scope_q
from indikator.enums import JenisImporRencana

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


class ImporRencanaQuerySet(models.QuerySet["ImporRencana"]):
    def visible_to(self, user: "User", act: str = "impor_rencana.read") -> "ImporRencanaQuerySet":
        """Imports into units that the user plans for."""
        return self.filter(scope_q(act, user.lingkup, jalur="unit_kerja__jalur"))


class ImporRencana(LembarMasuk):
    """One uploaded sheet. ``unit_kerja`` and what is below it bounds what its rows may touch.

    ``berlaku_mulai`` and ``alasan`` are those of new versions of sheets on which targets rest already.
    """

    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="impor_rencana")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="impor_rencana")
    jenis = models.CharField(_("isi lembar"), max_length=10, choices=JenisImporRencana)
    berlaku_mulai = models.DateField(_("berlaku mulai"), null=True, blank=True)
    alasan = models.CharField(_("alasan perubahan"), max_length=300, blank=True, default="")

    objects: ClassVar[ImporRencanaQuerySet] = ImporRencanaQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("impor rencana")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=[StatusImpor.SELESAI, StatusImpor.MENGURUNGKAN, StatusImpor.DIURUNGKAN])
                | Q(selesai_at__isnull=False),
                name="imporrencana_selesai_bertanggal",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusImpor.DIURUNGKAN)
                | Q(diurungkan_at__isnull=False, diurungkan_oleh__isnull=False),
                name="imporrencana_diurungkan_bertanggal",
            ),
        ]


class ImporRencanaBaris(BarisMasuk):
    """One row. ``rencana`` is what applying it stores, ``sidik`` a fingerprint of what the preview saw.

    Once applied, ``objek`` is what it made or changed, ``sebelum`` what taking it back restores (empty for what it
    made), and ``sesudah`` a fingerprint of what it left.
    """

    impor = models.ForeignKey(ImporRencana, on_delete=models.CASCADE, related_name="baris")
    kode = models.CharField(max_length=60, blank=True, default="")
    nama = models.CharField(max_length=300, blank=True, default="")
    pemilik = models.CharField(max_length=400, blank=True, default="", db_default="")  # as people read it
    objek = models.BigIntegerField(null=True, blank=True)
    rencana = models.JSONField(default=dict)
    sidik = models.CharField(max_length=64, blank=True, default="")
    sebelum = models.JSONField(default=dict, db_default={})
    sesudah = models.CharField(max_length=64, blank=True, default="", db_default="")

    class Meta:
        ordering = ["impor", "nomor"]
        constraints = [
            models.UniqueConstraint(fields=["impor", "nomor"], name="imporrencanabaris_nomor_sekali"),
            models.CheckConstraint(
                condition=~Q(hasil=HasilBaris.DITOLAK) | ~Q(alasan=[]), name="imporrencanabaris_ditolak_beralasan"
            ),
        ]
        indexes = [models.Index(fields=["impor", "hasil", "nomor"], name="imporrencanabaris_hasil")]
