"""The migrated database as a template: hundreds of migrations cost seconds, and copying what they made costs none.

The template's name holds a digest of everything that migrations are made of, so that a change makes a new one. It
lives in the embedded server of this folder only; a server that somebody gave is migrated anew for each run.
"""

import contextlib
import fcntl
import hashlib
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import Final

from django.apps import apps
from django.conf import settings
from django.db import connection

from binawidya.settings.environment import read

AWALAN: Final = "uji_jadi_"
PUSTAKA: Final = ("django", "psycopg", "django-pghistory", "django-pgtrigger", "django-allauth")


def _sidik() -> str:
    """Of every migration, of the modules of models that they import, and of the libraries that write the SQL."""
    digest = hashlib.sha256(" ".join(version(name) for name in PUSTAKA).encode())
    for app in sorted(apps.get_app_configs(), key=lambda app: app.name):
        folder = Path(app.path)
        own = [*folder.glob("models/*.py"), *folder.glob("enums.py")] if settings.PROJECT_DIR in folder.parents else []
        for file in sorted([*folder.glob("migrations/*.py"), *own]):
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _nama_lain(nama: str) -> list[str]:
    with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
        cursor.execute(
            "SELECT datname FROM pg_database WHERE starts_with(datname, %s) AND datname <> %s", [AWALAN, nama]
        )
        return [name for (name,) in cursor.fetchall()]


@contextlib.contextmanager
def cetakan() -> Iterator[None]:
    """Around making the test database: copies the template where there is one, and makes one where there is none.

    One process at a time, so that of several that start together only the first migrates.
    """
    if read().database_url:
        yield
        return
    settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
    nama = f"{AWALAN}{_sidik()}"
    with (settings.VAR_DIR / "cetakan.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [nama])
            ada = cursor.fetchone() is not None
        connection.settings_dict["TEST"]["TEMPLATE"] = nama if ada else None
        yield
        if not ada:
            salinan = connection.settings_dict["NAME"]
            connection.close()
            with connection._nodb_cursor() as cursor:  # type: ignore[attr-defined]
                for lama in _nama_lain(nama):
                    cursor.execute(f'DROP DATABASE IF EXISTS "{lama}"')
                cursor.execute(f'CREATE DATABASE "{nama}" TEMPLATE "{salinan}"')
