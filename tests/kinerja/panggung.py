"""A stage for scores: whatever was done on it, it knows by pure arithmetic what every figure has to be."""

import contextlib
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, Periode, UnitKerja, User
from binawidya.organisasi.services.periode import periode_close, periode_open
from binawidya.umum import outbox
from binawidya.umum.models import OutboxTask
from indikator.enums import Agregasi, StatusCapaian, StatusTarget, SumberData
from indikator.models import Capaian, Indikator, KebijakanSkor, Pengisian, Realisasi, SkalaKelas, TargetIndikator
from indikator.scoring import Bulanan, Hasil, hitung_capaian, nilai_tertimbang, tentukan_kelas
from indikator.services.isian import Isian
from indikator.services.realisasi import realisasi_record, realisasi_submit
from indikator.services.verifikasi import realisasi_approve
from kinerja import tasks
from kinerja.models import SkorPegawai, SkorUnit

BULAN = 4
TAHUN = 2026


def work() -> int:
    """Let everything that is due be done in any order, as workers would; returns how much it was."""
    assert tasks.calculate.name in settings.OUTBOX_ROUTES.values()
    due = [*OutboxTask.objects.open().order_by("pk")]
    random.Random(len(due)).shuffle(due)
    assert all(outbox.run(row.pk) for row in due), [row.last_error for row in OutboxTask.objects.exclude(last_error="")]
    return len(due)


class Fakta:
    """The entries and the states of the months, as they are now."""

    def __init__(self) -> None:
        self.status = dict(Periode.objects.values_list("pk", "status"))
        self._entries = {(row.target_id, row.periode_id): row for row in Realisasi.objects.all()}

    def entry(self, target: TargetIndikator, periode: Periode) -> Realisasi | None:
        return self._entries.get((target.pk, periode.pk))


