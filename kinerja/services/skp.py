"""The annex of an SKP and what the leader expects."""

from collections.abc import Mapping

from django.db import transaction

from binawidya.organisasi.models import Pegawai, User
from kinerja.enums import Perilaku
from kinerja.models import EkspektasiPerilaku, Skp


@transaction.atomic
def skp_update(
    *, actor: User, pegawai: Pegawai, tahun: int, isian: Mapping[str, str], ekspektasi: Mapping[str, str] | None
) -> Skp:
    """Keep what was written; an empty expectation is taken away.

    :param ekspektasi: by value of conduct; ``None`` leaves them, for the person whose SKP it is.
    """
    Pegawai.objects.select_for_update(of=("self",), no_key=True).get(pk=pegawai.pk)
    skp = Skp.objects.filter(pegawai=pegawai, tahun=tahun).first() or Skp(pegawai=pegawai, tahun=tahun)
    for name, value in isian.items():
        setattr(skp, name, value)
    skp.full_clean()
    skp.save()
    if ekspektasi is not None:
        _expect(skp, ekspektasi)
    return skp


def _expect(skp: Skp, ekspektasi: Mapping[str, str]) -> None:
    before = {row.perilaku: row for row in EkspektasiPerilaku.objects.filter(skp=skp).order_by("pk")}
    for perilaku in Perilaku:
        text, row = ekspektasi.get(perilaku, "").strip(), before.get(perilaku)
        if row is None and text:
            EkspektasiPerilaku.objects.create(skp=skp, perilaku=perilaku, isi=text)
        elif row is not None and not text:
            row.delete()
        elif row is not None and row.isi != text:
            row.isi = text
            row.save(update_fields=["isi"])
