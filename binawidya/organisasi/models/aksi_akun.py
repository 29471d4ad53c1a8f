"""One bulk act on accounts, done by a worker."""

from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Func, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.enums import JenisAksi, StatusAksi

if TYPE_CHECKING:
    from binawidya.organisasi.models.user import User


class AksiAkunQuerySet(models.QuerySet["AksiAkun"]):
    def visible_to(self, user: "User") -> "AksiAkunQuerySet":
        """What the user asked for; nobody else needs it."""
        return self.filter(oleh=user)


class AksiAkun(models.Model):
    """Accounts to be made or invited: exactly the people who were confirmed, and how far the work is.

    ``alamat`` is the address of the site as the person who asked sees it; links in letters begin with it.
    """

    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="aksi_akun")
    jenis = models.CharField(max_length=10, choices=JenisAksi)
    pegawai_ids: "ArrayField[list[int], list[int]]" = ArrayField(models.BigIntegerField())
    kirim_undangan = models.BooleanField(default=False)
    atur_ulang = models.BooleanField(default=False)
    alamat = models.CharField(max_length=200)
    status = models.CharField(max_length=10, choices=StatusAksi, default=StatusAksi.DIMINTA)
    pesan = models.TextField(blank=True, default="")
    jumlah = models.PositiveIntegerField(default=0)
    jumlah_selesai = models.PositiveIntegerField(default=0)
    ringkasan = models.JSONField(default=dict)
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    selesai_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[AksiAkunQuerySet] = AksiAkunQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("pekerjaan akun")
        indexes = [models.Index(fields=["oleh", "-id"], name="aksiakun_oleh")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status=StatusAksi.DIMINTA, selesai_at=None)
                | (~Q(status=StatusAksi.DIMINTA) & Q(selesai_at__isnull=False)),
                name="aksiakun_selesai_bertanggal",
            )
        ]

    def __str__(self) -> str:
        return str(JenisAksi(self.jenis).label)

    @property
    def berjalan(self) -> bool:
        """Whether a worker is at it or should be."""
        return self.status == StatusAksi.DIMINTA

    @property
    def sasaran(self) -> "models.QuerySet[AksiAkun, int]":
        """The keys of the people as a subquery: twenty thousand of them are no list of parameters."""
        each = Func("pegawai_ids", function="unnest", output_field=models.BigIntegerField())
        return AksiAkun.objects.filter(pk=self.pk).order_by().values_list(each, flat=True)
