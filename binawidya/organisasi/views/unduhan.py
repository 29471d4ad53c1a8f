"""Spreadsheets as downloads."""

import tempfile
from collections.abc import Iterable, Sequence
from typing import Any

from django.http import FileResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

from binawidya.umum.spreadsheet.writer import CSV_TYPE, XLSX_TYPE, Column, csv_lines, write_xlsx


def xlsx_response(name: str, lembar: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> FileResponse:
    """A workbook of one sheet. It grows on disk, not in memory."""
    file = tempfile.TemporaryFile()  # noqa: SIM115 - the response closes it
    write_xlsx(file, lembar, columns, rows)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)


def csv_response(name: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> StreamingHttpResponse:
    """A CSV, sent while it is made."""
    response = StreamingHttpResponse(csv_lines(columns, rows), content_type=CSV_TYPE)
    response["Content-Disposition"] = str(content_disposition_header(True, f"{name}.csv"))
    return response
