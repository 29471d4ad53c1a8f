"""Confirmations of acts on accounts. Who is meant stands beside them, see :mod:`binawidya.umum.selection`."""

from django import forms
from django.utils.translation import gettext_lazy as _


class _AksiForm(forms.Form):
    """``jumlah`` is the number of people that was read in the confirmation."""

    jumlah = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


class BuatAkunForm(_AksiForm):
    """Make accounts, and invite at once whoever can be written to."""

    kirim = forms.BooleanField(required=False, label=_("Sekaligus kirim undangan lewat surel"))


class UndangForm(_AksiForm):
    """Send invitations. ``atur_ulang`` is for one person who has a password already."""

    atur_ulang = forms.BooleanField(required=False, widget=forms.HiddenInput)


class CetakUndanganForm(UndangForm):
    """Print invitations; by default only for those who cannot be written to."""

    bersurel = forms.BooleanField(required=False, label=_("Cetak juga untuk yang surelnya tercatat"))
