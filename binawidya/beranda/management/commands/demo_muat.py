"""``manage.py demo_muat``: fill an empty database with the demo office."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.beranda.demo.muat import demo_load
from binawidya.beranda.demo.siap import refuse_production
from binawidya.organisasi.models import Pegawai, UnitKerja
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused


class Command(BaseCommand):
    """Loads the demo office once; a database in use is left alone."""

    help = str(gettext_lazy("Mengisi basis data kosong dengan kantor contoh."))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_production()
        except ActRefused as refused:
            raise CommandError(refused.message) from None
        if demo_load(today()):
            text = _("Kantor contoh dimuat: %(unit)d unit, %(pegawai)d pegawai.")
            counts = {"unit": UnitKerja.objects.count(), "pegawai": Pegawai.objects.count()}
            self.stdout.write(text % counts)
        else:
            self.stdout.write(_("Basis data sudah berisi unit kerja, tidak ada yang diubah."))
