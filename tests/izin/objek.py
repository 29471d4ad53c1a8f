"""One entry for every address: what it is asked for in the matrix, and what a good request to it looks like."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Literal

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from binawidya.organisasi.enums import StatusImpor
from binawidya.organisasi.models import AksiAkun, Impor, Pegawai, User
from binawidya.umum.dates import today
from indikator.enums import StatusRealisasi
from indikator.models import Bukti
from indikator.services.pengisian import pengisian_calculate
from kinerja.models import Dokumen
from kinerja.services.skor import skor_calculate_periode
from tests.izin import objek_pegawai as isian
from tests.izin import objek_periode as bulan
from tests.izin.bidang import bidang
from tests.kantor import Kantor

Lingkup = Literal["pegawai", "daftar", "akar"]
Siap = Callable[[Kantor], dict[str, Any]]


def tanpa(kantor: Kantor) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Kasus:
    """An address in the matrix.

    :param lingkup: what its object hangs on, see :func:`tests.izin.pelaku.jawaban`.
    :param alamat: prepares the object and gives the parameters of the address.
    :param isi: what a good POST carries.
    :param tanya: query string of a good GET.
    """

    lingkup: Lingkup = "pegawai"
    alamat: Siap = tanpa
    isi: Siap = tanpa
    tanya: str = ""
    # Where the rule of the table is narrowed: people who are answered otherwise, and how.
    lain: dict[str, int | str] = field(default_factory=dict)

    def jawaban(self, pelaku: str, act: str) -> int | str | None:
        """An answer that is not the one of the table."""
        return self.lain.get(pelaku)


def _bulan(kantor: Kantor) -> tuple[int, int]:
    return kantor.tahun, kantor.kini


def sekarang(kantor: Kantor) -> dict[str, Any]:
    return {"bulan": _bulan(kantor)}


def tersimpan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.isi("pegawai").pk}


def diajukan(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.isi("pegawai", status=StatusRealisasi.DIAJUKAN).pk}


def antrean(kantor: Kantor) -> dict[str, Any]:
    diajukan(kantor)
    return {}


def sel(kantor: Kantor) -> dict[str, Any]:
    return {"bulan": _bulan(kantor), "pk": kantor.target["pegawai"].pk}


def isi_sel(kantor: Kantor) -> dict[str, Any]:
    return {f"t{kantor.target['pegawai'].pk}-nilai": "7"}


def bukti(kantor: Kantor) -> dict[str, Any]:
    entry = kantor.isi("pegawai")
    file = SimpleUploadedFile("x", b"%PDF-1.4\n%%EOF")
    evidence = Bukti.objects.create(
        realisasi=entry, nama="bukti.pdf", berkas=file, ukuran=14, sha256="0" * 64, oleh=kantor.user["pegawai"]
    )
    return {"pk": evidence.pk}


def capaian(kantor: Kantor) -> dict[str, Any]:
    periode = kantor.periode[kantor.kini]
    pengisian_calculate(periode=periode)
    skor_calculate_periode(periode_id=periode.pk)
    return {"pk": kantor.target["pegawai"].capaian.get(periode=periode).pk}


def unit(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.unit["pelayanan"].pk}


def unit_bulan(kantor: Kantor) -> dict[str, Any]:
    return unit(kantor) | sekarang(kantor)


def orang(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.pegawai["pegawai"].pk}


def orang_bulan(kantor: Kantor) -> dict[str, Any]:
    return orang(kantor) | sekarang(kantor)


def versi(kantor: Kantor) -> dict[str, Any]:
    return {"versi": "1"}


def kembalikan(kantor: Kantor) -> dict[str, Any]:
    return {"versi": "1", "pesan": "Di buku register 8."}


def dokumen(kantor: Kantor, status: str = "selesai") -> dict[str, Any]:
    """A report of pegawai that she asked for herself and that is ready."""
    content = b"%PDF-1.4\n%%EOF"
    document = Dokumen.objects.create(
        jenis="laporan_pegawai",
        periode=kantor.periode[kantor.kini],
        pegawai=kantor.pegawai["pegawai"],
        oleh=kantor.user["pegawai"],
        status=status,
        berkas=SimpleUploadedFile("x.pdf", content),
        sha256=hashlib.sha256(content).hexdigest(),
        selesai_at=kantor.periode[kantor.kini].batas_pengisian,
    )
    return {"pk": document.pk}


def dokumen_gagal(kantor: Kantor) -> dict[str, Any]:
    return dokumen(kantor, "gagal")


def minta_dokumen(kantor: Kantor) -> dict[str, Any]:
    return {
        "jenis": "laporan_pegawai",
        "subjek": str(kantor.pegawai["pegawai"].pk),
        "periode": kantor.periode[kantor.kini].slug,
    }


def impor(kantor: Kantor) -> dict[str, Any]:
    """A roster for Seksi Pelayanan that was read and waits for approval."""
    row = Impor.objects.create(
        unit_kerja=kantor.unit["pelayanan"],
        oleh=kantor.user["admin_kepegawaian"],
        nama_berkas="roster.csv",
        berkas=SimpleUploadedFile("roster.csv", b"nip;nama\n"),
        sha256="0" * 64,
        berlaku_mulai=date(kantor.tahun, 1, 1),
        status=StatusImpor.SIAP,
    )
    return {"pk": row.pk}


def impor_petakan(kantor: Kantor) -> dict[str, Any]:
    """The same with headings that nobody knows."""
    keys = impor(kantor)
    columns = [{"kunci": f"kolom {n}", "judul": f"Kolom {n}", "contoh": ["isi"], "kolom": ""} for n in range(4)]
    Impor.objects.filter(pk=keys["pk"]).update(
        status=StatusImpor.PETAKAN, ringkasan={"judul": {"baris": 1, "sidik": "0" * 64, "kolom": columns}}
    )
    return keys


def arti_kolom(kantor: Kantor) -> dict[str, Any]:
    return {"k0": "nip", "k1": "nama", "k2": "unit_kerja", "k3": "jabatan"}


def impor_selesai(kantor: Kantor) -> dict[str, Any]:
    """A roster that was applied just now."""
    keys = impor(kantor)
    Impor.objects.filter(pk=keys["pk"]).update(status=StatusImpor.SELESAI, selesai_at=timezone.now())
    return keys


def unggah(kantor: Kantor) -> dict[str, Any]:
    return {
        "berkas": SimpleUploadedFile("roster.csv", b"nip;nama\n1;2\n"),
        "unit_kerja": str(kantor.unit["pelayanan"].pk),
        "berlaku_mulai": f"{kantor.tahun}-{kantor.kini:02d}-01",
    }


def dokumen_milik(kantor: Kantor) -> dict[str, Any]:
    dokumen(kantor)
    return {}


def tanpa_akun(kantor: Kantor) -> dict[str, Any]:
    """Somebody new, for whom an account is missing."""
    kantor.orang("baru", "pelayanan")
    Pegawai.objects.filter(pk=kantor.pegawai["baru"].pk).update(user=None)
    return {}


def semua_pegawai(kantor: Kantor) -> dict[str, Any]:
    """Everybody whom the administrator of the whole office may choose."""
    return {"semua": "1", "jumlah": str(Pegawai.objects.exclude(nama="Mantan Atasan").count())}


def pegawai_itu(kantor: Kantor) -> dict[str, Any]:
    return {"pilih": str(kantor.pegawai["pegawai"].pk), "jumlah": "1", "bersurel": "on"}


def aksi_akun(kantor: Kantor) -> dict[str, Any]:
    """A bulk act of the administrator of the whole office that has ended."""
    row = AksiAkun.objects.create(
        oleh=kantor.user["admin_kepegawaian"],
        jenis="buat",
        pegawai_ids=[kantor.pegawai["pegawai"].pk],
        alamat="http://testserver",
        status="selesai",
        ringkasan={"dibuat": 1},
        selesai_at=kantor.periode[kantor.kini].batas_pengisian,
    )
    return {"pk": row.pk}


def orang_nonaktif(kantor: Kantor) -> dict[str, Any]:
    """The account of rekan is closed, so it is rekan who is sent to sign in."""
    User.objects.filter(pk=kantor.user["rekan"].pk).update(is_active=False)
    return {"pk": kantor.pegawai["rekan"].pk}


def periode_dibuka(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.periode[kantor.kini].pk}


def periode_ditutup(kantor: Kantor) -> dict[str, Any]:
    periode = kantor.periode[kantor.kini]
    periode.status, periode.ditutup_at = "ditutup", periode.batas_pengisian
    periode.save()
    return {"pk": periode.pk}


def isi_unit(kantor: Kantor) -> dict[str, Any]:
    return {
        "nama": "Seksi Baru", "nama_pendek": "", "kode": "1.9", "jenis": "seksi", "alamat": "", "kontak": "",
        "berlaku_mulai": today().isoformat(), "dasar": "Perwako 1 Tahun 2026",
    }  # fmt: skip


def ubah_tempat(kata: str, **isian: str) -> Siap:
    """A good request for an act on the place of a unit, but for what was told before it."""
    return lambda kantor: {"berlaku_mulai": SUATU_HARI, "dasar": "Perwako 1", "ketik": kata, **isian}


SUATU_HARI: Final = "2099-12-01"
RENCANA: Final = f"&berlaku_mulai={SUATU_HARI}&dasar=Perwako+1&periksa=1"
KASUS: Final[dict[str, Kasus]] = {
    # beranda
    "beranda:home": Kasus("daftar"),
    "beranda:simulasi/0": Kasus("daftar"),
    "beranda:simulasi/1": Kasus("daftar", lambda kantor: {"slug": "ikm"}, tanya="?persyaratan=3,5"),
    "beranda:unit_dashboard_own": Kasus("daftar"),
    "beranda:unit_dashboard/1": Kasus(alamat=unit),
    "beranda:unit_dashboard/2": Kasus(alamat=unit_bulan),
    "beranda:mutu_own": Kasus("daftar"),
    "beranda:mutu_unit/1": Kasus(alamat=unit),
    "beranda:mutu_unit/2": Kasus(alamat=unit_bulan),
    "beranda:mutu_export": Kasus(alamat=unit_bulan),
    "beranda:unit_peringatan": Kasus(alamat=unit_bulan),
    # realisasi
    "indikator:realisasi_list/0": Kasus("daftar"),
    "indikator:realisasi_list/1": Kasus("daftar", sekarang),
    "indikator:realisasi_record_all": Kasus("daftar", sekarang, isi_sel, lain={"operator": 403}),
    "indikator:realisasi_submit": Kasus("daftar", sekarang, isi_sel, lain={"operator": 403}),
    "indikator:realisasi_record": Kasus(alamat=sel, isi=isi_sel),
    "indikator:realisasi_note": Kasus(alamat=tersimpan, isi=lambda kantor: {"catatan": "Dari buku register."}),
    "indikator:bukti_list": Kasus(alamat=tersimpan),
    "indikator:bukti_create": Kasus(
        alamat=tersimpan, isi=lambda kantor: {"berkas": SimpleUploadedFile("b.pdf", b"%PDF-1.4\n%%EOF")}
    ),
    "indikator:bukti_download": Kasus(alamat=bukti),
    "indikator:bukti_delete": Kasus(alamat=bukti),
    # verifikasi
    "indikator:verifikasi_export": Kasus("daftar", antrean),
    "indikator:verifikasi_list": Kasus("daftar", antrean),
    "indikator:verifikasi_detail": Kasus(alamat=diajukan),
    "indikator:realisasi_approve": Kasus(alamat=diajukan, isi=versi),
    "indikator:realisasi_return": Kasus(alamat=diajukan, isi=kembalikan),
    # people and their roster
    "organisasi:pegawai_list": Kasus("daftar"),
    "organisasi:pegawai_export": Kasus("daftar"),
    "organisasi:pegawai_detail": Kasus(alamat=orang),
    "organisasi:pegawai_new": Kasus("daftar"),
    "organisasi:pegawai_create": Kasus("daftar", isi=isian.pegawai_baru),
    "organisasi:pegawai_edit": Kasus(alamat=orang),
    "organisasi:pegawai_update": Kasus(alamat=orang, isi=isian.isi_pegawai),
    "organisasi:pegawai_status": Kasus(alamat=orang),
    "organisasi:pegawai_status_record": Kasus(alamat=orang, isi=isian.status_baru),
    # posts and granted roles; somebody who has none of a unit's may not know who else has
    "organisasi:penempatan_list": Kasus(alamat=orang),
    "organisasi:penempatan_move_form": Kasus(alamat=orang),
    "organisasi:penempatan_move": Kasus(alamat=orang, isi=isian.mutasi),
    "organisasi:penempatan_assign_form": Kasus(alamat=orang),
    "organisasi:penempatan_assign": Kasus(alamat=orang, isi=isian.merangkap),
    "organisasi:penempatan_detail": Kasus(alamat=isian.pos),
    "organisasi:penempatan_correct": Kasus(alamat=isian.pos, isi=isian.koreksi),
    "organisasi:penempatan_end": Kasus(alamat=isian.pos, isi=isian.akhiri),
    "organisasi:penempatan_cancel": Kasus(alamat=isian.pos, isi=isian.batalkan),
    "organisasi:saran": Kasus("daftar", lambda kantor: {"jenis": "unit"}, tanya="?isian=unit_kerja&unit_kerja=seksi"),
    "organisasi:penugasan_list": Kasus("daftar"),
    "organisasi:penugasan_export": Kasus("daftar"),
    "organisasi:penugasan_assign_form": Kasus("daftar"),
    # the account that gets the role is looked for within the own scope
    "organisasi:penugasan_assign": Kasus("daftar", isi=isian.beri_peran, lain={"admin_kepegawaian_lain": 404}),
    "organisasi:penugasan_detail": Kasus(alamat=isian.penugasan),
    "organisasi:penugasan_end_confirm": Kasus("daftar"),
    "organisasi:penugasan_end_many": Kasus("daftar", isi=isian.cabut_banyak),
    "organisasi:penugasan_end": Kasus(alamat=isian.penugasan, isi=lambda kantor: {"alasan": "Pindah tugas."}),
    "organisasi:impor_list": Kasus("daftar"),
    "organisasi:impor_create": Kasus("daftar", isi=unggah),
    "organisasi:impor_example": Kasus("daftar"),
    "organisasi:impor_detail": Kasus(alamat=impor),
    "organisasi:impor_approve": Kasus(alamat=impor),
    "organisasi:impor_cancel": Kasus(alamat=impor),
    "organisasi:impor_refused": Kasus(alamat=impor),
    "organisasi:impor_columns": Kasus(alamat=impor_petakan),
    "organisasi:impor_map": Kasus(alamat=impor_petakan, isi=arti_kolom),
    "organisasi:impor_undo_confirm": Kasus(alamat=impor_selesai),
    "organisasi:impor_undo": Kasus(alamat=impor_selesai, isi=lambda kantor: {"ketik": "URUNGKAN"}),
    "organisasi:impor_export": Kasus("daftar"),
    # accounts: whoever keeps the roster; a running act is seen by whoever asked for it
    "organisasi:akun_list": Kasus("daftar"),
    "organisasi:akun_export": Kasus("daftar"),
    "organisasi:akun_confirm": Kasus("daftar", lambda kantor: {"aksi": "buat"}, tanya="?semua=1"),
    "organisasi:akun_create": Kasus("daftar", tanpa_akun, semua_pegawai),
    "organisasi:undangan_create": Kasus("daftar", isi=semua_pegawai),
    "organisasi:undangan_print": Kasus("daftar", isi=pegawai_itu),
    "organisasi:aksi_akun_detail": Kasus("daftar", aksi_akun, lain={"admin_kepegawaian_lain": 404, "inspektorat": 404}),
    "organisasi:akun_close": Kasus(alamat=orang),
    "organisasi:akun_reopen": Kasus(alamat=orang_nonaktif, lain={"pegawai": 404, "rekan": 302}),
    # documents: the table allows both kinds of subject, a report of a person is not for planning
    "kinerja:dokumen_list": Kasus("daftar"),
    "kinerja:dokumen_export": Kasus("daftar", dokumen_milik),
    "kinerja:dokumen_create": Kasus(isi=minta_dokumen, lain={"admin_perencanaan": 403}),
    "kinerja:dokumen_detail": Kasus(alamat=dokumen),
    "kinerja:dokumen_download": Kasus(alamat=dokumen),
    "kinerja:dokumen_retry": Kasus(alamat=dokumen_gagal),
    # units
    "organisasi:unit_kerja_list": Kasus("daftar"),
    "organisasi:unit_kerja_export": Kasus("daftar"),
    "organisasi:unit_kerja_detail": Kasus(alamat=unit),
    "organisasi:unit_kerja_chart": Kasus(alamat=unit),
    "organisasi:unit_kerja_new_root": Kasus("akar"),
    "organisasi:unit_kerja_create_root": Kasus("akar", isi=isi_unit),
    "organisasi:unit_kerja_new": Kasus(alamat=unit),
    "organisasi:unit_kerja_create": Kasus(alamat=unit, isi=isi_unit),
    "organisasi:unit_kerja_edit": Kasus(alamat=unit),
    "organisasi:unit_kerja_update": Kasus(alamat=unit, isi=isi_unit),
    "organisasi:unit_kerja_move_form": Kasus(alamat=unit, tanya=f"?induk=1.2{RENCANA}"),
    "organisasi:unit_kerja_move": Kasus(alamat=unit, isi=ubah_tempat("PINDAH", induk="1.2")),
    "organisasi:unit_kerja_merge_form": Kasus(alamat=unit, tanya=f"?sumber=1.2{RENCANA}"),
    "organisasi:unit_kerja_merge": Kasus(alamat=unit, isi=ubah_tempat("GABUNG", sumber="1.2")),
    "organisasi:unit_kerja_close_form": Kasus(alamat=unit),
    "organisasi:unit_kerja_close": Kasus(alamat=unit, isi=ubah_tempat("TUTUP")),
    # periode
    "organisasi:periode_list": Kasus("akar"),
    "organisasi:periode_export": Kasus("akar"),
    "organisasi:periode_detail": Kasus("akar", periode_dibuka),
    "organisasi:periode_open": Kasus("akar", periode_dibuka),
    "organisasi:periode_close": Kasus("akar", periode_dibuka, lambda kantor: {"ketik": "TUTUP"}),
    "organisasi:periode_reopen": Kasus("akar", periode_ditutup, lambda kantor: {"alasan": "Salah hitung."}),
    "organisasi:periode_verify": Kasus("akar", bulan.dibuka),
    "organisasi:periode_lock": Kasus("akar", bulan.ditutup, lambda kantor: {"ketik": "KUNCI"}),
    "organisasi:periode_update": Kasus("akar", bulan.dibuka, bulan.jadwal),
    "organisasi:pembukaan_unit_create": Kasus("akar", bulan.ditutup, bulan.buka_unit),
    "organisasi:pembukaan_unit_end": Kasus("akar", bulan.pembukaan),
    "organisasi:kebijakan_periode_detail": Kasus("akar", bulan.tahun),
    "organisasi:kebijakan_periode_update": Kasus("akar", bulan.tahun, bulan.aturan),
    # who has not entered
    "indikator:rekap_list/0": Kasus("daftar", antrean),
    "indikator:rekap_list/1": Kasus("daftar", lambda kantor: antrean(kantor) | sekarang(kantor)),
    "indikator:rekap_export": Kasus("daftar", lambda kantor: antrean(kantor) | sekarang(kantor)),
    "indikator:pengecualian_new": Kasus(alamat=orang_bulan),
    "indikator:pengecualian_create": Kasus(alamat=orang_bulan, isi=lambda kantor: {"alasan": "Cuti melahirkan."}),
    "indikator:pengecualian_delete": Kasus(alamat=bulan.pengecualian),
    # figures
    "indikator:capaian_detail": Kasus(alamat=capaian),
    "kinerja:skor_saya/0": Kasus("daftar"),
    "kinerja:skor_saya/1": Kasus("daftar", sekarang),
    "kinerja:skor_detail/1": Kasus(alamat=orang),
    "kinerja:skor_detail/2": Kasus(alamat=orang_bulan),
}
# An area of its own: objek_<area>.py with kasus(Kasus), which answers its entries
for _modul in bidang("objek"):
    if hasattr(_modul, "kasus"):
        KASUS.update(_modul.kasus(Kasus))
