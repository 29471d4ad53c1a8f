"""The SMART check of a sheet: what is missing, in plain words.

SMART after PER/20/M.PAN/11/2008: specific, measurable, achievable, relevant, time-bound. It advises and never blocks.
"""

import re
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from indikator.enums import Agregasi, SumberData, Validitas
from indikator.models.lembar import LembarIndikator

SINGKAT: Final = 40
# Words by which a name tells of work, not of a result.
_KEGIATAN: Final = re.compile(r"^(terlaksananya|pelaksanaan|melaksanakan|melakukan|tersusunnya|penyusunan)\b", re.I)
# Words that promise something without saying how much.
_KABUR: Final = re.compile(r"\b(optimal|maksimal|berkualitas|yang baik|meningkatnya|terwujudnya)\b", re.I)


@dataclass(frozen=True, slots=True)
class Butir:
    """One letter of the check, and what it misses."""

    huruf: str
    nama: str
    arti: str
    kurang: tuple[str, ...]

    @property
    def lengkap(self) -> bool:
        return not self.kurang


def _specific(lembar: LembarIndikator) -> list[str]:
    found = []
    if not lembar.definisi.strip():
        found.append(_("Tulis definisi operasional: apa yang dihitung, dan apa yang tidak."))
    elif len(lembar.definisi.strip()) < SINGKAT:
        found.append(_("Definisinya sangat singkat. Sebut apa yang masuk hitungan, apa yang tidak, dan sejak kapan."))
    if _KABUR.search(lembar.nama):
        kata = _KABUR.search(lembar.nama)
        text = _("Namanya memakai kata “%(kata)s”. Sebut yang dihitung: jumlah, persentase, waktu, atau nilai.")
        found.append(text % {"kata": kata[0].lower() if kata else ""})
    return found


def _measurable(lembar: LembarIndikator) -> list[str]:
    found = []
    if not lembar.rumus.strip() and lembar.agregasi != Agregasi.RASIO:
        found.append(_("Tulis formulanya: angka apa dibagi, dijumlahkan, atau dibandingkan dengan apa."))
    if not lembar.sumber_data.strip():
        found.append(_("Sebut sumber datanya: register, aplikasi, atau laporan tempat angka itu dapat diperiksa."))
    if not lembar.bukti_wajib and lembar.sumber == SumberData.ISIAN:
        found.append(_("Bukti dukung tidak wajib. Tanpa bukti, angkanya sulit diperiksa Inspektorat."))
    return found


def _achievable(lembar: LembarIndikator) -> list[str]:
    found = []
    if not lembar.penanggung_jawab.strip():
        found.append(_("Sebut penanggung jawabnya: jabatan yang dapat menggerakkan hasil ini."))
    if not lembar.kendali:
        found.append(_("Pilih tingkat kendali: seberapa besar hasil ini ada di tangan pemiliknya."))
    return found


def _relevant(lembar: LembarIndikator) -> list[str]:
    found = []
    if lembar.sasaran_id is None:
        found.append(_("Hubungkan ke sasaran. Tanpa sasaran, indikator ini tidak tampak di peta kinerja."))
    if not lembar.alasan.strip():
        found.append(_("Tulis alasan pemilihannya: mengapa angka ini menunjukkan sasaran tercapai."))
    if not lembar.validitas:
        found.append(_("Pilih validitas: mengukur sasaran langsung, lewat pendekatan, atau lewat kegiatan."))
    if lembar.utama and (lembar.validitas == Validitas.ACTIVITY or _KEGIATAN.search(lembar.nama)):
        found.append(_("Ini mengukur kegiatan. IKU sebaiknya mengukur hasil yang dirasakan warga atau kantor."))
    return found


def _time_bound(lembar: LembarIndikator, tahun: int, bertarget: bool | None) -> list[str]:
    found = []
    if not lembar.penyedia_data.strip():
        found.append(_("Sebut penyedia data: siapa yang menyerahkan angkanya setiap periode pelaporan."))
    if bertarget is False:
        found.append(_("Belum ada target tahun %(tahun)d. Tanpa target dan waktunya, hasil tidak dapat dinilai.") % {
            "tahun": tahun
        })  # fmt: skip
    return found


def smart_of(lembar: LembarIndikator, tahun: int, *, bertarget: bool | None = None) -> list[Butir]:
    """The five letters of a sheet.

    :param tahun: the year of the plan.
    :param bertarget: whether the indicator has a target in that year; ``None`` where that is not asked.
    """
    return [
        Butir("S", _("Spesifik"), _("jelas apa yang dihitung"), tuple(_specific(lembar))),
        Butir("M", _("Terukur"), _("angkanya dapat dihitung dan diperiksa"), tuple(_measurable(lembar))),
        Butir("A", _("Dapat dicapai"), _("ada yang dapat menggerakkannya"), tuple(_achievable(lembar))),
        Butir("R", _("Relevan"), _("menunjukkan sasaran tercapai"), tuple(_relevant(lembar))),
        Butir("T", _("Berbatas waktu"), _("jelas kapan dan oleh siapa dilaporkan"),
              tuple(_time_bound(lembar, tahun, bertarget))),
    ]  # fmt: skip


def kurang_of(lembar: LembarIndikator, tahun: int) -> int:
    """How many letters miss something."""
    return sum(not butir.lengkap for butir in smart_of(lembar, tahun))
