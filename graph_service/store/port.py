"""What every store can do; the rest of the service knows only this."""

from datetime import datetime
from typing import NamedTuple, Protocol, Self

from graph_service.snapshot import About, Changes, Revision, Snapshot


class Health(NamedTuple):
    """Whether the store answers and is ready: engine, its version, revision."""

    engine: str
    version: str
    revision: Revision


class Change(NamedTuple):
    """One row touched by a write: ``added``, ``changed``, or ``ended`` (dropped); bodies are canonical JSON."""

    action: str
    kind: str
    key: str
    before: str | None
    after: str | None


class LogEntry(NamedTuple):
    """One write of the append-only log, and what the network was called after it."""

    revision: Revision
    at: datetime
    author: str
    note: str
    about: About
    changes: tuple[Change, ...]


class Store(Protocol):
    """One network with its history.

    Every method may raise `StoreUnavailable`. Methods are safe to call from several threads.
    """

    def revision(self) -> Revision:
        """Return the present revision; ``EMPTY`` before the first write. One cheap look."""
        ...

    def snapshot(self, revision: int | None = None) -> Snapshot:
        """Everything stored now, or as it was after write number *revision*; `NotFound` if there was none."""
        ...

    def apply(self, changes: Changes, *, expected: int | None, author: str, note: str) -> Revision:
        """Write all of *changes* or nothing, and return the new revision.

        *expected* is the number of the revision the change was made for (None: whatever is there);
        another one in the store raises `StaleRevision`. A change that breaks a rule of the model
        (missing end, wrong ends, node with ties dropped, identity taken by another kind) raises
        `Conflict`. When the call has returned, the write survives a killed process.
        """
        ...

    def replay(self, entry: LogEntry) -> Revision:
        """Write one entry of another store's log just as it stands there: number, digest, time, author, note, rows.

        Only the entry that follows the present revision can be written, else `StaleRevision`; one that was written
        already, with the same number and digest, is taken as done.
        """
        ...

    def history(self, since: int = 0, limit: int = 100) -> tuple[LogEntry, ...]:
        """Writes after number *since*, oldest first, at most *limit*."""
        ...

    def erase(self, ids: tuple[str, ...], *, author: str, note: str) -> Revision:
        """Remove these nodes and all their ties from everywhere, history included; `NotFound` if never stored."""
        ...

    def healthy(self) -> Health:
        """Answer if the store can be read; raise if not."""
        ...

    def close(self) -> None:
        """Let go of files and connections; may be called twice."""
        ...

    def __enter__(self) -> Self:
        """Use as a context that closes at its end."""
        ...

    def __exit__(self, *_: object) -> None:
        """Close."""
        ...