@dataclass
class Panggung:
    """A unit, three people, targets of every kind of sum, four months that nobody has opened yet."""

    periode: list[Periode]
    kebijakan: KebijakanSkor
    target: list[TargetIndikator]
    user: dict[int, User]
    atasan: User

    @property
    def diisi(self) -> list[TargetIndikator]:
        return [target for target in self.target if target.sumber == SumberData.ISIAN]

    def enter(self, target: TargetIndikator, bulan: int, angka: int) -> Realisasi:
        """Save and submit, as the person who enters it."""
        user, periode = self.user[target.pengisi_id or 0], self.periode[bulan]
        nilai = {"nilai": Decimal(angka)}
        if target.indikator.adalah_rasio:
            nilai = {"pembilang": Decimal(min(angka, 50)), "penyebut": Decimal(50)}
        seen = Realisasi.objects.filter(target=target, periode=periode).first()
        entry = realisasi_record(
            actor=user, target=target, periode=periode, isian=Isian(**nilai), versi=seen.versi if seen else None
        )
        realisasi_submit(actor=user, periode=periode, target_ids=[target.pk])
        entry.refresh_from_db()
        return entry

    def report(self, target: TargetIndikator, bulan: int, angka: int) -> Realisasi:
        """Enter and have it approved."""
        entry = self.enter(target, bulan, angka)
        return realisasi_approve(actor=self.atasan, realisasi=entry, versi=entry.versi)

    def open(self, *bulan: int) -> None:
        for n in bulan:
            periode_open(actor=self.atasan, periode=self.periode[n])

    def close(self, *bulan: int) -> None:
        for n in bulan:
            periode_close(actor=self.atasan, periode=self.periode[n])

    # --- what the pure arithmetic says ---------------------------------------------------------------------------
    def _bulanan(self, target: TargetIndikator, sampai: int, facts: "Fakta") -> list[Bulanan]:
        rows = [(periode, facts.entry(target, periode)) for periode in self.periode[: sampai + 1]]
        return [
            Bulanan(
                target=target.target_bulan(periode.bulan),
                nilai=entry.nilai if entry else None,
                pembilang=entry.pembilang if entry else None,
                penyebut=entry.penyebut if entry else None,
                dilaporkan=entry is not None,
                ditutup=facts.status[periode.pk] == StatusPeriode.DITUTUP,
            )
            for periode, entry in ((one, row if row and row.status == "disetujui" else None) for one, row in rows)
        ]

    def capaian(self, target: TargetIndikator, sampai: int, facts: "Fakta | None" = None) -> Hasil:
        """What a target has reached from January to a month (0 is January)."""
        facts = facts or Fakta()
        parts = [one for one in self.target if one.induk_id == target.pk]
        turunan = [bulan for one in parts for bulan in self._bulanan(one, sampai, facts)] if parts else None
        return hitung_capaian(
            polarisasi=target.indikator.polarisasi,
            agregasi=target.indikator.agregasi,
            bulanan=self._bulanan(target, sampai, facts),
            turunan=turunan,
            tidak_dilaporkan=self.kebijakan.tidak_dilaporkan,
        )

    def _skor(self, found: list[tuple[Hasil, Decimal]]) -> tuple[Any, ...]:
        """What a row of the owner of these targets holds."""
        parts = [(hasil.capaian, bobot) for hasil, bobot in found if hasil.capaian is not None]
        nilai, bobot = nilai_tertimbang(parts)
        kelas = None if nilai is None else tentukan_kelas(nilai, self.kebijakan.daftar_kelas())
        counted = sum(1 for _nilai, weight in parts if weight > 0) if bobot else 0
        complete = all(hasil.status != StatusCapaian.BELUM_DIKETAHUI for hasil, _bobot in found)
        return nilai, bobot, counted, len(found), complete, kelas.nama if kelas else ""

    def seharusnya(self, sampai: int, facts: "Fakta | None" = None) -> dict[Any, Any]:
        """Every figure of a month by its owner."""
        facts, month = facts or Fakta(), self.periode[sampai]
        results = {target.pk: self.capaian(target, sampai, facts) for target in self.target}
        expected: dict[Any, Any] = {
            ("capaian", pk): (
                hasil.status,
                hasil.realisasi,
                hasil.capaian_mentah,
                hasil.capaian,
                hasil.bulan_bertarget,
                hasil.bulan_dilaporkan,
            )
            for pk, hasil in results.items()
        }
        for owner in {target.pegawai_id for target in self.target}:
            own = [(results[one.pk], one.bobot) for one in self.target if one.pegawai_id == owner]
            expected["skor", owner] = self._skor(own)
        for pengisi in {target.pengisi_id for target in self.diisi}:
            due = [one for one in self.diisi if one.pengisi_id == pengisi and one.target_bulan(month.bulan) is not None]
            states = [entry.status for one in due if (entry := facts.entry(one, month))]
            approved = states.count("disetujui")
            if due:
                expected["pengisian", pengisi] = (len(due), states.count("diajukan") + approved, approved)
        return expected

    def tersimpan(self, sampai: int) -> dict[Any, Any]:
        """The same from the database."""
        periode = self.periode[sampai]
        found: dict[Any, Any] = {}
        for model, owner in ((SkorPegawai, "pegawai_id"), (SkorUnit, "")):
            for row in model.objects.filter(periode=periode):
                values = (row.nilai, row.bobot_terukur, row.jumlah_terukur, row.jumlah_target, row.lengkap, row.kelas)
                found["skor", getattr(row, owner) if owner else None] = values
        for cap in Capaian.objects.filter(periode=periode):
            found["capaian", cap.target_id] = (
                cap.status, cap.realisasi, cap.capaian_mentah, cap.capaian, cap.bulan_bertarget, cap.bulan_dilaporkan
            )  # fmt: skip
        for isi in Pengisian.objects.filter(periode=periode):
            found["pengisian", isi.pegawai_id] = (isi.wajib, isi.masuk, isi.disetujui)
        return found


