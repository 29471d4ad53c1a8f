"""Parts of evaluation pages."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Pegawai, User
from kinerja.kurva import kurva
from kinerja.permissions import can_give_umpan_balik
from kinerja.selectors.evaluasi import Pola

register = template.Library()


@register.simple_tag
def kurva_pola(pola: Pola) -> SafeString:
    """The curve of a distribution, worst predikat at the left."""
    return kurva([(word, count) for _code, word, count in reversed(pola.butir)], pola.kalimat)


@register.filter
def nama_akun(user: User) -> str:
    """The person behind a login, or the login of a technical account."""
    pegawai = getattr(user, "pegawai", None)
    return pegawai.nama if pegawai else user.username


@register.simple_tag(takes_context=True)
def ajakan_umpan_balik(context: dict[str, Any], pegawai_id: int | None) -> str:
    """What the link to feedback about a person's work is called; empty for whoever may not give it. One query."""
    user: User = context["request"].user
    if not pegawai_id or not can_give_umpan_balik(user, Pegawai(pk=pegawai_id)):
        return ""
    return _("Minta umpan balik") if user.lingkup.pegawai_id == pegawai_id else _("Beri umpan balik")
