"""A result becomes the realisasi of the indicators that rest on surveys, without anybody typing it.

Only worker processes import this module: the evidence is the SKM report, which it renders.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode, User
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ActRefused
from binawidya.umum.locks import hold_shared
from binawidya.umum.numbers import format_angka
from binawidya.umum.outbox import enqueue
from indikator.enums import JenisBukti, StatusRealisasi, SumberData
from indikator.models import Bukti, Realisasi, TargetIndikator
from indikator.services.isian import Isian
from indikator.services.koreksi import koreksi_create
from survei.models import HasilSurvei, Survei
from survei.reports.laporan import laporan_pdf
from survei.selectors.hasil import Ikhtisar, pool
from survei.services.kabar import tell_closed, tell_proposed

BERUBAH: Final = "realisasi.berubah"
# Nobody can sign in with it. It stands where a person would stand who had looked at a computed figure.
AKUN_SISTEM: Final = "sistem-survei"
# Older surveys are history.
DIINGAT_TAHUN: Final = 1


def system_account() -> User:
    """The technical account under which results are taken over."""
    found, _created = User.objects.get_or_create(username=AKUN_SISTEM, defaults={"is_active": False, "password": "!"})
    return found


def results_behind(survei: Survei) -> list[HasilSurvei]:
    """The newest fixed results of all surveys that feed the same indicator in the same month."""
    same = [
        one.pk
        for one in Survei.objects.selesai().filter(indikator=survei.indikator_id, tahun=survei.tahun)
        if one.bulan_akhir == survei.bulan_akhir
    ]
    rows = (
        HasilSurvei.objects.filter(survei__in=same, sementara=False, ikm__isnull=False)
        .select_related("survei__layanan", "survei__unit_kerja__induk")
        .prefetch_related("survei__unsur")
        .order_by("survei", "-versi")
    )
    newest: dict[int, HasilSurvei] = {}
    for row in rows:
        newest.setdefault(row.survei_id, row)
    return [*newest.values()]


class Nasib(StrEnum):
    """What became of a result for one target."""

    TERISI = "terisi"
    DIUSULKAN = "diusulkan"  # as a correction that somebody else decides
    SAMA = "sama"
    MENUNGGU = "menunggu"  # the month is not open yet, or another proposal is undecided
    TERTUTUP = "tertutup"  # the month is over; it has to be opened again


@transaction.atomic
def realisasi_from_hasil(hasil_id: int) -> int:
    """Hand a fixed result on: recorded where the month is open, proposed as a correction where a value stands already.

    Where the month is closed, whoever runs the survey and whoever plans are told, and it is handed on as soon as the
    month is opened again for the unit.

    :returns: how many entries were recorded or proposals made.
    """
    rows = HasilSurvei.objects.select_for_update(of=("self",)).select_related(
        "survei__ditutup_oleh", "survei__dibuat_oleh", "survei__unit_kerja", "survei__layanan"
    )
    hasil = rows.get(pk=hasil_id)
    survei = hasil.survei
    if survei.indikator_id is None or hasil.ikm is None or hasil.diteruskan_at is not None:
        return 0
    periode = Periode.objects.filter(tahun=survei.tahun, bulan=survei.bulan_akhir).first()
    if periode is None:
        return 0
    periode = hold_shared(Periode, periode.pk)
    found = results_behind(survei)
    pooled = pool(found)
    targets = TargetIndikator.objects.berlaku(survei.tahun).filter(
        indikator=survei.indikator_id, sumber=SumberData.SURVEI
    )
    due = [
        target
        for target in targets.select_related("unit_kerja", "indikator").order_by("pk")
        if target.target_bulan(periode.bulan) is not None
    ]
    if pooled is None or not due:
        return 0
    terusan = Terusan(hasil, found, pooled, periode, survei.ditutup_oleh or survei.dibuat_oleh)
    done = [_take(target, terusan) for target in due]
    if {*done} <= {Nasib.TERISI, Nasib.DIUSULKAN, Nasib.SAMA}:
        HasilSurvei.objects.filter(pk=hasil.pk).update(diteruskan_at=timezone.now())
    return sum(one in {Nasib.TERISI, Nasib.DIUSULKAN} for one in done)


@dataclass(frozen=True, slots=True)
class Terusan:
    """What is handed on: the result that caused it, all results behind the figure, the figure itself, and for whom."""

    hasil: HasilSurvei
    semua: list[HasilSurvei]
    ikm: Ikhtisar
    periode: Periode
    oleh: User


def _take(target: TargetIndikator, terusan: Terusan) -> Nasib:
    periode = terusan.periode
    saved = Realisasi.objects.select_for_update(of=("self",)).filter(target=target, periode=periode).first()
    if saved is not None and saved.nilai == terusan.ikm.ikm:
        return Nasib.SAMA
    if not periode.untuk_unit(target.unit_kerja.jalur).menerima_verifikasi:
        if periode.status != StatusPeriode.DITUTUP:
            return Nasib.MENUNGGU
        tell_closed(terusan.hasil, target, periode, terusan.ikm.ikm)
        return Nasib.TERTUTUP
    return _record(target, terusan) if saved is None else _propose(saved, target, terusan)


def _record(target: TargetIndikator, terusan: Terusan) -> Nasib:
    sekarang = timezone.now()
    saved = Realisasi.objects.create(
        target=target, periode=terusan.periode, nilai=terusan.ikm.ikm, catatan=_note(terusan.ikm, terusan.semua),
        status=StatusRealisasi.DISETUJUI, diisi_oleh=terusan.oleh, diisi_at=sekarang, diajukan_at=sekarang,
        diverifikasi_oleh=system_account(), diverifikasi_at=sekarang,
    )  # fmt: skip
    _prove(saved, terusan.oleh, terusan.semua)
    key = f"{terusan.periode.pk}-{target.pk}"
    enqueue(BERUBAH, {"target_ids": [target.pk], "periode_id": terusan.periode.pk}, key=key)
    return Nasib.TERISI


def _propose(saved: Realisasi, target: TargetIndikator, terusan: Terusan) -> Nasib:
    """Another value for one that was approved; the new report is laid beside the old one."""
    reason = _("Hasil survei dihitung ulang. %(catatan)s") % {"catatan": _note(terusan.ikm, terusan.semua)}
    try:
        with transaction.atomic():
            koreksi = koreksi_create(
                actor=terusan.oleh, realisasi=saved, isian=Isian(nilai=terusan.ikm.ikm), alasan=reason
            )
            _prove(saved, terusan.oleh, [terusan.hasil])
    except (ActRefused, ValidationError):
        # A proposal waits already: this one is made when that is decided.
        return Nasib.MENUNGGU
    tell_proposed(terusan.hasil, target, koreksi)
    return Nasib.DIUSULKAN


def _note(pooled: Ikhtisar, found: list[HasilSurvei]) -> str:
    return _("IKM %(ikm)s dari %(n)s responden, survei %(nama)s, dihitung %(tanggal)s.") % {
        "ikm": format_angka(pooled.ikm, 2),
        "n": format_angka(pooled.responden),
        "nama": ", ".join(one.survei.tentang for one in found),
        "tanggal": format_tanggal(today()),
    }


def _prove(saved: Realisasi, oleh: User, found: list[HasilSurvei]) -> None:
    """Lay the report of every survey behind the entry as its evidence."""
    for hasil in found:
        pdf = laporan_pdf(hasil)
        Bukti.objects.create(
            realisasi=saved, jenis=JenisBukti.BERKAS, berkas=ContentFile(pdf.content, name="skm.pdf"),
            nama=f"laporan-skm-{hasil.survei.kode}-{hasil.versi}.pdf", tipe_isi="application/pdf",
            ukuran=len(pdf.content), sha256=pdf.sha256, oleh=oleh,
        )  # fmt: skip


def realisasi_sync() -> int:
    """Results that wait: for their month to be opened, or opened again, or for an earlier proposal to be decided."""
    waiting = HasilSurvei.objects.filter(
        diteruskan_at=None, sementara=False, ikm__isnull=False, survei__indikator__isnull=False,
        survei__tahun__gte=today().year - DIINGAT_TAHUN,
    )  # fmt: skip
    newest = waiting.order_by("survei_id", "-versi").distinct("survei_id")
    return sum(realisasi_from_hasil(pk) for pk in newest.values_list("pk", flat=True))
