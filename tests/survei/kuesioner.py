"""Surveys for tests, and what a respondent sends."""

import re
from datetime import timedelta
from typing import Any

from django.test import Client

from binawidya.umum.dates import today
from survei.enums import Demografi
from survei.models import Layanan, Survei
from survei.services.kiriman import Isi, kertas_record
from survei.services.kotak import kotak_empty
from survei.services.survei import survei_create, survei_open
from tests.kantor import Kantor

SLUG = ["persyaratan", "prosedur", "waktu", "biaya", "produk", "kompetensi", "perilaku", "sarana", "pengaduan"]


def layanan(kantor: Kantor, nama: str = "Surat keterangan", unit: str = "pelayanan", **fields: Any) -> Layanan:
    return Layanan.objects.create(unit_kerja=kantor.unit[unit], nama=nama, **fields)


def draf(kantor: Kantor, unit: str = "pelayanan", **fields: Any) -> Survei:
    hari = today()
    values = {
        "tahun": hari.year, "jenis_periode": "bulan", "ke": hari.month, "buka": hari,
        "tutup": hari + timedelta(days=30), "demografi": [one.value for one in Demografi],
    }  # fmt: skip
    return survei_create(actor=kantor.user["pengelola_survei"], unit_kerja=kantor.unit[unit], **{**values, **fields})


def dibuka(kantor: Kantor, unit: str = "pelayanan", **fields: Any) -> Survei:
    return survei_open(actor=kantor.user["pengelola_survei"], survei=draf(kantor, unit, **fields))


def jawab(survei: Survei, *nilai: int, banyak: int = 1, **fields: Any) -> None:
    """Answers that are in already: the same for every element when only one is given."""
    answers = [*nilai] if len(nilai) > 1 else [*nilai] * survei.banyak_unsur
    kertas_record(survei_id=survei.pk, isi=[Isi(answers, **fields) for _one in range(banyak)])
    kotak_empty(survei.pk)


def formulir(client: Client, survei: Survei, **changed: str) -> dict[str, str]:
    """A form as a browser would send it after somebody answered "baik" to everything."""
    page = client.get(f"/s/{survei.kode}/").content.decode()
    found = re.search(r'name="nomor" value="([^"]+)"', page)
    assert found is not None
    return {"nomor": found[1], "bahasa": "id", **{f"u-{slug}": "3" for slug in SLUG}, **changed}
