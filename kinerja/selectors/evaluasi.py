"""Evaluations as pages show them: proposals with their reason, teams, patterns."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka
from kinerja import scoring
from kinerja.enums import RATING_PENDEK, JenisEvaluasi, Predikat, PredikatUnit, RatingKerja, StatusEvaluasi
from kinerja.masa import Masa
from kinerja.models import Evaluasi, EvaluasiUnit, KebijakanEvaluasi
from kinerja.selectors.skor_masa import skor_pegawai_masa, skor_unit_masa


@dataclass(frozen=True, slots=True)
class Usul:
    """The rating hasil kerja that figures propose, and why in one sentence."""

    rating: str
    nilai: Decimal | None
    lengkap: bool
    sebab: str

    @property
    def kata(self) -> str:
        return str(RATING_PENDEK[self.rating]) if self.rating else ""


def usul_pegawai(nilai: Decimal | None, lengkap: bool, masa: Masa, kebijakan: KebijakanEvaluasi) -> Usul:
    """From the score of a person by the bounds of the policy."""
    rating = scoring.usul_rating(nilai, kebijakan.batas_di_atas, kebijakan.batas_sesuai)
    if nilai is None:
        return Usul("", None, lengkap, _("Belum ada nilai sampai %(bulan)s, jadi tidak ada usul.") % _bulan(masa))
    figures = {
        "nilai": format_angka(nilai, 2),
        "atas": format_angka(kebijakan.batas_di_atas),
        "sesuai": format_angka(kebijakan.batas_sesuai),
    }
    words = {
        RatingKerja.DI_ATAS: _("Nilai %(nilai)s mencapai batas di atas ekspektasi, %(atas)s."),
        RatingKerja.SESUAI: _("Nilai %(nilai)s mencapai batas sesuai ekspektasi, %(sesuai)s, dan di bawah %(atas)s."),
        RatingKerja.DI_BAWAH: _("Nilai %(nilai)s di bawah batas sesuai ekspektasi, %(sesuai)s."),
    }
    return Usul(rating, nilai, lengkap, words[RatingKerja(rating)] % figures)


def usul_kepala(unit: EvaluasiUnit, nilai: Decimal | None, lengkap: bool) -> Usul:
    """From the predikat of the unit that the person heads."""
    name = {"unit": unit.unit_kerja.nama}
    if not unit.predikat:
        return Usul("", nilai, lengkap, _("Menunggu predikat unit yang dipimpin, %(unit)s.") % name)
    text = _("Kepala unit dinilai dari capaian unitnya: predikat %(unit)s %(predikat)s.")
    words = name | {"predikat": PredikatUnit(unit.predikat).label}
    return Usul(scoring.rating_kepala(unit.predikat), nilai, lengkap, text % words)


def _bulan(masa: Masa) -> dict[str, str]:
    return {"bulan": Masa(masa.tahun, JenisEvaluasi.BULANAN, masa.bulan_terakhir).nama}


def usul_of(rows: Iterable[Evaluasi]) -> dict[int, Usul]:
    """Proposals by evaluation; a confirmed one keeps the figures it was confirmed with. One query for each time."""
    found: dict[int, Usul] = {}
    by_masa: dict[Masa, list[Evaluasi]] = {}
    for row in rows:
        by_masa.setdefault(row.masa, []).append(row)
    for masa, some in by_masa.items():
        scores = skor_pegawai_masa([row.pegawai_id for row in some if row.draf], masa)
        for row in some:
            score = scores.get(row.pegawai_id) if row.draf else None
            nilai = score.nilai if score else row.nilai if not row.draf else None
            whole = score.lengkap if score else row.nilai_lengkap
            if row.unit_dipimpin is not None and (row.draf or row.unit_dipimpin.predikat):
                found[row.pk] = usul_kepala(row.unit_dipimpin, nilai, whole)
            else:
                found[row.pk] = usul_pegawai(nilai, whole, masa, row.evaluasi_unit.kebijakan)
    return found


def with_frame(rows: Any) -> Any:
    """The query with everything that a row of a page reads."""
    return rows.select_related(
        "pegawai",
        "unit_kerja",
        "penilai",
        "evaluasi_unit__kebijakan",
        "evaluasi_unit__unit_kerja",
        "unit_dipimpin__unit_kerja",
    )


@dataclass(frozen=True, slots=True)
class Baris:
    """One person in the table of a team."""

    evaluasi: Evaluasi
    usul: Usul

    @property
    def hasil(self) -> str:
        """The rating hasil kerja that stands in the field: what was chosen, else the proposal."""
        return self.evaluasi.rating_hasil_kerja or self.usul.rating

    @property
    def berubah(self) -> bool:
        """Whether the superior chose something else than the proposal."""
        return bool(self.evaluasi.rating_hasil_kerja) and self.evaluasi.rating_hasil_kerja != self.usul.rating

    @property
    def predikat(self) -> str:
        """The predikat that the row stands for, also before anything was saved."""
        return scoring.kode_predikat(self.hasil, self.evaluasi.rating_perilaku)

    @property
    def kurang_alasan(self) -> bool:
        return self.evaluasi.draf and self.hasil != self.usul.rating and not self.evaluasi.alasan

    @property
    def lengkap(self) -> bool:
        return bool(self.predikat) and not self.kurang_alasan


def baris_of(rows: Sequence[Evaluasi]) -> list[Baris]:
    proposals = usul_of(rows)
    return [Baris(row, proposals[row.pk]) for row in rows]


@dataclass(frozen=True, slots=True)
class Aturan:
    """One rule of the pattern in words, and whether it is kept."""

    teks: str
    dipenuhi: bool


@dataclass(frozen=True, slots=True)
class Pola:
    """How the predikat of some people spread, against the pattern of their unit's predikat."""

    predikat_unit: str
    jumlah: Mapping[str, int]
    belum: int
    aturan: tuple[Aturan, ...]
    mungkin: bool

    @property
    def total(self) -> int:
        return sum(self.jumlah.values())

    @property
    def dilanggar(self) -> list[str]:
        return [rule.teks for rule in self.aturan if not rule.dipenuhi]

    @property
    def butir(self) -> list[tuple[str, str, int]]:
        """Predikat, word and count, best first."""
        return [(one.value, str(one.label), self.jumlah.get(one.value, 0)) for one in Predikat]

    @property
    def susun(self) -> list[tuple[str, str, str]]:
        """Class, place and width of the parts of the bar, out of 120; with a decimal point, as SVG wants it."""
        whole = self.total + self.belum
        parts = [*((f"p{n}", count) for n, (_one, _word, count) in enumerate(self.butir, 1)), ("p0", self.belum)]
        found, place = [], Decimal(0)
        for css, count in parts:
            if count and whole:
                width = (Decimal(count * 120) / whole).quantize(Decimal("0.01"))
                found.append((css, str(place), str(width)))
                place += width
        return found

    @property
    def kalimat(self) -> str:
        """The counts in words, for those who do not see the bar."""
        parts = [f"{word} {count}" for _one, word, count in self.butir]
        return ", ".join([*parts, _("belum lengkap %(n)s") % {"n": self.belum}])


