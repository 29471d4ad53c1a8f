"""axe-core finds nothing on the pages of daily work: phone and desk, light and dark."""

from collections.abc import Callable
from typing import Any

import pytest

from binawidya.settings.environment import PROJECT_DIR
from indikator.enums import StatusRealisasi
from kinerja.services.skor import skor_calculate_periode
from tests.kantor import Kantor

AXE = PROJECT_DIR / "node_modules" / "axe-core" / "axe.min.js"
ATURAN = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
GABUNG = "/gabung/?sumber=1.2&berlaku_mulai=2099-12-01&dasar=Perwako+7&periksa=1"
# Page and who looks at it.
HALAMAN: list[tuple[str, str, Callable[[Kantor], str]]] = [
    ("beranda", "pegawai", lambda kantor: "/"),
    ("realisasi", "pegawai", lambda kantor: "/realisasi/"),
    ("bukti", "pegawai", lambda kantor: f"/realisasi/{kantor.target['pegawai'].realisasi.get().pk}/bukti/"),
    ("kinerja", "pegawai", lambda kantor: f"/kinerja/{kantor.tahun}-{kantor.kini:02d}/"),
    ("rentang", "pegawai", lambda kantor: f"/kinerja/rentang/{kantor.pegawai['pegawai'].skor_berkala.first().pk}/"),
    (
        "nilai unit",
        "camat",
        lambda kantor: f"/dasbor/unit/{kantor.unit['akar'].pk}/{kantor.tahun}-{kantor.kini:02d}/nilai/",
    ),
    (
        "rentang unit",
        "camat",
        lambda kantor: (
            f"/dasbor/unit/nilai/{kantor.unit['akar'].skor_berkala.get(rentang='triwulan', pegawai=None).pk}/"
        ),
    ),
    ("menu", "pegawai", lambda kantor: "/menu/"),
    ("laporan", "camat", lambda kantor: "/laporan/"),
    ("simulasi", "pegawai", lambda kantor: "/simulasi/predikat/?hasil_kerja=sesuai&perilaku_kerja=sesuai"),
    ("verifikasi", "atasan", lambda kantor: "/verifikasi/"),
    ("dasbor", "camat", lambda kantor: f"/dasbor/unit/{kantor.unit['akar'].pk}/{kantor.tahun}-{kantor.kini:02d}/"),
    (
        "peringatan dini",
        "camat",
        lambda kantor: f"/dasbor/unit/{kantor.unit['akar'].pk}/{kantor.tahun}-{kantor.kini:02d}/peringatan/",
    ),
    ("mutu data", "camat", lambda kantor: f"/dasbor/mutu/{kantor.unit['akar'].pk}/{kantor.tahun}-{kantor.kini:02d}/"),
    ("jejak", "camat", lambda kantor: f"/capaian/{kantor.target['iku'].capaian.get().pk}/"),
    ("pegawai", "admin_kepegawaian", lambda kantor: "/pegawai/"),
    ("pegawai baru", "admin_kepegawaian", lambda kantor: "/pegawai/baru/"),
    ("profil", "admin_kepegawaian", lambda kantor: f"/pegawai/{kantor.pegawai['pegawai'].pk}/"),
    ("ubah pegawai", "admin_kepegawaian", lambda kantor: f"/pegawai/{kantor.pegawai['pegawai'].pk}/ubah/"),
    ("status", "admin_kepegawaian", lambda kantor: f"/pegawai/{kantor.pegawai['atasan'].pk}/status/"),
    ("riwayat jabatan", "admin_kepegawaian", lambda kantor: f"/pegawai/{kantor.pegawai['pegawai'].pk}/jabatan/"),
    ("mutasi", "admin_kepegawaian", lambda kantor: f"/pegawai/{kantor.pegawai['pegawai'].pk}/jabatan/mutasi/"),
    ("tambah jabatan", "admin_kepegawaian", lambda kantor: f"/pegawai/{kantor.pegawai['pegawai'].pk}/jabatan/tambah/"),
    ("jabatan", "admin_kepegawaian", lambda kantor: f"/penempatan/{kantor.pegawai['pegawai'].penempatan.get().pk}/"),
    ("peran", "admin_kepegawaian", lambda kantor: "/penugasan/"),
    ("cari orang", "admin_kepegawaian", lambda kantor: "/penugasan/beri/?cari=a"),
    ("beri peran", "admin_kepegawaian", lambda kantor: f"/penugasan/beri/?akun={kantor.user['pegawai'].pk}"),
    ("satu peran", "admin_kepegawaian", lambda kantor: f"/penugasan/{kantor.user['operator'].penugasan.get().pk}/"),
    ("akun", "admin_kepegawaian", lambda kantor: "/akun/kelola/"),
    ("buat akun", "admin_kepegawaian", lambda kantor: "/akun/kelola/periksa/buat/?semua=1"),
    ("cetak undangan", "admin_kepegawaian", lambda kantor: "/akun/kelola/periksa/cetak/?semua=1"),
    ("kode undangan", "admin_kepegawaian", lambda kantor: "/akun/undangan/"),
    ("impor", "admin_kepegawaian", lambda kantor: "/pegawai/impor/"),
    ("unit", "admin_kepegawaian", lambda kantor: "/unit/"),
    ("unit cari", "camat", lambda kantor: "/unit/?cari=seksi"),
    ("unit satu", "admin_kepegawaian", lambda kantor: f"/unit/{kantor.unit['pelayanan'].pk}/"),
    ("unit bagan", "camat", lambda kantor: f"/unit/{kantor.unit['akar'].pk}/bagan/"),
    ("unit baru", "admin_kepegawaian", lambda kantor: f"/unit/{kantor.unit['akar'].pk}/baru/"),
    ("unit pindah", "admin_kepegawaian", lambda kantor: f"/unit/{kantor.unit['pelayanan'].pk}/pindah/"),
    ("unit gabung", "admin_kepegawaian", lambda kantor: f"/unit/{kantor.unit['pelayanan'].pk}/gabung/"),
    ("unit gabung periksa", "admin_kepegawaian", lambda kantor: f"/unit/{kantor.unit['pelayanan'].pk}{GABUNG}"),
    ("unit tutup", "admin_kepegawaian", lambda kantor: f"/unit/{kantor.unit['pelayanan'].pk}/tutup/"),
    ("kebijakan skor", "admin_perencanaan", lambda kantor: f"/kebijakan-skor/{kantor.tahun}/ubah/"),
    ("peta kinerja", "pegawai", lambda kantor: "/rencana/peta/"),
    ("target", "admin_perencanaan", lambda kantor: f"/rencana/?tahun={kantor.tahun}"),
    ("periode", "admin_perencanaan", lambda kantor: f"/periode/{kantor.periode[kantor.kini].pk}/"),
    ("terlarang", "pegawai", lambda kantor: "/pegawai/impor/"),
    ("tidak ada", "pegawai", lambda kantor: "/tidak-ada/"),
]


