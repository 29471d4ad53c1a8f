"""Triggers that keep an indicator and its versions in step."""

from typing import Final

from indikator.models.lembar import LembarIndikator

_NAMES: Final = tuple(str(field.column) for field in LembarIndikator._meta.local_fields)
_COLUMNS: Final = ", ".join(_NAMES)
# The first version holds since ever, so that every month has exactly one in force.
SEJAK_AWAL: Final = "2000-01-01"


def _columns(of: str) -> str:
    return ", ".join(f"{of}.{column}" for column in _NAMES)


# Whoever stores an indicator, by whatever way, stores its first version with it.
FIRST_VERSION: Final = f"""
INSERT INTO indikator_indikatorversi (indikator_id, versi, berlaku_mulai, {_COLUMNS})
SELECT i.id, 1, DATE '{SEJAK_AWAL}', {_columns("i")} FROM new_values i ORDER BY i.id;
RETURN NULL;
"""
# An indicator shows one of its versions. What is changed in the indicator alone is a correction of the version shown.
SAME_AS_SHOWN: Final = f"""
IF ({_columns("NEW")}) IS DISTINCT FROM ({_columns("OLD")}) AND NOT EXISTS (
  SELECT 1 FROM indikator_indikatorversi v
  WHERE v.indikator_id = NEW.id AND ({_columns("v")}) IS NOT DISTINCT FROM ({_columns("NEW")})
) THEN
  UPDATE indikator_indikatorversi SET ({_COLUMNS}) = ({_columns("NEW")})
  WHERE id = (
    SELECT v.id FROM indikator_indikatorversi v
    WHERE v.indikator_id = NEW.id AND ({_columns("v")}) IS NOT DISTINCT FROM ({_columns("OLD")})
    ORDER BY v.berlaku_mulai DESC LIMIT 1
  );
END IF;
RETURN NULL;
"""
# Shows in every indicator the version in force on a date, where it shows another one.
SHOW_IN_FORCE: Final = f"""
UPDATE indikator_indikator i SET ({_COLUMNS}) = ({_columns("v")})
FROM indikator_indikatorversi v
WHERE v.indikator_id = i.id AND v.berlaku_mulai = (
  SELECT max(w.berlaku_mulai) FROM indikator_indikatorversi w
  WHERE w.indikator_id = i.id AND w.berlaku_mulai <= %(tanggal)s
) AND ({_columns("v")}) IS DISTINCT FROM ({_columns("i")})
"""
