"""The short address of a survey as it stands on posters."""

from django.conf import settings
from django.urls import reverse

from survei.models import Survei


def public_address(survei: Survei, token: str = "") -> str:
    """Scheme, host and path; with a one-time code if one is given."""
    address = settings.ALAMAT.rstrip("/") + reverse("survei:isi", args=[survei.kode])
    return f"{address}?kode={token}" if token else address


def typed_address(survei: Survei) -> str:
    """The same without the scheme, which nobody types from paper."""
    return public_address(survei).partition("://")[2]
