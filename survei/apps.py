from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveiConfig(AppConfig):
    """It asks: satisfaction surveys that become indicators."""

    name = "survei"
    verbose_name = _("Survei")
