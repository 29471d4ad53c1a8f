"""Saving: what people do most often, and what the page answers with."""

import time
from typing import Final

from django.test import Client
from django.urls import reverse

from binawidya.organisasi.models import Pegawai, Periode, User
from indikator.models import Realisasi, TargetIndikator
from tests.bench.daftar import Hasil, Sasaran, median, p95, ukur
from tests.bench.panggung import Panggung

SIMPAN: Final = Sasaran(median_ms=60, query=12)
KALI: Final = 60


@ukur("realisasi.simpan", sasaran=SIMPAN)
def simpan(panggung: Panggung) -> Hasil:
    """One cell of the sheet, each time with another value; the score of the person is in the same answer.

    Without the network and the web server in between: the whole of the application from the request to the answer.
    Statements that begin or end a transaction are not counted.
    """
    user = User.objects.get(pk=panggung.kantor.user_pegawai)
    client = Client(headers={"HX-Request": "true"})
    client.force_login(user)
    periode = [one for one in Periode.objects.dimulai().order_by("tahun", "bulan") if one.menerima_isian][-1]
    mine = TargetIndikator.objects.berlaku(periode.tahun).filter(
        pengisi=Pegawai.objects.get(user=user), indikator__agregasi="jumlah", sumber="isian"
    )
    target = mine.select_related("indikator").order_by("pk")[0]
    Realisasi.objects.filter(target=target, periode=periode).update(
        status="tersimpan", diajukan_at=None, diverifikasi_oleh=None, diverifikasi_at=None, terlambat_hari=0
    )
    address = reverse("indikator:realisasi_record", kwargs={"bulan": periode.slug, "pk": target.pk})

    def one(value: int) -> float:
        saved = Realisasi.objects.filter(target=target, periode=periode).first()
        typed = {f"t{target.pk}-nilai": str(value), f"t{target.pk}-versi": str(saved.versi) if saved else ""}
        start = time.perf_counter()
        answer = client.post(address, typed)
        spent = (time.perf_counter() - start) * 1000
        if answer.status_code != 200:
            raise RuntimeError(f"{address} {answer.status_code}")
        return spent

    for value in range(5):
        one(100 + value)
    times = [one(200 + value) for value in range(KALI)]
    saved = Realisasi.objects.get(target=target, periode=periode)
    typed = {f"t{target.pk}-nilai": "399", f"t{target.pk}-versi": str(saved.versi)}
    return Hasil(median_ms=median(times), p95_ms=p95(times), query=panggung.query(lambda: client.post(address, typed)))
