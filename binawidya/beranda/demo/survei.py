"""Surveys of the demo office: four published quarters of the whole kecamatan, and one service that is open now."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any, Final
from uuid import UUID

from binawidya.beranda.demo.realisasi_data import IKM
from binawidya.beranda.demo.unit_kerja import KECAMATAN, PELAYANAN
from binawidya.organisasi.models import UnitKerja, User
from indikator.models import Indikator
from survei.enums import PALING_SEDIKIT, AsalJawaban, Demografi, JenisPeriode, ProgresRtl
from survei.models import Jawaban, Layanan, Saran, Survei, TindakLanjut
from survei.services.hasil import hasil_calculate
from survei.services.survei import survei_close, survei_create, survei_publish

PENGELOLA: Final = "Rina Marlina Sitorus"
LAYANAN: Final = (
    ("Surat keterangan tidak mampu", "Certificate of indigence", 1_640),
    ("Rekomendasi izin keramaian", "Event permit recommendation", 210),
    ("Legalisasi surat", "Legalisation of documents", 2_300),
)
# How the elements stand to each other: what people here are content with, and what they are not.
BEDA: Final = ("0.000", "-0.035", "-0.144", "0.426", "0.009", "0.022", "0.067", "-0.164", "-0.183")
# The service that is open now, before its counter was trained: slower and less friendly.
BEDA_LALU: Final = ("0.010", "-0.035", "-0.284", "0.426", "0.009", "-0.058", "-0.103", "-0.154", "-0.163")
RESPONDEN: Final = 312
TERBUKA: Final = 146
SEBELUM: Final = 128
SARAN: Final = (
    "Kursi tunggu kurang kalau hari Senin.", "Petugas ramah, terima kasih.", "Tolong nomor antrean bisa dari rumah.",
    "Pengaduan saya bulan lalu belum dijawab.", "Cepat, tidak sampai 15 menit.", "Toilet perlu diperbaiki.",
    "Syaratnya jelas di papan.", "Jalur kursi roda terhalang motor.", "Lebih cepat dari tahun lalu.",
    "Parkir sempit.", "Mohon buka sampai sore hari Jumat.", "Pelayanan baik sekali.",
)  # fmt: skip
KELOMPOK: Final[Mapping[str, Mapping[str, int]]] = {
    "jenis_kelamin": {"L": 45, "P": 55},
    "umur": {"20": 6, "30": 28, "40": 31, "50": 21, "60": 11, "61": 3},
    "pendidikan": {"sd": 5, "smp": 8, "sma": 47, "d3": 13, "s1": 24, "s2": 3},
    "pekerjaan": {"pns": 8, "polri": 1, "swasta": 34, "wirausaha": 29, "lain": 28},
}
TINDAKAN: Final = (
    ("pengaduan", "Petugas pengaduan di loket 3, jawaban paling lama 5 hari kerja", "Kasi Pelayanan", 100),
    ("sarana", "Kursi tunggu dan jalur kursi roda di tiga kelurahan", "Kasubbag Umum", ProgresRtl.SETENGAH),
    ("waktu", "Nomor antrean dari rumah", "Kasi Pelayanan", ProgresRtl.SEPEREMPAT),
)


def _column(total: int, banyak: int, rng: Random) -> list[int]:
    """Answers of one element that add up to ``total``, spread as people's answers are."""
    total = min(max(total, banyak), 4 * banyak)
    base, more = divmod(total, banyak)
    found = [base + 1] * more + [base] * (banyak - more)
    rng.shuffle(found)
    for _pair in range(banyak // 4):
        up, down = rng.randrange(banyak), rng.randrange(banyak)
        if up != down and found[up] < 4 and found[down] > 1:
            found[up] += 1
            found[down] -= 1
    return found


def _answers(survei: Survei, nilai: Decimal, banyak: int, rng: Random, *, beda: Sequence[str] = BEDA) -> list[Jawaban]:
    """Responses whose IKM is ``nilai``."""
    everything = round(nilai * 9 * banyak / 25)
    sums = [round((nilai / 25 + Decimal(one)) * banyak) for one in beda]
    place = 0
    while sum(sums) != everything:
        step = 1 if sum(sums) < everything else -1
        if banyak <= sums[place] + step <= 4 * banyak:
            sums[place] += step
        place = (place + 1) % len(sums)
    columns = [_column(total, banyak, rng) for total in sums]
    rows = []
    for number in range(banyak):
        groups = {name: rng.choices([*shares], [*shares.values()])[0] for name, shares in KELOMPOK.items()}
        rows.append(
            Jawaban(
                id=UUID(int=rng.getrandbits(128), version=4), survei=survei,
                asal=rng.choices([AsalJawaban.DARING, AsalJawaban.KIOS, AsalJawaban.KERTAS], [6, 3, 1])[0],
                nilai=[column[number] for column in columns], **groups,
            )
        )  # fmt: skip
    return Jawaban.objects.bulk_create(rows, batch_size=2_000)


def _texts(survei: Survei, rng: Random) -> None:
    Saran.objects.bulk_create(
        Saran(id=UUID(int=rng.getrandbits(128), version=4), survei=survei, isi=text) for text in SARAN
    )


def survei_create_all(
    today: date, units: Mapping[str, UnitKerja], users: Mapping[str, User], indikator: Indikator
) -> list[Survei]:
    """Published quarters before the one of today, and an open survey of it."""
    rng = Random("survei")  # noqa: S311  # invented answers, no secret
    oleh = users[PENGELOLA]
    services = Layanan.objects.bulk_create(
        Layanan(unit_kerja=units[PELAYANAN], nama=nama, nama_en=english, populasi=populasi)
        for nama, english, populasi in LAYANAN
    )
    quarter = (today.month - 1) // 3
    made = []
    for back, nilai in enumerate(reversed(IKM[-4:]), start=1):
        year, number = divmod(today.year * 4 + quarter - back, 4)
        start = date(year, number * 3 + 1, 1)
        end = date(year + (number == 3), (number * 3 + 3) % 12 + 1, 1) - timedelta(days=1)
        banyak = RESPONDEN if back == 1 else RESPONDEN - 30 * back
        made.append(
            _published(oleh, units[KECAMATAN], (start, end, number + 1), Decimal(nilai), banyak, rng, indikator)
        )
    start = date(today.year, quarter * 3 + 1, 1)
    made.append(_before(oleh, services[0], start))
    open_now = _draft(oleh, units[PELAYANAN], (start, today + timedelta(days=30), quarter + 1), layanan=services[0])
    # The office may be loaded as of another day than the one on which it is loaded.
    Survei.objects.filter(pk=open_now.pk).update(status="dibuka")
    open_now.tutup = today
    _answers(open_now, Decimal("86.90"), TERBUKA, rng)
    _texts(open_now, rng)
    hasil_calculate(open_now.pk)
    return [*made, open_now]


def _before(oleh: User, layanan: Layanan, start: date) -> Survei:
    """The service in the quarter before: closed ten days early, because its counter was trained then."""
    first = date(start.year - (start.month == 1), (start.month - 4) % 12 + 1, 1)
    masa = (first, start - timedelta(days=11), (first.month + 2) // 3)
    survei = _draft(oleh, layanan.unit_kerja, masa, layanan=layanan)
    Survei.objects.filter(pk=survei.pk).update(status="dibuka")
    _answers(survei, Decimal("83.40"), SEBELUM, Random("sebelum"), beda=BEDA_LALU)  # noqa: S311  # invented answers
    survei = survei_close(actor=oleh, survei=survei)
    hasil_calculate(survei.pk)
    return survei


def _draft(oleh: User, unit: UnitKerja, masa: tuple[date, date, int], **values: Any) -> Survei:
    start, end, number = masa
    asked = [one.value for one in Demografi if one != Demografi.JAM]
    return survei_create(
        actor=oleh, unit_kerja=unit, tahun=start.year, jenis_periode=JenisPeriode.TRIWULAN, ke=number,
        buka=start, tutup=end, demografi=asked, **values,
    )  # fmt: skip


def _published(
    oleh: User, unit: UnitKerja, masa: tuple[date, date, int], nilai: Decimal, banyak: int, rng: Random,
    indikator: Indikator,
) -> Survei:  # fmt: skip
    """A quarter that is over, with its follow-up."""
    survei = _draft(oleh, unit, masa, populasi=sum(row[2] for row in LAYANAN), indikator=indikator)
    Survei.objects.filter(pk=survei.pk).update(status="dibuka")
    _answers(survei, nilai, max(banyak, PALING_SEDIKIT), rng)
    _texts(survei, rng)
    survei = survei_close(actor=oleh, survei=survei)
    hasil_calculate(survei.pk)
    survei_publish(actor=oleh, survei=survei)
    elements = {one.slug: one for one in survei.unsur.all()}
    TindakLanjut.objects.bulk_create(
        TindakLanjut(
            survei=survei, unsur=elements[slug], tindakan=tindakan, pelaksana=siapa, progres=progres,
            tenggat=masa[1] + timedelta(days=60),
        )
        for slug, tindakan, siapa, progres in TINDAKAN
    )  # fmt: skip
    return survei
