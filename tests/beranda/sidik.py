"""The content of the demo office without ids, so that two loads can be compared."""

import hashlib
from typing import Any, Final

from django.db.models import Model

from binawidya.organisasi.models import Pegawai, Penempatan, Penugasan, Periode, UnitKerja, User
from indikator.models import Bukti, Capaian, Indikator, KebijakanSkor, Realisasi, Sasaran, TargetIndikator
from kinerja.models import SkorPegawai, SkorUnit

_TARGET: Final = ("target__indikator__kode", "target__unit_kerja__kode", "target__pegawai__nip", "target__tahun")
_PERIODE: Final = ("periode__tahun", "periode__bulan")
ISI: Final[dict[type[Model], tuple[str, ...]]] = {
    UnitKerja: ("kode", "nama", "nama_pendek", "jenis", "induk__kode", "berlaku_mulai", "alamat", "kontak"),
    User: ("username", "email", "is_active"),
    Pegawai: ("nip", "nama", "gelar_depan", "gelar_belakang", "jenis_pegawai", "status", "golongan", "email"),
    Penempatan: ("pegawai__nip", "unit_kerja__kode", "jabatan__nama", "jenis", "memimpin", "tmt_mulai", "tmt_selesai"),
    Penugasan: ("user__username", "peran", "unit_kerja__kode", "berlaku_mulai"),
    Periode: ("tahun", "bulan", "status", "batas_pengisian", "batas_verifikasi", "ditutup_at"),
    KebijakanSkor: ("tahun", "versi", "batas_atas", "batas_bawah", "tidak_dilaporkan", "skala__nama", "skala__batas"),
    Sasaran: ("kode", "nama", "jenis", "induk__kode", "tahun_mulai", "tahun_selesai"),
    Indikator: ("unit_kerja__kode", "kode", "nama", "agregasi", "polarisasi", "sumber", "satuan", "sasaran__kode"),
    TargetIndikator: (
        "indikator__unit_kerja__kode", "indikator__kode", "tahun", "unit_kerja__kode", "pegawai__nip", "pengisi__nip",
        "sumber", "induk__indikator__kode", "induk__unit_kerja__kode", "target", "bulanan", "bobot",
    ),
    Realisasi: (
        *_TARGET, *_PERIODE, "nilai", "pembilang", "penyebut", "catatan", "status", "versi", "diisi_oleh__username",
        "diisi_at", "diajukan_at", "terlambat_hari", "diverifikasi_oleh__username", "diverifikasi_at", "alasan",
    ),
    Bukti: ("realisasi__target__indikator__kode", "oleh__username", "jenis", "nama", "tautan", "sha256", "created_at"),
    Capaian: (*_TARGET, *_PERIODE, "status", "capaian", "kelas"),
    SkorPegawai: ("pegawai__nip", *_PERIODE, "nilai", "kelas", "lengkap"),
    SkorUnit: ("unit_kerja__kode", *_PERIODE, "nilai", "kelas", "lengkap"),
}  # fmt: skip


def sidik() -> dict[str, str]:
    """A digest for each table."""
    return {model.__name__: _digest(model, columns) for model, columns in ISI.items()}


def _digest(model: type[Model], columns: tuple[str, ...]) -> str:
    rows: Any = model._default_manager.order_by().values_list(*columns)
    return hashlib.sha256("\n".join(sorted(map(repr, rows))).encode()).hexdigest()
