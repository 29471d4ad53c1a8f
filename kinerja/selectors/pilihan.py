"""What a user may choose from when asking for a report: few, searched on the server, the own first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, IntegerField, Q, Value, When

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja, User
from binawidya.organisasi.policy import scope_paths
from binawidya.organisasi.selectors.saran import pegawai_labels
from binawidya.umum.dates import today
from kinerja.enums import JenisDokumen
from kinerja.jenis_dokumen import JENIS, Subjek
from kinerja.selectors.pejabat import valid_on

PALING_BANYAK: Final = 50
BULAN_TERBANYAK: Final = 36
Pilihan = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Daftar:
    """Choices, and whether there are more than are shown."""

    pilihan: tuple[Pilihan, ...]
    masih_ada: bool

    def starting_with(self, chosen: Pilihan | None) -> "Daftar":
        """The same choices with one of them first, whether it was among them or not."""
        if chosen is None:
            return self
        rest = tuple(one for one in self.pilihan if one[0] != chosen[0])
        return Daftar((chosen, *rest), self.masih_ada)


def may_ask(user: User, jenis: JenisDokumen) -> bool:
    """Whether there is any unit or person about which the user may ask for a document of this kind."""
    row, lingkup = JENIS[jenis], user.lingkup
    scope = scope_paths(row.baca, lingkup)
    if row.subjek == Subjek.UNIT:
        return bool(scope.paths)
    return bool((scope.own and lingkup.pegawai_id) or scope.paths or (scope.below and lingkup.bawahan))


def unit_choices(user: User, text: str, act: str = "laporan_unit.read") -> Daftar:
    """Units on which the user may do ``act``: those led or held a role over first, then the own, then by code.

    :param text: part of the name, or the beginning of the code.
    """
    held = sorted(scope_paths(act, user.lingkup).paths)
    units = UnitKerja.objects.visible_to(user, act).filter(valid_on(today()))
    if text:
        units = units.filter(Q(nama__icontains=text) | Q(nama_pendek__icontains=text) | Q(kode__istartswith=text))
    place = Case(
        When(pk__in=held, then=Value(0)), When(pk__in=sorted(user.lingkup.unit), then=Value(1)), default=Value(2),
        output_field=IntegerField(),
    )  # fmt: skip
    found = units.select_related("induk").order_by(place, "kode", "pk")[: PALING_BANYAK + 1]
    return _cut([(unit.pk, unit_label(unit)) for unit in found])


def unit_label(unit: UnitKerja) -> str:
    """The name with the unit above it: many units share a name."""
    return f"{unit.nama} · {unit.induk.sebutan}" if unit.induk else unit.nama


def pegawai_choices(user: User, text: str, act: str = "laporan_pegawai.read") -> Daftar:
    """People on whom the user may do ``act``, by name; by part of the name or the beginning of the NIP."""
    people = Pegawai.objects.visible_to(user, act).search(text)
    found = [*people.order_by("nama", "pk")[: PALING_BANYAK + 1]]
    me = user.lingkup
    if not text and me.pegawai_id is not None:
        own = [*Pegawai.objects.filter(pk=me.pegawai_id)]
        found = own + [one for one in found if one.pk != me.pegawai_id]
    labels = pegawai_labels(found, gelar=True)
    return _cut([(one.pk, labels[one.pk]) for one in found])


def pegawai_label(pegawai: Pegawai) -> str:
    """The name with the post, which tells namesakes apart."""
    return pegawai_labels([pegawai], gelar=True)[pegawai.pk]


def periode_choices() -> list[Periode]:
    """Months that were opened at some time, the latest first."""
    return [*Periode.objects.dimulai().order_by("-tahun", "-bulan")[:BULAN_TERBANYAK]]


def usual_periode(months: Sequence[Periode]) -> Periode | None:
    """The month most people want: the last closed one, else the latest."""
    return next((month for month in months if month.ditutup), months[0] if months else None)


def year_choices(months: Sequence[Periode]) -> list[int]:
    """Years of these months, this one and the next, for which plans are made; the latest first."""
    now = today().year
    return sorted({now, now + 1, *(month.tahun for month in months)}, reverse=True)


def read_year(text: str | None) -> int | None:
    """A year from an address, if it is one."""
    return int(text) if text and text.isascii() and text.isdigit() and 2000 <= int(text[:5]) <= 2200 else None


def _cut(rows: Sequence[Pilihan]) -> Daftar:
    return Daftar(tuple(rows[:PALING_BANYAK]), len(rows) > PALING_BANYAK)
