"""Charts: Vega-Lite specs under ``static/grafik``, drawn once to SVG and cached by content.

Only worker and command processes import this module: the drawer costs 180 MB. Pages draw their small charts in
templates.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, Literal

import vl_convert
from django.conf import settings
from django.core.cache import cache as store
from fontTools.ttLib import TTFont

from binawidya.settings.environment import PROJECT_DIR

FOLDER: Final = PROJECT_DIR / "static" / "grafik"
FONT: Final = "Inter Variable"
KEEP_SECONDS: Final = 30 * 24 * 3600
# Changes when the drawing code does, so that old drawings are not served.
EDITION: Final = "1"
Theme = Literal["terang", "gelap"]
Data = Mapping[str, list[dict[str, Any]] | str | int | float]


def draw(spec_name: str, data: Data, *, theme: Theme = "terang") -> str:
    """Draw a chart as SVG. The same data gives the same bytes.

    :param spec_name: file name in ``static/grafik`` without ``.vl.json``.
    :param data: lists fill the datasets of the spec, single values its parameters, by name.
    :param theme: colours named ``@token`` in the spec become those of this theme.
    :raises FileNotFoundError: no such spec, or the font was not built.
    """
    spec = _load(f"{spec_name}.vl.json")
    style = _load("konfigurasi.json")
    spec["datasets"] = {name: rows for name, rows in data.items() if isinstance(rows, list)}
    values = {name: value for name, value in data.items() if not isinstance(value, list)}
    spec["params"] = [{**param, "value": values.get(param["name"], param.get("value"))} for param in spec["params"]]
    tokens = style["token"][theme]
    order = {"spec": _coloured(spec, tokens), "config": _coloured(style["config"], tokens), "locale": style["locale"]}
    key = hashlib.sha256(
        f"{EDITION} {version('vl-convert-python')} {json.dumps(order, sort_keys=True)}".encode()
    ).hexdigest()
    found = store.get(f"grafik:{key}")
    if isinstance(found, str):
        return found
    _register_font()
    drawn: str = vl_convert.vegalite_to_svg(
        order["spec"],
        config=order["config"],
        format_locale=order["locale"]["number"],
        time_format_locale=order["locale"]["time"],
        allowed_base_urls=[],
    )
    store.set(f"grafik:{key}", drawn, KEEP_SECONDS)
    return drawn


@cache
def _text(name: str) -> str:
    return (FOLDER / name).read_text()


def _load(name: str) -> Any:
    return json.loads(_text(name))


def _coloured(node: Any, tokens: Mapping[str, str]) -> Any:
    if isinstance(node, dict):
        return {key: _coloured(value, tokens) for key, value in node.items()}
    if isinstance(node, list):
        return [_coloured(value, tokens) for value in node]
    # Text that people entered never begins with a token name of ours and stays as it is.
    if isinstance(node, str) and node.startswith("@"):
        return tokens.get(node[1:], node)
    return node


@cache
def _register_font() -> None:
    """Give the drawer the document font; it measures text with it and reads no WOFF2."""
    folder: Path = settings.VAR_DIR / "font-gambar"
    folder.mkdir(parents=True, exist_ok=True)
    font = TTFont(settings.ASSET_DIR / "font" / "inter-dokumen.woff2")
    font.flavor = None
    for record in font["name"].names:
        if record.nameID in (1, 16):
            record.string = FONT
    unfinished = folder / f".{os.getpid()}.tmp"
    font.save(unfinished)
    unfinished.replace(folder / "inter.ttf")
    vl_convert.register_font_directory(str(folder))
