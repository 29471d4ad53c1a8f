"""What the recap of a unit with everything below it says: one row for each unit and one for each person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, F, Q, Sum

from binawidya.organisasi.models import Penempatan, Periode, UnitKerja
from binawidya.organisasi.selectors.susunan_unit import ancestors_on, units_on
from indikator.models import Capaian, KebijakanSkor, Pengisian
from indikator.scoring import Kelas
from kinerja.models import Dokumen, SkorPegawai, SkorUnit
from kinerja.selectors.laporan_unit import policy
from kinerja.selectors.pejabat import Kop, Pejabat, head_of, heads, letterhead
from kinerja.selectors.skor import Sebaran, sebaran_pegawai


@dataclass(frozen=True, slots=True)
class BarisUnit:
    """One unit: its score, and its own counts without the units below it.

    :param tingkat: how far below the unit of the recap it lies.
    """

    unit: UnitKerja
    tingkat: int
    skor: SkorUnit | None
    skor_lalu: SkorUnit | None
    terukur: int = 0
    tercapai: int = 0
    pegawai: int = 0
    wajib: int = 0
    diajukan: int = 0
    tepat_waktu: int = 0
    disetujui: int = 0

    @property
    def nilai(self) -> Decimal | None:
        return self.skor.nilai if self.skor else None


@dataclass(frozen=True, slots=True)
class BarisPegawai:
    """One person with the score of the month."""

    nama: str
    unit: str
    jabatan: str
    skor: SkorPegawai


@dataclass(frozen=True, slots=True)
class RekapKantor:
    """The recap. Units stand below the unit they belong to, people in the order of their units."""

    unit: UnitKerja
    periode: Periode
    kop: Kop
    kepala: Pejabat | None
    kebijakan: KebijakanSkor
    skala: tuple[Kelas, ...]
    sebelumnya: Periode | None
    baris: tuple[BarisUnit, ...]
    sebaran: tuple[Sebaran, ...]
    pegawai: tuple[BarisPegawai, ...] = field(repr=False)

    @property
    def lengkap(self) -> bool:
        return all(row.skor.lengkap for row in self.baris if row.skor is not None)


def rekap_kantor(dokumen: Dokumen) -> RekapKantor:
    """Gather it in a number of queries that units and people do not change.

    :raises KebijakanSkor.DoesNotExist: no policy was ever set.
    """
    if dokumen.unit_kerja is None or dokumen.periode is None:
        raise ValueError("a recap without unit or month")
    unit, periode = dokumen.unit_kerja, dokumen.periode
    day = periode.hari_terakhir
    chain = ancestors_on(unit, day)
    before = Periode.objects.filter(tahun=periode.tahun, bulan=periode.bulan - 1).first()
    below = UnitKerja.objects.on(day).filter(jalur__contains=[unit.pk])
    units = units_on([*below.values_list("pk", flat=True)] or [unit.pk], day)
    scores = _scores([one.pk for one in units], [month for month in (periode, before) if month])
    own = scores.get((unit.pk, periode.pk))
    kebijakan = policy(own.kebijakan_id if own else None, periode)
    counts = _counts(unit, periode)
    people = _people(unit, periode)
    rows = [
        BarisUnit(
            unit=one,
            tingkat=_depth(one, unit),
            skor=scores.get((one.pk, periode.pk)),
            skor_lalu=scores.get((one.pk, before.pk)) if before else None,
            **counts.get(one.pk, {}),
        )
        for one in _as_tree(units)
    ]
    return RekapKantor(
        unit=chain[-1],
        periode=periode,
        kop=letterhead(chain),
        kepala=head_of(unit, heads([chain[-1]], day)),
        kebijakan=kebijakan,
        skala=tuple(kebijakan.daftar_kelas()),
        sebelumnya=before,
        baris=tuple(rows),
        sebaran=tuple(sebaran_pegawai(unit, periode, [*kebijakan.skala.all()])),
        pegawai=people,
    )


def _depth(unit: UnitKerja, top: UnitKerja) -> int:
    return len(unit.jalur) - unit.jalur.index(top.pk) - 1 if top.pk in unit.jalur else 0


def _as_tree(units: Sequence[UnitKerja]) -> list[UnitKerja]:
    """Each unit below the one it belongs to, brothers by their code."""
    code = {unit.pk: unit.kode for unit in units}
    return sorted(units, key=lambda unit: [(code.get(one, ""), one) for one in unit.jalur])


def _scores(unit_ids: Sequence[int], months: Sequence[Periode]) -> dict[tuple[int, int], SkorUnit]:
    rows = SkorUnit.objects.filter(periode__in=months, unit_kerja__in=unit_ids)
    return {(row.unit_kerja_id, row.periode_id): row for row in rows}


def _counts(unit: UnitKerja, periode: Periode) -> Mapping[int, dict[str, int]]:
    """Measured and reached indicators, people with targets, entries due and handed in, by unit. Three queries."""
    found: dict[int, dict[str, int]] = {}
    measured = Capaian.objects.filter(
        periode=periode, target__unit_kerja__jalur__contains=[unit.pk], target__pegawai=None, capaian__isnull=False
    ).order_by()
    for pk, known, reached in measured.values_list("target__unit_kerja").annotate(
        terukur=Count("pk"), tercapai=Count("pk", filter=Q(capaian__gte=100))
    ):
        found.setdefault(pk, {}).update(terukur=known, tercapai=reached)
    people = SkorPegawai.objects.filter(periode=periode, unit_kerja__jalur__contains=[unit.pk]).order_by()
    for pk, number in people.values_list("unit_kerja").annotate(pegawai_bertarget=Count("pk")):
        found.setdefault(pk, {})["pegawai"] = number
    entries = Pengisian.objects.filter(periode=periode).di_bawah(unit).order_by()
    for pk, due, sent, in_time, approved in entries.values_list("unit_kerja").annotate(
        a=Sum("wajib"), b=Sum("masuk"), c=Sum(F("masuk") - F("terlambat")), d=Sum("disetujui")
    ):
        found.setdefault(pk, {}).update(wajib=due, diajukan=sent, tepat_waktu=in_time, disetujui=approved)
    return found


def _people(unit: UnitKerja, periode: Periode) -> tuple[BarisPegawai, ...]:
    """Everybody with a score of the month below the unit; the post is that of its last day. Two queries."""
    scores = [
        *SkorPegawai.objects.filter(periode=periode, unit_kerja__jalur__contains=[unit.pk])
        .select_related("pegawai", "unit_kerja")
        .order_by("unit_kerja__kode", "pegawai__nama", "pegawai")
    ]
    posts = Penempatan.objects.on(periode.hari_terakhir).filter(pegawai__in=[row.pegawai_id for row in scores])
    title: dict[int, str] = {}
    for post in posts.select_related("jabatan", "unit_kerja").order_by("pegawai", "-pk"):
        if post.adalah_definitif or post.pegawai_id not in title:
            title[post.pegawai_id] = post.nama_jabatan
    return tuple(
        BarisPegawai(row.pegawai.nama_lengkap, row.unit_kerja.nama, title.get(row.pegawai_id, ""), row)
        for row in scores
    )
