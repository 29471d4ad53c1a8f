"""The library: ready goals and indicators to begin a plan with, in the words of this project."""

from collections.abc import Mapping
from typing import Final

from indikator.pustaka.butir import ButirIndikator, ButirSasaran, Pustaka
from indikator.pustaka.kecamatan import KECAMATAN
from indikator.pustaka.kelurahan import KELURAHAN
from indikator.pustaka.puskesmas import PUSKESMAS

PUSTAKA: Final[Mapping[str, Pustaka]] = {one.slug: one for one in (KECAMATAN, KELURAHAN, PUSKESMAS)}

__all__ = ["PUSTAKA", "ButirIndikator", "ButirSasaran", "Pustaka"]
