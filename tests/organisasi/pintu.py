"""Accounts for tests: made, invited and used as people do it."""

import io
import re
from typing import Any

from django.test import Client
from pypdf import PdfReader

from binawidya.organisasi.enums import CaraUndangan, JenisAksi
from binawidya.organisasi.models import AksiAkun, Pegawai, Undangan, User
from binawidya.organisasi.services.akun import akun_create, akun_request
from binawidya.organisasi.services.akun_aksi import akun_run
from binawidya.organisasi.services.undangan import new_codes, undangan_create
from tests.organisasi.dunia import Dunia

SANDI = "jembatan-leighton-77"
DITOLAK = "Kode ini tidak berlaku"
KODE = re.compile(r"\b([2-9A-HJ-NP-Z]{5}-[2-9A-HJ-NP-Z]{5})\b")


def masuk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def akun(dunia: Dunia, nama: str, sandi: str | None = None) -> User:
    """The account of a person, made as the office makes it."""
    pegawai = dunia.pegawai[nama]
    akun_create(actor=dunia.user["admin"], pegawai_ids=[pegawai.pk])
    user = User.objects.get(pegawai=pegawai)
    if sandi:
        user.set_password(sandi)
        user.save(update_fields=["password"])
    pegawai.refresh_from_db()
    return user


def aksi(dunia: Dunia, jenis: JenisAksi, *nama: str, oleh: str = "admin", **kwargs: Any) -> AksiAkun:
    """A bulk act, asked for but not done yet."""
    ids = [dunia.pegawai[one].pk for one in nama]
    return akun_request(
        actor=dunia.user[oleh], jenis=jenis, pegawai_ids=ids, alamat="https://kinerja.contoh.go.id", **kwargs
    )


def kerjakan(satu: AksiAkun) -> AksiAkun:
    """What the worker does."""
    akun_run(aksi_id=satu.pk)
    satu.refresh_from_db()
    return satu


def undang(dunia: Dunia, user: User, cara: CaraUndangan = CaraUndangan.CETAK, **kwargs: Any) -> str:
    """The clear code of a new invitation."""
    codes, sampai = new_codes([user.pk], cara)
    undangan_create(actor=dunia.user["admin"], codes=codes, cara=cara, sampai=sampai, **kwargs)
    return codes[user.pk]


def terbuka(user: User) -> Undangan | None:
    return Undangan.objects.open().filter(user=user).first()


def surel(nama: str, alamat: str) -> None:
    Pegawai.objects.filter(nama=nama).update(email=alamat)


def pdf_text(content: bytes) -> list[str]:
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def sign_in(user: User, password: str, client: Client | None = None) -> Any:
    return (client or Client()).post("/akun/masuk/", {"login": user.username, "password": password, "next": "/menu/"})


def is_signed_in(client: Client) -> bool:
    return bool(client.get("/menu/").status_code == 200)


def ketik(client: Client, kode: str, address: str = "10.9.8.7") -> Any:
    return client.post("/akun/undangan/", {"kode": kode}, REMOTE_ADDR=address, follow=True)


def pilih(client: Client, sandi: str = SANDI) -> Any:
    return client.post("/akun/undangan/sandi/", {"password1": sandi, "password2": sandi})


def cetak(dunia: Dunia, *nama: str, **more: str) -> Any:
    sent = {"pilih": [dunia.pegawai[one].pk for one in nama], "jumlah": str(len(nama)), **more}
    return masuk(dunia.user["admin"]).post("/akun/kelola/cetak/", sent)
