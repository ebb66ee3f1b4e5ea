"""A network made ready for searches from every node: hanging trees taken off, neighbours near each other in memory."""

from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components, reverse_cuthill_mckee

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Core(NamedTuple):
    """What is left to search after hanging trees were taken off, in an order that keeps neighbours together.

    ``nodes`` are the original numbers, ``weight`` how many original nodes stand at each, ``inward`` row = node, column
    = who has a tie to it, ``outward`` its transpose, ``known`` the betweenness of every original node that the trees
    cause, ``hung`` the ties of the trees with their values, ``counted`` how often each pair is counted.
    """

    nodes: Ints
    weight: Floats
    inward: sp.csr_array
    outward: sp.csr_array
    known: Floats
    hung: tuple[Ints, Ints, Floats]
    counted: int

    @property
    def n(self) -> int:
        """Number of nodes that are left."""
        return len(self.nodes)

    @classmethod
    def of(cls, adjacency: sp.csr_array, *, directed: bool) -> "Core":
        """What is left of a network; of a directed one everything, because its routes back differ."""
        rows = simple(adjacency, directed=directed)
        return cls.whole(rows) if directed else cls._peeled(rows)

    @classmethod
    def whole(cls, rows: sp.csr_array) -> "Core":
        """Everything, nothing taken off; pairs count both ways round."""
        n = rows.shape[0]
        nothing = np.empty(0, dtype=np.int64)
        return cls._ordered(rows, np.ones(n), np.arange(n), np.zeros(n), (nothing, nothing, np.empty(0)), 1)

    @classmethod
    def _peeled(cls, rows: sp.csr_array) -> "Core":
        """Take off nodes with one tie until none is left, and count the routes that must run through them."""
        weight, squares, above = _hanging(rows)
        label = connected_components(rows, directed=False)[1]
        whole = np.bincount(label)[label] if len(label) else label
        gone = above >= 0
        # pairs from two subtrees that hang here, and from a subtree to everything beyond
        known = ((weight - 1) ** 2 - squares) / 2 + (weight - 1) * (whole - weight)
        cut = np.flatnonzero(gone)
        hung = (cut, above[cut], weight[cut] * (whole[cut] - weight[cut]))
        nodes = np.flatnonzero(~gone)
        nodes = nodes[np.asarray(rows[nodes][:, ~gone].sum(axis=1)).ravel() > 0]
        return cls._ordered(rows, weight, nodes, known, hung, 2)

    @classmethod
    def _ordered(
        cls,
        rows: sp.csr_array,
        weight: Floats,
        nodes: Ints,
        known: Floats,
        hung: tuple[Ints, Ints, Floats],
        counted: int,
    ) -> "Core":
        if len(nodes):
            left = sp.csr_array(rows[nodes][:, nodes])
            nodes = nodes[reverse_cuthill_mckee(sp.csr_array(left + left.T), symmetric_mode=True)]
        outward = sp.csr_array(rows[nodes][:, nodes])
        outward.sort_indices()
        inward = outward if counted > 1 else sp.csr_array(outward.T)
        return cls(nodes, weight[nodes], inward, outward, known, hung, counted)


def simple(adjacency: sp.csr_array, *, directed: bool) -> sp.csr_array:
    """Ones where there is a tie, both ways round unless *directed*, nothing on the diagonal."""
    at = adjacency.tocoo()
    off = (at.row != at.col) & (at.data != 0)
    rows, columns = at.row[off].astype(np.int32), at.col[off].astype(np.int32)
    if not directed:
        rows, columns = np.concatenate([rows, columns]), np.concatenate([columns, rows])
    simple = sp.csr_array((np.ones(len(rows)), (rows, columns)), shape=adjacency.shape)
    simple.sum_duplicates()
    simple.data[:] = 1
    return simple


def _hanging(rows: sp.csr_array) -> tuple[Floats, Floats, Ints]:
    """For each node: what hangs on it, itself included; the sum of squares of the subtrees; where it hung, or -1."""
    ptr, idx = rows.indptr.tolist(), rows.indices.tolist()
    degree = np.diff(rows.indptr).tolist()
    n = len(degree)
    weight, squares, above = [1] * n, [0] * n, [-1] * n
    ready = [node for node in range(n) if degree[node] == 1]
    while ready:
        node = ready.pop()
        if degree[node] != 1:
            continue  # the last of a tree: it is where the others hung
        other = next(other for other in idx[ptr[node] : ptr[node + 1]] if above[other] < 0)
        above[node] = other
        degree[node] = 0
        degree[other] -= 1
        weight[other] += weight[node]
        squares[other] += weight[node] ** 2
        if degree[other] == 1:
            ready.append(other)
    return np.array(weight, dtype=float), np.array(squares, dtype=float), np.array(above, dtype=np.int64)
