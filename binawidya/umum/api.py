"""The frame of the API: marked views, strict bodies, numbers as strings."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import api_view
from rest_framework.response import Response

from binawidya.umum.fields import MAX_DIGITS
from binawidya.umum.numbers import DECIMAL_PLACES

ApiView = Callable[..., Response]
_PLAIN = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")


class AngkaApiField(serializers.DecimalField):
    """A number in the API: a string (or JSON number) with a decimal point, never NaN, infinity or an exponent."""

    default_error_messages = {"plain": _('Tulis angka biasa dengan titik desimal, misalnya "1234.5".')}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_digits=MAX_DIGITS, decimal_places=DECIMAL_PLACES, **kwargs)

    def to_internal_value(self, data: Any) -> Decimal:
        if isinstance(data, bool) or not _PLAIN.fullmatch(str(data)):
            self.fail("plain")
        return super().to_internal_value(str(data))


class PilihanApiField(serializers.ChoiceField):
    """One of a few words; a refusal names them all."""

    default_error_messages = {"asing": _('"{input}" tidak dikenal. Pilihannya: {pilihan}.')}

    def to_internal_value(self, data: Any) -> Any:
        try:
            return super().to_internal_value(data)
        except serializers.ValidationError:
            return self.fail("asing", input=data, pilihan=", ".join(str(key) for key in self.choices))


class PetaAngkaApiField(serializers.DictField):
    """Numbers by name."""

    default_error_messages = {
        "not_a_dict": _("Kirim sebuah objek JSON: nama dan angkanya."),
        "empty": _("Isi paling sedikit satu angka."),
    }


def plain(value: Decimal | None) -> str | None:
    """A result as a string without trailing zeros; ``None`` stays ``None``."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def api_act(
    name: str,
    method: str,
    *,
    body: type[serializers.Serializer[Any]] | None = None,
    answer: type[serializers.Serializer[Any]],
    summary: Any,
) -> Callable[[ApiView], ApiView]:
    """Mark an API view with its act, method and shapes.

    Who is not signed in is answered by the API itself, with a status instead of a redirect.
    """

    def decorate(view: ApiView) -> ApiView:
        described = extend_schema(request=body, responses=answer, summary=summary)(api_view([method])(view))
        framed: Any = login_not_required(described)
        framed.act = name
        framed.methods = frozenset({method})
        return framed  # type: ignore[no-any-return]

    return decorate


def checked(serializer: type[serializers.Serializer[Any]], data: Any) -> dict[str, Any]:
    """The body as typed values, or 400 with the field named."""
    if not isinstance(data, Mapping):
        raise serializers.ValidationError({"badan": [_("Kirim sebuah objek JSON.")]})
    form = serializer(data=data)
    form.is_valid(raise_exception=True)
    values: dict[str, Any] = form.validated_data
    return values
