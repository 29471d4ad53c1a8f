"""What dashboards read about targets of units: figures, trend, and who has not entered yet."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from binawidya.organisasi.models import Periode, UnitKerja
from indikator.enums import StatusRealisasi, SumberData
from indikator.models import Capaian, Pengisian, Realisasi, TargetIndikator


@dataclass(frozen=True, slots=True)
class BarisIku:
    """One indicator of a unit with its figures of the month and their development.

    :param mentah: capaian before it was capped, by month.
    """

    capaian: Capaian
    tren: list[Decimal | None]
    mentah: dict[int, Decimal] = field(default_factory=dict)

    @property
    def tren_capaian(self) -> str:
        """The trend in words, for those who do not see it."""
        known = [value for value in self.tren if value is not None]
        if len(known) < 2:
            return ""
        return f"{known[0]:.2f} → {known[-1]:.2f}".replace(".", ",")


@dataclass(frozen=True, slots=True)
class Kelengkapan:
    """How many people of a subtree have handed in everything that is due in a month, and who has not."""

    pegawai: int
    lengkap: int
    belum: list[Pengisian]

    @property
    def kurang(self) -> int:
        return self.pegawai - self.lengkap

    @property
    def lainnya(self) -> int:
        """How many of them are not listed."""
        return self.kurang - len(self.belum)


def iku_unit(unit_kerja: UnitKerja, periode: Periode, semua: Iterable[Periode]) -> list[BarisIku]:
    """The own indicators of a unit up to a month, with the capaian of the earlier months. One query."""
    months = sorted(row.bulan for row in semua if row.tahun == periode.tahun and row.bulan <= periode.bulan)
    figures: dict[int, dict[int, Capaian]] = {}
    for row in (
        Capaian.objects.filter(
            target__unit_kerja=unit_kerja.pk,
            target__pegawai=None,
            periode__tahun=periode.tahun,
            periode__bulan__lte=periode.bulan,
        )
        .select_related("target__indikator", "periode")
        .order_by("target__indikator__kode", "target")
    ):
        figures.setdefault(row.target_id, {})[row.periode.bulan] = row
    return [
        BarisIku(
            found[periode.bulan],
            [found[bulan].capaian if bulan in found else None for bulan in months],
            {bulan: row.capaian_mentah for bulan, row in sorted(found.items()) if row.capaian_mentah is not None},
        )
        for found in figures.values()
        if periode.bulan in found
    ]


def kelengkapan(unit_kerja: UnitKerja, periode: Periode, *, paling_banyak: int = 8) -> Kelengkapan:
    """Who of a subtree has handed in the month, those with most missing first. Two queries, whatever its size."""
    people = Pengisian.objects.filter(periode=periode).di_bawah(unit_kerja)
    counts = people.aggregate(semua=Count("pk"), belum=Count("pk", filter=Q(masuk__lt=F("wajib"))))
    belum = (
        people.belum()
        .select_related("pegawai", "unit_kerja")
        .order_by((F("wajib") - F("masuk")).desc(), "pegawai")[:paling_banyak]
    )
    return Kelengkapan(counts["semua"], counts["semua"] - counts["belum"], [*belum] if counts["belum"] else [])


def menunggu_diisi(pegawai_id: int, periode: Periode) -> dict[str, int]:
    """How many own entries of a month are missing, only saved, or returned. One query."""
    own = TargetIndikator.objects.berlaku(periode.tahun).filter(
        **{f"bulanan__{periode.bulan - 1}__isnull": False}, pengisi=pegawai_id, sumber=SumberData.ISIAN
    )
    state = Realisasi.objects.filter(target=OuterRef("pk"), periode=periode)
    counts = own.aggregate(
        semua=Count("pk"),
        ada=Count("pk", filter=Exists(state)),
        tersimpan=Count("pk", filter=Exists(state.filter(status=StatusRealisasi.TERSIMPAN))),
        dikembalikan=Count("pk", filter=Exists(state.filter(status=StatusRealisasi.DIKEMBALIKAN))),
    )
    return {
        "dikembalikan": counts["dikembalikan"],
        "belum_diisi": counts["semua"] - counts["ada"],
        "tersimpan": counts["tersimpan"],
    }


def rincian_pegawai(pegawai_id: int, periode: Periode) -> QuerySet[Capaian]:
    """The figures of a person's own targets up to a month, largest weight first."""
    return (
        Capaian.objects.filter(target__pegawai=pegawai_id, target__tahun=periode.tahun, periode=periode)
        .select_related("target__indikator")
        .annotate(poin_mentah=F("capaian") * F("target__bobot"))
        .order_by("-target__bobot", "target__indikator__kode", "pk")
    )
