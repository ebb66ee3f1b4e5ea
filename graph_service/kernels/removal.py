"""What is cut when a node or a tie goes: one depth-first search answers it for all of them at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components, depth_first_order

HUGE_HUB = 10_000
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Search:
    """A depth-first search of an undirected graph, and what follows from it for every single removal.

    Nodes are numbered by the *place* at which the search found them: ``order[place]`` is the node. The subtree of a
    place is the run of places ``place … place + size - 1``. ``low`` is the smallest place that the subtree reaches by
    a tie other than the one to its parent: a subtree that reaches nothing before its parent hangs on that parent alone
    and is cut off with it. One pass, n + m steps, exact.

    References
    ----------
    Tarjan (1972), doi:10.1137/0201010; Borgatti (2006), doi:10.1007/s10588-006-7084-x.
    """

    order: Ints
    parent: Ints
    low: Ints
    size: Ints

    @property
    def n(self) -> int:
        """Number of nodes."""
        return len(self.order)

    @cached_property
    def place(self) -> Ints:
        """Place of each node in the search."""
        place = np.empty(self.n, dtype=np.int64)
        place[self.order] = np.arange(self.n)
        return place

    @cached_property
    def _root(self) -> Ints:
        """Place at which the component of each place begins."""
        return np.maximum.accumulate(np.where(self.parent < 0, np.arange(self.n), 0))

    @cached_property
    def _hanging(self) -> Ints:
        """Places of the subtrees that are cut off from everything above them by the loss of their parent, by parent."""
        places = np.flatnonzero((self.parent >= 0) & (self.low >= self.parent))
        return places[np.argsort(self.parent[places], kind="stable")]

    @cached_property
    def _above(self) -> Ints:
        """Parent of each place of `_hanging`, ascending."""
        return self.parent[self._hanging]

    @cached_property
    def component_sizes(self) -> Ints:
        """Nodes in the component of each node, itself included."""
        return self.size[self._root][self.place]

    @cached_property
    def connected_pairs(self) -> int:
        """Unordered pairs of nodes with a path between them."""
        sizes = self.size[self.parent < 0]
        return int((sizes * (sizes - 1) // 2).sum())

    @cached_property
    def pairs_broken(self) -> Ints:
        """Unordered pairs of OTHER nodes that lose every path when the node goes; its own pairs are not counted."""
        cut, squares = np.zeros(self.n, dtype=np.int64), np.zeros(self.n, dtype=np.int64)
        size, above = self.size[self._hanging], self._above
        np.add.at(cut, above, size)
        np.add.at(squares, above, size**2)
        others = self.size[self._root] - 1
        return ((others**2 - squares - (others - cut) ** 2) // 2)[self.place]

    def weighed(self, weight: Ints) -> tuple[Ints, Ints]:
        """Where each node stands for *weight* nodes joined with each other: pairs with a path, and pairs lost with each.

        Two arrays by node. First: the pairs in its component, at the node with which the search began there, 0 at all
        others. Second: pairs that have no path any more, or of which one has gone, when the node goes.
        """
        upto = np.concatenate([[0], np.cumsum(weight[self.order])])
        size = upto[np.arange(self.n) + self.size] - upto[:-1]
        cut, remaining = np.zeros(self.n, dtype=np.int64), np.zeros(self.n, dtype=np.int64)
        np.add.at(cut, self._above, size[self._hanging])
        np.add.at(remaining, self._above, _pairs(size[self._hanging]))
        whole = size[self._root]
        lost = _pairs(whole) - remaining - _pairs(whole - weight[self.order] - cut)
        return np.where(self.parent < 0, _pairs(whole), 0)[self.place], lost[self.place]

    @cached_property
    def cut_nodes(self) -> Ints:
        """Nodes (articulation points) whose loss puts two other nodes out of each other's reach, ascending."""
        return np.flatnonzero(self.pairs_broken > 0)

    @cached_property
    def bridge_ties(self) -> tuple[Ints, Ints]:
        """Ties on which something hangs: array (k, 2) of nodes, smaller first, sorted; and pairs broken by each."""
        at = np.flatnonzero((self.parent >= 0) & (self.low >= np.arange(self.n)))
        ends = np.sort(np.stack([self.order[at], self.order[self.parent[at]]], axis=1), axis=1)
        broken = self.size[at] * (self.size[self._root][at] - self.size[at])
        sorting = np.lexsort((ends[:, 1], ends[:, 0]))
        return ends[sorting], broken[sorting]

    def fragmentation(self) -> float | None:
        """Share of unordered pairs without a path, F of Borgatti (2006), in [0, 1]; None below two nodes."""
        return _share_apart(self.connected_pairs, self.n)

    def fragmentation_after(self, *, removed_counts: bool = False) -> Floats:
        """Fragmentation after the loss of each node, in [0, 1]; NaN where fewer than two nodes are left.

        Over the n - 1 that remain; with *removed_counts* over all n, the lost one counting as out of reach of all.
        """
        left = self.connected_pairs - (self.component_sizes - 1) - self.pairs_broken
        return _shares_apart(left, self.n if removed_counts else self.n - 1)

    def fragmentation_after_ties(self) -> Floats:
        """Fragmentation after the loss of each of `bridge_ties`, over all n; any other tie changes nothing."""
        return _shares_apart(self.connected_pairs - self.bridge_ties[1], self.n)

    def cut_off_by(self, node: int) -> tuple[Ints, ...]:
        """Parts that lose the largest part of their component when the node goes.

        Largest first, each with its nodes ascending; of parts of equal size the one with the smallest node stays.
        """
        at = int(self.place[node])
        root = int(self._root[at])
        whole = self.order[root : root + self.size[root]]
        hanging = self._hanging[np.searchsorted(self._above, at) : np.searchsorted(self._above, at, side="right")]
        parts = [np.sort(self.order[child : child + self.size[child]]) for child in hanging]
        rest = len(whole) - 1 - sum(map(len, parts))
        if rest > max(map(len, parts), default=0):
            # the usual case: what hangs is cut off, and the large rest need not be gone through
            return tuple(sorted(parts, key=lambda part: (-len(part), int(part[0]))))
        if rest:
            parts.append(np.setdiff1d(whole, np.concatenate([[node], *parts])))
        return tuple(sorted(parts, key=lambda part: (-len(part), int(part[0])))[1:])

    def cut_off_by_tie(self, first: int, second: int) -> Ints:
        """Nodes ascending on the smaller side of a bridge tie (of equal sides the one found later); else none."""
        below = max(self.place[first], self.place[second])
        above = self.place[first] + self.place[second] - below
        if self.parent[below] != above or self.low[below] < below:
            return np.empty(0, dtype=np.int64)
        side = self.order[below : below + self.size[below]]
        root = self._root[below]
        if 2 * len(side) <= self.size[root]:
            return np.sort(side)
        return np.setdiff1d(self.order[root : root + self.size[root]], side)

    def crossing_pairs_broken(self, labels: Floats) -> Floats:
        """Pairs of other nodes with different labels that lose every path when the node goes.

        Parameters
        ----------
        labels
            Nodes × labels: how much of each label a node has (one-hot, or shares that add up to 1). A pair (i, j)
            counts sum over g ≠ h of labels[i, g] labels[j, h]: 1 for two plain nodes of different labels, 0 for the
            same one, the share in between for several; a node without a label counts nowhere.
        """
        upto = np.zeros((self.n + 1, labels.shape[1]))
        np.cumsum(labels[self.order], axis=0, out=upto[1:])
        result = np.zeros(self.n)
        above, start = np.unique(self._above, return_index=True)
        if len(above):
            root = self._root[above]
            hanging = upto[self._hanging + self.size[self._hanging]] - upto[self._hanging]
            others = upto[root + self.size[root]] - upto[root] - labels[self.order[above]]
            rest = others - np.add.reduceat(hanging, start, axis=0)
            apart = _crossing(others) - _crossing(rest) - np.add.reduceat(_crossing(hanging), start)
            result[self.order[above]] = np.maximum(apart, 0)
            result[self.pairs_broken == 0] = 0
        return result


