"""What the public may learn of a document from the code printed on it."""

from dataclasses import dataclass
from datetime import datetime

from kinerja.enums import JenisDokumen, StatusDokumen
from kinerja.jenis_dokumen import JENIS
from kinerja.masa import read_masa
from kinerja.models import Dokumen, Evaluasi, SkorPegawai, SkorUnit
from kinerja.models.dokumen import kode_terbaca
from survei.models import HasilSurvei


@dataclass(frozen=True, slots=True)
class Keterangan:
    """A document as its verification page shows it: no name and no NIP, only what proves the paper in hand.

    :param unit: name of the unit for a report on a unit; empty for documents on a person.
    :param pengganti: when a newer document of the same kind, subject and month was made.
    :param dihitung_ulang: when the score was last computed anew, if that was after the document; for documents of
        evaluation, when one of its predikat was last confirmed or decided.
    """

    kode: str
    jenis: str
    masa: str
    unit: str
    dibuat: datetime
    halaman: int
    berlembar: bool
    evaluasi: bool
    sha256: str
    pengganti: datetime | None
    dihitung_ulang: datetime | None

    @property
    def terkini(self) -> bool:
        return self.pengganti is None and self.dihitung_ulang is None

    @property
    def sidik(self) -> list[str]:
        """The SHA-256 in groups that an eye can follow."""
        return [self.sha256[start : start + 8] for start in range(0, 64, 8)]


def keterangan(kode: str) -> Keterangan | None:
    """The document behind a code, if it was made; three queries at most."""
    done = Dokumen.objects.filter(status=StatusDokumen.SELESAI)
    done = done.select_related("awal", "periode", "unit_kerja", "hasil__survei", "evaluasi")
    dokumen = done.filter(kode=kode_terbaca(kode)).first()
    if dokumen is None or dokumen.selesai_at is None:
        return None
    same = done.filter(
        jenis=dokumen.jenis,
        periode=dokumen.periode_id,
        tahun=dokumen.tahun,
        awal=dokumen.awal_id,
        evaluasi=dokumen.evaluasi_id,
        masa_evaluasi=dokumen.masa_evaluasi,
        bentuk=dokumen.bentuk,
        unit_kerja=dokumen.unit_kerja_id,
        pegawai=dokumen.pegawai_id,
        selesai_at__gt=dokumen.selesai_at,
    )
    if dokumen.hasil is not None:
        same = same.filter(hasil__survei=dokumen.hasil.survei_id)
    return Keterangan(
        kode=dokumen.kode_cetak,
        jenis=dokumen.get_jenis_display(),
        masa=dokumen.masa,
        unit=dokumen.unit_kerja.nama if dokumen.unit_kerja else "",
        dibuat=dokumen.selesai_at,
        halaman=dokumen.halaman,
        berlembar=dokumen.berlembar,
        evaluasi=_judges(dokumen),
        sha256=dokumen.sha256,
        pengganti=same.order_by("-selesai_at").values_list("selesai_at", flat=True).first(),
        dihitung_ulang=_recomputed(dokumen),
    )


def _judges(dokumen: Dokumen) -> bool:
    return JENIS[JenisDokumen(dokumen.jenis)].baca.startswith("evaluasi")


def _rejudged(dokumen: Dokumen) -> datetime | None:
    """The last predikat confirmed or decided after the document, of whom it speaks and for its time. One query."""
    later = Evaluasi.objects.filter(ditetapkan_at__gt=dokumen.selesai_at)
    if dokumen.masa_evaluasi:
        later = later.on(read_masa(dokumen.masa_evaluasi))
    elif dokumen.evaluasi is not None:
        later = later.on(dokumen.evaluasi.masa)
    elif dokumen.periode is not None:
        later = later.filter(tahun=dokumen.periode.tahun)
    if dokumen.pegawai_id is not None:
        later = later.filter(pegawai=dokumen.pegawai_id)
    else:
        later = later.filter(unit_kerja__jalur__contains=[dokumen.unit_kerja_id])
    return later.order_by("-ditetapkan_at").values_list("ditetapkan_at", flat=True).first()


def _recomputed(dokumen: Dokumen) -> datetime | None:
    if _judges(dokumen):
        return _rejudged(dokumen)
    if dokumen.hasil is not None:
        newer = HasilSurvei.objects.filter(survei=dokumen.hasil.survei_id, versi__gt=dokumen.hasil.versi)
        return newer.order_by("-versi").values_list("dihitung_at", flat=True).first()
    if dokumen.periode_id is None:
        return None
    if dokumen.unit_kerja_id is not None:
        scores = SkorUnit.objects.filter(unit_kerja=dokumen.unit_kerja_id)
    else:
        scores = SkorPegawai.objects.filter(pegawai=dokumen.pegawai_id)  # type: ignore[assignment]
    later = scores.filter(periode=dokumen.periode_id, dihitung_at__gt=dokumen.selesai_at)
    return later.values_list("dihitung_at", flat=True).first()
