"""May this user do this act on this object? One function per act; the answers come from the policy table."""

from binawidya.organisasi.models import Pegawai, UnitKerja, User
from binawidya.organisasi.policy import Hubungan, allows, relations_to, scope_paths
from kinerja.enums import JenisDokumen
from kinerja.jenis_dokumen import JENIS
from kinerja.models import DialogKinerja, Dokumen, Evaluasi, EvaluasiUnit, Keberatan, Kegiatan, SkorPegawai, SkorUnit


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


# --- Evaluation ---------------------------------------------------------------------------------------------------
def acts_on_evaluasi(user: User, evaluasi: Evaluasi, act: str) -> bool:
    """Do ``act`` on the evaluation of a person. The superior is whoever is recorded as the assessor."""
    me = user.lingkup.pegawai_id
    own = me is not None and evaluasi.pegawai_id == me
    relations = relations_to(user.lingkup, jalur=evaluasi.unit_kerja.jalur) - {Hubungan.ATASAN}
    if own:
        relations |= {Hubungan.PEMILIK}
    if me is not None and evaluasi.penilai_id == me:
        relations |= {Hubungan.ATASAN}
    return allows(act, relations, own_work=own)


def can_assess_team(user: User) -> bool:
    """Have people to evaluate: subordinates today, or evaluations on record."""
    me = user.lingkup.pegawai_id
    if me is None:
        return False
    return user.lingkup.adalah_atasan or Evaluasi.objects.filter(penilai=me).exists()


def can_set_evaluasi_unit(user: User, evaluasi: EvaluasiUnit) -> bool:
    """Set the predikat of a unit: whoever leads a unit above it, or the head of the office; never its own head."""
    jalur = evaluasi.unit_kerja.jalur
    lingkup = user.lingkup
    if jalur[-1] in lingkup.memimpin:
        return False
    relations = relations_to(lingkup, jalur=jalur)
    return allows("evaluasi_unit.finalize", relations)


def can_read_evaluasi_unit(user: User) -> bool:
    """See evaluations of units somewhere."""
    return bool(scope_paths("evaluasi_unit.read", user.lingkup).paths)


def can_create_evaluasi(user: User, unit: UnitKerja) -> bool:
    """Open the evaluation of a unit and all below it."""
    return _unit(user, "evaluasi_unit.create", unit)


def can_change_kebijakan_evaluasi(user: User, unit: UnitKerja) -> bool:
    """Set the rules of an office and what a predikat counts as."""
    return _unit(user, "kebijakan_evaluasi.update", unit)


def can_respond_keberatan(user: User, keberatan: Keberatan) -> bool:
    """Say as the assessor how the judgement came about."""
    return acts_on_evaluasi(user, keberatan.evaluasi, "keberatan.respond")


def can_withdraw_keberatan(user: User, keberatan: Keberatan) -> bool:
    """Take the own objection back."""
    return acts_on_evaluasi(user, keberatan.evaluasi, "keberatan.withdraw")


def can_decide_keberatan(user: User, keberatan: Keberatan) -> bool:
    """Decide: the superior of the assessor; where there is none, the head of the office. Never one of the two sides."""
    me = user.lingkup.pegawai_id
    if me is not None and me in {keberatan.evaluasi.pegawai_id, keberatan.evaluasi.penilai_id}:
        return False
    if keberatan.pejabat_id is not None:
        return me == keberatan.pejabat_id
    relations = relations_to(user.lingkup, jalur=keberatan.evaluasi.unit_kerja.jalur)
    return Hubungan.PIMPINAN in relations


def can_give_umpan_balik(user: User, pegawai: Pegawai) -> bool:
    """Write about the work of a person, or answer as that person."""
    return _pegawai(user, "umpan_balik.create", pegawai)


def can_read_umpan_balik(user: User, pegawai: Pegawai) -> bool:
    """See what was written about the work of a person."""
    return _pegawai(user, "umpan_balik.read", pegawai)


def can_create_dialog(user: User) -> bool:
    """Write the minutes of a talk: whoever has subordinates or leads a unit."""
    return user.lingkup.adalah_atasan or bool(user.lingkup.memimpin)


def can_update_tindak_lanjut(user: User, dialog: DialogKinerja) -> bool:
    """Say how far an agreed action is: whoever took part, wrote the minutes or leads the unit."""
    return DialogKinerja.objects.visible_to(user, "dialog.update").filter(pk=dialog.pk).exists()


def can_update_skp(user: User, pegawai: Pegawai) -> bool:
    """Write the annex of an SKP: the person and the superior."""
    return _pegawai(user, "skp.update", pegawai)


def can_expect_skp(user: User, pegawai: Pegawai) -> bool:
    """Say what is expected of conduct: the superior, never the person."""
    return pegawai.pk != user.lingkup.pegawai_id and can_update_skp(user, pegawai)


# --- Activities for services --------------------------------------------------------------------------------------
def can_list_kegiatan(user: User) -> bool:
    """See activities somewhere."""
    return bool(scope_paths("kegiatan.list", user.lingkup).paths)


def can_create_kegiatan(user: User) -> bool:
    """Write an activity down for a service anywhere at all; for which is decided by the form."""
    return bool(scope_paths("kegiatan.create", user.lingkup).paths)


def can_change_kegiatan(user: User, kegiatan: Kegiatan) -> bool:
    """Correct it or take it out."""
    return _unit(user, "kegiatan.update", kegiatan.layanan.unit_kerja)
