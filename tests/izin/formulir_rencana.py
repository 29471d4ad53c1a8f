"""Forms of the plan and their fields."""

_LEMBAR = {
    "unit_kerja", "kode", "nama", "utama", "sasaran", "definisi", "alasan", "cara", "turunan", "agregasi",
    "label_pembilang", "label_penyebut", "pengali", "rasio_boleh_lebih", "rumus", "satuan", "desimal", "polarisasi",
    "boleh_negatif", "sumber_data", "penyedia_data", "penanggung_jawab", "periode_pelaporan", "bukti_wajib",
    "validitas", "kendali",
}  # fmt: skip
FORMULIR = {
    "indikator.forms.sasaran.UnitMixin": set(),
    "indikator.forms.sasaran.SasaranForm": {
        "unit_kerja", "induk", "jenis", "kode", "nama", "uraian", "tahun_mulai", "tahun_selesai",
    },
    "indikator.forms.sasaran.PindahSasaranForm": {"induk"},
    "indikator.forms.sasaran.TutupSasaranForm": {"tahun_selesai", "alasan"},
    "indikator.forms.sasaran.SaringRencanaForm": {"tahun", "unit"},
    "indikator.forms.indikator.LembarForm": _LEMBAR,
    "indikator.forms.indikator.IndikatorForm": _LEMBAR,
    "indikator.forms.indikator.UbahIndikatorForm": _LEMBAR | {"berlaku_mulai", "alasan_perubahan"},
    "indikator.forms.indikator.TarikIndikatorForm": {"ditarik_mulai", "alasan"},
    "indikator.forms.rencana.PustakaForm": {"unit_kerja", "tahun_mulai", "tahun_selesai", "dengan_target", "pilih"},
    "indikator.forms.rencana.SalinForm": {"unit_kerja", "tahun"},
    "indikator.forms.impor_rencana.ImporRencanaForm": {"berkas", "jenis", "unit_kerja", "berlaku_mulai", "alasan"},
    "indikator.forms.impor_rencana.SetujuRencanaForm": {"lewati_ditolak"},
    # a field for every column of the sheet
    "indikator.forms.impor_rencana.PemetaanIndikatorForm": set(),
    "indikator.forms.impor_rencana.PemetaanTargetForm": set(),
    "indikator.forms.impor_rencana.UrungRencanaForm": {"ketik"},
}  # fmt: skip
