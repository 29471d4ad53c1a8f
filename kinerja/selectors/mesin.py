"""The state of the score engine for those who run the office: runs, the nightly look, the chain of closings."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Periode
from kinerja.models import PemeriksaanPenutupan, PemeriksaanSkor, Penutupan, Perhitungan

TERBARU = 20


@dataclass(frozen=True, slots=True)
class Kemajuan:
    """How far a run is."""

    perhitungan: Perhitungan
    selesai: int

    @property
    def sisa_detik(self) -> int | None:
        """Expected seconds to the end, once one part is done."""
        begun = self.perhitungan.mulai_at
        if begun is None or not self.selesai or not self.perhitungan.terbuka:
            return None
        passed = (timezone.now() - begun).total_seconds()
        return round(passed / self.selesai * (self.perhitungan.jumlah_bagian - self.selesai))

    @property
    def sisa_menit(self) -> int | None:
        """The same in minutes, rounded up."""
        rest = self.sisa_detik
        return None if rest is None else -(-rest // 60)


def kemajuan_perhitungan(perhitungan: Perhitungan) -> Kemajuan:
    """Progress of one run. One query."""
    done = perhitungan.bagian.filter(versi__gte=F("perhitungan__versi")).count()
    return Kemajuan(perhitungan, done)


@dataclass(frozen=True, slots=True)
class Mata:
    """One link of the chain of closings, with the last look at it."""

    penutupan: Penutupan
    berlaku: bool
    utuh: bool | None
    diperiksa_at: datetime | None


@dataclass(frozen=True, slots=True)
class Mesin:
    """Everything the page shows."""

    perhitungan: list[Perhitungan]
    terbuka: list[Periode]
    pemeriksaan: PemeriksaanSkor | None
    selisih: int
    rantai: list[Mata]

    @property
    def rantai_utuh(self) -> bool | None:
        """Whether the last look found every link as it was; nothing before the first look."""
        seen = [mata.utuh for mata in self.rantai if mata.utuh is not None]
        return all(seen) if seen else None


def mesin() -> Mesin:
    """A constant number of queries."""
    last = PemeriksaanPenutupan.objects.filter(penutupan=OuterRef("pk")).order_by("-pk")
    links = (
        Penutupan.objects.select_related("periode", "kebijakan")
        .annotate(utuh=Subquery(last.values("utuh")[:1]), diperiksa=Subquery(last.values("created_at")[:1]))
        .order_by("-nomor")[:TERBARU]
    )
    latest = PemeriksaanSkor.objects.select_related("periode").first()
    return Mesin(
        perhitungan=[*Perhitungan.objects.select_related("periode").order_by("-pk")[:TERBARU]],
        terbuka=[*Periode.objects.dimulai().exclude(status=StatusPeriode.DITUTUP).order_by("-tahun", "-bulan")],
        pemeriksaan=latest,
        selisih=latest.selisih if latest else 0,
        rantai=[
            Mata(
                link,
                link.periode.ditutup and link.periode.ditutup_at == link.ditutup_at,
                link.utuh,  # type: ignore[attr-defined]
                link.diperiksa,  # type: ignore[attr-defined]
            )
            for link in links
        ],
    )
