"""Acts on posts, months and chains, for tests about who was where."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from binawidya.organisasi.enums import StatusPeriode
from binawidya.organisasi.models import Jabatan, Penempatan, Periode
from binawidya.organisasi.selectors.atasan import atasan_of
from binawidya.organisasi.selectors.penempatan import posts_mark
from binawidya.organisasi.services.penempatan import (
    penempatan_assign,
    penempatan_cancel,
    penempatan_correct,
    penempatan_end,
    penempatan_move,
)
from binawidya.organisasi.services.penempatan_periksa import IsiPenempatan
from binawidya.umum.dates import today
from tests.organisasi.dunia import Dunia

SEHARI = timedelta(days=1)
BESOK = today() + SEHARI
BULAN_DEPAN = today() + timedelta(days=40)


def close_month(hari: date) -> Periode:
    """The month of a day, as a fixed record."""
    moment = datetime(hari.year, hari.month, 28, tzinfo=UTC)
    values = {"status": StatusPeriode.DITUTUP, "ditutup_at": moment}
    month, _new = Periode.objects.update_or_create(
        tahun=hari.year,
        bulan=hari.month,
        defaults=values,
        create_defaults={**values, "batas_pengisian": moment, "batas_verifikasi": moment},
    )
    return month


def ring_on(pegawai_ids: Iterable[int], hari: date) -> list[int]:
    """People who come back to themselves on the way up, on a day: by walking, one step after the other."""
    above = atasan_of([*pegawai_ids], hari)
    found = []
    for start in above:
        here, steps = above.get(start), 0
        while here is not None and here != start and steps <= len(above):
            here, steps = above.get(here), steps + 1
        if here == start:
            found.append(start)
    return found


# --- acts of the administrator of the kecamatan -----------------------------------------------------------------
def jabatan(nama: str = "Pengelola Data") -> Jabatan:
    return Jabatan.objects.get_or_create(nama=nama)[0]


def isi(dunia: Dunia, unit: str, mulai: date = BESOK, **more: Any) -> IsiPenempatan:
    values: dict[str, Any] = {"jabatan": jabatan(), "dasar": "800.1.3/12/BKPSDM/2026"} | more
    return IsiPenempatan(unit_kerja=dunia.unit[unit], tmt_mulai=mulai, **values)


def pindah(
    dunia: Dunia, nama: str, unit: str, mulai: date = BESOK, ikut: Iterable[Penempatan] = (), **more: Any
) -> Penempatan:
    pegawai = dunia.pegawai[nama]
    return penempatan_move(
        actor=dunia.user["admin"],
        pegawai=pegawai,
        isi=isi(dunia, unit, mulai, **more),
        dilihat=posts_mark(pegawai.pk),
        ikut_berakhir=[post.pk for post in ikut],
    )


def beri(dunia: Dunia, nama: str, unit: str, mulai: date = BESOK, **more: Any) -> Penempatan:
    pegawai = dunia.pegawai[nama]
    return penempatan_assign(
        actor=dunia.user["admin"],
        pegawai=pegawai,
        isi=isi(dunia, unit, mulai, **more),
        dilihat=posts_mark(pegawai.pk),
    )


def koreksi(dunia: Dunia, post: Penempatan, alasan: str = "Salah ketik.", **more: Any) -> Penempatan:
    values = {
        "unit_kerja": post.unit_kerja, "jabatan": post.jabatan, "tmt_mulai": post.tmt_mulai,
        "tmt_selesai": post.tmt_selesai, "memimpin": post.memimpin, "atasan": post.atasan, "dasar": post.dasar,
    } | more  # fmt: skip
    return penempatan_correct(
        actor=dunia.user["admin"],
        penempatan=post,
        isi=IsiPenempatan(**values),
        dilihat=posts_mark(post.pegawai_id),
        alasan=alasan,
    )


def akhiri(dunia: Dunia, post: Penempatan, hari: date) -> Penempatan:
    return penempatan_end(
        actor=dunia.user["admin"], penempatan=post, tmt_selesai=hari, dilihat=posts_mark(post.pegawai_id)
    )


def batalkan(dunia: Dunia, post: Penempatan, alasan: str = "Salah orang.") -> None:
    penempatan_cancel(actor=dunia.user["admin"], penempatan=post, dilihat=posts_mark(post.pegawai_id), alasan=alasan)


def satu(dunia: Dunia, nama: str) -> Penempatan:
    """The only post of a person."""
    return dunia.pegawai[nama].penempatan.select_related("unit_kerja", "jabatan", "atasan").get()


def pesan(error: pytest.ExceptionInfo[ValidationError], kolom: str) -> str:
    return " ".join(error.value.message_dict[kolom])


def riwayat(dunia: Dunia, nama: str) -> list[tuple[str, date, date | None]]:
    rows = dunia.pegawai[nama].penempatan.order_by("tmt_mulai", "pk")
    return [*rows.values_list("unit_kerja__nama", "tmt_mulai", "tmt_selesai")]
