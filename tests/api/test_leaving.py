"""Whoever leaves before the answer is there: work for nobody ends, work for others goes on, and nothing wrong is kept."""

import json
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextvars import copy_context
from typing import Any

import pytest
import uvicorn

from bench import synthetic
from graph_service.api import leaving
from graph_service.api.app import create_app
from graph_service.api.leaving import Abandoned
from graph_service.api.state import Held
from graph_service.settings import Settings
from graph_service.snapshot import Snapshot
from graph_service.store.embedded_store import EmbeddedStore
from tests.conftest import DAY

REPORT = "/api/v1/reports/gaps"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    store = EmbeddedStore(tmp_path_factory.mktemp("leaving") / "n.sqlite")
    store.apply(synthetic.network(800), expected=0, author="seed", note="")
    app = create_app(Settings(requests_per_minute=100_000), store)
    app.state.today = lambda: DAY
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join()
    store.close()


def asked(port: int, path: str) -> tuple[int, bytes]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=300) as response:
        return response.status, response.read()


def abandoned(port: int) -> int:
    lines = asked(port, "/metrics")[1].decode().splitlines()
    return int(
        sum(
            float(line.split()[-1])
            for line in lines
            if line.startswith("graph_service_requests_total") and '"499"' in line
        )
    )


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 120
    while not true():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def request_of(port: int, path: str) -> socket.socket:
    client = socket.create_connection(("127.0.0.1", port))
    client.sendall(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
    return client


def test_a_report_for_a_client_who_left_ends_and_the_next_one_gets_it_whole(port: int) -> None:
    before = abandoned(port)
    client = request_of(port, REPORT)
    time.sleep(0.3)
    client.close()
    until(lambda: abandoned(port) == before + 1)
    status, body = asked(port, REPORT)
    assert status == 200
    assert len(json.loads(body)["sections"]) > 15
    assert asked(port, REPORT) == (status, body)


def test_others_who_wait_for_the_same_report_get_it(port: int) -> None:
    before, path = abandoned(port), f"{REPORT}?as_of=2026-03-01"
    found: list[int] = []
    first = request_of(port, path)
    time.sleep(0.2)
    second = threading.Thread(target=lambda: found.append(asked(port, path)[0]))
    second.start()
    time.sleep(0.2)
    first.close()
    second.join()
    assert found == [200]
    # the first one was answered too, as far as the service knows: its work was not for nobody
    assert abandoned(port) == before


def within(event: threading.Event, work: Callable[[], Any]) -> Any:
    context = copy_context()
    context.run(leaving._LEFT.set, event)
    return context.run(work)


def test_work_stops_only_when_all_who_asked_have_left_and_nothing_is_kept() -> None:
    held, steps = Held(Snapshot()), []
    one, other = threading.Event(), threading.Event()
    begun, joined = threading.Event(), threading.Event()

    def make() -> str:
        begun.set()
        joined.wait(30)
        check = held.wanted("question")
        one.set()
        check("one has left, the other has not")
        steps.append("went on")
        other.set()
        check("nobody is left")
        return "an answer"

    def first() -> None:
        with pytest.raises(Abandoned):
            within(one, lambda: held.remembered("question", make))
        steps.append("first ended")

    def second() -> None:
        with pytest.raises(Abandoned):
            within(other, lambda: held.remembered("question", make))
        steps.append("second ended")

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert begun.wait(30)
    threads[1].start()
    until(lambda: len(held._making["question"].asking) == 2)
    joined.set()
    for thread in threads:
        thread.join(30)
    assert steps[0] == "went on"
    assert sorted(steps[1:]) == ["first ended", "second ended"]
    assert held.remembered("question", lambda: "a new answer") == "a new answer"


def test_work_outside_a_request_is_never_abandoned() -> None:
    leaving.go_on()
    held = Held(Snapshot())

    def make() -> int:
        held.wanted("question")("a step")
        return 1

    assert held.remembered("question", make) == 1
