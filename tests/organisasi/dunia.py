"""A kecamatan for tests of the import: units whose names are used again, people with posts, and two administrators."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files import File

from binawidya.organisasi.enums import HasilBaris, JenisPenempatan, Peran, StatusImpor
from binawidya.organisasi.models import Impor, ImporBaris, Jabatan, Pegawai, Penempatan, Penugasan, UnitKerja, User
from binawidya.organisasi.services.impor import impor_approve, impor_create
from binawidya.organisasi.services.impor_apply import impor_apply
from binawidya.organisasi.services.impor_read import impor_read
from tests.organisasi.berkas import write_xlsx

DULU = date(2020, 1, 1)
DESEMBER = date(2026, 12, 1)
JUDUL = ("NIP", "Nama", "Unit kerja", "Jabatan")


def nip(nomor: int, kelamin: int = 2) -> str:
    """A valid invented NIP."""
    return f"199408182019{nomor % 12 + 1:02d}{kelamin}{nomor:03d}"


@dataclass
class Dunia:
    """Everything by its short name."""

    tmp: Path
    unit: dict[str, UnitKerja] = field(default_factory=dict)
    user: dict[str, User] = field(default_factory=dict)
    pegawai: dict[str, Pegawai] = field(default_factory=dict)

    def tambah_unit(self, kunci: str, kode: str, nama: str, induk: str | None = None) -> UnitKerja:
        self.unit[kunci] = UnitKerja.objects.create(
            kode=kode, nama=nama, induk=self.unit[induk] if induk else None, berlaku_mulai=DULU
        )
        self.unit[kunci].refresh_from_db()
        return self.unit[kunci]

    def orang(self, nomor: int, nama: str, unit: str, jabatan: str = "Pengelola Data", **pos: Any) -> Pegawai:
        digits = nip(nomor)
        pegawai = Pegawai.objects.create(
            nip=digits, nama=nama, golongan="III/a", jenis_kelamin="P", tanggal_lahir=date(1994, 8, 18)
        )
        self.tempatkan(pegawai, unit, jabatan, **pos)
        self.pegawai[nama] = pegawai
        return pegawai

    def tempatkan(self, pegawai: Pegawai, unit: str, jabatan: str = "Pengelola Data", **pos: Any) -> Penempatan:
        title, _new = Jabatan.objects.get_or_create(nama=jabatan)
        values = {"tmt_mulai": DULU, "jenis": JenisPenempatan.DEFINITIF} | pos
        return Penempatan.objects.create(pegawai=pegawai, unit_kerja=self.unit[unit], jabatan=title, **values)

    def admin(self, nama: str, unit: str) -> User:
        self.user[nama] = User.objects.create_user(nama, "benteng-siak-2026")
        Penugasan.objects.create(
            user=self.user[nama], peran=Peran.ADMIN_KEPEGAWAIAN, unit_kerja=self.unit[unit], berlaku_mulai=DULU
        )
        return self.user[nama]

    # --- imports --------------------------------------------------------------------------------------------
    def berkas(self, *rows: Sequence[Any], judul: Sequence[str] = JUDUL, nama: str = "roster.xlsx") -> Path:
        return write_xlsx(self.tmp / nama, [judul, *rows])

    def unggah(self, path: Path, *, mulai: date = DESEMBER, oleh: str = "admin", unit: str = "kecamatan") -> Impor:
        with path.open("rb") as file:
            return impor_create(
                actor=self.user[oleh],
                unit_kerja=self.unit[unit],
                upload=File(file, name=path.name),
                berlaku_mulai=mulai,
            )

    def baca(self, path: Path, **kwargs: Any) -> Impor:
        """Upload and read."""
        impor = self.unggah(path, **kwargs)
        impor_read(impor_id=impor.pk)
        impor.refresh_from_db()
        return impor

    def periksa(self, *rows: Sequence[Any], judul: Sequence[str] = JUDUL, **kwargs: Any) -> Impor:
        """Read a sheet of these rows."""
        return self.baca(self.berkas(*rows, judul=judul), **kwargs)

    def terapkan(self, impor: Impor, *, lewati: bool = False, oleh: str = "admin") -> Impor:
        """Approve and apply."""
        impor_approve(actor=self.user[oleh], impor=impor, lewati_ditolak=lewati)
        impor_apply(impor_id=impor.pk, actor_id=self.user[oleh].pk)
        impor.refresh_from_db()
        return impor

    def impor(self, *rows: Sequence[Any], judul: Sequence[str] = JUDUL, lewati: bool = False, **kwargs: Any) -> Impor:
        """Read and apply."""
        return self.terapkan(self.periksa(*rows, judul=judul, **kwargs), lewati=lewati)

    def pos(self, nama: str, tanggal: date = DESEMBER) -> Penempatan:
        """The definitive post of a person on a date."""
        found = Penempatan.objects.on(tanggal).filter(jenis=JenisPenempatan.DEFINITIF)
        return found.select_related("unit_kerja", "jabatan", "atasan").get(pegawai__nama=nama)


def baris(impor: Impor, nomor: int) -> ImporBaris:
    """One row of a preview."""
    return impor.baris.get(nomor=nomor)


def jumlah(impor: Impor) -> dict[str, int]:
    """Rows by outcome, without the zeros."""
    assert impor.status in {StatusImpor.SIAP, StatusImpor.SELESAI}, (impor.status, impor.pesan)
    return {key: count for key, count in impor.ringkasan["jumlah"].items() if count}


def alasan(impor: Impor, nomor: int) -> str:
    """Why a row is refused."""
    found = baris(impor, nomor)
    assert found.hasil == HasilBaris.DITOLAK, found.hasil
    return " | ".join(found.alasan)


def beda(impor: Impor, nomor: int) -> list[tuple[str, str, str]]:
    """What a row changes."""
    return [(item["kolom"], item["lama"], item["baru"]) for item in baris(impor, nomor).beda]


def bangun_dunia(tmp: Path) -> Dunia:
    dunia = Dunia(tmp)
    dunia.tambah_unit("kota", "14.71", "Pemerintah Kota Contoh")
    dunia.tambah_unit("kecamatan", "14.71.13", "Kecamatan Binawidya", "kota")
    dunia.tambah_unit("pelayanan", "14.71.13.01", "Seksi Pelayanan Umum", "kecamatan")
    dunia.tambah_unit("pemberdayaan", "14.71.13.02", "Seksi Pemberdayaan Masyarakat", "kecamatan")
    dunia.tambah_unit("delima", "14.71.13.1001", "Kelurahan Delima", "kecamatan")
    dunia.tambah_unit("delima_pem", "14.71.13.1001.1", "Seksi Pemerintahan", "delima")
    dunia.tambah_unit("tobek", "14.71.13.1002", "Kelurahan Tobek Godang", "kecamatan")
    dunia.tambah_unit("tobek_pem", "14.71.13.1002.1", "Seksi Pemerintahan", "tobek")
    dunia.tambah_unit("dinas", "14.71.20", "Dinas Kesehatan", "kota")
    dunia.admin("admin", "kecamatan")
    dunia.admin("admin_dinas", "dinas")
    dunia.orang(1, "Camat Satu", "kecamatan", "Camat", memimpin=True)
    dunia.orang(2, "Nurhasanah Rambe", "pelayanan", "Kepala Seksi Pelayanan Umum", memimpin=True)
    dunia.orang(3, "Syafrizal Tanjung", "delima", "Lurah Delima", memimpin=True)
    dunia.orang(4, "Dedi Kurniawan", "pelayanan")
    dunia.orang(5, "Rina Marlina", "pelayanan")
    dunia.orang(6, "Orang Dinas", "dinas")
    return dunia
