"""Rekapitulasi Kinerja: all units below one, and their people, as paper and as workbook."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.umum.dates import format_tanggal
from binawidya.umum.numbers import format_angka
from binawidya.umum.pdf import RenderedPdf, render_pdf
from binawidya.umum.spreadsheet.book import RenderedBook, Sheet
from binawidya.umum.spreadsheet.writer import Column
from binawidya.umum.templatetags.angka import persen, selisih
from kinerja.models import Dokumen
from kinerja.reports import gambar, tulisan
from kinerja.reports.buku import BULAT, DUA_DESIMAL, buku
from kinerja.selectors.rekap_kantor import BarisUnit, RekapKantor

# A longer list of people is no paper that anybody reads; the workbook holds them all.
PEGAWAI_DI_KERTAS: Final = 500
# Deeper units are not set further in: the column is narrow.
_TINGKAT_TERDALAM: Final = 4


def render_rekap_kantor(dokumen: Dokumen, rekap: RekapKantor) -> RenderedPdf:
    """The recap as PDF."""
    title = judul(rekap)
    qr, verifikasi = gambar.verifikasi(dokumen)
    images = gambar.tingkat() | qr
    context = konteks(dokumen, rekap) | verifikasi | {"judul": title, "grafik_sebaran": "", "lanskap": True}
    if drawing := gambar.sebaran(rekap.sebaran):
        images["sebaran"] = drawing
        context["grafik_sebaran"] = gambar.alt_sebaran(rekap.sebaran)
    return render_pdf(render_to_string("cetak/rekap_kantor.html", context), title=title, images=images)


def buku_rekap_kantor(dokumen: Dokumen, rekap: RekapKantor) -> RenderedBook:
    """The recap as workbook: every unit and every person."""
    units = Sheet(_("Unit kerja"), _kolom_unit(rekap), [_sel_unit(row) for row in rekap.baris])
    people = Sheet(
        _("Pegawai"),
        [
            Column(_("Nama"), 36), Column(_("Jabatan"), 34), Column(_("Unit kerja"), 34),
            Column(_("Nilai"), 10, DUA_DESIMAL), Column(_("Kelas"), 16), Column(_("Indikator terukur"), 12, BULAT),
            Column(_("Indikator"), 12, BULAT), Column(_("Keadaan"), 16),
        ],
        [
            [
                row.nama, row.jabatan, row.unit, row.skor.nilai, row.skor.kelas, row.skor.jumlah_terukur,
                row.skor.jumlah_target, _("lengkap") if row.skor.lengkap else _("sementara"),
            ]
            for row in rekap.pegawai
        ],
    )  # fmt: skip
    state = tulisan.sementara(rekap.periode, lengkap=rekap.lengkap)
    return buku(dokumen, judul(rekap), [units, people], keadaan=state)


def judul(rekap: RekapKantor) -> str:
    """Name of the document: title, foot and properties of the file."""
    return _("Rekapitulasi Kinerja · %(unit)s · %(masa)s") % {
        "unit": rekap.unit.nama,
        "masa": rekap.periode.nama_kumulatif,
    }


def konteks(dokumen: Dokumen, rekap: RekapKantor) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    return {
        "kop": rekap.kop,
        "unit": rekap.unit,
        "periode": rekap.periode,
        "masa": rekap.periode.nama_kumulatif,
        "sementara": tulisan.sementara(rekap.periode, lengkap=rekap.lengkap),
        "ringkas": _ringkas(rekap),
        "baris": [_baris(number, row) for number, row in enumerate(rekap.baris, 1)],
        "jumlah": _jumlah(rekap.baris),
        "catatan_kelas": _("Kelas: %(batas)s.") % {"batas": tulisan.batas_kelas(rekap.skala)},
        "pegawai": [
            {
                "nomor": number,
                "nama": row.nama,
                "jabatan": row.jabatan or "–",
                "unit": row.unit,
                "nilai": tulisan.nilai(row.skor.nilai),
                "kelas": row.skor.kelas,
                "slot": row.skor.slot,
                "terukur": f"{row.skor.jumlah_terukur}/{row.skor.jumlah_target}",
            }
            for number, row in enumerate(rekap.pegawai[:PEGAWAI_DI_KERTAS], 1)
        ],
        "pegawai_lain": _others(len(rekap.pegawai) - PEGAWAI_DI_KERTAS),
        "kepala": rekap.kepala,
        "sebagai": rekap.kepala.jabatan if rekap.kepala else _("Kepala %(unit)s") % {"unit": rekap.unit.nama},
        "kosong": _("Jabatan ini kosong pada %(tanggal)s.") % {"tanggal": format_tanggal(rekap.periode.hari_terakhir)},
        "tempat": settings.TEMPAT,
        "tanggal": format_tanggal(dokumen.created_at),
        "asal": tulisan.asal(dokumen),
    }


def _others(count: int) -> str:
    if count <= 0:
        return ""
    return _("Dan %(n)s pegawai lain; semuanya ada di bentuk XLSX dokumen ini.") % {"n": format_angka(count)}


def _ringkas(rekap: RekapKantor) -> list[dict[str, Any]]:
    top = rekap.baris[0] if rekap.baris else None
    measured = sum(row.terukur for row in rekap.baris)
    due, sent = sum(row.wajib for row in rekap.baris), sum(row.diajukan for row in rekap.baris)
    scored = [row for row in rekap.baris if row.nilai is not None]
    before = top.skor_lalu if top else None
    return [
        {
            "nama": _("Nilai kinerja organisasi"),
            "nilai": tulisan.nilai(top.nilai if top else None),
            "keterangan": _("bulan lalu: %(n)s") % {"n": tulisan.nilai(before.nilai if before else None)},
        },
        {
            "nama": _("Unit bernilai"),
            "nilai": format_angka(len(scored)),
            "keterangan": _("dari %(n)s unit") % {"n": format_angka(len(rekap.baris))},
        },
        {
            "nama": _("Indikator mencapai target"),
            "nilai": format_angka(sum(row.tercapai for row in rekap.baris)),
            "keterangan": _("dari %(n)s yang terukur") % {"n": format_angka(measured)},
        },
        {
            "nama": _("Realisasi diajukan"),
            "nilai": _share(sent, due),
            "keterangan": _("%(a)s dari %(b)s") % {"a": format_angka(sent), "b": format_angka(due)},
        },
        {
            "nama": _("Pegawai bertarget"),
            "nilai": format_angka(len(rekap.pegawai)),
            "keterangan": _("di semua unit ini"),
        },
    ]


def _baris(nomor: int, row: BarisUnit) -> dict[str, Any]:
    before = row.skor_lalu.nilai if row.skor_lalu else None
    change = (
        None if row.nilai is None or before is None else tulisan.ditampilkan(row.nilai) - tulisan.ditampilkan(before)
    )
    return {
        "nomor": nomor,
        "unit": row.unit.nama,
        "tingkat": min(row.tingkat, _TINGKAT_TERDALAM),
        "nilai": tulisan.nilai(row.nilai),
        "beda": "–" if change is None else selisih(change),
        "kelas": row.skor.kelas if row.skor else "",
        "slot": row.skor.slot if row.skor else "",
        **_angka(row.tercapai, row.terukur, row.pegawai, row.wajib, row.diajukan, row.tepat_waktu, row.disetujui),
    }


def _jumlah(rows: Sequence[BarisUnit]) -> dict[str, str]:
    """Counts are added up; scores are not, for a mean of scores is no score."""
    names = ("tercapai", "terukur", "pegawai", "wajib", "diajukan", "tepat_waktu", "disetujui")
    return _angka(*(sum(getattr(row, name) for row in rows) for name in names))


def _angka(
    tercapai: int, terukur: int, pegawai: int, wajib: int, diajukan: int, tepat_waktu: int, disetujui: int
) -> dict[str, str]:
    return {
        "indikator": f"{format_angka(tercapai)}/{format_angka(terukur)}" if terukur else "–",
        "pegawai": format_angka(pegawai) if pegawai else "–",
        "diajukan": _share(diajukan, wajib),
        "tepat": _share(tepat_waktu, diajukan),
        "disetujui": _share(disetujui, diajukan),
    }


def _share(part: int, whole: int) -> str:
    return persen(Decimal(100) * part / whole, 1) if whole else "–"


def _kolom_unit(rekap: RekapKantor) -> list[Column]:
    before = str(rekap.sebelumnya) if rekap.sebelumnya else _("bulan lalu")
    counts = (
        _("Indikator mencapai target"), _("Indikator terukur"), _("Pegawai bertarget"), _("Realisasi wajib"),
        _("Realisasi diajukan"), _("Diajukan tepat waktu"), _("Realisasi disetujui"),
    )  # fmt: skip
    return [
        Column(_("Kode"), 14),
        Column(_("Unit kerja"), 44),
        Column(_("Tingkat"), 8, BULAT),
        Column(_("Nilai kinerja organisasi"), 12, DUA_DESIMAL),
        Column(_("Kelas"), 16),
        Column(_("Nilai %(bulan)s") % {"bulan": before}, 14, DUA_DESIMAL),
        Column(_("Keadaan"), 14),
        *(Column(name, 12, BULAT) for name in counts),
    ]


def _sel_unit(row: BarisUnit) -> list[Any]:
    state = "" if row.skor is None else _("lengkap") if row.skor.lengkap else _("sementara")
    return [
        row.unit.kode, row.unit.nama, row.tingkat, row.nilai, row.skor.kelas if row.skor else "",
        row.skor_lalu.nilai if row.skor_lalu else None, state, row.tercapai, row.terukur, row.pegawai, row.wajib,
        row.diajukan, row.tepat_waktu, row.disetujui,
    ]  # fmt: skip
