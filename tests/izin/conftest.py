"""One office for all tests of a module: they ask it thousands of times."""

import pytest

from tests.kantor import Kantor
from tests.kantor_bersama import KantorBersama


@pytest.fixture
def kantor(bersama: KantorBersama, db: None) -> Kantor:
    """A small office with one person for every role; what a test does to it ends with the test."""
    return bersama.salin()
