"""What field-bridges and missing-bridges both look at: every pair of fields and what joins it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from graph_service.analyses._common import LEAST_ACTORS, LEAST_IN_FIELD, rounded
from graph_service.analyses._joins import LOSS, OWN, carriers, hinges, places
from graph_service.kernels.mixing import ties_between
from graph_service.kernels.null_model import fitted_probabilities, holm, shared_by_chance, tails
from graph_service.kernels.routes import smallest_cuts
from graph_service.network import Network

LEAST_CONTACTS, HARDLY, USUAL = 3, 0.25, 0.5


@dataclass(frozen=True)
class Pair:
    """Two fields (smaller id first): who is in both, how many chance alone would give, and the routes between them.

    The tails are None below the size rules: fewer than 30 actors in all, or fewer than 5 in a field. `carriers` join
    the fields directly, `hinges` are those on whom all of that hangs. Contacts are ties among actors and bodies of the
    two fields other than the hinges; who is in f fields counts 1/f in each.
    """

    first: str
    second: str
    actors: tuple[str, ...]
    bodies: tuple[str, ...]
    carriers: tuple[str, ...]
    hinges: tuple[str, ...]
    contacts: float
    expected_contacts: float
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

    @property
    def hardly_in_touch(self) -> bool:
        """Less than a quarter of the contacts that the fields' numbers of ties would give; False if those are few."""
        return self.expected_contacts >= LEAST_CONTACTS and self.contacts < HARDLY * self.expected_contacts

    @property
    def in_touch(self) -> bool:
        """At least half of the contacts that the fields' numbers of ties would give; False if those are few."""
        return self.expected_contacts >= LEAST_CONTACTS and self.contacts >= USUAL * self.expected_contacts


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
    cuts = _cuts(network, couples)
    found = []
    touch = _Contacts(network)
    for (first, second), (expected, lower, upper, corrected), cut in zip(couples, chance, cuts, strict=True):
        bodies = tuple(b for b in network.bodies_in[first] if b in network.bodies_in[second])
        actors = tuple(a for a in network.belonging[first] if a in network.belonging[second])
        alone = hinges(network, first, second)
        found.append(
            Pair(
                first, second, actors, bodies, carriers(network, first, second), alone,
                *touch.between(first, second, alone), expected, lower, upper, corrected, len(cut), cut,
            )
        )  # fmt: skip
    return tuple(found)


class _Contacts:
    """Ties between fields with fractional membership, and how many their numbers of ties would give."""

    def __init__(self, network: Network) -> None:
        placed = network.placed.toarray()
        self._shares = placed / np.maximum(placed.sum(axis=1, keepdims=True), 1)
        self._near = network.adjacency @ self._shares
        self._degrees = np.asarray(network.adjacency.sum(axis=1)).ravel()
        self._counts = ties_between(network.adjacency, self._shares)
        self._volumes = self._shares.T @ self._degrees
        self._field = {field_id: j for j, field_id in enumerate(network.fields)}
        self._row = {who: i for i, who in enumerate(network.acting)}

    def between(self, first: str, second: str, without: Sequence[str]) -> tuple[float, float]:
        """Contacts of two fields, and expected ones: product of their tie ends over all tie ends; without some nodes."""
        f, g = self._field[first], self._field[second]
        count, here, there, ends = self._counts[f, g], self._volumes[f], self._volumes[g], float(self._degrees.sum())
        for i in (self._row[who] for who in without):
            count -= self._shares[i, f] * self._near[i, g] + self._shares[i, g] * self._near[i, f]
            here, there = here - self._shares[i, f] * self._degrees[i], there - self._shares[i, g] * self._degrees[i]
            ends -= 2 * float(self._degrees[i])
        expected = here * there / ends if ends > 0 else 0.0
        return rounded(max(float(count), 0.0)) or 0.0, rounded(max(float(expected), 0.0)) or 0.0


def _cuts(network: Network, couples: Sequence[tuple[str, str]]) -> list[tuple[str, ...]]:
    """Who must go so that no route is left, for each couple: through actors and bodies, never through a third field."""
    column = {field_id: j for j, field_id in enumerate(network.fields)}
    groups = network.placed.toarray().T > 0
    found = smallest_cuts(network.adjacency, groups, [(column[a], column[b]) for a, b in couples])
    return [tuple(network.acting[i] for i in cut) for cut in found]


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


def still_fewer(network: Network, chosen: Sequence[Pair], p: float, draws: int, seed: int) -> tuple[float, ...]:
    """Share of draws without a tenth of the ties in which each pair still shares fewer actors than expected.

    An actor leaves a field if every way into it is gone (0.1 for its own tie, 0.19 for a seat and the body's tie). The
    model is fitted again in each draw; the lower tail must be at most *p* over the number of pairs (Bonferroni, which
    is stricter than Holm).
    """
    if not chosen:
        return ()
    actors, fields, matrix = network.actor_field
    row = {actor: i for i, actor in enumerate(actors)}
    leave = np.zeros(matrix.shape)
    for j, field_id in enumerate(fields):
        for actor, ways in places(network, field_id).items():
            leave[row[actor], j] = LOSS ** (OWN in ways) * (1 - (1 - LOSS) ** 2) ** len(ways - {OWN})
    at = np.array([[fields.index(pair.first), fields.index(pair.second)] for pair in chosen])
    draw = np.random.default_rng(seed)
    limit = p / len(pairs(network))
    kept = np.zeros(len(chosen))
    for _ in range(draws):
        left = matrix & (draw.random(matrix.shape) >= leave)
        fitted = fitted_probabilities(left.sum(axis=1), left.sum(axis=0))
        observed = np.array([int((left[:, a] & left[:, b]).sum()) for a, b in at])
        lower, _ = tails(shared_by_chance(fitted, at), observed)
        kept += lower <= limit
    return tuple(round(float(share), 3) for share in kept / draws)
