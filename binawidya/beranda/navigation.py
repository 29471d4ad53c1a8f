"""The menu: one list of places, and for whom each of them is.

A place whose URL name does not exist is left out, so that the house works while a room is being built. Conditions read
only ``user.lingkup``, which the request has loaded already: the menu costs no query of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from binawidya.beranda.selectors.tugas import hitungan_of
from binawidya.organisasi.enums import Peran
from binawidya.organisasi.lingkup import Lingkup
from binawidya.organisasi.policy import allows_everywhere, scope_paths

Condition = Callable[[Lingkup], bool]
HOME: Final = "beranda:home"
MENU: Final = "umum:menu"


def _everyone(lingkup: Lingkup) -> bool:
    return True


def _employee(lingkup: Lingkup) -> bool:
    return lingkup.pegawai_id is not None


def _superior(lingkup: Lingkup) -> bool:
    return lingkup.adalah_atasan


def _verifier(lingkup: Lingkup) -> bool:
    return lingkup.adalah_atasan or lingkup.has(Peran.VERIFIKATOR)


def _over_units(act: str) -> Condition:
    """Whether the act is allowed over some part of the tree."""
    return lambda lingkup: bool(scope_paths(act, lingkup).paths)


def _everywhere(act: str) -> Condition:
    """Whether the act is allowed over the whole installation."""
    return lambda lingkup: allows_everywhere(act, lingkup)


def _plans(lingkup: Lingkup) -> bool:
    return lingkup.adalah_atasan or bool(scope_paths("target.list", lingkup).paths)


def _reports(lingkup: Lingkup) -> bool:
    return _employee(lingkup) or bool(scope_paths("laporan_unit.read", lingkup).paths)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One place.

    :param count: key of :func:`counts` for the number beside it.
    :param short: label in the bottom bar of a phone.
    """

    group: Any
    label: Any
    ikon: str
    url_name: str
    condition: Condition
    count: str = ""
    short: Any = ""


SAYA, TIM, UNIT, KANTOR = "", _("Tim saya"), _("Unit"), _("Kantor")
KEPEGAWAIAN, PENGATURAN = _("Kepegawaian"), _("Pengaturan")
RENCANA = _("Perencanaan")

