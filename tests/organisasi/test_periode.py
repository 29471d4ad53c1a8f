"""The months: who closes and opens them, what is asked before, and what a wrong request meets."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binawidya.organisasi.enums import TRANSISI_PERIODE, Peran, StatusPeriode
from binawidya.organisasi.models import Periode
from binawidya.umum.models import OutboxTask
from tests.kantor import Kantor, bangun_kantor

PESAN = "Periode diatur oleh admin perencanaan instansi."
# Where each act leads and what a good request carries.
TINDAKAN = {
    "open": (StatusPeriode.DIBUKA, {}),
    "close": (StatusPeriode.DITUTUP, {"ketik": "TUTUP"}),
    "reopen": (StatusPeriode.DIBUKA_KEMBALI, {"alasan": "Bukti susulan."}),
}


@pytest.fixture
def kantor(db: None) -> Kantor:
    return bangun_kantor()


@pytest.fixture
def periode(kantor: Kantor) -> Periode:
    """The month of today, which is open."""
    return kantor.periode[kantor.kini]


def masuk(kantor: Kantor, nama: str = "admin_perencanaan") -> Client:
    client = Client()
    client.force_login(kantor.user[nama])
    return client


def put(periode: Periode, status: str) -> None:
    """The month in a state, as it would be after its way."""
    closed = {StatusPeriode.DITUTUP, StatusPeriode.DIBUKA_KEMBALI}
    moment = datetime(2026, 3, 4, 5, tzinfo=UTC) if status in closed else None
    Periode.objects.filter(pk=periode.pk).update(status=status, ditutup_at=moment)
    OutboxTask.objects.all().delete()


def ask(client: Client, act: str, periode: Periode, body: dict[str, str] | None = None) -> Any:
    body = TINDAKAN[act][1] if body is None else body
    return client.post(reverse(f"organisasi:periode_{act}", kwargs={"pk": periode.pk}), body)


def detail(client: Client, periode: Periode) -> str:
    page: str = client.get(reverse("organisasi:periode_detail", kwargs={"pk": periode.pk})).content.decode()
    return page


def state(periode: Periode) -> tuple[Any, ...]:
    """Everything that an act on a month may touch."""
    row = Periode.objects.get(pk=periode.pk)
    return row.status, row.ditutup_at, row.events.count(), OutboxTask.objects.count()  # type: ignore[attr-defined]


# --- the way of a month -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("act", sorted(TINDAKAN))
@pytest.mark.parametrize("status", [*StatusPeriode])
def test_each_state_takes_the_acts_of_the_table_and_refuses_the_others(
    status: StatusPeriode, act: str, kantor: Kantor, periode: Periode
) -> None:
    put(periode, status)
    goal = TINDAKAN[act][0]
    before = state(periode)
    answer = ask(masuk(kantor), act, periode)
    if goal in TRANSISI_PERIODE[status]:
        assert answer.status_code == 302
        assert state(periode)[0] == goal
        assert OutboxTask.objects.get().payload == {"periode_id": periode.pk}
    else:
        assert answer.status_code == 409
        assert f"{periode} sekarang {str(status.label).lower()}" in answer.content.decode()
        assert state(periode) == before


@pytest.mark.parametrize("status", [*StatusPeriode])
def test_page_offers_exactly_the_acts_that_the_state_takes(
    status: StatusPeriode, kantor: Kantor, periode: Periode
) -> None:
    put(periode, status)
    page = detail(masuk(kantor), periode)
    offered = {act for act in TINDAKAN if reverse(f"organisasi:periode_{act}", kwargs={"pk": periode.pk}) in page}
    assert offered == {act for act, (goal, _body) in TINDAKAN.items() if goal in TRANSISI_PERIODE[status]}


def test_closing_says_what_it_means_and_that_the_figures_are_on_their_way(kantor: Kantor, periode: Periode) -> None:
    client = masuk(kantor)
    page = detail(client, periode)
    assert "Realisasi yang belum disetujui dihitung tidak dilaporkan." in page
    assert "Ketik TUTUP untuk melanjutkan" in page
    after = client.post(
        reverse("organisasi:periode_close", kwargs={"pk": periode.pk}), {"ketik": "TUTUP"}, follow=True
    ).content.decode()
    assert f"{periode} ditutup. Nilai akhirnya sedang dihitung." in after


def test_history_keeps_who_closed_and_who_reopened_and_why(kantor: Kantor, periode: Periode) -> None:
    client = masuk(kantor)
    ask(client, "close", periode)
    ask(client, "reopen", periode, {"alasan": "  Bukti <b>susulan</b> dari inspektorat.  "})
    rows = periode.events.order_by("pgh_id").select_related("pgh_context")  # type: ignore[attr-defined]
    closed, reopened = [*rows][-2:]
    assert (closed.status, reopened.status) == (StatusPeriode.DITUTUP, StatusPeriode.DIBUKA_KEMBALI)
    admin = kantor.user["admin_perencanaan"].pk
    assert {row.pgh_context.metadata["user"] for row in (closed, reopened)} == {admin}
    assert reopened.pgh_context.metadata["alasan"] == "Bukti <b>susulan</b> dari inspektorat."
    assert "alasan" not in closed.pgh_context.metadata


# --- confirmation and bad input -----------------------------------------------------------------------------------
@pytest.mark.parametrize("typed", ["TUTUP", "tutup", "  Tutup "])
def test_the_word_may_be_typed_as_people_type(typed: str, kantor: Kantor, periode: Periode) -> None:
    assert ask(masuk(kantor), "close", periode, {"ketik": typed}).status_code == 302


@pytest.mark.parametrize(
    "body", [{}, {"ketik": ""}, {"ketik": "TUTU"}, {"ketik": "HAPUS"}, {"ketik": "TUTUP\x00"}, {"ketik": "T" * 5000}]
)
def test_without_the_word_nothing_is_closed(body: dict[str, str], kantor: Kantor, periode: Periode) -> None:
    before = state(periode)
    answer = ask(masuk(kantor), "close", periode, body)
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.content.decode()
    assert state(periode) == before


@pytest.mark.parametrize("reason", [None, "", "   \n ", "x" * 501, "a\x00b"])
def test_without_a_readable_reason_nothing_is_reopened(reason: str | None, kantor: Kantor, periode: Periode) -> None:
    put(periode, StatusPeriode.DITUTUP)
    before = state(periode)
    answer = ask(masuk(kantor), "reopen", periode, {} if reason is None else {"alasan": reason})
    assert answer.status_code == 422
    assert "is-invalid" in answer.content.decode()
    assert state(periode) == before


def test_what_was_typed_comes_back_harmless(kantor: Kantor, periode: Periode) -> None:
    put(periode, StatusPeriode.DITUTUP)
    answer = ask(masuk(kantor), "reopen", periode, {"alasan": "<script>x</script>" * 50}).content.decode()
    assert "<script>x" not in answer
    assert "&lt;script&gt;x" in answer


def test_nobody_sets_another_state_or_date_with_a_form(kantor: Kantor, periode: Periode) -> None:
    forged = {"ketik": "TUTUP", "status": "belum_dibuka", "ditutup_at": "2020-01-01", "bulan": "1", "tahun": "2020"}
    ask(masuk(kantor), "close", periode, forged)
    row = Periode.objects.get(pk=periode.pk)
    assert (row.status, row.bulan, row.tahun) == (StatusPeriode.DITUTUP, kantor.kini, kantor.tahun)
    assert row.ditutup_at is not None
    assert row.ditutup_at.year >= 2026


@pytest.mark.parametrize("act", sorted(TINDAKAN))
@pytest.mark.parametrize("pk", [0, 999_999_999, 10**30])
def test_a_month_that_does_not_exist_is_not_found(act: str, pk: int, kantor: Kantor) -> None:
    url = reverse(f"organisasi:periode_{act}", kwargs={"pk": pk})
    assert masuk(kantor).post(url, TINDAKAN[act][1]).status_code == 404


# --- who may ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("nama", ["pimpinan", "inspektorat", "superadmin"])
def test_whoever_watches_sees_the_months_and_no_act(nama: str, kantor: Kantor, periode: Periode) -> None:
    client = masuk(kantor, nama)
    listed = client.get(reverse("organisasi:periode_list"))
    assert listed.status_code == 200
    for status in StatusPeriode:
        put(periode, status)
        page = detail(client, periode)
        assert str(periode) in page
        assert not [act for act in TINDAKAN if reverse(f"organisasi:periode_{act}", kwargs={"pk": periode.pk}) in page]


@pytest.mark.parametrize("act", sorted(TINDAKAN))
@pytest.mark.parametrize("nama", ["camat", "pegawai", "pimpinan", "inspektorat", "superadmin", "perencana_seksi"])
def test_only_planning_of_the_whole_office_changes_a_month(
    nama: str, act: str, kantor: Kantor, periode: Periode
) -> None:
    kantor.peran("perencana_seksi", Peran.ADMIN_PERENCANAAN, "pelayanan")
    put(periode, {"open": "belum_dibuka", "close": "dibuka", "reopen": "ditutup"}[act])
    before = state(periode)
    answer = ask(masuk(kantor, nama), act, periode)
    assert answer.status_code == 403
    assert PESAN in answer.content.decode()
    assert state(periode) == before


def test_a_role_that_is_over_opens_nothing_any_more(kantor: Kantor, periode: Periode) -> None:
    kantor.peran("mantan", Peran.ADMIN_PERENCANAAN, "akar", berlaku_selesai=datetime(2021, 1, 1).date())  # noqa: DTZ001
    assert ask(masuk(kantor, "mantan"), "close", periode).status_code == 403


# --- the list -----------------------------------------------------------------------------------------------------
def months(kantor: Kantor, tahun: int) -> None:
    moment = datetime(tahun, 1, 1, tzinfo=UTC)
    Periode.objects.bulk_create(
        Periode(tahun=tahun, bulan=bulan, batas_pengisian=moment, batas_verifikasi=moment) for bulan in range(1, 13)
    )


def test_list_begins_with_the_latest_month_and_goes_on_over_pages(kantor: Kantor) -> None:
    for tahun in (2001, 2002):
        months(kantor, tahun)
    client = masuk(kantor)
    url = reverse("organisasi:periode_list")
    first, second = (client.get(url + page).context["page"].rows for page in ("", "?hal=2"))
    assert (len(first), len(second)) == (25, 11)
    order = [(row.tahun, row.bulan) for row in [*first, *second]]
    assert order == sorted(order, reverse=True)


@pytest.mark.parametrize("query", ["hal=0", "hal=-1", "hal=x", "hal=99999999999999999999", "urut=status"])
def test_nonsense_in_the_address_still_gives_a_list(query: str, kantor: Kantor) -> None:
    answer = masuk(kantor).get(f"{reverse('organisasi:periode_list')}?{query}")
    assert answer.status_code == 200
    assert len(answer.context["page"]) == 12


def test_empty_list_says_where_months_come_from(kantor: Kantor) -> None:
    Periode.objects.all().delete()
    page = masuk(kantor).get(reverse("organisasi:periode_list")).content.decode()
    assert "Simpan aturan tahunnya: kedua belas bulannya dibuat dari sana." in page


@pytest.mark.parametrize(("status", "bertanggal"), [("ditutup", True), ("dibuka_kembali", False)])
def test_only_a_month_that_is_closed_shows_when_it_was_closed(
    status: str, bertanggal: bool, kantor: Kantor, periode: Periode
) -> None:
    Periode.objects.exclude(pk=periode.pk).delete()
    put(periode, status)
    page = masuk(kantor).get(reverse("organisasi:periode_list")).content.decode()
    cell = re.search(r'data-label="Ditutup">([^<]*)<', page)
    assert cell is not None
    assert (cell[1] != "–") is bertanggal


def test_list_costs_the_same_with_one_year_and_with_two(kantor: Kantor) -> None:
    def cost() -> int:
        client = masuk(kantor)
        client.get(reverse("organisasi:periode_list"))
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("organisasi:periode_list"))
        return len(queries)

    small = cost()
    months(kantor, 2001)
    assert cost() == small
