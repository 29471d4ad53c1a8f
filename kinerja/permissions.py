"""May this user do this act on this object? One function per act; the answers come from the policy table."""

from binawidya.organisasi.models import Pegawai, UnitKerja, User
from binawidya.organisasi.policy import allows, relations_to, scope_paths
from kinerja.enums import JenisDokumen
from kinerja.jenis_dokumen import JENIS
from kinerja.models import Dokumen, SkorPegawai, SkorUnit


def _unit(user: User, act: str, unit: UnitKerja) -> bool:
    return allows(act, relations_to(user.lingkup, jalur=unit.jalur))


def _pegawai(user: User, act: str, pegawai: Pegawai) -> bool:
    # The posts of today decide, so the answer is a query: one, for the person and all posts at once.
    return Pegawai.objects.visible_to(user, act).filter(pk=pegawai.pk).exists()


def can_read_laporan_unit(user: User, unit: UnitKerja) -> bool:
    """Ask for, watch and download the evaluation report of a unit."""
    return _unit(user, "laporan_unit.read", unit)


def can_read_laporan_pegawai(user: User, pegawai: Pegawai) -> bool:
    """Ask for, watch and download the performance report of a person."""
    return _pegawai(user, "laporan_pegawai.read", pegawai)


def can_read_skor(user: User, skor: SkorPegawai | SkorUnit) -> bool:
    """See a score with everything it was computed from."""
    if isinstance(skor, SkorUnit):
        return _unit(user, "skor.read", skor.unit_kerja)
    return _pegawai(user, "skor.read", skor.pegawai)


def can_read_skor_unit(user: User, unit: UnitKerja) -> bool:
    """See the score of a unit with its parts."""
    return _unit(user, "dasbor_unit.read", unit)


def can_read_skor_pegawai(user: User, pegawai: Pegawai) -> bool:
    """See the scores of a person."""
    return _pegawai(user, "skor.read", pegawai)


def can_read_dokumen(user: User, dokumen: Dokumen) -> bool:
    """Whether the subject of a document may be read now: asked again when it is made and when it is fetched."""
    if not user.is_active:
        return False
    act = JENIS[JenisDokumen(dokumen.jenis)].baca
    if dokumen.unit_kerja is not None:
        return _unit(user, act, dokumen.unit_kerja)
    return dokumen.pegawai is not None and _pegawai(user, act, dokumen.pegawai)


def can_ask_dokumen(user: User, jenis: JenisDokumen, subjek: UnitKerja | Pegawai) -> bool:
    """Ask for a document of this kind about a unit or a person."""
    act = JENIS[jenis].baca
    return _unit(user, act, subjek) if isinstance(subjek, UnitKerja) else _pegawai(user, act, subjek)


def can_list_paket(user: User) -> bool:
    """Ask for packages anywhere at all; over which unit and of which kind is asked for each."""
    return bool(scope_paths("paket.list", user.lingkup).paths)
