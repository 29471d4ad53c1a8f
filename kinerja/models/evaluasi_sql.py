"""Triggers that make a confirmed evaluation a fixed record, whatever writes to it."""

from typing import Final

from kinerja.enums import TRANSISI_EVALUASI, StatusEvaluasi

TETAP: Final = (
    "evaluasi_unit_id", "pegawai_id", "unit_kerja_id", "unit_dipimpin_id", "jenis", "tahun", "ke", "jabatan",
    "penilai_id", "nilai", "nilai_lengkap", "usul_hasil_kerja", "rating_hasil_kerja", "alasan", "rating_perilaku",
    "predikat", "catatan", "menggantikan_id", "ditetapkan_oleh_id", "ditetapkan_at",
)  # fmt: skip
_STEPS: Final = ", ".join(
    f"('{before}', '{after}')" for before, following in TRANSISI_EVALUASI.items() for after in sorted(following)
)
_REFUSE: Final = "USING ERRCODE = 'check_violation', CONSTRAINT = "


def _row(of: str) -> str:
    return ", ".join(f"{of}.{column}" for column in TETAP)


UNCHANGED: Final = f"""
IF OLD.status <> '{StatusEvaluasi.DRAF}' AND ({_row("OLD")}) IS DISTINCT FROM ({_row("NEW")}) THEN
  RAISE EXCEPTION 'evaluation % is a fixed record', OLD.id {_REFUSE}'evaluasi_catatan_tetap';
END IF;
IF OLD.status <> NEW.status AND (OLD.status, NEW.status) NOT IN ({_STEPS}) THEN
  RAISE EXCEPTION 'evaluation % cannot go from % to %', OLD.id, OLD.status, NEW.status
    {_REFUSE}'evaluasi_langkah_sah';
END IF;
IF OLD.diterima_at IS NOT NULL AND OLD.diterima_at IS DISTINCT FROM NEW.diterima_at THEN
  RAISE EXCEPTION 'evaluation % was received already', OLD.id {_REFUSE}'evaluasi_diterima_sekali';
END IF;
RETURN NEW;
"""
KEPT: Final = f"""
IF OLD.status <> '{StatusEvaluasi.DRAF}' THEN
  RAISE EXCEPTION 'evaluation % is a fixed record', OLD.id {_REFUSE}'evaluasi_catatan_tetap';
END IF;
RETURN OLD;
"""
# The seven values belong to their evaluation: written while it is a draft, then never again.
CONDUCT_KEPT: Final = f"""
PERFORM 1 FROM kinerja_evaluasi e
WHERE e.id IN (NEW.evaluasi_id, OLD.evaluasi_id) AND e.status <> '{StatusEvaluasi.DRAF}';
IF FOUND THEN
  RAISE EXCEPTION 'conduct of a confirmed evaluation' {_REFUSE}'evaluasi_catatan_tetap';
END IF;
RETURN COALESCE(NEW, OLD);
"""
