"""Statements that write the big office in sets. Every figure follows from a number, so that a load can be repeated.

People are numbered 1..N, units 1..U breadth first: the head of unit n is person n, every further person i is in unit
``(i - 1) % U + 1``. The ids are these numbers plus what the table held before (``%(dasar_*)s``).
"""

from typing import Final

# A number below 1000 that looks drawn by lot.
_LOT: Final = "((({0})::bigint * 7919 + ({1})::bigint * 104729 + (({0})::bigint / 97) * 613) %% 1000)"


def _lot(first: str, second: str) -> str:
    return _LOT.format(first, second)


UNIT: Final = """
WITH RECURSIVE pohon AS (
  SELECT 1::bigint AS n, NULL::bigint AS induk, 0 AS tingkat, ARRAY[%(dasar_unit)s::bigint + 1] AS jalur
  UNION ALL
  SELECT c.n, p.n, p.tingkat + 1, p.jalur || (%(dasar_unit)s::bigint + c.n)
  FROM pohon p
  CROSS JOIN LATERAL generate_series((p.n - 1) * %(cabang)s + 2, LEAST(p.n * %(cabang)s + 1, %(unit)s)) AS c(n)
)
INSERT INTO organisasi_unitkerja (id, kode, nama, nama_pendek, jenis, induk_id, jalur, berlaku_mulai, alamat, kontak)
SELECT %(dasar_unit)s + n, 'U' || lpad(n::text, 6, '0'),
       CASE WHEN n = 1 THEN 'Pemerintah Kota Binawidya Raya'
            ELSE (%(awalan)s::text[])[LEAST(tingkat, 5) + 1] || ' '
                 || (%(bidang)s::text[])[1 + (n %% cardinality(%(bidang)s::text[]))] || ' ' || n END,
       '', (%(jenis)s::text[])[LEAST(tingkat, 5) + 1], %(dasar_unit)s + induk, jalur, %(mulai)s::date, '', ''
FROM pohon ORDER BY n
"""
# What the database does by itself while its triggers are on.
SUSUNAN: Final = """
INSERT INTO organisasi_susunanunit (
  unit_kerja_id, induk_id, kode, nama, nama_pendek, jenis, alamat, kontak, berlaku_mulai
)
SELECT id, induk_id, kode, nama, nama_pendek, jenis, alamat, kontak, berlaku_mulai
FROM organisasi_unitkerja WHERE id > %(dasar_unit)s ORDER BY id
"""

USER: Final = """
INSERT INTO organisasi_user (id, username, email, password, is_active, created_at)
SELECT %(dasar_user)s + i, nip, 'p' || i || '@kota.example', %(sandi)s, true, now()
FROM besar_orang ORDER BY i
"""

# Who everybody is. Twelve thousand birthdays, then the next serial number: no NIP twice.
ORANG: Final = f"""
CREATE TEMPORARY TABLE besar_orang ON COMMIT DROP AS
SELECT i, u AS unit_n,
       CASE WHEN i = 1 THEN NULL WHEN i <= %(unit)s THEN (i - 2) / %(cabang)s + 1 ELSE u END AS atasan_i,
       to_char(lahir, 'YYYYMMDD') || (extract(year FROM lahir)::int + 24) || lpad((1 + i %% 12)::text, 2, '0')
         || (1 + i %% 2) || lpad((1 + i / 12000)::text, 3, '0') AS nip,
       lahir, CASE WHEN i %% 2 = 0 THEN 'L' ELSE 'P' END AS kelamin,
       CASE WHEN i %% 20 < 14 THEN 'pns' WHEN i %% 20 < 19 THEN 'pppk' ELSE 'pppk_paruh_waktu' END AS jenis,
       {_lot("i", "11")} AS lot
FROM (
  SELECT i, (i - 1) %% %(unit)s + 1 AS u, date '1966-01-01' + (i %% 12000)::int AS lahir
  FROM generate_series(1::bigint, %(pegawai)s) AS i
) s
"""

