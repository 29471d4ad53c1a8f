"""Production. Refuses to start without its secrets and addresses, one line for each that is missing."""

import sys
from urllib.parse import parse_qsl, unquote, urlsplit

from binawidya.settings.base import *  # noqa: F403
from binawidya.settings.base import ALLOWED_HOSTS, ENV, SECRET_KEY

_missing = [
    line
    for bad, line in (
        (
            len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure-"),
            "SECRET_KEY: paling sedikit 50 huruf acak",
        ),
        (not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS, "ALLOWED_HOSTS: nama host situs ini, dipisah koma, bukan *"),
        (not ENV.database_url, "DATABASE_URL: postgresql://pengguna:sandi@host/nama"),
        (not ENV.redis_url, "REDIS_URL: redis://host:6379/0"),
        (ENV.debug, "DEBUG: tidak boleh menyala di produksi"),
    )
    if bad
]
if _missing:
    print("Binawidya tidak dapat dimulai:", *_missing, sep="\n  ", file=sys.stderr)
    raise SystemExit(2)

DEBUG = False
SECURE_SSL_REDIRECT = True
# The health probes come from inside, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^sehat/$", r"^siap/$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-bw_sesi"
CSRF_COOKIE_NAME = "__Host-bw_csrf"
LANGUAGE_COOKIE_SECURE = True
if ENV.trusted_proxy_count:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

SUREL_TERKIRIM = bool(ENV.email_url)
# Without a mail server nothing is sent, and no letter is written to the log either.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
if ENV.email_url:
    _mail = urlsplit(ENV.email_url)
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST = _mail.hostname or "localhost"
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = dict(parse_qsl(_mail.query)).get("tls") == "1"
