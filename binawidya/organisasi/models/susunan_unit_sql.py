"""Triggers that keep units and their arrangements in step."""

from typing import Final

# What an arrangement says about a unit; the unit itself carries the same fields as they are today.
BERTANGGAL: Final = ("induk_id", "kode", "nama", "nama_pendek", "jenis", "alamat", "kontak")
_COLUMNS: Final = ", ".join(BERTANGGAL)


def _columns(of: str) -> str:
    return ", ".join(f"{of}.{column}" for column in BERTANGGAL)


# Whoever stores a unit, by whatever way, stores its first arrangement with it.
FIRST_ARRANGEMENT: Final = f"""
INSERT INTO organisasi_susunanunit (unit_kerja_id, {_COLUMNS}, berlaku_mulai, berlaku_selesai)
SELECT u.id, {_columns("u")}, u.berlaku_mulai, u.berlaku_selesai FROM new_values u ORDER BY u.id;
RETURN NULL;
"""
# A unit shows one of its arrangements. What is changed in the unit alone is a correction of the arrangement it shows;
# its place in the tree is never corrected that way.
SAME_AS_SHOWN: Final = f"""
IF NOT EXISTS (
  SELECT 1 FROM organisasi_susunanunit s
  WHERE s.unit_kerja_id = NEW.id AND ({_columns("s")}) IS NOT DISTINCT FROM ({_columns("NEW")})
) THEN
  IF NEW.induk_id IS DISTINCT FROM OLD.induk_id THEN
    RAISE EXCEPTION 'unit % is moved without an arrangement', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'unitkerja_sesuai_susunan';
  END IF;
  UPDATE organisasi_susunanunit SET ({_COLUMNS}) = ({_columns("NEW")})
  WHERE id = (
    SELECT s.id FROM organisasi_susunanunit s
    WHERE s.unit_kerja_id = NEW.id AND ({_columns("s")}) IS NOT DISTINCT FROM ({_columns("OLD")})
    ORDER BY s.berlaku_mulai DESC LIMIT 1
  );
END IF;
UPDATE organisasi_susunanunit SET berlaku_mulai = NEW.berlaku_mulai
WHERE NEW.berlaku_mulai <> OLD.berlaku_mulai AND berlaku_mulai = OLD.berlaku_mulai AND unit_kerja_id = NEW.id;
UPDATE organisasi_susunanunit s SET berlaku_selesai = NEW.berlaku_selesai
WHERE s.unit_kerja_id = NEW.id AND s.berlaku_selesai IS DISTINCT FROM NEW.berlaku_selesai
  AND NEW.berlaku_selesai IS DISTINCT FROM OLD.berlaku_selesai
  AND NOT EXISTS (
    SELECT 1 FROM organisasi_susunanunit t WHERE t.unit_kerja_id = NEW.id AND t.berlaku_mulai > s.berlaku_mulai
  );
RETURN NULL;
"""
# At the end of the transaction: no day of a unit's life without an arrangement, none before or after it, and what the
# unit shows is one of them.
WHOLE: Final = f"""
PERFORM 1 FROM organisasi_unitkerja u
WHERE u.id = COALESCE(NEW.unit_kerja_id, OLD.unit_kerja_id) AND (
  NOT EXISTS (
    SELECT 1 FROM organisasi_susunanunit s
    WHERE s.unit_kerja_id = u.id AND ({_columns("s")}) IS NOT DISTINCT FROM ({_columns("u")})
  )
  OR (SELECT array_agg(s.berlaku_mulai) FROM organisasi_susunanunit s
      WHERE s.unit_kerja_id = u.id AND NOT EXISTS (
        SELECT 1 FROM organisasi_susunanunit t
        WHERE t.unit_kerja_id = u.id AND t.berlaku_selesai = s.berlaku_mulai - 1
      )) <> ARRAY[u.berlaku_mulai]
  OR (SELECT s.berlaku_selesai FROM organisasi_susunanunit s
      WHERE s.unit_kerja_id = u.id ORDER BY s.berlaku_mulai DESC LIMIT 1) IS DISTINCT FROM u.berlaku_selesai
);
IF FOUND THEN
  RAISE EXCEPTION 'the arrangements of unit % leave a gap or are not what it shows',
    COALESCE(NEW.unit_kerja_id, OLD.unit_kerja_id)
    USING ERRCODE = 'check_violation', CONSTRAINT = 'susunanunit_utuh';
END IF;
RETURN NULL;
"""
# Nobody is placed in a unit beyond its last day.
POST_IN_LIFE: Final = """
IF EXISTS (
  SELECT 1 FROM new_values n JOIN organisasi_unitkerja u ON u.id = n.unit_kerja_id
  WHERE u.berlaku_selesai IS NOT NULL AND (n.tmt_selesai IS NULL OR n.tmt_selesai > u.berlaku_selesai)
) THEN
  RAISE EXCEPTION 'a post lies beyond the last day of its unit'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'penempatan_unit_ada';
END IF;
RETURN NULL;
"""
