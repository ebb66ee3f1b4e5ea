"""Which losses together hurt most: sets of nodes, one after the other or every set looked at (key players, negative)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from graph_service.kernels.removal import Ints, search, side_by_side

MOST_CANDIDATES = 100
MOST_REMOVED = 3
_CELLS = 200_000


class _Drawn(NamedTuple):
    """A graph with a weight for each node, and pairs of nodes inside what is folded into it."""

    adjacency: sp.csr_array
    weight: Ints
    inner: Ints


def removal_order(adjacency: sp.csr_array, k: int, candidates: Ints | None = None) -> tuple[Ints, Ints]:
    """Nodes taken out one by one, each the one that then leaves the fewest connected pairs; and how many are left.

    Greedy: the best single loss, then the best after that, and so on; the set is not always the best one of its size
    (see `best_removal`). Ties go to the smaller index. Cost: k depth-first searches.
    """
    n = adjacency.shape[0]
    drawn = _Drawn(adjacency, np.ones(n, dtype=np.int64), np.zeros(n, dtype=np.int64))
    left = set(range(n)) if candidates is None else {int(i) for i in candidates}
    gone: list[int] = []
    pairs: list[int] = []
    for _ in range(min(k, len(left))):
        (connected,), (losses,) = _losses(drawn, np.array([gone], dtype=np.int64))
        best = min(left, key=lambda node: (-losses[node], node))
        left.discard(best)
        gone.append(best)
        pairs.append(int(connected - losses[best]))
    return np.array(gone, dtype=np.int64), np.array(pairs, dtype=np.int64)


@dataclass(frozen=True)
class Removal:
    """The best set of its size: nodes ascending, connected pairs left without them, and how many sets do as well."""

    nodes: tuple[int, ...]
    connected_pairs: int
    equally_good: int


def best_removal(adjacency: sp.csr_array, k: int, candidates: Sequence[int]) -> Removal:
    """Set of k candidates whose joint loss leaves the fewest connected pairs: key players, negative (KPP-Neg).

    Every set is looked at. What is no candidate never goes, so its components are drawn together into one node each,
    with a weight; for every set of k - 1 one depth-first search gives the effect of each further candidate.

    Parameters
    ----------
    k
        1 to 3.
    candidates
        At most 100 nodes; fewer than *k* are all taken.

    Raises
    ------
    ValueError
        Too many to remove or too many candidates to look at every set.

    References
    ----------
    Borgatti (2006), doi:10.1007/s10588-006-7084-x. Least sum of s(s - 1)/2 over the components that remain, which is
    the largest F over the n - k that remain.
    """
    chosen = sorted({int(i) for i in candidates})
    if not 1 <= k <= MOST_REMOVED or len(chosen) > MOST_CANDIDATES:
        raise ValueError(f"every set is looked at for k up to {MOST_REMOVED} and {MOST_CANDIDATES} candidates")
    drawn = _drawn_together(adjacency, chosen)
    k = min(k, len(chosen))
    if not k:
        return Removal((), search(adjacency).connected_pairs, 1)
    sets = list(combinations(range(len(chosen)), k - 1))
    firsts = np.array(sets, dtype=np.int64).reshape(len(sets), k - 1)
    least, ways = -1, 0
    players: tuple[int, ...] = ()
    step = max(1, _CELLS // drawn.adjacency.shape[0])
    for some in np.split(firsts, range(step, len(firsts), step)):
        connected, losses = _losses(drawn, some)
        left = connected[:, None] - losses[:, : len(chosen)]
        left[np.arange(len(chosen)) <= some.max(axis=1, initial=-1)[:, None]] = np.iinfo(np.int64).max
        at = int(left.argmin())
        fewest = int(left.flat[at])
        if least < 0 or fewest < least:
            least, ways = fewest, 0
            players = (*some[at // len(chosen)].tolist(), at % len(chosen))
        ways += int((left == least).sum())
    return Removal(tuple(chosen[i] for i in players), least, ways)


def _drawn_together(adjacency: sp.csr_array, chosen: list[int]) -> _Drawn:
    """The graph of the chosen nodes, first and in order, and of the components of the rest, one node each.

    Weight: how many nodes each stands for. A component that touches one chosen node only joins nothing, so it is
    folded into that node; the pairs inside such components, which the loss of the node leaves alone, are `inner`.
    """
    n, k = adjacency.shape[0], len(chosen)
    rest = np.setdiff1d(np.arange(n), chosen)
    count, label = connected_components(adjacency[rest][:, rest], directed=False)
    at = np.empty(n, dtype=np.int64)
    at[chosen], at[rest] = np.arange(k), k + label
    weight = np.concatenate([np.ones(k, dtype=np.int64), np.bincount(label, minlength=count)])
    ties = adjacency.tocoo()
    ends = np.unique(np.stack([at[ties.row], at[ties.col]], axis=1), axis=0).reshape(-1, 2)
    ends = ends[ends[:, 0] != ends[:, 1]]
    folded = np.bincount(ends[:, 0], minlength=k + count) == 1
    folded[:k] = False
    inner = np.zeros(k + count, dtype=np.int64)
    leaf, holder = ends[folded[ends[:, 0]]].T
    np.add.at(inner, holder, weight[leaf] * (weight[leaf] - 1) // 2)
    np.add.at(weight, holder, weight[leaf])
    kept = np.flatnonzero(~folded)
    drawn = sp.csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(k + count, k + count))
    return _Drawn(sp.csr_array(drawn[kept][:, kept]), weight[kept], inner[kept])


def _losses(drawn: _Drawn, gone: Ints) -> tuple[Ints, Ints]:
    """Connected pairs without each set of *gone* (rows), and how many fewer when one more goes (own pairs included)."""
    sets, n = len(gone), drawn.adjacency.shape[0]
    there = np.ones((sets, n), dtype=np.bool_)
    there[np.arange(sets)[:, None], gone] = False
    ties = drawn.adjacency.tocoo()
    once = ties.row < ties.col
    first, second = ties.row[once].astype(np.int64), ties.col[once].astype(np.int64)
    graphs = side_by_side(first, second, there[:, first] & there[:, second], n)
    pairs, lost = search(graphs).weighed((there * drawn.weight).ravel())
    connected = pairs.reshape(sets, n).sum(axis=1) + drawn.inner[gone].sum(axis=1)
    return connected, lost.reshape(sets, n) - drawn.inner
