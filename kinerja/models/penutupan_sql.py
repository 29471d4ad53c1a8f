"""Triggers of closings: links are appended only, and the figures of a sealed month are refused any change."""

from typing import Any, Final

import pgtrigger

TETAP: Final[list[Any]] = [
    pgtrigger.Protect(name="tetap", operation=pgtrigger.Update | pgtrigger.Delete),
]
