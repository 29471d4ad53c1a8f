"""What an import compares its rows with: units, posts, heads and people as they stand on its date. Sets, never rows."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.db import connection

from binawidya.organisasi.enums import HasilBaris, JenisPenempatan
from binawidya.organisasi.models import Impor, ImporBaris, Jabatan, PemetaanKolom, SusunanUnit, UnitKerja, User
from binawidya.organisasi.models.unit_kerja import UnitKerjaQuerySet
from binawidya.organisasi.policy import scope_paths
from binawidya.organisasi.selectors.susunan_unit import units_on
from binawidya.umum.dates import today

_KEADAAN = """
SELECT p.id, p.nip, l.tmt,
       p.nama, p.gelar_depan, p.gelar_belakang, p.jenis_pegawai, COALESCE(r.status, p.status), p.golongan, p.email,
       p.tempat_lahir, p.nik, p.telepon, COALESCE(p.tmt_golongan::text, ''), p.pendidikan, p.jurusan,
       COALESCE(p.tahun_lulus::text, ''),
       t.id, t.unit_kerja_id, t.jabatan_id, t.memimpin, a.nip, a.nama, t.tmt_mulai, t.tmt_selesai, t.dasar
FROM organisasi_pegawai p
LEFT JOIN organisasi_penempatan t ON t.pegawai_id = p.id AND t.jenis = 'definitif'
LEFT JOIN organisasi_pegawai a ON a.id = t.atasan_id
LEFT JOIN (  -- a status that will hold on the date, though not yet today
  SELECT DISTINCT ON (pegawai_id) pegawai_id, status FROM organisasi_perubahanstatus
  WHERE NOT diterapkan AND tmt <= %(tanggal)s ORDER BY pegawai_id, tmt DESC
) r ON r.pegawai_id = p.id
LEFT JOIN (
  SELECT pegawai_id, min(tmt) AS tmt FROM organisasi_perubahanstatus WHERE tmt > %(tanggal)s GROUP BY pegawai_id
) l ON l.pegawai_id = p.id
WHERE p.nip = ANY(%(nip)s)
ORDER BY p.id, t.tmt_mulai
"""
_KEPALA = """
SELECT t.unit_kerja_id, t.jenis, p.nip, p.nama, t.tmt_mulai, t.tmt_selesai
FROM organisasi_penempatan t
JOIN organisasi_unitkerja u ON u.id = t.unit_kerja_id
JOIN organisasi_pegawai p ON p.id = t.pegawai_id
WHERE t.memimpin AND u.id = ANY(%s)
ORDER BY t.unit_kerja_id, t.tmt_mulai, t.id
"""


@dataclass(frozen=True, slots=True)
class Pos:
    """A definitive post as the database has it."""

    pk: int
    unit_id: int
    jabatan_id: int
    memimpin: bool
    atasan_nip: str
    atasan_nama: str
    tmt_mulai: date
    tmt_selesai: date | None
    dasar: str

    @property
    def masa(self) -> tuple[date, date | None]:
        return self.tmt_mulai, self.tmt_selesai

    def holds_on(self, tanggal: date) -> bool:
        return self.tmt_mulai <= tanggal and (self.tmt_selesai is None or self.tmt_selesai >= tanggal)


@dataclass(slots=True)
class Keadaan:
    """A person as the database has them, with all definitive posts in order of time."""

    pk: int
    nip: str
    isi: dict[str, str]
    status_lagi: date | None = None  # when the status changes again, after the date that is asked for
    pos: list[Pos] = field(default_factory=list)

    def on(self, tanggal: date) -> Pos | None:
        """The definitive post on a date; constraints allow no more than one."""
        return next((pos for pos in self.pos if pos.holds_on(tanggal)), None)

    def sidik(self) -> str:
        """A fingerprint: what the preview saw. Applying compares it again under lock."""
        posts = [
            (pos.pk, pos.unit_id, pos.jabatan_id, pos.memimpin, pos.atasan_nip, *pos.masa, pos.dasar)
            for pos in self.pos
        ]
        return hashlib.sha256(repr((self.pk, *self.isi.values(), *posts)).encode()).hexdigest()[:24]

    def next_after(self, tanggal: date) -> Pos | None:
        """The first definitive post that begins after a date."""
        return next((pos for pos in self.pos if pos.tmt_mulai > tanggal), None)


# What an import may change of a person, each as text.
ISI: Final = (
    "nama", "gelar_depan", "gelar_belakang", "jenis_pegawai", "status", "golongan", "email", "tempat_lahir", "nik",
    "telepon", "tmt_golongan", "pendidikan", "jurusan", "tahun_lulus",
)  # fmt: skip


# Where the columns of a row of ``_KEADAAN`` are: the person from ``_ISI``, a post from ``_POS``.
_ISI: Final = 3
_POS: Final = _ISI + len(ISI)
LETAK_ISI: Final = {key: _ISI + index for index, key in enumerate(ISI)}
LETAK_POS: Final = {
    key: _POS + index
    for index, key in enumerate(
        ("pk", "unit", "jabatan", "memimpin", "atasan_nip", "atasan_nama", "mulai", "selesai", "dasar")
    )
}
# A person as the database has them: a row for each post in order of time, one without a post where there is none.
Tersimpan = list[tuple[Any, ...]]


def tersimpan_of(nips: Iterable[str], tanggal: date) -> dict[str, Tersimpan]:
    """People with these NIPs as they will be on a date, in one query; :func:`keadaan_from` reads what it gives."""
    found: dict[str, Tersimpan] = {}
    with connection.cursor() as cursor:
        cursor.execute(_KEADAAN, {"nip": list(nips), "tanggal": tanggal})
        for row in cursor.fetchall():
            found.setdefault(row[1], []).append(row)
    return found


def keadaan_from(rows: Tersimpan) -> Keadaan:
    """One person with all definitive posts."""
    first = rows[0]
    keadaan = Keadaan(first[0], first[1], dict(zip(ISI, first[_ISI:_POS], strict=True)), first[2])
    for row in rows:
        if row[_POS] is not None:
            pk, unit, jabatan, memimpin, nip, nama, mulai, selesai, dasar = row[_POS:]
            keadaan.pos.append(Pos(pk, unit, jabatan, memimpin, nip or "", nama or "", mulai, selesai, dasar))
    return keadaan


def keadaan_of(nips: Iterable[str], tanggal: date) -> dict[str, Keadaan]:
    """People with these NIPs as they will be on a date, and all their definitive posts, in one query."""
    return {nip: keadaan_from(rows) for nip, rows in tersimpan_of(nips, tanggal).items()}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it is on the date of the import; ``terbuka`` then or not, ``selesai`` its last day."""

    pk: int
    kode: str
    nama: str
    nama_pendek: str
    jalur: tuple[int, ...]
    terbuka: bool
    selesai: date | None


