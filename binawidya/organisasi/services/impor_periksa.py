"""One row of a roster against what is known: what it means, what it would change, or why it is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import GOLONGAN_PPPK, HasilBaris, JenisJabatan, JenisPegawai, StatusPegawai
from binawidya.organisasi.gelar import split_gelar
from binawidya.organisasi.nip import PANJANG, is_plain_nip, normalize, parse_nip
from binawidya.organisasi.selectors.impor import ISI, Keadaan, Pos, Tersimpan, keadaan_from
from binawidya.organisasi.services.impor_acuan import Acuan
from binawidya.organisasi.services.impor_beda import LABEL_BEDA, Hasil, compare, label
from binawidya.organisasi.services.impor_judul import Kepala
from binawidya.organisasi.services.impor_kolom import KOLOM, MENURUT_KUNCI
from binawidya.organisasi.services.impor_sel import (
    PEMBACA,
    PEMBACA_SENDIRI,
    SelDitolak,
    read_nama,
    read_nip_text,
    read_text,
    split_pendidikan,
)
from binawidya.umum.dates import format_tanggal
from binawidya.umum.spreadsheet.cells import Cell, shown
from binawidya.umum.spreadsheet.reader import Row

# What happens to the post: nothing, a first one, a new one, the same one put right, or its end.
TETAP, BARU, GANTI, KOREKSI, AKHIR = "", "baru", "ganti", "koreksi", "akhir"
BERHENTI: Final = frozenset({StatusPegawai.PENSIUN.value, StatusPegawai.KELUAR.value})
PPPK: Final = frozenset({JenisPegawai.PPPK.value, JenisPegawai.PPPK_PARUH_WAKTU.value})
_PELAKSANA_TUGAS = re.compile(r"(?:plt|plh|pelaksana tugas|pelaksana harian)\b\.?\s*\S", re.IGNORECASE)
_NOBODY: Final = dict.fromkeys(ISI, "")
_UNREAD: Final = object()
# Columns in which nearly every row says something else.
_DIFFERENT: Final = frozenset({"nip", "nama", "nip_atasan", *PEMBACA_SENDIRI})
_TULISAN: Final = ("nama", "gelar_depan", "gelar_belakang", "tempat_lahir", "jurusan")
# What a sheet says of a person in a column of its own; an empty cell empties it.
_BIASA: Final = tuple(key for key in ISI if key not in {"jenis_pegawai", "status"})
MAX_MEMO: Final = 50_000
HASHED: Final = frozenset({str, date, type(None)})  # a number, a truth and another number may be one and the same key


def nip_key(cell: Cell) -> str:
    """The digits of an NIP cell for looking up, or nothing."""
    if type(cell) is not str:
        return ""
    if len(cell) == PANJANG and cell.isascii() and cell.isdigit():
        return cell
    digits = normalize(cell)
    return digits if len(digits) == PANJANG and digits.isascii() and digits.isdigit() else ""


class Pemeriksa:
    """Checks the rows of one import. ``ganda`` and ``ditolak`` are what only the whole sheet can tell.

    ``tersimpan`` must hold whoever of the rows is known already.
    """

    def __init__(self, acuan: Acuan, kepala: Kepala) -> None:
        self.acuan = acuan
        self.kepala = kepala
        self.ganda: dict[str, list[int]] = {}
        self.ditolak: dict[int, str] = {}
        self.tersimpan: Mapping[str, Tersimpan] = {}
        # Columns that hold few different texts: each text is read once for the whole sheet.
        self._repeating: list[tuple[str, int, dict[Cell, Any]]] = [
            (key, index, {}) for key, index in kepala.letak.items() if key not in _DIFFERENT
        ]
        self._keys = [key for key, _index, _memo in self._repeating]
        self._width = max(kepala.letak.values()) + 1
        self._nip_at, self._nama_at = kepala.letak["nip"], kepala.letak["nama"]
        # Lists without columns for titles write them with the name.
        self.gelar_di_nama = kepala.letak.keys().isdisjoint({"gelar_depan", "gelar_belakang"})
        self._atasan_at = kepala.letak.get("nip_atasan")
        self._own = [(key, kepala.letak[key], read) for key, read in PEMBACA_SENDIRI.items() if key in kepala.letak]

    # --- reading ----------------------------------------------------------------------------------------------
    def _read(self, row: Row, keadaan: Keadaan | None, alasan: list[str]) -> dict[str, Any]:
        """What the row says, by column; what the sheet has no column for is missing."""
        cells = row.sel
        if len(cells) < self._width:
            cells = cells + [None] * (self._width - len(cells))
        values = [memo.get(cells[index], _UNREAD) for _key, index, memo in self._repeating]
        isian = dict(zip(self._keys, values, strict=True))
        if _UNREAD in values:
            self._read_new(cells, isian, alasan)
        # What stands there as the database has it was clean when it was stored.
        nama = cells[self._nama_at]
        known = keadaan.isi if keadaan else _NOBODY
        same = nama is not None and nama == known["nama"]
        isian["nama"] = nama if same else _take(alasan, read_nama, nama) or ""
        if self.gelar_di_nama and not same and ("," in isian["nama"] or "." in isian["nama"]):
            depan, isian["nama"], belakang = split_gelar(isian["nama"])
            isian |= {key: text for key, text in (("gelar_depan", depan), ("gelar_belakang", belakang)) if text}
        for key, index, read in self._own:
            cell = cells[index]
            isian[key] = cell if cell == known[key] else _take(alasan, read, cell)
        if self._atasan_at is not None:
            atasan = cells[self._atasan_at]
            isian["nip_atasan"] = "" if atasan is None else _take(alasan, read_nip_text, "nip_atasan", atasan)
        return isian

    def _read_new(self, cells: Sequence[Cell], isian: dict[str, Any], alasan: list[str]) -> None:
        """Read the texts that no row had before, and remember them."""
        for key, index, memo in self._repeating:
            if isian[key] is _UNREAD:
                cell = cells[index]
                value = isian[key] = _take(alasan, read_repeating, key, cell)
                if value is not None and type(cell) in HASHED and len(memo) < MAX_MEMO:
                    memo[cell] = value

    def _nip(self, cell: Cell, keadaan: Keadaan | None, isi: Mapping[str, str], alasan: list[str]) -> str:
        if keadaan is not None and keadaan.isi["jenis_pegawai"] == isi["jenis_pegawai"]:
            return keadaan.nip
        if cell is None:
            alasan.append(_("NIP kosong."))
            return ""
        if type(cell) is str and is_plain_nip(cell, isi["jenis_pegawai"]):
            return cell
        text = _take(alasan, read_nip_text, "nip", cell)
        if not text:
            return ""
        try:
            return parse_nip(text, isi["jenis_pegawai"]).teks
        except ValidationError as error:
            alasan.append(str(error.messages[0]))
            return ""

    # --- judging ----------------------------------------------------------------------------------------------
    def check(self, row: Row) -> Hasil:
        """Judge one row."""
        alasan: list[str] = []
        cell = row.sel[self._nip_at] if self._nip_at < len(row.sel) else None
        key = nip_key(cell)
        stored = self.tersimpan.get(key)
        keadaan = keadaan_from(stored) if stored else None
        isian = self._read(row, keadaan, alasan)
        isi = self._isi(isian, keadaan, key)
        nip = self._nip(cell, keadaan, isi, alasan)
        if keadaan is None or isi["golongan"] != keadaan.isi["golongan"]:
            self._golongan(isi, alasan)
        if nip in self.ganda:
            others = [str(nomor) for nomor in self.ganda[nip] if nomor != row.nomor][:3]
            alasan.append(_("NIP sama dengan baris %(baris)s. Hapus salah satunya.") % {"baris": ", ".join(others)})
        if row.nomor in self.ditolak:
            alasan.append(self.ditolak[row.nomor])
        if keadaan is not None and self._belongs_elsewhere(keadaan):
            alasan.append(
                _("NIP ini dipakai pegawai di luar %(akar)s. Mutasinya dicatat admin kepegawaian instansi.")
                % {"akar": self.acuan.unit.akar.nama}
            )
        if keadaan is not None and keadaan.status_lagi and isi["status"] != keadaan.isi["status"]:
            alasan.append(
                _("Statusnya sudah tercatat berubah lagi mulai %(tanggal)s. Batalkan itu dulu.")
                % {"tanggal": format_tanggal(keadaan.status_lagi)}
            )
        hasil = Hasil(row.nomor, HasilBaris.TETAP, nip, isi["nama"])
        try:
            self._post(hasil, isian, isi, keadaan)
        except SelDitolak as refused:
            alasan.append(refused.message)
        if alasan:
            self._refuse(hasil, self.kepala.cells(row), alasan)
        elif keadaan is None:
            hasil.hasil = HasilBaris.BARU
            hasil.data |= isi
        elif isi != keadaan.isi or hasil.data["cara"]:
            hasil.hasil = HasilBaris.BERUBAH
            hasil.beda = [
                {"kolom": LABEL_BEDA[key], "lama": label(key, keadaan.isi[key]), "baru": label(key, isi[key])}
                for key in ISI
                if keadaan.isi[key] != isi[key]
            ] + hasil.beda
            hasil.data |= isi
            hasil.data["sidik"] = keadaan.sidik()
        else:
            hasil.data = {}
        return hasil

    def _isi(self, isian: Mapping[str, Any], keadaan: Keadaan | None, key: str) -> dict[str, str]:
        """The person as the sheet has them; what it says nothing about stays."""
        isi = (keadaan.isi if keadaan else _NOBODY).copy()
        for name in _BIASA:
            if name in isian:
                isi[name] = isian[name] or ""
        if keadaan and isi["nama"] != keadaan.isi["nama"]:
            # Sheets in capitals throughout are usual; they say nothing about the spelling.
            for name in _TULISAN:
                if isi[name].isupper() and isi[name].casefold() == keadaan.isi[name].casefold():
                    isi[name] = keadaan.isi[name]
        if isian.get("jurusan") and "pendidikan" not in isian:
            level, subject = split_pendidikan(isian["jurusan"])
            if level:
                isi["pendidikan"], isi["jurusan"] = level, subject
        for name in ("jenis_pegawai", "status"):
            if isian.get(name):
                isi[name] = isian[name]
        if not isi["status"]:
            isi["status"] = StatusPegawai.AKTIF.value
        if not isi["jenis_pegawai"]:
            contract = isi["golongan"] in GOLONGAN_PPPK or key[12:14] > "12"
            isi["jenis_pegawai"] = JenisPegawai.PPPK.value if contract else JenisPegawai.PNS.value
        return isi

    def _golongan(self, isi: Mapping[str, str], alasan: list[str]) -> None:
        golongan = isi["golongan"]
        if golongan and (golongan in GOLONGAN_PPPK) != (isi["jenis_pegawai"] in PPPK):
            alasan.append(
                _("Golongan %(golongan)s tidak dipakai untuk %(jenis)s. Periksa keduanya.")
                % {"golongan": golongan, "jenis": label("jenis_pegawai", isi["jenis_pegawai"])}
            )

    def _belongs_elsewhere(self, keadaan: Keadaan) -> bool:
        """Whether the post held on the date or later, or else the last one, is outside the reach of this import."""
        tanggal = self.acuan.tanggal
        deciding = [pos for pos in keadaan.pos if pos.tmt_selesai is None or pos.tmt_selesai >= tanggal]
        return any(pos.unit_id not in self.acuan.unit.di_dalam for pos in deciding or keadaan.pos[-1:])

    def _post(self, hasil: Hasil, isian: Mapping[str, Any], isi: Mapping[str, str], keadaan: Keadaan | None) -> None:
        """What becomes of the post; fills ``hasil``."""
        tanggal = self.acuan.tanggal
        pos = keadaan.on(tanggal) if keadaan else None
        hasil.data = {"cara": TETAP, "pegawai": keadaan.pk if keadaan else None}
        if isi["status"] in BERHENTI:
            self._leave(hasil, pos, isi, keadaan)
            return
        units = self.acuan.unit.find(
            isian.get("kode_unit") or "", isian.get("unit_kerja") or "", isian.get("unor_induk") or ""
        )
        unit_id = self.acuan.unit.choose(units, pos.unit_id if pos else None)
        jabatan_id, jabatan = self.find_jabatan(isian["jabatan"])
        memimpin = isian.get("memimpin")
        if memimpin is None:
            memimpin = bool(pos and pos.memimpin and pos.unit_id == unit_id)
        hasil.unit_id, hasil.memimpin = unit_id, memimpin
        if pos and pos.memimpin and not (memimpin and pos.unit_id == unit_id):
            hasil.lepas_id = pos.unit_id
        atasan = self._atasan(hasil, isian.get("nip_atasan"), pos, unit_id)
        sama = pos is not None and (unit_id, jabatan_id, memimpin, atasan) == (
            pos.unit_id,
            pos.jabatan_id,
            pos.memimpin,
            pos.atasan_nip,
        )
        dasar = isian.get("dasar")
        if pos and sama and dasar in {None, "", pos.dasar}:
            return
        tmt = None if sama else isian.get("tmt_jabatan") or None
        mulai, selesai = self._dates(tmt, keadaan, pos, unit_id, memimpin=memimpin)
        if pos is None:
            hasil.data["cara"] = BARU
        else:
            # Another number of the decree alone is no new post.
            hasil.data["cara"] = KOREKSI if sama or pos.tmt_mulai == tanggal else GANTI
            hasil.data["pos"] = pos.pk
        hasil.data |= {
            "unit": unit_id,
            "unit_nama": self.acuan.unit.semua[unit_id].nama,
            "jabatan": jabatan,
            "jenis_jabatan": isian.get("jenis_jabatan") or JenisJabatan.PELAKSANA.value,
            "memimpin": memimpin,
            "atasan": atasan,
            "mulai": mulai,
            "selesai": selesai,
            "dasar": (dasar or (pos.dasar if pos and hasil.data["cara"] == KOREKSI else ""))[:120],
        }
        if keadaan:
            compare(self.acuan, hasil, pos, unit_id, jabatan, memimpin=memimpin, atasan=atasan)

    def _leave(self, hasil: Hasil, pos: Pos | None, isi: Mapping[str, str], keadaan: Keadaan | None) -> None:
        if keadaan is None:
            raise SelDitolak(
                _("Pegawai baru berstatus %(status)s. Hapus barisnya atau perbaiki statusnya.")
                % {"status": label("status", isi["status"])}
            )
        if pos is None:
            return
        selesai = max(pos.tmt_mulai, self.acuan.tanggal - timedelta(days=1))
        if pos.tmt_selesai == selesai:
            return
        hasil.data |= {"cara": AKHIR, "pos": pos.pk, "selesai": selesai}
        if pos.memimpin:
            hasil.lepas_id = pos.unit_id
        sekarang = f"{self.acuan.jabatan.nama[pos.jabatan_id]}, {self.acuan.unit.semua[pos.unit_id].nama}"
        berakhir = _("berakhir %(tanggal)s") % {"tanggal": format_tanggal(selesai)}
        hasil.beda.append({"kolom": MENURUT_KUNCI["jabatan"].judul, "lama": sekarang, "baru": berakhir})

    def find_jabatan(self, teks: str | None) -> tuple[int | None, str]:
        """Key and name of a title; no key while it is new.

        :raises SelDitolak: empty, or an acting one.
        """
        if not teks:
            raise SelDitolak(_("Jabatan kosong."))
        if _PELAKSANA_TUGAS.match(teks):
            raise SelDitolak(
                _("“%(jabatan)s” bukan jabatan definitif. Isi jabatan definitifnya; Plt. dan Plh. dicatat tersendiri.")
                % {"jabatan": teks}
            )
        return self.acuan.jabatan.find(teks)

    def _atasan(self, hasil: Hasil, teks: str | None, pos: Pos | None, unit_id: int) -> str:
        """NIP of a superior who is another than the structure says, or nothing."""
        kept = pos.atasan_nip if pos else ""
        if self._atasan_at is None:
            return kept if pos and pos.unit_id == unit_id else ""
        if not teks:
            return ""
        nip = normalize(teks)
        if nip == hasil.nip:
            raise SelDitolak(_("NIP atasan sama dengan NIP pegawai ini."))
        if nip_key(nip) == "":
            raise SelDitolak(_("NIP atasan 18 angka. Kosongkan bila atasannya kepala unit."))
        if nip not in self.acuan.nama:
            hasil.atasan = nip
        if nip == kept:
            return nip
        kepala = self.acuan.kepala
        hasil.menurut_kepala = True
        above = kepala.superior(kepala.setelah, unit_id, hasil.nip, memimpin=hasil.memimpin)
        return "" if above and above[0] == nip else nip

    def _dates(
        self, tmt: date | None, keadaan: Keadaan | None, pos: Pos | None, unit_id: int, *, memimpin: bool
    ) -> tuple[date, date | None]:
        """First and last day of the post that is written."""
        tanggal = self.acuan.tanggal
        tmt = tmt or tanggal
        if tmt > tanggal:
            raise SelDitolak(
                _("TMT jabatan %(tmt)s sesudah tanggal berlaku impor ini, %(tanggal)s.")
                % {"tmt": format_tanggal(tmt), "tanggal": format_tanggal(tanggal)}
            )
        penutupan = self.acuan.unit.semua[unit_id].selesai
        if pos:
            return tanggal, _earlier(pos.tmt_selesai, penutupan)
        if keadaan is None:
            # A first post began when the sheet says, unless a closed month rests on it or somebody else led then.
            mulai = min(tanggal, max(tmt, self.acuan.bebas_sejak or tmt))
            return (mulai if not memimpin or self.acuan.kepala.free_from(unit_id, mulai) else tanggal), penutupan
        later = keadaan.next_after(tanggal)
        return tanggal, _earlier(later.tmt_mulai - timedelta(days=1) if later else None, penutupan)

    def _refuse(self, hasil: Hasil, cells: Mapping[str, Cell], alasan: list[str]) -> None:
        hasil.hasil = HasilBaris.DITOLAK
        hasil.nip = hasil.nip or nip_key(cells["nip"]) or shown(cells["nip"])
        hasil.nama = hasil.nama or shown(cells["nama"])
        hasil.alasan = list(dict.fromkeys(alasan))
        hasil.beda = []
        hasil.data = {}
        hasil.sel = sel_of(cells)


def _earlier(one: date | None, other: date | None) -> date | None:
    return min((day for day in (one, other) if day), default=None)


def _take(alasan: list[str], read: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return read(*arguments)
    except SelDitolak as refused:
        alasan.append(refused.message)
        return None


def read_repeating(key: str, cell: Cell) -> Any:
    text = read_text(key, cell)
    reader = PEMBACA.get(key)
    return reader(text) if reader and (text or key == "memimpin") else text


def sel_of(cells: Mapping[str, Cell]) -> dict[str, Any]:
    """The cells of a refused row as the sheet shows them, for the sheet of refused rows."""
    return {kolom.kunci: shown(cells[kolom.kunci]) for kolom in KOLOM if kolom.kunci in cells}
