"""Tables of judgement."""

from kinerja.models.dokumen import Dokumen
from kinerja.models.skor import SkorPegawai, SkorUnit

__all__ = ["Dokumen", "SkorPegawai", "SkorUnit"]
