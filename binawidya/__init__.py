"""Binawidya: performance of civil servants by Indikator Kinerja Utama."""

from binawidya.celery import app as celery_app

__all__ = ["celery_app"]
