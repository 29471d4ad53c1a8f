"""May this user do this act on this object? One function per act; the answers come from the policy table."""

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import User
from binawidya.organisasi.policy import Hubungan, allows, relations_to
from indikator.enums import StatusRealisasi
from indikator.models import Capaian, KoreksiRealisasi, Realisasi, TargetIndikator


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
