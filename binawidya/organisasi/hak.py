"""The one table of who may do what. How it is asked stands in ``policy``.

An act is ``noun.verb``. For every act the table names the relations between a user and the object that suffice.
``noun.read`` bounds what exists for a user at all: outside it every address answers 404; inside it, without the
relation that an act asks for, 403. The permission tests are generated from this table.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from binawidya.organisasi.enums import Peran


class Hubungan(StrEnum):
    """How a user stands to an object. All but the first five are granted roles within whose scope it lies."""

    PEMILIK = "pemilik"  # the person whose work or record it is
    ATASAN = "atasan"  # the superior today, in that post
    KEPALA = "kepala"  # leads the unit or one above it
    ANGGOTA = "anggota"  # has a post in the unit itself
    SEKANTOR = "sekantor"  # has a post somewhere in the same tree of units
    VERIFIKATOR = Peran.VERIFIKATOR.value
    OPERATOR = Peran.OPERATOR.value
    ADMIN_KEPEGAWAIAN = Peran.ADMIN_KEPEGAWAIAN.value
    ADMIN_PERENCANAAN = Peran.ADMIN_PERENCANAAN.value
    PENGELOLA_SURVEI = Peran.PENGELOLA_SURVEI.value
    PIMPINAN = Peran.PIMPINAN.value
    INSPEKTORAT = Peran.INSPEKTORAT.value
    SUPERADMIN = Peran.SUPERADMIN.value


H = Hubungan
_MENGAWASI: Final = frozenset({H.KEPALA, H.PIMPINAN, H.INSPEKTORAT})
# What the office wants to reach, and by what it is measured, is for everybody who works for it; see docs/keputusan.
_MEMBACA_RENCANA: Final = _MENGAWASI | {H.ADMIN_PERENCANAAN, H.VERIFIKATOR, H.OPERATOR, H.ANGGOTA, H.SEKANTOR}

TABEL: Final[Mapping[str, frozenset[Hubungan]]] = {
    # Units and their dashboards
    "unit_kerja.read": _MENGAWASI | {H.ADMIN_PERENCANAAN, H.ADMIN_KEPEGAWAIAN, H.VERIFIKATOR, H.OPERATOR},
    "unit_kerja.list": _MENGAWASI | {H.ADMIN_PERENCANAAN, H.ADMIN_KEPEGAWAIAN},
    "unit_kerja.export": _MENGAWASI | {H.ADMIN_PERENCANAAN, H.ADMIN_KEPEGAWAIAN},
    "unit_kerja.create": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "unit_kerja.update": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "unit_kerja.move": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "unit_kerja.merge": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "unit_kerja.close": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "dasbor_unit.list": _MENGAWASI | {H.ADMIN_PERENCANAAN, H.VERIFIKATOR},
    "dasbor_unit.read": _MENGAWASI | {H.ADMIN_PERENCANAAN, H.VERIFIKATOR},
    # People
    "pegawai.read": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.ADMIN_KEPEGAWAIAN, H.ADMIN_PERENCANAAN},
    "pegawai.list": _MENGAWASI | {H.ADMIN_KEPEGAWAIAN, H.ADMIN_PERENCANAAN},
    "pegawai.read_nip": _MENGAWASI | {H.PEMILIK, H.ADMIN_KEPEGAWAIAN},
    # Birth date and place, NIK, telephone
    "pegawai.read_pribadi": frozenset({H.PEMILIK, H.ADMIN_KEPEGAWAIAN}),
    "pegawai.create": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "pegawai.update": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "penempatan.assign": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "penempatan.move": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "penempatan.read": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "penempatan.correct": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "penempatan.end": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "pegawai.export": _MENGAWASI | {H.ADMIN_KEPEGAWAIAN, H.ADMIN_PERENCANAAN},
    "impor.list": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "impor.read": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "impor.create": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "impor.apply": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "impor.cancel": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "impor.update": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "impor.undo": frozenset({H.ADMIN_KEPEGAWAIAN}),
    # Accounts: made, invited (again), closed and opened by those who keep the roster
    "akun.list": frozenset({H.ADMIN_KEPEGAWAIAN, H.INSPEKTORAT}),
    "akun.create": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "akun.close": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "akun.reopen": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "undangan.create": frozenset({H.ADMIN_KEPEGAWAIAN}),
    # Granted roles; which role may be granted by whom stands in BOLEH_DIBERIKAN
    "penugasan.list": frozenset({H.ADMIN_KEPEGAWAIAN, H.SUPERADMIN, H.INSPEKTORAT}),
    "penugasan.read": frozenset({H.ADMIN_KEPEGAWAIAN, H.SUPERADMIN, H.INSPEKTORAT}),
    "penugasan.assign": frozenset({H.ADMIN_KEPEGAWAIAN, H.SUPERADMIN}),
    "penugasan.end": frozenset({H.ADMIN_KEPEGAWAIAN, H.SUPERADMIN}),
    # The plan: goals, indicators, the library to begin with, sheets of both
    "sasaran.list": _MEMBACA_RENCANA,
    "sasaran.read": _MEMBACA_RENCANA,
    "sasaran.create": frozenset({H.ADMIN_PERENCANAAN}),
    "sasaran.update": frozenset({H.ADMIN_PERENCANAAN}),
    "sasaran.move": frozenset({H.ADMIN_PERENCANAAN}),
    "sasaran.close": frozenset({H.ADMIN_PERENCANAAN}),
    "peta_kinerja.list": _MEMBACA_RENCANA,
    "indikator.list": _MEMBACA_RENCANA,
    "indikator.read": _MEMBACA_RENCANA,
    "indikator.export": _MEMBACA_RENCANA,
    "indikator.create": frozenset({H.ADMIN_PERENCANAAN}),
    "indikator.update": frozenset({H.ADMIN_PERENCANAAN}),
    "indikator.withdraw": frozenset({H.ADMIN_PERENCANAAN}),
    "rencana.create": frozenset({H.ADMIN_PERENCANAAN}),
    "rencana.copy": frozenset({H.ADMIN_PERENCANAAN}),
    "impor_rencana.list": frozenset({H.ADMIN_PERENCANAAN}),
    "impor_rencana.read": frozenset({H.ADMIN_PERENCANAAN}),
    "impor_rencana.create": frozenset({H.ADMIN_PERENCANAAN}),
    "impor_rencana.apply": frozenset({H.ADMIN_PERENCANAAN}),
    "impor_rencana.cancel": frozenset({H.ADMIN_PERENCANAAN}),
    "impor_rencana.update": frozenset({H.ADMIN_PERENCANAAN}),
    "impor_rencana.undo": frozenset({H.ADMIN_PERENCANAAN}),
    # Entries and their evidence
    "realisasi.list": frozenset({H.PEMILIK}),
    "verifikasi.list": frozenset({H.ATASAN, H.VERIFIKATOR}),
    "verifikasi.read": frozenset({H.ATASAN, H.VERIFIKATOR}),
    "realisasi.read": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.VERIFIKATOR, H.OPERATOR, H.ADMIN_PERENCANAAN},
    "realisasi.update": frozenset({H.PEMILIK, H.OPERATOR}),
    "realisasi.submit": frozenset({H.PEMILIK, H.OPERATOR}),
    "realisasi.verify": frozenset({H.ATASAN, H.VERIFIKATOR}),
    # Where a unit wants two stages: first the verifikator, then the superior
    "realisasi.check": frozenset({H.VERIFIKATOR}),
    "realisasi.endorse": frozenset({H.ATASAN}),
    # A sheet in somebody's name
    "lembar_lain.list": frozenset({H.OPERATOR}),
    # The sheets of a whole unit as one workbook
    "lembar_unit.update": frozenset({H.OPERATOR}),
    # What was approved changes only so: proposed by whoever enters, decided by whoever verifies
    "koreksi.create": frozenset({H.PEMILIK, H.OPERATOR}),
    "koreksi.verify": frozenset({H.ATASAN, H.VERIFIKATOR}),
    "aturan_verifikasi.read": frozenset({H.ADMIN_PERENCANAAN}),
    "aturan_verifikasi.update": frozenset({H.ADMIN_PERENCANAAN}),
    # Plans: targets of a unit or a person, their approval and their later changes
    "target.list": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.ADMIN_PERENCANAAN},
    "target.read": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.ADMIN_PERENCANAAN},
    "target.create": frozenset({H.PEMILIK, H.ATASAN, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "target.update": frozenset({H.PEMILIK, H.ATASAN, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "target.delete": frozenset({H.PEMILIK, H.ATASAN, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "target.submit": frozenset({H.PEMILIK, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "target.cancel": frozenset({H.PEMILIK, H.KEPALA, H.ADMIN_PERENCANAAN}),
    # A plan of a person: the superior, or planning where there is none. A plan of a unit: the head of a unit above, or
    # planning; at the top of the tree its own head, if somebody else handed it in. See indikator.permissions.
    "target.approve": frozenset({H.ATASAN, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "target.return": frozenset({H.ATASAN, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "target.assign": frozenset({H.ATASAN, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "addendum.create": frozenset({H.PEMILIK, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "addendum.cancel": frozenset({H.PEMILIK, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "addendum.approve": frozenset({H.ATASAN, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "addendum.reject": frozenset({H.ATASAN, H.KEPALA, H.ADMIN_PERENCANAAN}),
    "matriks.read": _MENGAWASI | {H.ADMIN_PERENCANAAN},
    "program.list": _MENGAWASI | {H.ADMIN_PERENCANAAN},
    "program.create": frozenset({H.KEPALA, H.ADMIN_PERENCANAAN}),
    "program.update": frozenset({H.KEPALA, H.ADMIN_PERENCANAAN}),
    "program.delete": frozenset({H.KEPALA, H.ADMIN_PERENCANAAN}),
    "skp.update": frozenset({H.PEMILIK, H.ATASAN}),
    # Computed figures and what they rest on
    "capaian.read": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.VERIFIKATOR, H.OPERATOR, H.ADMIN_PERENCANAAN},
    "skor.list": frozenset({H.PEMILIK}),
    "skor.read": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.ADMIN_PERENCANAAN},
    # Documents
    "laporan_unit.read": _MENGAWASI | {H.ADMIN_PERENCANAAN},
    "laporan_pegawai.read": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.ADMIN_KEPEGAWAIAN},
    # Which of the two above is asked depends on the subject of the document
    "dokumen.create": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.ADMIN_KEPEGAWAIAN, H.ADMIN_PERENCANAAN},
    "dokumen.read": frozenset({H.PEMILIK}),
    "dokumen.retry": frozenset({H.PEMILIK}),
    # All documents of a unit at once; for which kinds is asked of the kind
    "paket.list": _MENGAWASI | {H.ADMIN_KEPEGAWAIAN, H.ADMIN_PERENCANAAN},
    "paket.create": _MENGAWASI | {H.ADMIN_KEPEGAWAIAN, H.ADMIN_PERENCANAAN},
    "paket.read": frozenset({H.PEMILIK}),
    "paket.cancel": frozenset({H.PEMILIK}),
    "paket.retry": frozenset({H.PEMILIK}),
    # Surveys; an operator types in what came on paper
    "layanan.list": _MENGAWASI | {H.PENGELOLA_SURVEI},
    "layanan.create": frozenset({H.PENGELOLA_SURVEI}),
    "layanan.update": frozenset({H.PENGELOLA_SURVEI}),
    "survei.list": _MENGAWASI | {H.PENGELOLA_SURVEI, H.OPERATOR},
    "survei.read": _MENGAWASI | {H.PENGELOLA_SURVEI, H.OPERATOR},
    "survei.create": frozenset({H.PENGELOLA_SURVEI}),
    "survei.update": frozenset({H.PENGELOLA_SURVEI}),
    "survei.open": frozenset({H.PENGELOLA_SURVEI}),
    "survei.close": frozenset({H.PENGELOLA_SURVEI}),
    "survei.publish": frozenset({H.PENGELOLA_SURVEI}),
    "survei.export": _MENGAWASI | {H.PENGELOLA_SURVEI},
    "token.create": frozenset({H.PENGELOLA_SURVEI}),
    "jawaban.record": frozenset({H.PENGELOLA_SURVEI, H.OPERATOR}),
    "saran.list": _MENGAWASI | {H.PENGELOLA_SURVEI},
    "saran.approve": frozenset({H.PENGELOLA_SURVEI}),
    "tindak_lanjut.record": frozenset({H.PENGELOLA_SURVEI}),
    "dokumentasi.record": frozenset({H.PENGELOLA_SURVEI}),
    # Trainings and the like for a service, with its surveys before and after
    "kegiatan.list": _MENGAWASI | {H.PENGELOLA_SURVEI},
    "kegiatan.read": _MENGAWASI | {H.PENGELOLA_SURVEI},
    "kegiatan.create": frozenset({H.PENGELOLA_SURVEI, H.KEPALA}),
    "kegiatan.update": frozenset({H.PENGELOLA_SURVEI, H.KEPALA}),
    "kegiatan.delete": frozenset({H.PENGELOLA_SURVEI, H.KEPALA}),
    # Evaluation. The superior is the assessor on record; an objection goes to the superior of the assessor.
    "evaluasi.list": frozenset({H.PEMILIK}),
    "evaluasi_tim.list": frozenset({H.ATASAN}),
    "evaluasi.read": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.ADMIN_KEPEGAWAIAN},
    "evaluasi.update": frozenset({H.ATASAN}),
    "evaluasi.finalize": frozenset({H.ATASAN}),
    "evaluasi.assign": frozenset({H.ATASAN, H.KEPALA, H.ADMIN_KEPEGAWAIAN}),
    "evaluasi.accept": frozenset({H.PEMILIK}),
    "evaluasi.export": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "keberatan.list": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.ADMIN_KEPEGAWAIAN},
    "keberatan.read": _MENGAWASI | {H.PEMILIK, H.ATASAN, H.ADMIN_KEPEGAWAIAN},
    "keberatan.create": frozenset({H.PEMILIK}),
    "keberatan.withdraw": frozenset({H.PEMILIK}),
    "keberatan.respond": frozenset({H.ATASAN}),
    "keberatan.decide": frozenset({H.KEPALA, H.PIMPINAN}),
    "evaluasi_unit.list": _MENGAWASI | {H.ADMIN_KEPEGAWAIAN, H.ADMIN_PERENCANAAN},
    "evaluasi_unit.read": _MENGAWASI | {H.ADMIN_KEPEGAWAIAN, H.ADMIN_PERENCANAAN},
    "evaluasi_unit.create": frozenset({H.ADMIN_KEPEGAWAIAN}),
    # Whoever leads above the unit, never its own head
    "evaluasi_unit.finalize": frozenset({H.KEPALA, H.PIMPINAN}),
    "kebijakan_evaluasi.read": frozenset({H.ADMIN_KEPEGAWAIAN}),
    "kebijakan_evaluasi.update": frozenset({H.ADMIN_KEPEGAWAIAN}),
    # Feedback and dialogue stay between the person and those who lead
    "umpan_balik.list": frozenset({H.PEMILIK}),
    "umpan_balik.read": frozenset({H.PEMILIK, H.ATASAN, H.KEPALA}),
    "umpan_balik.create": frozenset({H.PEMILIK, H.ATASAN, H.KEPALA}),
    "dialog.list": frozenset({H.PEMILIK, H.KEPALA}),
    "dialog.read": frozenset({H.PEMILIK, H.KEPALA}),
    "dialog.create": frozenset({H.ATASAN, H.KEPALA}),
    "dialog.update": frozenset({H.PEMILIK, H.KEPALA}),
    # Periods: the whole installation, so a role over a root unit
    "periode.open": frozenset({H.ADMIN_PERENCANAAN}),
    "periode.close": frozenset({H.ADMIN_PERENCANAAN}),
    "periode.reopen": frozenset({H.ADMIN_PERENCANAAN}),
    # The score engine: the whole installation as well
    "kebijakan_skor.list": frozenset({H.ADMIN_PERENCANAAN, H.PIMPINAN, H.INSPEKTORAT, H.SUPERADMIN}),
    "kebijakan_skor.create": frozenset({H.ADMIN_PERENCANAAN}),
    "perhitungan.list": frozenset({H.ADMIN_PERENCANAAN, H.PIMPINAN, H.INSPEKTORAT, H.SUPERADMIN}),
    "perhitungan.calculate": frozenset({H.ADMIN_PERENCANAAN}),
    "perhitungan.cancel": frozenset({H.ADMIN_PERENCANAAN}),
    "penutupan.verify": frozenset({H.ADMIN_PERENCANAAN, H.INSPEKTORAT}),
    "periode.list": frozenset({H.ADMIN_PERENCANAAN, H.PIMPINAN, H.INSPEKTORAT, H.SUPERADMIN}),
    "periode.verify": frozenset({H.ADMIN_PERENCANAAN}),
    "periode.lock": frozenset({H.ADMIN_PERENCANAAN}),
    "periode.update": frozenset({H.ADMIN_PERENCANAAN}),
    "kebijakan_periode.update": frozenset({H.ADMIN_PERENCANAAN}),
    # A month opened again for one unit and everything below it
    "pembukaan_unit.create": frozenset({H.ADMIN_PERENCANAAN}),
    "pembukaan_unit.end": frozenset({H.ADMIN_PERENCANAAN}),
    # Who has not entered, and who is left out of it with a reason
    "rekap.list": _MENGAWASI | {H.ADMIN_PERENCANAAN, H.VERIFIKATOR},
    "rekap.export": _MENGAWASI | {H.ADMIN_PERENCANAAN, H.VERIFIKATOR},
    "pengecualian.create": frozenset({H.ADMIN_PERENCANAAN}),
    "pengecualian.delete": frozenset({H.ADMIN_PERENCANAAN}),
}
# Nobody does these on work that is their own or that they entered themselves, whatever roles they hold.
BUKAN_UNTUK_SENDIRI: Final = frozenset(
    {
        "realisasi.verify",
        "realisasi.check",
        "realisasi.endorse",
        "koreksi.verify",
        "target.approve",
        "target.return",
        "addendum.approve",
        "addendum.reject",
        "akun.close",
        "akun.reopen",
        "undangan.create",
        "evaluasi.update",
        "evaluasi.finalize",
        "evaluasi.assign",
        "keberatan.respond",
        "keberatan.decide",
    }
)
# Which ``read`` decides whether the object exists for a user.
DIBACA_LEWAT: Final[Mapping[str, str]] = {
    "unit_kerja.create": "unit_kerja.read",
    "unit_kerja.update": "unit_kerja.read",
    "unit_kerja.move": "unit_kerja.read",
    "unit_kerja.merge": "unit_kerja.read",
    "unit_kerja.close": "unit_kerja.read",
    "dasbor_unit.read": "unit_kerja.read",
    "skor.read": "pegawai.read",
    "skp.update": "pegawai.read",
    "verifikasi.read": "realisasi.read",
    "lembar_unit.update": "unit_kerja.read",
    "realisasi.update": "realisasi.read",
    "realisasi.submit": "realisasi.read",
    "realisasi.verify": "realisasi.read",
    "realisasi.check": "realisasi.read",
    "realisasi.endorse": "realisasi.read",
    "koreksi.create": "realisasi.read",
    "koreksi.verify": "realisasi.read",
    "aturan_verifikasi.update": "aturan_verifikasi.read",
    "sasaran.update": "sasaran.read",
    "sasaran.move": "sasaran.read",
    "sasaran.close": "sasaran.read",
    "indikator.update": "indikator.read",
    "indikator.withdraw": "indikator.read",
    "impor_rencana.apply": "impor_rencana.read",
    "impor_rencana.cancel": "impor_rencana.read",
    "impor_rencana.update": "impor_rencana.read",
    "impor_rencana.undo": "impor_rencana.read",
    "target.create": "target.read",
    "target.update": "target.read",
    "target.delete": "target.read",
    "target.submit": "target.read",
    "target.cancel": "target.read",
    "target.approve": "target.read",
    "target.return": "target.read",
    "target.assign": "target.read",
    "addendum.create": "target.read",
    "addendum.cancel": "target.read",
    "addendum.approve": "target.read",
    "addendum.reject": "target.read",
    "matriks.read": "unit_kerja.read",
    "program.list": "unit_kerja.read",
    "program.create": "unit_kerja.read",
    "program.update": "unit_kerja.read",
    "program.delete": "unit_kerja.read",
    "impor.apply": "impor.read",
    "impor.cancel": "impor.read",
    "impor.update": "impor.read",
    "impor.undo": "impor.read",
    "pegawai.read_nip": "pegawai.read",
    "pengecualian.create": "pegawai.read",
    "pengecualian.delete": "pegawai.read",
    "pegawai.read_pribadi": "pegawai.read",
    "pegawai.update": "pegawai.read",
    "penempatan.assign": "pegawai.read",
    "penempatan.move": "pegawai.read",
    "penempatan.read": "pegawai.read",
    "penempatan.correct": "pegawai.read",
    "penempatan.end": "pegawai.read",
    "penugasan.end": "penugasan.read",
    "akun.close": "pegawai.read",
    "akun.reopen": "pegawai.read",
    "dokumen.create": "pegawai.read",
    "layanan.update": "layanan.list",
    "survei.update": "survei.read",
    "survei.open": "survei.read",
    "survei.close": "survei.read",
    "survei.publish": "survei.read",
    "survei.export": "survei.read",
    "token.create": "survei.read",
    "jawaban.record": "survei.read",
    "saran.list": "survei.read",
    "saran.approve": "survei.read",
    "tindak_lanjut.record": "survei.read",
    "dokumentasi.record": "survei.read",
    "kegiatan.update": "kegiatan.read",
    "kegiatan.delete": "kegiatan.read",
    "dokumen.retry": "dokumen.read",
    "paket.create": "unit_kerja.read",
    "paket.cancel": "paket.read",
    "paket.retry": "paket.read",
    "evaluasi.update": "evaluasi.read",
    "evaluasi.finalize": "evaluasi.read",
    "evaluasi.assign": "evaluasi.read",
    "evaluasi.accept": "evaluasi.read",
    "keberatan.create": "evaluasi.read",
    "keberatan.withdraw": "keberatan.read",
    "keberatan.respond": "keberatan.read",
    "keberatan.decide": "keberatan.read",
    "evaluasi_unit.finalize": "evaluasi_unit.read",
    "kebijakan_evaluasi.update": "unit_kerja.read",
    "umpan_balik.read": "pegawai.read",
    "umpan_balik.create": "pegawai.read",
    "dialog.update": "dialog.read",
}
# Which roles somebody may grant and withdraw, by the role through which it is done. Never to oneself.
BOLEH_DIBERIKAN: Final[Mapping[Hubungan, frozenset[Peran]]] = {
    H.SUPERADMIN: frozenset(Peran),
    H.ADMIN_KEPEGAWAIAN: frozenset(Peran) - {Peran.SUPERADMIN, Peran.INSPEKTORAT},
}
PERAN: Final = {Hubungan(peran.value): peran for peran in Peran}
