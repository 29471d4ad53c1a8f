"""Whether an applied import can be taken back, and what that would mean."""

from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from binawidya.organisasi.enums import HasilBaris, TabelImpor
from binawidya.organisasi.models import Impor, ImporBaris, ImporBuatan
from binawidya.organisasi.selectors.impor_urung_sql import rests_on as rests_on_sql

CONTOH: Final = 5
_KALIMAT: Final = {
    "akun": gettext_lazy("%(siapa)s sudah punya akun."),
    "bersandar": gettext_lazy("Sudah ada catatan lain tentang %(siapa)s, misalnya jabatan, target, atau bawahan."),
    "berubah": gettext_lazy("Data %(siapa)s berubah sesudah impor ini."),
    "ditempati": gettext_lazy("Jabatan yang akan dikembalikan sekarang ditempati %(siapa)s."),
}


@dataclass(frozen=True, slots=True)
class Halangan:
    """One reason why an import cannot be taken back, with those whom it concerns."""

    sebab: str
    jumlah: int
    nama: tuple[str, ...]

    @property
    def kalimat(self) -> str:
        """The reason as a sentence that names the first people."""
        siapa = ", ".join(self.nama)
        if self.jumlah > len(self.nama):
            siapa = _("%(nama)s dan %(n)d orang lain") % {"nama": siapa, "n": self.jumlah - len(self.nama)}
        return str(_KALIMAT[self.sebab]) % {"siapa": siapa}


def rests_on(impor: Impor) -> list[Halangan]:
    """What stands in the way of taking an import back: later changes, and what rests on people it made. One query."""
    with connection.cursor() as cursor:
        cursor.execute(rests_on_sql(), {"impor": impor.pk})
        return [Halangan(sebab, jumlah, tuple(nama)) for sebab, jumlah, nama in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Ringkasan:
    """What taking an import back would do."""

    pegawai: int
    data: int
    jabatan_baru: int
    jabatan_lama: int
    contoh: list[ImporBaris]


def summary_of(impor: Impor) -> Ringkasan:
    """Numbers of rows that would go and come back, and the first of the people. Three queries."""
    made = ImporBuatan.objects.filter(impor=impor).first() or ImporBuatan()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tabel, count(*) FROM organisasi_imporpembalik WHERE impor_id = %s GROUP BY tabel", [impor.pk]
        )
        changed: dict[str, int] = dict(cursor.fetchall())
    rows = impor.baris.filter(hasil__in=[HasilBaris.BARU, HasilBaris.BERUBAH]).order_by("-hasil", "nomor")
    return Ringkasan(
        pegawai=len(made.pegawai),
        data=changed.get(TabelImpor.PEGAWAI, 0),
        jabatan_baru=len(made.penempatan),
        jabatan_lama=changed.get(TabelImpor.PENEMPATAN, 0),
        contoh=list(rows[:CONTOH]),
    )
