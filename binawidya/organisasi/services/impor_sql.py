"""The statements that apply an import. Each works on all rows at once; none is built from what people typed.

All take ``impor``, the key of the import; ``unit``, the unit that bounds it; ``tanggal``, the day from which it holds;
and ``tiba``, whether that day has come.
"""

from typing import Final

from binawidya.organisasi.selectors.impor import ISI

# How a column of Pegawai is written from the text that the preview holds. A status waits for its day.
_NILAI: Final = {
    "tmt_golongan": "NULLIF(k.tmt_golongan, '')::date",
    "tahun_lulus": "NULLIF(k.tahun_lulus, '')::smallint",
}
BERHENTI: Final = "k.status IN ('pensiun', 'keluar')"


def isi_of(**instead: str) -> str:
    """The values of a person as a row ``k`` of a preview has them, in the order of ``ISI``."""
    return ", ".join((_NILAI | instead).get(key, f"k.{key}") for key in ISI)


def kolom_of(alias: str) -> str:
    """The columns of Pegawai that an import writes, in the order of ``ISI``."""
    return ", ".join(f"{alias}.{key}" for key in ISI)


STATUS: Final = "CASE WHEN %(tiba)s THEN k.status ELSE p.status END"
# The rows that change something, in a table of this transaction.
STAGE: Final = f"""
CREATE TEMPORARY TABLE impor_kerja ON COMMIT DROP AS
SELECT nomor, nip, pegawai, sidik, {", ".join(ISI)},
       cara, pos, unit, jabatan, jenis_jabatan, memimpin, atasan, mulai, selesai, dasar
FROM organisasi_imporbaris
WHERE impor_id = %(impor)s AND hasil IN ('baru', 'berubah')
"""
ANALYZE: Final = "ANALYZE impor_kerja (nip, pegawai, pos, cara, unit, jabatan)"
# Units before people, people in order of their keys: every writer locks in this order.
LOCK_UNITS: Final = """
SELECT count(*) FROM (
  SELECT 1 FROM organisasi_unitkerja WHERE jalur && ARRAY[%(unit)s::bigint] ORDER BY id FOR NO KEY UPDATE
) AS units
"""
LOCK_PEOPLE: Final = """
SELECT count(*) FROM (
  SELECT 1 FROM organisasi_pegawai WHERE id IN (SELECT pegawai FROM impor_kerja) ORDER BY id FOR NO KEY UPDATE
) AS people
"""
# What the preview saw of the people it changes, to be compared with what they are now.
SEEN: Final = "SELECT nip, sidik FROM impor_kerja WHERE pegawai IS NOT NULL"
# People who were unknown to the preview and are no longer.
KNOWN: Final = """
SELECT count(*) FROM impor_kerja k JOIN organisasi_pegawai p ON p.nip = k.nip WHERE k.pegawai IS NULL
"""
# How the rows that will be changed are now: what an undo puts back.
_BERUBAH: Final = f"({kolom_of('p')}) IS DISTINCT FROM ({isi_of(status=STATUS)})"
# People whose status changes, against what it would be on the day.
_BERGANTI: Final = """
FROM impor_kerja k
JOIN organisasi_pegawai p ON p.id = k.pegawai
LEFT JOIN LATERAL (
  SELECT s.status FROM organisasi_perubahanstatus s
  WHERE s.pegawai_id = p.id AND NOT s.diterapkan AND s.tmt <= %(tanggal)s ORDER BY s.tmt DESC LIMIT 1
) r ON true
WHERE k.status <> COALESCE(r.status, p.status)
"""
# Who leaves the office leaves every post and role.
_DITINGGALKAN: Final = f"""
FROM organisasi_penempatan t JOIN impor_kerja k ON k.pegawai = t.pegawai_id
WHERE {BERHENTI} AND t.jenis <> 'definitif' AND t.tmt_mulai < %(tanggal)s
  AND (t.tmt_selesai IS NULL OR t.tmt_selesai >= %(tanggal)s)
"""
_PERAN: Final = f"""
FROM organisasi_penugasan g
JOIN organisasi_pegawai p ON p.user_id = g.user_id
JOIN impor_kerja k ON k.pegawai = p.id
WHERE {BERHENTI} AND (g.berlaku_selesai IS NULL OR g.berlaku_selesai >= %(tanggal)s)
"""
_POS: Final = """jsonb_build_object(
  'unit_kerja_id', t.unit_kerja_id, 'jabatan_id', t.jabatan_id, 'memimpin', t.memimpin, 'atasan_id', t.atasan_id,
  'tmt_selesai', t.tmt_selesai, 'dasar', t.dasar
)"""
REMEMBER: Final = f"""
INSERT INTO organisasi_imporpembalik (impor_id, tabel, objek, sebelum)
SELECT %(impor)s, 'pegawai', p.id, jsonb_build_object({", ".join(f"'{key}', p.{key}" for key in ISI)})
FROM organisasi_pegawai p JOIN impor_kerja k ON k.pegawai = p.id
WHERE ({kolom_of("p")}) IS DISTINCT FROM ({isi_of()})
UNION ALL
SELECT %(impor)s, 'penempatan', t.id, {_POS}
FROM organisasi_penempatan t JOIN impor_kerja k ON k.pos = t.id
WHERE k.cara IN ('ganti', 'akhir', 'koreksi')
UNION ALL
SELECT %(impor)s, 'penempatan', t.id, {_POS} {_DITINGGALKAN}
UNION ALL
SELECT %(impor)s, 'penugasan', g.id, jsonb_build_object('berlaku_selesai', g.berlaku_selesai) {_PERAN}
UNION ALL
SELECT %(impor)s, 'status', s.id,
       jsonb_build_object('status', s.status, 'dasar', s.dasar, 'diterapkan', s.diterapkan)
FROM organisasi_perubahanstatus s
WHERE s.tmt = %(tanggal)s AND s.pegawai_id IN (SELECT p.id {_BERGANTI})
"""
MADE: Final = """
INSERT INTO organisasi_imporbuatan (impor_id, pegawai, penempatan, jabatan, status)
VALUES (%(impor)s, '{}', '{}', '{}', '{}')
"""
_NOTE: Final = """
UPDATE organisasi_imporbuatan SET {tabel} = (SELECT COALESCE(array_agg(id ORDER BY id), '{{}}') FROM baru)
WHERE impor_id = %(impor)s
"""
INSERT_JABATAN: Final = f"""
WITH baru AS (
  INSERT INTO organisasi_jabatan (nama, jenis)
  SELECT DISTINCT ON (k.jabatan) k.jabatan, k.jenis_jabatan
  FROM impor_kerja k
  WHERE k.jabatan <> '' AND NOT EXISTS (SELECT 1 FROM organisasi_jabatan j WHERE j.nama = k.jabatan)
  ORDER BY k.jabatan, k.nomor
  ON CONFLICT (nama) DO NOTHING
  RETURNING id
)
{_NOTE.format(tabel="jabatan")}
"""
# Sex and birth date are in the NIP itself.
INSERT_PEGAWAI: Final = f"""
WITH baru AS (
  INSERT INTO organisasi_pegawai (nip, jenis_kelamin, tanggal_lahir, {", ".join(ISI)})
  SELECT nip, CASE substr(nip, 15, 1) WHEN '1' THEN 'L' ELSE 'P' END, substr(nip, 1, 8)::date,
         {isi_of()}
  FROM impor_kerja k WHERE pegawai IS NULL
  ORDER BY nama, nomor  -- three of the indexes are by name: they grow at one place
  RETURNING id
)
{_NOTE.format(tabel="pegawai")}
"""
RECORD_STATUS: Final = f"""
WITH baru AS (
  INSERT INTO organisasi_perubahanstatus AS s (pegawai_id, status, tmt, dasar, diterapkan)
  SELECT p.id, k.status, %(tanggal)s::date, '', %(tiba)s {_BERGANTI}
  ORDER BY p.id
  ON CONFLICT (pegawai_id, tmt) DO UPDATE SET status = excluded.status, diterapkan = excluded.diterapkan, dasar = ''
  RETURNING s.id
)
UPDATE organisasi_imporbuatan SET status = (
  SELECT COALESCE(array_agg(id), '{{}}') FROM baru
  WHERE id NOT IN (SELECT objek FROM organisasi_imporpembalik WHERE impor_id = %(impor)s AND tabel = 'status')
)
WHERE impor_id = %(impor)s
"""
UPDATE_PEGAWAI: Final = f"""
UPDATE organisasi_pegawai AS p
SET ({", ".join(ISI)}) = ROW({isi_of(status=STATUS)})
FROM impor_kerja k
WHERE p.id = k.pegawai AND {_BERUBAH}
"""
# Posts that end come first, so that the exclusion constraints, which look at every row at once, never see an overlap.
END_PENEMPATAN: Final = """
UPDATE organisasi_penempatan AS t
SET tmt_selesai = CASE k.cara WHEN 'akhir' THEN k.selesai ELSE k.mulai - 1 END
FROM impor_kerja k
WHERE t.id = k.pos AND k.cara IN ('ganti', 'akhir')
"""
END_ACTING: Final = f"""
UPDATE organisasi_penempatan SET tmt_selesai = %(tanggal)s::date - 1 WHERE id IN (SELECT t.id {_DITINGGALKAN})
"""
# A role that would only begin later is never in force.
END_ROLES: Final = f"""
UPDATE organisasi_penugasan SET berlaku_selesai = GREATEST(%(tanggal)s::date, berlaku_mulai) - 1
WHERE id IN (SELECT g.id {_PERAN})
"""
# Two heads who change places on the same day: both step down before either steps up.
STEP_DOWN: Final = """
UPDATE organisasi_penempatan AS t SET memimpin = false
FROM impor_kerja k
WHERE t.id = k.pos AND k.cara = 'koreksi' AND t.memimpin AND (t.unit_kerja_id <> k.unit OR NOT k.memimpin)
"""
CORRECT_PENEMPATAN: Final = """
UPDATE organisasi_penempatan AS t
SET unit_kerja_id = k.unit, jabatan_id = j.id, memimpin = k.memimpin, atasan_id = a.id,
    tmt_selesai = k.selesai, dasar = k.dasar
FROM impor_kerja k
JOIN organisasi_jabatan j ON j.nama = k.jabatan
LEFT JOIN organisasi_pegawai a ON a.nip = NULLIF(k.atasan, '')
WHERE t.id = k.pos AND k.cara = 'koreksi'
"""
INSERT_PENEMPATAN: Final = f"""
WITH baru AS (
  INSERT INTO organisasi_penempatan (
    pegawai_id, unit_kerja_id, jabatan_id, jenis, memimpin, atasan_id, tmt_mulai, tmt_selesai, dasar
  )
  SELECT p.id, k.unit, j.id, 'definitif', k.memimpin, a.id, k.mulai, k.selesai, k.dasar
  FROM impor_kerja k
  JOIN organisasi_pegawai p ON p.nip = k.nip
  JOIN organisasi_jabatan j ON j.nama = k.jabatan
  LEFT JOIN organisasi_pegawai a ON a.nip = NULLIF(k.atasan, '')
  WHERE k.cara IN ('ganti', 'baru')
  ORDER BY k.nip  -- the index of the exclusion constraint takes keys in no order faster than rising ones
  RETURNING id
)
{_NOTE.format(tabel="penempatan")}
"""
# The keys are looked up now, while progress can still be shown, and not at the commit.
FOREIGN_KEYS: Final = "SET CONSTRAINTS ALL IMMEDIATE"
# How many rows there are to write, for the summary.
COUNT: Final = """
SELECT count(*) FILTER (WHERE pegawai IS NULL), count(*) FILTER (WHERE pegawai IS NOT NULL),
       count(*) FILTER (WHERE pegawai IS NOT NULL AND cara IN ('ganti', 'koreksi', 'baru')),
       count(*) FILTER (WHERE cara = 'akhir')
FROM impor_kerja
"""
# People whose e-mail address changed: their accounts may have to follow.
EMAIL: Final = """
SELECT p.id FROM organisasi_imporpembalik b JOIN organisasi_pegawai p ON p.id = b.objek
WHERE b.impor_id = %(impor)s AND b.tabel = 'pegawai' AND p.user_id IS NOT NULL AND p.email <> b.sebelum ->> 'email'
ORDER BY p.id
"""
# Known people of whom a post begins, ends or is put right: what was computed of them rests on it.
MOVED: Final = f"""
SELECT DISTINCT k.pegawai FROM impor_kerja k
WHERE k.pegawai IS NOT NULL AND (k.cara IN ('baru', 'ganti', 'koreksi', 'akhir') OR {BERHENTI}) ORDER BY 1
"""
# Through whom a ring of superiors could come about: those with a superior by name, and heads.
LEADERS: Final = """
SELECT p.id FROM impor_kerja k JOIN organisasi_pegawai p ON p.nip = k.nip
WHERE k.cara IN ('baru', 'ganti', 'koreksi') AND (k.atasan <> '' OR k.memimpin)
"""
