"""Moves a network with its whole history from one store to another, and proves that nothing changed."""

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import NamedTuple

from graph_service.errors import Conflict
from graph_service.snapshot import Snapshot, canonical
from graph_service.store.port import LogEntry, Store
from graph_service.words import Text


class Copied(NamedTuple):
    """What a copy holds: writes, rows of today, and the checksum that both stores gave."""

    revisions: int
    nodes: int
    ties: int
    checksum: str


def copy(source: Store, target: Store, progress: Callable[[int, int], None] = lambda _done, _all: None) -> Copied:
    """Write everything *source* holds into *target*: each write of its log under its own number, time and author.

    Both stores are then read anew, log and present rows, and must give the same checksum. A copy that was broken off
    goes on where it ended: what *target* holds already must be the beginning of *source*'s history, row by row.

    Parameters
    ----------
    source
        Read only; may be written to meanwhile, the copy then ends with the last write it has seen.
    target
        Empty, or an unfinished copy of *source*.
    progress
        Told after each write: how many are done, of how many.

    Raises
    ------
    Conflict
        *target* holds something else, or the two stores do not give the same checksum.
    """
    there, last = target.revision().number, source.revision().number
    if there > last:
        raise _other()
    for ours, theirs in zip(_log(source, 0, there), _log(target, 0, there), strict=True):
        if ours != theirs:
            raise _other()
    for entry in _log(source, there, last):
        target.replay(entry)
        progress(entry.revision.number, last)
    held = target.snapshot()
    checksum = _checksum(source, source.snapshot(last), last)
    if held.revision.number != last or checksum != _checksum(target, held, last):
        raise Conflict(
            Text(
                "Die Kopie stimmt nicht mit der Vorlage überein. Bitte die Kopie löschen und neu anfangen; die Vorlage "
                "ist unverändert.",
                "The copy is not the same as what was copied. Please delete the copy and begin anew; the original is "
                "unchanged.",
            )
        )
    return Copied(last, len(held.nodes), len(held.ties), checksum)


def _log(store: Store, since: int, upto: int) -> Iterator[LogEntry]:
    for number in range(since, upto):
        yield from store.history(number, 1)  # one at a time: a single write may hold the whole network


def _checksum(store: Store, present: Snapshot, upto: int) -> str:
    """Fold of every entry of the log and every row of the present, in their order."""
    fold = hashlib.sha256()
    for entry in _log(store, 0, upto):
        head = [*entry.revision, entry.at.isoformat(), entry.author, entry.note, entry.about.model_dump_json()]
        fold.update(json.dumps([head, entry.changes]).encode())
    for row in (*present.nodes, *present.ties):
        fold.update(canonical(row).encode())
    return fold.hexdigest()


def _other() -> Conflict:
    return Conflict(
        Text(
            "Das Ziel enthält schon andere Daten. Bitte ein leeres Ziel angeben.",
            "The target holds other data already. Please name an empty one.",
        )
    )
