"""The request of somebody who is signed in, for annotations."""

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from binawidya.organisasi.models import User

    class SignedInRequest(HttpRequest):
        user: User
        htmx: HtmxDetails
        # The place of the menu that a page belongs to, where its own address does not tell.
        tempat: str
else:
    SignedInRequest = HttpRequest