@pytest.fixture
def kantor(kantor_masuk: Kantor) -> Kantor:
    """An office in which every page shows something."""
    office = kantor_masuk
    office.isi("pegawai", status=StatusRealisasi.DIKEMBALIKAN)
    office.beri_target("rekan", office.indikator("IKI-7", "pelayanan"), "rekan")
    office.isi("rekan", status=StatusRealisasi.DIAJUKAN)
    office.beri_target("iku", office.indikator("IKU-01", "akar"), "camat", milik_unit=True)
    office.isi("iku", nilai="10", status=StatusRealisasi.DISETUJUI)
    office.beri_target("seksi", office.indikator("IKU-02", "pelayanan"), "atasan", milik_unit=True)
    skor_calculate_periode(periode_id=office.periode[office.kini].pk)
    return office


@pytest.mark.parametrize("tema", ["terang", "gelap"])
@pytest.mark.parametrize("layar", ["hp", "meja"])
def test_nothing_stands_in_the_way(layar: str, tema: str, kantor: Kantor, orang: Any, situs: str) -> None:
    people: dict[str, Any] = {}
    found: list[str] = []
    for nama, siapa, alamat in HALAMAN:
        if siapa not in people:
            people[siapa] = orang(layar)
            people[siapa].context.add_cookies([{"name": "bw_tema", "value": tema, "url": situs}])
            people[siapa].masuk(kantor, siapa)
        one = people[siapa]
        one.page.goto(alamat(kantor))
        one.lihat(f"axe-{nama}-{layar}-{tema}")
        one.page.evaluate(AXE.read_text())
        result = one.page.evaluate("tags => axe.run(document, {runOnly: tags})", ATURAN)
        found += [
            f"{nama}: {violation['id']}: {violation['nodes'][0]['html'][:160]}" for violation in result["violations"]
        ]
        sideways = one.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if sideways > 1:
            found.append(f"{nama}: {sideways} px to the side")
    assert found == []
