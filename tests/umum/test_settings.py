"""What the environment may say, and what production refuses. Each case is a process of its own, as in life."""

import os
import secrets
import subprocess
import sys
from collections.abc import Mapping

import pytest
from django.contrib.auth import hashers
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.checks import Error
from django.test import override_settings

from binawidya.settings import base
from binawidya.settings.environment import PROJECT_DIR
from binawidya.umum.system_checks import check_safety

COMPLETE = {
    "SECRET_KEY": secrets.token_urlsafe(60),
    "ALLOWED_HOSTS": "kinerja.example.go.id",
    "CSRF_TRUSTED_ORIGINS": "https://kinerja.example.go.id",
    "TRUSTED_PROXY_COUNT": "1",
    "DATABASE_URL": "postgresql://binawidya:sandi@127.0.0.1:5432/binawidya",
    "REDIS_URL": "redis://127.0.0.1:6379/0",
}


def start(module: str, env: Mapping[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """Run a command of manage.py, or only read the settings, with these variables and no others of ours."""
    bare = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, *(("manage.py", *command) if command else ("-c", f"import binawidya.settings.{module}"))],
        cwd=PROJECT_DIR, env={**bare, "DJANGO_SETTINGS_MODULE": f"binawidya.settings.{module}", **env},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", "banana", "harus 1 atau 0"),
        ("TIME_ZONE", "Mars", "bukan nama zona waktu"),
        ("DATABASE_URL", "mysql://host/nama", "harus diawali postgresql://"),
        ("DATABASE_URL", "postgresql://host:lima/nama?tidak=ada", "tidak terbaca"),
        ("REDIS_URL", "amqp://host", "harus diawali redis://"),
        ("REDIS_URL", "redis://host:enam/0", "tidak terbaca"),
        ("EMAIL_URL", "surat", "contoh yang benar: smtp://"),
        ("TRUSTED_PROXY_COUNT", "-1", "paling sedikit 0"),
        ("TRUSTED_PROXY_COUNT", "dua", "harus bilangan bulat"),
        ("BUKTI_MAKS_MB", "100000", "paling banyak 100"),
        ("BINAWIDYA_PROSES", "semua", "harus salah satu dari 'web', 'worker' atau 'perintah'"),
    ],
)
def test_nonsense_is_refused_with_the_name_of_the_variable(name: str, value: str, said: str) -> None:
    done = start("development", {name: value})
    assert done.returncode == 2
    assert done.stderr.startswith(f"{name}: ")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


def test_every_wrong_variable_gets_its_line() -> None:
    done = start("development", {"DEBUG": "banana", "TIME_ZONE": "Mars"})
    assert {line.partition(":")[0] for line in done.stderr.splitlines()} == {"DEBUG", "TIME_ZONE"}


def test_empty_variable_counts_as_not_given() -> None:
    assert start("development", {"DEBUG": "", "TIME_ZONE": "", "DATABASE_URL": ""}).returncode == 0


@pytest.mark.parametrize("command", ["check", "migrate"])
def test_commands_refuse_nonsense_before_they_start_anything(command: str) -> None:
    done = start("development", {"TIME_ZONE": "Mars"}, command)
    assert (done.returncode, done.stderr.count("\n"), done.stdout) == (2, 1, "")


def test_production_names_every_missing_secret_on_a_line() -> None:
    done = start("production", {})
    assert done.returncode == 2
    found = [line.strip().partition(":")[0] for line in done.stderr.splitlines()[1:]]
    assert found == ["SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "REDIS_URL"]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", "pendek"),
        ("SECRET_KEY", "a" * 80),
        ("SECRET_KEY", "django-insecure-" + "hanya-untuk-mesin-sendiri" * 3),
        ("ALLOWED_HOSTS", "*"),
        ("ALLOWED_HOSTS", " , "),
        ("DATABASE_URL", ""),
        ("REDIS_URL", ""),
        ("DEBUG", "1"),
    ],
)
def test_production_does_not_start_with_an_unsafe_value(name: str, value: str) -> None:
    done = start("production", {**COMPLETE, name: value})
    assert done.returncode == 2
    assert [line.strip().partition(":")[0] for line in done.stderr.splitlines()[1:]] == [name]


