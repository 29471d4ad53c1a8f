"""People in whose name an operator enters."""

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja, User
from binawidya.organisasi.policy import scope_paths
from indikator.enums import REALISASI_MENUNGGU, StatusRealisasi, SumberData
from indikator.models import Realisasi, TargetIndikator


def orang_dalam_lingkup(user: User) -> QuerySet[Pegawai]:
    """Whoever enters a target within the units of which the user is an operator."""
    paths = sorted(scope_paths("realisasi.update", user.lingkup).paths)
    targets = TargetIndikator.objects.filter(pengisi=OuterRef("pk"), unit_kerja__jalur__overlap=paths)
    return Pegawai.objects.filter(Exists(targets)).order_by("nama", "pk")


def unit_operator(user: User) -> list[UnitKerja]:
    """The units of which the user is an operator, without those below them. One query."""
    paths = scope_paths("lembar_unit.update", user.lingkup).paths
    return [*UnitKerja.objects.filter(pk__in=paths).order_by("kode")]


def daftar_lembar(user: User, periode: Periode) -> QuerySet[Pegawai]:
    """These people with what is due in a month and how far it has come. One query."""
    paths = sorted(scope_paths("realisasi.update", user.lingkup).paths)
    due = Q(
        target_diisi__tahun=periode.tahun,
        target_diisi__status="disetujui",
        target_diisi__sumber=SumberData.ISIAN,
        target_diisi__unit_kerja__jalur__overlap=paths,
        **{f"target_diisi__bulanan__{periode.bulan - 1}__isnull": False},
    )

    def entered(**state: object) -> Exists:
        rows = Realisasi.objects.filter(target=OuterRef("target_diisi"), periode=periode)
        return Exists(rows.filter(**state) if state else rows)

    handed_in = {"status__in": [*REALISASI_MENUNGGU, StatusRealisasi.DISETUJUI]}
    return (
        Pegawai.objects.filter(due)
        .annotate(
            wajib=Count("target_diisi", distinct=True),
            terisi=Count("target_diisi", filter=entered(), distinct=True),
            masuk=Count("target_diisi", filter=entered(**handed_in), distinct=True),
            dikembalikan=Count("target_diisi", filter=entered(status=StatusRealisasi.DIKEMBALIKAN), distinct=True),
        )
        .order_by("nama", "pk")
    )
