from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class KinerjaConfig(AppConfig):
    """It judges: scores of people and units, and the documents that carry them."""

    name = "kinerja"
    verbose_name = _("Kinerja")
