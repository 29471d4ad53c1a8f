"""The 112 people of the demo office. All invented, like their NIP; names as they are met in Riau.

A line: nama; gelar depan; gelar belakang; L or P; jenis; golongan; jabatan; tanda; NIP where a page shows it.
Tanda: K leads the unit, T is on tugas belajar, P has retired.
"""

from collections.abc import Mapping
from typing import Final

DAFTAR: Final[Mapping[str, str]] = {
    "BW": """
        Rahmat Hidayatul Fikri;;S.STP., M.Si.;L;pns;IV/b;Camat Binawidya;K;197903142000121003
        Dewi Anggraini Lubis;;S.E., M.Ak.;P;pns;III/d;Perencana Ahli Muda;;
    """,
    "BW.01": """
        Zulkifli Nasution;Drs. H.;M.Si.;L;pns;IV/a;Sekretaris Kecamatan;K;
    """,
    "BW.01.1": """
        Marlina Simatupang;;S.Sos.;P;pns;III/d;Kepala Subbagian Umum dan Kepegawaian;K;
        Yulia Fitriani;;S.AP.;P;pns;III/b;Analis Sumber Daya Manusia Aparatur Ahli Pertama;;
        Suparman;;;L;pns;II/c;Pengadministrasi Umum;;
        Ratna Juwita Sembiring;;A.Md.;P;pppk;VII;Arsiparis Terampil;;
        Nofrianto;;;L;pppk;V;Pengelola Barang Milik Daerah;;
        Hendra Gunawan;;;L;pppk_paruh_waktu;V;Pramu Kantor;;
    """,
    "BW.01.2": """
        Ferry Irawan Tampubolon;;S.E.;L;pns;III/d;Kepala Subbagian Keuangan dan Perencanaan;K;
        Mega Lestari;;S.Ak.;P;pns;III/a;Penata Laporan Keuangan;;
        Indra Syahputra;;S.Kom.;L;pns;III/b;Perencana Ahli Pertama;;
        Desi Ratnasari;;A.Md.Ak.;P;pns;II/d;Bendahara Pengeluaran;;
        Rafiqah Azzahra Hasibuan;;S.E.;P;cpns;III/a;Penelaah Teknis Kebijakan;;
    """,
    "BW.02": """
        Erwin Siregar;;S.IP., M.Si.;L;pns;III/d;Kepala Seksi Pemerintahan;K;
        Surya Dharma Pasaribu;;S.IP.;L;pns;III/b;Analis Tata Praja;;198607142010011015
        Wan Muhammad Syafi'i;;S.H.;L;pns;III/a;Penelaah Teknis Kebijakan;;
        Tengku Nurul Hidayah;;A.Md.;P;pns;II/d;Pengelola Data;;
        Riko Afrizal;;;L;pppk;V;Pengadministrasi Umum;;
    """,
    "BW.03": """
        Bambang Hermanto;;S.H.;L;pns;III/d;Kepala Seksi Ketenteraman dan Ketertiban;K;
        Jefri Manurung;;S.H.;L;pns;III/a;Polisi Pamong Praja Ahli Pertama;;
        Lili Suryani;;S.Sos.;P;pns;III/a;Penelaah Teknis Kebijakan;;
        Anton Sujarwo;;;L;pns;II/c;Polisi Pamong Praja Terampil;;
        Rudi Hartono Sinaga;;;L;pppk;V;Pengelola Ketenteraman dan Ketertiban;;
        Syahrul Ramadhan;;;L;pppk;V;Pengelola Ketenteraman dan Ketertiban;;
    """,
    "BW.04": """
        Elvi Sukma Harahap;;S.Sos., M.AP.;P;pns;III/d;Kepala Seksi Pemberdayaan Masyarakat;K;
        Puji Astuti;;S.ST.;P;pns;III/a;Penggerak Swadaya Masyarakat Ahli Pertama;;
        Agus Salim Hutapea;;S.E.;L;pns;III/b;Penelaah Teknis Kebijakan;;198509112010011012
        Zainal Arifin;;;L;pns;II/d;Pengelola Pemberdayaan Masyarakat;;
        Melati Kusuma Wardhani Putri Ramadhani Siregar;;S.Sos., M.I.Kom.;P;pppk;IX;Penyuluh Sosial Ahli Pertama;;
    """,
    "BW.05": """
        Herlina Gultom;;S.Sos.;P;pns;III/d;Kepala Seksi Kesejahteraan Sosial;K;
        Nur Aini Batubara;;S.Sos.;P;pns;III/b;Penyuluh Sosial Ahli Pertama;;199103272019032008
        Wirda Hanum;;A.Md.;P;pns;II/d;Pengelola Data;;
        Doni Saputra Rangkuti;;S.Kesos.;L;pppk;IX;Pekerja Sosial Ahli Pertama;;
        Yanto;;;L;pppk_paruh_waktu;V;Pengadministrasi Umum;;
    """,
    "BW.06": """
        Nurhasanah Rambe;;S.Sos.;P;pns;III/d;Kepala Seksi Pelayanan Umum;K;
        Rizky Ananda Putra;;S.Kom.;L;pns;III/a;Pranata Komputer Ahli Pertama;;199605272020121005
        Sri Wahyuni;;A.Md.;P;pns;II/d;Pengelola Layanan PATEN;;199408182019032007
        Novita Sari Harahap;;A.Md.;P;pns;II/d;Pengelola Layanan PATEN;;
        Siti Khadijah Zahra;;;P;pns;II/c;Pengelola Layanan PATEN;;
        Wulan Permata Dewi;;A.Md.;P;pns;II/d;Pengelola Layanan PATEN;;
        Rina Marlina Sitorus;;S.Sos.;P;pns;III/a;Analis Pelayanan Publik;;199201192015022003
        Andi Saputra;;;L;pns;II/c;Pengadministrasi Umum;;
        Dedi Kurniawan;;;L;pns;II/d;Pengadministrasi Umum;;198806052011011009
        Joko Susilo;;;L;pns;II/b;Pengelola Arsip;;
        Muhammad Ilham Ramadhan;;;L;pppk;V;Pramu Layanan;;
        Putri Ayu Lestari;;;P;pppk;V;Pramu Layanan;;
        Yusuf Hamdani;;;L;pppk_paruh_waktu;V;Pramu Layanan;;199803022025211041
    """,
    "BW.07": """
        Hendri Yusri;;S.Sos., M.Si.;L;pns;IV/a;Lurah;K;
        Rosmawati Pulungan;;S.AP.;P;pns;III/d;Sekretaris Lurah;;
    """,
    "BW.07.1": """
        Fitra Yulianda;;S.IP.;L;pns;III/c;Kepala Seksi Pemerintahan Kelurahan;K;
        Ade Irma Suryani;;A.Md.;P;pns;II/d;Pengelola Data;;
    """,
    "BW.07.2": """
        Mardiana;;S.Sos.;P;pns;III/c;Kepala Seksi Pemberdayaan Masyarakat Kelurahan;K;
        Ilham Kurnia;;;L;pppk;V;Pengelola Pemberdayaan Masyarakat;;
    """,
    "BW.07.3": """
        Benny Setiawan Situmorang;;S.E.;L;pns;III/c;Kepala Seksi Pelayanan Kelurahan;K;
        Nadia Safitri;;;P;pppk;V;Pramu Layanan;;
        Tri Wahyudi;;;L;pns;II/c;Pengadministrasi Umum;;
    """,
    "BW.08": """
        Syafrizal Tanjung;;S.Sos.;L;pns;III/d;Lurah;K;
        Leni Marlina;;S.H.;P;pns;III/c;Sekretaris Lurah;;
    """,
    "BW.08.1": """
        Robert Parlindungan Nainggolan;;S.H.;L;pns;III/b;Kepala Seksi Pemerintahan Kelurahan;K;
        Arief Budiman;;S.IP.;L;pppk;IX;Penelaah Teknis Kebijakan;;
    """,
    "BW.08.2": """
        Yusnidar;;S.Sos.;P;pns;III/b;Kepala Seksi Pemberdayaan Masyarakat Kelurahan;K;
        Sari Wulandari;;A.Md.;P;pns;II/d;Pengelola Pemberdayaan Masyarakat;;
    """,
    "BW.08.3": """
        Hidayati Rusydi;;S.E.;P;pns;III/c;Kepala Seksi Pelayanan Kelurahan;K;
        Maimunah;;;P;pns;II/b;Pengadministrasi Umum;;
        Roni Pasla;;;L;pppk_paruh_waktu;V;Pramu Layanan;;
    """,
    "BW.09": """
        Mulyadi Chandra;;S.IP., M.AP.;L;pns;III/d;Lurah;K;
        Tiurma Silalahi;;S.AP.;P;pns;III/c;Sekretaris Lurah;;
    """,
    "BW.09.1": """
        Deni Firmansyah;;;L;pns;II/d;Pengelola Data;;
    """,
    "BW.09.2": """
        Khairul Anwar;;S.Pd.;L;pns;III/b;Kepala Seksi Pemberdayaan Masyarakat Kelurahan;K;
        Winda Apriani;;S.Sos.;P;pppk;IX;Penyuluh Sosial Ahli Pertama;;
    """,
    "BW.09.3": """
        Nurlela Hasanah;;S.AP.;P;pns;III/b;Kepala Seksi Pelayanan Kelurahan;K;
        Suryadi;;;L;pns;II/c;Pengadministrasi Umum;;
        Annisa Fitri Ramadhani;;A.Md.;P;cpns;II/c;Pengelola Layanan PATEN;;
    """,
    "BW.10": """
        Abdul Gafar;H.;S.Sos.;L;pns;III/d;Lurah;K;
        Lestari Handayani;;S.AP.;P;pns;III/c;Sekretaris Lurah;;198307082009032004
    """,
    "BW.10.1": """
        Rahmadi Putra;;S.IP.;L;pns;III/b;Kepala Seksi Pemerintahan Kelurahan;K;
        Aldi Firmansyah;;;L;pppk;V;Pengadministrasi Umum;;
    """,
    "BW.10.2": """
        Sondang Marpaung;;S.Sos.;P;pns;III/b;Kepala Seksi Pemberdayaan Masyarakat Kelurahan;K;
        Cut Meutia Rahma;;A.Md.;P;pns;II/d;Pengelola Pemberdayaan Masyarakat;T;
        Sugeng Riyadi;;;L;pns;II/b;Pengadministrasi Umum;;
    """,
    "BW.10.3": """
        Ermawati;;S.E.;P;pns;III/c;Kepala Seksi Pelayanan Kelurahan;K;
        Khoirunnisa;;;P;pppk;V;Pramu Layanan;;
    """,
    "BW.11": """
        Marzuki;;S.Sos.;L;pns;III/c;Sekretaris Lurah;;
    """,
    "BW.11.1": """
        Darmawan Saragih;;S.H.;L;pns;III/b;Kepala Seksi Pemerintahan Kelurahan;K;
        Murni Sihombing;;;P;pns;II/c;Pengadministrasi Umum;;
    """,
    "BW.11.2": """
        Erna Susanti;;S.Sos.;P;pns;III/b;Kepala Seksi Pemberdayaan Masyarakat Kelurahan;K;
        Fahmi Alfarizi;;;L;pppk;V;Pengelola Pemberdayaan Masyarakat;;
        Syamsuddin;;;L;pns;II/c;Pengadministrasi Umum;P;
    """,
    "BW.11.3": """
        Jamaluddin;;S.E.;L;pns;III/a;Kepala Seksi Pelayanan Kelurahan;K;
        Rosdiana;;;P;pppk;V;Pramu Layanan;;
    """,
    "BW.12": """
        Maulidya Rahmi;dr. Hj.;M.K.M.;P;pns;IV/a;Kepala UPT Puskesmas;K;
        Roslina Br. Ginting;;S.K.M.;P;pns;III/d;Kepala Subbagian Tata Usaha;;
        Teuku Reza Fahlevi;dr.;;L;pns;III/b;Dokter Ahli Pertama;;
        Gita Anjani Putri;dr.;;P;cpns;III/b;Dokter Ahli Pertama;;
        Anisa Rahmadani;drg.;;P;pns;III/c;Dokter Gigi Ahli Muda;;
        Ahmad Fauzi Daulay;Ns.;S.Kep.;L;pns;III/c;Perawat Ahli Muda;;
        Fitri Yuliana;Ns.;S.Kep.;P;pns;III/a;Perawat Ahli Pertama;;
        Rohani Tambunan;;A.Md.Kep.;P;pns;III/a;Perawat Mahir;;
        Hasan Basri Lubis;;A.Md.Kep.;L;pns;II/d;Perawat Terampil;;
        Nurbaiti;Hj.;S.Tr.Keb.;P;pns;III/c;Bidan Ahli Muda;;
        Eka Febriyanti;;S.Tr.Keb.;P;pppk;IX;Bidan Ahli Pertama;;
        Siska Amelia;;A.Md.Keb.;P;pns;II/d;Bidan Terampil;;
        Dina Mariana Purba;;A.Md.Keb.;P;pppk;VII;Bidan Terampil;;
        Larasati Dewi;apt.;S.Farm.;P;pns;III/b;Apoteker Ahli Pertama;;
        Taufik Hidayat;;A.Md.Farm.;L;pppk;VII;Asisten Apoteker Terampil;;
        Muhammad Rasyid Ridho;;A.Md.A.K.;L;pns;II/d;Pranata Laboratorium Kesehatan Terampil;;
        Vivi Andriani;;A.Md.Gz.;P;pns;II/d;Nutrisionis Terampil;;
        Rahmawati;;S.K.M.;P;pns;III/b;Promotor Kesehatan Ahli Pertama;;
        Budi Santoso;;A.Md.KL.;L;pppk;VII;Tenaga Sanitasi Lingkungan Terampil;;
        Linda Wati;;A.Md.RMIK.;P;pppk;VII;Perekam Medis Terampil;;
        Sahat Parulian Hutagalung;;;L;pppk_paruh_waktu;V;Pengadministrasi Umum;;
    """,
}
# Acting head: (nama, unit, jabatan).
PLT: Final = ("Erwin Siregar", "BW.11", "Lurah")
