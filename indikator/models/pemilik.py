"""Who carries targets in a year: a unit, or a person in the post at a unit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from binawidya.organisasi.models import Pegawai, UnitKerja
from indikator.models.target_indikator import TargetIndikator

if TYPE_CHECKING:
    from indikator.models.target_indikator import TargetIndikatorQuerySet


@dataclass(frozen=True, slots=True)
class Pemilik:
    """The owner of a plan. The weights of a plan add up to a hundred, and it is handed in and approved as a whole."""

    tahun: int
    unit_kerja: UnitKerja
    pegawai: Pegawai | None = None

    @property
    def kunci(self) -> str:
        """``u12`` or ``u12-p34``, as in addresses."""
        return f"u{self.unit_kerja.pk}-p{self.pegawai.pk}" if self.pegawai else f"u{self.unit_kerja.pk}"

    @property
    def nama(self) -> str:
        return self.pegawai.nama if self.pegawai else self.unit_kerja.nama

    def target(self) -> "TargetIndikatorQuerySet":
        """Its targets of the year."""
        return TargetIndikator.objects.filter(tahun=self.tahun, unit_kerja=self.unit_kerja, pegawai=self.pegawai)


def pemilik_of(target: TargetIndikator) -> Pemilik:
    """Whose plan a target belongs to."""
    return Pemilik(target.tahun, target.unit_kerja, target.pegawai)
