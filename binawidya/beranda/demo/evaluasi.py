"""A quarter of the demo office that was evaluated: one section confirmed, one objection under examination."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from django.db.models import Q

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja, User
from kinerja.enums import JenisEvaluasi, Perilaku, Predikat
from kinerja.masa import Masa
from kinerja.models import DialogKinerja, Evaluasi, EvaluasiUnit, KonversiPredikat, PesertaDialog, TindakLanjut
from kinerja.selectors.evaluasi import tim_of, usul_unit
from kinerja.services.evaluasi import Isian, evaluasi_accept, evaluasi_open, evaluasi_update
from kinerja.services.evaluasi_tetap import evaluasi_finalize, evaluasi_unit_finalize
from kinerja.services.keberatan import keberatan_create, keberatan_respond
from kinerja.services.umpan_balik import umpan_balik_create

# What a predikat counts as, in per cent of one part of the allowance; invented for the demo.
ANGKA: Final[Mapping[str, int]] = {
    Predikat.SANGAT_BAIK: 100, Predikat.BAIK: 100, Predikat.BUTUH_PERBAIKAN: 70, Predikat.KURANG: 40,
    Predikat.SANGAT_KURANG: 0,
}  # fmt: skip
_CATATAN: Final = "Pekerjaan loket tertata, laporan bulanan tepat waktu. Pertahankan, dan bantu rekan baru."


def evaluasi_create(kecamatan: UnitKerja, today: date) -> None:
    """Open the last quarter that is closed, and play one section to its end."""
    masa = _last_quarter(today)
    if masa is None:
        return
    head = Pegawai.objects.filter(penempatan__unit_kerja=kecamatan, penempatan__memimpin=True).first()
    if head is None or head.user is None:
        return
    evaluasi_open(actor=head.user, unit=kecamatan, masa=masa)
    _numbers(kecamatan, masa)
    for unit in EvaluasiUnit.objects.on(masa).select_related("unit_kerja", "kebijakan").exclude(unit_kerja=kecamatan):
        _set_unit(unit, head.user)
    section = _section(masa)
    if section is not None:
        _play(section, masa)


def _last_quarter(today: date) -> Masa | None:
    closed = {(row.tahun, row.bulan) for row in Periode.objects.all() if row.ditutup}
    ends = [(year, quarter * 3) for year, month in closed for quarter in (month // 3,) if month % 3 == 0]
    if not ends:
        return None
    year, month = max(ends)
    return Masa(year, JenisEvaluasi.TRIWULANAN, month // 3)


def _numbers(kecamatan: UnitKerja, masa: Masa) -> None:
    KonversiPredikat.objects.bulk_create(
        KonversiPredikat(
            unit_kerja=kecamatan, predikat=name, angka=Decimal(value), berlaku_mulai=date(masa.tahun, 1, 1),
            dasar="Contoh, belum menurut peraturan",
        )
        for name, value in ANGKA.items()
    )  # fmt: skip


def _set_unit(unit: EvaluasiUnit, actor: User) -> None:
    proposal = usul_unit([unit])[unit.pk][2]
    evaluasi_unit_finalize(
        actor=actor, evaluasi_unit=unit, predikat=proposal or "baik", versi=unit.versi,
        alasan="" if proposal else "Rencana aksi berjalan sesuai jadwal.",
    )  # fmt: skip


def _section(masa: Masa) -> Evaluasi | None:
    """Somebody of the largest team of a section."""
    rows = Evaluasi.objects.on(masa).filter(unit_dipimpin=None, penilai__user__isnull=False)
    rows = rows.filter(~Q(evaluasi_unit__predikat="")).select_related("penilai__user", "evaluasi_unit")
    teams: dict[int, list[Evaluasi]] = {}
    for row in rows.order_by("pk"):
        teams.setdefault(row.evaluasi_unit_id, []).append(row)
    return max(teams.values(), key=len)[0] if teams else None


def _play(first: Evaluasi, masa: Masa) -> None:
    superior = first.penilai
    if superior is None or superior.user is None:
        return
    team = next(one for one in tim_of(superior.pk, masa) if one.evaluasi_unit.pk == first.evaluasi_unit_id)
    isian = {}
    for place, row in enumerate(team.baris):
        conduct = "di_atas" if place % 5 == 1 else "sesuai"
        values = {one.value: (conduct, "Ramah dan tepat waktu.", "") for one in Perilaku}
        reason = "" if row.usul.rating else "Belum ada target sendiri, dinilai dari laporan kegiatan."
        isian[row.evaluasi.pk] = Isian(row.usul.rating or "sesuai", reason, conduct, _CATATAN, None, values)
    evaluasi_update(actor=superior.user, isian=isian)
    done = evaluasi_finalize(
        actor=superior.user, evaluasi_ids=[*isian], alasan_pola="Tim kecil, seluruh target layanan terpenuhi."
    )
    people = [row for row in done.ditetapkan if row.pegawai.user is not None]
    for one in people[1:3]:
        if one.pegawai.user is not None:
            evaluasi_accept(actor=one.pegawai.user, evaluasi=one)
    if people:
        _object(people[0], superior.user)
        _talk(people, superior, masa)


def _object(row: Evaluasi, superior: User) -> None:
    user = row.pegawai.user
    if user is None:
        return
    umpan_balik_create(
        actor=superior, pegawai=row.pegawai, isi="Rekap loket bulan ini rapi. Lampirkan foto antrean juga."
    )
    made = keberatan_create(
        actor=user, evaluasi=row,
        alasan="Dua laporan bulan terakhir sudah diunggah tepat waktu, tetapi belum ikut dipertimbangkan.",
    )  # fmt: skip
    keberatan_respond(actor=superior, keberatan=made, tanggapan="Laporan sudah saya terima dan sedang saya cocokkan.")


def _talk(people: list[Evaluasi], superior: Pegawai, masa: Masa) -> None:
    if superior.user is None:
        return
    day = masa.selesai - timedelta(days=9)
    talk = DialogKinerja.objects.create(
        unit_kerja=people[0].unit_kerja, tanggal=day, topik="Antrean loket dan jadwal jaga",
        pokok="Loket dua sering kosong pada jam istirahat. Jadwal jaga disusun bergantian.", pencatat=superior.user,
    )  # fmt: skip
    for one in [superior, *(row.pegawai for row in people[:4])]:
        PesertaDialog.objects.create(dialog=talk, pegawai=one)
    TindakLanjut.objects.create(
        dialog=talk, uraian="Susun jadwal jaga loket tiap Jumat", penanggung_jawab=people[0].pegawai,
        batas=masa.selesai + timedelta(days=21), status="berjalan",
    )  # fmt: skip
