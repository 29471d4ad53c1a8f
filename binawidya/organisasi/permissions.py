"""May this user do this act on this object? One function per act; the answers come from the policy table."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import Exists, OuterRef

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Impor, Pegawai, Penempatan, Penugasan, SusunanUnit, UnitKerja, User
from binawidya.organisasi.models.pegawai import PegawaiQuerySet
from binawidya.organisasi.policy import (
    BUKAN_UNTUK_SENDIRI,
    allows,
    allows_everywhere,
    grantable,
    relations_to,
    scope_paths,
)
from binawidya.umum.dates import today


def can_list_pegawai(user: User) -> bool:
    """Open the list of people: whoever has such a list over some part of the tree."""
    return bool(scope_paths("pegawai.list", user.lingkup).paths)


def can_list_pribadi(user: User) -> bool:
    """See personal data of somebody on a list at all; of whom is asked for each person."""
    return bool(scope_paths("pegawai.read_pribadi", user.lingkup).paths)


def can_list_impor(user: User) -> bool:
    """See imports at all: whoever administers the people of some unit."""
    return bool(scope_paths("impor.list", user.lingkup).paths)


def can_create_impor(user: User, unit_kerja: UnitKerja) -> bool:
    """Upload a roster for a unit and everything below it."""
    return allows("impor.create", relations_to(user.lingkup, jalur=unit_kerja.jalur))


def can_apply_impor(user: User, impor: Impor) -> bool:
    """Approve a preview."""
    return allows("impor.apply", relations_to(user.lingkup, jalur=impor.unit_kerja.jalur))


def can_cancel_impor(user: User, impor: Impor) -> bool:
    """Give an import up."""
    return allows("impor.cancel", relations_to(user.lingkup, jalur=impor.unit_kerja.jalur))


def can_update_impor(user: User, impor: Impor) -> bool:
    """Say what its columns mean."""
    return allows("impor.update", relations_to(user.lingkup, jalur=impor.unit_kerja.jalur))


def can_undo_impor(user: User, impor: Impor) -> bool:
    """Take an applied import back."""
    return allows("impor.undo", relations_to(user.lingkup, jalur=impor.unit_kerja.jalur))


def can_list_periode(user: User) -> bool:
    """See the months and their states."""
    return allows_everywhere("periode.list", user.lingkup)


def can_change_periode(user: User, act: str) -> bool:
    """Open, close or reopen a month."""
    return allows_everywhere(act, user.lingkup)


def can_list_akun(user: User) -> bool:
    """See who has an account: whoever keeps the roster of some unit, and the inspectorate."""
    return bool(scope_paths("akun.list", user.lingkup).paths)


def can_create_akun(user: User) -> bool:
    """Make and invite accounts anywhere at all; for whom is decided by :func:`akun_managed_by`."""
    return bool(scope_paths("akun.create", user.lingkup).paths)


def akun_managed_by(user: User, act: str, *, named: bool = False) -> PegawaiQuerySet:
    """The people on whose accounts the user may do ``act``.

    Whoever holds an account can let somebody in with it. So every post and every role of the person must lie within
    the scope of the user, or the account would open doors that are not the user's to open.

    :param named: also people without a post today, for people who were chosen one by one.
    """
    people = Pegawai.objects.known_to(user, act) if named else Pegawai.objects.visible_to(user, act)
    paths = sorted(scope_paths(act, user.lingkup).paths)
    if act in BUKAN_UNTUK_SENDIRI:
        people = people.exclude(user=user)
    posts = Penempatan.objects.on(today()).filter(pegawai=OuterRef("pk"))
    roles = Penugasan.objects.on(today()).filter(user=OuterRef("user_id"))
    return people.exclude(Exists(posts.exclude(unit_kerja__jalur__overlap=paths))).exclude(
        Exists(roles.exclude(unit_kerja__jalur__overlap=paths))
    )


def can_manage_akun(user: User, pegawai: Pegawai, act: str) -> bool:
    """Do ``act`` on the account of a person."""
    return akun_managed_by(user, act, named=True).filter(pk=pegawai.pk).exists()


def _on_pegawai(user: User, pegawai: Pegawai, act: str) -> bool:
    return Pegawai.objects.known_to(user, act).filter(pk=pegawai.pk).exists()


def can_create_pegawai(user: User) -> bool:
    """Enter a new person, into some part of the tree."""
    return bool(scope_paths("pegawai.create", user.lingkup).paths)


def can_update_pegawai(user: User, pegawai: Pegawai) -> bool:
    """Change the data and the status of a person."""
    return _on_pegawai(user, pegawai, "pegawai.update")


def acts_on_pegawai(user: User, pegawai: Pegawai, *acts: str) -> frozenset[str]:
    """Which of these acts the user may do on a person. One query for all of them."""
    allowed = {
        f"boleh_{place}": Exists(Pegawai.objects.known_to(user, act).filter(pk=OuterRef("pk")))
        for place, act in enumerate(acts)
    }
    answers = Pegawai.objects.filter(pk=pegawai.pk).annotate(**allowed).values_list(*allowed).get()
    return frozenset(act for act, yes in zip(acts, answers, strict=True) if yes)


def can_assign_penempatan(user: User, pegawai: Pegawai) -> bool:
    """Give a person a first or a further post; into which units is another question."""
    return _on_pegawai(user, pegawai, "penempatan.assign")


def can_move_penempatan(user: User, pegawai: Pegawai, penempatan: Penempatan | None) -> bool:
    """Move a person out of the definitive post: it lies within the scope, not only some acting post."""
    if penempatan is None:
        return _on_pegawai(user, pegawai, "penempatan.move")
    return allows("penempatan.move", relations_to(user.lingkup, jalur=penempatan.unit_kerja.jalur))


def can_change_penempatan(user: User, penempatan: Penempatan, act: str) -> bool:
    """Correct, cancel or end a post."""
    return allows(act, relations_to(user.lingkup, jalur=penempatan.unit_kerja.jalur))


def can_list_penugasan(user: User) -> bool:
    """See who holds which role over some part of the tree."""
    return bool(scope_paths("penugasan.list", user.lingkup).paths)


def can_assign_penugasan_somewhere(user: User) -> bool:
    """Grant roles over some part of the tree."""
    return bool(scope_paths("penugasan.assign", user.lingkup).paths)


def can_assign_penugasan(user: User, *, kepada: User, peran: Peran, unit_kerja: UnitKerja) -> bool:
    """Grant a role over a unit: never to oneself, and only what one's own role over that unit may give."""
    return kepada.pk != user.pk and peran in grantable(relations_to(user.lingkup, jalur=unit_kerja.jalur))


