"""Computing results: from all answers of a survey at once, never response by response."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import connection, transaction
from django.utils import timezone

from binawidya.umum.outbox import enqueue
from survei.enums import KELOMPOK, PALING_SEDIKIT, AsalJawaban, Demografi
from survei.models import HasilSurvei, Survei
from survei.scoring import ikm_of_sums, margin, mutu, sampel, shown_groups
from survei.services.hasil_sql import groups, sums
from survei.services.kotak import kotak_empty

_LOCK: Final = "SELECT pg_advisory_xact_lock(hashtextextended('survei.hasil', %s))"
TETAP: Final = "survei.hasil_tetap"
# The number of a result that still moves; the fixed ones count from 1.
SEMENTARA: Final = 0
TIDAK_DISEBUT: Final = "-"


@dataclass(frozen=True, slots=True)
class Hitungan:
    """What was counted."""

    responden: int
    total: int
    kuadrat: int
    lonjakan: int
    total_lonjakan: int
    jumlah: list[int]
    kuadrat_unsur: list[int]


def count_answers(survei: Survei) -> Hitungan:
    """Sums over all answers, while a survey is open over all but ten. One pass over the table."""
    with connection.cursor() as cursor:
        cursor.execute(sums(survei.banyak_unsur, sementara=not survei.selesai), {"survei": survei.pk})
        responden, total, kuadrat, lonjakan, total_lonjakan, *unsur = (int(value) for value in cursor.fetchone())
    banyak = survei.banyak_unsur
    return Hitungan(responden, total, kuadrat, lonjakan, total_lonjakan, unsur[:banyak], unsur[banyak:])


def _profile(survei: Survei) -> dict[str, Any]:
    """Respondents by group, as they may be shown: ``[[["sma"], 148], [["sd", "smp"], 24]]`` for each demographic."""
    names = [*survei.demografi]
    counts: dict[str, dict[str, int]] = {name: {} for name in [*names, "asal"]}
    with connection.cursor() as cursor:
        cursor.execute(groups(names, sementara=not survei.selesai), {"survei": survei.pk})
        for marks, *values, count in cursor.fetchall():
            place = marks.index(0)
            counts[[*names, "asal"][place]][values[place] or TIDAK_DISEBUT] = int(count)
    known = _known(survei) if survei.selesai else {}
    return {
        name: _again(found, known[name]) if name in known else _ordered(name, found) for name, found in counts.items()
    }


def _known(survei: Survei) -> dict[str, Any]:
    """The groups of each demographic as fixed results showed them last."""
    found: dict[str, Any] = {}
    for profil in survei.hasil.filter(sementara=False).order_by("-versi").values_list("profil", flat=True):
        for name, rows in profil.items():
            if rows:
                found.setdefault(name, rows)
    return found


def _ordered(name: str, found: Mapping[str, int]) -> list[Any]:
    choices = AsalJawaban if name == "asal" else KELOMPOK[Demografi(name)]
    order = [*choices.values, TIDAK_DISEBUT]
    counts = {key: found[key] for key in order if key in found}
    return [[[*keys], count] for keys, count in shown_groups(counts, PALING_SEDIKIT)]


def _again(found: Mapping[str, int], known: Sequence[Any]) -> list[Any]:
    """The groups that were shown before with their numbers of now; none when one has grown by fewer than ten."""
    rows = [[keys, sum(found.get(key, 0) for key in keys), count] for keys, count in known]
    seen = {key for keys, _now, _then in rows for key in keys}
    new = [key for key, count in found.items() if key not in seen and count]
    if new:
        rows.append([new, sum(found[key] for key in new), 0])
    if any(0 < abs(now - then) < PALING_SEDIKIT for _keys, now, then in rows):
        return []
    return [[keys, now] for keys, now, _then in rows]


def hasil_calculate(survei_id: int) -> HasilSurvei | None:
    """Bring the result of a survey up to date.

    A result changes only when ten answers have been added since the one before: from two results that are one answer
    apart, that answer could be read.

    :returns: the result that was written, or ``None`` where nothing had to be.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_LOCK, [survei_id])
        survei = Survei.objects.select_related("layanan", "unit_kerja").get(pk=survei_id)
        if survei.draf:
            return None
        former = survei.hasil.filter(sementara=not survei.selesai).order_by("-versi").first()
        if survei.selesai and former is None:
            # The survey just ended: whatever waits is counted. Later forms wait until they are ten.
            kotak_empty(survei_id)
        counted = count_answers(survei)
        if former is not None and not _differs(former, counted):
            return None
        return _write(survei, counted, former)


def _differs(former: HasilSurvei, counted: Hitungan) -> bool:
    if former.ikm is None:
        return counted.responden >= PALING_SEDIKIT
    return abs(counted.responden - former.responden) >= PALING_SEDIKIT


def _write(survei: Survei, counted: Hitungan, former: HasilSurvei | None) -> HasilSurvei:
    values = _values(survei, counted)
    if not survei.selesai:
        written, _created = HasilSurvei.objects.update_or_create(
            survei=survei, versi=SEMENTARA, defaults=values | {"sementara": True, "dihitung_at": timezone.now()}
        )
        return written
    versi = 1 if former is None else former.versi + 1
    written = HasilSurvei.objects.create(survei=survei, versi=versi, **values)
    survei.hasil.filter(sementara=True).delete()
    enqueue(TETAP, {"hasil_id": written.pk}, key=str(written.pk))
    return written


def _values(survei: Survei, counted: Hitungan) -> dict[str, Any]:
    populasi = survei.populasi
    values: dict[str, Any] = {
        "responden": counted.responden,
        # Nothing of fewer than ten is kept: two such results would tell the answer between them.
        "jumlah": [0] * survei.banyak_unsur,
        "populasi": populasi,
        "sampel": sampel(populasi) if populasi else None,
        "lonjakan": counted.lonjakan,
        "ikm": None,
        "galat": None,
        "mutu": "",
        "kinerja": "",
        "profil": {},
        "ikm_tanpa_lonjakan": None,
    }
    nilai = ikm_of_sums(counted.jumlah, counted.responden)
    if nilai is None or counted.responden < PALING_SEDIKIT:
        return values
    huruf, kata = mutu(nilai)
    banyak = survei.banyak_unsur
    galat = margin(counted.total, counted.kuadrat, counted.responden, banyak, populasi)
    values |= {"jumlah": counted.jumlah, "jumlah_kuadrat": counted.kuadrat, "kuadrat": counted.kuadrat_unsur}
    values |= {"ikm": nilai, "galat": galat, "mutu": huruf, "kinerja": kata, "profil": _profile(survei)}
    rest = counted.responden - counted.lonjakan
    if counted.lonjakan >= PALING_SEDIKIT and rest >= PALING_SEDIKIT:
        values["ikm_tanpa_lonjakan"] = ikm_of_sums([counted.total - counted.total_lonjakan], rest * banyak)
    return values
