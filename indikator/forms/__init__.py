"""Forms of measurement."""

from indikator.forms.realisasi import BuktiForm, CatatanForm, IsianForm, KembalikanForm, VersiForm

__all__ = ["BuktiForm", "CatatanForm", "IsianForm", "KembalikanForm", "VersiForm"]
