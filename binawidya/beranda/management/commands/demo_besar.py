"""``manage.py demo_besar --pegawai N``: an office of any size in an empty database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.beranda.demo.kantor_besar import big_office
from binawidya.beranda.demo.siap import refuse_production
from binawidya.umum.errors import ActRefused
from binawidya.umum.numbers import format_angka


class Command(BaseCommand):
    """Writes the office in sets and says how fast."""

    help = str(gettext_lazy("Membuat kantor besar di basis data kosong, untuk mengukur kecepatan."))

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--pegawai", type=int, required=True, help=_("jumlah pegawai"))
        parser.add_argument("--bulan", type=int, default=10, help=_("bulan yang berisi realisasi, bawaan 10"))
        parser.add_argument("--target", type=int, default=5, help=_("target setiap pegawai, bawaan 5"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            refuse_production()
            office = big_office(pegawai=options["pegawai"], bulan=options["bulan"], target=options["target"])
        except ActRefused as refused:
            raise CommandError(refused.message) from None
        for name, count in office.baris.items():
            self.stdout.write(f"  {name:<12} {format_angka(count):>12}")
        text = _(
            "%(pegawai)s pegawai di %(unit)s unit: %(baris)s baris dalam %(detik)s detik (%(laju)s baris per detik)."
        )
        rate = round(office.jumlah_baris / max(office.detik_tulis, 0.001))
        numbers = {
            "pegawai": format_angka(office.pegawai),
            "unit": format_angka(office.unit),
            "baris": format_angka(office.jumlah_baris),
            "detik": format_angka(round(office.detik_tulis)),
            "laju": format_angka(rate),
        }
        self.stdout.write(text % numbers)
        self.stdout.write(_("Skor dihitung dalam %(detik)s detik.") % {"detik": format_angka(round(office.detik_skor))})
