"""Where everything lies on the map, in groups: fields or towns around an ellipse, their people around them."""

import math
from collections.abc import Callable, Mapping, Sequence

from graph_service.network import Network
from graph_service.views.map_facets import homes

GOLDEN = math.pi * (3 - math.sqrt(5))
STEP = 46.0
_WIDE, _WIDER, _FEW = 1.35, 1.9, 4

Place = tuple[float, float]
Homes = Mapping[str, tuple[str, ...]]


def places(network: Network) -> dict[str, Place]:
    """Place of every actor, body and field.

    Who works in several fields lies between them; who works in none lies near those it is tied to, and
    who is tied to nobody in a block below. Nothing is drawn by chance, so the map is the same at every visit.
    """
    home = homes(network)
    order = [f for f in by_likeness(network) if network.belonging[f] or network.bodies_in[f]]
    wide = _WIDE if len(network.fields) - len(order) < _FEW else _WIDER
    found = grouped(order, home, lambda who: network.nodes[who].kind != "body", wide)
    _place_by_neighbours(network, found, home)
    block(sorted(f for f in network.fields if f not in found), found, STEP * 6.6, 6, STEP * 3.2)
    block(sorted(i for i in home if i not in found), found, STEP * 2.5, 16, STEP * 1.6)
    return settled(found)


def settled(found: Mapping[str, Place]) -> dict[str, Place]:
    """Places by id, rounded so that they are the same on every machine."""
    return {node_id: (round(x, 1) + 0.0, round(y, 1) + 0.0) for node_id, (x, y) in sorted(found.items())}


def grouped(order: Sequence[str], home: Homes, late: Callable[[str], bool], wide: float = _WIDE) -> dict[str, Place]:
    """Groups on an ellipse, those in one around it, those in several between them; who is *late* sits farther out."""
    centre = ring(order, home, wide)
    found: dict[str, Place] = dict(centre)
    count: dict[tuple[str, ...], int] = {}
    for who in sorted(home, key=lambda i: (late(i), i)):
        mine = tuple(g for g in home[who] if g in centre)
        if mine:
            found[who] = around(middle([centre[g] for g in mine]), count, mine)
    return found


def ring(order: Sequence[str], home: Homes, wide: float = _WIDE) -> dict[str, Place]:
    """Centres of the groups on an ellipse, each with room for the people that are only there."""
    own = dict.fromkeys(order, 0)
    for mine in home.values():
        if len(mine) == 1 and mine[0] in own:
            own[mine[0]] += 1
    room = {g: STEP * math.sqrt(own[g] + 2) + STEP for g in order}
    whole = sum(2 * room[g] for g in order)
    radius = max(STEP * 5, whole / (2 * math.pi))
    centre, gone = {}, 0.0
    for g in order:
        angle = 2 * math.pi * (gone + room[g]) / whole - math.pi / 2
        gone += 2 * room[g]
        centre[g] = (radius * wide * math.cos(angle), radius * 0.85 * math.sin(angle))
    return centre


def block(ids: Sequence[str], found: dict[str, Place], step: float, wide: int, high: float) -> None:
    """Put what has no place of its own into rows below everything else."""
    low = max((y for _, y in found.values()), default=0.0) + STEP * 2.5
    wide = min(wide, max(1, len(ids)))
    for i, node_id in enumerate(ids):
        found[node_id] = ((i % wide - (wide - 1) / 2) * step, low + (i // wide) * high)


def by_likeness(network: Network) -> list[str]:
    """Fields in an order that puts those with people in common side by side."""
    inside = {f: {*network.belonging[f], *network.bodies_in[f]} for f in network.fields}
    waiting = sorted(network.fields, key=lambda f: (-len(inside[f]), f))
    order = waiting[:1]
    waiting = waiting[1:]
    while waiting:
        nearest = min(waiting, key=lambda f: (-len(inside[f] & inside[order[-1]]), -len(inside[f]), f))
        order.append(nearest)
        waiting.remove(nearest)
    return order


def middle(at: Sequence[Place]) -> Place:
    """Point in the middle of others."""
    return sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at)


def around(centre: Place, count: dict[tuple[str, ...], int], group: tuple[str, ...]) -> Place:
    """Next seat of a sunflower around *centre*; the first ring leaves room for what stands in the middle."""
    n = count[group] = count.get(group, 0) + 1
    reach = STEP * math.sqrt(n + (1.5 if len(group) == 1 else -0.5))
    angle = (n - 1) * GOLDEN - math.pi / 2
    return centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)


def _place_by_neighbours(network: Network, found: dict[str, Place], home: Homes) -> None:
    waiting = sorted(i for i in home if i not in found)
    count: dict[tuple[str, ...], int] = {}
    while True:
        ready = [i for i in waiting if any(there in found for there in network.graph[i])]
        if not ready:
            return
        here = {}
        for node_id in ready:
            near = sorted(there for there in network.graph[node_id] if there in found)
            here[node_id] = around(middle([found[there] for there in near]), count, (*near, ""))
        found.update(here)
        waiting = [i for i in waiting if i not in here]
