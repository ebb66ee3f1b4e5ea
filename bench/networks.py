"""Synthetic networks of any size: four fifths actors, one fifth bodies, heavy-tailed memberships."""

import random

from graph_service.model import Actor, AnyNode, AnyTie, Body, FieldOfAction, MemberOf, WorksIn
from graph_service.snapshot import Changes

FIELDS = 12


def synthetic(size: int, seed: int = 0) -> Changes:
    """Network of *size* actors and bodies in 12 fields, the same for the same seed."""
    draw = random.Random(seed)
    bodies, actors = size // 5, size - size // 5
    nodes: list[AnyNode] = [FieldOfAction(id=f"f{i:02}", name=f"Feld {i}") for i in range(FIELDS)]
    nodes += [Body(id=f"b{i}", name=f"Gremium {i}", source="bench", as_of="2026-01") for i in range(bodies)]
    nodes += [Actor(id=f"a{i}", name=f"Akteur {i}", source="bench", as_of="2026-01") for i in range(actors)]
    ties: list[AnyTie] = [
        WorksIn(source_id=f"b{i}", target_id=f"f{i % FIELDS:02}", source="bench") for i in range(bodies)
    ]
    for i in range(bodies):
        seats = min(int(3 * draw.paretovariate(1.6)), 150, actors)
        members = sorted({int(actors * draw.random() ** 2) for _ in range(seats)})
        ties += [MemberOf(source_id=f"a{m}", target_id=f"b{i}", source="bench") for m in members]
    return Changes(nodes=tuple(nodes), ties=tuple(ties))
