"""The embedded store: one SQLite file with every version of every row, nothing to install."""

import contextlib
import gc
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from graph_service.errors import NotFound, StoreRefused, StoreUnavailable
from graph_service.model import NODE, TIE
from graph_service.snapshot import EMPTY, About, Changes, Revision, Snapshot, canonical
from graph_service.store.port import Change, Health, LogEntry
from graph_service.store.rules import check, check_expected, log_changes, replayed, touched
from graph_service.words import Text

APPLICATION = 0x47535631  # marks the file as ours
LAYOUT = 1
_BATCH = 500

_LAYOUT = """
CREATE TABLE revision (
  number INTEGER PRIMARY KEY, digest TEXT NOT NULL, at TEXT NOT NULL, author TEXT NOT NULL, note TEXT NOT NULL,
  about TEXT NOT NULL
) STRICT;
CREATE TABLE version (
  key TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER, tie INTEGER NOT NULL, kind TEXT NOT NULL,
  source_id TEXT, target_id TEXT, body TEXT NOT NULL,
  PRIMARY KEY (key, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX version_since ON version (since);
CREATE INDEX version_until ON version (until);
CREATE INDEX version_source ON version (source_id) WHERE tie = 1;
CREATE INDEX version_target ON version (target_id) WHERE tie = 1;
"""


