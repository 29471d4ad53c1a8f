"""What the environment may say, typed. Nonsense is refused when the process starts, with the name of the variable.

Only this module reads ``os.environ``. The addresses of the embedded servers are computed here as well, so that
the settings know them without anything running.
"""

import hashlib
import sys
import tempfile
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

PROJECT_DIR = Path(__file__).resolve().parent.parent.parent
CommaList = Annotated[list[str], NoDecode]
# pydantic's kinds of refusal, for the person who set the variable.
REFUSALS: Final = {
    "bool_parsing": "harus 1 atau 0",
    "dict_type": "harus objek JSON",
    "int_parsing": "harus bilangan bulat",
    "greater_than_equal": "paling sedikit {ge}",
    "less_than_equal": "paling banyak {le}",
    "literal_error": "harus salah satu dari {expected}",
}


class Environment(BaseSettings):
    """The environment of one process. Every field is an environment variable of the same name in capitals."""

    model_config = SettingsConfigDict(env_file=None, env_ignore_empty=True, extra="ignore", frozen=True)

    debug: bool = False
    secret_key: str = ""
    allowed_hosts: CommaList = []
    csrf_trusted_origins: CommaList = []
    trusted_proxy_count: Annotated[int, Field(ge=0, le=5)] = 0

    database_url: str = ""
    redis_url: str = ""
    binawidya_var: Path = PROJECT_DIR / "var"
    binawidya_proses: Literal["web", "worker", "perintah"] = "perintah"
    porta: Annotated[int, Field(ge=1, le=65535)] = 8000  # of the demo

    time_zone: str = "Asia/Jakarta"
    instansi: str = "Kecamatan Binawidya"
    pemerintah: str = "Pemerintah Kota Pekanbaru"
    tempat: str = "Pekanbaru"
    bantuan: str = ""
    alamat: str = ""

    email_url: str = ""
    default_from_email: str = "binawidya@localhost"
    bukti_maks_mb: Annotated[int, Field(ge=1, le=100)] = 10
    bukti_harian_mb: Annotated[int, Field(ge=1, le=10_000)] = 300  # of one person and day
    bukti_sisa_mb: Annotated[int, Field(ge=0)] = 500  # space that uploads leave free
    clamav_url: str = ""
    # A storage of django-storages in place of the local folder: its class, and its options as JSON.
    berkas_backend: str = "django.core.files.storage.FileSystemStorage"
    berkas_opsi: dict[str, Any] = {}
    impor_maks_mb: Annotated[int, Field(ge=1, le=200)] = 20
    survei_lonjakan: Annotated[int, Field(ge=1)] = 20
    survei_batas: Annotated[int, Field(ge=1)] = 200

    @field_validator("allowed_hosts", "csrf_trusted_origins", mode="before")
    @classmethod
    def _split(cls, value: Any) -> Any:
        return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("bukan nama zona waktu, contoh yang benar: Asia/Jakarta")
        return value

    @field_validator("database_url")
    @classmethod
    def _postgresql(cls, value: str) -> str:
        if value and not value.startswith(("postgresql://", "postgres://")):
            raise ValueError("harus diawali postgresql://, basis data lain tidak didukung")
        try:
            conninfo_to_dict(value)
        except ProgrammingError:
            raise ValueError("tidak terbaca, contoh yang benar: postgresql://pengguna:sandi@host:5432/nama") from None
        return value

    @field_validator("alamat")
    @classmethod
    def _site(cls, value: str) -> str:
        parts = urlsplit(value)
        if value and (parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}):
            raise ValueError("contoh yang benar: https://kinerja.kota.go.id")
        return value.rstrip("/")

    @field_validator("redis_url")
    @classmethod
    def _redis(cls, value: str) -> str:
        if value and not value.startswith(("redis://", "rediss://", "redis+socket://")):
            raise ValueError("harus diawali redis://, rediss:// atau redis+socket://")
        _readable(value, "redis://host:6379/0")
        return value

    @field_validator("email_url")
    @classmethod
    def _mail(cls, value: str) -> str:
        if value:
            example = "smtp://pengguna:sandi@host:587?tls=1"
            _readable(value, example)
            if not value.startswith("smtp://") or not urlsplit(value).hostname:
                raise ValueError(f"contoh yang benar: {example}")
        return value

    @field_validator("clamav_url")
    @classmethod
    def _scanner(cls, value: str) -> str:
        if value:
            example = "tcp://host:3310 atau unix:///run/clamav/clamd.ctl"
            _readable(value, example)
            parts = urlsplit(value)
            if not (parts.scheme == "tcp" and parts.hostname) and not (parts.scheme == "unix" and parts.path):
                raise ValueError(f"contoh yang benar: {example}")
        return value

    @property
    def socket_dir(self) -> Path:
        """Folder of the embedded servers' sockets: short, because a socket path holds 107 bytes at most."""
        mark = hashlib.sha256(str(self.binawidya_var.resolve()).encode()).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"binawidya-{mark}"

    @property
    def site(self) -> str:
        """Address of the installation as it is printed on paper: ``ALAMAT``, else the first trusted origin."""
        return self.alamat or next(iter(self.csrf_trusted_origins), f"http://127.0.0.1:{self.porta}").rstrip("/")

    @property
    def broker_url(self) -> str:
        """Address for Celery and kombu."""
        return self.redis_url or f"redis+socket://{self.socket_dir}/valkey.sock"

    @property
    def cache_url(self) -> str:
        """Address for redis-py, which calls a socket ``unix://``."""
        return self.broker_url.replace("redis+socket://", "unix://")

    def database(self) -> dict[str, Any]:
        """Connection parameters for Django, without options."""
        if not self.database_url:
            return {"NAME": "binawidya", "USER": "binawidya", "HOST": str(self.socket_dir), "PORT": "5432"}
        parts = conninfo_to_dict(self.database_url)
        names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
        found = {names[key]: str(value) for key, value in parts.items() if key in names}
        found["OPTIONS"] = {key: value for key, value in parts.items() if key not in names}  # type: ignore[assignment]
        return found


def _readable(address: str, example: str) -> None:
    try:
        _ = urlsplit(address).port
    except ValueError:
        raise ValueError(f"tidak terbaca, contoh yang benar: {example}") from None


def read() -> Environment:
    """The environment of this process, or exit with one line for each variable that makes no sense."""
    try:
        return Environment()
    except ValidationError as error:
        for problem in error.errors():
            name = str(problem["loc"][0]).upper() if problem["loc"] else "?"
            text = REFUSALS.get(problem["type"], problem["msg"].removeprefix("Value error, "))
            text = text.format(**problem.get("ctx", {})).replace(" or ", " atau ")
            print(f"{name}: {text}", file=sys.stderr)
        raise SystemExit(2) from None
