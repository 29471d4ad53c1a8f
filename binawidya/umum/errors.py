"""What a service may refuse. Every text is Indonesian and says what to do next."""

from collections.abc import Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError

__all__ = ["ActRefused", "ConflictError", "ValidationError", "field_error", "refusal_of", "refuses"]

# Rules that a trigger of the database keeps: name of the rule to what people are told.
_REFUSALS: Final[dict[str, Any]] = {}


class ActRefused(Exception):
    """The act is not possible now, whoever asks: a closed period, a wrong state. Answered with 409."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class ConflictError(ActRefused):
    """Somebody else was faster. The text names who and what."""


def field_error(errors: Mapping[str, str]) -> ValidationError:
    """A ValidationError whose texts belong to form fields."""
    return ValidationError({name: [text] for name, text in errors.items()})


def refuses(constraint: str, message: Any) -> None:
    """Say in words what a rule of the database refuses that no form can see: whoever writes it first is told 409."""
    _REFUSALS[constraint] = message


def refusal_of(error: IntegrityError) -> str | None:
    """What people are told about a broken rule; nothing for a rule without words."""
    found = _REFUSALS.get(getattr(getattr(error.__cause__, "diag", None), "constraint_name", None) or "")
    return None if found is None else str(found)
