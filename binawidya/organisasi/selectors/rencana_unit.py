"""What an act on a unit would do, told before it is done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binawidya.organisasi.models import Pegawai, Penempatan, Penugasan, SusunanUnit, UnitKerja
from binawidya.organisasi.selectors.susunan_unit import children_since, jalur_on
from binawidya.umum.dates import format_tanggal
from binawidya.umum.numbers import format_angka

PALING_BANYAK_NAMA: Final = 3


@dataclass(frozen=True, slots=True)
class IsiUnit:
    """What a unit holds on a day or later."""

    pegawai: int
    nama_pegawai: tuple[str, ...]
    bawahan: tuple[str, ...]

    @property
    def ada(self) -> bool:
        return bool(self.pegawai or self.bawahan)

    def kalimat(self) -> str:
        """``12 pegawai masih ditempatkan (…) dan 3 unit masih di bawahnya (…)``."""
        parts = []
        if self.pegawai:
            text = ngettext("%(n)s pegawai masih ditempatkan", "%(n)s pegawai masih ditempatkan", self.pegawai)
            parts.append(f"{text % {'n': format_angka(self.pegawai)}} ({sebut(self.nama_pegawai, self.pegawai)})")
        if self.bawahan:
            count = len(self.bawahan)
            text = ngettext("%(n)s unit masih di bawahnya", "%(n)s unit masih di bawahnya", count)
            parts.append(f"{text % {'n': format_angka(count)}} ({sebut(self.bawahan, count)})")
        return _(" dan ").join(parts)


def sebut(nama: Sequence[str], jumlah: int) -> str:
    """The first names, and how many more there are."""
    shown = [*nama[:PALING_BANYAK_NAMA]]
    more = jumlah - len(shown)
    return ", ".join([*shown, *([_("dan %(n)s lagi") % {"n": format_angka(more)}] if more > 0 else [])])


def _held_since(tanggal: date) -> Q:
    return Q(tmt_selesai=None) | Q(tmt_selesai__gte=tanggal)


def isi_sejak(unit: UnitKerja, tanggal: date) -> IsiUnit:
    """The people and sub-units that a unit has on a day or later. Two queries."""
    posts = Penempatan.objects.filter(_held_since(tanggal), unit_kerja=unit)
    people = [
        *Pegawai.objects.filter(pk__in=posts.values("pegawai")).order_by("nama", "pk").values_list("nama", flat=True)
    ]
    below = dict.fromkeys(row.unit_kerja.nama for row in children_since([unit.pk], tanggal))
    return IsiUnit(len(people), tuple(people[:PALING_BANYAK_NAMA]), tuple(below))


def _people(unit_ids: Collection[int], tanggal: date, *, below: bool) -> int:
    where = Q(unit_kerja__jalur__overlap=[*unit_ids]) if below else Q(unit_kerja__in=unit_ids)
    return Penempatan.objects.filter(where, _held_since(tanggal)).values("pegawai").distinct().count()


def _orang(jumlah: int) -> str:
    text = ngettext("%(n)s pegawai", "%(n)s pegawai", jumlah)
    return text % {"n": format_angka(jumlah)}


def _heads(unit_ids: Collection[int], tanggal: date) -> list[Penempatan]:
    posts = Penempatan.objects.filter(_held_since(tanggal), unit_kerja__in=unit_ids, memimpin=True)
    return [*posts.select_related("pegawai", "jabatan", "unit_kerja").order_by("unit_kerja__kode", "jenis", "pk")]


def _roles(unit_ids: Collection[int], tanggal: date) -> int:
    running = Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=tanggal)
    return Penugasan.objects.filter(running, unit_kerja__in=unit_ids).count()


def rencana_pindah(unit: UnitKerja, induk: UnitKerja | None, tanggal: date) -> list[str]:
    """What moving a unit would do, sentence by sentence."""
    paths = jalur_on([unit.pk, *([induk.pk] if induk else [])], tanggal)
    before, after = paths[unit.pk][:-1], paths[induk.pk] if induk else []
    nama = dict(UnitKerja.objects.filter(pk__in={*before, *after}).order_by().values_list("pk", "nama"))
    below = UnitKerja.objects.below([unit.pk]).on(tanggal).exclude(pk=unit.pk).count()
    people = _people([unit.pk], tanggal, below=True)
    names = {
        "unit": unit.nama, "a": nama[before[-1]] if before else _("puncak"), "b": induk.nama if induk else _("puncak"),
        "tanggal": format_tanggal(tanggal), "n": format_angka(below), "orang": _orang(people),
    }  # fmt: skip
    lines = [_("Mulai %(tanggal)s %(unit)s pindah dari %(a)s ke %(b)s.") % names]
    if below:
        lines.append(_("%(n)s unit di bawahnya ikut pindah.") % names)
    if people:
        lines.append(_("%(orang)s tetap di unit masing-masing; jalur atasan di atas unit ini berubah.") % names)
    # Over which units a role reaches this one from then on, and over which no longer.
    gained = [nama[pk] for pk in after if pk not in before]
    lost = [nama[pk] for pk in before if pk not in after]
    texts = (
        (gained, _("Peran atas %(unit)s mulai mencakup unit ini.")),
        (lost, _("Peran atas %(unit)s tidak lagi mencakup unit ini.")),
    )
    return [*lines, *(text % {"unit": ", ".join(units)} for units, text in texts if units)]


def rencana_gabung(tujuan: UnitKerja, sumber: Collection[UnitKerja], tanggal: date) -> list[str]:
    """What taking in other units would do, sentence by sentence."""
    ids = [unit.pk for unit in sumber]
    kemarin = format_tanggal(date.fromordinal(tanggal.toordinal() - 1))
    lines = []
    for unit in sumber:
        people = _people([unit.pk], tanggal, below=False)
        text = _("%(orang)s pindah dari %(unit)s ke %(tujuan)s mulai %(tanggal)s.")
        names = {"orang": _orang(people), "unit": unit.nama, "tujuan": tujuan.nama, "tanggal": format_tanggal(tanggal)}
        lines.append(text % names if people else _("%(unit)s tidak mempunyai pegawai.") % names)
    for post in _heads(ids, tanggal):
        text = _("%(nama)s (%(jabatan)s) tidak lagi memimpin unit. Catat jabatan barunya sesudah ini.")
        lines.append(text % {"nama": post.pegawai.nama, "jabatan": post.nama_jabatan})
    below = {row.unit_kerja_id: row.unit_kerja.nama for row in children_since(ids, tanggal)}
    moved = [nama for pk, nama in below.items() if pk not in ids]
    if moved:
        text = ngettext("%(n)s unit di bawahnya pindah ke %(tujuan)s: %(nama)s.",
                        "%(n)s unit di bawahnya pindah ke %(tujuan)s: %(nama)s.", len(moved))  # fmt: skip
        lines.append(text % {"n": format_angka(len(moved)), "tujuan": tujuan.nama, "nama": sebut(moved, len(moved))})
    lines += _rencana_peran(ids, tanggal, kemarin)
    names = {"unit": ", ".join(unit.nama for unit in sumber), "tanggal": kemarin}
    return [*lines, _("%(unit)s ada sampai %(tanggal)s. Riwayat dan nilainya sampai hari itu tetap.") % names]


def rencana_tutup(unit: UnitKerja, tanggal: date) -> list[str]:
    """What closing an empty unit would do, sentence by sentence."""
    kemarin = format_tanggal(date.fromordinal(tanggal.toordinal() - 1))
    names = {"unit": unit.nama, "tanggal": kemarin}
    lines = [_("%(unit)s ada sampai %(tanggal)s. Riwayat dan nilainya sampai hari itu tetap.") % names]
    lines += _rencana_peran([unit.pk], tanggal, kemarin)
    planned = SusunanUnit.objects.filter(unit_kerja=unit, berlaku_mulai__gte=tanggal).order_by("berlaku_mulai").first()
    if planned:
        text = _("Perubahan yang dijadwalkan mulai %(tanggal)s batal.")
        lines.append(text % {"tanggal": format_tanggal(planned.berlaku_mulai)})
    return lines


def _rencana_peran(unit_ids: Collection[int], tanggal: date, kemarin: str) -> list[str]:
    roles = _roles(unit_ids, tanggal)
    text = ngettext("%(n)s peran berakhir %(tanggal)s.", "%(n)s peran berakhir %(tanggal)s.", roles)
    return [text % {"n": format_angka(roles), "tanggal": kemarin}] if roles else []
