"""Laporan Kinerja Pegawai dengan Bukti: every entry of any months, and pictures of the evidence."""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from binawidya.umum.dates import format_tanggal
from binawidya.umum.numbers import format_angka
from binawidya.umum.pdf import RenderedPdf, render_pdf
from binawidya.umum.templatetags.angka import ukuran
from binawidya.umum.thumbnail import pdf_thumbnail, thumbnail
from indikator.enums import JenisBukti, StatusPindai
from indikator.models import Bukti, Indikator, Realisasi
from kinerja.models import Dokumen
from kinerja.models.dokumen import nama_rentang
from kinerja.reports import gambar, tulisan
from kinerja.reports.pegawai import orang
from kinerja.selectors.laporan_bukti import Bulan, IsianBulan, LaporanBukti

# Pictures in one document: at the size they are drawn, some 4 MB of them.
GAMBAR_TERBANYAK: Final = 150
# PDFs that have no preview yet are drawn here, each in a process of its own; no more than this in one document.
DIGAMBAR_TERBANYAK: Final = 40
# A larger file is not opened for a picture of 6 cm.
BERKAS_TERBESAR: Final = 30 * 1024 * 1024


def render_laporan_bukti(dokumen: Dokumen, laporan: LaporanBukti) -> RenderedPdf:
    """The report as PDF. Pictures are read from the store one after the other and kept small."""
    title = judul(laporan)
    qr, verifikasi = gambar.verifikasi(dokumen)
    pictures = _Gambar()
    context = konteks(dokumen, laporan, pictures) | verifikasi | {"judul": title}
    images: dict[str, str | bytes] = {**gambar.tingkat(), **qr, **pictures.isi}
    return render_pdf(render_to_string("cetak/laporan_bukti.html", context), title=title, images=images)


def judul(laporan: LaporanBukti) -> str:
    """Name of the document: title, foot and properties of the file."""
    return _("Laporan Kinerja dengan Bukti · %(nama)s · %(masa)s") % {
        "nama": laporan.pegawai.nama_lengkap,
        "masa": nama_rentang(laporan.awal, laporan.akhir),
    }


class _Gambar:
    """The pictures of one document, as many as it may hold."""

    def __init__(self) -> None:
        self.isi: dict[str, bytes] = {}
        self.lebih = 0
        self.digambar = 0

    def of(self, bukti: Bukti) -> str:
        """The name of the picture of a piece of evidence; empty where there is none."""
        undrawn = bukti.tipe_isi == "application/pdf" and not bukti.pratinjau
        if not bukti.dapat_dibuka or bukti.ukuran > BERKAS_TERBESAR or not (bukti.bergambar or undrawn):
            return ""
        if len(self.isi) >= GAMBAR_TERBANYAK:
            self.lebih += 1
            return ""
        if undrawn:
            self.digambar += 1
            content = pdf_thumbnail(bukti.berkas) if self.digambar <= DIGAMBAR_TERBANYAK else None
        else:
            content = thumbnail(bukti.berkas if bukti.gambar else bukti.pratinjau)
        if content is None:
            return ""
        name = f"bukti-{bukti.pk}"
        self.isi[name] = content
        return name


def konteks(dokumen: Dokumen, laporan: LaporanBukti, pictures: _Gambar) -> dict[str, Any]:
    """Everything the pages say, in words and written figures."""
    months = [_bulan(month, pictures) for month in laporan.bulan]
    above = laporan.atasan
    pieces = sum(len(row.bukti) for month in laporan.bulan for row in month.isian)
    entries = [row for month in laporan.bulan for row in month.isian if row.isian]
    return {
        "kop": laporan.kop,
        "masa": nama_rentang(laporan.awal, laporan.akhir),
        "identitas": [
            {"judul": _("Pegawai"), "baris": orang(laporan.jabatan)},
            {
                "judul": _("Atasan langsung"),
                "baris": orang(above) if above else [(_("Nama"), _("tidak ada yang tercatat"))],
            },
        ],
        "ringkas": _ringkas(laporan, len(entries), pieces),
        "bulan": months,
        "lebih": _more(pictures.lebih),
        "pegawai": laporan.jabatan,
        "sebagai_pegawai": _("Pegawai"),
        "atasan": above,
        "sebagai_atasan": (above.jabatan if above else "") or _("Atasan langsung"),
        "tanpa_atasan": _("Tidak ada atasan yang tercatat."),
        "kosong": "",
        "tempat": settings.TEMPAT,
        "tanggal": format_tanggal(dokumen.created_at),
        "asal": tulisan.asal(dokumen),
    }


