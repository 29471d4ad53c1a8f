"""Ready indicators of a kelurahan."""

from decimal import Decimal
from typing import Final

from indikator.enums import Agregasi, Kendali, PeriodePelaporan, Validitas
from indikator.pustaka.butir import ButirIndikator, Pustaka, ikm, rasio, sasaran, tujuan, waktu

_LURAH: Final = "Lurah"
_PELAYANAN: Final = "Kepala seksi pelayanan kelurahan"

KELURAHAN: Final = Pustaka(
    slug="kelurahan",
    nama="Kelurahan",
    keterangan="Surat pengantar, pengaduan, data warga, kegiatan RT dan RW, posyandu, dan administrasi.",
    ikon="house",
    sasaran=(
        tujuan(
            "T1", "Warga kelurahan terlayani dengan cepat dan ramah",
            sasaran(
                "S1.1", "Layanan kelurahan selesai tepat waktu",
                ikm("kelurahan.ikm", "layanan kelurahan", _LURAH),
                waktu(
                    "kelurahan.surat", "Rata-rata waktu penyelesaian surat pengantar", "hari", "1.0",
                    definisi="Hari kerja dari permohonan lengkap diterima sampai surat diserahkan.",
                    alasan="Surat pengantar adalah layanan yang paling sering diminta warga.",
                    rumus="Jumlah hari semua surat dibagi jumlah surat.", sumber_data="Register surat kelurahan",
                    penyedia_data="Petugas loket", penanggung_jawab=_PELAYANAN,
                ),
                rasio(
                    "kelurahan.pengaduan", "Pengaduan ditanggapi pada hari yang sama", 90,
                    "Ditanggapi hari yang sama", "Pengaduan masuk",
                    definisi="Pengaduan yang dijawab pada hari kerja yang sama dengan diterimanya.",
                    alasan="Kelurahan adalah pintu terdekat bagi warga.", sumber_data="Buku pengaduan",
                    penyedia_data="Petugas loket", penanggung_jawab=_PELAYANAN,
                ),
            ),
        ),
        tujuan(
            "T2", "Warga kelurahan berdaya dan ikut serta",
            sasaran(
                "S2.1", "Lembaga warga aktif",
                rasio(
                    "kelurahan.rtrw", "RT dan RW yang menyampaikan laporan bulanan", 90, "RT dan RW melapor",
                    "RT dan RW",
                    definisi="RT dan RW yang laporan bulanannya diterima paling lambat tanggal 5 bulan berikutnya.",
                    alasan="Laporan RT dan RW menunjukkan hubungan kelurahan dengan warganya berjalan.",
                    sumber_data="Buku penerimaan laporan", penyedia_data="Seksi pemerintahan kelurahan",
                    penanggung_jawab="Kepala seksi pemerintahan kelurahan", validitas=Validitas.PROXY,
                ),
                rasio(
                    "kelurahan.posyandu", "Posyandu yang buka setiap bulan", 95, "Posyandu yang buka", "Posyandu",
                    definisi="Posyandu yang membuka layanan paling sedikit sekali pada bulan itu.",
                    alasan="Posyandu yang buka teratur menjaga kesehatan balita dan ibu.",
                    sumber_data="Laporan kader", penyedia_data="Kader posyandu", penanggung_jawab=_LURAH,
                    validitas=Validitas.PROXY,
                ),
                ButirIndikator(
                    slug="kelurahan.gotong_royong", nama="Kegiatan gotong royong warga", satuan="kali",
                    target=Decimal(24),
                    definisi="Gotong royong yang diikuti paling sedikit 20 warga, dengan daftar hadir dan foto.",
                    alasan="Keikutsertaan warga tampak dari kegiatan yang mereka lakukan sendiri.",
                    rumus="Jumlah kegiatan yang memenuhi syarat.", sumber_data="Laporan kegiatan",
                    penyedia_data="RT dan RW", penanggung_jawab="Kepala seksi pemberdayaan kelurahan",
                    validitas=Validitas.ACTIVITY, utama=False,
                ),
                rasio(
                    "kelurahan.pbb", "Penerimaan PBB-P2 terhadap ketetapan", 85, "Rupiah diterima", "Rupiah ketetapan",
                    definisi="PBB-P2 kelurahan yang masuk ke kas daerah dibanding ketetapan yang ditagih.",
                    alasan="Menunjukkan kesadaran pajak warga.", sumber_data="Badan pendapatan daerah",
                    penyedia_data="Seksi pemerintahan kelurahan", penanggung_jawab=_LURAH,
                    validitas=Validitas.PROXY, kendali=Kendali.LOW, utama=False,
                ),
            ),
        ),
        tujuan(
            "T3", "Administrasi kelurahan tertib",
            sasaran(
                "S3.1", "Data dan laporan kelurahan mutakhir",
                rasio(
                    "kelurahan.data_keluarga", "Data keluarga yang dimutakhirkan", 100, "Keluarga dimutakhirkan",
                    "Keluarga yang direncanakan",
                    definisi="Keluarga yang datanya dicocokkan dengan keadaan di lapangan, dibanding rencana.",
                    alasan="Bantuan dan layanan yang tepat memerlukan data yang benar.",
                    sumber_data="Lembar pemutakhiran", penyedia_data="Petugas pendata", penanggung_jawab=_LURAH,
                    validitas=Validitas.PROXY,
                ),
                ButirIndikator(
                    slug="kelurahan.monografi", nama="Butir monografi yang terisi dan berlaku", satuan="%",
                    target=Decimal(95), desimal=2, agregasi=Agregasi.POSISI_AKHIR,
                    definisi="Bagian butir monografi kelurahan yang terisi dengan data paling lama satu tahun.",
                    alasan="Monografi dipakai untuk rencana dan laporan.",
                    rumus="Butir terisi dan berlaku dibagi semua butir, dikali 100, pada akhir periode.",
                    sumber_data="Buku monografi", penyedia_data="Seksi pemerintahan kelurahan",
                    penanggung_jawab="Sekretaris kelurahan", validitas=Validitas.PROXY,
                    periode_pelaporan=PeriodePelaporan.SEMESTERAN, utama=False,
                ),
            ),
        ),
    ),
)  # fmt: skip
