"""Documents that were asked for and rendered."""

from secrets import choice, token_hex
from typing import TYPE_CHECKING, ClassVar, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja
from binawidya.umum.dates import nama_bulan
from kinerja.enums import BentukDokumen, JenisDokumen, StatusDokumen
from kinerja.jenis_dokumen import JENIS, Masa, Subjek, kinds
from kinerja.models.paket import PaketDokumen
from survei.models import HasilSurvei

if TYPE_CHECKING:
    from binawidya.organisasi.models import User


# Crockford's alphabet: no letter that paper makes look like a digit. Twelve of them hold 60 bits.
HURUF_KODE: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
PANJANG_KODE: Final = 12
BULAN_RENTANG_TERBANYAK: Final = 24
_TERBACA: Final = str.maketrans("OIL", "011", " -.\u00a0\u2011")


def kode_baru() -> str:
    """A code that nobody guesses, printed on the document and asked at its verification page."""
    return "".join(choice(HURUF_KODE) for _place in range(PANJANG_KODE))


def kode_terbaca(text: str) -> str:
    """The code as it is stored, from what somebody typed: case, spaces, hyphens and look-alikes do not matter."""
    return text.upper().translate(_TERBACA)


def nama_rentang(awal: Periode, akhir: Periode) -> str:
    """``Oktober 2026``, ``Agustus–Oktober 2026``, ``Agustus 2025–Maret 2026``."""
    if awal == akhir:
        return str(akhir)
    first = nama_bulan(awal.bulan) if awal.tahun == akhir.tahun else str(awal)
    return f"{first}–{akhir}"


def periksa_rentang(awal: Periode, akhir: Periode) -> None:
    """Whether a document may cover these months.

    :raises ValidationError: the first comes after the last, or they are more than :data:`BULAN_RENTANG_TERBANYAK`.
    """
    months = (akhir.tahun - awal.tahun) * 12 + akhir.bulan - awal.bulan + 1
    if months < 1:
        words = gettext("Bulan awal %(awal)s sesudah bulan akhir %(akhir)s. Tukar keduanya.")
        raise ValidationError(words % {"awal": awal, "akhir": akhir})
    if months > BULAN_RENTANG_TERBANYAK:
        words = gettext("Rentang ini %(n)d bulan, paling banyak %(most)d. Pilih bulan awal yang lebih akhir.")
        raise ValidationError(words % {"n": months, "most": BULAN_RENTANG_TERBANYAK})


def _path(dokumen: "Dokumen", filename: str) -> str:
    name = token_hex(16)
    return f"dokumen/{name[:2]}/{name}.{dokumen.bentuk}"


class DokumenQuerySet(models.QuerySet["Dokumen"]):
    def visible_to(self, user: "User") -> "DokumenQuerySet":
        """Documents that the user asked for. Whether the subject may still be read is asked at the download."""
        return self.filter(oleh=user.pk)

    def single(self) -> "DokumenQuerySet":
        """Documents that were asked for one by one, not as part of a package."""
        return self.filter(paket=None)


