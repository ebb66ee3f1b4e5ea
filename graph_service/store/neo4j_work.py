"""What is done inside one transaction on Neo4j; knows the queries, not the driver."""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Protocol

from graph_service.errors import NotFound, StoreRefused
from graph_service.model import NODE, TIE, AnyNode, AnyTie
from graph_service.snapshot import EMPTY, About, Changes, Revision, Snapshot
from graph_service.store.cypher import Migration, query
from graph_service.store.neo4j_rows import (
    KIND_OF_LABEL,
    addresses,
    node_of,
    node_rows,
    tie_of,
    tie_rows,
    touched_keys,
    version_rows,
)
from graph_service.store.port import Change, LogEntry
from graph_service.store.rules import check, log_changes, touched
from graph_service.words import Text

_BATCH = 5_000

Rows = list[dict[str, Any]]


class Transaction(Protocol):
    """What is used of the driver's transaction."""

    def run(self, query: str, parameters: dict[str, Any] | None = None, /) -> Iterable[Any]:
        """Rows that a query gives."""


def run_query(tx: Transaction, name: str, /, **parameters: Any) -> Rows:  # noqa: ANN401 - any value a query takes
    """Rows of the query of that name."""
    return [dict(record) for record in tx.run(query(name).text, parameters)]


def _run_batched(tx: Transaction, name: str, key: str, rows: Iterable[Any], **more: Any) -> None:  # noqa: ANN401
    remaining = iter(rows)
    while part := list(islice(remaining, _BATCH)):
        run_query(tx, name, **{key: part}, **more)


def _about(raw: str | None) -> About:
    return About.model_validate_json(raw) if raw else About()


def read_migrations(tx: Transaction) -> dict[str, str]:
    """Checksum of every migration applied, by version."""
    return {row["version"]: row["checksum"] for row in run_query(tx, "read/fetch_migrations")}


def missing_migrations(known: tuple[Migration, ...], applied: dict[str, str]) -> list[tuple[Migration, str | None]]:
    """What is still to be applied, each with the version before it.

    Raises
    ------
    StoreRefused
        A migration was changed after it had been applied, or the database has one that is not known here.
    """
    missing = []
    for before, migration in zip((None, *known), known, strict=False):
        checksum = applied.get(migration.version)
        if checksum is None:
            missing.append((migration, before.version if before else None))
        elif checksum != migration.query.checksum:
            raise StoreRefused(
                Text(
                    "Die Datei V{v}__{name}.cypher wurde geändert, nachdem sie angewendet war. Bitte die alte Fassung "
                    "zurückholen und Änderungen in eine neue Datei schreiben.",
                    "The file V{v}__{name}.cypher was changed after it had been applied. Please restore it and put "
                    "changes into a new file.",
                ).format(v=migration.version, name=migration.name)
            )
    if set(applied) - {migration.version for migration in known}:
        raise StoreRefused(
            Text(
                "Die Datenbank stammt aus einer neueren Fassung des Dienstes. Bitte den Dienst aktualisieren.",
                "The database was laid out by a newer version of the service. Please update the service.",
            )
        )
    return missing


def read_present(tx: Transaction) -> tuple[Revision, About]:
    """Present revision and what the network is called; ``EMPTY`` before the first write."""
    for row in run_query(tx, "read/fetch_state"):
        return Revision(row["number"], row["digest"]), _about(row["about"])
    return EMPTY, About()


def take_lock(tx: Transaction) -> tuple[Revision, About]:
    """The same, after every other writer has ended; until then it waits."""
    (row,) = run_query(tx, "write/lock_state")
    return Revision(row["number"], row["digest"]), _about(row["about"])


def read_stored(tx: Transaction) -> tuple[list[AnyNode], list[AnyTie]]:
    """Everything now stored."""
    nodes = [node_of(row) for row in tx.run(query("read/fetch_nodes").text)]
    return nodes, [tie_of(row) for row in tx.run(query("read/fetch_ties").text)]


def read_past(tx: Transaction, number: int) -> Snapshot:
    """Everything as it was after write *number*."""
    found = run_query(tx, "read/fetch_revision", number=number)
    if not found:
        raise NotFound(Text("Eine Fassung {n} gibt es nicht.", "There is no revision {n}.").format(n=number))
    rows = run_query(tx, "read/fetch_versions", number=number)
    return Snapshot.of(
        [NODE.validate_json(row["body"]) for row in rows if not row["tie"]],
        [TIE.validate_json(row["body"]) for row in rows if row["tie"]],
        revision=Revision(found[0]["number"], found[0]["digest"]),
        about=_about(found[0]["about"]),
    )


def read_changes(tx: Transaction, number: int) -> tuple[Change, ...]:
    """What write *number* changed."""
    before, after = (
        {row["key"]: (row["kind"], row["body"]) for row in run_query(tx, name, number=number)}
        for name in ("read/fetch_ended", "read/fetch_begun")
    )
    return log_changes(before, after)


def write_rows(tx: Transaction, changes: Changes, number: int) -> None:
    """Write *changes* as those of revision *number*."""
    _run_batched(tx, "write/drop_ties", "ties", addresses(changes.drop_ties))
    _run_batched(tx, "write/drop_nodes", "ids", changes.drop_nodes)
    _run_batched(tx, "write/put_nodes", "rows", node_rows(changes.nodes))
    _run_batched(tx, "write/put_ties", "rows", tie_rows(changes.ties))
    if number > 1:
        _run_batched(tx, "write/end_versions", "keys", touched_keys(changes), number=number)
    _run_batched(tx, "write/add_versions", "rows", version_rows(changes, number))


def check_rows(tx: Transaction, changes: Changes) -> None:
    """Refuse *changes* that would leave the network broken."""
    looked_up = touched(changes)
    found = run_query(tx, "read/fetch_kinds", ids=list(looked_up.node_ids))
    keys = [row["key"] for row in run_query(tx, "read/fetch_tie_keys", ties=addresses(looked_up.tie_keys))]
    hanging = run_query(tx, "read/fetch_ties_at", ids=list(changes.drop_nodes)) if changes.drop_nodes else []
    ends = [(row["key"], row["source_id"], row["target_id"]) for row in hanging]
    check(changes, {row["id"]: KIND_OF_LABEL[row["label"]] for row in found}, keys, ends)


def log_entry(row: dict[str, Any], changes: tuple[Change, ...]) -> LogEntry:
    """Entry of a row of *fetch_log* with what it changed."""
    revision, at = Revision(row["number"], row["digest"]), datetime.fromisoformat(row["at"])
    return LogEntry(revision, at, row["author"], row["note"], _about(row["about"]), changes)


def write_record(
    tx: Transaction, new: Revision, about: About, *, author: str, note: str, at: datetime | None = None
) -> None:
    """Write the log's entry, of this moment unless told otherwise, and make *new* the present revision."""
    when = (at or datetime.now(UTC)).isoformat(timespec="seconds")
    run_query(
        tx, "write/add_revision", number=new.number, digest=new.digest, at=when, author=author, note=note,
        about=about.model_dump_json(),
    )  # fmt: skip
