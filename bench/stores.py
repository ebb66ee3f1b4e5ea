"""Both stores: loading the seeds, and the snapshot of small and large networks."""

import contextlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import neo4j
from pairs import Pair, pair, say
from synthetic import network

from graph_service.errors import ServiceError
from graph_service.exchange.tables import read_folder
from graph_service.model import NODE, NODE_KINDS, TIE
from graph_service.resources import seeds_dir
from graph_service.settings import Settings
from graph_service.snapshot import Changes, Snapshot, canonical
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.store.neo4j_server import start
from graph_service.store.neo4j_store import Neo4jStore
from graph_service.store.port import Store

SEEDS = ("gross_gerau", "musterkreis")
_AT_ONCE = 20_000


@contextlib.contextmanager
def server() -> Iterator[str | None]:
    """Address of a real Neo4j of our own, or None where none can be started."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        try:
            running = start(Path(folder))
        except ServiceError as error:
            say(f"no Neo4j: {error}")
            yield None
            return
        with running:
            yield running.uri


def emptied(uri: str) -> Neo4jStore:
    """Open the store over an emptied database."""
    with neo4j.GraphDatabase.driver(uri, notifications_min_severity="OFF") as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
    return Neo4jStore.connect(Settings(store=uri))


def loads(uri: str | None, turns: int) -> Iterator[Pair]:
    """Load of each seed, tables read and checked included, into both stores."""
    for seed in SEEDS:
        yield from _loads(uri, seeds_dir() / seed, turns)


def _loads(uri: str | None, folder: Path, turns: int) -> Iterator[Pair]:
    changes = read_folder(folder)
    what = f"load {folder.name} ({len(changes.nodes)} nodes, {len(changes.ties)} ties)"

    def read() -> Changes:
        return read_folder(folder)

    def embedded() -> None:
        with tempfile.TemporaryDirectory() as place, EmbeddedStore(Path(place) / "n.sqlite") as store:
            store.apply(read(), expected=0, author="bench", note="")

    yield pair(f"{what}, embedded", embedded, "its tables read and checked", read, turns)
    if uri is None:
        return
    single = []
    for _ in range(turns):
        # emptying the database and opening the store is not part of the load
        with emptied(uri) as store:
            single.append(pair(f"{what}, Neo4j", lambda s=store: _load(s, read()), "embedded", embedded, 1))  # type: ignore[misc]
    first, second = (tuple(times) for times in zip(*((p.seconds[0], p.seconds_beside[0]) for p in single), strict=True))
    yield Pair(f"{what}, Neo4j", "embedded", first, second)


def _load(store: Store, changes: Changes) -> None:
    store.apply(changes, expected=0, author="bench", note="")


def snapshots(uri: str | None, sizes: dict[int, int]) -> Iterator[Pair]:
    """Snapshot of networks of several sizes from both stores, beside JSON lines read with the same checks."""
    for size, turns in sizes.items():
        changes = network(size)
        what = f"{size:,} nodes, {len(changes.ties):,} ties"
        with tempfile.TemporaryDirectory() as place:
            lines = Path(place) / "rows.jsonl"
            _write_lines(changes, lines)

            def plain(lines: Path = lines) -> Snapshot:
                return _read_lines(lines)

            with EmbeddedStore(Path(place) / "n.sqlite") as store:
                fill(store, changes)
                whole = store.snapshot()
                yield pair(f"snapshot of {what}, embedded", store.snapshot, "JSON lines, same checks", plain, turns)
            if uri is not None:
                with emptied(uri) as served:
                    say(f"writing {what} to Neo4j")
                    fill(served, changes)
                    _same(served.snapshot(), whole)
                    del whole
                    yield pair(f"snapshot of {what}, Neo4j", served.snapshot, "JSON lines, same checks", plain, turns)


def _same(one: Snapshot, other: Snapshot) -> None:
    if (one.nodes, one.ties) != (other.nodes, other.ties):
        raise SystemExit("the two stores give different networks: nothing here can be compared")


def fill(store: Store, changes: Changes) -> None:
    """Write a network in parts, nodes first, as a large import would."""
    rows = (*changes.nodes, *changes.ties)
    for begin in range(0, len(rows), _AT_ONCE):
        part = rows[begin : begin + _AT_ONCE]
        some = {
            "nodes": tuple(row for row in part if row.kind in NODE_KINDS),
            "ties": tuple(row for row in part if row.kind not in NODE_KINDS),
        }
        about = changes.about if begin == 0 else None
        made = Changes.model_construct(**cast("Any", some), drop_nodes=(), drop_ties=(), about=about)
        store.apply(made, expected=None, author="bench", note="")


def _write_lines(changes: Changes, file: Path) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.writelines(canonical(row) + "\n" for row in (*changes.nodes, *changes.ties))


def _read_lines(file: Path) -> Snapshot:
    nodes, ties = [], []
    with file.open("rb") as rows:
        for line in rows:
            if b'"source_id"' in line:
                ties.append(TIE.validate_json(line))
            else:
                nodes.append(NODE.validate_json(line))
    return Snapshot.of(nodes, ties)