def units_all(tanggal: date) -> dict[int, Unit]:
    """All units by key as on a date, the closed ones included, because people came from there."""
    early, late = sorted((tanggal, today()))
    if SusunanUnit.objects.filter(berlaku_mulai__gt=early, berlaku_mulai__lte=late).exists():
        every = units_on(list(UnitKerja.objects.order_by("pk").values_list("pk", flat=True)), tanggal)
    else:
        # Nothing was arranged anew in between, so they are as they are today.
        every = list(UnitKerja.objects.order_by("pk"))
    return {
        unit.pk: Unit(
            unit.pk,
            unit.kode,
            unit.nama,
            unit.nama_pendek,
            tuple(unit.jalur),
            unit.berlaku_mulai <= tanggal and (unit.berlaku_selesai is None or unit.berlaku_selesai >= tanggal),
            unit.berlaku_selesai,
        )
        for unit in every
    }


def jabatan_all() -> list[tuple[int, str]]:
    """Key and name of every title."""
    return list(Jabatan.objects.order_by("pk").values_list("pk", "nama"))


@dataclass(frozen=True, slots=True)
class Pemimpin:
    """A post that leads a unit."""

    unit_id: int
    definitif: bool
    urutan: int
    nip: str
    nama: str
    tmt_mulai: date
    tmt_selesai: date | None


_URUTAN: Final = {JenisPenempatan.PLH: 1, JenisPenempatan.PLT: 2}


def pemimpin_of(unit_ids: Sequence[int]) -> dict[int, list[Pemimpin]]:
    """Every leading post these units ever had, by unit."""
    found: dict[int, list[Pemimpin]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_KEPALA, [list(unit_ids)])
        for unit_id, jenis, nip, nama, mulai, selesai in cursor.fetchall():
            urutan = _URUTAN.get(jenis, 3)
            found[unit_id].append(
                Pemimpin(unit_id, jenis == JenisPenempatan.DEFINITIF, urutan, nip, nama, mulai, selesai)
            )
    return found


def nama_of(nips: Iterable[str]) -> dict[str, str]:
    """Names of the people with these NIPs."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nip, nama FROM organisasi_pegawai WHERE nip = ANY(%s)", [list(nips)])
        return dict(cursor.fetchall())


def hasil_count(impor: Impor) -> dict[str, int]:
    """Rows by outcome."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hasil, count(*) FROM organisasi_imporbaris WHERE impor_id = %s GROUP BY 1", [impor.pk])
        counted: dict[str, Any] = dict(cursor.fetchall())
    return {member.value: int(counted.get(member.value, 0)) for member in HasilBaris}


def pemetaan_for(unit: UnitKerja, sidik: Iterable[str]) -> dict[str, PemetaanKolom]:
    """What was said of the columns of such sheets, by fingerprint; said for the unit itself or the nearest above."""
    rows = PemetaanKolom.objects.filter(sidik__in=sidik, unit_kerja__in=unit.jalur).order_by("unit_kerja__jalur__len")
    return {row.sidik: row for row in rows}


def refused_rows(impor: Impor) -> Iterable[ImporBaris]:
    """The refused rows in order of the sheet."""
    return impor.baris.filter(hasil=HasilBaris.DITOLAK).order_by("nomor").iterator(2_000)


def administered_units(user: User) -> UnitKerjaQuerySet:
    """The units whose rosters the user may upload: those named in the role, not all below them."""
    paths = scope_paths("impor.create", user.lingkup).paths
    return UnitKerja.objects.filter(pk__in=sorted(paths)).order_by("kode")
