"""Simulation of the predikat and of angka kredit."""

from typing import Any

from django.utils.translation import gettext_lazy
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from binawidya.umum.api import AngkaApiField, PilihanApiField, api_act, checked, plain
from binawidya.umum.http import SIGNED_IN
from kinerja.scoring import RATING, angka_kredit, predikat


class PredikatBody(serializers.Serializer[Any]):
    hasil_kerja = PilihanApiField(choices=RATING)
    perilaku_kerja = PilihanApiField(choices=RATING)


class PredikatAnswer(serializers.Serializer[Any]):
    predikat = serializers.CharField()


class AngkaKreditBody(serializers.Serializer[Any]):
    koefisien = AngkaApiField(min_value=0)
    persen = AngkaApiField(min_value=0)
    bulan = serializers.IntegerField(min_value=1, max_value=12)


class AngkaKreditAnswer(serializers.Serializer[Any]):
    angka_kredit = serializers.CharField()


@api_act(
    SIGNED_IN, "POST", body=PredikatBody, answer=PredikatAnswer, summary=gettext_lazy("Predikat dari kedua rating")
)
def simulasi_predikat(request: Request) -> Response:
    """Predikat of the two ratings."""
    return Response({"predikat": predikat(**checked(PredikatBody, request.data))})


@api_act(
    SIGNED_IN, "POST", body=AngkaKreditBody, answer=AngkaKreditAnswer, summary=gettext_lazy("Konversi angka kredit")
)
def simulasi_angka_kredit(request: Request) -> Response:
    """Angka kredit of a number of months."""
    return Response({"angka_kredit": plain(angka_kredit(**checked(AngkaKreditBody, request.data)))})
