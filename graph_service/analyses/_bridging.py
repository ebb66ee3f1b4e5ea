"""What bridging-actors needs of a network: its ties as numbers, who carries what alone, who could stand in."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from graph_service.analyses._field_pairs import Pair, pairs
from graph_service.kernels.bridging import Bridging, Measured, Pairs
from graph_service.model import AnyTie
from graph_service.network import Network
from graph_service.words import Text

POWERHOUSE = Text("trägt viele Feldpaare, auch allein", "carries many pairs of fields, some alone")
CONNECTOR = Text("trägt viele Feldpaare, neben anderen", "carries many pairs of fields, beside others")
LINCHPIN = Text("trägt wenige Feldpaare, diese allein", "carries few pairs of fields, but alone")
SIDELINER = Text("trägt wenige Feldpaare, neben anderen", "carries few pairs of fields, beside others")


@dataclass(frozen=True)
class Prepared:
    """A network as numbers: nodes in the order of `Network.acting`, ties in the order of *ties*."""

    ties: tuple[AnyTie, ...]
    bridging: Bridging
    observed: Measured


def prepared(network: Network) -> Prepared:
    """Number the ties among actors and bodies and those that place them in fields."""
    return network.remembered("bridging", lambda: _prepared(network))


def _prepared(network: Network) -> Prepared:
    node = {node_id: i for i, node_id in enumerate(network.acting)}
    field = {field_id: j for j, field_id in enumerate(network.fields)}
    joining = [
        tie
        for tie in network.ties
        if tie.source_id in node
        and tie.target_id in node
        and (tie.kind != "took_part_in" or network.scope.participation)
    ]
    ties = (*joining, *network.ties_of("works_in"))
    joined, seats, placed = [], [], []
    for i, tie in enumerate(ties):
        a = node[tie.source_id]
        if tie.kind == "works_in":
            placed.append((a, field[network.field_of[tie.target_id]], i))
            continue
        b = node[tie.target_id]
        joined.append((min(a, b), max(a, b), i))
        if tie.kind in network.membership_kinds and network.nodes[tie.source_id].kind == "actor":
            seats.append((a, b, i))
    is_body = np.array([network.nodes[node_id].kind == "body" for node_id in network.acting], dtype=np.bool_)
    count = len(ties)
    bridging = Bridging(
        is_body, len(field), Pairs.of(joined, count), Pairs.of(placed, count), Pairs.of(seats, count)
    )  # fmt: skip
    return Prepared(ties, bridging, bridging.measured(np.ones((1, count), dtype=np.bool_)))


def carried(network: Network) -> dict[str, tuple[Pair, ...]]:
    """Pairs of fields that each actor or body carries alone."""
    alone: dict[str, list[Pair]] = {}
    for pair in pairs(network):
        if len(pair.carriers) == 1:
            alone.setdefault(pair.carriers[0], []).append(pair)
    return {who: tuple(found) for who, found in alone.items()}


def kind_of_bridge(activity: float, exclusivity: float, means: tuple[float, float]) -> Text | None:
    """Which of the four kinds a carrier is, by the means of all carriers; None if it carries nothing."""
    if not activity:
        return None
    if activity > means[0]:
        return POWERHOUSE if exclusivity > means[1] else CONNECTOR
    return LINCHPIN if exclusivity > means[1] else SIDELINER


def stand_ins(
    network: Network, who: str, fields: Iterable[str], without: Iterable[str] = (), most: int = 2
) -> tuple[str, ...]:
    """Actors who could carry a link too, being in contact with *who* already; least busy first.

    In contact: in a body with *who*, in the body itself, or joined by any other tie. Those in more of the fields come
    first, then those with fewer seats, then by id; where nobody is in any of the fields, all contacts count.
    """
    bodies = {tie.target_id for tie in network.ties_at(who) if tie.kind in network.membership_kinds}
    met = {actor for body in bodies for actor in network.members[body]}
    met |= {end for tie in network.ties_at(who) for end in (tie.source_id, tie.target_id)}
    wanted = sorted(set(fields))
    found = []
    for actor in met - {who, *without}:
        if network.nodes[actor].kind == "actor":
            inside = sum(actor in network.belonging[f] for f in wanted)
            found.append((-inside, len(seats_of(network, actor)), actor))
    inside_only = [row for row in found if row[0]] or found
    return tuple(actor for *_, actor in sorted(inside_only)[:most])


def seats_of(network: Network, actor: str) -> tuple[str, ...]:
    """Bodies in which the actor is a member, sorted."""
    ties = network.ties_at(actor)
    return tuple(sorted({t.target_id for t in ties if t.source_id == actor and t.kind in network.membership_kinds}))
