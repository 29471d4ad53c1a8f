"""Spreadsheets from outside are read in a process that may die; what is written never runs."""

import csv
import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from binawidya.umum.spreadsheet import child
from binawidya.umum.spreadsheet.cells import (
    CellError,
    CellUnreadable,
    Formula,
    clean_text,
    parse_tanggal,
    shown,
    text_of,
)
from binawidya.umum.spreadsheet.reader import Row, SpreadsheetRefused, open_sheet
from binawidya.umum.spreadsheet.writer import Column, csv_lines, neutral, write_xlsx
from tests.organisasi import berkas
from tests.organisasi.berkas import Rumus


def rows_of(path: Path) -> list[Row]:
    with open_sheet(path, path.suffix) as sheet:
        return [row for group in sheet.groups() for row in group]


def refusal(path: Path, suffix: str | None = None) -> SpreadsheetRefused:
    with pytest.raises(SpreadsheetRefused) as caught, open_sheet(path, suffix or path.suffix) as sheet:
        assert [*sheet.groups()]
    return caught.value


# --- Cells ------------------------------------------------------------------------------------------------------
def test_every_kind_of_cell_comes_out_as_what_it_is(tmp_path: Path) -> None:
    path = berkas.write_xlsx(
        tmp_path / "a.xlsx",
        [["teks", 5, 2.5, date(2026, 12, 1), True, Rumus("=1+1"), ""], [], ["", "dua"], [1.98507201010121e17]],
    )
    assert rows_of(path) == [
        Row(1, ["teks", 5, 2.5, date(2026, 12, 1), True, Formula("hasil")]),
        Row(3, [None, "dua"]),
        Row(4, [1.98507201010121e17]),
    ]


def test_a_sheet_that_starts_in_the_middle_keeps_its_row_numbers_and_formulas(tmp_path: Path) -> None:
    rows: list[list[Any]] = [[], [], ["", "", "judul", "lain"], ["", "", Rumus("=A1"), "x"]]
    path = berkas.write_xlsx(tmp_path / "a.xlsx", rows)
    assert rows_of(path) == [Row(3, ["judul", "lain"]), Row(4, [Formula("hasil"), "x"])]


def test_an_error_pasted_as_value_is_no_empty_cell(tmp_path: Path) -> None:
    path = berkas.with_sheet(
        tmp_path / "a.xlsx", '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1"><v>1</v></c></row>'
    )
    assert rows_of(path) == [Row(1, [CellError(None), 1])]


def test_hidden_and_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    workbook = openpyxl.Workbook()
    workbook.active.title = "Kosong"
    hidden = workbook.create_sheet("Tersembunyi")
    hidden.append(["rahasia"])
    hidden.sheet_state = "hidden"
    workbook.create_sheet("Data").append(["benar"])
    workbook.save(path)
    with open_sheet(path, ".xlsx") as sheet:
        assert sheet.nama == "Data"
        assert [row for group in sheet.groups() for row in group] == [Row(1, ["benar"])]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_any_office_program(tmp_path: Path, mark: str, encoding: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'NIP{mark}Nama\n\n"0012"{mark}"Éva{mark} S.Sos."\n', encoding=encoding)
    assert rows_of(path) == [Row(1, ["NIP", "Nama"]), Row(3, ["0012", f"Éva{mark} S.Sos."])]


def test_csv_cell_that_a_program_would_run_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('NIP;Nama\n="198503";=HYPERLINK("x")\n')
    assert [type(cell) for cell in rows_of(path)[1].sel] == [Formula, Formula]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 Desember 2026", date(2026, 12, 1)),
        ("Selasa, 1 Desember 2026", date(2026, 12, 1)),
        ("01-12-2026", date(2026, 12, 1)),
        ("1/12/2026", date(2026, 12, 1)),
        ("1.12.2026", date(2026, 12, 1)),
        ("2026-12-01", date(2026, 12, 1)),
        ("2026-12-01 00:00:00", date(2026, 12, 1)),
        ("1 Des 2026", date(2026, 12, 1)),
        ("1-Dec-2026", date(2026, 12, 1)),
        ("17 agustus 2025", date(2025, 8, 17)),
    ],
)
def test_dates_in_indonesian_english_and_iso(text: str, expected: date) -> None:
    assert parse_tanggal(text) == expected


