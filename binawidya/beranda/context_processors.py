"""What the frame of every page shows. Nothing is read before a template asks for it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.conf import settings
from django.http import HttpRequest

from binawidya.beranda import navigation
from binawidya.organisasi.models import User
from binawidya.umum.templatetags.rupa import inisial
from binawidya.umum.theme import Tema, theme_of

# Counted no further, see lingkup.
PALING_BANYAK_KABAR: Final = 100


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in."""

    nama: str
    jabatan: str
    inisial: str


class Shell:
    """The frame of one page: office, theme, and for a person signed in the menu and the name."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self.instansi: str = settings.INSTANSI
        self.pemerintah: str = settings.PEMERINTAH
        self.pemerintah_pendek: str = settings.PEMERINTAH.removeprefix("Pemerintah ")
        self.bantuan: str = settings.BANTUAN

    @cached_property
    def _user(self) -> User | None:
        # A page of refusal may be shown before anybody was asked who it is.
        user = getattr(self._request, "user", None)
        return user if isinstance(user, User) else None

    @cached_property
    def tema(self) -> Tema:
        return theme_of(self._request)

    @cached_property
    def person(self) -> Person | None:
        if self._user is None:
            return None
        nama = self._user.lingkup.nama_lengkap or self._user.username
        return Person(nama, self._user.lingkup.jabatan, inisial(nama) or nama[:2].upper())

    @cached_property
    def _entries(self) -> list[navigation.Entry]:
        if self._user is None:
            return []
        path = getattr(self._request, "tempat", self._request.path)
        return navigation.entries_for(self._user.lingkup, path, navigation.counts(self._request))

    @cached_property
    def menu(self) -> list[navigation.Group]:
        return navigation.grouped(self._entries)

    @cached_property
    def bawah(self) -> list[navigation.Entry]:
        return navigation.bottom_bar(self._entries)

    @property
    def active(self) -> navigation.Entry | None:
        """The place this page belongs to."""
        return next((entry for entry in self._entries if entry.active), None)

    @property
    def pemberitahuan(self) -> int:
        """How much was told and not looked at yet."""
        return self._user.lingkup.pemberitahuan if self._user else 0

    @property
    def pemberitahuan_teks(self) -> str:
        return f"{PALING_BANYAK_KABAR - 1}+" if self.pemberitahuan >= PALING_BANYAK_KABAR else str(self.pemberitahuan)

    @property
    def home_url(self) -> str:
        return navigation.address(navigation.HOME) or "/"

    @property
    def menu_url(self) -> str:
        return navigation.address(navigation.MENU)

    @property
    def on_menu(self) -> bool:
        return self._request.path == self.menu_url

    @property
    def path(self) -> str:
        """Where to return to after the theme was changed: never an address that only takes a POST."""
        return self._request.get_full_path() if self._request.method == "GET" else self.home_url

    @property
    def layout(self) -> str:
        """Frame of pages that anybody may meet: with the menu for a person signed in, plain for others."""
        htmx = getattr(self._request, "htmx", None)
        if htmx and not htmx.boosted:
            return "umum/potongan.html"
        return "umum/polos.html" if self._user is None else "base.html"


def shell(request: HttpRequest) -> dict[str, Shell]:
    """``shell`` in every template."""
    return {"shell": Shell(request)}
