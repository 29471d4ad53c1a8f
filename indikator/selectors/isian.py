"""The sheet of one person and month: every own target with what was entered and what it gives."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode
from binawidya.umum.dates import nama_bulan
from binawidya.umum.vocabulary import TANDA
from indikator.enums import StatusRealisasi, SumberData
from indikator.models import Bukti, Capaian, KebijakanSkor, Realisasi, TargetIndikator
from indikator.scoring import Hasil, Kelas, nilai_tertimbang
from indikator.selectors.riwayat import (
    bulanan,
    hitung,
    kelas_of,
    nilai_bulan,
    per_bulan,
    periode_setahun,
)

# What needs the person's hand first.
_URUTAN = {"dikembalikan": 0, "belum_diisi": 1, "tersimpan": 2, "diajukan": 3, "disetujui": 4}


@dataclass(slots=True)
class Baris:
    """One target on the sheet."""

    target: TargetIndikator
    realisasi: Realisasi | None
    target_bulan: Decimal | None
    bulan_lalu: Decimal | None
    sampai_lalu: Hasil
    hasil: Hasil
    kelas: Kelas | None
    bukti: list[Bukti] = field(default_factory=list)

    @property
    def keadaan(self) -> str:
        """Key of its word: the state of the entry, or why there is none."""
        if self.target.sumber == SumberData.SURVEI:
            return "dari_survei"
        if self.target.sumber == SumberData.TURUNAN:
            return "turunan"
        return self.realisasi.status if self.realisasi else "belum_diisi"

    @property
    def diisi_tangan(self) -> bool:
        return self.target.sumber == SumberData.ISIAN

    @property
    def dapat_diisi(self) -> bool:
        return self.diisi_tangan and (self.realisasi is None or self.realisasi.dapat_diisi)

    @property
    def dikembalikan(self) -> bool:
        return self.realisasi is not None and self.realisasi.status == StatusRealisasi.DIKEMBALIKAN

    @property
    def pengembali(self) -> str:
        """Who sent it back."""
        user = self.realisasi.diverifikasi_oleh if self.realisasi else None
        pegawai = getattr(user, "pegawai", None)
        return pegawai.nama if pegawai else (user.username if user else "")

    @property
    def slot(self) -> str:
        """Colour of the capaian."""
        return self.kelas.slot if self.kelas else ""

    @property
    def kurang_bukti(self) -> bool:
        """Evidence is required and missing."""
        return self.target.indikator.bukti_wajib and not self.bukti

    @property
    def siap(self) -> bool:
        """Goes out with the next submission."""
        return self.dapat_diisi and self.realisasi is not None and not self.kurang_bukti


@dataclass(slots=True)
class Lembar:
    """All rows of one person and month, in the order in which they need attention."""

    periode: Periode
    kebijakan: KebijakanSkor
    baris: list[Baris]

    @property
    def pribadi(self) -> list[Baris]:
        """The person's own targets."""
        return [row for row in self.baris if row.target.pegawai_id]

    @property
    def unit(self) -> list[Baris]:
        """Targets of units that this person enters."""
        return [row for row in self.baris if not row.target.pegawai_id]

    @property
    def siap(self) -> list[Baris]:
        return [row for row in self.baris if row.siap]

    @property
    def dapat_diisi(self) -> list[Baris]:
        return [row for row in self.baris if row.dapat_diisi]

    def jumlah(self) -> list[tuple[str, str]]:
        """Every state with its count in words, such as ``1 dikembalikan``, in order of need."""
        counts = Counter(row.keadaan for row in self.baris if row.diisi_tangan)
        ordered = sorted(counts.items(), key=lambda pair: _URUTAN.get(pair[0], 9))
        return [(key, f"{count} {str(TANDA[key].kata).lower()}") for key, count in ordered]

    @property
    def bulan_lalu(self) -> str:
        """Head of the column of the month before; a dash in January."""
        bulan = self.periode.bulan
        return "–" if bulan == 1 else nama_bulan(bulan - 1, pendek=True)

    @property
    def sampai_lalu(self) -> str:
        """Head of the column of the running total before this month."""
        return "–" if self.periode.bulan == 1 else _("s.d. %(bulan)s") % {"bulan": self.bulan_lalu}

    def nilai(self) -> tuple[Decimal | None, int]:
        """The person's own score if everything entered were approved, and how many targets are in it."""
        parts = [(row.hasil.capaian, row.target.bobot) for row in self.pribadi if row.hasil.capaian is not None]
        return nilai_tertimbang(parts)[0], len(parts)

    def cari(self, target_id: int) -> Baris:
        """The row of one target.

        :raises LookupError: it is not on this sheet.
        """
        for row in self.baris:
            if row.target.pk == target_id:
                return row
        raise LookupError(target_id)