ITEMS: Final[tuple[Item, ...]] = (
    Item(group=SAYA, label=_("Beranda"), ikon="house", url_name=HOME, condition=_everyone),
    Item(
        group=SAYA,
        label=_("Realisasi bulan ini"),
        short=_("Realisasi"),
        ikon="pencil-line",
        url_name="indikator:realisasi_list",
        condition=_employee,
        count="realisasi",
    ),
    Item(
        group=SAYA,
        label=_("Isian atas nama"),
        ikon="users",
        url_name="indikator:lembar_lain_list",
        condition=_over_units("lembar_lain.list"),
    ),
    Item(group=SAYA, label=_("Kinerja saya"), ikon="target", url_name="kinerja:skor_saya", condition=_employee),
    Item(group=SAYA, label=_("Evaluasi saya"), ikon="award", url_name="kinerja:evaluasi_saya", condition=_employee),
    Item(
        group=SAYA,
        label=_("Umpan balik"),
        ikon="message-square-text",
        url_name="kinerja:umpan_balik_saya",
        condition=_employee,
    ),
    Item(
        group=TIM,
        label=_("Evaluasi tim"),
        ikon="users",
        url_name="kinerja:evaluasi_tim_list",
        condition=_superior,
    ),
    Item(
        group=TIM,
        label=_("Dialog kinerja"),
        ikon="notebook-pen",
        url_name="kinerja:dialog_list",
        condition=_superior,
    ),
    Item(
        group=SAYA,
        label=_("Target saya"),
        ikon="flag",
        url_name="indikator:rencana_saya",
        condition=_employee,
    ),
    Item(
        group=TIM,
        label=_("Verifikasi"),
        ikon="clipboard-check",
        url_name="indikator:verifikasi_list",
        condition=_verifier,
        count="verifikasi",
    ),
    Item(
        group=TIM,
        label=_("Koreksi realisasi"),
        ikon="history",
        url_name="indikator:koreksi_list",
        condition=_verifier,
    ),
    Item(
        group=UNIT,
        label=_("Dasbor unit"),
        ikon="gauge",
        url_name="beranda:unit_dashboard_own",
        condition=_over_units("dasbor_unit.read"),
    ),
    Item(
        group=UNIT,
        label=_("Mutu data"),
        ikon="badge-check",
        url_name="beranda:mutu_own",
        condition=_over_units("dasbor_unit.read"),
    ),
    Item(
        group=UNIT,
        label=_("Evaluasi unit"),
        ikon="chart-column",
        url_name="kinerja:evaluasi_unit_list",
        condition=_over_units("evaluasi_unit.list"),
    ),
    Item(
        group=UNIT,
        label=_("Keberatan"),
        ikon="scale",
        url_name="kinerja:keberatan_list",
        condition=_over_units("keberatan.list"),
    ),
    Item(
        group=UNIT,
        label=_("Target dan persetujuan"),
        ikon="list-checks",
        url_name="indikator:rencana_list",
        condition=_plans,
    ),
    Item(
        group=UNIT,
        label=_("Belum mengisi"),
        ikon="clock-alert",
        url_name="indikator:rekap_list",
        condition=_over_units("rekap.list"),
    ),
    Item(group=KANTOR, label=_("Laporan"), ikon="file-text", url_name="kinerja:dokumen_list", condition=_reports),
    Item(
        group=KANTOR,
        label=_("Survei"),
        ikon="message-square-text",
        url_name="survei:survei_list",
        condition=_over_units("survei.list"),
    ),
    Item(
        group=KANTOR,
        label=_("Sebelum dan sesudah"),
        ikon="arrow-left-right",
        url_name="kinerja:kegiatan_list",
        condition=_over_units("kegiatan.list"),
    ),
    Item(group=KANTOR, label=_("Simulasi"), ikon="calculator", url_name="beranda:simulasi", condition=_everyone),
    Item(
        group=RENCANA,
        label=_("Peta kinerja"),
        ikon="map",
        url_name="indikator:peta_kinerja",
        condition=_over_units("peta_kinerja.list"),
    ),
    Item(
        group=RENCANA,
        label=_("Sasaran"),
        ikon="flag",
        url_name="indikator:sasaran_list",
        condition=_over_units("sasaran.create"),
    ),
    Item(
        group=RENCANA,
        label=_("Indikator"),
        ikon="target",
        url_name="indikator:indikator_list",
        condition=_over_units("indikator.list"),
    ),
    Item(
        group=KEPEGAWAIAN,
        label=_("Unit kerja"),
        ikon="network",
        url_name="organisasi:unit_kerja_list",
        condition=_over_units("unit_kerja.list"),
    ),
    Item(
        group=KEPEGAWAIAN,
        label=_("Pegawai"),
        ikon="users",
        url_name="organisasi:pegawai_list",
        condition=_over_units("pegawai.list"),
    ),
    Item(
        group=KEPEGAWAIAN,
        label=_("Akun"),
        ikon="key-round",
        url_name="organisasi:akun_list",
        condition=_over_units("akun.list"),
    ),
    Item(
        group=KEPEGAWAIAN,
        label=_("Impor pegawai"),
        ikon="upload",
        url_name="organisasi:impor_list",
        condition=_over_units("impor.read"),
    ),
    Item(
        group=KEPEGAWAIAN,
        label=_("Peran"),
        ikon="user-check",
        url_name="organisasi:penugasan_list",
        condition=_over_units("penugasan.list"),
    ),
    Item(
        group=PENGATURAN,
        label=_("Aturan evaluasi"),
        ikon="list-checks",
        url_name="kinerja:kebijakan_evaluasi",
        condition=_over_units("kebijakan_evaluasi.read"),
    ),
    Item(
        group=PENGATURAN,
        label=_("Periode"),
        ikon="calendar-days",
        url_name="organisasi:periode_list",
        condition=_everywhere("periode.list"),
    ),
    Item(
        group=PENGATURAN,
        label=_("Kebijakan skor"),
        ikon="calculator",
        url_name="indikator:kebijakan_skor_list",
        condition=_everywhere("kebijakan_skor.list"),
    ),
    Item(
        group=PENGATURAN,
        label=_("Perhitungan skor"),
        ikon="gauge",
        url_name="kinerja:perhitungan_list",
        condition=_everywhere("perhitungan.list"),
    ),
    Item(
        group=PENGATURAN,
        label=_("Aturan verifikasi"),
        ikon="clipboard-check",
        url_name="indikator:aturan_verifikasi_list",
        condition=_over_units("aturan_verifikasi.read"),
    ),
)
# What a phone's bottom bar holds before "Menu", as far as the person has it.
BOTTOM: Final = (
    HOME,
    "indikator:realisasi_list",
    "indikator:verifikasi_list",
    "kinerja:skor_saya",
    "beranda:unit_dashboard_own",
    "organisasi:pegawai_list",
    "organisasi:impor_list",
    "organisasi:penugasan_list",
    "kinerja:dokumen_list",
    "organisasi:periode_list",
)
BOTTOM_PLACES: Final = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A place as one person sees it on one page."""

    item: Item
    url: str
    active: bool = False
    count: int = 0

    @property
    def label(self) -> str:
        return str(self.item.label)

    @property
    def short(self) -> str:
        return str(self.item.short or self.item.label)

    @property
    def ikon(self) -> str:
        return self.item.ikon


@dataclass(frozen=True, slots=True)
class Group:
    """Places under one heading; the own ones come first and need none."""

    label: str
    entries: tuple[Entry, ...]


def counts(request: HttpRequest) -> Mapping[str, int]:
    """How much is waiting, by ``Item.count``. A number is shown only where something waits."""
    angka = hitungan_of(request)  # type: ignore[arg-type]
    return {"realisasi": angka.realisasi, "verifikasi": angka.verifikasi}


def address(url_name: str) -> str:
    """The address of a place, empty while it does not exist."""
    try:
        return reverse(url_name)
    except NoReverseMatch:
        return ""


def _is_at(path: str, url: str) -> bool:
    return path == url or (url != "/" and path.startswith(url))


def entries_for(lingkup: Lingkup, path: str, waiting: Mapping[str, int]) -> list[Entry]:
    """The places of one person; the one with the longest address that begins ``path`` is where the page is."""
    found = [(item, address(item.url_name)) for item in ITEMS if item.condition(lingkup)]
    places = [(item, url) for item, url in found if url]
    here = max((url for _item, url in places if _is_at(path, url)), key=len, default="")
    return [Entry(item, url, active=url == here, count=waiting.get(item.count, 0)) for item, url in places]


def grouped(entries: list[Entry]) -> list[Group]:
    """The entries under their headings, in the order of the list."""
    headings = dict.fromkeys(str(entry.item.group) for entry in entries)
    return [
        Group(heading, tuple(entry for entry in entries if str(entry.item.group) == heading)) for heading in headings
    ]


def bottom_bar(entries: list[Entry]) -> list[Entry]:
    """At most three places for a phone; "Menu" is the fourth."""
    by_name = {entry.item.url_name: entry for entry in entries}
    return [by_name[name] for name in BOTTOM if name in by_name][:BOTTOM_PLACES]
