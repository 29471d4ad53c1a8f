"""Letters that the organisation sends."""

from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse

from binawidya.organisasi.models import Pegawai


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
