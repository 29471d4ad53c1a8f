"""A result becomes the realisasi of the indicators that rest on surveys, without anybody typing it.

Only worker processes import this module: the evidence is the SKM report, which it renders.
"""

from typing import Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, User
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ActRefused
from binawidya.umum.locks import hold_shared
from binawidya.umum.numbers import format_angka
from binawidya.umum.outbox import enqueue
from binawidya.umum.pdf import render_pdf
from indikator.enums import JenisBukti, StatusRealisasi, SumberData
from indikator.models import Bukti, Realisasi, TargetIndikator
from indikator.services.isian import Isian
from indikator.services.koreksi import koreksi_create
from survei.models import HasilSurvei, Survei
from survei.reports.cetak import laporan_html
from survei.selectors.hasil import Ikhtisar, pool, trend_of

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


@transaction.atomic
def realisasi_from_hasil(hasil_id: int) -> int:
    """Hand a fixed result on: recorded where the month is open, proposed as a correction where a value stands already.

    :returns: how many entries were recorded or proposals made.
    """
    hasil = HasilSurvei.objects.select_related("survei__ditutup_oleh", "survei__dibuat_oleh").get(pk=hasil_id)
    survei = hasil.survei
    if survei.indikator_id is None or hasil.ikm is None:
        return 0
    periode = Periode.objects.filter(tahun=survei.tahun, bulan=survei.bulan_akhir).first()
    if periode is None:
        return 0
    periode = hold_shared(Periode, periode.pk)
    found = results_behind(survei)
    pooled = pool(found)
    if pooled is None or not periode.menerima_isian:
        return 0
    targets = TargetIndikator.objects.berlaku(survei.tahun).filter(
        indikator=survei.indikator_id, sumber=SumberData.SURVEI
    )
    due = [target for target in targets.order_by("pk") if target.target_bulan(periode.bulan) is not None]
    return sum(_take(target, periode, survei, pooled, found) for target in due)


def _take(
    target: TargetIndikator, periode: Periode, survei: Survei, pooled: Ikhtisar, found: list[HasilSurvei]
) -> bool:
    oleh = survei.ditutup_oleh or survei.dibuat_oleh
    saved = Realisasi.objects.select_for_update(of=("self",)).filter(target=target, periode=periode).first()
    if saved is None:
        sekarang = timezone.now()
        saved = Realisasi.objects.create(
            target=target, periode=periode, nilai=pooled.ikm, catatan=_note(pooled, found),
            status=StatusRealisasi.DISETUJUI, diisi_oleh=oleh, diisi_at=sekarang, diajukan_at=sekarang,
            diverifikasi_oleh=system_account(), diverifikasi_at=sekarang,
        )  # fmt: skip
        _prove(saved, oleh, found)
        enqueue(BERUBAH, {"target_ids": [target.pk], "periode_id": periode.pk}, key=f"{periode.pk}-{target.pk}")
        return True
    if saved.nilai == pooled.ikm:
        return False
    try:
        with transaction.atomic():
            koreksi_create(
                actor=oleh, realisasi=saved, isian=Isian(nilai=pooled.ikm),
                alasan=_("Hasil survei dihitung ulang. %(catatan)s") % {"catatan": _note(pooled, found)},
            )  # fmt: skip
    except (ActRefused, ValidationError):
        # A proposal waits already, or the month was closed meanwhile: the value that stands stays.
        return False
    return True


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
        pdf = render_pdf(laporan_html(hasil.survei, hasil, trend_of(hasil.survei)), title=f"skm-{hasil.survei.kode}")
        Bukti.objects.create(
            realisasi=saved, jenis=JenisBukti.BERKAS, berkas=ContentFile(pdf.content, name="skm.pdf"),
            nama=f"laporan-skm-{hasil.survei.kode}-{hasil.versi}.pdf", tipe_isi="application/pdf",
            ukuran=len(pdf.content), sha256=pdf.sha256, oleh=oleh,
        )  # fmt: skip


def realisasi_sync() -> int:
    """Results whose month was not open when they were computed: taken over as soon as it is."""
    surveys = (
        Survei.objects.selesai().filter(indikator__isnull=False, tahun__gte=today().year - DIINGAT_TAHUN).order_by("pk")
    )
    taken = 0
    for survei in surveys:
        filled = Realisasi.objects.filter(
            target__indikator=survei.indikator_id, periode__tahun=survei.tahun, periode__bulan=survei.bulan_akhir
        )
        if filled.exists():
            continue
        hasil = survei.hasil.filter(sementara=False, ikm__isnull=False).order_by("-versi").first()
        if hasil is not None:
            taken += realisasi_from_hasil(hasil.pk)
    return taken
