"""Penetapan Predikat Kinerja of a unit, and the list of predikat for the payroll: as paper and as workbook."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.umum.dates import format_tanggal
from binawidya.umum.numbers import format_angka
from binawidya.umum.pdf import RenderedPdf, render_pdf
from binawidya.umum.spreadsheet.book import RenderedBook, Sheet
from binawidya.umum.spreadsheet.writer import Column
from kinerja.daftar import gaji_columns
from kinerja.enums import Predikat, PredikatUnit
from kinerja.kurva import kurva
from kinerja.models import Dokumen, Evaluasi
from kinerja.reports import gambar, tulisan
from kinerja.reports.buku import BULAT, DUA_DESIMAL, buku
from kinerja.selectors.penetapan import DaftarTpp, Penetapan, PredikatBawah


def render_penetapan(dokumen: Dokumen, data: Penetapan) -> RenderedPdf:
    """The predikat of a unit and its people as PDF, with the curve of their pattern."""
    title = _judul(_("Penetapan Predikat Kinerja"), data)
    images, verifikasi = gambar.verifikasi(dokumen)
    if data.pola.total:
        counts = [(word, count) for _code, word, count in reversed(data.pola.butir)]
        images["pola"] = kurva(counts, data.pola.kalimat, cetak=True)
    context = konteks_penetapan(dokumen, data) | verifikasi | {"judul": title, "lanskap": True}
    return render_pdf(render_to_string("cetak/penetapan.html", context), title=title, images=images)


def buku_penetapan(dokumen: Dokumen, data: Penetapan) -> RenderedBook:
    """The same as workbook."""
    people = Sheet(
        _("Pegawai"),
        [
            Column(_("Nama"), 36), Column(_("Jabatan"), 34), Column(_("Unit kerja"), 34), Column(_("Penilai"), 34),
            Column(_("Nilai"), 10, DUA_DESIMAL), Column(_("Rating hasil kerja"), 20),
            Column(_("Rating perilaku kerja"), 20), Column(_("Predikat"), 18), Column(_("Alasan"), 40),
            Column(_("Keadaan"), 20),
        ],
        [
            [
                row.pegawai.nama_lengkap, row.jabatan, row.unit_kerja.nama, _assessor(row), row.nilai,
                row.get_rating_hasil_kerja_display(), row.get_rating_perilaku_display(), row.get_predikat_display(),
                row.alasan, row.get_status_display(),
            ]
            for row in data.pegawai
        ],
    )  # fmt: skip
    below = Sheet(
        _("Unit di bawahnya"),
        [
            Column(_("Kode"), 14), Column(_("Unit kerja"), 44), Column(_("Predikat unit"), 18),
            *(Column(str(one.label), 14, BULAT) for one in Predikat), Column(_("Belum ditetapkan"), 16, BULAT),
        ],
        [
            [
                row.unit.kode, row.unit.nama, _predikat_unit(row.predikat),
                *(row.jumlah.get(one, 0) for one in Predikat), row.belum,
            ]
            for row in data.bawah
        ],
    )  # fmt: skip
    return buku(
        dokumen, _judul(_("Penetapan Predikat Kinerja"), data), [people, below], keadaan=_sementara(data)
    )  # fmt: skip


def render_daftar_tpp(dokumen: Dokumen, data: DaftarTpp) -> RenderedPdf:
    """The list for the payroll as PDF."""
    title = _judul(_("Daftar Predikat untuk TPP"), data)
    images, verifikasi = gambar.verifikasi(dokumen)
    context = konteks_tpp(dokumen, data) | verifikasi | {"judul": title, "lanskap": True}
    return render_pdf(render_to_string("cetak/daftar_tpp.html", context), title=title, images=images)


def buku_daftar_tpp(dokumen: Dokumen, data: DaftarTpp) -> RenderedBook:
    """The list for the payroll as workbook."""
    rows = Sheet(_("Predikat"), gaji_columns(), data.baris)
    return buku(dokumen, _judul(_("Daftar Predikat untuk TPP"), data), [rows], keadaan=_sementara(data))


def konteks_penetapan(dokumen: Dokumen, data: Penetapan) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    frame = data.evaluasi_unit
    return _bersama(dokumen, data) | {
        "predikat_unit": _predikat_unit(frame.predikat) if frame else "",
        "nilai_unit": tulisan.nilai(frame.nilai if frame else None),
        "alasan_unit": frame.alasan if frame else "",
        "alasan_pola": frame.alasan_pola if frame else "",
        "ditetapkan": format_tanggal(frame.ditetapkan_at) if frame and frame.ditetapkan_at else "",
        "ada": frame is not None,
        "pola": data.pola,
        "pegawai": [_baris(number, row) for number, row in enumerate(data.pegawai, 1)],
        "predikat": [str(one.label) for one in Predikat],
        "bawah": [_bawah(row) for row in data.bawah],
    }


def konteks_tpp(dokumen: Dokumen, data: DaftarTpp) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    names = (
        "nip", "nama", "unit", "jabatan", "masa", "nilai", "predikat", "angka", "jenjang", "kredit", "keadaan",
    )  # fmt: skip
    rows = [dict(zip(names, row, strict=True)) for row in data.baris]
    for number, row in enumerate(rows, 1):
        row["nomor"] = number
        row["nilai"] = tulisan.nilai(row["nilai"])
        row["angka"] = "–" if row["angka"] is None else format_angka(row["angka"])
        row["kredit"] = "–" if row["kredit"] is None else format_angka(row["kredit"])
    return _bersama(dokumen, data) | {
        "baris": rows,
        "tanpa_angka": sum(row["angka"] == "–" for row in rows),
    }


def _bersama(dokumen: Dokumen, data: Penetapan | DaftarTpp) -> dict[str, Any]:
    masa = data.masa
    return {
        "kop": data.kop,
        "unit": data.unit,
        "masa": str(masa) if masa else dokumen.masa_pendek,
        "rentang": masa.rentang if masa else "",
        "dibuka": masa is not None,
        "sementara": _sementara(data),
        "kepala": data.kepala,
        "sebagai": data.kepala.jabatan if data.kepala else _("Kepala %(unit)s") % {"unit": data.unit.nama},
        "kosong": _("Jabatan ini kosong pada %(tanggal)s.") % {"tanggal": format_tanggal(data.periode.hari_terakhir)},
        "tempat": settings.TEMPAT,
        "tanggal": format_tanggal(dokumen.created_at),
        "asal": tulisan.asal_evaluasi(dokumen),
    }


def _judul(nama: str, data: Penetapan | DaftarTpp) -> str:
    return f"{nama} · {data.unit.nama} · {data.masa or data.periode}"


def _sementara(data: Penetapan | DaftarTpp) -> str:
    waiting = data.draf if isinstance(data, DaftarTpp) else data.pola.belum
    if not waiting:
        return ""
    return _("Sementara: evaluasi %(n)s pegawai belum ditetapkan.") % {"n": format_angka(waiting)}


def _assessor(row: Evaluasi) -> str:
    return row.penilai.nama_lengkap if row.penilai else ""


def _predikat_unit(code: str) -> str:
    return str(PredikatUnit(code).label) if code else _("belum ditetapkan")


def _baris(nomor: int, row: Evaluasi) -> dict[str, Any]:
    return {
        "nomor": nomor,
        "nama": row.pegawai.nama_lengkap,
        "jabatan": row.jabatan,
        "nilai": tulisan.nilai(row.nilai),
        "hasil": row.get_rating_hasil_kerja_display(),
        "perilaku": row.get_rating_perilaku_display(),
        "predikat": row.get_predikat_display(),
        "alasan": row.alasan,
        "keadaan": row.get_status_display(),
    }


def _bawah(row: PredikatBawah) -> dict[str, Any]:
    return {
        "unit": row.unit.nama,
        "predikat": _predikat_unit(row.predikat),
        "jumlah": [format_angka(row.jumlah.get(one, 0)) if row.jumlah.get(one, 0) else "–" for one in Predikat],
        "belum": format_angka(row.belum) if row.belum else "–",
    }
