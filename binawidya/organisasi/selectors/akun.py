"""Who has an account, who was invited, and for whom an act on accounts would do something."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import (
    MENUNGGU_SANDI,
    TIDAK_BERTUGAS,
    CaraUndangan,
    JenisAksi,
    KeadaanAkun,
    StatusPegawai,
)
from binawidya.organisasi.models import AksiAkun, Pegawai, Penempatan, Undangan, User
from binawidya.organisasi.models.pegawai import PegawaiQuerySet
from binawidya.organisasi.models.user import TANPA_SANDI
from binawidya.organisasi.permissions import akun_managed_by, can_list_akun, can_manage_akun
from binawidya.organisasi.selectors.pegawai import posts_on, readable_nips
from binawidya.umum.dates import today

AKSI_TERAKHIR: Final = 3
BERSUREL: Final = Q(email__gt="") | Q(user__email__gt="")
_BERTUGAS: Final = ~Q(status__in=TIDAK_BERTUGAS)


def _terbuka() -> Any:
    return Undangan.objects.open().filter(user=OuterRef("user_id")).order_by()


def keadaan_q(keadaan: KeadaanAkun, sekarang: datetime) -> Q:
    """People whose account is in this state. The six of them exclude each other and leave out nobody."""
    if keadaan == KeadaanAkun.TANPA_AKUN:
        return Q(user=None)
    if keadaan == KeadaanAkun.NONAKTIF:
        return Q(user__isnull=False) & (Q(user__is_active=False) | ~_BERTUGAS)
    usable = Q(user__is_active=True) & _BERTUGAS
    waiting = Q(user__password__startswith=TANPA_SANDI)
    if keadaan == KeadaanAkun.AKTIF:
        return usable & ~waiting
    if keadaan == KeadaanAkun.DIUNDANG:
        return usable & waiting & Q(Exists(_terbuka().filter(berlaku_sampai__gt=sekarang)))
    if keadaan == KeadaanAkun.KEDALUWARSA:
        return usable & waiting & Q(Exists(_terbuka().filter(berlaku_sampai__lte=sekarang)))
    return usable & waiting & ~Q(Exists(_terbuka()))


def tanpa_akun_q() -> Q:
    """People in service for whom an account can be made."""
    return Q(user=None) & _BERTUGAS


def surel_terkirim() -> bool:
    """Whether this installation can send letters at all."""
    return bool(settings.SUREL_TERKIRIM)


def menunggu_sandi_q() -> Q:
    """People with an account that waits for its first password."""
    return Q(user__is_active=True, user__password__startswith=TANPA_SANDI) & _BERTUGAS


def keadaan_of(pegawai: Pegawai, sampai: datetime | None, sekarang: datetime) -> KeadaanAkun:
    """The state of one account, from what is in memory; the same answer as :func:`keadaan_q`.

    :param sampai: when the open invitation runs out; ``None`` without one.
    """
    user = pegawai.user
    if user is None:
        return KeadaanAkun.TANPA_AKUN
    if not user.is_active or pegawai.status in TIDAK_BERTUGAS:
        return KeadaanAkun.NONAKTIF
    if not user.password.startswith(TANPA_SANDI):
        return KeadaanAkun.AKTIF
    if sampai is None:
        return KeadaanAkun.BELUM_DIUNDANG
    return KeadaanAkun.DIUNDANG if sampai > sekarang else KeadaanAkun.KEDALUWARSA


@dataclass(frozen=True, slots=True)
class Akun:
    """The account of one person as it stands."""

    pegawai: Pegawai
    keadaan: KeadaanAkun
    surel: str
    terakhir_masuk: datetime | None
    undangan_sampai: datetime | None
    undangan_cara: str

    @property
    def menunggu_sandi(self) -> bool:
        return self.keadaan in MENUNGGU_SANDI

    @property
    def berakhir_dengan_orangnya(self) -> bool:
        """Closed because the person has left; only the roster opens it again."""
        return self.pegawai.status in TIDAK_BERTUGAS

    @property
    def keterangan(self) -> str:
        """Why an account is closed although nobody closed it."""
        if self.berakhir_dengan_orangnya and self.pegawai.user_id:
            return str(StatusPegawai(self.pegawai.status).label)
        return ""


def akun_by_id(pegawai_ids: Iterable[int]) -> dict[int, Akun]:
    """The accounts of some people, by person. One query."""
    sekarang = timezone.now()
    people: Iterable[Any] = (
        Pegawai.objects.filter(pk__in=[*pegawai_ids])
        .select_related("user")
        .order_by()
        .annotate(
            undangan_sampai=Subquery(_terbuka().values("berlaku_sampai")),
            undangan_cara=Subquery(_terbuka().values("cara")),
        )
    )
    found: dict[int, Akun] = {}
    for pegawai in people:
        sampai = pegawai.undangan_sampai
        found[pegawai.pk] = Akun(
            pegawai=pegawai,
            keadaan=keadaan_of(pegawai, sampai, sekarang),
            surel=(pegawai.user.email if pegawai.user else "") or pegawai.email,
            terakhir_masuk=pegawai.user.last_login if pegawai.user else None,
            undangan_sampai=sampai,
            undangan_cara=str(CaraUndangan(pegawai.undangan_cara).label).lower() if pegawai.undangan_cara else "",
        )
    return found


# --- The list ----------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class BarisAkun:
    """A line of the list of accounts."""

    akun: Akun
    pos: Penempatan | None
    nip_utuh: bool

    @property
    def pegawai(self) -> Pegawai:
        return self.akun.pegawai


def akun_people(user: User) -> PegawaiQuerySet:
    """The people in the user's list of accounts. Who has left and never had an account is not in it."""
    people = Pegawai.objects.visible_to(user, "akun.list")
    return people.exclude(Q(user=None) & Q(status__in=TIDAK_BERTUGAS))


