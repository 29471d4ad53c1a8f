"""One's own machine, and `make demo`: embedded servers, plain HTTP."""

from binawidya.settings.base import *  # noqa: F403
from binawidya.settings.base import ALLOWED_HOSTS, ENV, SECRET_KEY

# A fixed word, not a secret: production refuses to start with it.
SECRET_KEY = SECRET_KEY or "django-insecure-hanya-untuk-mesin-sendiri"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["*"]
SESSION_COOKIE_NAME = "bw_sesi"
CSRF_COOKIE_NAME = "bw_csrf"
BANTUAN = ENV.bantuan or "Subbagian Umum dan Kepegawaian, (0761) 555-0142"
