"""Who has not entered: which targets, since when, and whose turn it is.

People on leave, study, retired or gone are left out by their status, others by a :class:`Pengecualian`.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import (
    Case,
    CharField,
    Count,
    DateTimeField,
    Exists,
    F,
    FilteredRelation,
    OuterRef,
    Q,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPegawai
from binawidya.organisasi.models import Pegawai, Pengecualian, Periode, User
from binawidya.organisasi.policy import scope_q
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.umum.columns import Columns
from binawidya.umum.dates import today
from binawidya.umum.spreadsheet.download import CHUNK
from binawidya.umum.spreadsheet.writer import Column
from binawidya.umum.vocabulary import TANDA
from indikator.enums import REALISASI_DAPAT_DIISI, REALISASI_MENUNGGU, StatusRealisasi, SumberData
from indikator.models import TargetIndikator

BELUM_DIISI: Final = "belum_diisi"
# Whose turn it is: the person's, or the verifier's.
GILIRAN: Final = {
    "isi": (BELUM_DIISI, *sorted(REALISASI_DAPAT_DIISI)),
    "verifikasi": tuple(REALISASI_MENUNGGU),
    "disetujui": (StatusRealisasi.DISETUJUI.value,),
}
SEMUA: Final = "semua"
COLUMNS: Final = {
    "nama": ["pengisi__nama", "indikator__kode"],
    "unit": ["unit_kerja__kode", "pengisi__nama"],
    "sejak": ["sejak", "pengisi__nama"],
    "keadaan": ["keadaan", "pengisi__nama"],
}


@dataclass(frozen=True, slots=True)
class Belum:
    """One target that is not settled."""

    target: Any
    keadaan: str
    sejak: Any
    menunggu: str

    @property
    def hari(self) -> int | None:
        """For how many days it has been so; of what is settled nobody waits."""
        if self.sejak is None or self.keadaan == StatusRealisasi.DISETUJUI:
            return None
        return max(0, (today() - timezone.localtime(self.sejak).date()).days)


def due_targets(periode: Periode) -> Any:
    """Targets whose realisasi of the month a person in service must enter, with their entry and its state."""
    left_out = Pengecualian.objects.filter(periode=periode, pegawai=OuterRef("pengisi"))
    rows = TargetIndikator.objects.berlaku(periode.tahun).filter(
        ~Exists(left_out),
        sumber=SumberData.ISIAN,
        pengisi__status=StatusPegawai.AKTIF,
        **{f"bulanan__{periode.bulan - 1}__isnull": False},
    )
    return rows.annotate(isi=FilteredRelation("realisasi", condition=Q(realisasi__periode=periode))).annotate(
        keadaan=Coalesce(F("isi__status"), Value(BELUM_DIISI), output_field=CharField())
    )


def rekap(user: User, periode: Periode, *, cari: str = "", unit: str = "", giliran: str = "") -> Any:
    """What is not settled within the user's scope.

    :param giliran: ``isi``, ``verifikasi`` or ``disetujui`` instead; ``semua`` for whatever is due.
    """
    rows = due_targets(periode).filter(scope_q("rekap.list", user.lingkup, jalur="unit_kerja__jalur"))
    if cari:
        rows = rows.filter(Q(pengisi__nama__icontains=cari) | Q(indikator__nama__icontains=cari))
    if unit:
        rows = rows.filter(Q(unit_kerja__nama__icontains=unit) | Q(unit_kerja__kode__istartswith=unit))
    if giliran in GILIRAN:
        rows = rows.filter(keadaan__in=GILIRAN[giliran])
    elif giliran != SEMUA:
        rows = rows.exclude(keadaan=StatusRealisasi.DISETUJUI)
    opened = Value(periode.buka_at, output_field=DateTimeField())
    sejak = Case(
        When(keadaan=BELUM_DIISI, then=opened),
        When(keadaan=StatusRealisasi.TERSIMPAN, then=F("isi__diisi_at")),
        When(keadaan__in=[StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DISETUJUI], then=F("isi__diverifikasi_at")),
        When(keadaan=StatusRealisasi.DIPERIKSA, then=F("isi__diperiksa_at")),
        default=F("isi__diajukan_at"),
        output_field=DateTimeField(),
    )
    figures = {name: F(f"isi__{name}") for name in ("nilai", "pembilang", "penyebut")}
    due = F(f"bulanan__{periode.bulan - 1}")
    return rows.annotate(sejak=sejak, target_kini=due, **figures).select_related("indikator", "unit_kerja", "pengisi")


def ringkas(user: User, periode: Periode) -> dict[str, int]:
    """Counts over the user's scope: targets that are due, not handed in, waiting; people behind; people left out."""
    rows = due_targets(periode).filter(scope_q("rekap.list", user.lingkup, jalur="unit_kerja__jalur"))
    found: dict[str, int] = rows.order_by().aggregate(
        wajib=Count("pk"),
        belum=Count("pk", filter=Q(keadaan__in=GILIRAN["isi"])),
        orang=Count("pengisi", filter=Q(keadaan__in=GILIRAN["isi"]), distinct=True),
        menunggu=Count("pk", filter=Q(keadaan__in=GILIRAN["verifikasi"])),
    )
    return found


