"""What the rows of one import are held against: its units, the titles, and who leads what before and after."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Final

from django.utils.translation import gettext as _

from binawidya.organisasi.models import Impor
from binawidya.organisasi.selectors.impor import Pemimpin, Unit, jabatan_all, pemimpin_of, units_all
from binawidya.organisasi.selectors.susunan_unit import earliest_effect
from binawidya.organisasi.services.impor_sel import SelDitolak

MAX_SUGGESTIONS: Final = 200  # looking for a similar name costs; a sheet full of unknown units gets no more


def name_key(text: str) -> str:
    """A name for comparison: small letters and digits, words apart."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


class UnitAcuan:
    """Finds the unit that a row means, within the subtree that the import may touch."""

    def __init__(self, units: Mapping[int, Unit], akar: int) -> None:
        self.semua = units
        self.akar = units[akar]
        self.di_dalam = frozenset(pk for pk, unit in units.items() if akar in unit.jalur)
        self._kode: dict[str, int] = {}
        self._nama: dict[str, list[int]] = defaultdict(list)
        self._di_luar: set[str] = set()
        self._tebakan = 0
        self._cache: dict[tuple[str, str, str], tuple[int, ...] | SelDitolak] = {}
        for unit in units.values():
            if not unit.terbuka:
                continue
            names = {name_key(unit.nama), name_key(unit.nama_pendek)} - {""}
            if unit.pk in self.di_dalam:
                self._kode[name_key(unit.kode)] = unit.pk
                for name in names:
                    self._nama[name].append(unit.pk)
            else:
                self._di_luar |= names | {name_key(unit.kode)}

    def find(self, kode: str, nama: str, induk: str) -> tuple[int, ...]:
        """Units that a code or a name may mean; more than one where a name is used again.

        :raises SelDitolak: nothing fits; names what is similar.
        """
        asked = (kode, nama, induk)
        found = self._cache.get(asked)
        if found is None:
            try:
                found = self._find(*asked)
            except SelDitolak as refused:
                found = refused
            self._cache[asked] = found
        if isinstance(found, SelDitolak):
            raise found
        return found

    def _find(self, kode: str, nama: str, induk: str) -> tuple[int, ...]:
        if not kode and not nama:
            raise SelDitolak(_("Unit kerja kosong."))
        if kode:
            by_code = self._kode.get(name_key(kode))
            if by_code is not None:
                return (by_code,)
            if not nama:
                raise SelDitolak(self._unknown(kode))
        # Some writers put the code into the column of the name.
        key = name_key(nama)
        if key in self._kode:
            return (self._kode[key],)
        above = [induk] if induk else []
        found = self._nama.get(key, [])
        if not found and (parts := re.split(r"\s+[-–/>]\s+|,\s+", nama)) and len(parts) > 1:
            found, above = self._nama.get(name_key(parts[0]), []), parts[1:] + above
        if not found:
            raise SelDitolak(self._unknown(nama))
        if len(found) > 1 and above:
            wanted = {name_key(part) for part in above}
            # All of them have the root above them; who shares the most is meant.
            shared = {pk: len(wanted & self._names_above(pk)) for pk in found}
            found = [pk for pk in found if shared[pk] == max(shared.values())]
        return tuple(found)

    def _names_above(self, pk: int) -> set[str]:
        return {name_key(self.semua[above].nama) for above in self.semua[pk].jalur[:-1]}

    def _unknown(self, teks: str) -> str:
        if name_key(teks) in self._di_luar:
            return _("Unit “%(unit)s” di luar %(akar)s. Impor ini hanya mencakup unit di bawahnya.") % {
                "unit": teks,
                "akar": self.akar.nama,
            }
        message = _("Unit “%(unit)s” tidak ada.") % {"unit": teks}
        self._tebakan += 1
        if self._tebakan <= MAX_SUGGESTIONS and (similar := self._similar(name_key(teks))):
            return message + " " + _("Yang mirip: %(unit)s.") % {"unit": similar}
        return message + " " + _("Tambahkan unitnya dulu atau perbaiki namanya.")

    def _similar(self, key: str) -> str:
        """Name of the most similar unit. "Seksi" in both makes no two names alike, so the first word does not count."""
        kind, _space, rest = key.partition(" ")
        rests = {name.removeprefix(f"{kind} "): name for name in self._nama if name.startswith(f"{kind} ")}
        found = get_close_matches(rest, rests, n=1, cutoff=0.6)
        names = [rests[found[0]]] if found else get_close_matches(key, self._nama, n=1, cutoff=0.75)
        return self.semua[self._nama[names[0]][0]].nama if names else ""

    def choose(self, candidates: tuple[int, ...], now: int | None) -> int:
        """The one unit that is meant; where a name is used again, the one in which the person already is.

        :raises SelDitolak: it remains open.
        """
        if len(candidates) == 1:
            return candidates[0]
        if now in candidates and now is not None:
            return now
        raise SelDitolak(
            _("Ada %(n)d unit bernama “%(unit)s”. Isi kolom Kode unit atau Unit induk.")
            % {"n": len(candidates), "unit": self.semua[candidates[0]].nama}
        )


