"""Scores with everything they were computed from."""

from typing import Any

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
from kinerja.selectors.penjelasan import Isian, batas, isian_disetujui, rumus
from kinerja.selectors.skor import BarisPoin, rincian, rincian_unit


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
    dihitung_at = serializers.DateTimeField()
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
    """The score of one month, quarter or half-year."""

    rentang = serializers.CharField()
    nomor = serializers.IntegerField()
    nilai = serializers.CharField(allow_null=True)
    kelas = serializers.CharField()


class SkorAnswer(serializers.Serializer[Any]):
    """A score from January to a month, with its parts."""

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
    berkala = BerkalaAnswer(many=True)


def _bagian(row: BarisPoin, isian: list[Isian]) -> dict[str, Any]:
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
        "rumus": rumus(capaian, target),
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
            for one in isian
        ],
        "bobot": plain(target.bobot),
        "bagian": plain(row.bagian),
        "poin": plain(row.poin),
        "dihitung_at": capaian.dihitung_at,
        "alamat": reverse("indikator:capaian_detail", args=[capaian.pk]),
    }


def _answer(
    periode: Periode, skor: SkorPegawai | SkorUnit, rows: list[BarisPoin], berkala: list[SkorBerkala]
) -> Response:
    rules = skor.kebijakan
    entries = isian_disetujui((row.capaian.target_id for row in rows), periode)
    return Response(
        {
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
            "bagian": [_bagian(row, entries.get(row.capaian.target_id, [])) for row in rows],
            "berkala": [
                {"rentang": one.rentang, "nomor": one.nomor, "nilai": plain(one.nilai), "kelas": one.kelas}
                for one in berkala
            ],
        }
    )


def _user(request: Request) -> User:
    """Who asks; the API answers nobody else."""
    if not isinstance(request.user, User):
        raise NotAuthenticated
    return request.user


def _periode(bulan: Month) -> Periode:
    return fetch(Periode.objects.dimulai(), tahun=bulan[0], bulan=bulan[1])


@api_act("skor.read", "GET", answer=SkorAnswer, summary=gettext_lazy("Nilai seorang pegawai dengan rinciannya"))
def skor_pegawai(request: Request, pk: int, bulan: Month) -> Response:
    """Score of a person from January to a month."""
    user = _user(request)
    pegawai = fetch(Pegawai.objects.visible_to(user), pk=pk)
    require(can_read_skor_pegawai(user, pegawai), _("Nilai ini untuk atasan dan pimpinan pegawai itu."))
    periode = _periode(bulan)
    skor = fetch(SkorPegawai.objects.select_related("kebijakan"), pegawai=pegawai, periode=periode)
    berkala = SkorBerkala.objects.filter(pegawai=pegawai, tahun=periode.tahun)
    return _answer(periode, skor, rincian(pegawai.pk, periode).baris, [*berkala])


@api_act("dasbor_unit.read", "GET", answer=SkorAnswer, summary=gettext_lazy("Nilai sebuah unit dengan rinciannya"))
def skor_unit(request: Request, pk: int, bulan: Month) -> Response:
    """Score of a unit from January to a month, from its own indicators only."""
    user = _user(request)
    unit = fetch(UnitKerja.objects.visible_to(user), pk=pk)
    require(can_read_skor_unit(user, unit), _("Nilai unit ini untuk pimpinannya."))
    periode = _periode(bulan)
    skor = fetch(SkorUnit.objects.select_related("kebijakan"), unit_kerja=unit, periode=periode)
    berkala = SkorBerkala.objects.filter(unit_kerja=unit, pegawai=None, tahun=periode.tahun)
    return _answer(periode, skor, rincian_unit(unit.pk, periode), [*berkala])
