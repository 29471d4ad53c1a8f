"""Units, titles and people by what somebody types: suggestions while typing, and the one that is meant.

A suggestion is a text that, typed as a whole, means exactly one: nothing has to be chosen with a pointer.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from django.contrib.postgres.search import TrigramSimilarity
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binawidya.organisasi.models import Jabatan, Pegawai, UnitKerja, User
from binawidya.organisasi.models.pegawai import PegawaiQuerySet
from binawidya.organisasi.models.unit_kerja import UnitKerjaQuerySet
from binawidya.organisasi.nip import PANJANG, normalize
from binawidya.organisasi.selectors.pegawai import posts_on
from binawidya.umum.dates import today

PALING_BANYAK: Final = 12
SEBUT: Final = 3
PEMISAH: Final = " · "
_KODE: Final = re.compile(r"\(([^()]+)\)$")


# --- units --------------------------------------------------------------------------------------------------------
def unit_label(unit: UnitKerja) -> str:
    """``Seksi Pelayanan Umum · Kecamatan Binawidya (14.71.13.01)``: the code in brackets makes it one."""
    above = f"{PEMISAH}{unit.induk.sebutan}" if unit.induk else ""
    return f"{unit.nama}{above} ({unit.kode})"


def _units(user: User, act: str) -> UnitKerjaQuerySet:
    """Units on which the user may do ``act`` and that still exist."""
    open_now = Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=today())
    return UnitKerja.objects.visible_to(user, act).filter(open_now).select_related("induk")


def unit_suggestions(user: User, act: str, teks: str) -> list[str]:
    """Labels of units whose name or code holds the text, the highest units first."""
    matching = Q(nama__icontains=teks) | Q(nama_pendek__icontains=teks) | Q(kode__istartswith=teks)
    found = _units(user, act).filter(matching).order_by("jalur__len", "kode")[:PALING_BANYAK]
    return [unit_label(unit) for unit in found]


def unit_named(user: User, act: str, teks: str) -> UnitKerja:
    """The unit that is meant by a label, a code, a name, or a part of a name that only one unit has.

    :raises ValidationError: none or several; the sentence names what is similar.
    """
    teks = " ".join(teks.split())
    units = _units(user, act)
    code = _KODE.search(teks)
    for matching in (
        Q(kode=code[1]) if code else Q(pk__in=[]),
        Q(kode__iexact=teks),
        Q(nama__iexact=teks) | Q(nama_pendek__iexact=teks),
        Q(nama__icontains=teks),
    ):
        found: list[UnitKerja] = [*units.filter(matching).order_by("kode")[: SEBUT + 1]]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(_several_units(teks, found), code="ambiguous")
    message = _("Unit “%(unit)s” tidak ada dalam wewenang Anda.") % {"unit": teks}
    raise ValidationError(_with_similar(message, _similar_units(user, act, teks)), code="unknown")


def _several_units(teks: str, found: Sequence[UnitKerja]) -> str:
    names = "; ".join(unit_label(unit) for unit in found[:SEBUT])
    return _("Ada beberapa unit “%(unit)s”. Tulis salah satu: %(daftar)s.") % {"unit": teks, "daftar": names}


def _similar_units(user: User, act: str, teks: str) -> list[str]:
    ranked = _units(user, act).annotate(mirip=TrigramSimilarity("nama", teks)).filter(mirip__gt=0.3)
    return [unit.nama for unit in ranked.order_by("-mirip", "kode")[:SEBUT]]


def _with_similar(message: str, names: Sequence[str]) -> str:
    unique = [*dict.fromkeys(names)]
    return message + " " + _("Yang mirip: %(daftar)s.") % {"daftar": ", ".join(unique)} if unique else message


# --- titles -------------------------------------------------------------------------------------------------------
def jabatan_suggestions(teks: str) -> list[str]:
    """Titles that hold the text; those that begin with it come first."""
    found = [*Jabatan.objects.filter(nama__icontains=teks).order_by("nama").values_list("nama", flat=True)[:200]]
    return sorted(found, key=lambda nama: not nama.lower().startswith(teks.lower()))[:PALING_BANYAK]


def jabatan_named(teks: str) -> Jabatan | None:
    """The title with this name, whatever the case of its letters."""
    return Jabatan.objects.filter(nama__iexact=" ".join(teks.split())).order_by("pk").first()


def jabatan_unknown(teks: str) -> str:
    """Why a title is refused, with those that are similar."""
    ranked = Jabatan.objects.annotate(mirip=TrigramSimilarity("nama", teks)).filter(mirip__gt=0.3)
    names = [*ranked.order_by("-mirip", "nama").values_list("nama", flat=True)[:SEBUT]]
    message = _("Jabatan “%(jabatan)s” belum ada. Pilih jenisnya di bawah untuk menambahkannya.") % {"jabatan": teks}
    return _with_similar(message, names)


# --- people -------------------------------------------------------------------------------------------------------
def pegawai_labels(people: Iterable[Pegawai], *, gelar: bool = False) -> dict[int, str]:
    """``Siti Rahayu · Analis Keuangan, Subbagian Keuangan`` by id: the post tells namesakes apart without an NIP.

    Namesakes in the same post, and those without one, carry the end of their NIP as well. One query.

    :param gelar: names with titles.
    """
    people = [*people]
    posts = posts_on([pegawai.pk for pegawai in people], today())
    labels = {}
    for pegawai in people:
        own = posts.get(pegawai.pk)
        place = f"{PEMISAH}{own[0].nama_jabatan}, {own[0].unit_kerja.sebutan}" if own else ""
        labels[pegawai.pk] = f"{pegawai.nama_lengkap if gelar else pegawai.nama}{place}"
    count = Counter(labels.values())
    return {
        pegawai.pk: labels[pegawai.pk] + (f"{PEMISAH}NIP …{pegawai.nip[-3:]}" if count[labels[pegawai.pk]] > 1 else "")
        for pegawai in people
    }


def _labelled(people: Sequence[Pegawai]) -> list[tuple[str, Pegawai]]:
    labels = pegawai_labels(people)
    return [(labels[pegawai.pk], pegawai) for pegawai in people]


def pegawai_suggestions(user: User, teks: str) -> list[str]:
    """Labels of people whom the user may see, by part of the name."""
    people = Pegawai.objects.visible_to(user).search(teks).order_by("nama", "pk")
    return [label for label, _pegawai in _labelled([*people[:PALING_BANYAK]])]


def pegawai_named(user: User, teks: str) -> Pegawai:
    """The person who is meant by a label, a name, or an NIP that the user may read.

    :raises ValidationError: nobody or several.
    """
    teks = " ".join(teks.split())
    digits = normalize(teks)
    people: PegawaiQuerySet = Pegawai.objects.visible_to(user)
    if digits.isascii() and digits.isdigit():
        readable = Pegawai.objects.visible_to(user, "pegawai.read_nip")
        found: list[Pegawai] = [*readable.filter(nip=digits)] if len(digits) == PANJANG else []
    else:
        nama = teks.split(PEMISAH)[0].split(",")[0].strip()
        found = [*people.filter(nama__iexact=nama).order_by("pk")[:PALING_BANYAK]]
        if not found:
            found = [*people.search(nama).order_by("pk")[:PALING_BANYAK]]
        if len(found) > 1:
            found = [pegawai for label, pegawai in _labelled(found) if label.lower() == teks.lower()] or found
    if len(found) == 1:
        return found[0]
    if not found:
        raise ValidationError(_("Tidak ada pegawai “%(nama)s” dalam wewenang Anda.") % {"nama": teks}, code="unknown")
    raise ValidationError(
        ngettext("Ada %(n)d pegawai “%(nama)s”.", "Ada %(n)d pegawai “%(nama)s”.", len(found))
        % {"n": len(found), "nama": teks}
        + " "
        + _("Tulis salah satu: %(daftar)s.")
        % {"daftar": "; ".join(label for label, _pegawai in _labelled(found[:SEBUT]))},
        code="ambiguous",
    )
