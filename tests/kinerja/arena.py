"""A PostgreSQL, a broker and workers that a test may stop, kill and start again, with a stage on them.

The servers that other tests share stay untouched: this PostgreSQL is one of its own, with a copy of the empty tables.
"""

import contextlib
import json
import math
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import psycopg
from celery import current_app
from django.core.management import call_command
from django.db import connection

from binawidya.organisasi.models import UnitKerja
from binawidya.settings.environment import Environment
from binawidya.umum import outbox
from binawidya.umum.embedded import EmbeddedServers, postgres_bin
from binawidya.umum.models import OutboxTask
from indikator.models import TargetIndikator
from kinerja.enums import SebabPerhitungan, StatusPerhitungan
from kinerja.models import BagianPerhitungan, Perhitungan
from kinerja.services.penutupan import isi_periode
from kinerja.services.perhitungan import perhitungan_request
from tests.kinerja.panggung import Panggung, bangun_panggung
from tests.pekerja import Pekerja, pekerja, until
from tests.serentak import another_connection

PINTU: Final = "SELECT pg_advisory_xact_lock(hashtextextended('skor-' || %s || '-nomor-' || %s, 0))"
HASIL: Final = (
    "kinerja_bagianperhitungan", "kinerja_perhitungan", "umum_outboxtask", "kinerja_skorberkala", "kinerja_skorunit",
    "kinerja_skorpegawai", "indikator_pengisian", "indikator_capaian",
)  # fmt: skip
# Numbers of units that fall into the first, the third and the last of five parts.
UNIT: Final = (20, 120, 220)


class Arena:
    """The servers, and two open months of a small office in three units."""

    def __init__(self, servers: Pekerja, panggung: Panggung) -> None:
        self.servers = servers
        self.panggung = panggung

    # --- figures ----------------------------------------------------------------------------------------------
    def sidik(self, bulan: int = 0) -> str:
        """Digest of every stored figure of a month."""
        return isi_periode(self.panggung.periode[bulan].pk, self.panggung.kebijakan.pk).sidik

    def forget(self) -> None:
        """As before anything was ever computed."""
        with connection.cursor() as cursor:
            for table in HASIL:
                cursor.execute(f"DELETE FROM {table}")

    def ask(self, bulan: int = 0) -> Perhitungan:
        """Ask for a whole month, in five parts."""
        run = perhitungan_request(periode=self.panggung.periode[bulan], sebab=SebabPerhitungan.PERMINTAAN)
        assert run is not None
        assert run.jumlah_bagian == 5
        return run

    def parts_done(self) -> int:
        return BagianPerhitungan.objects.filter(versi=1).count()

    def finished(self) -> bool:
        """Whether no run is open and nothing is due."""
        return not Perhitungan.objects.terbuka().exists() and not OutboxTask.objects.open().exists()

    def ended_well(self) -> bool:
        return {*Perhitungan.objects.values_list("status", flat=True)} == {StatusPerhitungan.SELESAI}

    # --- faults -----------------------------------------------------------------------------------------------
    @contextlib.contextmanager
    def in_the_middle(self, bulan: int = 0) -> Iterator[None]:
        """Both workers stand before a part each; the other three are stored."""
        # The gate may be gone in the end, together with PostgreSQL.
        with contextlib.suppress(psycopg.OperationalError), another_connection() as gate:
            gate.autocommit = False
            for nomor in UNIT[1:]:
                gate.execute(PINTU, [self.panggung.periode[bulan].pk, nomor])
            self.ask(bulan)
            assert until(lambda: waiting() == 2 and self.parts_done() == 3, 20), "both workers are in the middle"
            yield

    def restart_postgres(self) -> None:
        self.servers.server.stop_postgres()
        connection.close()
        self.servers.server.start_postgres()

    def restart_empty_broker(self) -> None:
        """Valkey keeps no file here: what waited in it is gone."""
        self.servers.server.stop_valkey()
        self.servers.server.start_valkey()

    def queued(self) -> int:
        """Messages that no worker has taken yet."""
        with current_app.connection_for_read() as broker, broker.channel() as channel:
            return int(channel._size("celery"))

    def senders(self) -> set[int]:
        """Processes that sent what waits in the broker."""
        with current_app.connection_for_read() as broker, broker.channel() as channel:
            waiting = [json.loads(text) for text in channel.client.lrange("bw:celery", 0, -1)]
        return {int(message["headers"]["origin"].partition("@")[0].removeprefix("gen")) for message in waiting}

    def without_broker(self, act: Callable[[], object]) -> None:
        """Do something while no message can be sent."""
        outbox._quiet_until = math.inf
        act()
        outbox._quiet_until = 0.0

    def relay(self) -> bool:
        """What the clock does every few seconds, until nothing is due any more."""

        def again() -> bool:
            OutboxTask.objects.open().update(available_at="2020-01-01T00:00:00Z")
            outbox._quiet_until = 0.0
            outbox.relay()
            return bool(until(self.finished, seconds=4))

        return bool(until(again))


