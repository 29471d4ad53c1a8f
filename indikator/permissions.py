"""May this user do this act on this object? One function per act; the answers come from the policy table."""

from binawidya.organisasi.enums import Peran
from binawidya.organisasi.models import User
from binawidya.organisasi.policy import Hubungan, allows, relations_to
from indikator.models import Capaian, Realisasi, TargetIndikator


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
    return own or realisasi.diisi_oleh_id == user.pk


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


def can_verify_realisasi(user: User, realisasi: Realisasi) -> bool:
    """Approve or return an entry; never the own work."""
    return allows("realisasi.verify", _relations(user, realisasi.target), own_work=_own_work(user, realisasi))


def can_read_capaian(user: User, capaian: Capaian) -> bool:
    """See a figure with everything it was computed from."""
    return allows("capaian.read", _relations(user, capaian.target))