class EmbeddedStore:
    """A network in one SQLite file.

    Rows are kept as versions that hold from one revision until another, so the present state, any
    past state and the log are read from the same table. Every write is one transaction with
    ``synchronous=FULL``: when it has returned, it is on the disk.
    """

    def __init__(self, path: Path) -> None:
        """Open *path*, making the file if there is none; refuse a file that is not ours or newer."""
        self._path = path
        self._lock = threading.RLock()
        with self._translated():
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)
            try:
                self._open()
            except BaseException:
                self._db.close()
                raise

    def _open(self) -> None:
        db = self._db
        try:
            application = db.execute("PRAGMA application_id").fetchone()[0]
            layout = db.execute("PRAGMA user_version").fetchone()[0]
            tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode not in (
                sqlite3.SQLITE_NOTADB,
                sqlite3.SQLITE_CORRUPT,
            ):
                raise
            application, layout, tables = 0, 0, 1
        if tables and application != APPLICATION:
            raise StoreRefused(
                Text(
                    "Die Datei {file} ist kein Speicher dieses Dienstes. Bitte eine andere Datei angeben.",
                    "The file {file} is not a store of this service. Please name another file.",
                ).format(file=self._path.name)
            )
        if layout > LAYOUT:
            raise StoreRefused(
                Text(
                    "Die Datei {file} stammt aus einer neueren Fassung des Dienstes. Bitte den Dienst aktualisieren.",
                    "The file {file} was written by a newer version of the service. Please update the service.",
                ).format(file=self._path.name)
            )
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("PRAGMA synchronous = FULL")
        db.execute("PRAGMA secure_delete = ON")
        db.execute("PRAGMA foreign_keys = ON")
        if not tables:
            with self._transaction():
                if not db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                    for statement in _LAYOUT.split(";"):
                        db.execute(statement)
                    db.execute(f"PRAGMA application_id = {APPLICATION}")
                    db.execute(f"PRAGMA user_version = {LAYOUT}")

    @contextlib.contextmanager
    def _translated(self) -> Iterator[None]:
        with self._lock:
            try:
                yield
            except sqlite3.Error as error:
                full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
                raise StoreUnavailable(
                    Text(
                        "Auf dem Datenträger ist kein Platz mehr; nichts wurde geändert.",
                        "The disk is full; nothing was changed.",
                    )
                    if full
                    else Text(
                        "Die Datei {file} lässt sich nicht lesen oder schreiben ({why}).",
                        "The file {file} cannot be read or written ({why}).",
                    ).format(file=self._path.name, why=error)
                ) from error
            except OSError as error:
                raise StoreUnavailable(
                    Text(
                        "Die Datei {file} lässt sich nicht anlegen ({why}).",
                        "The file {file} cannot be made ({why}).",
                    ).format(file=self._path.name, why=error.strerror or type(error).__name__)
                ) from error

    @contextlib.contextmanager
    def _transaction(self, kind: str = "IMMEDIATE") -> Iterator[None]:
        self._db.execute(f"BEGIN {kind}")
        try:
            yield
            self._db.execute("COMMIT")
        except BaseException:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")
            raise

    def revision(self) -> Revision:
        """Present revision; ``EMPTY`` before the first write."""
        with self._translated():
            return self._revision()

    def _revision(self) -> Revision:
        row = self._db.execute("SELECT number, digest FROM revision ORDER BY number DESC LIMIT 1").fetchone()
        return Revision(*row) if row else EMPTY

    def snapshot(self, revision: int | None = None) -> Snapshot:
        """Everything stored now, or as it was after write number *revision*."""
        with self._translated(), _without_collection(), self._transaction("DEFERRED"):
            present = self._revision()
            number = present.number if revision is None else revision
            if number == 0:
                return Snapshot()
            row = self._db.execute("SELECT number, digest, about FROM revision WHERE number = ?", (number,)).fetchone()
            if row is None:
                raise NotFound(Text("Eine Fassung {n} gibt es nicht.", "There is no revision {n}.").format(n=number))
            bodies = "SELECT body FROM version WHERE tie = ? AND since <= ? AND (until IS NULL OR until > ?)"
            nodes = [NODE.validate_json(b) for (b,) in self._db.execute(bodies, (0, number, number))]
            ties = [TIE.validate_json(b) for (b,) in self._db.execute(bodies, (1, number, number))]
            about = About.model_validate_json(row[2])
            return Snapshot.of(nodes, ties, revision=Revision(row[0], row[1]), about=about)

    def apply(self, changes: Changes, *, expected: int | None, author: str, note: str) -> Revision:
        """Write all of *changes* or nothing, and return the new revision."""
        with self._translated(), self._transaction():
            present = self._revision()
            check_expected(expected, present)
            self._check(changes)
            new = Revision(present.number + 1, changes.digest(present.digest))
            self._record(new, _now(), changes.about or self._about(present.number), author, note)
            self._write(changes, new.number)
            return new

    def replay(self, entry: LogEntry) -> Revision:
        """Write one entry of another store's log just as it stands there."""
        with self._translated(), self._transaction():
            present = self._revision()
            if present != entry.revision:
                changes = replayed(entry, present)
                self._check(changes)
                self._record(entry.revision, entry.at, entry.about, entry.author, entry.note)
                self._write(changes, entry.revision.number)
            return entry.revision

    def _check(self, changes: Changes) -> None:
        looked_up = touched(changes)
        kinds = {key: kind for key, kind in self._standing("key, kind", "key", looked_up.node_ids)}  # noqa: C416 - pairs, told to mypy
        keys = [key for (key,) in self._standing("key", "key", looked_up.tie_keys)]
        hanging = {
            (key, source, target)
            for end in ("source_id", "target_id")
            for key, source, target in self._standing("key, source_id, target_id", end, changes.drop_nodes)
        }
        check(changes, kinds, keys, hanging)

    def _write(self, changes: Changes, number: int) -> None:
        going = [*changes.drop_nodes, *changes.drop_ties]
        puts: list[tuple[str, int, str, str | None, str | None, str]] = [
            (node.id, 0, node.kind, None, None, canonical(node)) for node in changes.nodes
        ]
        puts += [(tie.key, 1, tie.kind, tie.source_id, tie.target_id, canonical(tie)) for tie in changes.ties]
        self._db.executemany(
            "UPDATE version SET until = ? WHERE key = ? AND until IS NULL",
            ((number, key) for key in (*going, *(put[0] for put in puts))),
        )
        self._db.executemany(
            "INSERT INTO version (key, since, tie, kind, source_id, target_id, body) VALUES (?, ?, ?, ?, ?, ?, ?)",
            ((put[0], number, *put[1:]) for put in puts),
        )

    def _standing(self, columns: str, by: str, values: Iterable[str]) -> Iterator[tuple[str, ...]]:
        values = tuple(values)
        for start in range(0, len(values), _BATCH):
            part = values[start : start + _BATCH]
            marks = ", ".join("?" * len(part))
            yield from self._db.execute(
                f"SELECT {columns} FROM version WHERE until IS NULL AND {by} IN ({marks})",  # noqa: S608 - names are ours
                part,
            )

    def _about(self, number: int) -> About:
        row = self._db.execute("SELECT about FROM revision WHERE number = ?", (number,)).fetchone()
        return About.model_validate_json(row[0]) if row else About()

    def _record(self, new: Revision, at: datetime, about: About, author: str, note: str) -> None:
        self._db.execute(
            "INSERT INTO revision VALUES (?, ?, ?, ?, ?, ?)",
            (*new, at.isoformat(timespec="seconds"), author, note, about.model_dump_json()),
        )

    def history(self, since: int = 0, limit: int = 100) -> tuple[LogEntry, ...]:
        """Writes after number *since*, oldest first, at most *limit*."""
        with self._translated(), self._transaction("DEFERRED"):
            rows = self._db.execute(
                "SELECT number, digest, at, author, note, about FROM revision WHERE number > ? ORDER BY number LIMIT ?",
                (since, limit),
            ).fetchall()
            return tuple(
                LogEntry(
                    Revision(number, digest),
                    datetime.fromisoformat(at),
                    author,
                    note,
                    About.model_validate_json(about),
                    self._changes(number),
                )
                for number, digest, at, author, note, about in rows
            )

    def _changes(self, number: int) -> tuple[Change, ...]:
        columns = "SELECT key, kind, body FROM version WHERE"
        before = {key: (kind, body) for key, kind, body in self._db.execute(f"{columns} until = ?", (number,))}
        after = {key: (kind, body) for key, kind, body in self._db.execute(f"{columns} since = ?", (number,))}
        return log_changes(before, after)

    def erase(self, ids: tuple[str, ...], *, author: str, note: str) -> Revision:
        """Remove these nodes and all their ties from everywhere, history included."""
        with self._translated():
            with self._transaction():
                marks = ", ".join("?" * len(ids))
                found = {
                    key
                    for (key,) in self._db.execute(
                        f"SELECT DISTINCT key FROM version WHERE tie = 0 AND key IN ({marks})",  # noqa: S608
                        ids,
                    )
                }
                if missing := sorted(set(ids) - found):
                    raise NotFound(
                        Text("Nicht vorhanden: {what}.", "Not there: {what}.").format(what=", ".join(missing))
                    )
                self._db.execute(
                    f"DELETE FROM version WHERE tie = 0 AND key IN ({marks}) OR source_id IN ({marks})"  # noqa: S608
                    f" OR target_id IN ({marks})",
                    (*ids, *ids, *ids),
                )
                present = self._revision()
                digest = Changes(drop_nodes=tuple(sorted(ids))).digest(present.digest)
                new = Revision(present.number + 1, digest)
                self._record(new, _now(), self._about(present.number), author, note)
            # the old pages would live on in the write-ahead log until the next checkpoint
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.execute("VACUUM")
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return new

    def healthy(self) -> Health:
        """Answer if the store can be read."""
        return Health("sqlite", sqlite3.sqlite_version, self.revision())

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> Self:
        """Use as a context that closes at its end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()


def _now() -> datetime:
    return datetime.now(UTC)


@contextlib.contextmanager
def _without_collection() -> Iterator[None]:
    """Make many rows at once without searching them for cycles, which takes as long as making them: they have none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
