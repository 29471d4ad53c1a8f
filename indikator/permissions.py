"""May this user do this act on this object? One function per act; the answers come from the policy table."""

from collections.abc import Collection

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import UnitKerja, User
from binawidya.organisasi.policy import Hubungan, allows, relations_to, scope_paths
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.umum.dates import today
from indikator.enums import StatusRealisasi
from indikator.models import Capaian, Indikator, KoreksiRealisasi, Pemilik, Realisasi, Sasaran, TargetIndikator


def _relations(user: User, target: TargetIndikator) -> frozenset[Hubungan]:
    return relations_to(
        user.lingkup,
        jalur=target.unit_kerja.jalur,
        pemilik_id=target.pengisi_id or target.pegawai_id,
        unit_kerja_id=target.unit_kerja_id,
    )


def _own_work(user: User, realisasi: Realisasi) -> bool:
    me = user.lingkup.pegawai_id
    own = me is not None and me in {realisasi.target.pengisi_id, realisasi.target.pegawai_id}
    return own or user.pk in {realisasi.diisi_oleh_id, realisasi.diajukan_oleh_id}


# --- The plan -----------------------------------------------------------------------------------------------------
def can_anywhere(user: User, act: str) -> bool:
    """Whether the act is allowed over some part of the tree of units."""
    return bool(scope_paths(act, user.lingkup).paths)


def _over_unit(user: User, act: str, unit_kerja: UnitKerja) -> bool:
    return allows(act, relations_to(user.lingkup, jalur=unit_kerja.jalur))


def can_create_sasaran(user: User, unit_kerja: UnitKerja) -> bool:
    """Set a new goal for a unit."""
    return _over_unit(user, "sasaran.create", unit_kerja)


def can_read_sasaran(user: User, sasaran: Sasaran) -> bool:
    """Open the page of a goal."""
    return _over_unit(user, "sasaran.read", sasaran.unit_kerja)


def can_update_sasaran(user: User, sasaran: Sasaran) -> bool:
    """Change the wording, kind or years of a goal."""
    return _over_unit(user, "sasaran.update", sasaran.unit_kerja)


def can_move_sasaran(user: User, sasaran: Sasaran) -> bool:
    """Put a goal below another one."""
    return _over_unit(user, "sasaran.move", sasaran.unit_kerja)


def can_close_sasaran(user: User, sasaran: Sasaran) -> bool:
    """End a goal before its time."""
    return _over_unit(user, "sasaran.close", sasaran.unit_kerja)


def can_create_indikator(user: User, unit_kerja: UnitKerja) -> bool:
    """Write a new sheet for a unit."""
    return _over_unit(user, "indikator.create", unit_kerja)


def can_update_indikator(user: User, indikator: Indikator) -> bool:
    """Change a sheet."""
    return _over_unit(user, "indikator.update", indikator.unit_kerja)


def can_withdraw_indikator(user: User, indikator: Indikator) -> bool:
    """Take an indicator out of use, and back."""
    return _over_unit(user, "indikator.withdraw", indikator.unit_kerja)


def can_create_rencana(user: User, unit_kerja: UnitKerja) -> bool:
    """Begin the plan of a unit with the library, or a new year with the last one."""
    return _over_unit(user, "rencana.create", unit_kerja)


# --- Entries ------------------------------------------------------------------------------------------------------
def can_list_realisasi(user: User) -> bool:
    """See the own sheet: everyone with own work."""
    return user.lingkup.pegawai_id is not None


def can_list_verifikasi(user: User) -> bool:
    """See a queue of verification: superiors and verifiers, even when nothing waits."""
    return user.lingkup.adalah_atasan or user.lingkup.has(Peran.VERIFIKATOR)


def can_read_verifikasi(user: User, realisasi: Realisasi) -> bool:
    """Open a case of verification: whoever may decide such cases, also after it was decided."""
    return allows("verifikasi.read", _relations(user, realisasi.target))


def can_update_realisasi(user: User, target: TargetIndikator) -> bool:
    """Enter or change the realisasi of a target."""
    return allows("realisasi.update", _relations(user, target))


def can_submit_realisasi(user: User, target: TargetIndikator) -> bool:
    """Hand an entry in for verification."""
    return allows("realisasi.submit", _relations(user, target))


