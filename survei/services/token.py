"""One-time codes: made in sheets, shown once on paper, kept only as keyed hashes."""

from secrets import choice
from typing import Final

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.umum.errors import ActRefused
from survei.enums import StatusSurvei
from survei.models import Survei, Token
from survei.models.survei import HURUF_KODE
from survei.services.kiriman import fingerprint

PANJANG: Final = 10
PALING_BANYAK: Final = 500


def clean_token(text: str) -> str:
    """A code as typed or scanned: without spaces and hyphens, in small letters."""
    found = "".join(letter for letter in text[:60].lower() if letter.isalnum())
    return found[:PANJANG]


def token_tercetak(token: str) -> str:
    """``abcde-fghjk`` for paper."""
    return f"{token[:5]}-{token[5:]}".upper()


@transaction.atomic
def token_create(*, actor: User, survei: Survei, banyak: int) -> tuple[int, list[str]]:
    """A new sheet of codes; in the clear only in what is returned.

    :returns: number of the sheet and the codes.
    :raises ActRefused: the survey is over.
    """
    locked = Survei.objects.select_for_update(of=("self",)).get(pk=survei.pk)
    if locked.status not in {StatusSurvei.DRAF, StatusSurvei.DIBUKA}:
        raise ActRefused(_("Survei ini sudah ditutup, jadi kode baru tidak ada gunanya."))
    sheet = (Token.objects.filter(survei=locked).aggregate(last=Max("lembar"))["last"] or 0) + 1
    codes = {"".join(choice(HURUF_KODE) for _place in range(PANJANG)) for _row in range(min(banyak, PALING_BANYAK))}
    # In the order of their hashes: the order on the sheet says nothing of the order in the table.
    rows = [Token(sidik=fingerprint("token", code), survei=locked, lembar=sheet) for code in codes]
    Token.objects.bulk_create(sorted(rows, key=lambda row: row.sidik))
    return sheet, sorted(codes)