def akun_rows(user: User, people: Iterable[Pegawai]) -> list[BarisAkun]:
    """Lines of the list for some people, in their order. Three queries."""
    ids = [pegawai.pk for pegawai in people]
    accounts, posts, readable = akun_by_id(ids), posts_on(ids, today()), readable_nips(user, ids)
    return [
        BarisAkun(accounts[pk], posts[pk][0] if pk in posts else None, pk in readable) for pk in ids if pk in accounts
    ]


def aksi_terakhir(user: User) -> list[AksiAkun]:
    """What the user had done last, the work that still runs among it."""
    return [*AksiAkun.objects.visible_to(user).defer("pegawai_ids").order_by("-pk")[:AKSI_TERAKHIR]]


# --- One profile -------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class AkunProfil:
    """The account on the page of a person, with what the reader may do with it."""

    akun: Akun
    boleh: bool
    surel_terkirim: bool


def akun_of(user: User, pegawai: Pegawai) -> AkunProfil | None:
    """The account of a person for the profile page; ``None`` for readers to whom it says nothing. Two queries."""
    if not can_list_akun(user) or pegawai.user_id == user.pk:
        return None
    return AkunProfil(
        akun=akun_by_id([pegawai.pk])[pegawai.pk],
        boleh=can_manage_akun(user, pegawai, "akun.close"),
        surel_terkirim=surel_terkirim(),
    )


# --- Before a bulk act -------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Rencana:
    """What an act would do with the people who were chosen: for how many, and why not for the others."""

    dipilih: int
    sasaran: int
    bersurel: int
    tanpa_surel: int
    lewat: list[tuple[str, int]]


def _count(**conditions: Q) -> dict[str, Count]:
    return {name: Count("pk", filter=condition) for name, condition in conditions.items()}


def rencana_buat(people: PegawaiQuerySet) -> Rencana:
    """Making accounts: for those in service who have none. One query."""
    baru = tanpa_akun_q()
    found = people.order_by().aggregate(
        **_count(
            dipilih=Q(),
            sasaran=baru,
            bersurel=baru & Q(email__gt=""),
            punya=Q(user__isnull=False),
            pergi=Q(user=None) & ~_BERTUGAS,
        )
    )
    lewat = [(_("sudah punya akun"), found["punya"]), (_("sudah pensiun atau keluar"), found["pergi"])]
    return _rencana(found, lewat)


def undangan_people(people: PegawaiQuerySet, *, atur_ulang: bool) -> PegawaiQuerySet:
    """Those of these people who can be invited.

    :param atur_ulang: also whoever already has a password, which ends with the invitation.
    """
    return people.filter(Q(user__is_active=True) & _BERTUGAS if atur_ulang else menunggu_sandi_q())


def rencana_undang(people: PegawaiQuerySet, *, cetak: bool, atur_ulang: bool) -> Rencana:
    """Inviting: accounts that wait for a password, those with an e-mail address by letter. One query."""
    usable = Q(user__is_active=True) & _BERTUGAS
    waiting = usable if atur_ulang else menunggu_sandi_q()
    found = people.order_by().aggregate(
        **_count(
            dipilih=Q(),
            sasaran=waiting if cetak else waiting & BERSUREL,
            bersurel=waiting & BERSUREL,
            tanpa_akun=Q(user=None),
            aktif=usable & ~waiting,
            nonaktif=Q(user__isnull=False) & ~usable,
            tanpa_surel=waiting & ~BERSUREL,
        )
    )
    lewat = [
        (_("belum punya akun"), found["tanpa_akun"]),
        (_("sudah memakai akunnya"), found["aktif"]),
        (_("akunnya nonaktif"), found["nonaktif"]),
    ]
    if not cetak:
        lewat.append((_("surelnya tidak tercatat"), found["tanpa_surel"]))
    return _rencana(found, lewat)


def _rencana(found: dict[str, int], lewat: list[tuple[str, int]]) -> Rencana:
    left_out = [(reason, number) for reason, number in lewat if number]
    return Rencana(
        dipilih=found["dipilih"],
        sasaran=found["sasaran"],
        bersurel=found["bersurel"],
        tanpa_surel=found.get("tanpa_surel", found["sasaran"] - found["bersurel"]),
        lewat=left_out,
    )


def aksi_people(actor: User, aksi: AksiAkun) -> PegawaiQuerySet:
    """The people of a bulk act on whom whoever asked for it may still act."""
    act = "akun.create" if aksi.jenis == JenisAksi.BUAT else "undangan.create"
    return akun_managed_by(actor, act, named=True).filter(pk__in=aksi.sasaran)
