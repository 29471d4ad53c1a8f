"""What the public form needs to know of a survey: read once, kept in the cache, never asked of the database again."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

from survei.enums import KELOMPOK, Demografi
from survei.models import Survei, Unsur

# A change of the survey forgets it at once; this is for a node whose word to the cache was lost.
SIMPAN_DETIK: Final = 300
# What one process remembers of a form without asking the cache. The database has the last word on what is stored.
DEKAT_DETIK: Final = 2.0
DEKAT_TERBANYAK: Final = 500
ID, EN = "id", "en"
_TIDAK_ADA: Final = "tidak-ada"
# The groups in English; the Indonesian words stand in ``enums``.
KELOMPOK_EN: Final[Mapping[str, Mapping[str, str]]] = {
    "jenis_kelamin": {"L": "Male", "P": "Female"},
    "umur": {
        "20": "20 or younger", "30": "21–30", "40": "31–40", "50": "41–50", "60": "51–60", "61": "61 or older",
    },
    "pendidikan": {
        "sd": "Primary school", "smp": "Junior high school", "sma": "Senior high school", "d3": "Diploma",
        "s1": "Bachelor", "s2": "Master or higher",
    },
    "pekerjaan": {
        "pns": "Civil servant", "tni": "Military", "polri": "Police", "swasta": "Private employee",
        "wirausaha": "Self-employed", "lain": "Other",
    },
    "jam": {"pagi": "08.00–12.00", "siang": "13.00–17.00"},
}  # fmt: skip
DEMOGRAFI_EN: Final = {
    "jenis_kelamin": "Sex", "umur": "Age", "pendidikan": "Education", "pekerjaan": "Occupation", "jam": "Time of visit",
}  # fmt: skip
TIDAK_DISEBUT: Final = _("Tidak disebut")


@dataclass(frozen=True, slots=True)
class Soal:
    """One element as it is asked."""

    slug: str
    nama: str
    pertanyaan: str
    jawaban: tuple[str, ...]
    bantuan: str


@dataclass(frozen=True, slots=True)
class Bentuk:
    """A survey as its form shows it; plain values, so that the cache can keep it."""

    pk: int
    kode: str
    unit: str
    instansi: str
    unit_id: int
    layanan: Mapping[str, str]
    periode: str
    buka: date
    tutup: date
    status: str
    satu: bool
    inggris: bool
    wajib_token: bool
    demografi: tuple[str, ...]
    bebas: tuple[str, ...]
    soal: Mapping[str, tuple[Soal, ...]]
    bebas_en: tuple[str, ...] = ()

    def menerima(self, tanggal: date) -> bool:
        """Whether the public may answer on a day; the database has the last word."""
        return self.status == "dibuka" and self.buka <= tanggal <= self.tutup

    def bebas_dalam(self, bahasa: str) -> list[tuple[str, str]]:
        """The free questions with the language in which each is asked."""
        if bahasa == EN and self.bebas_en:
            return [(text, EN) for text in self.bebas_en]
        return [(text, ID) for text in self.bebas]

    def kelompok(self, bahasa: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
        """The questions about the person: name of the field, label, choices."""
        found = []
        for nama in self.demografi:
            pilihan = KELOMPOK[Demografi(nama)].choices
            words = KELOMPOK_EN[nama]
            found.append(
                (
                    nama,
                    DEMOGRAFI_EN[nama] if bahasa == EN else str(Demografi(nama).label),
                    [(str(kode), words[str(kode)] if bahasa == EN else str(kata)) for kode, kata in pilihan],
                )
            )
        return found


_DEKAT: dict[str, tuple[float, Bentuk]] = {}


def _key(kode: str) -> str:
    return f"survei:bentuk-2:{kode}"


def bentuk_of(survei: Survei, unsur: Sequence[Unsur] | None = None) -> Bentuk:
    """The form of a survey, read from the database."""
    rows = [*survei.unsur.order_by("urutan")] if unsur is None else unsur
    inggris = survei.inggris and all(one.pertanyaan_en and one.jawaban_en for one in rows)
    layanan = survei.layanan
    soal = {ID: tuple(Soal(one.slug, one.nama, one.pertanyaan, tuple(one.jawaban), one.bantuan) for one in rows)}
    if inggris:
        soal[EN] = tuple(
            Soal(one.slug, one.nama_en, one.pertanyaan_en, tuple(one.jawaban_en), one.bantuan_en) for one in rows
        )
    return Bentuk(
        pk=survei.pk,
        kode=survei.kode,
        unit=survei.unit_kerja.nama,
        instansi=settings.PEMERINTAH,
        unit_id=survei.unit_kerja_id,
        layanan={ID: layanan.nama, EN: layanan.nama_en or layanan.nama} if layanan is not None else {},
        periode=survei.nama_periode,
        buka=survei.buka,
        tutup=survei.tutup,
        status=survei.status,
        satu=survei.tampilan == "satu",
        inggris=inggris,
        wajib_token=survei.wajib_token,
        demografi=tuple(survei.demografi),
        bebas=tuple(survei.pertanyaan_bebas),
        soal=soal,
        bebas_en=tuple(survei.pertanyaan_bebas_en),
    )


def bentuk(kode: str) -> Bentuk | None:
    """The form behind a short address, or none. From memory or the cache; one miss in minutes costs two queries."""
    near = _DEKAT.get(kode)
    if near is not None and time.monotonic() < near[0]:
        return near[1]
    found = _from_cache(kode)
    if found is not None:
        if len(_DEKAT) >= DEKAT_TERBANYAK:
            _DEKAT.clear()
        _DEKAT[kode] = (time.monotonic() + DEKAT_DETIK, found)
    return found


def _from_cache(kode: str) -> Bentuk | None:
    kept: Any = cache.get(_key(kode))
    if kept == _TIDAK_ADA:
        return None
    if isinstance(kept, dict):
        return _revived(kept)
    survei = Survei.objects.select_related("unit_kerja", "layanan").filter(kode=kode).first()
    if survei is None:
        # Guessing addresses must not reach the database each time.
        cache.set(_key(kode), _TIDAK_ADA, 30)
        return None
    found = bentuk_of(survei)
    cache.set(_key(kode), asdict(found), SIMPAN_DETIK)
    return found


def _revived(kept: dict[str, Any]) -> Bentuk:
    soal = {bahasa: tuple(Soal(**one) for one in rows) for bahasa, rows in kept["soal"].items()}
    return Bentuk(**{**kept, "soal": soal})


def forget_bentuk(kode: str) -> None:
    """The survey changed: its form is read again, by other processes within :data:`DEKAT_DETIK`."""
    _DEKAT.pop(kode, None)
    cache.delete_many([_key(kode), *(halaman_key(kode, bahasa, kios=kios) for bahasa in (ID, EN) for kios in (0, 1))])


def halaman_key(kode: str, bahasa: str, *, kios: int) -> str:
    """Where the finished page of a form is kept."""
    return f"survei:halaman:{kode}:{bahasa}:{kios}"
