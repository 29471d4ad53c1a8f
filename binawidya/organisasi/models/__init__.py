"""Tables of the organisation."""

from binawidya.organisasi.models.impor import Impor, ImporBaris
from binawidya.organisasi.models.jabatan import Jabatan
from binawidya.organisasi.models.pegawai import Pegawai
from binawidya.organisasi.models.penempatan import Penempatan
from binawidya.organisasi.models.penugasan import Penugasan
from binawidya.organisasi.models.periode import Periode
from binawidya.organisasi.models.unit_kerja import UnitKerja
from binawidya.organisasi.models.user import User

__all__ = ["Impor", "ImporBaris", "Jabatan", "Pegawai", "Penempatan", "Penugasan", "Periode", "UnitKerja", "User"]
