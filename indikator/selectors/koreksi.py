"""Corrections: what waits for somebody, and what somebody proposed."""

from django.db.models import Q, QuerySet

from binawidya.organisasi.models import User
from indikator.models import KoreksiRealisasi


def lengkap(rows: QuerySet[KoreksiRealisasi]) -> QuerySet[KoreksiRealisasi]:
    """With everything that a list or a page of corrections shows."""
    return rows.select_related(
        "realisasi__target__indikator",
        "realisasi__target__unit_kerja",
        "realisasi__target__pengisi",
        "realisasi__periode",
        "diusulkan_oleh__pegawai",
        "diputuskan_oleh__pegawai",
    )


def koreksi_menunggu(user: User) -> QuerySet[KoreksiRealisasi]:
    """What this user may decide, oldest first."""
    return lengkap(KoreksiRealisasi.objects.menunggu_verifikasi(user)).order_by("diusulkan_at", "pk")


def koreksi_sendiri(user: User) -> QuerySet[KoreksiRealisasi]:
    """What this user proposed, or what was proposed for the own targets; latest first."""
    mine = Q(diusulkan_oleh=user.pk)
    if user.lingkup.pegawai_id:
        mine |= Q(realisasi__target__pengisi=user.lingkup.pegawai_id)
    return lengkap(KoreksiRealisasi.objects.filter(mine)).order_by("-diusulkan_at", "-pk")
