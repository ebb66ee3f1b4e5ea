"""The gap report over the API, without a network in between: cold, warm, and by ETag."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pairs import Pair, say, timed
from stores import SEEDS, fill
from synthetic import network

from graph_service.api.app import create_app
from graph_service.exchange.tables import read_folder
from graph_service.resources import seeds_dir
from graph_service.settings import Settings
from graph_service.snapshot import Changes
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.store.port import Store

_QUESTION = "/api/v1/reports/gaps"
_DONE, _HELD = 200, 304
_WARM = 20


class Caller:
    """One service called in-process."""

    def __init__(self, store: Store) -> None:
        """Put a service together that has read nothing yet."""
        self._app = create_app(Settings(requests_per_minute=1_000_000), store)

    def ask(self, held: str = "") -> tuple[int, str]:
        """Status and ETag of the gap report, for a reader who holds the answer with the tag *held*."""
        headers = [(b"host", b"localhost"), (b"if-none-match", held.encode())]
        scope: dict[str, Any] = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
            "path": _QUESTION, "raw_path": _QUESTION.encode(), "query_string": b"as_of=2026-11-24", "root_path": "",
            "headers": headers, "client": ("127.0.0.1", 0), "server": ("127.0.0.1", 80),
        }  # fmt: skip
        told: dict[str, Any] = {}

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's own dictionary
            if message["type"] == "http.response.start":
                told.update(status=message["status"], headers=dict(message["headers"]))

        asyncio.run(self._app(scope, receive, send))
        return told["status"], told["headers"].get(b"etag", b"").decode()


def reports(sizes: dict[int, int], turns: int) -> Iterator[Pair]:
    """Gap report at the seeds and at larger networks."""
    cases: list[tuple[str, Changes, int]] = []
    for seed in SEEDS:
        changes = read_folder(seeds_dir() / seed)
        cases.append((f"{seed} ({len(changes.nodes)} nodes, {len(changes.ties)} ties)", changes, turns))
    for size, fewer in sizes.items():
        changes = network(size)
        cases.append((f"{size:,} nodes, {len(changes.ties):,} ties", changes, fewer))
    for what, changes, often in cases:
        yield from _report(what, changes, often)


def _report(what: str, changes: Changes, turns: int) -> Iterator[Pair]:
    say(f"gap report of {what}")
    cold, warm, tagged = [], [], []
    with tempfile.TemporaryDirectory() as place, EmbeddedStore(Path(place) / "n.sqlite") as store:
        fill(store, changes)
        for _ in range(turns):
            caller = Caller(store)
            cold.append(timed(lambda: _expect(caller.ask()[0], _DONE)))  # noqa: B023 - used at once
            tag = caller.ask()[1]
            warm.append(timed(lambda: [caller.ask() for _ in range(_WARM)]) / _WARM)  # noqa: B023
            tagged.append(timed(lambda: [caller.ask(tag) for _ in range(_WARM)]) / _WARM)  # noqa: B023
            _expect(caller.ask(tag)[0], _HELD)
    yield Pair(f"gap report, warm: {what}", "cold", tuple(warm), tuple(cold))
    yield Pair(f"gap report, 304 by ETag: {what}", "warm", tuple(tagged), tuple(warm))


def _expect(status: int, wanted: int) -> None:
    if status != wanted:
        raise SystemExit(f"the gap report came with status {status} instead of {wanted}")
