"""Forms of the organisation."""

from binawidya.organisasi.forms.akun import KataSandiBaruForm, KataSandiForm, LupaKataSandiForm, MasukForm

__all__ = ["KataSandiBaruForm", "KataSandiForm", "LupaKataSandiForm", "MasukForm"]
