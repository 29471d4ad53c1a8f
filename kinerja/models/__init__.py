"""Tables of judgement."""

from kinerja.models.dialog import DialogKinerja, PesertaDialog, TindakLanjut
from kinerja.models.dokumen import Dokumen
from kinerja.models.evaluasi import Evaluasi, EvaluasiUnit, NilaiPerilaku
from kinerja.models.keberatan import Keberatan
from kinerja.models.kebijakan_evaluasi import KebijakanEvaluasi, KonversiPredikat
from kinerja.models.kegiatan import Kegiatan
from kinerja.models.paket import PaketDokumen
from kinerja.models.penutupan import PemeriksaanPenutupan, Penutupan
from kinerja.models.perhitungan import BagianPerhitungan, PemeriksaanSkor, Perhitungan
from kinerja.models.skor import SkorPegawai, SkorUnit
from kinerja.models.skor_berkala import SkorBerkala
from kinerja.models.skp import EkspektasiPerilaku, Skp
from kinerja.models.umpan_balik import UmpanBalik

__all__ = [
    "BagianPerhitungan",
    "DialogKinerja",
    "Dokumen",
    "EkspektasiPerilaku",
    "Evaluasi",
    "EvaluasiUnit",
    "Keberatan",
    "KebijakanEvaluasi",
    "Kegiatan",
    "KonversiPredikat",
    "NilaiPerilaku",
    "PaketDokumen",
    "PemeriksaanPenutupan",
    "PemeriksaanSkor",
    "Penutupan",
    "Perhitungan",
    "PesertaDialog",
    "SkorBerkala",
    "SkorPegawai",
    "SkorUnit",
    "Skp",
    "TindakLanjut",
    "UmpanBalik",
]
