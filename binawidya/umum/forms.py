"""The one way to render a form field: label, hint, control, error, tied together for those who do not see them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField, BoundWidget
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

_CONTROL = "form-control"


def _kind(widget: forms.Widget) -> str:
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, forms.CheckboxSelectMultiple | forms.RadioSelect):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    if isinstance(widget, forms.PasswordInput):
        return "password"
    if isinstance(widget, forms.Select):
        return "select"
    return "text"


def _classes(kind: str, *, numeric: bool, wrong: bool, warned: bool, own: str) -> str:
    base = {"select": "form-select", "checkbox": "form-check-input", "choices": "form-check-input"}.get(kind, _CONTROL)
    extra = [own, "angka" if numeric else "", "is-invalid" if wrong else "", "bw-waspada" if warned else ""]
    return " ".join([base, *filter(None, extra)])


def error_texts(bound: BoundField) -> list[str]:
    """What is wrong with one field. Django's sentence for an empty field is replaced by ours."""
    plain = forms.Field.default_error_messages["required"]
    texts: list[str] = []
    for error in bound.errors.as_data():
        if error.code == "required" and error.message == plain:
            texts.append(_("Wajib diisi."))
        else:
            texts.extend(str(message) for message in error)
    return texts


def field_render(
    bound: BoundField,
    *,
    label: str = "",
    hint: str = "",
    unit: str = "",
    notice: str = "",
    hide_label: bool = False,
    css: str = "",
) -> SafeString:
    """Render one bound field.

    :param label: in place of the field's own.
    :param hint: in place of the field's help text; stands between label and control.
    :param unit: shown behind the control, such as ``menit``.
    :param notice: what the server thinks of a value that it took nevertheless (a jump, a late entry).
    :param hide_label: the label stays for those who listen to the page.
    :param css: further classes of the control.
    """
    widget = bound.field.widget
    kind = _kind(widget)
    if kind == "hidden":
        return bound.as_widget()
    wrong = bool(bound.errors)
    hint = hint or str(bound.help_text or "")
    name = bound.auto_id or bound.html_name
    # A form of which one field of several is needed says so itself; calling each of them optional would mislead.
    optional = not bound.field.required and kind != "checkbox" and not getattr(bound.form, "salah_satu", False)
    ids = [*([f"{name}_helptext"] if hint else []), *([f"{name}_error"] if wrong else [])]
    if notice:
        ids.append(f"{name}_notice")
    numeric = bool(unit) and widget.attrs.get("inputmode") in {"decimal", "numeric"}
    attrs: dict[str, Any] = {
        "class": _classes(
            kind,
            numeric=numeric,
            wrong=wrong,
            warned=bool(notice) and not wrong,
            own=f"{widget.attrs.get('class', '')} {css}".strip(),
        )
    }
    if ids and kind != "choices":
        # Ours, in the order of reading, in place of the ids Django would give.
        attrs["aria-describedby"] = " ".join(ids)
    return SafeString(
        render_to_string(
            "komponen/isian.html",
            {
                "errors": error_texts(bound),
                "kind": kind,
                "control": "" if kind == "choices" else bound.as_widget(attrs=attrs),
                "name": name,
                "label": label or bound.label,
                "hint": hint,
                "unit": unit,
                "notice": notice,
                "hide_label": hide_label,
                "optional": optional,
                "described": " ".join(ids),
                "options": [*_options(bound, attrs["class"])] if kind == "choices" else [],
            },
        )
    )


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a group of radio buttons or boxes."""

    control: SafeString
    label: str
    target: str


def _options(bound: BoundField, css: str) -> Iterator[Option]:
    widget = bound.field.widget
    attrs = bound.build_widget_attrs({"id": bound.auto_id, "class": css}, widget)
    for data in widget.subwidgets(bound.html_name, bound.value(), attrs=attrs):
        choice = BoundWidget(widget, data, bound.form.renderer)
        yield Option(choice.tag(), choice.choice_label, choice.id_for_label)


@dataclass(frozen=True, slots=True)
class Salah:
    """One wrong field, for the summary on top of a form."""

    tujuan: str
    label: str
    pesan: str


def form_errors(form: forms.BaseForm) -> list[Salah]:
    """What is wrong in a form, field by field, in the order of the fields; errors of the whole form have no target."""
    found = [Salah("", "", str(message)) for message in form.non_field_errors()]
    for bound in form:
        if bound.errors and not bound.is_hidden:
            found.append(Salah(bound.auto_id or "", str(bound.label or ""), error_texts(bound)[0]))
        elif bound.errors:
            found.extend(Salah("", "", str(message)) for message in bound.errors)
    return found


def show_refusal(error: ValidationError, *forms_: forms.BaseForm) -> None:
    """Put what a service refused beside its field, in the first of the forms that has it, else on top of the first."""
    if not hasattr(error, "error_dict"):
        forms_[0].add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        home = next((form for form in forms_ if name in form.fields), None)
        (home or forms_[0]).add_error(name if home else None, errors)


class KetikForm(forms.Form):
    """Asks for a word before an act that cannot be undone.

    :param kata: the word to type, in capitals; case and spaces around do not matter.
    """

    ketik = forms.CharField(
        max_length=50,
        label=gettext_lazy("Ketik untuk melanjutkan"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, kata: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kata = kata
        field = self.fields["ketik"]
        field.label = _("Ketik %(kata)s untuk melanjutkan") % {"kata": kata}
        field.error_messages["required"] = self._refusal()

    def _refusal(self) -> str:
        return _("Ketik kata %(kata)s persis seperti tertulis.") % {"kata": self.kata}

    def clean_ketik(self) -> str:
        typed: str = self.cleaned_data["ketik"]
        if typed.strip().upper() != self.kata.upper():
            raise forms.ValidationError(self._refusal(), code="word")
        return typed