@pytest.mark.parametrize("text", ["12/31/2026", "31-02-2026", "46357", "1 Foo 2026", "", "2026", "1/12/26"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(CellUnreadable):
        parse_tanggal(text)


def test_hidden_letters_are_dropped_and_turning_ones_refused() -> None:
    assert clean_text("  Siti\u200b  Aminah\ufeff ") == "Siti Aminah"
    assert clean_text("Nur’aini\u00a0Lubis") == "Nur’aini Lubis"
    with pytest.raises(CellUnreadable, match=r"U\+202E"):
        clean_text("Siti \u202egnp.exe")
    with pytest.raises(CellUnreadable):
        clean_text("Siti\x00Aminah")


def test_text_of_a_cell_and_what_is_shown_of_it() -> None:
    assert text_of(5) == "5"
    assert text_of(date(2026, 12, 1)) == "2026-12-01"
    with pytest.raises(CellUnreadable):
        text_of(Formula("x"))
    assert shown(1.98607e17) == "1,98607E+17"
    assert shown(Formula("Budi")) == "Budi"
    assert shown(Formula(None)) == "="


# --- Refusals ---------------------------------------------------------------------------------------------------
def _pdf(path: Path) -> Path:
    path.write_bytes(berkas.pdf_bytes())
    return path


def _text(content: str) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_text(content)
        return path

    return write


def _bytes(content: bytes) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(content)
        return path

    return write


def _rename(path: Path) -> Path:
    return berkas.write_xlsx(path.with_suffix(".xlsx"), [["a"]]).rename(path)


def _two_million_rows(path: Path) -> Path:
    return berkas.with_sheet(path, "".join(f'<row r="{n}"/>' for n in range(1, 2_000_001)))


def _deep(path: Path) -> Path:
    return berkas.far_corner(path, "A200002")


def _macro(path: Path) -> Path:
    berkas.write_xlsx(path, [["a"]])
    return berkas.changed(path, lambda name, data: data, **{"xl__vbaProject.bin": b"x"})


def _utf16(path: Path) -> Path:
    berkas.write_xlsx(path, [["a"]])
    return berkas.changed(path, lambda name, data: data.decode().encode("utf-16") if name == berkas.SHEET else data)


@pytest.mark.parametrize(
    ("make", "suffix", "code", "sentence"),
    [
        (_bytes(b""), ".xlsx", "kosong", "Berkas ini kosong."),
        (_bytes(b""), ".csv", "kosong", "Berkas ini kosong."),
        (_text("\n\n;;\n"), ".csv", "kosong", "Berkas ini kosong."),
        (lambda path: berkas.write_xlsx(path, []), ".xlsx", "kosong", "Berkas ini kosong."),
        (_pdf, ".xlsx", "bukan", "berisi PDF, bukan lembar kerja"),
        (_pdf, ".csv", "bukan", "berisi PDF, bukan lembar kerja"),
        (_text("<table><tr><td>a"), ".xlsx", "bukan", "berisi HTML"),
        (_text("NIP;Nama\n"), ".xlsx", "bukan", "berisi teks biasa"),
        (_rename, ".csv", "bukan", "akhirannya .csv"),
        (_bytes(b"a\x00b" * 100), ".csv", "bukan", "bukan lembar kerja"),
        (_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600), ".xlsx", "terkunci", "kata sandi"),
        (_text("x"), ".pdf", "jenis", "Simpan sebagai XLSX atau CSV"),
        (_bytes(b"PK\x03\x04 nothing"), ".xlsx", "rusak", "rusak"),
        (_text('a;"b\n' + "c" * 40_000), ".csv", "kutip", "Tanda kutip"),
        (_bytes(b"Nama\nS\x81ri\n"), ".csv", "huruf", "Huruf dalam CSV"),
        (berkas.zip_bomb, ".xlsx", "bom", "jauh lebih besar"),
        (berkas.lying_zip, ".xlsx", "rusak", "rusak"),
        (berkas.many_entries, ".xlsx", "bom", "jauh lebih besar"),
        (berkas.with_entity, ".xlsx", "dtd", "perintah XML"),
        (lambda path: berkas.with_entity(path, "xl/styles.xml"), ".xlsx", "dtd", "perintah XML"),
        (lambda path: berkas.with_entity(path, "xl/sharedStrings.xml"), ".xlsx", "dtd", "perintah XML"),
        (_utf16, ".xlsx", "rusak", "rusak"),
        (_macro, ".xlsx", "makro", "makro"),
        (berkas.far_corner, ".xlsx", "panjang", "sampai baris 1.048.576"),
        (lambda path: berkas.far_corner(path, "GS2"), ".xlsx", "lebar", "sesudah kolom ke-200"),
        (_deep, ".xlsx", "panjang", "sampai baris 200.002"),
        (_two_million_rows, ".xlsx", "panjang", "baris"),
    ],
)
def test_what_is_no_readable_sheet_is_refused_with_a_sentence(
    tmp_path: Path, make: Callable[[Path], Path], suffix: str, code: str, sentence: str
) -> None:
    refused = refusal(make(tmp_path / f"roster{suffix}"))
    assert (refused.code, sentence in refused.message) == (code, True), refused.message


def test_a_cell_that_makes_the_parser_abort_ends_only_the_parser(tmp_path: Path) -> None:
    """The scan does not know this spelling; the memory limit does."""
    path = berkas.far_corner(tmp_path / "a.xlsx", attribute="r = '{ref}'")
    assert refusal(path).code == "besar"


def test_a_file_within_the_bounds_that_needs_too_much_memory_is_refused(tmp_path: Path) -> None:
    assert refusal(berkas.far_corner(tmp_path / "a.xlsx", "GR200000")).code == "besar"


def test_two_million_empty_lines_cost_nothing_but_time(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("NIP;Nama\n" + "\n" * 2_000_000 + "1;Siti\n")
    assert [row.nomor for row in rows_of(path)] == [1, 2_000_002]


def test_a_parser_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    path = berkas.write_xlsx(tmp_path / "a.xlsx", [["a"]])
    with pytest.raises(SpreadsheetRefused, match="terlalu lama"), open_sheet(path, ".xlsx", seconds=0.001):
        pass


def test_parser_runs_without_the_environment_of_the_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Secrets of the server are not in the process that opens files from outside."""
    monkeypatch.setenv("SECRET_KEY", "rahasia")
    spy = tmp_path / "spy.py"
    spy.write_text("import os, json\nprint(json.dumps({'lembar': ','.join(os.environ)}))\nprint('{\"selesai\": 0}')\n")
    monkeypatch.setattr(child, "__file__", str(spy))
    path = tmp_path / "a.csv"
    path.write_text("a")
    with open_sheet(path, ".csv") as sheet:
        assert "SECRET_KEY" not in sheet.nama


# --- Writing ----------------------------------------------------------------------------------------------------
EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1", "＋1", "－1", "＠x", " =1", "=cmd|' /C calc'!A0"]


def test_no_export_to_xlsx_holds_a_formula() -> None:
    output = io.BytesIO()
    write_xlsx(output, "Data", [Column("A"), Column("B")], [[text, "198503152010121003"] for text in EVIL])
    assert berkas.formulas_in(output.getvalue()) == 0
    sheet = openpyxl.load_workbook(output).active
    read = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[1] for row in read] == ["198503152010121003"] * len(EVIL)
    assert all(cell.data_type == "s" for row in sheet.iter_rows(min_row=2) for cell in row)


def test_no_export_to_csv_starts_a_cell_like_a_formula() -> None:
    text = "".join(csv_lines([Column("A")], [[value] for value in EVIL]))
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert len(rows) == len(EVIL) + 1
    assert all(row[0].startswith("'") for row in rows[1:])


def test_plain_text_is_written_as_it_is() -> None:
    assert [neutral(text) for text in ("Siti", "19850315 201012 1 003", "")] == ["Siti", "19850315 201012 1 003", ""]


def test_what_is_written_is_read_back_the_same(tmp_path: Path) -> None:
    rows = [["198503152010121003", "Éva D'Souza", date(2026, 12, 1)], ["", 'x;y"z', None]]
    columns = [Column("NIP"), Column("Nama"), Column("TMT")]
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        write_xlsx(file, "Data", columns, rows)
    assert rows_of(path) == [
        Row(1, ["NIP", "Nama", "TMT"]),
        Row(2, ["198503152010121003", "Éva D'Souza", date(2026, 12, 1)]),
        Row(3, [None, 'x;y"z']),
    ]
    (tmp_path / "a.csv").write_text("".join(csv_lines(columns, rows)), newline="")
    assert rows_of(tmp_path / "a.csv") == [
        Row(1, ["NIP", "Nama", "TMT"]),
        Row(2, ["198503152010121003", "Éva D'Souza", "2026-12-01"]),
        Row(3, [None, 'x;y"z']),
    ]