def _person(n: int, unit: UnitKerja, jabatan: Jabatan) -> Pegawai:
    nip = f"19900101201501100{n}"
    user = User.objects.create_user(nip)
    pegawai = Pegawai.objects.create(
        user=user, nip=nip, nama=f"Orang {n}", jenis_kelamin="L", tanggal_lahir=date(1990, 1, 1)
    )
    Penempatan.objects.create(pegawai=pegawai, unit_kerja=unit, jabatan=jabatan, tmt_mulai=date(2020, 1, 1))
    return pegawai


def bangun_panggung() -> Panggung:
    """The stage as rows."""
    saat = datetime(TAHUN, 12, 31, tzinfo=UTC)
    unit = UnitKerja.objects.create(kode="1", nama="Kantor", berlaku_mulai=date(2020, 1, 1))
    jabatan = Jabatan.objects.create(nama="Staf")
    people = [_person(n, unit, jabatan) for n in range(3)]
    kebijakan = KebijakanSkor.objects.create(tahun=TAHUN)
    scale = [("Sangat tinggi", "k5", 90), ("Sedang", "k3", 65), ("Sangat rendah", "k1", None)]
    SkalaKelas.objects.bulk_create(
        SkalaKelas(kebijakan=kebijakan, urutan=urutan, nama=nama, slot=slot, batas=batas)
        for urutan, (nama, slot, batas) in enumerate(scale, 1)
    )
    periode = [
        Periode.objects.create(tahun=TAHUN, bulan=n, batas_pengisian=saat, batas_verifikasi=saat)
        for n in range(1, BULAN + 1)
    ]

    def target(
        agregasi: str, owner: int | None, bobot: int, induk: TargetIndikator | None = None, **fields: Any
    ) -> Any:
        indikator = induk.indikator if induk else Indikator.objects.create(
            kode=f"I{TargetIndikator.objects.count()}", nama="x", unit_kerja=unit, satuan="x", agregasi=agregasi,
            label_pembilang="a", label_penyebut="b",
        )  # fmt: skip
        pegawai = None if owner is None else people[owner]
        return TargetIndikator.objects.create(
            indikator=indikator, tahun=TAHUN, unit_kerja=unit, pegawai=pegawai, induk=induk, target=80, bobot=bobot,
            cascading="dibagi" if induk else "",
            bulanan=fields.pop("bulanan", [Decimal(20)] * 12), status=StatusTarget.DISETUJUI,
            **({"pengisi": pegawai or people[2]} | fields),
        )  # fmt: skip

    turunan = {"sumber": SumberData.TURUNAN, "pengisi": None}
    sum_of_two = target(Agregasi.JUMLAH, None, 60, **turunan)
    ratio_of_two = target(Agregasi.RASIO, None, 30, **turunan)
    made = [
        sum_of_two, ratio_of_two, target(Agregasi.RATA_RATA, None, 10),
        target("", 0, 50, sum_of_two), target("", 1, 70, sum_of_two),
        target("", 0, 30, ratio_of_two), target("", 1, 0, ratio_of_two),
        target(Agregasi.POSISI_AKHIR, 0, 20), target(Agregasi.TERENDAH, 1, 30),
        target(Agregasi.JUMLAH, 2, 100, bulanan=[None, Decimal(10), None, Decimal(30)] + [None] * 8),
    ]  # fmt: skip
    return Panggung(
        periode=periode,
        kebijakan=kebijakan,
        target=made,
        user={one.pk: one.user for one in people if one.user},
        atasan=User.objects.create_user("atasan"),
    )


@contextlib.contextmanager
def panggung_bersama(siapkan: Callable[[Panggung], None]) -> Iterator[Panggung]:
    """One stage for all tests of a module, in a transaction that ends with it; each test takes a copy of the objects
    and has its own writes rolled back.

    :param siapkan: what has happened on it before the first test.
    """
    atom = transaction.atomic()
    atom._from_testcase = True  # type: ignore[attr-defined]
    with atom:
        panggung = bangun_panggung()
        siapkan(panggung)
        yield panggung
        transaction.set_rollback(True)
