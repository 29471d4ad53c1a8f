"""Parts of the entry sheet."""

from django import template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def isian_angka(bound: BoundField, target_id: int) -> SafeString:
    """The input of one number, tied to the message of its row."""
    attrs: dict[str, str | bool] = {"class": "form-control is-invalid" if bound.errors else "form-control"}
    if bound.errors:
        attrs |= {"aria-invalid": "true", "aria-describedby": f"pesan-{target_id}"}
    return bound.as_widget(attrs=attrs)
