"""A page costs the same number of queries in a small office and in a larger one, and never more than it did.

The numbers are kept in query.json and reviewed like code. Write them anew with PERBARUI_QUERY=1.
"""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from binawidya.organisasi.enums import Peran, StatusImpor
from binawidya.organisasi.models import Impor, ImporBaris, UnitKerja
from indikator.enums import StatusRealisasi
from indikator.models import Bukti
from kinerja.models import Dokumen
from kinerja.services.skor import skor_calculate_periode
from tests.izin import objek_kegiatan, objek_paket, objek_realisasi, objek_rencana
from tests.izin.alamat import semua_alamat
from tests.izin.objek import KASUS
from tests.kantor import DULU, Kantor
from tests.kantor_bersama import KantorBersama
from tests.survei import kuesioner

BERKAS = Path(__file__).parent / "query.json"
PALING_BANYAK = 15
BACA = ("SELECT", "WITH", "SAVEPOINT", "RELEASE", "DECLARE", "CLOSE")
# Who looks at a page in daily work.
PENGUNJUNG = {
    "beranda:home": ["pegawai", "atasan", "camat", "admin_kepegawaian", "admin_perencanaan", "inspektorat"],
    "beranda:unit_dashboard_own": ["camat"],
    "beranda:unit_dashboard/1": ["camat", "atasan"],
    "beranda:unit_dashboard/2": ["camat"],
    "beranda:mutu_own": ["camat"],
    "beranda:mutu_unit/1": ["camat"],
    "beranda:mutu_unit/2": ["camat", "atasan"],
    "beranda:mutu_export": ["camat"],
    "beranda:unit_peringatan": ["camat"],
    "indikator:verifikasi_list": ["atasan", "verifikator"],
    "indikator:verifikasi_detail": ["atasan"],
    "indikator:capaian_detail": ["pegawai", "camat"],
    "indikator:rencana_list": ["camat", "admin_perencanaan", "atasan"],
    "indikator:rencana_export": ["camat"],
    "indikator:rencana_detail": ["pegawai", "atasan"],
    "indikator:matriks_detail": ["atasan", "admin_perencanaan"],
    "indikator:target_assign_form": ["atasan"],
    "indikator:addendum_detail": ["pegawai", "atasan"],
    "indikator:program_list": ["camat"],
    "indikator:program_edit": ["camat"],
    "kinerja:skor_detail/1": ["atasan"],
    "kinerja:skor_rentang_detail": ["pegawai"],
    "kinerja:skor_detail/2": ["atasan"],
    "kinerja:skor_unit_detail": ["camat", "atasan"],
    "kinerja:skor_unit_rentang_detail": ["camat"],
    "kinerja:dokumen_list": ["pegawai", "camat"],
    "organisasi:pegawai_list": ["admin_kepegawaian", "atasan"],
    "organisasi:pegawai_export": ["admin_kepegawaian"],
    "organisasi:pegawai_detail": ["admin_kepegawaian", "pegawai"],
    "organisasi:pegawai_new": ["admin_kepegawaian"],
    "organisasi:pegawai_edit": ["admin_kepegawaian"],
    "organisasi:pegawai_status": ["admin_kepegawaian"],
    "organisasi:penempatan_list": ["admin_kepegawaian", "pegawai"],
    "organisasi:penempatan_move_form": ["admin_kepegawaian"],
    "organisasi:penempatan_assign_form": ["admin_kepegawaian"],
    "organisasi:penempatan_detail": ["admin_kepegawaian"],
    "organisasi:saran": ["admin_kepegawaian"],
    "organisasi:penugasan_list": ["admin_kepegawaian", "superadmin"],
    "organisasi:penugasan_export": ["admin_kepegawaian", "superadmin"],
    "organisasi:penugasan_assign_form": ["admin_kepegawaian"],
    "organisasi:penugasan_end_confirm": ["admin_kepegawaian"],
    "organisasi:penugasan_detail": ["admin_kepegawaian"],
    "organisasi:akun_list": ["admin_kepegawaian", "inspektorat"],
    "organisasi:akun_export": ["admin_kepegawaian"],
    "organisasi:akun_confirm": ["admin_kepegawaian"],
    "organisasi:aksi_akun_detail": ["admin_kepegawaian"],
    "organisasi:impor_export": ["admin_kepegawaian"],
    "organisasi:periode_export": ["admin_perencanaan"],
    "indikator:verifikasi_export": ["atasan"],
    "organisasi:impor_list": ["admin_kepegawaian"],
    "organisasi:impor_example": ["admin_kepegawaian"],
    "organisasi:impor_detail": ["admin_kepegawaian"],
    "organisasi:impor_refused": ["admin_kepegawaian"],
    "organisasi:impor_columns": ["admin_kepegawaian"],
    "organisasi:impor_undo_confirm": ["admin_kepegawaian"],
    "organisasi:unit_kerja_list": ["admin_kepegawaian", "atasan"],
    "organisasi:unit_kerja_export": ["admin_kepegawaian"],
    "organisasi:unit_kerja_detail": ["admin_kepegawaian", "verifikator"],
    "organisasi:unit_kerja_chart": ["admin_kepegawaian", "camat"],
    "organisasi:unit_kerja_new_root": ["admin_kepegawaian"],
    "organisasi:unit_kerja_new": ["admin_kepegawaian"],
    "organisasi:unit_kerja_edit": ["admin_kepegawaian"],
    "organisasi:unit_kerja_move_form": ["admin_kepegawaian"],
    "organisasi:unit_kerja_merge_form": ["admin_kepegawaian"],
    "organisasi:unit_kerja_close_form": ["admin_kepegawaian"],
    "kinerja:evaluasi_detail": ["pegawai", "atasan"],
    "kinerja:evaluasi_tim_list": ["atasan"],
    "kinerja:evaluasi_tim": ["atasan"],
    "kinerja:evaluasi_tim_confirm": ["atasan"],
    "kinerja:evaluasi_unit_list": ["admin_kepegawaian", "camat"],
    "kinerja:evaluasi_unit_detail": ["camat"],
    "kinerja:evaluasi_export": ["admin_kepegawaian"],
    "kinerja:kebijakan_evaluasi": ["admin_kepegawaian"],
    "kinerja:keberatan_list": ["pegawai", "camat"],
    "kinerja:keberatan_detail": ["pegawai", "camat"],
    "kinerja:umpan_balik_list": ["atasan"],
    "kinerja:dialog_new": ["atasan"],
    "organisasi:periode_list": ["admin_perencanaan"],
    "organisasi:periode_detail": ["admin_perencanaan"],
    "indikator:kebijakan_skor_list": ["admin_perencanaan"],
    "indikator:kebijakan_skor_detail": ["admin_perencanaan"],
    "indikator:kebijakan_skor_form": ["admin_perencanaan"],
    "kinerja:perhitungan_list": ["admin_perencanaan"],
    "kinerja:perhitungan_detail": ["admin_perencanaan"],
    "api:skor_pegawai": ["atasan"],
    "api:skor_unit": ["camat"],
    "api:skor_pegawai_rentang": ["atasan"],
    "api:skor_unit_rentang": ["camat"],
    "survei:layanan_list": ["pengelola_survei"],
    "survei:layanan_new": ["pengelola_survei"],
    "survei:layanan_edit": ["pengelola_survei"],
    "survei:survei_list": ["pengelola_survei"],
    "survei:survei_new": ["pengelola_survei"],
    "survei:survei_detail": ["pengelola_survei"],
    "survei:dokumentasi_list": ["pengelola_survei"],
    "survei:dokumentasi_show": ["pengelola_survei"],
    "survei:tindak_lanjut_edit": ["pengelola_survei"],
    "survei:survei_edit": ["pengelola_survei"],
    "survei:unsur_edit": ["pengelola_survei"],
    "survei:survei_preview": ["pengelola_survei"],
    "survei:jawaban_export": ["pengelola_survei"],
    "survei:kertas": ["pengelola_survei"],
    "survei:saran_list": ["pengelola_survei"],
    "indikator:rekap_list/0": ["admin_perencanaan", "atasan"],
    "indikator:rekap_list/1": ["atasan"],
    "indikator:rekap_export": ["admin_perencanaan"],
    "indikator:pengecualian_new": ["admin_perencanaan"],
    "organisasi:kebijakan_periode_detail": ["admin_perencanaan"],
}
PENGUNJUNG.update(objek_rencana.PENGUNJUNG)
PENGUNJUNG.update(objek_paket.PENGUNJUNG)
PENGUNJUNG.update(objek_realisasi.PENGUNJUNG)
PENGUNJUNG.update(objek_kegiatan.PENGUNJUNG)
ALAMAT = {one.kunci: one for one in semua_alamat() if one.kunci in KASUS and "GET" in one.methods}