class JabatanAcuan:
    """Titles that exist, and those that the sheet brings: the first spelling counts."""

    def __init__(self) -> None:
        rows = jabatan_all()
        self.nama = dict(rows)
        self._pk = {name_key(nama): pk for pk, nama in rows}
        self._baru: dict[str, str] = {}
        self._cache: dict[str, tuple[int | None, str]] = {}

    def find(self, teks: str) -> tuple[int | None, str]:
        """Key and name of a title; no key while it is new."""
        found = self._cache.get(teks)
        if found is None:
            key = name_key(teks)
            pk = self._pk.get(key)
            found = (pk, self.nama[pk]) if pk is not None else (None, self._baru.setdefault(key, teks))
            self._cache[teks] = found
        return found


Kepala = tuple[str, str]  # NIP and name


class KepalaAcuan:
    """Who leads which unit on the date: as it stands, and as it will stand once the sheet is applied."""

    def __init__(self, units: UnitAcuan, tanggal: date) -> None:
        self._units = units
        self._tanggal = tanggal
        wanted = {above for pk in units.di_dalam for above in units.semua[pk].jalur}
        self._posts = pemimpin_of(sorted(wanted))
        self.sekarang: dict[int, Kepala] = {
            unit: head for unit, posts in self._posts.items() if (head := self._effective(posts, frozenset(), None))
        }
        self.setelah = dict(self.sekarang)

    def _effective(self, posts: Iterable[Pemimpin], gone: frozenset[str], new: Kepala | None) -> Kepala | None:
        ranked = [
            (post.urutan, (post.nip, post.nama))
            for post in posts
            if self._holds(post) and not (post.definitif and (post.nip in gone or new))
        ]
        if new:
            ranked.append((3, new))
        return min(ranked, default=(0, None))[1]

    def _holds(self, post: Pemimpin) -> bool:
        return post.tmt_mulai <= self._tanggal and (post.tmt_selesai is None or post.tmt_selesai >= self._tanggal)

    def holders(self, unit_id: int) -> list[Pemimpin]:
        """Definitive heads on the date or later."""
        return [
            post
            for post in self._posts.get(unit_id, ())
            if post.definitif and (post.tmt_selesai is None or post.tmt_selesai >= self._tanggal)
        ]

    def nips(self) -> frozenset[str]:
        """People who lead something definitively on the date or later."""
        return frozenset(post.nip for unit in self._posts for post in self.holders(unit))

    def free_from(self, unit_id: int, mulai: date) -> bool:
        """Whether no definitive head of the unit held the post on ``mulai`` or after it."""
        return not any(
            post.definitif and (post.tmt_selesai is None or post.tmt_selesai >= mulai)
            for post in self._posts.get(unit_id, ())
        )

    def change(self, gone: Mapping[int, frozenset[str]], new: Mapping[int, Kepala]) -> None:
        """Take over what the sheet says: who leaves the head of a unit, and who takes it."""
        for unit in gone.keys() | new.keys():
            head = self._effective(self._posts.get(unit, ()), gone.get(unit, frozenset()), new.get(unit))
            if head:
                self.setelah[unit] = head
            else:
                self.setelah.pop(unit, None)

    def superior(self, heads: Mapping[int, Kepala], unit_id: int, nip: str, *, memimpin: bool) -> Kepala | None:
        """The superior by structure: the same rule as :mod:`binawidya.organisasi.selectors.atasan`."""
        jalur = self._units.semua[unit_id].jalur
        for above in reversed(jalur[:-1] if memimpin else jalur):
            head = heads.get(above)
            if head is not None and head[0] != nip:
                return head
        return None


class Acuan:
    """Everything an import is held against, read once."""

    def __init__(self, impor: Impor) -> None:
        self.tanggal = impor.berlaku_mulai
        self.unit = UnitAcuan(units_all(self.tanggal), impor.unit_kerja_id)
        self.jabatan = JabatanAcuan()
        self.kepala = KepalaAcuan(self.unit, self.tanggal)
        self.nama: dict[str, str] = {}  # names of superiors by NIP
        self.bebas_sejak = earliest_effect()  # the first day that no closed month rests on
