"""The lists whose columns people choose, and what a person chose."""

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _

from binawidya.organisasi.models import PilihanKolom, User
from binawidya.organisasi.permissions import can_list_akun
from binawidya.umum.columns import Columns, ListColumn

PEGAWAI: Final = "pegawai"
AKUN: Final = "akun"
UNIT: Final = "unit"
PERAN: Final = "peran"
INDIKATOR: Final = "indikator"
REKAP: Final = "rekap"
# The first column of a list, who it is about, cannot be hidden and is not named here.
DAFTAR: Final[Mapping[str, Sequence[ListColumn]]] = {
    PEGAWAI: (
        ListColumn("jabatan", _("Jabatan dan unit")),
        ListColumn("golongan", _("Golongan")),
        ListColumn("jenis", _("Jenis")),
        ListColumn("status", _("Status")),
        ListColumn("tmt", _("TMT jabatan"), shown=False),
        ListColumn("kelas", _("Kelas jabatan"), shown=False),
        ListColumn("pendidikan", _("Pendidikan"), shown=False),
        ListColumn("surel", _("Surel"), shown=False),
        ListColumn("akun", _("Akun"), shown=False),
    ),
    REKAP: (
        ListColumn("unit", _("Unit")),
        ListColumn("indikator", _("Indikator")),
        ListColumn("target", _("Target"), shown=False),
        ListColumn("realisasi", _("Realisasi"), shown=False),
        ListColumn("keadaan", _("Keadaan")),
        ListColumn("sejak", _("Sejak")),
        ListColumn("hari", _("Hari"), shown=False),
        ListColumn("menunggu", _("Menunggu")),
    ),
    AKUN: (
        ListColumn("jabatan", _("Jabatan dan unit")),
        ListColumn("surel", _("Surel")),
        ListColumn("keadaan", _("Akun")),
        ListColumn("masuk", _("Terakhir masuk")),
        ListColumn("undangan", _("Undangan berlaku sampai"), shown=False),
    ),
    UNIT: (
        ListColumn("kepala", _("Kepala")),
        ListColumn("pegawai", _("Pegawai")),
        ListColumn("kontak", _("Alamat dan kontak"), shown=False),
        ListColumn("mulai", _("Ada sejak"), shown=False),
    ),
    PERAN: (
        ListColumn("unit", _("Unit")),
        ListColumn("mulai", _("Mulai")),
        ListColumn("selesai", _("Sampai")),
        ListColumn("keadaan", _("Keadaan")),
        ListColumn("dasar", _("Dasar"), shown=False),
    ),
    INDIKATOR: (
        ListColumn("unit", _("Unit")),
        ListColumn("sasaran", _("Sasaran")),
        ListColumn("satuan", _("Satuan")),
        ListColumn("hitung", _("Cara menghitung")),
        ListColumn("smart", _("SMART")),
        ListColumn("pelaporan", _("Pelaporan"), shown=False),
        ListColumn("penanggung_jawab", _("Penanggung jawab"), shown=False),
        ListColumn("sumber_data", _("Sumber data"), shown=False),
    ),
}


def columns_of(user: User, daftar: str) -> Columns:
    """The columns of a list as the user sees them. One query."""
    chosen = PilihanKolom.objects.filter(user=user, daftar=daftar).values_list("kolom", flat=True).first()
    columns = DAFTAR[daftar]
    if daftar == PEGAWAI and not can_list_akun(user):
        columns = [column for column in columns if column.key != "akun"]
    return Columns(daftar, columns, chosen)
