"""Simulation of the satisfaction index and of the sample size."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from binawidya.umum.api import AngkaApiField, PetaAngkaApiField, api_act, checked, plain
from binawidya.umum.http import SIGNED_IN
from survei.scoring import NILAI_TERBESAR, NILAI_TERKECIL, ikm, mutu, sampel


class IkmBody(serializers.Serializer[Any]):
    unsur = PetaAngkaApiField(
        child=AngkaApiField(min_value=NILAI_TERKECIL, max_value=NILAI_TERBESAR), allow_empty=False
    )


class IkmAnswer(serializers.Serializer[Any]):
    ikm = serializers.CharField()
    mutu = serializers.CharField()
    kinerja = serializers.CharField()


class SampelQuery(serializers.Serializer[Any]):
    populasi = serializers.IntegerField(min_value=0, max_value=10**12)


class SampelAnswer(serializers.Serializer[Any]):
    sampel = serializers.IntegerField()


@api_act(SIGNED_IN, "POST", body=IkmBody, answer=IkmAnswer, summary=gettext_lazy("Hitung IKM dari NRR setiap unsur"))
def simulasi_ikm(request: Request) -> Response:
    """IKM with exact 1/n weights, its letter and words."""
    unsur: dict[str, Decimal] = checked(IkmBody, request.data)["unsur"]
    found = ikm([*unsur.values()])
    if found is None:
        raise serializers.ValidationError({"unsur": [_("Isi paling sedikit satu unsur.")]})
    letter, words = mutu(found)
    return Response({"ikm": plain(found), "mutu": letter, "kinerja": words})


@api_act(SIGNED_IN, "GET", answer=SampelAnswer, summary=gettext_lazy("Jumlah responden menurut populasi"))
def simulasi_sampel(request: Request) -> Response:
    """Sample by Krejcie and Morgan."""
    return Response({"sampel": sampel(checked(SampelQuery, request.query_params)["populasi"])})