PEGAWAI: Final = """
INSERT INTO organisasi_pegawai (
  id, user_id, nip, nama, gelar_depan, gelar_belakang, jenis_pegawai, status, golongan, jenis_kelamin, tanggal_lahir,
  email, created_at
)
SELECT %(dasar_pegawai)s + i, %(dasar_user)s + i, nip,
       rtrim((%(depan)s::text[])[1 + (i * 7) %% cardinality(%(depan)s::text[])] || ' '
         || (%(tengah)s::text[])[1 + (i * 11 + i / 60) %% cardinality(%(tengah)s::text[])] || ' '
         || (%(belakang)s::text[])[1 + (i * 3 + i / 3000) %% cardinality(%(belakang)s::text[])]),
       '', (%(gelar)s::text[])[1 + lot %% cardinality(%(gelar)s::text[])], jenis, 'aktif',
       CASE WHEN jenis = 'pns' THEN (%(golongan)s::text[])[1 + lot %% cardinality(%(golongan)s::text[])]
            ELSE (%(golongan_pppk)s::text[])[1 + lot %% cardinality(%(golongan_pppk)s::text[])] END,
       kelamin, lahir, 'p' || i || '@kota.example', now()
FROM besar_orang ORDER BY i
"""

PENEMPATAN: Final = """
INSERT INTO organisasi_penempatan (pegawai_id, unit_kerja_id, jabatan_id, jenis, memimpin, atasan_id, tmt_mulai)
SELECT %(dasar_pegawai)s + i, %(dasar_unit)s + unit_n,
       (%(jabatan)s::bigint[])[CASE WHEN i = 1 THEN 1 WHEN i <= %(unit)s THEN CASE WHEN atasan_i = 1 THEN 2 ELSE 3 END
                               ELSE 4 + lot %% 5 END],
       'definitif', i <= %(unit)s, NULL, %(mulai)s::date
FROM besar_orang ORDER BY i
"""

# The indicators of every unit: its own IKU but the first, which is the root's and summed up, and those of its people.
INDIKATOR: Final = """
INSERT INTO indikator_indikator (
  id, kode, nama, unit_kerja_id, utama, definisi, rumus, sumber_data, satuan, desimal, polarisasi, agregasi, sumber,
  label_pembilang, label_penyebut, pengali, rasio_boleh_lebih, boleh_negatif, bukti_wajib
)
SELECT %(dasar_indikator)s + (n - 1) * (%(iku)s + %(target)s) + k.k,
       CASE WHEN k.k <= %(iku)s THEN 'IKU-' ELSE 'IND-' END || lpad(k.k::text, 2, '0'), k.nama,
       %(dasar_unit)s + n, k.k <= %(iku)s, '', '', '', k.satuan, k.desimal, k.polarisasi, k.agregasi,
       CASE WHEN k.k = 1 AND n = 1 THEN 'turunan' ELSE 'isian' END,
       CASE WHEN k.agregasi = 'rasio' THEN 'Sesuai' ELSE '' END,
       CASE WHEN k.agregasi = 'rasio' THEN 'Seluruhnya' ELSE '' END,
       100, false, false, false
FROM generate_series(1::bigint, %(unit)s) AS n CROSS JOIN besar_indikator k
WHERE k.k > 1 OR n = 1
ORDER BY n, k.k
"""

BESAR_INDIKATOR: Final = """
CREATE TEMPORARY TABLE besar_indikator (
  k bigint PRIMARY KEY, nama text, satuan text, agregasi text, polarisasi text, desimal int, bulanan numeric, bobot int
) ON COMMIT DROP
"""

