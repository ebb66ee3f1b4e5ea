"""From mapped sheets and what is stored to a preview: reads rows, finds who is meant, compares, and builds one change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.exchange.lists import plan_texts as said
from graph_service.exchange.lists.compare import Compared, compared
from graph_service.exchange.lists.convert import column_of, converted
from graph_service.exchange.lists.forms import KIND, SEAT, Column, forms
from graph_service.exchange.lists.likeness import Alike, alike, spelt_ways
from graph_service.exchange.lists.mapping import SheetMapping, missing
from graph_service.exchange.lists.naming import NEW, Entity, Names
from graph_service.exchange.lists.preview import Aside, Entry, Preview, Question
from graph_service.exchange.lists.reading import Read
from graph_service.exchange.lists.rows import Cell, Place, Record, records
from graph_service.exchange.lists.synonyms import EVERYWHERE
from graph_service.exchange.lists.values import node_kind, several, tie_kind
from graph_service.exchange.messages import quoted
from graph_service.exchange.sheet import Faults
from graph_service.model import NODE_KINDS, TIE_KINDS
from graph_service.searching import folded
from graph_service.snapshot import Snapshot
from graph_service.words import Text

_EVERYWHERE = frozenset(folded(word) for word in EVERYWHERE)


@dataclass(frozen=True, slots=True)
class Options:
    """What a person says about a whole list.

    ``complete``: what the list does not name is gone. ``leave_out``: cells that do not fit are left out and listed,
    instead of refusing the list. ``source`` and ``as_of`` stand for rows that say none. ``decisions`` answer questions
    by their key.
    """

    complete: bool = False
    leave_out: bool = False
    source: str = ""
    as_of: str = ""
    decisions: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class TieDraft:
    """One tie the list speaks of."""

    kind: str
    source: Entity
    target: Entity
    values: dict[str, tuple[Any, Place]] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """What was read so far."""

    names: Names
    faults: Faults
    notes: Faults
    left_out: Faults
    options: Options
    ties: dict[tuple[str, str, str, str], TieDraft] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    columns: set[tuple[str, str, bool]] = field(default_factory=set)

    def misfit(self, place: Place, text: Text) -> None:
        """Note a cell that does not fit: left out where the person said so, else a fault."""
        (self.left_out if self.options.leave_out else self.faults).add(place.name, place.say(text))


def preview(read: Read, mappings: Sequence[SheetMapping], present: Snapshot, options: Options | None = None) -> Preview:
    """Work out what importing a list would do; nothing is written.

    Parameters
    ----------
    read
        The file as it was read.
    mappings
        What each of its sheets means.
    present
        What is stored, as far as the person sees.
    options
        What the person says about the whole list.
    """
    options = options or Options()
    faults, notes = Faults(), Faults()
    for kept, more in ((faults, read.faults), (notes, read.notes)):
        kept.extend(tuple(more.kept))
    draft = Draft(Names(present, options.decisions), faults, notes, Faults(), options)
    ready = [mapping for mapping in mappings if mapping.form is not None and _complete(mapping, faults)]
    found = [record for mapping in ready for record in records(mapping, notes)]
    nodes = [record for record in found if not record.form.is_ties]
    entities = [_node_row(draft, record) for record in nodes]
    for record, entity in zip(nodes, entities, strict=True):
        if entity is not None:
            origin = converted("works_in", {n: record.own[n] for n in ("source", "as_of") if n in record.own})
            for column, cell in record.others:
                _named_in_cell(draft, entity, column, Record(record.form, cell.place, {}), (cell, origin))
    for record in found:
        if record.form.is_ties:
            _tie_row(draft, record)
    questions = _questions(draft, present)
    done: Compared = compared(draft.names.entities, list(draft.ties.values()), present, draft)
    return Preview(
        tuple(mappings), _held(draft, done.entries), questions, _aside(mappings),
        tuple(faults.kept), faults.count, tuple(notes.kept), notes.count,
        tuple(draft.left_out.kept), draft.left_out.count, done.changes, present.revision.number,
    )  # fmt: skip


def _complete(mapping: SheetMapping, faults: Faults) -> bool:
    lacking = missing(mapping)
    if mapping.form is None or not lacking:
        return True
    labels = [mapping.form.columns[name].label for name in lacking]
    what = Text(", ".join(f"„{label.de}“" for label in labels), ", ".join(f"“{label.en}”" for label in labels))
    sentence = said.NO_KIND if lacking == (KIND,) else said.LACKING
    faults.add(
        mapping.grid.at(mapping.row),
        sentence.format(sheet=quoted(mapping.grid.title), what=what, form=mapping.form.label),
    )
    return False


def _node_row(draft: Draft, record: Record) -> Entity | None:
    kind = record.form.id
    if kind not in NODE_KINDS:  # entries with their kind in a column
        word = record.own.get(KIND)
        kind = (node_kind(word.text) if word else None) or "actor"
        if word is not None and node_kind(word.text) is None:
            record = Record(record.form, record.place, {**record.own, "actor_type": word}, record.others)
    name = record.own.get("name")
    if name is None:
        if record.own or record.others:
            draft.misfit(record.place, said.NO_NAME)
        return None
    identity = record.own["id"].text if "id" in record.own else ""
    found = draft.names.of_row(kind, " ".join(name.text.split()), identity, record.place)
    if isinstance(found, list):
        draft.misfit(name.place, said.SEVERAL.format(name=quoted(name.text), ids=", ".join(found)))
        return None
    draft.kinds.add(kind)
    values = converted(kind, record.own)
    if found.stored is not None and found.stored.id != identity:
        values.pop("name", None)  # known by another of its names; the stored one stays
    merge_values(draft, found.values, values, record)
    draft.names.also_called(found, (values.get("short_name", ""), *values.get("aliases", ())))
    return found


def merge_values(draft: Draft, kept: dict[str, tuple[Any, Place]], values: Mapping[str, Any], record: Record) -> None:
    """Take the values of one row; two rows that say different things of the same contradict each other."""
    for name, value in values.items():
        cell = column_of(record.own, name)
        place = cell.place if cell is not None else record.place
        if name not in kept:
            kept[name] = (value, place)
        elif kept[name][0] != value:
            before, where = kept[name]
            if isinstance(value, tuple):
                kept[name] = (tuple(dict.fromkeys((*before, *value))), where)
            elif name != "name":
                draft.faults.add(
                    place.name,
                    place.say(said.CONTRADICTION.format(value=quoted(value), before=quoted(before), where=where.name)),
                )


def _named_in_cell(
    draft: Draft, entity: Entity, column: Column, place: Record, said_in: tuple[Cell, Mapping[str, Any]]
) -> None:
    """Take ties to everything a cell names; where the row comes from goes for them too."""
    cell, origin = said_in
    draft.columns.add((entity.kind, column.tie, column.inverse))
    values = {**({"note": "Sitz"} if column.id == SEAT else {}), **origin}
    for name in several(cell.text):
        if column.kinds == ("municipality",) and folded(name) in _EVERYWHERE:
            draft.notes.add(cell.place.name, cell.place.say(said.EVERYWHERE_TEXT.format(name=quoted(name))))
            continue
        other = _meant(draft, cell, name, column.kinds)
        if other is not None:
            source, target = (other, entity) if column.inverse else (entity, other)
            _tie(draft, column.tie, (source, target), values, place)


def _meant(draft: Draft, cell: Cell, name: str, kinds: Sequence[str]) -> Entity | None:
    known = draft.names.other_kind(name, kinds)
    found = None if known else draft.names.meant(cell, name, kinds)
    if isinstance(found, Entity):
        return found
    wanted = Text(*(" / ".join(NODE_KINDS[kind].spec.text[language] for kind in kinds) for language in ("de", "en")))
    if known:
        draft.misfit(
            cell.place, said.OTHER_KIND.format(name=quoted(name), known=NODE_KINDS[known].spec.text, wanted=wanted)
        )
    elif found:
        draft.misfit(cell.place, said.SEVERAL.format(name=quoted(name), ids=", ".join(found)))
    else:
        draft.misfit(cell.place, said.NOBODY.format(name=quoted(name), wanted=wanted))
    return None


def _tie_row(draft: Draft, record: Record) -> None:
    kind, turned = record.form.id, False
    if kind not in TIE_KINDS:
        word = record.own.get(KIND)
        meant = tie_kind(word.text) if word else None
        if word is None:
            draft.misfit(record.place, said.NO_TIE_KIND)
            return
        if meant is None:
            known = Text(
                ", ".join(c.spec.text.de for c in TIE_KINDS.values()),
                ", ".join(c.spec.text.en for c in TIE_KINDS.values()),
            )
            draft.misfit(word.place, said.UNKNOWN_TIE.format(word=quoted(word.text), known=known))
            return
        kind, turned = meant
    first, last = record.own.get("source_id"), record.own.get("target_id")
    if first is None or last is None:
        draft.misfit(record.place, said.NO_END)
        return
    spec = TIE_KINDS[kind].spec
    ends = (last, first) if turned else (first, last)
    starts, targets = ([Cell(name, cell.place) for name in several(cell.text)] for cell in ends)
    draft.columns.add(("", kind, False))
    for start in starts:
        for end in targets:
            source = _meant(draft, start, start.text, spec.sources)
            target = _meant(draft, end, end.text, (source.kind,) if spec.same_kind and source else spec.targets)
            if source is not None and target is not None:
                _tie(draft, kind, (source, target), converted(kind, record.own), record)


def _tie(draft: Draft, kind: str, ends: tuple[Entity, Entity], values: Mapping[str, Any], record: Record) -> None:
    source, target = ends
    if source is target:
        draft.misfit(record.place, said.ITSELF.format(name=quoted(source.name)))
        return
    if TIE_KINDS[kind].spec.symmetric and target.key < source.key:
        source, target = target, source
    key = (kind, source.key, target.key, str(values.get("valid_from", "")))
    found = draft.ties.get(key) or draft.ties.setdefault(key, TieDraft(kind, source, target))
    found.places.append(record.place)
    merge_values(draft, found.values, values, record)


def _questions(draft: Draft, present: Snapshot) -> tuple[Question, ...]:
    """Ask about every new name that may mean somebody known, or another new one; those not decided are held."""
    new = [entity for entity in draft.names.entities if entity.stored is None]
    places = spelt_ways(
        [node.name for node in present.nodes if node.kind == "municipality"]
        + [entity.name for entity in new if entity.kind == "municipality"]
    )
    asked: list[Question] = []
    for kind in NODE_KINDS:
        mine = [entity for entity in new if entity.kind == kind]
        if not mine or kind in ("need", "recommendation", "survey"):
            continue
        names = [(e.key, name) for e in mine for name in (e.name, str(e.values.get("short_name", ("",))[0])) if name]
        known = [
            (n.id, name)
            for n in present.nodes
            if n.kind == kind
            for name in (n.name, n.short_name or "", *n.aliases)
            if name
        ]
        found = alike(names, known, frozenset() if kind == "municipality" else places)
        for entity in mine:
            options: tuple[Alike, ...] = found.get(entity.key, ())
            if not options:
                continue
            decided = draft.options.decisions.get(entity.key, "")
            entity.held = decided != NEW
            asked.append(
                Question(
                    entity.key, kind, entity.name, entity.places[0].name if entity.places else "", options, decided
                )
            )
    return tuple(asked)


def _held(draft: Draft, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    held = [
        Entry("held", e.kind, e.key.partition(":")[2].replace(":", " "), e.name, e.places[0].name if e.places else "")
        for e in draft.names.entities
        if e.held
    ]
    return (*entries, *held)


def _aside(mappings: Sequence[SheetMapping]) -> tuple[Aside, ...]:
    aside = []
    for mapping in mappings:
        if mapping.form is None:
            aside.append(Aside(quoted(mapping.grid.title), "", len(mapping.grid.lines), said.NO_FORM))
            continue
        below = [line for line in mapping.grid.lines if line.number > mapping.row]
        for one in mapping.columns:
            count = sum(one.place < len(line.cells) and bool(line.cells[one.place]) for line in below)
            if one.column is None and (count or one.head):
                aside.append(Aside(mapping.grid.at(mapping.row, one.place), one.head, count, one.why))
    return tuple(aside)


def known_forms() -> Mapping[str, Text]:
    """Every form a sheet can be read as, by its id, with its name for people."""
    return {form.id: form.label for form in forms().values()}
