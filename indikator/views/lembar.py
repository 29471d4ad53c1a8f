"""What the pages of a sheet of entries have in common: rows with their forms, and the context around them."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from binawidya.organisasi.http import SignedInRequest
from binawidya.organisasi.models import Pegawai, Periode
from binawidya.organisasi.selectors.atasan import nama_atasan
from binawidya.organisasi.selectors.periode import bulan_dimulai
from binawidya.umum.errors import ActRefused, ConflictError
from binawidya.umum.numbers import format_angka
from indikator.forms import IsianForm
from indikator.models import Realisasi
from indikator.selectors.isian import Baris, Lembar, lembar_isian
from indikator.services.realisasi import realisasi_record


@dataclass(slots=True)
class Sel:
    """A row of the sheet with its form, and what the server said to it."""

    baris: Baris
    form: IsianForm
    tolak: str = ""
    # The value that somebody else saved meanwhile, for whoever has to choose.
    bentrok: bool = False

    @property
    def bagian(self) -> list[BoundField]:
        """The inputs of the cell."""
        return [self.form[name] for name in self.form.isian_fields]

    @property
    def salah(self) -> list[str]:
        """What is wrong, in words, each once."""
        return [*dict.fromkeys(str(text) for texts in self.form.errors.values() for text in texts)]

    @property
    def ditolak(self) -> bool:
        return bool(self.form.errors or self.tolak)

    @property
    def pilihan(self) -> list[tuple[str, str, str]]:
        """For each input of a conflict: its id, the saved number, the typed one."""
        entry = self.baris.realisasi
        return [
            (part.id_for_label, _written(entry, name), str(part.value() or ""))
            for name, part in zip(self.form.isian_fields, self.bagian, strict=True)
        ]


def _written(entry: Realisasi | None, name: str) -> str:
    value = getattr(entry, name, None)
    return "" if value is None else format_angka(value)


def rows_of(
    lembar: Lembar, forms: dict[int, IsianForm] | None = None, tolak: dict[int, str] | None = None
) -> list[Sel]:
    """Every row with its form; the ones that were refused keep what was typed."""
    return [
        Sel(
            baris,
            (forms or {}).get(baris.target.pk) or IsianForm(baris.target, baris.realisasi),
            (tolak or {}).get(baris.target.pk, ""),
        )
        for baris in lembar.baris
    ]


def sheet_context(lembar: Lembar, sel: list[Sel]) -> dict[str, Any]:
    """What the changing parts of a sheet show. No query."""
    nilai, terisi = lembar.nilai()
    return {
        "lembar": lembar,
        "periode": lembar.periode,
        "kelompok": _kelompok(sel),
        "nilai": nilai,
        "terisi": terisi,
        "jumlah": lembar.jumlah(),
        "siap": len(lembar.siap),
        "salah": sum(one.ditolak for one in sel),
        "oob": False,
    }


def _kelompok(sel: list[Sel]) -> list[tuple[str, list[Sel]]]:
    """The person's own targets first, without a title if there are no others; then those of each unit."""
    groups: dict[str, list[Sel]] = {}
    for one in sorted(sel, key=lambda one: one.baris.target.pegawai_id is None):
        target = one.baris.target
        title = (
            _("Target pribadi") if target.pegawai_id else _("Indikator %(unit)s") % {"unit": target.unit_kerja.sebutan}
        )
        groups.setdefault(title, []).append(one)
    return [*groups.items()]


def sheet_address(name: str, periode: Periode, pegawai: Pegawai | None) -> str:
    """Address of a page of the own sheet, or of the sheet of ``pegawai``."""
    keys: dict[str, Any] = {"bulan": periode.slug}
    if pegawai is not None:
        name, keys = f"{name}_for", keys | {"pegawai": pegawai.pk}
    return reverse(f"indikator:{name}", kwargs=keys)


def sheet_page(
    request: SignedInRequest, lembar: Lembar, sel: list[Sel], pegawai: Pegawai | None = None, status: int = 200
) -> HttpResponse:
    """The whole page of a sheet.

    :param pegawai: whose sheet it is, if not one's own.
    """
    periode = lembar.periode
    around = bulan_dimulai(request.user)
    here = around.index(periode) if periode in around else len(around)
    context = sheet_context(lembar, sel) | {
        "atas_nama": pegawai,
        "atasan": nama_atasan(lembar.pegawai_id, periode.hari_terakhir),
        "alamat_simpan": sheet_address("realisasi_record_all", periode, pegawai),
        "alamat_ajukan": sheet_address("realisasi_submit", periode, pegawai),
        "sebelum": around[here + 1] if here + 1 < len(around) else None,
        "sesudah": around[here - 1] if 0 < here < len(around) else None,
        "breadcrumb": _path(periode, pegawai),
    }
    return render(request, "indikator/realisasi.html", context, status=status)


def _path(periode: Periode, pegawai: Pegawai | None) -> list[tuple[str, str]]:
    path = [(_("Beranda"), reverse("beranda:home"))]
    if pegawai is not None:
        lain = reverse("indikator:lembar_lain_list", kwargs={"bulan": periode.slug})
        return [*path, (_("Isian atas nama"), lain), (pegawai.nama, "")]
    return [*path, (_("Realisasi %(bulan)s") % {"bulan": periode}, "")]


def record_cell(request: SignedInRequest, lembar: Lembar, form: IsianForm) -> tuple[Realisasi | None, str, bool]:
    """Save a cell. Errors of its fields stand on the form; another refusal is returned as a text.

    :returns: the entry if it was saved, the refusal, and whether somebody else was faster.
    """
    if form.kosong or not form.is_valid():
        return None, "", False
    try:
        entry = realisasi_record(
            actor=request.user,
            target=form.target,
            periode=lembar.periode,
            isian=form.isian(),
            versi=form.cleaned_data["versi"],
            riwayat=lembar.cari(form.target.pk).riwayat,
        )
    except ValidationError as error:
        form.add_error(None, error)
        return None, "", False
    except ActRefused as refused:
        return None, refused.message, isinstance(refused, ConflictError)
    return entry, "", False


def own_sheet(request: SignedInRequest, periode: Periode, pegawai: Pegawai | None) -> Lembar:
    """The sheet of whoever asks, or of ``pegawai``."""
    pegawai_id = pegawai.pk if pegawai is not None else request.user.lingkup.pegawai_id
    return lembar_isian(pegawai_id=pegawai_id or 0, periode=periode, user=request.user)
