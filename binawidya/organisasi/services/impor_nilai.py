"""Goes through a roster once, while it is still being read, and judges its rows as they come.

What only the whole sheet tells waits until its end: who leads which unit, and which NIPs stand there twice.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import chain, islice
from typing import Any, Final

from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris
from binawidya.organisasi.selectors.impor import nama_of, tersimpan_of
from binawidya.organisasi.services.impor_beda import Hasil
from binawidya.organisasi.services.impor_cepat import Cepat, Salinan, keys_of, salinan
from binawidya.organisasi.services.impor_judul import Kepala, is_numbering
from binawidya.organisasi.services.impor_periksa import Pemeriksa, nip_key
from binawidya.organisasi.services.impor_sel import SelDitolak, read_memimpin, read_text
from binawidya.umum.spreadsheet.reader import Block, Row, Sheet, joined

CHUNK: Final = 4_000
MAX_HELD: Final = 20_000  # rows that are kept until the end of the sheet; more of them are read again


class Penilai:
    """Judges the rows of one sheet: :meth:`first`, then :meth:`settle`, then :meth:`rest`."""

    def __init__(self, pemeriksa: Pemeriksa, impor_id: int) -> None:
        self._pemeriksa = pemeriksa
        self._impor_id = impor_id
        self._cepat = Cepat(pemeriksa, impor_id)
        self._heads = pemeriksa.acuan.kepala.nips()
        self._leads = _Leads()
        self._seen: dict[str, int] = {}
        self._leading: list[tuple[Row, Hasil]] = []
        self._held: list[Row] = []
        self._again: set[int] = set()
        self.jumlah = 0
        self.menunggu: dict[int, str] = {}  # rows whose superior is not in the database yet

    # --- while the sheet is read ------------------------------------------------------------------------------
    def first(self, sheet: Sheet, ready: Callable[[], None]) -> Iterator[tuple[str, list[Salinan]]]:
        """What COPY writes of the rows that can be judged at once: whole lines, and rows.

        :param ready: returns when the database can be asked.
        """
        kepala = self._pemeriksa.kepala
        for blok in _chunks(data_blocks(sheet, kepala)):
            keys = keys_of(blok, kepala.letak["nip"])
            twice, leading = self._twice(blok, keys), self._leaders(blok, keys)
            ready()
            self._load(keys, keys_of(blok, kepala.letak.get("nip_atasan")))
            lines, left = self._cepat.judge(blok, keys, self._pemeriksa.tersimpan, twice | leading)
            done = []
            for index in left:
                row = blok.row(index)
                hasil = self._pemeriksa.check(row)
                if index in leading:
                    self._leading.append((row, hasil))
                elif index in twice or hasil.menurut_kepala:
                    self._hold(row)
                else:
                    done.append(self._salinan(hasil))
            self.jumlah += len(keys)
            yield "".join(lines), done

    def _twice(self, blok: Block, keys: list[str]) -> set[int]:
        """The places of rows whose NIP an earlier one has."""
        seen, ganda = self._seen, self._pemeriksa.ganda
        found = set()
        for index, (nomor, key) in enumerate(zip(blok.nomor, keys, strict=True)):
            if key and (before := seen.setdefault(key, nomor)) != nomor:
                ganda.setdefault(key, [before]).append(nomor)
                found.add(index)
        return found

    def _leaders(self, blok: Block, keys: list[str]) -> set[int]:
        """The places of rows on which it rests who leads which unit."""
        heads, leads = self._heads, self._leads
        found = {index for index, key in enumerate(keys) if key in heads}
        at = self._pemeriksa.kepala.letak.get("memimpin")
        if at is not None and at < len(blok.kolom):
            found |= {index for index, cell in enumerate(blok.kolom[at]) if leads[cell]}
        return found

    def _load(self, keys: Iterable[str], superiors: Iterable[str]) -> None:
        """What is known of some people and of some superiors."""
        acuan = self._pemeriksa.acuan
        self._pemeriksa.tersimpan = tersimpan_of(filter(None, keys), acuan.tanggal)
        if unknown := set(filter(None, superiors)) - acuan.nama.keys():
            acuan.nama.update(nama_of(unknown))

    def _hold(self, row: Row) -> None:
        if len(self._held) < MAX_HELD:
            self._held.append(row)
        else:
            self._again.add(row.nomor)

    def _salinan(self, hasil: Hasil) -> Salinan:
        if hasil.atasan and hasil.hasil != HasilBaris.DITOLAK:
            self.menunggu[hasil.nomor] = hasil.atasan
        return salinan(self._impor_id, hasil)

    # --- at its end -------------------------------------------------------------------------------------------
    def settle(self) -> list[int]:
        """Find who will lead which unit. Gives the numbers of rows that were copied too early and come again."""
        ganda = self._pemeriksa.ganda
        settle_heads(self._pemeriksa, [hasil for _row, hasil in self._leading if hasil.nip not in ganda])
        kept = {row.nomor for row, _hasil in self._leading} | {row.nomor for row in self._held} | self._again
        early = {numbers[0] for numbers in ganda.values()} - kept
        self._again |= early
        for nomor in early:
            self.menunggu.pop(nomor, None)
        return sorted(early)

    def rest(self, sheet: Sheet) -> Iterator[list[Salinan]]:
        """What COPY writes of the rows that waited."""
        pemeriksa = self._pemeriksa
        settled: list[Salinan] = []
        open_rows: list[Row] = self._held
        for row, hasil in self._leading:
            if row.nomor in pemeriksa.ditolak or hasil.nip in pemeriksa.ganda or hasil.menurut_kepala:
                open_rows.append(row)
            else:
                settled.append(self._salinan(hasil))
        yield settled
        rows = chain(open_rows, rows_of(sheet, pemeriksa.kepala, self._again))
        at_nip, at_atasan = pemeriksa.kepala.letak["nip"], pemeriksa.kepala.letak.get("nip_atasan")
        while chunk := list(islice(rows, CHUNK)):
            self._load(_keys(chunk, at_nip), _keys(chunk, at_atasan))
            yield [self._salinan(pemeriksa.check(row)) for row in chunk]


def _keys(rows: Iterable[Row], index: int | None) -> list[str]:
    return [] if index is None else [nip_key(row.sel[index]) for row in rows if index < len(row.sel)]


def data_blocks(sheet: Sheet, header: Kepala) -> Iterator[Block]:
    """Rows below the heading, without the row that numbers the columns."""
    for whole in sheet.blocks():
        above = sum(nomor <= header.nomor for nomor in whole.nomor) if whole.nomor[0] <= header.nomor else 0
        blok = whole.behind(above) if above else whole
        if blok.nomor and blok.nomor[0] <= header.nomor + 2 and is_numbering(blok.row(0)):
            blok = blok.behind(1)
        if blok.nomor:
            yield blok


def rows_of(sheet: Sheet, header: Kepala, numbers: Collection[int]) -> Iterator[Row]:
    """Some rows of a sheet that was gone through already."""
    if not numbers:
        return
    for blok in data_blocks(sheet, header):
        for index, nomor in enumerate(blok.nomor):
            if nomor in numbers:
                yield blok.row(index)


def _chunks(blocks: Iterable[Block]) -> Iterator[Block]:
    some: list[Block] = []
    for blok in blocks:
        some.append(blok)
        if sum(len(one.nomor) for one in some) >= CHUNK:
            yield joined(some)
            some = []
    if some:
        yield joined(some)


class _Leads(dict[Any, bool]):
    """Whether a cell says that somebody leads a unit. The same few cells come in every row."""

    def __missing__(self, cell: Any) -> bool:
        try:
            found = cell is not None and read_memimpin(read_text("memimpin", cell))
        except SelDitolak:
            found = False
        if type(cell) is str:
            self[cell] = found
        return found


def settle_heads(pemeriksa: Pemeriksa, rows: Iterable[Hasil]) -> None:
    """Refuse rows by which a unit would have two heads, until none is left; then note who leads what."""
    kepala, units = pemeriksa.acuan.kepala, pemeriksa.acuan.unit.semua
    judged = [hasil for hasil in rows if hasil.hasil != HasilBaris.DITOLAK]
    while True:
        claims: dict[int, list[Hasil]] = defaultdict(list)
        gone: dict[int, set[str]] = defaultdict(set)
        for hasil in judged:
            if hasil.memimpin and hasil.unit_id is not None:
                claims[hasil.unit_id].append(hasil)
            if hasil.lepas_id is not None:
                gone[hasil.lepas_id].add(hasil.nip)
        refused: dict[int, str] = {}
        for unit_id, claimants in claims.items():
            stay = {hasil.nip for hasil in claimants} | gone[unit_id]
            holder = next((post for post in kepala.holders(unit_id) if post.nip not in stay), None)
            if len(claimants) > 1:
                rows_said = _(" dan ").join(str(hasil.nomor) for hasil in claimants[:3])
                message = _("%(unit)s dipimpin lebih dari satu orang: baris %(baris)s.") % {
                    "unit": units[unit_id].nama,
                    "baris": rows_said,
                }
            elif holder:
                message = _(
                    "%(unit)s sudah dipimpin %(nama)s. Sertakan perpindahannya di lembar ini, atau isi Tidak."
                ) % {"unit": units[unit_id].nama, "nama": holder.nama}
            else:
                continue
            refused |= {hasil.nomor: message for hasil in claimants}
        if not refused:
            break
        pemeriksa.ditolak |= refused
        judged = [hasil for hasil in judged if hasil.nomor not in refused]
    kepala.change(
        {unit: frozenset(nips) for unit, nips in gone.items()},
        {unit: (claimants[0].nip, claimants[0].nama) for unit, claimants in claims.items()},
    )
