"""Imports of the roster of a province: 100,000 people in 3,000 units, against reading the file and copying its rows.

They run in the office of up to a thousand people, whose database is nearly empty, and once in a run.
"""

import contextlib
import gc
import os
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import tablib
from django.core.files import File
from django.db import connection
from import_export import fields, resources
from python_calamine import CalamineWorkbook

from binawidya.organisasi.enums import HasilBaris, JenisKelamin, StatusImpor
from binawidya.organisasi.models import Impor, ImporBaris, Jabatan, Pegawai, Penempatan, UnitKerja, User
from binawidya.organisasi.resources import KolomWidget
from binawidya.organisasi.services.impor import impor_approve, impor_create
from binawidya.organisasi.services.impor_apply import impor_apply
from binawidya.organisasi.services.impor_kolom import MENURUT_KUNCI
from binawidya.organisasi.services.impor_read import impor_read
from binawidya.umum.dates import today
from tests.bench.daftar import Hasil, Sasaran, median, ukur, ulang
from tests.bench.mesin import anak, rss_mb
from tests.bench.panggung import Panggung, bersihkan
from tests.organisasi.roster_file import JUDUL, roster_rows, write_roster

PEGAWAI: Final = 100_000
UNIT: Final = 3_000
STOK: Final = 5_000
# The last numbers that give different NIPs: nobody else of this run has them.
MULAI: Final = 23_000_000
TERBANYAK: Final = 1_000
DULU: Final = date(2020, 1, 1)
DASAR: Final = "impor.dasar"
TABEL: Final = ("organisasi_pegawai", "organisasi_penempatan", "organisasi_imporbaris")
PAUSE: Final = 0.02


class Berkas:
    """The department that is imported into, its two rosters, and what was measured of them so far."""

    def __init__(self, panggung: Panggung) -> None:
        self.admin = User.objects.get(pk=panggung.kantor.user_admin_kepegawaian)
        self.akar = UnitKerja.objects.create(
            kode="provinsi", nama="Dinas Besar", induk_id=panggung.kantor.unit_puncak, berlaku_mulai=DULU
        )
        UnitKerja.objects.bulk_create(
            UnitKerja(kode=f"provinsi-{n}", nama=f"Seksi Besar {n}", induk=self.akar, berlaku_mulai=DULU)
            for n in range(UNIT)
        )
        units = UnitKerja.objects.filter(induk=self.akar).order_by("pk").values_list("kode", "nama")
        self.unit = list(units)
        self._folder = tempfile.TemporaryDirectory()
        self.pertama = self._write("pertama.xlsx", 0.0)
        self.kedua = self._write("kedua.xlsx", 0.05)
        self.waktu: dict[str, float] = {}
        bersihkan("organisasi_unitkerja")
        # What writing the files left behind is no memory of an import.
        gc.collect()

    def _write(self, nama: str, berubah: float) -> Path:
        return write_roster(Path(self._folder.name) / nama, PEGAWAI, self.unit, berubah=berubah, mulai=MULAI)


_berkas: dict[int, Berkas] = {}


def berkas(panggung: Panggung) -> Berkas | None:
    """Made once; nothing in an office of another size."""
    if panggung.kantor.pegawai > TERBANYAK:
        return None
    if not _berkas:
        _berkas[0] = Berkas(panggung)
    return _berkas[0]


@ukur(DASAR)
def dasar(panggung: Panggung) -> Hasil | None:
    """What cannot be done without: the file read by python-calamine, its rows copied into a table."""
    found = berkas(panggung)
    if found is None:
        return None
    times = ulang(lambda: _read_and_copy(found.pertama), kali=3, detik=60)
    found.waktu[DASAR] = median(times)
    return Hasil(median_ms=median(times), ukuran=PEGAWAI, catatan="python-calamine dan satu COPY")


