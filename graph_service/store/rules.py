"""What a write must satisfy, the same for every store."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from graph_service.errors import Conflict, Fault, InvalidData, NotFound, StaleRevision
from graph_service.model import NODE, NODE_KINDS, TIE, ends_fit
from graph_service.snapshot import Changes, Revision
from graph_service.store.port import Change, LogEntry
from graph_service.words import Text

MOST_FAULTS = 100


class Touched(NamedTuple):
    """What a store must look up before it can judge a change."""

    node_ids: tuple[str, ...]
    tie_keys: tuple[str, ...]


def touched(changes: Changes) -> Touched:
    """Ids and keys whose present state decides whether *changes* may be written."""
    ids = {node.id for node in changes.nodes} | set(changes.drop_nodes)
    for tie in changes.ties:
        ids |= {tie.source_id, tie.target_id}
    return Touched(
        tuple(sorted(ids)),
        tuple(sorted({tie.key for tie in changes.ties} | set(changes.drop_ties))),
    )


def check_expected(expected: int | None, present: Revision) -> None:
    """Refuse a write that was made for another revision than the present one."""
    if expected is not None and expected != present.number:
        raise StaleRevision(
            Text(
                "Der Bestand ist inzwischen bei Fassung {now}, die Änderung war für Fassung {then} gedacht. "
                "Bitte neu laden und die Änderung noch einmal machen.",
                "The network is at revision {now} by now, the change was made for revision {then}. "
                "Please reload and make the change again.",
            ).format(now=str(present.number), then=str(expected))
        )


def check(
    changes: Changes,
    kinds: Mapping[str, str],
    tie_keys: Iterable[str],
    ties_of_dropped: Iterable[tuple[str, str, str]],
) -> None:
    """Refuse *changes* that would leave the network broken, naming every bad place.

    Parameters
    ----------
    changes
        What is to be written.
    kinds
        Kind by id for every stored node that `touched` names.
    tie_keys
        Those of the tie keys named by `touched` that are stored.
    ties_of_dropped
        (key, source id, target id) of every stored tie at a node that *changes* drops.
    """
    missing = sorted(set(changes.drop_nodes) - set(kinds)) + sorted(set(changes.drop_ties) - set(tie_keys))
    if missing:
        raise NotFound(
            Text("Nicht vorhanden: {what}.", "Not there: {what}.").format(what=", ".join(missing[:MOST_FAULTS]))
        )
    _check_doubles(changes)
    faults = [
        *_identity_faults(changes, kinds),
        *_end_faults(changes, kinds),
        *_dangling(changes, ties_of_dropped),
    ]
    if faults:
        raise Conflict(
            Text(
                "{n} Stelle(n) widersprechen dem Bestand; nichts wurde geändert.",
                "{n} place(s) conflict with what is stored; nothing was changed.",
            ).format(n=len(faults)),
            tuple(faults[:MOST_FAULTS]),
        )


def _check_doubles(changes: Changes) -> None:
    identities = [node.id for node in changes.nodes] + [tie.key for tie in changes.ties]
    identities += [*changes.drop_nodes, *changes.drop_ties]
    if len(identities) == len(set(identities)):
        return
    seen: set[str] = set()
    doubles = sorted({i for i in identities if i in seen or seen.add(i)})  # type: ignore[func-returns-value]
    text = Text("kommt in dieser Änderung mehrfach vor", "occurs more than once in this change")
    raise InvalidData(
        Text(
            "Dieselbe Kennung steht mehrfach in der Änderung.",
            "The same id stands more than once in the change.",
        ),
        tuple(Fault(identity, text) for identity in doubles[:MOST_FAULTS]),
    )


def _identity_faults(changes: Changes, kinds: Mapping[str, str]) -> Iterable[Fault]:
    text = Text("ist schon vergeben an: {kind}", "is already taken by: {kind}")
    for node in changes.nodes:
        present = kinds.get(node.id)
        if present is not None and present != node.kind:
            yield Fault(node.id, text.format(kind=NODE_KINDS[present].spec.text))


def _end_faults(changes: Changes, kinds: Mapping[str, str]) -> Iterable[Fault]:
    after = {**kinds, **{node.id: node.kind for node in changes.nodes}}
    for dropped in changes.drop_nodes:
        after.pop(dropped, None)
    for tie in changes.ties:
        gone = [end for end in (tie.source_id, tie.target_id) if end not in after]
        if gone:
            text = Text("Das Ende {ends} gibt es nicht.", "There is no {ends} to tie to.")
            yield Fault(tie.key, text.format(ends=", ".join(gone)))
        elif not ends_fit(tie, after[tie.source_id], after[tie.target_id]):
            yield Fault(
                tie.key,
                Text(
                    "„{tie}“ kann {source} und {target} nicht verbinden.",
                    "“{tie}” cannot join {source} and {target}.",
                ).format(
                    tie=tie.spec.text,
                    source=NODE_KINDS[after[tie.source_id]].spec.text,
                    target=NODE_KINDS[after[tie.target_id]].spec.text,
                ),
            )


def _dangling(changes: Changes, ties_of_dropped: Iterable[tuple[str, str, str]]) -> Iterable[Fault]:
    going = set(changes.drop_ties)
    text = Text(
        "hängt noch an {end}; bitte zuerst lösen",
        "still hangs on {end}; please remove it first",
    )
    for key, source, target in sorted(ties_of_dropped):
        if key not in going:
            yield Fault(key, text.format(end=source if source in changes.drop_nodes else target))


def replayed(entry: LogEntry, present: Revision) -> Changes:
    """Give the write that *entry* tells of; `StaleRevision` unless it follows the *present* revision."""
    check_expected(entry.revision.number - 1, present)
    put = [(change.kind, change.after) for change in entry.changes if change.after is not None]
    gone = [change for change in entry.changes if change.after is None]
    return Changes.model_construct(
        nodes=tuple(NODE.validate_json(body) for kind, body in put if kind in NODE_KINDS),
        ties=tuple(TIE.validate_json(body) for kind, body in put if kind not in NODE_KINDS),
        drop_nodes=tuple(change.key for change in gone if change.kind in NODE_KINDS),
        drop_ties=tuple(change.key for change in gone if change.kind not in NODE_KINDS),
        about=entry.about,
    )


def log_changes(before: Mapping[str, tuple[str, str]], after: Mapping[str, tuple[str, str]]) -> tuple[Change, ...]:
    """What one write did, from the rows it ended and the rows it began: key → (kind, body)."""
    changes = []
    for key in sorted({*before, *after}):
        kind = (after.get(key) or before[key])[0]
        old, new = before.get(key), after.get(key)
        action = "changed" if old and new else "added" if new else "ended"
        changes.append(Change(action, kind, key, old and old[1], new and new[1]))
    return tuple(changes)
