"""What people may send: every field of every form is listed here, and nothing else of a row can be set with it."""

import importlib
import pkgutil
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import pytest
from django import forms
from django.db import models
from django.test import Client
from django.urls import reverse
from django_filters.filterset import BaseFilterSet
from import_export.resources import Resource
from rest_framework import serializers

import binawidya
import indikator
import kinerja
import survei
from indikator.enums import StatusRealisasi
from indikator.models import Realisasi
from tests.izin.bidang import bidang
from tests.kantor import Kantor

# The fields of a post, whichever act it is entered for.
_POS = {"unit_kerja", "jabatan", "jenis_jabatan", "memimpin", "tmt_mulai", "dasar", "atasan"}
# Form -> fields. A field that is added without a line here fails the run: think about who may set it.
FORMULIR = {
    "binawidya.beranda.forms.simulasi.CapaianForm": {
        "polarisasi",
        "target",
        "realisasi",
        "target_atas",
        "nilai_terburuk",
        "batas_atas",
        "tak_terlampaui",
    },
    "binawidya.beranda.forms.simulasi.KonsolidasiForm": {"agregasi", "nilai", "pembilang", "penyebut"},
    # a field for every unsur
    "binawidya.beranda.forms.simulasi.IkmForm": set(),
    "binawidya.beranda.forms.simulasi.SampelForm": {"populasi"},
    "binawidya.beranda.forms.simulasi.PredikatForm": {"hasil_kerja", "perilaku_kerja"},
    "binawidya.beranda.forms.simulasi.AngkaKreditForm": {"koefisien", "persen", "bulan"},
    "binawidya.organisasi.forms.akun.MasukForm": {"login", "password"},
    "binawidya.organisasi.forms.akun.KataSandiForm": {"oldpassword", "password1", "password2"},
    "binawidya.organisasi.forms.akun.LupaKataSandiForm": {"email"},
    "binawidya.organisasi.forms.akun.KataSandiBaruForm": {"password1", "password2"},
    "binawidya.organisasi.forms.akun_massal._AksiForm": {"jumlah"},
    "binawidya.organisasi.forms.akun_massal.BuatAkunForm": {"jumlah", "kirim"},
    "binawidya.organisasi.forms.akun_massal.UndangForm": {"jumlah", "atur_ulang"},
    "binawidya.organisasi.forms.akun_massal.CetakUndanganForm": {"jumlah", "atur_ulang", "bersurel"},
    "binawidya.organisasi.forms.undangan.KodeForm": {"kode"},
    "binawidya.organisasi.forms.undangan.KataSandiPertamaForm": {"password1", "password2"},
    "binawidya.organisasi.forms.impor.ImporForm": {"berkas", "unit_kerja", "berlaku_mulai"},
    "binawidya.organisasi.forms.impor.SetujuForm": {"lewati_ditolak"},
    # a field for every column of the sheet
    "binawidya.organisasi.forms.impor.PemetaanForm": set(),
    "binawidya.umum.spreadsheet.mapping_form.PemetaanLembarForm": set(),
    "binawidya.organisasi.forms.impor.UrungForm": {"ketik"},
    "binawidya.organisasi.forms.pegawai.PegawaiForm": {
        "nip",
        "jenis_pegawai",
        "gelar_depan",
        "nama",
        "gelar_belakang",
        "jenis_kelamin",
        "tempat_lahir",
        "tanggal_lahir",
        "nik",
        "golongan",
        "tmt_golongan",
        "pendidikan",
        "jurusan",
        "tahun_lulus",
        "email",
        "telepon",
        "dilihat",
        "yakin",
    },
    "binawidya.organisasi.forms.pegawai.StatusForm": {"status", "tmt", "dasar", "dilihat"},
    "binawidya.organisasi.forms.saran.SaranForm": set(),
    "binawidya.organisasi.forms.penempatan._TanggalWajar": set(),
    "binawidya.organisasi.forms.penempatan.PosForm": _POS,
    "binawidya.organisasi.forms.penempatan.MutasiForm": _POS | {"ikut_berakhir", "dilihat"},
    "binawidya.organisasi.forms.penempatan.TambahForm": _POS | {"jenis", "tmt_selesai", "dilihat"},
    "binawidya.organisasi.forms.penempatan.KoreksiForm": _POS | {"tmt_selesai", "alasan", "dilihat"},
    "binawidya.organisasi.forms.penempatan.AkhiriForm": {"tmt_selesai", "alasan", "dilihat"},
    "binawidya.organisasi.forms.penempatan.BatalkanForm": {"alasan", "dilihat"},
    "binawidya.organisasi.forms.penempatan.TanggalForm": {"tanggal"},
    "binawidya.organisasi.forms.penugasan.BeriPeranForm": {
        "akun",
        "peran",
        "unit_kerja",
        "berlaku_mulai",
        "berlaku_selesai",
        "dasar",
    },
    "binawidya.organisasi.forms.penugasan.CabutPeranForm": {"alasan", "terakhir"},
    "binawidya.organisasi.forms.penugasan.SaringPenugasanForm": {"cari", "peran", "keadaan"},
    "binawidya.organisasi.forms.unit_kerja.BerlakuForm": {"berlaku_mulai", "dasar"},
    "binawidya.organisasi.forms.unit_kerja.RencanaForm": {"berlaku_mulai", "dasar", "tanda"},
    "binawidya.organisasi.forms.unit_kerja.UnitKerjaForm": {
        "nama",
        "nama_pendek",
        "kode",
        "jenis",
        "alamat",
        "kontak",
        "berlaku_mulai",
        "dasar",
    },
    "binawidya.organisasi.forms.unit_kerja.PindahForm": {"induk", "puncak", "berlaku_mulai", "dasar", "tanda"},
    "binawidya.organisasi.forms.unit_kerja.GabungForm": {"saudara", "sumber", "berlaku_mulai", "dasar", "tanda"},
    "binawidya.organisasi.forms.unit_kerja.TutupForm": {"berlaku_mulai", "dasar", "tanda"},
    "binawidya.organisasi.forms.periode.TutupPeriodeForm": {"ketik"},
    "binawidya.organisasi.forms.periode.BukaKembaliForm": {"alasan"},
    "indikator.forms.rekap.SaringRekapForm": {"cari", "unit", "giliran"},
    "indikator.forms.rekap.PengecualianForm": {"alasan"},
    "binawidya.organisasi.forms.periode.KunciPeriodeForm": {"ketik"},
    "binawidya.organisasi.forms.periode.BukaUnitForm": {"unit_kerja", "sampai", "alasan"},
    "binawidya.organisasi.forms.periode.JadwalPeriodeForm": {
        "buka_at",
        "batas_pengisian",
        "akhir_pengisian",
        "batas_verifikasi",
        "tutup_at",
        "hari_pengingat",
    },
    "binawidya.organisasi.forms.periode.KebijakanPeriodeForm": {
        "hari_buka",
        "hari_batas",
        "hari_akhir",
        "hari_verifikasi",
        "tutup_sendiri",
        "kunci_sesudah",
        "hari_pengingat",
    },
    "binawidya.umum.forms.KetikForm": {"ketik"},
    # "nilai", or "pembilang" and "penyebut" where the indicator is a ratio
    "indikator.forms.realisasi.IsianForm": {"versi"},
    "indikator.forms.realisasi.KembalikanForm": {"alasan", "pesan", "versi"},
    "indikator.forms.realisasi.VersiForm": {"versi"},
    "indikator.forms.realisasi.BuktiForm": {"berkas"},
    "kinerja.forms.LaporanForm": {"jenis", "subjek", "awal", "periode", "bentuk"},
    "kinerja.forms.PaketForm": {"jenis", "subjek", "awal", "periode", "bentuk"},
}
TUBUH_API = {
    "indikator.api.CapaianBody": {
        "polarisasi",
        "target",
        "target_atas",
        "realisasi",
        "nilai_terburuk",
        "batas_atas",
        "tak_terlampaui",
    },
    "indikator.api.KonsolidasiBody": {"agregasi", "nilai", "pembilang", "penyebut", "sampai_bulan"},
    "survei.api.IkmBody": {"unsur"},
    "survei.api.SampelQuery": {"populasi"},
    "kinerja.api.PredikatBody": {"hasil_kerja", "perilaku_kerja"},
    "kinerja.api.AngkaKreditBody": {"koefisien", "persen", "bulan"},
}
# An area of its own: formulir_<area>.py with FORMULIR and, where it has an API, TUBUH_API
for _modul in bidang("formulir"):
    FORMULIR |= _modul.FORMULIR
    TUBUH_API |= getattr(_modul, "TUBUH_API", {})
