"""Modules of an area that add themselves: ``objek_<area>`` to the matrix, ``formulir_<area>`` to the forms."""

import importlib
from pathlib import Path
from types import ModuleType


def bidang(awalan: str) -> list[ModuleType]:
    """All modules of this folder whose name starts so, by name."""
    names = sorted(file.stem for file in Path(__file__).parent.glob(f"{awalan}_*.py"))
    return [importlib.import_module(f"tests.izin.{name}") for name in names]
