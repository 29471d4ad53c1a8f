"""Laporan Kinerja Pegawai."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.organisasi.models import Pegawai, Periode
from binawidya.umum.dates import format_tanggal, nama_bulan
from binawidya.umum.numbers import format_angka
from binawidya.umum.pdf import RenderedPdf, render_pdf
from indikator.enums import JenisBukti, StatusRealisasi, SumberData
from kinerja.models import Dokumen
from kinerja.reports import gambar, tulisan
from kinerja.selectors.laporan_pegawai import BarisTarget, LaporanPegawai, SelBulan
from kinerja.selectors.pejabat import Pejabat

# Columns of months in one table, by the length of the longest figure in it: what fits on the page.
_LAJUR: Final = ((6, 12), (11, 6), (18, 4))
_LAJUR_TERSEDIKIT: Final = 3


def render_laporan_pegawai(dokumen: Dokumen, laporan: LaporanPegawai) -> RenderedPdf:
    """The report as PDF."""
    title = judul(laporan.pegawai, laporan.periode)
    qr, verifikasi = gambar.verifikasi(dokumen)
    images = gambar.tingkat() | qr
    context = konteks(dokumen, laporan) | verifikasi | {"judul": title, "grafik_nko": ""}
    if drawing := gambar.perkembangan(laporan.perkembangan):
        images["nko"] = drawing
        context["grafik_nko"] = tulisan.alt_nilai(_("Nilai kinerja"), laporan.perkembangan)
    return render_pdf(render_to_string("cetak/laporan_pegawai.html", context), title=title, images=images)


def judul(pegawai: Pegawai, periode: Periode) -> str:
    """Name of the document: title, foot and properties of the file."""
    return _("Laporan Kinerja Pegawai · %(nama)s · %(masa)s") % {
        "nama": pegawai.nama_lengkap,
        "masa": periode.nama_kumulatif,
    }


def konteks(dokumen: Dokumen, laporan: LaporanPegawai) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    periode, skor, atasan = laporan.periode, laporan.skor, laporan.atasan
    poin = [row.poin for row in laporan.target if row.poin is not None]
    tanggal = format_tanggal(periode.hari_terakhir)
    return {
        "kop": laporan.kop,
        "periode": periode,
        "masa": periode.nama_kumulatif,
        "sementara": tulisan.sementara(periode, lengkap=skor is None or skor.lengkap),
        "identitas": _identitas(laporan, tanggal),
        "ringkas": _ringkas(laporan),
        "memimpin": _memimpin(laporan),
        "target": [_baris(row, periode) for row in laporan.target],
        "jumlah": {
            "bobot": tulisan.bobot(skor.bobot_terukur) if skor else "",
            "poin": tulisan.nilai(sum(poin, Decimal(0)) if poin else None),
            "nilai": tulisan.nilai(skor.nilai if skor else None),
            "kelas": skor.kelas if skor else "",
            "slot": skor.slot if skor else "",
        },
        "cara": tulisan.cara((row.nomor, row.target, row.capaian) for row in laporan.target),
        "dihitung": tulisan.dihitung(skor, laporan.kebijakan),
        "catatan_indikator": _catatan_capaian(laporan),
        "bulanan": _bulanan(laporan.target),
        "catatan": _catatan(laporan.target),
        "bukti": _bukti(laporan.target),
        "pegawai": laporan.jabatan,
        "sebagai_pegawai": _("Pegawai"),
        "atasan": atasan,
        "sebagai_atasan": (atasan.jabatan if atasan else "") or _("Atasan langsung"),
        "tanpa_atasan": _("Tidak ada atasan yang tercatat pada %(tanggal)s.") % {"tanggal": tanggal},
        "kosong": "",
        "tempat": settings.TEMPAT,
        "tanggal": format_tanggal(dokumen.created_at),
        "asal": tulisan.asal(dokumen),
    }


def _identitas(laporan: LaporanPegawai, tanggal: str) -> list[dict[str, Any]]:
    rangkap = "; ".join(f"{one.jabatan}, {one.unit}" for one in laporan.rangkap)
    own = orang(laporan.jabatan)
    if rangkap:
        own.append((_("Rangkap"), rangkap))
    if laporan.atasan is None:
        above = [(_("Nama"), _("tidak ada yang tercatat pada %(tanggal)s") % {"tanggal": tanggal})]
    else:
        above = orang(laporan.atasan)
    return [{"judul": _("Pegawai"), "baris": own}, {"judul": _("Atasan langsung"), "baris": above}]


def _memimpin(laporan: LaporanPegawai) -> str:
    """The scores of the units that the person leads, beside the own."""
    scores = [
        _("%(unit)s %(nilai)s (%(kelas)s)")
        % {"unit": row.unit_kerja.nama, "nilai": tulisan.nilai(row.nilai), "kelas": row.kelas.lower()}
        for row in laporan.memimpin
    ]
    return _("Nilai kinerja organisasi unit yang dipimpin: %(unit)s.") % {"unit": "; ".join(scores)} if scores else ""


def orang(one: Pejabat) -> list[tuple[str, str]]:
    """Somebody in a post as the lines of a table."""
    return [
        (_("Nama"), one.nama),
        (_("NIP"), one.nip),
        (_("Pangkat"), one.pangkat or "–"),
        (_("Jabatan"), one.jabatan or _("tidak memegang jabatan")),
        (_("Unit kerja"), one.unit or "–"),
    ]


def _ringkas(laporan: LaporanPegawai) -> list[dict[str, Any]]:
    skor, before = laporan.skor, laporan.skor_lalu
    measured = [row for row in laporan.target if row.nilai is not None]
    reached = sum(1 for row in measured if row.nilai is not None and row.nilai >= 100)
    due = [
        cell for row in laporan.target if row.target.sumber == SumberData.ISIAN for cell in row.bulan if cell.berjanji
    ]
    approved = sum(cell.disetujui for cell in due)
    late = sum(1 for cell in due if cell.isian and cell.isian.terlambat_hari)
    unknown = len(laporan.target) - len(measured)
    return [
        {
            "nama": _("Nilai kinerja"),
            "nilai": tulisan.nilai(skor.nilai if skor else None),
            "keterangan": _("bulan lalu: %(n)s") % {"n": tulisan.nilai(before.nilai if before else None)},
        },
        {
            "nama": _("Kelas nilai"),
            "nilai": (skor.kelas if skor else "") or "–",
            "kata": True,
            "keterangan": _("kebijakan %(tahun)s") % {"tahun": laporan.kebijakan.tahun},
        },
        tulisan.tercapai(reached, len(measured), unknown),
        {
            "nama": _("Realisasi disetujui"),
            "nilai": _("%(a)s dari %(b)s") % {"a": approved, "b": len(due)},
            "keterangan": laporan.periode.nama_kumulatif,
        },
        {"nama": _("Terlambat diajukan"), "nilai": format_angka(late), "keterangan": _("realisasi")},
    ]


def _baris(row: BarisTarget, periode: Periode) -> dict[str, Any]:
    figures = tulisan.baris(row.nomor, row.target, row.capaian, periode.bulan)
    return {**figures, "poin": tulisan.nilai(row.poin)}


def _catatan_capaian(laporan: LaporanPegawai) -> str:
    text = tulisan.catatan_capaian(
        [(row.nomor, row.target) for row in laporan.target],
        laporan.kebijakan,
        laporan.skala,
        laporan.periode.nama_kumulatif,
    )
    if laporan.skor is None or laporan.skor.nilai is None:
        return text
    if laporan.berbagian:
        why = _(
            "Poin = capaian × bagian bobot: bobot ditimbang mutu indikatornya bila kebijakan memintanya, dibagi "
            "jumlahnya di jabatan itu, lalu dikali bagian bulan jabatan itu. Nilai = jumlah poin."
        )
        return f"{why} {text}"
    if laporan.skor.bobot_terukur == 100:
        return f"{_('Poin = capaian × bobot ÷ 100. Nilai = jumlah poin.')} {text}"
    formula = _("Poin = capaian × bobot ÷ 100. Nilai = jumlah poin ÷ %(bobot)s × 100, bobot indikator yang terukur.")
    return f"{formula % {'bobot': tulisan.bobot(laporan.skor.bobot_terukur)}} {text}"


def _bulanan(rows: Sequence[BarisTarget]) -> list[dict[str, Any]]:
    """The months beside each other; in several tables where the figures are long."""
    if not rows:
        return []
    written = [[_sel(cell, row) for cell in row.bulan] for row in rows]
    longest = max(len(text) for line in written for cell in line for text in cell.values())
    width = next((columns for letters, columns in _LAJUR if longest <= letters), _LAJUR_TERSEDIKIT)
    months = [cell.periode for cell in rows[0].bulan]
    return [
        {
            "bulan": [nama_bulan(month.bulan, pendek=True) for month in months[start : start + width]],
            "baris": [
                {"nama": _bernama(row), "sel": line[start : start + width]}
                for row, line in zip(rows, written, strict=True)
            ],
        }
        for start in range(0, len(months), width)
    ]


def _bernama(row: BarisTarget) -> str:
    return f"{row.nomor}. {row.target.indikator.nama} ({row.target.indikator.satuan})"


def _sel(cell: SelBulan, row: BarisTarget) -> dict[str, str]:
    indikator, capaian = row.target.indikator, cell.capaian
    entry = cell.isian if cell.disetujui else None
    figure = cell.tanda
    if entry is not None and entry.nilai is not None:
        figure = format_angka(entry.nilai, indikator.desimal)
    elif entry is not None and entry.penyebut:
        figure = format_angka(indikator.pengali * (entry.pembilang or 0) / entry.penyebut, indikator.desimal)
    elif entry is not None:
        figure = f"{format_angka(entry.pembilang or 0)}/0"
    elif row.target.sumber != SumberData.ISIAN and cell.berjanji:
        figure = "–"
    known = capaian is not None and capaian.capaian is not None
    return {
        "realisasi": figure,
        "capaian": format_angka(capaian.capaian, 2) if known and capaian is not None else "–",
    }


def _catatan(rows: Sequence[BarisTarget]) -> list[dict[str, str]]:
    """What was late, sent back, missing or explained, month by month; the same note of several indicators once."""
    notes: dict[tuple[int, str], list[int]] = {}
    months: dict[int, str] = {}
    for row in rows:
        for cell in row.bulan:
            if text := _catatan_sel(cell, row):
                months[cell.periode.bulan] = _bulan(cell.periode)
                notes.setdefault((cell.periode.bulan, text), []).append(row.nomor)
    ordered = sorted(notes.items(), key=lambda note: (note[0][0], note[1]))
    return [
        {"bulan": months[bulan], "nomor": tulisan.nomor(numbers), "teks": text} for (bulan, text), numbers in ordered
    ]


def _bulan(periode: Periode) -> str:
    return f"{nama_bulan(periode.bulan, pendek=True)} {periode.tahun}"


def _catatan_sel(cell: SelBulan, row: BarisTarget) -> str:
    entry, parts = cell.isian, []
    if entry is None:
        missing = cell.berjanji and cell.periode.ditutup and row.target.sumber == SumberData.ISIAN
        return _("Tidak dilaporkan sampai periode ditutup.") if missing else ""
    if entry.terlambat_hari:
        parts.append(_("Diajukan terlambat %(n)s hari.") % {"n": entry.terlambat_hari})
    if cell.dikembalikan:
        parts.append(_("Dikembalikan %(n)s kali.") % {"n": cell.dikembalikan})
    if entry.status == StatusRealisasi.DIKEMBALIKAN:
        parts.append(_("Belum diperbaiki: %(alasan)s") % {"alasan": entry.alasan})
    elif not cell.disetujui and cell.periode.ditutup:
        parts.append(_("Belum disetujui sampai periode ditutup."))
    if entry.catatan.strip():
        parts.append(_("Catatan pengisi: %(teks)s") % {"teks": entry.catatan.strip()})
    return " ".join(parts)


def _bukti(rows: Sequence[BarisTarget]) -> list[dict[str, str]]:
    pieces = [
        (cell.periode.bulan, row.nomor, number, cell.periode, row, bukti)
        for row in rows
        for cell in row.bulan
        for number, bukti in enumerate(cell.bukti)
    ]
    return [
        {
            "bulan": _bulan(periode),
            "nomor": str(row.nomor),
            "nama": bukti.nama
            if bukti.jenis == JenisBukti.BERKAS
            else f"{bukti.nama} ({bukti.tautan.removeprefix('https://')})",
            "sidik": bukti.sha256[:8] or _("tautan"),
        }
        for *_order, periode, row, bukti in sorted(pieces, key=lambda one: one[:3])
    ]
