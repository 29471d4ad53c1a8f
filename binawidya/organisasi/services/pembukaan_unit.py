"""Opening a month again for one unit. It ends by itself, because every question about it asks the clock."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import JenisPemberitahuan
from binawidya.organisasi.models import PembukaanUnit, Penempatan, Periode, UnitKerja, User
from binawidya.organisasi.services.pemberitahuan import pemberitahuan_create
from binawidya.organisasi.services.periode import periode_close_again
from binawidya.umum.dates import format_waktu, today
from binawidya.umum.errors import ActRefused, field_error
from binawidya.umum.locks import hold_shared

PALING_LAMA: Final = timedelta(days=31)


@transaction.atomic
def pembukaan_unit_create(
    *, actor: User, periode: Periode, unit_kerja: UnitKerja, alasan: str, sampai: datetime
) -> PembukaanUnit:
    """Let one unit and everything below it enter and verify a month that is over. Its people are told.

    :raises ValidationError: without a reason, for a time that is over or too long, for a unit that is open already.
    :raises ActRefused: the month is open for everybody, or locked.
    """
    periode = hold_shared(Periode, periode.pk)
    # Two who open the same unit wait for each other here.
    UnitKerja.objects.select_for_update(no_key=True, of=("self",)).get(pk=unit_kerja.pk)
    _check(periode, unit_kerja, alasan, sampai)
    row = PembukaanUnit(
        periode=periode,
        unit_kerja=unit_kerja,
        alasan=alasan.strip(),
        sampai_at=sampai,
        mulai_at=timezone.now(),
        oleh=actor,
    )
    row.save()
    people = Penempatan.objects.on(today()).filter(
        unit_kerja__jalur__contains=[unit_kerja.pk], pegawai__user__isnull=False
    )
    pemberitahuan_create(
        users=[*people.values_list("pegawai__user", flat=True)],
        jenis=JenisPemberitahuan.PERIODE,
        kunci=f"pembukaan_unit:{row.pk}",
        judul=_("%(bulan)s dibuka kembali untuk %(unit)s") % {"bulan": periode, "unit": unit_kerja.sebutan},
        rincian=_("Sampai %(waktu)s. Alasan: %(alasan)s") % {"waktu": format_waktu(sampai), "alasan": row.alasan},
        url_name="indikator:realisasi_list",
        url_args={"bulan": periode.slug},
    )
    return row


def _check(periode: Periode, unit_kerja: UnitKerja, alasan: str, sampai: datetime) -> None:
    if periode.terkunci:
        raise ActRefused(_("%(bulan)s sudah dikunci dan tidak dibuka lagi.") % {"bulan": periode})
    if not periode.dapat_dibuka_unit:
        raise ActRefused(_("%(bulan)s tidak sedang tertutup bagi unit mana pun.") % {"bulan": periode})
    now = timezone.now()
    errors = {}
    if not alasan.strip():
        errors["alasan"] = _("Tulis alasan pembukaan kembali. Alasan ini tercatat.")
    if sampai <= now:
        errors["sampai"] = _("Waktu ini sudah lewat. Pilih waktu sesudah sekarang.")
    elif sampai - now > PALING_LAMA:
        errors["sampai"] = _("Paling lama %(n)d hari.") % {"n": PALING_LAMA.days}
    running = PembukaanUnit.objects.berlaku(now).filter(periode=periode, unit_kerja=unit_kerja).first()
    if running is not None:
        errors["unit_kerja"] = _("Unit ini sudah dibuka kembali sampai %(waktu)s.") % {
            "waktu": format_waktu(running.sampai_at)
        }
    if errors:
        raise field_error(errors)


@transaction.atomic
def pembukaan_unit_end(*, actor: User, pembukaan: PembukaanUnit) -> PembukaanUnit:
    """End it before its time.

    :raises ActRefused: it is over already.
    """
    row = (
        PembukaanUnit.objects.select_for_update(of=("self",))
        .select_related("periode", "unit_kerja")
        .get(pk=pembukaan.pk)
    )
    if not row.masih_berlaku:
        raise ActRefused(_("Pembukaan kembali ini sudah berakhir."))
    row.selesai_at = timezone.now()
    row.save(update_fields=["selesai_at"])
    periode_close_again(periode=row.periode)
    return row
