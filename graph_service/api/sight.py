"""What a reader may see of a snapshot and of the log, and what a writer may touch."""

import json
import threading
from collections.abc import Iterable
from typing import Any

from graph_service.errors import Conflict, Fault, InvalidData, NotFound
from graph_service.exchange.messages import quoted
from graph_service.rows import Row
from graph_service.snapshot import EMPTY, Changes, Revision, Snapshot
from graph_service.store.port import Change, LogEntry, Store
from graph_service.words import Text, Visibility

_RANK: dict[str, int] = {visibility: rank for rank, visibility in enumerate(Visibility)}
_MOST_FAULTS = 100
_PAGE = 50


def seen_by(snapshot: Snapshot, visibility: Visibility) -> Snapshot:
    """Cut a snapshot down to what *visibility* reaches; a tie goes with either of its ends.

    The digest of the revision goes too: whoever knows the one before could check guesses of a hidden row against it.
    """
    most = _RANK[visibility]
    nodes = [node for node in snapshot.nodes if _RANK[node.visibility] <= most]
    ids = {node.id for node in nodes}
    ties = [
        tie
        for tie in snapshot.ties
        if _RANK[tie.visibility] <= most and tie.source_id in ids and tie.target_id in ids
    ]  # fmt: skip
    return Snapshot.of(nodes, ties, revision=Revision(snapshot.revision.number, ""), about=snapshot.about)


def permit(changes: Changes, whole: Snapshot, seen: Snapshot, visibility: Visibility) -> None:
    """Refuse changes that reach for what the writer may not see, as if it were not there wherever that is possible.

    Parameters
    ----------
    changes
        What is to be written.
    whole, seen
        The snapshot the change is made for, and what the writer sees of it.
    visibility
        Most private visibility the writer may see.

    Raises
    ------
    NotFound
        Something to be dropped is hidden or not there.
    InvalidData
        A row would be hidden from its own writer.
    Conflict
        An identity is taken by a hidden row, an end is hidden or not there, or hidden ties hang on a dropped node.
    """
    if visibility is Visibility.RESTRICTED:
        return
    visible, ties = set(seen.node), {tie.key for tie in seen.ties}
    gone = sorted(set(changes.drop_nodes) - visible) + sorted(set(changes.drop_ties) - ties)
    if gone:
        what = ", ".join(quoted(identity) for identity in gone[:_MOST_FAULTS])
        raise NotFound(Text("Nicht vorhanden: {what}.", "Not there: {what}.").format(what=what))
    rows = (*_placed("nodes", changes.nodes), *_placed("ties", changes.ties))
    not_above(((f"/changes{place}", row) for place, row in rows), visibility)
    hidden = {tie.key: tie for tie in whole.ties if tie.key not in ties}
    _refuse(_taken(changes, whole, visible, hidden))
    _refuse(_endless(changes, visible))
    _refuse(_hung(changes, hidden))


def not_above(rows: Iterable[tuple[str, Row]], visibility: Visibility) -> None:
    """Refuse rows, each given with its place, that would be hidden from their own writer."""
    text = Text("ist höher als die eigene Rolle", "is above your own role")
    above = [
        Fault(f"{place}/visibility", text) for place, row in rows if _RANK[row.visibility] > _RANK[visibility]
    ]  # fmt: skip
    if above:
        raise InvalidData(
            Text("So könnten Sie die Zeile danach nicht mehr sehen.", "You could not see the row afterwards."),
            tuple(above[:_MOST_FAULTS]),
        )


def _placed(name: str, rows: Iterable[Row]) -> list[tuple[str, Row]]:
    return [(f"/{name}/{place}", row) for place, row in enumerate(rows)]


def _refuse(faults: list[Fault]) -> None:
    if faults:
        text = Text(
            "{n} Stelle(n) widersprechen dem Bestand; nichts wurde geändert.",
            "{n} place(s) conflict with what is stored; nothing was changed.",
        )
        raise Conflict(text.format(n=len(faults)), tuple(faults[:_MOST_FAULTS]))


def _taken(changes: Changes, whole: Snapshot, visible: set[str], hidden: dict[str, Any]) -> list[Fault]:
    text = Text("ist schon vergeben", "is already taken")
    nodes = [node.id for node in changes.nodes if node.id in whole.node and node.id not in visible]
    # with a hidden end it is told like an end that is not there
    known = [tie.key for tie in changes.ties if tie.key in hidden and {tie.source_id, tie.target_id} <= visible]
    return [Fault(identity, text) for identity in (*nodes, *known)]


def _endless(changes: Changes, visible: set[str]) -> list[Fault]:
    after = (visible | {node.id for node in changes.nodes}) - set(changes.drop_nodes)
    text = Text("Das Ende {ends} gibt es nicht.", "There is no {ends} to tie to.")
    found = []
    for tie in changes.ties:
        gone = [end for end in (tie.source_id, tie.target_id) if end not in after]
        if gone:
            found.append(Fault(tie.key, text.format(ends=", ".join(gone))))
    return found


def _hung(changes: Changes, hidden: dict[str, Any]) -> list[Fault]:
    held = {end for tie in hidden.values() for end in (tie.source_id, tie.target_id)}
    text = Text(
        "daran hängen Verbindungen, die Ihre Rolle nicht zeigt; bitte an die Administration wenden",
        "ties hang on it that your role does not show; please ask an administrator",
    )
    return [Fault(identity, text) for identity in changes.drop_nodes if identity in held]


class Ledger:
    """The last known visibility of every row that was ever stored, so that the log hides what is hidden by now.

    Kept up to date from the log itself, one write at a time; holds no names.
    """

    def __init__(self) -> None:
        """Know nothing yet."""
        self._upto = EMPTY
        self._last: dict[str, int] = {}
        self._lock = threading.Lock()

    def visible(self, store: Store, entries: Iterable[LogEntry], visibility: Visibility) -> list[tuple[Change, ...]]:
        """Give the changes a reader may see, for each of *entries*."""
        if visibility is Visibility.RESTRICTED:
            return [entry.changes for entry in entries]
        with self._lock:
            self._read_on(store)
            most = _RANK[visibility]
            return [tuple(c for c in entry.changes if self._shown(c, most)) for entry in entries]

    def _read_on(self, store: Store) -> None:
        if store.revision() == self._upto:
            return
        if not self._goes_on(store):
            self._upto, self._last = EMPTY, {}
        while page := store.history(self._upto.number, _PAGE):
            for entry in page:
                for change in entry.changes:
                    self._last[change.key] = _rank(change.after or change.before)
            self._upto = page[-1].revision

    def _goes_on(self, store: Store) -> bool:
        """Whether what is known still holds: an erasure takes rows out of the log, a restored store has another one."""
        recent = store.history(max(self._upto.number - 1, 0), _PAGE)
        known = bool(recent) and recent[0].revision == self._upto
        return known and len(recent) < _PAGE and all(entry.changes for entry in recent[1:])

    def _shown(self, change: Change, most: int) -> bool:
        bodies = [json.loads(body) for body in (change.before, change.after) if body]
        ends = {body[end] for body in bodies for end in ("source_id", "target_id") if end in body}
        ranks = [_RANK[body["visibility"]] for body in bodies]
        ranks += [self._last.get(identity, len(_RANK)) for identity in (change.key, *ends)]
        return all(rank <= most for rank in ranks)


def _rank(body: str | None) -> int:
    return _RANK[json.loads(body)["visibility"]] if body else len(_RANK)