def side_by_side(first: Ints, second: Ints, there: Bools, n: int) -> sp.csr_array:
    """Many graphs over the same n nodes as one large one, so that one search serves all: node i of draw d is d·n + i.

    Parameters
    ----------
    first, second
        Ends of the ties, each pair of nodes once.
    there
        Draws × ties: which ties each graph has.
    """
    draws = len(there)
    tail, head = np.concatenate([first, second]), np.concatenate([second, first])
    by_row = np.lexsort((head, tail))
    kept = there[:, by_row % max(len(first), 1)]
    draw, entry = np.nonzero(kept)
    upto = np.zeros((draws, len(by_row) + 1), dtype=np.int64)
    np.cumsum(kept, axis=1, out=upto[:, 1:])
    ends = np.searchsorted(tail[by_row], np.arange(n), side="right")
    before = np.cumsum(upto[:, -1]) - upto[:, -1]
    starts = np.concatenate([[0], (upto[:, ends] + before[:, None]).ravel()])
    nodes = draw * n + head[by_row][entry]
    return sp.csr_array((np.ones(len(nodes)), nodes, starts), shape=(draws * n, draws * n))


def search(adjacency: sp.csr_array) -> Search:
    """Search the graph of a symmetric 0/1 matrix depth first; ties of a node to itself change nothing.

    Notes
    -----
    SciPy gives the order and the parents. What each subtree reaches is taken up to places 1, 2, 4, … steps above, so
    everything after the search is a few passes over arrays.
    SciPy goes through the ties of a node from the start for every one that leads on: beside a huge hub the plain loop
    is faster.
    """
    n = adjacency.shape[0]
    if np.diff(adjacency.indptr).max(initial=0) > HUGE_HUB:
        return Search(*(np.array(part, dtype=np.int64) for part in _depth_first(adjacency)))
    order, before = _depth_first_order(adjacency)
    place = np.full(n + 1, -1, dtype=np.int64)
    place[order] = np.arange(n)
    parent = place[before[order]]
    head, degree = place[adjacency.indices], np.diff(adjacency.indptr)
    head[head == np.repeat(parent[place[:n]], degree)] = n
    reach = np.arange(n)
    tied = np.flatnonzero(degree)
    if len(tied):
        least = np.minimum.reduceat(head, adjacency.indptr[tied])
        reach[place[tied]] = np.minimum(place[tied], least)
    return Search(order, parent, *_over_subtrees(reach, parent))


