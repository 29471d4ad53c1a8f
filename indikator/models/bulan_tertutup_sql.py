"""Triggers that keep the entries and the evidence of a closed month as they are, whatever writes to them.

After the statement, over all its rows at once. Each first holds the months shared: whoever closes a month holds it for
update, so a writer that came in between waits and then sees that it is closed.
"""

from typing import Any, Final

import pgtrigger
from django.utils.translation import gettext_lazy as _

from binawidya.umum.errors import refuses

# What makes an entry's month closed for its unit: closed, and not opened again for it now. A locked month never is.
_REFUSED: Final = """
p.status = 'ditutup' AND (p.terkunci_at IS NOT NULL OR NOT EXISTS (
  SELECT 1 FROM organisasi_pembukaanunit b
  WHERE b.periode_id = p.id AND b.unit_kerja_id = ANY(u.jalur)
    AND b.mulai_at <= clock_timestamp() AND LEAST(b.sampai_at, b.selesai_at) > clock_timestamp()
))
"""
_RAISE: Final = """
IF FOUND THEN
  RAISE EXCEPTION 'the month is closed' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}';
END IF;
"""
_ENTRY: Final = """
PERFORM 1 FROM organisasi_periode p WHERE p.id IN (SELECT DISTINCT periode_id FROM {rows}) FOR KEY SHARE;
PERFORM 1 FROM {rows} r
JOIN organisasi_periode p ON p.id = r.periode_id
JOIN indikator_targetindikator t ON t.id = r.target_id
JOIN organisasi_unitkerja u ON u.id = t.unit_kerja_id
WHERE {refused} LIMIT 1;
{raising}
"""
_EVIDENCE: Final = """
PERFORM 1 FROM organisasi_periode p WHERE p.id IN (
  SELECT DISTINCT e.periode_id FROM {rows} r JOIN indikator_realisasi e ON e.id = r.realisasi_id
) FOR KEY SHARE;
PERFORM 1 FROM {rows} r
JOIN indikator_realisasi e ON e.id = r.realisasi_id
JOIN organisasi_periode p ON p.id = e.periode_id
JOIN indikator_targetindikator t ON t.id = e.target_id
JOIN organisasi_unitkerja u ON u.id = t.unit_kerja_id
WHERE {refused} LIMIT 1;
{raising}
"""
# A preview or the word of the virus scanner may come after the month was closed; what was handed in may not change.
_KEPT: Final = ("realisasi_id", "jenis", "berkas", "nama", "tipe_isi", "ukuran", "sha256", "tautan", "oleh_id")
_CHANGED: Final = """(
  SELECT n.* FROM new_values n JOIN old_values o ON o.id = n.id WHERE ({new}) IS DISTINCT FROM ({old})
)""".format(new=", ".join(f"n.{name}" for name in _KEPT), old=", ".join(f"o.{name}" for name in _KEPT))
TUTUP_REALISASI: Final = "realisasi_bulan_tertutup"
TUTUP_BUKTI: Final = "bukti_bulan_tertutup"


def _body(template: str, name: str, *rows: str) -> str:
    raising = _RAISE.format(name=name)
    return "".join(template.format(rows=one, refused=_REFUSED, raising=raising) for one in rows) + "RETURN NULL;"


def _triggers(template: str, name: str, changed: tuple[str, ...]) -> list[Any]:
    kinds = (
        ("isi", pgtrigger.Insert, ("new_values",), pgtrigger.Referencing(new="new_values")),
        ("ubah", pgtrigger.Update, changed, pgtrigger.Referencing(old="old_values", new="new_values")),
        ("hapus", pgtrigger.Delete, ("old_values",), pgtrigger.Referencing(old="old_values")),
    )
    return [
        pgtrigger.Trigger(
            name=f"bulan_tertutup_{kind}",
            level=pgtrigger.Statement,
            when=pgtrigger.After,
            operation=operation,
            referencing=referencing,
            func=_body(template, name, *rows),
        )
        for kind, operation, rows, referencing in kinds
    ]


# An entry that is moved is refused by the month it leaves and by the month it comes to.
REALISASI: Final = _triggers(_ENTRY, TUTUP_REALISASI, ("old_values", "new_values"))
BUKTI: Final = _triggers(_EVIDENCE, TUTUP_BUKTI, (_CHANGED,))

for _name in (TUTUP_REALISASI, TUTUP_BUKTI):
    refuses(
        _name,
        _("Bulan ini sudah ditutup. Isian dan buktinya tidak dapat diubah lagi. Minta pembukaan kembali unit Anda."),
    )

# For loading months that were over before this installation began: names for ``pgtrigger.ignore``.
BULAN_LAMA: Final = tuple(
    f"indikator.{model}:bulan_tertutup_{kind}" for model in ("Realisasi", "Bukti") for kind in ("isi", "ubah", "hapus")
)
