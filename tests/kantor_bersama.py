"""The small office, built once for a module whose tests all ask the same office.

Each test gets a copy of its objects and has its own writes rolled back. Sessions are opened once as well.
"""

import contextlib
import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.db import transaction
from django.test import Client

from binawidya.organisasi.models import User
from tests.kantor import Kantor, bangun_kantor


@dataclass
class KantorBersama:
    """The office of a module, and one signed-in browser for each of its people."""

    kantor: Kantor
    kuki: dict[str, str] = field(default_factory=dict)
    _peramban: Client = field(default_factory=Client)

    def salin(self) -> Kantor:
        """Fresh objects, so that no test sees what another remembered about them."""
        return copy.deepcopy(self.kantor)

    def masuk(self, user: User | None) -> Client:
        """A browser in which this person is signed in; a stranger's for nobody."""
        client = Client()
        # Loading the middleware once instead of for each browser is half the cost of a request.
        client.handler = self._peramban.handler
        if user is None:
            return client
        if user.username in self.kuki:
            client.cookies["bw_sesi"] = self.kuki[user.username]
        else:
            client.force_login(user)
        return client


@contextlib.contextmanager
def kantor_bersama() -> Iterator[KantorBersama]:
    """Build the office in a transaction that ends with the module."""
    atom = transaction.atomic()
    atom._from_testcase = True  # type: ignore[attr-defined]
    with atom:
        bersama = KantorBersama(bangun_kantor())
        for user in bersama.kantor.user.values():
            client = bersama.masuk(user)
            bersama.kuki[user.username] = client.cookies["bw_sesi"].value
        try:
            yield bersama
        finally:
            transaction.set_rollback(True)
