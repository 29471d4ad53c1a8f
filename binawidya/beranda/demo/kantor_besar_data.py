"""Parts from which the names of the big office are put together: some hundred thousand combinations."""

from typing import Final

DEPAN: Final = (
    "Ade", "Agus", "Aisyah", "Andi", "Anita", "Arif", "Asri", "Bayu", "Budi", "Citra", "Dedi", "Desi", "Dewi", "Dian",
    "Dwi", "Eka", "Elvi", "Erna", "Fadli", "Fajar", "Farida", "Fitri", "Gusti", "Hafiz", "Hana", "Hendra", "Ika",
    "Ilham", "Indah", "Irfan", "Joko", "Kartika", "Laila", "Lestari", "Lukman", "Maya", "Mega", "Muhammad", "Nadia",
    "Nanda", "Novi", "Nur", "Putri", "Rahmat", "Ratna", "Rian", "Rini", "Rizki", "Rosa", "Sari", "Siti", "Sri",
    "Taufik", "Tri", "Ulfa", "Vina", "Wahyu", "Wulan", "Yani", "Zahra",
)  # fmt: skip
TENGAH: Final = (
    "Aditya", "Afrizal", "Amalia", "Anggraini", "Apriani", "Ardiansyah", "Astuti", "Aulia", "Azzahra", "Damayanti",
    "Darmawan", "Efendi", "Fadilah", "Febriani", "Firmansyah", "Gunawan", "Hakim", "Handayani", "Hartati", "Hidayat",
    "Indriani", "Iskandar", "Kurnia", "Kurniawan", "Kusuma", "Maharani", "Maulana", "Melati", "Mulyadi", "Nugraha",
    "Oktaviani", "Permata", "Pratama", "Purnama", "Rahayu", "Rahmadani", "Ramadhan", "Safitri", "Saputra", "Setiawan",
    "Suryani", "Susanti", "Syahputra", "Utami", "Wahyuni", "Wardhani", "Wibowo", "Widodo", "Wijaya", "Yuliana",
)  # fmt: skip
BELAKANG: Final = (
    "", "", "", "Batubara", "Chaniago", "Dalimunthe", "Daulay", "Ginting", "Gultom", "Harahap", "Hasibuan",
    "Hutagalung", "Hutapea", "Koto", "Lubis", "Manurung", "Marpaung", "Nainggolan", "Nasution", "Nur'aini", "Pane",
    "Pasaribu", "Piliang", "Pohan", "Pulungan", "Purba", "Rambe", "Rangkuti", "Ritonga", "Sembiring", "Siagian",
    "Sikumbang", "Silalahi", "Simatupang", "Sinaga", "Siregar", "Sitorus", "Situmorang", "Tambunan", "Tanjung",
)  # fmt: skip
BIDANG: Final = (
    "Pendidikan", "Kesehatan", "Pekerjaan Umum", "Perumahan", "Ketenteraman", "Sosial", "Tenaga Kerja", "Pangan",
    "Lingkungan Hidup", "Kependudukan", "Pemberdayaan Masyarakat", "Perhubungan", "Komunikasi", "Koperasi",
    "Penanaman Modal", "Kepemudaan", "Kebudayaan", "Perpustakaan", "Kearsipan", "Perikanan", "Pariwisata", "Pertanian",
    "Perdagangan", "Perencanaan", "Keuangan", "Kepegawaian", "Penelitian", "Pengawasan", "Pendapatan", "Aset",
)  # fmt: skip
# (jenis, beginning of the name) by level of the tree.
TINGKAT: Final = (
    ("pemerintah_daerah", "Pemerintah Kota"),
    ("perangkat_daerah", "Dinas"),
    ("bidang", "Bidang"),
    ("seksi", "Seksi"),
    ("subbagian", "Subbagian"),
    ("lain", "Kelompok"),
)
GELAR: Final = ("", "", "S.E.", "S.Sos.", "S.AP.", "S.H.", "S.Kom.", "A.Md.", "S.T.", "S.Pd.")
GOLONGAN: Final = ("II/c", "II/d", "III/a", "III/b", "III/c", "III/d", "IV/a")
GOLONGAN_PPPK: Final = ("V", "VII", "IX", "X")
# (nama, jenis): the first three lead units.
JABATAN: Final = (
    ("Wali Kota", "jpt"),
    ("Kepala Perangkat Daerah", "jpt"),
    ("Kepala Unit", "pengawas"),
    ("Pengadministrasi Umum", "pelaksana"),
    ("Penelaah Teknis Kebijakan", "pelaksana"),
    ("Pengelola Data", "pelaksana"),
    ("Perencana Ahli Pertama", "fungsional"),
    ("Pranata Komputer Ahli Pertama", "fungsional"),
)
# Individual indicators, used over and over: nama, satuan, agregasi, polarisasi, desimal, target a month.
INDIKATOR: Final = (
    ("Berkas selesai diproses", "berkas", "jumlah", "maksimum", 0, 120),
    ("Berkas selesai sesuai standar waktu", "%", "rasio", "maksimum", 2, 95),
    ("Rata-rata waktu penyelesaian berkas", "hari", "rata_rata", "minimum", 2, 3),
    ("Laporan disampaikan", "laporan", "jumlah", "maksimum", 0, 4),
    ("Nilai mutu layanan", "nilai", "posisi_akhir", "maksimum", 2, 88),
    ("Pengaduan ditanggapi pada hari yang sama", "%", "rasio", "maksimum", 2, 90),
    ("Kunjungan lapangan", "kali", "jumlah", "maksimum", 0, 8),
)
# IKU of every unit; the first is summed up the whole tree.
IKU: Final = (
    ("Layanan selesai sesuai standar waktu", "%", "rasio", "maksimum", 2, 95),
    ("Kegiatan unit terlaksana", "kegiatan", "jumlah", "maksimum", 0, 40),
    ("Rata-rata waktu jawaban surat", "hari", "rata_rata", "minimum", 2, 2),
    ("Nilai mutu unit", "nilai", "posisi_akhir", "maksimum", 2, 85),
)
