"""Data of a person in short sections, and the change of a status."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import (
    GOLONGAN_PPPK,
    PANGKAT,
    JenisKelamin,
    JenisPegawai,
    Pendidikan,
    StatusPegawai,
)
from binawidya.organisasi.forms.saran import isian_tanggal, mark, send_back
from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.nip import Nip, normalize, parse_nip
from binawidya.organisasi.services.pegawai import KOLOM, IsiPegawai, doubts_of, pegawai_mark
from binawidya.umum.dates import format_tanggal

_NIK = re.compile(r"[0-9]{16}")
_TELEPON = re.compile(r"\+?[0-9]{8,15}")
KOSONG: Final = ("", gettext_lazy("Belum diketahui"))
GOLONGAN: Final = [
    KOSONG,
    (gettext_lazy("PNS dan CPNS"), [(kode, f"{kode} · {nama}") for kode, nama in PANGKAT.items()]),
    (gettext_lazy("PPPK"), [(kode, kode) for kode in GOLONGAN_PPPK]),
]
BAGIAN: Final = (
    (gettext_lazy("Identitas"), ("nip", "jenis_pegawai", "jenis_kelamin", "gelar_depan", "nama", "gelar_belakang")),
    (gettext_lazy("Kelahiran"), ("tempat_lahir", "tanggal_lahir", "nik")),
    (gettext_lazy("Golongan dan pendidikan"), ("golongan", "tmt_golongan", "pendidikan", "jurusan", "tahun_lulus")),
    (gettext_lazy("Kontak"), ("email", "telepon")),
)
LEBAR: Final = {"nama": "col-lg-6", "gelar_depan": "col-lg-2", "gelar_belakang": "col-lg-4", "jurusan": "col-lg-8"}


@dataclass(frozen=True, slots=True)
class Isian:
    """One field of the page with what the server thinks of its value."""

    isian: BoundField
    peringatan: str
    lebar: str


def _teks(label: Any, panjang: int, *, wajib: bool = False, bantuan: Any = "", **attrs: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=panjang,
        required=wajib,
        help_text=bantuan,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
    )


class PegawaiForm(forms.Form):
    """A person. What is possible but odd is shown and taken once somebody says that it was looked at.

    :param pegawai: who is changed; none for a new person.
    """

    salah_satu = True  # nearly all may stay empty: the page says once which may not

    nip = _teks(
        gettext_lazy("NIP"), 30, wajib=True, inputmode="numeric",
        bantuan=gettext_lazy("18 angka, boleh dengan spasi."),
    )  # fmt: skip
    jenis_pegawai = forms.ChoiceField(
        label=gettext_lazy("Jenis pegawai"),
        help_text=gettext_lazy("Menentukan daftar golongan."),
        choices=JenisPegawai.choices,
    )
    gelar_depan = _teks(gettext_lazy("Gelar depan"), 50)
    nama = _teks(gettext_lazy("Nama tanpa gelar"), 150, wajib=True)
    gelar_belakang = _teks(gettext_lazy("Gelar belakang"), 80)
    jenis_kelamin = forms.ChoiceField(
        label=gettext_lazy("Jenis kelamin"),
        help_text=gettext_lazy("Terisi sendiri dari NIP."),
        choices=[("", gettext_lazy("Menurut NIP")), *JenisKelamin.choices],
        required=False,
    )
    tempat_lahir = _teks(gettext_lazy("Tempat lahir"), 80, bantuan=gettext_lazy("Kabupaten atau kota."))
    tanggal_lahir = isian_tanggal(
        gettext_lazy("Tanggal lahir"), required=False, help_text=gettext_lazy("Terisi sendiri dari NIP.")
    )
    nik = _teks(gettext_lazy("NIK"), 30, inputmode="numeric", bantuan=gettext_lazy("16 angka, seperti pada KTP."))
    golongan = forms.ChoiceField(label=gettext_lazy("Golongan"), choices=GOLONGAN, required=False)
    tmt_golongan = isian_tanggal(gettext_lazy("TMT golongan"), required=False)
    pendidikan = forms.ChoiceField(
        label=gettext_lazy("Pendidikan terakhir"), choices=[KOSONG, *Pendidikan.choices], required=False
    )
    jurusan = _teks(gettext_lazy("Jurusan"), 120)
    tahun_lulus = forms.IntegerField(
        label=gettext_lazy("Tahun lulus"),
        min_value=1950,
        max_value=2100,
        required=False,
        localize=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": 4}),
        error_messages={"invalid": gettext_lazy("Tahun lulus 4 angka, misalnya 2015.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("Surel"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    telepon = _teks(gettext_lazy("Telepon"), 30, type="tel", inputmode="tel")
    dilihat = mark()
    yakin = forms.CharField(max_length=400, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, pegawai: Pegawai | None = None) -> None:
        initial: dict[str, Any] = {}
        if pegawai is not None:
            initial = {name: getattr(pegawai, name) for name in KOLOM} | {"dilihat": pegawai_mark(pegawai)}
        super().__init__(data, initial=initial)
        self.pegawai = pegawai
        self.peringatan: dict[str, str] = {}
        self.nip_dibaca: Nip | None = None

    # --- fields -----------------------------------------------------------------------------------------------
    def clean_nik(self) -> str:
        digits = normalize(self.cleaned_data["nik"])
        if digits and not _NIK.fullmatch(digits):
            raise ValidationError(_("NIK 16 angka, ini %(n)d.") % {"n": len(digits)}, code="length")
        return digits

    def clean_telepon(self) -> str:
        number = re.sub(r"[\s().\-]", "", self.cleaned_data["telepon"])
        if number and not _TELEPON.fullmatch(number):
            raise ValidationError(_("Telepon 8 sampai 15 angka, boleh diawali +62."), code="invalid")
        return number

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if "nip" not in cleaned:
            return cleaned
        try:
            nip = parse_nip(cleaned["nip"], cleaned.get("jenis_pegawai", JenisPegawai.PNS))
        except ValidationError as error:
            self.add_error("nip", error)
            return cleaned
        self.nip_dibaca = nip
        cleaned["nip"] = nip.teks
        cleaned["jenis_kelamin"] = cleaned.get("jenis_kelamin") or nip.jenis_kelamin.value
        if "tanggal_lahir" in cleaned:
            cleaned["tanggal_lahir"] = cleaned["tanggal_lahir"] or nip.tanggal_lahir
        return cleaned

    def isi(self) -> IsiPegawai:
        """What was entered; call after ``is_valid()``."""
        values: dict[str, Any] = {name: self.cleaned_data[name] for name in KOLOM}
        return IsiPegawai(**values)

    # --- second looks -------------------------------------------------------------------------------------------
    def needs_second_look(self) -> bool:
        """Whether something is odd that nobody has confirmed yet; it is then in ``peringatan``."""
        own = self.pegawai.pk if self.pegawai else 0
        assert self.nip_dibaca is not None  # noqa: S101
        self.peringatan = doubts_of(self.isi(), self.nip_dibaca, own)
        if self.pegawai is not None:
            before = IsiPegawai(**{name: getattr(self.pegawai, name) for name in KOLOM})
            # What stood there already was looked at before.
            known = doubts_of(before, parse_nip_leniently(before), own)
            self.peringatan = {name: text for name, text in self.peringatan.items() if known.get(name) != text}
        seen = ",".join(sorted(self.peringatan))
        confirmed = bool(self.peringatan) and self.cleaned_data["yakin"] == seen
        send_back(self, "yakin", seen)
        return bool(self.peringatan) and not confirmed

    def show_conflict(self, now: Pegawai) -> None:
        """Mark what somebody else changed meanwhile; the next save is made knowing it."""
        for name in KOLOM:
            kept = getattr(now, name)
            if kept != self.cleaned_data.get(name):
                self.peringatan[name] = _("Sekarang tersimpan: %(nilai)s") % {"nilai": self._shown(name, kept)}
        send_back(self, "dilihat", pegawai_mark(now))

    def _shown(self, name: str, value: Any) -> str:
        if value in ("", None):
            return _("kosong")
        if hasattr(value, "year"):
            return format_tanggal(value)
        choices = getattr(self.fields[name], "choices", None)
        flat = dict(choices) if choices and name != "golongan" else {}
        return str(flat.get(value, value))

    def bagian(self) -> list[tuple[str, list[Isian]]]:
        """The fields under their headings."""
        return [
            (
                str(judul),
                [Isian(self[nama], self.peringatan.get(nama, ""), LEBAR.get(nama, "col-lg-4")) for nama in isi],
            )
            for judul, isi in BAGIAN
        ]


def parse_nip_leniently(isi: IsiPegawai) -> Nip:
    """An NIP that is stored already: what its digits say, even where the rule of its kind would refuse them."""
    try:
        return parse_nip(isi.nip, isi.jenis_pegawai)
    except ValidationError:
        return Nip(isi.nip, isi.tanggal_lahir, f"{isi.nip[8:12]}-{isi.nip[12:14]}", JenisKelamin(isi.jenis_kelamin), "")


class StatusForm(forms.Form):
    """A status from a day on."""

    status = forms.ChoiceField(
        label=gettext_lazy("Status baru"), choices=[("", gettext_lazy("Pilih status")), *StatusPegawai.choices]
    )
    tmt = isian_tanggal(gettext_lazy("TMT"), help_text=gettext_lazy("Hari pertama status itu berlaku; boleh di depan."))
    dasar = forms.CharField(label=gettext_lazy("Dasar (nomor SK)"), max_length=120)
    dilihat = mark()

    @property
    def nilai(self) -> Mapping[str, Any]:
        return self.cleaned_data
