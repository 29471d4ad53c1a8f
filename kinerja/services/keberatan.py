"""The way of an objection: filed in time, answered by the assessor, decided by the assessor's superior.

Lock order: the evaluation, then the objection.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from binawidya.organisasi.models import User
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ActRefused
from kinerja.enums import TRANSISI_EVALUASI, TRANSISI_KEBERATAN, RatingKerja, StatusEvaluasi, StatusKeberatan
from kinerja.models import Evaluasi, Keberatan, NilaiPerilaku
from kinerja.scoring import kode_predikat
from kinerja.services.evaluasi_kabar import tell_decision, tell_objection


@transaction.atomic
def keberatan_create(*, actor: User, evaluasi: Evaluasi, alasan: str) -> Keberatan:
    """File an objection to the superior of the assessor. Filing acknowledges the receipt as well.

    :raises ValidationError: without a reason.
    :raises ActRefused: the time is over, it was objected to already, or it cannot be any more.
    """
    if not alasan.strip():
        raise ValidationError({"alasan": [_("Tulis alasan keberatan Anda.")]})
    row = _held(evaluasi.pk)
    if Keberatan.objects.filter(evaluasi=row).exists():
        raise ActRefused(_("Keberatan atas evaluasi ini sudah pernah diajukan."))
    if StatusEvaluasi.KEBERATAN not in TRANSISI_EVALUASI[StatusEvaluasi(row.status)]:
        raise ActRefused(_("Evaluasi ini tidak dapat dikeberatani."))
    batas = row.batas_keberatan
    if batas is None or today() > batas:
        until = format_tanggal(batas) if batas else "–"
        raise ActRefused(_("Batas keberatan %(tanggal)s sudah lewat.") % {"tanggal": until})
    row.status = StatusEvaluasi.KEBERATAN
    row.diterima_at = row.diterima_at or timezone.now()
    row.save(update_fields=["status", "diterima_at"])
    made = Keberatan.objects.create(
        evaluasi=row, pejabat_id=pejabat_of(row), alasan=alasan.strip(), batas=batas, diajukan_at=timezone.now()
    )
    tell_objection(made)
    return made


def pejabat_of(evaluasi: Evaluasi) -> int | None:
    """The superior of the assessor today: never the person and never the assessor."""
    if evaluasi.penilai_id is None:
        return None
    found = atasan_of([evaluasi.penilai_id], today()).get(evaluasi.penilai_id)
    return None if found in {evaluasi.pegawai_id, evaluasi.penilai_id} else found


def _held(pk: int) -> Evaluasi:
    rows = Evaluasi.objects.select_for_update(of=("self",)).select_related("evaluasi_unit__kebijakan")
    return rows.get(pk=pk)


def _step(keberatan: Keberatan, status: StatusKeberatan) -> tuple[Keberatan, Evaluasi]:
    """Both rows, held, if the objection may go to this state."""
    evaluasi = _held(keberatan.evaluasi_id)
    row = Keberatan.objects.select_for_update(of=("self",)).get(pk=keberatan.pk)
    if status not in TRANSISI_KEBERATAN[StatusKeberatan(row.status)]:
        raise ActRefused(_("Keberatan ini sudah selesai: %(keadaan)s.") % {"keadaan": row.get_status_display().lower()})
    return row, evaluasi


@transaction.atomic
def keberatan_respond(*, actor: User, keberatan: Keberatan, tanggapan: str) -> Keberatan:
    """Say as the assessor how the judgement came about; may be rewritten until it is decided.

    :raises ValidationError: without a text.
    :raises ActRefused: it is over.
    """
    if not tanggapan.strip():
        raise ValidationError({"tanggapan": [_("Tulis tanggapan Anda.")]})
    row = Keberatan.objects.select_for_update(of=("self",)).get(pk=keberatan.pk)
    if not row.diperiksa:
        raise ActRefused(_("Keberatan ini sudah selesai."))
    row.tanggapan, row.tanggapan_at = tanggapan.strip(), timezone.now()
    row.save(update_fields=["tanggapan", "tanggapan_at"])
    return row


@transaction.atomic
def keberatan_withdraw(*, actor: User, keberatan: Keberatan) -> Keberatan:
    """Take an objection back; the evaluation stands as received.

    :raises ActRefused: it is over.
    """
    row, evaluasi = _step(keberatan, StatusKeberatan.DICABUT)
    row.status = StatusKeberatan.DICABUT
    row.save(update_fields=["status"])
    evaluasi.status = StatusEvaluasi.DITERIMA
    evaluasi.save(update_fields=["status"])
    return row


@transaction.atomic
def keberatan_decide(
    *, actor: User, keberatan: Keberatan, putusan: str, hasil_kerja: str = "", perilaku: str = ""
) -> Keberatan:
    """Decide: the result stays, or other ratings take its place as a new row beside the old one. Final.

    :param hasil_kerja: rating hasil kerja from now on; empty leaves it.
    :raises ValidationError: without a reason, or with a rating that is none.
    :raises ActRefused: it is over.
    """
    if not putusan.strip():
        raise ValidationError({"putusan": [_("Tulis alasan putusan.")]})
    for name, rating in (("hasil_kerja", hasil_kerja), ("perilaku", perilaku)):
        if rating and rating not in RatingKerja.values:
            raise ValidationError({name: [_("Pilih dari daftar.")]})
    evaluasi = _held(keberatan.evaluasi_id)
    wanted = (hasil_kerja or evaluasi.rating_hasil_kerja, perilaku or evaluasi.rating_perilaku)
    same = wanted == (evaluasi.rating_hasil_kerja, evaluasi.rating_perilaku)
    status = StatusKeberatan.DITOLAK if same else StatusKeberatan.DITERIMA
    row, evaluasi = _step(keberatan, status)
    evaluasi.status = StatusEvaluasi.DIPUTUS
    evaluasi.berlaku = same
    evaluasi.save(update_fields=["status", "berlaku"])
    if not same:
        row.hasil = _replace(actor, evaluasi, wanted, putusan.strip())
    row.status, row.putusan = status, putusan.strip()
    row.diputus_oleh, row.diputus_at = actor, timezone.now()
    row.save(update_fields=["status", "putusan", "diputus_oleh", "diputus_at", "hasil"])
    tell_decision(row)
    return row


def _replace(actor: User, old: Evaluasi, ratings: tuple[str, str], putusan: str) -> Evaluasi:
    new = Evaluasi.objects.create(
        evaluasi_unit=old.evaluasi_unit, pegawai_id=old.pegawai_id, unit_kerja_id=old.unit_kerja_id,
        unit_dipimpin_id=old.unit_dipimpin_id, jenis=old.jenis, tahun=old.tahun, ke=old.ke, jabatan=old.jabatan,
        penilai_id=old.penilai_id, nilai=old.nilai, nilai_lengkap=old.nilai_lengkap,
        usul_hasil_kerja=old.usul_hasil_kerja, rating_hasil_kerja=ratings[0], rating_perilaku=ratings[1],
        predikat=kode_predikat(*ratings), alasan=putusan[:1000], catatan=old.catatan, menggantikan=old,
    )  # fmt: skip
    NilaiPerilaku.objects.bulk_create(
        NilaiPerilaku(evaluasi=new, nilai=one.nilai, rating=one.rating, ekspektasi=one.ekspektasi, catatan=one.catatan)
        for one in old.perilaku.all()
    )
    now = timezone.now()
    new.status, new.ditetapkan_oleh, new.ditetapkan_at, new.diterima_at = StatusEvaluasi.DIPUTUS, actor, now, now
    new.save(update_fields=["status", "ditetapkan_oleh", "ditetapkan_at", "diterima_at"])
    return new
