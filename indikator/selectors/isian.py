"""The sheet of one person and month: every own target with what was entered and what it gives."""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode, User
from binawidya.umum.dates import nama_bulan
from binawidya.umum.http import fetch
from binawidya.umum.vocabulary import TANDA
from indikator.enums import StatusRealisasi, SumberData
from indikator.models import Bukti, Capaian, KebijakanSkor, Realisasi, TargetIndikator
from indikator.permissions import can_update_realisasi
from indikator.scoring import Hasil, Kelas, nilai_tertimbang
from indikator.selectors.pembanding import TAHUN_KE_BELAKANG, kalimat
from indikator.selectors.riwayat import (
    bulan_setahun,
    bulanan,
    hitung,
    kelas_of,
    nilai_bulan,
)

# What needs the person's hand first.
_URUTAN = {
    "dikembalikan": 0,
    "perlu_diperiksa": 0,
    "belum_diisi": 1,
    "tersimpan": 2,
    "diajukan": 3,
    "diperiksa": 4,
    "disetujui": 5,
}


@dataclass(slots=True)
class Baris:
    """One target on the sheet."""

    target: TargetIndikator
    realisasi: Realisasi | None
    target_bulan: Decimal | None
    bulan_lalu: Decimal | None
    # The entry of the month before, all of this year's by month, and the earlier ones of three years.
    isian_lalu: Realisasi | None
    entri: dict[int, Realisasi]
    riwayat: list[Realisasi]
    boleh: bool
    tersimpan: Hasil | None = None
    sampai_lalu: Hasil = field(default_factory=lambda: Hasil("belum_diketahui"))
    hasil: Hasil = field(default_factory=lambda: Hasil("belum_diketahui"))
    kelas: Kelas | None = None
    bukti: list[Bukti] = field(default_factory=list)
    banyak_bukti: int = 0
    penulis: str | None = None

    @property
    def keadaan(self) -> str:
        """Key of its word: the state of the entry, or why there is none."""
        if self.target.sumber == SumberData.SURVEI:
            return "dari_survei"
        if self.target.sumber == SumberData.TURUNAN:
            return "turunan"
        if self.perlu_dipastikan:
            return "perlu_diperiksa"
        return self.realisasi.status if self.realisasi else "belum_diisi"

    @property
    def diisi_tangan(self) -> bool:
        return self.target.sumber == SumberData.ISIAN

    @property
    def dapat_diisi(self) -> bool:
        return self.boleh and self.diisi_tangan and (self.realisasi is None or self.realisasi.dapat_diisi)

    @property
    def dapat_ditarik(self) -> bool:
        """Handed in and not yet looked at."""
        return self.boleh and self.realisasi is not None and self.realisasi.status == StatusRealisasi.DIAJUKAN

    @property
    def sama_lalu(self) -> bool:
        """Whether the value of the month before is at hand to be taken over."""
        return self.realisasi is None and self.isian_lalu is not None

    @property
    def perlu_dipastikan(self) -> bool:
        return self.dapat_diisi and self.realisasi is not None and self.realisasi.perlu_dipastikan

    @property
    def peringatan(self) -> list[str]:
        """What looks odd about the entry, in words."""
        return kalimat(self.realisasi.peringatan, self.target.indikator) if self.realisasi else []

    @property
    def maksud(self) -> Decimal | None:
        """The value that was probably meant where a comma or a zero seems misplaced."""
        found = [one["maksud"] for one in (self.realisasi.peringatan if self.realisasi else []) if "maksud" in one]
        return Decimal(found[0]) if found and not self.target.indikator.adalah_rasio else None

    @property
    def atas_nama(self) -> str:
        """Who entered it in the owner's name; empty when it was the owner."""
        if self.penulis is not None:
            return self.penulis
        user = self.realisasi.diisi_oleh if self.realisasi else None
        pegawai = getattr(user, "pegawai", None)
        if user is None or (pegawai is not None and pegawai.pk in {self.target.pengisi_id, self.target.pegawai_id}):
            return ""
        return pegawai.nama if pegawai else user.username

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
        return self.target.indikator.bukti_wajib and not self.banyak_bukti

    @property
    def siap(self) -> bool:
        """Goes out with the next submission."""
        ready = self.dapat_diisi and self.realisasi is not None and not self.kurang_bukti
        return ready and not self.perlu_dipastikan


@dataclass(slots=True)
class Lembar:
    """All rows of one person and month, in the order in which they need attention."""

    periode: Periode
    kebijakan: KebijakanSkor
    baris: list[Baris]
    tahun: dict[int, Periode]
    pegawai_id: int = 0

    def hitung(self, baris: Baris) -> None:
        """Compute a row from its entries; again after one of them was saved."""
        target, bulan = baris.target, self.periode.bulan
        months = bulanan(target, baris.entri, self.tahun, bulan)
        hasil = hitung(target, months, self.kebijakan)
        if target.sumber != SumberData.ISIAN:
            hasil = baris.tersimpan or Hasil("belum_diketahui")
        baris.hasil = hasil
        baris.sampai_lalu = hitung(target, months[:-1], self.kebijakan)
        baris.kelas = kelas_of(hasil.capaian, self.kebijakan.daftar_kelas())
        baris.banyak_bukti = getattr(baris.realisasi, "banyak_bukti", baris.banyak_bukti)

    def ganti(self, target_id: int, entry: Realisasi, user: User) -> Baris:
        """Take in an entry that ``user`` just saved, and give its row computed anew. No query."""
        baris = self.cari(target_id)
        before = baris.realisasi
        if before is not None and before.diverifikasi_oleh_id == entry.diverifikasi_oleh_id:
            entry.diverifikasi_oleh = before.diverifikasi_oleh
        own = user.lingkup.pegawai_id in {baris.target.pengisi_id, baris.target.pegawai_id}
        baris.penulis = "" if own else user.lingkup.nama or user.username
        baris.realisasi = entry
        baris.entri[self.periode.bulan] = entry
        self.hitung(baris)
        return baris

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


