"""Rows of a sheet of targets of units and people: what each would change, or why it is refused."""

import hashlib
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris
from binawidya.organisasi.models import Pegawai, UnitKerja
from binawidya.umum.dates import today
from binawidya.umum.numbers import format_angka
from binawidya.umum.spreadsheet.cells import Cell
from indikator.enums import BULAN_LAPOR, Agregasi, Polarisasi, StatusTarget, SumberData
from indikator.models import ImporRencana, Indikator, TargetIndikator
from indikator.services.impor_rencana_acuan import Acuan, Putusan
from indikator.services.impor_rencana_kolom import TARGET
from indikator.services.impor_rencana_sel import SelSalah, baca_angka, baca_teks, kalimat
from indikator.services.target_awal import bulanan_rata

BULAN: Final = tuple(f"b{nomor}" for nomor in range(1, 13))
_JUDUL: Final = {one.kunci: one.judul for one in TARGET}
_ANGKA: Final = ("target", "target_atas", "bobot")
BISA: Final = frozenset({StatusTarget.DRAF, StatusTarget.DIKEMBALIKAN})


def isi_of(target: TargetIndikator) -> dict[str, Any]:
    """A target as values of its columns."""
    months = dict(zip(BULAN, target.bulanan, strict=True))
    return {"target": target.target, "target_atas": target.target_atas, "bobot": target.bobot, **months}


def sidik_of(target: TargetIndikator) -> str:
    """A fingerprint of a target, the same before and after it was stored."""
    values = [
        str(target.status),
        *(None if value is None else f"{value.normalize():f}" for value in isi_of(target).values()),
    ]
    return hashlib.sha256(repr(values).encode()).hexdigest()


class PemeriksaTarget:
    """Judges rows one after the other."""

    def __init__(self, impor: ImporRencana, years: set[int]) -> None:
        self.impor = impor
        self.acuan = Acuan(impor)
        self.target = self.acuan.load_target(years)
        self.pengisi: dict[int, Pegawai] = self.acuan.load_pengisi()
        self.acuan.load_orang(self.target.values())

    def judge(self, nomor: int, cells: Mapping[str, Cell]) -> Putusan:
        """What becomes of a row."""
        putusan = Putusan(nomor, kode=str(cells.get("kode") or "")[:60], nama=str(cells.get("nama") or "")[:300])
        try:
            unit, pegawai, indikator, tahun = self._about(cells)
            kunci = (indikator.pk, unit.pk, pegawai.pk if pegawai else None, tahun)
            self.acuan.once(kunci, nomor)
        except SelSalah as error:
            return _refused(putusan, [kalimat(error)])
        putusan.nama = indikator.nama
        putusan.pemilik = f"{pegawai.nama}, {unit.nama}" if pegawai else unit.nama
        values: dict[str, Decimal | None] = {}
        errors: list[str] = []
        for nama in (*_ANGKA, *BULAN):
            if nama in cells:
                try:
                    places = 2 if nama == "bobot" else indikator.desimal
                    values[nama] = baca_angka(cells[nama], places)
                except SelSalah as error:
                    errors.append(f"{_JUDUL[nama]}: {error}")
        known = self.target.get(kunci)
        if not errors:
            errors += self._refusals(indikator, tahun, values, known)
        if errors:
            return _refused(putusan, errors)
        if known is not None:
            return self._changed(putusan, indikator, values, known)
        return self._new(putusan, unit, pegawai, indikator, tahun, values)

    def _about(self, cells: Mapping[str, Cell]) -> tuple[UnitKerja, Pegawai | None, Indikator, int]:
        unit = self.acuan.unit_of(cells.get("kode_unit"))
        pegawai = self.acuan.pegawai_of(unit, cells.get("pegawai"), cells.get("akhir_nip"))
        kode = baca_teks(cells.get("kode"), 30)
        owner = baca_teks(cells.get("unit_indikator"), 60).casefold()
        for pk in reversed(unit.jalur):
            if owner and self.acuan.above[pk].kode.casefold() != owner:
                continue
            indikator = self.acuan.indikator.get((pk, kode.casefold()))
            if indikator is not None:
                break
        else:
            raise SelSalah(_("indikator dengan kode “%(kode)s” tidak ada di %(unit)s atau di atasnya.") % {
                "kode": kode, "unit": unit.nama
            })  # fmt: skip
        year = baca_angka(cells.get("tahun"), 0)
        if year is None or not today().year - 1 <= year <= today().year + 10:
            text = _("tahun harus antara %(a)d dan %(b)d.")
            raise SelSalah(text % {"a": today().year - 1, "b": today().year + 10})
        return unit, pegawai, indikator, int(year)

    def _refusals(
        self, indikator: Indikator, tahun: int, values: Mapping[str, Decimal | None], known: TargetIndikator | None
    ) -> list[str]:
        if known is not None and not _beda(values, known):
            return []
        target = values.get("target")
        errors = []
        if target is None:
            errors.append(_("Isi kolom Target."))
        if known is not None and known.status not in BISA:
            text = _("Target ini sudah %(keadaan)s. Ubah lewat addendum, bukan lewat impor.")
            errors.append(text % {"keadaan": str(known.get_status_display()).lower()})
        atas = values.get("target_atas")
        if indikator.polarisasi == Polarisasi.RENTANG and atas is None:
            errors.append(_("Indikator ini di dalam rentang: isi juga Batas atas rentang."))
        if atas is not None and target is not None and atas < target:
            errors.append(_("Batas atas %(b)s mendahului batas bawah %(a)s.") % {
                "a": format_angka(target), "b": format_angka(atas)
            })  # fmt: skip
        bobot = values.get("bobot")
        if bobot is not None and not 0 <= bobot <= 100:
            errors.append(_("Bobot %(n)s di luar 0 sampai 100.") % {"n": format_angka(bobot)})
        months = [values.get(one) for one in BULAN]
        given = [value for value in months if value is not None]
        if given and target is not None and indikator.agregasi == Agregasi.JUMLAH and sum(given) != target:
            errors.append(_("Jumlah target bulanan %(a)s, padahal target setahun %(b)s.") % {
                "a": format_angka(sum(given, Decimal(0))), "b": format_angka(target)
            })  # fmt: skip
        if known is None and indikator.ditarik_mulai is not None and indikator.ditarik_mulai.year <= tahun:
            errors.append(_("Indikator ini sudah ditarik."))
        return errors

    def _new(
        self, putusan: Putusan, unit: UnitKerja, pegawai: Pegawai | None, indikator: Indikator, tahun: int,
        values: dict[str, Any],
    ) -> Putusan:  # fmt: skip
        pengisi = pegawai or self.pengisi.get(unit.pk)
        if indikator.sumber == SumberData.ISIAN and pengisi is None:
            return _refused(putusan, [_("%(unit)s belum mempunyai kepala, jadi belum ada yang mengisi.") % {
                "unit": unit.nama
            }])  # fmt: skip
        putusan.hasil = HasilBaris.BARU
        putusan.rencana = {
            "indikator": indikator.pk,
            "unit": unit.pk,
            "pegawai": pegawai.pk if pegawai else None,
            "tahun": tahun,
            "sumber": indikator.sumber,
            "pengisi": pengisi.pk if pengisi and indikator.sumber == SumberData.ISIAN else None,
            "isi": _stored(indikator, values),
        }
        return putusan

    def _changed(
        self, putusan: Putusan, indikator: Indikator, values: dict[str, Any], known: TargetIndikator
    ) -> Putusan:
        putusan.objek, putusan.sidik = known.pk, sidik_of(known)
        putusan.beda = _beda(values, known)
        if putusan.beda:
            kept = {name: value for name, value in isi_of(known).items() if name in {"target_atas", "bobot"}}
            months = {name: value for name, value in isi_of(known).items() if name in BULAN}
            merged = {**kept, **(months if not set(BULAN) & values.keys() else {}), **values}
            putusan.hasil, putusan.rencana = HasilBaris.BERUBAH, {"isi": _stored(indikator, merged)}
        return putusan


