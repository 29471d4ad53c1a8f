"""The budget table of a unit in a year."""

from typing import Any

from django.db import transaction

from binawidya.organisasi.models import UnitKerja, User
from indikator.models import ProgramAnggaran


@transaction.atomic
def program_create(*, actor: User, unit_kerja: UnitKerja, tahun: int, isian: dict[str, Any]) -> ProgramAnggaran:
    """Add a line.

    :raises ValidationError: its code is used already in that year.
    """
    row = ProgramAnggaran(unit_kerja=unit_kerja, tahun=tahun, **isian)
    row.full_clean()
    row.save()
    return row


@transaction.atomic
def program_update(*, actor: User, program: ProgramAnggaran, isian: dict[str, Any]) -> ProgramAnggaran:
    """Change a line.

    :raises ValidationError: its code is used already in that year.
    """
    row = ProgramAnggaran.objects.select_for_update(of=("self",)).get(pk=program.pk)
    for name, value in isian.items():
        setattr(row, name, value)
    row.full_clean()
    row.save(update_fields=[*isian])
    return row


@transaction.atomic
def program_delete(*, actor: User, program: ProgramAnggaran) -> None:
    """Remove a line; what it was stays in the history."""
    ProgramAnggaran.objects.select_for_update(of=("self",)).get(pk=program.pk).delete()
