"""Where a figure comes from: formula with the numbers put in, the entries it adds up, and who did what when."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext as _

from binawidya.organisasi.models import Pegawai, Periode, User
from indikator.enums import (
    REALISASI_MENUNGGU,
    Agregasi,
    StatusCapaian,
    StatusKoreksi,
    StatusRealisasi,
    SumberData,
)
from indikator.models import Capaian, KoreksiRealisasi, Realisasi, TargetIndikator
from indikator.selectors.langkah import Langkah, langkah
from indikator.selectors.riwayat import nilai_bulan


@dataclass(frozen=True, slots=True)
class Sumber:
    """One entry, or one target, that went into the figure."""

    nama: str
    target: Decimal | None
    nilai: Decimal | None
    pembilang: Decimal | None
    penyebut: Decimal | None
    keadaan: str
    capaian_id: int | None = None


@dataclass(frozen=True, slots=True)
class Peristiwa:
    """One thing that somebody did to the entry of the month."""

    apa: str
    ikon: str
    nada: str
    kapan: datetime
    siapa: str
    isi: str = ""
    lama: Any = None
    baru: Any = None


@dataclass(slots=True)
class Jejak:
    """Everything the page of one figure shows."""

    capaian: Capaian
    langkah: list[Langkah]
    sumber: list[Sumber]
    peristiwa: list[Peristiwa] = field(default_factory=list)
    rata_rata_persen: Decimal | None = None


def jejak(capaian: Capaian) -> Jejak:
    """Explain one figure. A constant number of queries."""
    target = capaian.target
    sumber = _dari_turunan(capaian) if target.sumber == SumberData.TURUNAN else _dari_bulan(capaian)
    entry = (
        Realisasi.objects.filter(target=target, periode=capaian.periode)
        .select_related("diisi_oleh__pegawai", "diverifikasi_oleh__pegawai")
        .first()
    )
    return Jejak(
        capaian=capaian,
        langkah=[*langkah(capaian)],
        sumber=sumber,
        peristiwa=_peristiwa(entry) if entry else [],
        rata_rata_persen=_rata_rata(target, sumber),
    )


def _rata_rata(target: TargetIndikator, sumber: Sequence[Sumber]) -> Decimal | None:
    """The mean of percentages that people expect and that is not used."""
    if target.indikator.agregasi != Agregasi.RASIO:
        return None
    shares = [row.nilai for row in sumber if row.nilai is not None]
    return sum(shares, Decimal(0)) / len(shares) if len(shares) > 1 else None


def _dari_bulan(capaian: Capaian) -> list[Sumber]:
    target, periode = capaian.target, capaian.periode
    entries = {
        row.periode.bulan: row
        for row in Realisasi.objects.filter(
            target=target, periode__tahun=periode.tahun, periode__bulan__lte=periode.bulan
        ).select_related("periode")
    }
    figures = dict(
        Capaian.objects.filter(
            target=target, periode__tahun=periode.tahun, periode__bulan__lt=periode.bulan
        ).values_list("periode__bulan", "pk")
    )
    closed = {row.bulan: row.ditutup for row in Periode.objects.filter(tahun=periode.tahun, bulan__lte=periode.bulan)}
    rows = []
    for bulan in range(1, periode.bulan + 1):
        promised = target.target_bulan(bulan)
        if promised is None:
            continue
        entry = entries.get(bulan)
        keadaan = entry.status if entry else "belum_diisi"
        if closed.get(bulan) and keadaan != StatusRealisasi.DISETUJUI:
            keadaan, entry = "tidak_dilaporkan", None
        rows.append(
            Sumber(
                nama=str(Periode(tahun=periode.tahun, bulan=bulan)),
                target=promised,
                nilai=nilai_bulan(target, entry),
                pembilang=entry.pembilang if entry else None,
                penyebut=entry.penyebut if entry else None,
                keadaan=keadaan,
                capaian_id=figures.get(bulan),
            )
        )
    return rows


def _dari_turunan(capaian: Capaian) -> list[Sumber]:
    rows = (
        Capaian.objects.filter(
            periode=capaian.periode, target__induk=capaian.target_id, target__indikator=capaian.target.indikator_id
        )
        .select_related("target__unit_kerja", "target__pegawai", "target__indikator")
        .order_by("target__unit_kerja__kode", "target__pegawai__nama", "pk")
    )
    return [
        Sumber(
            nama=row.target.pegawai.nama_lengkap if row.target.pegawai else row.target.unit_kerja.nama,
            target=row.target_kumulatif,
            nilai=row.realisasi,
            pembilang=row.pembilang,
            penyebut=row.penyebut,
            keadaan="disetujui" if row.status == StatusCapaian.DIKETAHUI else row.status,
            capaian_id=row.pk,
        )
        for row in rows
    ]


def _peristiwa(entry: Realisasi) -> list[Peristiwa]:
    """What happened to the entry, latest first, read from its history, its evidence and its corrections."""
    versions = [*entry.events.order_by("pgh_id")]  # type: ignore[attr-defined]
    evidence = _bukti_events(entry)
    corrections = [*KoreksiRealisasi.objects.filter(realisasi=entry).order_by("pk")]
    people = _names(
        {getattr(version, name) for version in versions for name in _PELAKU}
        | {one for row in corrections for one in (row.diusulkan_oleh_id, row.diputuskan_oleh_id)}
        | {_by(row) for row in evidence}
    )
    found: list[Peristiwa] = []
    if versions:
        first = versions[0]
        found.append(
            Peristiwa(_("Diisi"), "pencil-line", "nada-info", first.diisi_at, people[first.diisi_oleh_id], baru=first)
        )
        if first.status != StatusRealisasi.TERSIMPAN:
            found += _jalan(first, people)
    for before, after in pairwise(versions):
        changed = (before.nilai, before.pembilang, before.penyebut) != (after.nilai, after.pembilang, after.penyebut)
        # An approved value changes by a correction only; that is told below, with its reason.
        if changed and not (before.status == after.status == StatusRealisasi.DISETUJUI):
            who = people[after.diisi_oleh_id]
            found.append(
                Peristiwa(_("Diperbaiki"), "history", "nada-info", after.diisi_at, who, lama=before, baru=after)
            )
        if before.status != after.status:
            found += _mundur(before, after, people) or _jalan(after, people)
    found += [_peristiwa_bukti(row, people) for row in evidence]
    found += [one for row in corrections for one in _peristiwa_koreksi(row, people)]
    return sorted(found, key=lambda one: one.kapan, reverse=True)


_PELAKU: Final = ("diisi_oleh_id", "diajukan_oleh_id", "diperiksa_oleh_id", "diverifikasi_oleh_id")


def _bukti_events(entry: Realisasi) -> list[Any]:
    model = entry.bukti.model.pgh_event_models["insert"]  # type: ignore[attr-defined]
    rows = model.objects.filter(realisasi=entry.pk, pgh_label__in=["insert", "delete"])
    return [*rows.select_related("pgh_context").order_by("pgh_id")]


def _by(event: Any) -> int | None:
    """Who did it: whoever attached a piece of evidence, and for its removal whoever was signed in."""
    if event.pgh_label == "insert":
        return int(event.oleh_id)
    user = event.pgh_context.metadata.get("user") if event.pgh_context else None
    return user if isinstance(user, int) else None


def _peristiwa_bukti(event: Any, people: dict[int | None, str]) -> Peristiwa:
    kind = _("Bukti dilampirkan") if event.pgh_label == "insert" else _("Bukti dihapus")
    who = people.get(_by(event), "")
    return Peristiwa(kind, "paperclip", "nada-info", event.pgh_created_at, who, isi=event.nama)


@dataclass(frozen=True, slots=True)
class Angka:
    """A value or its two numbers, as an entry has them."""

    nilai: Decimal | None
    pembilang: Decimal | None
    penyebut: Decimal | None


def _peristiwa_koreksi(row: KoreksiRealisasi, people: dict[int | None, str]) -> Iterator[Peristiwa]:
    lama = Angka(row.lama_nilai, row.lama_pembilang, row.lama_penyebut)
    baru = Angka(row.nilai, row.pembilang, row.penyebut)
    proposer = people[row.diusulkan_oleh_id]
    yield Peristiwa(
        _("Koreksi diusulkan"), "history", "nada-perhatian", row.diusulkan_at, proposer, row.alasan, lama, baru
    )
    if row.diputuskan_at is not None:
        words = {
            StatusKoreksi.DISETUJUI: (_("Koreksi disetujui"), "circle-check", "nada-positif"),
            StatusKoreksi.DITOLAK: (_("Koreksi ditolak"), "circle-x", "nada-bahaya"),
        }
        apa, ikon, nada = words.get(StatusKoreksi(row.status), (_("Koreksi dibatalkan"), "ban", "nada-netral"))
        yield Peristiwa(apa, ikon, nada, row.diputuskan_at, people[row.diputuskan_oleh_id], row.tanggapan)


def _mundur(before: Any, after: Any, people: dict[int | None, str]) -> list[Peristiwa]:
    """A step back: a decision that was undone by whoever made it, or an entry that its owner took back."""
    decided = {StatusRealisasi.DISETUJUI, StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DIPERIKSA}
    if before.status in decided and after.status in REALISASI_MENUNGGU and before.diajukan_at == after.diajukan_at:
        who = people[before.diverifikasi_oleh_id or before.diperiksa_oleh_id]
        return [Peristiwa(_("Putusan diurungkan"), "undo-2", "nada-perhatian", after.pgh_created_at, who)]
    taken_back = before.status == StatusRealisasi.DIAJUKAN and (
        after.status == StatusRealisasi.TERSIMPAN
        or (after.status == StatusRealisasi.DIKEMBALIKAN and before.diverifikasi_at == after.diverifikasi_at)
    )
    if taken_back:
        who = people[before.diajukan_oleh_id or before.diisi_oleh_id]
        return [Peristiwa(_("Ditarik kembali"), "undo-2", "nada-info", after.pgh_created_at, who)]
    return []


def _jalan(version: Any, people: dict[int | None, str]) -> list[Peristiwa]:
    """What a state says was done; an entry that came already approved was submitted and approved."""
    verifier = people[version.diverifikasi_oleh_id]
    if version.status == StatusRealisasi.DISETUJUI:
        return [Peristiwa(_("Disetujui"), "circle-check", "nada-positif", version.diverifikasi_at, verifier)]
    if version.status == StatusRealisasi.DIKEMBALIKAN:
        return [
            Peristiwa(_("Dikembalikan"), "undo-2", "nada-bahaya", version.diverifikasi_at, verifier, isi=version.alasan)
        ]
    if version.status == StatusRealisasi.DIPERIKSA:
        checker = people[version.diperiksa_oleh_id]
        return [Peristiwa(_("Diperiksa"), "clipboard-check", "nada-info", version.diperiksa_at, checker)]
    if version.status == StatusRealisasi.DIAJUKAN:
        sender = people[version.diajukan_oleh_id or version.diisi_oleh_id]
        late = version.terlambat_hari
        text = _("Terlambat %(n)d hari.") % {"n": late} if late else ""
        return [Peristiwa(_("Diajukan"), "send", "nada-info", version.diajukan_at, sender, isi=text)]
    return []


def _names(user_ids: set[int | None]) -> dict[int | None, str]:
    wanted = {pk for pk in user_ids if pk is not None}
    names: dict[int | None, str] = dict(User.objects.filter(pk__in=wanted).values_list("pk", "username"))
    names |= {row.user_id: row.nama for row in Pegawai.objects.filter(user__in=wanted)}
    names[None] = ""
    return names
