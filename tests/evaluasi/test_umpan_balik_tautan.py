"""Feedback is given where the work is looked at: from an entry, a figure and a target."""

import pytest
from django.test import Client
from django.urls import reverse

from indikator.enums import StatusRealisasi
from indikator.models import Pemilik
from kinerja.models import UmpanBalik
from tests.kantor import Kantor

pytestmark = pytest.mark.django_db


def test_a_superior_goes_from_the_entry_to_feedback_about_it(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN)
    pegawai = kantor.pegawai["pegawai"]
    link = f"/umpan-balik/{pegawai.pk}/?hal=r{entry.pk}"
    client = Client()
    client.force_login(kantor.user["atasan"])
    for name in ("indikator:verifikasi_detail", "indikator:bukti_list"):
        assert link in client.get(reverse(name, args=[entry.pk])).text
    form = client.get(link).text
    assert f'<option value="r{entry.pk}" selected>' in form
    client.post(f"/umpan-balik/{pegawai.pk}/tulis/", {"hal": f"r{entry.pk}", "isi": "Sertakan daftar antrean."})
    assert UmpanBalik.objects.get().realisasi == entry


def test_the_plan_of_a_person_leads_to_feedback_about_a_target_for_who_may_give_it(kantor: Kantor) -> None:
    target = kantor.target["pegawai"]
    pegawai = kantor.pegawai["pegawai"]
    kunci = Pemilik(kantor.tahun, target.unit_kerja, pegawai).kunci
    page = reverse("indikator:rencana_detail", args=[kantor.tahun, kunci])
    link = f"/umpan-balik/{pegawai.pk}/?hal=t{target.pk}"
    seen = {}
    for nama in ("atasan", "pegawai", "admin_perencanaan"):
        client = Client()
        client.force_login(kantor.user[nama])
        seen[nama] = link in client.get(page).text
    assert seen == {"atasan": True, "pegawai": True, "admin_perencanaan": False}
