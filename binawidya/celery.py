"""The Celery application. What every task relies on (acks, limits, JSON) is set in the settings."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "binawidya.settings.development")

app = Celery("binawidya")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