def can_end_penugasan(user: User, penugasan: Penugasan) -> bool:
    """Withdraw a role: the same rule as granting it."""
    return can_assign_penugasan(
        user, kepada=penugasan.user, peran=Peran(penugasan.peran), unit_kerja=penugasan.unit_kerja
    )


def can_end_penugasan_somewhere(user: User) -> bool:
    """Withdraw roles over some part of the tree."""
    return bool(scope_paths("penugasan.end", user.lingkup).paths)


def can_list_unit_kerja(user: User) -> bool:
    """Open the tree of units: whoever has such a list over some part of it."""
    return bool(scope_paths("unit_kerja.list", user.lingkup).paths)


def _can_place(user: User, act: str, jalur: Sequence[int]) -> bool:
    """Do ``act`` on what lies directly below a place; the place above a root is the whole installation."""
    if not jalur:
        return allows_everywhere(act, user.lingkup)
    return allows(act, relations_to(user.lingkup, jalur=[*jalur]))


def can_create_unit_kerja(user: User, induk: UnitKerja | None) -> bool:
    """Add a unit below another, or a root."""
    return _can_place(user, "unit_kerja.create", induk.jalur if induk else [])


def can_update_unit_kerja(user: User, unit_kerja: UnitKerja) -> bool:
    """Give a unit another name, code, kind or address."""
    return _can_place(user, "unit_kerja.update", unit_kerja.jalur)


def can_move_unit_kerja(user: User, unit_kerja: UnitKerja) -> bool:
    """Take a unit away from where it is: whoever keeps the place above it."""
    return _can_place(user, "unit_kerja.move", unit_kerja.jalur[:-1])


def can_move_unit_kerja_to(user: User, unit_kerja: UnitKerja, induk: UnitKerja | None, tanggal: date) -> bool:
    """Move a unit: whoever keeps the place above it, today and on the day, and the new one."""
    then = SusunanUnit.objects.on(tanggal).filter(unit_kerja=unit_kerja).select_related("induk").first()
    leaving = then.induk.jalur if then and then.induk else [] if then else unit_kerja.jalur[:-1]
    places = (unit_kerja.jalur[:-1], leaving, induk.jalur if induk else [])
    return all(_can_place(user, "unit_kerja.move", jalur) for jalur in places)


def can_merge_unit_kerja(user: User, unit_kerja: UnitKerja, sumber: Iterable[UnitKerja] = ()) -> bool:
    """Let a unit take in others: whoever keeps that unit and the places above the others."""
    places = [unit_kerja.jalur, *(unit.jalur[:-1] for unit in sumber)]
    return all(_can_place(user, "unit_kerja.merge", jalur) for jalur in places)


def can_close_unit_kerja(user: User, unit_kerja: UnitKerja) -> bool:
    """Close a unit: whoever keeps the place above it."""
    return _can_place(user, "unit_kerja.close", unit_kerja.jalur[:-1])
