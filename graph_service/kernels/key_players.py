"""Which losses together hurt most: sets of nodes, one after the other or every set looked at (key players, negative)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from graph_service.kernels.removal import Ints, Rows, depth_first, rows_of, search

MOST_CANDIDATES = 100
MOST_REMOVED = 3


class _Drawn(NamedTuple):
    """A graph with a weight for each node, and pairs of nodes inside what is folded into it."""

    rows: Rows
    weight: list[int]
    inner: list[int]


def removal_order(adjacency: sp.csr_array, k: int, candidates: Ints | None = None) -> tuple[Ints, Ints]:
    """Nodes taken out one by one, each the one that then leaves the fewest connected pairs; and how many are left.

    Greedy: the best single loss, then the best after that, and so on; the set is not always the best one of its size
    (see `best_removal`). Ties go to the smaller index. Cost: k depth-first searches.
    """
    n = adjacency.shape[0]
    drawn = _Drawn(rows_of(adjacency), [1] * n, [0] * n)
    left = set(range(n)) if candidates is None else {int(i) for i in candidates}
    gone: list[int] = []
    pairs: list[int] = []
    for _ in range(min(k, len(left))):
        connected, losses = _losses(drawn, gone)
        best = min(left, key=lambda node: (-losses[node], node))
        left.discard(best)
        gone.append(best)
        pairs.append(connected - losses[best])
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
    best: tuple[int, tuple[int, ...]] | None = None
    ways = 0
    for first in combinations(range(len(chosen)), max(k - 1, 0)):
        connected, losses = _losses(drawn, first)
        after = first[-1] + 1 if first else 0
        for last in range(after, len(chosen) if k else 0):
            left = connected - losses[last]
            if best is None or left < best[0]:
                best, ways = (left, (*first, last)), 1
            elif left == best[0]:
                ways += 1
    if best is None:
        return Removal((), search(adjacency).connected_pairs, 1)
    return Removal(tuple(chosen[i] for i in best[1]), best[0], ways)


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
    return _Drawn(rows_of(sp.csr_array(drawn[kept][:, kept])), weight[kept].tolist(), inner[kept].tolist())


def _losses(drawn: _Drawn, gone: Sequence[int]) -> tuple[int, list[int]]:
    """Connected pairs without *gone*, and how many fewer they are when one more node goes (own pairs included)."""
    order, parent, low, size = depth_first(drawn.rows, drawn.weight, gone)
    cut, remaining, losses = [0] * len(order), [0] * len(order), [0] * len(drawn.weight)
    for place, above in enumerate(parent):
        if 0 <= above <= low[place]:
            cut[above] += size[place]
            remaining[above] += size[place] * (size[place] - 1) // 2
    connected = sum(drawn.inner[node] for node in gone)
    pairs = whole = 0
    for place, node in enumerate(order):
        if parent[place] < 0:
            whole = size[place]
            pairs = whole * (whole - 1) // 2
            connected += pairs
        rest = whole - drawn.weight[node] - cut[place]
        losses[node] = pairs - remaining[place] - rest * (rest - 1) // 2 - drawn.inner[node]
    return connected, losses
