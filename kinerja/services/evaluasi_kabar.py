"""What people are told about evaluations and objections: once for each thing."""

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import Count, Min
from django.utils.translation import gettext as _

from binawidya.organisasi.enums import JenisPemberitahuan
from binawidya.organisasi.models import Pegawai
from binawidya.organisasi.services.pemberitahuan import Kabar, pemberitahuan_create_each
from binawidya.umum.dates import format_tanggal, today
from kinerja.enums import JenisEvaluasi, Predikat, StatusEvaluasi
from kinerja.masa import Masa
from kinerja.models import Evaluasi, Keberatan

EVALUASI = JenisPemberitahuan.EVALUASI
MENGINGATKAN_HARI = 7


def _login(pegawai_id: int | None) -> int | None:
    if pegawai_id is None:
        return None
    return Pegawai.objects.filter(pk=pegawai_id).values_list("user_id", flat=True).first()


def _each(news: Iterable[Kabar | None]) -> None:
    told = [one for one in news if one is not None]
    if told:
        pemberitahuan_create_each(kabar=told)


def tell_finalized(rows: Iterable[Evaluasi]) -> None:
    """To each person: the evaluation is there."""
    _each(
        Kabar(
            user_id=row.pegawai.user_id,
            jenis=EVALUASI,
            kunci=f"evaluasi.ditetapkan:{row.pk}",
            judul=_("Evaluasi %(masa)s ditetapkan: %(predikat)s")
            % {"masa": row.masa.nama, "predikat": Predikat(row.predikat).label},
            rincian=_("Baca alasannya, lalu nyatakan sudah menerima."),
            url_name="kinerja:evaluasi_detail",
            url_args={"pk": row.pk},
        )
        for row in rows
        if row.pegawai.user_id is not None
    )


def tell_objection(keberatan: Keberatan) -> None:
    """To the assessor and to whoever decides: somebody objected."""
    evaluasi = keberatan.evaluasi
    words = {"nama": evaluasi.pegawai.nama, "masa": evaluasi.masa.nama}
    sides = [
        (evaluasi.penilai_id, _("Beri tanggapan sebagai penilai.")),
        (keberatan.pejabat_id, _("Anda yang memutuskan.")),
    ]
    _each(
        Kabar(
            user_id=login,
            jenis=EVALUASI,
            kunci=f"keberatan.diajukan:{keberatan.pk}",
            judul=_("%(nama)s keberatan atas evaluasi %(masa)s") % words,
            rincian=text,
            url_name="kinerja:keberatan_detail",
            url_args={"pk": keberatan.pk},
        )
        for pegawai, text in sides
        if (login := _login(pegawai)) is not None
    )


def tell_decision(keberatan: Keberatan) -> None:
    """To both sides: it is decided."""
    evaluasi = keberatan.evaluasi
    words = {"masa": evaluasi.masa.nama, "hasil": keberatan.get_status_display().lower()}
    _each(
        Kabar(
            user_id=login,
            jenis=EVALUASI,
            kunci=f"keberatan.diputus:{keberatan.pk}",
            judul=_("Keberatan atas evaluasi %(masa)s diputus: %(hasil)s") % words,
            url_name="kinerja:keberatan_detail",
            url_args={"pk": keberatan.pk},
        )
        for pegawai in (evaluasi.pegawai_id, evaluasi.penilai_id)
        if (login := _login(pegawai)) is not None
    )


def evaluasi_remind() -> int:
    """Tell assessors whose drafts are due within a week, once for each team and time. Two statements.

    :returns: to how many there was something to say.
    """
    until = today() + timedelta(days=MENGINGATKAN_HARI)
    due = (
        Evaluasi.objects.berlaku()
        .filter(status=StatusEvaluasi.DRAF, penilai__user__isnull=False, evaluasi_unit__batas_penetapan__lte=until)
        .order_by("penilai")
        .values("penilai__user", "tahun", "jenis", "ke")
        .annotate(jumlah=Count("pk"), hari=Min("evaluasi_unit__batas_penetapan"))
    )
    news = []
    for row in due:
        masa = Masa(row["tahun"], JenisEvaluasi(row["jenis"]), row["ke"])
        words = {"n": row["jumlah"], "masa": masa.nama, "hari": format_tanggal(row["hari"])}
        news.append(
            Kabar(
                user_id=row["penilai__user"],
                jenis=JenisPemberitahuan.PENGINGAT,
                kunci=f"evaluasi.batas:{masa.slug}:{row['hari']}",
                judul=_("%(n)s evaluasi %(masa)s belum ditetapkan") % words,
                rincian=_("Batas penetapan %(hari)s.") % words,
                url_name="kinerja:evaluasi_tim",
                url_args={"masa": masa.slug},
            )
        )
    _each(news)
    return len(news)
