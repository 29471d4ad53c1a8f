from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrganisasiConfig(AppConfig):
    """Who works where, under whom, with which role, in which period."""

    name = "binawidya.organisasi"
    label = "organisasi"
    verbose_name = _("Organisasi")
