"""People with several posts: the engine equals the pure arithmetic over random transfers, weights and roundings."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pgtrigger
import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from binawidya.organisasi.enums import JenisPenempatan
from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan, Periode, UnitKerja, User
from indikator.enums import Pembulatan, StatusRealisasi, StatusTarget
from indikator.models import Indikator, KebijakanSkor, Realisasi, SkalaKelas, TargetIndikator
from indikator.models.bulan_tertutup_sql import BULAN_LAMA
from indikator.scoring import FAKTOR_MUTU, PLACES, Bagian, Bulanan, hitung_capaian, nilai_menurut_jabatan
from indikator.services.lingkup_sql import NOMOR_UNIT
from kinerja.models import SkorBerkala, SkorPegawai
from kinerja.selectors.laporan_pegawai import laporan_pegawai
from kinerja.services.skor import skor_calculate, skor_calculate_periode
from kinerja.services.skor_rentang import skor_rentang_calculate

SAAT = datetime(2024, 12, 1, tzinfo=UTC)
TAHUN, BULAN = 2024, 5  # a leap year: 29 February is the day on which a post of February must hold
MUTU = [("", ""), *FAKTOR_MUTU]
FAKTOR = [*FAKTOR_MUTU]


@dataclass(frozen=True)
class Janji:
    unit: int
    bobot: Decimal
    mutu: tuple[str, str]
    realisasi: tuple[int | None, ...]


@dataclass(frozen=True)
class Pos:
    unit: int
    mulai: date
    selesai: date | None

    def masa(self, akhir: date) -> bool:
        return self.mulai <= akhir and (self.selesai is None or self.selesai >= akhir)


hari = st.dates(date(TAHUN, 1, 1), date(TAHUN, BULAN, 31)) | st.sampled_from([date(TAHUN, 2, 28), date(TAHUN, 2, 29)])
pos = st.tuples(st.integers(0, 2), hari, st.none() | st.integers(0, 90)).map(
    lambda p: Pos(p[0], p[1], None if p[2] is None else date.fromordinal(p[1].toordinal() + p[2]))
)
janji = st.builds(
    Janji,
    st.integers(0, 2),
    st.sampled_from([Decimal(0), Decimal(1), Decimal(30), Decimal("33.33"), Decimal("66.666667"), Decimal(100)]),
    st.sampled_from(MUTU),
    st.lists(st.none() | st.integers(0, 30), min_size=BULAN, max_size=BULAN).map(tuple),
)


class Kantor:
    def __init__(self) -> None:
        self.unit = [
            UnitKerja.objects.create(kode=f"J{n}", nama=f"Unit {n}", berlaku_mulai=date(2020, 1, 1)) for n in range(3)
        ]
        self.jabatan = Jabatan.objects.create(nama="Staf")
        self.pengisi, self.penyetuju = User.objects.create_user("pengisi"), User.objects.create_user("penyetuju")
        self.pegawai = Pegawai.objects.create(
            nip="199001012015011001", nama="Pindah", jenis_kelamin="L", tanggal_lahir=date(1990, 1, 1)
        )
        self.periode = [
            Periode.objects.create(
                tahun=TAHUN, bulan=n, batas_pengisian=SAAT, batas_verifikasi=SAAT, status="ditutup", ditutup_at=SAAT
            )
            for n in range(1, BULAN + 1)
        ]
        self.kebijakan = KebijakanSkor.objects.create(tahun=TAHUN)
        SkalaKelas.objects.create(kebijakan=self.kebijakan, urutan=1, nama="Semua", slot="k3")

    def tanam(self, plans: list[Janji], posts: list[Pos]) -> list[TargetIndikator]:
        # Substitutes may overlap anything; definitive posts may not.
        Penempatan.objects.bulk_create(
            Penempatan(
                pegawai=self.pegawai, unit_kerja=self.unit[one.unit], jabatan=self.jabatan, jenis=JenisPenempatan.PLT,
                tmt_mulai=one.mulai, tmt_selesai=one.selesai,
            )
            for one in posts
        )  # fmt: skip
        made = []
        for n, one in enumerate(plans):
            indikator = Indikator.objects.create(
                kode=f"I{n}", nama="x", unit_kerja=self.unit[0], satuan="x", validitas=one.mutu[0], kendali=one.mutu[1]
            )
            target = TargetIndikator.objects.create(
                indikator=indikator, tahun=TAHUN, unit_kerja=self.unit[one.unit], pegawai=self.pegawai,
                pengisi=self.pegawai, target=10, bulanan=[Decimal(7)] * 12, bobot=one.bobot,
                status=StatusTarget.DISETUJUI,
            )  # fmt: skip
            entries = [
                Realisasi(
                    target=target, periode=periode, nilai=Decimal(nilai), status=StatusRealisasi.DISETUJUI,
                    diisi_oleh=self.pengisi, diajukan_at=SAAT, diverifikasi_oleh=self.penyetuju, diverifikasi_at=SAAT,
                )
                for periode, nilai in zip(self.periode, one.realisasi, strict=True)
                if nilai is not None
            ]  # fmt: skip
            with pgtrigger.ignore(*BULAN_LAMA):  # the months are closed from the beginning
                Realisasi.objects.bulk_create(entries)
            made.append(target)
        return made

    def seharusnya(self, plans: list[Janji], posts: list[Pos], awal: int) -> tuple[Decimal | None, Decimal]:
        rules = self.kebijakan
        tidak_di = rules.dibulatkan == Pembulatan.TAMPILAN
        desimal = rules.desimal if rules.dibulatkan == Pembulatan.CAPAIAN else PLACES
        ends = [date(TAHUN, n, monthrange(TAHUN, n)[1]) for n in range(awal, BULAN + 1)]
        parts = []
        for one in plans:
            months = [
                Bulanan(
                    target=Decimal(7),
                    nilai=None if nilai is None else Decimal(nilai),
                    dilaporkan=nilai is not None,
                    ditutup=True,
                )
                for nilai in one.realisasi[awal - 1 :]
            ]
            hasil = hitung_capaian(
                polarisasi="maksimum", agregasi="jumlah", bulanan=months, desimal=desimal,
                tidak_dilaporkan=rules.tidak_dilaporkan,
            )  # fmt: skip
            faktor = FAKTOR_MUTU.get(one.mutu, Decimal(1)) if rules.bobot_mutu else Decimal(1)
            held = sum(any(p.unit == one.unit and p.masa(end) for p in posts) for end in ends)
            parts.append(Bagian(hasil.capaian, one.bobot * faktor, one.unit, held))
        return nilai_menurut_jabatan(parts, PLACES if tidak_di else rules.desimal)


def compare(kantor: Kantor, plans: list[Janji], posts: list[Pos], rules: dict[str, Any]) -> None:
    KebijakanSkor.objects.filter(pk=kantor.kebijakan.pk).update(**rules)
    kantor.kebijakan.refresh_from_db()
    targets = kantor.tanam(plans, posts)
    last = kantor.periode[-1]
    skor_calculate_periode(periode_id=last.pk)
    row = SkorPegawai.objects.get(periode=last)
    nilai, bobot = kantor.seharusnya(plans, posts, 1)
    assert (row.nilai, row.bobot_terukur) == (nilai, bobot if nilai is not None else 0), (plans, posts, rules)
    for rentang, awal in (("bulan", BULAN), ("triwulan", 4), ("semester", 1)):
        part = SkorBerkala.objects.get(rentang=rentang, periode=last, pegawai=kantor.pegawai)
        assert part.nilai == kantor.seharusnya(plans, posts, awal)[0], (rentang, plans, posts, rules)
        points = [row.poin for row in skor_rentang_calculate(part) if row.poin is not None]
        if part.nilai is None:
            assert not any(points)
        else:
            # As near as the digits that the rules keep.
            near = Decimal("0.00001") if kantor.kebijakan.dibulatkan == Pembulatan.TAMPILAN else Decimal(1)
            assert abs(sum(points) - part.nilai) <= near, "what the page opens adds up to the score"
    # One change leads to the same figures, and whoever computes again finds nothing to write.
    Periode.objects.filter(pk=last.pk).update(status="dibuka")
    skor_calculate(target_ids=[targets[0].pk], periode_id=last.pk)
    Periode.objects.filter(pk=last.pk).update(status="ditutup")
    skor_calculate_periode(periode_id=last.pk)
    assert SkorPegawai.objects.get(periode=last).nilai == nilai
    assert skor_calculate_periode(periode_id=last.pk, bagian=(0, 256)) == 0
    # A part that holds one of the posts takes what the person carries elsewhere with it.
    for nomor in {unit.pk % NOMOR_UNIT for unit in kantor.unit}:
        assert skor_calculate_periode(periode_id=last.pk, bagian=(nomor, nomor + 1)) == 0


aturan = st.fixed_dictionaries(
    {
        "tidak_dilaporkan": st.sampled_from(["nol", "abaikan"]),
        "dibulatkan": st.sampled_from([*Pembulatan]),
        "desimal": st.integers(0, 4),
        "bobot_mutu": st.booleans(),
    }
)


@pytest.mark.django_db
def test_scores_of_people_who_moved_equal_the_oracle() -> None:
    kantor = Kantor()

    @settings(max_examples=25, deadline=None, database=None, derandomize=True, phases=[Phase.generate, Phase.shrink])
    @given(st.lists(janji, min_size=1, max_size=5), st.lists(pos, max_size=4), aturan)
    def holds(plans: list[Janji], posts: list[Pos], rules: dict[str, Any]) -> None:
        with transaction.atomic():
            compare(kantor, plans, posts, rules)
            transaction.set_rollback(True)

    holds()


@pytest.mark.django_db
def test_two_months_here_and_three_there_weigh_two_to_three_whatever_the_plans_add_up_to() -> None:
    kantor = Kantor()
    penuh, kosong = (7,) * BULAN, (0,) * BULAN
    plans = [Janji(0, Decimal(100), ("", ""), penuh), Janji(1, Decimal(40), ("", ""), kosong)]
    posts = [Pos(0, date(2020, 1, 1), date(TAHUN, 2, 29)), Pos(1, date(TAHUN, 3, 1), None)]
    compare(kantor, plans, posts, {})
    assert SkorPegawai.objects.get(periode=kantor.periode[-1]).nilai == 40


@pytest.mark.django_db
@pytest.mark.parametrize("mutu", [False, True])
def test_points_on_paper_add_up_to_the_score_of_whoever_held_two_posts(*, mutu: bool) -> None:
    kantor = Kantor()
    plans = [
        Janji(0, Decimal(60), FAKTOR[0], (7,) * BULAN), Janji(0, Decimal(20), FAKTOR[1], (3,) * BULAN),
        Janji(1, Decimal(40), FAKTOR[1], (5,) * BULAN),
    ]  # fmt: skip
    posts = [Pos(0, date(2020, 1, 1), date(TAHUN, 2, 29)), Pos(1, date(TAHUN, 3, 1), None)]
    compare(kantor, plans, posts, {"bobot_mutu": mutu, "dibulatkan": Pembulatan.TAMPILAN})
    laporan = laporan_pegawai(pegawai=kantor.pegawai, periode=kantor.periode[-1])
    assert laporan.berbagian
    assert laporan.skor is not None
    total = sum(row.poin for row in laporan.target if row.poin is not None)
    assert laporan.skor.nilai is not None
    assert abs(total - laporan.skor.nilai) < Decimal("0.000001")
    # Control: bobot in hundredths, as one post would have it, says something else.
    assert sum((row.nilai or 0) * row.target.bobot / 100 for row in laporan.target) != total