# Shown on /komponen/ only, which exists while developing.
CONTOH = {"binawidya.umum.showcase"}


def _modules(package: ModuleType) -> None:
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if ".settings" not in found.name and ".migrations" not in found.name and ".wsgi" not in found.name:
            importlib.import_module(found.name)


def _subclasses(base: type) -> set[type]:
    found = set(base.__subclasses__())
    return found | {deeper for one in found for deeper in _subclasses(one)}


def _own(base: type) -> dict[str, type]:
    for package in (binawidya, indikator, kinerja, survei):
        _modules(package)
    return {
        f"{one.__module__}.{one.__qualname__}": one
        for one in _subclasses(base)
        if one.__module__.split(".")[0] in {"binawidya", "indikator", "kinerja", "survei"}
        and one.__module__ not in CONTOH
    }


def test_every_form_and_field_is_listed() -> None:
    known = {**FORMULIR}
    found = {
        name: set(getattr(form, "base_fields", {})) or known.get(name, set())
        for name, form in _own(forms.BaseForm).items()
    }
    # allauth's forms get some fields when they are made; the list above names them all.
    for name in ("MasukForm", "KataSandiForm", "LupaKataSandiForm", "KataSandiBaruForm"):
        found[f"binawidya.organisasi.forms.akun.{name}"] = FORMULIR[f"binawidya.organisasi.forms.akun.{name}"]
    filters = {name for name in found if ".filters." in name or "FilterSet" in name}
    assert {name: fields for name, fields in found.items() if name not in filters} == FORMULIR


