"""Independent routes between two groups of nodes, and the fewest nodes whose loss cuts them (Menger)."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import breadth_first_order, maximum_bipartite_matching

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
_CELLS = 64_000
_LEAST = 2  # neighbours, or groups, that a node between the groups must have to lie on a route


def smallest_cuts(adjacency: sp.csr_array, groups: Bools, couples: Sequence[tuple[int, int]]) -> list[Ints]:
    """Nodes (ascending) of the smallest cut of each couple of groups; as many as there are routes without a common node.

    A node in both groups is a route by itself. Losing all nodes of a cut leaves no route; it is empty when there is none
    to begin with. Among the smallest cuts it is the one nearest the first group, which does not depend on the order of
    anything.

    Parameters
    ----------
    adjacency
        Symmetric 0/1 matrix.
    groups
        Groups × nodes: who belongs to each.
    couples
        Places of the two groups in *groups*.

    Notes
    -----
    Routes without a common node are a matching: every node but those of the second group is followed by one node or by
    itself, and every node but those of the first group follows one. A matching of all nodes in between with themselves
    and k more is k routes. What can still be changed from an unused start on shows the cut (Kőnig). The couples are
    laid side by side in one graph, so that one matching serves many. Left out is what cannot lie on a route: nodes in
    between with one way to go, and ways into the first group or out of the second, for a route may be cut short to the
    piece between its last start and its first end.

    References
    ----------
    Menger (1927), doi:10.4064/fm-10-1-96-115; Hopcroft & Karp (1973), doi:10.1137/0202019; Moody & White
    (2003), doi:10.2307/3088904.
    """
    ties = adjacency.tocoo()
    tails, heads = ties.row.astype(np.int64), ties.col.astype(np.int64)
    step = max(1, _CELLS // max(1, len(tails)))
    cuts: list[Ints] = []
    for some in (couples[i : i + step] for i in range(0, len(couples), step)):
        at = np.array(some, dtype=np.int64)
        first, second = groups[at[:, 0]], groups[at[:, 1]]
        both = first & second
        sides = _Sides(first & ~both, second & ~both, ~(first | second))
        useful = _useful(adjacency, sides)
        cut = both | _cut(tails, heads, useful)
        cuts += [np.flatnonzero(row) for row in cut]
    return cuts


class _Sides(NamedTuple):
    """Couples × nodes: in the first group only, in the second only, in neither."""

    starts: Bools
    ends: Bools
    inner: Bools


def _useful(adjacency: sp.csr_array, sides: _Sides) -> _Sides:
    """Leave out nodes between the groups that lead nowhere else, and what then does, as long as that is many."""
    beside = sum(((adjacency @ side.T.astype(np.float32)) > 0).T.astype(np.int8) for side in sides[:2])
    inner = sides.inner
    while True:
        left = inner & ((adjacency @ inner.T.astype(np.float32)).T + beside >= _LEAST)
        few = 20 * (inner.sum() - left.sum()) <= inner.sum()
        inner = left
        if few:
            return sides._replace(inner=inner)


def _cut(tails: Ints, heads: Ints, sides: _Sides) -> Bools:
    """Couples × nodes: the smallest cut between starts and ends over the inner nodes, nearest the starts."""
    starts, ends, inner = sides
    couple, tie = np.nonzero((starts | inner)[:, tails] & (ends | inner)[:, heads])
    there = np.flatnonzero(starts | ends | inner)
    number = np.zeros(starts.size, dtype=np.int32)
    number[there] = np.arange(len(there))
    n = starts.shape[1]
    between = inner.ravel()[there]
    tail, head = number[couple * n + tails[tie]], number[couple * n + heads[tie]]
    # every inner node may lead to itself, first of all: then it lies on no route
    upto = np.concatenate([[0], np.cumsum(np.bincount(tail, minlength=len(there)) + between)])
    to = np.empty(upto[-1], dtype=np.int32)
    own = np.zeros(upto[-1], dtype=np.bool_)
    own[upto[:-1][between]] = True
    to[own], to[~own] = np.flatnonzero(between), head
    ways = sp.csr_array((np.ones(len(to), dtype=np.int8), to, upto), shape=(len(there), len(there)))
    before = maximum_bipartite_matching(ways).astype(np.int32)
    free = np.ones(len(there), dtype=np.bool_)
    free[before[before >= 0]] = False
    seen = _seen_from(np.flatnonzero(free), to, upto, before)
    into = (before >= 0) & seen[before]
    cut = np.zeros(starts.shape, dtype=np.bool_)
    cut.ravel()[there] = np.where(starts.ravel()[there], ~seen, into & (~between | ~seen))
    return cut


def _seen_from(free: Ints, to: NDArray[np.int32], upto: Ints, before: NDArray[np.int32]) -> Bools:
    """Which ways out are reached from the *free* ones: on to any way in, and from there back to what leads to it now."""
    n = len(upto) - 1
    ends = np.concatenate([before[to], free])
    ends[ends < 0] = 0
    graph = sp.csr_array((np.ones(len(ends)), ends, np.append(upto, len(ends))), shape=(n + 1, n + 1))
    seen = np.zeros(n + 1, dtype=np.bool_)
    seen[breadth_first_order(graph, n, return_predecessors=False)] = True
    return seen[:n]