_TARGET: Final = """
INSERT INTO indikator_targetindikator (
  id, indikator_id, tahun, unit_kerja_id, pegawai_id, pengisi_id, sumber, induk_id, target, target_atas,
  nilai_terburuk, bulanan, bulanan_atas, bobot, status, cascading
)
SELECT {id}, {indikator}, %(tahun)s, %(dasar_unit)s + {unit}, {pegawai}, {pengisi}, {sumber}, {induk},
       CASE WHEN k.agregasi = 'jumlah' THEN k.bulanan * %(jumlah_bulan)s ELSE k.bulanan END, NULL, NULL,
       (SELECT array_agg(CASE WHEN b = ANY(%(bulan)s::int[]) THEN k.bulanan END ORDER BY b)
        FROM generate_series(1, 12) AS b),
       NULL, k.bobot, 'disetujui', {cascading}
FROM {source} WHERE {where} ORDER BY 1
"""
# A unit with units below it adds up; the first person after the heads enters the figures of a unit.
TARGET_UNIT: Final = _TARGET.format(
    id="%(dasar_target)s + (n - 1) * %(iku)s + k.k",
    indikator="%(dasar_indikator)s + CASE WHEN k.k = 1 THEN 1 ELSE (n - 1) * (%(iku)s + %(target)s) + k.k END",
    unit="n",
    pegawai="NULL",
    pengisi="CASE WHEN k.k = 1 AND (n - 1) * %(cabang)s + 2 <= %(unit)s THEN NULL"
    " ELSE %(dasar_pegawai)s + %(unit)s + n END",
    sumber="CASE WHEN k.k = 1 AND (n - 1) * %(cabang)s + 2 <= %(unit)s THEN 'turunan' ELSE 'isian' END",
    induk="CASE WHEN k.k = 1 AND n > 1 THEN %(dasar_target)s + ((n - 2) / %(cabang)s) * %(iku)s + 1 END",
    cascading="CASE WHEN k.k = 1 AND n > 1 THEN 'dibagi' ELSE '' END",
    source="generate_series(1::bigint, %(unit)s) AS n CROSS JOIN besar_indikator k",
    where="k.k <= %(iku)s",
)
# Whoever has no superior has no targets of the own.
TARGET_PEGAWAI: Final = _TARGET.format(
    id="%(dasar_target)s + %(unit)s * %(iku)s + (o.i - 1) * %(target)s + k.k - %(iku)s",
    indikator="%(dasar_indikator)s + (o.unit_n - 1) * (%(iku)s + %(target)s) + k.k",
    unit="o.unit_n",
    pegawai="%(dasar_pegawai)s + o.i",
    pengisi="%(dasar_pegawai)s + o.i",
    sumber="'isian'",
    induk="%(dasar_target)s + (o.unit_n - 1) * %(iku)s + 2",
    cascading="'mendukung'",
    source="besar_orang o CROSS JOIN besar_indikator k",
    where="o.atasan_i IS NOT NULL AND k.k > %(iku)s",
)

