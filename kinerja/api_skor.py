"""Scores with everything they were computed from."""

from collections.abc import Iterable
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.exceptions import NotAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from binawidya.organisasi.models import Pegawai, Periode, UnitKerja, User
from binawidya.umum.api import api_act, plain
from binawidya.umum.converters import Month
from binawidya.umum.http import fetch, require
from kinerja.models import SkorBerkala, SkorPegawai, SkorUnit
from kinerja.permissions import can_read_skor_pegawai, can_read_skor_unit
from kinerja.selectors.penjelasan import BarisTerurai, batas, urai
from kinerja.selectors.skor import BarisPoin, rincian, rincian_unit
from kinerja.services.skor_rentang import skor_rentang_calculate

_BERKALA: Final = SkorBerkala.objects.select_related("kebijakan", "periode")


class IsianAnswer(serializers.Serializer[Any]):
    """One approved entry of a target."""

    bulan = serializers.IntegerField()
    nilai = serializers.CharField(allow_null=True)
    pembilang = serializers.CharField(allow_null=True)
    penyebut = serializers.CharField(allow_null=True)
    disetujui_at = serializers.DateTimeField()


class BagianAnswer(serializers.Serializer[Any]):
    """One target in the score."""

    indikator = serializers.CharField()
    kode = serializers.CharField()
    satuan = serializers.CharField()
    unit_kerja_id = serializers.IntegerField()
    status = serializers.CharField()
    target = serializers.CharField(allow_null=True)
    realisasi = serializers.CharField(allow_null=True)
    pembilang = serializers.CharField(allow_null=True)
    penyebut = serializers.CharField(allow_null=True)
    capaian_mentah = serializers.CharField(allow_null=True)
    capaian = serializers.CharField(allow_null=True)
    rumus = serializers.CharField()
    bulan_bertarget = serializers.IntegerField()
    bulan_dilaporkan = serializers.IntegerField()
    isian = IsianAnswer(many=True)
    bobot = serializers.CharField()
    bagian = serializers.CharField(allow_null=True)
    poin = serializers.CharField(allow_null=True)
    # Nothing for the months of a range: those figures are not stored.
    dihitung_at = serializers.DateTimeField(allow_null=True)
    alamat = serializers.CharField()


class SkalaAnswer(serializers.Serializer[Any]):
    """One class of the scale, best first: from where it holds, nothing for the lowest."""

    kelas = serializers.CharField()
    batas = serializers.CharField(allow_blank=True)


class KebijakanAnswer(serializers.Serializer[Any]):
    """The rules it was computed by."""

    tahun = serializers.IntegerField()
    versi = serializers.IntegerField()
    batas_atas = serializers.CharField(allow_null=True)
    batas_bawah = serializers.CharField()
    tidak_dilaporkan = serializers.CharField()
    desimal = serializers.IntegerField()
    dibulatkan = serializers.CharField()
    bobot_mutu = serializers.BooleanField()
    dasar = serializers.CharField(allow_blank=True)
    skala = SkalaAnswer(many=True)


class BerkalaAnswer(serializers.Serializer[Any]):
    """The score of one month, quarter or half-year; its parts are at ``alamat``."""

    rentang = serializers.CharField()
    nomor = serializers.IntegerField()
    nilai = serializers.CharField(allow_null=True)
    kelas = serializers.CharField()
    alamat = serializers.CharField()


class UraianAnswer(serializers.Serializer[Any]):
    """A score with its parts."""

    periode = serializers.CharField()
    ditutup = serializers.BooleanField()
    nilai = serializers.CharField(allow_null=True)
    kelas = serializers.CharField()
    bobot_terukur = serializers.CharField()
    jumlah_target = serializers.IntegerField()
    jumlah_terukur = serializers.IntegerField()
    lengkap = serializers.BooleanField()
    rumus = serializers.CharField()
    dihitung_at = serializers.DateTimeField()
    kebijakan = KebijakanAnswer()
    bagian = BagianAnswer(many=True)


class SkorAnswer(UraianAnswer):
    """A score from January to a month, with its parts and the scores of the ranges of its year."""

    berkala = BerkalaAnswer(many=True)


class SkorRentangAnswer(UraianAnswer):
    """The score of the months of one range, from ``awal`` to ``periode``, with its parts."""

    rentang = serializers.CharField()
    nomor = serializers.IntegerField()
    awal = serializers.IntegerField()


def _bagian(part: BarisTerurai) -> dict[str, Any]:
    row = part.baris
    capaian, target = row.capaian, row.capaian.target
    figures = ("realisasi", "pembilang", "penyebut", "capaian_mentah", "capaian")
    return {
        "indikator": target.indikator.nama,
        "kode": target.indikator.kode,
        "satuan": target.indikator.satuan,
        "unit_kerja_id": target.unit_kerja_id,
        "status": capaian.status,
        "target": plain(capaian.target_kumulatif),
        **{name: plain(getattr(capaian, name)) for name in figures},
        "rumus": part.rumus,
        "bulan_bertarget": capaian.bulan_bertarget,
        "bulan_dilaporkan": capaian.bulan_dilaporkan,
        "isian": [
            {
                "bulan": one.bulan,
                "nilai": plain(one.nilai),
                "pembilang": plain(one.pembilang),
                "penyebut": plain(one.penyebut),
                "disetujui_at": one.disetujui_at,
            }
            for one in part.isian
        ],
        "bobot": plain(target.bobot),
        "bagian": plain(row.bagian),
        "poin": plain(row.poin),
        "dihitung_at": capaian.dihitung_at if capaian.pk else None,
        "alamat": "" if part.jejak is None else reverse("indikator:capaian_detail", args=[part.jejak]),
    }


