"""The fields of the form of activities."""

FORMULIR = {
    "kinerja.forms.kegiatan.KegiatanForm": {"nama", "jenis", "layanan", "mulai", "selesai", "unsur", "catatan"},
}
