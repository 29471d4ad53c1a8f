"""Imports of rosters."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from itertools import count
from typing import Final

from django.core.files.uploadedfile import SimpleUploadedFile
from xlsxwriter import Workbook

from binawidya.beranda.demo.kantor_besar import PEGAWAI_PER_UNIT
from binawidya.organisasi.enums import HasilBaris, StatusImpor
from binawidya.organisasi.models import Impor, UnitKerja, User
from binawidya.organisasi.services.impor import impor_approve, impor_create
from binawidya.organisasi.services.impor_apply import impor_apply
from binawidya.organisasi.services.impor_read import impor_read
from binawidya.umum.dates import today
from tests.bench import impor_besar as _besar  # noqa: F401 - registers the imports of a province
from tests.bench.daftar import Hasil, median, ukur, ulang
from tests.bench.panggung import Panggung
from tests.organisasi.roster_file import JUDUL, roster_rows

# Between the numbers of two rounds, so that everybody is new; four rounds fit into the numbers that there are.
LANGKAH: Final = 5_000_000
DULU: Final = date(2020, 1, 1)


@ukur("impor.roster")
def roster(panggung: Panggung) -> Hasil:
    """As many new people as the office has, from an XLSX file: uploaded, read into a preview, approved, applied."""
    actor = User.objects.get(pk=panggung.kantor.user_admin_kepegawaian)
    rounds = count(1)
    ready: list[tuple[UnitKerja, SimpleUploadedFile]] = []

    def siapkan() -> None:
        ready[:] = [_unggahan(panggung, next(rounds))]

    def impor() -> None:
        unit, upload = ready.pop()
        row = impor_create(actor=actor, unit_kerja=unit, upload=upload, berlaku_mulai=today())
        impor_read(impor_id=row.pk)
        row.refresh_from_db()
        if row.ringkasan.get("jumlah", {}).get(HasilBaris.BARU) != panggung.kantor.pegawai:
            raise AssertionError(row.pesan or row.ringkasan)
        impor_approve(actor=actor, impor=row, lewati_ditolak=False)
        impor_apply(impor_id=row.pk, actor_id=actor.pk)
        if Impor.objects.get(pk=row.pk).status != StatusImpor.SELESAI:
            raise AssertionError(row.pesan)

    siapkan()
    query = panggung.query(impor)
    times = ulang(impor, kali=3, detik=60, siapkan=siapkan)
    return Hasil(median_ms=median(times), query=query)


def _unggahan(panggung: Panggung, putaran: int) -> tuple[UnitKerja, SimpleUploadedFile]:
    """A new department with empty units, and a roster that fills them."""
    units = [f"Seksi {number}" for number in range(max(1, round(panggung.kantor.pegawai / PEGAWAI_PER_UNIT)))]
    akar = UnitKerja.objects.create(
        kode=f"baru-{putaran}", nama=f"Dinas Baru {putaran}", induk_id=panggung.kantor.unit_puncak, berlaku_mulai=DULU
    )
    rows = [
        UnitKerja(kode=f"baru-{putaran}-{number}", nama=f"{nama} {putaran}", induk=akar, berlaku_mulai=DULU)
        for number, nama in enumerate(units)
    ]
    UnitKerja.objects.bulk_create(rows)
    content = _xlsx([(unit.kode, unit.nama) for unit in rows], panggung.kantor.pegawai, putaran * LANGKAH)
    return akar, SimpleUploadedFile("roster.xlsx", content)


def _xlsx(units: Sequence[tuple[str, str]], jumlah: int, mulai: int) -> bytes:
    """The workbook, with shared strings as the programs of offices write them."""
    file = BytesIO()
    with Workbook(file) as workbook:
        sheet = workbook.add_worksheet("Roster")
        for number, row in enumerate([JUDUL, *roster_rows(jumlah, units, mulai=mulai)]):
            for column, text in enumerate(row):
                if text:
                    sheet.write_string(number, column, text)
    return file.getvalue()
