"""What is told when a result and its indicator do not fit together by themselves: once for each thing."""

from decimal import Decimal

from django.utils.translation import gettext as _

from binawidya.organisasi.enums import JenisPemberitahuan, Peran
from binawidya.organisasi.models import Penugasan, Periode, UnitKerja
from binawidya.organisasi.services.pemberitahuan import pemberitahuan_create
from binawidya.umum.dates import today
from binawidya.umum.numbers import format_angka
from indikator.models import KoreksiRealisasi, TargetIndikator
from survei.models import HasilSurvei


def _holders(peran: Peran, unit: UnitKerja) -> set[int]:
    """Logins that hold a role today over a unit or one above it."""
    rows = Penugasan.objects.on(today()).filter(peran=peran, unit_kerja__in=[*unit.jalur])
    return {*rows.values_list("user", flat=True)}


def _managers(hasil: HasilSurvei) -> set[int]:
    survei = hasil.survei
    closed = {survei.ditutup_oleh_id} if survei.ditutup_oleh_id is not None else set()
    return {survei.dibuat_oleh_id, *closed, *_holders(Peran.PENGELOLA_SURVEI, survei.unit_kerja)}


def _words(hasil: HasilSurvei, target: TargetIndikator) -> dict[str, str]:
    return {"survei": str(hasil.survei), "indikator": target.indikator.nama, "unit": target.unit_kerja.sebutan}


def tell_closed(hasil: HasilSurvei, target: TargetIndikator, periode: Periode, nilai: Decimal) -> None:
    """The month of a result is closed: it stays out of the figures until somebody opens that month again."""
    words = _words(hasil, target) | {"bulan": str(periode), "ikm": format_angka(nilai, 2)}
    title = _("%(bulan)s sudah ditutup, IKM %(ikm)s belum masuk realisasi") % words
    planners = _holders(Peran.ADMIN_PERENCANAAN, target.unit_kerja)
    key = f"survei.tertutup:{hasil.pk}:{target.pk}"
    pemberitahuan_create(
        users=planners,
        jenis=JenisPemberitahuan.SURVEI,
        kunci=key,
        judul=title,
        rincian=_(
            "Survei %(survei)s, indikator %(indikator)s. Buka %(bulan)s kembali untuk %(unit)s bila hasilnya harus "
            "dihitung; hasil itu lalu masuk sendiri, sebagai koreksi bila sudah ada angkanya."
        )
        % words,
        url_name="organisasi:periode_detail",
        url_args={"pk": periode.pk},
    )
    pemberitahuan_create(
        users=_managers(hasil) - planners,
        jenis=JenisPemberitahuan.SURVEI,
        kunci=key,
        judul=title,
        rincian=_(
            "Survei %(survei)s, indikator %(indikator)s. Admin perencanaan sudah diberi tahu; hasilnya masuk begitu "
            "%(bulan)s dibuka kembali untuk %(unit)s."
        )
        % words,
        url_name="survei:survei_detail",
        url_args={"pk": hasil.survei_id},
    )


def tell_proposed(hasil: HasilSurvei, target: TargetIndikator, koreksi: KoreksiRealisasi) -> None:
    """A result changed after its value was approved: a correction waits for somebody's decision."""
    words = _words(hasil, target) | {
        "lama": format_angka(koreksi.lama_nilai or Decimal(0), 2),
        "baru": format_angka(koreksi.nilai or Decimal(0), 2),
    }
    title = _("Hasil survei berubah: IKM %(lama)s menjadi %(baru)s") % words
    detail = _("Survei %(survei)s, indikator %(indikator)s. Koreksinya diajukan; %(lama)s berlaku sampai disetujui.")
    planners = _holders(Peran.ADMIN_PERENCANAAN, target.unit_kerja)
    key = f"survei.koreksi:{koreksi.pk}"
    for users, url_name, pk in (
        (planners, "indikator:koreksi_detail", koreksi.pk),
        (_managers(hasil) - planners, "survei:survei_detail", hasil.survei_id),
    ):
        pemberitahuan_create(
            users=users, jenis=JenisPemberitahuan.SURVEI, kunci=key, judul=title, rincian=detail % words,
            url_name=url_name, url_args={"pk": pk},
        )  # fmt: skip
