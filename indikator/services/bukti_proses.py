"""What a worker does with an attached file: has it scanned, then draws the first page of a PDF."""

from typing import BinaryIO, cast

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from binawidya.umum.pdf_preview import first_page
from binawidya.umum.scanner import Verdict, scan, scanning
from indikator.enums import StatusPindai
from indikator.models import Bukti
from indikator.services.bukti import delete_all, store


def bukti_process(*, bukti_id: int) -> None:
    """Scan and preview one file; leaves early if it is gone or done.

    :raises ScanUnavailable: the scanner does not answer. The file stays closed, and the outbox tries again.
    """
    bukti = Bukti.objects.filter(pk=bukti_id).first()
    if bukti is None or bukti.pindai == StatusPindai.TERTAHAN or not bukti.berkas:
        return
    if bukti.pindai == StatusPindai.MENUNGGU and scanning():
        with bukti.berkas.open("rb") as file:
            verdict = scan(cast("BinaryIO", file))
        _scanned(bukti, StatusPindai.BERSIH if verdict == Verdict.CLEAN else StatusPindai.TERTAHAN)
        if verdict != Verdict.CLEAN:
            return
    if bukti.tipe_isi == "application/pdf" and not bukti.pratinjau and bukti.dapat_dibuka:
        _draw(bukti)


def _scanned(bukti: Bukti, status: StatusPindai) -> None:
    """Note the verdict; what was held back does not stay in the store."""
    with transaction.atomic():
        Bukti.objects.filter(pk=bukti.pk).update(pindai=status, pindai_at=timezone.now())
        bukti.pindai = status
        if status == StatusPindai.TERTAHAN:
            storage, name = bukti.berkas.storage, str(bukti.berkas.name)
            transaction.on_commit(lambda: delete_all(storage, [name]), robust=True)


def _draw(bukti: Bukti) -> None:
    with bukti.berkas.open("rb") as file:
        picture = first_page(file)
    if picture is None:
        return
    storage = bukti.pratinjau.storage
    name = store(storage, ContentFile(picture))
    # Taken away or drawn by another run meanwhile: then nobody refers to this picture.
    if not Bukti.objects.filter(pk=bukti.pk, pratinjau="").update(pratinjau=name):
        storage.delete(name)
