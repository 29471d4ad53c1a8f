"""Number fields: one model field, one form field, and the CHECK that keeps NaN and absurd numbers out."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.expressions import Func
from django.utils.translation import gettext_lazy as _

from binawidya.umum.numbers import DECIMAL_PLACES, INTEGER_DIGITS, LARGEST, NumberUnreadable, format_angka, parse_angka

MAX_DIGITS = INTEGER_DIGITS + DECIMAL_PLACES
LARGEST_COMPUTED = Decimal(10) ** 18


def AngkaField(verbose_name: Any = None, **kwargs: Any) -> Any:  # noqa: N802
    """A ``numeric(21,6)`` column. Every model that has one lists it in :func:`angka_checks`."""
    return models.DecimalField(verbose_name, max_digits=MAX_DIGITS, decimal_places=DECIMAL_PLACES, **kwargs)


def AngkaHitungField(verbose_name: Any = None, **kwargs: Any) -> Any:  # noqa: N802
    """A ``numeric(27,6)`` column for computed figures, which may be larger than any entry."""
    return models.DecimalField(verbose_name, max_digits=MAX_DIGITS + 6, decimal_places=DECIMAL_PLACES, **kwargs)


def AngkaBulananField(verbose_name: Any = None, **kwargs: Any) -> Any:  # noqa: N802
    """Twelve numbers, January to December; null where the month has none."""
    base: Any = models.DecimalField(max_digits=MAX_DIGITS, decimal_places=DECIMAL_PLACES, null=True, blank=True)
    return ArrayField(base, size=12, verbose_name=verbose_name, **kwargs)


def angka_checks(
    table: str, *fields: str, least: Decimal | int = -LARGEST, most: Decimal | int = LARGEST
) -> list[CheckConstraint]:
    """One CHECK a column. PostgreSQL sorts NaN above every number, so the upper bound refuses it."""
    return [
        CheckConstraint(
            condition=Q(**{f"{field}__gte": least, f"{field}__lte": most}),
            name=f"{table}_{field}_wajar",
            violation_error_message=_("Angka di luar batas yang wajar."),
        )
        for field in fields
    ]


def angka_bulanan_checks(table: str, *fields: str) -> list[CheckConstraint]:
    """Twelve places, each within bounds; a null passes."""
    checks = []
    for field in fields:
        name = f"{table}_{field}_wajar"
        message = _("Target bulanan tidak wajar.")
        checks.append(CheckConstraint(condition=_ArrayWithin(F(field)), name=name, violation_error_message=message))
    return checks


class _ArrayWithin(Func):
    """True unless the array has another length than twelve or holds a number out of bounds or NaN."""

    output_field = models.BooleanField()
    arity = 1
    template = (
        f"(cardinality(%(expressions)s) = 12 AND ({LARGEST} >= ALL (%(expressions)s)) IS NOT FALSE "
        f"AND ({-LARGEST} <= ALL (%(expressions)s)) IS NOT FALSE)"
    )


class AngkaInput(forms.TextInput):
    """A text input with a numeric keyboard; shows a stored number in Indonesian notation."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, Decimal):
            return format_angka(value)
        text: str | None = super().format_value(value)
        return text


class AngkaFormField(forms.Field):
    """Reads Indonesian notation; refuses what could mean two numbers.

    :param places: digits allowed behind the comma.
    :param least: smallest number accepted; the message names it.
    """

    widget = AngkaInput
    default_error_messages = {"least": _("Paling kecil %(least)s.")}

    def __init__(self, *, places: int = DECIMAL_PLACES, least: Decimal | int | None = None, **kwargs: Any) -> None:
        self.places = places
        self.least = None if least is None else Decimal(least)
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Decimal | None:
        if value in self.empty_values or (isinstance(value, str) and not value.strip()):
            return None
        try:
            return parse_angka(str(value), places=self.places)
        except NumberUnreadable as error:
            raise forms.ValidationError(str(error), code="unreadable") from None

    def validate(self, value: Decimal | None) -> None:
        super().validate(value)
        if value is not None and self.least is not None and value < self.least:
            raise forms.ValidationError(
                self.error_messages["least"], code="least", params={"least": format_angka(self.least)}
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(initial != self.to_python(data))
        except forms.ValidationError:
            return True
