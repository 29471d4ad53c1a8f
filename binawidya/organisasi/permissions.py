"""May this user do this act on this object? One function per act; the answers come from the policy table."""

from binawidya.organisasi.models import Impor, UnitKerja, User
from binawidya.organisasi.policy import allows, allows_everywhere, relations_to, scope_paths


def can_list_pegawai(user: User) -> bool:
    """Open the list of people: whoever has such a list over some part of the tree."""
    return bool(scope_paths("pegawai.list", user.lingkup).paths)


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


def can_list_periode(user: User) -> bool:
    """See the months and their states."""
    return allows_everywhere("periode.list", user.lingkup)


def can_change_periode(user: User, act: str) -> bool:
    """Open, close or reopen a month."""
    return allows_everywhere(act, user.lingkup)
