"""The statements that look for what stands in the way of taking an import back.

All take ``impor``, the key of the import.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.db import models

from binawidya.organisasi.models import Jabatan, Pegawai, Penempatan
from binawidya.organisasi.selectors.impor import ISI

_NILAI: Final = {
    "tmt_golongan": "NULLIF(b.tmt_golongan, '')::date",
    "tahun_lulus": "NULLIF(b.tahun_lulus, '')::smallint",
    # A status may wait for its day; its changes are records of their own.
    "status": "p.status",
}
_ROWS: Final = "organisasi_imporbaris b"
_MINE: Final = "b.impor_id = %(impor)s AND b.hasil IN ('baru', 'berubah')"
_BUATAN: Final = "(SELECT unnest({kolom}) FROM organisasi_imporbuatan WHERE impor_id = %(impor)s)"


def buatan(kolom: str) -> str:
    """The keys of the rows that the import made in a table."""
    return _BUATAN.format(kolom=kolom)


def pembalik(tabel: str) -> str:
    """The keys of the rows that the import changed in a table."""
    return f"(SELECT objek FROM organisasi_imporpembalik WHERE impor_id = %(impor)s AND tabel = '{tabel}')"


# Somebody whose data are no longer as the import left them.
_PEOPLE: Final = f"""
SELECT 'berubah', b.nama FROM {_ROWS} LEFT JOIN organisasi_pegawai p ON p.nip = b.nip
WHERE {_MINE} AND (
  p.id IS NULL OR ({", ".join(f"p.{key}" for key in ISI)}) IS DISTINCT FROM
                  ({", ".join(_NILAI.get(key, f"b.{key}") for key in ISI)})
)
"""
# Posts that the import made or put right, and that are no longer as it left them.
_POSTS: Final = f"""
SELECT 'berubah', b.nama
FROM {_ROWS}
JOIN organisasi_pegawai p ON p.nip = b.nip
LEFT JOIN organisasi_penempatan t ON t.pegawai_id = p.id
  AND (t.id = b.pos AND b.cara = 'koreksi' OR b.cara <> 'koreksi' AND t.id IN {buatan("penempatan")})
LEFT JOIN organisasi_jabatan j ON j.id = t.jabatan_id
LEFT JOIN organisasi_pegawai a ON a.id = t.atasan_id
WHERE {_MINE} AND b.cara IN ('baru', 'ganti', 'koreksi') AND (
  t.id IS NULL
  OR (t.unit_kerja_id, t.memimpin, t.tmt_selesai, t.dasar, t.jenis, j.nama, COALESCE(a.nip, ''))
     IS DISTINCT FROM (b.unit, b.memimpin, b.selesai, b.dasar, 'definitif', b.jabatan, b.atasan)
  OR (b.cara <> 'koreksi' AND t.tmt_mulai <> b.mulai)
)
"""
# Posts that the import ended.
_ENDED: Final = f"""
SELECT 'berubah', b.nama FROM {_ROWS} LEFT JOIN organisasi_penempatan t ON t.id = b.pos
WHERE {_MINE} AND b.cara IN ('ganti', 'akhir')
  AND (t.id IS NULL OR t.tmt_selesai IS DISTINCT FROM CASE b.cara WHEN 'akhir' THEN b.selesai ELSE b.mulai - 1 END)
"""
# Other definitive posts in the place of one that would come back: of the same person, or at the head of its unit.
_TAKEN: Final = f"""
SELECT 'ditempati', p.nama
FROM organisasi_imporpembalik r
JOIN organisasi_penempatan t ON t.id = r.objek AND t.jenis = 'definitif'
JOIN organisasi_penempatan o ON o.jenis = 'definitif' AND o.id <> t.id
  AND (o.pegawai_id = t.pegawai_id
       OR o.memimpin AND (r.sebelum ->> 'memimpin')::boolean
          AND o.unit_kerja_id = (r.sebelum ->> 'unit_kerja_id')::bigint)
  AND daterange(o.tmt_mulai, o.tmt_selesai, '[]')
      && daterange(t.tmt_mulai, (r.sebelum ->> 'tmt_selesai')::date, '[]')
JOIN organisasi_pegawai p ON p.id = o.pegawai_id
WHERE r.impor_id = %(impor)s AND r.tabel = 'penempatan'
  AND o.id NOT IN {buatan("penempatan")} AND o.id NOT IN {pembalik("penempatan")}
"""
_ACCOUNT: Final = f"""
SELECT 'akun', p.nama FROM organisasi_pegawai p WHERE p.id IN {buatan("pegawai")} AND p.user_id IS NOT NULL
"""
# Changes of status that are no longer what the import recorded, or that others were recorded after.
_STATUS: Final = f"""
SELECT 'berubah', p.nama
FROM organisasi_perubahanstatus s
JOIN organisasi_pegawai p ON p.id = s.pegawai_id
JOIN {_ROWS} ON b.pegawai = p.id AND {_MINE}
WHERE (s.id IN {buatan("status")} OR s.id IN {pembalik("status")}) AND (
  s.status <> b.status
  OR EXISTS (SELECT 1 FROM organisasi_perubahanstatus n
             WHERE n.pegawai_id = s.pegawai_id AND n.tmt > s.tmt AND n.id > s.id)
)
"""


def _references(to: type[models.Model]) -> Iterator[tuple[str, str, bool]]:
    """Table and column of every foreign key to a table, and whether the table is that of the posts."""
    for relation in to._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        field: Any = relation.field
        if field.db_constraint:
            yield field.model._meta.db_table, field.column, field.model is Penempatan


def _leaning() -> Iterator[str]:
    """Whatever else points to people or posts that the import made."""
    own = {"organisasi_perubahanstatus": f"AND r.id NOT IN {buatan('status')}"}
    for table, column, posts in _references(Pegawai):
        spare = f"AND r.id NOT IN {buatan('penempatan')}" if posts else own.get(table, "")
        yield (
            f"SELECT 'bersandar', p.nama FROM {table} r JOIN organisasi_pegawai p ON p.id = r.{column} "
            f"WHERE r.{column} IN {buatan('pegawai')} {spare}"
        )
    for table, column, _posts in _references(Penempatan):
        yield (
            f"SELECT 'bersandar', p.nama FROM {table} r JOIN organisasi_penempatan t ON t.id = r.{column} "
            f"JOIN organisasi_pegawai p ON p.id = t.pegawai_id WHERE r.{column} IN {buatan('penempatan')}"
        )


def rests_on() -> str:
    """Why an import cannot be taken back: kinds of reasons, how many people each, and the first three of them."""
    parts = [_PEOPLE, _POSTS, _ENDED, _TAKEN, _ACCOUNT, _STATUS, *_leaning()]
    return f"""
SELECT sebab, count(DISTINCT nama), (array_agg(DISTINCT nama ORDER BY nama))[1:3]
FROM ({" UNION ALL ".join(parts)}) AS temuan (sebab, nama) GROUP BY sebab ORDER BY sebab
"""


def unused_titles() -> str:
    """Delete the titles that the import made, but those that something else uses by now."""
    used = " ".join(
        f"AND NOT EXISTS (SELECT 1 FROM {table} r WHERE r.{column} = j.id)"
        for table, column, _posts in _references(Jabatan)
    )
    return f"DELETE FROM organisasi_jabatan j WHERE j.id IN {buatan('jabatan')} {used}"
