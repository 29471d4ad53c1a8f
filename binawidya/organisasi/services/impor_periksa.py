"""One row of a roster against what is known: what it means, what it would change, or why it is refused."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import GOLONGAN_PPPK, HasilBaris, JenisJabatan, JenisPegawai, StatusPegawai
from binawidya.organisasi.nip import PANJANG, format_nip, normalize, parse_nip
from binawidya.organisasi.selectors.impor import ISI, Keadaan, Pos
from binawidya.organisasi.services.impor_acuan import Acuan
from binawidya.organisasi.services.impor_acuan import Kepala as Pimpinan
from binawidya.organisasi.services.impor_kolom import (
    KOLOM,
    LABEL,
    MENURUT_KUNCI,
    PEMBACA,
    Kepala,
    SelDitolak,
    read_nama,
    read_nip_text,
    read_text,
)
from binawidya.umum.dates import format_tanggal
from binawidya.umum.spreadsheet.cells import Cell, shown
from binawidya.umum.spreadsheet.reader import Row

# What happens to the post: nothing, a first one, a new one, the same one put right, or its end.
TETAP, BARU, GANTI, KOREKSI, AKHIR = "", "baru", "ganti", "koreksi", "akhir"
_BERHENTI: Final = frozenset({StatusPegawai.PENSIUN.value, StatusPegawai.KELUAR.value})
_PPPK: Final = frozenset({JenisPegawai.PPPK.value, JenisPegawai.PPPK_PARUH_WAKTU.value})
_PELAKSANA_TUGAS = re.compile(r"(?:plt|plh|pelaksana tugas|pelaksana harian)\b\.?\s*\S", re.IGNORECASE)
_NOBODY: Final = dict.fromkeys(ISI, "")
# Columns in which nearly every row says something else.
_DIFFERENT: Final = frozenset({"nip", "nama", "email", "nip_atasan"})
MAX_MEMO: Final = 50_000
_LABEL_BEDA: Final = {key: MENURUT_KUNCI[key].judul for key in ISI} | {"atasan": "Atasan"}


@dataclass(slots=True)
class Hasil:
    """What became of a row. ``data`` is what applying it needs; ``alasan`` why it is refused."""

    nomor: int
    hasil: HasilBaris
    nip: str
    nama: str
    data: dict[str, Any] = field(default_factory=dict)
    beda: list[dict[str, str]] = field(default_factory=list)
    alasan: list[str] = field(default_factory=list)
    unit_id: int | None = None
    memimpin: bool = False
    lepas_id: int | None = None  # unit whose definitive head this person ceases to be
    atasan: str = ""  # superior named in the sheet who is not in the database yet


def nip_key(cell: Cell) -> str:
    """The digits of an NIP cell for looking up, or nothing."""
    if type(cell) is not str:
        return ""
    if len(cell) == PANJANG and cell.isascii() and cell.isdigit():
        return cell
    digits = normalize(cell)
    return digits if len(digits) == PANJANG and digits.isascii() and digits.isdigit() else ""


class Pemeriksa:
    """Checks the rows of one import. ``ganda`` and ``ditolak`` are what only the whole sheet can tell."""

    def __init__(self, acuan: Acuan, kepala: Kepala, ganda: Mapping[str, Sequence[int]]) -> None:
        self.acuan = acuan
        self.kepala = kepala
        self.ganda = ganda
        self.ditolak: dict[int, str] = {}
        self.keadaan: Mapping[str, Keadaan] = {}
        # Columns that hold few different texts: each text is read once for the whole sheet.
        self._repeating: list[tuple[str, int, dict[Cell, Any]]] = [
            (key, index, {}) for key, index in kepala.letak.items() if key not in _DIFFERENT
        ]
        self._nip_at, self._nama_at = kepala.letak["nip"], kepala.letak["nama"]
        self._email_at, self._atasan_at = kepala.letak.get("email"), kepala.letak.get("nip_atasan")

    # --- reading ----------------------------------------------------------------------------------------------
    def _read(self, row: Row, keadaan: Keadaan | None, alasan: list[str]) -> dict[str, Any]:
        """What the row says, by column; what the sheet has no column for is missing."""
        cells, width = row.sel, len(row.sel)
        isian: dict[str, Any] = {}
        for key, index, memo in self._repeating:
            cell = cells[index] if index < width else None
            value = memo.get(cell, memo)
            if value is memo:
                value = _take(alasan, _read_repeating, key, cell)
                if value is not None and (cell is None or type(cell) is str) and len(memo) < MAX_MEMO:
                    memo[cell] = value
            isian[key] = value
        # What stands there as the database has it was clean when it was stored.
        nama = cells[self._nama_at] if self._nama_at < width else None
        known = keadaan.isi if keadaan else _NOBODY
        isian["nama"] = nama if nama is not None and nama == known["nama"] else _take(alasan, read_nama, nama) or ""
        if self._email_at is not None:
            email = cells[self._email_at] if self._email_at < width else None
            isian["email"] = email if email == known["email"] else _take(alasan, _read_email, email)
        if self._atasan_at is not None:
            atasan = cells[self._atasan_at] if self._atasan_at < width else None
            isian["nip_atasan"] = "" if atasan is None else _take(alasan, read_nip_text, "nip_atasan", atasan)
        return isian

    def _nip(self, cell: Cell, keadaan: Keadaan | None, isi: Mapping[str, str], alasan: list[str]) -> str:
        if keadaan is not None and keadaan.isi["jenis_pegawai"] == isi["jenis_pegawai"]:
            return keadaan.nip
        if cell is None:
            alasan.append(_("NIP kosong."))
            return ""
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
        """Judge one row. ``keadaan`` must hold the person, if there is one."""
        alasan: list[str] = []
        cell = row.sel[self._nip_at] if self._nip_at < len(row.sel) else None
        key = nip_key(cell)
        keadaan = self.keadaan.get(key)
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
        hasil = Hasil(row.nomor, HasilBaris.TETAP, nip, isian["nama"])
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
                {"kolom": _LABEL_BEDA[key], "lama": _label(key, keadaan.isi[key]), "baru": _label(key, isi[key])}
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
        for name in ("nama", "gelar_depan", "gelar_belakang", "golongan", "email"):
            if name in isian:
                isi[name] = isian[name] or ""
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
        if golongan and (golongan in GOLONGAN_PPPK) != (isi["jenis_pegawai"] in _PPPK):
            alasan.append(
                _("Golongan %(golongan)s tidak dipakai untuk %(jenis)s. Periksa keduanya.")
                % {"golongan": golongan, "jenis": _label("jenis_pegawai", isi["jenis_pegawai"])}
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
        if isi["status"] in _BERHENTI:
            self._leave(hasil, pos, isi, keadaan)
            return
        units = self.acuan.unit.find(
            isian.get("kode_unit") or "", isian.get("unit_kerja") or "", isian.get("unor_induk") or ""
        )
        unit_id = self.acuan.unit.choose(units, pos.unit_id if pos else None)
        jabatan_id, jabatan = self._jabatan(isian["jabatan"])
        memimpin = isian.get("memimpin")
        if memimpin is None:
            memimpin = bool(pos and pos.memimpin and pos.unit_id == unit_id)
        hasil.unit_id, hasil.memimpin = unit_id, memimpin
        if pos and pos.memimpin and not (memimpin and pos.unit_id == unit_id):
            hasil.lepas_id = pos.unit_id
        atasan = self._atasan(hasil, isian.get("nip_atasan"), pos, unit_id)
        if pos and (unit_id, jabatan_id, memimpin, atasan) == (
            pos.unit_id,
            pos.jabatan_id,
            pos.memimpin,
            pos.atasan_nip,
        ):
            return
        tmt = isian.get("tmt_jabatan") or None
        mulai, selesai = self._dates(tmt, keadaan, pos, unit_id, memimpin=memimpin)
        if pos is None:
            hasil.data["cara"] = BARU
        else:
            hasil.data["cara"] = KOREKSI if pos.tmt_mulai == tanggal else GANTI
            hasil.data["pos"] = pos.pk
        hasil.data |= {
            "unit": unit_id,
            "unit_nama": self.acuan.unit.semua[unit_id].nama,
            "jabatan": jabatan,
            "jenis_jabatan": isian.get("jenis_jabatan") or JenisJabatan.PELAKSANA.value,
            "memimpin": memimpin,
            "atasan": atasan,
            "mulai": mulai.isoformat(),
            "selesai": selesai.isoformat() if selesai else None,
        }
        if keadaan:
            self._compare(hasil, pos, unit_id, jabatan, memimpin=memimpin, atasan=atasan)

    def _leave(self, hasil: Hasil, pos: Pos | None, isi: Mapping[str, str], keadaan: Keadaan | None) -> None:
        if keadaan is None:
            raise SelDitolak(
                _("Pegawai baru berstatus %(status)s. Hapus barisnya atau perbaiki statusnya.")
                % {"status": _label("status", isi["status"])}
            )
        if pos is None:
            return
        selesai = max(pos.tmt_mulai, self.acuan.tanggal - timedelta(days=1))
        if pos.tmt_selesai == selesai:
            return
        hasil.data |= {"cara": AKHIR, "pos": pos.pk, "selesai": selesai.isoformat()}
        if pos.memimpin:
            hasil.lepas_id = pos.unit_id
        sekarang = f"{self.acuan.jabatan.nama[pos.jabatan_id]}, {self.acuan.unit.semua[pos.unit_id].nama}"
        berakhir = _("berakhir %(tanggal)s") % {"tanggal": format_tanggal(selesai)}
        hasil.beda.append({"kolom": MENURUT_KUNCI["jabatan"].judul, "lama": sekarang, "baru": berakhir})

    def _jabatan(self, teks: str | None) -> tuple[int | None, str]:
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
        if tmt.year < 1945:
            raise SelDitolak(_("TMT jabatan %(tmt)s tidak wajar.") % {"tmt": format_tanggal(tmt)})
        if pos:
            return tanggal, pos.tmt_selesai
        if keadaan is None:
            # A first post began when the sheet says, unless somebody else led the unit then.
            return (tmt if not memimpin or self.acuan.kepala.free_from(unit_id, tmt) else tanggal), None
        later = keadaan.next_after(tanggal)
        return tanggal, later.tmt_mulai - timedelta(days=1) if later else None

    def _compare(
        self, hasil: Hasil, pos: Pos | None, unit_id: int, jabatan: str, *, memimpin: bool, atasan: str
    ) -> None:
        """Old and new value of what changes about the post."""
        units, titles = self.acuan.unit.semua, self.acuan.jabatan.nama
        before = after = ""
        if pos is None or pos.unit_id != unit_id:
            before = units[pos.unit_id].nama if pos else ""
            hasil.beda.append({"kolom": "Unit kerja", "lama": before, "baru": units[unit_id].nama})
        if pos is None or titles[pos.jabatan_id] != jabatan:
            before = titles[pos.jabatan_id] if pos else ""
            hasil.beda.append({"kolom": "Jabatan", "lama": before, "baru": jabatan})
        if pos and pos.memimpin != memimpin:
            hasil.beda.append(
                {
                    "kolom": "Memimpin unit",
                    "lama": _label("memimpin", pos.memimpin),
                    "baru": _label("memimpin", memimpin),
                }
            )
        if pos:
            before = self._superior_name(
                self.acuan.kepala.sekarang, pos.unit_id, hasil.nip, pos.atasan_nip, memimpin=pos.memimpin
            )
            after = self._superior_name(self.acuan.kepala.setelah, unit_id, hasil.nip, atasan, memimpin=memimpin)
            if before == after and pos.atasan_nip != atasan:
                after = _("%(nama)s sebagai kepala unit") % {"nama": after}
            if before != after:
                hasil.beda.append({"kolom": _LABEL_BEDA["atasan"], "lama": before, "baru": after})

    def _superior_name(self, heads: Mapping[int, Pimpinan], unit_id: int, nip: str, own: str, *, memimpin: bool) -> str:
        if own:
            return self.acuan.nama.get(own) or format_nip(own)
        head = self.acuan.kepala.superior(heads, unit_id, nip, memimpin=memimpin)
        return head[1] if head else ""

    def _refuse(self, hasil: Hasil, cells: Mapping[str, Cell], alasan: list[str]) -> None:
        hasil.hasil = HasilBaris.DITOLAK
        hasil.nip = hasil.nip or nip_key(cells["nip"]) or shown(cells["nip"])
        hasil.nama = hasil.nama or shown(cells["nama"])
        hasil.alasan = list(dict.fromkeys(alasan))
        hasil.beda = []
        hasil.data = sel_of(cells)


def _take(alasan: list[str], read: Callable[..., Any], *arguments: Any) -> Any:
    try:
        return read(*arguments)
    except SelDitolak as refused:
        alasan.append(refused.message)
        return None


def _read_repeating(key: str, cell: Cell) -> Any:
    text = read_text(key, cell)
    reader = PEMBACA.get(key)
    return reader(text) if reader and (text or key == "memimpin") else text


def _read_email(cell: Cell) -> str:
    text = read_text("email", cell)
    return PEMBACA["email"](text) if text else ""


def sel_of(cells: Mapping[str, Cell]) -> dict[str, Any]:
    """The cells of a refused row as the sheet shows them, for the sheet of refused rows."""
    return {"sel": {kolom.kunci: shown(cells[kolom.kunci]) for kolom in KOLOM if kolom.kunci in cells}}


def _label(key: str, value: Any) -> str:
    labels = LABEL.get(key)
    return str(labels[value]) if labels and value in labels else str(value)
