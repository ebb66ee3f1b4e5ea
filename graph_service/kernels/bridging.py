"""Spread, exclusivity, loss and load of everybody who acts, for many draws of missing ties at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.kernels.removal import search, side_by_side

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_DECIMALS = 6


@dataclass(frozen=True)
class Pairs:
    """Distinct pairs (first, second), and which ties make each of them: a pair is there while one of its ties is."""

    first: Ints
    second: Ints
    makes: sp.csr_array

    @classmethod
    def of(cls, named: Sequence[tuple[int, int, int]], ties: int) -> "Pairs":
        """Take triples (first, second, tie); pairs come out sorted."""
        distinct = sorted({(a, b) for a, b, _ in named})
        number = {pair: i for i, pair in enumerate(distinct)}
        at = np.array([(tie, number[a, b]) for a, b, tie in named], dtype=np.int64).reshape(-1, 2)
        makes = sp.csr_array((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(ties, len(distinct)))
        ends = np.array(distinct, dtype=np.int64).reshape(-1, 2)
        return cls(ends[:, 0], ends[:, 1], makes)

    def left(self, keep: Bools) -> Bools:
        """Which pairs are left when only the ties in *keep* (draws × ties) are there: draws × pairs."""
        return np.asarray((keep.astype(np.float32) @ self.makes) > 0)


@dataclass(frozen=True)
class Measured:
    """Arrays draws × nodes (actors and bodies), except `shares`: draws × nodes × fields.

    spread
        1 − Σ over fields of (share of the contacts' memberships)²; NaN without a contact that has a field.
    activity, exclusivity
        Pairs of fields that the node carries, and those that nobody else carries.
    loss
        Pairs of others in different fields that have no path left without the node, with shares of fields.
    load
        Seats of an actor, members of a body.
    """

    shares: Floats
    spread: Floats
    activity: Floats
    exclusivity: Floats
    loss: Floats
    load: Floats


@dataclass(frozen=True)
class Bridging:
    """Who acts, how they are joined, and which fields they work in: everything the measures need, as numbers.

    Parameters
    ----------
    is_body
        Which nodes are bodies; the others are actors.
    fields
        How many there are.
    joined
        Pairs of nodes with any tie between them.
    placed
        Pairs (node, field): the node itself works in the field.
    seats
        Pairs (actor, body): the actor is a member.
    """

    is_body: Bools
    fields: int
    joined: Pairs
    placed: Pairs
    seats: Pairs

    def measured(self, keep: Bools) -> Measured:
        """Work everything out for each draw of *keep* (draws × ties, true = there).

        Notes
        -----
        A node with f fields has 1/f of its membership in each. A body carries a pair of fields if it works in both; an
        actor if it is in both by itself or through bodies, not counting bodies that work in both (these carry the pair).
        The draws are laid side by side as one large graph without ties between them, so that one search serves all.
        """
        draws, n = len(keep), len(self.is_body)
        seats = self.seats.left(keep)
        own = np.zeros((self.fields, draws, n), dtype=np.bool_)
        placed = self.placed.left(keep)
        for f in range(self.fields):
            at = self.placed.second == f
            own[f][:, self.placed.first[at]] = placed[:, at]
        through = np.zeros((self.fields, draws, n), dtype=np.int32)
        for f in range(self.fields):
            who, count = self._by_actor(own[f], seats)
            through[f][:, who] = count
        activity, exclusivity = self._carried(own, seats, through)
        member = np.moveaxis(own | (through > 0), 0, 2).astype(np.float64)
        fields_each = member.sum(axis=2, keepdims=True)
        shares = np.divide(member, fields_each, out=np.zeros(member.shape), where=fields_each > 0)
        adjacency = side_by_side(self.joined.first, self.joined.second, self.joined.left(keep), n)
        flat = shares.reshape(draws * n, self.fields)
        spread = _spread(np.asarray(adjacency @ flat)).reshape(draws, n)
        # sums over many draws leave noise in the last digits, and noise must not decide a rank
        loss = np.round(search(adjacency).crossing_pairs_broken(flat), _DECIMALS).reshape(draws, n)
        return Measured(shares, spread, activity, exclusivity, loss, self._load(seats))

    def _by_actor(self, bodies: Bools, seats: Bools) -> tuple[Ints, Ints]:
        """Seats of each actor in these *bodies* (draws × nodes): numbers of the actors, and draws × those actors."""
        used: Bools = np.any(bodies, axis=0)
        some = np.flatnonzero(used[self.seats.second])
        if not len(some):
            return some, np.zeros((len(seats), 0), dtype=np.int64)
        who, start = np.unique(self.seats.first[some], return_index=True)  # seats are sorted by actor
        there = bodies[:, self.seats.second[some]] & seats[:, some]
        return who, np.add.reduceat(there, start, axis=1, dtype=np.int64)

    def _carried(self, own: Bools, seats: Bools, through: NDArray[np.int32]) -> tuple[Floats, Floats]:
        activity, exclusivity = np.zeros(own.shape[1:]), np.zeros(own.shape[1:])
        ever: Bools = np.any(own | (through > 0), axis=1)
        for f, g in combinations(range(self.fields), 2):
            both = own[f] & own[g] & self.is_body
            # whoever sits in a body that works in both is no carrier by that seat
            who, count = self._by_actor(both, seats)
            may = ever[f] & ever[g]
            may[who] = True
            at = np.flatnonzero(may)
            shared = np.zeros((len(seats), len(at)), dtype=np.int64)
            shared[:, np.searchsorted(at, who)] = count
            carries = (own[f][:, at] | (through[f][:, at] > shared)) & (own[g][:, at] | (through[g][:, at] > shared))
            activity[:, at] += carries
            exclusivity[:, at] += carries & (carries.sum(axis=1, keepdims=True) == 1)
        return activity, exclusivity

    def _load(self, seats: Bools) -> Floats:
        load = np.zeros((len(seats), len(self.is_body)))
        who, count = self._by_actor(np.ones_like(load, dtype=np.bool_), seats)
        load[:, who] = count
        by_body = np.argsort(self.seats.second, kind="stable")
        if len(by_body):
            who, start = np.unique(self.seats.second[by_body], return_index=True)
            load[:, who] = np.add.reduceat(seats[:, by_body], start, axis=1, dtype=np.int64)
        return load


def _spread(to_field: Floats) -> Floats:
    whole, squares = to_field.sum(axis=1), np.einsum("ij,ij->i", to_field, to_field)
    share: Floats = np.divide(squares, whole**2, out=np.full(len(whole), np.nan), where=whole > 0)
    return 1 - share
