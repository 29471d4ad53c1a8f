"""What must hold before the demo can run, and what is made ready for it: database tables and static files."""

import hashlib
import importlib
from pathlib import Path
from typing import Final

from celery import current_app
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.utils.translation import gettext as _

from binawidya.umum.embedded import ServerError
from binawidya.umum.errors import ActRefused

PRODUKSI: Final = "binawidya.settings.production"
PANGO: Final = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


def refuse_production() -> None:
    """Everybody knows the passwords of invented offices.

    :raises ActRefused: these are the settings of production.
    """
    if settings.SETTINGS_MODULE == PRODUKSI:
        raise ActRefused(_("Data contoh tidak dimuat di produksi: kata sandinya diketahui semua orang."))


def ensure_pango() -> None:
    """:raises ServerError: the library that draws the text of PDF documents is missing."""
    try:
        importlib.import_module("weasyprint")
    except (ImportError, OSError):
        text = _("Pango tidak ada, padahal dokumen PDF memerlukannya. Pasang: apt-get install %(paket)s")
        raise ServerError(text % {"paket": PANGO}) from None


def ensure_servers() -> None:
    """:raises ServerError: the database or the broker does not answer."""
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
        raise ServerError(_("Basis data tidak menjawab: %(sebab)s") % {"sebab": reason}) from None
    try:
        with current_app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1)
    except Exception as error:
        # Each transport has errors of its own.
        raise ServerError(_("Antrean tidak menjawab: %(sebab)s") % {"sebab": type(error).__name__}) from None


def prepare() -> None:
    """Bring the tables up to date, and collect the static files when any of them changed."""
    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    mark = settings.VAR_DIR / "statis.sidik"
    now = _fingerprint()
    if _read(mark) != now or not settings.STATIC_ROOT.is_dir():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, skip_checks=True)
        mark.write_text(now)


def _fingerprint() -> str:
    found = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            stat = Path(storage.path(path)).stat()
            found.update(f"{path} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return found.hexdigest()


def _read(path: Path) -> str:
    return path.read_text() if path.is_file() else ""
