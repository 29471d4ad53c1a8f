"""The cases with known answers, by category."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

CASES = json.loads((Path(__file__).parent / "cases.json").read_text(), parse_float=Decimal)["cases"]


def cases(*categories: str) -> list[Any]:
    """The cases of some categories; the kind (print_error, dispute, ...) is part of the test's name."""
    return [pytest.param(case, id=f"{case['id']}-{case['kind']}") for case in CASES if case["category"] in categories]


def number(value: Any) -> Decimal:
    """A number of the file as a Decimal."""
    return Decimal(str(value))
