"""Settings that hold everywhere. An environment module imports all of it and changes what it must."""

from datetime import timedelta
from typing import Any

from celery.schedules import crontab
from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from binawidya.settings.environment import PROJECT_DIR, read

ENV = read()
VAR_DIR = ENV.binawidya_var

DEBUG = ENV.debug
SECRET_KEY = ENV.secret_key
ALLOWED_HOSTS = ENV.allowed_hosts
CSRF_TRUSTED_ORIGINS = ENV.csrf_trusted_origins

# The office that runs this installation: side bar, letterhead, place of signature.
INSTANSI = ENV.instansi
PEMERINTAH = ENV.pemerintah
TEMPAT = ENV.tempat
BANTUAN = ENV.bantuan
# Printed on documents and posters as QR codes: workers know no request.
ALAMAT = ENV.site

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "import_export",
    "pghistory",
    "pgtrigger",
    "rest_framework",
    "binawidya.umum",
    "binawidya.organisasi",
    "indikator",
    "survei",
    "kinerja",
    "binawidya.beranda",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "binawidya.umum.middleware.UnreadableInputMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "binawidya.umum.middleware.IdleSessionMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "binawidya.umum.middleware.PrivateResponseMiddleware",
    "pghistory.middleware.HistoryMiddleware",
]

ROOT_URLCONF = "binawidya.urls"
WSGI_APPLICATION = "binawidya.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PROJECT_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "binawidya.beranda.context_processors.shell",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "binawidya.umum.templatetags.rupa",
                "binawidya.umum.templatetags.angka",
            ],
        },
    }
]

# --- Database: PostgreSQL only. Timeouts by kind of process, so that no page waits for ever. ---------------------
_TIMEOUTS = {
    "web": {"statement_timeout": "15s", "lock_timeout": "5s", "idle_in_transaction_session_timeout": "30s"},
    "worker": {"statement_timeout": "30min", "lock_timeout": "60s", "idle_in_transaction_session_timeout": "10min"},
    "perintah": {"lock_timeout": "60s"},
}[ENV.binawidya_proses]


def _database() -> dict[str, Any]:
    found = ENV.database()
    options: dict[str, Any] = found.pop("OPTIONS", {})
    options.setdefault("connect_timeout", 3)
    options["options"] = " ".join([f"-c {name}={value}" for name, value in _TIMEOUTS.items()] + ["-c jit=off"])
    if ENV.binawidya_proses == "web":
        # A pool replaces a connection that a restart of PostgreSQL broke before a request gets it.
        options["pool"] = {"min_size": 1, "max_size": 8, "timeout": 5}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_HEALTH_CHECKS": ENV.binawidya_proses != "web",
        "CONN_MAX_AGE": 0 if ENV.binawidya_proses == "web" else None,
        "OPTIONS": options,
        **found,
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Cache and sessions ------------------------------------------------------------------------------------------
# A cache that is down is an empty cache; nobody is signed out by it, because sessions live in PostgreSQL.
CACHES = {
    "default": {
        "BACKEND": "binawidya.umum.cache.ForgivingRedisCache",
        "LOCATION": ENV.cache_url,
        "KEY_PREFIX": "bw",
        "OPTIONS": {"socket_timeout": 0.5, "socket_connect_timeout": 0.5},
    }
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = int(timedelta(minutes=30).total_seconds())
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "binawidya.umum.views.csrf_failure"

# --- Accounts ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "organisasi.User"
AUTHENTICATION_BACKENDS = ["binawidya.organisasi.backend.AkunBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ["username", "email"]},
    },
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "beranda:home"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=1).total_seconds())
ACCOUNT_ADAPTER = "binawidya.organisasi.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
# Strangers get no mail from here because somebody typed their address.
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_FORMS = {
    "login": "binawidya.organisasi.forms.MasukForm",
    "change_password": "binawidya.organisasi.forms.KataSandiForm",
    "reset_password": "binawidya.organisasi.forms.LupaKataSandiForm",
    "reset_password_from_key": "binawidya.organisasi.forms.KataSandiBaruForm",
}
# Failed logins are counted by the adapter in PostgreSQL, atomically; the library's own counter leaks under
# parallel requests, and it would let only 30 people of one address in each minute: an office at eight o'clock.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "reset_password": "20/m/ip,5/m/key",
    "change_password": "5/m/user",
}
# The tight limit is for one account from one network, so that nobody locks others out; offices share an address.
LOGIN_FAILED_WINDOW = timedelta(minutes=15)
LOGIN_FAILED_LIMITS = {"akun_dan_jaringan": 5, "akun": 50, "jaringan": 100}
# Wrong codes of printed invitations from one network within the same window.
UNDANGAN_FAILED_LIMIT = 30
ALLAUTH_TRUSTED_PROXY_COUNT = ENV.trusted_proxy_count
# Answers to one survey from one network within ten minutes: above the first they are marked, above the second refused.
SURVEI_LONJAKAN = ENV.survei_lonjakan
SURVEI_BATAS = ENV.survei_batas

