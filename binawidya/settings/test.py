"""The test run. Real servers in a folder of their own; only speed differs."""

import os

from binawidya.settings.environment import PROJECT_DIR

os.environ.setdefault("BINAWIDYA_VAR", str(PROJECT_DIR / "var" / "uji"))

from binawidya.settings.base import *  # noqa: F403
from binawidya.settings.base import CACHES, ENV, STORAGES, TEMPLATES, VAR_DIR

DEBUG = False
SECRET_KEY = "uji"  # noqa: S105
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SESSION_COOKIE_NAME = "bw_sesi"
CSRF_COOKIE_NAME = "bw_csrf"
BANTUAN = ENV.bantuan or "Subbagian Umum dan Kepegawaian, (0761) 555-0142"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = VAR_DIR / "berkas-uji"
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
# Emptying the cache empties its database, so each of several test processes has one of its own.
_PROSES = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
CACHES["default"]["OPTIONS"] = {"socket_timeout": 5, "socket_connect_timeout": 5, "db": int(_PROSES) % 16}


class UnknownVariable(str):
    """What a template gets for a variable that does not exist: the test fails, with its name."""

    __slots__ = ()

    def __contains__(self, item: object) -> bool:
        return item == "%s"

    def __mod__(self, name: object) -> str:
        raise NameError(f"unknown template variable: {name}")


TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UnknownVariable("%s")
# Argon2 as in production would cost the suite minutes; the production hasher has a test of its own.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.Argon2PasswordHasher",
]
