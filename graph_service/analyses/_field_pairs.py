"""What field-bridges and missing-bridges both look at: every pair of fields and what joins it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph_service.analyses._common import LEAST_ACTORS, LEAST_IN_FIELD, rounded
from graph_service.kernels.null_model import fitted_probabilities, holm, shared_by_chance, tails
from graph_service.kernels.routes import Routes
from graph_service.network import Network


@dataclass(frozen=True)
class Pair:
    """Two fields (smaller id first): who is in both, how many chance alone would give, and the routes between them.

    The tails are None below the size rules: fewer than 30 actors in all, or fewer than 5 in a field.
    """

    first: str
    second: str
    actors: tuple[str, ...]
    bodies: tuple[str, ...]
    expected: float | None
    lower: float | None
    upper: float | None
    lower_holm: float | None
    routes: int
    cut: tuple[str, ...]

    @property
    def shared(self) -> tuple[str, ...]:
        """Everybody in both fields: bodies, then actors that are not merely there through such a body."""
        return (*self.bodies, *self.actors)


def peopled(network: Network) -> tuple[str, ...]:
    """Fields in which at least one actor or body is recorded."""
    return tuple(f for f in network.fields if network.belonging[f] or network.bodies_in[f])


def pairs(network: Network) -> tuple[Pair, ...]:
    """Every pair of fields in which somebody is recorded, sorted by ids."""
    return network.remembered("field pairs", lambda: _pairs(network))


def _pairs(network: Network) -> tuple[Pair, ...]:
    fields = peopled(network)
    couples = list(combinations(fields, 2))
    if not couples:
        return ()
    chance = _by_chance(network, couples)
    routes = prepared_routes(network)
    found = []
    for couple, (expected, lower, upper, corrected) in zip(couples, chance, strict=True):
        first, second = couple
        count, cut = routes.between(inside(network, first), inside(network, second))
        bodies = tuple(b for b in network.bodies_in[first] if b in network.bodies_in[second])
        actors = tuple(a for a in network.belonging[first] if a in network.belonging[second])
        found.append(Pair(first, second, actors, bodies, expected, lower, upper, corrected, count, cut))
    return tuple(found)


def inside(network: Network, field_id: str) -> tuple[str, ...]:
    """Actors and bodies of a field, sorted."""
    return tuple(sorted({*network.belonging[field_id], *network.bodies_in[field_id]}))


def prepared_routes(network: Network) -> Routes:
    """Routes through actors and bodies, never through a third field."""
    graph = network.graph
    return Routes(sorted(graph), {node: sorted(graph[node]) for node in graph})


def _by_chance(
    network: Network, couples: Sequence[tuple[str, str]]
) -> list[tuple[float | None, float | None, float | None, float | None]]:
    actors, fields, matrix = network.actor_field
    column = {field_id: j for j, field_id in enumerate(fields)}
    at = np.array([[column[a], column[b]] for a, b in couples], dtype=np.int64)
    sums = matrix.sum(axis=0)
    chances = shared_by_chance(fitted_probabilities(matrix.sum(axis=1), sums), at)
    observed = np.array([int((matrix[:, a] & matrix[:, b]).sum()) for a, b in at], dtype=np.int64)
    lower, upper = tails(chances, observed)
    large = np.array([len(actors) >= LEAST_ACTORS and min(sums[a], sums[b]) >= LEAST_IN_FIELD for a, b in at])
    corrected = np.ones(len(couples))
    corrected[large] = holm(lower[large])
    expected = chances.sum(axis=0)
    return [
        (rounded(expected[i]), rounded(lower[i]), rounded(upper[i]), rounded(corrected[i]))
        if large[i]
        else (rounded(expected[i]) if len(actors) else None, None, None, None)
        for i in range(len(couples))
    ]


def meeting_place(network: Network, field_id: str) -> str | None:
    """Body of a field with the most recorded members, else the actor that is most at home there; None if nobody is."""
    bodies = network.bodies_in[field_id]
    if bodies:
        return min(bodies, key=lambda b: (-len(network.members[b]), b))
    actors = network.belonging[field_id]
    elsewhere = {a: sum(a in inside for inside in network.belonging.values()) for a in actors}
    return min(actors, key=lambda a: (elsewhere[a], -len(network.ties_at(a)), a)) if actors else None
