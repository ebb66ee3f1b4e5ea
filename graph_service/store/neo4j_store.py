"""Neo4j as store: the present as a natural graph, the past as versions beside it; the only importer of the driver."""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from itertools import islice
from typing import Any, Self, TypeVar
from urllib.parse import urlsplit

import neo4j
from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
)

from graph_service.errors import Misconfigured, NotFound, ServiceError, StoreRefused, StoreUnavailable
from graph_service.model import NODE, TIE, AnyNode, AnyTie
from graph_service.settings import Settings
from graph_service.snapshot import EMPTY, About, Changes, Revision, Snapshot
from graph_service.store.cypher import Migration, migrations, query
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
from graph_service.store.port import Change, Health, LogEntry
from graph_service.store.rules import check, check_expected, log_changes, touched
from graph_service.words import Text

_T = TypeVar("_T")
_BATCH = 5_000
_READINGS = 5

Rows = list[dict[str, Any]]


class Neo4jStore:
    """A network in a Neo4j database, alone or in a cluster.

    All sessions share one bookmark manager, so this process reads what it wrote even from a follower; reads are
    routed to readers. Every write first locks one counter node, so writers of several processes follow each other.
    """

    def __init__(self, driver: neo4j.Driver, database: str | None, place: str) -> None:
        """Use *driver*; *place* is how messages call the server. The layout is brought up to date."""
        self._driver = driver
        self._database = database
        self._place = place
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        self._migrate(migrations())

    @classmethod
    def connect(cls, settings: Settings) -> "Neo4jStore":
        """Connect to the server that the settings name; any address form of the driver will do."""
        parts = urlsplit(settings.store)
        place = parts.netloc.rpartition("@")[2]
        password = settings.neo4j_password
        address, options = settings.store, dict[str, Any]()
        if settings.neo4j_certificates is not None:
            # the driver takes certificates of one's own only beside a scheme without +s
            address = address.replace("+ssc://", "://").replace("+s://", "://")
            trusted = neo4j.TrustCustomCAs(str(settings.neo4j_certificates))
            options = {"encrypted": True, "trusted_certificates": trusted}
        with _translated(place):
            driver = neo4j.GraphDatabase.driver(
                address,
                auth=(settings.neo4j_user, password.get_secret_value()) if password else None,
                connection_timeout=10,
                max_transaction_retry_time=15,
                notifications_min_severity="OFF",
                **options,
            )
            try:
                driver.verify_connectivity()
                return cls(driver, settings.neo4j_database, place)
            except BaseException:
                driver.close()
                raise

    def _session(self, access: str) -> neo4j.Session:
        return self._driver.session(
            database=self._database, default_access_mode=access, bookmark_manager=self._bookmarks, fetch_size=10_000
        )

    def _reading(self, work: Callable[[neo4j.ManagedTransaction], _T]) -> _T:
        with _translated(self._place), self._session(neo4j.READ_ACCESS) as session:
            return session.execute_read(work)

    def _writing(self, work: Callable[[neo4j.ManagedTransaction], _T]) -> _T:
        with _translated(self._place), self._session(neo4j.WRITE_ACCESS) as session:
            return session.execute_write(work)

    def _migrate(self, known: Iterable[Migration]) -> None:
        applied = {
            row["version"]: row["checksum"] for row in self._reading(lambda tx: _run(tx, "read/fetch_migrations"))
        }
        previous = None
        for migration in known:
            checksum = applied.pop(migration.version, None)
            if checksum not in (None, migration.query.checksum):
                raise StoreRefused(
                    Text(
                        "Die Datei V{v}__{name}.cypher wurde geändert, nachdem sie angewendet war. Bitte die alte Fassung "
                        "zurückholen und Änderungen in eine neue Datei schreiben.",
                        "The file V{v}__{name}.cypher was changed after it had been applied. Please restore it and put "
                        "changes into a new file.",
                    ).format(v=migration.version, name=migration.name)
                )
            if checksum is None:
                self._writing(lambda tx, m=migration: tx.run(m.query.text).consume())  # type: ignore[misc]
                recorded = {
                    "version": migration.version, "name": migration.name, "checksum": migration.query.checksum,
                    "previous": previous,
                }  # fmt: skip
                self._writing(lambda tx, r=recorded: _run(tx, "write/add_migration", **r))  # type: ignore[misc]
            previous = migration.version
        if applied:
            raise StoreRefused(
                Text(
                    "Die Datenbank stammt aus einer neueren Fassung des Dienstes. Bitte den Dienst aktualisieren.",
                    "The database was laid out by a newer version of the service. Please update the service.",
                )
            )

    def revision(self) -> Revision:
        """Present revision; ``EMPTY`` before the first write."""
        return self._reading(_present)[0]

    def snapshot(self, revision: int | None = None) -> Snapshot:
        """Everything stored now, or as it was after write number *revision*."""
        if revision == 0:
            return Snapshot()
        if revision is not None:
            return self._reading(lambda tx: _past(tx, revision))
        # reads are not isolated from a write that commits meanwhile: look whether there was one, and read again
        for _ in range(_READINGS):
            before, about = self._reading(_present)
            nodes, ties = self._reading(_stored)
            if self.revision() == before:
                return Snapshot.of(nodes, ties, revision=before, about=about) if before != EMPTY else Snapshot()
        return self._reading(lambda tx: _past(tx, _present(tx)[0].number))

    def apply(self, changes: Changes, *, expected: int | None, author: str, note: str) -> Revision:
        """Write all of *changes* or nothing, and return the new revision."""
        written: list[Revision] = []

        def work(tx: neo4j.ManagedTransaction) -> Revision:
            before, about = _locked(tx)
            if before in written:  # an earlier try was committed and only its answer was lost
                return before
            check_expected(expected, before)
            looked_up = touched(changes)
            kinds = {
                row["id"]: KIND_OF_LABEL[row["label"]]
                for row in _run(tx, "read/fetch_kinds", ids=list(looked_up.node_ids))
            }
            keys = [row["key"] for row in _run(tx, "read/fetch_tie_keys", ties=addresses(looked_up.tie_keys))]
            hanging = _run(tx, "read/fetch_ties_at", ids=list(changes.drop_nodes)) if changes.drop_nodes else []
            check(changes, kinds, keys, [(row["key"], row["source_id"], row["target_id"]) for row in hanging])
            new = Revision(before.number + 1, changes.digest(before.digest))
            _write(tx, changes, new.number)
            _record(tx, new, changes.about or about, author, note)
            written.append(new)
            return new

        return self._writing(work)

    def history(self, since: int = 0, limit: int = 100) -> tuple[LogEntry, ...]:
        """Writes after number *since*, oldest first, at most *limit*."""

        def work(tx: neo4j.ManagedTransaction) -> tuple[LogEntry, ...]:
            return tuple(
                LogEntry(
                    Revision(row["number"], row["digest"]), datetime.fromisoformat(row["at"]), row["author"], row["note"],
                    _changes(tx, row["number"]),
                )
                for row in _run(tx, "read/fetch_log", since=since, limit=limit)
            )  # fmt: skip

        return self._reading(work)

    def erase(self, ids: tuple[str, ...], *, author: str, note: str) -> Revision:
        """Remove these nodes and all their ties from everywhere, history included."""

        def work(tx: neo4j.ManagedTransaction) -> Revision:
            before, about = _locked(tx)
            known = {row["key"] for row in _run(tx, "read/fetch_known", ids=list(ids))}
            if missing := sorted(set(ids) - known):
                raise NotFound(Text("Nicht vorhanden: {what}.", "Not there: {what}.").format(what=", ".join(missing)))
            _run(tx, "write/erase_nodes", ids=list(ids))
            _run(tx, "write/erase_versions", ids=list(ids))
            new = Revision(before.number + 1, Changes(drop_nodes=tuple(sorted(ids))).digest(before.digest))
            _record(tx, new, about, author, note)
            return new

        return self._writing(work)

    def healthy(self) -> Health:
        """Answer if the server can be read."""
        with _translated(self._place):
            info = self._driver.get_server_info()
        return Health("neo4j", str(info.agent).removeprefix("Neo4j/"), self.revision())

    def close(self) -> None:
        """Let go of all connections."""
        self._driver.close()

    def __enter__(self) -> Self:
        """Use as a context that closes at its end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def _run(tx: neo4j.ManagedTransaction, name: str, /, **parameters: Any) -> Rows:  # noqa: ANN401 - any value a query takes
    return [dict(record) for record in tx.run(query(name).text, parameters)]


def _run_batched(tx: neo4j.ManagedTransaction, name: str, key: str, rows: Iterable[Any], **more: Any) -> None:  # noqa: ANN401
    remaining = iter(rows)
    while part := list(islice(remaining, _BATCH)):
        _run(tx, name, **{key: part}, **more)


def _about(raw: str | None) -> About:
    return About.model_validate_json(raw) if raw else About()


def _present(tx: neo4j.ManagedTransaction) -> tuple[Revision, About]:
    for row in _run(tx, "read/fetch_state"):
        return Revision(row["number"], row["digest"]), _about(row["about"])
    return EMPTY, About()


def _locked(tx: neo4j.ManagedTransaction) -> tuple[Revision, About]:
    (row,) = _run(tx, "write/lock_state")
    return Revision(row["number"], row["digest"]), _about(row["about"])


def _stored(tx: neo4j.ManagedTransaction) -> tuple[list[AnyNode], list[AnyTie]]:
    nodes = [node_of(row) for row in tx.run(query("read/fetch_nodes").text)]
    return nodes, [tie_of(row) for row in tx.run(query("read/fetch_ties").text)]


def _past(tx: neo4j.ManagedTransaction, number: int) -> Snapshot:
    found = _run(tx, "read/fetch_revision", number=number)
    if not found:
        raise NotFound(Text("Eine Fassung {n} gibt es nicht.", "There is no revision {n}.").format(n=number))
    rows = _run(tx, "read/fetch_versions", number=number)
    return Snapshot.of(
        [NODE.validate_json(row["body"]) for row in rows if not row["tie"]],
        [TIE.validate_json(row["body"]) for row in rows if row["tie"]],
        revision=Revision(found[0]["number"], found[0]["digest"]),
        about=_about(found[0]["about"]),
    )


def _changes(tx: neo4j.ManagedTransaction, number: int) -> tuple[Change, ...]:
    before, after = (
        {row["key"]: (row["kind"], row["body"]) for row in _run(tx, name, number=number)}
        for name in ("read/fetch_ended", "read/fetch_begun")
    )
    return log_changes(before, after)


def _write(tx: neo4j.ManagedTransaction, changes: Changes, number: int) -> None:
    _run_batched(tx, "write/drop_ties", "ties", addresses(changes.drop_ties))
    _run_batched(tx, "write/drop_nodes", "ids", changes.drop_nodes)
    _run_batched(tx, "write/put_nodes", "rows", node_rows(changes.nodes))
    _run_batched(tx, "write/put_ties", "rows", tie_rows(changes.ties))
    if number > 1:
        _run_batched(tx, "write/end_versions", "keys", touched_keys(changes), number=number)
    _run_batched(tx, "write/add_versions", "rows", version_rows(changes, number))


def _record(tx: neo4j.ManagedTransaction, new: Revision, about: About, author: str, note: str) -> None:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    _run(
        tx, "write/add_revision", number=new.number, digest=new.digest, at=now, author=author, note=note,
        about=about.model_dump_json(),
    )  # fmt: skip


@contextlib.contextmanager
def _translated(place: str) -> Iterator[None]:
    try:
        yield
    except ServiceError:
        raise
    except AuthError as error:
        raise StoreUnavailable(
            Text(
                "Neo4j unter {place} lehnt die Anmeldung ab. Bitte GRAPH_SERVICE_NEO4J_USER und "
                "GRAPH_SERVICE_NEO4J_PASSWORD prüfen.",
                "Neo4j at {place} refuses the log-in. Please check GRAPH_SERVICE_NEO4J_USER and "
                "GRAPH_SERVICE_NEO4J_PASSWORD.",
            ).format(place=place)
        ) from error
    except ServiceUnavailable as error:
        raise StoreUnavailable(
            Text(
                "Neo4j ist unter {place} nicht zu erreichen. Läuft der Server, und stimmt die Adresse?",
                "Neo4j cannot be reached at {place}. Is the server running, and is the address right?",
            ).format(place=place)
        ) from error
    except (ConfigurationError, ValueError) as error:
        raise Misconfigured(
            Text(
                "Mit dieser Neo4j-Adresse geht es nicht: {place}.", "This Neo4j address does not work: {place}."
            ).format(place=place)
        ) from error
    except (DriverError, Neo4jError) as error:
        code = getattr(error, "code", None) or type(error).__name__
        raise StoreUnavailable(
            Text("Neo4j unter {place} meldet: {what}.", "Neo4j at {place} reports: {what}.").format(
                place=place, what=code
            )
        ) from error
