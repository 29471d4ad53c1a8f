"""Lists of surveys and what one of them stands at."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from binawidya.organisasi.models import User
from survei.enums import PALING_SEDIKIT, StatusSaran
from survei.models import HasilSurvei, Kiriman, Layanan, Lonjakan, Survei, TindakLanjut
from survei.models.layanan import LayananQuerySet
from survei.models.survei import SurveiQuerySet
from survei.selectors.hasil import Ikhtisar, ikhtisar, trend_of


def survei_found(user: User) -> SurveiQuerySet:
    """Surveys within reach, each with its newest result."""
    newest = HasilSurvei.objects.order_by("-versi")
    return (
        Survei.objects.visible_to(user, "survei.list")
        .select_related("layanan", "unit_kerja")
        .prefetch_related(Prefetch("hasil", newest, to_attr="hasil_baru"))
    )


def layanan_found(user: User) -> LayananQuerySet:
    """Services within reach with the number of their surveys."""
    return (
        Layanan.objects.visible_to(user)
        .select_related("unit_kerja")
        .annotate(banyak_survei=Count("survei"))
        .order_by("unit_kerja__kode", "nama", "pk")
    )


@dataclass(slots=True)
class Keadaan:
    """Where a survey stands, as its page shows it."""

    hasil: HasilSurvei | None
    ikhtisar: Ikhtisar | None
    lonjakan: list[Lonjakan]
    saran_menunggu: int
    tindak_lanjut: list[TindakLanjut]
    tren: list[HasilSurvei]
    belum_dihitung: bool
    masih_di_kotak: bool

    @property
    def cukup(self) -> bool:
        """Whether the number of answers may be shown at all."""
        return self.hasil is not None and self.hasil.responden >= PALING_SEDIKIT


def keadaan(survei: Survei) -> Keadaan:
    """Everything the page of a survey shows of its answers."""
    hasil = (
        survei.hasil.select_related("survei__layanan", "survei__unit_kerja")
        .prefetch_related("survei__unsur")
        .order_by("-versi")
        .first()
    )
    actions = survei.tindak_lanjut.select_related("unsur", "penanggung_jawab")
    return Keadaan(
        hasil=hasil,
        ikhtisar=ikhtisar(hasil) if hasil is not None else None,
        lonjakan=[*survei.lonjakan.order_by("tanggal")],
        saran_menunggu=_texts_waiting(survei),
        tindak_lanjut=[*actions.order_by("unsur__urutan", "pk")],
        tren=_with_latest(trend_of(survei), hasil),
        belum_dihitung=survei.selesai and (hasil is None or hasil.sementara),
        masih_di_kotak=Kiriman.objects.filter(survei=survei, isi__isnull=False).exists(),
    )


def _with_latest(trend: list[HasilSurvei], hasil: HasilSurvei | None) -> list[HasilSurvei]:
    """The trend up to what the page shows, also while the survey is open."""
    moving = hasil is not None and hasil.sementara and hasil.ikm is not None
    return [*trend, hasil] if moving and hasil is not None else trend


def _texts_waiting(survei: Survei) -> int:
    """Texts that nobody has read, of questions with ten texts or more."""
    waiting = Count("pk", filter=Q(status=StatusSaran.MENUNGGU))
    counted = survei.saran.order_by().values("pertanyaan").annotate(n=Count("pk"), menunggu=waiting)
    return sum(row["menunggu"] for row in counted.order_by("pertanyaan") if row["n"] >= PALING_SEDIKIT)


def questions_shown(survei: Survei) -> list[int]:
    """The questions with ten texts or more, so that none is of a few; 0 is the suggestion box."""
    counted = survei.saran.order_by().values("pertanyaan").annotate(n=Count("pk")).filter(n__gte=PALING_SEDIKIT)
    return [*counted.order_by("pertanyaan").values_list("pertanyaan", flat=True)]
