"""One way to render a field, heard as well as seen."""

import re
from typing import Any

import pytest
from django import forms
from django.template import Context, Template

from binawidya.umum.fields import AngkaFormField
from binawidya.umum.forms import KetikForm


def render(source: str, **values: Any) -> str:
    return Template(source).render(Context(values)).strip()


class IsianForm(forms.Form):
    nilai = AngkaFormField(label="Nilai", help_text="Pakai koma untuk pecahan.", places=2)
    catatan = forms.CharField(label="Catatan", required=False, widget=forms.Textarea)
    cara = forms.ChoiceField(label="Cara", choices=[("a", "Jumlah"), ("b", "Rata-rata")], widget=forms.RadioSelect)
    setuju = forms.BooleanField(label="Setuju", required=False)
    sandi = forms.CharField(label="Sandi", required=False, widget=forms.PasswordInput)
    kunci = forms.CharField(widget=forms.HiddenInput, required=False)


def _bound(**values: str) -> IsianForm:
    form = IsianForm({"nilai": "", "cara": "", **values})
    form.is_valid()
    return form


def test_a_wrong_field_keeps_what_was_typed_and_says_what_is_wrong() -> None:
    html = render('{% field form.nilai unit="jam" %}', form=_bound(nilai="95.52"))
    assert 'value="95.52"' in html
    assert 'aria-invalid="true"' in html
    described = re.search(r'aria-describedby="([^"]+)"', html)
    assert described is not None
    for target in described[1].split():
        assert f'id="{target}"' in html
    assert "Maksudnya 95,52 atau 9.552?" in html
    assert '<label class="form-label" for="id_nilai">Nilai</label>' in html
    assert '<span class="input-group-text">jam</span>' in html


def test_an_empty_field_is_told_in_our_words() -> None:
    assert "Wajib diisi." in render("{% field form.nilai %}", form=_bound())


def test_what_may_stay_empty_says_so() -> None:
    assert "(boleh kosong)" in render("{% field form.catatan %}", form=IsianForm())
    assert "(boleh kosong)" not in render("{% field form.nilai %}", form=IsianForm())
    assert "(boleh kosong)" not in render("{% field form.setuju %}", form=IsianForm())


def test_a_notice_does_not_make_a_field_wrong() -> None:
    html = render('{% field form.nilai notice="Melonjak 10 kali." %}', form=_bound(nilai="640"))
    assert "bw-waspada" in html
    assert "is-invalid" not in html
    assert "id_nilai_notice" in html


def test_choices_are_a_group_with_a_name() -> None:
    html = render("{% field form.cara %}", form=_bound(nilai="1", cara="b"))
    assert re.search(r"<fieldset[^>]*>\s*<legend[^>]*>Cara</legend>", html)
    labels = re.findall(r'<label class="form-check-label" for="([^"]+)"', html)
    assert labels == ["id_cara_0", "id_cara_1"]
    assert all(f'id="{target}"' in html for target in labels)
    assert html.count("checked") == 1


def test_the_eye_of_a_password_needs_script_and_is_hidden_without() -> None:
    html = render("{% field form.sandi %}", form=IsianForm())
    assert re.search(r'<button class="btn" type="button" hidden data-lihat [^>]*aria-controls="id_sandi"', html)


def test_a_hidden_field_is_only_its_input() -> None:
    assert render("{% field form.kunci %}", form=IsianForm()) == '<input type="hidden" name="kunci" id="id_kunci">'


def test_one_wrong_field_needs_no_summary_and_two_do() -> None:
    assert render("{% error_summary form %}", form=_bound(cara="a")) == ""
    html = render("{% error_summary form %}", form=_bound())
    assert "2 isian perlu diperbaiki" in html
    assert re.findall(r'href="#([^"]+)"', html) == ["id_nilai", "id_cara"]


def test_a_refused_form_as_a_whole_is_always_told() -> None:
    form = _bound(nilai="1", cara="a")
    form.add_error(None, "Periode sudah ditutup.")
    assert "Periode sudah ditutup." in render("{% error_summary form %}", form=form)


@pytest.mark.parametrize(("typed", "good"), [("TUTUP", True), (" tutup ", True), ("tutup saja", False), ("", False)])
def test_a_final_act_asks_for_its_word(typed: str, good: bool) -> None:
    form = KetikForm({"ketik": typed}, kata="TUTUP")
    assert form.is_valid() is good
    if not good:
        assert form.errors["ketik"] == ["Ketik kata TUTUP persis seperti tertulis."]


def test_a_confirmation_is_a_form_that_works_without_script() -> None:
    html = render(
        '{% confirm form title="Tutup?" button="Tutup periode" action="/tutup/" cancel="/" %}'
        "112 pegawai.{% endconfirm %}",
        form=KetikForm(kata="TUTUP"),
        csrf_token="tanda",
    )
    assert '<form method="post" action="/tutup/"' in html
    assert 'name="csrfmiddlewaretoken" value="tanda"' in html
    assert "112 pegawai." in html
    assert "Ketik TUTUP untuk melanjutkan" in html
