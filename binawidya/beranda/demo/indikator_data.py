"""The IKU of every unit of the demo office, and the strategy they serve."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from binawidya.beranda.demo.ukuran import TRIWULANAN, Ukuran, jumlah, nilai, rasio, waktu
from binawidya.beranda.demo.unit_kerja import (
    BINA_WIDYA,
    DELIMA,
    KECAMATAN,
    KESOS,
    KEUANGAN,
    PELAYANAN,
    PEMBERDAYAAN,
    PEMERINTAHAN,
    PUSKESMAS,
    SEKRETARIAT,
    SIMPANG_BARU,
    SUNGAI_SIBAM,
    TOBEK_GODANG,
    TRANTIB,
    UMUM,
)
from indikator.enums import JenisSasaran, SumberData
from indikator.enums import Polarisasi as Pol

# By code: its kind, the code above it, its wording.
SASARAN: Final[Mapping[str, tuple[JenisSasaran, str | None, str]]] = {
    "V": (JenisSasaran.VISI, None, "Pelayanan kecamatan yang cepat, jujur, dan dekat dengan warga"),
    "M1": (JenisSasaran.MISI, "V", "Meningkatkan mutu pelayanan publik"),
    "M2": (JenisSasaran.MISI, "V", "Memberdayakan masyarakat kelurahan"),
    "M3": (JenisSasaran.MISI, "V", "Tata kelola yang akuntabel"),
    "S1.1": (JenisSasaran.SASARAN_STRATEGIS, "M1", "Pelayanan PATEN cepat dan pasti"),
    "S1.2": (JenisSasaran.SASARAN_STRATEGIS, "M1", "Pengaduan warga tuntas"),
    "S2.1": (JenisSasaran.SASARAN_STRATEGIS, "M2", "Warga ikut merawat lingkungan"),
    "S2.2": (JenisSasaran.SASARAN_STRATEGIS, "M2", "Kesadaran pajak meningkat"),
    "S3.1": (JenisSasaran.SASARAN_STRATEGIS, "M3", "Kinerja dan administrasi tertib"),
}
TURUNAN: Final = SumberData.TURUNAN

IKM: Final = nilai(
    "IKU-01", "Indeks Kepuasan Masyarakat layanan kecamatan", "nilai", "88.31", 20,
    bulan=TRIWULANAN, sumber=SumberData.SURVEI, sasaran="S1.1", sumber_data="Hasil SKM triwulanan",
    definisi="Nilai SKM gabungan semua layanan kecamatan menurut PermenPANRB 14/2017, skala 25 sampai 100.",
)  # fmt: skip
PATEN: Final = rasio(
    "IKU-02", "Layanan PATEN selesai sesuai standar waktu", 95, "Berkas sesuai standar", "Berkas selesai", 670, 20,
    sumber=TURUNAN, sasaran="S1.1", sumber_data="Register PATEN kecamatan dan kelurahan", bukti=True,
    definisi="Berkas PATEN yang selesai dalam waktu menurut standar pelayanan, di loket kecamatan dan lima kelurahan.",
)  # fmt: skip
WAKTU_SURAT: Final = waktu(
    "IKU-03", "Rata-rata waktu penyelesaian surat keterangan", "hari", "2.00", 10,
    sasaran="S1.1", sumber_data="Register surat keterangan",
    definisi="Hari kerja dari berkas lengkap diterima sampai surat ditandatangani.",
)  # fmt: skip
PENGADUAN: Final = rasio(
    "IKU-04", "Pengaduan ditindaklanjuti paling lama 5 hari kerja", 90, "Ditindaklanjuti", "Pengaduan", 15, 15,
    sasaran="S1.2", sumber_data="Buku pengaduan dan kanal SP4N-LAPOR", bukti=True,
    definisi="Pengaduan yang dijawab dengan tindakan, bukan hanya diteruskan, dalam 5 hari kerja.",
)  # fmt: skip
GOTONG_ROYONG: Final = jumlah(
    "IKU-05", "Kegiatan gotong royong di kelurahan", "kali", 20, 10,
    sumber=TURUNAN, sasaran="S2.1", sumber_data="Laporan kegiatan kelurahan", bukti=True,
    definisi="Gotong royong yang diikuti paling sedikit 20 warga, dengan daftar hadir dan foto.",
)  # fmt: skip
PBB: Final = rasio(
    "IKU-06", "Penerimaan PBB-P2 terhadap ketetapan", 85, "Rupiah diterima", "Rupiah ketetapan ditagih",
    1_485_000_000, 10, sumber=TURUNAN, sasaran="S2.2", sumber_data="Badan Pendapatan Daerah",
    target_bulan={bulan: Decimal(70 if bulan <= 6 else 75) for bulan in range(1, 10)},
    definisi="PBB-P2 yang masuk ke kas daerah dibanding ketetapan yang ditagih pada bulan yang sama.",
)  # fmt: skip
SAKIP: Final = nilai(
    "IKU-07", "Nilai SAKIP kecamatan", "nilai", "72.00", 5, bulan=(12,),
    sasaran="S3.1", sumber_data="Laporan hasil evaluasi Inspektorat",
    definisi="Nilai evaluasi AKIP tahun berjalan menurut PermenPANRB 88/2021.",
)  # fmt: skip
ADMINISTRASI: Final = rasio(
    "IKU-08", "Kelurahan dengan administrasi lengkap dan tepat waktu", 100, "Kelurahan lengkap", "Kelurahan dinilai",
    5, 10, sasaran="S3.1", sumber_data="Lembar periksa Seksi Pemerintahan",
    definisi="Kelurahan yang laporan, buku dan monografinya lengkap pada akhir bulan.",
)  # fmt: skip
LAPORAN: Final = jumlah(
    "SEK-04", "Laporan kecamatan disampaikan tepat waktu", "laporan", 6, 25, sumber=TURUNAN, sasaran="S3.1",
    definisi="Laporan kinerja, keuangan dan kepegawaian yang disampaikan sebelum tenggatnya.",
)  # fmt: skip
BERKAS_PEGAWAI: Final = jumlah(
    "UMP-01", "Berkas kepegawaian selesai diproses", "berkas", 30, 35, sumber=TURUNAN, sasaran="S3.1",
    definisi="Usul kenaikan pangkat, gaji berkala, cuti dan pensiun yang selesai di kecamatan.",
)  # fmt: skip
BERKAS_PATEN: Final = jumlah(
    "YAN-01", "Jumlah berkas PATEN yang diproses", "berkas", 180, 25, sumber=TURUNAN, sasaran="S1.1", bukti=True,
    definisi="Berkas yang diperiksa, diproses dan diserahkan di loket kecamatan.",
)  # fmt: skip

IKU: Final[Mapping[str, tuple[Ukuran, ...]]] = {
    KECAMATAN: (IKM, PATEN, WAKTU_SURAT, PENGADUAN, GOTONG_ROYONG, PBB, SAKIP, ADMINISTRASI),
    SEKRETARIAT: (
        rasio("SEK-01", "Surat masuk ditindaklanjuti paling lama 2 hari kerja", 95, "Ditindaklanjuti", "Surat masuk",
              140, 30, sasaran="S3.1", definisi="Surat yang sudah dijawab atau didisposisi tuntas."),
        rasio("SEK-02", "Penyerapan anggaran terhadap rencana kas", 92, "Rupiah belanja", "Rupiah rencana kas",
              780_000_000, 25, sasaran="S3.1", definisi="Belanja yang dibayar dibanding rencana kas bulan itu."),
        waktu("SEK-03", "Rata-rata waktu penyelesaian usul kepegawaian", "hari", "5.0", 20, sasaran="S3.1",
              definisi="Hari kerja dari usul lengkap sampai dikirim ke BKPSDM."),
        LAPORAN,
    ),
    UMUM: (
        BERKAS_PEGAWAI,
        rasio("UMP-02", "Aset tercatat dan berkondisi baik", 90, "Aset baik", "Aset diperiksa", 60, 35, sasaran="S3.1",
              definisi="Barang milik daerah yang tercatat, ditemukan dan dapat dipakai."),
    ),
    KEUANGAN: (
        rasio("KEU-01", "SPJ lengkap saat diajukan", 92, "SPJ lengkap", "SPJ diajukan", 36, 35, sasaran="S3.1",
              bukti=True, definisi="Surat pertanggungjawaban yang tidak dikembalikan verifikator keuangan."),
        waktu("KEU-02", "Rata-rata waktu verifikasi tagihan", "hari", "3.0", 25, sasaran="S3.1",
              definisi="Hari kerja dari tagihan diterima sampai siap dibayar."),
    ),
    PEMERINTAHAN: (
        jumlah("PEM-01", "Data monografi kelurahan dimutakhirkan", "data", 40, 30, sasaran="S3.1",
               definisi="Butir monografi yang diperiksa ke lapangan dan diperbarui."),
        rasio("PEM-02", "Surat tanah dan waris diregister paling lama 3 hari", 92, "Tepat waktu", "Surat diregister",
              45, 30, sasaran="S1.1", bukti=True, definisi="Dari berkas lengkap sampai masuk buku register."),
        jumlah("PEM-03", "Rapat koordinasi dengan RT dan RW", "kali", 4, 20, sasaran="S3.1",
               definisi="Rapat dengan undangan, daftar hadir dan notula."),
        waktu("PEM-04", "Rata-rata waktu rekomendasi pertanahan", "hari", "4.0", 20, sasaran="S1.1",
              definisi="Hari kerja dari permohonan lengkap sampai rekomendasi."),
    ),
    TRANTIB: (
        jumlah("TRB-01", "Patroli wilayah", "kali", 26, 35, sasaran="S2.1", bukti=True,
               definisi="Patroli dengan surat tugas dan laporan."),
        rasio("TRB-02", "Gangguan ketertiban ditangani paling lama 24 jam", 90, "Ditangani", "Laporan warga", 30, 40,
              sasaran="S1.2", definisi="Dari laporan diterima sampai petugas di tempat."),
        jumlah("TRB-03", "Pelanggaran ketertiban berulang", "kasus", 12, 25, polarisasi=Pol.MINIMUM, sasaran="S2.1",
               definisi="Pelanggaran di tempat yang sudah ditertibkan dalam tahun yang sama."),
    ),
    PEMBERDAYAAN: (
        jumlah("PMD-01", "Pendampingan kelompok masyarakat", "kali", 18, 35, sasaran="S2.1",
               definisi="Pendampingan PKK, karang taruna, LPM dan kelompok usaha."),
        rasio("PMD-02", "Usulan musrenbang ditindaklanjuti", 80, "Ditindaklanjuti", "Usulan diperiksa", 22, 35,
              sasaran="S2.1", definisi="Usulan yang masuk rencana kerja atau dijawab tertulis."),
        rasio("PMD-03", "Posyandu aktif", 90, "Posyandu aktif", "Posyandu", 46, 30, sasaran="S2.1", bukti=True,
              definisi="Posyandu yang buka paling sedikit sekali pada bulan itu."),
    ),
    KESOS: (
        jumlah("KSS-01", "Keluarga diverifikasi untuk data terpadu", "KK", 120, 35, sasaran="S2.1", bukti=True,
               definisi="Keluarga yang didatangi dan datanya diperbarui."),
        rasio("KSS-02", "Rekomendasi bantuan selesai paling lama 3 hari kerja", 92, "Tepat waktu", "Permohonan", 52,
              35, sasaran="S1.1", definisi="Dari permohonan lengkap sampai rekomendasi ditandatangani."),
        waktu("KSS-03", "Rata-rata waktu penanganan warga telantar", "hari", "2.0", 30, sasaran="S1.2",
              definisi="Hari dari laporan sampai warga ditampung atau dipulangkan."),
    ),
    PELAYANAN: (
        BERKAS_PATEN,
        waktu("YAN-02", "Rata-rata waktu tunggu pemohon", "menit", "15.0", 20, sasaran="S1.1",
              definisi="Menit dari nomor antrean diambil sampai dipanggil."),
        rasio("YAN-03", "Arsip pelayanan lengkap", 85, "Arsip lengkap", "Arsip diperiksa", 120, 20, sasaran="S3.1",
              definisi="Contoh arsip yang semua lembarnya ada."),
    ),
    PUSKESMAS: (
        jumlah("PKM-01", "Pasien terlayani di poli dan ruang tindakan", "pasien", 2400, 20, sasaran="S1.1",
               definisi="Kunjungan yang selesai dilayani dan tercatat di rekam medis."),
        rasio("PKM-02", "Balita ditimbang", 85, "Balita ditimbang", "Sasaran balita", 1350, 25, sasaran="S2.1",
              bukti=True, definisi="Balita yang ditimbang di posyandu atau puskesmas bulan itu."),
        rasio("PKM-03", "Ibu hamil diperiksa enam kali", 88, "Ibu hamil K6", "Sasaran ibu hamil", 60, 20,
              sasaran="S1.1", definisi="Ibu bersalin bulan itu yang sudah diperiksa paling sedikit enam kali."),
        waktu("PKM-04", "Rata-rata waktu tunggu rawat jalan", "menit", "45", 20, sasaran="S1.1",
              definisi="Menit dari pendaftaran sampai diperiksa dokter."),
        rasio("PKM-05", "Penderita hipertensi berobat teratur", 80, "Berobat teratur", "Penderita terdaftar", 420, 15,
              sasaran="S1.1", definisi="Penderita yang datang atau didatangi pada bulan itu."),
    ),
}  # fmt: skip

# Besides their shares of IKU-02, IKU-05 and IKU-06.
IKU_KELURAHAN: Final = (
    jumlah("KEL-01", "Data keluarga dimutakhirkan", "KK", 150, 20, sasaran="S3.1",
           definisi="Kartu keluarga yang datanya dicocokkan dengan keadaan di lapangan."),
    waktu("KEL-02", "Rata-rata waktu penyelesaian surat pengantar", "hari", "1.00", 20, sasaran="S1.1",
          definisi="Hari kerja dari permohonan sampai surat diserahkan."),
)  # fmt: skip
IKU_SEKSI_KELURAHAN: Final[Mapping[str, tuple[Ukuran, ...]]] = {
    ".1": (
        jumlah("KPM-01", "Data RT dan RW dimutakhirkan", "data", 12, 35, sasaran="S3.1"),
        rasio("KPM-02", "Surat keterangan tanah diregister tepat waktu", 90, "Tepat waktu", "Surat", 14, 40,
              sasaran="S1.1"),
        waktu("KPM-03", "Rata-rata waktu jawaban surat warga", "hari", "3.0", 25, sasaran="S1.2"),
    ),
    ".2": (
        jumlah("KPD-01", "Kunjungan pembinaan kader posyandu", "kali", 8, 35, sasaran="S2.1"),
        rasio("KPD-02", "Usulan warga ditindaklanjuti", 80, "Ditindaklanjuti", "Usulan", 10, 40, sasaran="S2.1"),
        jumlah("KPD-03", "Kegiatan bank sampah", "kali", 3, 25, sasaran="S2.1"),
    ),
    ".3": (
        jumlah("KPL-01", "Surat pengantar diterbitkan", "surat", 90, 35, sasaran="S1.1"),
        rasio("KPL-02", "Pengaduan warga ditanggapi pada hari yang sama", 88, "Ditanggapi", "Pengaduan", 12, 40,
              sasaran="S1.2"),
        waktu("KPL-03", "Rata-rata waktu tunggu di loket kelurahan", "menit", "12.0", 25, sasaran="S1.1"),
    ),
}  # fmt: skip

# Share of each unit in the sums of the kecamatan: berkas PATEN a month, gotong royong a month, ketetapan PBB-P2.
BAGIAN: Final[Mapping[str, tuple[int, int, int]]] = {
    PELAYANAN: (670, 0, 0),
    SIMPANG_BARU: (251, 5, 470_000_000),
    DELIMA: (207, 4, 345_000_000),
    TOBEK_GODANG: (200, 4, 360_000_000),
    BINA_WIDYA: (110, 4, 225_000_000),
    SUNGAI_SIBAM: (40, 3, 85_000_000),
}
BOBOT_KELURAHAN: Final = {PATEN.kode: 25, GOTONG_ROYONG.kode: 15, PBB.kode: 20}
# Extra weights of sums that a unit carries for the unit above: (kode, unit) -> (target a month, bobot).
BAGIAN_LAPORAN: Final[Mapping[str, tuple[int, int]]] = {UMUM: (2, 30), KEUANGAN: (4, 40)}
BOBOT_PATEN_SEKSI: Final = 35
