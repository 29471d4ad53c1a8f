"""Individual indicators of the demo office: what people of each post promise."""

from collections.abc import Mapping
from typing import Final

from binawidya.beranda.demo.indikator_data import BERKAS_PATEN, BERKAS_PEGAWAI, GOTONG_ROYONG
from binawidya.beranda.demo.ukuran import TRIWULANAN, Ukuran, jumlah, nilai, rasio, waktu
from indikator.enums import Polarisasi, SumberData

_LAPORAN: Final = jumlah("IND-90", "Laporan bulanan disampaikan tepat waktu", "laporan", 1, bukti=True)

PIMPINAN: Final = (
    jumlah("PIM-01", "Dialog kinerja dengan staf", "kali", 3, bukti=True),
    rasio("PIM-02", "Realisasi staf diverifikasi sebelum batas", 95, "Sebelum batas", "Realisasi diajukan", 24),
    rasio("PIM-03", "Arahan pimpinan ditindaklanjuti", 90, "Ditindaklanjuti", "Arahan", 9),
    jumlah("PIM-04", "Rapat koordinasi dengan mitra kerja", "kali", 2),
    jumlah("PIM-05", "Laporan bulanan unit disampaikan tepat waktu", "laporan", 1, bukti=True),
)
PIMPINAN_WILAYAH: Final = (*PIMPINAN[:3], jumlah("PIM-06", "Kunjungan ke RT dan RW", "kali", 6), PIMPINAN[4])
PEMBERDAYA_KELURAHAN: Final = (GOTONG_ROYONG, PIMPINAN[0], PIMPINAN[1], PIMPINAN[4])
SEKRETARIS_LURAH: Final = (
    rasio("ADM-01", "Berkas administrasi kelurahan lengkap", 92, "Lengkap", "Berkas diperiksa", 36),
    waktu("ADM-02", "Rata-rata waktu menjawab surat masuk", "hari", "2.0"),
    jumlah("ADM-03", "Arsip kelurahan ditata", "berkas", 40),
    jumlah("ADM-04", "Laporan bulanan kelurahan sebelum tanggal 5", "laporan", 1, bukti=True),
)
PERENCANA: Final = (
    jumlah("PRN-01", "Dokumen perencanaan selesai tepat waktu", "dokumen", 2, bukti=True),
    rasio("PRN-02", "Data kinerja unit diperiksa sebelum batas", 95, "Sebelum batas", "Data masuk", 60),
    jumlah("PRN-03", "Pendampingan penyusunan indikator", "kali", 4),
    waktu("PRN-04", "Rata-rata waktu jawaban konsultasi", "hari", "2.0"),
)

# The counter staff of Seksi Pelayanan Umum.
TEPAT_WAKTU: Final = rasio(
    "IND-01", "Persentase berkas selesai sesuai standar waktu", 95, "Sesuai", "Berkas", 180, bukti=True
)
TUNGGU: Final = waktu("IND-02", "Rata-rata waktu tunggu di loket", "menit", "15.0", bukti=True)
DITANGGAPI: Final = rasio(
    "IND-03", "Persentase pengaduan loket ditanggapi pada hari yang sama", 90, "Ditanggapi", "Pengaduan", 16, bukti=True
)
RESPONDEN: Final = jumlah("IND-04", "Jumlah responden survei yang diajak mengisi", "orang", 60, bukti=True)
LAPORAN_LOKET: Final = jumlah(
    "IND-05", "Laporan bulanan loket disampaikan tepat waktu", "laporan", 1, bukti=True
)  # fmt: skip
IKM_LOKET: Final = nilai(
    "IND-06", "IKM loket PATEN", "nilai", "88.31", bulan=TRIWULANAN, sumber=SumberData.SURVEI, sumber_data="SKM"
)
SURAT: Final = jumlah("IND-07", "Jumlah surat keterangan diterbitkan", "surat", 180, bukti=True)
GANGGUAN: Final = rasio(
    "IND-08", "Gangguan aplikasi loket ditangani paling lama 4 jam", 92, "Ditangani", "Gangguan", 14
)
WAKTU_SURAT_LOKET: Final = waktu("IND-09", "Rata-rata waktu penyelesaian surat", "hari", "2.00")
ARSIP: Final = jumlah("IND-10", "Arsip ditata", "berkas", 100, bukti=True)
LENGKAP: Final = rasio("IND-11", "Berkas lengkap saat diterima", 90, "Lengkap", "Berkas diterima", 58)
ANALISIS: Final = jumlah("IND-12", "Analisis pelayanan disusun", "dokumen", 2, bukti=True)

