"""Envelopes of the plan's and the evidence's work, which arrives through the outbox, and of reminders."""

from celery import shared_task

from indikator.services import bukti_proses as bukti_service
from indikator.services import impor_rencana as impor_service
from indikator.services import impor_rencana_baca as impor_baca_service
from indikator.services import impor_rencana_urung as impor_urung_service
from indikator.services import indikator as indikator_service
from indikator.services import pengingat as pengingat_service


@shared_task(name="indikator.impor_rencana_read")
def impor_rencana_read(impor_id: int) -> None:
    """Make the preview of an uploaded sheet."""
    impor_baca_service.impor_rencana_read(impor_id=impor_id)


@shared_task(name="indikator.impor_rencana_apply")
def impor_rencana_apply(impor_id: int, actor_id: int) -> None:
    """Apply an approved sheet."""
    impor_service.impor_rencana_apply(impor_id=impor_id, actor_id=actor_id)


@shared_task(name="indikator.impor_rencana_revert")
def impor_rencana_revert(impor_id: int, actor_id: int) -> None:
    """Take an applied sheet back."""
    impor_urung_service.impor_rencana_revert(impor_id=impor_id, actor_id=actor_id)


@shared_task(name="indikator.impor_rencana_give_up")
def impor_rencana_give_up(impor_id: int, actor_id: int | None = None) -> None:
    """Say that a sheet could not be read, applied or taken back. Takes what the events of all carry."""
    impor_service.impor_rencana_give_up(impor_id=impor_id)


@shared_task(name="indikator.versi_apply")
def versi_apply() -> None:
    """Let indicators show the version of their sheet whose month has begun."""
    indikator_service.versi_show_due()


@shared_task(name="indikator.bukti_process")
def bukti_process(bukti_id: int) -> None:
    """Scan an attached file and draw its first page."""
    bukti_service.bukti_process(bukti_id=bukti_id)


@shared_task(name="indikator.pengingat_notify")
def pengingat_notify() -> None:
    """Remind whoever is to be reminded today."""
    pengingat_service.pengingat_run()
