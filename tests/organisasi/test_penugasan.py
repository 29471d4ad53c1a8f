"""Roles: who may grant and withdraw which, how they end, what the trail tells, and that no role judges own work."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.lingkup import load_lingkup
from binawidya.organisasi.models import Penugasan, User
from binawidya.organisasi.policy import BUKAN_UNTUK_SENDIRI, allows, relations_to
from binawidya.organisasi.services import penugasan as service
from binawidya.organisasi.services.penugasan import penugasan_assign, penugasan_end
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused, ConflictError, ValidationError
from indikator.enums import StatusRealisasi
from indikator.services.verifikasi import realisasi_approve, realisasi_return
from tests.kantor import DULU, Kantor, bangun_kantor
from tests.serentak import Serentak, without_row_locks

SEHARI = timedelta(days=1)
LISTED = "organisasi:penugasan_list"


@pytest.fixture
def kantor(db: None) -> Kantor:
    return bangun_kantor()


def masuk(kantor: Kantor, nama: str) -> Client:
    client = Client()
    client.force_login(kantor.user[nama])
    return client


def beri(kantor: Kantor, oleh: str, kepada: str, peran: Peran, unit: str = "pelayanan", **more: Any) -> Penugasan:
    values: dict[str, Any] = {"berlaku_mulai": today(), "dasar": "ST 12/2026"} | more
    fresh = User.objects.get(pk=kantor.user[oleh].pk)
    return penugasan_assign(
        actor=fresh, kepada=kantor.user[kepada], peran=peran, unit_kerja=kantor.unit[unit], **values
    )


def cabut(kantor: Kantor, oleh: str, penugasan: Penugasan, alasan: str = "Pindah tugas.", **more: Any) -> Penugasan:
    return penugasan_end(actor=User.objects.get(pk=kantor.user[oleh].pk), penugasan=penugasan, alasan=alasan, **more)


def isi(kantor: Kantor, kepada: str = "rekan", **more: Any) -> dict[str, str]:
    return {
        "akun": str(kantor.user[kepada].pk), "peran": "operator", "unit_kerja": kantor.unit["pelayanan"].kode,
        "berlaku_mulai": today().isoformat(), "berlaku_selesai": "", "dasar": "ST 12/2026",
    } | more  # fmt: skip


def roles(kantor: Kantor, nama: str, day: date | None = None) -> set[Peran]:
    return set(load_lingkup(kantor.user[nama].pk, day or today()).peran)


# --- who may grant what -------------------------------------------------------------------------------------------
@pytest.mark.parametrize("peran", [*Peran])
def test_superadmin_grants_every_role_and_admin_all_but_two(peran: Peran, kantor: Kantor) -> None:
    beri(kantor, "superadmin", "rekan", peran)
    assert peran in roles(kantor, "rekan")
    if peran in {Peran.SUPERADMIN, Peran.INSPEKTORAT}:
        with pytest.raises(ActRefused, match="tidak dapat Anda berikan"):
            beri(kantor, "admin_kepegawaian", "pegawai", peran)
        assert roles(kantor, "pegawai") == set()
    else:
        beri(kantor, "admin_kepegawaian", "pegawai", peran)
        assert roles(kantor, "pegawai") == {peran}


@pytest.mark.parametrize(
    "oleh",
    ["inspektorat", "pimpinan", "camat", "atasan", "pegawai", "admin_perencanaan", "mantan_admin_kepegawaian"],
)
def test_nobody_else_grants_or_withdraws(oleh: str, kantor: Kantor) -> None:
    with pytest.raises(ActRefused):
        beri(kantor, oleh, "rekan", Peran.OPERATOR)
    with pytest.raises(ActRefused):
        cabut(kantor, oleh, kantor.user["operator"].penugasan.get())
    assert not Penugasan.objects.filter(user=kantor.user["rekan"]).exists()


@pytest.mark.parametrize("oleh", ["superadmin", "admin_kepegawaian"])
def test_nobody_grants_a_role_to_himself_or_takes_the_own_away(oleh: str, kantor: Kantor) -> None:
    with pytest.raises(ActRefused, match="diberikan oleh orang lain"):
        beri(kantor, oleh, oleh, Peran.VERIFIKATOR)
    with pytest.raises(ActRefused, match="dicabut oleh orang lain"):
        cabut(kantor, oleh, kantor.user[oleh].penugasan.get())


def test_admin_grants_within_the_own_subtree_only(kantor: Kantor) -> None:
    with pytest.raises(ActRefused):
        beri(kantor, "admin_kepegawaian_lain", "rekan", Peran.OPERATOR, "pelayanan")
    with pytest.raises(ActRefused):
        beri(kantor, "admin_kepegawaian_lain", "pegawai_lain", Peran.OPERATOR, "akar")
    beri(kantor, "admin_kepegawaian_lain", "pegawai_lain", Peran.OPERATOR, "pemerintahan")


@pytest.mark.parametrize("peran", [Peran.SUPERADMIN, Peran.INSPEKTORAT])
def test_admin_takes_no_role_away_that_he_could_not_grant(peran: Peran, kantor: Kantor) -> None:
    with pytest.raises(ActRefused):
        cabut(kantor, "admin_kepegawaian", kantor.user[peran.value].penugasan.get())


# --- time ---------------------------------------------------------------------------------------------------------
def test_a_role_with_a_last_day_ends_by_itself(kantor: Kantor) -> None:
    last = today() + timedelta(days=10)
    beri(kantor, "superadmin", "rekan", Peran.VERIFIKATOR, berlaku_selesai=last)
    found = [roles(kantor, "rekan", day) for day in (today() - SEHARI, today(), last, last + SEHARI)]
    assert found == [set(), {Peran.VERIFIKATOR}, {Peran.VERIFIKATOR}, set()]


def test_a_withdrawn_role_is_gone_with_the_next_request_and_the_row_stays(kantor: Kantor) -> None:
    penugasan = beri(kantor, "superadmin", "rekan", Peran.ADMIN_KEPEGAWAIAN)
    client = masuk(kantor, "rekan")
    assert client.get(reverse(LISTED)).status_code == 200
    cabut(kantor, "superadmin", penugasan)
    assert client.get(reverse(LISTED)).status_code == 403
    row = Penugasan.objects.get(pk=penugasan.pk)
    assert (row.berlaku_mulai, row.berlaku_selesai, row.keadaan) == (today(), today() - SEHARI, "dicabut")


def test_withdrawn_by_mistake_it_is_granted_again_on_the_same_day(kantor: Kantor) -> None:
    cabut(kantor, "superadmin", beri(kantor, "superadmin", "rekan", Peran.OPERATOR))
    beri(kantor, "superadmin", "rekan", Peran.OPERATOR)
    assert roles(kantor, "rekan") == {Peran.OPERATOR}


def test_a_role_may_be_withdrawn_with_a_last_day(kantor: Kantor) -> None:
    penugasan = kantor.user["operator"].penugasan.get()
    last = today() + timedelta(days=3)
    cabut(kantor, "admin_kepegawaian", penugasan, terakhir=last)
    assert [roles(kantor, "operator", day) for day in (last, last + SEHARI)] == [{Peran.OPERATOR}, set()]


@pytest.mark.parametrize("terakhir", [today() - SEHARI, DULU])
def test_what_has_been_is_not_rewritten(terakhir: date, kantor: Kantor) -> None:
    with pytest.raises(ValidationError) as refused:
        cabut(kantor, "superadmin", kantor.user["operator"].penugasan.get(), terakhir=terakhir)
    assert "terakhir" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        beri(kantor, "superadmin", "rekan", Peran.OPERATOR, berlaku_mulai=terakhir)
    assert "berlaku_mulai" in refused.value.message_dict


def test_a_role_that_has_ended_is_not_withdrawn_again(kantor: Kantor) -> None:
    penugasan = kantor.user["operator"].penugasan.get()
    cabut(kantor, "superadmin", penugasan)
    with pytest.raises(ConflictError, match="sudah berakhir"):
        cabut(kantor, "superadmin", penugasan)


def test_the_same_role_twice_is_refused_and_the_first_one_named(kantor: Kantor) -> None:
    with pytest.raises(ValidationError) as refused:
        beri(kantor, "superadmin", "operator", Peran.OPERATOR)
    assert "sudah dipegang di Seksi Pelayanan" in str(refused.value.message_dict["peran"])
    # Over the whole office it is more, over a unit below one that is held it is nothing.
    beri(kantor, "superadmin", "operator", Peran.OPERATOR, "akar")
    with pytest.raises(ValidationError, match="sudah dipegang di Kecamatan Contoh"):
        beri(kantor, "superadmin", "operator", Peran.OPERATOR, "pemerintahan")


def test_the_database_itself_knows_no_role_twice(kantor: Kantor) -> None:
    with pytest.raises(IntegrityError, match="penugasan_sekali"), transaction.atomic():
        kantor.peran("operator", Peran.OPERATOR, "pelayanan", berlaku_mulai=today())


@pytest.mark.parametrize("alasan", ["", "   "])
def test_both_acts_need_their_ground(alasan: str, kantor: Kantor) -> None:
    with pytest.raises(ValidationError) as refused:
        beri(kantor, "superadmin", "rekan", Peran.OPERATOR, dasar=alasan)
    assert "dasar" in refused.value.message_dict
    with pytest.raises(ValidationError) as refused:
        cabut(kantor, "superadmin", kantor.user["operator"].penugasan.get(), alasan)
    assert "alasan" in refused.value.message_dict


# --- own work -----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("unit", ["pelayanan", "akar"])
@pytest.mark.parametrize("peran", [*Peran])
def test_no_role_lets_anybody_verify_the_own_work(peran: Peran, unit: str, kantor: Kantor) -> None:
    beri(kantor, "superadmin", "pegawai", peran, unit)
    entry = kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN, diisi_oleh=kantor.user["operator"])
    actor = User.objects.get(pk=kantor.user["pegawai"].pk)
    for act, more in ((realisasi_approve, {}), (realisasi_return, {"alasan": "Salah."})):
        with pytest.raises(ActRefused, match="diverifikasi oleh orang lain"):
            act(actor=actor, realisasi=entry, versi=entry.versi, **more)  # type: ignore[operator]
    client = masuk(kantor, "pegawai")
    for name in ("realisasi_approve", "realisasi_return"):
        body = {"versi": "1", "pesan": "Salah."}
        answer = client.post(reverse(f"indikator:{name}", kwargs={"pk": entry.pk}), body)
        assert answer.status_code in {403, 404}
    entry.refresh_from_db()
    assert entry.status == StatusRealisasi.DIAJUKAN


def test_all_roles_together_do_not_either(kantor: Kantor) -> None:
    for peran in Peran:
        beri(kantor, "superadmin", "pegawai", peran, "akar")
    actor = User.objects.get(pk=kantor.user["pegawai"].pk)
    unit = kantor.unit["pelayanan"]
    relations = relations_to(
        actor.lingkup, jalur=unit.jalur, pemilik_id=kantor.pegawai["pegawai"].pk, unit_kerja_id=unit.pk
    )
    assert len(relations) >= len(Peran)
    assert [act for act in BUKAN_UNTUK_SENDIRI if allows(act, relations, own_work=True)] == []


def test_a_role_of_somebody_who_is_not_in_service_counts_no_more(kantor: Kantor) -> None:
    beri(kantor, "superadmin", "rekan", Peran.ADMIN_KEPEGAWAIAN, "akar")
    for status in ("cuti", "tubel", "pensiun", "keluar"):
        kantor.pegawai["rekan"].status = status
        kantor.pegawai["rekan"].save()
        assert roles(kantor, "rekan") == set(), status


# --- pages --------------------------------------------------------------------------------------------------------
def names(response: Any) -> set[str]:
    return {row.user.username for row in response.context["page"]}


def test_list_holds_what_is_in_force_in_the_own_scope(kantor: Kantor) -> None:
    page = masuk(kantor, "admin_kepegawaian_lain").get(reverse(LISTED))
    assert names(page) == {"admin_kepegawaian_lain", "verifikator_lain"}
    assert "operator" in names(masuk(kantor, "superadmin").get(reverse(LISTED)))


def test_list_is_filtered_by_name_role_and_state(kantor: Kantor) -> None:
    client = masuk(kantor, "inspektorat")
    assert names(client.get(reverse(LISTED), {"peran": "verifikator"})) == {"verifikator", "verifikator_lain"}
    ended = names(client.get(reverse(LISTED), {"keadaan": "berakhir"}))
    assert ended == {"mantan_verifikator", "mantan_admin_kepegawaian"}
    assert names(client.get(reverse(LISTED), {"keadaan": "akan_berlaku"})) == {"calon_verifikator"}
    assert names(client.get(reverse(LISTED), {"cari": "operat"})) == {"operator"}
    assert "Hapus saringan" in client.get(reverse(LISTED), {"cari": "tidak ada"}).content.decode()


@pytest.mark.parametrize("query", ["peran=x", "keadaan=%27", "hal=x", "urut=user__password", "cari=%25"])
def test_nonsense_in_the_address_filters_nothing_harmful(query: str, kantor: Kantor) -> None:
    assert masuk(kantor, "superadmin").get(f"{reverse(LISTED)}?{query}").status_code == 200


def test_role_is_granted_from_search_to_trail(kantor: Kantor) -> None:
    client = masuk(kantor, "admin_kepegawaian")
    form = reverse("organisasi:penugasan_assign_form")
    found = client.get(form, {"cari": "rekan"}).content.decode()
    assert f"?akun={kantor.user['rekan'].pk}" in found
    assert kantor.user["rekan"].username not in found, "the login of a person is the NIP"
    page = client.get(form, {"akun": kantor.user["rekan"].pk}).content.decode()
    assert ">Operator unit<" in page
    assert ">Superadmin<" not in page
    answer = client.post(reverse("organisasi:penugasan_assign"), isi(kantor))
    penugasan = kantor.user["rekan"].penugasan.get()
    assert answer.url == reverse("organisasi:penugasan_detail", kwargs={"pk": penugasan.pk})  # type: ignore[attr-defined]
    client.post(reverse("organisasi:penugasan_end", kwargs={"pk": penugasan.pk}), {"alasan": "Salah <b>orang</b>."})
    trail = client.get(answer.url).content.decode()  # type: ignore[attr-defined]
    assert trail.count("oleh admin_kepegawaian") == 2
    assert "Diberikan" in trail
    assert "Dicabut" in trail
    assert "Salah &lt;b&gt;orang&lt;/b&gt;." in trail
    assert "tidak pernah berlaku" in trail
    assert "Cabut peran ini" not in trail


@pytest.mark.parametrize("oleh", ["admin_kepegawaian", "superadmin"])
@pytest.mark.parametrize("kepada", ["admin_kepegawaian", "superadmin", "pensiunan", "nonaktif"])
def test_own_account_and_closed_ones_are_not_offered(oleh: str, kepada: str, kantor: Kantor) -> None:
    """Technical accounts are offered to the superadmin alone."""
    client = masuk(kantor, oleh)
    allowed = oleh == "superadmin" and kepada == "admin_kepegawaian"
    page = client.get(reverse("organisasi:penugasan_assign_form"), {"akun": kantor.user[kepada].pk})
    assert page.status_code == (200 if allowed else 404)
    answer = client.post(reverse("organisasi:penugasan_assign"), isi(kantor, kepada))
    assert answer.status_code == (302 if allowed else 404)


@pytest.mark.parametrize(
    ("more", "kolom"),
    [
        ({"peran": "superadmin"}, "peran"),
        ({"peran": ""}, "peran"),
        ({"unit_kerja": "Seksi Pemerintahan"}, "unit_kerja"),
        ({"unit_kerja": "Tidak Ada"}, "unit_kerja"),
        ({"berlaku_mulai": "2026-02-30"}, "berlaku_mulai"),
        ({"berlaku_selesai": "2020-01-01"}, "berlaku_selesai"),
        ({"dasar": ""}, "dasar"),
    ],
)
def test_wrong_input_is_shown_beside_its_field_and_grants_nothing(
    more: dict[str, str], kolom: str, kantor: Kantor
) -> None:
    kantor.peran("admin_seksi", Peran.ADMIN_KEPEGAWAIAN, "pelayanan")
    answer = masuk(kantor, "admin_seksi").post(reverse("organisasi:penugasan_assign"), isi(kantor) | more)
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {kolom}
    assert not kantor.user["rekan"].penugasan.exists()


def test_withdrawing_without_a_reason_changes_nothing(kantor: Kantor) -> None:
    penugasan = kantor.user["operator"].penugasan.get()
    url = reverse("organisasi:penugasan_end", kwargs={"pk": penugasan.pk})
    answer = masuk(kantor, "superadmin").post(url, {"alasan": " "})
    assert answer.status_code == 422
    assert Penugasan.objects.get(pk=penugasan.pk).berlaku_selesai is None


# --- two at once --------------------------------------------------------------------------------------------------
def two_grants(kantor: Kantor, serentak: Serentak, patch: pytest.MonkeyPatch) -> list[Any]:
    held = service._held
    patch.setattr(service, "_held", lambda *asked: (held(*asked), serentak.titik())[0])
    return serentak.jalan(
        lambda: beri(kantor, "superadmin", "rekan", Peran.OPERATOR),
        lambda: beri(kantor, "admin_kepegawaian", "rekan", Peran.OPERATOR),
    )


def test_of_two_who_grant_the_same_role_at_once_one_is_told(
    kantor_nyata: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    serentak = Serentak()
    answers = two_grants(kantor_nyata, serentak, monkeypatch)
    assert serentak.bertemu[0] is False
    assert sorted(type(answer).__name__ for answer in answers) == ["Penugasan", "ValidationError"]


def test_control_without_the_lock_the_second_one_runs_into_the_constraint(
    kantor_nyata: Kantor, monkeypatch: pytest.MonkeyPatch
) -> None:
    serentak = Serentak()
    without_row_locks(monkeypatch)
    answers = two_grants(kantor_nyata, serentak, monkeypatch)
    assert serentak.bertemu == [True, True]
    assert sorted(type(answer).__name__ for answer in answers) == ["ConflictError", "Penugasan"]
    assert kantor_nyata.user["rekan"].penugasan.count() == 1


def test_several_roles_are_withdrawn_for_one_reason_and_what_may_not_be_is_passed_over(kantor: Kantor) -> None:
    rows = [
        beri(kantor, "superadmin", "rekan", Peran.OPERATOR),
        beri(kantor, "superadmin", "rekan", Peran.PENGELOLA_SURVEI),
    ]
    own = kantor.user["superadmin"].penugasan.get()
    client = masuk(kantor, "superadmin")
    chosen = {"pilih": [str(row.pk) for row in (*rows, own)]}
    page = client.get(reverse("organisasi:penugasan_end_confirm"), chosen).text
    assert "Cabut 2 peran?" in page
    assert "1 yang dipilih dilewati" in page
    address = reverse("organisasi:penugasan_end_many")
    assert client.post(address, chosen).status_code == 422
    assert roles(kantor, "rekan") == {Peran.OPERATOR, Peran.PENGELOLA_SURVEI}
    assert client.post(address, chosen | {"alasan": "Pindah tugas."}).status_code == 302
    assert roles(kantor, "rekan") == set()
    own.refresh_from_db()
    assert own.berlaku_selesai is None
