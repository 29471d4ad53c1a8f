"""Reading an uploaded roster into a preview."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, Final

from django.db import connection, transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.organisasi.models import Impor
from binawidya.organisasi.selectors.impor import hasil_count, keadaan_of, nama_of, pemetaan_for
from binawidya.organisasi.services.impor_acuan import Acuan
from binawidya.organisasi.services.impor_beda import Hasil
from binawidya.organisasi.services.impor_judul import (
    FEWEST,
    Judul,
    Kepala,
    KolomTidakLengkap,
    best_of,
    candidates_of,
    describe,
    guess,
    is_numbering,
    locate,
    locate_by,
)
from binawidya.organisasi.services.impor_kemajuan import Kemajuan, hold_impor, kemajuan_of
from binawidya.organisasi.services.impor_periksa import Pemeriksa, nip_key, sel_of
from binawidya.organisasi.services.impor_sel import SelDitolak, read_memimpin, read_text
from binawidya.umum.spreadsheet.reader import Row, Sheet, SpreadsheetRefused, open_sheet

CHUNK: Final = 4_000
_json = json.JSONEncoder(ensure_ascii=False).encode
# What applying a row needs, in the order of COPY, and what stands there where there is nothing to say.
_RENCANA: Final[dict[str, Any]] = {
    "pegawai": None, "sidik": "", "gelar_depan": "", "gelar_belakang": "", "jenis_pegawai": "", "status": "",
    "golongan": "", "email": "", "tempat_lahir": "", "nik": "", "telepon": "", "tmt_golongan": "", "pendidikan": "",
    "jurusan": "", "tahun_lulus": "", "cara": "", "pos": None, "unit": None, "unit_nama": "", "jabatan": "",
    "jenis_jabatan": "", "memimpin": False, "atasan": "", "mulai": None, "selesai": None, "dasar": "",
}  # fmt: skip
_NOTHING: Final = tuple(_RENCANA.values())
_COPY = (
    "COPY organisasi_imporbaris (impor_id, nomor, hasil, nip, nama, sel, beda, alasan, "
    + ", ".join(_RENCANA)
    + ") FROM STDIN"
)
_REFUSE_LATER = """
UPDATE organisasi_imporbaris AS b
SET hasil = 'ditolak', alasan = jsonb_build_array(x.pesan), beda = '[]', sel = x.sel, cara = ''
FROM unnest(%s::bigint[], %s::text[], %s::jsonb[]) AS x (nomor, pesan, sel)
WHERE b.impor_id = %s AND b.nomor = x.nomor
"""


def impor_read(*, impor_id: int) -> None:
    """Read the file of an import and write its preview. Leaves early when that is done already.

    A file that cannot be read makes the import GAGAL with a sentence; everything else raises and is tried again.
    """
    with kemajuan_of(impor_id) as kemajuan, transaction.atomic():
        hold_impor(impor_id)
        impor = Impor.objects.select_related("unit_kerja").get(pk=impor_id)
        if impor.status != StatusImpor.DIBACA:
            return
        preview_write(impor, kemajuan)


def preview_write(impor: Impor, kemajuan: Kemajuan, *, pesan: str = "") -> None:
    """(Re)build the preview of an import; the caller holds it.

    :param pesan: what to tell the person who comes back to it.
    """
    impor.baris.all().delete()
    impor.jumlah_selesai = 0
    try:
        with open_sheet(Path(impor.berkas.path), PurePosixPath(impor.nama_berkas).suffix.lower()) as sheet:
            _write(impor, sheet, kemajuan)
    except SpreadsheetRefused as refused:
        impor.status, impor.pesan, impor.ringkasan = StatusImpor.GAGAL, refused.message, {}
    except KolomTidakLengkap as refused:
        # Somebody may know what the columns mean, unless there are too few of them anyway.
        few = len(refused.judul.nama) < FEWEST
        impor.status, impor.pesan = StatusImpor.GAGAL if few else StatusImpor.PETAKAN, refused.message
        if few:
            impor.pesan += " " + _("Tambahkan judul kolomnya, lalu unggah lagi.")
    else:
        impor.status, impor.pesan = StatusImpor.SIAP, pesan
    impor.save(update_fields=["status", "pesan", "ringkasan", "jumlah_baris", "jumlah_selesai", "pemetaan"])


def _write(impor: Impor, sheet: Sheet, kemajuan: Kemajuan) -> None:
    groups = sheet.groups()
    first = next(groups, [])
    header = _header(impor, first)
    acuan = Acuan(impor)
    pemeriksa = _prepare(sheet, header, acuan)
    waiting: dict[str, list[int]] = defaultdict(list)
    accepted_new: dict[str, int] = {}
    done = 0
    kemajuan.show(0, dari=pemeriksa.jumlah, now=True)
    for chunk in _judge(pemeriksa, _data_rows(sheet, header)):
        with connection.cursor() as cursor, cursor.copy(_COPY) as copy:
            for hasil in chunk:
                copy.write_row(_copied(impor.pk, hasil))
                if hasil.hasil == HasilBaris.BARU:
                    accepted_new[hasil.nip] = hasil.nomor
                if hasil.atasan and hasil.hasil != HasilBaris.DITOLAK:
                    waiting[hasil.atasan].append(hasil.nomor)
        done += len(chunk)
        kemajuan.show(done)
    if done == 0:
        raise SpreadsheetRefused("kosong")
    _refuse_without_superior(impor, sheet, header, waiting, accepted_new)
    impor.jumlah_baris = impor.jumlah_selesai = done
    impor.ringkasan |= {
        "jumlah": hasil_count(impor),
        "lembar": sheet.nama,
        "diabaikan": list(header.diabaikan)[:100],
        "mutasi": _mutasi_count(impor),
    }


def _header(impor: Impor, first: Sequence[Row]) -> Kepala:
    """Where each column is: as somebody said for this kind of sheet, or else as its headings say.

    Notes the columns on the import, for the page on which they are changed.
    """
    candidates = candidates_of(first)
    known = pemetaan_for(impor.unit_kerja, {judul.sidik for judul in candidates})
    chosen = next((judul for judul in candidates if judul.sidik in known), None)
    judul: Judul = chosen or best_of(candidates)
    impor.pemetaan = known[judul.sidik] if chosen else None
    try:
        header = locate_by(judul, known[judul.sidik].pemetaan) if chosen else locate(judul)
    except KolomTidakLengkap:
        impor.ringkasan = {"judul": describe(judul, first, guess(judul))}
        raise
    impor.ringkasan = {"judul": describe(judul, first, header.letak)}
    return header


def _data_rows(sheet: Sheet, header: Kepala) -> Iterator[list[Row]]:
    """Rows below the heading, in groups, without the row that numbers the columns."""
    for group in sheet.groups():
        rows = [row for row in group if row.nomor > header.nomor]
        if rows and rows[0].nomor <= header.nomor + 2 and is_numbering(rows[0]):
            rows = rows[1:]
        if rows:
            yield rows


def _chunks(groups: Iterable[list[Row]]) -> Iterator[list[Row]]:
    chunk: list[Row] = []
    for rows in groups:
        chunk += rows
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _judge(pemeriksa: Pemeriksa, groups: Iterable[list[Row]]) -> Iterator[list[Hasil]]:
    """Judge rows, some thousand at a time with two queries for them."""
    at_nip = pemeriksa.kepala.letak["nip"]
    at_atasan = pemeriksa.kepala.letak.get("nip_atasan")
    names = pemeriksa.acuan.nama
    for chunk in _chunks(groups):
        pemeriksa.keadaan = keadaan_of(_keys(chunk, at_nip), pemeriksa.acuan.tanggal)
        if at_atasan is not None and (unknown := _keys(chunk, at_atasan) - names.keys()):
            names.update(nama_of(unknown))
        yield [pemeriksa.check(row) for row in chunk]


def _keys(rows: Iterable[Row], index: int) -> set[str]:
    found = {nip_key(row.sel[index]) for row in rows if index < len(row.sel)}
    found.discard("")
    return found


def _prepare(sheet: Sheet, header: Kepala, acuan: Acuan) -> Pemeriksa:
    """Find what only the whole sheet tells: NIPs that stand there twice, and who will lead which unit."""
    leads = _Leads()
    seen: dict[str, int] = {}
    twice: dict[str, list[int]] = {}
    leading: list[Row] = []
    heads = acuan.kepala.nips()
    at_nip, at_lead = header.letak["nip"], header.letak.get("memimpin")
    count = 0
    for row in chain.from_iterable(_data_rows(sheet, header)):
        count += 1
        cells, width = row.sel, len(row.sel)
        nip = nip_key(cells[at_nip]) if at_nip < width else ""
        if nip:
            before = seen.setdefault(nip, row.nomor)
            if before != row.nomor:
                twice.setdefault(nip, [before]).append(row.nomor)
        if nip in heads or (at_lead is not None and at_lead < width and leads[cells[at_lead]]):
            leading.append(row)
    pemeriksa = Pemeriksa(acuan, header, twice)
    pemeriksa.jumlah = count
    _settle_heads(pemeriksa, leading)
    return pemeriksa


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


def _settle_heads(pemeriksa: Pemeriksa, rows: Sequence[Row]) -> None:
    """Refuse rows by which a unit would have two heads, until none is left; then note who leads what."""
    kepala, units = pemeriksa.acuan.kepala, pemeriksa.acuan.unit.semua
    everybody = chain.from_iterable(_judge(pemeriksa, [list(rows)]))
    judged = [hasil for hasil in everybody if hasil.hasil != HasilBaris.DITOLAK]
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


def _copied(impor_id: int, hasil: Hasil) -> tuple[Any, ...]:
    data = hasil.data
    return (
        impor_id,
        hasil.nomor,
        hasil.hasil.value,
        hasil.nip[:60],
        hasil.nama[:200],
        _json(hasil.sel) if hasil.sel else "{}",
        _json(hasil.beda) if hasil.beda else "[]",
        _json(hasil.alasan) if hasil.alasan else "[]",
        *(map(data.get, _RENCANA, _NOTHING) if data else _NOTHING),
    )


def _refuse_without_superior(
    impor: Impor, sheet: Sheet, header: Kepala, waiting: dict[str, list[int]], accepted: dict[str, int]
) -> None:
    """Refuse rows whose superior is neither known nor a new person of this sheet, and those who depend on them."""
    by_row = {nomor: nip for nip, nomor in accepted.items()}
    refused: dict[int, str] = {}
    open_nips = [nip for nip in waiting if nip not in accepted]
    while open_nips:
        nip = open_nips.pop()
        for nomor in waiting[nip]:
            if nomor not in refused:
                refused[nomor] = _("Atasan dengan NIP itu tidak ada, atau barisnya ikut ditolak.")
                if nomor in by_row:
                    open_nips.append(by_row[nomor])
    if not refused:
        return
    cells = {
        row.nomor: _json(sel_of(header.cells(row)))
        for row in chain.from_iterable(_data_rows(sheet, header))
        if row.nomor in refused
    }
    with connection.cursor() as cursor:
        numbers = sorted(refused)
        cursor.execute(
            _REFUSE_LATER,
            [numbers, [refused[nomor] for nomor in numbers], [cells[nomor] for nomor in numbers], impor.pk],
        )


def _mutasi_count(impor: Impor) -> int:
    """Rows that move somebody to another unit or another superior."""
    wanted = [[{"kolom": "Unit kerja"}], [{"kolom": "Atasan"}]]
    rows = impor.baris.filter(hasil=HasilBaris.BERUBAH)
    return (rows.filter(beda__contains=wanted[0]) | rows.filter(beda__contains=wanted[1])).count()
