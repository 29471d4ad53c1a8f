"""What the figures of a unit ask for. Rules only: the figure, the name, the act; never a cause that nobody entered."""

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Final

from django.utils.translation import gettext as _

from binawidya.umum.dates import nama_bulan
from binawidya.umum.numbers import format_angka
from binawidya.umum.templatetags.angka import persen
from indikator.enums import Agregasi, Polarisasi
from kinerja.reports import tulisan
from kinerja.selectors.laporan_unit import BarisIndikator, BarisPetak, LaporanUnit

PALING_BANYAK: Final = 3
TURUN_BERTURUT: Final = 2
_RENDAH: Final = frozenset({"k1", "k2"})


def rekomendasi(laporan: LaporanUnit) -> list[str]:
    """Sentences in the order of weight: indicators, entries, units below."""
    return [*_indikator(laporan), *_pelaporan(laporan), *_unit(laporan)]


def _indikator(laporan: LaporanUnit) -> list[str]:
    """The indicators that cost the score most points."""
    weight = laporan.skor.bobot_terukur if laporan.skor else Decimal(0)
    if not weight:
        return []
    missed = [row for row in laporan.indikator if row.nilai is not None and not row.tercapai and row.target.bobot > 0]
    missed.sort(key=lambda row: (-_lost(row, weight), row.nomor))
    return [_sentence(laporan, row, _lost(row, weight)) for row in missed[:PALING_BANYAK]]


def _lost(row: BarisIndikator, weight: Decimal) -> Decimal:
    lost: Decimal = (100 - (row.nilai or Decimal(0))) * row.target.bobot / weight
    return lost


def _sentence(laporan: LaporanUnit, row: BarisIndikator, lost: Decimal) -> str:
    capaian = row.capaian
    words = _("%(nama)s: capaian %(capaian)s (%(realisasi)s dari target %(target)s), nilai berkurang %(poin)s.")
    text = words % {
        "nama": row.target.indikator.nama,
        "capaian": tulisan.persen_capaian(capaian),
        "realisasi": tulisan.realisasi(capaian, row.target.indikator),
        "target": tulisan.target(row.target, capaian, laporan.periode.bulan),
        "poin": format_angka(lost, 2),
    }
    return f"{text} {needed}" if (needed := _needed(laporan, row)) else text


def _needed(laporan: LaporanUnit, row: BarisIndikator) -> str:
    """For a count: how much a month must bring from now on, beside what it brought so far."""
    indikator, capaian = row.target.indikator, row.capaian
    rest = [bulan for bulan in range(laporan.periode.bulan + 1, 13) if row.target.target_bulan(bulan) is not None]
    if indikator.agregasi != Agregasi.JUMLAH or indikator.polarisasi != Polarisasi.MAKSIMUM or not rest:
        return ""
    if capaian is None or capaian.realisasi is None or not capaian.bulan_dilaporkan:
        return ""
    missing = row.target.target - capaian.realisasi
    if missing <= 0:
        return ""
    return _("Agar target tahunan tercapai perlu rata-rata %(perlu)s per bulan, sejauh ini %(rata)s.") % {
        "perlu": tulisan.bersatuan(_at_least(missing / len(rest), indikator.desimal), indikator),
        "rata": tulisan.bersatuan(capaian.realisasi / capaian.bulan_dilaporkan, indikator),
    }


def _at_least(value: Decimal, places: int) -> Decimal:
    """Rounded up: less would not suffice."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_CEILING)


def _pelaporan(laporan: LaporanUnit) -> list[str]:
    counts, found = laporan.pelaporan, []
    missing = counts.wajib - counts.diajukan
    if missing:
        words = (
            _(
                "%(n)s dari %(wajib)s realisasi %(periode)s tidak diajukan oleh %(orang)s pengisi "
                "sampai periode ditutup."
            )
            if laporan.periode.ditutup
            else _(
                "%(n)s dari %(wajib)s realisasi %(periode)s belum diajukan oleh %(orang)s pengisi; "
                "tagih sebelum periode ditutup."
            )
        )
        found.append(
            words
            % {
                "n": format_angka(missing),
                "wajib": format_angka(counts.wajib),
                "periode": laporan.periode,
                "orang": format_angka(counts.pengisi_belum),
            }
        )
    if counts.dikembalikan:
        found.append(
            _("%(n)s realisasi %(periode)s dikembalikan dan belum diperbaiki.")
            % {"n": format_angka(counts.dikembalikan), "periode": laporan.periode}
        )
    waiting = counts.diajukan - counts.disetujui
    if waiting:
        found.append(
            _("%(n)s realisasi %(periode)s belum selesai diverifikasi dan belum masuk hitungan.")
            % {"n": format_angka(waiting), "periode": laporan.periode}
        )
    return found


def _unit(laporan: LaporanUnit) -> list[str]:
    """Units below whose score falls month after month, and those in the two lowest classes."""
    falling = [(row, months) for row in laporan.petak if len(months := _fall(row)) > TURUN_BERTURUT]
    falling.sort(key=lambda pair: (pair[1][-1][1] - pair[1][0][1], pair[0].unit.kode))
    named = {row.unit.pk for row, _months in falling[:PALING_BANYAK]}
    found = [
        _("%(unit)s: nilai turun %(n)s bulan berturut-turut, dari %(awal)s (%(mulai)s) menjadi %(akhir)s.")
        % {
            "unit": row.unit.nama,
            "n": len(months) - 1,
            "awal": format_angka(months[0][1], 2),
            "mulai": nama_bulan(months[0][0]),
            "akhir": format_angka(months[-1][1], 2),
        }
        for row, months in falling[:PALING_BANYAK]
    ]
    low = [row for row in laporan.petak if row.bulan and row.bulan[-1].slot in _RENDAH and row.unit.pk not in named]
    low.sort(key=lambda row: (row.bulan[-1].nilai or Decimal(0), row.unit.kode))
    if low:
        names = ", ".join(f"{row.unit.nama} ({tulisan.nilai(row.bulan[-1].nilai)})" for row in low[: 2 * PALING_BANYAK])
        found.append(_("Nilai dalam dua kelas terbawah: %(unit)s.") % {"unit": names})
    return found


def _fall(row: BarisPetak) -> Sequence[tuple[int, Decimal]]:
    """The months, up to the last one, in which the shown score fell without a break; with the month before them."""
    months: list[tuple[int, Decimal]] = []
    for one in reversed(row.bulan):
        if one.nilai is None or (months and tulisan.ditampilkan(one.nilai) <= tulisan.ditampilkan(months[0][1])):
            break
        months.insert(0, (one.periode.bulan, one.nilai))
    return months


def terendah(rows: Sequence[BarisIndikator]) -> BarisIndikator | None:
    """The indicator with the lowest known capaian."""
    known = [row for row in rows if row.nilai is not None]
    return min(known, key=lambda row: (row.nilai, row.nomor), default=None)


def capaian_terendah(rows: Sequence[BarisIndikator]) -> str:
    """``capaian terendah: PBB-P2 (80,01 %)``."""
    row = terendah(rows)
    if row is None:
        return ""
    return _("Capaian terendah: %(nama)s (%(capaian)s).") % {
        "nama": row.target.indikator.nama,
        "capaian": persen(row.nilai),
    }
