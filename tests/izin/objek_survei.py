"""Surveys in the matrix: what each address is asked for, and what a good request carries."""

import io
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from binawidya.umum.dates import today
from survei.models import HasilSurvei, Saran
from survei.services.dokumentasi import dokumentasi_create
from survei.services.hasil import hasil_calculate
from survei.services.survei import survei_close, survei_publish
from tests.kantor import Kantor
from tests.survei import kuesioner


def draf(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kuesioner.draf(kantor).pk}


def dibuka(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kuesioner.dibuka(kantor, wajib_token=True).pk}


def ditutup(kantor: Kantor) -> dict[str, Any]:
    survei = kuesioner.dibuka(kantor)
    kuesioner.jawab(survei, 3, banyak=12, teks=["Kursi kurang."])
    survei_close(actor=kantor.user["pengelola_survei"], survei=survei)
    hasil_calculate(survei.pk)
    return {"pk": survei.pk}


def terbit(kantor: Kantor) -> dict[str, Any]:
    keys = ditutup(kantor)
    survei = HasilSurvei.objects.get(survei=keys["pk"]).survei
    survei_publish(actor=kantor.user["pengelola_survei"], survei=survei)
    return keys


def poster(kantor: Kantor) -> dict[str, Any]:
    return {**ditutup(kantor), "ukuran": "a6"}


def layanan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kuesioner.layanan(kantor).pk}


def saran(kantor: Kantor) -> dict[str, Any]:
    ditutup(kantor)
    return {"pk": Saran.objects.order_by("pk")[0].pk}


def rencana(kantor: Kantor) -> dict[str, Any]:
    survei = HasilSurvei.objects.get(survei=ditutup(kantor)["pk"]).survei
    action = survei.tindak_lanjut.create(
        unsur=survei.unsur.order_by("urutan")[0], tindakan="Kursi tambahan", pelaksana="Kasi", tenggat=today()
    )
    return {"pk": action.pk}


def dokumentasi(kantor: Kantor) -> dict[str, Any]:
    survei = HasilSurvei.objects.get(survei=ditutup(kantor)["pk"]).survei
    photo = dokumentasi_create(
        actor=kantor.user["pengelola_survei"], survei=survei, berkas=foto(), keterangan="Pengisian di loket"
    )
    return {"pk": photo.pk}


def foto() -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), "#246").save(content, "JPEG")
    return SimpleUploadedFile("foto.jpg", content.getvalue(), content_type="image/jpeg")


def isi_layanan(kantor: Kantor) -> dict[str, Any]:
    return {"unit_kerja": str(kantor.unit["pelayanan"].pk), "nama": "Akta", "aktif": "on"}


def isi_survei(kantor: Kantor) -> dict[str, Any]:
    hari = today()
    return {
        "unit_kerja": str(kantor.unit["pelayanan"].pk), "tahun": hari.year, "jenis_periode": "bulan", "ke": hari.month,
        "buka": hari.isoformat(), "tutup": (hari + timedelta(days=9)).isoformat(), "tampilan": "satu",
    }  # fmt: skip


def isi_unsur(kantor: Kantor) -> dict[str, Any]:
    row = {"pakai": "on", "urutan": "1", "nama": "Kejelasan", "pertanyaan": "Jelas?"}
    return {f"u9-{name}": text for name, text in {**row, **{f"jawaban_{n}": f"J{n}" for n in range(1, 5)}}.items()}


def isi_kertas(kantor: Kantor) -> dict[str, Any]:
    return {f"1-{slug}": "4" for slug in kuesioner.SLUG}


def isi_lembar(kantor: Kantor) -> dict[str, Any]:
    rows = [";".join(f"U{place}" for place in range(1, 10)), ";".join("3" * 9), ";".join("4" * 9)]
    return {"berkas": SimpleUploadedFile("jawaban.csv", "\n".join(rows).encode())}


def isi_rencana(kantor: Kantor) -> dict[str, Any]:
    return {"unsur": "0", "tindakan": "Kursi", "pelaksana": "Kasi", "tenggat": today().isoformat()}


def isi_ubah_rencana(kantor: Kantor) -> dict[str, Any]:
    return {"unsur": "0", "tindakan": "Kursi", "pelaksana": "Tim", "tenggat": today().isoformat(), "progres": "25"}


def kasus(case: Any) -> dict[str, Any]:
    """The addresses of surveys.

    :param case: the class of a case.
    """
    return {
        "survei:layanan_list": case("daftar", layanan_ada),
        "survei:layanan_new": case("daftar"),
        "survei:layanan_create": case("daftar", isi=isi_layanan),
        "survei:layanan_edit": case(alamat=layanan),
        "survei:layanan_update": case(alamat=layanan, isi=lambda kantor: {"nama": "Akta", "aktif": "on"}),
        "survei:survei_list": case("daftar", survei_ada),
        "survei:survei_new": case("daftar"),
        "survei:survei_create": case("daftar", isi=isi_survei),
        "survei:survei_detail": case(alamat=ditutup),
        "survei:survei_edit": case(alamat=draf),
        "survei:survei_update": case(alamat=draf, isi=isi_survei),
        "survei:unsur_edit": case(alamat=draf),
        "survei:unsur_update": case(alamat=draf, isi=isi_unsur),
        "survei:survei_preview": case(alamat=draf),
        "survei:survei_open": case(alamat=draf),
        "survei:survei_close": case(alamat=dibuka, isi=lambda kantor: {"ketik": "TUTUP"}),
        "survei:survei_extend": case(alamat=dibuka, isi=lambda kantor: {"tutup": today().isoformat()}),
        "survei:survei_publish": case(alamat=ditutup),
        "survei:token_create": case(alamat=dibuka, isi=lambda kantor: {"banyak": "0"}),
        "survei:poster": case(alamat=poster),
        "survei:poster_hasil": case(alamat=ditutup),
        "kinerja:laporan_skm": case(alamat=ditutup),
        "survei:jawaban_export": case(alamat=ditutup),
        "survei:kertas": case(alamat=dibuka),
        "survei:kertas_record": case(alamat=dibuka, isi=isi_kertas),
        "survei:jawaban_import": case(alamat=dibuka, isi=isi_lembar),
        "survei:saran_list": case(alamat=ditutup),
        "survei:saran_decide": case(alamat=saran, isi=lambda kantor: {"tampil": "1"}),
        "survei:tindak_lanjut_create": case(alamat=ditutup, isi=isi_rencana),
        "survei:formulir_cetak": case(alamat=dibuka),
        "survei:dokumentasi_list": case(alamat=ditutup),
        "survei:dokumentasi_create": case(
            alamat=ditutup, isi=lambda kantor: {"berkas": foto(), "keterangan": "Pengisian di loket"}
        ),
        "survei:dokumentasi_show": case(alamat=dokumentasi),
        "survei:dokumentasi_delete": case(alamat=dokumentasi),
        "survei:tindak_lanjut_edit": case(alamat=rencana),
        "survei:tindak_lanjut_update": case(alamat=rencana, isi=isi_ubah_rencana),
        "survei:tindak_lanjut_record": case(alamat=rencana, isi=lambda kantor: {"progres": "50"}),
    }


def layanan_ada(kantor: Kantor) -> dict[str, Any]:
    layanan(kantor)
    return {}


def survei_ada(kantor: Kantor) -> dict[str, Any]:
    ditutup(kantor)
    return {}
