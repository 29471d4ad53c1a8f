"""Everything that the performance report of a person says, read in a constant number of queries."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db.models import Count

from binawidya.organisasi.models import Pegawai, Penempatan, Periode, UnitKerja
from indikator.enums import StatusCapaian, StatusRealisasi
from indikator.models import Bukti, Capaian, KebijakanSkor, Realisasi, TargetIndikator
from indikator.scoring import Kelas
from kinerja.models import SkorPegawai, SkorUnit
from kinerja.selectors.laporan_unit import NilaiBulan, month_value, policies
from kinerja.selectors.pejabat import Kedudukan, Kop, Pejabat, letterhead, official, standing, without_post
from kinerja.selectors.skor import bagian_bobot, faktor_mutu, hitung_masa


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
    """One target with its months; the last one is the month of the report.

    :param bagian: the part of the score that it weighs, 0 to 1, where that is not its bobot in hundredths.
    """

    nomor: int
    target: TargetIndikator
    bulan: tuple[SelBulan, ...]
    bagian: Decimal | None = None

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
        """Capaian times what the target weighs: the parts of the score."""
        if self.nilai is None:
            return None
        return self.nilai * (self.target.bobot / 100 if self.bagian is None else self.bagian)


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

    @property
    def berbagian(self) -> bool:
        """Whether the parts of the score are more than bobot: several posts, or weights by quality."""
        return any(row.bagian is not None for row in self.target)


def laporan_pegawai(*, pegawai: Pegawai, periode: Periode) -> LaporanPegawai:
    """Gather one report. Post and superior are those of the last day of the month.

    :raises KebijakanSkor.DoesNotExist: no policy was ever set.
    """
    return laporan_pegawai_banyak(pegawai=[pegawai], periode=periode)[pegawai.pk]


def laporan_pegawai_banyak(*, pegawai: Sequence[Pegawai], periode: Periode) -> dict[int, LaporanPegawai]:
    """Gather the reports of many people, by person: as many queries for one as for a thousand.

    :raises KebijakanSkor.DoesNotExist: no policy was ever set.
    """
    ids = [one.pk for one in pegawai]
    months = [*Periode.objects.filter(tahun=periode.tahun, bulan__lte=periode.bulan).order_by("bulan")]
    targets: dict[int | None, list[TargetIndikator]] = defaultdict(list)
    for target in _targets_of(ids, periode.tahun):
        targets[target.pegawai_id].append(target)
    owned = [target for rows in targets.values() for target in rows]
    where = standing(ids, periode.hari_terakhir, units={target.unit_kerja_id for target in owned})
    scores: dict[int, dict[int, SkorPegawai]] = defaultdict(dict)
    for row in SkorPegawai.objects.filter(pegawai__in=ids, periode__in=months).order_by("pk"):
        scores[row.pegawai_id][row.periode_id] = row
    bahan = _Bahan(
        periode=periode,
        months=months,
        where=where,
        root=[] if all(one.pk in where.pos or targets[one.pk] for one in pegawai) else _root(),
        isi=_isi(owned, months),
        kebijakan=policies([scores[one.pk].get(periode.pk) for one in pegawai], periode),
        memimpin=_led(where, periode),
    )
    shares = _shares(targets, scores, bahan)
    return {one.pk: _satu(one, targets[one.pk], scores[one.pk], bahan, shares) for one in pegawai}


@dataclass(frozen=True, slots=True)
class _Bahan:
    """What all reports of one gathering share."""

    periode: Periode
    months: list[Periode]
    where: Kedudukan
    root: list[UnitKerja]
    isi: "_Isi"
    kebijakan: Mapping[int | None, KebijakanSkor]
    memimpin: Mapping[int, SkorUnit]


def _satu(
    pegawai: Pegawai,
    targets: Sequence[TargetIndikator],
    scores: Mapping[int, SkorPegawai],
    bahan: _Bahan,
    shares: Mapping[int, Decimal | None],
) -> LaporanPegawai:
    posts = bahan.where.pos.get(pegawai.pk, ())
    main = posts[0] if posts else None
    home = main.unit_kerja_id if main else (targets[0].unit_kerja_id if targets else None)
    chain = bahan.where.chain(home) if home is not None else bahan.root
    score = scores.get(bahan.periode.pk)
    kebijakan = bahan.kebijakan[score.kebijakan_id if score else None]
    led = [
        bahan.memimpin[post.unit_kerja_id] for post in posts if post.memimpin and post.unit_kerja_id in bahan.memimpin
    ]
    return LaporanPegawai(
        pegawai=pegawai,
        periode=bahan.periode,
        kop=letterhead(chain),
        jabatan=official(main) if main else without_post(pegawai),
        rangkap=tuple(official(post) for post in posts[1:]),
        atasan=bahan.where.superior(main) if main else None,
        kebijakan=kebijakan,
        skala=tuple(kebijakan.daftar_kelas()),
        skor=score,
        skor_lalu=scores.get(bahan.months[-2].pk) if len(bahan.months) > 1 else None,
        target=_baris(targets, bahan, shares),
        perkembangan=tuple(month_value(month, scores.get(month.pk)) for month in bahan.months),
        memimpin=tuple(sorted(led, key=lambda row: row.unit_kerja.kode)),
    )


def _targets_of(pegawai_ids: Sequence[int], tahun: int) -> Sequence[TargetIndikator]:
    return [
        *TargetIndikator.objects.berlaku(tahun)
        .filter(pegawai__in=pegawai_ids)
        .select_related("indikator__sasaran", "unit_kerja", "induk__indikator")
        .order_by("indikator__kode", "pk")
    ]


def _led(where: Kedudukan, periode: Periode) -> dict[int, SkorUnit]:
    units = {post.unit_kerja_id for posts in where.pos.values() for post in posts if post.memimpin}
    found = SkorUnit.objects.filter(periode=periode, unit_kerja__in=units, nilai__isnull=False)
    return {row.unit_kerja_id: row for row in found.select_related("unit_kerja").order_by("unit_kerja__kode")}


def _root() -> list[UnitKerja]:
    return [*UnitKerja.objects.filter(induk=None).order_by("kode")[:1]]


@dataclass(frozen=True, slots=True)
class _Isi:
    """Figures and entries of many targets."""

    capaian: Mapping[tuple[int, int], Capaian]
    isian: Mapping[tuple[int, int], Realisasi]
    bukti: Mapping[int, Sequence[Bukti]]
    dikembalikan: Mapping[int, int]


def _isi(targets: Sequence[TargetIndikator], months: Sequence[Periode]) -> _Isi:
    where = {"target__in": [target.pk for target in targets], "periode__in": [month.pk for month in months]}
    entries = {(row.target_id, row.periode_id): row for row in Realisasi.objects.filter(**where).order_by("pk")}
    ids = [entry.pk for entry in entries.values()]
    evidence: dict[int, list[Bukti]] = defaultdict(list)
    for bukti in Bukti.objects.filter(realisasi__in=ids).order_by("pk"):
        evidence[bukti.realisasi_id].append(bukti)
    return _Isi(
        capaian={(row.target_id, row.periode_id): row for row in Capaian.objects.filter(**where).order_by("pk")},
        isian=entries,
        bukti=evidence,
        dikembalikan=_returned(ids),
    )


def _shares(
    targets: Mapping[int | None, Sequence[TargetIndikator]],
    scores: Mapping[int, Mapping[int, SkorPegawai]],
    bahan: _Bahan,
) -> dict[int, Decimal | None]:
    """What each target weighs, by target, of people whose bobot alone does not say it. At most two queries."""
    periode = bahan.periode
    units = {pk: {row.unit_kerja_id for row in rows} for pk, rows in targets.items() if pk is not None}
    several = {pk for pk, ids in units.items() if len(ids) > 1}
    weighed = {
        pk for pk in units if (row := scores[pk].get(periode.pk)) and bahan.kebijakan[row.kebijakan_id].bobot_mutu
    }
    posts: dict[int, list[Penempatan]] = defaultdict(list)
    for post in Penempatan.objects.filter(pegawai__in=several).order_by("pk") if several else ():
        posts[post.pegawai_id].append(post)
    rows = {pk: _measured(targets[pk], bahan) for pk in several | weighed}
    faktor = faktor_mutu([row for pk in weighed for row in rows[pk]], periode) if weighed else {}
    found: dict[int, Decimal | None] = {}
    for pk, own in rows.items():
        months = hitung_masa(posts[pk], periode, units[pk]) if pk in several else dict.fromkeys(units[pk], 1)
        shares = bagian_bobot(own, months, faktor if pk in weighed else {})
        found |= {row.target_id: share for row, share in zip(own, shares, strict=True)}
    return found


def _measured(targets: Sequence[TargetIndikator], bahan: _Bahan) -> list[Capaian]:
    """The figures of the month of the report, each with its target at hand."""
    rows = []
    for target in targets:
        if (row := bahan.isi.capaian.get((target.pk, bahan.periode.pk))) is not None:
            row.target = target
            rows.append(row)
    return rows


def _baris(
    targets: Sequence[TargetIndikator], bahan: _Bahan, shares: Mapping[int, Decimal | None]
) -> tuple[BarisTarget, ...]:
    return tuple(
        BarisTarget(
            number, target, tuple(_cell(target, month, bahan.isi) for month in bahan.months), shares.get(target.pk)
        )
        for number, target in enumerate(targets, start=1)
    )


def _cell(target: TargetIndikator, month: Periode, isi: _Isi) -> SelBulan:
    entry = isi.isian.get((target.pk, month.pk))
    return SelBulan(
        periode=month,
        berjanji=target.target_bulan(month.bulan) is not None,
        isian=entry,
        capaian=isi.capaian.get((target.pk, month.pk)),
        bukti=tuple(isi.bukti.get(entry.pk, ())) if entry else (),
        dikembalikan=isi.dikembalikan.get(entry.pk, 0) if entry else 0,
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
