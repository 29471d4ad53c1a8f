"""What a sheet of the plan is compared with: units, goals, indicators and targets within its bounds. A few queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris
from binawidya.organisasi.models import Pegawai, Penempatan, UnitKerja
from binawidya.umum.dates import today
from binawidya.umum.spreadsheet.cells import Cell
from indikator.models import ImporRencana, Indikator, IndikatorVersi, Sasaran, TargetIndikator
from indikator.services.impor_rencana_sel import SelSalah, baca_teks
from indikator.services.target_awal import kepala_of

# Indicator, unit, person (none for the unit's own), year.
KunciTarget = tuple[int, int, int | None, int]


def _nama(teks: str) -> str:
    return " ".join(teks.casefold().split())


@dataclass(slots=True)
class Putusan:
    """What becomes of one row."""

    nomor: int
    kode: str = ""
    nama: str = ""
    pemilik: str = ""
    hasil: HasilBaris = HasilBaris.TETAP
    alasan: list[str] = field(default_factory=list)
    beda: list[dict[str, str]] = field(default_factory=list)
    rencana: dict[str, Any] = field(default_factory=dict)
    objek: int | None = None
    sidik: str = ""


class Acuan:
    """Everything a row may name."""

    def __init__(self, impor: ImporRencana) -> None:
        units = UnitKerja.objects.on(today()).filter(jalur__contains=[impor.unit_kerja_id])
        self.units = {unit.kode.casefold(): unit for unit in units}
        self.unit_by_pk = {unit.pk: unit for unit in self.units.values()}
        near = {pk for unit in self.units.values() for pk in unit.jalur}
        self.above = {unit.pk: unit for unit in UnitKerja.objects.filter(pk__in=near)}
        goals = Sasaran.objects.filter(unit_kerja__in=near, tahun_selesai__gte=today().year)
        self.goals: dict[tuple[int, str], Sasaran] = {
            (goal.unit_kerja_id, goal.kode.casefold()): goal
            for goal in goals.select_related("unit_kerja").order_by("-tahun_mulai")
        }
        self.indikator = {
            (row.unit_kerja_id, row.kode.casefold()): row
            for row in Indikator.objects.filter(unit_kerja__in=near).select_related("unit_kerja", "sasaran__unit_kerja")
        }
        self.orang: dict[tuple[int, str], list[Pegawai]] = {}
        self.seen: dict[Any, int] = {}

    def load_versi(self) -> dict[int, IndikatorVersi]:
        """The latest version of every sheet within the bounds."""
        rows = IndikatorVersi.objects.filter(indikator__unit_kerja__in=self.unit_by_pk)
        rows = rows.select_related("sasaran__unit_kerja", "indikator__unit_kerja").order_by("berlaku_mulai")
        return {row.indikator_id: row for row in rows}

    def load_target(self, years: Iterable[int]) -> dict[KunciTarget, TargetIndikator]:
        """Targets of units and of people in them, by indicator, unit, person and year."""
        rows = TargetIndikator.objects.filter(unit_kerja__in=self.unit_by_pk, tahun__in={*years})
        return {
            (row.indikator_id, row.unit_kerja_id, row.pegawai_id, row.tahun): row
            for row in rows.select_related("indikator", "pegawai")
        }

    def load_orang(self, targets: Iterable[TargetIndikator]) -> None:
        """Who may carry a target in each unit: whoever has a post there today, and whoever carries one already."""
        posts = Penempatan.objects.on(today()).filter(unit_kerja__in=self.unit_by_pk).select_related("pegawai")
        pairs = {(post.unit_kerja_id, post.pegawai) for post in posts}
        pairs |= {(target.unit_kerja_id, target.pegawai) for target in targets if target.pegawai is not None}
        for unit_id, pegawai in sorted(pairs, key=lambda pair: (pair[0], pair[1].pk)):
            for name in {_nama(pegawai.nama), _nama(pegawai.nama_lengkap)}:
                self.orang.setdefault((unit_id, name), []).append(pegawai)

    def pegawai_of(self, unit: UnitKerja, nama: Cell, akhir: Cell) -> Pegawai | None:
        """The person of a name in a unit, if the row names one. Namesakes are told apart by the end of the NIP.

        Only its last three figures are looked at, also where a whole NIP stands there: whoever plans cannot find out
        by trying whose NIP it is.

        :raises SelSalah: nobody, or several.
        """
        teks = baca_teks(nama, 200)
        if not teks:
            return None
        found = self.orang.get((unit.pk, _nama(teks)), []) or self.orang.get((unit.pk, _nama(teks.split(",")[0])), [])
        digits = "".join(one for one in str(akhir or "") if one in "0123456789")[-3:]
        if digits:
            found = [one for one in found if one.nip.endswith(digits.zfill(3))]
        if len(found) == 1:
            return found[0]
        if found:
            text = _("ada %(n)d pegawai bernama “%(nama)s” di %(unit)s. Isi kolom Akhir NIP: tiga angka terakhirnya.")
            raise SelSalah(text % {"n": len(found), "nama": teks, "unit": unit.nama})
        text = _("tidak ada pegawai bernama “%(nama)s” di %(unit)s. Periksa ejaan, kode unit, dan Akhir NIP.")
        raise SelSalah(text % {"nama": teks, "unit": unit.nama})

    def load_pengisi(self) -> dict[int, Pegawai]:
        """Who would enter for each unit."""
        return kepala_of([*self.unit_by_pk])

    def unit_of(self, cell: Cell) -> UnitKerja:
        """The unit with a code.

        :raises SelSalah: none within the bounds of the import.
        """
        kode = baca_teks(cell, 60)
        unit = self.units.get(kode.casefold())
        if unit is None:
            raise SelSalah(_("unit dengan kode “%(kode)s” tidak ada di lingkup impor ini.") % {"kode": kode})
        return unit

    def goal_of(self, unit: UnitKerja, cell: Cell) -> Sasaran | None:
        """The goal with a code: of the unit itself, else of the nearest unit above; ``unit/kode`` names the unit."""
        teks = baca_teks(cell, 100)
        if not teks:
            return None
        kode_unit, slash, kode = teks.rpartition("/")
        for pk in reversed(unit.jalur):
            if slash and self.above[pk].kode.casefold() != kode_unit.strip().casefold():
                continue
            found = self.goals.get((pk, (kode if slash else teks).strip().casefold()))
            if found is not None:
                return found
        known = ", ".join(sorted(goal.kode for (pk, _kode), goal in self.goals.items() if pk in unit.jalur)[:8])
        text = _("sasaran dengan kode “%(kode)s” tidak ada di unit ini atau di atasnya.") % {"kode": teks}
        raise SelSalah(f"{text} " + (_("Yang ada: %(daftar)s.") % {"daftar": known} if known else ""))

    def once(self, key: Any, nomor: int) -> None:
        """:raises SelSalah: an earlier row is about the same."""
        before = self.seen.setdefault(key, nomor)
        if before != nomor:
            raise SelSalah(_("sudah ada di baris %(n)d. Hapus salah satunya.") % {"n": before})


def kode_sasaran(unit: UnitKerja, sasaran: Sasaran | None) -> str:
    """A goal as a cell shows it: its code, with the unit's in front where it is another unit's."""
    if sasaran is None:
        return ""
    if sasaran.unit_kerja_id == unit.pk:
        return sasaran.kode
    return f"{sasaran.unit_kerja.kode}/{sasaran.kode}"
