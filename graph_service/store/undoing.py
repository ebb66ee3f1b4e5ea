"""Taking a write back: the change that restores what it changed, and what stands in the way."""

from typing import NamedTuple

from graph_service.model import NODE, TIE, TIE_KINDS, AnyNode, AnyTie
from graph_service.snapshot import Changes, Snapshot, canonical
from graph_service.store.port import Change, LogEntry

NOTHING = Changes()


class Undoing(NamedTuple):
    """How to take a write back.

    ``changes`` restores the rows as they were before the write. ``changed_since`` are the identities of rows that a later
    write has touched, ``hanging`` the keys of later ties at nodes that would go, ``endless`` the keys of ties that would
    come back to a node that is gone. Only if the three are empty can it be written. ``done`` says that everything is as
    it was before the write already.
    """

    changes: Changes
    changed_since: tuple[str, ...]
    hanging: tuple[str, ...]
    endless: tuple[str, ...]
    done: bool

    @property
    def possible(self) -> bool:
        """Whether nothing stands in the way and there is something to do."""
        return not (self.done or self.changed_since or self.hanging or self.endless)


def undoing(entry: LogEntry, now: Snapshot) -> Undoing:
    """Give the inverse of the write in *entry* on the network as it is *now*; an undo can be undone the same way.

    What the network is called is in no log entry and stays as it is. After an erasure nothing can be restored: its
    entry holds no rows, so there is nothing to do.
    """
    present: dict[str, AnyNode | AnyTie] = {**now.node, **now.tie}
    differs = [c for c in entry.changes if _body(present.get(c.key)) != c.after]
    restored = all(_body(present.get(c.key)) == c.before for c in entry.changes)
    if restored:
        return Undoing(NOTHING, (), (), (), done=True)
    changes = Changes(
        nodes=tuple(NODE.validate_json(c.before) for c in entry.changes if c.before and c.kind not in TIE_KINDS),
        ties=tuple(TIE.validate_json(c.before) for c in entry.changes if c.before and c.kind in TIE_KINDS),
        drop_nodes=tuple(c.key for c in entry.changes if not c.before and c.kind not in TIE_KINDS and c.key in present),
        drop_ties=tuple(c.key for c in entry.changes if not c.before and c.kind in TIE_KINDS and c.key in present),
    )
    after = now.after(changes)
    going = set(changes.drop_nodes)
    hanging = [t.key for t in after.ties if t.source_id in going or t.target_id in going]
    endless = [t.key for t in changes.ties if not {t.source_id, t.target_id} <= after.node.keys()]
    return Undoing(changes, tuple(c.key for c in differs), tuple(hanging), tuple(endless), done=False)


def _body(row: AnyNode | AnyTie | None) -> str | None:
    return canonical(row) if row is not None else None


def touches(change: Change, node_id: str) -> bool:
    """Whether a row of the log is this node or a tie at it."""
    return change.key == node_id or (change.kind in TIE_KINDS and node_id in change.key.split(":")[1:3])