def besarkan(kantor: Kantor) -> None:
    """Many more of everything that a page lists."""
    for nomor in range(20):
        nama = f"orang_{nomor}"
        kantor.orang(nama, "pelayanan")
        indikator = kantor.indikator(f"T-{nomor}", "pelayanan")
        kantor.beri_target(nama, indikator, nama)
        kantor.isi(nama, status=StatusRealisasi.DIAJUKAN)
        unit = UnitKerja.objects.create(
            kode=f"1.1.{nomor}", nama=f"Urusan {nomor}", induk=kantor.unit["pelayanan"], berlaku_mulai=DULU
        )
        kantor.unit[f"u{nomor}"] = unit
        own = kantor.indikator(f"P-{nomor}", "pelayanan")
        kantor.beri_target(f"p{nomor}", own, "pegawai", bobot=1)
        entry = kantor.isi(f"p{nomor}")
        Bukti.objects.create(
            realisasi=entry, nama="b.pdf", berkas=SimpleUploadedFile("x", b"%PDF"), ukuran=4, sha256="0" * 64,
            oleh=kantor.user["pegawai"],
        )  # fmt: skip
        for oleh in ("pegawai", "camat"):
            Dokumen.objects.create(
                jenis="laporan_unit", periode=kantor.periode[kantor.kini], unit_kerja=unit, oleh=kantor.user[oleh]
            )
        kantor.peran(f"petugas_{nomor}", Peran.OPERATOR, "pelayanan")
        row = Impor.objects.create(
            unit_kerja=kantor.unit["pelayanan"], oleh=kantor.user["admin_kepegawaian"], nama_berkas="r.csv",
            berkas=SimpleUploadedFile("r.csv", b"x"), sha256="0" * 64, berlaku_mulai=date(2026, 1, 1),
            status=StatusImpor.DIBATALKAN,
        )  # fmt: skip
        ImporBaris.objects.create(impor=row, nomor=2, hasil="baru")
        service = kuesioner.layanan(kantor, f"Layanan {nomor}")
        kuesioner.draf(kantor, layanan=service)
        objek_kegiatan.kegiatan(kantor, layanan=service)
    skor_calculate_periode(periode_id=kantor.periode[kantor.kini].pk)


