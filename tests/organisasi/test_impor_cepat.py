"""The short way through a roster says of every row just what the long way says."""

import random
from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest

from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.organisasi.models import Impor
from binawidya.organisasi.services import impor_nilai
from binawidya.organisasi.services.impor_cepat import Cepat
from tests.organisasi.berkas import Rumus
from tests.organisasi.dunia import DULU, Dunia, jumlah, nip
from tests.organisasi.roster_file import JUDUL, nip_of

LENGKAP = (*JUDUL, "Nomor SK", "Unit induk")
# What may stand in a column instead of what usually does.
LAIN: dict[str, Sequence[Any]] = {
    "NIP": ["", "123", f"{nip(70)[:8]} {nip(70)[8:]}", nip(70), nip(2), nip(4), "199413182019012007", 1.9e17,
            Rumus("=A1"), "199408182019212001"],
    "Nama": ["", "-", "Drs. H. Zulkifli Nasution, M.Si.", "DEDI KURNIAWAN", "Siti  Aminah", "Siti\\Nur", 42,
             "Ünal Şahin", "=A1"],
    "Gelar depan": ["dr.", "-"],
    "Gelar belakang": ["S.Sos.", "S.E., M.Si."],
    "Jenis pegawai": ["", "PPPK", "CPNS", "Honorer", "pns"],
    "Status": ["", "Pensiun", "CLTN", "libur", "Tugas belajar"],
    "Golongan": ["", "IX", "9", "Penata (III/c)", "III/z", 9],
    "Kode unit": ["", "14.71.13.1002", "99", "14.71.20"],
    "Unit kerja": ["", "Seksi Pemerintahan", "Kelurahan Tobek Godang", "Dinas Kesehatan", "Seksi Zzz"],
    "Unit induk": ["Kelurahan Delima", "-"],
    "Jabatan": ["", "Plt. Lurah", "Analis Baru", "ANALIS  BARU", "Pengelola Data"],
    "Jenis jabatan": ["", "JFU", "Fungsional", "zzz"],
    "Memimpin unit": ["", "Ya", "x", "mungkin", True],
    "NIP atasan": [nip(1), nip(3), nip(99), nip(71), 1.9e17, "-"],
    "TMT jabatan": ["", "2030-01-01", "kemarin", date(2024, 5, 6), "1 Mei 2025"],
    "TMT golongan": ["", "32-01-2020", "1/4/2020", date(2020, 4, 1)],
    "Pendidikan": ["", "S-1 Akuntansi", "kuliah", "SMK"],
    "Jurusan": ["", "S-1 Akuntansi", "Hukum"],
    "Tahun lulus": ["", 2012, "2012.0", "12", "2012-05-06"],
    "Tempat lahir": ["", "Siak, 18-08-1994"],
    "NIK": ["", "1471 0000 0000 0001", "12", 1.4e15],
    "Telepon": ["", "0812-3456-7890", 81234567890, "+628123456789", "abc"],
    "Surel": ["", "Siti@Contoh.GO.ID", "siti@", "siti@contoh.go.id"],
    "Nomor SK": ["", "SK 12/2026", "800/1", "\\.", "a\\tb"],
}  # fmt: skip
BAKU = {
    "Jenis pegawai": "PNS", "Status": "Aktif", "Golongan": "III/a", "Unit kerja": "Seksi Pelayanan Umum",
    "Jabatan": "Pengelola Data", "Memimpin unit": "Tidak", "TMT jabatan": "2024-01-02",
}  # fmt: skip
# Known before, with the numbers of their NIPs.
LAMA = {300 + nomor: f"Lama {'ABCDEFGH'[nomor % 8]}" for nomor in range(40)}
DIKENAL = LAMA | {1: "Camat Satu", 2: "Nurhasanah Rambe", 3: "Syafrizal Tanjung", 5: "Rina Marlina"}


def _sheet(acak: random.Random, judul: Sequence[str], jumlah: int) -> list[list[Any]]:
    """Rows of whom a third is known, each with a cell or two out of the usual."""
    known = acak.sample([*DIKENAL], len(DIKENAL))
    rows = []
    for nomor in range(jumlah):
        who = known.pop() if known and nomor % 3 == 0 else 100 + nomor
        isi: dict[str, Any] = BAKU | {"NIP": nip(who), "Nama": DIKENAL.get(who, f"Orang {'ABCDEFGH'[nomor % 8]}")}
        for kolom in acak.sample([*LAIN], acak.choice([0, 0, 1, 1, 2])):
            isi[kolom] = acak.choice(LAIN[kolom])
        rows.append([isi.get(kolom, "") for kolom in judul])
    return rows


