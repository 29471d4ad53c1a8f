"""People by hand: a new one, a change of data, a change of status from a day on."""

from dataclasses import asdict, dataclass, fields
from datetime import date, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import JENIS_PPPK, PANGKAT, TIDAK_BERTUGAS, JenisPegawai, StatusPegawai
from binawidya.organisasi.models import Pegawai, Penugasan, PerubahanStatus, User
from binawidya.organisasi.nip import Nip, parse_nip
from binawidya.organisasi.selectors.penempatan import posts_mark
from binawidya.organisasi.selectors.perubahan import last_change
from binawidya.organisasi.services.akun import surel_update
from binawidya.organisasi.services.penempatan import penempatan_assign
from binawidya.organisasi.services.penempatan_kabar import penempatan_notify
from binawidya.organisasi.services.penempatan_periksa import IsiPenempatan, lock_person, masa, refuse_closed
from binawidya.umum.dates import format_tanggal, today
from binawidya.umum.errors import ConflictError, field_error

SEHARI: Final = timedelta(days=1)
_SALT: Final = "organisasi.pegawai"
# Appointed younger or older than this is possible (the NIP stays whatever the rule was) but worth a second look.
USIA_WAJAR: Final = range(17, 58)
_APPLY_DUE: Final = """
WITH tiba AS (
  UPDATE organisasi_perubahanstatus SET diterapkan = true
  WHERE NOT diterapkan AND tmt <= %s RETURNING pegawai_id, status, tmt
),
terakhir AS (SELECT DISTINCT ON (pegawai_id) pegawai_id, status FROM tiba ORDER BY pegawai_id, tmt DESC)
UPDATE organisasi_pegawai p SET status = t.status FROM terakhir t
WHERE p.id = t.pegawai_id AND p.status <> t.status RETURNING p.id
"""


@dataclass(frozen=True, slots=True)
class IsiPegawai:
    """The data of a person as somebody entered them; the names are those of the columns."""

    nip: str
    nama: str
    jenis_pegawai: str
    jenis_kelamin: str
    tanggal_lahir: date
    gelar_depan: str = ""
    gelar_belakang: str = ""
    tempat_lahir: str = ""
    nik: str = ""
    golongan: str = ""
    tmt_golongan: date | None = None
    pendidikan: str = ""
    jurusan: str = ""
    tahun_lulus: int | None = None
    email: str = ""
    telepon: str = ""


KOLOM: Final = tuple(field.name for field in fields(IsiPegawai))


def pegawai_mark(pegawai: Pegawai) -> str:
    """A fingerprint of a person's data: what somebody saw before changing them, whoever else writes the row."""
    return salted_hmac(_SALT, repr([getattr(pegawai, name) for name in KOLOM])).hexdigest()[:32]


def _nip_error(actor: User, nip: str, own: int) -> str:
    """Whose NIP it is, named only to those who may see that person."""
    other = Pegawai.objects.filter(nip=nip).exclude(pk=own).first()
    if other is None:
        return ""
    if Pegawai.objects.known_to(actor).filter(pk=other.pk).exists():
        return _("NIP ini milik %(nama)s.") % {"nama": other.nama_lengkap}
    return _("NIP ini sudah terdaftar di luar wewenang Anda. Tanyakan kepada admin kepegawaian instansi.")


def _golongan_error(isi: IsiPegawai) -> str:
    if not isi.golongan or (isi.golongan in PANGKAT) != (isi.jenis_pegawai in JENIS_PPPK):
        return ""
    kind = JenisPegawai(isi.jenis_pegawai).label
    return _("Golongan %(golongan)s bukan golongan %(jenis)s.") % {"golongan": isi.golongan, "jenis": kind}


def check_pegawai(actor: User, isi: IsiPegawai, own: int = 0) -> Nip:
    """Refuse what cannot be.

    :param own: key of the person who is changed, 0 for a new one.
    :returns: what the NIP says.
    :raises ValidationError: with texts for fields.
    """
    errors = {"nip": _nip_error(actor, isi.nip, own), "golongan": _golongan_error(isi)}
    if not isi.nama.strip():
        errors["nama"] = _("Tulis namanya tanpa gelar.")
    if isi.tanggal_lahir >= today():
        errors["tanggal_lahir"] = _("Tanggal lahir ada di masa depan.")
    try:
        nip = parse_nip(isi.nip, isi.jenis_pegawai)
    except ValidationError as error:
        raise field_error({"nip": " ".join(error.messages)}) from None
    errors = {name: text for name, text in errors.items() if text}
    if errors:
        raise field_error(errors)
    return nip


def doubts_of(isi: IsiPegawai, nip: Nip, own: int = 0) -> dict[str, str]:
    """What is possible but worth a second look, by field. Sources dispute it, so it refuses nothing."""
    doubts: dict[str, str] = {}
    if nip.tanggal_lahir != isi.tanggal_lahir:
        doubts["tanggal_lahir"] = _("Menurut NIP %(tanggal)s.") % {"tanggal": format_tanggal(nip.tanggal_lahir)}
    if nip.jenis_kelamin != isi.jenis_kelamin:
        doubts["jenis_kelamin"] = _("Menurut NIP %(kelamin)s.") % {"kelamin": str(nip.jenis_kelamin.label).lower()}
    tahun = int(nip.tmt[:4])
    if tahun > today().year:
        doubts["nip"] = _("Menurut NIP diangkat tahun %(tahun)d, yang belum tiba.") % {"tahun": tahun}
    elif (usia := tahun - nip.tanggal_lahir.year) not in USIA_WAJAR:
        doubts["nip"] = _("Menurut NIP diangkat pada usia %(usia)d tahun.") % {"usia": usia}
    if isi.nik and Pegawai.objects.filter(nik=isi.nik).exclude(pk=own).exists():
        doubts["nik"] = _("NIK ini juga tercatat pada pegawai lain.")
    return doubts


