"""The parts every page is made of. ``/komponen/`` shows each of them in every state."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context, RequestContext
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from binawidya.umum import svg
from binawidya.umum.dates import nama_bulan
from binawidya.umum.forms import KetikForm, field_render, form_errors
from binawidya.umum.numbers import format_angka
from binawidya.umum.tables import PAGE_KEY, Page, query_with
from binawidya.umum.vocabulary import (
    IKON_KABAR,
    IKON_KOSONG,
    IKON_NADA,
    IKON_URUT,
    MUTU,
    NADA_PESAN,
    PENGGANTI,
    TANDA,
)

register = template.Library()
SPRITE = "ikon.svg"


# --- Icons, words, persons ---------------------------------------------------------------------------------------
@register.simple_tag(name="ikon")
def icon(name: str, css: str = "") -> SafeString:
    """``{% ikon "house" %}``: an icon of the sprite, hidden from those who listen: the word stands beside it.

    The build collects the names it finds in templates and in ``ikon=`` of Python.
    """
    classes = f"ikon {css}".strip()
    return format_html('<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', classes, static(SPRITE), name)


@register.simple_tag
def ikon_kabar(jenis: str) -> SafeString:
    """The icon of what something told to a person is about."""
    return icon(IKON_KABAR.get(jenis, "info"))


@register.simple_tag
def status(kode: str, label: Any = "", *, hari: int | None = None, polos: bool = False, css: str = "") -> SafeString:
    """The word of a state with its icon and tone.

    :param kode: a stored value or one of the words of ``vocabulary.TANDA``; ``k1`` to ``k5`` for capaian.
    :param label: another word for the same state, such as the year's name of a class or ``1 dikembalikan``.
    :param hari: for ``terlambat``: by how many days.
    :param polos: without ground, where a row is already dense.
    :raises KeyError: for a state without a word.
    """
    tanda = TANDA[str(kode)]
    kata = label or tanda.kata
    if hari is not None:
        kata = _("%(kata)s %(n)s hari") % {"kata": kata, "n": hari}
    classes = " ".join(filter(None, ["bw-status", tanda.nada, "polos" if polos else "", css]))
    return format_html('<span class="{}">{}{}</span>', classes, icon(tanda.ikon), kata)


@register.simple_tag
def mutu(huruf: str) -> SafeString:
    """The letter of service quality in its square, with the word."""
    slot, kata = MUTU[huruf]
    return format_html(
        '<span class="bw-orang {}"><span class="bw-mutu">{}</span><span>{}</span></span>', slot, huruf, kata
    )


@register.filter
def inisial(nama: str) -> str:
    """Two letters for the avatar: of the first and the last word, titles left out."""
    words = [word for word in nama.split(",")[0].split() if word[0].isalpha() and not word.endswith(".")]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper()


@register.simple_tag
def orang(nama: str, keterangan: str = "") -> SafeString:
    """A person: initials, name, and a line below it."""
    below = format_html('<small class="d-block teks-2">{}</small>', keterangan) if keterangan else ""
    return format_html(
        '<span class="bw-orang"><span class="avatar" aria-hidden="true">{}</span>'
        '<span class="lh-sm">{}{}</span></span>',
        inisial(nama), nama, below,
    )  # fmt: skip


# --- Figures -----------------------------------------------------------------------------------------------------
@register.simple_tag
def bilah(capaian: svg.Angka, slot: str = "", label: str = "") -> SafeString:
    """A bar from 0 to 120 with a mark at 100. Without ``label`` it is decoration beside the figure."""
    return svg.bilah(capaian, slot, label)


@register.simple_tag
def spark(values: Sequence[svg.Angka], target: svg.Angka = None, label: str = "", css: str = "") -> SafeString:
    """A sparkline, with the target dashed; ``css="bw-tren"`` for the large one. ``label`` says the finding."""
    return svg.spark(values, target, label, css)


@register.simple_tag
def riwayat(
    values: Sequence[svg.Angka],
    names: Sequence[str],
    target: svg.Angka = None,
    label: str = "",
    odd: Sequence[int] = (),
    places: int | None = None,
) -> SafeString:
    """Columns of the last months, the month in question at the right, odd ones in another colour."""
    last = values[-1] if values else None
    return svg.riwayat(
        values,
        names,
        target,
        odd=odd,
        label=label,
        figure="" if last is None else format_angka(_decimal(last), places),
        target_text="" if target is None else _("Target %(t)s") % {"t": format_angka(_decimal(target), places)},
    )


@register.simple_tag
def ramalan(
    values: Sequence[svg.Angka],
    forecast: tuple[svg.Angka, svg.Angka, svg.Angka],
    target: svg.Angka = None,
    label: str = "",
) -> SafeString:
    """The twelve months of a year: what was, and the fan of what is expected."""
    names = [nama_bulan(bulan, pendek=True) for bulan in range(1, len(values) + 1)]
    text = "" if target is None else _("Target %(t)s") % {"t": format_angka(_decimal(target))}
    return svg.ramalan(values, names, forecast, target, target_text=text, label=label)


def _decimal(value: svg.Angka) -> Decimal:
    return value if isinstance(value, Decimal) else Decimal(str(value))


@register.simple_tag
def petak(
    nilai: svg.Angka, slot: str = "", keadaan: str = "", url: str = "", label: str = "", css: str = ""
) -> SafeString:
    """One cell of a heatmap: the rounded figure in its colour, or the sign of what is not known.

    :param keadaan: the state of an unknown figure, such as ``tidak_dilaporkan``.
    :param label: unit and month, for those who listen and for the pointer.
    :param css: ``lama`` hides the column on a phone.
    """
    if nilai is None:
        sign, kata = PENGGANTI.get(keadaan, PENGGANTI["belum_diukur"])
        figure, classes = format_html('{}<span class="visually-hidden"> {}</span>', sign, kata), "kosong"
        title = f"{label}: {kata}" if label else str(kata)
    else:
        shown = format_angka(_decimal(nilai), 0)
        figure, classes, title = conditional_escape(shown), slot, f"{label}: {shown}" if label else ""
    inner = format_html('<a href="{}" title="{}">{}</a>', url, title, figure) if url else figure
    return format_html('<td class="{}">{}</td>', f"{classes} {css}".strip(), inner)


# --- Forms -------------------------------------------------------------------------------------------------------
@register.simple_tag
def field(bound: BoundField, **options: Any) -> SafeString:
    """One form field: label, hint, control, error. Options as in :func:`binawidya.umum.forms.field_render`."""
    return field_render(bound, **options)


@register.simple_tag
def error_summary(*forms_: forms.BaseForm, least: int = 2) -> SafeString:
    """What is wrong on top of the form, with links, when ``least`` fields are wrong or the form as a whole is."""
    found = [error for form in forms_ for error in form_errors(form)]
    if len(found) < least and all(error.tujuan for error in found):
        return SafeString("")
    return SafeString(
        render_to_string(
            "komponen/ringkasan_salah.html",
            {"umum": [error for error in found if not error.tujuan], "isian": [e for e in found if e.tujuan]},
        )
    )


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    form: KetikForm,
    *,
    title: str,
    button: str,
    action: str,
    cancel: str,
    keep: forms.BaseForm | None = None,
) -> SafeString:
    """Confirmation of an act that cannot be undone: names what is lost and asks for a word.

    It stands on a page of its own, so that it works without script.

    :param action: address that the form posts to.
    :param cancel: where "Batal" leads.
    :param keep: a form that was filled in before; what was typed goes along unseen.
    """
    values = {
        "form": form, "judul": title, "tombol": button, "aksi": action, "batal": cancel, "isi": content,
        "csrf_token": context.get("csrf_token", ""), "kirim": [*keep] if keep else [],
    }  # fmt: skip
    return SafeString(render_to_string("komponen/persetujuan.html", values))


# --- Messages, empty lists, long work ----------------------------------------------------------------------------
@register.simple_block_tag
def pesan(content: str, nada: str = "info", *, ikon: str = "", peran: str = "") -> SafeString:
    """A message within the page: ``positif``, ``perhatian``, ``bahaya`` or ``info``.

    :param peran: ``alert`` for what must be heard at once, ``status`` for what was done.
    """
    css = f"nada-{nada}"
    role = format_html(' role="{}"', peran) if peran else ""
    return format_html(
        '<div class="alert {}"{}>{}<div>{}</div></div>', css, role, icon(ikon or IKON_NADA[css]), content
    )


@register.filter
def pesan_nada(level_tag: str) -> str:
    """Class of colour of one of Django's messages."""
    return NADA_PESAN.get(level_tag, NADA_PESAN["info"])