def _depth_first_order(adjacency: sp.csr_array) -> tuple[Ints, Ints]:
    """Nodes in the order found, and the node before each (n at the beginning of a component)."""
    n = adjacency.shape[0]
    if n == 0:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    # a chain of further nodes, one for each node and leading to it, so that a single search finds every component; one
    # further node for all of them would be a huge hub
    chain = np.column_stack([np.arange(n), np.arange(n + 1, 2 * n + 1)]).ravel()[:-1]
    ends = np.concatenate([adjacency.indices, chain]).astype(np.int32)
    begin = adjacency.indptr[-1] + np.minimum(2 * np.arange(1, n + 1), len(chain))
    starts = np.concatenate([adjacency.indptr, begin]).astype(np.int32)
    order, before = depth_first_order(sp.csr_array((np.ones(len(ends)), ends, starts), shape=(2 * n, 2 * n)), n)
    return order[order < n].astype(np.int64), np.minimum(before[:n], n).astype(np.int64)


def _over_subtrees(reach: Ints, parent: Ints) -> tuple[Ints, Ints]:
    """Least reach in the subtree of each place, and its size: what lies less than 1, 2, 4, … steps below, taken up."""
    low, size, jump = reach.copy(), np.ones_like(reach), parent.copy()
    node = np.flatnonzero(jump >= 0)
    while len(node):
        above = jump[node]
        np.minimum.at(low, above, low[node])
        np.add.at(size, above, size[node])
        jump[node] = jump[above]
        node = node[jump[node] >= 0]
    return low, size


def connected_pairs_without(adjacency: sp.csr_array, removed: Sequence[int]) -> int:
    """Unordered pairs of the other nodes that still have a path when all of *removed* are gone."""
    kept = np.setdiff1d(np.arange(adjacency.shape[0]), np.asarray(removed, dtype=np.int64))
    _, label = connected_components(adjacency[kept][:, kept], directed=False)
    sizes = np.bincount(label).astype(np.int64)
    return int((sizes * (sizes - 1) // 2).sum())


def fragmentation_without(
    adjacency: sp.csr_array, removed: Sequence[int], *, removed_counts: bool = False
) -> float | None:
    """Fragmentation F after the joint loss of *removed*, over those that remain (or over all n, see `Search`)."""
    n = adjacency.shape[0]
    remaining = n if removed_counts else n - len(set(removed))
    return _share_apart(connected_pairs_without(adjacency, removed), remaining)


def _crossing(totals: Floats) -> Floats:
    """Pairs with different labels inside groups with these label totals (rows), own pairs not told apart."""
    return np.asarray((totals.sum(axis=1) ** 2 - np.einsum("ij,ij->i", totals, totals)) / 2)


def _pairs(n: Ints) -> Ints:
    return np.asarray(n * (n - 1) // 2)


def _shares_apart(connected: NDArray[np.int64], n: int) -> Floats:
    pairs = n * (n - 1) / 2
    return np.asarray(1 - connected / pairs) if n > 1 else np.full(len(connected), np.nan)


def _share_apart(connected: int, n: int) -> float | None:
    return 1 - connected / (n * (n - 1) / 2) if n > 1 else None


def _depth_first(adjacency: sp.csr_array) -> tuple[list[int], list[int], list[int], list[int]]:
    """Nodes in the order found; by place: place of the parent (-1 at a root), low-link, nodes of the subtree."""
    begin, ends = adjacency.indptr.tolist(), adjacency.indices.tolist()
    n = len(begin) - 1
    at = [-1] * n
    order: list[int] = []
    parent: list[int] = []
    low: list[int] = []
    size: list[int] = []
    for root in range(n):
        if at[root] >= 0:
            continue
        here, above = len(order), -1
        at[root] = here
        order.append(root)
        parent.append(above)
        low.append(here)
        size.append(1)
        reach = here
        way = iter(ends[begin[root] : begin[root + 1]])
        waiting = []
        while True:
            for node in way:
                there = at[node]
                if there < 0:
                    low[here] = reach
                    waiting.append(way)
                    above, here = here, len(order)
                    at[node] = here
                    order.append(node)
                    parent.append(above)
                    low.append(here)
                    size.append(1)
                    reach = here
                    way = iter(ends[begin[node] : begin[node + 1]])
                    break
                if there < reach and there != above:
                    reach = there
            else:
                low[here] = reach
                if above < 0:
                    break
                size[above] += size[here]
                reach = min(reach, low[above])
                here, above = above, parent[above]
                way = waiting.pop()
    return order, parent, low, size
