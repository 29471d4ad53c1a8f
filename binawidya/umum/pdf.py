"""Official documents as PDF, rendered where nothing but our own style sheet, font and charts can be reached.

Only worker and command processes import this module: WeasyPrint costs memory, and no page may wait for it.
"""

import atexit
import gc
import hashlib
import logging
import os
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from celery.signals import worker_process_shutdown
from django.conf import settings
from django.utils.translation import gettext as _
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from binawidya.settings.environment import PROJECT_DIR
from binawidya.umum.numbers import format_angka

logger = logging.getLogger(__name__)

# A table of this length takes about a dozen seconds; a longer one is no document that anybody reads.
MAX_ROWS: Final = 2_000
# The fonts of a process are read anew after this long: their unpacked file lies among temporary files, which the system
# may tidy away after days.
FONT_SECONDS: Final = 3_600.0
ASET: Final = "aset:"
GAMBAR: Final = "gambar:"
# Direction controls turn a name round in print; the documents are written from left to right.
_UNSEEN: Final = dict.fromkeys(
    [*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF, *range(0x09), 0x7F]
)


class DocumentTooLarge(Exception):
    """More rows than one document may hold. The text says what to do."""

    def __init__(self, rows: int) -> None:
        message = _("Dokumen ini memuat %(n)s baris, paling banyak %(most)s. Minta laporan unit yang lebih kecil.")
        self.message = message % {"n": format_angka(rows), "most": format_angka(MAX_ROWS)}
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """A document: its bytes, number of pages, and how many requests for other things were refused."""

    content: bytes
    pages: int
    refused: int

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def bundled() -> Mapping[str, tuple[Path, str]]:
    """What a document may load: name, file and content type."""
    static = PROJECT_DIR / "static"
    return {
        "cetak.css": (static / "css" / "cetak.css", "text/css"),
        "lambang.svg": (static / "grafik" / "lambang-dokumen.svg", "image/svg+xml"),
        "inter-dokumen.woff2": (settings.ASSET_DIR / "font" / "inter-dokumen.woff2", "font/woff2"),
    }


class BundledFetcher(URLFetcher):  # type: ignore[misc]
    """Serves ``aset:`` names from a fixed list and ``gambar:`` pictures that the caller drew; refuses all else.

    The parent's ``fetch`` opens files and addresses. It is never called.
    """

    def __init__(self, images: Mapping[str, str | bytes]) -> None:
        super().__init__(timeout=1, allowed_protocols=[], allow_redirects=False)
        self._files = bundled()
        self._images = images
        self.refused = 0

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        if url.startswith(ASET) and (found := self._files.get(url.removeprefix(ASET))):
            path, content_type = found
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": content_type})
        if url.startswith(GAMBAR) and (drawing := self._images.get(url.removeprefix(GAMBAR))):
            if isinstance(drawing, bytes):
                return URLFetcherResponse(url, drawing, {"Content-Type": "image/jpeg"})
            return URLFetcherResponse(url, drawing.encode(), {"Content-Type": "image/svg+xml"})
        self.refused += 1
        logger.warning("document asked for %.120r: refused", url)
        raise PermissionError("only bundled files are served")


@cache
def _settle() -> None:
    """Once in a process: what is loaded by now stays for good, so the collector need not walk it for each document.

    Measured: 150 ms of every second document went into walking Django and WeasyPrint themselves.
    """
    gc.collect()
    gc.freeze()


class _Fonts(threading.local):
    """The font configuration of a thread, for all its documents.

    Pango and fontconfig never give back about 0.3 MB of every configuration, and unpacking the font takes a quarter of
    the time of a short document; both are paid once here. A process that forks leaves its own to the parent: letting
    go of one removes the font under it.
    """

    def __init__(self) -> None:
        self._made: dict[int, tuple[float, FontConfiguration]] = {}

    def current(self) -> FontConfiguration:
        process, now = os.getpid(), time.monotonic()
        found = self._made.get(process)
        if found is None or now - found[0] > FONT_SECONDS:
            found = self._made[process] = now, FontConfiguration()
        return found[1]

    def forget(self, **_sent: object) -> None:
        """Let go, so that the unpacked font does not stay behind."""
        if self._made.pop(os.getpid(), None) is not None:
            gc.collect()


_fonts: Final = _Fonts()
atexit.register(_fonts.forget)
# A process of the worker's pool ends without the way through atexit.
worker_process_shutdown.connect(_fonts.forget, weak=False)


def render_pdf(html: str, *, title: str, images: Mapping[str, str | bytes] | None = None) -> RenderedPdf:
    """Render a whole HTML document, which links ``aset:cetak.css`` itself.

    The PDF is tagged, carries language and title and embeds its fonts.

    :param html: from an escaping template; ``<html lang>`` and ``<title>`` are required.
    :param title: what the document is called in the log.
    :param images: SVG drawings, or JPEG pictures as bytes, by name; used as ``<img src="gambar:name" alt="...">``.
    :raises DocumentTooLarge: more than :data:`MAX_ROWS` table rows.
    :raises FileNotFoundError: the style sheet or the font was not built.
    """
    rows = html.count("<tr")
    if rows > MAX_ROWS:
        raise DocumentTooLarge(rows)
    for path, _content_type in bundled().values():
        if not path.is_file():
            raise FileNotFoundError(path)
    _settle()
    html = html.translate(_UNSEEN)
    fetcher = BundledFetcher(images or {})
    document = HTML(string=html, url_fetcher=fetcher).render(font_config=_fonts.current(), pdf_tags=True)
    content: bytes = document.write_pdf(pdf_tags=True)
    if fetcher.refused:
        logger.warning("document %.120r: %s requests refused", title, fetcher.refused)
    return RenderedPdf(content, len(document.pages), fetcher.refused)
