"""Plans in the matrix: what each address is asked for, and what a good request carries. All of it is next year's."""

from datetime import date
from decimal import Decimal
from typing import Any

from indikator.models import AddendumTarget, ProgramAnggaran
from indikator.models.addendum_target import KOLOM
from indikator.services.rencana import plan_mark
from tests.indikator.rencana_bantu import diajukan, draf, pemilik
from tests.kantor import Kantor


def rencana(kantor: Kantor) -> dict[str, Any]:
    """The plan of pegawai."""
    return {"tahun": kantor.tahun + 1, "kunci": pemilik(kantor).kunci}


def rencana_draf(kantor: Kantor) -> dict[str, Any]:
    draf(kantor, pemilik(kantor))
    return rencana(kantor)


def rencana_diajukan(kantor: Kantor) -> dict[str, Any]:
    diajukan(kantor, draf(kantor, pemilik(kantor)), "pegawai")
    return rencana(kantor)


def tanda(kantor: Kantor) -> dict[str, Any]:
    return {"tanda": plan_mark([*pemilik(kantor).target()]), "alasan": "Terlalu rendah."}


def isi_kisi(kantor: Kantor) -> dict[str, Any]:
    target = pemilik(kantor).target().get()
    return {f"t{target.pk}-{name}": value for name, value in _figures().items()} | {f"t{target.pk}-versi": "1"}


def _figures(monthly: int = 20) -> dict[str, str]:
    months = {f"b{month}": str(monthly) for month in range(1, 13)}
    return {"target": str(12 * monthly), "bobot": "100", **months}


def indikator_lain(kantor: Kantor) -> dict[str, Any]:
    one = kantor.indikator("R-9", "pelayanan")
    return rencana(kantor) | {"indikator": one.pk}


def isi_target(kantor: Kantor) -> dict[str, Any]:
    return _figures() | {"cara": "ketik", "versi": "1"}


def target_draf(kantor: Kantor) -> dict[str, Any]:
    return {"pk": draf(kantor, pemilik(kantor)).pk}


def target_disetujui(kantor: Kantor) -> dict[str, Any]:
    return {"pk": kantor.target["pegawai"].pk}


def turunkan(kantor: Kantor) -> dict[str, Any]:
    return {"cara": "disalin", pemilik(kantor, "rekan").kunci: "60"}


def isi_addendum(kantor: Kantor) -> dict[str, Any]:
    target = kantor.target["pegawai"]
    due = [month for month in range(1, 13) if target.bulanan[month - 1] is not None]
    return {
        "target": str(11 * len(due)),
        "bobot": "100",
        "alasan": "Anggaran dikurangi.",
        "tanggal": date(target.tahun, 6, 1).isoformat(),
        "versi": "1",
        **{f"b{month}": "11" for month in due},
    }


def addendum(kantor: Kantor) -> dict[str, Any]:
    target = kantor.target["pegawai"]
    values = {name: getattr(target, name) for name in KOLOM}
    row = AddendumTarget.objects.create(
        target=target, alasan="Anggaran dikurangi.", tanggal=date(target.tahun, 6, 1),
        diajukan_oleh=kantor.user["pegawai"], diajukan_at=kantor.periode[1].batas_pengisian,
        **{f"{name}_lama": value for name, value in values.items()},
        **{f"{name}_baru": value for name, value in (values | {"bobot": Decimal(90)}).items()},
    )  # fmt: skip
    return {"pk": row.pk}


def alasan(kantor: Kantor) -> dict[str, Any]:
    return {"alasan": "Tidak perlu."}


def unit_tahun(kantor: Kantor) -> dict[str, Any]:
    return {"tahun": kantor.tahun, "unit": kantor.unit["pelayanan"].pk}


def program(kantor: Kantor) -> dict[str, Any]:
    row = ProgramAnggaran.objects.create(
        unit_kerja=kantor.unit["pelayanan"], tahun=kantor.tahun, kode="7.01", nama="Penunjang", anggaran=Decimal(1000)
    )
    return {"pk": row.pk}


def isi_program(kantor: Kantor) -> dict[str, Any]:
    return {"kode": "7.02", "nama": "Pelayanan publik", "jenis": "program", "anggaran": "1.250.000"}


def orang_tahun(kantor: Kantor) -> dict[str, Any]:
    return {"tahun": kantor.tahun, "pk": kantor.pegawai["pegawai"].pk}


def isi_skp(kantor: Kantor) -> dict[str, Any]:
    return {"pendekatan": "kualitatif", "dukungan": "Komputer.", "akuntabel": "Jujur."}


# A plan of a person is decided by the superior alone, and by planning only where there is none.
HANYA_ATASAN: dict[str, int | str] = {"camat": 403, "admin_perencanaan": 403}
# The own plan belongs to people, not to technical accounts.
HANYA_PEGAWAI: dict[str, int | str] = {"admin_perencanaan": 403, "pimpinan": 403, "inspektorat": 403}


def kasus(baru: Any) -> dict[str, Any]:
    """The entries of the matrix."""
    return {
        "indikator:rencana_list": baru("daftar"),
        "indikator:rencana_export": baru("daftar"),
        "indikator:rencana_saya": baru("daftar", lain=HANYA_PEGAWAI),
        "indikator:rencana_detail": baru(alamat=rencana_draf),
        "indikator:rencana_grid": baru(alamat=rencana_draf),
        "indikator:rencana_record": baru(alamat=rencana_draf, isi=isi_kisi),
        "indikator:rencana_submit": baru(alamat=rencana_draf),
        "indikator:rencana_cancel": baru(alamat=rencana_diajukan),
        "indikator:rencana_approve": baru(alamat=rencana_diajukan, isi=tanda, lain=HANYA_ATASAN),
        "indikator:rencana_return": baru(alamat=rencana_diajukan, isi=tanda, lain=HANYA_ATASAN),
        "indikator:target_new": baru(alamat=rencana),
        "indikator:target_create": baru(alamat=indikator_lain, isi=isi_target),
        "indikator:target_edit": baru(alamat=target_draf),
        "indikator:target_update": baru(alamat=target_draf, isi=isi_target),
        "indikator:target_delete": baru(alamat=target_draf),
        "indikator:target_assign_form": baru(alamat=target_draf),
        "indikator:target_assign": baru(alamat=target_draf, isi=turunkan),
        "indikator:addendum_new": baru(alamat=target_disetujui),
        "indikator:addendum_create": baru(alamat=target_disetujui, isi=isi_addendum),
        "indikator:addendum_detail": baru(alamat=addendum),
        "indikator:addendum_cancel": baru(alamat=addendum),
        "indikator:addendum_approve": baru(alamat=addendum, lain=HANYA_ATASAN),
        "indikator:addendum_reject": baru(alamat=addendum, isi=alasan, lain=HANYA_ATASAN),
        "indikator:matriks_detail": baru(alamat=unit_tahun),
        "indikator:program_list": baru(alamat=unit_tahun),
        "indikator:program_create": baru(alamat=unit_tahun, isi=isi_program),
        "indikator:program_edit": baru(alamat=program),
        "indikator:program_update": baru(alamat=program, isi=isi_program),
        "indikator:program_delete": baru(alamat=program),
        "kinerja:skp_edit": baru(alamat=orang_tahun),
        "kinerja:skp_update": baru(alamat=orang_tahun, isi=isi_skp),
    }
