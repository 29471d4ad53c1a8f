"""Forms of plans, for the list of what people may send. Months and figures are fields made for each indicator."""

FORMULIR = {
    "indikator.forms.target.BulananForm": set(),
    "indikator.forms.target.TargetForm": {"cara", "versi"},
    "indikator.forms.target.BarisRencanaForm": {"versi"},
    "indikator.forms.target.AlasanForm": {"alasan", "tanda"},
    "indikator.forms.target.TandaForm": {"tanda"},
    "indikator.forms.target.AddendumForm": {"alasan", "dasar", "tanggal", "versi"},
    # a field for every receiver
    "indikator.forms.turun.TurunkanForm": {"cara", "indikator"},
    "indikator.forms.program.ProgramForm": {"kode", "nama", "jenis", "anggaran", "keterangan"},
    "binawidya.organisasi.forms.token_api.TokenForm": {"nama", "hari"},
    # a field for each value of conduct, for the superior only
    "kinerja.forms.SkpForm": {"pendekatan", "dukungan", "pertanggungjawaban", "konsekuensi"},
}
