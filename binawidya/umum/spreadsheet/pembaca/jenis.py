"""What a file really is, whatever its name says."""

from pathlib import Path
from typing import Final

from .arsip import is_ods
from .batas import Refused
from .teks import is_utf16

_KINDS: Final = (
    (b"%PDF-", "PDF"),
    (b"PK\x03\x04", "XLSX"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "XLS"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"\x89PNG", "PNG"),
)


def kind_of(path: Path) -> str:
    """The kind that the first bytes show, such as ``XLSX``, ``ODS``, ``XLS``, ``PDF``, ``HTML`` or ``teks``."""
    with path.open("rb") as file:
        head = file.read(2048)
    if not head:
        raise Refused("kosong")
    for magic, kind in _KINDS:
        if head.startswith(magic):
            return "ODS" if kind == "XLSX" and is_ods(head) else kind
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "teks"
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<script", b"<meta")):
        return "HTML"
    return "biner" if b"\x00" in head and not is_utf16(head) else "teks"


def check_kind(path: Path, suffix: str) -> None:
    """The content must be what the suffix says."""
    kind = kind_of(path)
    wanted = {".xlsx": "XLSX", ".xls": "XLS", ".ods": "ODS", ".csv": "teks"}.get(suffix)
    if wanted is None:
        raise Refused("jenis")
    if kind == "XLS" and suffix == ".xlsx":
        # A workbook with a password is wrapped into a file of the old kind.
        raise Refused("terkunci")
    if kind != wanted:
        raise Refused("bukan", isi=kind, akhiran=suffix)
