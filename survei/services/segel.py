"""Sealing of what waits in the ballot box, with keys that are derived from the secret of the installation.

A stream of SHAKE-256 under a fresh random number, and a keyed BLAKE2b over it: whoever holds the database or a copy of
it without the secret learns neither an answer nor, because of the padding, how long a text is.
"""

import hashlib
import hmac
from secrets import token_bytes
from typing import Final

from django.conf import settings
from django.utils.crypto import salted_hmac

_NONCE: Final = 16
_MAC: Final = 32
# Every parcel is as long as a multiple of this.
_BLOCK: Final = 256


class SealBroken(Exception):
    """The parcel was not sealed with a key of this installation, or was changed."""


def _key(purpose: str, secret: str) -> bytes:
    return salted_hmac(f"survei.segel.{purpose}", "1", secret=secret, algorithm="sha256").digest()


def _stream(secret: str, nonce: bytes, length: int) -> bytes:
    return hashlib.shake_256(_key("isi", secret) + nonce).digest(length)


def _mac(secret: str, body: bytes) -> bytes:
    return hashlib.blake2b(body, key=_key("tanda", secret), digest_size=_MAC).digest()


def _mixed(data: bytes, stream: bytes) -> bytes:
    return (int.from_bytes(data) ^ int.from_bytes(stream)).to_bytes(len(data))


def seal(data: bytes) -> bytes:
    """Close a parcel. The same content gives another parcel each time."""
    padded = data + b" " * (-len(data) % _BLOCK)
    nonce = token_bytes(_NONCE)
    body = nonce + _mixed(padded, _stream(settings.SECRET_KEY, nonce, len(padded)))
    return body + _mac(settings.SECRET_KEY, body)


def unseal(parcel: bytes) -> bytes:
    """Open a parcel; what was sealed comes back with spaces behind it.

    :raises SealBroken: no key of this installation, the former ones included, opens it.
    """
    body, mac = parcel[:-_MAC], parcel[-_MAC:]
    secrets = [settings.SECRET_KEY, *(str(one) for one in settings.SECRET_KEY_FALLBACKS)]
    for secret in secrets:
        if hmac.compare_digest(_mac(secret, body), mac):
            nonce, sealed = body[:_NONCE], body[_NONCE:]
            return _mixed(sealed, _stream(secret, nonce, len(sealed)))
    raise SealBroken
