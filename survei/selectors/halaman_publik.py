"""Words of the public pages in both languages, and the form page as a person gets it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext_lazy as _

from binawidya.umum.dates import BULAN, format_tanggal
from survei.selectors.bentuk import EN, ID, Bentuk

_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
KATA: Final[Mapping[str, Mapping[str, Any]]] = {
    ID: {
        "judul": _("Bagaimana pelayanan kami?"),
        "survei": _("Survei kepuasan"),
        "layanan": _("Layanan"),
        "janji_waktu": _("pertanyaan, kurang dari satu menit"),
        "janji_nama": _("Tanpa nama dan tanpa nomor telepon"),
        "janji_kait": _("Jawaban tidak dapat dikaitkan dengan Anda"),
        "mulai": _("Mulai"),
        "lanjut": _("Lanjut"),
        "kembali": _("Kembali"),
        "kirim": _("Kirim jawaban"),
        "pertanyaan": _("Pertanyaan"),
        "dari": _("dari"),
        "tentang": _("Tentang Anda"),
        "tentang_bantuan": _("Boleh dikosongkan. Dipakai untuk melihat siapa yang belum terlayani dengan baik."),
        "tidak_disebut": _("Tidak disebut"),
        "saran": _("Saran untuk kami"),
        "saran_bantuan": _("Boleh dikosongkan. Jangan tulis nama atau nomor telepon."),
        "kode": _("Kode sekali pakai"),
        "kode_bantuan": _("Tercetak pada slip yang Anda terima."),
        "lain": "English",
        "lain_kode": EN,
        "salah": _("Belum terkirim. Periksa yang ditandai di bawah ini."),
        "terima": _("Terima kasih, jawaban Anda sudah tersimpan"),
        "terima_isi": _("Penilaian Anda dipakai langsung untuk menilai kinerja kantor ini."),
        "berikut": _("Isi untuk orang berikutnya"),
        "kios": _("Layar ini kembali ke awal dalam beberapa detik."),
        "hasil": _("Lihat hasil survei kantor ini"),
        "awal": _("Ke awal survei"),
        "jangan_ulang": _("Survei ini satu kali untuk setiap kunjungan."),
    },
    EN: {
        "judul": "How was our service?",
        "survei": "Satisfaction survey",
        "layanan": "Service",
        "janji_waktu": "questions, less than a minute",
        "janji_nama": "No name and no telephone number",
        "janji_kait": "Answers cannot be traced to you",
        "mulai": "Start",
        "lanjut": "Next",
        "kembali": "Back",
        "kirim": "Send answers",
        "pertanyaan": "Question",
        "dari": "of",
        "tentang": "About you",
        "tentang_bantuan": "May be left empty. It shows us whom we do not serve well yet.",
        "tidak_disebut": "Not said",
        "saran": "Suggestions",
        "saran_bantuan": "May be left empty. Please write no name and no telephone number.",
        "kode": "One-time code",
        "kode_bantuan": "Printed on the slip you were given.",
        "lain": "Bahasa Indonesia",
        "lain_kode": ID,
        "salah": "Not sent yet. Please check what is marked below.",
        "terima": "Thank you, your answers are stored",
        "terima_isi": "They count directly in how this office is judged.",
        "berikut": "Answer for the next person",
        "kios": "This screen returns to the start in a few seconds.",
        "hasil": "See the results of this office",
        "awal": "To the start of the survey",
        "jangan_ulang": "Please answer once for each visit.",
    },
}


@dataclass(frozen=True, slots=True)
class Kabar:
    """A refusal in the words of the person who answers."""

    judul: Any
    isi: Any


KABAR: Final[Mapping[str, Mapping[str, Kabar]]] = {
    ID: {
        "tertutup": Kabar(
            _("Survei ini sudah ditutup"),
            _("Jawaban Anda tidak tersimpan. Terima kasih sudah meluangkan waktu."),
        ),
        "belum": Kabar(_("Survei ini belum dibuka"), _("Kembali lagi pada tanggal yang tertulis di bawah ini.")),
        "token_terpakai": Kabar(
            _("Kode ini sudah dipakai"),
            _("Satu kode untuk satu jawaban. Jawaban ini tidak tersimpan. Minta kode lain kepada petugas."),
        ),
        "token_salah": Kabar(
            _("Kode ini tidak dikenal"),
            _("Periksa hurufnya: kembali, lalu ketik kode persis seperti pada slip. Jawaban belum tersimpan."),
        ),
        "terlalu_cepat": Kabar(
            _("Terlalu banyak jawaban dari jaringan ini"),
            _("Jawaban Anda belum tersimpan. Tunggu sepuluh menit, lalu kembali ke halaman tadi dan kirim lagi."),
        ),
        "lama": Kabar(
            _("Halaman ini sudah terlalu lama terbuka"),
            _("Jawaban Anda belum tersimpan. Buka surveinya lagi, lalu isi dan kirim."),
        ),
        "besar": Kabar(
            _("Tulisan Anda terlalu panjang"),
            _("Jawaban Anda belum tersimpan. Kembali, lalu tulis paling banyak 1.000 huruf."),
        ),
        "asing": Kabar(
            _("Jawaban ini dikirim dari halaman lain"),
            _("Jawaban tidak tersimpan. Buka survei lewat alamat pendek atau kode QR-nya, lalu isi di sana."),
        ),
    },
    EN: {
        "tertutup": Kabar("This survey is closed", "Your answers were not stored. Thank you for your time."),
        "belum": Kabar("This survey is not open yet", "Please come back on the date below."),
        "token_terpakai": Kabar(
            "This code was used already",
            "One code for one answer. This one was not stored. Ask an officer for another code.",
        ),
        "token_salah": Kabar(
            "This code is not known", "Check its letters: go back and type it as on the slip. Nothing was stored yet."
        ),
        "terlalu_cepat": Kabar(
            "Too many answers from this network",
            "Your answers are not stored yet. Wait ten minutes, then go back and send again.",
        ),
        "lama": Kabar(
            "This page was open for too long", "Your answers are not stored yet. Open the survey again and send them."
        ),
        "besar": Kabar(
            "Your text is too long", "Your answers are not stored yet. Go back and write at most 1,000 letters."
        ),
        "asing": Kabar(
            "These answers were sent from another page",
            "Nothing was stored. Open the survey by its short address or QR code and answer there.",
        ),
    },
}


def tanggal_in(bahasa: str, bentuk: Bentuk, *, buka: bool = False) -> str:
    """The first or last day in the language of the page."""
    day = bentuk.buka if buka else bentuk.tutup
    return format_tanggal(day) if bahasa == ID else f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def periode_in(bahasa: str, bentuk: Bentuk) -> str:
    """The period in the language of the page."""
    if bahasa == ID:
        return bentuk.periode
    text = bentuk.periode
    for indonesian, english in (("Triwulan", "Quarter"), ("Semester", "Half-year"), ("Tahun", "Year")):
        text = text.replace(indonesian, english)
    for indonesian, english in zip(BULAN, _MONTHS, strict=True):
        text = text.replace(indonesian, english)
    return text
