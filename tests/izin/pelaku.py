"""Who stands how to the work of ``pegawai`` in Seksi Pelayanan: written by hand, not computed.

The policy table says which relations suffice for an act; this table says which relations each person of the test
office has. Together they give the expected answer of every address for everybody.
"""

from typing import Final

from binawidya.organisasi.policy import BUKAN_UNTUK_SENDIRI, DIBACA_LEWAT, TABEL, Hubungan
from binawidya.umum.http import PUBLIC, SIGNED_IN

H = Hubungan
ANONIM: Final = "anonim"

# To an object that hangs on Seksi Pelayanan and is the work of "pegawai".
KEPADA_PEGAWAI: Final[dict[str, set[Hubungan]]] = {
    "pegawai": {H.PEMILIK, H.ANGGOTA, H.SEKANTOR},
    "rekan": {H.ANGGOTA, H.SEKANTOR},
    "pegawai_lain": {H.SEKANTOR},
    "atasan": {H.ATASAN, H.KEPALA, H.ANGGOTA, H.SEKANTOR},
    "atasan_lain": {H.SEKANTOR},
    "mantan_atasan": set(),
    "camat": {H.KEPALA, H.SEKANTOR},
    "verifikator": {H.VERIFIKATOR},
    "verifikator_lain": set(),
    "mantan_verifikator": set(),
    "calon_verifikator": set(),
    "operator": {H.OPERATOR},
    "admin_kepegawaian": {H.ADMIN_KEPEGAWAIAN},
    "admin_kepegawaian_lain": set(),
    "mantan_admin_kepegawaian": set(),
    "admin_perencanaan": {H.ADMIN_PERENCANAAN},
    "pengelola_survei": {H.PENGELOLA_SURVEI},
    "pimpinan": {H.PIMPINAN},
    "inspektorat": {H.INSPEKTORAT},
    "superadmin": {H.SUPERADMIN},
    # A role of somebody who has left counts no more; one of a closed account counts, but nobody is let in with it
    "pensiunan": set(),
    "nonaktif": {H.ADMIN_KEPEGAWAIAN},
}
# Who is asked to sign in, because the person has left or the account was closed.
TIDAK_MASUK: Final = {ANONIM, "pensiunan", "nonaktif"}
# Held anywhere: for lists that show to everyone what lies in the own scope.
DI_MANA_SAJA: Final[dict[str, set[Hubungan]]] = {
    **KEPADA_PEGAWAI,
    "rekan": {H.PEMILIK, H.ANGGOTA, H.SEKANTOR},
    "pegawai_lain": {H.PEMILIK, H.ANGGOTA, H.SEKANTOR},
    "atasan": {H.PEMILIK, H.ATASAN, H.KEPALA, H.ANGGOTA, H.SEKANTOR},
    "atasan_lain": {H.PEMILIK, H.ATASAN, H.KEPALA, H.ANGGOTA, H.SEKANTOR},
    "mantan_atasan": {H.PEMILIK},
    "camat": {H.PEMILIK, H.ATASAN, H.KEPALA, H.ANGGOTA, H.SEKANTOR},
    "verifikator_lain": {H.VERIFIKATOR},
    "admin_kepegawaian_lain": {H.ADMIN_KEPEGAWAIAN},
}
# Over the whole installation: roles at the root unit.
DI_AKAR: Final[dict[str, set[Hubungan]]] = {
    name: relations
    & {H.ADMIN_KEPEGAWAIAN, H.ADMIN_PERENCANAAN, H.PENGELOLA_SURVEI, H.PIMPINAN, H.INSPEKTORAT, H.SUPERADMIN}
    for name, relations in KEPADA_PEGAWAI.items()
}

OK: Final = "ya"
TERLARANG: Final = 403
TAK_ADA: Final = 404
KE_MASUK: Final = 302


def jawaban(pelaku: str, act: str, lingkup: str) -> int | str:
    """The answer that the policy promises: ``OK``, 403, 404, or the way to sign-in.

    :param lingkup: ``pegawai`` for an object of hers, ``daftar`` for a list of the own scope, ``akar`` for the whole
        installation.
    """
    if act == PUBLIC:
        return OK
    if pelaku in TIDAK_MASUK:
        return KE_MASUK
    if act == SIGNED_IN:
        return OK
    if lingkup == "daftar":
        return OK if TABEL[act] & DI_MANA_SAJA[pelaku] else TERLARANG
    if lingkup == "akar":
        return OK if TABEL[act] & DI_AKAR[pelaku] else TERLARANG
    relations = KEPADA_PEGAWAI[pelaku]
    if not TABEL[DIBACA_LEWAT.get(act, act)] & relations:
        return TAK_ADA
    own = pelaku == "pegawai" and act in BUKAN_UNTUK_SENDIRI
    return OK if TABEL[act] & relations and not own else TERLARANG
