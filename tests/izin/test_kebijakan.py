"""The policy table against the people of the office: what the code computes is what was written by hand."""

import pytest

from binawidya.organisasi.policy import BUKAN_UNTUK_SENDIRI, DIBACA_LEWAT, TABEL, Hubungan, allows, relations_to
from tests.izin.pelaku import KEPADA_PEGAWAI
from tests.kantor import Kantor


def test_everybody_stands_to_the_work_of_pegawai_as_written(kantor: Kantor) -> None:
    unit, owner = kantor.unit["pelayanan"], kantor.pegawai["pegawai"]
    found = {
        name: relations_to(user.lingkup, jalur=unit.jalur, pemilik_id=owner.pk, unit_kerja_id=unit.pk)
        for name, user in kantor.user.items()
    }
    assert found == {name: frozenset(relations) for name, relations in KEPADA_PEGAWAI.items()}


@pytest.mark.parametrize("act", sorted(TABEL))
def test_act_is_allowed_to_exactly_the_relations_of_the_table(act: str, kantor: Kantor) -> None:
    unit, owner = kantor.unit["pelayanan"], kantor.pegawai["pegawai"]
    for name, user in kantor.user.items():
        relations = relations_to(user.lingkup, jalur=unit.jalur, pemilik_id=owner.pk, unit_kerja_id=unit.pk)
        assert allows(act, relations) == bool(TABEL[act] & KEPADA_PEGAWAI[name]), name


def test_nobody_decides_on_own_work_with_any_relation() -> None:
    for act in BUKAN_UNTUK_SENDIRI:
        assert not allows(act, frozenset(Hubungan), own_work=True)


# What a technical administrator does: keeps the machine running and the keys. None of it judges work.
TEKNIS = {"penugasan.assign", "penugasan.end"}


def test_superadmin_approves_nothing_and_inspektorat_changes_nothing() -> None:
    for act, relations in TABEL.items():
        verb = act.split(".")[1]
        # Asking for a document to be printed, or for the seals to be looked at, changes nothing that is judged.
        reading = verb in {"read", "list", "export", "read_nip", "read_pribadi"}
        if not reading and act not in {"dokumen.create", "dokumen.retry", "paket.create", "penutupan.verify"}:
            assert Hubungan.INSPEKTORAT not in relations, act
            assert Hubungan.SUPERADMIN not in relations or act in TEKNIS, act


def test_whoever_may_act_may_read() -> None:
    for act, read in DIBACA_LEWAT.items():
        assert TABEL[act] <= TABEL[read], act


def test_a_deactivated_person_reaches_nothing(kantor: Kantor) -> None:
    owner = kantor.pegawai["atasan"]
    owner.status = "pensiun"
    owner.save()
    fresh = type(kantor.user["atasan"]).objects.get(pk=kantor.user["atasan"].pk)
    assert fresh.lingkup.pegawai_id is None
    assert not fresh.lingkup.memimpin
    assert not fresh.lingkup.bawahan


def test_plh_stands_in_for_the_head_only_within_the_dates(kantor: Kantor) -> None:
    kantor.orang("plh", "pelayanan", jenis="plh", memimpin=True)
    subordinate = kantor.pegawai["pegawai"].pk
    assert subordinate in kantor.user["plh"].lingkup.bawahan
    assert subordinate not in kantor.user["atasan"].lingkup.bawahan


def test_without_a_head_the_next_one_above_is_the_superior(kantor: Kantor) -> None:
    kantor.pegawai["atasan"].penempatan.update(memimpin=False)
    assert kantor.pegawai["pegawai"].pk in kantor.user["camat"].lingkup.bawahan
