"""How many answers come from one place within minutes: known only to the cache, and for a day.

The mark of a network is an HMAC under a random key of the day. Marks live in Valkey alone, the key there and in the
memory of a process; both end with the day, and nothing of them reaches the database.

Without Valkey nothing is counted and everybody may answer: losing what people say would be worse than missing a burst,
and one-time codes hold without it.
"""

import hashlib
import hmac
import ipaddress
import logging
import time
from enum import StrEnum
from secrets import token_hex
from typing import Final

from django.conf import settings
from django.core.cache import cache

from binawidya.umum.cache import count_up
from binawidya.umum.dates import today

logger = logging.getLogger(__name__)
WINDOW: Final = 600
_DAY: Final = 26 * 3600
_INGAT: Final = 60.0


class Laju(StrEnum):
    """What the count says of one more answer."""

    BIASA = "biasa"
    LONJAKAN = "lonjakan"  # taken, and marked
    TERLALU_CEPAT = "terlalu_cepat"  # not taken; the person is told to wait


class _Garam:
    """The key of the day as this process knows it, asked for again every minute."""

    kunci = ""
    isi = ""
    sampai = 0.0


def _secret_of_the_day() -> str:
    key, now = f"survei:garam:{today().isoformat()}", time.monotonic()
    if _Garam.kunci == key and now < _Garam.sampai:
        return _Garam.isi
    found = cache.get(key)
    if found is None:
        cache.add(key, token_hex(32), _DAY)
        found = cache.get(key)
    if found:
        _Garam.kunci, _Garam.isi, _Garam.sampai = key, str(found), now + _INGAT
    return str(found or "")


def _place(address: str) -> str:
    """A household or a device: the address itself, of the new kind its network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{found}/64", strict=False)) if found.version == 6 else str(found)


def laju_count(survei_id: int, address: str) -> Laju:
    """Count one more answer of a survey from an address."""
    secret = _secret_of_the_day()
    if not secret or not address:
        logger.warning("answers are not counted by network: the cache is away")
        return Laju.BIASA
    mark = hmac.new(bytes.fromhex(secret), _place(address).encode(), hashlib.sha256).hexdigest()[:32]
    key = f"survei:laju:{survei_id}:{int(time.time()) // WINDOW}:{mark}"
    count = count_up(key, WINDOW)
    if count is None:
        return Laju.BIASA
    if count > settings.SURVEI_BATAS:
        return Laju.TERLALU_CEPAT
    return Laju.LONJAKAN if count > settings.SURVEI_LONJAKAN else Laju.BIASA
