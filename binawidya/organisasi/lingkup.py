"""What a user may reach on a date: person, posts, units led, direct subordinates and roles, read in one query."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection

from binawidya.organisasi.enums import Peran

# A person who is not in service keeps the account but reaches nothing, neither through a post nor through a role.
_QUERY = """
WITH saya AS (
  SELECT id, nama, gelar_depan, gelar_belakang FROM organisasi_pegawai WHERE user_id = %(user)s AND status = 'aktif'
),
berlaku AS NOT MATERIALIZED (
  SELECT p.id, p.pegawai_id, p.unit_kerja_id, p.memimpin, p.atasan_id, p.jenis, p.jabatan_id,
         CASE p.jenis WHEN 'plh' THEN 1 WHEN 'plt' THEN 2 ELSE 3 END AS urutan
  FROM organisasi_penempatan p
  WHERE p.tmt_mulai <= %(tanggal)s AND (p.tmt_selesai IS NULL OR p.tmt_selesai >= %(tanggal)s)
),
tempat AS (SELECT b.* FROM berlaku b JOIN saya ON saya.id = b.pegawai_id),
dipimpin AS (SELECT COALESCE(array_agg(unit_kerja_id), '{}') AS ids FROM tempat WHERE memimpin),
cabang AS (
  SELECT u.id, u.jalur FROM organisasi_unitkerja u, dipimpin
  WHERE cardinality(dipimpin.ids) > 0 AND u.jalur && dipimpin.ids
),
kepala AS (
  SELECT DISTINCT ON (b.unit_kerja_id) b.unit_kerja_id, b.pegawai_id
  FROM berlaku b JOIN cabang ON cabang.id = b.unit_kerja_id
  WHERE b.memimpin ORDER BY b.unit_kerja_id, b.urutan, b.id
),
atas AS (
  SELECT c.id AS unit_kerja_id, k.pegawai_id, a.tingkat
  FROM cabang c CROSS JOIN LATERAL unnest(c.jalur) WITH ORDINALITY AS a(id, tingkat)
  JOIN kepala k ON k.unit_kerja_id = a.id
),
pemimpin AS (  -- nearest head of each unit
  SELECT DISTINCT ON (unit_kerja_id) unit_kerja_id, pegawai_id FROM atas ORDER BY unit_kerja_id, tingkat DESC
),
pos_kepala AS (  -- posts that lead their unit, and plain posts of whoever leads it by another one
  SELECT b.id, b.pegawai_id, b.unit_kerja_id, cardinality(cabang.jalur) AS batas
  FROM berlaku b JOIN cabang ON cabang.id = b.unit_kerja_id WHERE b.memimpin AND b.atasan_id IS NULL
  UNION ALL
  SELECT b.id, b.pegawai_id, b.unit_kerja_id, NULL
  FROM pemimpin JOIN berlaku b ON b.pegawai_id = pemimpin.pegawai_id AND b.unit_kerja_id = pemimpin.unit_kerja_id
  WHERE NOT b.memimpin AND b.atasan_id IS NULL
),
di_atas_kepala AS (  -- nearest other head; of a post that leads a unit only heads above it, so no stand-in
  SELECT DISTINCT ON (k.id) k.unit_kerja_id, k.pegawai_id AS kepala_id, atas.pegawai_id
  FROM pos_kepala k JOIN atas ON atas.unit_kerja_id = k.unit_kerja_id AND atas.pegawai_id <> k.pegawai_id
    AND (k.batas IS NULL OR atas.tingkat < k.batas)
  ORDER BY k.id, atas.tingkat DESC
),
tugas AS (
  SELECT peran, unit_kerja_id FROM organisasi_penugasan
  WHERE user_id = %(user)s AND berlaku_mulai <= %(tanggal)s
    AND (berlaku_selesai IS NULL OR berlaku_selesai >= %(tanggal)s)
    AND NOT EXISTS (SELECT 1 FROM organisasi_pegawai WHERE user_id = %(user)s AND status <> 'aktif')
),
anggota AS (SELECT unit_kerja_id FROM pemimpin JOIN saya ON saya.id = pemimpin.pegawai_id),
bawahan AS (
  SELECT b.pegawai_id, b.unit_kerja_id FROM berlaku b
  JOIN anggota ON anggota.unit_kerja_id = b.unit_kerja_id
  WHERE b.atasan_id IS NULL AND NOT b.memimpin AND b.pegawai_id NOT IN (SELECT id FROM saya)
  UNION
  SELECT d.kepala_id, d.unit_kerja_id FROM di_atas_kepala d JOIN saya ON saya.id = d.pegawai_id
  UNION
  SELECT b.pegawai_id, b.unit_kerja_id FROM berlaku b JOIN saya ON saya.id = b.atasan_id
)
SELECT
  (SELECT jsonb_build_object('id', id, 'nama', nama, 'gelar_depan', gelar_depan, 'gelar_belakang', gelar_belakang)
   FROM saya),
  (SELECT j.nama FROM tempat JOIN organisasi_jabatan j ON j.id = tempat.jabatan_id ORDER BY urutan DESC LIMIT 1),
  (SELECT COALESCE(jsonb_agg(DISTINCT unit_kerja_id), '[]') FROM tempat),
  (SELECT COALESCE(jsonb_agg(DISTINCT unit_kerja_id), '[]') FROM tempat WHERE memimpin),
  (SELECT COALESCE(jsonb_agg(jsonb_build_array(pegawai_id, unit_kerja_id)), '[]') FROM bawahan),
  (SELECT COALESCE(jsonb_object_agg(peran, ids), '{}') FROM (
     SELECT peran, jsonb_agg(DISTINCT unit_kerja_id) AS ids FROM tugas GROUP BY peran) r),
  (SELECT COALESCE(jsonb_agg(DISTINCT t.peran), '[]')
   FROM tugas t JOIN organisasi_unitkerja u ON u.id = t.unit_kerja_id AND u.induk_id IS NULL),
  (SELECT COALESCE(jsonb_agg(DISTINCT u.jalur[1]), '[]')
   FROM tempat t JOIN organisasi_unitkerja u ON u.id = t.unit_kerja_id),
  (SELECT count(*) FROM (
     SELECT 1 FROM organisasi_pemberitahuan WHERE user_id = %(user)s AND read_at IS NULL LIMIT 100) b)
