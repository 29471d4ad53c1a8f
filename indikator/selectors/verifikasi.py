"""The queue of a verifier, and one case of it with everything a decision needs."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Count, Exists, OuterRef, QuerySet, Subquery, Value, When
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Pegawai, Periode, User
from binawidya.umum.dates import nama_bulan
from binawidya.umum.numbers import format_angka
from indikator.enums import StatusRealisasi
from indikator.models import KebijakanSkor, Realisasi, TargetIndikator
from indikator.models.realisasi import RealisasiQuerySet
from indikator.scoring import Hasil, Kelas
from indikator.selectors.bukti import BuktiTerlihat, bukti_terlihat
from indikator.selectors.pembanding import kalimat
from indikator.selectors.riwayat import bulan_setahun, bulanan, hitung, kelas_of, nilai_bulan, per_bulan

HALAMAN = 30
TERBANYAK = 1000
RIWAYAT_BULAN = 12


@dataclass(frozen=True, slots=True)
class Antrean:
    """What waits for one verifier: how much, from how many people, and the first of it."""

    jumlah: int
    pegawai: int
    kasus: list[Realisasi]

    @property
    def bersih(self) -> list[Realisasi]:
        """Those of the listed cases that carry no warning."""
        return [row for row in self.kasus if not row.peringatan]

    @property
    def lainnya(self) -> int:
        """How many are not listed."""
        return self.jumlah - len(self.kasus)


@dataclass(frozen=True, slots=True)
class Kasus:
    """One submitted entry with its target, its past and its evidence."""

    realisasi: Realisasi
    target: TargetIndikator
    target_bulan: Decimal | None
    bulan_lalu: Decimal | None
    hasil: Hasil
    kelas: Kelas | None
    riwayat: list[Decimal | None]
    nama_panjang: list[str]
    bukti: list[BuktiTerlihat]
    peringatan: list[str]

    @property
    def ringkas(self) -> str:
        """What the columns show, in words."""
        known = [nilai for nilai in self.riwayat[:-1] if nilai is not None]
        now = self.riwayat[-1]
        if not known or now is None:
            return _("Belum ada riwayat")
        places = self.target.indikator.desimal
        values = {"kecil": format_angka(min(known), places), "besar": format_angka(max(known), places)}
        return _("Bulan-bulan sebelumnya %(kecil)s sampai %(besar)s, bulan ini %(kini)s") % {
            **values,
            "kini": format_angka(now, places),
        }


def menunggu(user: User) -> QuerySet[Realisasi]:
    """What waits for one verifier: odd values first, then oldest month first, one person after the other."""
    return _lined_up(Realisasi.objects.menunggu_verifikasi(user)).order_by(
        Case(When(peringatan=[], then=Value(1)), default=Value(0)), *_URUTAN
    )


_URUTAN = ("periode__tahun", "periode__bulan", "target__pengisi__nama", "target__indikator__kode", "pk")


def _lined_up(waiting: RealisasiQuerySet) -> RealisasiQuerySet:
    return waiting.select_related("target__indikator", "target__unit_kerja", "target__pengisi", "periode").order_by(
        *_URUTAN
    )


def antrean(user: User, *, mulai: int = 0) -> Antrean:
    """The queue from place ``mulai`` on, odd values first, then oldest month first. Two queries, seldom four."""
    size = (
        Realisasi.objects.menunggu_verifikasi(user)
        .order_by()[: TERBANYAK + 1]
        .aggregate(jumlah=Count("pk"), pegawai=Count("target__pengisi", distinct=True))
    )
    rows = _depan(user) if size["jumlah"] > TERBANYAK and not mulai else []
    # Stragglers of an old month do not fill the page by themselves.
    return Antrean(size["jumlah"], size["pegawai"], rows or [*menunggu(user)[mulai : mulai + HALAMAN]])


def _depan(user: User) -> list[Realisasi]:
    """The first page of a very long queue without sorting all of it; nothing if the oldest month does not fill it.

    Odd values come first and have an index of their own. Of the rest the first people by name have at least one case
    each, so that no other name can stand before the end of the page.
    """
    odd = [*_lined_up(Realisasi.objects.menunggu_verifikasi(user).berperingatan())[:HALAMAN]]
    if len(odd) == HALAMAN:
        return odd
    waiting = Realisasi.objects.menunggu_verifikasi(user).filter(peringatan=[]).order_by()
    oldest = waiting.order_by("periode__tahun", "periode__bulan").values("periode")[:1]
    cases = waiting.filter(periode=Subquery(oldest), target__pengisi=OuterRef("pk"))
    names = Pegawai.objects.filter(Exists(cases)).order_by("nama", "pk").values("nama")[:HALAMAN]
    rows = [*_lined_up(waiting.filter(periode=Subquery(oldest), target__pengisi__nama__in=names))[:HALAMAN]]
    return [*odd, *rows][:HALAMAN] if len(rows) == HALAMAN else []


def berikutnya(user: User, setelah: Realisasi) -> Realisasi | None:
    """The case that follows one that was just decided: of the same person first, else the first of the queue."""
    waiting = menunggu(user).exclude(pk=setelah.pk)
    same = waiting.filter(target__pengisi=setelah.target.pengisi_id).first()
    return same or waiting.first()


def kasus(realisasi: Realisasi, user: User) -> Kasus:
    """One case, in a constant number of queries."""
    target = realisasi.target
    periode = realisasi.periode
    tahun = bulan_setahun(periode, user)
    past = _past(target, periode)
    own = [entry for entry in past if entry.periode_id in {row.pk for row in tahun.values()}]
    entries = per_bulan(own, tahun).get(target.pk, {})
    kebijakan = KebijakanSkor.objects.untuk(periode.tahun)
    hasil = hitung(target, bulanan(target, entries, tahun, periode.bulan), kebijakan)
    by_month = {(entry.periode.tahun, entry.periode.bulan): entry for entry in past}
    months = [_shift(periode, -n) for n in range(RIWAYAT_BULAN - 1, -1, -1)]
    return Kasus(
        realisasi=realisasi,
        target=target,
        target_bulan=target.target_bulan(periode.bulan),
        bulan_lalu=nilai_bulan(target, by_month.get(_shift(periode, -1))),
        hasil=hasil,
        kelas=kelas_of(hasil.capaian, kebijakan.daftar_kelas()),
        riwayat=[nilai_bulan(target, by_month.get(month)) for month in months],
        nama_panjang=[f"{nama_bulan(bulan, pendek=True)} {tahun_}" for tahun_, bulan in months],
        bukti=bukti_terlihat(realisasi),
        peringatan=kalimat(realisasi.peringatan, target.indikator),
    )


def _past(target: TargetIndikator, periode: Periode) -> list[Realisasi]:
    """Entries of the same indicator and owner, this year's and last year's, up to the month."""
    first = _shift(periode, 1 - RIWAYAT_BULAN)
    return [
        entry
        for entry in Realisasi.objects.filter(
            target__indikator=target.indikator_id,
            target__unit_kerja=target.unit_kerja_id,
            target__pegawai=target.pegawai_id,
            periode__tahun__gte=first[0],
        )
        .exclude(status=StatusRealisasi.TERSIMPAN)
        .select_related("periode")
        .order_by("periode__tahun", "periode__bulan")
        if (entry.periode.tahun, entry.periode.bulan) <= (periode.tahun, periode.bulan)
    ]


def _shift(periode: Periode, months: int) -> tuple[int, int]:
    number = periode.tahun * 12 + periode.bulan - 1 + months
    return number // 12, number % 12 + 1