def lembar_isian(*, pegawai_id: int, periode: Periode) -> Lembar:
    """The sheet of a person. Six queries, whatever the number of targets."""
    targets = [*_targets(pegawai_id, periode)]
    tahun = periode_setahun(periode.tahun)
    entries = per_bulan(
        Realisasi.objects.filter(
            target__in=targets, periode__in=[row for row in tahun.values() if row.bulan <= periode.bulan]
        )
        .select_related("diverifikasi_oleh__pegawai")
        .order_by("pk"),
        tahun,
    )
    kebijakan = KebijakanSkor.objects.untuk(periode.tahun)
    skala = kebijakan.daftar_kelas()
    computed = _capaian(targets, periode)
    rows = []
    for target in targets:
        mine = entries.get(target.pk, {})
        months = bulanan(target, mine, tahun, periode.bulan)
        entry = mine.get(periode.bulan)
        hasil = hitung(target, months, kebijakan)
        if target.sumber != SumberData.ISIAN:
            hasil = computed.get(target.pk, Hasil("belum_diketahui"))
        rows.append(
            Baris(
                target=target,
                realisasi=entry,
                target_bulan=target.target_bulan(periode.bulan),
                bulan_lalu=nilai_bulan(target, mine.get(periode.bulan - 1)),
                sampai_lalu=hitung(target, months[:-1], kebijakan),
                hasil=hasil,
                kelas=kelas_of(hasil.capaian, skala),
            )
        )
    _attach(rows, Bukti.objects.filter(realisasi__in=[row.realisasi for row in rows if row.realisasi]).order_by("pk"))
    rows.sort(key=lambda row: (_URUTAN.get(row.keadaan, 9), row.target.indikator.kode, row.target.pk))
    return Lembar(periode, kebijakan, rows)


def _targets(pegawai_id: int, periode: Periode) -> Iterable[TargetIndikator]:
    return (
        TargetIndikator.objects.berlaku(periode.tahun)
        .filter(Q(pengisi=pegawai_id) | Q(pegawai=pegawai_id))
        .filter(**{f"bulanan__{periode.bulan - 1}__isnull": False})
        .select_related("indikator", "unit_kerja")
        .order_by("indikator__kode", "pk")
    )


def _capaian(targets: list[TargetIndikator], periode: Periode) -> dict[int, Hasil]:
    """Stored figures of targets that nobody types."""
    others = [target.pk for target in targets if target.sumber != SumberData.ISIAN]
    if not others:
        return {}
    return {
        row.target_id: Hasil(
            row.status,
            row.realisasi,
            row.target_kumulatif,
            row.pembilang,
            row.penyebut,
            row.capaian_mentah,
            row.capaian,
        )
        for row in Capaian.objects.filter(target__in=others, periode=periode)
    }


def _attach(rows: list[Baris], evidence: Iterable[Bukti]) -> None:
    by_entry: dict[int, list[Bukti]] = {}
    for bukti in evidence:
        by_entry.setdefault(bukti.realisasi_id, []).append(bukti)
    for row in rows:
        if row.realisasi is not None:
            row.bukti = by_entry.get(row.realisasi.pk, [])