@register.filter
def pesan_ikon(level_tag: str) -> str:
    """Icon of one of Django's messages."""
    return IKON_NADA[pesan_nada(level_tag)]


@register.simple_block_tag
def kosong(content: str, judul: str, ikon: str = "") -> SafeString:
    """An empty list: an icon, a title, and what is between the tags: one sentence in ``<p>`` and one act."""
    return format_html(
        '<div class="bw-kosong">{}<h2 class="h3">{}</h2>{}</div>', icon(ikon or IKON_KOSONG[0]), judul, content
    )


@register.simple_tag
def kemajuan(judul: str, nilai: int, dari: int, keterangan: str = "") -> SafeString:
    """Progress of long work: ``74 dari 112``; while ``dari`` is 0 the end is not known yet."""
    values = {"judul": judul, "nilai": nilai, "dari": dari, "keterangan": keterangan}
    return SafeString(render_to_string("komponen/kemajuan.html", values))


@register.simple_tag
def langkah(*nama: str, kini: int) -> SafeString:
    """Steps of a long act; ``kini`` counts from 1, what lies before is done."""
    steps = format_html_join(
        "",
        "<li{}>{}</li>",
        (
            (
                SafeString(' aria-current="step"' if place == kini else ' class="usai"' if place < kini else ""),
                name,
            )
            for place, name in enumerate(nama, start=1)
        ),
    )
    return format_html('<ol class="bw-langkah">{}</ol>', steps)


