"""What the list says beside what is stored: new, changed, same, gone; checks over the whole; one change of it all."""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from pydantic import ValidationError

from graph_service.errors import Fault
from graph_service.exchange.lists.convert import MAILBOX_LINE, label
from graph_service.exchange.lists.naming import Entity, Names
from graph_service.exchange.lists.preview import Detail, Entry
from graph_service.exchange.messages import faults_of, quoted
from graph_service.exchange.references import wrong_ends
from graph_service.model import NODE_KINDS, TIE_KINDS, AnyNode, AnyTie, as_record, ends_fit
from graph_service.rows import Node, Tie
from graph_service.snapshot import Changes, Snapshot
from graph_service.words import Basis, Text, last_day

if TYPE_CHECKING:
    from graph_service.exchange.lists.plan import Draft, TieDraft
    from graph_service.exchange.lists.rows import Place

_PROVENANCE = frozenset({"source", "as_of", "confirmed"})


class Compared(NamedTuple):
    """What becomes of every row, and the change that does it."""

    entries: tuple[Entry, ...]
    changes: Changes


def compared(entities: Sequence[Entity], ties: Sequence["TieDraft"], present: Snapshot, draft: "Draft") -> Compared:
    """Compare everything the list speaks of with what is stored, and note what cannot be."""
    names: Names = draft.names
    names.give_ids()
    entries: list[Entry] = []
    nodes: list[AnyNode] = []
    for entity in entities:
        if entity.held:
            continue
        entry, node = _node(entity, draft)
        if entry is not None:
            entries.append(entry)
        if node is not None:
            nodes.append(node)
    tied, dropped, named = _ties(ties, present, draft, entries)
    gone_nodes, gone_ties = _gone(entities, named, present, draft, entries)
    changes = Changes.model_construct(
        nodes=tuple(sorted(nodes, key=lambda node: node.id)),
        ties=tuple(sorted(tied, key=lambda tie: tie.key)),
        drop_nodes=tuple(sorted(gone_nodes)),
        drop_ties=tuple(sorted({*dropped, *gone_ties})),
        about=None,
    )
    _no_circles(changes, present, ties, draft)
    _never_mixed(changes, present, draft)
    return Compared(tuple(entries), changes)


def _node(entity: Entity, draft: "Draft") -> tuple[Entry | None, AnyNode | None]:
    cls = NODE_KINDS[entity.kind]
    place = entity.places[0].name if entity.places else ""
    if entity.stored is None:
        values = {"name": entity.name, "id": entity.id, **{f: v for f, (v, _) in entity.values.items()}}
        values["aliases"] = _united(values.get("aliases", ()), entity.aliases, values["name"])
        made = _valid(cls, _with_defaults(values, draft), entity.values, entity.places, draft)
        return (
            (Entry("new", entity.kind, entity.id, str(values["name"]), place, (), not entity.rows), made)
            if made is not None
            else (None, None)
        )
    before = as_record(entity.stored)
    values = {f: v for f, (v, _) in entity.values.items()}
    if entity.aliases or "aliases" in values:
        values["aliases"] = _united(before["aliases"], (*values.get("aliases", ()), *entity.aliases), before["name"])
    if "note" in values and MAILBOX_LINE in str(values["note"]) and "\n" not in str(values["note"]):
        kept = [line for line in str(before.get("note", "")).split("\n") if line and not line.startswith(MAILBOX_LINE)]
        values["note"] = "\n".join([*kept, str(values["note"])])
    if not entity.rows and not entity.aliases:
        return None, None  # only named by others
    after = _valid(cls, _changed(before, values, draft), entity.values, entity.places, draft)
    if after is None:
        return None, None
    details = _details(entity.kind, before, as_record(after))
    state = "changed" if details else "same"
    return Entry(state, entity.kind, entity.id, after.name, place, details), (after if details else None)


