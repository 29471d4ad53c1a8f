"""The rows of a roster that say nothing unusual, judged by column: new people and those who stay as they are.

Only a shorter way to what :class:`~binawidya.organisasi.services.impor_periksa.Pemeriksa` says of the same row. It
never refuses: whatever is not plain here is left to the long way.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from operator import itemgetter
from typing import Any, Final

from binawidya.organisasi.enums import GOLONGAN_PPPK, JenisJabatan, JenisPegawai, StatusPegawai
from binawidya.organisasi.gelar import split_gelar
from binawidya.organisasi.nip import is_plain_nip
from binawidya.organisasi.selectors.impor import ISI, LETAK_ISI, LETAK_POS, Tersimpan
from binawidya.organisasi.services.impor_beda import Hasil
from binawidya.organisasi.services.impor_periksa import (
    BARU,
    BERHENTI,
    HASHED,
    MAX_MEMO,
    PPPK,
    Pemeriksa,
    nip_key,
    read_repeating,
)
from binawidya.organisasi.services.impor_polos import plain_email, plain_nama, plain_nik, plain_telepon
from binawidya.organisasi.services.impor_sel import SelDitolak
from binawidya.umum.spreadsheet.cells import Cell
from binawidya.umum.spreadsheet.reader import Block

Salinan = tuple[Any, ...]  # what COPY writes of a row
json_of = json.JSONEncoder(ensure_ascii=False).encode
# What applying a row needs, in the order of COPY, and what stands there where there is nothing to say.
RENCANA: Final[dict[str, Any]] = {
    "pegawai": None, "sidik": "", "gelar_depan": "", "gelar_belakang": "", "jenis_pegawai": "", "status": "",
    "golongan": "", "email": "", "tempat_lahir": "", "nik": "", "telepon": "", "tmt_golongan": "", "pendidikan": "",
    "jurusan": "", "tahun_lulus": "", "cara": "", "pos": None, "unit": None, "unit_nama": "", "jabatan": "",
    "jenis_jabatan": "", "memimpin": False, "atasan": "", "mulai": None, "selesai": None, "dasar": "",
}  # fmt: skip
NOTHING: Final = tuple(RENCANA.values())
_TAK: Final = object()  # what has to go the long way
_SENDIRI: Final = frozenset({"email", "nik", "telepon"})
_POS, _UNIT, _JABATAN, _MEMIMPIN = (LETAK_POS[key] for key in ("pk", "unit", "jabatan", "memimpin"))
_ATASAN, _MULAI, _SELESAI, _DASAR = (LETAK_POS[key] for key in ("atasan_nip", "mulai", "selesai", "dasar"))
_NAMA, _GELAR_DEPAN, _GELAR_BELAKANG, _JENIS, _STATUS, _GOLONGAN = range(6)
_EMAIL, _NIK, _TELEPON = (ISI.index(key) for key in ("email", "nik", "telepon"))


class _Memo(dict[Any, Any]):
    """What a value means, found out once for each value that a column holds."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, value: Any) -> Any:
        try:
            found = self._read(value)
        except SelDitolak:
            found = _TAK
        if len(self) < MAX_MEMO:
            self[value] = found
        return found

    def over(self, cells: Sequence[Cell]) -> list[Any]:
        """What each cell of a column means."""
        if HASHED.issuperset(map(type, cells)):
            return list(map(self.__getitem__, cells))
        return [self[cell] if type(cell) in HASHED else _TAK for cell in cells]


def salinan(impor_id: int, hasil: Hasil) -> Salinan:
    """What COPY writes of a row that went the long way."""
    data = hasil.data
    return (
        impor_id,
        hasil.nomor,
        hasil.hasil.value,
        hasil.nip[:60],
        hasil.nama[:200],
        json_of(hasil.sel) if hasil.sel else "{}",
        json_of(hasil.beda) if hasil.beda else "[]",
        json_of(hasil.alasan) if hasil.alasan else "[]",
        *(map(data.get, RENCANA, NOTHING) if data else NOTHING),
    )


# The end of a line of COPY for a row that changes nothing, and how many columns of it are NULL.
_TETAP: Final = "\t{}\t[]\t[]\t" + "\t".join({None: "\\N", False: "f"}.get(value, "") for value in NOTHING) + "\n"
_TETAP_NULL: Final = _TETAP.count("\\")
_TABS: Final = 7 + len(NOTHING)


def _whole(line: str, nulls: int) -> str | None:
    """A line of COPY, or nothing where a text has letters that mean something in one."""
    if (
        line.count("\t") == _TABS
        and line.count("\\") == nulls
        and "\r" not in line
        and line.find("\n") == len(line) - 1
    ):
        return line
    return None


