"""The nine elements of the satisfaction survey as a new survey begins with them (PermenPANRB 14/2017).

Complaint handling and facilities stand in the order of the model questionnaire; the body of the regulation has them
the other way round. Data is kept by slug, so that either order gives the same figures.
"""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class UnsurBaku:
    """An element with its question and its four answers, worst first."""

    slug: str
    nama: str
    pertanyaan: str
    jawaban: tuple[str, str, str, str]
    bantuan: str
    nama_en: str
    pertanyaan_en: str
    jawaban_en: tuple[str, str, str, str]
    bantuan_en: str = ""


UNSUR_BAKU: Final = (
    UnsurBaku(
        "persyaratan", "Persyaratan", "Apakah syarat yang diminta sesuai dengan yang diumumkan?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
        "Surat dan data yang harus Anda bawa.",
        "Requirements", "Did the documents you were asked for match what was announced?",
        ("Not at all", "Not quite", "Yes", "Completely"),
        "Papers and data that you had to bring.",
    ),
    UnsurBaku(
        "prosedur", "Sistem, mekanisme, dan prosedur", "Seberapa mudah cara mengurusnya?",
        ("Tidak mudah", "Kurang mudah", "Mudah", "Sangat mudah"),
        "Langkah dari datang sampai selesai.",
        "Procedure", "How easy were the steps?",
        ("Not easy", "Not quite easy", "Easy", "Very easy"),
        "From arriving until it was done, step by step.",
    ),
    UnsurBaku(
        "waktu", "Waktu penyelesaian", "Seberapa cepat Anda dilayani?",
        ("Tidak cepat", "Kurang cepat", "Cepat", "Sangat cepat"),
        "Dihitung dari Anda datang sampai urusan selesai.",
        "Time", "How fast were you served?",
        ("Not fast", "Not quite fast", "Fast", "Very fast"),
        "From when you arrived until it was done.",
    ),
    UnsurBaku(
        "biaya", "Biaya/tarif", "Bagaimana biaya yang Anda bayar?",
        ("Sangat mahal", "Cukup mahal", "Murah", "Gratis"),
        "Yang benar-benar Anda bayar untuk layanan ini.",
        "Cost", "How was the fee you paid?",
        ("Very expensive", "Rather expensive", "Cheap", "Free of charge"),
        "What you really paid for this service.",
    ),
    UnsurBaku(
        "produk", "Produk spesifikasi jenis pelayanan", "Apakah hasilnya sesuai dengan yang dijanjikan?",
        ("Tidak sesuai", "Kurang sesuai", "Sesuai", "Sangat sesuai"),
        "Surat atau hasil lain yang Anda terima.",
        "Result", "Was the result what had been promised?",
        ("Not at all", "Not quite", "Yes", "Completely"),
        "The document or other result that you received.",
    ),
    UnsurBaku(
        "kompetensi", "Kompetensi pelaksana", "Seberapa mampu petugas yang melayani?",
        ("Tidak kompeten", "Kurang kompeten", "Kompeten", "Sangat kompeten"),
        "Pengetahuan dan keterampilannya.",
        "Competence of staff", "How capable was the officer?",
        ("Not capable", "Not quite capable", "Capable", "Very capable"),
        "Knowledge and skill.",
    ),
    UnsurBaku(
        "perilaku", "Perilaku pelaksana", "Seberapa sopan dan ramah petugasnya?",
        ("Tidak sopan dan ramah", "Kurang sopan dan ramah", "Sopan dan ramah", "Sangat sopan dan ramah"),
        "Sikap petugas terhadap Anda.",
        "Conduct of staff", "How polite and friendly was the officer?",
        ("Not polite", "Not quite polite", "Polite", "Very polite"),
        "How the officer treated you.",
    ),
    UnsurBaku(
        "sarana", "Sarana dan prasarana", "Bagaimana ruang tunggu, loket, dan sarana lain?",
        ("Buruk", "Cukup", "Baik", "Sangat baik"),
        "Termasuk toilet, parkir, dan jalur kursi roda.",
        "Facilities", "How were the waiting room, counter and other facilities?",
        ("Bad", "Fair", "Good", "Very good"),
        "Including toilets, parking and wheelchair access.",
    ),
    UnsurBaku(
        "pengaduan", "Penanganan pengaduan, saran, dan masukan", "Bagaimana pengaduan ditangani di sini?",
        ("Tidak ada", "Ada, tidak berfungsi", "Berfungsi kurang maksimal", "Dikelola dengan baik"),
        "Kotak saran, loket pengaduan, atau nomor yang dapat dihubungi.",
        "Complaints", "How are complaints handled here?",
        ("There is no way", "There is one, not working", "Works, but not well", "Well managed"),
        "A suggestion box, a complaints counter, or a number to call.",
    ),
)  # fmt: skip
