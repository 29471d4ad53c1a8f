"""Light or dark: the choice of the person, else what the browser says the device prefers, else the device itself."""

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest

COOKIE: Final = "bw_tema"
COOKIE_SECONDS: Final = 365 * 24 * 60 * 60
TERANG: Final = "terang"
GELAP: Final = "gelap"
SISTEM: Final = "sistem"
PILIHAN: Final = frozenset({TERANG, GELAP, SISTEM})
# Sent by browsers that were asked for it (``Accept-CH``); others leave it to a script of three lines.
HINT: Final = "Sec-CH-Prefers-Color-Scheme"


@dataclass(frozen=True, slots=True)
class Tema:
    """The theme of one page.

    :param pilihan: what the person chose: ``terang``, ``gelap`` or ``sistem``.
    :param gelap: whether the server draws the page dark.
    """

    pilihan: str
    gelap: bool

    @property
    def ikut_perangkat(self) -> bool:
        """Whether the page looks at the device itself before it is painted: a hint may be missing or old."""
        return self.pilihan == SISTEM

    @property
    def bs(self) -> str:
        """Bootstrap's word for it."""
        return "dark" if self.gelap else "light"

    @property
    def lawan(self) -> str:
        """The other one, for the button."""
        return TERANG if self.gelap else GELAP


def theme_of(request: HttpRequest) -> Tema:
    """The theme for this request. Reads no database, so that a page of failure has it as well."""
    chosen = request.COOKIES.get(COOKIE, "")
    if chosen in {TERANG, GELAP}:
        return Tema(chosen, chosen == GELAP)
    hint = request.headers.get(HINT, "").strip(' "').lower()
    return Tema(SISTEM, hint == "dark")
