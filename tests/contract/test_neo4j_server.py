"""Our own server: it loses nothing, ends whenever it should, and says what is wrong."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from graph_service.errors import StoreUnavailable, TooLarge
from graph_service.model import Actor
from graph_service.settings import Settings
from graph_service.snapshot import Changes
from graph_service.store import neo4j_server
from graph_service.store.cypher import query
from graph_service.store.neo4j_store import Neo4jStore
from tests.neo4j_fixture import Wire

ROOT = Path(__file__).parents[2]
A = Changes(nodes=(Actor(id="a", name="A"),))


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory, neo4j_uri: str) -> Iterator[Settings]:
    """Settings of a server with little memory and a password."""
    assert neo4j_uri, "a Neo4j can be had"
    folder, password = tmp_path_factory.mktemp("small"), "right-password"
    with neo4j_server.start(folder, password=password, memory=256) as server:
        yield Settings(store=server.uri, neo4j_password=SecretStr(password))


@pytest.mark.neo4j
def test_a_wrong_password_is_said_in_words(small: Settings) -> None:
    with Neo4jStore.connect(small) as store:
        assert store.healthy().engine == "neo4j"
    wrong = small.model_copy(update={"neo4j_password": SecretStr("wrong-password")})
    with pytest.raises(StoreUnavailable, match="refuses the log-in") as caught:
        Neo4jStore.connect(wrong)
    assert "wrong-password" not in f"{caught.value.text.de} {caught.value.text.en}"


@pytest.mark.neo4j
def test_a_write_too_large_for_the_server_is_tried_once_and_said_in_words(small: Settings) -> None:
    wire = Wire(int(small.store.rpartition(":")[2]))
    seen = small.model_copy(update={"store": f"bolt://127.0.0.1:{wire.port}"})
    with Neo4jStore.connect(seen) as store:
        before = store.revision()
        wire.sent.clear()
        large = Changes(nodes=tuple(Actor(id=f"n{n}", name=f"N{n}", description="x" * 2000) for n in range(20_000)))
        with pytest.raises(TooLarge, match="in several parts") as caught:
            store.apply(large, expected=None, author="t", note="")
        assert wire.sent.count(query("write/lock_state").text.encode()) == 1, "each try begins with the lock"
        assert "--memory" in caught.value.text.de
        assert store.revision() == before
        assert store.apply(A, expected=None, author="t", note="").number == before.number + 1
    wire.close()


@pytest.mark.neo4j
def test_an_acknowledged_write_survives_a_killed_server_and_sigterm_ends_one_in_order(
    neo4j_uri: str, tmp_path: Path
) -> None:
    assert neo4j_uri, "a Neo4j can be had"
    with neo4j_server.start(tmp_path, memory=512) as server:
        with Neo4jStore.connect(Settings(store=server.uri)) as store:
            for n in range(5):
                store.apply(Changes(nodes=(Actor(id=f"n{n}", name="N"),)), expected=n, author="t", note="")
        server.kill()
    with neo4j_server.start(tmp_path, memory=512) as again:
        with Neo4jStore.connect(Settings(store=again.uri)) as store:
            assert store.revision().number == 5
            assert len(store.snapshot().nodes) == 5
        os.kill(again.pid, signal.SIGTERM)
        assert again.wait() == 0
    log = (tmp_path / "logs" / "debug.log").read_text("utf-8")
    assert log.count("Shutdown started") == 1, "the first was killed, the second ended in order"
    assert log.count('triggered by "Database shutdown"') > 0
    assert not _answers(again.port)


@pytest.mark.neo4j
def test_the_server_ends_when_the_process_that_started_it_is_killed(neo4j_uri: str, tmp_path: Path) -> None:
    assert neo4j_uri, "a Neo4j can be had"
    command = [
        sys.executable,
        "-m",
        "graph_service",
        "neo4j",
        "--folder",
        str(tmp_path),
        "--port",
        "0",
        "--memory",
        "512",
    ]
    parent = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert parent.stdout
    port = int(parent.stdout.readline().strip().rpartition(":")[2])
    assert _answers(port)
    parent.kill()
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 30
    while _answers(port) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not _answers(port)


def _answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex((neo4j_server.HOST, port)) == 0


def test_a_port_that_is_taken_is_said_in_words(tmp_path: Path) -> None:
    with socket.create_server((neo4j_server.HOST, 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(StoreUnavailable, match=f"Port {port} is taken"):
            neo4j_server.start(tmp_path, port=port)


def test_the_share_of_memory_is_sensible() -> None:
    assert 1024 <= neo4j_server.machine_share() <= 8192