# --- Language, time, numbers -------------------------------------------------------------------------------------
LANGUAGE_CODE = "id"
LANGUAGES = [("id", _("Indonesia"))]
LOCALE_PATHS = [PROJECT_DIR / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = ENV.time_zone
USE_THOUSAND_SEPARATOR = False

# --- Files -------------------------------------------------------------------------------------------------------
STATIC_URL = "/statis/"
STATIC_ROOT = VAR_DIR / "statis"
ASSET_DIR = PROJECT_DIR / "var" / "aset"  # built once per check-out, not per installation
STATICFILES_DIRS = [PROJECT_DIR / "static", ASSET_DIR]
# Only our own: what libraries bring along belongs to pages this site does not have.
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": ENV.berkas_backend, "OPTIONS": ENV.berkas_opsi},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "berkas"
MEDIA_URL = "/tidak-dilayani/"  # Files are served by views only, after a permission check.
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "binawidya.umum.upload_handler.CarefulTemporaryFileUploadHandler",
]
BUKTI_MAKS_BYTE = ENV.bukti_maks_mb * 1_000_000
BUKTI_HARIAN_BYTE = ENV.bukti_harian_mb * 1_000_000
BUKTI_SISA_BYTE = ENV.bukti_sisa_mb * 1_000_000
CLAMAV_URL = ENV.clamav_url
IMPOR_MAKS_BYTE = ENV.impor_maks_mb * 1_000_000

# --- Headers -----------------------------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "object-src": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
}

