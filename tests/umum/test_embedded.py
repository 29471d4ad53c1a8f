"""The embedded servers, started for real in folders of their own."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from binawidya.settings.environment import PROJECT_DIR, Environment
from binawidya.umum.embedded import EmbeddedServers, ServerError, servers


@pytest.fixture
def env(tmp_path: Path) -> Iterator[Environment]:
    # Folders above that only their owner may enter, as a home folder has them.
    home = tmp_path / "rumah"
    home.mkdir(mode=0o700)
    found = Environment(binawidya_var=home / "binawidya" / "var", database_url="", redis_url="")
    yield found
    EmbeddedServers(found).stop()
    shutil.rmtree(found.socket_dir, ignore_errors=True)


def connect(env: Environment) -> psycopg.Connection:
    at = env.database()
    return psycopg.connect(
        dbname=at["NAME"], user=at["USER"], host=at["HOST"], port=at["PORT"], connect_timeout=5, autocommit=True
    )


def one(connection: psycopg.Connection, query: str) -> object:
    row = connection.execute(query).fetchone()
    assert row is not None
    return row[0]


def ping(env: Environment) -> bool:
    with redis.Redis.from_url(env.cache_url) as client:
        return bool(client.ping())


def answers(env: Environment) -> bool:
    try:
        with connect(env):
            return ping(env)
    except (psycopg.OperationalError, redis.ConnectionError):
        return False


def wait_until_gone(pid: Callable[[], int | None]) -> None:
    end = time.monotonic() + 10
    while pid() is not None and time.monotonic() < end:
        time.sleep(0.05)
    assert pid() is None


def test_servers_start_in_a_fresh_folder_and_the_last_user_stops_them(env: Environment) -> None:
    with servers(env, volatile=True) as embedded:
        pids = embedded.postgres_pid(), embedded.valkey_pid()
        assert all(pids)
        with connect(env) as connection:
            assert one(connection, "SHOW server_encoding") == "UTF8"
            assert str(one(connection, "SHOW server_version")).startswith("18")
            # Reached through the socket only: nothing listens on the network.
            assert one(connection, "SHOW listen_addresses") == ""
        assert ping(env)
        with servers(env, volatile=True) as second:
            assert (second.postgres_pid(), second.valkey_pid()) == pids
        assert answers(env)
    assert not answers(env)
    assert (embedded.postgres_pid(), embedded.valkey_pid()) == (None, None)
    assert not embedded.sockets.exists(), "nothing is left in the temporary directory"


def test_folders_above_the_data_keep_their_permissions(env: Environment) -> None:
    above = [env.binawidya_var.parent.parent, *env.binawidya_var.parent.parent.parents]
    before = [folder.stat().st_mode for folder in above]
    with servers(env, volatile=True):
        assert answers(env)
        assert env.socket_dir.stat().st_mode & 0o777 == 0o700
    assert [folder.stat().st_mode for folder in above] == before
    assert before[0] & 0o777 == 0o700


def test_another_process_joins_the_running_servers_and_may_leave_last(env: Environment, tmp_path: Path) -> None:
    program = (
        "import sys; from binawidya.umum.embedded import servers\n"
        "with servers(volatile=True) as embedded:\n"
        "    print(embedded.postgres_pid(), flush=True); sys.stdin.readline()\n"
    )
    with servers(env, volatile=True) as embedded:
        pid = embedded.postgres_pid()
        other = subprocess.Popen(
            [sys.executable, "-c", program], cwd=PROJECT_DIR,
            env={**os.environ, "BINAWIDYA_VAR": str(env.binawidya_var), "DATABASE_URL": "", "REDIS_URL": ""},
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert other.stdout is not None
        assert int(other.stdout.readline()) == pid
    assert answers(env), "the servers were stopped under the other process"
    other.communicate("\n", timeout=60)
    assert other.returncode == 0
    assert not answers(env)


def test_killed_postgresql_is_started_again_with_its_data(env: Environment) -> None:
    with servers(env) as embedded:
        with connect(env) as connection:
            connection.execute("CREATE TABLE bukti AS SELECT 42 AS nilai")
        first = embedded.postgres_pid()
        assert first is not None
        os.kill(first, signal.SIGKILL)
        wait_until_gone(embedded.postgres_pid)
        # The first user is still there, as a demo would be when somebody types a command beside it.
        with servers(env):
            assert embedded.postgres_pid() != first
            with connect(env) as connection:
                assert one(connection, "SELECT nilai FROM bukti") == 42


def test_killed_valkey_is_started_again_with_its_queue(env: Environment) -> None:
    with servers(env) as embedded:
        with redis.Redis.from_url(env.cache_url) as client:
            client.rpush("antrean", "tugas")
        pid = embedded.valkey_pid()
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        wait_until_gone(embedded.valkey_pid)
        with servers(env), redis.Redis.from_url(env.cache_url) as client:
            assert client.lrange("antrean", 0, -1) == [b"tugas"]


def test_interrupted_making_of_the_cluster_is_repeated(env: Environment) -> None:
    half = env.binawidya_var / "postgres.baru"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    with servers(env, volatile=True):
        assert answers(env)
    assert not half.exists()


def test_server_that_cannot_start_says_why_in_one_line(env: Environment) -> None:
    with servers(env, volatile=True):
        pass
    (env.binawidya_var / "postgres" / "PG_VERSION").write_text("9\n")
    with pytest.raises(ServerError) as refused, servers(env, volatile=True):
        pass
    assert "PostgreSQL tertanam tidak mau mulai" in str(refused.value)
    assert "database files are incompatible with server" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_nothing_is_started_where_addresses_are_given(tmp_path: Path) -> None:
    given = Environment(
        binawidya_var=tmp_path / "var", database_url="postgresql://db/nama", redis_url="redis://antrean:6379/0"
    )
    with servers(given):
        assert not given.binawidya_var.exists()
        assert not given.socket_dir.exists()
