"""What every page is made of: figures, words, small charts."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.utils import timezone

from binawidya.organisasi.enums import HasilBaris, StatusImpor, StatusPegawai, StatusPeriode
from binawidya.umum.vocabulary import TANDA
from indikator.enums import Slot, StatusCapaian, StatusRealisasi, StatusTarget
from kinerja.enums import StatusDokumen

NBSP = "\N{NO-BREAK SPACE}"


def render(source: str, **values: Any) -> str:
    return Template(source).render(Context(values)).strip()


@pytest.mark.parametrize(
    ("awal", "akhir", "written"),
    [
        (date(2026, 9, 24), date(2026, 9, 25), "24 sampai 25 September 2026"),
        (date(2026, 9, 24), date(2026, 10, 2), "24 September sampai 2 Oktober 2026"),
        (date(2026, 12, 30), date(2027, 1, 2), "30 Desember 2026 sampai 2 Januari 2027"),
        (date(2026, 9, 24), date(2026, 9, 24), "24 September 2026"),
        (None, date(2026, 9, 24), "–"),
    ],
)
def test_two_days_say_once_what_they_share(awal: date | None, akhir: date, written: str) -> None:
    assert render("{{ a|tanggal_sampai:b }}", a=awal, b=akhir) == written


# --- Figures, dates, NIP -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("source", "value", "written"),
    [
        ("{{ x|angka }}", Decimal("1234.500000"), "1.234,5"),
        ("{{ x|angka:2 }}", Decimal("1234.5"), "1.234,50"),
        ("{{ x|angka:0 }}", Decimal("2.5"), "3"),
        ("{{ x|angka }}", 1500000, "1.500.000"),
        ("{{ x|angka }}", -3, "−3"),
        ("{{ x|angka }}", 0, "0"),
        ("{{ x|angka }}", None, "–"),
        ("{{ x|angka }}", Decimal("NaN"), "–"),
        ("{{ x|persen }}", Decimal("97.5"), f"97,50{NBSP}%"),
        ("{{ x|persen }}", Decimal("0"), f"0,00{NBSP}%"),
        ("{{ x|persen:0 }}", Decimal("97.5"), f"98{NBSP}%"),
        ("{{ x|persen }}", None, "–"),
        ("{{ x|rumus }}", "87 ÷ 88 × 100 = 98,86 %", f"87 ÷ 88 × 100 = 98,86{NBSP}%"),
        ("{{ x|selisih }}", Decimal("1.2"), "+1,20"),
        ("{{ x|selisih }}", Decimal("-0.35"), "−0,35"),
        ("{{ x|selisih }}", Decimal("0.001"), "0,00"),
        ("{{ x|selisih }}", None, "–"),
        ("{{ x|rupiah }}", Decimal("9412300000"), "Rp9.412.300.000"),
        ("{{ x|rupiah }}", None, "–"),
        ("{{ x|rupiah_ringkas }}", Decimal("9412300000"), f"Rp9,41{NBSP}miliar"),
        ("{{ x|rupiah_ringkas }}", 1_250_000_000_000, f"Rp1,25{NBSP}triliun"),
        ("{{ x|rupiah_ringkas }}", 2_500_000, f"Rp2,50{NBSP}juta"),
        ("{{ x|rupiah_ringkas }}", 999_999, "Rp999.999"),
        ("{{ x|rupiah_ringkas }}", None, "–"),
        ('{% nilai_satuan x "menit" 1 %}', Decimal("13.5"), f"13,5{NBSP}menit"),
        ('{% nilai_satuan x "%" 2 %}', Decimal("97.5"), f"97,50{NBSP}%"),
        ('{% nilai_satuan x "Rupiah" %}', -1500, "−Rp1.500"),
        ("{% nilai_satuan x %}", 7, "7"),
        ('{% nilai_satuan x "jam" %}', None, "–"),
        ("{{ x|tanggal }}", date(2026, 11, 5), "5 November 2026"),
        ('{{ x|tanggal:"hari" }}', date(2026, 11, 10), "Selasa, 10 November 2026"),
        ('{{ x|tanggal:"tanpa_tahun" }}', date(2026, 11, 5), "5 November"),
        ("{{ x|tanggal }}", None, "–"),
        # 18.30 in Greenwich is the next day in Pekanbaru
        ("{{ x|tanggal }}", datetime(2026, 11, 5, 18, 30, tzinfo=UTC), "6 November 2026"),
        ("{{ x|tanggal_pendek }}", date(2026, 11, 5), "5 Nov. 2026"),
        ("{{ x|tanggal_pendek }}", date(2026, 5, 5), "5 Mei 2026"),
        ("{{ x|tanggal_pendek }}", None, "–"),
        ("{{ x|waktu }}", datetime(2019, 11, 4, 1, 12, tzinfo=UTC), "4 November 2019 pukul 08.12"),
        ("{{ x|waktu }}", None, "–"),
        ("{{ x|jam }}", datetime(2026, 11, 10, 16, 59, tzinfo=UTC), "23.59 WIB"),
        ("{{ x|jam }}", None, "–"),
        ("{{ x|sisa_hari }}", None, "–"),
        ("{{ x|bulan }}", 10, "Oktober"),
        ("{{ x|bulan_pendek }}", 8, "Agu"),
        ("{{ x|bulan }}", None, "–"),
        ("{{ x|nip }}", "199408182019032007", "19940818 201903 2 007"),
        ("{{ x|nip }}", "", "–"),
        ("{{ x|nip_samar }}", "199408182019032007", "•••••••• •••••• • 007"),
        ("{{ x|nip_samar }}", "12345", "•••••"),
        ("{{ x|nip_samar }}", None, "–"),
        ("{{ x|inisial }}", "dr. Sri Wahyuni, Sp.A.", "SW"),
        ("{{ x|inisial }}", "Suharto", "S"),
        ("{{ x|inisial }}", "1994", ""),
    ],
)  # fmt: skip
def test_figures_are_written_as_the_guide_says(source: str, value: Any, written: str) -> None:
    assert render(source, x=value) == written


@pytest.mark.parametrize(
    ("days", "said"), [(0, "hari ini"), (1, "besok"), (5, "5 hari lagi"), (-3, "3 hari lalu"), (8, "8 hari lagi")]
)
def test_a_deadline_is_told_in_days(days: int, said: str) -> None:
    noon = timezone.localtime().replace(hour=12, minute=0)
    assert render("{{ x|sisa_hari }}", x=noon + timedelta(days=days)) == said


def test_a_text_is_never_shown_as_a_figure() -> None:
    with pytest.raises(TypeError, match="not a number"):
        render("{{ x|angka }}", x="12")


# --- Words -------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "kode",
    [
        str(value)
        for choices in (
            Slot, StatusRealisasi, StatusTarget, StatusPeriode, StatusImpor, HasilBaris, StatusDokumen, StatusPegawai,
        )
        for value in choices.values
    ]
    + [value for value in StatusCapaian.values if value != StatusCapaian.DIKETAHUI],
)  # fmt: skip
def test_every_stored_state_has_a_word_with_an_icon(kode: str) -> None:
    shown = render("{% status kode %}", kode=kode)
    assert str(TANDA[kode].kata) in shown
    assert re.search(r'<svg class="ikon" aria-hidden="true"><use href="[^"]+#i-[a-z0-9-]+"/></svg>', shown)


def test_one_word_is_never_used_for_two_states_of_different_tone() -> None:
    tones: dict[str, set[str]] = {}
    for tanda in TANDA.values():
        tones.setdefault(str(tanda.kata), set()).add(tanda.nada)
    assert {kata: nada for kata, nada in tones.items() if len(nada) > 1} == {}


def test_lateness_is_told_in_days_and_a_count_may_replace_the_word() -> None:
    assert "Terlambat 3 hari" in render('{% status "terlambat" hari=3 %}')
    assert "1 dikembalikan" in render('{% status "dikembalikan" "1 dikembalikan" %}')
    assert 'class="bw-status k5 polos"' in render('{% status "k5" "Memuaskan" polos=True %}')


def test_a_state_without_a_word_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        render('{% status "entah" %}')


def test_names_with_markup_are_written_as_text() -> None:
    evil = '"><script>x</script>'
    for source in (
        "{% orang x x %}", '{% status "baru" x %}', "{% petak 5 'k1' url='/a' label=x %}", "{% spark v label=x %}",
        "{% riwayat v n label=x %}", "{% bilah 50 'k1' x %}", "{% pesan %}{{ x }}{% endpesan %}",
        "{% kosong x %}{{ x }}{% endkosong %}", "{% kemajuan x 1 2 x %}", "{% langkah x x kini=1 %}",
        "{% nilai_satuan 5 x %}",
    ):  # fmt: skip
        assert "<script" not in render(source, x=evil, v=[1, 2], n=["J", "F"]), source


# --- Small charts ------------------------------------------------------------------------------------------------
def _svg(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314  our own markup


@pytest.mark.parametrize(
    ("capaian", "width"), [("97.5", "97.5"), ("0", "0.0"), ("-4", "0.0"), ("250", "120.0"), ("33.333333", "33.3")]
)
def test_the_bar_ends_at_0_and_at_120(capaian: str, width: str) -> None:
    drawn = _svg(render('{% bilah x "k3" %}', x=Decimal(capaian)))
    assert drawn.attrib["aria-hidden"] == "true"
    assert drawn.find("rect[@class='isi']").attrib["width"] == width  # type: ignore[union-attr]


def test_an_unknown_capaian_has_no_bar() -> None:
    assert render("{% bilah x %}", x=None) == ""


def test_a_sparkline_leaves_a_gap_where_nothing_was_reported() -> None:
    drawn = _svg(render('{% spark x target=t label="Naik" %}', x=[Decimal(1), Decimal(2), None, 4, 5], t=Decimal(3)))
    assert (drawn.attrib["role"], drawn.attrib["aria-label"]) == ("img", "Naik")
    assert len(drawn.findall("polyline")) == 2
    assert drawn.find("line") is not None


@pytest.mark.parametrize("values", [[5], [5, 5, 5], [None, 5, None], [0, 0]])
def test_a_sparkline_is_drawn_for_one_value_and_for_equal_ones(values: list[Any]) -> None:
    drawn = _svg(render("{% spark x %}", x=values))
    assert drawn.findall("circle")[-1].attrib["cy"] == "14.0"


def test_nothing_known_is_no_sparkline() -> None:
    assert render("{% spark x %}{% spark y %}", x=[], y=[None, None]) == ""


def test_columns_mark_the_odd_month_and_name_its_figure() -> None:
    values = [179, None, 174, 1842]
    drawn = _svg(
        render('{% riwayat v n target=180 odd=o label="L" places=0 %}', v=values, n=["Jul", "Agu", "Sep", "Okt"], o=[3])
    )
    assert [bar.attrib["class"].strip() for bar in drawn.findall("rect")] == [
        "batang",
        "batang",
        "batang",
        "batang aneh",
    ]
    texts = [text.text for text in drawn.findall("text")]
    assert texts == ["J", "A", "S", "O", "Target 180", "1.842"]


@pytest.mark.parametrize("source", ["{% spark v t %}", "{% riwayat v n t %}", "{% bilah x %}"])
def test_svg_numbers_carry_a_decimal_point(source: str) -> None:
    text = render(source, v=[Decimal("1234567.891"), Decimal("0.5"), 3], n=["J", "F", "M"], t=Decimal("99.9"), x=1 / 3)
    for attribute in re.findall(r' (?:x|y|x1|x2|y1|y2|cx|cy|r|width|height)="([^"]*)"', text):
        assert re.fullmatch(r"-?\d+(\.\d+)?", attribute), attribute
    for points in re.findall(r'points="([^"]*)"', text):
        assert re.fullmatch(r"(\d+\.\d,\d+\.\d ?)+", points)


def test_a_heatmap_cell_tells_unknown_from_zero() -> None:
    assert render("{% petak 0 'k1' %}") == '<td class="k1">0</td>'
    cells = {
        state: render("{% petak None keadaan=s %}", s=state) for state in ("tidak_dilaporkan", "belum_diketahui", "")
    }
    assert [cell[cell.index(">") + 1] for cell in cells.values()] == ["×", "…", "–"]
    assert all('class="kosong"' in cell and "visually-hidden" in cell for cell in cells.values())


@pytest.mark.parametrize(
    ("bita", "teks"), [(None, "–"), (0, "0 B"), (984, "984 B"), (12_430, "12,4 kB"), (1_300_000, "1,3 MB")]
)
def test_size_of_a_file_is_written_in_the_units_people_know(bita: int | None, teks: str) -> None:
    assert render("{{ bita|ukuran }}", bita=bita).replace(NBSP, " ") == teks
