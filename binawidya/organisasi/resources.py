"""The columns of a roster for django-import-export: what an export writes, an import reads back unchanged.

Imports of people do not run through this class row by row but through :mod:`binawidya.organisasi.services.impor_read`;
both use the same columns and the same readers.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from import_export import fields, resources, widgets

from binawidya.organisasi.enums import JenisJabatan, JenisPegawai, Pendidikan, StatusPegawai
from binawidya.organisasi.models import Impor, Pegawai, Penempatan, UnitKerja
from binawidya.organisasi.models.pegawai import PegawaiQuerySet
from binawidya.organisasi.nip import mask_nip
from binawidya.organisasi.selectors.impor import refused_rows
from binawidya.organisasi.services.impor_kolom import KOLOM, MENURUT_KUNCI, Kolom
from binawidya.organisasi.services.impor_sel import LABEL, PEMBACA, read_text
from binawidya.umum.spreadsheet.writer import Column

EXPORT_CHUNK: Final = 2_000


class KolomWidget(widgets.Widget):  # type: ignore[misc]
    """Reads and writes a cell as the import of rosters does."""

    def __init__(self, kunci: str) -> None:
        super().__init__(coerce_to_string=False)
        self.kunci = kunci

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        text = read_text(self.kunci, value)
        reader = PEMBACA.get(self.kunci)
        return reader(text) if reader and text else text

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> Any:
        labels = LABEL.get(self.kunci)
        return str(labels[value]) if labels and value in labels else value


def _kolom(kunci: str, attribute: str | None = None) -> fields.Field:
    return fields.Field(attribute=attribute, column_name=MENURUT_KUNCI[kunci].judul, widget=KolomWidget(kunci))


class PegawaiResource(resources.ModelResource):  # type: ignore[misc]
    """People with the definitive post that ``pos_kini`` holds (see ``selectors.pegawai.with_posts``)."""

    nip = _kolom("nip", "nip")
    nama = _kolom("nama", "nama")
    gelar_depan = _kolom("gelar_depan", "gelar_depan")
    gelar_belakang = _kolom("gelar_belakang", "gelar_belakang")
    jenis_pegawai = _kolom("jenis_pegawai", "jenis_pegawai")
    status = _kolom("status", "status")
    golongan = _kolom("golongan", "golongan")
    kode_unit = _kolom("kode_unit")
    unit_kerja = _kolom("unit_kerja")
    unor_induk = _kolom("unor_induk")
    jabatan = _kolom("jabatan")
    jenis_jabatan = _kolom("jenis_jabatan")
    memimpin = _kolom("memimpin")
    nip_atasan = _kolom("nip_atasan")
    tmt_jabatan = _kolom("tmt_jabatan")
    dasar = _kolom("dasar")
    tmt_golongan = _kolom("tmt_golongan", "tmt_golongan")
    pendidikan = _kolom("pendidikan", "pendidikan")
    jurusan = _kolom("jurusan", "jurusan")
    tahun_lulus = _kolom("tahun_lulus", "tahun_lulus")
    tempat_lahir = _kolom("tempat_lahir")
    nik = _kolom("nik")
    telepon = _kolom("telepon")
    email = _kolom("email", "email")

    class Meta:
        model = Pegawai
        fields = tuple(kolom.kunci for kolom in KOLOM)
        export_order = fields
        import_id_fields = ("nip",)
        skip_unchanged = True

    @staticmethod
    def _pos(pegawai: Any) -> Penempatan | None:
        return pegawai.pos_kini[0] if pegawai.pos_kini else None

    def dehydrate_nip(self, pegawai: Any) -> str:
        return str(pegawai.nip if pegawai.nip_utuh else mask_nip(pegawai.nip))

    def dehydrate_kode_unit(self, pegawai: Any) -> str:
        pos = self._pos(pegawai)
        return pos.unit_kerja.kode if pos else ""

    def dehydrate_unit_kerja(self, pegawai: Any) -> str:
        pos = self._pos(pegawai)
        return pos.unit_kerja.nama if pos else ""

    def dehydrate_unor_induk(self, pegawai: Any) -> str:
        pos = self._pos(pegawai)
        return pos.unit_kerja.induk.nama if pos and pos.unit_kerja.induk else ""

    def dehydrate_jabatan(self, pegawai: Any) -> str:
        pos = self._pos(pegawai)
        return pos.jabatan.nama if pos else ""

    def dehydrate_jenis_jabatan(self, pegawai: Any) -> str:
        pos = self._pos(pegawai)
        return str(LABEL["jenis_jabatan"][pos.jabatan.jenis]) if pos else ""

    def dehydrate_memimpin(self, pegawai: Any) -> str:
        pos = self._pos(pegawai)
        return str(LABEL["memimpin"][pos.memimpin]) if pos else ""

    def dehydrate_nip_atasan(self, pegawai: Any) -> str:
        pos = self._pos(pegawai)
        return pos.atasan.nip if pos and pos.atasan and pegawai.nip_utuh else ""

    def dehydrate_dasar(self, pegawai: Any) -> str:
        pos = self._pos(pegawai)
        return pos.dasar if pos else ""

    def dehydrate_tahun_lulus(self, pegawai: Any) -> str:
        return str(pegawai.tahun_lulus or "")

    def dehydrate_tempat_lahir(self, pegawai: Any) -> str:
        return str(pegawai.tempat_lahir) if pegawai.pribadi_utuh else ""

    def dehydrate_nik(self, pegawai: Any) -> str:
        return str(pegawai.nik) if pegawai.pribadi_utuh else ""

    def dehydrate_telepon(self, pegawai: Any) -> str:
        return str(pegawai.telepon) if pegawai.pribadi_utuh else ""

    def dehydrate_tmt_jabatan(self, pegawai: Any) -> Any:
        pos = self._pos(pegawai)
        return pos.tmt_mulai if pos else None


def _exported(*, pribadi: bool) -> list[Kolom]:
    return [kolom for kolom in KOLOM if pribadi or not kolom.pribadi]


def export_columns(*, pribadi: bool = False) -> list[Column]:
    """Headings and widths of an exported roster.

    :param pribadi: with the columns of personal data; whoever may read them of nobody does not get them.
    """
    return [Column(kolom.judul, kolom.lebar) for kolom in _exported(pribadi=pribadi)]


def export_rows(people: PegawaiQuerySet, *, pribadi: bool = False) -> Iterator[list[Any]]:
    """Rows of an exported roster, some thousand people in memory at a time."""
    resource = PegawaiResource()
    chosen = [resource.fields[kolom.kunci] for kolom in _exported(pribadi=pribadi)]
    for pegawai in people.iterator(EXPORT_CHUNK):
        yield [resource.export_field(field, pegawai) for field in chosen]


def refused_columns(impor: Impor) -> tuple[list[Column], list[str]]:
    """Headings of the sheet of refused rows, and the keys of the columns that the uploaded sheet had.

    No other column is written: an empty one would mean something when the mended sheet is uploaded.
    """
    first = next(iter(refused_rows(impor)), None)
    keys = [kolom.kunci for kolom in KOLOM if first is None or kolom.kunci in first.sel]
    own = [Column(MENURUT_KUNCI[key].judul, MENURUT_KUNCI[key].lebar) for key in keys]
    return [Column(_("Baris asal"), 10), Column(_("Alasan ditolak"), 60), *own], keys


def refused_sheet(impor: Impor, keys: list[str]) -> Iterator[list[Any]]:
    """The refused rows as they stood in the uploaded sheet, with their reasons in front."""
    for baris in refused_rows(impor):
        yield [baris.nomor, " ".join(baris.alasan), *(baris.sel.get(key, "") for key in keys)]


def contoh_rows(unit: UnitKerja | None) -> Iterator[list[Any]]:
    """Two invented people of a unit, with every column filled as it should be."""
    kode, nama, induk = (unit.kode, unit.nama, unit.induk.nama if unit.induk else "") if unit else ("", "", "")
    pns, pppk = str(JenisPegawai.PNS.label), str(JenisPegawai.PPPK.label)
    aktif, tidak = str(StatusPegawai.AKTIF.label), str(_("Tidak"))
    bersama = {"status": aktif, "kode_unit": kode, "unit_kerja": nama, "unor_induk": induk, "memimpin": tidak}
    contoh: tuple[dict[str, str], ...] = (
        {
            "nip": "199001012015011001", "nama": _("Contoh Pegawai Satu"), "gelar_belakang": "S.Sos.",
            "jenis_pegawai": pns, "golongan": "III/b", "tmt_golongan": "2023-04-01", "jabatan": _("Pengelola Data"),
            "jenis_jabatan": str(JenisJabatan.PELAKSANA.label), "tmt_jabatan": "2026-01-02",
            "pendidikan": str(Pendidikan.S1.label), "jurusan": _("Ilmu Pemerintahan"), "tahun_lulus": "2012",
            "tempat_lahir": "Pekanbaru", "telepon": "081200000001",
        },
        {
            "nip": "199203042022212002", "nama": _("Contoh Pegawai Dua"), "jenis_pegawai": pppk, "golongan": "IX",
            "jabatan": _("Pranata Komputer Ahli Pertama"), "jenis_jabatan": str(JenisJabatan.FUNGSIONAL.label),
            "tmt_jabatan": "2026-01-02", "pendidikan": str(Pendidikan.D4.label), "jurusan": _("Teknik Informatika"),
            "tahun_lulus": "2014",
        },
    )  # fmt: skip
    for isi in contoh:
        yield [(bersama | isi).get(kolom.kunci, "") for kolom in KOLOM]
