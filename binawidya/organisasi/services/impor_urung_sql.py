"""The statements that take an import back: each works on all rows at once.

They take what those of :mod:`binawidya.organisasi.services.impor_sql` take.
"""

from typing import Final

from binawidya.organisasi.selectors.impor import ISI
from binawidya.organisasi.selectors.impor_urung_sql import buatan, pembalik, unused_titles

_PEMBALIK: Final = "organisasi_imporpembalik r WHERE r.impor_id = %(impor)s AND r.tabel"
# Whoever is to go must not be pointed to by anything new meanwhile, so the stronger lock for them.
LOCK_PEOPLE: Final = f"""
SELECT count(*) FROM (
  SELECT 1 FROM organisasi_pegawai WHERE id IN {buatan("pegawai")} OR id IN {pembalik("pegawai")} OR id IN (
    SELECT t.pegawai_id FROM organisasi_penempatan t
    WHERE t.id IN {pembalik("penempatan")} OR t.id IN {buatan("penempatan")}
  )
  ORDER BY id FOR UPDATE
) AS people
"""
# People who stay and of whom a post is taken back or put back.
MOVED: Final = f"""
SELECT DISTINCT t.pegawai_id FROM organisasi_penempatan t
WHERE (t.id IN {pembalik("penempatan")} OR t.id IN {buatan("penempatan")})
  AND t.pegawai_id NOT IN {buatan("pegawai")}
ORDER BY 1
"""
DELETE_PENEMPATAN: Final = f"DELETE FROM organisasi_penempatan WHERE id IN {buatan('penempatan')}"
# Two heads who changed places: both step down before either steps up.
STEP_DOWN: Final = f"""
UPDATE organisasi_penempatan t SET memimpin = false
FROM {_PEMBALIK} = 'penempatan' AND t.id = r.objek AND t.memimpin AND (
  NOT (r.sebelum ->> 'memimpin')::boolean OR t.unit_kerja_id <> (r.sebelum ->> 'unit_kerja_id')::bigint
)
"""
RESTORE_PENEMPATAN: Final = f"""
UPDATE organisasi_penempatan t
SET unit_kerja_id = (r.sebelum ->> 'unit_kerja_id')::bigint, jabatan_id = (r.sebelum ->> 'jabatan_id')::bigint,
    memimpin = (r.sebelum ->> 'memimpin')::boolean, atasan_id = (r.sebelum ->> 'atasan_id')::bigint,
    tmt_selesai = (r.sebelum ->> 'tmt_selesai')::date, dasar = r.sebelum ->> 'dasar'
FROM {_PEMBALIK} = 'penempatan' AND t.id = r.objek
"""
_JENIS: Final = {"tmt_golongan": "::date", "tahun_lulus": "::smallint"}
RESTORE_PEGAWAI: Final = f"""
UPDATE organisasi_pegawai p
SET ({", ".join(ISI)}) = ROW({", ".join(f"(r.sebelum ->> '{key}'){_JENIS.get(key, '')}" for key in ISI)})
FROM {_PEMBALIK} = 'pegawai' AND p.id = r.objek
"""
RESTORE_PENUGASAN: Final = f"""
UPDATE organisasi_penugasan g SET berlaku_selesai = (r.sebelum ->> 'berlaku_selesai')::date
FROM {_PEMBALIK} = 'penugasan' AND g.id = r.objek
"""
DELETE_STATUS: Final = f"DELETE FROM organisasi_perubahanstatus WHERE id IN {buatan('status')}"
RESTORE_STATUS: Final = f"""
UPDATE organisasi_perubahanstatus s
SET status = r.sebelum ->> 'status', dasar = r.sebelum ->> 'dasar',
    diterapkan = (r.sebelum ->> 'diterapkan')::boolean
FROM {_PEMBALIK} = 'status' AND s.id = r.objek
"""
# The address that the import brought, of those whose accounts may have followed it.
EMAIL: Final = f"""
SELECT p.id FROM organisasi_pegawai p JOIN {_PEMBALIK} = 'pegawai' AND p.id = r.objek
""".replace("WHERE r.impor_id", "ON r.impor_id")
DELETE_PEGAWAI: Final = f"DELETE FROM organisasi_pegawai WHERE id IN {buatan('pegawai')}"
FOREIGN_KEYS: Final = "SET CONSTRAINTS ALL IMMEDIATE"


def delete_jabatan() -> str:
    """The titles that nothing uses any more go as well."""
    return unused_titles()
