"""Signing in to the API with a key: ``Authorization: Bearer bw_…``."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication, get_authorization_header
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from binawidya.organisasi.models.token_api import TokenApi, sidik_of


class TokenAuthentication(BaseAuthentication):
    """A key in the header stands for its account; a wrong one is refused, never taken for nobody."""

    keyword = "Bearer"

    def authenticate(self, request: Request) -> tuple[Any, TokenApi] | None:
        parts = get_authorization_header(request).split()
        if not parts or parts[0].lower() != self.keyword.lower().encode():
            return None
        if len(parts) != 2:
            raise AuthenticationFailed(_("Tulis kepala Authorization sebagai: Bearer, spasi, kunci."))
        usable = TokenApi.objects.usable(timezone.now()).select_related("user")
        found = usable.filter(sidik=sidik_of(parts[1].decode("ascii", "replace"))).first()
        if found is None:
            raise AuthenticationFailed(_("Kunci tidak dikenal, sudah dicabut, atau habis masa berlakunya."))
        return found.user, found

    def authenticate_header(self, request: Request) -> str:
        return self.keyword


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the key stands in the schema."""

    target_class = "binawidya.organisasi.token.TokenAuthentication"
    name = "kunci"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": "bearer"}
