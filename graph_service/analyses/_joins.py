"""Ways in which two fields are joined, on whom all of them hang, and whether any is left when ties are missing."""

import random
from collections.abc import Mapping

from graph_service.model import AnyTie
from graph_service.network import Network

LOSS = 0.1
OWN = ""
Places = Mapping[str, frozenset[str]]


def places(network: Network, field_id: str) -> Places:
    """What places each actor of a field there: its own work (`OWN`), and bodies of the field in which it sits."""
    return network.remembered(
        ("places in", field_id),
        lambda: {
            actor: frozenset(OWN if tie.source_id == actor and tie.kind == "works_in" else tie.target_id
                             for tie in ties if tie.source_id == actor)
            for actor, ties in network.belonging[field_id].items()
        },
    )  # fmt: skip


def carriers(network: Network, first: str, second: str) -> tuple[str, ...]:
    """Who joins two fields directly: bodies in both, and actors in both other than only through such a body."""
    here, there = places(network, first), places(network, second)
    bodies = tuple(b for b in network.bodies_in[first] if b in network.bodies_in[second])
    shared = frozenset(bodies)
    return (*bodies, *(a for a in here if a in there and here[a] - shared and there[a] - shared))


def hinges(network: Network, first: str, second: str) -> tuple[str, ...]:
    """Those without whom nobody would be left in both fields: actors first, then bodies; empty if there are others.

    A way is a body that works in both, or an actor with what places it here and there; a hinge is part of every way.
    """
    here, there = places(network, first), places(network, second)
    held: set[str] | None = None
    ways = [{b} for b in network.bodies_in[first] if b in network.bodies_in[second]]
    for way in (*ways, *({a} | _needed(here[a]) | _needed(there[a]) for a in here if a in there)):
        held = way if held is None else held & way
        if not held:
            return ()
    return tuple(sorted(held or (), key=lambda i: (network.nodes[i].kind, i)))


def _needed(ways: frozenset[str]) -> frozenset[str]:
    return ways if len(ways) == 1 and OWN not in ways else frozenset()


def joining_ties(network: Network, first: str, second: str) -> tuple[AnyTie, ...]:
    """Every tie that is part of a way from one field to the other, each once."""
    ties: dict[str, AnyTie] = {}
    for table in (network.bodies_in, network.belonging):
        for who in table[first]:
            if who in table[second]:
                ties.update((tie.key, tie) for field_id in (first, second) for tie in table[field_id][who])
    return tuple(ties.values())


def still_joined(network: Network, first: str, second: str, draws: int, seed: int) -> float:
    """Share of draws in which a way is left after each tie was taken out with a chance of one tenth."""
    draw = random.Random(f"{seed}/{first}/{second}")  # noqa: S311 - a seeded draw, not a secret
    keys = sorted(tie.key for tie in joining_ties(network, first, second))
    bodies = [b for b in network.bodies_in[first] if b in network.bodies_in[second]]
    here, there = network.belonging[first], network.belonging[second]
    actors = [a for a in here if a in there]
    kept = 0
    for _ in range(draws):
        lost = {key for key in keys if draw.random() < LOSS}
        kept += any(_holds(network, first, b, lost) and _holds(network, second, b, lost) for b in bodies) or any(
            _placed(a, here[a], lost) and _placed(a, there[a], lost) for a in actors
        )
    return round(kept / draws, 3)


def _holds(network: Network, field_id: str, body: str, lost: set[str]) -> bool:
    return any(tie.key not in lost for tie in network.bodies_in[field_id][body])


def _placed(actor: str, ties: tuple[AnyTie, ...], lost: set[str]) -> bool:
    left = [tie for tie in ties if tie.key not in lost]
    works = {tie.source_id for tie in left if tie.kind == "works_in"}
    return actor in works or any(tie.source_id == actor and tie.target_id in works for tie in left)