"""


@dataclass(frozen=True, slots=True)
class Lingkup:
    """The reach of one user on one date. Empty for a technical account without roles."""

    user_id: int
    tanggal: date
    pegawai_id: int | None = None
    nama: str = ""
    nama_lengkap: str = ""
    jabatan: str = ""
    unit: frozenset[int] = frozenset()
    memimpin: frozenset[int] = frozenset()
    bawahan_di: frozenset[tuple[int, int]] = frozenset()
    peran: Mapping[Peran, frozenset[int]] = field(default_factory=dict)
    # Roles held over a root unit: for what concerns the whole installation.
    peran_akar: frozenset[Peran] = frozenset()
    # The root units of the trees in which the user has a post: what everybody at work there may read hangs on them.
    kantor: frozenset[int] = frozenset()
    # What was told and not looked at yet, at most 100: read here because every page shows it.
    pemberitahuan: int = 0

    @property
    def bawahan(self) -> frozenset[int]:
        """Direct subordinates."""
        return frozenset(pegawai for pegawai, _unit in self.bawahan_di)

    @property
    def adalah_atasan(self) -> bool:
        return bool(self.bawahan_di)

    def has(self, *peran: Peran) -> bool:
        """Whether one of the roles is held anywhere."""
        return any(self.peran.get(one) for one in peran)

    def is_superior_of(self, pegawai_id: int, unit_kerja_id: int | None = None) -> bool:
        """Whether the user is the superior of a person, in the post at that unit if one is named."""
        if unit_kerja_id is None:
            return pegawai_id in self.bawahan
        return (pegawai_id, unit_kerja_id) in self.bawahan_di


def _ids(values: Any) -> frozenset[int]:
    return frozenset(int(value) for value in values)


def load_lingkup(user_id: int, tanggal: date) -> Lingkup:
    """Read the reach of a user on a date. One query, whatever the size of the office."""
    with connection.cursor() as cursor:
        cursor.execute(_QUERY, {"user": user_id, "tanggal": tanggal})
        values = [
            json.loads(value) if isinstance(value, str) and index != 1 else value
            for index, value in enumerate(cursor.fetchone())
        ]
    saya, jabatan, unit, memimpin, bawahan, peran, akar, kantor, kabar = values
    saya = saya or {"id": None, "nama": "", "gelar_depan": "", "gelar_belakang": ""}
    depan = f"{saya['gelar_depan']} " if saya["gelar_depan"] else ""
    belakang = f", {saya['gelar_belakang']}" if saya["gelar_belakang"] else ""
    return Lingkup(
        user_id=user_id,
        tanggal=tanggal,
        pegawai_id=saya["id"],
        nama=saya["nama"],
        nama_lengkap=f"{depan}{saya['nama']}{belakang}",
        jabatan=jabatan or "",
        unit=_ids(unit),
        memimpin=_ids(memimpin),
        bawahan_di=frozenset((int(pair[0]), int(pair[1])) for pair in bawahan),
        peran={Peran(name): _ids(ids) for name, ids in peran.items()},
        peran_akar=frozenset(Peran(name) for name in akar),
        kantor=_ids(kantor),
        pemberitahuan=int(kabar),
    )
