"""Ready indicators of a kecamatan."""

from decimal import Decimal
from typing import Final

from indikator.enums import Kendali, PeriodePelaporan, Polarisasi, Validitas
from indikator.pustaka.butir import (
    PERIKSA,
    ButirIndikator,
    Pustaka,
    akip,
    ikm,
    rasio,
    sasaran,
    tujuan,
    waktu,
)

_PELAYANAN: Final = "Kepala seksi pelayanan umum"
_CAMAT: Final = "Camat"
_SEKCAM: Final = "Sekretaris kecamatan"

KECAMATAN: Final = Pustaka(
    slug="kecamatan",
    nama="Kecamatan",
    keterangan="Pelayanan administrasi terpadu, pengaduan, pembinaan kelurahan, ketertiban, dan tata kelola.",
    ikon="landmark",
    sasaran=(
        tujuan(
            "T1", "Pelayanan kecamatan cepat, pasti, dan dinilai baik oleh warga",
            sasaran(
                "S1.1", "Layanan administrasi selesai tepat waktu",
                ikm("kecamatan.ikm", "layanan kecamatan", _CAMAT),
                rasio(
                    "kecamatan.paten", "Layanan PATEN selesai sesuai standar waktu", 95,
                    "Berkas selesai sesuai standar", "Berkas selesai",
                    definisi="Berkas layanan administrasi terpadu kecamatan yang selesai paling lama menurut standar "
                    "pelayanan, dihitung dari berkas lengkap diterima. Berkas yang dikembalikan karena tidak lengkap "
                    "tidak masuk hitungan.",
                    alasan="Ketepatan waktu adalah janji utama standar pelayanan.",
                    sumber_data="Register PATEN", penyedia_data="Seksi pelayanan umum", penanggung_jawab=_PELAYANAN,
                ),
                waktu(
                    "kecamatan.tunggu", "Rata-rata waktu tunggu di loket", "menit", "15.0",
                    definisi="Menit dari nomor antrean diambil sampai dipanggil, rata-rata semua pengunjung bulan itu.",
                    alasan="Waktu tunggu adalah yang pertama dirasakan warga.",
                    rumus="Jumlah menit tunggu semua pengunjung dibagi jumlah pengunjung.",
                    sumber_data="Mesin antrean atau buku tamu loket", penyedia_data="Petugas loket",
                    penanggung_jawab=_PELAYANAN, utama=False,
                ),
            ),
            sasaran(
                "S1.2", "Pengaduan warga ditangani sampai tuntas",
                rasio(
                    "kecamatan.pengaduan", "Pengaduan ditindaklanjuti paling lama 5 hari kerja", 90,
                    "Ditindaklanjuti tepat waktu", "Pengaduan masuk",
                    definisi="Pengaduan dari loket, surat, dan kanal daring yang dijawab dengan tindakan, bukan hanya "
                    "diteruskan, paling lama 5 hari kerja sejak diterima.",
                    alasan="Pengaduan yang tuntas menunjukkan kantor mendengar warganya.",
                    sumber_data="Buku pengaduan dan kanal SP4N-LAPOR", penyedia_data="Petugas pengaduan",
                    penanggung_jawab=_SEKCAM,
                ),
            ),
        ),
        tujuan(
            "T2", "Masyarakat kecamatan berdaya dan wilayahnya tertib",
            sasaran(
                "S2.1", "Warga dan kelurahan ikut membangun wilayahnya",
                rasio(
                    "kecamatan.musrenbang", "Usulan musrenbang yang masuk rencana kerja daerah", 40,
                    "Usulan yang masuk rencana", "Usulan yang diajukan",
                    definisi="Usulan hasil musrenbang kecamatan yang tercantum dalam rencana kerja perangkat daerah "
                    "tahun berikutnya.",
                    alasan="Menunjukkan usulan warga benar-benar sampai ke rencana dan anggaran.",
                    sumber_data="Berita acara musrenbang dan rencana kerja daerah",
                    penyedia_data="Seksi pemberdayaan masyarakat", penanggung_jawab=_CAMAT,
                    validitas=Validitas.PROXY, kendali=Kendali.LOW, periode_pelaporan=PeriodePelaporan.TAHUNAN,
                ),
                ButirIndikator(
                    slug="kecamatan.gotong_royong", nama="Kegiatan gotong royong di kelurahan", satuan="kali",
                    target=Decimal(120),
                    definisi="Gotong royong yang diikuti paling sedikit 20 warga, dengan daftar hadir dan foto.",
                    alasan="Keikutsertaan warga tampak dari kegiatan yang mereka lakukan sendiri.",
                    rumus="Jumlah kegiatan yang memenuhi syarat.", sumber_data="Laporan kegiatan kelurahan",
                    penyedia_data="Kelurahan", penanggung_jawab="Kepala seksi pemberdayaan masyarakat",
                    validitas=Validitas.ACTIVITY, utama=False,
                ),
                rasio(
                    "kecamatan.pbb", "Penerimaan PBB-P2 terhadap ketetapan", 85, "Rupiah diterima", "Rupiah ketetapan",
                    definisi="PBB-P2 wilayah kecamatan yang masuk ke kas daerah dibanding ketetapan yang ditagih pada "
                    "periode yang sama.",
                    alasan="Menunjukkan kesadaran pajak warga dan hasil penagihan bersama kelurahan.",
                    sumber_data="Badan pendapatan daerah", penyedia_data="Seksi pemerintahan",
                    penanggung_jawab=_CAMAT, validitas=Validitas.PROXY, kendali=Kendali.LOW, utama=False,
                ),
            ),
            sasaran(
                "S2.2", "Wilayah tertib dan aman",
                rasio(
                    "kecamatan.trantib", "Gangguan ketertiban ditangani paling lama 24 jam", 90,
                    "Ditangani paling lama 24 jam", "Laporan gangguan",
                    definisi="Laporan gangguan ketertiban umum yang didatangi petugas paling lama 24 jam sejak "
                    "diterima.",
                    alasan="Kecepatan penanganan mencegah gangguan membesar.",
                    sumber_data="Buku laporan ketertiban", penyedia_data="Seksi ketenteraman dan ketertiban",
                    penanggung_jawab="Kepala seksi ketenteraman dan ketertiban",
                ),
                ButirIndikator(
                    slug="kecamatan.pelanggaran", nama="Pelanggaran ketertiban yang berulang", satuan="kasus",
                    target=Decimal(24), polarisasi=Polarisasi.MINIMUM,
                    definisi="Pelanggaran di tempat yang sudah pernah ditertibkan dalam tahun yang sama.",
                    alasan="Penertiban berhasil bila pelanggarannya tidak terulang.",
                    rumus="Jumlah kasus.", sumber_data="Buku laporan ketertiban",
                    penyedia_data="Seksi ketenteraman dan ketertiban",
                    penanggung_jawab="Kepala seksi ketenteraman dan ketertiban", utama=False,
                ),
            ),
        ),
        tujuan(
            "T3", "Tata kelola kecamatan akuntabel",
            sasaran(
                "S3.1", "Kinerja dan administrasi tertib",
                akip("kecamatan.akip", _CAMAT),
                rasio(
                    "kecamatan.kelurahan_tertib", "Kelurahan dengan administrasi lengkap dan tepat waktu", 100,
                    "Kelurahan lengkap", "Kelurahan dinilai",
                    definisi="Kelurahan yang laporan bulanan, buku administrasi, dan monografinya lengkap pada akhir "
                    "bulan, menurut lembar periksa kecamatan.",
                    alasan="Pembinaan kelurahan tampak dari tertibnya administrasi.",
                    sumber_data="Lembar periksa seksi pemerintahan", penyedia_data="Seksi pemerintahan",
                    penanggung_jawab="Kepala seksi pemerintahan", validitas=Validitas.PROXY,
                ),
                rasio(
                    "kecamatan.anggaran", "Penyerapan anggaran terhadap rencana kas", 92, "Rupiah belanja",
                    "Rupiah rencana kas",
                    definisi="Belanja yang dibayar dibanding rencana kas periode yang sama. Melampaui rencana tidak "
                    "menambah nilai.",
                    alasan="Rencana yang dijalankan sesuai jadwal memperkecil tumpukan di akhir tahun.",
                    sumber_data="Laporan realisasi anggaran", penyedia_data="Subbagian keuangan",
                    penanggung_jawab=_SEKCAM, validitas=Validitas.PROXY, utama=False,
                ),
                rasio(
                    "kecamatan.temuan", "Rekomendasi hasil pemeriksaan yang selesai ditindaklanjuti", 90,
                    "Rekomendasi selesai", "Rekomendasi yang jatuh tempo",
                    definisi="Rekomendasi pemeriksa internal dan eksternal yang dinyatakan selesai oleh pemeriksa "
                    "sampai jatuh temponya.",
                    alasan="Menunjukkan kantor memperbaiki yang ditemukan pemeriksa.",
                    sumber_data="Berita acara pemantauan tindak lanjut", penyedia_data="Sekretariat kecamatan",
                    penanggung_jawab=_SEKCAM, periode_pelaporan=PeriodePelaporan.SEMESTERAN, utama=False,
                    dasar=PERIKSA, periksa=True,
                ),
            ),
        ),
    ),
)  # fmt: skip
