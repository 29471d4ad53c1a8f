"""Envelopes of the organisation's long work; due work arrives through the outbox."""

from celery import shared_task
from django.utils.translation import gettext as _

from binawidya.organisasi.services import akun_aksi, pegawai
from binawidya.organisasi.services import impor_apply as apply_service
from binawidya.organisasi.services import impor_read as read_service
from binawidya.organisasi.services import impor_urung as undo_service
from binawidya.organisasi.services import periode_jadwal as jadwal_service
from binawidya.organisasi.services import ringkasan_surel as ringkasan_service
from binawidya.organisasi.services import susunan_unit as susunan_service


@shared_task(name="organisasi.impor_read")
def impor_read(impor_id: int) -> None:
    """Make the preview of an uploaded roster."""
    read_service.impor_read(impor_id=impor_id)


@shared_task(name="organisasi.impor_apply")
def impor_apply(impor_id: int, actor_id: int) -> None:
    """Apply an approved roster."""
    apply_service.impor_apply(impor_id=impor_id, actor_id=actor_id)


@shared_task(name="organisasi.impor_revert")
def impor_revert(impor_id: int, actor_id: int) -> None:
    """Take an applied roster back."""
    undo_service.impor_revert(impor_id=impor_id, actor_id=actor_id)


@shared_task(name="organisasi.impor_give_up")
def impor_give_up(impor_id: int, actor_id: int | None = None) -> None:
    """Say that a roster could not be read, applied or taken back. Takes what the events of all three carry."""
    apply_service.impor_give_up(impor_id=impor_id)
    undo_service.keep_applied(impor_id=impor_id, why=_("Coba lagi nanti."))


@shared_task(name="organisasi.akun_run")
def akun_run(aksi_id: int) -> None:
    """Make or invite the accounts that somebody asked for."""
    akun_aksi.akun_run(aksi_id=aksi_id)


@shared_task(name="organisasi.akun_give_up")
def akun_give_up(aksi_id: int) -> None:
    """Say that a bulk act on accounts came to no end."""
    akun_aksi.akun_give_up(aksi_id=aksi_id)


@shared_task(name="organisasi.status_apply")
def status_apply() -> None:
    """Let the changes of status take hold whose day has come."""
    pegawai.status_apply_due()


@shared_task(name="organisasi.susunan_unit_apply")
def susunan_unit_apply() -> None:
    """Let units show the arrangement whose day has come."""
    susunan_service.susunan_unit_apply()


@shared_task(name="organisasi.ringkasan_send")
def ringkasan_send() -> None:
    """Send the letters of the day."""
    ringkasan_service.ringkasan_run()


@shared_task(name="organisasi.periode_advance")
def periode_advance() -> None:
    """Let months take the steps whose time has come."""
    jadwal_service.periode_advance()
