"""Logins of the demo office: one for everybody at work, one shared password, one example for each role."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.contrib.auth.hashers import make_password

from binawidya.beranda.demo.pegawai import Susunan
from binawidya.beranda.demo.unit_kerja import KECAMATAN, PUSKESMAS, SIMPANG_BARU
from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Pegawai, Penugasan, UnitKerja, User

# Known to everybody who reads this; the demo listens on this machine only.
KATA_SANDI: Final = "binawidya-demo"
INSPEKTORAT: Final = "inspektorat"
SUPERADMIN: Final = "superadmin"


@dataclass(frozen=True, slots=True)
class Contoh:
    """The example of one role. ``nama`` is a person, or the name of a technical account."""

    sebutan: str
    nama: str
    lihat: str
    peran: Peran | None = None
    unit: str = KECAMATAN


@dataclass(frozen=True, slots=True)
class Login:
    """One line of the table of demo logins."""

    peran: str
    nama: str
    username: str
    lihat: str


CONTOH: Final = (
    Contoh("Pegawai", "Sri Wahyuni", "Realisasi bulan ini: satu dikembalikan, satu melonjak"),
    Contoh("Atasan", "Nurhasanah Rambe", "Antrean verifikasi Seksi Pelayanan Umum"),
    Contoh("Pimpinan", "Rahmat Hidayatul Fikri", "Dasbor kecamatan, laporan PDF", Peran.PIMPINAN),
    Contoh("Admin kepegawaian", "Yulia Fitriani", "Pegawai, impor roster", Peran.ADMIN_KEPEGAWAIAN),
    Contoh("Admin perencanaan", "Dewi Anggraini Lubis", "IKU, target, periode", Peran.ADMIN_PERENCANAAN),
    Contoh("Verifikator", "Roslina Br. Ginting", "Verifikasi UPT Puskesmas", Peran.VERIFIKATOR, PUSKESMAS),
    Contoh("Operator unit", "Tri Wahyudi", "Kelurahan Simpang Baru", Peran.OPERATOR, SIMPANG_BARU),
    Contoh("Pengelola survei", "Rina Marlina Sitorus", "IKM dari survei", Peran.PENGELOLA_SURVEI),
    Contoh("Inspektorat", INSPEKTORAT, "Membaca semua unit, tidak mengubah", Peran.INSPEKTORAT),
    Contoh("Superadmin", SUPERADMIN, "Akun teknis", Peran.SUPERADMIN),
)


def user_create(susun: Susunan) -> dict[str, User]:
    """Store the logins; the key is the name of the person or of the technical account."""
    # Hashed once: Argon2 is slow on purpose.
    password = make_password(KATA_SANDI)
    people = [one for one in susun.orang if one.aktif]
    rows = [User(username=one.nip, email=one.email, password=password) for one in people]
    rows += [User(username=name, password=password) for name in (INSPEKTORAT, SUPERADMIN)]
    names = [one.nama for one in people] + [INSPEKTORAT, SUPERADMIN]
    return dict(zip(names, User.objects.bulk_create(rows), strict=True))


def penugasan_create(users: Mapping[str, User], units: Mapping[str, UnitKerja], mulai: date) -> None:
    """Store the granted roles."""
    Penugasan.objects.bulk_create(
        Penugasan(
            user=users[one.nama],
            peran=one.peran,
            unit_kerja=units[one.unit],
            berlaku_mulai=mulai,
            dasar=f"Keputusan Camat Binawidya Nomor {nomor} Tahun {mulai.year}",
        )
        for nomor, one in enumerate(CONTOH, 11)
        if one.peran
    )


def demo_logins() -> list[Login]:
    """One login for each role, with what to look at. Empty where the demo office was never loaded."""
    people = dict(
        Pegawai.objects.filter(nama__in=[one.nama for one in CONTOH], user__email__endswith=".example").values_list(
            "nama", "user__username"
        )
    )
    technical = User.objects.filter(username__in=[INSPEKTORAT, SUPERADMIN]).values_list("username", flat=True)
    usernames = people | {name: name for name in technical} if people else {}
    return [
        Login(one.sebutan, one.nama, usernames[one.nama], one.lihat) for one in CONTOH if one.nama in usernames
    ]  # fmt: skip
