"""Posts that changed are told to those who compute with them."""

from collections.abc import Iterable
from typing import Final

from binawidya.umum.outbox import enqueue

BERUBAH: Final = "penempatan.berubah"
# So many people are computed by one task: a few seconds of work, and a message that stays small.
SEKALI: Final = 1_000


def penempatan_notify(pegawai_ids: Iterable[int]) -> None:
    """Scores weigh the targets of several posts by the months in each: those of these people are computed anew.

    Must be called inside the transaction of the change.
    """
    people = sorted({*pegawai_ids})
    for start in range(0, len(people), SEKALI):
        part = people[start : start + SEKALI]
        enqueue(BERUBAH, {"pegawai_ids": part}, key=str(part[0]) if len(part) == 1 else "")