def lembar_isian(*, pegawai_id: int, periode: Periode, user: User | None = None) -> Lembar:
    """The sheet of a person. Six queries, whatever the number of targets.

    :param user: who looks at it; rows on which that user has no right are for reading. ``None`` leaves that open.
    """
    lembar = sheet_of([*targets_due(Q(pengisi=pegawai_id) | Q(pegawai=pegawai_id), periode)], periode, user)
    lembar.pegawai_id = pegawai_id
    _attach(lembar.baris)
    return lembar


def lembar_target(*, user: User, pk: int, periode: Periode) -> Lembar:
    """The whole sheet on which one target stands, for saving that one cell. Evidence is only counted.

    :raises Http404: the target is out of the user's scope or not due in this month.
    """
    # One value, not a set of them: for either of two sets PostgreSQL would read the targets of the whole office.
    mine = Subquery(TargetIndikator.objects.visible_to(user).filter(pk=pk).order_by().values("pengisi")[:1])
    targets = [*targets_due(Q(pengisi=mine) | Q(pegawai=mine), periode)]
    target = next((one for one in targets if one.pk == pk), None)
    if target is None:
        # Not due in this month, without a person who enters it, or not there at all.
        target = fetch(TargetIndikator.objects.visible_to(user).select_related("indikator", "unit_kerja"), pk=pk)
        targets = [target]
    lembar = sheet_of(targets, periode, user)
    lembar.pegawai_id = target.pengisi_id or 0
    return lembar


def sheet_of(targets: list[TargetIndikator], periode: Periode, user: User | None) -> Lembar:
    """The rows of these targets with everything that was entered for them in three years. Four queries."""
    periode = periode.untuk_unit(sorted({unit for target in targets for unit in target.unit_kerja.jalur}))
    tahun = bulan_setahun(periode, user)
    history = _entries(targets, periode)
    kebijakan = KebijakanSkor.objects.untuk(periode.tahun)
    lembar = Lembar(periode, kebijakan, [], tahun)
    computed = _capaian(targets, periode)
    for target in targets:
        past = history.get(_owner(target), [])
        mine = {row.periode.bulan: row for row in past if row.target_id == target.pk}
        baris = Baris(
            target=target,
            realisasi=mine.get(periode.bulan),
            target_bulan=target.target_bulan(periode.bulan),
            bulan_lalu=nilai_bulan(target, mine.get(periode.bulan - 1)),
            isian_lalu=mine.get(periode.bulan - 1),
            entri=mine,
            riwayat=[row for row in past if row.target_id != target.pk or row.periode.bulan < periode.bulan],
            boleh=user is None or can_update_realisasi(user, target),
            tersimpan=computed.get(target.pk),
        )
        lembar.hitung(baris)
        lembar.baris.append(baris)
    lembar.baris.sort(key=lambda row: (_URUTAN.get(row.keadaan, 9), row.target.indikator.kode, row.target.pk))
    return lembar


def _owner(target: TargetIndikator) -> tuple[int, int, int | None]:
    return target.indikator_id, target.unit_kerja_id, target.pegawai_id


def _entries(targets: list[TargetIndikator], periode: Periode) -> dict[tuple[int, int, int | None], list[Realisasi]]:
    """Entries of these indicators and owners up to the month, of three years, oldest first. One query."""
    people = {target.pegawai_id for target in targets if target.pegawai_id}
    units = {target.unit_kerja_id for target in targets if not target.pegawai_id}
    rows = (
        Realisasi.objects.filter(
            Q(target__pegawai__in=people) | Q(target__pegawai=None, target__unit_kerja__in=units),
            target__indikator__in={target.indikator_id for target in targets},
            periode__tahun__gte=periode.tahun - TAHUN_KE_BELAKANG,
            periode__tahun__lte=periode.tahun,
        )
        .select_related("periode", "target", "diverifikasi_oleh__pegawai", "diisi_oleh__pegawai")
        .annotate(banyak_bukti=Count("bukti"))
        .order_by("periode__tahun", "periode__bulan", "pk")
    )
    here = (periode.tahun, periode.bulan)
    found: dict[tuple[int, int, int | None], list[Realisasi]] = {}
    for row in rows:
        if (row.periode.tahun, row.periode.bulan) <= here:
            found.setdefault(_owner(row.target), []).append(row)
    return found


def targets_due(of: Q, periode: Periode) -> QuerySet[TargetIndikator]:
    """Approved targets that are measured in a month, in the order of their codes."""
    return (
        TargetIndikator.objects.berlaku(periode.tahun)
        .filter(of)
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


def _attach(rows: list[Baris]) -> None:
    by_entry: dict[int, list[Bukti]] = {}
    entries = [row.realisasi for row in rows if row.realisasi]
    for bukti in Bukti.objects.filter(realisasi__in=entries).order_by("pk"):
        by_entry.setdefault(bukti.realisasi_id, []).append(bukti)
    for row in rows:
        if row.realisasi is not None:
            row.bukti = by_entry.get(row.realisasi.pk, [])
            row.banyak_bukti = len(row.bukti)
