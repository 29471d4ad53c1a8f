"""Cells of the grid of a plan."""

from django import template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def sel_target(bound: BoundField, apa: str, nama: str) -> SafeString:
    """One input of the grid.

    :param apa: what it holds, for the live sums: ``bobot``, ``target``, ``bulan`` or ``atas``.
    :param nama: the indicator, for those who listen.
    """
    wrong = bool(bound.errors)
    attrs: dict[str, str | bool] = {
        "class": f"form-control form-control-sm angka{' is-invalid' if wrong else ''}",
        "data-apa": apa,
        "aria-label": f"{bound.label}, {nama}",
    }
    if wrong:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)
