"""Forms of the score engine."""

FORMULIR = {
    # and four fields for every row of the scale
    "indikator.forms.kebijakan_skor.KebijakanSkorForm": {
        "versi",
        "batas_atas",
        "batas_bawah",
        "tidak_dilaporkan",
        "desimal",
        "dibulatkan",
        "bobot_mutu",
        "dasar",
        "alasan",
    },
}