def pola_of(predikat_unit: str, predikat: Iterable[str]) -> Pola:
    """The pattern of people's predikat; an empty text is somebody without one."""
    counts = Counter(predikat)
    missing = counts.pop("", 0)
    total = sum(counts.values())
    rules = scoring.POLA.get(predikat_unit, ()) if total else ()
    return Pola(
        predikat_unit=predikat_unit,
        jumlah=counts,
        belum=missing,
        aturan=tuple(Aturan(_aturan(rule, counts), rule.dipenuhi(counts)) for rule in rules),
        mungkin=scoring.pola_mungkin(predikat_unit, total + missing),
    )


def _aturan(rule: scoring.AturanPola, jumlah: Mapping[str, int]) -> str:
    total = sum(jumlah.values())
    share = Decimal(sum(jumlah.get(one, 0) for one in rule.predikat) * 100) / total
    words = {
        "predikat": _(" atau ").join(str(Predikat(one).label) for one in rule.predikat),
        "persen": rule.persen,
        "kini": format_angka(share, 2),
    }
    texts = {
        scoring.TERBANYAK: _("%(predikat)s paling banyak di antara semua predikat (kini %(kini)s %%)"),
        scoring.PALING_BANYAK: _("%(predikat)s paling banyak %(persen)s %% (kini %(kini)s %%)"),
        scoring.PALING_SEDIKIT: _("%(predikat)s paling sedikit %(persen)s %% (kini %(kini)s %%)"),
        scoring.HARUS_ADA: _("harus ada yang %(predikat)s (kini %(kini)s %%)"),
        scoring.TIDAK_ADA: _("tidak ada yang %(predikat)s (kini %(kini)s %%)"),
    }
    return texts[rule.macam] % words


