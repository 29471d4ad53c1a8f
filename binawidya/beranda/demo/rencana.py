"""Plans of the demo office: next year's in every state, a change that waits, budgets, and the annex of an SKP."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone

from binawidya.beranda.demo.periode import Kalender
from binawidya.beranda.demo.unit_kerja import KECAMATAN, PELAYANAN
from binawidya.organisasi.models import Pegawai, UnitKerja, User
from indikator.enums import BULAN_LAPOR, Agregasi, JenisProgram, StatusTarget
from indikator.lintasan import implied
from indikator.models import AddendumTarget, ProgramAnggaran, TargetIndikator
from indikator.models.addendum_target import KOLOM
from kinerja.enums import Perilaku
from kinerja.models import EkspektasiPerilaku, Skp

PERENCANA: Final = "Dewi Anggraini Lubis"
ATASAN: Final = "Nurhasanah Rambe"
DRAF: Final = "Sri Wahyuni"
DIAJUKAN: Final = "Rizky Ananda Putra"
# Code, name, kind, budget.
PROGRAM: Final = (
    ("7.01.01", "Penunjang urusan pemerintahan daerah", JenisProgram.PROGRAM, 9_412_300_000),
    ("7.01.01.2.01", "Perencanaan, penganggaran, dan evaluasi kinerja", JenisProgram.KEGIATAN, 148_500_000),
    ("7.01.01.2.02", "Administrasi keuangan perangkat daerah", JenisProgram.KEGIATAN, 9_263_800_000),
    ("7.01.02", "Penyelenggaraan pemerintahan dan pelayanan publik", JenisProgram.PROGRAM, 386_750_000),
    ("7.01.02.2.03", "Koordinasi pelayanan administrasi terpadu kecamatan", JenisProgram.KEGIATAN, 386_750_000),
    ("7.01.03", "Pemberdayaan masyarakat desa dan kelurahan", JenisProgram.PROGRAM, 2_118_400_000),
)
_EKSPEKTASI: Final = {
    Perilaku.BERORIENTASI_PELAYANAN: "Menyapa setiap pemohon dan menjelaskan kekurangan berkas pada kunjungan pertama.",
    Perilaku.AKUNTABEL: "Mencatat setiap berkas pada hari diterima.",
}


def rencana_create(
    kalender: Kalender,
    units: Mapping[str, UnitKerja],
    pegawai: Mapping[str, Pegawai],
    users: Mapping[str, User],
) -> None:
    """Store the plans of the year after the last one, budgets of both, a change and an annex."""
    tahun = kalender.tahun[-1]
    sekarang = timezone.now()
    _programs(units[KECAMATAN], (tahun, tahun + 1))
    _next(units[KECAMATAN], None, tahun, StatusTarget.DIAJUKAN, users[PERENCANA], sekarang)
    _next(units[PELAYANAN], None, tahun, StatusTarget.DRAF, None, sekarang)
    _next(units[PELAYANAN], pegawai[DRAF], tahun, StatusTarget.DRAF, None, sekarang)
    _next(units[PELAYANAN], pegawai[DIAJUKAN], tahun, StatusTarget.DIAJUKAN, users[DIAJUKAN], sekarang)
    _change(pegawai[DIAJUKAN], tahun, users[DIAJUKAN], sekarang)
    _annex(pegawai[DRAF], tahun)


def _programs(unit: UnitKerja, years: tuple[int, ...]) -> None:
    ProgramAnggaran.objects.bulk_create(
        ProgramAnggaran(unit_kerja=unit, tahun=tahun, kode=kode, nama=nama, jenis=jenis, anggaran=Decimal(anggaran))
        for tahun in years
        for kode, nama, jenis, anggaran in PROGRAM
    )


def _next(
    unit: UnitKerja, pegawai: Pegawai | None, tahun: int, status: StatusTarget, oleh: User | None, sekarang: datetime
) -> None:
    """The same promises once more, every month of the report period; a draft still lacks some of its weight."""
    rows = TargetIndikator.objects.filter(unit_kerja=unit, pegawai=pegawai, tahun=tahun).select_related("indikator")
    copies = []
    for row in rows.order_by("pk"):
        usual = next((value for value in reversed(row.bulanan) if value is not None), Decimal(0))
        due = BULAN_LAPOR[row.indikator.periode_pelaporan]
        months = [usual if month in due else None for month in range(1, 13)]
        target = implied(row.indikator.agregasi, months) or usual
        places = row.indikator.desimal if row.indikator.agregasi != Agregasi.RATA_RATA else 6
        copies.append(
            TargetIndikator(
                indikator=row.indikator, tahun=tahun + 1, unit_kerja=unit, pegawai=pegawai, pengisi=row.pengisi,
                sumber=row.sumber, target=round(target, places), bulanan=months, bobot=row.bobot, baseline=row.target,
                status=status, diajukan_oleh=oleh, diajukan_at=sekarang - timedelta(days=2) if oleh else None,
            )
        )  # fmt: skip
    if copies and status == StatusTarget.DRAF:
        copies[-1].bobot -= Decimal(5)
    TargetIndikator.objects.bulk_create(copies)


def _change(pegawai: Pegawai, tahun: int, oleh: User, sekarang: datetime) -> None:
    """The weight of one approved target is to be another."""
    target = TargetIndikator.objects.filter(pegawai=pegawai, tahun=tahun).order_by("pk").first()
    if target is None:
        return
    before = {name: getattr(target, name) for name in KOLOM}
    after = before | {"bobot": target.bobot - Decimal(5)}
    AddendumTarget.objects.create(
        target=target, alasan="Loket kedua dibuka, jadi sebagian berkas beralih ke petugas lain.",
        tanggal=sekarang.date().replace(year=tahun), diajukan_oleh=oleh, diajukan_at=sekarang - timedelta(days=1),
        **{f"{name}_lama": value for name, value in before.items()},
        **{f"{name}_baru": value for name, value in after.items()},
    )  # fmt: skip


def _annex(pegawai: Pegawai, tahun: int) -> None:
    skp = Skp.objects.create(
        pegawai=pegawai, tahun=tahun,
        dukungan="Satu komputer dengan akses aplikasi kependudukan; pendampingan kepala seksi setiap Senin.",
        pertanggungjawaban="Laporan bulanan paling lambat tanggal 5, dibahas dalam dialog kinerja triwulanan.",
        konsekuensi="Tercapai: diusulkan mengikuti pelatihan pelayanan prima. Tidak tercapai: bimbingan kinerja.",
    )  # fmt: skip
    EkspektasiPerilaku.objects.bulk_create(
        EkspektasiPerilaku(skp=skp, perilaku=perilaku, isi=isi) for perilaku, isi in _EKSPEKTASI.items()
    )
