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
    fields = network.fields
    homes = _homes(network)
    crowd = max((sum(home[:1] == (f,) for home in homes.values()) for f in fields), default=0)
    radius = max(260.0, len(fields) * (STEP * math.sqrt(crowd + 4) + 40) / math.pi)
    centre = {
        field_id: (
            radius * 1.35 * math.cos(2 * math.pi * i / len(fields) - math.pi / 2),
            radius * 0.8 * math.sin(2 * math.pi * i / len(fields) - math.pi / 2),
        )
        for i, field_id in enumerate(_by_likeness(network))
    }
    found: dict[str, Place] = dict(centre)
    count: dict[tuple[str, ...], int] = {}
    for node_id in sorted(homes, key=lambda i: (network.nodes[i].kind != "body", i)):
        home = homes[node_id]
        if home:
            found[node_id] = _around(_middle([centre[f] for f in home]), count, home)
    _place_by_neighbours(network, found, homes)
    loose = sorted(i for i in homes if i not in found)
    low = max((y for _, y in found.values()), default=0.0) + 130
    wide = max(1, round(math.sqrt(len(loose) * 4)))
    for i, node_id in enumerate(loose):
        found[node_id] = ((i % wide - (wide - 1) / 2) * STEP * 2.2, low + (i // wide) * STEP * 1.3)
    return {node_id: (round(x, 1), round(y, 1)) for node_id, (x, y) in sorted(found.items())}


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
    return middle[0] + reach * math.cos(n * GOLDEN), middle[1] + reach * math.sin(n * GOLDEN)


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
