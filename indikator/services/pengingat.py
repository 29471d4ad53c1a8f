"""Reminders on the days of the month's calendar: to who has not entered, who has a queue, and who leads them.

All of one month and day in one transaction: a worker that dies leaves none of them, and the next run tells everybody.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import JenisPemberitahuan, Peran, StatusPeriode
from binawidya.organisasi.models import Pegawai, Pemberitahuan, Penugasan, Periode
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.services.pemberitahuan import Kabar, pemberitahuan_create_each
from binawidya.umum.dates import format_tanggal
from indikator.selectors.rekap import GILIRAN, due_targets

MULAI_JAM: Final = 6


def pengingat_run(*, now: datetime | None = None) -> int:
    """Tell who is to be reminded today. Run again, it tells nobody twice.

    :param now: the moment, for tests at the hour.
    :returns: for how many months and deadlines people were reminded now.
    """
    local = timezone.localtime(now)
    if local.hour < MULAI_JAM:
        return 0
    going = [StatusPeriode.DIBUKA, StatusPeriode.VERIFIKASI, StatusPeriode.DIBUKA_KEMBALI]
    done = 0
    for periode in [*Periode.objects.filter(status__in=going).order_by("tahun", "bulan")]:
        if periode.menerima_isian and (days := _days_left(periode.batas_pengisian, local.date(), periode)) is not None:
            done += _remind(periode, f"isi:{periode.pk}:{days}", days, verifikasi=False)
        if (days := _days_left(periode.batas_verifikasi, local.date(), periode)) is not None:
            done += _remind(periode, f"verifikasi:{periode.pk}:{days}", days, verifikasi=True)
    return done


def _days_left(deadline: datetime, day: date, periode: Periode) -> int | None:
    """Days to the deadline if this is a day of reminding."""
    left = (timezone.localtime(deadline).date() - day).days
    return left if left in periode.hari_pengingat else None


@transaction.atomic
def _remind(periode: Periode, which: str, days: int, *, verifikasi: bool) -> bool:
    key = f"pengingat:{which}"
    # Whoever reminds of the same thing at the same moment waits here.
    Periode.objects.select_for_update(no_key=True).get(pk=periode.pk)
    if Pemberitahuan.objects.filter(kunci=key).exists():
        return False
    news = [*(_to_verifiers(periode, key) if verifikasi else _to_people(periode, key))]
    pemberitahuan_create_each(kabar=news)
    return bool(news)


def _when(deadline: datetime) -> str:
    return format_tanggal(deadline, hari=True, tahun=False)


def _to_people(periode: Periode, key: str) -> Iterator[Kabar]:
    """Who has not handed in everything, and each superior with how many of them."""
    behind = {
        pengisi: (belum, wajib)
        for pengisi, belum, wajib in due_targets(periode)
        .order_by()
        .values("pengisi")
        .annotate(belum=Count("pk", filter=Q(keadaan__in=GILIRAN["isi"])), wajib=Count("pk"))
        .filter(belum__gt=0)
        .values_list("pengisi", "belum", "wajib")
    }
    atasan = atasan_of(sorted(behind), timezone.localdate())
    led = Counter(atasan.values())
    users = _users({*behind, *led})
    judul = _("Realisasi %(bulan)s ditutup %(hari)s") % {"bulan": periode, "hari": _when(periode.batas_pengisian)}
    sheet: dict[str, Any] = {"url_name": "indikator:realisasi_list", "url_args": {"bulan": periode.slug}}
    for pegawai, (belum, wajib) in behind.items():
        if pegawai in users:
            rincian = _("Tinggal %(belum)d dari %(wajib)d belum diajukan.") % {"belum": belum, "wajib": wajib}
            yield Kabar(
                user_id=users[pegawai],
                jenis=JenisPemberitahuan.PENGINGAT,
                kunci=key,
                judul=judul,
                rincian=rincian,
                **sheet,
            )
    recap: dict[str, Any] = {"url_name": "indikator:rekap_list", "url_args": {"bulan": periode.slug}}
    for pegawai, jumlah in led.items():
        if pegawai in users:
            text = _("%(n)d bawahan Anda belum selesai mengisi %(bulan)s") % {"n": jumlah, "bulan": periode}
            yield Kabar(
                user_id=users[pegawai], jenis=JenisPemberitahuan.PENGINGAT, kunci=f"{key}:bawahan", judul=text,
                rincian=judul, **recap,
            )  # fmt: skip


def _to_verifiers(periode: Periode, key: str) -> Iterator[Kabar]:
    """Superiors and verifiers with entries that wait for them."""
    waiting = due_targets(periode).filter(keadaan__in=GILIRAN["verifikasi"]).order_by()
    owners = dict(waiting.values("pengisi").annotate(n=Count("pk")).values_list("pengisi", "n"))
    atasan = atasan_of(sorted(owners), timezone.localdate())
    queue: Counter[int] = Counter()
    for owner, superior in atasan.items():
        queue[superior] += owners[owner]
    per_user = Counter({user: queue[pegawai] for pegawai, user in _users({*queue}).items()})
    roles = Penugasan.objects.on(timezone.localdate()).filter(peran=Peran.VERIFIKATOR)
    paths = [*waiting.values_list("unit_kerja__jalur", flat=True)]
    over: Counter[int] = Counter(unit for jalur in paths for unit in jalur)
    for user, unit in roles.values_list("user", "unit_kerja"):
        if over[unit]:
            per_user[user] += over[unit]
    judul = _("Verifikasi %(bulan)s ditutup %(hari)s") % {"bulan": periode, "hari": _when(periode.batas_verifikasi)}
    for user, jumlah in per_user.items():
        yield Kabar(
            user_id=user,
            jenis=JenisPemberitahuan.PENGINGAT,
            kunci=key,
            judul=judul,
            rincian=_("%(n)d realisasi menunggu Anda.") % {"n": jumlah},
            url_name="indikator:verifikasi_list",
        )


def _users(pegawai_ids: set[int]) -> dict[int, int]:
    rows = Pegawai.objects.filter(pk__in=pegawai_ids, user__isnull=False)
    return dict(rows.values_list("pk", "user"))
