"""The other formats that offices send: XLS, ODS and every kind of CSV, and what must not be opened of them."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from binawidya.umum.spreadsheet.cells import CellError, Formula, parse_tanggal
from binawidya.umum.spreadsheet.reader import Row
from tests.organisasi import berkas
from tests.organisasi.berkas import Rumus
from tests.umum.lembar_lain import (
    Galat,
    compound,
    ods_rows,
    write_ods,
    write_ods_xml,
    write_xls,
    xls_cells,
    xls_stream,
)
from tests.umum.test_spreadsheet import refusal, rows_of

Write = Callable[[Path, Sequence[Sequence[Any]]], Path]
_FILLED = '<table:table-cell office:value-type="string"{more}><text:p>x</text:p></table:table-cell>'


@pytest.mark.parametrize(("suffix", "write"), [(".xls", write_xls), (".ods", write_ods)])
def test_every_kind_of_cell_comes_out_as_what_it_is(tmp_path: Path, suffix: str, write: Write) -> None:
    rows = [["teks", 5, 2.5, date(2026, 12, 1), True, Rumus("=1+1"), Galat("#N/A")], [], ["", "Éva"]]
    found = rows_of(write(tmp_path / f"a{suffix}", rows))
    assert [row.nomor for row in found] == [1, 3]
    assert found[0].sel[:5] == ["teks", 5, 2.5, date(2026, 12, 1), True]
    assert [type(cell) for cell in found[0].sel[5:]] == [Formula, CellError]
    assert found[1] == Row(3, [None, "Éva"])


@pytest.mark.parametrize(("suffix", "write"), [(".xls", write_xls), (".ods", write_ods)])
def test_an_nip_as_text_stays_whole(tmp_path: Path, suffix: str, write: Write) -> None:
    path = write(tmp_path / f"a{suffix}", [["NIP"], *[["198503152010121003"]] * 300])
    assert {row.sel[0] for row in rows_of(path)} == {"NIP", "198503152010121003"}


def test_hidden_sheets_of_an_old_workbook_are_passed_over(tmp_path: Path) -> None:
    stream = xls_stream([("Rahasia", xls_cells([["x"]]), True), ("Data", xls_cells([["benar"]]), False)])
    assert rows_of(compound(tmp_path / "a.xls", {"Workbook": stream})) == [Row(1, ["benar"])]


def test_text_of_two_bytes_a_letter_without_a_mark_in_front(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("NIP;Nama\n1;Siti\n".encode("utf-16-le"))
    assert rows_of(path) == [Row(1, ["NIP", "Nama"]), Row(2, ["1", "Siti"])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("December 1, 2026", date(2026, 12, 1)),
        ("Dec 1 2026", date(2026, 12, 1)),
        ("Sunday, March 1st, 2026", date(2026, 3, 1)),
        ("1 Agt. 2026", date(2026, 8, 1)),
        ("01-Mei-2026", date(2026, 5, 1)),
        ("20261201", date(2026, 12, 1)),
        ("01/12/2026 00:00:00", date(2026, 12, 1)),
    ],
)
def test_dates_as_other_programs_write_them(text: str, expected: date) -> None:
    assert parse_tanggal(text) == expected


# --- Refusals -------------------------------------------------------------------------------------------------------
def _bytes(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def _ods(rows_xml: str, **parts: bytes) -> Callable[[Path], Path]:
    return lambda path: write_ods_xml(path, f'<table:table table:name="a">{rows_xml}</table:table>', **parts)


def _xls(**streams: bytes) -> Callable[[Path], Path]:
    return lambda path: write_xls(path, [["a"]], **streams)


def _with_password(path: Path) -> Path:
    return compound(path, {"Workbook": xls_stream([("a", b"", False)], front=b"\x2f\x00\x06\x00\0\0\0\0\0\0")})


def _endless_chain(path: Path) -> Path:
    """A sector that is followed by itself."""
    write_xls(path, [["a"]])
    data = bytearray(path.read_bytes())
    table = (int.from_bytes(data[76:80], "little") + 1) * 512
    data[table : table + 4] = (0).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def _renamed(write: Write, suffix: str) -> Callable[[Path], Path]:
    return lambda path: write(path.with_suffix(suffix), [["a"]]).rename(path)


def _row(cell: str, more: str = "") -> str:
    return f"<table:table-row{more}>{cell}</table:table-row>"


_WIDE = _row('<table:table-cell table:number-columns-repeated="16383"/>' + _FILLED.format(more=""))
_REPEATED = _row(_FILLED.format(more=' table:number-columns-repeated="16384"'))
_EMPTY = '<table:table-row table:number-rows-repeated="2000000"><table:table-cell/></table:table-row>'


@pytest.mark.parametrize(
    ("make", "suffix", "code", "sentence"),
    [
        (_bytes(berkas.pdf_bytes()), ".xls", "bukan", "berisi PDF, bukan lembar kerja"),
        (_bytes(berkas.pdf_bytes()), ".ods", "bukan", "berisi PDF, bukan lembar kerja"),
        (_bytes(b"<html><table><tr><td>NIP</table>"), ".xls", "bukan", "Buka di Excel, simpan sebagai XLSX"),
        (_bytes(b"NIP\tNama\n"), ".xls", "bukan", "berisi teks biasa"),
        (_renamed(write_xls, ".a"), ".ods", "bukan", "Ganti akhirannya menjadi .xls."),
        (_renamed(write_ods, ".a"), ".xlsx", "bukan", "Ganti akhirannya menjadi .ods."),
        (_renamed(lambda path, rows: berkas.write_xlsx(path, rows), ".a"), ".xls", "bukan", "menjadi .xlsx."),
        (lambda path: write_xls(path, []), ".xls", "kosong", "Berkas ini kosong."),
        (_ods(ods_rows([])), ".ods", "kosong", "Berkas ini kosong."),
        # XLS
        (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), ".xls", "rusak", "rusak"),
        (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\xff" * 9_000), ".xls", "rusak", "rusak"),
        (lambda path: compound(path, {"Lain": b"a"}), ".xls", "rusak", "rusak"),
        (_endless_chain, ".xls", "rusak", "rusak"),
        (_with_password, ".xls", "terkunci", "kata sandi"),
        (_xls(EncryptedPackage=b"a"), ".xls", "terkunci", "kata sandi"),
        (_xls(_VBA_PROJECT_CUR=b"a"), ".xls", "makro", "makro"),
        (lambda path: write_xls(path, [[""] * 200 + ["x"]]), ".xls", "lebar", "sesudah kolom ke-200"),
        # ODS
        (
            _bytes(b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"),
            ".ods",
            "rusak",
            "",
        ),
        (_ods(_WIDE), ".ods", "lebar", "sesudah kolom ke-200"),
        (_ods(_REPEATED), ".ods", "lebar", "sesudah kolom ke-200"),
        (_ods(_row(_FILLED.format(more="") * 201)), ".ods", "lebar", "sesudah kolom ke-200"),
        (_ods(_EMPTY + _row(_FILLED.format(more=""))), ".ods", "panjang", "sampai baris 2.000.001"),
        (
            _ods(_row(_FILLED.format(more=""), ' table:number-rows-repeated="1048576"')),
            ".ods",
            "panjang",
            "sampai baris 1.048.576",
        ),
        (_ods("", Basic__script=b"a"), ".ods", "makro", "makro"),
        (_ods("", manifest=b'<manifest:encryption-data a="b"/>'), ".ods", "terkunci", "kata sandi"),
        (
            _ods("", manifest=b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a/>'),
            ".ods",
            "dtd",
            "perintah XML",
        ),
        (_ods("<!DOCTYPE a>"), ".ods", "dtd", "perintah XML"),
        (_ods("", isi__besar=b" " * 150_000_000), ".ods", "bom", "jauh lebih besar"),
    ],
)
def test_what_is_no_readable_sheet_is_refused_with_a_sentence(
    tmp_path: Path, make: Callable[[Path], Path], suffix: str, code: str, sentence: str
) -> None:
    refused = refusal(make(tmp_path / f"roster{suffix}"))
    assert (refused.code, sentence in refused.message) == (code, True), refused.message


def test_formulas_are_found_where_cells_are_repeated(tmp_path: Path) -> None:
    formula = '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="1" {more}/>'
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/>'
        + formula.format(more='table:number-columns-repeated="2"')
        + _FILLED.format(more="")
        + "</table:table-row>"
    )
    found = rows_of(_ods(rows)(tmp_path / "a.ods"))
    # Columns that are empty in every row are not there.
    assert [[type(cell) for cell in row.sel] for row in found] == [[Formula, Formula, str]] * 2


def test_empty_rows_without_end_cost_nothing(tmp_path: Path) -> None:
    path = _ods(_row(_FILLED.format(more="")) + _EMPTY)(tmp_path / "a.ods")
    assert rows_of(path) == [Row(1, ["x"])]