def waiting() -> int:
    """How many connections wait for a lock."""
    with another_connection() as watcher:
        found = watcher.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        ).fetchone()
    return int(found[0]) if found else 0


def bangun_arena() -> Panggung:
    """The stage with each person in a unit of another part; January and February are open and have figures."""
    panggung = bangun_panggung()
    owners = sorted({target.pegawai_id for target in panggung.target if target.pegawai_id})
    for owner, pk in zip(owners, UNIT, strict=True):
        unit = UnitKerja.objects.create(pk=pk, kode=str(pk), nama=f"Unit {pk}", berlaku_mulai="2020-01-01")
        TargetIndikator.objects.filter(pegawai=owner).update(unit_kerja=unit)
    panggung.open(0, 1)
    for n, target in enumerate(panggung.diisi):
        for bulan in (0, 1):
            if target.target_bulan(bulan + 1) is not None:
                panggung.report(target, bulan, 12 + n + bulan)
    assert until(lambda: not OutboxTask.objects.open().exists()), "the workers have computed it"
    return panggung


def bersihkan() -> None:
    """Empty tables again."""
    call_command("flush", verbosity=0, interactive=False, allow_cascade=False, inhibit_post_migrate=True)


@contextlib.contextmanager
def servers(folder: Path) -> Iterator[Pekerja]:
    """The servers, started, with Django's connection on them for the block."""
    settings = connection.settings_dict
    before = {name: settings[name] for name in ("HOST", "NAME", "USER", "PORT")}
    with pekerja(folder) as workers:
        workers.server = EmbeddedServers(
            Environment(binawidya_var=folder, database_url="", redis_url=""), volatile=True
        )
        workers.start_broker()
        _copy(before, workers.server)
        connection.close()
        settings |= {"HOST": str(workers.server.sockets), "NAME": "binawidya", "USER": "binawidya", "PORT": ""}
        try:
            yield workers
        finally:
            for process in workers.workers:
                if process.poll() is None:
                    workers.kill_worker(process)
            connection.close()
            settings |= before


def _copy(source: dict[str, Any], target: EmbeddedServers) -> None:
    """The tables as they are, and what migrations wrote into them."""
    dump = [str(postgres_bin("pg_dump")), "--no-owner", "-h", source["HOST"], "-U", source["USER"], source["NAME"]]
    load = [str(postgres_bin("psql")), "-qX", "-v", "ON_ERROR_STOP=1", "-1", "-h", str(target.sockets)]
    with subprocess.Popen(dump, stdout=subprocess.PIPE) as reading:
        subprocess.run(
            [*load, "-U", "binawidya", "-d", "binawidya"],
            stdin=reading.stdout,
            stdout=subprocess.DEVNULL,
            check=True,
        )
    assert reading.returncode == 0
