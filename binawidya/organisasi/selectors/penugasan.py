"""Roles for lists, and the accounts to which they may be granted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import F, Q, QuerySet

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import Pegawai, Penugasan, UnitKerja, User
from binawidya.organisasi.models.penugasan import PenugasanQuerySet
from binawidya.organisasi.policy import grantable, relations_to, scope_paths
from binawidya.umum.dates import today

PALING_BANYAK: Final = 20
BERLAKU, AKAN, BERAKHIR, SEMUA = "berlaku", "akan_berlaku", "berakhir", "semua"


@dataclass(frozen=True, slots=True)
class CalonPeran:
    """An account to which a role may be granted: a person, or a technical account without one."""

    user: User
    nama: str
    teknis: bool


def penugasan_found(user: User, *, cari: str = "", peran: str = "", keadaan: str = BERLAKU) -> PenugasanQuerySet:
    """Roles over the units of the user's scope, those that hold today unless asked otherwise."""
    rows: PenugasanQuerySet = Penugasan.objects.visible_to(user).select_related("user__pegawai", "unit_kerja__induk")
    if cari:
        technical = Q(user__pegawai=None, user__username__icontains=cari)
        rows = rows.filter(Q(user__pegawai__nama__icontains=cari) | technical)
    if peran:
        rows = rows.filter(peran=peran)
    hari_ini = today()
    if keadaan == BERLAKU:
        return rows.on(hari_ini)
    if keadaan == AKAN:
        return rows.filter(_not_empty(), berlaku_mulai__gt=hari_ini)
    if keadaan == BERAKHIR:
        return rows.filter(Q(berlaku_selesai__lt=hari_ini) | Q(berlaku_selesai__lt=F("berlaku_mulai")))
    return rows


def _not_empty() -> Q:
    return Q(berlaku_selesai=None) | Q(berlaku_selesai__gte=F("berlaku_mulai"))


def holder_name(user: User) -> str:
    """Name of the person, or the login of a technical account."""
    pegawai = getattr(user, "pegawai", None)
    return pegawai.nama_lengkap if pegawai else user.username


def grantable_accounts(user: User) -> "QuerySet[User]":
    """Accounts in force to which the user may grant roles: never the own one."""
    accounts = User.objects.in_force().exclude(pk=user.pk).select_related("pegawai")
    if Peran.SUPERADMIN in user.lingkup.peran_akar:
        return accounts
    people = Pegawai.objects.visible_to(user, "penugasan.assign").order_by().values("pk")
    return accounts.filter(pegawai__in=people)


def candidates(user: User, teks: str) -> list[CalonPeran]:
    """Accounts by part of the name; technical ones by their login. An NIP is not searched: it could be guessed."""
    matching = Q(pegawai__nama__icontains=teks) | Q(pegawai=None, username__icontains=teks)
    found = grantable_accounts(user).filter(matching).order_by(F("pegawai__nama").asc(nulls_last=True), "username")
    return [as_candidate(one) for one in found[:PALING_BANYAK]]


def as_candidate(user: User) -> CalonPeran:
    """One account with its name."""
    return CalonPeran(user, holder_name(user), getattr(user, "pegawai", None) is None)


def grantable_roles(user: User, units: Sequence[UnitKerja] = ()) -> list[Peran]:
    """The roles that the user may grant somewhere, or over one of these units, in the order of the list."""
    if not units:
        paths = sorted(scope_paths("penugasan.assign", user.lingkup).paths)
        units = [*UnitKerja.objects.filter(pk__in=paths)]
    allowed = frozenset[Peran]().union(*(grantable(relations_to(user.lingkup, jalur=unit.jalur)) for unit in units))
    return [peran for peran in Peran if peran in allowed]


def held_by(user: User, tanggal: date) -> list[Penugasan]:
    """The roles that an account holds on a date or will hold."""
    rows = Penugasan.objects.filter(_not_empty(), user=user).exclude(berlaku_selesai__lt=tanggal)
    return [*rows.select_related("unit_kerja").order_by("berlaku_mulai", "pk")]