# The seven of rupa/beranda.html, with their weights.
SRI: Final = "Sri Wahyuni"
SRI_BOBOT: Final = (20, 20, 15, 15, 10, 10, 10)
LOKET: Final[Mapping[str, tuple[Ukuran, ...]]] = {
    SRI: (BERKAS_PATEN, TEPAT_WAKTU, TUNGGU, DITANGGAPI, RESPONDEN, LAPORAN_LOKET, IKM_LOKET),
    "Rizky Ananda Putra": (SURAT, GANGGUAN, TEPAT_WAKTU, LAPORAN_LOKET),
    "Novita Sari Harahap": (BERKAS_PATEN, TEPAT_WAKTU, LENGKAP, TUNGGU, LAPORAN_LOKET),
    "Siti Khadijah Zahra": (BERKAS_PATEN, TEPAT_WAKTU, TUNGGU, DITANGGAPI, RESPONDEN),
    "Wulan Permata Dewi": (BERKAS_PATEN, TEPAT_WAKTU, TUNGGU, RESPONDEN),
    "Putri Ayu Lestari": (BERKAS_PATEN, TUNGGU, RESPONDEN),
    "Rina Marlina Sitorus": (ANALISIS, DITANGGAPI, RESPONDEN),
    "Andi Saputra": (WAKTU_SURAT_LOKET, SURAT, ARSIP, LAPORAN_LOKET),
    "Dedi Kurniawan": (SURAT, WAKTU_SURAT_LOKET, LAPORAN_LOKET),
    "Joko Susilo": (ARSIP, LENGKAP, LAPORAN_LOKET),
    "Muhammad Ilham Ramadhan": (TUNGGU, RESPONDEN, LENGKAP),
    "Yusuf Hamdani": (TUNGGU, RESPONDEN, ARSIP),
}

