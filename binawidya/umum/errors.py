"""What a service may refuse. Every text is Indonesian and says what to do next."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError

__all__ = ["ActRefused", "ConflictError", "ValidationError", "field_error"]


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
