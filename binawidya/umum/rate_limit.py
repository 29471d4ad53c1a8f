"""A limiter that counts in one statement, so that a burst of parallel attempts gets no more than the limit."""

import ipaddress
from datetime import timedelta

from django.db import connection
from django.utils.crypto import salted_hmac

_COUNT = """
INSERT INTO umum_ratelimit AS hitung (key, count, expires_at) VALUES (%s, 1, now() + %s::interval)
ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN hitung.expires_at <= now() THEN 1 ELSE hitung.count + 1 END,
  expires_at = CASE WHEN hitung.expires_at <= now() THEN excluded.expires_at ELSE hitung.expires_at END
RETURNING count
"""


def _hashed(scope: str, subject: str) -> str:
    return salted_hmac(f"binawidya.laju.{scope}", subject, algorithm="sha256").hexdigest()


def count_attempt(scope: str, subject: str, window: timedelta) -> int:
    """Count one more attempt of ``subject`` and return how many there are in the running window."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_hashed(scope, subject), f"{window.total_seconds()} seconds"])
        row = cursor.fetchone()
    return int(row[0])


def forget_attempts(scope: str, subject: str) -> None:
    """Start again at zero, after a success."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM umum_ratelimit WHERE key = %s", [_hashed(scope, subject)])


def release_attempt(scope: str, subject: str) -> None:
    """Take one attempt back, because it turned out to be no failure."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE umum_ratelimit SET count = count - 1 WHERE key = %s AND count > 0", [_hashed(scope, subject)]
        )


def network_of(address: str) -> str:
    """The /24 or /64 an address belongs to: what one household or one office shares."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network(f"{found}/{24 if found.version == 4 else 64}", strict=False))
