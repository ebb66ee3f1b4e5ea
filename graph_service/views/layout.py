"""Where everything lies on the map: fields around an ellipse, their people around them; the same for everybody."""

import math

from graph_service.network import Network

GOLDEN = math.pi * (3 - math.sqrt(5))
STEP = 46.0

Place = tuple[float, float]


def places(network: Network) -> dict[str, Place]:
    """Place of every actor, body and field, in pixels of a map shown one to one.

    Who works in several fields lies between them; who works in none lies near those it is tied to, and
    who is tied to nobody in a block below. Nothing is drawn by chance, so the map is the same at every visit.
    """
    homes = _homes(network)
    order = [f for f in _by_likeness(network) if network.belonging[f] or network.bodies_in[f]]
    centre = _ring(order, homes)
    found: dict[str, Place] = dict(centre)
    count: dict[tuple[str, ...], int] = {}
    for node_id in sorted(homes, key=lambda i: (network.nodes[i].kind != "body", i)):
        home = homes[node_id]
        if home:
            found[node_id] = _around(_middle([centre[f] for f in home]), count, home)
    _place_by_neighbours(network, found, homes)
    _block(sorted(f for f in network.fields if f not in found), found, STEP * 6.6, 7)
    _block(sorted(i for i in homes if i not in found), found, STEP * 2.5, 16)
    return {node_id: (round(x, 1), round(y, 1)) for node_id, (x, y) in sorted(found.items())}


def _ring(order: list[str], homes: dict[str, tuple[str, ...]]) -> dict[str, Place]:
    """Centres of the fields on an ellipse, each with room for the people that are only there."""
    own = {f: sum(home == (f,) for home in homes.values()) for f in order}
    room = {f: STEP * math.sqrt(own[f] + 2) + STEP for f in order}
    around = sum(2 * room[f] for f in order)
    radius = max(STEP * 5, around / (2 * math.pi))
    centre, gone = {}, 0.0
    for f in order:
        angle = 2 * math.pi * (gone + room[f]) / around - math.pi / 2
        gone += 2 * room[f]
        centre[f] = (radius * 1.35 * math.cos(angle), radius * 0.85 * math.sin(angle))
    return centre


def _block(ids: list[str], found: dict[str, Place], step: float, wide: int) -> None:
    """Put what has no place of its own into rows below everything else."""
    low = max((y for _, y in found.values()), default=0.0) + STEP * 2.5
    wide = min(wide, max(1, len(ids)))
    for i, node_id in enumerate(ids):
        found[node_id] = ((i % wide - (wide - 1) / 2) * step, low + (i // wide) * STEP * 2.8)


def _homes(network: Network) -> dict[str, tuple[str, ...]]:
    homes: dict[str, list[str]] = {node.id: [] for kind in ("actor", "body") for node in network.of(kind)}
    for field_id in network.fields:
        for who in {*network.belonging[field_id], *network.bodies_in[field_id]}:
            homes[who].append(field_id)
    return {who: tuple(home) for who, home in homes.items()}


def _by_likeness(network: Network) -> list[str]:
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


def _middle(at: list[Place]) -> Place:
    return sum(x for x, _ in at) / len(at), sum(y for _, y in at) / len(at)


def _around(middle: Place, count: dict[tuple[str, ...], int], group: tuple[str, ...]) -> Place:
    """Next seat of a sunflower around *middle*; the first ring leaves room for the field itself."""
    n = count[group] = count.get(group, 0) + 1
    reach = STEP * math.sqrt(n + (1.5 if len(group) == 1 else -0.5))
    angle = (n - 1) * GOLDEN - math.pi / 2
    return middle[0] + reach * math.cos(angle), middle[1] + reach * math.sin(angle)


def _place_by_neighbours(network: Network, found: dict[str, Place], homes: dict[str, tuple[str, ...]]) -> None:
    waiting = sorted(i for i in homes if i not in found)
    count: dict[tuple[str, ...], int] = {}
    while True:
        ready = [i for i in waiting if any(there in found for there in network.graph[i])]
        if not ready:
            return
        here = {}
        for node_id in ready:
            near = sorted(there for there in network.graph[node_id] if there in found)
            here[node_id] = _around(_middle([found[there] for there in near]), count, (*near, ""))
        found.update(here)
        waiting = [i for i in waiting if i not in here]
