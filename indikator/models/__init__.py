"""Tables of measurement."""

from indikator.models.addendum_target import AddendumTarget
from indikator.models.aturan_verifikasi import AturanVerifikasi
from indikator.models.bukti import Bukti
from indikator.models.capaian import Capaian
from indikator.models.impor_rencana import ImporRencana, ImporRencanaBaris
from indikator.models.indikator import Indikator
from indikator.models.indikator_versi import IndikatorVersi
from indikator.models.kebijakan_skor import KebijakanSkor, SkalaKelas
from indikator.models.koreksi_realisasi import KoreksiRealisasi
from indikator.models.mutu_data import MutuData
from indikator.models.pemilik import Pemilik, pemilik_of
from indikator.models.pengisian import Pengisian
from indikator.models.program_anggaran import ProgramAnggaran
from indikator.models.realisasi import Realisasi
from indikator.models.sasaran import Sasaran
from indikator.models.target_indikator import TargetIndikator

__all__ = [
    "AddendumTarget",
    "AturanVerifikasi",
    "Bukti",
    "Capaian",
    "ImporRencana",
    "ImporRencanaBaris",
    "Indikator",
    "IndikatorVersi",
    "KebijakanSkor",
    "KoreksiRealisasi",
    "MutuData",
    "Pemilik",
    "Pengisian",
    "ProgramAnggaran",
    "Realisasi",
    "Sasaran",
    "SkalaKelas",
    "TargetIndikator",
    "pemilik_of",
]
