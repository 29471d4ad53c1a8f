"""The attacker: somebody with a dump of the database, the access log and the staff list.

The log tells who sent when; the dump gives every row in the order in which it lies on disk, with the number of the
transaction that wrote it. The attacker ties the k-th sender to the k-th row. Chance gives one hit of a hundred.
"""

from collections.abc import Sequence
from random import Random

import pytest
from django.db import connection

from binawidya.umum.dates import today
from survei.models import Jawaban, Survei
from survei.services.kiriman import Isi, kiriman_record
from survei.services.kotak import kotak_empty_due
from survei.services.token import token_create
from tests.kantor import Kantor
from tests.survei.kuesioner import dibuka

ORANG = 120


def answers(rng: Random) -> list[list[int]]:
    """Different for everybody, so that a hit is a hit."""
    found: dict[tuple[int, ...], None] = {}
    while len(found) < ORANG:
        found[tuple(rng.randint(1, 4) for _place in range(9))] = None
    return [list(one) for one in found]


def dump(table: str, column: str) -> list[tuple[object, int]]:
    """Rows as they lie on disk, with their transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column}, xmin::text::bigint FROM {table} ORDER BY ctid")
        return [(row[0], int(row[1])) for row in cursor.fetchall()]


def hits(log: Sequence[list[int]], rows: Sequence[object]) -> int:
    """How many senders the attacker ties to the right row."""
    return sum(sent == row for sent, row in zip(log, rows, strict=True))


def drift(log: Sequence[list[int]], rows: Sequence[object]) -> float:
    """Rank correlation between sending and lying on disk: 1 for the same order, about 0 for none."""
    place = {tuple(sent): index for index, sent in enumerate(log)}
    ranks = [place[tuple(row)] for row in rows]  # type: ignore[arg-type]
    total = sum((rank - index) ** 2 for index, rank in enumerate(ranks))
    return 1 - 6 * total / (ORANG * (ORANG**2 - 1))


@pytest.fixture
def survei(kantor: Kantor) -> Survei:
    return dibuka(kantor, wajib_token=True)


def test_the_attacker_does_no_better_than_chance(kantor: Kantor, survei: Survei) -> None:
    log = answers(Random(8))
    _sheet, codes = token_create(actor=kantor.user["pengelola_survei"], survei=survei, banyak=ORANG)
    for place, sent in enumerate(log):
        isi = Isi(sent, teks=[f"Tulisan {place}"])
        kiriman_record(survei_id=survei.pk, nonce=f"n{place}", isi=isi, token=codes[place])
        kotak_empty_due()
    rows = dump("survei_jawaban", "nilai")
    assert len(rows) == ORANG
    found = [row for row, _transaction in rows]
    # One hit is expected; more than seven happen once in a million.
    assert hits(log, found) <= 7
    assert hits(log[::-1], found) <= 7
    assert abs(drift(log, found)) < 0.45
    assert len({transaction for _row, transaction in rows}) == 1, "all rows of a day were laid down at once"
    # Nothing of a person, a moment or a token stands beside an answer.
    assert {field.name for field in Jawaban._meta.get_fields()} == {
        "id", "survei", "tanggal", "asal", "nilai", "jumlah", "jenis_kelamin", "umur", "pendidikan", "pekerjaan",
        "jam", "lonjakan",
    }  # fmt: skip
    texts = [int(str(text).split()[1]) for text, _transaction in dump("survei_saran", "isi")]
    assert sum(index == place for index, place in enumerate(texts)) <= 7


def test_control_the_attacker_wins_where_answers_are_written_as_they_come(survei: Survei) -> None:
    log = answers(Random(8))
    for sent in log:
        Jawaban.objects.create(survei=survei, tanggal=today(), nilai=sent)
    found = [row for row, _transaction in dump("survei_jawaban", "nilai")]
    assert hits(log, found) == ORANG
    assert drift(log, found) == 1


def test_a_token_cannot_be_tied_to_its_answer(kantor: Kantor, survei: Survei) -> None:
    """Even who knows which code a person got, and in which order the codes were used, learns no answer."""
    log = answers(Random(9))
    _sheet, codes = token_create(actor=kantor.user["pengelola_survei"], survei=survei, banyak=ORANG)
    for place, sent in enumerate(log):
        kiriman_record(survei_id=survei.pk, nonce=f"n{place}", isi=Isi(sent), token=codes[place])
    kotak_empty_due()
    used = dump("survei_token", "sidik")
    found = dump("survei_jawaban", "nilai")
    assert {transaction for _row, transaction in used}.isdisjoint({transaction for _row, transaction in found})
    assert hits(log, [row for row, _transaction in found]) <= 7
