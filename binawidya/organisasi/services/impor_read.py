"""Reading an uploaded roster into a preview."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import Any, Final, Self

from django.db import connection, transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.organisasi.models import Impor
from binawidya.organisasi.selectors.impor import hasil_count, pemetaan_for
from binawidya.organisasi.services.impor_acuan import Acuan
from binawidya.organisasi.services.impor_cepat import RENCANA, Salinan, json_of
from binawidya.organisasi.services.impor_judul import (
    FEWEST,
    Judul,
    Kepala,
    KolomTidakLengkap,
    best_of,
    candidates_of,
    describe,
    guess,
    locate,
    locate_by,
)
from binawidya.organisasi.services.impor_kemajuan import Kemajuan, hold_impor, kemajuan_of
from binawidya.organisasi.services.impor_nilai import Penilai, rows_of
from binawidya.organisasi.services.impor_periksa import Pemeriksa, sel_of
from binawidya.umum.spreadsheet.reader import Row, Sheet, SpreadsheetRefused, open_sheet

_COPY: Final = (
    "COPY organisasi_imporbaris (impor_id, nomor, hasil, nip, nama, sel, beda, alasan, "
    + ", ".join(RENCANA)
    + ") FROM STDIN"
)
_REFUSE_LATER: Final = """
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
        suffix = PurePosixPath(impor.nama_berkas).suffix.lower()
        # Rows are written before the end of the file is seen; where it is refused after all, they go again.
        with open_sheet(Path(impor.berkas.path), suffix) as sheet, transaction.atomic():
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
    header = _header(impor, next(sheet.groups(), []))
    penilai = Penilai(Pemeriksa(Acuan(impor), header), impor.pk)
    kemajuan.show(0, dari=max(0, sheet.perkiraan - header.nomor), now=True)
    with _Penyalin() as penyalin:
        for lines, rows in penilai.first(sheet, penyalin.wait):
            penyalin.copy(rows, lines)
            kemajuan.show(penilai.jumlah)
        penyalin.wait()
        if penilai.jumlah == 0:
            raise SpreadsheetRefused("kosong")
        if early := penilai.settle():
            impor.baris.filter(nomor__in=early).delete()
        for rows in penilai.rest(sheet):
            penyalin.copy(rows)
            penyalin.wait()
    if penilai.menunggu:
        _refuse_without_superior(impor, sheet, header, penilai.menunggu)
    impor.jumlah_baris = impor.jumlah_selesai = penilai.jumlah
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


class _Penyalin:
    """Copies rows while the next ones are judged: the database is at one, this process at the other.

    Whoever asks the database anything else has to :meth:`wait` first.
    """

    def __init__(self) -> None:
        # The connection belongs to this thread; the other one uses what is below it, and only while this one does not.
        self._raw: Any = connection.connection
        self._other = ThreadPoolExecutor(1)
        self._running: Future[None] | None = None

    def copy(self, rows: Sequence[Salinan], lines: str = "") -> None:
        self.wait()
        self._running = self._other.submit(self._copy, rows, lines)

    def wait(self) -> None:
        """Until what was given is in the table; raises what went wrong."""
        running, self._running = self._running, None
        if running is not None:
            with connection.wrap_database_errors:
                running.result()

    def _copy(self, rows: Sequence[Salinan], lines: str) -> None:
        with self._raw.cursor() as cursor, cursor.copy(_COPY) as copy:
            copy.write(lines)
            for row in rows:
                copy.write_row(row)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._other.shutdown()


def _refuse_without_superior(impor: Impor, sheet: Sheet, header: Kepala, waiting: Mapping[int, str]) -> None:
    """Refuse rows whose superior is neither known nor a new person of this sheet, and those who depend on them.

    :param waiting: by row the NIP of the superior.
    """
    accepted = dict(impor.baris.filter(hasil=HasilBaris.BARU).values_list("nip", "nomor"))
    by_row = {nomor: nip for nip, nomor in accepted.items()}
    below: dict[str, list[int]] = defaultdict(list)
    for nomor, nip in waiting.items():
        below[nip].append(nomor)
    refused: dict[int, str] = {}
    open_nips = [nip for nip in below if nip not in accepted]
    while open_nips:
        nip = open_nips.pop()
        for nomor in below.get(nip, ()):
            if nomor not in refused:
                refused[nomor] = _("Atasan dengan NIP itu tidak ada, atau barisnya ikut ditolak.")
                if nomor in by_row:
                    open_nips.append(by_row[nomor])
    if not refused:
        return
    cells = {row.nomor: json_of(sel_of(header.cells(row))) for row in rows_of(sheet, header, refused)}
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
