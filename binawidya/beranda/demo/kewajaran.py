"""What looks odd about the entries of the demo office, obstacles and plans beside them, and one correction."""

from collections.abc import Sequence
from typing import Final

from binawidya.beranda.demo.periode import Bulan
from binawidya.beranda.demo.realisasi import Entri
from binawidya.beranda.demo.unit_kerja import KECAMATAN, PELAYANAN
from indikator.enums import StatusRealisasi
from indikator.models import Realisasi
from indikator.selectors.pembanding import peringatan_isian
from indikator.services.isian import Isian
from indikator.services.koreksi import koreksi_create

CERITA: Final = (
    (
        "Dua petugas loket mengikuti pelatihan selama tiga hari.",
        "Jadwal pelatihan berikutnya dibagi dua supaya loket tetap penuh.",
    ),
    (
        "Aplikasi antrean terganggu dua kali pada pekan kedua.",
        "Disiapkan antrean kertas bernomor, dan gangguan dilaporkan pada hari yang sama.",
    ),
    (
        "Sebagian warga datang dengan berkas yang belum lengkap.",
        "Daftar syarat ditempel di pintu masuk dan dikirim lewat ketua RT.",
    ),
)


def kewajaran_record(entri: Sequence[Entri], realisasi: Sequence[Realisasi], terbuka: Bulan) -> None:
    """Check the entries of the open month where people look first, and tell some of their stories."""
    shown = [
        (one, row)
        for one, row in zip(entri, realisasi, strict=True)
        if one.bulan == terbuka and one.plan.unit in {KECAMATAN, PELAYANAN}
    ]
    for place, (one, row) in enumerate(shown):
        row.peringatan = [found.simpan() for found in peringatan_isian(row.target, row.periode, row)]
        # Whoever handed an odd value in said that it is right.
        row.dipastikan = bool(row.peringatan) and one.status != StatusRealisasi.TERSIMPAN
        if place % 3 == 0:
            row.kendala, row.rencana = CERITA[place // 3 % len(CERITA)]
    Realisasi.objects.bulk_update(
        [row for _one, row in shown], ["peringatan", "dipastikan", "kendala", "rencana"], batch_size=500
    )
    others = [row for one, row in zip(entri, realisasi, strict=True) if one.bulan == terbuka]
    _correction([*(row for _one, row in shown), *others])


def _correction(rows: Sequence[Realisasi]) -> None:
    """Somebody found a mistake in what was approved already."""
    for row in rows:
        if row.status == StatusRealisasi.DISETUJUI and row.nilai is not None and row.nilai > 10:
            koreksi_create(
                actor=row.diisi_oleh,
                realisasi=row,
                isian=Isian(nilai=row.nilai - 2),
                alasan="Dua berkas terhitung dua kali di buku register.",
            )
            return