def _more(count: int) -> str:
    if not count:
        return ""
    words = _("Dokumen ini memuat paling banyak %(most)d gambar; %(n)s bukti lain hanya disebut namanya.")
    return words % {"most": GAMBAR_TERBANYAK, "n": format_angka(count)}


def _ringkas(laporan: LaporanBukti, entries: int, pieces: int) -> list[dict[str, str]]:
    last = laporan.bulan[-1].skor if laporan.bulan else None
    with_proof = sum(bool(row.bukti) for month in laporan.bulan for row in month.isian)
    return [
        {
            "nama": _("Nilai kinerja"),
            "nilai": tulisan.nilai(last.nilai if last else None),
            "keterangan": laporan.akhir.nama_kumulatif,
        },
        {
            "nama": _("Realisasi diisi"),
            "nilai": format_angka(entries),
            "keterangan": _("dalam %(n)d bulan") % {"n": len(laporan.bulan)},
        },
        {
            "nama": _("Realisasi berbukti"),
            "nilai": format_angka(with_proof),
            "keterangan": _("dari %(n)s realisasi") % {"n": format_angka(entries)},
        },
        {"nama": _("Bukti dukung"), "nilai": format_angka(pieces), "keterangan": _("berkas dan tautan")},
    ]


def _bulan(month: Bulan, pictures: _Gambar) -> dict[str, Any]:
    skor, pieces = month.skor, [*_bukti(month, pictures)]
    return {
        "nama": str(month.periode),
        "nilai": tulisan.nilai(skor.nilai if skor else None),
        "kelas": skor.kelas if skor else "",
        "kumulatif": month.periode.nama_kumulatif,
        "baris": [_baris(row, month.periode.bulan) for row in month.isian],
        "bergambar": [one for one in pieces if one["gambar"]],
        "lain": [one for one in pieces if not one["gambar"]],
    }


def _baris(row: IsianBulan, bulan: int) -> dict[str, str]:
    target, entry = row.target, row.isian
    due = target.target_bulan(bulan)
    return {
        "nomor": str(row.nomor),
        "nama": target.indikator.nama,
        "target": tulisan.bersatuan(due, target.indikator),
        "realisasi": _entered(entry, target.indikator) if entry else "–",
        "capaian": tulisan.persen_capaian(row.capaian),
        "keadaan": entry.get_status_display() if entry else _("Belum diisi"),
        "catatan": " ".join(_notes(entry)) if entry else "",
    }


def _entered(entry: Realisasi, indikator: Indikator) -> str:
    if entry.nilai is not None:
        return tulisan.bersatuan(entry.nilai, indikator)
    return f"{format_angka(entry.pembilang or 0)}/{format_angka(entry.penyebut or 0)}"


def _notes(entry: Realisasi) -> Iterator[str]:
    if entry.terlambat_hari:
        yield _("Diajukan terlambat %(n)s hari.") % {"n": entry.terlambat_hari}
    for words, text in (
        (_("Catatan: %(teks)s"), entry.catatan),
        (_("Kendala: %(teks)s"), entry.kendala),
        (_("Rencana: %(teks)s"), entry.rencana),
    ):
        if text.strip():
            yield words % {"teks": text.strip()}


def _bukti(month: Bulan, pictures: _Gambar) -> Iterator[dict[str, Any]]:
    for row in month.isian:
        for bukti in row.bukti:
            name = pictures.of(bukti)
            yield {
                "gambar": f"gambar:{name}" if name else "",
                "alt": _("Bukti %(nama)s untuk indikator nomor %(nomor)s") % {"nama": bukti.nama, "nomor": row.nomor},
                "nomor": row.nomor,
                "nama": bukti.nama,
                "rincian": _about(bukti),
                "sebab": "" if name else _without_picture(bukti),
            }


def _about(bukti: Bukti) -> str:
    if bukti.jenis == JenisBukti.TAUTAN:
        return bukti.tautan.removeprefix("https://")
    pages = _("%(n)d halaman, ") % {"n": bukti.halaman} if bukti.halaman > 1 else ""
    return f"{pages}{ukuran(bukti.ukuran)}, {bukti.sha256[:8]}"


def _without_picture(bukti: Bukti) -> str:
    if bukti.jenis == JenisBukti.TAUTAN:
        return _("tautan")
    if bukti.pindai == StatusPindai.MENUNGGU:
        return _("masih dipindai")
    if not bukti.dapat_dibuka:
        return _("ditahan pemindai")
    return _("tanpa gambar")