def _whole(response: Any) -> Any:
    if response.streaming:
        assert [*response.streaming_content]
    return response


def hitung(client: Client, kunci: str, kwargs: dict[str, Any]) -> int:
    alamat, kasus = ALAMAT[kunci], KASUS[kunci]
    url = reverse(alamat.nama, kwargs=kwargs) + kasus.tanya
    _whole(client.get(url))  # stamps the session
    with CaptureQueriesContext(connection) as queries:
        response = _whole(client.get(url))
    assert response.status_code in {200, 302}, response.status_code
    writes = [one["sql"] for one in queries if not one["sql"].lstrip().upper().startswith(BACA)]
    assert writes == [], "a page writes nothing"
    return len(queries)


def tercatat() -> dict[str, int]:
    found: dict[str, int] = json.loads(BERKAS.read_text()) if BERKAS.exists() else {}
    return found


@pytest.mark.parametrize("kunci", sorted(key for key in ALAMAT if PENGUNJUNG.get(key, ["pegawai"])))
def test_page_costs_the_same_in_a_larger_office(kunci: str, kantor: Kantor, bersama: KantorBersama) -> None:
    kwargs = KASUS[kunci].alamat(kantor)
    visitors = PENGUNJUNG.get(kunci, ["pegawai"])
    skor_calculate_periode(periode_id=kantor.periode[kantor.kini].pk)
    clients = {pelaku: bersama.masuk(kantor.user[pelaku]) for pelaku in visitors}
    small = {pelaku: hitung(client, kunci, kwargs) for pelaku, client in clients.items()}
    besarkan(kantor)
    large = {pelaku: hitung(client, kunci, kwargs) for pelaku, client in clients.items()}
    grown = {pelaku: (small[pelaku], large[pelaku]) for pelaku in visitors if large[pelaku] > small[pelaku] + 1}
    assert grown == {}, "more rows, more queries"
    assert max(large.values()) <= PALING_BANYAK
    measured = {f"{kunci} {pelaku}": count for pelaku, count in large.items()}
    if os.environ.get("PERBARUI_QUERY"):
        BERKAS.write_text(json.dumps(dict(sorted({**tercatat(), **measured}.items())), indent=1) + "\n")
    assert {key: tercatat().get(key) for key in measured} == measured, "query.json says otherwise"


def test_every_kept_number_belongs_to_a_page() -> None:
    known = {f"{kunci} {pelaku}" for kunci in ALAMAT for pelaku in PENGUNJUNG.get(kunci, ["pegawai"])}
    assert set(tercatat()) == known
