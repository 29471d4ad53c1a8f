"""The statements that apply an import. Each works on all rows at once; none is built from what people typed."""

from typing import Final

# The rows that change something, typed, in a table of this transaction.
STAGE: Final = """
CREATE TEMPORARY TABLE impor_kerja ON COMMIT DROP AS
SELECT b.nomor, b.nip, r.*
FROM organisasi_imporbaris b
CROSS JOIN LATERAL jsonb_to_record(b.data) AS r (
  pegawai bigint, sidik text, nama text, gelar_depan text, gelar_belakang text, jenis_pegawai text, status text,
  golongan text, email text, cara text, pos bigint, unit bigint, jabatan text, jenis_jabatan text, memimpin boolean,
  atasan text, mulai date, selesai date
)
WHERE b.impor_id = %s AND b.hasil IN ('baru', 'berubah')
"""
ANALYZE: Final = "ANALYZE impor_kerja"
# Units before people, people in order of their keys: every writer locks in this order.
LOCK_UNITS: Final = """
SELECT count(*) FROM (
  SELECT 1 FROM organisasi_unitkerja WHERE jalur && ARRAY[%s::bigint] ORDER BY id FOR NO KEY UPDATE
) AS units
"""
LOCK_PEOPLE: Final = """
SELECT count(*) FROM (
  SELECT 1 FROM organisasi_pegawai WHERE id IN (SELECT pegawai FROM impor_kerja) ORDER BY id FOR NO KEY UPDATE
) AS people
"""
# What the preview saw of the people it changes, to be compared with what they are now.
SEEN: Final = "SELECT nip, sidik FROM impor_kerja"
INSERT_JABATAN: Final = """
INSERT INTO organisasi_jabatan (nama, jenis)
SELECT DISTINCT ON (k.jabatan) k.jabatan, k.jenis_jabatan
FROM impor_kerja k
WHERE k.jabatan IS NOT NULL AND NOT EXISTS (SELECT 1 FROM organisasi_jabatan j WHERE j.nama = k.jabatan)
ORDER BY k.jabatan, k.nomor
ON CONFLICT (nama) DO NOTHING
"""
# Sex and birth date are in the NIP itself.
INSERT_PEGAWAI: Final = """
INSERT INTO organisasi_pegawai (
  nip, nama, gelar_depan, gelar_belakang, jenis_pegawai, status, golongan, jenis_kelamin, tanggal_lahir, email
)
SELECT nip, nama, gelar_depan, gelar_belakang, jenis_pegawai, status, golongan,
       CASE substr(nip, 15, 1) WHEN '1' THEN 'L' ELSE 'P' END, to_date(substr(nip, 1, 8), 'YYYYMMDD'), email
FROM impor_kerja WHERE pegawai IS NULL ORDER BY nomor
"""
UPDATE_PEGAWAI: Final = """
UPDATE organisasi_pegawai AS p
SET nama = k.nama, gelar_depan = k.gelar_depan, gelar_belakang = k.gelar_belakang, jenis_pegawai = k.jenis_pegawai,
    status = k.status, golongan = k.golongan, email = k.email
FROM impor_kerja k
WHERE p.id = k.pegawai
  AND (p.nama, p.gelar_depan, p.gelar_belakang, p.jenis_pegawai, p.status, p.golongan, p.email)
      IS DISTINCT FROM
      (k.nama, k.gelar_depan, k.gelar_belakang, k.jenis_pegawai, k.status, k.golongan, k.email)
"""
# Posts that end come first, so that the exclusion constraints, which look at every row at once, never see an overlap.
END_PENEMPATAN: Final = """
UPDATE organisasi_penempatan AS t
SET tmt_selesai = CASE k.cara WHEN 'akhir' THEN k.selesai ELSE k.mulai - 1 END
FROM impor_kerja k
WHERE t.id = k.pos AND k.cara IN ('ganti', 'akhir')
"""
# Two heads who change places on the same day: both step down before either steps up.
STEP_DOWN: Final = """
UPDATE organisasi_penempatan AS t SET memimpin = false
FROM impor_kerja k
WHERE t.id = k.pos AND k.cara = 'koreksi' AND t.memimpin AND (t.unit_kerja_id <> k.unit OR NOT k.memimpin)
"""
CORRECT_PENEMPATAN: Final = """
UPDATE organisasi_penempatan AS t
SET unit_kerja_id = k.unit, jabatan_id = j.id, memimpin = k.memimpin, atasan_id = a.id
FROM impor_kerja k
JOIN organisasi_jabatan j ON j.nama = k.jabatan
LEFT JOIN organisasi_pegawai a ON a.nip = NULLIF(k.atasan, '')
WHERE t.id = k.pos AND k.cara = 'koreksi'
"""
INSERT_PENEMPATAN: Final = """
INSERT INTO organisasi_penempatan (
  pegawai_id, unit_kerja_id, jabatan_id, jenis, memimpin, atasan_id, tmt_mulai, tmt_selesai
)
SELECT p.id, k.unit, j.id, 'definitif', k.memimpin, a.id, k.mulai, k.selesai
FROM impor_kerja k
JOIN organisasi_pegawai p ON p.nip = k.nip
JOIN organisasi_jabatan j ON j.nama = k.jabatan
LEFT JOIN organisasi_pegawai a ON a.nip = NULLIF(k.atasan, '')
WHERE k.cara IN ('ganti', 'baru')
ORDER BY p.id
"""
# How many rows there are to write, for the summary.
COUNT: Final = """
SELECT count(*) FILTER (WHERE pegawai IS NULL), count(*) FILTER (WHERE pegawai IS NOT NULL),
       count(*) FILTER (WHERE pegawai IS NOT NULL AND cara IN ('ganti', 'koreksi', 'baru')),
       count(*) FILTER (WHERE cara = 'akhir')
FROM impor_kerja
"""
