"""The attacker: somebody with a dump of the database, the access log and the staff list.

The log tells who sent when; the dump gives every row in the order in which it lies on disk, with the number of the
transaction that wrote it. The attacker ties the k-th sender to the k-th row. Chance gives one hit of a hundred.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from random import Random

import pytest
from django.db import connection

from survei.enums import PALING_SEDIKIT
from survei.models import HasilSurvei, Jawaban, Survei
from survei.services.hasil import hasil_calculate
from survei.services.kiriman import Isi, kertas_record, kiriman_record
from survei.services.kotak import kotak_empty_due
from survei.services.survei import survei_close
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
    """Rows as they were written and lie on disk, with their transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column}, xmin::text::bigint FROM {table} ORDER BY xmin::text::bigint, cmin::text::bigint, ctid"
        )
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
    assert len({transaction for _row, transaction in rows}) == 1, "all rows were laid down at once"
    # Nothing of a person, a moment or a token stands beside an answer.
    assert {field.name for field in Jawaban._meta.get_fields()} == {
        "id", "survei", "asal", "nilai", "jumlah", "jenis_kelamin", "umur", "pendidikan", "pekerjaan",
        "jam", "lonjakan",
    }  # fmt: skip
    texts = [int(str(text).split()[1]) for text, _transaction in dump("survei_saran", "isi")]
    assert sum(index == place for index, place in enumerate(texts)) <= 7


def test_control_the_attacker_wins_where_answers_are_written_as_they_come(survei: Survei) -> None:
    log = answers(Random(8))
    for sent in log:
        Jawaban.objects.create(survei=survei, nilai=sent)
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


def table() -> Counter[tuple[int, ...]]:
    """What a dump of this moment shows of the answers, without their order."""
    return Counter(tuple(row) for row in Jawaban.objects.order_by().values_list("nilai", flat=True))


def test_whoever_compares_two_dumps_finds_no_group_under_ten(kantor: Kantor) -> None:
    """Dumped after every single answer, also after late ones: an answer never appears alone."""
    survei = dibuka(kantor)
    states = [table()]
    for place, sent in enumerate(answers(Random(10))[:37]):
        kiriman_record(survei_id=survei.pk, nonce=f"n{place}", isi=Isi(sent))
        kotak_empty_due()
        states.append(table())
    changes = {(after - before).total() for before, after in pairwise(states)}
    assert {size for size in changes if size} == {PALING_SEDIKIT}
    survei_close(actor=kantor.user["pengelola_survei"], survei=survei)
    hasil_calculate(survei.pk)
    assert table().total() == 37, "the end of a survey loses nobody"
    for _form in range(PALING_SEDIKIT - 1):
        kertas_record(survei_id=survei.pk, isi=[Isi([1] * 9)])
        assert kotak_empty_due() == 0
        hasil_calculate(survei.pk)
    assert table().total() == 37, "late forms wait until they are ten"


def test_control_the_difference_of_two_dumps_is_the_answer_where_it_is_moved_alone(survei: Survei) -> None:
    sent = answers(Random(11))[:2]
    Jawaban.objects.create(survei=survei, nilai=sent[0])
    before = table()
    Jawaban.objects.create(survei=survei, nilai=sent[1])
    assert [*(table() - before)] == [tuple(sent[1])]


def test_the_few_whom_the_log_knows_as_a_burst_are_not_marked(kantor: Kantor) -> None:
    """The log shows who came last from a crowded network: marked answers are theirs, so there are never a few."""
    survei = dibuka(kantor)
    for place, sent in enumerate(answers(Random(12))[:23]):
        kiriman_record(survei_id=survei.pk, nonce=f"n{place}", isi=Isi(sent, lonjakan=place >= 20))
    kotak_empty_due()
    assert not Jawaban.objects.filter(lonjakan=True).exists()
    assert survei.lonjakan.get().jumlah == 3, "the manager is told nevertheless"
    for place, sent in enumerate(answers(Random(13))[:12]):
        kiriman_record(survei_id=survei.pk, nonce=f"m{place}", isi=Isi(sent, lonjakan=True))
    kotak_empty_due()
    assert Jawaban.objects.filter(lonjakan=True).count() == 12


def test_the_sums_of_fewer_than_ten_are_kept_nowhere(kantor: Kantor) -> None:
    survei = dibuka(kantor)
    kertas_record(survei_id=survei.pk, isi=[Isi([4] * 9)] * 7)
    survei_close(actor=kantor.user["pengelola_survei"], survei=survei)
    hasil_calculate(survei.pk)
    kertas_record(survei_id=survei.pk, isi=[Isi([1] * 9)])
    hasil_calculate(survei.pk)
    assert [(one.jumlah, one.jumlah_kuadrat, one.kuadrat) for one in HasilSurvei.objects.all()] == [([0] * 9, 0, [])]
