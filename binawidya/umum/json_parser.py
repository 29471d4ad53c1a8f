"""The reader of JSON bodies. Alone in its file, because the settings of the API name it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ParseError, ValidationError
from rest_framework.parsers import JSONParser


class StrictJSONParser(JSONParser):
    """JSON without the characters that PostgreSQL and UTF-8 refuse."""

    def parse(self, stream: Any, media_type: Any = None, parser_context: Any = None) -> Any:
        try:
            data = super().parse(stream, media_type, parser_context)
        except ParseError:
            # Its own words are those of Python, in English.
            raise ValidationError(
                {"badan": [_("JSON ini tidak terbaca. Periksa tanda kutip, koma dan kurungnya.")]}
            ) from None
        _refuse_broken(data)
        return data


def _refuse_broken(value: Any) -> None:
    if isinstance(value, str):
        if any(letter == "\x00" or "\ud800" <= letter <= "\udfff" for letter in value):
            raise ValidationError({"badan": [_("Isi permintaan memuat huruf yang tidak dapat dibaca.")]})
    elif isinstance(value, dict):
        for key, inner in value.items():
            _refuse_broken(key)
            _refuse_broken(inner)
    elif isinstance(value, list):
        for inner in value:
            _refuse_broken(inner)
