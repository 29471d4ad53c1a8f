"""Parts of dashboards."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def batang(jumlah: int, terbesar: int, slot: str = "") -> SafeString:
    """A bar for a count beside its figure; the largest of the list is full."""
    width = f"{jumlah * 100 / terbesar:.1f}" if terbesar else "0"
    return format_html(
        '<svg class="bw-bilah {}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        '<rect class="dasar" width="100" height="8" rx="2"/><rect class="isi" width="{}" height="8" rx="2"/></svg>',
        slot or "nada-netral",
        width,
    )
