"""The daily letter: one for each person and day, nothing in it twice, however many beats run."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from binawidya.organisasi.enums import JenisPemberitahuan, StatusRingkasan
from binawidya.organisasi.models import Pemberitahuan, RingkasanSurel
from binawidya.organisasi.services import ringkasan_surel
from binawidya.organisasi.services.pemberitahuan import pemberitahuan_create
from binawidya.organisasi.services.ringkasan_surel import ringkasan_run
from tests.kantor import Kantor, bangun_kantor
from tests.serentak import Serentak

PAGI = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)  # 08.00 WIB


@pytest.fixture
def kantor(db: None) -> Kantor:
    """The office of everybody by role."""
    return bangun_kantor()


def beri_tahu(kantor: Kantor, kunci: str, *nama: str, **isi: Any) -> None:
    pemberitahuan_create(
        users=[kantor.user[one].pk for one in nama],
        jenis=JenisPemberitahuan.PENGINGAT, kunci=kunci, judul=f"Perihal {kunci}",
        url_name="indikator:realisasi_list", **isi,
    )  # fmt: skip


def test_everything_new_comes_in_one_letter(kantor: Kantor) -> None:
    beri_tahu(kantor, "a", "pegawai")
    beri_tahu(kantor, "b", "pegawai", "rekan")
    assert ringkasan_run(now=PAGI) == 2
    letters = {letter.to[0]: letter.body for letter in mail.outbox}
    assert "Perihal a" in letters["pegawai@kantor.example"]
    assert "Perihal b" in letters["pegawai@kantor.example"]
    assert "Perihal a" not in letters["rekan@kantor.example"]
    assert f"{settings.ALAMAT}/realisasi/" in letters["rekan@kantor.example"]


def test_beat_that_runs_twice_sends_nothing_twice(kantor: Kantor) -> None:
    beri_tahu(kantor, "a", "pegawai")
    assert [ringkasan_run(now=PAGI), ringkasan_run(now=PAGI)] == [1, 0]


def test_what_comes_later_in_the_day_waits_for_tomorrow_alone(kantor: Kantor) -> None:
    beri_tahu(kantor, "a", "pegawai")
    ringkasan_run(now=PAGI)
    beri_tahu(kantor, "b", "pegawai")
    assert ringkasan_run(now=PAGI + timedelta(hours=3)) == 0
    assert ringkasan_run(now=PAGI + timedelta(days=1)) == 1
    assert "Perihal b" in mail.outbox[-1].body
    assert "Perihal a" not in mail.outbox[-1].body


def test_who_has_read_it_gets_no_letter(kantor: Kantor) -> None:
    beri_tahu(kantor, "a", "pegawai")
    Pemberitahuan.objects.update(read_at=PAGI)
    assert ringkasan_run(now=PAGI) == 0


def test_what_stays_in_the_application_is_not_in_the_letter(kantor: Kantor) -> None:
    beri_tahu(kantor, "a", "pegawai", surel=False)
    assert ringkasan_run(now=PAGI) == 0


@pytest.mark.parametrize(("saat", "terkirim"), [("23:59:59", 0), ("00:00:00", 1)])
def test_letters_go_out_from_seven_in_the_zone_of_the_office(kantor: Kantor, saat: str, terkirim: int) -> None:
    beri_tahu(kantor, "a", "pegawai")
    day = "2026-03-01" if saat.startswith("23") else "2026-03-02"
    assert ringkasan_run(now=datetime.fromisoformat(f"{day}T{saat}+00:00")) == terkirim


def test_without_a_mail_server_no_letter_is_written(kantor: Kantor, settings: Any) -> None:
    settings.SUREL_TERKIRIM = False
    beri_tahu(kantor, "a", "pegawai")
    assert ringkasan_run(now=PAGI) == 0
    assert not RingkasanSurel.objects.exists()


class MenolakBackend(EmailBackend):
    """A mail server that refuses whatever goes to pegawai."""

    def send_messages(self, messages: Any) -> int:
        if any("pegawai@" in letter.to[0] for letter in messages):
            raise ConnectionRefusedError
        return super().send_messages(messages)


def test_a_refused_letter_is_tried_again_and_holds_up_nobody(kantor: Kantor, settings: Any) -> None:
    beri_tahu(kantor, "a", "pegawai", "rekan")
    settings.EMAIL_BACKEND = f"{__name__}.MenolakBackend"
    assert ringkasan_run(now=PAGI) == 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert ringkasan_run(now=PAGI) == 1
    assert sorted(letter.to[0] for letter in mail.outbox) == ["pegawai@kantor.example", "rekan@kantor.example"]


def test_a_letter_that_is_always_refused_is_given_up(kantor: Kantor, settings: Any) -> None:
    beri_tahu(kantor, "a", "pegawai")
    settings.EMAIL_BACKEND = f"{__name__}.MenolakBackend"
    for _attempt in range(7):
        ringkasan_run(now=PAGI)
    row = RingkasanSurel.objects.get()
    assert (row.status, row.percobaan) == (StatusRingkasan.GAGAL, 5)


class MatiBackend(EmailBackend):
    """The worker dies in the moment in which the server has taken the letter."""

    def send_messages(self, messages: Any) -> int:
        super().send_messages(messages)
        raise SystemExit


def test_a_worker_killed_while_sending_leaves_no_second_letter(kantor: Kantor, settings: Any) -> None:
    beri_tahu(kantor, "a", "pegawai")
    settings.EMAIL_BACKEND = f"{__name__}.MatiBackend"
    with pytest.raises(SystemExit):
        ringkasan_run(now=PAGI)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert ringkasan_run(now=PAGI) == 0
    assert ringkasan_run(now=PAGI + timedelta(days=1)) == 0
    assert len(mail.outbox) == 1


def read_without_claiming(after: int) -> int | None:
    """For the control: whoever comes takes the first letter that waits."""
    waiting = RingkasanSurel.objects.filter(status=StatusRingkasan.MENUNGGU, pk__gt=after).order_by("pk")
    return waiting.values_list("pk", flat=True).first()


@pytest.mark.parametrize("diambil", [True, False])
def test_two_beats_at_the_same_time_send_one_letter(
    kantor_nyata: Kantor, monkeypatch: pytest.MonkeyPatch, diambil: bool
) -> None:
    if not diambil:
        monkeypatch.setattr(ringkasan_surel, "_claim", read_without_claiming)
    beri_tahu(kantor_nyata, "a", "pegawai")
    together = Serentak()
    monkeypatch.setattr(ringkasan_surel, "_send", together.sebelum(ringkasan_surel._send))
    together.jalan(*[lambda: ringkasan_run(now=PAGI)] * 2)
    assert len(mail.outbox) == (1 if diambil else 2)
