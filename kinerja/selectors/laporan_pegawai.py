"""Everything that the performance report of a person says, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Count

from binawidya.organisasi.models import Pegawai, Penempatan, Periode, UnitKerja
from binawidya.organisasi.selectors.susunan_unit import ancestors_on
from indikator.enums import StatusCapaian, StatusRealisasi
from indikator.models import Bukti, Capaian, KebijakanSkor, Realisasi, TargetIndikator
from indikator.scoring import Kelas
from kinerja.models import SkorPegawai, SkorUnit
from kinerja.selectors.laporan_unit import NilaiBulan, month_value, policy
from kinerja.selectors.pejabat import Kop, Pejabat, heads, letterhead, official, posts_of, superior


@dataclass(frozen=True, slots=True)
class SelBulan:
    """One target in one month: what was entered, how far it came, and the capaian up to then."""

    periode: Periode
    berjanji: bool
    isian: Realisasi | None
    capaian: Capaian | None
    bukti: tuple[Bukti, ...]
    dikembalikan: int

    @property
    def disetujui(self) -> bool:
        return self.isian is not None and self.isian.status == StatusRealisasi.DISETUJUI

    @property
    def tanda(self) -> str:
        """What stands in place of a figure: not due, not verified yet, not reported."""
        if not self.berjanji:
            return "–"
        return "×" if self.periode.ditutup else "…"


@dataclass(frozen=True, slots=True)
class BarisTarget:
    """One target with its months; the last one is the month of the report."""

    nomor: int
    target: TargetIndikator
    bulan: tuple[SelBulan, ...]

    @property
    def capaian(self) -> Capaian | None:
        return self.bulan[-1].capaian

    @property
    def nilai(self) -> Decimal | None:
        return self.capaian.capaian if self.capaian else None

    @property
    def status(self) -> StatusCapaian:
        return StatusCapaian(self.capaian.status) if self.capaian else StatusCapaian.BELUM_DIKETAHUI

    @property
    def poin(self) -> Decimal | None:
        """Capaian times bobot, in hundredths: the parts of the score."""
        return None if self.nilai is None else self.nilai * self.target.bobot / 100


@dataclass(frozen=True, slots=True)
class LaporanPegawai:
    """The report of one person for one month."""

    pegawai: Pegawai
    periode: Periode
    kop: Kop
    jabatan: Pejabat
    rangkap: tuple[Pejabat, ...]
    atasan: Pejabat | None
    kebijakan: KebijakanSkor
    skala: tuple[Kelas, ...]
    skor: SkorPegawai | None
    skor_lalu: SkorPegawai | None
    target: tuple[BarisTarget, ...]
    perkembangan: tuple[NilaiBulan, ...]
    memimpin: tuple[SkorUnit, ...]


def laporan_pegawai(*, pegawai: Pegawai, periode: Periode) -> LaporanPegawai:
    """Gather the report. Post and superior are those of the last day of the month.

    :raises KebijakanSkor.DoesNotExist: no policy was ever set.
    """
    months = [*Periode.objects.filter(tahun=periode.tahun, bulan__lte=periode.bulan).order_by("bulan")]
    posts = posts_of(pegawai.pk, periode.hari_terakhir)
    targets = [
        *TargetIndikator.objects.berlaku(periode.tahun)
        .filter(pegawai=pegawai)
        .select_related("indikator", "unit_kerja")
        .order_by("indikator__kode", "pk")
    ]
    main = posts[0] if posts else None
    home = main.unit_kerja if main else (targets[0].unit_kerja if targets else None)
    chain = ancestors_on(home, periode.hari_terakhir) if home else _root()
    scores = {row.periode_id: row for row in SkorPegawai.objects.filter(pegawai=pegawai, periode__in=months)}
    score = scores.get(periode.pk)
    kebijakan = policy(score.kebijakan_id if score else None, periode)
    return LaporanPegawai(
        pegawai=pegawai,
        periode=periode,
        kop=letterhead(chain),
        jabatan=official(main) if main else _without_post(pegawai),
        rangkap=tuple(official(post) for post in posts[1:]),
        atasan=_superior(main, chain, periode),
        kebijakan=kebijakan,
        skala=tuple(kebijakan.daftar_kelas()),
        skor=score,
        skor_lalu=scores.get(months[-2].pk) if len(months) > 1 else None,
        target=_targets(targets, months),
        perkembangan=tuple(month_value(month, scores.get(month.pk)) for month in months),
        memimpin=_led(posts, periode),
    )


def _led(posts: Sequence[Penempatan], periode: Periode) -> tuple[SkorUnit, ...]:
    units = [post.unit_kerja_id for post in posts if post.memimpin]
    found = SkorUnit.objects.filter(periode=periode, unit_kerja__in=units, nilai__isnull=False)
    return tuple(found.select_related("unit_kerja").order_by("unit_kerja__kode"))


def _root() -> list[UnitKerja]:
    return [*UnitKerja.objects.filter(induk=None).order_by("kode")[:1]]


def _without_post(pegawai: Pegawai) -> Pejabat:
    return Pejabat(pegawai.pk, pegawai.nama_lengkap, pegawai.nip_tercetak, pegawai.pangkat, "", "")


def _superior(main: Penempatan | None, chain: Sequence[UnitKerja], periode: Periode) -> Pejabat | None:
    if main is None:
        return None
    return superior(main, heads(chain, periode.hari_terakhir), periode.hari_terakhir)


def _targets(targets: Sequence[TargetIndikator], months: Sequence[Periode]) -> tuple[BarisTarget, ...]:
    where = {"target__in": targets, "periode__in": months}
    capaian = {(row.target_id, row.periode_id): row for row in Capaian.objects.filter(**where)}
    entries = {(row.target_id, row.periode_id): row for row in Realisasi.objects.filter(**where)}
    evidence: dict[int, list[Bukti]] = defaultdict(list)
    for bukti in Bukti.objects.filter(realisasi__in=[entry.pk for entry in entries.values()]).order_by("pk"):
        evidence[bukti.realisasi_id].append(bukti)
    returned = _returned([entry.pk for entry in entries.values()])
    return tuple(
        BarisTarget(
            number, target, tuple(_cell(target, month, capaian, entries, evidence, returned) for month in months)
        )
        for number, target in enumerate(targets, start=1)
    )


def _cell(
    target: TargetIndikator,
    month: Periode,
    capaian: Mapping[tuple[int, int], Capaian],
    entries: Mapping[tuple[int, int], Realisasi],
    evidence: Mapping[int, Sequence[Bukti]],
    returned: Mapping[int, int],
) -> SelBulan:
    entry = entries.get((target.pk, month.pk))
    return SelBulan(
        periode=month,
        berjanji=target.target_bulan(month.bulan) is not None,
        isian=entry,
        capaian=capaian.get((target.pk, month.pk)),
        bukti=tuple(evidence.get(entry.pk, ())) if entry else (),
        dikembalikan=returned.get(entry.pk, 0) if entry else 0,
    )


def _returned(entry_ids: Sequence[int]) -> dict[int, int]:
    """How often each entry was sent back, from the history that the database keeps."""
    events: Any = apps.get_model("indikator", "RealisasiEvent")
    rows = (
        events.objects.filter(pgh_obj__in=entry_ids, status=StatusRealisasi.DIKEMBALIKAN)
        .order_by()
        .values_list("pgh_obj")
        .annotate(kali=Count("diverifikasi_at", distinct=True))
    )
    return dict(rows)
