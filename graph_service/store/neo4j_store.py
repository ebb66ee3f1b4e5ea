"""Neo4j as store: the present as a natural graph, the past as versions beside it; the only importer of the driver."""

import contextlib
import time
from collections.abc import Callable, Iterator
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

from graph_service.errors import Misconfigured, NotFound, ServiceError, StoreUnavailable, TooLarge
from graph_service.settings import Settings
from graph_service.snapshot import EMPTY, About, Changes, Revision, Snapshot
from graph_service.store.cypher import Migration, migrations
from graph_service.store.neo4j_work import (
    check_rows,
    log_entry,
    missing_migrations,
    read_changes,
    read_migrations,
    read_past,
    read_present,
    read_stored,
    run_query,
    take_lock,
    write_record,
    write_rows,
)
from graph_service.store.port import Health, LogEntry
from graph_service.store.rules import check_expected, replayed
from graph_service.words import Text

_T = TypeVar("_T")
_READINGS = 5
_SECONDS_TO_RETRY = 15
# between tries to lay out a database that another process is laying out as well; about 12 s in all
_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4)
_OUT_OF_MEMORY = ("MemoryPoolOutOfMemoryError", "TransactionMemoryLimit", "OutOfMemoryError")


class Neo4jStore:
    """A network in a Neo4j database, alone or in a cluster.

    Rows are read from followers, the revision from the leader. All sessions share one bookmark manager, so what is
    read after a revision is never older than it, whichever process wrote it. Every write first locks one counter
    node, so writers of several processes follow each other.
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

    def _reading(self, work: Callable[[neo4j.Transaction], _T]) -> _T:
        with _translated(self._place):
            return self._retried(neo4j.READ_ACCESS, work)

    def _writing(self, work: Callable[[neo4j.Transaction], _T]) -> _T:
        with _translated(self._place):
            return self._retried(neo4j.WRITE_ACCESS, work)

    def _retried(self, access: str, work: Callable[[neo4j.Transaction], _T]) -> _T:
        """Do *work* in one transaction, again where that may help.

        Not the driver's own retries: the server calls it transient that a transaction needs too much memory, and
        the driver would send all of it again and again.
        """
        end = time.monotonic() + _SECONDS_TO_RETRY
        pause = 0.05
        while True:
            try:
                with self._session(access) as session, session.begin_transaction() as tx:
                    done = work(tx)
                    tx.commit()
                    return done
            except (DriverError, Neo4jError) as error:
                if not error.is_retryable() or _out_of_memory(error) or time.monotonic() + pause > end:
                    raise
            time.sleep(pause)
            pause *= 2

    def _migrate(self, known: tuple[Migration, ...]) -> None:
        if not missing_migrations(known, self._reading(read_migrations)):
            return
        # makes unique the node that the next step locks, so that one process at a time does the rest
        self._lay_out(known[0])

        def work(tx: neo4j.Transaction) -> None:
            run_query(tx, "write/lock_migrations", version=known[0].version)
            for migration, previous in missing_migrations(known, read_migrations(tx)):
                self._lay_out(migration)
                run_query(
                    tx, "write/add_migration", version=migration.version, name=migration.name,
                    checksum=migration.query.checksum, previous=previous,
                )  # fmt: skip

        self._writing(work)

    def _lay_out(self, migration: Migration) -> None:
        """Run one migration: it says IF NOT EXISTS, but of two at the same moment one may still be refused."""
        for pause in (*_PAUSES, None):
            try:
                self._retried(neo4j.WRITE_ACCESS, lambda tx: tx.run(migration.query.text).consume())
            except Neo4jError as error:
                if pause is None or ".Schema." not in (error.code or ""):
                    raise
                time.sleep(pause)
            else:
                return

    def revision(self) -> Revision:
        """Present revision; ``EMPTY`` before the first write."""
        return self._present()[0]

    def _present(self) -> tuple[Revision, About]:
        # asked of the leader: a follower may not know yet what another process has written; the bookmark that comes
        # with the answer makes the reads after it wait until their follower knows as much
        return self._writing(read_present)

    def snapshot(self, revision: int | None = None) -> Snapshot:
        """Everything stored now, or as it was after write number *revision*."""
        if revision == 0:
            return Snapshot()
        if revision is not None:
            return self._reading(lambda tx: read_past(tx, revision))
        # reads are not isolated from a write that commits meanwhile: look whether there was one, and read again
        for _ in range(_READINGS):
            before, about = self._present()
            nodes, ties = self._reading(read_stored)
            if self.revision() == before:
                return Snapshot.of(nodes, ties, revision=before, about=about) if before != EMPTY else Snapshot()
        return self._reading(lambda tx: read_past(tx, read_present(tx)[0].number))

    def apply(self, changes: Changes, *, expected: int | None, author: str, note: str) -> Revision:
        """Write all of *changes* or nothing, and return the new revision."""
        written: list[Revision] = []

        def work(tx: neo4j.Transaction) -> Revision:
            before, about = take_lock(tx)
            if before in written:  # an earlier try was committed and only its answer was lost
                return before
            check_expected(expected, before)
            check_rows(tx, changes)
            new = Revision(before.number + 1, changes.digest(before.digest))
            write_rows(tx, changes, new.number)
            write_record(tx, new, changes.about or about, author=author, note=note)
            written.append(new)
            return new

        return self._writing(work)

    def replay(self, entry: LogEntry) -> Revision:
        """Write one entry of another store's log just as it stands there."""

        def work(tx: neo4j.Transaction) -> Revision:
            before, _ = take_lock(tx)
            if before != entry.revision:
                changes = replayed(entry, before)
                check_rows(tx, changes)
                write_rows(tx, changes, entry.revision.number)
                write_record(tx, entry.revision, entry.about, author=entry.author, note=entry.note, at=entry.at)
            return entry.revision

        return self._writing(work)

    def history(self, since: int = 0, limit: int = 100) -> tuple[LogEntry, ...]:
        """Writes after number *since*, oldest first, at most *limit*."""

        def work(tx: neo4j.Transaction) -> tuple[LogEntry, ...]:
            return tuple(
                log_entry(row, read_changes(tx, row["number"]))
                for row in run_query(tx, "read/fetch_log", since=since, limit=limit)
            )

        return self._reading(work)

    def erase(self, ids: tuple[str, ...], *, author: str, note: str) -> Revision:
        """Remove these nodes and all their ties from everywhere, history included."""

        def work(tx: neo4j.Transaction) -> Revision:
            before, about = take_lock(tx)
            known = {row["key"] for row in run_query(tx, "read/fetch_known", ids=list(ids))}
            if missing := sorted(set(ids) - known):
                raise NotFound(Text("Nicht vorhanden: {what}.", "Not there: {what}.").format(what=", ".join(missing)))
            run_query(tx, "write/erase_nodes", ids=list(ids))
            run_query(tx, "write/erase_versions", ids=list(ids))
            new = Revision(before.number + 1, Changes(drop_nodes=tuple(sorted(ids))).digest(before.digest))
            write_record(tx, new, about, author=author, note=note)
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


def _out_of_memory(error: Exception) -> bool:
    return (getattr(error, "code", None) or "").endswith(_OUT_OF_MEMORY)


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
        if _out_of_memory(error):
            raise TooLarge(
                Text(
                    "Für so viele Zeilen auf einmal reicht der Arbeitsspeicher des Neo4j-Servers nicht; nichts wurde "
                    "geändert. Bitte in mehreren Teilen einlesen oder dem Server mehr Speicher geben (eigener Server: "
                    "graph-service neo4j --memory; sonst server.memory.heap.max_size und "
                    "dbms.memory.transaction.total.max).",
                    "The Neo4j server has not enough memory for so many rows at once; nothing was changed. Please "
                    "import in several parts, or give the server more memory (our own server: graph-service neo4j "
                    "--memory; else server.memory.heap.max_size and dbms.memory.transaction.total.max).",
                )
            ) from error
        code = getattr(error, "code", None) or type(error).__name__
        raise StoreUnavailable(
            Text("Neo4j unter {place} meldet: {what}.", "Neo4j at {place} reports: {what}.").format(
                place=place, what=code
            )
        ) from error