# Staff elsewhere, by the unit or the end of its code; the first is everybody's, of the others each has some.
STAF: Final[Mapping[str, tuple[Ukuran, ...]]] = {
    "BW.01.1": (
        BERKAS_PEGAWAI,
        rasio("IND-01", "Surat masuk diteruskan pada hari yang sama", 95, "Diteruskan hari itu", "Surat masuk", 70),
        jumlah("IND-02", "Arsip ditata", "berkas", 60),
        rasio("IND-03", "Permintaan barang dilayani paling lama 1 hari kerja", 90, "Dilayani", "Permintaan", 18),
        waktu("IND-04", "Rata-rata waktu penyelesaian surat dinas", "hari", "1.5"),
        _LAPORAN,
    ),
    "BW.01.2": (
        jumlah("IND-01", "Dokumen SPJ diperiksa", "dokumen", 30, bukti=True),
        jumlah("IND-02", "SPJ dikembalikan karena salah", "dokumen", 4, polarisasi=Polarisasi.MINIMUM),
        rasio("IND-03", "Transaksi dibukukan pada hari yang sama", 94, "Hari yang sama", "Transaksi", 48),
        waktu("IND-04", "Rata-rata waktu memeriksa tagihan", "hari", "2.0"),
        rasio("IND-05", "Data kinerja bulanan dihimpun lengkap", 95, "Lengkap", "Data diminta", 30),
        _LAPORAN,
    ),
    ".pem": (
        jumlah("IND-01", "Data warga dimutakhirkan", "data", 20),
        rasio("IND-02", "Surat keterangan tanah diperiksa tepat waktu", 90, "Tepat waktu", "Surat", 18, bukti=True),
        waktu("IND-03", "Rata-rata waktu konsep surat selesai", "hari", "1.5"),
        jumlah("IND-04", "Rapat koordinasi difasilitasi", "kali", 2),
        _LAPORAN,
    ),
    "BW.03": (
        jumlah("IND-01", "Patroli diikuti", "kali", 12, bukti=True),
        rasio("IND-02", "Laporan warga ditangani paling lama 24 jam", 90, "Ditangani", "Laporan", 10),
        jumlah("IND-03", "Pelanggaran berulang di wilayah binaan", "kasus", 4, polarisasi=Polarisasi.MINIMUM),
        jumlah("IND-04", "Penyuluhan ketertiban", "kali", 3),
        jumlah("IND-05", "Laporan piket disampaikan tepat waktu", "laporan", 4),
    ),
    ".pmd": (
        jumlah("IND-01", "Kunjungan kelompok masyarakat", "kali", 6, bukti=True),
        jumlah("IND-02", "Kader posyandu dibina", "orang", 10),
        rasio("IND-03", "Usulan warga diteruskan paling lama 3 hari", 88, "Diteruskan", "Usulan", 8),
        jumlah("IND-04", "Kegiatan bank sampah didampingi", "kali", 3),
        _LAPORAN,
    ),
    "BW.05": (
        jumlah("IND-01", "Keluarga didatangi untuk verifikasi", "KK", 40, bukti=True),
        rasio("IND-02", "Permohonan bantuan diperiksa paling lama 3 hari kerja", 92, "Tepat waktu", "Permohonan", 16),
        waktu("IND-03", "Rata-rata waktu kunjungan setelah laporan", "hari", "2.0"),
        jumlah("IND-04", "Penyuluhan sosial", "kali", 3),
        _LAPORAN,
    ),
    ".pel": (
        jumlah("IND-01", "Berkas warga diproses", "berkas", 70, bukti=True),
        rasio("IND-02", "Berkas selesai sesuai standar waktu", 93, "Sesuai standar", "Berkas", 60),
        waktu("IND-03", "Rata-rata waktu tunggu di loket", "menit", "12.0"),
        rasio("IND-04", "Pengaduan ditanggapi pada hari yang sama", 88, "Ditanggapi", "Pengaduan", 8),
        _LAPORAN,
    ),
}
# Staff of the puskesmas, by the beginning of the post; "" is everybody else.
STAF_PUSKESMAS: Final[Mapping[str, tuple[Ukuran, ...]]] = {
    "Dokter": (
        jumlah("DOK-01", "Pasien diperiksa", "pasien", 300),
        rasio("DOK-02", "Rekam medis lengkap dalam 24 jam", 94, "Lengkap", "Rekam medis", 280, bukti=True),
        waktu("DOK-03", "Rata-rata waktu tunggu pemeriksaan", "menit", "40"),
        rasio("DOK-04", "Rujukan sesuai indikasi", 88, "Sesuai indikasi", "Rujukan", 30),
        jumlah("DOK-05", "Kunjungan ke posyandu", "kali", 2),
    ),
    "Perawat": (
        jumlah("PRW-01", "Pasien dilayani", "pasien", 340),
        rasio("PRW-02", "Asuhan keperawatan tercatat lengkap", 94, "Lengkap", "Asuhan", 300, bukti=True),
        jumlah("PRW-03", "Kunjungan rumah", "kali", 8),
        waktu("PRW-04", "Rata-rata waktu tunggu tindakan", "menit", "20"),
        _LAPORAN,
    ),
    "Bidan": (
        rasio("BDN-01", "Ibu hamil diperiksa sesuai jadwal", 88, "Sesuai jadwal", "Ibu hamil", 40, bukti=True),
        rasio("BDN-02", "Balita binaan ditimbang", 85, "Ditimbang", "Balita", 240),
        jumlah("BDN-03", "Kunjungan nifas", "kali", 10),
        jumlah("BDN-04", "Kelas ibu hamil", "kali", 2),
        _LAPORAN,
    ),
    "": (
        jumlah("PNJ-01", "Layanan penunjang dikerjakan", "layanan", 230),
        rasio("PNJ-02", "Layanan penunjang selesai sesuai waktu", 93, "Sesuai waktu", "Layanan", 220, bukti=True),
        waktu("PNJ-03", "Rata-rata waktu layanan", "menit", "25"),
        rasio("PNJ-04", "Persediaan cocok dengan catatan", 95, "Cocok", "Butir diperiksa", 60),
        _LAPORAN,
    ),
}
BOBOT: Final[Mapping[int, tuple[int, ...]]] = {
    3: (40, 35, 25),
    4: (30, 30, 25, 15),
    5: (25, 25, 20, 15, 15),
    6: (20, 20, 20, 15, 15, 10),
    7: SRI_BOBOT,
}