def verify_act(realisasi: Realisasi) -> str:
    """Which act of the policy table the next decision on an entry is: one stage, or the first or second of two."""
    if realisasi.status == StatusRealisasi.DIPERIKSA:
        return "realisasi.endorse"
    waits_for_first = realisasi.status == StatusRealisasi.DIAJUKAN and realisasi.dua_tahap
    return "realisasi.check" if waits_for_first else "realisasi.verify"


def can_verify_realisasi(user: User, realisasi: Realisasi) -> bool:
    """Decide on an entry at the stage where it stands; never on the own work, never twice on the same."""
    if realisasi.status == StatusRealisasi.DIPERIKSA and realisasi.diperiksa_oleh_id == user.pk:
        return False
    return allows(verify_act(realisasi), _relations(user, realisasi.target), own_work=_own_work(user, realisasi))


def can_list_lembar_lain(user: User) -> bool:
    """Enter in the name of others at all: operators."""
    return user.lingkup.has(Peran.OPERATOR)


def can_create_koreksi(user: User, realisasi: Realisasi) -> bool:
    """Propose another value for one that was approved."""
    return allows("koreksi.create", _relations(user, realisasi.target))


def can_verify_koreksi(user: User, koreksi: KoreksiRealisasi) -> bool:
    """Decide on a proposal; never on the own work nor on the own proposal."""
    me = user.lingkup.pegawai_id
    target = koreksi.realisasi.target
    own = koreksi.diusulkan_oleh_id == user.pk or (me is not None and me in {target.pengisi_id, target.pegawai_id})
    return allows("koreksi.verify", _relations(user, target), own_work=own)


def can_list_aturan_verifikasi(user: User) -> bool:
    """See and set in how many stages units verify."""
    return user.lingkup.has(Peran.ADMIN_PERENCANAAN)


def can_read_capaian(user: User, capaian: Capaian) -> bool:
    """See a figure with everything it was computed from."""
    return allows("capaian.read", _relations(user, capaian.target))


def _plan(user: User, pemilik: Pemilik) -> frozenset[Hubungan]:
    return relations_to(
        user.lingkup,
        jalur=pemilik.unit_kerja.jalur,
        pemilik_id=pemilik.pegawai.pk if pemilik.pegawai else None,
        unit_kerja_id=pemilik.unit_kerja.pk,
    )


def can_read_rencana(user: User, pemilik: Pemilik) -> bool:
    """See the plan of a unit or a person."""
    return allows("target.read", _plan(user, pemilik))


def can_change_rencana(user: User, pemilik: Pemilik, act: str) -> bool:
    """Draft, change, hand in or hand down targets of a plan; not decide on it."""
    return allows(act, _plan(user, pemilik))


def can_decide_rencana(
    user: User, pemilik: Pemilik, diajukan_oleh: Collection[int], act: str = "target.approve"
) -> bool:
    """Approve or return what was handed in, or a later change; never the own plan or what one handed in oneself.

    :param diajukan_oleh: the users who handed it in.
    """
    me = user.lingkup
    own = user.pk in diajukan_oleh or (pemilik.pegawai is not None and pemilik.pegawai.pk == me.pegawai_id)
    return allows(act, _deciding(user, pemilik), own_work=own)


def _deciding(user: User, pemilik: Pemilik) -> frozenset[Hubungan]:
    """The relations that count for a decision: of a person the superior, of a unit those above it."""
    if pemilik.pegawai is None:
        jalur = pemilik.unit_kerja.jalur
        return relations_to(user.lingkup, jalur=jalur[:-1] or jalur)
    relations = _plan(user, pemilik) - {Hubungan.KEPALA}
    if Hubungan.ADMIN_PERENCANAAN in relations and atasan_of([pemilik.pegawai.pk], today()):
        return relations - {Hubungan.ADMIN_PERENCANAAN}
    return relations


def can_list_rencana(user: User) -> bool:
    """See plans at all: whoever has an own one, a team, or units to watch."""
    lingkup = user.lingkup
    return lingkup.pegawai_id is not None or lingkup.adalah_atasan or bool(scope_paths("target.list", lingkup).paths)


def can_read_matriks(user: User, unit_kerja: UnitKerja) -> bool:
    """See who carries which target of a unit."""
    return allows("matriks.read", relations_to(user.lingkup, jalur=unit_kerja.jalur))


def can_change_program(user: User, unit_kerja: UnitKerja, act: str) -> bool:
    """Keep the budget table of a unit."""
    return allows(act, relations_to(user.lingkup, jalur=unit_kerja.jalur))
