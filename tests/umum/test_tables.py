"""List pages: the page, the order and the filter that an address asks for."""

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from binawidya.organisasi.models import Jabatan
from binawidya.umum.tables import PAGE_SIZE, Page, paginate, query_with, read_page, read_sort


def render(source: str, **values: Any) -> str:
    return Template(source).render(Context(values)).strip()


COLUMNS = {"nama": ["nama"], "kelas": ["-kelas", "nama"]}


def _list(query: str, total: int = 112, number: int = 1) -> Page[int]:
    sort = read_sort(QueryDict(query).get("urut"), COLUMNS, "nama")
    return Page(
        [1] * 3, total=total, number=number, size=PAGE_SIZE, query=QueryDict(query), path="/pegawai/", sort=sort
    )


@pytest.mark.parametrize(
    ("text", "number"),
    [("2", 2), ("abc", 1), ("-1", 1), ("0", 1), ("", 1), (None, 1), ("999999", 999999), ("9" * 40, 1_000_000),
     ("1e9", 1), ("٣", 1), ("2.5", 1), ("²", 1)],
)  # fmt: skip
def test_a_senseless_page_number_becomes_one_that_makes_sense(text: str | None, number: int) -> None:
    assert read_page(text) == number


@pytest.mark.parametrize(
    ("text", "parameter"),
    [("kelas", "kelas"), ("-kelas", "-kelas"), ("password", "nama"), ("user__password", "nama"), ("--kelas", "nama"),
     ("?", "nama"), (None, "nama"), ("nama;drop", "nama")],
)  # fmt: skip
def test_no_text_of_the_address_becomes_an_order(text: str | None, parameter: str) -> None:
    assert read_sort(text, COLUMNS, "nama").parameter == parameter


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["hal=abc", "hal=-1", "hal=999999", "urut=password", "hal=2&urut=-nama", "hal=%00"])
def test_a_list_answers_whatever_the_address_says(query: str, django_assert_num_queries: Any) -> None:
    Jabatan.objects.bulk_create(Jabatan(nama=f"Jabatan {place:03}") for place in range(60))
    with django_assert_num_queries(2):
        page = paginate(RequestFactory().get(f"/?{query}"), Jabatan.objects.all(), columns=COLUMNS, default="nama")
    assert 1 <= page.number <= 3
    assert len(page) == (10 if page.number == 3 else 25)


@pytest.mark.django_db
def test_every_row_is_on_exactly_one_page() -> None:
    Jabatan.objects.bulk_create(Jabatan(nama=f"Jabatan {place:03}", kelas=place % 2 + 1) for place in range(60))
    pages = [
        paginate(RequestFactory().get(f"/?hal={n}&urut=-kelas"), Jabatan.objects.all(), columns=COLUMNS)
        for n in (1, 2, 3)
    ]
    seen = [row.pk for page in pages for row in page]
    assert len(seen) == len(set(seen)) == 60
    assert [row.kelas for row in pages[0]] == [1] * 25


def _halaman(number: int) -> tuple[Page[Jabatan], int]:
    with CaptureQueriesContext(connection) as queries:
        page = paginate(RequestFactory().get(f"/?hal={number}&urut=kelas"), Jabatan.objects.all(), columns=COLUMNS)
    return page, len(queries)


def test_deep_pages_hold_each_row_once_in_order_and_are_counted_once(db: None) -> None:
    cache.clear()
    Jabatan.objects.bulk_create(Jabatan(nama=f"Jabatan {n:04d}", kelas=n % 15 + 1) for n in range(26 * 25))
    found = [_halaman(number) for number in range(1, 27)]
    rows = [row for page, _count in found for row in page]
    assert [row.pk for row in rows] == [*Jabatan.objects.order_by("-kelas", "nama").values_list("pk", flat=True)]
    assert {count for _page, count in found[:20]} == {2}
    assert {count for _page, count in found[20:]} == {1}


def test_a_deep_page_whose_rows_went_away_is_counted_anew(db: None) -> None:
    cache.clear()
    Jabatan.objects.bulk_create(Jabatan(nama=f"Jabatan {n:04d}", kelas=1) for n in range(26 * 25))
    assert _halaman(26)[0].total == 650
    Jabatan.objects.filter(nama__gte="Jabatan 0030").delete()
    page, _count = _halaman(26)
    assert (page.total, page.number, len(page)) == (30, 2, 5)
    assert paginate(RequestFactory().get("/?hal=40"), Jabatan.objects.none(), columns=COLUMNS).total == 0


@pytest.mark.parametrize(
    ("total", "number", "said"),
    [
        (112, 1, "1–25 dari 112"),
        (112, 5, "101–112 dari 112"),
        (1, 1, "1 dari 1"),
        (0, 1, "0"),
        (20000, 800, "19.976–20.000 dari 20.000"),
    ],
)
def test_a_list_says_where_it_is(total: int, number: int, said: str) -> None:
    assert _list("", total, number).hitungan == said


@pytest.mark.parametrize(
    ("total", "number", "shown"),
    [
        (10, 1, [1]),
        (112, 1, [1, 2, 0, 5]),
        (112, 3, [1, 2, 3, 4, 5]),
        (20000, 400, [1, 0, 399, 400, 401, 0, 800]),
    ],
)
def test_the_row_of_pages_stays_short(total: int, number: int, shown: list[int]) -> None:
    assert [link.number for link in _list("", total, number).links] == shown


def test_page_links_keep_filter_and_order() -> None:
    page = _list("cari=sri&urut=-nama&hal=2&unit=", number=2)
    assert page.next_url == "/pegawai/?cari=sri&urut=-nama&hal=3"
    assert page.previous_url == "/pegawai/?cari=sri&urut=-nama"
    assert page.kept == [("urut", "-nama")]
    assert page.filtered("cari", "unit")
    assert not page.filtered("unit")


def test_a_column_head_turns_the_order_round_and_starts_again() -> None:
    page = _list("urut=nama&hal=3", number=3)
    html = render('{% sort_header page "nama" "Nama" %}', page=page)
    assert 'aria-sort="ascending"' in html
    assert 'href="/pegawai/?urut=-nama"' in html
    other = render('{% sort_header page "kelas" "Kelas" css="angka" %}', page=page)
    assert "aria-sort" not in other
    assert 'class="angka"' in other


def test_the_foot_of_a_list_names_page_and_things() -> None:
    html = render('{% paginate page "pegawai" %}', page=_list("", number=2))
    assert "26–50 dari 112 pegawai" in html
    assert html.count('aria-current="page"') == 1
    assert 'rel="next"' in html
    one = render('{% paginate page "pegawai" %}', page=_list("", total=3))
    assert "<nav" not in one


def test_addresses_are_encoded() -> None:
    assert query_with(QueryDict("cari=a%26b"), {"hal": 2}) == "?cari=a%26b&hal=2"
    html = render("{% query_replace hal=None %}", request=RequestFactory().get('/?cari="><script>&hal=2'))
    assert html == "?cari=%22%3E%3Cscript%3E"
