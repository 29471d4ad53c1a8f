"""Triggers of the strategy tree."""

from typing import Final

from indikator.enums import BOLEH_SEJENIS, URUTAN_SASARAN

SET_PATH: Final = """
IF NEW.induk_id IS NULL THEN
  NEW.jalur := ARRAY[NEW.id];
ELSE
  SELECT induk.jalur || NEW.id INTO NEW.jalur FROM indikator_sasaran induk WHERE induk.id = NEW.induk_id;
  IF array_position(NEW.jalur, NEW.id) < cardinality(NEW.jalur) THEN
    RAISE EXCEPTION 'sasaran % would be below itself', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'sasaran_bukan_lingkaran';
  END IF;
END IF;
RETURN NEW;
"""
MOVE_BELOW: Final = """
UPDATE indikator_sasaran SET jalur = NEW.jalur || jalur[array_position(jalur, NEW.id) + 1:]
WHERE jalur @> ARRAY[NEW.id] AND id <> NEW.id;
RETURN NULL;
"""
_ORDER: Final = ", ".join(f"'{jenis}'" for jenis in URUTAN_SASARAN)
_SAME: Final = ", ".join(f"'{jenis}'" for jenis in sorted(BOLEH_SEJENIS))
# At the end of the transaction: every sasaran fits below the one above it, in kind and in years.
FITS: Final = f"""
PERFORM 1 FROM indikator_sasaran anak JOIN indikator_sasaran induk ON induk.id = anak.induk_id
WHERE NEW.id IN (anak.id, induk.id) AND (
  array_position(ARRAY[{_ORDER}], anak.jenis::text) < array_position(ARRAY[{_ORDER}], induk.jenis::text)
  OR (anak.jenis = induk.jenis AND anak.jenis NOT IN ({_SAME}))
);
IF FOUND THEN
  RAISE EXCEPTION 'sasaran % does not fit in kind with the one above or below it', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sasaran_jenis_berurut';
END IF;
PERFORM 1 FROM indikator_sasaran anak JOIN indikator_sasaran induk ON induk.id = anak.induk_id
WHERE NEW.id IN (anak.id, induk.id)
  AND (anak.tahun_mulai < induk.tahun_mulai OR anak.tahun_selesai > induk.tahun_selesai);
IF FOUND THEN
  RAISE EXCEPTION 'the years of sasaran % do not lie within those of the one above it', NEW.id
    USING ERRCODE = 'check_violation', CONSTRAINT = 'sasaran_tahun_di_dalam_induk';
END IF;
RETURN NULL;
"""
