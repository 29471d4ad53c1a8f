"""Answers without anything about the person."""

from collections.abc import Iterator

from survei.models import Jawaban, Survei


def answers_shuffled(survei: Survei) -> Iterator[list[int]]:
    """The answers of a survey, in another order each time, without day, way or group."""
    rows = Jawaban.objects.filter(survei=survei).order_by("?").values_list("nilai", flat=True)
    return rows.iterator(chunk_size=2_000)
