"""WSGI entry point for gunicorn."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binawidya.settings.production")

application = get_wsgi_application()
# The addresses, and with them every view, are loaded before the first person asks and before the workers part.
get_resolver().url_patterns  # noqa: B018
