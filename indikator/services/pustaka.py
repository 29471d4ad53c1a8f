"""A first plan from the library: goals, sheets, and draft targets with the example figures."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import UnitKerja, User
from binawidya.umum.errors import ActRefused, field_error
from indikator.models import Indikator, Sasaran, TargetIndikator
from indikator.pustaka import ButirSasaran, Pustaka
from indikator.services.indikator import indikator_create
from indikator.services.sasaran import IsiSasaran, hold_tree, sasaran_create
from indikator.services.target_awal import draft_of, equal_weights, kepala_of

AWALAN: Final = "IKU-"


@dataclass(frozen=True, slots=True)
class HasilPustaka:
    """What was made, and what was there already."""

    sasaran: int
    indikator: int
    target: int
    sudah_ada: int
    tanpa_pengisi: int


@transaction.atomic
def rencana_create(
    *,
    actor: User,
    unit_kerja: UnitKerja,
    pustaka: Pustaka,
    pilihan: Collection[str],
    tahun: int,
    tahun_selesai: int,
    dengan_target: bool,
) -> HasilPustaka:
    """Take items of the library over into the plan of a unit. What it has already is left alone.

    :param pilihan: slugs of the chosen indicators; their goals come along.
    :param tahun: first year of the goals, and the year of the draft targets.
    :raises ValidationError: nothing is chosen, or the years are the wrong way round.
    """
    chosen = [butir for butir in pustaka.indikator() if butir.slug in pilihan]
    if not chosen:
        raise field_error({"pilih": _("Pilih paling sedikit satu indikator.")})
    if tahun_selesai < tahun:
        raise field_error({"tahun_selesai": _("Tahun selesai mendahului tahun mulai.")})
    hold_tree()
    had = {*Indikator.objects.filter(unit_kerja=unit_kerja).exclude(pustaka="").values_list("pustaka", flat=True)}
    maker = _Maker(actor, unit_kerja, tahun, tahun_selesai, {butir.slug for butir in chosen} - had)
    if not maker.wanted:
        raise ActRefused(_("Semua indikator yang dipilih sudah ada di %(unit)s.") % {"unit": unit_kerja.nama})
    for goal in pustaka.sasaran:
        maker.goal(goal, None)
    targets = maker.drafts() if dengan_target else 0
    return HasilPustaka(
        sasaran=maker.goals,
        indikator=len(maker.made),
        target=targets,
        sudah_ada=len(chosen) - len(maker.wanted),
        tanpa_pengisi=len(maker.made) - targets if dengan_target else 0,
    )


class _Maker:
    """Goes down the tree of a set and makes what is wanted of it."""

    def __init__(self, actor: User, unit: UnitKerja, tahun: int, selesai: int, wanted: set[str]) -> None:
        self.actor, self.unit, self.tahun, self.selesai, self.wanted = actor, unit, tahun, selesai, wanted
        self.goals = 0
        self.made: list[tuple[Indikator, Decimal]] = []
        rows = Sasaran.objects.filter(unit_kerja=unit, tahun_mulai__lte=tahun, tahun_selesai__gte=tahun)
        self.known = {(row.induk_id, row.nama): row for row in rows.select_related("unit_kerja")}
        self.codes = {*Sasaran.objects.filter(unit_kerja=unit, tahun_mulai=tahun).values_list("kode", flat=True)}
        self.numbers = {*Indikator.objects.filter(unit_kerja=unit).values_list("kode", flat=True)}

    def goal(self, butir: ButirSasaran, induk: Sasaran | None) -> None:
        if not any(one.slug in self.wanted for goal in butir.semua() for one in goal.indikator):
            return
        sasaran = self.known.get((induk.pk if induk else None, butir.nama))
        if sasaran is None:
            selesai = min(self.selesai, induk.tahun_selesai) if induk else self.selesai
            isi = IsiSasaran(
                kode=self._code(butir.kode), nama=butir.nama, jenis=butir.jenis, tahun_mulai=self.tahun,
                tahun_selesai=selesai,
            )  # fmt: skip
            sasaran = sasaran_create(actor=self.actor, unit_kerja=self.unit, induk=induk, isi=isi)
            self.goals += 1
        for one in butir.indikator:
            if one.slug in self.wanted:
                indikator = indikator_create(
                    actor=self.actor,
                    unit_kerja=self.unit,
                    kode=self._number(),
                    isi=one.lembar() | {"sasaran": sasaran},
                    pustaka=one.slug,
                )
                self.made.append((indikator, one.target))
        for anak in butir.anak:
            self.goal(anak, sasaran)

    def _code(self, kode: str) -> str:
        """The code of the library, with a letter where the unit uses it already."""
        found = next(one for one in (kode, *(f"{kode}{letter}" for letter in "abcdefgh")) if one not in self.codes)
        self.codes.add(found)
        return found

    def _number(self) -> str:
        found = next(kode for n in range(1, 1000) if (kode := f"{AWALAN}{n:02d}") not in self.numbers)
        self.numbers.add(found)
        return found

    def drafts(self) -> int:
        """Draft targets with the example figures; those of the IKU share the weight of 100."""
        head = kepala_of([self.unit.pk]).get(self.unit.pk)
        main = [indikator for indikator, _target in self.made if indikator.utama]
        if TargetIndikator.objects.filter(unit_kerja=self.unit, pegawai=None, tahun=self.tahun).exists():
            main = []  # the weights that are there already sum to 100
        weights = dict(zip([one.pk for one in main], equal_weights(len(main)), strict=True))
        rows = [
            draft_of(indikator, self.tahun, target, head, bobot=weights.get(indikator.pk, Decimal(0)))
            for indikator, target in self.made
        ]
        return len(TargetIndikator.objects.bulk_create([row for row in rows if row is not None]))
