from django.apps import AppConfig

from binawidya.umum import converters, system_checks


class UmumConfig(AppConfig):
    """The technical kernel: knows no domain noun."""

    name = "binawidya.umum"
    label = "umum"
    verbose_name = "Umum"

    def ready(self) -> None:
        system_checks.install()
        converters.install()
