"""A result becomes the realisasi of the indicators that rest on surveys, without anybody typing it."""

from survei.models import HasilSurvei


def realisasi_from_hasil(hasil: HasilSurvei) -> None:
    """Hand a fixed result on."""
