"""Evidence for an entry."""

from secrets import token_hex
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.umum.history import track
from indikator.enums import JenisBukti, StatusPindai
from indikator.models.bulan_tertutup_sql import BUKTI
from indikator.models.realisasi import Realisasi
from indikator.models.target_indikator import target_q

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


def random_path() -> str:
    """Where a file goes: the name says nothing and is never taken from outside."""
    name = token_hex(16)
    return f"bukti/{name[:2]}/{name}"


def _path(bukti: "Bukti", filename: str) -> str:
    return random_path()


class BuktiQuerySet(models.QuerySet["Bukti"]):
    def visible_to(self, user: "User", act: str = "realisasi.read") -> "BuktiQuerySet":
        """Evidence of entries that the user may read."""
        return self.filter(target_q(user, act, "realisasi__target__"))


@track()
class Bukti(models.Model):
    """A file, kept outside the web root under a random name, or an https link."""

    realisasi = models.ForeignKey(Realisasi, on_delete=models.PROTECT, related_name="bukti")
    jenis = models.CharField(_("jenis"), max_length=10, choices=JenisBukti, default=JenisBukti.BERKAS)
    berkas = models.FileField(_("berkas"), upload_to=_path, blank=True, default="")
    nama = models.CharField(_("nama"), max_length=200)
    tipe_isi = models.CharField(_("jenis isi"), max_length=100, blank=True, default="")
    ukuran = models.PositiveBigIntegerField(_("ukuran dalam bita"), default=0)
    sha256 = models.CharField(max_length=64, blank=True, default="", db_index=True)
    pindai = models.CharField(
        _("pemindaian"), max_length=10, choices=StatusPindai, default=StatusPindai.TANPA, db_default=StatusPindai.TANPA
    )
    pindai_at = models.DateTimeField(null=True, blank=True)
    # A picture of the first page, made apart; empty while there is none.
    pratinjau = models.FileField(_("pratinjau"), upload_to=_path, blank=True, default="", db_default="")
    halaman = models.PositiveIntegerField(_("jumlah halaman"), default=0, db_default=0)
    tautan = models.CharField(_("tautan"), max_length=500, blank=True, default="")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="bukti")
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects: ClassVar[BuktiQuerySet] = BuktiQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["realisasi", "pk"]
        verbose_name = _("bukti dukung")
        triggers = BUKTI
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis=JenisBukti.BERKAS, tautan="", ukuran__gt=0) & ~Q(berkas="") & ~Q(sha256="")
                | Q(jenis=JenisBukti.TAUTAN, berkas="", tautan__startswith="https://"),
                name="bukti_berkas_atau_tautan",
                violation_error_message=_("Lampirkan berkas, atau tulis tautan yang diawali https://."),
            )
        ]

    def __str__(self) -> str:
        return self.nama

    @property
    def dapat_dibuka(self) -> bool:
        """Whether the file may leave the store: nothing that waits for the scanner or was held back by it."""
        return self.pindai in {StatusPindai.TANPA, StatusPindai.BERSIH}

    @property
    def gambar(self) -> bool:
        """A picture, which was encoded anew on its way in and may stand in a page."""
        return self.tipe_isi in {"image/jpeg", "image/png"}

    @property
    def bergambar(self) -> bool:
        """Something can be shown in the page."""
        return self.dapat_dibuka and (self.gambar or bool(self.pratinjau))
