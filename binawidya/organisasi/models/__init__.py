"""Tables of the organisation."""

from binawidya.organisasi.models.aksi_akun import AksiAkun
from binawidya.organisasi.models.impor import Impor, ImporBaris, ImporBuatan, ImporPembalik, PemetaanKolom
from binawidya.organisasi.models.jabatan import Jabatan
from binawidya.organisasi.models.kebijakan_periode import KebijakanPeriode
from binawidya.organisasi.models.pegawai import Pegawai
from binawidya.organisasi.models.pemberitahuan import Pemberitahuan, RingkasanSurel
from binawidya.organisasi.models.pembukaan_unit import PembukaanUnit
from binawidya.organisasi.models.penempatan import Penempatan
from binawidya.organisasi.models.pengecualian import Pengecualian
from binawidya.organisasi.models.penugasan import Penugasan
from binawidya.organisasi.models.periode import Periode
from binawidya.organisasi.models.perubahan_status import PerubahanStatus
from binawidya.organisasi.models.pilihan_kolom import PilihanKolom
from binawidya.organisasi.models.susunan_unit import SusunanUnit
from binawidya.organisasi.models.token_api import TokenApi
from binawidya.organisasi.models.undangan import Undangan
from binawidya.organisasi.models.unit_kerja import UnitKerja
from binawidya.organisasi.models.user import User

__all__ = [
    "AksiAkun",
    "Impor",
    "ImporBaris",
    "ImporBuatan",
    "ImporPembalik",
    "Jabatan",
    "KebijakanPeriode",
    "Pegawai",
    "Pemberitahuan",
    "PembukaanUnit",
    "PemetaanKolom",
    "Penempatan",
    "Pengecualian",
    "Penugasan",
    "Periode",
    "PerubahanStatus",
    "PilihanKolom",
    "RingkasanSurel",
    "SusunanUnit",
    "TokenApi",
    "Undangan",
    "UnitKerja",
    "User",
]
