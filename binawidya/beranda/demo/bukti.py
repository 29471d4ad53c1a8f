"""Evidence of the demo office: some real small files where people look first, links for the rest."""

import io
from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Final

from django.conf import settings
from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFont

from binawidya.beranda.demo.indikator_data import BERKAS_PATEN
from binawidya.beranda.demo.periode import Bulan
from binawidya.beranda.demo.realisasi import Entri
from binawidya.beranda.demo.realisasi_data import JENIS_SURAT, TERGELINCIR
from binawidya.beranda.demo.tugas_data import (
    ARSIP,
    DITANGGAPI,
    LAPORAN_LOKET,
    RESPONDEN,
    SRI,
    SURAT,
    TEPAT_WAKTU,
    TUNGGU,
)
from binawidya.beranda.demo.unit_kerja import KECAMATAN, PELAYANAN
from binawidya.organisasi.models import User
from binawidya.umum.dates import nama_bulan
from binawidya.umum.numbers import format_angka
from binawidya.umum.upload import recognize
from indikator.enums import JenisBukti, StatusRealisasi
from indikator.models import Bukti, Realisasi

ARSIP_DARING: Final = "https://arsip.kec-binawidya.example/bukti"
NAMA: Final = {
    BERKAS_PATEN: "register-paten",
    TEPAT_WAKTU: "register-paten",
    TUNGGU: "cetak-antrean",
    DITANGGAPI: "rekap-pengaduan",
    RESPONDEN: "daftar-responden",
    LAPORAN_LOKET: "laporan-loket",
    SURAT: "rekap-surat",
    ARSIP: "arsip-ditata",
}
_A6: Final = (298, 420)


def bukti_create(
    entri: Sequence[Entri], realisasi: Sequence[Realisasi], terbuka: Bulan, users: Mapping[str, User]
) -> int:
    """Store the evidence of these entries.

    :returns: how many files were written; the other evidence is links.
    """
    rows = [
        bukti
        for one, row in zip(entri, realisasi, strict=True)
        for bukti in _of(one, row, terbuka, users[one.diisi_oleh])
    ]
    Bukti.objects.bulk_create(rows, batch_size=2000)
    return sum(bukti.jenis == JenisBukti.BERKAS for bukti in rows)


def _of(one: Entri, row: Realisasi, terbuka: Bulan, user: User) -> Iterator[Bukti]:
    rng = Random(f"bukti/{one.plan.kunci}/{one.bulan.tahun}/{one.bulan.bulan}")  # noqa: S311
    wanted = one.plan.ukuran.bukti or rng.random() < 0.45
    # A draft may still lack its evidence.
    if not wanted or (one.status == StatusRealisasi.TERSIMPAN and one.plan.pegawai != SRI and rng.random() < 0.3):
        return
    copied = one.plan.ukuran is ARSIP and one.bulan == terbuka.plus(-1)
    if one.plan.unit in {PELAYANAN, KECAMATAN} and (one.bulan == terbuka or copied):
        yield _file(one, row, terbuka, user)
        return
    bulan = f"{nama_bulan(one.bulan.bulan)} {one.bulan.tahun}"
    address = f"{ARSIP_DARING}/{one.bulan.tahun}/{one.bulan.bulan:02d}/{rng.randrange(10**8):08d}"
    yield Bukti(
        realisasi=row, jenis=JenisBukti.TAUTAN, nama=f"Rekap {bulan}", tautan=address, oleh=user, created_at=one.diisi
    )


def _file(one: Entri, row: Realisasi, terbuka: Bulan, user: User) -> Bukti:
    # Joko Susilo attached the same page twice.
    bulan = terbuka.plus(-1) if one.plan.ukuran is ARSIP else one.bulan
    picture = one.plan.ukuran in {TUNGGU, ARSIP}
    stem = NAMA.get(one.plan.ukuran) or "-".join(["rekap", *one.plan.ukuran.nama.lower().split()[:1]])
    name = f"{stem}-{nama_bulan(bulan.bulan, pendek=True).lower()}.{'png' if picture else 'pdf'}"
    title = one.plan.ukuran.nama
    lines = [f"{nama_bulan(bulan.bulan)} {bulan.tahun}", "", *_lines(one)]
    content = _png(title, lines) if picture else _pdf(title, lines)
    found = recognize(ContentFile(content), max_bytes=settings.BUKTI_MAKS_BYTE)
    bukti = Bukti(
        realisasi=row,
        jenis=JenisBukti.BERKAS,
        nama=name,
        tipe_isi=found.content_type,
        ukuran=found.size,
        sha256=found.sha256,
        oleh=user,
        created_at=one.diisi,
    )
    bukti.berkas.save("", found.content, save=False)
    return bukti


def _lines(one: Entri) -> list[str]:
    if (one.plan.pegawai, one.plan.ukuran.kode) == TERGELINCIR:
        total = sum(count for _jenis, count in JENIS_SURAT)
        return [f"{jenis}: {count}" for jenis, count in JENIS_SURAT] + [f"Jumlah: {total}"]
    if one.plan.ukuran is ARSIP:
        return ["Berkas ditata: 140"]
    isi = one.isi
    if isi.nilai is not None:
        return [f"{one.plan.ukuran.satuan.capitalize()}: {format_angka(isi.nilai)}"]
    return [
        f"{one.plan.ukuran.pembilang}: {format_angka(isi.pembilang or 0)}",
        f"{one.plan.ukuran.penyebut}: {format_angka(isi.penyebut or 0)}",
    ]


def _pdf(title: str, lines: Sequence[str]) -> bytes:
    """A page of A6 with a title and lines: the least that every reader opens."""
    width, height = _A6
    words = [f"BT /F2 9 Tf 24 {height - 40} Td ({_escape(title)}) Tj ET"]
    words += [
        f"BT /F1 9 Tf 24 {height - 62 - 14 * number} Td ({_escape(line)}) Tj ET" for number, line in enumerate(lines)
    ]
    words += [
        f"0.6 w 24 {height - 48} m {width - 24} {height - 48} l S",
        f"BT /F1 7 Tf 24 28 Td ({_escape('Kecamatan Binawidya, data contoh')}) Tj ET",
    ]
    stream = "\n".join(words).encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>" % (width, height),
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    output = io.BytesIO(b"%PDF-1.4\n")
    output.seek(0, io.SEEK_END)
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(output.tell())
        output.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = output.tell()
    output.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    output.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    output.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return output.getvalue()


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _png(title: str, lines: Sequence[str]) -> bytes:
    """A picture of a slip of paper, as a phone would send it."""
    picture = Image.new("RGB", (640, 420), "#d9d4c8")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((40, 30, 600, 390), fill="#fdfcf8", outline="#8a8578", width=2)
    draw.text((64, 56), title, font=ImageFont.load_default(18), fill="#1d1d1b")
    draw.line((64, 90, 576, 90), fill="#1d1d1b", width=1)
    for number, line in enumerate(lines):
        draw.text((64, 108 + 34 * number), line, font=ImageFont.load_default(22), fill="#1d1d1b")
    output = io.BytesIO()
    picture.save(output, "PNG", optimize=True)
    return output.getvalue()
