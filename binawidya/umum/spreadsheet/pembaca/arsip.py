"""Spreadsheets that are zip archives: everything that can be known of them without unpacking into memory."""

import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from .batas import MAX_ENTRIES, MAX_INFLATED, MAX_RATIO, Refused

ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
CHUNK: Final = 1 << 20
_ENCODING = re.compile(rb"""<\?xml[^>]*encoding\s*=\s*["']([^"']+)["']""")
_OVERLAP = 2_048
_BROKEN: Final = (
    zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, KeyError,
)  # fmt: skip


def is_ods(head: bytes) -> bool:
    """Whether the first bytes of an archive are those of an OpenDocument sheet: its type comes first, as it is."""
    return head[30:38] == b"mimetype" and ODS_TYPE in head[38:200]


@contextmanager
def open_archive(path: Path) -> "Iterator[zipfile.ZipFile]":
    """An archive whose directory promises nothing unreasonable. What is broken in it is a refusal."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
            inflated = sum(entry.file_size for entry in entries)
            size = path.stat().st_size
            if len(entries) > MAX_ENTRIES or inflated > MAX_INFLATED or inflated > max(size, 10_000) * MAX_RATIO:
                raise Refused("bom")
            if any(entry.flag_bits & 1 for entry in entries):
                raise Refused("terkunci")
            if len({entry.filename for entry in entries}) != len(entries):
                raise Refused("rusak")
            yield archive
    except _BROKEN:
        raise Refused("rusak") from None


def scan_part(archive: zipfile.ZipFile, name: str, look: Callable[[bytes], None] | None = None) -> None:
    """Stream one XML part: no DTD, plain UTF-8.

    :param look: gets each piece, with the end of the one before it in front.
    """
    tail = b""
    with archive.open(name) as part:
        while chunk := part.read(CHUNK):
            if not tail:
                check_encoding(chunk)
            buffer = tail + chunk
            if b"<!DOCTYPE" in buffer or b"<!ENTITY" in buffer:
                raise Refused("dtd")
            if look:
                look(buffer)
            tail = buffer[-_OVERLAP:]


def check_encoding(chunk: bytes) -> None:
    """Anything but UTF-8 would hide from those who look for bytes."""
    if chunk.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in chunk[:64]:
        raise Refused("rusak")
    if (found := _ENCODING.search(chunk[:200])) and found[1].lower() not in {b"utf-8", b"us-ascii"}:
        raise Refused("rusak")