def test_every_body_of_the_api_is_listed() -> None:
    bodies = {
        name: set(serializer().fields)
        for name, serializer in _own(serializers.Serializer).items()
        if not name.endswith("Answer")
    }
    assert bodies == TUBUH_API


def _broad(one: type) -> list[str]:
    """Why a class that is made from a model takes more than the fields somebody wrote down."""
    meta = getattr(one, "Meta", None)
    if getattr(meta, "model", None) is None:
        return []
    fields = getattr(meta, "fields", None)
    return [
        *(["no list of fields"] if not isinstance(fields, list | tuple) else []),
        *(["fields left out instead of listed"] if getattr(meta, "exclude", None) else []),
    ]


def test_whatever_is_made_from_a_model_lists_its_fields() -> None:
    made = {**_own(forms.BaseForm), **_own(serializers.Serializer), **_own(BaseFilterSet), **_own(Resource)}
    assert len([one for one in made.values() if getattr(getattr(one, "Meta", None), "model", None)]) >= 2
    assert {name: why for name, one in made.items() if (why := _broad(one))} == {}


def test_no_form_is_made_from_a_model_in_passing() -> None:
    """A form that a function makes is in no list; and the short word for "all fields" stands nowhere."""
    found = []
    for package in (binawidya, indikator, kinerja, survei):
        for path in Path(package.__path__[0]).rglob("*.py"):
            text = path.read_text()
            found += [f"{path}: {word}" for word in ("modelform_factory", "modelformset_", '__all__"') if word in text]
    assert found == []


def test_control_a_form_that_takes_all_fields_is_found() -> None:
    class Semua(forms.ModelForm):  # type: ignore[type-arg]
        class Meta:
            model = Realisasi
            fields = "__all__"  # noqa: DJ007

    class Kecuali(forms.ModelForm):  # type: ignore[type-arg]
        class Meta:
            model = Realisasi
            exclude = ["status"]  # noqa: DJ006

    class Sempit(forms.ModelForm):  # type: ignore[type-arg]
        class Meta:
            model = Realisasi
            fields = ["catatan"]

    assert [len(_broad(one)) for one in (Semua, Kecuali, Sempit)] == [1, 2, 0]


def _forged(model: type[models.Model], prefix: str = "") -> dict[str, str]:
    """A value for every column of a model, as somebody who wants more than a form offers would send them."""
    forged = {}
    for field in model._meta.get_fields():
        if not getattr(field, "concrete", False):
            continue
        for name in (field.name, f"{prefix}{field.name}", f"{field.name}_id"):
            forged[name] = "disetujui" if field.name == "status" else "1"
    return forged


@pytest.mark.parametrize("cara", ["simpan_satu", "simpan_semua", "catatan"])
def test_pegawai_sets_nothing_but_the_offered_fields(cara: str, kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", nilai="9")
    target = kantor.target["pegawai"]
    prefix = f"t{target.pk}-"
    forged = _forged(Realisasi, prefix) | {f"{prefix}nilai": "7", f"{prefix}versi": str(entry.versi), "catatan": "x"}
    bulan = (kantor.tahun, kantor.kini)
    address = {
        "simpan_satu": reverse("indikator:realisasi_record", kwargs={"bulan": bulan, "pk": target.pk}),
        "simpan_semua": reverse("indikator:realisasi_record_all", kwargs={"bulan": bulan}),
        "catatan": reverse("indikator:realisasi_note", kwargs={"pk": entry.pk}),
    }[cara]
    before = Realisasi.objects.filter(pk=entry.pk).values().get()
    client = Client()
    client.force_login(kantor.user["pegawai"])
    client.post(address, forged)
    after = Realisasi.objects.filter(pk=entry.pk).values().get()
    changed = {name for name in after if after[name] != before[name]}
    assert changed <= {"nilai", "versi", "diisi_at", "catatan", "kendala", "rencana"}
    assert changed, "the good part of the request was taken"
    assert after["status"] == StatusRealisasi.TERSIMPAN
    assert after["nilai"] in {Decimal(7), Decimal(9)}


def test_atasan_sets_nothing_but_the_decision(kantor: Kantor) -> None:
    entry = kantor.isi("pegawai", nilai="9", status=StatusRealisasi.DIAJUKAN)
    client = Client()
    client.force_login(kantor.user["atasan"])
    client.post(
        reverse("indikator:realisasi_return", kwargs={"pk": entry.pk}),
        _forged(Realisasi) | {"versi": str(entry.versi), "alasan": "", "pesan": "Salah hitung.", "nilai": "120"},
    )
    entry.refresh_from_db()
    assert (entry.nilai, entry.status, entry.alasan) == (9, StatusRealisasi.DIKEMBALIKAN, "Salah hitung.")
    assert entry.diisi_oleh == kantor.user["pegawai"]