def test_production_passes_the_deployment_check_without_a_warning() -> None:
    done = start("production", COMPLETE, "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_development_settings_fail_the_deployment_check() -> None:
    done = start("development", {}, "check", "--deploy", "--fail-level", "ERROR")
    assert done.returncode == 1
    assert "binawidya.E001" in done.stderr


# --- our own checks, one by one ----------------------------------------------------------------------------------
SAFE = {
    "SESSION_COOKIE_NAME": "__Host-bw_sesi",
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_NAME": "__Host-bw_csrf",
    "CSRF_COOKIE_SECURE": True,
    "PASSWORD_HASHERS": base.PASSWORD_HASHERS,
}


def policy(**directives: object) -> dict[str, object]:
    changed = {name.replace("_", "-"): sources for name, sources in directives.items()}
    return {"DIRECTIVES": {**base.CONTENT_SECURITY_POLICY["DIRECTIVES"], **changed}}


def without(middleware: str) -> list[str]:
    return [name for name in base.MIDDLEWARE if not name.endswith(middleware)]


@override_settings(**SAFE)
def test_the_settings_of_this_project_are_safe() -> None:
    assert check_safety(None) == []


@pytest.mark.parametrize(
    ("number", "spoiled"),
    [
        (1, {"SESSION_COOKIE_NAME": "sesi"}),
        (1, {"SESSION_COOKIE_SECURE": False}),
        (1, {"SESSION_COOKIE_DOMAIN": "example.go.id"}),
        (2, {"CSRF_COOKIE_NAME": "csrftoken"}),
        (2, {"CSRF_COOKIE_PATH": "/kinerja/"}),
        (3, {"SESSION_IDLE_SECONDS": 31 * 60}),
        (3, {"SESSION_IDLE_SECONDS": None}),
        (3, {"MIDDLEWARE": without("IdleSessionMiddleware")}),
        (4, {"SESSION_COOKIE_AGE": 14 * 86_400}),
        (4, {"SESSION_SAVE_EVERY_REQUEST": True}),
        (5, {"MIDDLEWARE": without("CSPMiddleware")}),
        (5, {"CONTENT_SECURITY_POLICY": None}),
        (5, {"CONTENT_SECURITY_POLICY": {**policy(), "EXCLUDE_URL_PREFIXES": ["/terbuka/"]}}),
        (6, {"CONTENT_SECURITY_POLICY": policy(style_src=["'self'", "'unsafe-inline'"])}),
        (6, {"CONTENT_SECURITY_POLICY": policy(script_src=["'self'", "'unsafe-eval'"])}),
        (6, {"CONTENT_SECURITY_POLICY": policy(img_src=["*"])}),
        (7, {"CONTENT_SECURITY_POLICY": policy(default_src=["'self'"])}),
        (7, {"CONTENT_SECURITY_POLICY": policy(frame_ancestors=None)}),
        (8, {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.PBKDF2PasswordHasher", *base.PASSWORD_HASHERS]}),
        (8, {"AUTH_PASSWORD_VALIDATORS": base.AUTH_PASSWORD_VALIDATORS[1:]}),
        (9, {"DATA_UPLOAD_MAX_MEMORY_SIZE": None}),
        (9, {"DATA_UPLOAD_MAX_NUMBER_FIELDS": None}),
        (9, {"DATA_UPLOAD_MAX_NUMBER_FILES": 10**6}),
        (10, {"SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https")}),
        (10, {"USE_X_FORWARDED_HOST": True}),
        (11, {"MIDDLEWARE": without("LoginRequiredMiddleware")}),
    ],
)
def test_a_spoiled_setting_is_an_error(number: int, spoiled: dict[str, object]) -> None:
    with override_settings(**{**SAFE, **spoiled}):
        found = check_safety(None)
    assert {message.id for message in found} == {f"binawidya.E{number:03}"}
    assert all(isinstance(message, Error) for message in found)


@override_settings(**SAFE, SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"), ALLAUTH_TRUSTED_PROXY_COUNT=1)
def test_proxy_header_is_fine_with_a_trusted_proxy() -> None:
    assert check_safety(None) == []


@override_settings(PASSWORD_HASHERS=base.PASSWORD_HASHERS)
def test_passwords_of_production_are_stored_with_argon2() -> None:
    stored = hashers.make_password("tiga belas huruf")
    assert stored.startswith("argon2$argon2id$")
    assert hashers.check_password("tiga belas huruf", stored)
    assert not hashers.check_password("tiga belas hurug", stored)
    assert isinstance(hashers.get_hasher(), Argon2PasswordHasher)
