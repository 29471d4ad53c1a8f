from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IndikatorConfig(AppConfig):
    """It measures: sasaran, indikator, target, realisasi, bukti, capaian."""

    name = "indikator"
    verbose_name = _("Indikator")
