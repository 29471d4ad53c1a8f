"""Rows of a sheet of indicators: what each would change, or why it is refused."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris
from binawidya.organisasi.models import UnitKerja
from binawidya.umum.spreadsheet.cells import Cell
from indikator.enums import Agregasi, SumberData
from indikator.models import ImporRencana, Indikator, IndikatorVersi
from indikator.models.lembar import LembarIndikator
from indikator.services.impor_rencana_acuan import Acuan, Putusan, kode_sasaran
from indikator.services.impor_rencana_kolom import LEMBAR
from indikator.services.impor_rencana_sel import (
    PILIHAN,
    SelSalah,
    baca_angka,
    baca_pilihan,
    baca_teks,
    baca_ya,
    kalimat,
    tulis,
)
from indikator.services.indikator import check_change, check_sheet

_YA: Final = frozenset({"utama", "turunan", "rasio_boleh_lebih", "boleh_negatif", "bukti_wajib"})
_TEKS: Final = {
    "nama": 300, "definisi": 4000, "alasan": 4000, "rumus": 4000, "sumber_data": 300, "penyedia_data": 200,
    "penanggung_jawab": 200, "satuan": 40, "label_pembilang": 60, "label_penyebut": 60,
}  # fmt: skip
_JUDUL: Final = {one.kunci: one.judul for one in LEMBAR}
ISI: Final = tuple(one.kunci for one in LEMBAR if one.kunci not in {"kode_unit", "unit", "kode"})


def cells_of(lembar: LembarIndikator, unit: UnitKerja) -> dict[str, Any]:
    """A sheet as values of its columns."""
    entered = "rasio" if lembar.agregasi == Agregasi.RASIO else "nilai"
    cara = "survei" if lembar.sumber == SumberData.SURVEI else entered
    return {name: getattr(lembar, name) for name in ISI if hasattr(lembar, name)} | {
        "sasaran": kode_sasaran(unit, lembar.sasaran),
        "cara": cara,
        "turunan": lembar.sumber == SumberData.TURUNAN,
    }


def sidik_of(lembar: LembarIndikator, unit: UnitKerja) -> str:
    """A fingerprint of a sheet."""
    return hashlib.sha256(repr([*cells_of(lembar, unit).values()]).encode()).hexdigest()


def _read(kunci: str, cell: Cell) -> Any:
    if kunci in _YA:
        return baca_ya(cell)
    if kunci in PILIHAN:
        return baca_pilihan(kunci, cell)
    if kunci == "pengali":
        return baca_angka(cell)
    if kunci == "desimal":
        value = baca_angka(cell, 0)
        if value is None or not 0 <= value <= 6:
            raise SelSalah(_("tulis bilangan 0 sampai 6."))
        return int(value)
    return baca_teks(cell, _TEKS[kunci])


class PemeriksaLembar:
    """Judges rows one after the other; what earlier rows hold decides only about repeated codes."""

    def __init__(self, impor: ImporRencana) -> None:
        self.impor = impor
        self.acuan = Acuan(impor)
        self.versi = self.acuan.load_versi()

    def judge(self, nomor: int, cells: Mapping[str, Cell]) -> Putusan:
        """What becomes of a row."""
        putusan = Putusan(nomor, kode=str(cells.get("kode") or "")[:60], nama=str(cells.get("nama") or "")[:300])
        try:
            unit = self.acuan.unit_of(cells.get("kode_unit"))
            kode = baca_teks(cells.get("kode"), 30)
            if not kode:
                raise SelSalah(_("kode indikator kosong."))
            self.acuan.once((unit.pk, kode.casefold()), nomor)
        except SelSalah as error:
            return _refused(putusan, [kalimat(error)])
        values, errors = self._values(cells, unit)
        known = self.acuan.indikator.get((unit.pk, kode.casefold()))
        if errors:
            return _refused(putusan, errors)
        if known is None:
            return self._new(putusan, unit, kode, values)
        return self._changed(putusan, unit, known, values)

    def _values(self, cells: Mapping[str, Cell], unit: UnitKerja) -> tuple[dict[str, Any], list[str]]:
        """Columns that the sheet has and that are filled, or that may be emptied."""
        values: dict[str, Any] = {}
        errors: list[str] = []
        for kunci in ISI:
            if kunci not in cells:
                continue
            cell = cells[kunci]
            if cell is None and (kunci in _YA or kunci in {"cara", "agregasi", "polarisasi", "pengali", "desimal",
                                                           "periode_pelaporan", "nama", "satuan"}):  # fmt: skip
                continue
            try:
                values[kunci] = self.acuan.goal_of(unit, cell) if kunci == "sasaran" else _read(kunci, cell)
            except SelSalah as error:
                errors.append(f"{_JUDUL[kunci]}: {error}")
        return values, errors

    def _new(self, putusan: Putusan, unit: UnitKerja, kode: str, values: dict[str, Any]) -> Putusan:
        missing = [_JUDUL[name] for name in ("nama", "satuan") if not values.get(name)]
        if missing:
            return _refused(putusan, [_("Isi kolom %(kolom)s.") % {"kolom": " dan ".join(missing)}])
        isi = columns_of(values, None)
        try:
            check_sheet(Indikator(unit_kerja=unit, kode=kode, **isi))
        except ValidationError as error:
            return _refused(putusan, error.messages)
        putusan.hasil, putusan.rencana = HasilBaris.BARU, {"unit": unit.pk, "kode": kode, "isi": stored(isi)}
        return putusan

    def _changed(self, putusan: Putusan, unit: UnitKerja, known: Indikator, values: dict[str, Any]) -> Putusan:
        latest = self.versi[known.pk]
        before = cells_of(latest, unit)
        isi = columns_of(values, latest)
        putusan.objek, putusan.sidik, putusan.nama = known.pk, sidik_of(latest, unit), latest.nama
        changed = {name: value for name, value in isi.items() if not _same(getattr(latest, name), value)}
        if not changed:
            return putusan
        after = _with(latest, changed)
        putusan.beda = [
            {"kolom": _JUDUL[name], "lama": tulis(name, before[name])[:200], "baru": tulis(name, value)[:200]}
            for name, value in cells_of(after, unit).items()
            if before[name] != value
        ]
        try:
            check_sheet(after)
            check_change(known, latest, after, self.impor.berlaku_mulai, self.impor.alasan)
        except ValidationError as error:
            return _refused(putusan, error.messages)
        putusan.hasil, putusan.rencana = HasilBaris.BERUBAH, {"isi": stored(isi)}
        return putusan


def _same(before: Any, after: Any) -> bool:
    """A cell holds one line; a text of several lines that says the same is no change."""
    if isinstance(before, str) and isinstance(after, str):
        return " ".join(before.split()) == after
    return bool(before == after)


def _with(latest: IndikatorVersi, changed: Mapping[str, Any]) -> IndikatorVersi:
    """A copy of a version with some columns changed."""
    names = [field.attname for field in IndikatorVersi._meta.concrete_fields]
    copy = IndikatorVersi(**{name: getattr(latest, name) for name in names})
    copy.indikator, copy.sasaran = latest.indikator, latest.sasaran
    for name, value in changed.items():
        setattr(copy, name, value)
    return copy


def _refused(putusan: Putusan, alasan: list[str]) -> Putusan:
    putusan.hasil, putusan.alasan, putusan.beda = HasilBaris.DITOLAK, [*alasan], []
    return putusan


def columns_of(values: Mapping[str, Any], latest: IndikatorVersi | None) -> dict[str, Any]:
    """Columns of the table from columns of the sheet; what the sheet does not say stays, or is usual."""
    isi = {name: value for name, value in values.items() if name not in {"cara", "turunan"}}
    cara = values.get("cara")
    rasio = cara == "rasio" or (cara is None and values.get("agregasi") == Agregasi.RASIO)
    if rasio:
        isi["agregasi"] = Agregasi.RASIO.value
    elif cara in {"nilai", "survei"} and isi.get("agregasi") == Agregasi.RASIO:
        isi.pop("agregasi")
    if "turunan" in values or cara is not None:
        turunan = values.get("turunan", latest is not None and latest.sumber == SumberData.TURUNAN)
        lain = SumberData.SURVEI if cara == "survei" else SumberData.ISIAN
        if cara is None and latest is not None and latest.sumber == SumberData.SURVEI:
            lain = SumberData.SURVEI
        isi["sumber"] = SumberData.TURUNAN.value if turunan else lain.value
    if "pengali" in isi and isi["pengali"] is None:
        isi["pengali"] = Decimal(100)
    return isi


def stored(isi: Mapping[str, Any]) -> dict[str, Any]:
    """Columns as JSON keeps them."""
    found: dict[str, Any] = {name: str(value) if isinstance(value, Decimal) else value for name, value in isi.items()}
    if "sasaran" in found:
        found["sasaran"] = found["sasaran"].pk if found["sasaran"] else None
    return found
