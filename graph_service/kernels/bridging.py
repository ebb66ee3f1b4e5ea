"""Spread, exclusivity, loss and load of everybody who acts, for many draws of missing ties at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.kernels.removal import search

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
            who, count = self._by_actor(own[f][:, self.seats.second] & seats)
            through[f][:, who] = count
        activity, exclusivity = self._carried(own, seats, through)
        member = np.moveaxis(own | (through > 0), 0, 2).astype(np.float64)
        fields_each = member.sum(axis=2, keepdims=True)
        shares = np.divide(member, fields_each, out=np.zeros(member.shape), where=fields_each > 0)
        adjacency = self._side_by_side(self.joined.left(keep))
        flat = shares.reshape(draws * n, self.fields)
        spread = _spread(np.asarray(adjacency @ flat)).reshape(draws, n)
        # sums over many draws leave noise in the last digits, and noise must not decide a rank
        loss = np.round(search(adjacency).crossing_pairs_broken(flat), _DECIMALS).reshape(draws, n)
        return Measured(shares, spread, activity, exclusivity, loss, self._load(seats))

    def _by_actor(self, values: Bools, some: Bools | None = None) -> tuple[Ints, Ints]:
        """Sum over the seats of each actor that has any: its numbers, and draws × actors; over *some* seats only."""
        actors = self.seats.first if some is None else self.seats.first[some]
        if not len(actors):
            return np.zeros(0, dtype=np.int64), np.zeros((len(values), 0), dtype=np.int64)
        who, start = np.unique(actors, return_index=True)  # seats are sorted by actor
        return who, np.add.reduceat(values, start, axis=1, dtype=np.int64)

    def _carried(self, own: Bools, seats: Bools, through: NDArray[np.int32]) -> tuple[Floats, Floats]:
        activity, exclusivity = np.zeros(own.shape[1:]), np.zeros(own.shape[1:])
        member = own | (through > 0)
        for f, g in combinations(range(self.fields), 2):
            carries = member[f] & member[g]
            # whoever sits in a body that works in both is no carrier by that seat
            both = own[f] & own[g] & self.is_body
            some = both.any(axis=0)[self.seats.second]
            who, shared = self._by_actor(both[:, self.seats.second[some]] & seats[:, some], some)
            carries[:, who] = (own[f][:, who] | (through[f][:, who] > shared)) & (
                own[g][:, who] | (through[g][:, who] > shared)
            )
            activity += carries
            exclusivity += carries & (carries.sum(axis=1, keepdims=True) == 1)
        return activity, exclusivity

    def _side_by_side(self, joined: Bools) -> sp.csr_array:
        draws, n = len(joined), len(self.is_body)
        draw, pair = np.nonzero(joined)
        one, other = draw * n + self.joined.first[pair], draw * n + self.joined.second[pair]
        ends = (np.concatenate([one, other]), np.concatenate([other, one]))
        matrix = sp.csr_array((np.ones(2 * len(draw)), ends), shape=(draws * n, draws * n))
        matrix.sort_indices()
        return matrix

    def _load(self, seats: Bools) -> Floats:
        load = np.zeros((len(seats), len(self.is_body)))
        who, count = self._by_actor(seats)
        load[:, who] = count
        by_body = np.argsort(self.seats.second, kind="stable")
        if len(by_body):
            who, start = np.unique(self.seats.second[by_body], return_index=True)
            load[:, who] = np.add.reduceat(seats[:, by_body], start, axis=1, dtype=np.int64)
        return load


def _spread(to_field: Floats) -> Floats:
    whole = to_field.sum(axis=1, keepdims=True)
    parts = np.divide(to_field, whole, out=np.zeros_like(to_field), where=whole > 0)
    return np.where(whole[:, 0] > 0, 1 - (parts**2).sum(axis=1), np.nan)
