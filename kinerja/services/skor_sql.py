"""Scores of people and units, both in one statement over sets.

A person's targets are weighted within the post they are carried in, and the posts by their months: so somebody who
moved in March is measured for two months here and ten there, whatever the two plans add up to. A post is held in a
month when it holds on the month's last day. Units have one post only: themselves.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from indikator.scoring import FAKTOR_MUTU
from indikator.services.capaian_sql import VERSI_SATU, VERSI_SEMUA, store, with_hasil
from indikator.services.lingkup_sql import NOMOR_UNIT, PEMILIK

# Owners of the named targets and of those that add them up.
_TERDAMPAK: Final = """
terdampak AS (
  SELECT unnest(%(target_ids)s::bigint[]) AS id
  UNION
  SELECT t.induk_id FROM terdampak d JOIN indikator_targetindikator t ON t.id = d.id
  WHERE t.induk_id IS NOT NULL AND NOT %(sendiri)s
)"""
# Sixty digits in between and fifty at the end: sums of fractions meet the exact result, ties included.
# Nearly everybody has one post; only of the others each post's months are counted.
_NILAI: Final = """
jabatan AS MATERIALIZED (
  SELECT t.awal, t.pegawai_id, t.unit_kerja_id, max(t.id) AS target_akhir, count(*) AS jumlah_target,
         count(*) FILTER (WHERE t.capaian IS NOT NULL AND {bobot} > 0) AS jumlah_terukur,
         COALESCE(sum({bobot}) FILTER (WHERE t.capaian IS NOT NULL), 0) AS bobot,
         sum(t.capaian * {bobot}) AS poin, bool_and(t.status <> 'belum_diketahui') AS lengkap
  FROM {capaian} t
  {versi}
  GROUP BY t.awal, t.pegawai_id, t.unit_kerja_id
),
ganda AS MATERIALIZED (
  SELECT j.pegawai_id FROM jabatan j WHERE j.awal = 1 AND j.pegawai_id IS NOT NULL
  GROUP BY j.pegawai_id HAVING count(*) > 1
),
bermasa AS (
  SELECT j.*, CASE WHEN sum(j.masa) OVER (PARTITION BY j.awal, j.pegawai_id) = 0 THEN 1 ELSE j.masa END AS berlaku
  FROM (
    SELECT j.*, (
        SELECT count(*) FROM generate_series(j.awal, %(bulan)s) m
        CROSS JOIN LATERAL (SELECT (make_date(%(tahun)s, m, 1) + interval '1 month - 1 day')::date AS akhir) h
        WHERE EXISTS (
          SELECT 1 FROM organisasi_penempatan x
          WHERE x.pegawai_id = j.pegawai_id AND x.unit_kerja_id = j.unit_kerja_id
            AND x.tmt_mulai <= h.akhir AND (x.tmt_selesai IS NULL OR x.tmt_selesai >= h.akhir))
      ) AS masa
    FROM ganda g JOIN jabatan j ON j.pegawai_id = g.pegawai_id OFFSET 0
  ) j
),
pemilik AS (
  SELECT j.awal, j.pegawai_id, j.unit_kerja_id, true AS satu, j.jumlah_target, j.jumlah_terukur,
         j.bobot AS bobot_terukur, j.lengkap, j.poin, NULL::numeric AS masa
  FROM jabatan j
  WHERE j.pegawai_id IS NULL OR j.pegawai_id NOT IN (SELECT g.pegawai_id FROM ganda g)
  UNION ALL
  SELECT j.awal, j.pegawai_id, (max(ARRAY[j.target_akhir, j.unit_kerja_id]))[2], false, sum(j.jumlah_target)::bigint,
         COALESCE(sum(j.jumlah_terukur) FILTER (WHERE j.berlaku > 0 AND j.bobot > 0), 0)::bigint,
         COALESCE(sum(j.bobot) FILTER (WHERE j.berlaku > 0), 0), bool_and(j.lengkap),
         sum(round(j.berlaku * j.poin, 60) / NULLIF(j.bobot, 0)), sum(j.berlaku) FILTER (WHERE j.bobot > 0)
  FROM bermasa j
  GROUP BY j.awal, j.pegawai_id
),
bernilai AS (
  SELECT p.*,
         CASE WHEN p.jumlah_terukur = 0 THEN NULL
              WHEN p.satu THEN
                round(GREATEST(LEAST(round(round(p.poin, 40) / p.bobot_terukur, 6), 1e18), -1e18), %(desimal_nilai)s)
              ELSE round(GREATEST(LEAST(round(round(round(p.poin, 60) / p.masa, 50), 6), 1e18), -1e18),
                         %(desimal_nilai)s) END AS nilai
  FROM pemilik p
),
skor AS MATERIALIZED (
  SELECT h.awal, h.pegawai_id, h.unit_kerja_id, %(kebijakan_id)s::bigint AS kebijakan_id, h.nilai, {kelas} AS kelas,
         {slot} AS slot, CASE WHEN h.nilai IS NULL THEN 0 ELSE round(h.bobot_terukur, 6) END AS bobot_terukur,
         h.jumlah_target, h.jumlah_terukur, h.lengkap
  FROM (SELECT h.*, round(h.nilai, %(desimal)s) AS tampil FROM bernilai h OFFSET 0) h
)"""
_ISI: Final = (
    "kebijakan_id", "nilai", "kelas", "slot", "bobot_terukur", "jumlah_target", "jumlah_terukur", "lengkap",
)  # fmt: skip
_TULIS: Final = """
{nama} AS (
  INSERT INTO {tabel} AS lama ({kunci}, {isi}, dihitung_at)
  SELECT {kunci_s}, {isi_s}, now()
  FROM skor s {rentang} LEFT JOIN {tabel} c ON {pasangan}
  WHERE s.pegawai_id IS {null}{syarat} AND (c.id IS NULL OR ({isi_c}) IS DISTINCT FROM ({isi_s}))
  ORDER BY {urut}
  ON CONFLICT {konflik} DO UPDATE SET ({isi}, dihitung_at) = ROW ({isi_x}, now())
  RETURNING 1
)"""
_BEDA: Final = """
{nama} AS (
  SELECT (c.id IS NULL OR ({isi_c}) IS DISTINCT FROM ({isi_s})) AS beda
  FROM skor s {rentang} LEFT JOIN {tabel} c ON {pasangan} WHERE s.pegawai_id IS {null}{syarat}
)"""
_SEJAK_JANUARI: Final = {"rentang": "", "syarat": " AND s.awal = 1"}
# PostgreSQL does not see which month it is: one just opened is not in its statistics, so it would begin there.
_BULAN_INI: Final = "(SELECT %(periode_id)s::bigint)"
_KUMULATIF: Final = (
    {
        "nama": "orang", "tabel": "kinerja_skorpegawai", "null": "NOT NULL", "kunci": "pegawai_id, periode_id",
        "kunci_s": "s.pegawai_id, %(periode_id)s", "tambahan": ("unit_kerja_id",), "urut": "s.pegawai_id",
        "pasangan": f"c.pegawai_id = s.pegawai_id AND c.periode_id = {_BULAN_INI}",
        "konflik": "(pegawai_id, periode_id)", **_SEJAK_JANUARI,
    },
    {
        "nama": "satuan", "tabel": "kinerja_skorunit", "null": "NULL", "kunci": "unit_kerja_id, periode_id",
        "kunci_s": "s.unit_kerja_id, %(periode_id)s", "tambahan": (), "urut": "s.unit_kerja_id",
        "pasangan": f"c.unit_kerja_id = s.unit_kerja_id AND c.periode_id = {_BULAN_INI}",
        "konflik": "(unit_kerja_id, periode_id)", **_SEJAK_JANUARI,
    },
)  # fmt: skip
# The same first month may begin several ranges: January, the first quarter and the first half-year.
_RENTANG_INI: Final = {
    "rentang": "JOIN unnest(%(rentang_awal)s::int[], %(rentang_nama)s::text[], %(rentang_nomor)s::int[])"
    " AS ini(awal, rentang, nomor) ON ini.awal = s.awal",
    "syarat": "",
}
_PASANGAN: Final = "c.tahun = %(tahun)s AND c.rentang = ini.rentang AND c.nomor = ini.nomor"
_BERKALA: Final = (
    {
        "nama": "orang_berkala", "tabel": "kinerja_skorberkala", "null": "NOT NULL",
        "kunci": "pegawai_id, tahun, rentang, nomor", "kunci_s": "s.pegawai_id, %(tahun)s, ini.rentang, ini.nomor",
        "tambahan": ("unit_kerja_id", "periode_id"), "urut": "s.pegawai_id, ini.rentang",
        "pasangan": f"c.pegawai_id = s.pegawai_id AND {_PASANGAN}",
        "konflik": "(pegawai_id, tahun, rentang, nomor) WHERE pegawai_id IS NOT NULL", **_RENTANG_INI,
    },
    {
        "nama": "satuan_berkala", "tabel": "kinerja_skorberkala", "null": "NULL",
        "kunci": "unit_kerja_id, tahun, rentang, nomor",
        "kunci_s": "s.unit_kerja_id, %(tahun)s, ini.rentang, ini.nomor",
        "tambahan": ("periode_id",), "urut": "s.unit_kerja_id, ini.rentang",
        "pasangan": f"c.unit_kerja_id = s.unit_kerja_id AND c.pegawai_id IS NULL AND {_PASANGAN}",
        "konflik": "(unit_kerja_id, tahun, rentang, nomor) WHERE pegawai_id IS NULL", **_RENTANG_INI,
    },
)  # fmt: skip
_TERSIMPAN: Final = """(
      SELECT 1 AS awal, t.id, t.indikator_id, t.pegawai_id, t.unit_kerja_id, t.bobot, c.capaian, c.status
      FROM indikator_targetindikator t
      JOIN indikator_capaian c ON c.target_id = t.id AND c.periode_id = %(periode_id)s
      WHERE t.tahun = %(tahun)s AND t.status = 'disetujui'
    )"""


def _column(alias: str, name: str) -> str:
    return "%(periode_id)s::bigint" if alias == "s" and name == "periode_id" else f"{alias}.{name}"


def _targets(table: Mapping[str, Any], shape: str) -> str:
    names = (*table["tambahan"], *_ISI)
    columns = {f"isi_{key}": ", ".join(_column(alias, name) for name in names) for key, alias in _ALIAS.items()}
    return shape.format(**table, isi=", ".join(names), **columns)


_ALIAS: Final = {"s": "s", "c": "c", "x": "excluded"}


def _bobot(lingkup: str, *, mutu: bool) -> dict[str, str]:
    """The weight of a target, and what must be joined for it."""
    if not mutu:
        return {"bobot": "t.bobot", "versi": ""}
    cells = " ".join(
        f"WHEN v.validitas = '{validitas}' AND v.kendali = '{kendali}' THEN {faktor}"
        for (validitas, kendali), faktor in FAKTOR_MUTU.items()
    )
    return {
        "bobot": f"(t.bobot * CASE {cells} ELSE 1 END)",
        "versi": (VERSI_SATU if lingkup == "pemilik" else VERSI_SEMUA).format(indikator="t.indikator_id"),
    }


def skor_beda(*, kelas: str, slot: str, mutu: bool) -> str:
    """How many scores from January the stored capaian give, and how many of them are stored otherwise.

    :param kelas: an expression over ``h.tampil``, as ``slot``.
    :param mutu: weights by validity and controllability on top of bobot.
    """
    nilai = _NILAI.format(**_bobot("semua", mutu=mutu), capaian=_TERSIMPAN, kelas=kelas, slot=slot)
    steps = ", ".join(_targets(table, _BEDA) for table in _KUMULATIF)
    different = " + ".join(f"(SELECT count(*) FILTER (WHERE beda) FROM {table['nama']})" for table in _KUMULATIF)
    return f"WITH {nilai}, {steps} SELECT (SELECT count(*) FROM skor), {different}"


def skor_sql(*, lingkup: str, bulan: int, awal: Sequence[int], kelas: str, slot: str, mutu: bool) -> str:
    """Capaian and scores of all ranges in one pass over the entries; only rows that change are written.

    :param lingkup: as in :func:`indikator.services.capaian_sql.with_hasil`.
    :param awal: the first months of the ranges that end here; the year from January is always computed.
    :param kelas: an expression over ``h.tampil``, as ``slot``.
    :param mutu: weights by validity and controllability on top of bobot.
    """
    nilai = _NILAI.format(**_bobot(lingkup, mutu=mutu), capaian="hasil", kelas=kelas, slot=slot)
    stored = f"capaian_baru AS ({store(lingkup, kelas=kelas, slot=slot)} RETURNING 1)"
    tables = (*_KUMULATIF, *(_BERKALA if awal else ()))
    steps = ", ".join(_targets(table, _TULIS) for table in tables)
    written = " + ".join(f"(SELECT count(*) FROM {name})" for name in ("capaian_baru", *(t["nama"] for t in tables)))
    return f"{with_hasil(lingkup, bulan, sorted({1, *awal}))}, {stored}, {nilai}, {steps} SELECT {written}"


# Who computes holds what is computed. A run over a whole month, or over a part of it, excludes every step inside; two
# changes of one person's targets wait for each other, in a fixed order, and the second sees what the first wrote.
_KUNCI, _KUNCI_NOMOR, _KUNCI_ORANG = (
    f"hashtextextended('skor-' || %(periode_id)s{rest}, 0)" for rest in ("", " || '-nomor-' || n", " || '-' || pemilik")
)
KUNCI_PERIODE: Final = f"SELECT pg_advisory_xact_lock({_KUNCI})"
KUNCI_PERIODE_BERSAMA: Final = f"SELECT pg_advisory_xact_lock_shared({_KUNCI})"
KUNCI_BAGIAN: Final = f"""
SELECT pg_advisory_xact_lock({_KUNCI_NOMOR})
FROM (SELECT generate_series(%(dari)s, %(sampai)s - 1) AS n ORDER BY 1 OFFSET 0) urut
"""
_PEMILIK: Final = f"WITH RECURSIVE {_TERDAMPAK}, {PEMILIK}"
KUNCI_UNIT: Final = f"""{_PEMILIK}
SELECT pg_advisory_xact_lock_shared({_KUNCI_NOMOR}) FROM (
  SELECT DISTINCT t.unit_kerja_id %% {NOMOR_UNIT} AS n
  FROM (SELECT id FROM lingkup UNION SELECT id FROM terdampak) l JOIN indikator_targetindikator t ON t.id = l.id
  ORDER BY 1 OFFSET 0
) urut
"""
KUNCI_PEMILIK: Final = f"""WITH RECURSIVE {_TERDAMPAK}
SELECT pg_advisory_xact_lock({_KUNCI_ORANG}) FROM (
  SELECT COALESCE('pegawai-' || t.pegawai_id, 'unit-' || t.unit_kerja_id) AS pemilik
  FROM terdampak d JOIN indikator_targetindikator t ON t.id = d.id
  UNION
  SELECT 'pegawai-' || t.pengisi_id FROM terdampak d JOIN indikator_targetindikator t ON t.id = d.id
  WHERE t.pengisi_id IS NOT NULL
  ORDER BY 1 OFFSET 0
) urut
"""
