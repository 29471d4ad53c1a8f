"""What the database asks of targets that are handed down."""

from typing import Final

_FITS: Final = """
IF EXISTS (
  SELECT 1 FROM new_values n JOIN indikator_targetindikator i ON i.id = n.induk_id
  WHERE n.tahun <> i.tahun OR n.id = i.id OR (n.cascading = 'mendukung') = (n.indikator_id = i.indikator_id)
) THEN
  RAISE EXCEPTION 'a target does not fit the one it is handed down from'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'targetindikator_turunan_sesuai';
END IF;
"""
# Handed down within a year: the same indicator directly, another one as support.
HANDED_DOWN: Final = f"{_FITS} RETURN NULL;"
# Only a later change can close a circle.
NO_CIRCLE: Final = f"""{_FITS}
IF EXISTS (
  WITH RECURSIVE naik AS (
    SELECT n.id AS awal, n.induk_id AS id FROM new_values n WHERE n.induk_id IS NOT NULL
    UNION
    SELECT naik.awal, t.induk_id FROM naik JOIN indikator_targetindikator t ON t.id = naik.id
    WHERE t.induk_id IS NOT NULL
  )
  SELECT 1 FROM naik WHERE awal = id
) THEN
  RAISE EXCEPTION 'a target would be handed down from itself'
    USING ERRCODE = 'check_violation', CONSTRAINT = 'targetindikator_turunan_berputar';
END IF;
RETURN NULL;
"""