def _uraian(
    periode: Periode, skor: SkorPegawai | SkorUnit | SkorBerkala, rows: list[BarisPoin], awal: int = 1
) -> dict[str, Any]:
    rules = skor.kebijakan
    return {
        "periode": periode.slug,
        "ditutup": periode.ditutup,
        "nilai": plain(skor.nilai),
        "kelas": skor.kelas,
        "bobot_terukur": plain(skor.bobot_terukur),
        "jumlah_target": skor.jumlah_target,
        "jumlah_terukur": skor.jumlah_terukur,
        "lengkap": skor.lengkap,
        "rumus": _("nilai = jumlah poin; poin = capaian x bagian bobot"),
        "dihitung_at": skor.dihitung_at,
        "kebijakan": {
            "tahun": rules.tahun,
            "versi": rules.versi,
            "batas_atas": plain(rules.batas_atas),
            "batas_bawah": plain(rules.batas_bawah),
            "tidak_dilaporkan": rules.tidak_dilaporkan,
            "desimal": rules.desimal,
            "dibulatkan": rules.dibulatkan,
            "bobot_mutu": rules.bobot_mutu,
            "dasar": rules.dasar,
            "skala": [{"kelas": one.nama, "batas": batas(one)} for one in rules.skala.all()],
        },
        "bagian": [_bagian(part) for part in urai(rows, periode, awal)],
    }


def _answer(
    periode: Periode, skor: SkorPegawai | SkorUnit, rows: list[BarisPoin], berkala: Iterable[SkorBerkala], name: str
) -> Response:
    ranges = [
        {
            "rentang": one.rentang,
            "nomor": one.nomor,
            "nilai": plain(one.nilai),
            "kelas": one.kelas,
            "alamat": reverse(name, args=[one.pk]),
        }
        for one in berkala
    ]
    return Response({**_uraian(periode, skor, rows), "berkala": ranges})


def _answer_range(skor: SkorBerkala) -> Response:
    parts = _uraian(skor.periode, skor, skor_rentang_calculate(skor), skor.awal)
    return Response({**parts, "rentang": skor.rentang, "nomor": skor.nomor, "awal": skor.awal})


def _user(request: Request) -> User:
    """Who asks; the API answers nobody else."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def _pegawai(request: Request, pk: int | None) -> Pegawai:
    """Somebody whose scores the user may read."""
    user = _user(request)
    pegawai = fetch(Pegawai.objects.visible_to(user), pk=pk)
    require(can_read_skor_pegawai(user, pegawai), _("Nilai ini untuk atasan dan pimpinan pegawai itu."))
    return pegawai


def _unit(request: Request, pk: int) -> UnitKerja:
    """A unit whose scores the user may read."""
    user = _user(request)
    unit = fetch(UnitKerja.objects.visible_to(user), pk=pk)
    require(can_read_skor_unit(user, unit), _("Nilai unit ini untuk pimpinannya."))
    return unit


def _periode(bulan: Month) -> Periode:
    return fetch(Periode.objects.dimulai(), tahun=bulan[0], bulan=bulan[1])


@api_act("skor.read", "GET", answer=SkorAnswer, summary=gettext_lazy("Nilai seorang pegawai dengan rinciannya"))
def skor_pegawai(request: Request, pk: int, bulan: Month) -> Response:
    """Score of a person from January to a month."""
    pegawai = _pegawai(request, pk)
    periode = _periode(bulan)
    skor = fetch(SkorPegawai.objects.select_related("kebijakan"), pegawai=pegawai, periode=periode)
    berkala = SkorBerkala.objects.filter(pegawai=pegawai, tahun=periode.tahun)
    return _answer(periode, skor, rincian(pegawai.pk, periode).baris, berkala, "api:skor_pegawai_rentang")


@api_act("dasbor_unit.read", "GET", answer=SkorAnswer, summary=gettext_lazy("Nilai sebuah unit dengan rinciannya"))
def skor_unit(request: Request, pk: int, bulan: Month) -> Response:
    """Score of a unit from January to a month, from its own indicators only."""
    unit = _unit(request, pk)
    periode = _periode(bulan)
    skor = fetch(SkorUnit.objects.select_related("kebijakan"), unit_kerja=unit, periode=periode)
    berkala = SkorBerkala.objects.filter(unit_kerja=unit, pegawai=None, tahun=periode.tahun)
    return _answer(periode, skor, rincian_unit(unit.pk, periode), berkala, "api:skor_unit_rentang")


@api_act(
    "skor.read",
    "GET",
    answer=SkorRentangAnswer,
    summary=gettext_lazy("Nilai rentang seorang pegawai dengan rinciannya"),
)
def skor_pegawai_rentang(request: Request, pk: int) -> Response:
    """Score of a person for a month, quarter or half-year."""
    skor = fetch(_BERKALA.filter(pegawai__isnull=False), pk=pk)
    _pegawai(request, skor.pegawai_id)
    return _answer_range(skor)


@api_act(
    "dasbor_unit.read",
    "GET",
    answer=SkorRentangAnswer,
    summary=gettext_lazy("Nilai rentang sebuah unit dengan rinciannya"),
)
def skor_unit_rentang(request: Request, pk: int) -> Response:
    """Score of a unit for a month, quarter or half-year, from its own indicators only."""
    skor = fetch(_BERKALA.filter(pegawai=None), pk=pk)
    _unit(request, skor.unit_kerja_id)
    return _answer_range(skor)
