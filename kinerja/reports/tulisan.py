"""How a figure stands in a document."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import gettext as _

from binawidya.organisasi.models import Periode
from binawidya.umum.dates import format_jam, format_tanggal, nama_bulan
from binawidya.umum.numbers import format_angka, round_half_up
from binawidya.umum.templatetags.angka import nilai_satuan, persen
from indikator.enums import Polarisasi, StatusCapaian, TidakDilaporkan
from indikator.models import Capaian, Indikator, KebijakanSkor, TargetIndikator
from indikator.scoring import Kelas
from kinerja.models import Dokumen, SkorPegawai, SkorUnit
from kinerja.selectors.laporan_unit import NilaiBulan
from kinerja.selectors.penjelasan import rumus

TANDA: Final = {
    StatusCapaian.BELUM_DIKETAHUI: "…",
    StatusCapaian.BELUM_DIUKUR: "–",
    StatusCapaian.TIDAK_DILAPORKAN: "×",
    StatusCapaian.TIDAK_TERDEFINISI: "–",
}
# Units of measure that say nothing behind a figure.
TANPA_SATUAN: Final = frozenset({"indeks", "nilai", "skor", "angka", "poin"})


def nilai(value: Decimal | None) -> str:
    """A score: two decimals."""
    return "–" if value is None else format_angka(value, 2)


def bobot(value: Decimal) -> str:
    """A weight: as many decimals as it has."""
    return format_angka(value)


def bersatuan(value: Decimal | None, indikator: Indikator, *, kosong: str = "–") -> str:
    """A figure of an indicator with its unit of measure and number of decimals."""
    if value is None:
        return kosong
    satuan = "" if indikator.satuan.casefold() in TANPA_SATUAN else "%" if indikator.persen else indikator.satuan
    return nilai_satuan(value, satuan, indikator.desimal)


def target(row: TargetIndikator, capaian: Capaian | None, bulan: int) -> str:
    """The target up to the month; a range with both bounds; before anything is due the target of the year."""
    if row.target_atas is not None:
        low, high = row.target_bulan(bulan), (row.bulanan_atas or [None] * 12)[bulan - 1]
        low, high = (row.target, row.target_atas) if low is None or high is None else (low, high)
        return f"{format_angka(low, row.indikator.desimal)}–{bersatuan(high, row.indikator)}"
    value = capaian.target_kumulatif if capaian else None
    return bersatuan(row.target if value is None else value, row.indikator)


def realisasi(capaian: Capaian | None, indikator: Indikator) -> str:
    """The realisasi up to the month, or the sign of its absence."""
    if capaian is None:
        return TANDA[StatusCapaian.BELUM_DIKETAHUI]
    return bersatuan(capaian.realisasi, indikator, kosong=TANDA.get(StatusCapaian(capaian.status), "–"))


def persen_capaian(capaian: Capaian | None) -> str:
    """The capaian in percent, or the sign of its absence."""
    if capaian is None:
        return TANDA[StatusCapaian.BELUM_DIKETAHUI]
    if capaian.capaian is None:
        return TANDA.get(StatusCapaian(capaian.status), "–")
    return persen(capaian.capaian)


def kelas(capaian: Capaian | None) -> tuple[str, str]:
    """Word and colour of the class; without a figure the word of the state and no colour."""
    if capaian is None:
        return str(StatusCapaian.BELUM_DIKETAHUI.label), ""
    if capaian.status == StatusCapaian.DIKETAHUI:
        return capaian.kelas, capaian.slot
    return str(StatusCapaian(capaian.status).label), ""


def pecahan(capaian: Capaian | None, indikator: Indikator) -> str:
    """``118 tepat waktu dari 151 layanan`` of a ratio."""
    if capaian is None or capaian.pembilang is None or capaian.penyebut is None:
        return ""
    return _("%(a)s %(pembilang)s dari %(b)s %(penyebut)s") % {
        "a": format_angka(capaian.pembilang),
        "pembilang": _within(indikator.label_pembilang),
        "b": format_angka(capaian.penyebut),
        "penyebut": _within(indikator.label_penyebut),
    }


def _within(label: str) -> str:
    """A label within a sentence: small first letter, abbreviations as they are."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def batas_kelas(skala: Sequence[Kelas]) -> str:
    """``sangat tinggi lebih dari 90, …, rendah lebih dari 50, selebihnya sangat rendah``."""
    parts = []
    for one in skala:
        if one.batas is None:
            parts.append(_("selebihnya %(kelas)s") % {"kelas": one.nama.lower()})
        else:
            words = _("%(kelas)s mulai %(batas)s") if one.termasuk else _("%(kelas)s lebih dari %(batas)s")
            parts.append(words % {"kelas": one.nama.lower(), "batas": format_angka(one.batas)})
    return ", ".join(parts)


def nomor(numbers: Sequence[int]) -> str:
    """``2, 4, 6, dan 8``."""
    words = [str(number) for number in numbers]
    if len(words) < 3:
        return _(" dan ").join(words)
    return _("%(awal)s, dan %(akhir)s") % {"awal": ", ".join(words[:-1]), "akhir": words[-1]}


def baris(nomor: int, satu: TargetIndikator, capaian: Capaian | None, bulan: int) -> dict[str, Any]:
    """One target as a row of the indicator table.

    :param bulan: the last month of the period, 1 to 12.
    """
    kata, slot = kelas(capaian)
    return {
        "nomor": nomor,
        "nama": satu.indikator.nama,
        "pecahan": pecahan(capaian, satu.indikator),
        "bobot": bobot(satu.bobot),
        "target": target(satu, capaian, bulan),
        "realisasi": realisasi(capaian, satu.indikator),
        "capaian": persen_capaian(capaian),
        "kelas": kata,
        "slot": slot,
    }


