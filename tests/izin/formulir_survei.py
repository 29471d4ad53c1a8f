"""The fields of the forms of surveys."""

_UNSUR = {"pakai", "urutan", "slug", "nama", "pertanyaan", "bantuan", "nama_en", "pertanyaan_en", "bantuan_en"}
FORMULIR = {
    "survei.forms.layanan.LayananForm": {"unit_kerja", "nama", "nama_en", "populasi", "aktif"},
    "survei.forms.survei.SurveiForm": {
        "layanan", "unit_kerja", "dari", "tahun", "jenis_periode", "ke", "buka", "tutup", "populasi", "indikator",
        "tampilan", "inggris", "wajib_token", "demografi", "pertanyaan_bebas",
        "pertanyaan_bebas_en",
    },
    "survei.forms.survei.TutupSurveiForm": {"ketik"},
    "survei.forms.survei.PerpanjangForm": {"tutup"},
    "survei.forms.survei.TokenForm": {"banyak", "bentuk"},
    "survei.forms.tindak_lanjut.TindakLanjutForm": {
        "unsur", "tindakan", "pelaksana", "tenggat", "progres", "catatan",
    },
    "survei.forms.tindak_lanjut.DokumentasiForm": {"berkas", "keterangan"},
    # and the four answers in two languages
    "survei.forms.unsur.UnsurForm": _UNSUR,
    "survei.forms.kertas.ImporJawabanForm": {"berkas"},
}  # fmt: skip
