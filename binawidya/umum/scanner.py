"""Asking ClamAV about a file. Without an address in the settings nothing is scanned; doubt means "not yet"."""

import logging
from enum import StrEnum
from typing import BinaryIO
from urllib.parse import urlsplit

from clamav_client.clamd import ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

logger = logging.getLogger(__name__)
SECONDS = 60


class ScanUnavailable(Exception):
    """The scanner could not be asked, or gave no answer that can be trusted."""


class Verdict(StrEnum):
    CLEAN = "bersih"
    HELD = "tertahan"


def scanning() -> bool:
    """Whether this installation scans files."""
    return bool(settings.CLAMAV_URL)


def _client() -> ClamdNetworkSocket | ClamdUnixSocket:
    parts = urlsplit(settings.CLAMAV_URL)
    if parts.scheme == "unix":
        return ClamdUnixSocket(path=parts.path, timeout=SECONDS)
    return ClamdNetworkSocket(host=parts.hostname or "", port=parts.port or 3310, timeout=SECONDS)


def scan(file: BinaryIO) -> Verdict:
    """What the scanner says of a file.

    :raises ScanUnavailable: no connection, a broken one, or an answer that is neither clean nor found.
    """
    file.seek(0)
    try:
        report = _client().instream(file)
    except Exception as error:
        # The library raises errors of its own, of sockets and of parsing; all mean that nothing is known of the file.
        raise ScanUnavailable(type(error).__name__) from None
    state, detail = (report or {}).get("stream", ("", ""))
    if state == "OK":
        return Verdict.CLEAN
    if state == "FOUND":
        logger.warning("the scanner held a file back: %.100s", detail)
        return Verdict.HELD
    raise ScanUnavailable(str(state))
