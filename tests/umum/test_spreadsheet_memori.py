"""Whatever a file from outside does, the process that opens it stays small: measured, not believed."""

import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from binawidya.umum.spreadsheet import child
from binawidya.umum.spreadsheet.pembaca.batas import MAX_MEMORY
from tests.organisasi import berkas
from tests.organisasi.roster_file import write_roster
from tests.umum.lembar_lain import write_ods_xml, write_xls

# A process of its own starts the parser, so that the highest mark of memory is that of the parser alone.
_MEASURE = """
import resource, subprocess, sys
ended = subprocess.run([sys.executable, "-I", *sys.argv[1:]], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={})
last = ended.stdout.splitlines()[-1:] or [b""]
print(ended.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, last[0].decode()[:80])
"""
BATAS_MB = 600
SEDIKIT_MB = 150


def measure(path: Path) -> tuple[int, float, str]:
    """Exit code, highest resident memory in megabytes, and the last line of the parser."""
    command = [sys.executable, "-c", _MEASURE, str(Path(child.__file__)), str(path), path.suffix]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    code, kilobytes, last = said.split(" ", 2)
    return int(code), int(kilobytes) * 1024 / 1e6, last


def _gigabyte(path: Path) -> Path:
    """A sheet of a gigabyte, as the directory of the archive says before anything is unpacked."""
    berkas.write_xlsx(path, [["a"]])
    data = bytearray(path.read_bytes())
    entry = data.rfind(b"PK\x01\x02", 0, data.rfind(berkas.SHEET.encode()))
    data[entry + 24 : entry + 28] = (1_000_000_000).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def _claims_the_whole_sheet(path: Path) -> Path:
    """Two cells that say they fill 17 thousand million."""
    berkas.write_xlsx(path, [["NIP", "Nama"]])

    def change(name: str, data: bytes) -> bytes:
        return data.replace(b'<dimension ref="A1:B1"/>', b'<dimension ref="A1:XFD1048576"/>')

    return berkas.changed(path, change)


def _shared_strings(path: Path) -> Path:
    """180 MB of texts that no cell uses, hard to pack."""
    berkas.write_xlsx(path, [["a"]])
    words = [f"{random.Random(n).getrandbits(200):x}" for n in range(20_000)]
    texts = "".join(f"<si><t>{words[n % 20_000]}{n}</t></si>" for n in range(2_400_000)).encode()

    def change(name: str, data: bytes) -> bytes:
        if name != "xl/sharedStrings.xml":
            return data
        head, _mark, _rest = data.partition(b"<si>")
        return head + texts + b"</sst>"

    return berkas.changed(path, change)


def _rows_without_cells(path: Path) -> Path:
    return berkas.with_sheet(path, "".join(f'<row r="{n}"/>' for n in range(1, 2_000_001)))


def _hidden_corner(path: Path) -> Path:
    """The scan does not know this spelling; the parser asks for 549 GB and aborts."""
    return berkas.far_corner(path, attribute="r = '{ref}'")


def _ods_bomb(path: Path) -> Path:
    row = '<table:table-row table:number-rows-repeated="190000">{}</table:table-row>'
    cell = (
        '<table:table-cell office:value-type="string" table:number-columns-repeated="190"><text:p>abcdefgh</text:p>'
        "</table:table-cell>"
    )
    return write_ods_xml(path, f'<table:table table:name="a">{row.format(cell)}</table:table>')


def _xls_corner(path: Path) -> Path:
    return write_xls(path, [["a"], *[[]] * 65_534, [*[""] * 199, "b"]])


@pytest.mark.parametrize(
    ("make", "suffix", "last", "most"),
    [
        (berkas.zip_bomb, ".xlsx", '{"tolak":"bom"', SEDIKIT_MB),
        (berkas.lying_zip, ".xlsx", '{"tolak":"rusak"', SEDIKIT_MB),
        (_gigabyte, ".xlsx", '{"tolak":"bom"', SEDIKIT_MB),
        (_claims_the_whole_sheet, ".xlsx", '{"selesai":1}', SEDIKIT_MB),
        (berkas.with_entity, ".xlsx", '{"tolak":"dtd"', SEDIKIT_MB),
        (_rows_without_cells, ".xlsx", '{"tolak":"panjang"', SEDIKIT_MB),
        (berkas.far_corner, ".xlsx", '{"tolak":"panjang"', SEDIKIT_MB),
        (lambda path: berkas.far_corner(path, "GR200000"), ".xlsx", "", MAX_MEMORY / 1e6),
        (_hidden_corner, ".xlsx", "", SEDIKIT_MB),
        (_shared_strings, ".xlsx", "", BATAS_MB),
        (_ods_bomb, ".ods", '{"tolak":"besar"', SEDIKIT_MB),
        (_xls_corner, ".xls", '{"tolak":"besar"', SEDIKIT_MB),
    ],
)
def test_a_file_that_means_harm_gets_little_memory(
    tmp_path: Path, make: Callable[[Path], Path], suffix: str, last: str, most: float
) -> None:
    code, megabytes, said = measure(make(tmp_path / f"a{suffix}"))
    assert said.startswith(last), (code, said)
    assert megabytes < most, (code, said)


def test_a_roster_of_a_province_fits(tmp_path: Path) -> None:
    path = write_roster(tmp_path / "a.xlsx", 100_000, [(f"1.{n}", f"Seksi {n}") for n in range(3_000)])
    code, megabytes, said = measure(path)
    assert (code, said.strip()) == (0, '{"selesai":100001}')
    assert megabytes < BATAS_MB
