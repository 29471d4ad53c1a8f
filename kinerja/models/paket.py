"""Many documents of one kind as one ZIP."""

from secrets import token_hex
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Periode, UnitKerja
from kinerja.enums import JenisDokumen, StatusPaket
from kinerja.jenis_dokumen import Masa, kinds

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


def _path(paket: "PaketDokumen", filename: str) -> str:
    name = token_hex(16)
    return f"paket/{name[:2]}/{name}.zip"


class PaketDokumenQuerySet(models.QuerySet["PaketDokumen"]):
    def visible_to(self, user: "User") -> "PaketDokumenQuerySet":
        """Packages that the user asked for. Whether the unit may still be read is asked at the download."""
        return self.filter(oleh=user.pk)


class PaketDokumen(models.Model):
    """All documents of one kind for the subtree of a unit and one month or year: its documents point here."""

    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisDokumen)
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, null=True, blank=True, related_name="paket")
    tahun = models.PositiveSmallIntegerField(_("tahun"), null=True, blank=True)
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, related_name="paket")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="paket")
    status = models.CharField(_("status"), max_length=12, choices=StatusPaket, default=StatusPaket.DIMINTA)
    # Null until a worker has listed whose documents are due.
    jumlah = models.PositiveIntegerField(null=True, blank=True)
    mulai_at = models.DateTimeField(null=True, blank=True)
    berkas = models.FileField(upload_to=_path, blank=True, default="")
    ukuran = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    pesan = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    selesai_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[PaketDokumenQuerySet] = PaketDokumenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("paket dokumen")
        indexes = [models.Index(fields=["oleh", "-id"], name="paketdokumen_oleh")]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=kinds(masa=Masa.BULAN, paket=True), periode__isnull=False, tahun=None)
                | Q(jenis__in=kinds(masa=Masa.TAHUN, paket=True), tahun__gte=2000, tahun__lte=2200, periode=None),
                name="paketdokumen_satu_masa",
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusPaket.SELESAI)
                | (Q(selesai_at__isnull=False, jumlah__isnull=False) & ~Q(berkas="") & ~Q(sha256="")),
                name="paketdokumen_selesai_berberkas",
            ),
            models.UniqueConstraint(
                fields=["oleh", "jenis", "unit_kerja", "periode", "tahun"],
                condition=Q(status=StatusPaket.DIMINTA),
                nulls_distinct=False,
                name="paketdokumen_satu_berjalan",
            ),
        ]

    def __str__(self) -> str:
        return f"{JenisDokumen(self.jenis).label} {self.unit_kerja_id}"

    @property
    def masa(self) -> str:
        """``Januari–Oktober 2026``, or the year."""
        return self.periode.nama_kumulatif if self.periode is not None else str(self.tahun)

    @property
    def masa_slug(self) -> str:
        """``2026-10``, or the year: for file names."""
        return self.periode.slug if self.periode is not None else str(self.tahun)

    @property
    def berjalan(self) -> bool:
        """Workers are at it."""
        return self.status == StatusPaket.DIMINTA