def dikecualikan(user: User, periode: Periode) -> list[Pengecualian]:
    """Who is left out by name within the user's scope, for the foot of the page."""
    mine = TargetIndikator.objects.berlaku(periode.tahun).filter(
        scope_q("rekap.list", user.lingkup, jalur="unit_kerja__jalur"), pengisi=OuterRef("pegawai")
    )
    rows = Pengecualian.objects.filter(Exists(mine), periode=periode).select_related("pegawai", "oleh__pegawai")
    return [*rows.order_by("pegawai__nama", "pk")[:100]]


def baris(rows: Iterable[Any]) -> list[Belum]:
    """The rows with whose turn it is. Two queries, whatever their number."""
    found = [*rows]
    waiting = {row.pengisi_id for row in found if row.keadaan in GILIRAN["verifikasi"]}
    atasan = atasan_of(sorted(waiting), today())
    names = dict(Pegawai.objects.filter(pk__in={*atasan.values()}).values_list("pk", "nama"))
    return [
        Belum(
            row,
            row.keadaan,
            row.sejak,
            _waits_for(row, names.get(atasan.get(row.pengisi_id, 0), _("verifikator"))),
        )
        for row in found
    ]


def _waits_for(row: Any, verifier: str) -> str:
    if row.keadaan == StatusRealisasi.DISETUJUI:
        return ""
    return verifier if row.keadaan in GILIRAN["verifikasi"] else str(row.pengisi.nama)


# --- as a spreadsheet ----------------------------------------------------------------------------------------------
def rekap_columns(kolom: Columns) -> list[Column]:
    """Headings: the columns that the person sees on the page."""
    offered = {
        "unit": Column(_("Unit kerja"), 36),
        "indikator": Column(_("Indikator"), 44),
        "target": Column(_("Target"), 14),
        "realisasi": Column(_("Realisasi"), 14),
        "keadaan": Column(_("Keadaan"), 18),
        "sejak": Column(_("Sejak"), 14),
        "hari": Column(_("Hari"), 8),
        "menunggu": Column(_("Menunggu"), 34),
    }
    found = [Column(_("Pegawai"), 34), *(column for key, column in offered.items() if key in kolom)]
    # A ratio is no figure of its own but two.
    return [*found, Column(_("Pembilang"), 14), Column(_("Penyebut"), 14)] if "realisasi" in kolom else found


def rekap_lines(rows: Any, kolom: Columns) -> Iterator[list[Any]]:
    """Rows in the columns that the person sees, some thousand in memory at a time."""
    group: list[Any] = []
    for row in rows.iterator(CHUNK):
        group.append(row)
        if len(group) == CHUNK:
            yield from (_line(one, kolom) for one in baris(group))
            group = []
    yield from (_line(one, kolom) for one in baris(group))


def _line(satu: Belum, kolom: Columns) -> list[Any]:
    values = {
        "unit": satu.target.unit_kerja.nama,
        "indikator": satu.target.indikator.nama,
        "target": satu.target.target_kini,
        "realisasi": satu.target.nilai,
        "keadaan": str(TANDA[satu.keadaan].kata),
        "sejak": timezone.localtime(satu.sejak).date() if satu.sejak else None,
        "hari": satu.hari,
        "menunggu": satu.menunggu,
    }
    found = [satu.target.pengisi.nama_lengkap, *(value for key, value in values.items() if key in kolom)]
    return [*found, satu.target.pembilang, satu.target.penyebut] if "realisasi" in kolom else found
