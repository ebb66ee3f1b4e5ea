"""A topic: who and what belongs to a field, a target group or a municipality, and who speaks for all of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from graph_service.analyses._voices import voices
from graph_service.kernels.set_cover import Cover, smallest_cover
from graph_service.network import Network
from graph_service.words import Text

VOICE = ""  # stands for “a migrant voice” among the things to be represented; never the id of a node
ITSELF = " "  # the topic itself: what actors represent if there is nothing else to represent


@dataclass(frozen=True)
class Topic:
    """What a topic holds: its fields with their parts, actors, bodies, and everything that should be represented."""

    name: Text
    fields: tuple[str, ...]
    group: str | None
    place: str | None
    actors: tuple[str, ...]
    bodies: tuple[str, ...]
    things: tuple[str, ...]
    holds: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Round:
    """Who is chosen in which order, what each adds, and how few could do."""

    members: tuple[tuple[str, tuple[str, ...]], ...]
    cover: Cover


def topic_of(network: Network, field: str | None, group: str | None, place: str | None, types: str) -> Topic:
    """Put a topic together from ids in the network; None leaves that side open."""
    ids = [i for i in (field, group, place) if i is not None]
    fields = _with_parts(network, network.field_of[field]) if field else ()
    there = _there(network)
    bodies = _bodies(network, fields, [i for i in (group, place) if i], there)
    actors = {a for f in fields for a in network.belonging[f]} if fields else {n.id for n in network.of("actor")}
    for thing in (group, place):
        if thing:
            actors &= {who for who, things in there.items() if thing in things}
    own = _held(network, sorted(actors), fields, bodies, {group, place})
    for actor in actors & voices(network, types).everybody:
        own[actor].add(VOICE)
    if not any(own.values()):
        own = {actor: {ITSELF} for actor in own}
    things = sorted({thing for held in own.values() for thing in held}.union(bodies))
    return Topic(
        name=_name(network, ids),
        fields=fields,
        group=group,
        place=place,
        actors=tuple(sorted(actors)),
        bodies=bodies,
        things=tuple(things),
        holds={actor: tuple(sorted(held)) for actor, held in sorted(own.items())},
    )


def _held(
    network: Network, actors: Sequence[str], fields: Sequence[str], bodies: Sequence[str], fixed: set[str | None]
) -> dict[str, set[str]]:
    """Actor → bodies, parts (all fields if the topic names none), municipalities and target groups it stands for."""
    there = _there(network)
    own = {actor: set(there.get(actor, ())) - fixed for actor in actors}
    inside = {
        **{body: network.members[body] for body in bodies},
        **{f: network.belonging[f] for f in (fields[1:] if fields else network.fields)},
    }
    for thing, members in inside.items():
        for actor in members:
            if actor in own:
                own[actor].add(thing)
    return own


def _name(network: Network, ids: Sequence[str]) -> Text:
    names = [network.name(i) for i in ids]
    return Text(", ".join(f"„{name}“" for name in names), ", ".join(f"“{name}”" for name in names))


def _there(network: Network) -> dict[str, tuple[str, ...]]:
    """Who → municipalities and target groups."""

    def make() -> dict[str, tuple[str, ...]]:
        table: dict[str, set[str]] = {}
        for tie in network.ties_of("active_in", "serves"):
            table.setdefault(tie.source_id, set()).add(tie.target_id)
        return {who: tuple(sorted(things)) for who, things in table.items()}

    return network.remembered("places and groups", make)


def _with_parts(network: Network, field: str) -> tuple[str, ...]:
    """Return the field, then its parts and their parts by id."""
    parts: dict[str, set[str]] = {}
    for tie in network.ties_of("part_of"):
        if network.nodes[tie.source_id].kind == "field":
            parts.setdefault(network.field_of[tie.target_id], set()).add(network.field_of[tie.source_id])
    found, row = {field}, {field}
    while row:
        row = {part for whole in row for part in parts.get(whole, ())} - found
        found |= row
    return (field, *sorted(found - {field}))


def _bodies(
    network: Network, fields: Sequence[str], things: Sequence[str], there: Mapping[str, tuple[str, ...]]
) -> tuple[str, ...]:
    """Bodies of the fields; without a field those that serve or are active there themselves."""
    if fields:
        return tuple(sorted({body for f in fields for body in network.bodies_in[f]}))
    return tuple(n.id for n in network.of("body") if set(things) <= set(there.get(n.id, ())))


def seats(network: Network) -> dict[str, int]:
    """Actor → number of bodies it sits in."""

    def make() -> dict[str, int]:
        count: dict[str, int] = {}
        for inside in network.members.values():
            for actor in inside:
                count[actor] = count.get(actor, 0) + 1
        return count

    return network.remembered("seats", make)


def small_round(network: Network, topic: Topic) -> Round:
    """Fewest actors that represent everything of the topic somebody represents; who has fewer seats wins ties."""
    load = seats(network)
    rows = sorted(topic.actors, key=lambda actor: (load.get(actor, 0), actor))
    return _round([(who, topic.holds[who]) for who in rows], topic.things)


def full_round(network: Network, topic: Topic) -> Round:
    """Fewest bodies whose members are all actors of the topic that sit in any; larger bodies first."""
    inside = set(topic.actors)
    rows = [(body, tuple(a for a in network.members[body] if a in inside)) for body in topic.bodies]
    return _round(rows, topic.actors)


def _round(rows: Sequence[tuple[str, tuple[str, ...]]], things: Sequence[str]) -> Round:
    column = {thing: j for j, thing in enumerate(things)}
    indptr = np.cumsum([0, *(len(held) for _, held in rows)])
    indices = np.array([column[thing] for _, held in rows for thing in held], dtype=np.int64)
    shape = (len(rows), len(things))
    cover = smallest_cover(sp.csr_array((np.ones(len(indices)), indices, indptr), shape=shape))
    done: set[str] = set()
    members = []
    for i in cover.chosen:
        who, held = rows[i]
        members.append((who, tuple(thing for thing in held if thing not in done)))
        done.update(held)
    return Round(tuple(members), cover)
