"""Evaluations on the small office: opened, drafted, confirmed, objected to, as their services make them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Penempatan, Periode
from indikator.models import KebijakanSkor
from kinerja.enums import JenisEvaluasi
from kinerja.masa import Masa
from kinerja.models import (
    DialogKinerja,
    Evaluasi,
    EvaluasiUnit,
    Keberatan,
    KebijakanEvaluasi,
    PesertaDialog,
    SkorPegawai,
    TindakLanjut,
)
from kinerja.services.evaluasi import Isian, evaluasi_accept, evaluasi_open, evaluasi_update
from kinerja.services.evaluasi_tetap import evaluasi_finalize, evaluasi_unit_finalize
from kinerja.services.keberatan import keberatan_create
from tests.kantor import Kantor


def masa_of(kantor: Kantor) -> Masa:
    """The month before the present one, which is closed; in January the month itself, closed by hand."""
    bulan = max(kantor.kini - 1, 1)
    Periode.objects.filter(pk=kantor.periode[bulan].pk).exclude(status=StatusPeriode.DITUTUP).update(
        status=StatusPeriode.DITUTUP, ditutup_at=timezone.now()
    )
    return Masa(kantor.tahun, JenisEvaluasi.BULANAN, bulan)


def siapkan(kantor: Kantor) -> Masa:
    """An office that evaluates by months. Who acted for atasan until yesterday did so long ago here."""
    Penempatan.objects.filter(pegawai=kantor.pegawai["mantan_atasan"]).update(tmt_selesai=date(2021, 1, 1))
    masa = masa_of(kantor)
    KebijakanEvaluasi.objects.get_or_create(
        unit_kerja=kantor.unit["akar"], tahun=masa.tahun, defaults={"berkala": JenisEvaluasi.BULANAN}
    )
    return masa


def buka(kantor: Kantor) -> Masa:
    """Evaluations of everybody, once."""
    masa = siapkan(kantor)
    evaluasi_open(actor=kantor.user["admin_kepegawaian"], unit=kantor.unit["akar"], masa=masa)
    return masa


def skor(kantor: Kantor, nama: str, nilai: str, masa: Masa) -> None:
    """A score of a person, as the engine would leave it."""
    post = kantor.pegawai[nama].penempatan.earliest("pk")
    SkorPegawai.objects.update_or_create(
        pegawai=kantor.pegawai[nama],
        periode=Periode.objects.get(tahun=masa.tahun, bulan=masa.bulan_terakhir),
        defaults={
            "unit_kerja": post.unit_kerja,
            "kebijakan": KebijakanSkor.objects.get(),
            "nilai": Decimal(nilai),
            "bobot_terukur": Decimal(100),
            "jumlah_target": 1,
            "jumlah_terukur": 1,
            "lengkap": True,
        },
    )


def evaluasi_of(kantor: Kantor, nama: str = "pegawai") -> Evaluasi:
    """The evaluation of a person that counts."""
    return Evaluasi.objects.berlaku().get(pegawai=kantor.pegawai[nama])


def draf(kantor: Kantor, nama: str = "pegawai") -> Evaluasi:
    """A draft nobody has touched."""
    buka(kantor)
    return evaluasi_of(kantor, nama)


def predikat_unit(kantor: Kantor, unit: str = "pelayanan", predikat: str = "baik") -> EvaluasiUnit:
    """The predikat of a unit, set from above."""
    row = EvaluasiUnit.objects.get(unit_kerja=kantor.unit[unit])
    return evaluasi_unit_finalize(
        actor=kantor.user["camat"], evaluasi_unit=row, predikat=predikat, alasan="Menurut laporan unit.",
        versi=row.versi,
    )  # fmt: skip


def nilai(kantor: Kantor, hasil: str = "sesuai", perilaku: str = "sesuai", nama: str = "pegawai") -> Evaluasi:
    """A complete draft."""
    row = draf(kantor, nama)
    isian = Isian(hasil, "Menurut bukti dukung.", perilaku)
    evaluasi_update(actor=kantor.user["atasan"], isian={row.pk: isian})
    return evaluasi_of(kantor, nama)


def tetapkan(kantor: Kantor, hasil: str = "sesuai", perilaku: str = "sesuai", nama: str = "pegawai") -> Evaluasi:
    """A confirmed evaluation."""
    row = nilai(kantor, hasil, perilaku, nama)
    if not EvaluasiUnit.objects.get(pk=row.evaluasi_unit_id).predikat:
        predikat_unit(kantor)
    evaluasi_finalize(actor=kantor.user["atasan"], evaluasi_ids=[row.pk], alasan_pola="Hanya dua orang.")
    return evaluasi_of(kantor, nama)


def diterima(kantor: Kantor) -> Evaluasi:
    """Confirmed and received."""
    return evaluasi_accept(actor=kantor.user["pegawai"], evaluasi=tetapkan(kantor))


def keberatan(kantor: Kantor) -> Keberatan:
    """An objection under examination."""
    return keberatan_create(actor=kantor.user["pegawai"], evaluasi=diterima(kantor), alasan="Bukti September terlewat.")


def dialog(kantor: Kantor) -> TindakLanjut:
    """Minutes of a talk of atasan with pegawai, with one agreed action."""
    made = DialogKinerja.objects.create(
        unit_kerja=kantor.unit["pelayanan"], tanggal=date(kantor.tahun, kantor.kini, 1), topik="Antrean loket",
        pokok="Loket dua sering kosong.", pencatat=kantor.user["atasan"],
    )  # fmt: skip
    for nama in ("atasan", "pegawai"):
        PesertaDialog.objects.create(dialog=made, pegawai=kantor.pegawai[nama])
    return TindakLanjut.objects.create(
        dialog=made, uraian="Susun jadwal jaga", penanggung_jawab=kantor.pegawai["pegawai"],
        batas=date(kantor.tahun, 12, 31),
    )  # fmt: skip


def kirim(form: dict[str, Any], pk: int) -> dict[str, Any]:
    """Fields of one row of the table of a team."""
    return {f"{pk}-{name}": value for name, value in form.items()}
