"""Parts of evaluation pages."""

from django import template
from django.utils.safestring import SafeString

from binawidya.organisasi.models import User
from kinerja.kurva import kurva
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
