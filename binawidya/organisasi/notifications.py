"""Letters that the organisation sends."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from binawidya.organisasi.models import Pegawai, Pemberitahuan, User

PALING_BANYAK_KABAR: Final = 30


def undangan_message(*, pegawai: Pegawai, surel: str, kode: str, alamat: str, sampai: datetime) -> EmailMessage:
    """The invitation of one person: a link that works once.

    :param alamat: scheme and host of the site.
    """
    values = {
        "nama": pegawai.nama_lengkap,
        "instansi": settings.INSTANSI,
        "bantuan": settings.BANTUAN,
        "tautan": alamat + reverse("organisasi:undangan_open", kwargs={"kode": kode}),
        "sampai": sampai,
    }
    return EmailMessage(
        subject=" ".join(render_to_string("organisasi/surel/undangan_subjek.txt", values).split()),
        body=render_to_string("organisasi/surel/undangan.txt", values),
        to=[surel],
    )


def ringkasan_message(*, user: User, kabar: Sequence[Pemberitahuan]) -> EmailMessage:
    """The daily letter: everything that was told and not looked at, each with the way to it."""
    pegawai = getattr(user, "pegawai", None)
    values = {
        "nama": pegawai.nama_lengkap if pegawai else user.username,
        "instansi": settings.INSTANSI,
        "bantuan": settings.BANTUAN,
        "kabar": [(one, settings.ALAMAT + one.url if one.url else "") for one in kabar[:PALING_BANYAK_KABAR]],
        "lainnya": max(0, len(kabar) - PALING_BANYAK_KABAR),
        "semua": settings.ALAMAT + reverse("organisasi:pemberitahuan_list"),
        "jumlah": len(kabar),
    }
    return EmailMessage(
        subject=" ".join(render_to_string("organisasi/surel/ringkasan_subjek.txt", values).split()),
        body=render_to_string("organisasi/surel/ringkasan.txt", values),
        to=[user.email],
    )
