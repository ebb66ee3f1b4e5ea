"""Independent routes between two groups of nodes, and the fewest nodes whose loss cuts them (Menger)."""

from collections.abc import Mapping, Sequence

import numpy as np
import scipy.sparse as sp
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
        n = len(self._nodes)
        wide = n + 1  # more than any cut of nodes: never the bottleneck
        pairs = [(self._at[a], self._at[b]) for a in self._nodes for b in neighbours.get(a, ())]
        tails = list(range(n)) + [n + a for a, _ in pairs]
        heads = [n + i for i in range(n)] + [b for _, b in pairs]
        self._tails, self._heads = np.array(tails, dtype=np.int32), np.array(heads, dtype=np.int32)
        self._room = np.array([1] * n + [wide] * len(pairs), dtype=np.int32)
        self._wide = wide

    def between(self, first: Sequence[str], second: Sequence[str]) -> tuple[int, tuple[str, ...]]:
        """Count routes from group to group that share no node, and the nodes of the smallest cut nearest *first*.

        A node in both groups is a route by itself. The cut has as many nodes as there are routes, and losing all
        of them leaves no route; it is empty when there is none to begin with. Among the smallest cuts it is the one
        nearest *first*, which does not depend on the order of anything.
        """
        if not first or not second:
            return 0, ()
        n = len(self._nodes)
        source, sink = 2 * n, 2 * n + 1
        starts = np.array([self._at[node] for node in first], dtype=np.int32)
        ends = np.array([self._at[node] + n for node in second], dtype=np.int32)
        tails = np.concatenate([self._tails, np.full(len(starts), source, dtype=np.int32), ends])
        heads = np.concatenate([self._heads, starts, np.full(len(ends), sink, dtype=np.int32)])
        room = np.concatenate([self._room, np.full(len(starts) + len(ends), self._wide, dtype=np.int32)])
        capacity = sp.coo_array((room, (tails, heads)), shape=(2 * n + 2, 2 * n + 2)).tocsr()
        flow = maximum_flow(capacity, source, sink)
        rest = sp.csr_array(capacity - flow.flow)
        rest.data = np.maximum(rest.data, 0)
        rest.eliminate_zeros()
        seen = np.zeros(2 * n + 2, dtype=np.bool_)
        seen[breadth_first_order(rest, source, return_predecessors=False)] = True
        cut = np.flatnonzero(seen[:n] & ~seen[n : 2 * n])
        return int(flow.flow_value), tuple(self._nodes[i] for i in cut)
