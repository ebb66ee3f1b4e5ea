"""A NetworkX graph as the kernels want it: nodes in their order and one sparse matrix."""

from collections.abc import Hashable, Mapping
from functools import cached_property
from itertools import chain
from typing import Any

import networkx as nx
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.kernels.peeled import simple

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Node = Hashable
AnyGraph = Any
"""NetworkX's classes take a type for their nodes only in its stubs."""


class Converted:
    """Nodes and ties of a graph, in the order in which the graph gives them.

    Attributes
    ----------
    nodes
        The graph's own nodes.
    tails, heads
        Numbers of the two ends of each entry of the graph's adjacency; an undirected tie stands there twice, parallel
        ties once.
    weights
        For each attribute asked for: its value at each entry, parallel ties added up.
    """

    __networkx_backend__ = "graph_service"

    def __init__(self, graph: AnyGraph, edge_attrs: Mapping[str, Any] | None) -> None:
        """Read a NetworkX graph; *edge_attrs* are the attributes wanted as weights with their defaults."""
        adjacency = graph._adj  # noqa: SLF001 - as every backend; the view over it costs ten times as much
        self.nodes: list[Node] = list(adjacency)
        self.place: dict[Node, int] = dict(zip(self.nodes, range(len(self.nodes)), strict=True))
        self.directed: bool = graph.is_directed()
        self.multiple: bool = graph.is_multigraph()
        self.attributes: Mapping[Node, dict[str, Any]] = graph.nodes
        self.about: dict[str, Any] = dict(graph.graph)
        counts = np.fromiter(map(len, adjacency.values()), dtype=np.int64, count=len(self.nodes))
        every = chain.from_iterable(adjacency.values())
        self.heads: Ints = np.fromiter(map(self.place.__getitem__, every), dtype=np.int64, count=int(counts.sum()))
        self.tails: Ints = np.repeat(np.arange(len(self.nodes)), counts)
        self.weights: dict[str, Floats] = {
            name: self._attribute(graph, name, default) for name, default in (edge_attrs or {}).items()
        }

    def _attribute(self, graph: AnyGraph, name: str, default: object) -> Floats:
        beyond = 1 if default is None else default
        entries = chain.from_iterable(around.values() for around in graph.adj.values())
        if self.multiple:
            values = (sum(row.get(name, beyond) for row in rows.values()) for rows in entries)
        else:
            values = (row.get(name, beyond) for row in entries)
        return np.fromiter(values, dtype=np.float64, count=len(self.heads))

    def is_directed(self) -> bool:
        """Whether ties have a direction."""
        return self.directed

    def is_multigraph(self) -> bool:
        """Whether the graph may hold parallel ties."""
        return self.multiple

    def __len__(self) -> int:
        """Number of nodes."""
        return len(self.nodes)

    @cached_property
    def ties(self) -> tuple[Ints, Ints]:
        """Ends of each tie once, as ``graph.edges`` gives them."""
        first = np.ones(len(self.heads), dtype=np.bool_) if self.directed else self.tails <= self.heads
        return self.tails[first], self.heads[first]

    @cached_property
    def adjacency(self) -> sp.csr_array:
        """Ones where there is a tie, nothing on the diagonal."""
        return simple(self.matrix(None), directed=self.directed)

    def matrix(self, weight: str | None) -> sp.csr_array:
        """Matrix of a weight, or of ones."""
        data = np.ones(len(self.heads)) if weight is None else self.weights[weight]
        return sp.csr_array((data, (self.tails, self.heads)), shape=(len(self), len(self)))

    def by_node(self, values: NDArray[Any]) -> dict[Node, Any]:
        """Values of all nodes as NetworkX hands them out."""
        return dict(zip(self.nodes, values.tolist(), strict=True))

    def as_networkx(self) -> AnyGraph:
        """Build the NetworkX graph again, without attributes of ties other than those kept as weights."""
        graph: AnyGraph = nx.DiGraph() if self.directed else nx.Graph()
        graph.graph.update(self.about)
        graph.add_nodes_from((node, dict(self.attributes[node])) for node in self.nodes)
        names = list(self.weights)
        ends = zip(self.tails.tolist(), self.heads.tolist(), strict=True)
        for position, (tail, head) in enumerate(ends):
            values = [self.weights[name][position].item() for name in names]
            graph.add_edge(self.nodes[tail], self.nodes[head], **dict(zip(names, values, strict=True)))
        return graph