def cara(rows: Iterable[tuple[int, TargetIndikator, Capaian | None]]) -> list[dict[str, Any]]:
    """How each figure of the indicator table came about; what was never computed is left out."""
    return [
        {"nomor": number, "nama": one.indikator.nama, "rumus": rumus(capaian, one)}
        for number, one, capaian in rows
        if capaian is not None
    ]


def dihitung(skor: SkorPegawai | SkorUnit | None, kebijakan: KebijakanSkor) -> str:
    """When a score was computed and by which rules."""
    if skor is None:
        return ""
    return _("Nilai dihitung %(tanggal)s pukul %(jam)s memakai Kebijakan skor %(kebijakan)s.") % {
        "tanggal": format_tanggal(skor.dihitung_at),
        "jam": format_jam(skor.dihitung_at),
        "kebijakan": kebijakan,
    }


def catatan_capaian(
    targets: Sequence[tuple[int, TargetIndikator]], kebijakan: KebijakanSkor, skala: Sequence[Kelas], masa: str
) -> str:
    """What the columns of the indicator table mean: period, cap, ratios, direction, silence, classes."""
    notes = [_("Target dan realisasi: %(masa)s.") % {"masa": masa}]
    if kebijakan.batas_atas is not None:
        notes.append(_("Capaian dihitung paling tinggi %(atas)s.") % {"atas": persen(kebijakan.batas_atas, 0)})
    ratio = [number for number, row in targets if row.indikator.adalah_rasio]
    if ratio:
        notes.append(_("Rasio (jumlah pembilang dibagi jumlah penyebut): nomor %(n)s.") % {"n": nomor(ratio)})
    low = [number for number, row in targets if row.indikator.polarisasi == Polarisasi.MINIMUM]
    if low:
        notes.append(_("Makin kecil makin baik: nomor %(n)s.") % {"n": nomor(low)})
    if kebijakan.tidak_dilaporkan == TidakDilaporkan.NOL:
        notes.append(_("Bulan yang ditutup tanpa laporan dihitung capaian 0."))
    else:
        notes.append(_("Bulan yang ditutup tanpa laporan tidak ikut dihitung."))
    notes.append(_("Kelas: %(batas)s.") % {"batas": batas_kelas(skala)})
    return " ".join(notes)


def sementara(periode: Periode, *, lengkap: bool) -> str:
    """What stands at the head of a document whose figures may still change."""
    if not periode.ditutup:
        return _("Sementara: %(periode)s belum ditutup, angka di bawah ini masih dapat berubah.") % {"periode": periode}
    if not lengkap:
        return _("Sementara: masih ada capaian yang belum diketahui.")
    return ""


def asal(dokumen: Dokumen) -> str:
    """Where the figures come from and when."""
    words = _("Dokumen nomor %(nomor)s, dibuat Binawidya %(tanggal)s pukul %(jam)s dari realisasi yang disetujui.")
    if dokumen.periode is not None and dokumen.periode.ditutup_at is not None and dokumen.periode.ditutup:
        words += " " + _("Periode ditutup %(tutup)s.") % {"tutup": format_tanggal(dokumen.periode.ditutup_at)}
    return words % {
        "nomor": dokumen.pk,
        "tanggal": format_tanggal(dokumen.created_at),
        "jam": format_jam(dokumen.created_at),
    }


def asal_evaluasi(dokumen: Dokumen) -> str:
    """Where the predikat come from and when."""
    words = _("Dokumen nomor %(nomor)s, dibuat Binawidya %(tanggal)s pukul %(jam)s dari evaluasi yang ditetapkan.")
    return words % {
        "nomor": dokumen.pk,
        "tanggal": format_tanggal(dokumen.created_at),
        "jam": format_jam(dokumen.created_at),
    }


def tercapai(reached: int, measured: int, unknown: int) -> dict[str, str]:
    """How many indicators reached their target, for the strip of figures."""
    if not measured and not unknown:
        value, note = "–", _("belum ada indikator")
    else:
        value = _("%(a)s dari %(b)s") % {"a": format_angka(reached), "b": format_angka(measured)}
        note = _("%(n)s belum terukur") % {"n": format_angka(unknown)} if unknown else _("semua terukur")
    return {"nama": _("Mencapai target"), "nilai": value, "keterangan": note}


def beda(now: Decimal, before: Decimal, masa: str) -> str:
    """``lebih rendah 0,51 dari Januari–September 2026``, from the figures as they are shown."""
    difference = ditampilkan(now) - ditampilkan(before)
    if difference == 0:
        return _("sama dengan %(masa)s") % {"masa": masa}
    words = _("lebih tinggi %(n)s dari %(masa)s") if difference > 0 else _("lebih rendah %(n)s dari %(masa)s")
    return words % {"n": format_angka(abs(difference), 2), "masa": masa}


def ditampilkan(value: Decimal) -> Decimal:
    """A score as it is shown, for comparisons that a reader can follow."""
    return round_half_up(value, 2)


def alt_nilai(nama: str, series: Sequence[NilaiBulan]) -> str:
    """The chart in words, every value written."""
    values = [f"{nama_bulan(one.periode.bulan)} {nilai(one.nilai)}" for one in series if one.nilai is not None]
    return f"{nama}: {', '.join(values)}"