def _united(first: Iterable[str], more: Iterable[str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(a for a in (*first, *more) if a and a != name))


def _with_defaults(values: dict[str, Any], draft: "Draft") -> dict[str, Any]:
    given = {"source": draft.options.source, "as_of": draft.options.as_of}
    return {**{name: value for name, value in given.items() if value}, **values}


def _changed(before: Mapping[str, Any], values: Mapping[str, Any], draft: "Draft") -> dict[str, Any]:
    """Stored row with what the list says; an empty cell takes nothing away, an older date is not taken over a newer one."""
    said = dict(values)
    rest = [name for name, value in said.items() if name not in _PROVENANCE and _stored(before, name) != _plain(value)]
    older = _older(said.get("as_of"), before.get("as_of"))
    if older and not rest:
        said.pop("as_of")
        said.pop("source", None)
    return {**before, **(_with_defaults(said, draft) if rest else said)}


def _older(new: object, old: object) -> bool:
    try:
        return bool(old) and bool(new) and last_day(str(new)) < last_day(str(old))
    except ValueError:
        return False


def _stored(before: Mapping[str, Any], name: str) -> object:
    return before.get(name)


def _plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def _details(kind: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Detail, ...]:
    names = [name for name in {**after, **before} if before.get(name) != after.get(name)]
    return tuple(Detail(name, label(kind, name), before.get(name), after.get(name)) for name in sorted(names))


def _valid(
    cls: type[Node | Tie],
    values: Mapping[str, Any],
    read: Mapping[str, tuple[Any, "Place"]],
    places: Sequence["Place"],
    draft: "Draft",
) -> Any:  # noqa: ANN401 - a node or tie of *cls*
    """Row of the model; a value that does not fit is noted where it stands, and left out where the person said so."""
    values = dict(values)
    for _ in range(len(values) + 1):
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            wrong = [str(part["loc"][-1]) for part in error.errors(include_url=False) if part["loc"]]
            wrong = [name if name in read else str(part) for name, part in zip(wrong, wrong, strict=True)]
            for name, fault in zip(wrong or [""], faults_of(error, "x"), strict=False):
                place = read[name][1] if name in read else places[0] if places else None
                if place is not None:
                    draft.misfit(place, fault.text)
                else:
                    draft.faults.extend((Fault("", fault.text),))
            removable = [
                name for name in wrong if name in values and name not in ("name", "id", "source_id", "target_id")
            ]
            if not draft.options.leave_out or not removable:
                return None
            for name in removable:
                values.pop(name)
    return None


def _ties(
    ties: Sequence["TieDraft"], present: Snapshot, draft: "Draft", entries: list[Entry]
) -> tuple[list[AnyTie], set[str], set[str]]:
    """Ties to write, stored ones that another takes the place of, and the keys of all the list names."""
    by_ends: dict[tuple[str, str, str], list[AnyTie]] = {}
    for tie in present.ties:
        by_ends.setdefault((tie.kind, tie.source_id, tie.target_id), []).append(tie)
    written: list[AnyTie] = []
    dropped: set[str] = set()
    named: set[str] = set()
    for each in ties:
        if each.source.held or each.target.held:
            text = _HELD.format(name=quoted((each.source if each.source.held else each.target).name))
            place = each.places[0]
            draft.left_out.add(place.name, place.say(text))
            continue
        values = {name: value for name, (value, _) in each.values.items()}
        ends = (
            sorted((each.source.id, each.target.id))
            if TIE_KINDS[each.kind].spec.symmetric
            else (each.source.id, each.target.id)
        )
        stored = _counterpart(by_ends.get((each.kind, ends[0], ends[1]), []), values.get("valid_from"))
        whole = {"source_id": ends[0], "target_id": ends[1]}
        before = as_record(stored) if stored is not None else {}
        merged = _changed(before, values, draft) if stored is not None else _with_defaults(values, draft)
        tie = _valid(TIE_KINDS[each.kind], {**merged, **whole}, each.values, each.places, draft)
        if tie is None:
            continue
        named.add(tie.key if stored is None else stored.key)
        name = f"{each.source.name} → {each.target.name}"
        if not ends_fit(tie, each.source.kind, each.target.kind) and not ends_fit(
            tie, each.target.kind, each.source.kind
        ):
            draft.misfit(
                each.places[0], wrong_ends(tie, {tie.source_id: each.source.kind, tie.target_id: each.target.kind})
            )
            continue
        details = _details(each.kind, before, as_record(tie)) if stored is not None else ()
        state = "new" if stored is None else "changed" if details else "same"
        entries.append(Entry(state, each.kind, tie.key, name, each.places[0].name, details))
        if state != "same":
            written.append(tie)
        if stored is not None and stored.key != tie.key:
            dropped.add(stored.key)
    return written, dropped, named


def _counterpart(stored: Sequence[AnyTie], valid_from: object) -> AnyTie | None:
    """Stored tie that a row speaks of: of the same beginning, or the only one where either says none."""
    same = [tie for tie in stored if tie.valid_from == (valid_from or None)]
    if same:
        return same[0]
    return stored[0] if len(stored) == 1 and (not valid_from or stored[0].valid_from is None) else None


def _gone(
    entities: Sequence[Entity], named: set[str], present: Snapshot, draft: "Draft", entries: list[Entry]
) -> tuple[set[str], set[str]]:
    """What a complete list does not name: nodes of its kinds with their ties, and ties of its columns."""
    if not draft.options.complete:
        return set(), set()
    listed = {
        entity.id
        for entity in entities
        if entity.stored is not None and (entity.rows or entity.places or entity.aliases)
    }
    nodes = {node.id: node for node in present.nodes if node.kind in draft.kinds and node.id not in listed}
    rows = {entity.id for entity in entities if entity.rows}
    gone = set()
    for tie in present.ties:
        kinds = present.node[tie.source_id].kind, present.node[tie.target_id].kind
        ours = ("", tie.kind, False) in draft.columns
        ours = ours or ((kinds[0], tie.kind, False) in draft.columns and tie.source_id in rows)
        ours = ours or ((kinds[1], tie.kind, True) in draft.columns and tie.target_id in rows)
        if (ours and tie.key not in named) or tie.source_id in nodes or tie.target_id in nodes:
            gone.add(tie.key)
            name = f"{present.node[tie.source_id].name} → {present.node[tie.target_id].name}"
            entries.append(Entry("gone", tie.kind, tie.key, name, ""))
    entries += [Entry("gone", node.kind, node.id, node.name, "") for node in nodes.values()]
    return set(nodes), gone


def _no_circles(changes: Changes, present: Snapshot, ties: Sequence["TieDraft"], draft: "Draft") -> None:
    """Refuse parts that would in the end be parts of themselves."""
    new = {(tie.source_id, tie.target_id) for tie in changes.ties if tie.kind == "part_of"}
    if not new:
        return
    gone = set(changes.drop_ties)
    up: dict[str, set[str]] = {}
    for source, target in new | {
        (t.source_id, t.target_id) for t in present.ties if t.kind == "part_of" and t.key not in gone
    }:
        up.setdefault(source, set()).add(target)
    places = {(t.source.id, t.target.id): t.places[0] for t in ties if t.kind == "part_of"}
    names = {t.source.id: t.source.name for t in ties} | {t.target.id: t.target.name for t in ties}
    for source, target in sorted(new):
        way = _way(up, target, source)
        if way and source == min(way):
            said = _CIRCLE.format(way=" → ".join(quoted(names.get(each, each)) for each in (source, *way)))
            place = places.get((source, target))
            draft.faults.add(place.name if place else "", place.say(said) if place else said)


def _way(up: Mapping[str, set[str]], start: str, end: str) -> tuple[str, ...]:
    """Way up from *start* to *end*; empty when there is none."""
    before: dict[str, str] = {start: ""}
    todo = [start]
    while todo:
        here = todo.pop(0)
        if here == end:
            way = [here]
            while before[way[-1]]:
                way.append(before[way[-1]])
            return tuple(reversed(way))
        for above in sorted(up.get(here, ())):
            if above not in before:
                before[above] = here
                todo.append(above)
    return ()


def _never_mixed(changes: Changes, present: Snapshot, draft: "Draft") -> None:
    rows = (*changes.nodes, *changes.ties)
    kinds = {row.basis is Basis.ILLUSTRATIVE for row in rows}
    if len(kinds) > 1 or (rows and present.nodes and kinds != {present.invented}):
        draft.faults.add("", NEVER_MIXED)


NEVER_MIXED = Text(
    "Erfundene und wirkliche Daten kommen nie in denselben Speicher.",
    "Invented and real data never go into the same store.",
)
_HELD = Text(
    "Die Verbindung bleibt draußen, bis entschieden ist, was mit „{name}“ gemeint ist.",
    "The tie stays out until it is decided what “{name}” means.",
)
_CIRCLE = Text("Im Kreis: {way}. Bitte eine der Zuordnungen löschen.", "In a circle: {way}. Please delete one of them.")
