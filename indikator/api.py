"""Simulation of capaian and consolidation, for training and for other systems."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from binawidya.umum.api import AngkaApiField, PilihanApiField, api_act, checked, plain
from binawidya.umum.http import SIGNED_IN
from indikator.enums import Agregasi, Polarisasi
from indikator.scoring import batasi, capaian, konsolidasi, konversi_penuh
from indikator.selectors.rumus import rumus_capaian

BATAS_ATAS = Decimal(120)


class CapaianBody(serializers.Serializer[Any]):
    polarisasi = PilihanApiField(choices=Polarisasi.choices)
    target = AngkaApiField()
    target_atas = AngkaApiField(required=False, allow_null=True)
    realisasi = AngkaApiField()
    nilai_terburuk = AngkaApiField(required=False, allow_null=True)
    batas_atas = AngkaApiField(required=False, allow_null=True, default=BATAS_ATAS, min_value=Decimal(0))
    tak_terlampaui = serializers.BooleanField(required=False, default=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        atas = attrs.get("target_atas")
        if atas is not None and atas < attrs["target"]:
            raise serializers.ValidationError({"target_atas": [_("Batas atas rentang mendahului batas bawahnya.")]})
        if attrs["polarisasi"] == Polarisasi.RENTANG and atas is None:
            raise serializers.ValidationError({"target_atas": [_("Rentang memerlukan batas atas.")]})
        return attrs


class CapaianAnswer(serializers.Serializer[Any]):
    capaian_mentah = serializers.CharField(allow_null=True)
    capaian = serializers.CharField(allow_null=True)
    rumus = serializers.CharField()


class KonsolidasiBody(serializers.Serializer[Any]):
    agregasi = PilihanApiField(choices=Agregasi.choices)
    nilai = serializers.ListField(child=AngkaApiField(allow_null=True), required=False, max_length=12, default=list)
    pembilang = serializers.ListField(child=AngkaApiField(allow_null=True), required=False, max_length=12, default=list)
    penyebut = serializers.ListField(child=AngkaApiField(allow_null=True), required=False, max_length=12, default=list)
    sampai_bulan = serializers.IntegerField(min_value=1, max_value=12)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        names = ("pembilang", "penyebut") if attrs["agregasi"] == Agregasi.RASIO else ("nilai",)
        for name in names:
            if len(attrs[name]) < attrs["sampai_bulan"]:
                text = _("Isi %(n)d bulan, null untuk bulan tanpa realisasi.") % {"n": attrs["sampai_bulan"]}
                raise serializers.ValidationError({name: [text]})
        return attrs


class KonsolidasiAnswer(serializers.Serializer[Any]):
    nilai = serializers.CharField(allow_null=True)


@api_act(
    SIGNED_IN,
    "POST",
    body=CapaianBody,
    answer=CapaianAnswer,
    summary=gettext_lazy("Hitung capaian"),
)
def simulasi_capaian(request: Request) -> Response:
    """Capaian of typed numbers, raw and capped, with the formula in words."""
    values = checked(CapaianBody, request.data)
    atas = values.pop("batas_atas", BATAS_ATAS)
    limited = values.pop("tak_terlampaui", False)
    mentah = capaian(**values)
    held = konversi_penuh(mentah) if limited and mentah is not None else mentah
    return Response(
        {
            "capaian_mentah": plain(mentah),
            "capaian": None if held is None else plain(batasi(held, bawah=Decimal(0), atas=atas)),
            "rumus": rumus_capaian(**values, hasil=mentah),
        }
    )


@api_act(
    SIGNED_IN, "POST", body=KonsolidasiBody, answer=KonsolidasiAnswer, summary=gettext_lazy("Gabungkan bulan-bulan")
)
def simulasi_konsolidasi(request: Request) -> Response:
    """Months as one figure; unknown while a month is missing."""
    values = checked(KonsolidasiBody, request.data)
    until = values["sampai_bulan"]
    found = konsolidasi(
        values["agregasi"],
        values["nilai"][:until],
        pembilang=values["pembilang"][:until],
        penyebut=values["penyebut"][:until],
    )
    return Response({"nilai": plain(found)})
