"""Fields of the forms of evaluation, see test_formulir."""

_SEPAKAT = {"uraian", "penanggung_jawab", "batas"}
FORMULIR = {
    "kinerja.forms.evaluasi.BarisForm": {"hasil", "perilaku", "alasan", "versi"},
    "kinerja.forms.evaluasi.EvaluasiForm": {"hasil", "alasan", "perilaku", "catatan", "versi"},
    "kinerja.forms.evaluasi.PerilakuForm": {"rating", "ekspektasi", "catatan"},
    "kinerja.forms.evaluasi.AlihkanForm": {"penilai", "alasan_pengalihan"},
    "kinerja.forms.evaluasi.TetapkanForm": {"ketik", "alasan_pola"},
    "kinerja.forms.evaluasi.PredikatUnitForm": {"predikat", "alasan", "versi"},
    "kinerja.forms.evaluasi.BukaEvaluasiForm": {"unit_kerja", "masa"},
    "kinerja.forms.evaluasi.KeberatanForm": {"keberatan"},
    "kinerja.forms.evaluasi.TanggapanForm": {"tanggapan"},
    "kinerja.forms.evaluasi.PutusanForm": {"hasil", "perilaku", "putusan", "ketik"},
    "kinerja.forms.umpan_balik.UmpanBalikForm": {"hal", "isi", "induk"},
    "kinerja.forms.umpan_balik.DialogForm": {"tanggal", "topik", "peserta", "pokok"},
    "kinerja.forms.umpan_balik.SepakatForm": _SEPAKAT,
    "kinerja.forms.umpan_balik.TindakLanjutForm": {"status"},
    "kinerja.forms.umpan_balik.KebijakanEvaluasiForm": {
        "berkala",
        "batas_di_atas",
        "batas_sesuai",
        "batas_butuh_perbaikan",
        "batas_kurang",
        "hari_penetapan",
        "hari_keberatan",
        "hari_anggap_diterima",
        "dasar",
    },
    "kinerja.forms.umpan_balik.KonversiForm": {
        "mulai",
        "sangat_baik",
        "baik",
        "butuh_perbaikan",
        "kurang",
        "sangat_kurang",
        "dasar",
    },
}
