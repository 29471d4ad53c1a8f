"""People left out of the recap with a reason, and units for which a month was opened again."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from binawidya.beranda.demo.periode import Bulan, Kalender, saat
from binawidya.beranda.demo.realisasi import BULAN_HILANG
from binawidya.beranda.demo.unit_kerja import PEMBERDAYAAN, SUNGAI_SIBAM, TOBEK_GODANG
from binawidya.organisasi.models import Pegawai, PembukaanUnit, Pengecualian, Periode, UnitKerja, User
from indikator.enums import SumberData
from indikator.models import Realisasi, TargetIndikator

PETUGAS: Final = "Dewi Anggraini Lubis"
# In which unit, and why.
DIKECUALIKAN: Final = (
    (PEMBERDAYAAN, "P", "Cuti melahirkan, kembali bekerja bulan depan."),
    (TOBEK_GODANG, "L", "Pelatihan kepemimpinan pengawas di luar kota sebulan penuh."),
)


def pengecualian_create(
    months: Kalender, periode: Mapping[Bulan, Periode], units: Mapping[str, UnitKerja], users: Mapping[str, User]
) -> None:
    """Two people who have entered nothing yet are not waited for."""
    terbuka = periode[months.terbuka]
    entered = Realisasi.objects.filter(periode=terbuka).values("target__pengisi")
    rows = []
    for kode, kelamin, alasan in DIKECUALIKAN:
        due = TargetIndikator.objects.berlaku(terbuka.tahun).filter(
            unit_kerja__jalur__contains=[units[kode].pk], pegawai__isnull=False, sumber=SumberData.ISIAN
        )
        people = Pegawai.objects.filter(jenis_kelamin=kelamin, pk__in=due.values("pengisi")).exclude(pk__in=entered)
        pegawai = people.order_by("nip").first()
        if pegawai is not None:
            rows.append(Pengecualian(pegawai=pegawai, periode=terbuka, alasan=alasan, oleh=users[PETUGAS]))
    Pengecualian.objects.bulk_create(rows)


def pembukaan_create(
    months: Kalender,
    periode: Mapping[Bulan, Periode],
    units: Mapping[str, UnitKerja],
    users: Mapping[str, User],
    today: date,
) -> None:
    """One unit was given three days for the month it reported nothing of; one may enter last month until tomorrow."""
    rows = []
    missed, last = months.terbuka.plus(BULAN_HILANG), months.terbuka.plus(-1)
    if missed in periode and periode[missed].ditutup:
        first = missed.plus(1).pertama.replace(day=20)
        rows.append(
            PembukaanUnit(
                periode=periode[missed],
                unit_kerja=units[SUNGAI_SIBAM],
                alasan="Tidak ada laporan sama sekali. Diberi waktu tiga hari untuk menyusulkan.",
                mulai_at=saat(first, 8),
                sampai_at=saat(first + timedelta(days=3), 16),
                selesai_at=saat(first + timedelta(days=3), 16),
                oleh=users[PETUGAS],
            )
        )
    if last in periode and periode[last].dapat_dibuka_unit:
        rows.append(
            PembukaanUnit(
                periode=periode[last],
                unit_kerja=units[SUNGAI_SIBAM],
                alasan="Register kelurahan baru lengkap sesudah batas pengisian.",
                mulai_at=saat(today - timedelta(days=1), 9),
                sampai_at=saat(today + timedelta(days=1), 23, 59),
                oleh=users[PETUGAS],
            )
        )
    PembukaanUnit.objects.bulk_create(rows)
