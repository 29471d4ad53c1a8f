"""What ``check --deploy`` of Django does not say: the safety floor of an installation. Every finding is an error.

Reasons: OWASP ASVS 5.0 (3.3.1 and 3.3.3 cookies, 3.4.3 and 3.4.6 policy, 7.3.1 and 7.3.2 session limits, 15.3.4
address of the client). Django's own checks keep silent about all of these.
"""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any, Final

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

IDLE_LIMIT: Final = int(timedelta(minutes=30).total_seconds())
ABSOLUTE_LIMIT: Final = int(timedelta(hours=12).total_seconds())
ARGON2: Final = "django.contrib.auth.hashers.Argon2PasswordHasher"
# Directives that must be "nobody", or a page can be framed, re-based or made to load a plug-in.
CLOSED_DIRECTIVES: Final = ("default-src", "base-uri", "object-src", "frame-ancestors")
UPLOAD_LIMITS: Final = {
    "DATA_UPLOAD_MAX_MEMORY_SIZE": 10_000_000,
    "DATA_UPLOAD_MAX_NUMBER_FIELDS": 10_000,
    "DATA_UPLOAD_MAX_NUMBER_FILES": 100,
}


def check_safety(app_configs: Sequence[AppConfig] | None, **kwargs: Any) -> list[CheckMessage]:
    """All findings about the settings of this installation."""
    return [*_cookies(), *_sessions(), *_policy(), *_passwords(), *_limits(), *_proxy(), *_login()]


def _error(number: int, message: str, hint: str | None = None) -> Error:
    return Error(message, hint=hint, id=f"binawidya.E{number:03}")


def _cookies() -> Iterable[CheckMessage]:
    for number, kind in ((1, "SESSION"), (2, "CSRF")):
        name = getattr(settings, f"{kind}_COOKIE_NAME")
        if not name.startswith("__Host-"):
            yield _error(number, f"{kind}_COOKIE_NAME = {name!r} does not begin with __Host-.")
        # What the prefix demands; a browser drops the cookie otherwise and nobody can log in.
        elif (
            not getattr(settings, f"{kind}_COOKIE_SECURE")
            or getattr(settings, f"{kind}_COOKIE_DOMAIN")
            or getattr(settings, f"{kind}_COOKIE_PATH") != "/"
        ):
            yield _error(number, f"A __Host- cookie needs {kind}_COOKIE_SECURE, no domain and the path /.")


def _sessions() -> Iterable[CheckMessage]:
    idle = getattr(settings, "SESSION_IDLE_SECONDS", None)
    if not isinstance(idle, int) or not 0 < idle <= IDLE_LIMIT:
        yield _error(3, f"SESSION_IDLE_SECONDS = {idle!r}: an unused session must end within {IDLE_LIMIT} seconds.")
    if "binawidya.umum.middleware.IdleSessionMiddleware" not in settings.MIDDLEWARE:
        yield _error(3, "IdleSessionMiddleware is not installed, so no unused session ever ends.")
    if not 0 < settings.SESSION_COOKIE_AGE <= ABSOLUTE_LIMIT:
        yield _error(4, f"SESSION_COOKIE_AGE = {settings.SESSION_COOKIE_AGE}: at most {ABSOLUTE_LIMIT} seconds.")
    if settings.SESSION_SAVE_EVERY_REQUEST:
        yield _error(4, "SESSION_SAVE_EVERY_REQUEST prolongs a session for ever: it would have no absolute end.")


def _policy() -> Iterable[CheckMessage]:
    policy = getattr(settings, "CONTENT_SECURITY_POLICY", None) or {}
    directives: dict[str, Any] = policy.get("DIRECTIVES", {})
    if "csp.middleware.CSPMiddleware" not in settings.MIDDLEWARE or not directives:
        yield _error(5, "No Content-Security-Policy is sent.")
        return
    if policy.get("EXCLUDE_URL_PREFIXES"):
        yield _error(5, "Some addresses are excluded from the Content-Security-Policy.")
    for name, sources in directives.items():
        values = [sources] if isinstance(sources, str) else [str(source) for source in sources or ()]
        for value in values:
            if value.strip("'") in {"unsafe-inline", "unsafe-eval", "unsafe-hashes"} or value in {
                "*",
                "https:",
                "http:",
            }:
                yield _error(6, f"Content-Security-Policy {name} allows {value}.")
    for name in CLOSED_DIRECTIVES:
        if [str(source) for source in directives.get(name) or ()] != ["'none'"]:
            yield _error(7, f"Content-Security-Policy {name} must be 'none'.")


def _passwords() -> Iterable[CheckMessage]:
    if not settings.PASSWORD_HASHERS or settings.PASSWORD_HASHERS[0] != ARGON2:
        yield _error(8, "The first of PASSWORD_HASHERS must be Argon2.")
    validators: Sequence[Any] = settings.AUTH_PASSWORD_VALIDATORS
    names = {validator["NAME"].rpartition(".")[2]: validator for validator in validators}
    shortest = names.get("MinimumLengthValidator", {}).get("OPTIONS", {}).get("min_length", 0)
    if shortest < 12 or "CommonPasswordValidator" not in names:
        yield _error(8, "Passwords need at least 12 characters and the list of common ones.")


def _limits() -> Iterable[CheckMessage]:
    for name, most in UPLOAD_LIMITS.items():
        value = getattr(settings, name)
        if not isinstance(value, int) or not 0 < value <= most:
            yield _error(9, f"{name} = {value!r}: set a limit of at most {most}.")


def _proxy() -> Iterable[CheckMessage]:
    trusted = getattr(settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0)
    if settings.SECURE_PROXY_SSL_HEADER and not trusted:
        yield _error(
            10,
            "SECURE_PROXY_SSL_HEADER is set, but no proxy is trusted: anyone could claim to come over TLS.",
            hint="Set TRUSTED_PROXY_COUNT to the number of proxies that overwrite the header.",
        )
    if settings.USE_X_FORWARDED_HOST and not trusted:
        yield _error(10, "USE_X_FORWARDED_HOST is set, but no proxy is trusted.")


def _login() -> Iterable[CheckMessage]:
    if "django.contrib.auth.middleware.LoginRequiredMiddleware" not in settings.MIDDLEWARE:
        yield _error(11, "LoginRequiredMiddleware is not installed: a page nobody marked would be open to everyone.")


def install() -> None:
    """Make the checks part of ``check --deploy``."""
    register(check_safety, Tags.security, deploy=True)
