"""Documents."""

from binawidya.organisasi.models import Pegawai
from kinerja.enums import JenisDokumen
from kinerja.models import Dokumen
from kinerja.services.dokumen_render import dokumen_render
from tests.bench.daftar import Hasil, median, ukur, ulang
from tests.bench.panggung import Panggung


@ukur("pdf.evaluasi")
def evaluasi(panggung: Panggung) -> Hasil:
    """Both reports of the last closed month as a worker makes them: the whole office's, then one person's."""
    wanted: list[Dokumen] = []

    def minta() -> None:
        wanted[:] = _minta(panggung)

    def buat() -> None:
        for dokumen in wanted:
            if not dokumen_render(dokumen.pk):
                raise AssertionError(dokumen.jenis)

    minta()
    query = panggung.query(buat)
    return Hasil(median_ms=median(ulang(buat, kali=5, detik=30, siapkan=minta)), query=query)


def _minta(panggung: Panggung) -> list[Dokumen]:
    kantor = panggung.kantor
    pegawai = Pegawai.objects.get(user=kantor.user_pegawai)
    subjects = {
        JenisDokumen.LAPORAN_UNIT: {"unit_kerja_id": kantor.unit_puncak},
        JenisDokumen.LAPORAN_PEGAWAI: {"pegawai": pegawai},
    }
    return [
        Dokumen.objects.create(jenis=jenis, periode_id=kantor.periode_tutup, oleh_id=kantor.user_pimpinan, **subject)
        for jenis, subject in subjects.items()
    ]
