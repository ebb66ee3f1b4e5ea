"""Two that are one: likely doubles among what is stored, and the change that makes one of two; the log can take it back."""

from collections.abc import Collection
from typing import Any, NamedTuple

from graph_service.errors import Conflict, NotFound
from graph_service.exchange.lists.likeness import alike, spelt_ways
from graph_service.exchange.messages import quoted
from graph_service.model import NODE_KINDS, TIE_KINDS, AnyNode, AnyTie, as_record
from graph_service.snapshot import Changes, Snapshot
from graph_service.words import Text, Visibility, last_day

_NOT_TAKEN = frozenset(
    {"id", "kind", "name", "aliases", "valid_from", "valid_to", "basis", "visibility", "source", "as_of", "note"}
)
_ASKED = ("actor", "body", "field", "target_group", "municipality")
_RANKS = [visibility.value for visibility in Visibility]
_LONGEST_SOURCE = 2000


class Double(NamedTuple):
    """Two stored things that may be one: their ids, how alike of 100, and why."""

    one: str
    other: str
    likeness: int
    why: Text


def doubles(snapshot: Snapshot, apart: Collection[tuple[str, str]] = ()) -> tuple[Double, ...]:
    """Likely doubles of one kind, surest first.

    Parameters
    ----------
    snapshot
        What is stored.
    apart
        Pairs of ids, the smaller first, that a person said are not the same; they are not asked about again.
    """
    known_apart = set(apart)
    places = spelt_ways(node.name for node in snapshot.nodes if node.kind == "municipality")
    found: dict[tuple[str, str], Double] = {}
    for kind in _ASKED:
        names = [
            (n.id, name)
            for n in snapshot.nodes
            if n.kind == kind
            for name in (n.name, n.short_name or "", *n.aliases)
            if name
        ]
        for one, options in alike(names, [], frozenset() if kind == "municipality" else places).items():
            for option in options:
                pair = (min(one, option.key), max(one, option.key))
                if pair not in known_apart and option.likeness > (found[pair].likeness if pair in found else 0):
                    found[pair] = Double(*pair, option.likeness, option.why)
    return tuple(sorted(found.values(), key=lambda double: (-double.likeness, double.one, double.other)))


def merging(snapshot: Snapshot, keep: str, drop: str) -> Changes:
    """Make one of two nodes of one kind: *keep* stays, with the names, ties and sources of *drop*, which ends.

    Raises
    ------
    NotFound
        One of them is not there.
    Conflict
        They are the same node or of different kinds.
    """
    missing = [identity for identity in (keep, drop) if identity not in snapshot.node]
    if missing:
        raise NotFound(
            Text("Nicht vorhanden: {what}.", "Not there: {what}.").format(what=", ".join(map(quoted, missing)))
        )
    kept, other = snapshot.node[keep], snapshot.node[drop]
    if keep == drop or kept.kind != other.kind:
        raise Conflict(
            Text(
                "Zusammenführen lassen sich zwei verschiedene Einträge derselben Art.",
                "Two different entries of one kind can be merged.",
            )
        )
    ties, gone = _moved(snapshot, keep, drop)
    return Changes.model_construct(
        nodes=(_one(kept, other),), ties=ties, drop_nodes=(drop,), drop_ties=gone, about=None
    )


def _one(kept: AnyNode, other: AnyNode) -> AnyNode:
    mine, theirs = as_record(kept), as_record(other)
    values: dict[str, Any] = {**{name: value for name, value in theirs.items() if name not in _NOT_TAKEN}, **mine}
    names = (*kept.aliases, other.name, other.short_name or "", *other.aliases)
    values["aliases"] = list(dict.fromkeys(n for n in names if n and n not in (kept.name, values.get("short_name"))))
    values.update(_origin(mine, theirs))
    values["note"] = "\n".join(dict.fromkeys(n for n in (kept.note, other.note) if n)) or None
    made: AnyNode = NODE_KINDS[kept.kind].model_validate(values)  # type: ignore[assignment]
    return made


def _origin(mine: dict[str, Any], theirs: dict[str, Any]) -> dict[str, Any]:
    """Sources of both, the newer date, the narrower sight."""
    sources = "; ".join(dict.fromkeys(s for s in (mine.get("source"), theirs.get("source")) if s))
    days = [day for day in (mine.get("as_of"), theirs.get("as_of")) if day]
    return {
        "source": sources[:_LONGEST_SOURCE] or None,
        "as_of": max(days, key=last_day, default=None),
        "visibility": max(mine["visibility"], theirs["visibility"], key=_RANKS.index),
    }


def _moved(snapshot: Snapshot, keep: str, drop: str) -> tuple[tuple[AnyTie, ...], tuple[str, ...]]:
    """Ties of *drop* at *keep*, and the keys of those that go; a tie between the two goes without another."""
    stored = {tie.key: tie for tie in snapshot.ties}
    moved: dict[str, AnyTie] = {}
    gone = []
    for tie in snapshot.ties:
        if drop not in (tie.source_id, tie.target_id):
            continue
        gone.append(tie.key)
        ends = {
            "source_id": keep if tie.source_id == drop else tie.source_id,
            "target_id": keep if tie.target_id == drop else tie.target_id,
        }
        if ends["source_id"] == ends["target_id"]:
            continue
        theirs = {**as_record(tie), **ends}
        made: Any = TIE_KINDS[tie.kind].model_validate(theirs)
        there = moved.get(made.key) or stored.get(made.key)
        if there is not None:
            mine = as_record(there)
            both = {**theirs, **mine, **_origin(mine, theirs), "confirmed": there.confirmed or tie.confirmed}
            made = TIE_KINDS[tie.kind].model_validate(both)
        if stored.get(made.key) != made:
            moved[made.key] = made
    return tuple(moved[key] for key in sorted(moved)), tuple(sorted(gone))
