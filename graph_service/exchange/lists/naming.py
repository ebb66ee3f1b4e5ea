"""Who is meant by a name in a list: known things, things the list brings, and what a person decided."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_service.exchange.lists.convert import shortened
from graph_service.exchange.lists.likeness import plain_name
from graph_service.exchange.lists.rows import Cell, Place
from graph_service.model import NODE_KINDS, AnyNode
from graph_service.snapshot import Snapshot

NEW, LATER, SAME = "new", "later", "="
"""Decisions on a name: it is somebody new; leave it out for now; the same as what the key after ``=`` names."""
_MADE = ("actor", "body", "field", "target_group", "municipality")
_BODY = re.compile(
    r"^(ag|ak|arbeits(kreis|gruppe|gemeinschaft)|netzwerk|runde[rs]? tisch|buendnis|kommission|beirat|steuerungs\w*|"
    r"lenkungs\w*|forum|"
    r"integrationskommission|auslaenderbeirat|kerngruppe|projektgruppe|fachgruppe|koordinierungs(kreis|gruppe))\b"
)
_SLUG = re.compile(r"[a-z0-9][a-z0-9._-]*")
_LONGEST_ID = 110


@dataclass(slots=True)
class Entity:
    """One thing the list speaks of: stored already, or new; its values with where each was read."""

    kind: str
    key: str
    name: str
    stored: AnyNode | None = None
    id: str = ""
    values: dict[str, tuple[Any, Place]] = field(default_factory=dict)
    aliases: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    rows: int = 0
    held: bool = False


def key_of(kind: str, name: str) -> str:
    """Key under which a decision on a name is kept."""
    return f"{kind}:{plain_name(name)}"


class Names:
    """Finds who is meant; makes what is new."""

    def __init__(self, snapshot: Snapshot, decisions: Mapping[str, str]) -> None:
        """Know everything of *snapshot* by its names."""
        self._decisions = decisions
        self._stored = {node.id: node for node in snapshot.nodes}
        self._by_name: dict[str, dict[str, list[str]]] = {kind: {} for kind in NODE_KINDS}
        for node in snapshot.nodes:
            for name in dict.fromkeys((node.name, node.short_name or "", *node.aliases)):
                if plain_name(name):
                    self._by_name[node.kind].setdefault(plain_name(name), []).append(node.id)
        self._entities: dict[str, Entity] = {}
        self._also: dict[str, str] = {}
        self._in_file: dict[str, Entity] = {}

    @property
    def entities(self) -> tuple[Entity, ...]:
        """Everything the list speaks of, in the order it first does."""
        return tuple(self._entities.values())

    def of_row(self, kind: str, name: str, identity: str, place: Place) -> Entity | list[str]:
        """Who a row of nodes is about; ids to choose from where several have that name."""
        stored = self._stored.get(identity)
        if stored is not None and stored.kind == kind:
            found: Entity | list[str] = self._of_stored(stored)
        else:
            found = self._named(kind, name) or self._make(kind, name)
        if isinstance(found, Entity):
            found.rows += 1
            found.places.append(place)
            if identity:
                self._in_file.setdefault(identity, found)
                if found.stored is None and not found.id and usable(identity) and identity not in self._stored:
                    found.id = identity
        return found

    def also_called(self, entity: Entity, names: Iterable[str]) -> None:
        """Let cells name an entity by its short name and aliases too, as far as nobody else has them."""
        for name in names:
            if plain_name(name):
                self._also.setdefault(key_of(entity.kind, name), entity.key)

    def meant(self, cell: Cell, name: str, kinds: Sequence[str]) -> Entity | list[str] | None:
        """Who a name in a cell means among *kinds*; made anew where that kind may be; None where nobody is called so."""
        stored = self._stored.get(name)
        if stored is not None and stored.kind in kinds:
            return self._of_stored(stored)
        in_file = self._in_file.get(name)
        if in_file is not None and in_file.kind in kinds:
            return in_file
        several: list[str] = []
        for kind in kinds:
            found = self._named(kind, name)
            if isinstance(found, Entity):
                return found
            several += found or []
        if several:
            return several
        wanted = "body" if "body" in kinds and _BODY.match(plain_name(name)) else kinds[0]
        if wanted not in _MADE or not plain_name(name):
            return None
        made = self._make(wanted, name)
        made.places.append(cell.place)
        return made

    def other_kind(self, name: str, kinds: Sequence[str]) -> str | None:
        """Kind that a name is known as, when it is none of *kinds*."""
        for kind in NODE_KINDS:
            known = plain_name(name) in self._by_name[kind] or key_of(kind, name) in self._entities
            if kind not in kinds and known:
                return kind
        return None

    def _named(self, kind: str, name: str) -> Entity | list[str] | None:
        plain = plain_name(name)
        key = f"{kind}:{plain}"
        if key in self._entities:
            return self._entities[key]
        decided = self._decisions.get(key, "")
        if decided.startswith(SAME):
            target = self._target(decided[1:])
            if target is not None:
                if plain_name(target.name) != plain and name not in target.aliases:
                    target.aliases.append(name)
                return target
        ids = self._by_name[kind].get(plain, [])
        if len(ids) == 1:
            return self._of_stored(self._stored[ids[0]])
        if len(ids) > 1:
            exact = [i for i in ids if self._stored[i].name == name]
            return self._of_stored(self._stored[exact[0]]) if len(exact) == 1 else ids
        also = self._also.get(key)
        return self._entities.get(also) if also else None

    def _target(self, key: str) -> Entity | None:
        if key in self._stored:
            return self._of_stored(self._stored[key])
        return self._entities.get(key)

    def _of_stored(self, node: AnyNode) -> Entity:
        key = f"#{node.id}"
        if key not in self._entities:
            self._entities[key] = Entity(node.kind, key, node.name, node, node.id)
        return self._entities[key]

    def _make(self, kind: str, name: str) -> Entity:
        key = key_of(kind, name)
        entity = Entity(kind, key, name)
        entity.held = self._decisions.get(key) == LATER
        self._entities[key] = entity
        return entity

    def give_ids(self) -> None:
        """Give every new entity an id that nobody has."""
        taken = {*self._stored, *(entity.id for entity in self._entities.values() if entity.id)}
        for entity in self._entities.values():
            if entity.id:
                continue
            base = slug(entity.name) or entity.kind
            entity.id, n = base, 2
            while entity.id in taken:
                entity.id, n = f"{base}-{n}", n + 1
            taken.add(entity.id)


def usable(identity: str) -> bool:
    """Whether an id of a list can be ours: a running number says nothing outside its list."""
    return (
        bool(_SLUG.fullmatch(identity))
        and len(identity) <= _LONGEST_ID
        and re.search(r"[a-z]{2}", identity) is not None
    )


def slug(name: str) -> str:
    """Id made of a name."""
    return plain_name(shortened(name)).replace(" ", "-")[:_LONGEST_ID].strip("-")
