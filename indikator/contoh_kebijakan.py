"""Published scales to begin a policy with. Their bounds differ; which one holds is for the office to decide."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from indikator.enums import Slot

Kelas = tuple[str, Slot, int | None, bool]


@dataclass(frozen=True, slots=True)
class Contoh:
    """A published scale, best class first: name, colour, lower bound, whether the bound itself belongs to it."""

    nama: Any
    dasar: str
    kelas: tuple[Kelas, ...]
    bobot_mutu: bool = False


CONTOH: Final[Mapping[str, Contoh]] = {
    "permendagri-86": Contoh(
        _("Lima kelas, Permendagri 86/2017"),
        "Skala nilai Permendagri 86/2017, dibaca tanpa lubang",
        (
            ("Sangat tinggi", Slot.K5, 90, False),
            ("Tinggi", Slot.K4, 75, False),
            ("Sedang", Slot.K3, 65, False),
            ("Rendah", Slot.K2, 50, False),
            ("Sangat rendah", Slot.K1, None, False),
        ),
    ),
    "lkjip-enam": Contoh(
        _("Enam kelas, contoh LKjIP daerah"),
        "Skala enam kelas sebuah LKjIP daerah tahun 2021",
        (
            ("Memuaskan", Slot.K5, 85, False),
            ("Sangat baik", Slot.K4, 75, False),
            ("Baik", Slot.K4, 65, False),
            ("Cukup baik", Slot.K3, 50, False),
            ("Agak kurang", Slot.K2, 30, False),
            ("Kurang", Slot.K1, None, False),
        ),
    ),
    "empat-warna": Contoh(
        _("Empat warna, panduan SAKIP"),
        "Skala empat warna panduan penyusunan SAKIP",
        (
            ("Sangat berhasil", Slot.K5, 100, True),
            ("Berhasil", Slot.K4, 85, True),
            ("Cukup berhasil", Slot.K3, 70, True),
            ("Kurang berhasil", Slot.K1, None, False),
        ),
    ),
    "efektivitas": Contoh(
        _("Efektivitas, contoh kecamatan"),
        "Skala efektivitas sebuah kecamatan",
        (
            ("Sangat efektif", Slot.K5, 100, False),
            ("Efektif", Slot.K4, 90, True),
            ("Cukup efektif", Slot.K3, 60, True),
            ("Tidak efektif", Slot.K1, None, False),
        ),
    ),
    "kemenkeu": Contoh(
        _("Tiga warna dengan bobot validitas dan kendali, contoh Kemenkeu"),
        "Contoh KMK 127/2026; batas kuning dan merah perlu diperiksa terhadap peraturannya",
        (
            ("Hijau", Slot.K5, 100, True),
            ("Kuning", Slot.K3, 80, True),
            ("Merah", Slot.K1, None, False),
        ),
        bobot_mutu=True,
    ),
}
