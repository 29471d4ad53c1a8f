from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BerandaConfig(AppConfig):
    """Pages that look across the apps: home, dashboards. No models."""

    name = "binawidya.beranda"
    label = "beranda"
    verbose_name = _("Beranda")
