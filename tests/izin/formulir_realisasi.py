"""Forms of entry, evidence, verification and corrections, with the fields that each takes."""

from typing import Final

FORMULIR: Final = {
    "indikator.forms.realisasi.PastikanForm": {"penjelasan", "versi"},
    "indikator.forms.realisasi.KoreksiForm": {"alasan"},
    "indikator.forms.realisasi.TolakKoreksiForm": {"tanggapan"},
    "indikator.forms.realisasi.TautanForm": {"tautan", "nama"},
    "indikator.forms.realisasi.CatatanForm": {"catatan", "kendala", "rencana"},
    "indikator.forms.realisasi.AturanVerifikasiForm": {"unit_kerja", "tahap"},
    "indikator.forms.realisasi.UnggahIsianForm": {"berkas"},
}