def _beda(values: Mapping[str, Decimal | None], known: TargetIndikator) -> list[dict[str, str]]:
    """What the row says otherwise. Months that are all empty say nothing."""
    before = isi_of(known)
    silent = all(values.get(one) is None for one in BULAN)
    return [
        {"kolom": _JUDUL[name], "lama": _shown(before[name]), "baru": _shown(value)}
        for name, value in values.items()
        if before[name] != value and not (silent and name in BULAN) and not (name == "bobot" and value is None)
    ]


def _shown(value: Decimal | None) -> str:
    return "" if value is None else format_angka(value)


def _refused(putusan: Putusan, alasan: list[str]) -> Putusan:
    putusan.hasil, putusan.alasan, putusan.beda = HasilBaris.DITOLAK, alasan, []
    return putusan


def _stored(indikator: Indikator, values: Mapping[str, Decimal | None]) -> dict[str, Any]:
    """Columns of the table as JSON keeps them; months that are not given are spread evenly."""
    target = values["target"] or Decimal(0)
    atas = values.get("target_atas")
    months = [values.get(one) for one in BULAN]
    given = any(value is not None for value in months)
    due = months if given else bulanan_rata(indikator, target)
    upper = None if atas is None else [None if value is None else atas for value in due]
    if not given and indikator.agregasi != Agregasi.JUMLAH:
        due = [target if nomor in BULAN_LAPOR[indikator.periode_pelaporan] else None for nomor in range(1, 13)]
    return {
        "target": str(target),
        "target_atas": None if atas is None else str(atas),
        "bobot": str(values.get("bobot") or 0),
        "bulanan": [None if value is None else str(value) for value in due],
        "bulanan_atas": None if upper is None else [None if value is None else str(value) for value in upper],
    }
