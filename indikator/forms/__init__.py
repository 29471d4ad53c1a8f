"""Forms of measurement."""

from indikator.forms.realisasi import (
    AturanVerifikasiForm,
    BuktiForm,
    CatatanForm,
    IsianForm,
    KembalikanForm,
    KoreksiForm,
    PastikanForm,
    TautanForm,
    TolakKoreksiForm,
    UnggahIsianForm,
    VersiForm,
)

__all__ = [
    "AturanVerifikasiForm",
    "BuktiForm",
    "CatatanForm",
    "IsianForm",
    "KembalikanForm",
    "KoreksiForm",
    "PastikanForm",
    "TautanForm",
    "TolakKoreksiForm",
    "UnggahIsianForm",
    "VersiForm",
]
