"""Feedback at any time, and the minutes of talks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Pegawai, UnitKerja, User
from binawidya.umum.dates import today
from binawidya.umum.errors import ActRefused
from indikator.models import Realisasi, TargetIndikator
from kinerja.enums import TRANSISI_TINDAK_LANJUT, StatusTindakLanjut
from kinerja.models import DialogKinerja, PesertaDialog, TindakLanjut, UmpanBalik


@transaction.atomic
def umpan_balik_create(
    *,
    actor: User,
    pegawai: Pegawai,
    isi: str,
    target: TargetIndikator | None = None,
    realisasi: Realisasi | None = None,
    induk: UmpanBalik | None = None,
) -> UmpanBalik:
    """Say something about the work of a person, or answer what was said. An answer stands below its first piece.

    :raises ValidationError: without a text, or about work that is not the person's.
    """
    if not isi.strip():
        raise ValidationError({"isi": [_("Tulis umpan baliknya.")]})
    if induk is not None:
        induk = induk.induk or induk
        if induk.pegawai_id != pegawai.pk:
            raise ValidationError({"isi": [_("Jawaban ini bukan untuk pegawai itu.")]})
        target, realisasi = induk.target, induk.realisasi
    owner = realisasi.target if realisasi else target
    if owner is not None and pegawai.pk not in {owner.pegawai_id, owner.pengisi_id}:
        raise ValidationError({"isi": [_("Target ini bukan milik pegawai itu.")]})
    return UmpanBalik.objects.create(
        pegawai=pegawai, target=target, realisasi=realisasi, induk=induk, penulis=actor, isi=isi.strip()
    )


@dataclass(frozen=True, slots=True)
class Sepakat:
    """One agreed action."""

    uraian: str
    penanggung_jawab: Pegawai
    batas: date


@transaction.atomic
def dialog_create(
    *,
    actor: User,
    unit_kerja: UnitKerja,
    tanggal: date,
    topik: str,
    pokok: str,
    peserta: Sequence[Pegawai],
    sepakat: Sequence[Sepakat] = (),
) -> DialogKinerja:
    """Write the minutes of a talk with what was agreed.

    :raises ValidationError: nobody took part, the day lies ahead, or somebody is to act who was not there.
    """
    errors = {}
    if tanggal > today():
        errors["tanggal"] = [_("Risalah ditulis untuk dialog yang sudah berlangsung.")]
    if not peserta:
        errors["peserta"] = [_("Pilih siapa yang ikut.")]
    if errors:
        raise ValidationError(errors)
    dialog = DialogKinerja.objects.create(
        unit_kerja=unit_kerja, tanggal=tanggal, topik=topik.strip(), pokok=pokok.strip(), pencatat=actor
    )
    people = {one.pk: one for one in peserta}
    PesertaDialog.objects.bulk_create(PesertaDialog(dialog=dialog, pegawai=one) for one in people.values())
    TindakLanjut.objects.bulk_create(
        TindakLanjut(dialog=dialog, uraian=one.uraian, penanggung_jawab=one.penanggung_jawab, batas=one.batas)
        for one in sepakat
    )
    return dialog


@transaction.atomic
def tindak_lanjut_update(*, actor: User, tindak_lanjut: TindakLanjut, status: str) -> TindakLanjut:
    """Say how far an agreed action is.

    :raises ActRefused: this step does not exist.
    """
    row = TindakLanjut.objects.select_for_update(of=("self",)).get(pk=tindak_lanjut.pk)
    if row.status == status:
        return row
    if status not in TRANSISI_TINDAK_LANJUT[StatusTindakLanjut(row.status)]:
        raise ActRefused(_("Keadaan tindak lanjut ini tidak dapat diubah menjadi itu."))
    row.status = status
    row.save(update_fields=["status"])
    return row
