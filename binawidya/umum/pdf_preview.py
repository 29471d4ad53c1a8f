"""The first page of somebody else's PDF as a picture, drawn by poppler in a process with little memory and time.

The picture is encoded anew here: what stands in a page is never a byte of the file itself.
"""

import io
import resource
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import IO, Final

from PIL import Image

WIDTH: Final = 1_000
SECONDS: Final = 20
_MEMORY: Final = 600_000_000
_OUTPUT: Final = 20_000_000
MAX_PIXELS: Final = 8_000_000


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_OUTPUT, _OUTPUT))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def first_page(file: IO[bytes]) -> bytes | None:
    """A PNG of the first page; ``None`` where there is no poppler or the file cannot be drawn within the limits."""
    program = shutil.which("pdftoppm")
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="pratinjau-") as folder:
        source = Path(folder) / "a.pdf"
        file.seek(0)
        with source.open("wb") as copy:
            shutil.copyfileobj(file, copy)
        command = [program, "-png", "-singlefile", "-f", "1", "-l", "1", "-scale-to", str(WIDTH), "a.pdf", "hasil"]
        try:
            done = subprocess.run(
                command, cwd=folder, env={}, preexec_fn=_limit, capture_output=True, timeout=SECONDS, check=False
            )
        except subprocess.TimeoutExpired:
            return None
        drawn = Path(folder) / "hasil.png"
        if done.returncode != 0 or not drawn.exists():
            return None
        return _encoded(drawn)


def _encoded(path: Path) -> bytes | None:
    output = io.BytesIO()
    try:
        with Image.open(path, formats=["PNG"]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                return None
            picture.convert("RGB").save(output, "PNG", optimize=True)
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    return output.getvalue()