class Dokumen(models.Model):
    """One file for one subject (a unit or a person) and one month, span of months or year, as its kind says."""

    kode = models.CharField(
        _("kode verifikasi"), max_length=PANJANG_KODE, unique=True, default=kode_baru, editable=False
    )
    jenis = models.CharField(_("jenis"), max_length=20, choices=JenisDokumen)
    bentuk = models.CharField(
        _("bentuk"), max_length=5, choices=BentukDokumen, default=BentukDokumen.PDF, db_default=BentukDokumen.PDF
    )
    # The first month of a span that ends with ``periode``.
    awal = models.ForeignKey(Periode, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen_mulai")
    periode = models.ForeignKey(Periode, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen")
    tahun = models.PositiveSmallIntegerField(_("tahun"), null=True, blank=True)
    unit_kerja = models.ForeignKey(UnitKerja, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen")
    pegawai = models.ForeignKey(Pegawai, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen")
    # One of many that were asked for together.
    paket = models.ForeignKey(PaketDokumen, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen")
    # The evaluation that a document of a person is about, where one is named.
    evaluasi = models.ForeignKey(
        "kinerja.Evaluasi", on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen"
    )
    # The result that the report of a survey is about.
    hasil = models.ForeignKey(HasilSurvei, on_delete=models.PROTECT, null=True, blank=True, related_name="dokumen")
    # Which evaluations a document of a unit is about, as ``Masa.slug`` writes it; empty for the shortest that end then.
    masa_evaluasi = models.CharField(max_length=10, blank=True, default="", db_default="")
    oleh = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="dokumen")
    status = models.CharField(_("status"), max_length=10, choices=StatusDokumen, default=StatusDokumen.DIMINTA)
    berkas = models.FileField(upload_to=_path, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    halaman = models.PositiveIntegerField(default=0)
    pesan = models.TextField(blank=True, default="")
    created_at = models.DateTimeField(db_default=Now(), editable=False)
    selesai_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[DokumenQuerySet] = DokumenQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("dokumen")
        indexes = [
            models.Index(fields=["oleh", "-id"], name="dokumen_oleh"),
            models.Index(fields=["paket", "status", "id"], name="dokumen_paket", condition=Q(paket__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(jenis__in=kinds(subjek=Subjek.UNIT), unit_kerja__isnull=False, pegawai=None)
                | Q(jenis__in=kinds(subjek=Subjek.PEGAWAI), pegawai__isnull=False, unit_kerja=None),
                name="dokumen_satu_subjek",
            ),
            models.CheckConstraint(
                condition=Q(jenis__in=kinds(masa=Masa.BULAN), periode__isnull=False, awal=None, tahun=None)
                | Q(jenis__in=kinds(masa=Masa.RENTANG), periode__isnull=False, awal__isnull=False, tahun=None)
                | Q(jenis__in=kinds(masa=Masa.TAHUN), tahun__gte=2000, tahun__lte=2200, periode=None, awal=None),
                name="dokumen_satu_masa",
            ),
            models.CheckConstraint(
                condition=Q(jenis=JenisDokumen.LAPORAN_SKM, hasil__isnull=False)
                | (~Q(jenis=JenisDokumen.LAPORAN_SKM) & Q(hasil=None)),
                name="dokumen_skm_berhasil",
            ),
            models.CheckConstraint(
                condition=Q(bentuk=BentukDokumen.PDF) | Q(jenis__in=[kind for kind, row in JENIS.items() if row.tabel]),
                name="dokumen_berbentuk",
                violation_error_message=_("Dokumen ini hanya dibuat sebagai PDF."),
            ),
            models.CheckConstraint(
                condition=~Q(status=StatusDokumen.SELESAI)
                | (Q(selesai_at__isnull=False) & ~Q(berkas="") & ~Q(sha256="")),
                name="dokumen_selesai_berberkas",
            ),
        ]

    def __str__(self) -> str:
        return f"{JenisDokumen(self.jenis).label} {self.pk}"

    @property
    def berlembar(self) -> bool:
        """A workbook, whose parts are sheets and not pages."""
        return self.bentuk == BentukDokumen.XLSX

    @property
    def masa(self) -> str:
        """``Januari–Oktober 2026``, ``Agustus 2025–Maret 2026``, the period of a survey, or the year."""
        if self.hasil is not None:
            return self.hasil.survei.nama_periode
        if self.periode is None:
            return str(self.tahun)
        return self.periode.nama_kumulatif if self.awal is None else nama_rentang(self.awal, self.periode)

    @property
    def masa_pendek(self) -> str:
        """``Oktober 2026``, ``Agustus–Oktober 2026``, the period of a survey, or the year."""
        return self.masa if self.awal is not None or self.hasil is not None else str(self.periode or self.tahun)

    @property
    def masa_slug(self) -> str:
        """``2026-10``, ``2025-08-2026-03``, the period and code of a survey, or the year: for file names."""
        if self.hasil is not None:
            survei = self.hasil.survei
            return f"{survei.tahun}-{survei.jenis_periode}-{survei.ke}-{survei.kode}"
        months = [month.slug for month in (self.awal, self.periode) if month is not None]
        return "-".join(months) or str(self.tahun)

    def clean(self) -> None:
        if self.awal is not None and self.periode is not None:
            periksa_rentang(self.awal, self.periode)

    @property
    def kode_cetak(self) -> str:
        """``7K2M-0QXV-9TRA``."""
        return "-".join(self.kode[start : start + 4] for start in range(0, PANJANG_KODE, 4))
