"""Envelopes: ids in, one function called. Idempotent, because what they write depends on the rows alone."""

from celery import shared_task

from kinerja.enums import SebabPerhitungan
from kinerja.services.dokumen_render import dokumen_give_up, dokumen_render
from kinerja.services.evaluasi_kabar import evaluasi_remind
from kinerja.services.paket_kerja import paket_give_up, paket_pack, paket_plan, paket_work
from kinerja.services.pemeriksaan import pemeriksaan_record, pemeriksaan_schedule
from kinerja.services.penutupan import penutupan_verify
from kinerja.services.perhitungan import perhitungan_mulai, perhitungan_tahun, perhitungan_work
from kinerja.services.skor import skor_calculate, skor_calculate_pegawai, skor_calculate_sendiri, skor_calculate_target


@shared_task(name="kinerja.skor_calculate")
def calculate(target_ids: list[int], periode_id: int) -> None:
    """Scores that rest on some targets, from one month on."""
    skor_calculate(target_ids=target_ids, periode_id=periode_id)


@shared_task(name="kinerja.skor_calculate_periode")
def calculate_periode(periode_id: int) -> None:
    """Scores of a whole month that was opened or closed, and of the later open ones."""
    perhitungan_mulai(periode_id=periode_id)


@shared_task(name="kinerja.skor_calculate_sendiri")
def calculate_own(target_ids: list[int], periode_id: int) -> None:
    """Scores of the owners of some targets only, at once; whatever adds them up follows in a worker."""
    skor_calculate_sendiri(target_ids=target_ids, periode_id=periode_id)


@shared_task(name="kinerja.skor_calculate_target")
def calculate_target(target_ids: list[int]) -> None:
    """Scores that rest on targets whose plan or weight was changed, in all open months of their years."""
    skor_calculate_target(target_ids=target_ids)


@shared_task(name="kinerja.skor_calculate_pegawai")
def calculate_person(pegawai_ids: list[int]) -> None:
    """Scores of people whose posts were changed."""
    skor_calculate_pegawai(pegawai_ids=pegawai_ids)


@shared_task(name="kinerja.skor_calculate_kebijakan")
def calculate_policy(tahun: int) -> None:
    """All open months of a year whose rules were changed."""
    perhitungan_tahun(tahun=tahun, sebab=SebabPerhitungan.KEBIJAKAN)


@shared_task(name="kinerja.perhitungan_work")
def work(perhitungan_id: int) -> None:
    """Share of a run."""
    perhitungan_work(perhitungan_id)


@shared_task(name="kinerja.skor_check_schedule")
def check_schedule() -> None:
    """The clock of the nightly look."""
    pemeriksaan_schedule()


@shared_task(name="kinerja.skor_check")
def check(periode_id: int) -> None:
    """One month compared with a fresh computation."""
    pemeriksaan_record(periode_id=periode_id)


@shared_task(name="kinerja.penutupan_verify")
def verify() -> None:
    """The chain of closings looked at."""
    penutupan_verify()


@shared_task(name="kinerja.dokumen_render")
def render(dokumen_id: int) -> None:
    """One document that was asked for."""
    dokumen_render(dokumen_id)


@shared_task(name="kinerja.dokumen_give_up")
def give_up(dokumen_id: int) -> None:
    """One document that will not be made."""
    dokumen_give_up(dokumen_id)


@shared_task(name="kinerja.paket_plan")
def plan_package(paket_id: int) -> None:
    """Whose documents belong to a package; hands its parts out."""
    paket_plan(paket_id)


@shared_task(name="kinerja.paket_work")
def work_package(paket_id: int, first: int, last: int) -> None:
    """One part of a package."""
    paket_work(paket_id, first, last)


@shared_task(name="kinerja.paket_pack")
def pack_package(paket_id: int) -> None:
    """The ZIP of a package whose documents are done."""
    paket_pack(paket_id)


@shared_task(name="kinerja.paket_give_up")
def give_up_package(paket_id: int, first: int | None = None, last: int | None = None) -> None:
    """A part of a package, or the package itself, that will not be made."""
    paket_give_up(paket_id, first, last)


@shared_task(name="kinerja.evaluasi_remind")
def remind() -> None:
    """Assessors whose drafts are due soon; told once."""
    evaluasi_remind()
