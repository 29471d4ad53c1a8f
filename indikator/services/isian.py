"""What is entered, and what cannot be true for an indicator."""

from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from binawidya.umum.numbers import format_angka
from indikator.models import TargetIndikator


@dataclass(frozen=True, slots=True)
class Isian:
    """What a person enters for one target and month: a value, or numerator and denominator."""

    nilai: Decimal | None = None
    pembilang: Decimal | None = None
    penyebut: Decimal | None = None
    catatan: str | None = None
    kendala: str | None = None
    rencana: str | None = None

    def teks(self) -> dict[str, str]:
        """The texts that were given; one that was not stays as it is."""
        given = {"catatan": self.catatan, "kendala": self.kendala, "rencana": self.rencana}
        return {name: text for name, text in given.items() if text is not None}

    def angka(self) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
        """Value, numerator and denominator."""
        return self.nilai, self.pembilang, self.penyebut


def validate_isian(target: TargetIndikator, isian: Isian) -> None:
    """Refuse what cannot be true for this indicator.

    :raises ValidationError: with texts for the fields ``nilai``, ``pembilang`` and ``penyebut``.
    """
    indikator = target.indikator
    errors: dict[str, str] = {}
    if indikator.adalah_rasio:
        if isian.pembilang is None:
            errors["pembilang"] = _("Isi %(nama)s.") % {"nama": indikator.label_pembilang.lower()}
        if isian.penyebut is None:
            errors["penyebut"] = _("Isi %(nama)s.") % {"nama": indikator.label_penyebut.lower()}
        elif isian.penyebut < 0:
            errors["penyebut"] = _("%(nama)s tidak boleh negatif.") % {"nama": indikator.label_penyebut}
        if not errors and isian.pembilang is not None and isian.penyebut is not None:
            if isian.pembilang < 0 and not indikator.boleh_negatif:
                errors["pembilang"] = _("%(nama)s tidak boleh negatif.") % {"nama": indikator.label_pembilang}
            elif isian.pembilang > isian.penyebut and not indikator.rasio_boleh_lebih:
                errors["pembilang"] = _("Pembilang (%(a)s) lebih besar dari penyebut (%(b)s). Periksa keduanya.") % {
                    "a": format_angka(isian.pembilang),
                    "b": format_angka(isian.penyebut),
                }
    elif isian.nilai is None:
        errors["nilai"] = _("Isi realisasinya.")
    elif isian.nilai < 0 and not indikator.boleh_negatif:
        errors["nilai"] = _("Indikator ini tidak dapat bernilai negatif.")
    if errors:
        raise ValidationError({name: [text] for name, text in errors.items()})
