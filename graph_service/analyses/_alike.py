"""Pairs of bodies with nearly the same members, and how many members chance would let them share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
import scipy.sparse as sp

from graph_service.analyses._common import LEAST_ACTORS, LEAST_IN_FIELD
from graph_service.kernels.null_model import fitted, holm, shared_by_chance, tails
from graph_service.kernels.projection import containment, jaccard, shared
from graph_service.network import Network

_AT_ONCE = 64  # pairs whose chances are worked out together: bounds the room they take

Place = tuple[str | None, frozenset[str]]


@dataclass(frozen=True)
class Alike:
    """Two bodies (smaller id first) with nearly the same members.

    `double`: same level, a field in common, neither part of the other. `expected`, `p` (so many or more by chance) and
    `p_holm` only for bodies of the same field and level that satisfy the size rules.
    """

    first: str
    second: str
    both: frozenset[str]
    members_first: int
    members_second: int
    jaccard: float
    containment: float
    fields: tuple[str, ...]
    same_level: bool
    part: bool
    expected: float | None
    p: float | None
    p_holm: float | None

    @property
    def double(self) -> bool:
        """Whether both are set up for the same thing and neither is part of the other."""
        return self.same_level and bool(self.fields) and not self.part


def alike_bodies(network: Network, share: float, least: int) -> tuple[tuple[Alike, ...], int]:
    """Pairs with a Jaccard index of at least *share* and at least *least* shared members, most alike first.

    The number beside them says how many pairs of bodies have a field and their level in common, alike or not: all those
    were looked at, so p values are corrected for all of them.
    """
    _, bodies, seats = network.two_mode
    size = seats.sum(axis=0)
    overlapping = sp.triu(shared(sp.csr_array(seats.T))[0]).tocoo()
    likeness = jaccard(overlapping.data, size[overlapping.row], size[overlapping.col])
    chosen = np.flatnonzero((likeness >= share - 1e-12) & (overlapping.data >= least))
    left, right = overlapping.row[chosen], overlapping.col[chosen]
    inside = containment(overlapping.data[chosen], size[left], size[right])
    places = _places(network, bodies)
    looked_at = _same_place(places)
    at = list(zip(left.tolist(), right.tolist(), strict=True))
    chance = _by_chance(seats, [(a, b) for a, b in at if _meet(places[a], places[b])], looked_at)
    parts = {frozenset((tie.source_id, tie.target_id)) for tie in network.ties_of("part_of")}
    found = [
        Alike(
            first=bodies[a],
            second=bodies[b],
            both=frozenset(network.members[bodies[a]].keys() & network.members[bodies[b]].keys()),
            members_first=int(size[a]),
            members_second=int(size[b]),
            jaccard=float(likeness[i]),
            containment=float(inside[k]),
            fields=tuple(sorted(places[a][1] & places[b][1])),
            same_level=places[a][0] is not None and places[a][0] == places[b][0],
            part=frozenset((bodies[a], bodies[b])) in parts,
            **chance.get((a, b), {"expected": None, "p": None, "p_holm": None}),
        )
        for k, (i, (a, b)) in enumerate(zip(chosen.tolist(), at, strict=True))
    ]
    return tuple(
        sorted(found, key=lambda pair: (-round(pair.jaccard, 9), -len(pair.both), pair.first, pair.second))
    ), looked_at


def _places(network: Network, bodies: Sequence[str]) -> list[Place]:
    fields: dict[str, set[str]] = {body: set() for body in bodies}
    for field_id, inside in network.bodies_in.items():
        for body in inside:
            fields[body].add(field_id)
    return [(getattr(network.nodes[body], "level", None), frozenset(fields[body])) for body in bodies]


def _meet(first: Place, second: Place) -> bool:
    return first[0] is not None and first[0] == second[0] and bool(first[1] & second[1])


def _same_place(places: Sequence[Place]) -> int:
    """Count pairs with a level and a field in common; alike places are counted together."""
    often = Counter(places)
    return sum(
        often[a] * (often[a] - 1) // 2 if a == b else often[a] * often[b]
        for a, b in combinations_with_replacement(often, 2)
        if _meet(a, b)
    )


def _by_chance(
    seats: sp.csr_array, pairs: Sequence[tuple[int, int]], looked_at: int
) -> dict[tuple[int, int], dict[str, float]]:
    size = seats.sum(axis=0)
    large = [(a, b) for a, b in pairs if min(size[a], size[b]) >= LEAST_IN_FIELD]
    if seats.shape[0] < LEAST_ACTORS or not large:
        return {}
    model = fitted(seats.sum(axis=1).astype(np.int64), size.astype(np.int64))
    columns = sp.csc_array(seats)
    expected, upper = np.zeros(len(large)), np.zeros(len(large))
    for start in range(0, len(large), _AT_ONCE):
        block = np.array(large[start : start + _AT_ONCE], dtype=np.int64)
        used, where = np.unique(block, return_inverse=True)
        chances = shared_by_chance(model.columns(used), where.reshape(block.shape))
        observed = np.array([int(columns[:, [a]].multiply(columns[:, [b]]).sum()) for a, b in block.tolist()])
        expected[start : start + len(block)] = chances.sum(axis=0)
        upper[start : start + len(block)] = tails(chances, observed)[1]
    corrected = holm(upper, of=looked_at)
    return {
        pair: {"expected": float(e), "p": float(p), "p_holm": float(h)}
        for pair, e, p, h in zip(large, expected, upper, corrected, strict=True)
    }
