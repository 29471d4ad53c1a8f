"""In how many stages a unit verifies."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Penugasan, UnitKerja, User
from binawidya.umum.dates import today
from indikator.enums import StatusRealisasi
from indikator.models import AturanVerifikasi, Realisasi


@transaction.atomic
def aturan_verifikasi_update(*, actor: User, unit_kerja: UnitKerja, dua_tahap: bool) -> AturanVerifikasi:
    """Set the rule of a unit and of everything below it without a rule of its own.

    Entries that wait for a first look are released when the second stage is given up.

    :raises ValidationError: two stages are wanted where no verifikator holds the role.
    """
    if dua_tahap:
        served = Penugasan.objects.on(today()).filter(
            peran=Peran.VERIFIKATOR, unit_kerja__in=unit_kerja.jalur, user__is_active=True
        )
        if not served.exists():
            raise ValidationError(
                {"dua_tahap": [_("Unit ini belum mempunyai verifikator. Beri perannya dulu, lalu atur dua tahap.")]}
            )
    rule, _created = AturanVerifikasi.objects.update_or_create(
        unit_kerja=unit_kerja, defaults={"dua_tahap": dua_tahap, "oleh": actor}
    )
    if not dua_tahap:
        waiting = Realisasi.objects.filter(
            status=StatusRealisasi.DIAJUKAN, dua_tahap=True, target__unit_kerja__jalur__contains=[unit_kerja.pk]
        )
        paths = {unit.pk: unit.jalur for unit in UnitKerja.objects.filter(target__realisasi__in=waiting).order_by("pk")}
        still = AturanVerifikasi.objects.dua_tahap_di([*paths.values()])
        waiting.exclude(target__unit_kerja__in=still).update(dua_tahap=False)
    return rule
