"""Taking a response in: one statement, no matter how many come at once, stored once or not at all."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from secrets import token_hex
from typing import Final

from django.db import connection, transaction
from django.utils.crypto import salted_hmac

from binawidya.umum.dates import today
from survei.enums import MENERIMA_KERTAS, AsalJawaban, StatusSurvei
from survei.services.segel import seal

# Held shared, so that closing the survey waits for it and nothing gets in afterwards.
_INSERT: Final = """
WITH survei AS (
  SELECT id FROM survei_survei WHERE id = %(survei)s AND status = ANY(%(status)s) FOR KEY SHARE
), masuk AS (
  INSERT INTO survei_kiriman (sidik, survei_id, tanggal, isi)
  SELECT baru.sidik, survei.id, %(tanggal)s, baru.isi
  FROM survei, unnest(%(sidik)s::text[], %(isi)s::bytea[]) AS baru(sidik, isi)
  ON CONFLICT (sidik) DO NOTHING RETURNING 1
)
SELECT (SELECT count(*) FROM survei), (SELECT count(*) FROM masuk)
"""
_CONSUME: Final = """
UPDATE survei_token SET dipakai = TRUE WHERE sidik = %s AND survei_id = %s AND NOT dipakai
"""


class Diterima(StrEnum):
    """What became of a response."""

    TERSIMPAN = "tersimpan"
    SUDAH = "sudah"  # the same form came before
    TERTUTUP = "tertutup"
    TOKEN_TERPAKAI = "token_terpakai"  # noqa: S105
    TOKEN_SALAH = "token_salah"  # noqa: S105


@dataclass(frozen=True, slots=True)
class Isi:
    """A response that was checked.

    :param nilai: an answer from 1 to 4 for every element, in their order.
    :param kelompok: what was said about the person, by demographic.
    :param teks: the suggestion, then the answers to the free questions; empty where nothing was written.
    """

    nilai: Sequence[int]
    kelompok: Mapping[str, str] = field(default_factory=dict)
    teks: Sequence[str] = ()
    asal: AsalJawaban = AsalJawaban.DARING
    lonjakan: bool = False

    def packed(self) -> bytes:
        """As it is put into the box."""
        body = {"n": [*self.nilai], "k": {**self.kelompok}, "t": [*self.teks], "a": self.asal.value, "l": self.lonjakan}
        return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def fingerprint(kind: str, text: str) -> str:
    """Keyed hash of a form's number or of a token: without the secret nobody can tell whether it was this one."""
    return salted_hmac(f"survei.{kind}", text, algorithm="sha256").hexdigest()


class _RolledBack(Exception):
    """Ends a transaction that must leave nothing."""


def kiriman_record(*, survei_id: int, nonce: str, isi: Isi, token: str = "") -> Diterima:
    """Store a response of the public.

    :param nonce: the number of the form; the same one again stores nothing and is no error.
    :param token: the one-time code where the survey wants one; used up together with the response or not at all.
    """
    if not token:
        return _insert(survei_id, [nonce], [isi], [StatusSurvei.DIBUKA])
    sidik = fingerprint("token", token)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_CONSUME, [sidik, survei_id])
                consumed = cursor.rowcount == 1
            if consumed:
                done = _insert(survei_id, [nonce], [isi], [StatusSurvei.DIBUKA])
                if done is not Diterima.TERSIMPAN:
                    raise _RolledBack(done)
                return done
    except _RolledBack as ended:
        return Diterima(ended.args[0])
    return _why_not(survei_id, nonce, sidik)


def _why_not(survei_id: int, nonce: str, sidik: str) -> Diterima:
    """Whether the very same form used this token up, somebody else did, or there is no such token."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT 1 FROM survei_kiriman WHERE sidik = %s AND survei_id = %s),"
            " EXISTS (SELECT 1 FROM survei_token WHERE sidik = %s AND survei_id = %s)",
            [fingerprint("nonce", nonce), survei_id, sidik, survei_id],
        )
        same_form, known = cursor.fetchone()
    if same_form and known:
        return Diterima.SUDAH
    return Diterima.TOKEN_TERPAKAI if known else Diterima.TOKEN_SALAH


def kertas_record(*, survei_id: int, isi: Sequence[Isi], kunci: str = "") -> Diterima:
    """Store forms that were filled on paper or came in a spreadsheet: all of them or none, also after closing.

    :param kunci: the number of the page they were entered on; the same page again stores nothing.
    """
    base = kunci or token_hex(16)
    return _insert(survei_id, [f"{base}-{place}" for place in range(len(isi))], isi, sorted(MENERIMA_KERTAS))


def _insert(survei_id: int, nonces: Sequence[str], isi: Sequence[Isi], status: Sequence[str]) -> Diterima:
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            {
                "survei": survei_id,
                "status": [str(StatusSurvei(one).value) for one in status],
                "tanggal": today(),
                "sidik": [fingerprint("nonce", nonce) for nonce in nonces],
                "isi": [seal(one.packed()) for one in isi],
            },
        )
        found, stored = cursor.fetchone()
    if not found:
        return Diterima.TERTUTUP
    return Diterima.TERSIMPAN if stored else Diterima.SUDAH