@transaction.atomic
def pegawai_create(*, actor: User, isi: IsiPegawai, pos: IsiPenempatan) -> Pegawai:
    """Enter a person with the first post: without one a person belongs nowhere and nobody could find them.

    :raises ValidationError: with texts for fields.
    """
    check_pegawai(actor, isi)
    try:
        with transaction.atomic():
            pegawai = Pegawai.objects.create(**asdict(isi))
    except IntegrityError:
        raise field_error({"nip": _("NIP ini baru saja dicatat orang lain.")}) from None
    penempatan_assign(actor=actor, pegawai=pegawai, isi=pos, dilihat=posts_mark(pegawai.pk))
    return pegawai


@transaction.atomic
def pegawai_update(*, actor: User, pegawai: Pegawai, isi: IsiPegawai, dilihat: str) -> Pegawai:
    """Change the data of a person. An account that is named by the NIP gets the new one.

    :param dilihat: the mark of what the actor saw, see :func:`pegawai_mark`.
    :raises ValidationError: with texts for fields.
    :raises ConflictError: somebody changed the data meanwhile; the text says who and when.
    """
    locked = Pegawai.objects.select_for_update(no_key=True).get(pk=pegawai.pk)
    if dilihat != pegawai_mark(locked):
        siapa = last_change(Pegawai, pgh_obj_id=locked.pk)
        raise ConflictError(
            _("Data ini diubah %(siapa)s, sesudah Anda membukanya. Periksa yang ditandai, lalu simpan lagi.")
            % {"siapa": siapa}
        )
    check_pegawai(actor, isi, locked.pk)
    changed = [name for name, value in asdict(isi).items() if getattr(locked, name) != value]
    if not changed:
        return locked
    old_nip = locked.nip
    for name in changed:
        setattr(locked, name, getattr(isi, name))
    try:
        with transaction.atomic():
            locked.save(update_fields=changed)
            if "nip" in changed and locked.user_id is not None:
                User.objects.filter(pk=locked.user_id, username=old_nip).update(username=locked.nip)
    except IntegrityError:
        raise field_error({"nip": _("NIP ini sudah dipakai akun lain.")}) from None
    if "email" in changed:
        surel_update(actor=actor, pegawai_ids=[locked.pk])
    return locked


@transaction.atomic
def pegawai_record_status(
    *, actor: User, pegawai: Pegawai, status: StatusPegawai, tmt: date, dasar: str, dilihat: str
) -> PerubahanStatus:
    """A status from a day on, which may lie ahead. Retiring and leaving end every post and role the day before.

    :param dilihat: the mark of the posts that the actor saw, see ``posts_mark``.
    :raises ValidationError: with texts for fields: no change, an earlier day than the last change, a closed month.
    :raises ConflictError: somebody changed this person's posts meanwhile.
    """
    leaving = status in TIDAK_BERTUGAS
    if leaving:
        refuse_closed(tmt, None, "tmt")
    posts = [*pegawai.penempatan.exclude(tmt_selesai__lt=tmt).select_related("unit_kerja", "jabatan")]
    locked = lock_person(pegawai, [post.unit_kerja_id for post in posts], dilihat)
    _check_status(locked, status, tmt)
    if leaving:
        begins = next((post for post in posts if post.tmt_mulai >= tmt), None)
        if begins is not None:
            text = _("Jabatan di %(unit)s dicatat %(masa)s. Batalkan itu dulu.")
            raise field_error({"tmt": text % {"unit": begins.unit_kerja.nama, "masa": masa(begins)}})
        for post in posts:
            post.tmt_selesai = tmt - SEHARI
            post.save(update_fields=["tmt_selesai"])
        _end_roles(locked, tmt)
        penempatan_notify([locked.pk])
    arrived = tmt <= today()
    change, _created = PerubahanStatus.objects.update_or_create(
        pegawai=locked, tmt=tmt, defaults={"status": status, "dasar": dasar, "diterapkan": arrived}
    )
    if arrived:
        locked.status = status
        locked.save(update_fields=["status"])
    return change


def _check_status(pegawai: Pegawai, status: StatusPegawai, tmt: date) -> None:
    changes = pegawai.perubahan_status.order_by("-tmt")
    later = changes.filter(tmt__gt=tmt).first() or changes.filter(tmt=tmt, diterapkan=True).first()
    if later is not None:
        text = _("Sudah tercatat %(status)s mulai %(tanggal)s. Pilih tanggal sesudahnya.")
        raise field_error({"tmt": text % {"status": later, "tanggal": format_tanggal(later.tmt)}})
    before = changes.filter(tmt__lt=tmt).first()
    if status == (before.status if before and not before.diterapkan else pegawai.status):
        # The same day again, as long as it has not come: the plan is given up.
        if changes.filter(tmt=tmt, diterapkan=False).exists():
            return
        raise field_error({"status": _("Statusnya sudah demikian.")})


def _end_roles(pegawai: Pegawai, tmt: date) -> None:
    """Every role ends before the day; one that would only begin later is never in force."""
    if pegawai.user_id is None:
        return
    for role in Penugasan.objects.filter(user_id=pegawai.user_id).exclude(berlaku_selesai__lt=tmt).order_by("pk"):
        role.berlaku_selesai = max(tmt, role.berlaku_mulai) - SEHARI
        role.save(update_fields=["berlaku_selesai"])


def status_apply_due() -> int:
    """Let the changes of status take hold whose day has come. One statement; a second run does nothing.

    :returns: how many people were changed.
    """
    with connection.cursor() as cursor:
        cursor.execute(_APPLY_DUE, [today()])
        return len(cursor.fetchall())
