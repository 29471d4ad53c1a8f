"""Real servers for the whole run, and the checks that make a run strict."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db.models import QuerySet
from django.db.models.query import ModelIterable
from pytest_django import DjangoDbBlocker

from binawidya.umum.embedded import ServerError, servers
from tests.basis_data import cetakan
from tests.kantor import Kantor, bangun_kantor
from tests.kantor_bersama import KantorBersama, kantor_bersama
from tests.pekerja import Pekerja, pekerja

_stack = contextlib.ExitStack()


def pytest_configure(config: pytest.Config) -> None:
    # WhiteNoise warns where nothing was collected yet.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    try:
        _stack.enter_context(servers(volatile=True))
    except ServerError as error:
        pytest.exit(str(error), returncode=2)


def pytest_unconfigure(config: pytest.Config) -> None:
    _stack.close()


@pytest.fixture(autouse=True, scope="session")
def _unordered_comes_back_reversed() -> Iterator[None]:
    """A queryset without an order promises none: whoever relies on one is found out."""
    forwards = ModelIterable.__iter__

    def backwards(self: Any) -> Iterator[Any]:
        queryset: QuerySet[Any] = self.queryset
        if queryset.ordered or queryset.query.is_sliced or queryset.query.combinator:
            return forwards(self)
        return iter([*forwards(self)][::-1])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ModelIterable, "__iter__", backwards)
        yield


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: DjangoDbBlocker
) -> Iterator[contextlib.ExitStack]:
    """Opens what :func:`django_db_setup` closes: the test database is copied from a migrated one."""
    with contextlib.ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(cetakan())
        yield stack


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_modify_db_settings: contextlib.ExitStack, django_db_blocker: DjangoDbBlocker
) -> None:
    """The test database, once for each process."""
    with django_db_blocker.unblock():
        django_db_modify_db_settings.close()


@pytest.fixture(scope="module")
def bersama(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[KantorBersama]:
    """One small office for all tests of a module, with everybody signed in; see its ``kantor``."""
    with contextlib.ExitStack() as stack:
        with django_db_blocker.unblock():
            office = stack.enter_context(kantor_bersama())
        yield office
        with django_db_blocker.unblock():
            stack.close()


@pytest.fixture
def kantor(db: None) -> Kantor:
    """A small office with one person for every role."""
    return bangun_kantor()


@pytest.fixture
def broker(tmp_path: Path, transactional_db: None) -> Iterator[Pekerja]:
    """A broker and workers of this test's own; nothing is started yet."""
    with pekerja(tmp_path / "var") as workers:
        yield workers


@pytest.fixture
def kantor_nyata(transactional_db: None) -> Kantor:
    """The small office, committed, so that other processes see it."""
    return bangun_kantor()
