"""The library that reads XLSX, XLS and ODS. It aborts the process on some files, so it is loaded last and only here."""

from collections.abc import Callable, Mapping
from pathlib import Path

from .batas import Marks, Refused
from .keluaran import with_marks, write_sheet


def read_workbook(path: Path, marks: Callable[[], Mapping[str, Marks]]) -> None:
    """Write the first visible sheet with content.

    :param marks: gives, once the library has read the sheet, where the formulas and errors of each sheet are, by its
        name. What it raises comes before anything that is wrong with the workbook.
    """
    from python_calamine import (  # noqa: PLC0415
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        workbook = CalamineWorkbook.from_path(str(path))
        for meta in workbook.sheets_metadata:
            if meta.typ != SheetTypeEnum.WorkSheet or meta.visible != SheetVisibleEnum.Visible:
                continue
            sheet = workbook.get_sheet_by_name(meta.name)
            if sheet.start is None:
                continue
            rows = with_marks(sheet.iter_rows(), marks().get(meta.name, {}), sheet.start[1])
            write_sheet(meta.name, rows, sheet.height)
            return
        marks()
    except PasswordError:
        marks()
        raise Refused("terkunci") from None
    except CalamineError:
        marks()
        raise Refused("rusak") from None
    raise Refused("kosong")
