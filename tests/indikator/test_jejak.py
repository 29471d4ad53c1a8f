"""The timeline of a figure: every step with who, what and when, also those that went back."""

from decimal import Decimal

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from binawidya.organisasi.models import User
from indikator.enums import StatusRealisasi
from indikator.models import Capaian, Realisasi
from indikator.selectors.jejak import Peristiwa, jejak
from indikator.services.isian import Isian
from indikator.services.koreksi import koreksi_create
from indikator.services.realisasi import realisasi_record, realisasi_submit, realisasi_withdraw
from indikator.services.verifikasi import realisasi_approve, realisasi_return, realisasi_undo
from kinerja.services.skor import skor_calculate_periode
from tests.kantor import Kantor


def _isi(kantor: Kantor, nilai: int, versi: int | None = None) -> Realisasi:
    return realisasi_record(
        actor=kantor.user["pegawai"],
        target=kantor.target["pegawai"],
        periode=kantor.periode[kantor.kini],
        isian=Isian(nilai=Decimal(nilai)),
        versi=versi,
    )


def _ajukan(kantor: Kantor) -> Realisasi:
    periode, target = kantor.periode[kantor.kini], kantor.target["pegawai"]
    Realisasi.objects.filter(target=target, periode=periode).update(dipastikan=True)
    realisasi_submit(actor=kantor.user["pegawai"], periode=periode, target_ids=[target.pk])
    return Realisasi.objects.select_related("target").get(target=target, periode=periode)


def _linimasa(kantor: Kantor) -> list[Peristiwa]:
    periode = kantor.periode[kantor.kini]
    skor_calculate_periode(periode_id=periode.pk)
    capaian = Capaian.objects.select_related("kebijakan", "periode", "target__indikator").get(
        target=kantor.target["pegawai"], periode=periode
    )
    return jejak(capaian).peristiwa[::-1]


def test_the_timeline_tells_the_whole_way(kantor: Kantor) -> None:
    atasan: User = kantor.user["atasan"]
    _isi(kantor, 7)
    realisasi_withdraw(actor=kantor.user["pegawai"], realisasi=_ajukan(kantor))
    entry = _ajukan(kantor)
    entry = realisasi_return(actor=atasan, realisasi=entry, versi=entry.versi, alasan="Di register 8.")
    _isi(kantor, 8, entry.versi)
    entry = _ajukan(kantor)
    entry = realisasi_approve(actor=atasan, realisasi=entry, versi=entry.versi)
    entry = realisasi_undo(actor=atasan, realisasi=entry, versi=entry.versi)
    entry = Realisasi.objects.select_related("target").get(pk=entry.pk)
    entry = realisasi_approve(actor=atasan, realisasi=entry, versi=entry.versi)
    entry = Realisasi.objects.select_related("target__indikator", "periode").get(pk=entry.pk)
    koreksi_create(actor=kantor.user["pegawai"], realisasi=entry, isian=Isian(nilai=Decimal(9)), alasan="Salah hitung.")
    steps = _linimasa(kantor)
    words = [one.apa for one in steps]
    assert sorted(words) == sorted(
        ["Diisi", "Diajukan", "Ditarik kembali", "Diajukan", "Dikembalikan", "Diperbaiki", "Diajukan", "Disetujui",
         "Putusan diurungkan", "Disetujui", "Koreksi diusulkan"]
    )  # fmt: skip
    assert {one.siapa for one in steps if one.apa in {"Disetujui", "Dikembalikan", "Putusan diurungkan"}} == {"Atasan"}
    koreksi = next(one for one in steps if one.apa == "Koreksi diusulkan")
    assert (koreksi.isi, koreksi.siapa, koreksi.baru.nilai) == ("Salah hitung.", "Pegawai", Decimal(9))


def test_late_entry_says_so_in_its_timeline(kantor: Kantor) -> None:
    kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN, terlambat_hari=3)
    assert [one.isi for one in _linimasa(kantor) if one.apa == "Diajukan"] == ["Terlambat 3 hari."]


def test_a_longer_way_costs_no_more_queries(kantor: Kantor) -> None:
    kantor.isi("pegawai")

    def cost() -> int:
        skor_calculate_periode(periode_id=kantor.periode[kantor.kini].pk)
        capaian = Capaian.objects.select_related("kebijakan", "periode", "target__indikator").get(
            target=kantor.target["pegawai"], periode=kantor.periode[kantor.kini]
        )
        with CaptureQueriesContext(connection) as queries:
            jejak(capaian)
        return len(queries)

    short = cost()
    for number in range(20):
        Realisasi.objects.filter(target=kantor.target["pegawai"]).update(nilai=number, diisi_at=timezone.now())
    assert cost() == short