# --- Celery: small messages that name a row; the row says whether work is due -------------------------------------
CELERY_BROKER_URL = ENV.broker_url
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_MEMORY_PER_CHILD = 400_000  # kB
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_TIME_LIMIT = 45 * 60
CELERY_TASK_SOFT_TIME_LIMIT = 40 * 60
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    # Above the longest task, or a running task is delivered again and again.
    "visibility_timeout": CELERY_TASK_TIME_LIMIT + 15 * 60,
    "unacked_restore_interval": 1,
    "unacked_restore_throttle": 1,
    "socket_timeout": 5,
    "socket_connect_timeout": 1,
    "global_keyprefix": "bw:",
}
CELERY_TIMEZONE = "UTC"
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "beat")
CELERY_BEAT_SCHEDULE = {
    "outbox-relay": {"task": "umum.outbox_relay", "schedule": 5.0},
    "outbox-prune": {"task": "umum.outbox_prune", "schedule": timedelta(hours=1)},
    "session-prune": {"task": "umum.session_prune", "schedule": timedelta(hours=6)},
    # Posts and roles end by date; only the word of the status waits for this.
    # What is arranged for a day holds from that day; only what units show of themselves waits for this.
    "susunan-unit-apply": {"task": "organisasi.susunan_unit_apply", "schedule": timedelta(minutes=15)},
    # 01.30 in the west of the country
    "skor-check": {"task": "kinerja.skor_check_schedule", "schedule": crontab(hour="18", minute="30")},
    "status-apply": {"task": "organisasi.status_apply", "schedule": timedelta(minutes=15)},
    "evaluasi-remind": {"task": "kinerja.evaluasi_remind", "schedule": timedelta(hours=6)},
    "periode-advance": {"task": "organisasi.periode_advance", "schedule": timedelta(minutes=1)},
    "pengingat": {"task": "indikator.pengingat_notify", "schedule": timedelta(minutes=15)},
    "ringkasan-surel": {"task": "organisasi.ringkasan_send", "schedule": timedelta(minutes=15)},
    # A version of an indicator's sheet counts from its month; only what the indicator shows of itself waits for this.
    "indikator-versi-apply": {"task": "indikator.versi_apply", "schedule": timedelta(minutes=15)},
    "survei-kotak-empty": {"task": "survei.kotak_empty", "schedule": timedelta(seconds=20)},
    "survei-kotak-prune": {"task": "survei.kotak_prune", "schedule": timedelta(hours=6)},
    "survei-realisasi-sync": {"task": "survei.realisasi_sync", "schedule": timedelta(minutes=10)},
    "survei-close-due": {"task": "survei.close_due", "schedule": timedelta(minutes=10)},
}
# Which task is due when something happened: a lower app names the event, an upper app's task answers.
OUTBOX_ROUTES = {
    "realisasi.berubah": "kinerja.skor_calculate",
    "bukti.dilampirkan": "indikator.bukti_process",
    "periode.berubah": "kinerja.skor_calculate_periode",
    "target.berubah": "kinerja.skor_calculate_target",
    "penempatan.berubah": "kinerja.skor_calculate_pegawai",
    "pengecualian.berubah": "kinerja.skor_calculate_pegawai",
    "kebijakan_skor.berubah": "kinerja.skor_calculate_kebijakan",
    "perhitungan.diminta": "kinerja.perhitungan_work",
    "skor.diperiksa": "kinerja.skor_check",
    "penutupan.diperiksa": "kinerja.penutupan_verify",
    "impor.diunggah": "organisasi.impor_read",
    "impor.disetujui": "organisasi.impor_apply",
    "impor.diurungkan": "organisasi.impor_revert",
    "impor_rencana.diunggah": "indikator.impor_rencana_read",
    "impor_rencana.disetujui": "indikator.impor_rencana_apply",
    "impor_rencana.diurungkan": "indikator.impor_rencana_revert",
    "akun.diminta": "organisasi.akun_run",
    "dokumen.diminta": "kinerja.dokumen_render",
    "survei.jawaban_masuk": "survei.hasil_calculate",
    "survei.ditutup": "survei.hasil_calculate",
    "paket.diminta": "kinerja.paket_plan",
    "paket.bagian": "kinerja.paket_work",
    "paket.kemas": "kinerja.paket_pack",
    "survei.hasil_tetap": "survei.realisasi_from_hasil",
}
# What is also done in the process of the save, right after its commit, for so few rows that nobody waits for it.
OUTBOX_AT_ONCE = {"realisasi.berubah": "kinerja.skor_calculate_sendiri"}
OUTBOX_AT_ONCE_LIST = 10
OUTBOX_MAX_ATTEMPTS = 8
# A run over a month is cut into parts of about so many targets, and so many workers share it.
SKOR_TARGET_BAGIAN = 50_000
SKOR_PEKERJA = 4
# What tells people that the work of an event was given up after the last attempt.
OUTBOX_GAVE_UP = {
    **dict.fromkeys(("impor.diunggah", "impor.disetujui", "impor.diurungkan"), "organisasi.impor_give_up"),
    **dict.fromkeys(
        ("impor_rencana.diunggah", "impor_rencana.disetujui", "impor_rencana.diurungkan"),
        "indikator.impor_rencana_give_up",
    ),
    "akun.diminta": "organisasi.akun_give_up",
    "dokumen.diminta": "kinerja.dokumen_give_up",
    "paket.diminta": "kinerja.paket_give_up",
    "paket.bagian": "kinerja.paket_give_up",
    "paket.kemas": "kinerja.paket_give_up",
}

# --- API ---------------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    # The key first: its header makes a stranger's answer a 401.
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "binawidya.organisasi.token.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["binawidya.umum.json_parser.StrictJSONParser"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "COERCE_DECIMAL_TO_STRING": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Binawidya",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "ENUM_NAME_OVERRIDES": {"RatingEnum": "kinerja.scoring.RATING"},
}

PGHISTORY_DEFAULT_TRACKERS = ()
IMPORT_EXPORT_USE_TRANSACTIONS = True

EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = ENV.default_from_email
# Whether letters reach people. In production only with a mail server: a code must not end in a log.
SUREL_TERKIRIM = True

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"private": {"()": "binawidya.umum.log.PrivateFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["private"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
        "celery": {"level": "WARNING"},
        "kombu": {"level": "ERROR"},
    },
}
