"""Pairs of bodies with much the same members, and how many members chance would let them share."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp

from graph_service.analyses._common import LEAST_ACTORS, LEAST_IN_FIELD
from graph_service.analyses._own_fields import own_fields
from graph_service.kernels.null_model import fitted, holm, shared_by_chance, tails
from graph_service.kernels.projection import containment, jaccard, shared
from graph_service.network import Network

_AT_ONCE = 64  # pairs whose chances are worked out together: bounds the room they take
_HALF = 0.5

Place = tuple[str | None, frozenset[str]]


class _Chance(NamedTuple):
    expected: float | None
    p: float | None
    p_holm: float | None


@dataclass(frozen=True)
class Alike:
    """Two bodies (smaller id first) with much the same members.

    `double`: same level, a field in common, neither part of the other. `guessed`: those of the two without a recorded
    field, taken to work where at least half of their members do. `expected`, `p` (so many or more by chance) and
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
    guessed: tuple[str, ...]
    same_level: bool
    part: bool
    expected: float | None
    p: float | None
    p_holm: float | None

    @property
    def double(self) -> bool:
        """Whether both are set up for the same thing and neither is part of the other."""
        return self.same_level and bool(self.fields) and not self.part


def alike_bodies(network: Network, share: float, least: int, p: float) -> tuple[tuple[Alike, ...], int]:
    """Pairs with much the same members and at least *least* shared ones, most alike first.

    Either the Jaccard index is at least *share*; or both have a level and a field in common, half of the smaller one sits
    in the larger, and so many shared members have a probability of at most *p* by chance (after Holm): where seats are not
    recorded, the index falls faster than that probability rises. The number beside them says how many pairs of bodies
    have a field and their level in common, alike or not: all those were looked at, so p values are corrected for all.
    """
    _, bodies, seats = network.two_mode
    size = seats.sum(axis=0)
    overlapping = sp.triu(shared(sp.csr_array(seats.T))[0]).tocoo()
    enough = np.flatnonzero(overlapping.data >= least)
    left, right, both = overlapping.row[enough], overlapping.col[enough], overlapping.data[enough]
    likeness, inside = jaccard(both, size[left], size[right]), containment(both, size[left], size[right])
    close = likeness >= share - 1e-12
    places, guessed = _places(network, bodies)
    looked_at = _same_place(places)
    at = list(zip(left.tolist(), right.tolist(), strict=True))
    worth = np.flatnonzero(close | (inside >= _HALF - 1e-12)).tolist()
    chance = _by_chance(seats, [at[i] for i in worth if _meet(places[at[i][0]], places[at[i][1]])], looked_at)
    parts = {frozenset((tie.source_id, tie.target_id)) for tie in network.ties_of("part_of")}
    none = _Chance(None, None, None)
    chosen = [i for i in worth if close[i] or ((q := chance.get(at[i], none).p_holm) is not None and q <= p)]
    found = [
        Alike(
            first=bodies[a],
            second=bodies[b],
            both=frozenset(network.members[bodies[a]].keys() & network.members[bodies[b]].keys()),
            members_first=int(size[a]),
            members_second=int(size[b]),
            jaccard=float(likeness[i]),
            containment=float(inside[i]),
            fields=tuple(sorted(places[a][1] & places[b][1])),
            guessed=tuple(bodies[k] for k in (a, b) if bodies[k] in guessed),
            same_level=places[a][0] is not None and places[a][0] == places[b][0],
            part=frozenset((bodies[a], bodies[b])) in parts,
            **chance.get((a, b), none)._asdict(),
        )
        for i in chosen
        for a, b in (at[i],)
    ]
    return tuple(
        sorted(found, key=lambda pair: (-round(pair.jaccard, 9), -len(pair.both), pair.first, pair.second))
    ), looked_at


def _places(network: Network, bodies: Sequence[str]) -> tuple[list[Place], set[str]]:
    """Level and fields of each body, and those whose fields are not recorded but taken from their members."""
    fields: dict[str, set[str]] = {body: set() for body in bodies}
    for field_id, inside in network.bodies_in.items():
        for body in inside:
            fields[body].add(field_id)
    row = {who: i for i, who in enumerate(network.acting)}
    guessed: set[str] = set()
    for body in bodies:
        members = [row[who] for who in network.members[body]]
        if members and not fields[body]:
            often = own_fields(network)[members].sum(axis=0)
            fields[body] = {network.fields[j] for j in np.flatnonzero(often >= _HALF * len(members)).tolist()}
            guessed |= {body} if fields[body] else set()
    return [(getattr(network.nodes[body], "level", None), frozenset(fields[body])) for body in bodies], guessed


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


def _by_chance(seats: sp.csr_array, pairs: Sequence[tuple[int, int]], looked_at: int) -> dict[tuple[int, int], _Chance]:
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
        pair: _Chance(float(e), float(p), float(h))
        for pair, e, p, h in zip(large, expected, upper, corrected, strict=True)
    }
