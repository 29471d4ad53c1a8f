"""What waits for a person, in the order in which it should be done. Also the counts in the menu."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binawidya.organisasi.enums import Peran, StatusImpor, StatusPeriode
from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Impor, Periode, User
from binawidya.organisasi.permissions import can_change_periode
from binawidya.organisasi.selectors.periode import bulan_dimulai, bulan_kini
from binawidya.umum.dates import sisa_hari
from binawidya.umum.models import OutboxTask
from indikator.models import Realisasi
from indikator.permissions import can_list_realisasi, can_list_verifikasi
from indikator.selectors.papan import menunggu_diisi

TERBANYAK = 1000


@dataclass(frozen=True, slots=True)
class Tugas:
    """One thing that waits: where it leads, in words, with its tone."""

    nada: str
    ikon: str
    judul: str
    tautan: str
    rincian: str = ""


@dataclass(frozen=True, slots=True)
class Hitungan:
    """The numbers behind the tasks, read once for each request."""

    periode: Periode | None
    isian: dict[str, int]
    verifikasi: int

    @property
    def realisasi(self) -> int:
        """Own entries that still need the person's hand."""
        return sum(self.isian.values())


def hitungan(user: User) -> Hitungan:
    """Own entries to do and others' entries to verify. Three queries at most."""
    periode = bulan_kini(bulan_dimulai(user))
    me = user.lingkup.pegawai_id
    isian: dict[str, int] = {}
    if me is not None and can_list_realisasi(user) and periode is not None and periode.menerima_isian:
        isian = menunggu_diisi(me, periode)
    waiting = 0
    if can_list_verifikasi(user):
        # Beyond this nobody counts; a verifier of a whole province must not pay for it on every page.
        waiting = Realisasi.objects.menunggu_verifikasi(user).order_by()[:TERBANYAK].count()
    return Hitungan(periode, isian, waiting)


def hitungan_of(request: SignedInRequest) -> Hitungan:
    """The numbers of this request's user, read once although menu and page both show them."""
    found = getattr(request, "_hitungan", None)
    if not isinstance(found, Hitungan):
        found = hitungan(request.user)
        request._hitungan = found  # type: ignore[attr-defined]
    return found


def tugas(user: User, angka: Hitungan) -> list[Tugas]:
    """Everything that waits for a person, whatever roles are held."""
    return [
        *_isian(angka),
        *_verifikasi(angka),
        *(_kepegawaian(user) if user.lingkup.has(Peran.ADMIN_KEPEGAWAIAN) else []),
        *(_perencanaan() if can_change_periode(user, "periode.close") else []),
        *(_sistem() if user.lingkup.has(Peran.SUPERADMIN) else []),
    ]


def _isian(angka: Hitungan) -> Iterator[Tugas]:
    if angka.periode is None:
        return
    sheet = reverse("indikator:realisasi_list", kwargs={"bulan": angka.periode.slug})
    texts = {
        "dikembalikan": (
            "nada-bahaya", "undo-2", ngettext("%(n)d realisasi dikembalikan", "%(n)d realisasi dikembalikan", 1),
            _("Perbaiki menurut alasannya, lalu ajukan lagi."),
        ),
        "belum_diisi": (
            "nada-info", "pencil-line", ngettext("%(n)d realisasi belum diisi", "%(n)d realisasi belum diisi", 1),
            _("Realisasi %(bulan)s.") % {"bulan": angka.periode},
        ),
        "tersimpan": (
            "nada-info", "cloud-check", ngettext("%(n)d realisasi belum diajukan", "%(n)d realisasi belum diajukan", 1),
            _("Sudah tersimpan, tinggal diajukan."),
        ),
    }  # fmt: skip
    for key, (nada, ikon, judul, rincian) in texts.items():
        if angka.isian.get(key):
            # What came back is listed with all its reasons, of every open month.
            place = reverse("indikator:dikembalikan_list") if key == "dikembalikan" else sheet
            yield Tugas(nada, ikon, judul % {"n": angka.isian[key]}, place, rincian)


def _verifikasi(angka: Hitungan) -> Iterator[Tugas]:
    if angka.verifikasi:
        yield Tugas(
            "nada-info",
            "clipboard-check",
            ngettext("%(n)d realisasi menunggu verifikasi", "%(n)d realisasi menunggu verifikasi", angka.verifikasi)
            % {"n": angka.verifikasi},
            reverse("indikator:verifikasi_list"),
            _("Yang paling lama menunggu ada di depan."),
        )


def _kepegawaian(user: User) -> Iterator[Tugas]:
    for impor in Impor.objects.visible_to(user).filter(status=StatusImpor.SIAP).order_by("-pk")[:3]:
        yield Tugas(
            "nada-perhatian",
            "upload",
            _("Impor %(nama)s menunggu persetujuan") % {"nama": impor.nama_berkas},
            reverse("organisasi:impor_detail", kwargs={"pk": impor.pk}),
            _("Belum ada yang berubah sampai Anda menyetujuinya."),
        )


def _perencanaan() -> Iterator[Tugas]:
    """Months that were opened and are not closed yet."""
    going = [StatusPeriode.DIBUKA, StatusPeriode.VERIFIKASI, StatusPeriode.DIBUKA_KEMBALI]
    for periode in Periode.objects.filter(status__in=going).order_by("tahun", "bulan"):
        yield Tugas(
            "nada-info",
            "calendar-days",
            _("%(bulan)s: %(keadaan)s")
            % {"bulan": periode, "keadaan": str(StatusPeriode(periode.status).label).lower()},
            reverse("organisasi:periode_list"),
            _("Batas verifikasi %(sisa)s.") % {"sisa": sisa_hari(periode.batas_verifikasi)},
        )


def _sistem() -> Iterator[Tugas]:
    failed = OutboxTask.objects.failed().count()
    waiting = OutboxTask.objects.open().count()
    if failed:
        yield Tugas(
            "nada-bahaya",
            "triangle-alert",
            ngettext("%(n)d pekerjaan gagal", "%(n)d pekerjaan gagal", failed) % {"n": failed},
            reverse("umum:health_ready"),
            _("Berhenti setelah beberapa kali dicoba. Lihat catatan server."),
        )
    if waiting:
        yield Tugas(
            "nada-info",
            "hourglass",
            ngettext("%(n)d pekerjaan dalam antrean", "%(n)d pekerjaan dalam antrean", waiting) % {"n": waiting},
            reverse("umum:health_ready"),
        )