def _said(impor: Impor) -> list[dict[str, Any]]:
    return [dict(row) for row in impor.baris.order_by("nomor").values()]


def _both(dunia: Dunia, monkeypatch: pytest.MonkeyPatch, rows: list[list[Any]], judul: Sequence[str]) -> Impor:
    quick = dunia.periksa(*rows, judul=judul)
    said = _said(quick)
    with monkeypatch.context() as patch:
        patch.setattr(Cepat, "judge", lambda self, blok, keys, known, skip: ([], list(range(len(keys)))))
        long = dunia.periksa(*rows, judul=judul)
    for one, other in zip(said, _said(long), strict=True):
        assert one | {"id": 0, "impor_id": 0} == other | {"id": 0, "impor_id": 0}
    assert quick.ringkasan == long.ringkasan
    return quick


@pytest.mark.parametrize("benih", range(6))
def test_both_ways_say_the_same(dunia: Dunia, monkeypatch: pytest.MonkeyPatch, benih: int) -> None:
    acak = random.Random(benih)
    # The columns that nobody must have are missing now and then.
    judul = [key for key in LENGKAP if key in {"NIP", "Nama", "Unit kerja", "Jabatan"} or acak.random() < 0.75]
    monkeypatch.setattr(impor_nilai, "CHUNK", 40)
    dunia.tempatkan(dunia.pegawai["Rina Marlina"], "delima", tmt_mulai=date(2018, 1, 1), tmt_selesai=date(2019, 12, 31))
    dunia.impor(
        *([nip(who), nama, "Seksi Pelayanan Umum", "Pengelola Data", "III/a"] for who, nama in LAMA.items()),
        judul=("NIP", "Nama", "Unit kerja", "Jabatan", "Golongan"),
        mulai=DULU,
    )
    impor = _both(dunia, monkeypatch, _sheet(acak, judul, 120), judul)
    assert len(jumlah(impor)) == 4


def test_most_rows_go_the_short_way(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [[nip(100 + n), f"Orang {'AB'[n % 2]}", "Seksi Pelayanan Umum", "Pengelola Data"] for n in range(30)]
    dunia.impor(*rows)
    seen: list[int] = []
    judge = Cepat.judge

    def counted(self: Cepat, *arguments: Any) -> Any:
        done, left = judge(self, *arguments)
        seen.append(len(done))
        return done, left

    monkeypatch.setattr(Cepat, "judge", counted)
    again = dunia.periksa(*rows, [nip(200), "Baru Sekali", "Kelurahan Delima", "Pramu"])
    assert jumlah(again) == {HasilBaris.TETAP: 30, HasilBaris.BARU: 1}
    assert seen == [31]


def test_a_first_row_that_was_written_already_is_refused_with_its_double(
    dunia: Dunia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(impor_nilai, "CHUNK", 1)
    monkeypatch.setattr(impor_nilai, "MAX_HELD", 0)
    rows = [[nip_of(n), "Orang A", "Seksi Pelayanan Umum", "Pengelola Data"] for n in range(1200)]
    rows.append([*rows[3]])
    impor = dunia.periksa(*rows)
    assert jumlah(impor) == {HasilBaris.BARU: 1199, HasilBaris.DITOLAK: 2}
    assert [row.nomor for row in impor.baris.filter(hasil=HasilBaris.DITOLAK)] == [5, 1202]


def test_a_file_that_breaks_off_leaves_no_rows(dunia: Dunia, monkeypatch: pytest.MonkeyPatch) -> None:
    path = dunia.tmp / "roster.csv"
    lines = [f"{nip_of(n)};Orang A;Seksi Pelayanan Umum;Pengelola Data" for n in range(3000)]
    path.write_text("\n".join(["NIP;Nama;Unit kerja;Jabatan", *lines, f'x;"{"y" * 40_000}";z;z']))
    monkeypatch.setattr(impor_nilai, "CHUNK", 1)
    impor = dunia.baca(path)
    assert (impor.status, impor.baris.count()) == (StatusImpor.GAGAL, 0)
    assert "Tanda kutip" in impor.pesan
