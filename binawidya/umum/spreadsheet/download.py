"""Lists as downloads: the same columns and rows as XLSX or as CSV, as the address asks (``bentuk=csv``)."""

import tempfile
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.http import FileResponse, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from binawidya.umum.dates import today
from binawidya.umum.spreadsheet.writer import CSV_TYPE, XLSX_TYPE, Column, csv_lines, write_xlsx

SHAPE_KEY: Final = "bentuk"
CSV: Final = "csv"
# How many rows of a list are in memory at a time.
CHUNK: Final = 2_000


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


def list_response(
    request: HttpRequest, lembar: str, columns: Sequence[Column], rows: Iterable[Sequence[Any]]
) -> HttpResponseBase:
    """A list in the shape that the address asks for, named after its sheet and the day: ``akun-2026-11-24.xlsx``.

    :param lembar: name of the sheet, such as ``Akun``.
    :param rows: values in the order of the columns; text, numbers and dates each stay what they are.
    """
    name = f"{'-'.join(lembar.lower().split())}-{today().isoformat()}"
    if request.GET.get(SHAPE_KEY) == CSV:
        return csv_response(name, columns, rows)
    return xlsx_response(name, lembar, columns, rows)
