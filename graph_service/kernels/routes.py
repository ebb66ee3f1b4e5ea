"""Independent routes between two groups of nodes, and the fewest nodes whose loss cuts them (Menger)."""

from collections.abc import Mapping, Sequence

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import breadth_first_order, maximum_flow


class Routes:
    """A graph prepared for asking about routes between groups of its nodes.

    Each node is split into a way in and a way out joined by one unit of capacity, so a flow of k units
    is k routes without a common node; both end groups are reached from outside the graph.

    References
    ----------
    Menger (1927), doi:10.4064/fm-10-1-96-115; Moody & White (2003), doi:10.2307/3088904.
    """

    def __init__(self, nodes: Sequence[str], neighbours: Mapping[str, Sequence[str]]) -> None:
        """Take sorted *nodes* and, for each, its neighbours (both directions listed)."""
        self._nodes = tuple(nodes)
        self._at = {node: i for i, node in enumerate(self._nodes)}
        pairs = [(i, self._at[b]) for i, a in enumerate(self._nodes) for b in neighbours.get(a, ())]
        self._tails, self._heads = np.array(pairs, dtype=np.int32).reshape(-1, 2).T

    def between(self, first: Sequence[str], second: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """Count routes from group to group that share no node, and the nodes of the smallest cut nearest *first*.

        A node in both groups is a route by itself. The cut has as many nodes as there are routes, and losing all
        of them leaves no route; it is empty when there is none to begin with. Among the smallest cuts it is the one
        nearest *first*, which does not depend on the order of anything.
        """
        starts, ends = self._mask(first), self._mask(second)
        both = starts & ends
        cut = self._cut(starts & ~both, ends & ~both, ~both)
        nodes = np.flatnonzero(both | cut)
        return len(nodes), tuple(self._nodes[i] for i in nodes)

    def _mask(self, group: Sequence[str]) -> NDArray[np.bool_]:
        mask = np.zeros(len(self._nodes), dtype=np.bool_)
        mask[[self._at[node] for node in group]] = True
        return mask

    def _cut(self, starts: NDArray[np.bool_], ends: NDArray[np.bool_], there: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Nodes of the smallest cut between two groups without a common node, nearest the first, over nodes *there*.

        A route may be cut short to the piece between its last start and its first end, so nothing needs to lead
        into a start or out of an end: far fewer arcs, the same routes and the same cuts.
        """
        n = len(self._nodes)
        cut = np.zeros(n, dtype=np.bool_)
        if not starts.any() or not ends.any():
            return cut
        use = there[self._tails] & there[self._heads] & ~starts[self._heads] & ~ends[self._tails]
        source, sink = 2 * n, 2 * n + 1
        inner = np.flatnonzero(there & ~starts & ~ends)
        first, last = np.flatnonzero(starts), np.flatnonzero(ends)
        # way out of node i: i + n; starts have only a way out, ends only a way in
        tails = np.concatenate([inner, self._tails[use] + n, np.full(len(first), source), last])
        heads = np.concatenate([inner + n, self._heads[use], first + n, np.full(len(last), sink)])
        # one unit through every node; between nodes more than any cut of nodes, so that only nodes are ever cut
        room = np.ones(len(tails), dtype=np.int32)
        room[len(inner) : len(inner) + int(use.sum())] = n + 1
        capacity = sp.csr_array((room, (tails, heads)), shape=(2 * n + 2, 2 * n + 2))
        flow = maximum_flow(capacity, source, sink)
        rest = sp.csr_array(capacity - flow.flow)
        rest.data = np.maximum(rest.data, 0)
        rest.eliminate_zeros()
        seen = np.zeros(2 * n + 2, dtype=np.bool_)
        seen[breadth_first_order(rest, source, return_predecessors=False)] = True
        cut[inner] = seen[inner] & ~seen[inner + n]
        cut[first] = ~seen[first + n]
        cut[last] = seen[last]
        return cut
