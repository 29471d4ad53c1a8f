"""Ready indicators of a puskesmas. Their definitions are from memory; each says so."""

from typing import Any, Final

from indikator.enums import Kendali, PeriodePelaporan, Validitas
from indikator.pustaka.butir import PERIKSA, ButirIndikator, Pustaka, akip, ikm, rasio, sasaran, tujuan, waktu

_KEPALA: Final = "Kepala puskesmas"
_KIA: Final = "Penanggung jawab kesehatan ibu dan anak"


def _cakupan(slug: str, nama: str, target: int, pembilang: str, penyebut: str, **isi: Any) -> ButirIndikator:
    """A coverage of a health service, whose definition the health ministry sets."""
    values = {
        "sumber_data": "Register dan aplikasi pelaporan puskesmas",
        "penyedia_data": "Petugas program",
        "validitas": Validitas.PROXY,
        "dasar": PERIKSA,
        "periksa": True,
    }
    return rasio(slug, nama, target, pembilang, penyebut, **values | isi)


PUSKESMAS: Final = Pustaka(
    slug="puskesmas",
    nama="Puskesmas",
    keterangan="Kesehatan ibu dan anak, penyakit menular dan tidak menular, mutu layanan, dan tata kelola.",
    ikon="heart-pulse",
    sasaran=(
        tujuan(
            "T1", "Derajat kesehatan warga meningkat",
            sasaran(
                "S1.1", "Ibu dan anak sehat",
                _cakupan(
                    "puskesmas.k6", "Ibu hamil yang diperiksa paling sedikit enam kali", 88,
                    "Ibu hamil diperiksa 6 kali", "Sasaran ibu hamil",
                    definisi="Ibu yang bersalin pada periode itu dan selama hamil diperiksa paling sedikit enam kali, "
                    "dibanding sasaran ibu hamil wilayah kerja.",
                    alasan="Pemeriksaan teratur menurunkan risiko bagi ibu dan bayi.", penanggung_jawab=_KIA,
                ),
                _cakupan(
                    "puskesmas.salin", "Persalinan di fasilitas kesehatan", 95, "Persalinan di fasilitas",
                    "Persalinan",
                    definisi="Persalinan yang ditolong tenaga kesehatan di fasilitas kesehatan, dibanding seluruh "
                    "persalinan yang tercatat.",
                    alasan="Persalinan di fasilitas menekan kematian ibu dan bayi.", penanggung_jawab=_KIA,
                ),
                _cakupan(
                    "puskesmas.imunisasi", "Bayi dengan imunisasi dasar lengkap", 90, "Bayi lengkap", "Sasaran bayi",
                    definisi="Bayi yang menyelesaikan seluruh imunisasi dasar sampai usia satu tahun.",
                    alasan="Kekebalan bayi melindungi seluruh wilayah.", penanggung_jawab=_KIA,
                ),
                _cakupan(
                    "puskesmas.timbang", "Balita yang ditimbang", 85, "Balita ditimbang", "Sasaran balita",
                    definisi="Balita yang ditimbang di posyandu atau puskesmas pada bulan itu.",
                    alasan="Penimbangan teratur menemukan gangguan pertumbuhan lebih awal.",
                    penanggung_jawab="Penanggung jawab gizi",
                ),
            ),
            sasaran(
                "S1.2", "Penyakit ditemukan dan diobati",
                _cakupan(
                    "puskesmas.hipertensi", "Penderita hipertensi yang berobat teratur", 80, "Berobat teratur",
                    "Penderita terdaftar",
                    definisi="Penderita hipertensi terdaftar yang datang atau didatangi pada bulan itu.",
                    alasan="Tekanan darah yang terkendali mencegah stroke dan gagal ginjal.",
                    penanggung_jawab="Penanggung jawab penyakit tidak menular",
                ),
                _cakupan(
                    "puskesmas.tb", "Pasien tuberkulosis yang selesai berobat", 90, "Pasien selesai berobat",
                    "Pasien yang mulai berobat",
                    definisi="Pasien yang menyelesaikan pengobatan, dari yang mulai berobat pada angkatan yang sama.",
                    alasan="Pengobatan yang selesai memutus penularan.",
                    penanggung_jawab="Penanggung jawab penyakit menular",
                    periode_pelaporan=PeriodePelaporan.TRIWULANAN,
                ),
                _cakupan(
                    "puskesmas.skrining", "Warga usia produktif yang diskrining kesehatannya", 70, "Warga diskrining",
                    "Sasaran usia produktif",
                    definisi="Warga usia 15 sampai 59 tahun yang diskrining sesuai standar paling sedikit sekali dalam "
                    "setahun.",
                    alasan="Skrining menemukan penyakit sebelum terlambat.",
                    penanggung_jawab="Penanggung jawab penyakit tidak menular", utama=False,
                ),
            ),
        ),
        tujuan(
            "T2", "Layanan puskesmas bermutu",
            sasaran(
                "S2.1", "Pasien puas dan tidak menunggu lama",
                ikm("puskesmas.ikm", "layanan puskesmas", _KEPALA),
                waktu(
                    "puskesmas.tunggu", "Rata-rata waktu tunggu rawat jalan", "menit", "45.0",
                    definisi="Menit dari pendaftaran sampai diperiksa dokter, rata-rata semua pasien bulan itu.",
                    alasan="Waktu tunggu adalah keluhan yang paling sering disampaikan pasien.",
                    rumus="Jumlah menit tunggu semua pasien dibagi jumlah pasien.",
                    sumber_data="Sistem antrean", penyedia_data="Pendaftaran", penanggung_jawab=_KEPALA,
                ),
                rasio(
                    "puskesmas.keluhan", "Keluhan pasien yang selesai paling lama 3 hari kerja", 95,
                    "Keluhan selesai tepat waktu", "Keluhan masuk",
                    definisi="Keluhan lewat kotak saran, pesan, dan loket yang dijawab tuntas dalam 3 hari kerja.",
                    alasan="Keluhan yang dijawab menjaga kepercayaan pasien.", sumber_data="Buku keluhan",
                    penyedia_data="Petugas pengaduan", penanggung_jawab="Kepala tata usaha", utama=False,
                ),
            ),
        ),
        tujuan(
            "T3", "Tata kelola puskesmas akuntabel",
            sasaran(
                "S3.1", "Kinerja dan keuangan tertib",
                akip("puskesmas.akip", _KEPALA),
                rasio(
                    "puskesmas.anggaran", "Penyerapan anggaran terhadap rencana kas", 92, "Rupiah belanja",
                    "Rupiah rencana kas",
                    definisi="Belanja yang dibayar dibanding rencana kas periode yang sama.",
                    alasan="Rencana yang dijalankan sesuai jadwal memperkecil tumpukan di akhir tahun.",
                    sumber_data="Laporan realisasi anggaran", penyedia_data="Bendahara",
                    penanggung_jawab="Kepala tata usaha", validitas=Validitas.PROXY, kendali=Kendali.MODERATE,
                    utama=False,
                ),
            ),
        ),
    ),
)  # fmt: skip