# How well a person does lies mostly between 70 and 110 per cent; a month wobbles by eight points.
REALISASI: Final = f"""
INSERT INTO indikator_realisasi (
  target_id, periode_id, nilai, pembilang, penyebut, catatan, status, versi, diisi_oleh_id, diisi_at, diajukan_at,
  terlambat_hari, diverifikasi_oleh_id, diverifikasi_at, alasan
)
SELECT h.id, %(periode_id)s,
       CASE h.agregasi WHEN 'rasio' THEN NULL WHEN 'rata_rata' THEN round(h.bulanan * (2 - h.faktor), 2)
            WHEN 'posisi_akhir' THEN round(h.bulanan * h.faktor, 2) ELSE round(h.bulanan * h.faktor) END,
       CASE WHEN h.agregasi = 'rasio' THEN LEAST(round(h.penyebut * h.bulanan / 100 * h.faktor), h.penyebut) END,
       CASE WHEN h.agregasi = 'rasio' THEN h.penyebut END,
       '', h.status, CASE h.status WHEN 'tersimpan' THEN 1 WHEN 'diajukan' THEN 2 ELSE 3 END,
       %(dasar_user)s + h.i, h.diisi, CASE WHEN h.status <> 'tersimpan' THEN h.diisi END,
       CASE WHEN h.status <> 'tersimpan' THEN h.terlambat ELSE 0 END,
       CASE WHEN h.status IN ('disetujui', 'dikembalikan') THEN %(dasar_user)s + h.atasan_i END,
       CASE WHEN h.status IN ('disetujui', 'dikembalikan') THEN h.diisi + interval '20 hours' END,
       CASE WHEN h.status = 'dikembalikan' THEN 'Angka tidak sama dengan bukti.' ELSE '' END
FROM (
  SELECT t.id, k.agregasi, k.bulanan, o.i, o.atasan_i,
         (0.66 + 0.44 * sqrt(o.lot / 1000.0) + 0.08 * (m.lot / 1000.0 - 0.5))::numeric AS faktor,
         (20 + m.lot %% 80)::numeric AS penyebut,
         CASE %(keadaan)s
           WHEN 'dibuka' THEN
             CASE WHEN o.lot %% 10 < 4 THEN NULL WHEN m.lot < 700 THEN 'diajukan' WHEN m.lot < 850 THEN 'tersimpan'
                  WHEN m.lot < 950 THEN 'disetujui' ELSE 'dikembalikan' END
           WHEN 'verifikasi' THEN
             CASE WHEN m.lot < 30 THEN NULL WHEN m.lot < 180 THEN 'diajukan' ELSE 'disetujui' END
           ELSE CASE WHEN m.lot < 15 THEN NULL WHEN m.lot < 20 THEN 'dikembalikan' ELSE 'disetujui' END
         END AS status,
         CASE WHEN %(keadaan)s <> 'dibuka' AND m.lot >= 940 THEN 1 + m.lot %% 4 ELSE 0 END AS terlambat,
         CASE WHEN %(keadaan)s <> 'dibuka' AND m.lot >= 940
              THEN %(batas)s::timestamptz + make_interval(days => (1 + m.lot %% 4)::int, hours => -10)
              ELSE %(saat)s::timestamptz - make_interval(hours => (m.lot %% 120)::int) END AS diisi
  FROM indikator_targetindikator t
  JOIN besar_orang o ON o.i = t.pengisi_id - %(dasar_pegawai)s
  JOIN indikator_indikator i ON i.id = t.indikator_id
  JOIN besar_indikator k
    ON k.k = i.id - %(dasar_indikator)s - (i.unit_kerja_id - %(dasar_unit)s - 1) * (%(iku)s + %(target)s)
  CROSS JOIN LATERAL (SELECT {_lot("t.id - %(dasar_target)s", "%(nomor_bulan)s")} AS lot) m
  WHERE t.tahun = %(tahun)s AND t.sumber = 'isian'
) h
WHERE h.status IS NOT NULL
ORDER BY h.id
"""

DASAR: Final = "SELECT COALESCE(max(id), 0) FROM {table}"
SEQUENCE: Final = """
SELECT setval(pg_get_serial_sequence('{table}', 'id'),
              GREATEST((SELECT max(id) FROM {table}), nextval(pg_get_serial_sequence('{table}', 'id'))))
"""
# What no constraint rests on.
INDEX: Final = """
SELECT c.relname, pg_get_indexdef(x.indexrelid)
FROM pg_index x JOIN pg_class c ON c.oid = x.indexrelid
WHERE x.indrelid = ANY(%s::regclass[]) AND NOT x.indisunique AND NOT x.indisexclusion
ORDER BY c.relname
"""
SUPERUSER: Final = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"
TANPA_PEMICU: Final = "SET LOCAL session_replication_role = replica"
DENGAN_PEMICU: Final = "SET LOCAL session_replication_role = origin"
ABAIKAN: Final = "SELECT set_config('pgtrigger.ignore', %(pemicu)s, true)"
PERHATIKAN: Final = "SELECT set_config('pgtrigger.ignore', NULL, false)"
