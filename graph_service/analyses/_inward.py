"""Ties inside and between fields, against fields shuffled over everybody; and the set nearest to an inner circle."""

from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.analyses._common import LEAST_ACTORS, LEAST_IN_FIELD
from graph_service.analyses._own_fields import own_fields
from graph_service.kernels.core import Core, core_periphery
from graph_service.kernels.mixing import at_most, ei_index, possible_pairs, shuffled, ties_between
from graph_service.kernels.null_model import holm
from graph_service.model import AnyTie
from graph_service.network import Network

Floats = NDArray[np.float64]
Circle = tuple[tuple[str, ...], sp.csr_array, Core]


@dataclass(frozen=True)
class Inward:
    """Actors and bodies with a field of their own, their shares of fields, and the ties among them."""

    who: tuple[str, ...]
    shares: Floats
    adjacency: sp.csr_array

    @cached_property
    def ties(self) -> Floats:
        """Ties inside (diagonal) and between fields."""
        return ties_between(self.adjacency, self.shares)

    @cached_property
    def pairs(self) -> Floats:
        """Pairs that could be tied, counted the same way."""
        return possible_pairs(self.shares)

    @cached_property
    def all_ties(self) -> float:
        """Number of ties among those who have a field."""
        return float(np.triu(self.ties).sum())

    @property
    def large(self) -> bool:
        """Whether there are enough for anything but counting."""
        return len(self.who) >= LEAST_ACTORS

    @cached_property
    def sizes(self) -> list[int]:
        """Actors and bodies of each field, whole."""
        return [int(n) for n in (self.shares > 0).sum(axis=0)]

    @cached_property
    def expected(self) -> Floats:
        """Mean of `ties` when the fields are shuffled over everybody, exactly."""
        whole = float(np.triu(self.pairs).sum())
        return np.asarray(self.pairs * (self.all_ties / whole)) if whole else np.zeros_like(self.pairs)


@dataclass(frozen=True)
class Chances:
    """How often shuffled fields lie at least as far inward: in all, for each field, and that after Holm.

    None where it is only counted.
    """

    whole: float | None
    each: tuple[float | None, ...]
    corrected: tuple[float | None, ...]


def inward(network: Network) -> Inward:
    """Whoever works in a field by a tie of its own, and the ties of any kind among them."""
    own = own_fields(network)
    degree = own.sum(axis=1)
    having = np.flatnonzero(degree)
    among = sp.csr_array(network.adjacency[having][:, having])
    return Inward(tuple(network.acting[i] for i in having), own[having] / degree[having, None], among)


def chances(counts: Inward, draws: int, seed: int) -> Chances:
    """Chances from *draws* shuffles; fields with fewer than five of their own, or without ties, are left out."""
    k = counts.shares.shape[1]
    observed = ei_index(counts.ties)
    if not counts.large or observed is None:
        return Chances(None, (None,) * k, (None,) * k)
    inside, ends = shuffled(counts.adjacency, counts.shares, draws, seed)
    whole = at_most(observed, 1 - 2 * inside.sum(axis=1) / counts.all_ties)
    own = np.diag(counts.ties)
    touching = counts.ties.sum(axis=1)
    judged = [j for j in range(k) if counts.sizes[j] >= LEAST_IN_FIELD and touching[j] > 0]
    each: list[float | None] = [None] * k
    for j in judged:
        # share of a field's ties that lead out: falls and rises with the E-I index, and is defined without ties as 1
        all_of = ends[:, j] - inside[:, j]
        out = 1 - np.divide(inside[:, j], all_of, out=np.zeros(draws), where=all_of > 0)
        each[j] = at_most(1 - float(own[j] / touching[j]), out)
    corrected: list[float | None] = [None] * k
    for j, p in zip(judged, holm(np.array([each[j] for j in judged], dtype=np.float64)), strict=True):
        corrected[j] = float(p)
    return Chances(whole, tuple(each), tuple(corrected))


def door_opener(counts: Inward, j: int) -> str | None:
    """Who in field *j* has most ties to others that are not in it at all; None if nobody has any."""
    inside = counts.shares[:, j] > 0
    out = np.where(inside, counts.adjacency @ (~inside).astype(np.float64), 0)
    return counts.who[int(out.argmax())] if out.any() else None


def ties_out(network: Network, counts: Inward, j: int, most: int) -> list[AnyTie]:
    """First *most* ties from those in field *j* to those who are not in it at all, by id of who is inside."""
    inside = {who for who, share in zip(counts.who, counts.shares[:, j], strict=True) if share > 0}
    others = set(counts.who) - inside
    out = (tie for who in sorted(inside) for tie in network.ties_at(who) if {tie.source_id, tie.target_id} & others)
    return list(islice(out, most))


def inner_circle(network: Network, share: float) -> Circle | None:
    """Everybody with a tie, the ties among them, and the best core of at most this share; None without a pattern."""
    degree = np.asarray(network.adjacency.sum(axis=1))
    tied = np.flatnonzero(degree)
    among = sp.csr_array(network.adjacency[tied][:, tied])
    core = core_periphery(among, max(1, int(share * len(tied))))
    return (tuple(network.acting[i] for i in tied), among, core) if core else None
