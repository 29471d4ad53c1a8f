"""Sample data for ``/komponen/``: every component in every state. Used while developing only; people are invented."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone

from binawidya.umum.dates import BULAN_PENDEK
from binawidya.umum.fields import AngkaFormField
from binawidya.umum.forms import KetikForm
from binawidya.umum.tables import PAGE_SIZE, Page, read_page, read_sort
from binawidya.umum.vocabulary import MUTU, TANDA

COLUMNS = {"nama": ["nama"], "nilai": ["nilai"]}


class ContohForm(forms.Form):
    """Every kind of control."""

    target = AngkaFormField(label="Target Oktober", help_text="Pakai koma untuk pecahan, misalnya 1.234,5.")
    nip = forms.CharField(label="NIP", min_length=18, error_messages={"min_length": "NIP 18 angka, ini baru 16."})
    realisasi = AngkaFormField(label="Realisasi")
    kendala = forms.CharField(label="Kendala", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    unit = forms.ChoiceField(label="Unit", choices=[("", "Pilih unit"), ("1", "Seksi Pelayanan Umum")])
    tanggal = forms.DateField(label="TMT", widget=forms.DateInput(attrs={"type": "date"}), required=False)
    berkas = forms.FileField(label="Bukti dukung", help_text="PDF, JPG, PNG atau XLSX, paling besar 10 MB.")
    cara = forms.ChoiceField(
        label="Cara menjumlahkan",
        choices=[("jumlah", "Jumlah"), ("rata", "Rata-rata"), ("akhir", "Posisi akhir")],
        widget=forms.RadioSelect,
        help_text="Menentukan bagaimana dua belas bulan menjadi satu angka.",
    )
    wajib = forms.BooleanField(label="Bukti wajib dilampirkan", required=False, initial=True)
    sandi = forms.CharField(
        label="Kata sandi", widget=forms.PasswordInput(attrs={"autocomplete": "off"}), required=False
    )


@dataclass(frozen=True, slots=True)
class Baris:
    """One row of the sample list."""

    nama: str
    nip: str
    jabatan: str
    nilai: Decimal | None
    predikat: str


ROWS = (
    Baris("Rina Marlina Sitorus, S.Sos.", "199201192015032003", "Analis Pelayanan Publik", Decimal("97.03"), "baik"),
    Baris("Rizky Ananda Putra, S.Kom.", "199605272020121005", "Pranata Komputer", Decimal("103.41"), "sangat_baik"),
    Baris("Yusuf Hamdani", "199803022025211041", "Pramu Layanan (PPPK Paruh Waktu)", None, "kurang"),
)
SETS = (
    ("Capaian", ("k5", "k4", "k3", "k2", "k1", "belum_diketahui", "tidak_terdefinisi", "belum_diukur")),
    ("Realisasi", (
        "belum_diisi", "tersimpan", "diajukan", "disetujui", "dikembalikan", "perlu_diperiksa", "tidak_dilaporkan",
        "terkunci", "dari_survei", "turunan", "dikoreksi", "draf",
    )),
    ("Predikat", ("istimewa", "sangat_baik", "baik", "butuh_perbaikan", "kurang", "sangat_kurang")),
    ("Perkiraan", ("tercapai", "belum_pasti", "tidak_tercapai")),
    ("Periode", ("belum_dibuka", "dibuka", "verifikasi", "ditutup", "dibuka_kembali")),
    ("Impor", ("dibaca", "siap", "diterapkan", "dibatalkan", "baru", "berubah", "tetap", "ditolak")),
    ("Dokumen", ("diminta", "selesai", "gagal")),
    ("Pegawai", ("aktif", "cuti", "tubel", "pensiun", "keluar")),
)  # fmt: skip


def _wrong_form() -> ContohForm:
    form = ContohForm(
        {"target": "95.52", "nip": "1994081820190320", "realisasi": "1.234,5", "cara": "", "unit": "", "wajib": "on"},
        auto_id="salah_%s",
    )
    form.is_valid()
    return form


def _page(request: HttpRequest) -> Page[Baris]:
    number = min(read_page(request.GET.get("hal")), 5)
    return Page(
        ROWS,
        total=112,
        number=number,
        size=PAGE_SIZE,
        query=request.GET,
        path=request.path,
        sort=read_sort(request.GET.get("urut"), COLUMNS, "nama"),
    )


def _closing() -> datetime:
    return timezone.now() + timedelta(days=5)


def showcase(request: HttpRequest) -> dict[str, Any]:
    """Context of the page."""
    shown = {kode for _name, kode_set in SETS for kode in kode_set}
    wrong_word = KetikForm({"ketik": "tutup saja"}, kata="TUTUP", auto_id="kata_salah_%s")
    wrong_word.is_valid()
    return {
        "breadcrumb": [("Pengembangan", ""), ("Komponen", "")],
        "sets": [*SETS, ("Lainnya", tuple(kode for kode in TANDA if kode not in shown and kode != "terlambat"))],
        "mutu": [*MUTU],
        "form": ContohForm(initial={"realisasi": Decimal("1234.5")}, auto_id="isi_%s"),
        "wrong": _wrong_form(),
        "word": KetikForm(kata="TUTUP"),
        "wrong_word": wrong_word,
        "page": _page(request),
        "trend": [95.42, 96.1, 95.9, 97.0, 97.4, 98.1, 98.0, 98.9, 98.69],
        "gaps": [4, 6, None, 9, 11, 10, None, 13, 12],
        "history": [179, 183, 174, 181, 190, 188, 186, 196, 178, 183, 187, 1842],
        "months": [BULAN_PENDEK[(place + 10) % 12] for place in range(12)],
        "odd": [11],
        "cells": [(101, "k5"), (86, "k4"), (70, "k3"), (55, "k2"), (30, "k1")],
        "unknown": ["tidak_dilaporkan", "belum_diketahui", "belum_diukur"],
        "closing": _closing(),
        "money": Decimal("9412300000"),
    }
