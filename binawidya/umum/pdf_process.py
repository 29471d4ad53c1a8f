"""A PDF for somebody who waits for it: rendered in a process of its own, so that no page carries WeasyPrint's memory.

For small documents only, which must not be stored anywhere. Everything else is asked for and made by a worker.
"""

import logging
import subprocess
import sys
from typing import Final

from django.utils.translation import gettext as _

from binawidya.settings.environment import PROJECT_DIR
from binawidya.umum.errors import ActRefused

logger = logging.getLogger(__name__)
# Below the patience of a web server for one answer.
WALL_SECONDS: Final = 25


def render_apart(html: str, *, title: str) -> bytes:
    """Render a whole HTML document as :func:`binawidya.umum.pdf.render_pdf` does, and wait for it.

    The document goes through pipes: nothing of it is written to a disk.

    :raises ActRefused: it took too long or could not be made.
    """
    command = [sys.executable, "-m", "binawidya.umum.pdf_child", title]
    try:
        done = subprocess.run(
            command, input=html.encode(), capture_output=True, cwd=PROJECT_DIR, timeout=WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise ActRefused(_("Daftarnya terlalu lama dibuat. Persempit pilihannya, lalu coba lagi.")) from None
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        # Only the last line: the document itself must not reach a log.
        said = done.stderr.decode(errors="replace").splitlines()
        logger.error("a document could not be made: %.200s", said[-1] if said else "nothing was said")
        raise ActRefused(_("Daftar cetak gagal dibuat dan tidak ada yang berubah. Coba lagi nanti."))
    return done.stdout
