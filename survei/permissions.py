"""May this user do this act on this survey? The answers come from the policy table."""

from binawidya.organisasi.models import User
from binawidya.organisasi.policy import allows, relations_to, scope_paths
from survei.models import Layanan, Survei


def can_list_survei(user: User) -> bool:
    """Open the list of surveys: whoever may read some of them."""
    return bool(scope_paths("survei.list", user.lingkup).paths)


def can_create_survei(user: User) -> bool:
    """Make a survey anywhere at all; for which unit is decided by the form."""
    return bool(scope_paths("survei.create", user.lingkup).paths)


def can_list_layanan(user: User) -> bool:
    """Open the list of services."""
    return bool(scope_paths("layanan.list", user.lingkup).paths)


def can_create_layanan(user: User) -> bool:
    """Add a service anywhere at all."""
    return bool(scope_paths("layanan.create", user.lingkup).paths)


def can_update_layanan(user: User, layanan: Layanan) -> bool:
    """Change a service."""
    return allows("layanan.update", relations_to(user.lingkup, jalur=layanan.unit_kerja.jalur))


def can_act_on_survei(user: User, act: str, survei: Survei) -> bool:
    """Do an act on a survey or on what belongs to it."""
    return allows(act, relations_to(user.lingkup, jalur=survei.unit_kerja.jalur))