class Cepat:
    """Takes the plain rows of one sheet."""

    def __init__(self, pemeriksa: Pemeriksa, impor_id: int) -> None:
        self._pemeriksa = pemeriksa
        self._acuan = acuan = pemeriksa.acuan
        self._letak = letak = pemeriksa.kepala.letak
        self._impor_id = impor_id
        # Level and subject of the education in one column, or columns of only one title, are for the long way.
        self.bisa = not ("jurusan" in letak and "pendidikan" not in letak)
        self._gelar_di_nama = pemeriksa.gelar_di_nama
        self._bacaan = {
            key: _Memo(self._reader(key)) for key in letak if key not in {"nip", "nama", "nip_atasan", *_SENDIRI}
        }
        self._jabatan = _Memo(lambda text: pemeriksa.find_jabatan(text) if text is not _TAK else _TAK)
        self._unit = _Memo(lambda names: _TAK if _TAK in names else acuan.unit.find(*names))
        self._mulai = _Memo(self._first_day)
        self._cocok = _Memo(lambda both: not both[0] or (both[0] in GOLONGAN_PPPK) == (both[1] in PPPK))
        # The columns of a person that the sheet has, in the order of ``ISI``, and the same of who is known.
        # The name twice, because of one column alone no tuple would come.
        there = [_NAMA, *(index for index, key in enumerate(ISI) if key in letak)]
        self._isi_lama = itemgetter(*(LETAK_ISI[ISI[index]] for index in there))
        self._isi_baru = itemgetter(*there)

    @staticmethod
    def _reader(key: str) -> Callable[[Cell], Any]:
        def read(cell: Cell) -> Any:
            value = read_repeating(key, cell)
            return value if value is not None else ""

        return read

    def _first_day(self, tmt: Any) -> Any:
        if tmt is _TAK:
            return _TAK
        tanggal = self._acuan.tanggal
        tmt = tmt or tanggal
        return _TAK if tmt > tanggal else min(tanggal, max(tmt, self._acuan.bebas_sejak or tmt))

    # --- columns ----------------------------------------------------------------------------------------------
    def _cells(self, blok: Block, key: str) -> Sequence[Cell] | None:
        index = self._letak.get(key)
        if index is None:
            return None
        return blok.kolom[index] if index < len(blok.kolom) else [None] * len(blok.nomor)

    def _values(self, blok: Block, key: str) -> Iterable[Any] | None:
        cells = self._cells(blok, key)
        return None if cells is None else self._bacaan[key].over(cells)

    def _people(self, blok: Block) -> Iterator[tuple[Any, ...]]:
        """What the rows say of the people, in the order of ``ISI``; nothing where the sheet has no column."""
        columns: list[Iterable[Any]] = []
        for key in ISI:
            cells = self._cells(blok, key)
            if cells is None:
                columns.append(repeat(""))
            elif key == "nama" or key in _SENDIRI:
                columns.append(["" if cell is None else cell for cell in cells])
            else:
                columns.append(self._bacaan[key].over(cells))
        return zip(*columns, strict=False)

    def _posts(self, blok: Block) -> Iterator[tuple[Any, ...]]:
        """Units that may be meant, title, kind of title, whether it leads, first day, decree, superior."""
        nothing = repeat("")
        names = zip(
            self._values(blok, "kode_unit") or nothing,
            self._values(blok, "unit_kerja") or nothing,
            self._values(blok, "unor_induk") or nothing,
            strict=False,
        )
        superiors = self._cells(blok, "nip_atasan")
        return zip(
            map(self._unit.__getitem__, names),
            map(self._jabatan.__getitem__, self._values(blok, "jabatan") or nothing),
            self._values(blok, "jenis_jabatan") or nothing,
            self._values(blok, "memimpin") or repeat(None),
            self._values(blok, "tmt_jabatan") or nothing,
            self._values(blok, "dasar") or nothing,
            repeat(None) if superiors is None else ["" if cell is None else cell for cell in superiors],
            strict=False,
        )

    # --- rows -------------------------------------------------------------------------------------------------
    def judge(
        self, blok: Block, keys: Sequence[str], known: Mapping[str, Tersimpan], skip: Collection[int]
    ) -> tuple[list[str], list[int]]:
        """Lines for COPY, and the places of those that must go the long way, such as all in ``skip``.

        :param keys: the NIP of each row, as :func:`nip_key` reads it.
        """
        if not self.bisa:
            return [], list(range(len(keys)))
        done: list[str] = []
        left: list[int] = []
        nips = self._cells(blok, "nip") or ()
        rows = zip(blok.nomor, keys, nips, self._people(blok), self._posts(blok), strict=False)
        for index, (nomor, key, cell, isi, post) in enumerate(rows):
            found = None
            if key and index not in skip:
                stored = known.get(key)
                if stored is None:
                    found = self._new(nomor, key, isi, post) if key == cell else None
                elif self._same(stored, isi, post):
                    found = _whole(f"{self._impor_id}\t{nomor}\ttetap\t{key}\t{isi[_NAMA]}{_TETAP}", _TETAP_NULL)
            if found is None:
                left.append(index)
            else:
                done.append(found)
        return done, left

    def _new(self, nomor: int, nip: str, isi: tuple[Any, ...], post: tuple[Any, ...]) -> str | None:
        """Somebody who is not known, with a first post that leads nothing."""
        units, title, kind, leads, tmt, dasar, superior = post
        if units is _TAK or title is _TAK or leads or superior or _TAK in isi or _TAK in post or len(units) != 1:
            return None
        mulai = self._mulai[tmt]
        if mulai is _TAK or not plain_nama(isi[_NAMA]):
            return None
        email, nik, telepon = isi[_EMAIL], isi[_NIK], isi[_TELEPON]
        if (
            (email != "" and not plain_email(email))
            or (nik != "" and not plain_nik(nik))
            or (telepon != "" and not plain_telepon(telepon))
        ):
            return None
        if not isi[_JENIS] or not isi[_STATUS] or (self._gelar_di_nama and ("," in isi[0] or "." in isi[0])):
            isi = self._completed(nip, isi)
        if (
            isi[_STATUS] in BERHENTI
            or not self._cocok[isi[_GOLONGAN], isi[_JENIS]]
            or not is_plain_nip(nip, isi[_JENIS])
        ):
            return None
        unit = self._acuan.unit.semua[units[0]]
        rest = "\t".join(isi[1:])
        line = (
            f"{self._impor_id}\t{nomor}\tbaru\t{nip}\t{isi[_NAMA]}\t{{}}\t[]\t[]\t\\N\t\t{rest}\t{BARU}\t\\N\t"
            f"{unit.pk}\t{unit.nama}\t{title[1]}\t{kind or JenisJabatan.PELAKSANA.value}\tf\t\t{mulai}\t"
        )
        if unit.selesai is None:
            return _whole(f"{line}\\N\t{dasar[:120]}\n", 3)
        return _whole(f"{line}{unit.selesai}\t{dasar[:120]}\n", 2)

    def _completed(self, nip: str, isi: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(isi)
        if self._gelar_di_nama:
            values[_GELAR_DEPAN], values[_NAMA], values[_GELAR_BELAKANG] = split_gelar(isi[_NAMA])
        if not isi[_STATUS]:
            values[_STATUS] = StatusPegawai.AKTIF.value
        if not isi[_JENIS]:
            contract = isi[_GOLONGAN] in GOLONGAN_PPPK or nip[12:14] > "12"
            values[_JENIS] = JenisPegawai.PPPK.value if contract else JenisPegawai.PNS.value
        return tuple(values)

    def _same(self, stored: Tersimpan, isi: tuple[Any, ...], post: tuple[Any, ...]) -> bool:
        """Whether the database has just this of somebody who is known."""
        first = stored[0]
        if first[LETAK_ISI["status"]] in BERHENTI or self._isi_lama(first) != self._isi_baru(isi):
            return False
        tanggal = self._acuan.tanggal
        now = None
        for row in stored:
            if row[_POS] is None or (row[_SELESAI] is not None and row[_SELESAI] < tanggal):
                continue
            if row[_UNIT] not in self._acuan.unit.di_dalam:
                return False
            if row[_MULAI] <= tanggal:
                now = row
        if now is None:
            return False
        units, title, _kind, leads, _tmt, dasar, superior = post
        return (
            units is not _TAK
            and title is not _TAK
            and _TAK not in post
            and now[_UNIT] in units
            and now[_JABATAN] == title[0]
            and (leads is None or leads == now[_MEMIMPIN])
            and (superior is None or superior == (now[_ATASAN] or ""))
            and (not dasar or dasar == now[_DASAR])
        )


def keys_of(blok: Block, index: int | None) -> list[str]:
    """The NIPs of a column, as :func:`nip_key` reads them."""
    if index is None or index >= len(blok.kolom):
        return [""] * len(blok.nomor)
    return [nip_key(cell) for cell in blok.kolom[index]]