# --- Lists -------------------------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def query_replace(context: RequestContext, **changes: Any) -> str:
    """The query string of this page with some parameters changed; ``None`` or an empty text takes one out."""
    return query_with(context["request"].GET, changes)


@register.simple_tag
def sort_header(page: Page[Any], key: str, label: str, css: str = "") -> SafeString:
    """Head of a column that people may sort by."""
    state = page.sorted_by(key)
    arrow = icon(IKON_URUT[state]) if state else SafeString("")
    aria = format_html(' aria-sort="{}"', state) if state else SafeString("")
    classes = format_html(' class="{}"', css) if css else SafeString("")
    return format_html(
        '<th scope="col"{}{}><a class="bw-urut" href="{}">{}{}</a></th>',
        classes, aria, page.sort_url(key), label, arrow,
    )  # fmt: skip


@register.simple_tag
def paginate(page: Page[Any], benda: str = "") -> SafeString:
    """Foot of a list: ``1–25 dari 112 pegawai`` and the pages."""
    return SafeString(render_to_string("komponen/halaman.html", {"page": page, "benda": benda}))


def _chosen(saring: forms.BaseForm | int) -> int:
    if not isinstance(saring, forms.BaseForm):
        return int(saring)
    return sum(1 for field in saring if field.name != "cari" and _filters(field))


def _filters(field: BoundField) -> bool:
    value = str(field.value() or "")
    if not value or field.name in field.form.errors:
        return False
    usual, shape = field.initial, field.field.widget
    if usual is None and isinstance(shape, forms.Select):
        usual = next(iter(shape.choices), ("",))[0]
    return value != str(usual or "")


@register.simple_tag
def saring_buka(saring: forms.BaseForm | int) -> SafeString:
    """What unfolds the filters beside the search on phones, and how many of them are in force.

    :param saring: the form of the filters, or their number where the page has no form.
    """
    return SafeString(render_to_string("komponen/saring_buka.html", {"jumlah": _chosen(saring)}))


@register.simple_tag(takes_context=True)
def saring_jumlah(context: RequestContext, saring: forms.BaseForm | int) -> SafeString:
    """The number of :func:`saring_buka` anew, where only the list was asked for; nothing in whole pages."""
    htmx = context["request"].htmx
    if not htmx or htmx.boosted:
        return SafeString("")
    return SafeString(render_to_string("komponen/saring_jumlah.html", {"jumlah": _chosen(saring), "oob": True}))


@register.simple_tag(takes_context=True)
def unduhan(context: RequestContext, alamat: str, label: str = "", *, pdf: bool = False) -> SafeString:
    """Links that download a list as XLSX and CSV, where it can also as PDF, with the filter of this page in force.

    :param alamat: address of the export.
    :param label: in place of "Unduh daftar ini".
    """
    query = context["request"].GET
    wanted = ("xlsx", "csv", "pdf") if pdf else ("xlsx", "csv")
    shapes = [(shape.upper(), alamat + query_with(query, {PAGE_KEY: None, "bentuk": shape})) for shape in wanted]
    return SafeString(render_to_string("komponen/unduhan.html", {"label": label, "bentuk": shapes}))
