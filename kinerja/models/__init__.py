"""Tables of judgement."""

from kinerja.models.dialog import DialogKinerja, PesertaDialog, TindakLanjut
from kinerja.models.dokumen import Dokumen
from kinerja.models.evaluasi import Evaluasi, EvaluasiUnit, NilaiPerilaku
from kinerja.models.keberatan import Keberatan
from kinerja.models.kebijakan_evaluasi import KebijakanEvaluasi, KonversiPredikat
from kinerja.models.skor import SkorPegawai, SkorUnit
from kinerja.models.umpan_balik import UmpanBalik

__all__ = [
    "DialogKinerja",
    "Dokumen",
    "Evaluasi",
    "EvaluasiUnit",
    "Keberatan",
    "KebijakanEvaluasi",
    "KonversiPredikat",
    "NilaiPerilaku",
    "PesertaDialog",
    "SkorPegawai",
    "SkorUnit",
    "TindakLanjut",
    "UmpanBalik",
]