def _read_and_copy(path: Path) -> None:
    rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    columns = [f"k{number}" for number in range(len(JUDUL))]
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE impor_dasar (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
            + ", ".join(f"{column} text" for column in columns)
            + ")"
        )
        try:
            with cursor.copy(f"COPY impor_dasar ({', '.join(columns)}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        finally:
            cursor.execute("DROP TABLE impor_dasar")


@ukur("impor.roster_100000", sasaran=Sasaran(rasio=6, rss_mb=600))
def pertama(panggung: Panggung) -> Hasil | None:
    """Everybody is new."""
    found = berkas(panggung)
    return _impor(found, "impor.roster_100000", found.pertama, {HasilBaris.BARU: PEGAWAI}) if found else None


@ukur("impor.roster_100000_ulang", sasaran=Sasaran(rasio=6, rss_mb=600))
def lagi(panggung: Panggung) -> Hasil | None:
    """The same people again, one row in twenty changed, a third of those to another unit."""
    found = berkas(panggung)
    # Heads are left as they are, so a little fewer than one in twenty.
    changed = (PEGAWAI - UNIT) // 20
    expected = {HasilBaris.BERUBAH: changed, HasilBaris.TETAP: PEGAWAI - changed}
    return _impor(found, "impor.roster_100000_ulang", found.kedua, expected) if found else None


def _impor(found: Berkas, nama: str, path: Path, expected: dict[Any, int]) -> Hasil:
    bersihkan(*TABEL)
    with _peak() as peak:
        start = time.perf_counter()
        with path.open("rb") as file:
            row = impor_create(
                actor=found.admin, unit_kerja=found.akar, upload=File(file, name=path.name), berlaku_mulai=today()
            )
        impor_read(impor_id=row.pk)
        row.refresh_from_db()
        counted = {key: count for key, count in row.ringkasan.get("jumlah", {}).items() if count}
        if counted != {key.value: count for key, count in expected.items()}:
            raise AssertionError(row.pesan or counted)
        impor_approve(actor=found.admin, impor=row, lewati_ditolak=False)
        impor_apply(impor_id=row.pk, actor_id=found.admin.pk)
        spent = (time.perf_counter() - start) * 1000
    if Impor.objects.get(pk=row.pk).status != StatusImpor.SELESAI:
        raise AssertionError(row.pesan)
    ImporBaris.objects.filter(impor=row).delete()
    found.waktu[nama] = spent
    return Hasil(
        median_ms=spent,
        rss_mb=peak(),
        rasio=spent / found.waktu[DASAR],
        terhadap=DASAR,
        ukuran=PEGAWAI,
        catatan="unggah, baca, setujui, terapkan",
    )


@contextlib.contextmanager
def _peak() -> Iterator[Callable[[], float]]:
    """The most memory that this process and the one that reads the file have held together, in megabytes."""
    highest = 0.0
    done = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not done.wait(PAUSE):
            readers = [pid for pid in anak(os.getpid()) if _reads(pid)]
            highest = max(highest, sum(rss_mb(pid) or 0 for pid in (os.getpid(), *readers)))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield lambda: highest
    finally:
        done.set()
        thread.join()


def _reads(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return b"spreadsheet/child.py" in (Path("/proc") / str(pid) / "cmdline").read_bytes()
    return False


# --- The stock way ----------------------------------------------------------------------------------------------------
class StokResource(resources.ModelResource):  # type: ignore[misc]
    """The same columns, as the documentation of django-import-export has it: row by row through the models."""

    nip = fields.Field("nip", MENURUT_KUNCI["nip"].judul, KolomWidget("nip"))
    nama = fields.Field("nama", MENURUT_KUNCI["nama"].judul, KolomWidget("nama"))
    gelar_belakang = fields.Field("gelar_belakang", MENURUT_KUNCI["gelar_belakang"].judul)
    jenis_pegawai = fields.Field("jenis_pegawai", MENURUT_KUNCI["jenis_pegawai"].judul, KolomWidget("jenis_pegawai"))
    status = fields.Field("status", MENURUT_KUNCI["status"].judul, KolomWidget("status"))
    golongan = fields.Field("golongan", MENURUT_KUNCI["golongan"].judul, KolomWidget("golongan"))
    email = fields.Field("email", MENURUT_KUNCI["email"].judul)

    class Meta:
        model = Pegawai
        fields = ("nip", "nama", "gelar_belakang", "jenis_pegawai", "status", "golongan", "email")
        import_id_fields = ("nip",)
        use_transactions = True
        skip_diff = True

    def before_save_instance(self, instance: Pegawai, row: Any, **kwargs: Any) -> None:
        """What the NIP says."""
        instance.tanggal_lahir = date(int(instance.nip[:4]), int(instance.nip[4:6]), int(instance.nip[6:8]))
        instance.jenis_kelamin = JenisKelamin.LAKI_LAKI if instance.nip[14] == "1" else JenisKelamin.PEREMPUAN

    def after_save_instance(self, instance: Pegawai, row: Any, **kwargs: Any) -> None:
        """The post."""
        title, _new = Jabatan.objects.get_or_create(nama=row[MENURUT_KUNCI["jabatan"].judul])
        Penempatan.objects.create(
            pegawai=instance,
            unit_kerja=UnitKerja.objects.get(kode=row[MENURUT_KUNCI["kode_unit"].judul]),
            jabatan=title,
            tmt_mulai=date(2024, 1, 2),
        )


@ukur("impor.stok_5000")
def stok(panggung: Panggung) -> Hasil | None:
    """Five thousand new people row by row, time and ratio for each row against the import of the province."""
    found = berkas(panggung)
    if found is None:
        return None
    rows = tablib.Dataset(*roster_rows(STOK, found.unit, mulai=MULAI + 10 * PEGAWAI), headers=JUDUL)
    start = time.perf_counter()
    result = StokResource().import_data(rows, raise_errors=True)
    spent = (time.perf_counter() - start) * 1000
    if result.totals["new"] != STOK:
        raise AssertionError(result.totals)
    own = found.waktu["impor.roster_100000"] / PEGAWAI
    return Hasil(
        median_ms=spent,
        rasio=spent / STOK / own,
        terhadap="impor.roster_100000 per baris",
        ukuran=STOK,
        catatan="django-import-export baris demi baris, tanpa pratinjau",
    )
