"""Perjanjian Kinerja: the page of the promise, and its annex of targets, programmes and changes."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from binawidya.umum.dates import format_tanggal
from binawidya.umum.numbers import format_angka
from binawidya.umum.pdf import RenderedPdf, render_pdf
from binawidya.umum.templatetags.angka import rupiah
from indikator.models import AddendumTarget, Indikator, ProgramAnggaran, TargetIndikator
from kinerja.models import Dokumen
from kinerja.reports import gambar
from kinerja.selectors.perjanjian import PerjanjianKinerja


def render_perjanjian(dokumen: Dokumen, janji: PerjanjianKinerja) -> RenderedPdf:
    """The agreement as PDF."""
    title = _("Perjanjian Kinerja %(tahun)s · %(unit)s") % {"tahun": janji.tahun, "unit": janji.unit.nama}
    images, verifikasi = gambar.verifikasi(dokumen)
    context = konteks(dokumen, janji) | verifikasi | {"judul": title}
    return render_pdf(render_to_string("cetak/perjanjian.html", context), title=title, images=images)


def konteks(dokumen: Dokumen, janji: PerjanjianKinerja) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    return {
        "kop": janji.kop,
        "tahun": janji.tahun,
        "unit": janji.unit,
        "rancangan": rancangan(janji.belum_disetujui),
        "pertama": janji.pertama,
        "kedua": janji.kedua,
        "sebagai_pertama": _("Pihak Pertama"),
        "sebagai_kedua": _("Pihak Kedua"),
        "kosong_pertama": _("Jabatan pimpinan %(unit)s sedang kosong.") % {"unit": janji.unit.nama},
        "kosong_kedua": _("Diisi oleh atasan %(unit)s.") % {"unit": janji.unit.nama},
        "target": _rows(janji.target),
        "program": [baris_program(row) for row in janji.program],
        "jumlah_anggaran": rupiah(jumlah_anggaran(janji.program)),
        "addendum": [perubahan(row) for row in janji.addendum],
        "tempat": settings.TEMPAT,
        "tanggal": format_tanggal(dokumen.created_at),
        "asal": asal(dokumen),
    }


def asal(dokumen: Dokumen) -> str:
    """Where the text comes from and when."""
    words = _("Dokumen nomor %(nomor)s, dibuat Binawidya %(tanggal)s dari target yang tercatat.")
    return words % {"nomor": dokumen.pk, "tanggal": format_tanggal(dokumen.created_at)}


def rancangan(count: int) -> str:
    """What says that the paper is no plan yet."""
    words = ngettext(
        "Rancangan: %(n)s target belum disetujui.", "Rancangan: %(n)s target belum disetujui.", count
    )  # fmt: skip
    return words % {"n": format_angka(count)} if count else ""


def _rows(targets: Sequence[TargetIndikator]) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    before: Any = object()
    number = 0
    for target in targets:
        sasaran = target.indikator.sasaran
        first = (sasaran.pk if sasaran else None) != before
        before = sasaran.pk if sasaran else None
        number += first
        rows.append(
            {
                "nomor": number if first else "",
                "sasaran": (sasaran.nama if sasaran else "–") if first else "",
                "awal": first,
                "indikator": target.indikator.nama,
                "satuan": target.indikator.satuan,
                "target": target_tahun(target),
            }
        )
    return rows


def target_tahun(target: TargetIndikator) -> str:
    """The yearly target without its unit; a range with both bounds."""
    return _range(target.target, target.target_atas, target.indikator)


def _range(low: Decimal, high: Decimal | None, indikator: Indikator) -> str:
    text = format_angka(low, indikator.desimal)
    return text if high is None else f"{text}–{format_angka(high, indikator.desimal)}"


def baris_program(row: ProgramAnggaran) -> dict[str, str]:
    """One line of the budget, as written."""
    return {
        "kode": row.kode,
        "nama": row.nama,
        "jenis": row.jenis,
        "anggaran": rupiah(row.anggaran),
        "keterangan": row.keterangan,
    }


def jumlah_anggaran(rows: Sequence[ProgramAnggaran]) -> Decimal:
    """The budget, counted once: of the highest kind of line that there is, since the lower ones are parts of it."""
    for jenis in ("program", "kegiatan", "sub_kegiatan"):
        found = [row.anggaran for row in rows if row.jenis == jenis]
        if found:
            return sum(found, Decimal(0))
    return Decimal(0)


def perubahan(row: AddendumTarget) -> dict[str, str]:
    """One approved change, old and new."""
    indikator = row.target.indikator
    return {
        "tanggal": format_tanggal(row.tanggal),
        "indikator": indikator.nama,
        "lama": _range(row.target_lama, row.target_atas_lama, indikator),
        "baru": _range(row.target_baru, row.target_atas_baru, indikator),
        "alasan": f"{row.alasan} ({row.dasar})" if row.dasar else row.alasan,
    }
