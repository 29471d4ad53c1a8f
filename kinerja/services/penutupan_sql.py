"""The digest of what a month holds, and the chain of closings, each as one statement.

Rows are written down in a fixed order, digested in groups of ten thousand, and the digests are digested again: so no
text grows beyond a few megabytes, however many people there are. When a figure was computed is not part of it.
"""

from typing import Final

_KELOMPOK: Final = """
SELECT '{nama}' AS tabel, count(*) AS n, string_agg(k.sidik, E'\\n' ORDER BY k.kelompok) AS sidik FROM (
  SELECT {kunci} / 10000 AS kelompok,
         encode(sha256(convert_to(string_agg(concat_ws('|', {isi}), E'\\n' ORDER BY {urut}), 'UTF8')), 'hex') AS sidik,
         count(*) AS banyak
  FROM {dari} WHERE {syarat} GROUP BY 1
) k
"""


def _column(name: str) -> str:
    return f"COALESCE({name}::text, '')"


def _kelompok(nama: str, dari: str, kunci: str, kolom: str, *, syarat: str = "x.periode_id = %(periode_id)s") -> str:
    names = [name.strip() for name in kolom.split(",")]
    shape = _KELOMPOK.replace("count(*) AS n", "COALESCE(sum(k.banyak), 0) AS n")
    return shape.format(
        nama=nama,
        dari=dari,
        kunci=f"COALESCE({kunci}, 0)",
        isi=", ".join(_column(f"x.{name}") for name in names),
        urut=", ".join(f"x.{name}" for name in names[:4]),
        syarat=syarat,
    )


# Ranges that end with the month; one that is still running moves on with the next.
_BERAKHIR: Final = "p.bulan %% CASE x.rentang WHEN 'triwulan' THEN 3 WHEN 'semester' THEN 6 ELSE 1 END = 0"
_SKOR: Final = "kebijakan_id, nilai, kelas, slot, bobot_terukur, jumlah_target, jumlah_terukur, lengkap"
_ISI: Final = " UNION ALL ".join(
    [
        _kelompok(
            "capaian",
            "indikator_capaian x",
            "x.target_id",
            "target_id, kebijakan_id, status, realisasi, target_kumulatif, pembilang, penyebut, capaian_mentah, "
            "capaian, kelas, slot, bulan_bertarget, bulan_dilaporkan",
        ),
        _kelompok("pegawai", "kinerja_skorpegawai x", "x.pegawai_id", f"pegawai_id, unit_kerja_id, {_SKOR}"),
        _kelompok("unit", "kinerja_skorunit x", "x.unit_kerja_id", f"unit_kerja_id, {_SKOR}"),
        _kelompok(
            "berkala",
            "kinerja_skorberkala x JOIN organisasi_periode p ON p.id = x.periode_id",
            "x.pegawai_id",
            f"pegawai_id, unit_kerja_id, rentang, nomor, tahun, {_SKOR}",
            syarat=f"x.periode_id = %(periode_id)s AND {_BERAKHIR}",
        ),
        _kelompok(
            "kebijakan",
            "indikator_kebijakanskor x LEFT JOIN indikator_skalakelas s ON s.kebijakan_id = x.id",
            "x.id",
            "tahun, versi, id, batas_atas, batas_bawah, tidak_dilaporkan, desimal, dibulatkan, bobot_mutu",
            syarat="x.id = %(kebijakan_id)s",
        )
        .replace("concat_ws('|', ", "concat_ws('|', s.urutan, s.nama, s.slot, s.batas, s.termasuk, ")
        .replace("ORDER BY x.tahun", "ORDER BY s.urutan, x.tahun"),
    ]
)
ISI: Final = f"""
WITH isi AS MATERIALIZED ({_ISI})
SELECT encode(sha256(convert_to(
         (SELECT string_agg(concat_ws('|', tabel, n, COALESCE(sidik, '')), E'\\n' ORDER BY tabel) FROM isi), 'UTF8'
       )), 'hex'),
       (SELECT n FROM isi WHERE tabel = 'capaian'),
       (SELECT n FROM isi WHERE tabel = 'pegawai'),
       (SELECT n FROM isi WHERE tabel = 'unit')
"""
# Fields of a link in the order in which they are digested.
_MATA_RANTAI: Final = (
    "concat_ws('|', k.nomor, k.periode_id, k.kebijakan_id, "
    "to_char(k.ditutup_at AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US'), "
    "k.isi, k.sebelum, k.jumlah_capaian, k.jumlah_pegawai, k.jumlah_unit, COALESCE(k.oleh_id::text, ''))"
)
SIDIK: Final = f"encode(sha256(convert_to({_MATA_RANTAI}, 'UTF8')), 'hex')"
SAMBUNG: Final = f"""
INSERT INTO kinerja_penutupan (
  nomor, periode_id, kebijakan_id, ditutup_at, isi, sebelum, jumlah_capaian, jumlah_pegawai, jumlah_unit, oleh_id,
  sidik, created_at
)
SELECT k.nomor, k.periode_id, k.kebijakan_id, k.ditutup_at, k.isi, k.sebelum, k.jumlah_capaian, k.jumlah_pegawai,
       k.jumlah_unit, k.oleh_id, {SIDIK}, now()
FROM (
  SELECT COALESCE((SELECT max(nomor) FROM kinerja_penutupan), 0) + 1 AS nomor, %(periode_id)s::bigint AS periode_id,
         %(kebijakan_id)s::bigint AS kebijakan_id, p.ditutup_at, %(isi)s AS isi,
         COALESCE((SELECT a.sidik FROM kinerja_penutupan a ORDER BY a.nomor DESC LIMIT 1), '') AS sebelum,
         %(jumlah_capaian)s::int AS jumlah_capaian, %(jumlah_pegawai)s::int AS jumlah_pegawai,
         %(jumlah_unit)s::int AS jumlah_unit, %(oleh_id)s::bigint AS oleh_id
  FROM organisasi_periode p WHERE p.id = %(periode_id)s
) k
RETURNING id
"""
# Links that are not what was digested, or do not follow the one before.
PUTUS: Final = f"""
SELECT k.id FROM (
  SELECT k.*, COALESCE(lag(k.sidik) OVER w, '') AS seharusnya, row_number() OVER w AS urutan
  FROM kinerja_penutupan k WINDOW w AS (ORDER BY k.nomor)
) k
WHERE k.sebelum <> k.seharusnya OR k.nomor <> k.urutan OR k.sidik <> {SIDIK}
"""
