"""What an uploaded file really is. The name decides nothing; the content does."""

import hashlib
import io
import zipfile
from dataclasses import dataclass
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MAX_PIXELS: Final = 40_000_000
MAX_ENTRIES: Final = 2_000
MAX_INFLATED: Final = 200_000_000
MAX_RATIO: Final = 100
_PDF: Final = "application/pdf"
_OPENXML: Final = {
    "xl/workbook.xml": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"),
    "word/document.xml": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".docx"),
}
_IMAGES: Final = {"JPEG": ("image/jpeg", ".jpg"), "PNG": ("image/png", ".png")}
_MARKUP: Final = (b"<html", b"<!doctype", b"<script", b"<svg", b"<?xml")


@dataclass(frozen=True, slots=True)
class Recognized:
    """A file that may be kept: its content, kind and fingerprint."""

    content: "ContentFile[bytes]"
    content_type: str
    suffix: str
    size: int
    sha256: str


def recognize(upload: "File[bytes]", *, max_bytes: int) -> Recognized:
    """Find out what a file is, re-encode pictures (which drops their metadata), and take its fingerprint.

    :raises ValidationError: empty, too large, or none of PDF, JPEG, PNG, XLSX, DOCX.
    """
    if not upload.size:
        raise ValidationError(_("Berkas ini kosong."), code="empty")
    if upload.size > max_bytes:
        raise ValidationError(
            _("Berkas ini %(n)d MB, paling besar %(most)d MB. Perkecil atau pecah, lalu unggah lagi.")
            % {"n": -(-upload.size // 1_000_000), "most": max_bytes // 1_000_000},
            code="large",
        )
    upload.seek(0)
    data = upload.read()
    content_type, suffix, data = _kind(data)
    return Recognized(ContentFile(data), content_type, suffix, len(data), hashlib.sha256(data).hexdigest())


def _kind(data: bytes) -> tuple[str, str, bytes]:
    head = data[:1024].lstrip().lower()
    if data[:5] == b"%PDF-":
        if b"%%EOF" not in data[-2048:]:
            raise ValidationError(_("Berkas PDF ini terpotong. Buka dan simpan ulang, lalu unggah lagi."), code="cut")
        if any(mark in head for mark in _MARKUP):
            raise ValidationError(_refused("HTML"), code="kind")
        return _PDF, ".pdf", data
    if data[:2] == b"PK":
        return (*_openxml(data), data)
    if data[:3] == b"\xff\xd8\xff" or data[:8] == b"\x89PNG\r\n\x1a\n":
        return _picture(data)
    if any(head.startswith(mark) for mark in _MARKUP) or b"<html" in head:
        raise ValidationError(_refused("HTML"), code="kind")
    raise ValidationError(_("Jenis berkas ini tidak diterima. Unggah PDF, JPEG, PNG, XLSX atau DOCX."), code="kind")


def _refused(kind: str) -> str:
    return _("Berkas ini berisi %(kind)s, bukan PDF. Simpan ulang sebagai PDF, lalu unggah lagi.") % {"kind": kind}


def _openxml(data: bytes) -> tuple[str, str]:
    broken = ValidationError(_("Berkas ini rusak atau bukan lembar kerja Excel atau dokumen Word."), code="kind")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError):
        raise broken from None
    names = {entry.filename for entry in entries}
    inflated = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or inflated > min(MAX_INFLATED, max(len(data), 10_000) * MAX_RATIO):
        raise ValidationError(_("Isi berkas ini jauh lebih besar daripada ukurannya. Simpan ulang."), code="bomb")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise ValidationError(_("Berkas ini memuat makro. Simpan sebagai berkas tanpa makro."), code="macro")
    if "[Content_Types].xml" not in names:
        raise broken
    for part, kind in _OPENXML.items():
        if part in names:
            return kind
    raise broken


def _picture(data: bytes) -> tuple[str, str, bytes]:
    try:
        with Image.open(io.BytesIO(data), formats=[*_IMAGES]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError(_("Gambar ini terlalu besar. Perkecil, lalu unggah lagi."), code="large")
            kind = str(picture.format)
            upright = ImageOps.exif_transpose(picture)
            output = io.BytesIO()
            if kind == "JPEG":
                upright.convert("RGB").save(output, "JPEG", quality=88)
            else:
                upright.convert("RGBA" if "A" in upright.getbands() else "RGB").save(output, "PNG", optimize=True)
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError):
        raise ValidationError(_("Gambar ini rusak. Ambil atau simpan ulang, lalu unggah lagi."), code="kind") from None
    content_type, suffix = _IMAGES[kind]
    return content_type, suffix, output.getvalue()