@dataclass(frozen=True, slots=True)
class Tim:
    """One team of a superior in one time: the table, the pattern, what is missing."""

    evaluasi_unit: EvaluasiUnit
    baris: list[Baris]
    pola: Pola

    @property
    def lengkap(self) -> int:
        return sum(row.lengkap for row in self.baris)

    @property
    def draf(self) -> list[Baris]:
        return [row for row in self.baris if row.evaluasi.draf]

    @property
    def siap(self) -> list[Baris]:
        """Drafts that can be confirmed."""
        return [row for row in self.draf if row.lengkap]

    @property
    def kurang(self) -> list[Baris]:
        return [row for row in self.draf if not row.lengkap]


def tim_of(pegawai_id: int, masa: Masa) -> list[Tim]:
    """The teams of a superior in one time, by unit. Two queries."""
    found = Evaluasi.objects.berlaku().on(masa).filter(penilai=pegawai_id)
    rows = [*with_frame(found).order_by("evaluasi_unit__unit_kerja__kode", "pegawai__nama", "pegawai")]
    teams: dict[int, list[Baris]] = {}
    for row in baris_of(rows):
        teams.setdefault(row.evaluasi.evaluasi_unit_id, []).append(row)
    return [
        Tim(some[0].evaluasi.evaluasi_unit, some, pola_tim(some[0].evaluasi.evaluasi_unit, some))
        for some in teams.values()
    ]


def pola_tim(unit: EvaluasiUnit, rows: Sequence[Baris]) -> Pola:
    return pola_of(unit.predikat, [row.predikat for row in rows])


@dataclass(frozen=True, slots=True)
class RingkasMasa:
    """One time in the list of a superior."""

    masa: Masa
    jumlah: int
    draf: int


def masa_of_penilai(pegawai_id: int) -> list[RingkasMasa]:
    """The times in which somebody had people to evaluate, the latest first. One query."""
    rows = (
        Evaluasi.objects.berlaku()
        .filter(penilai=pegawai_id)
        .order_by("-tahun", "jenis", "-ke")
        .values("tahun", "jenis", "ke")
        .annotate(jumlah=Count("pk"), menunggu=Count("pk", filter=Q(status=StatusEvaluasi.DRAF)))
    )
    found = [
        RingkasMasa(Masa(row["tahun"], JenisEvaluasi(row["jenis"]), row["ke"]), row["jumlah"], row["menunggu"])
        for row in rows
    ]
    return sorted(found, key=lambda one: (one.masa.selesai, one.masa.jumlah_bulan), reverse=True)


def usul_unit(units: Sequence[EvaluasiUnit]) -> dict[int, tuple[Decimal | None, bool, str]]:
    """Score, whether it is complete, and the proposed predikat of units without one, by evaluation of the unit."""
    found: dict[int, tuple[Decimal | None, bool, str]] = {}
    by_masa: dict[Masa, list[EvaluasiUnit]] = {}
    for unit in units:
        by_masa.setdefault(unit.masa, []).append(unit)
    for masa, some in by_masa.items():
        scores = skor_unit_masa([unit.unit_kerja_id for unit in some], masa)
        for unit in some:
            score = scores.get(unit.unit_kerja_id)
            nilai = score.nilai if score else None
            proposal = scoring.usul_predikat_unit(nilai, unit.kebijakan.batas_unit)
            found[unit.pk] = (nilai, bool(score and score.lengkap), proposal)
    return found
