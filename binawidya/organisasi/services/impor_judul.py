"""The headings of a roster: what :mod:`binawidya.umum.spreadsheet.headings` finds, read by the roster's own names."""

from functools import partial
from typing import Final

from binawidya.organisasi.services.impor_kolom import MENURUT_KUNCI, PERINGKAT, missing_of
from binawidya.umum.spreadsheet import headings
from binawidya.umum.spreadsheet.headings import FEWEST as FEWEST
from binawidya.umum.spreadsheet.headings import Judul as Judul
from binawidya.umum.spreadsheet.headings import Kepala as Kepala
from binawidya.umum.spreadsheet.headings import KolomTidakLengkap as KolomTidakLengkap
from binawidya.umum.spreadsheet.headings import candidates_of as candidates_of
from binawidya.umum.spreadsheet.headings import describe as describe
from binawidya.umum.spreadsheet.headings import is_numbering as is_numbering
from binawidya.umum.spreadsheet.headings import listed as listed

# Words that give a column away where the whole heading is unknown.
_KATA: Final = (
    ("nip", "nip"), ("nik", "nik"), ("nama", "nama"), ("jabatan", "jabatan"), ("unit", "unit_kerja"),
    ("golongan", "golongan"), ("pangkat", "golongan"), ("pendidikan", "pendidikan"), ("jurusan", "jurusan"),
    ("telepon", "telepon"), ("hp", "telepon"), ("email", "email"), ("surel", "email"), ("sk", "dasar"),
)  # fmt: skip
ROSTER: Final = headings.Kamus(PERINGKAT, frozenset(MENURUT_KUNCI), missing_of, _KATA)

best_of = partial(headings.best_of, ROSTER)
locate = partial(headings.locate, ROSTER)
locate_by = partial(headings.locate_by, ROSTER)
guess = partial(headings.guess, ROSTER)
