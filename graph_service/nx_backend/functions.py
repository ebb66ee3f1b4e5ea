"""NetworkX's functions under their own names and arguments, each answered by one kernel."""

from collections.abc import Hashable, Iterable, Iterator
from itertools import combinations
from typing import Any, Literal

import networkx as nx
import numpy as np
import scipy.sparse as sp
from networkx.utils import create_py_random_state
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

from graph_service.kernels import betweenness, burt, core, projection, removal
from graph_service.kernels.distances import Distances, distances
from graph_service.kernels.links import Score, pair_scores
from graph_service.nx_backend.converted import AnyGraph, Converted

Node = Hashable
Scores = Iterator[tuple[Node, Node, float]]


def betweenness_centrality(
    G: Converted,
    k: int | None = None,
    normalized: bool = True,
    weight: None = None,
    endpoints: bool = False,
    seed: Any = None,
) -> dict[Node, float]:
    """Betweenness of every node; with *k* from the same nodes that NetworkX would draw."""
    if k is None or k == len(G):
        values = betweenness.betweenness(G.adjacency, directed=G.directed)
        return G.by_node(betweenness.share_of_pairs(values, directed=G.directed) if normalized else values)
    drawn = create_py_random_state(seed).sample(range(len(G)), k)
    values = betweenness.dependencies(G.adjacency, np.array(drawn, dtype=np.int64), directed=G.directed)
    others = len(G) - 1
    if others < 2:  # noqa: PLR2004 - nothing lies between two
        return G.by_node(values)
    # NetworkX's scale: a source has been asked by k - 1 others only
    asked = np.full(len(G), float(k))
    asked[drawn] -= 1
    with np.errstate(divide="ignore", invalid="ignore"):
        values = values / asked / (others - 1) if normalized else values / asked * others / (1 if G.directed else 2)
    values[asked == 0] = np.nan
    return G.by_node(values)


def edge_betweenness_centrality(
    G: Converted, k: None = None, normalized: bool = True, weight: None = None, seed: object = None
) -> dict[tuple[Node, Node], float]:
    """Betweenness of every tie, in the order and the direction in which the graph gives them."""
    tails, heads, values = betweenness.edge_betweenness(G.adjacency, directed=G.directed)
    n = len(G)
    if normalized and n > 1:
        values = values / (n * (n - 1) / (1 if G.directed else 2))
    ours, theirs = tails * n + heads, G.ties
    low, high = theirs if G.directed else (np.minimum(*theirs), np.maximum(*theirs))
    place = np.searchsorted(ours, low * n + high)
    found = np.zeros(len(low))
    real = low != high
    found[real] = values[place[real]]
    ends = zip(theirs[0].tolist(), theirs[1].tolist(), strict=True)
    return {(G.nodes[a], G.nodes[b]): value for (a, b), value in zip(ends, found.tolist(), strict=True)}


def closeness_centrality(
    G: Converted, u: None = None, distance: None = None, wf_improved: bool = True
) -> dict[Node, float]:
    """Closeness of every node, by the ties that lead to it; equal to NetworkX to the last bit."""
    found = _toward(G)
    values = np.divide(found.reached, found.total, out=np.zeros(len(G)), where=found.total > 0)
    return G.by_node(values * (found.reached / max(len(G) - 1, 1)) if wf_improved else values)


def harmonic_centrality(
    G: Converted, nbunch: None = None, distance: None = None, sources: None = None
) -> dict[Node, float]:
    """Sum of 1 / distance from all others to every node."""
    return G.by_node(_toward(G).harmonic)


def global_efficiency(G: Converted) -> float:
    """Mean of 1 / distance over all pairs, 0 for those without a path."""
    pairs = len(G) * (len(G) - 1)
    return float(_toward(G).inverse.sum() / pairs) if pairs else 0


def average_shortest_path_length(G: Converted, weight: None = None, method: str | None = None) -> float:
    """Mean distance over all ordered pairs of a connected graph."""
    if not len(G):
        raise nx.NetworkXPointlessConcept("the null graph has no paths, thus there is no average shortest path length")
    if not _connected(G):
        raise nx.NetworkXError(f"Graph is not {'strongly ' if G.directed else ''}connected.")
    return float(_toward(G).mean_distance or 0)


def diameter(G: Converted, e: None = None, usebounds: bool = False, weight: None = None) -> int:
    """Longest distance in a connected graph."""
    if not _connected(G):
        raise nx.NetworkXError(
            "Found infinite path length because the "
            + ("digraph is not strongly connected" if G.directed else "graph is not connected")
        )
    return _toward(G).longest


def wiener_index(G: Converted, weight: None = None) -> float:
    """Sum of the distances of all pairs, infinite where one has no path."""
    if not _connected(G):
        return float("inf")
    return float(_toward(G).total.sum() / (1 if G.directed else 2))


def constraint(G: Converted, nodes: None = None, weight: str | None = None) -> dict[Node, float]:
    """Burt's constraint of every node, NaN for those without a tie."""
    return G.by_node(_holes(G, weight).constraint)


def effective_size(G: Converted, nodes: None = None, weight: str | None = None) -> dict[Node, float]:
    """Burt's effective size of every node, NaN for those without a tie."""
    return G.by_node(_holes(G, weight).effective_size)


def articulation_points(G: Converted) -> Iterator[Node]:
    """Nodes whose loss puts others out of each other's reach, in the order of the graph."""
    return (G.nodes[node] for node in removal.search(G.adjacency).cut_nodes.tolist())


def bridges(G: Converted, root: None = None) -> Iterator[tuple[Node, Node]]:
    """Ties whose loss puts their ends out of each other's reach, as the graph gives them."""
    ends, _ = removal.search(G.adjacency).bridge_ties
    wanted = {(int(a), int(b)) for a, b in ends}
    every = zip(G.ties[0].tolist(), G.ties[1].tolist(), strict=True)
    return ((G.nodes[a], G.nodes[b]) for a, b in every if (min(a, b), max(a, b)) in wanted)


def has_bridges(G: Converted, root: None = None) -> bool:
    """Whether the loss of one tie puts anybody out of reach."""
    return len(removal.search(G.adjacency).bridge_ties[0]) > 0


def core_number(G: Converted) -> dict[Node, int]:
    """Largest k such that the node lies in a part in which everybody has k ties."""
    return G.by_node(core.core_numbers(G.adjacency))


def adamic_adar_index(G: Converted, ebunch: Iterable[tuple[Node, Node]] | None = None) -> Scores:
    """Adamic–Adar score of each pair, in the order given."""
    return _scores(G, ebunch, "adamic_adar")


def resource_allocation_index(G: Converted, ebunch: Iterable[tuple[Node, Node]] | None = None) -> Scores:
    """Resource allocation score of each pair, in the order given."""
    return _scores(G, ebunch, "resource_allocation")


def jaccard_coefficient(G: Converted, ebunch: Iterable[tuple[Node, Node]] | None = None) -> Scores:
    """Jaccard coefficient of the neighbours of each pair, in the order given."""
    return _scores(G, ebunch, "jaccard")


def latapy_clustering(G: Converted, nodes: Iterable[Node] | None = None, mode: str = "dot") -> dict[Node, float]:
    """Clustering of the nodes of a two-mode graph (Latapy)."""
    _sides(G)
    modes = ("dot", "min", "max")
    if mode not in modes:
        raise nx.NetworkXError("Mode for bipartite clustering must be: dot, min or max")
    values = G.by_node(projection.clustering(G.adjacency)[modes.index(mode)])
    return values if nodes is None else {node: values[node] for node in nodes}


def node_redundancy(G: Converted, nodes: Iterable[Node] | None = None) -> dict[Node, float]:
    """Redundancy of the nodes of a two-mode graph (Latapy)."""
    values = G.by_node(projection.redundancy(G.adjacency))
    chosen = values if nodes is None else {node: values[node] for node in nodes}
    if any(np.isnan(value) for value in chosen.values()):
        raise nx.NetworkXError("Cannot compute redundancy coefficient for a node that has fewer than two neighbors.")
    return chosen


def robins_alexander_clustering(G: Converted) -> float:
    """Reinforcement of a two-mode graph: four-cycles over paths of three ties."""
    side = _sides(G)
    return projection.reinforcement(sp.csr_array(G.adjacency[side][:, ~side])) or 0


def weighted_projected_graph(B: Converted, nodes: Iterable[Node], ratio: bool = False) -> AnyGraph:
    """One side of a two-mode graph with the number of shared neighbours as weight, as a NetworkX graph."""
    chosen = list(nodes)
    beyond = len(B) - len(chosen)
    if beyond < 1:
        raise nx.NetworkXAlgorithmError(
            f"the size of the nodes to project onto ({len(chosen)}) is >= the graph size ({len(B)}).\n"
            "They are either not a valid bipartite partition or contain duplicates"
        )
    graph: AnyGraph = nx.Graph()
    graph.graph.update(B.about)
    graph.add_nodes_from((node, B.attributes[node]) for node in chosen)
    at = np.array([B.place[node] for node in chosen], dtype=np.int64)
    found = sp.triu(projection.shared(B.adjacency[at])[0], 1).tocoo()
    weights = (found.data / beyond if ratio else found.data.astype(np.int64)).tolist()
    ends = zip(found.row.tolist(), found.col.tolist(), weights, strict=True)
    graph.add_edges_from((chosen[a], chosen[b], {"weight": weight}) for a, b, weight in ends)
    return graph


def _toward(graph: Converted) -> Distances:
    """Distances from all others to each node, as NetworkX takes direction."""
    return distances(sp.csr_array(graph.adjacency.T) if graph.directed else graph.adjacency, steps=0)


def _connected(graph: Converted) -> bool:
    kind: Literal["strong", "weak"] = "strong" if graph.directed else "weak"
    return int(connected_components(graph.adjacency, connection=kind)[0]) <= 1


def _holes(graph: Converted, weight: str | None) -> burt.Holes:
    matrix = graph.matrix(weight)
    if not (matrix.data > 0).all() or matrix.diagonal().any():
        raise NotImplementedError("weights of 0 or less, and self ties, are left to NetworkX")
    return burt.structural_holes(matrix)


def _scores(graph: Converted, ebunch: Iterable[tuple[Node, Node]] | None, score: Score) -> Scores:
    pairs: list[tuple[Node, Node]] = list(_untied(graph) if ebunch is None else ebunch)
    for pair in pairs:
        for node in pair:
            if node not in graph.place:
                raise nx.NodeNotFound(f"Node {node} not in G.")
    ends: NDArray[np.int64] = np.array([[graph.place[u], graph.place[v]] for u, v in pairs], dtype=np.int64).reshape(
        -1, 2
    )
    if (ends[:, 0] == ends[:, 1]).any() or (graph.tails == graph.heads).any():
        raise NotImplementedError("a node beside itself, and self ties, are left to NetworkX")
    found = pair_scores(graph.adjacency, ends[:, 0], ends[:, 1], score)
    return ((u, v, value) for (u, v), value in zip(pairs, found.tolist(), strict=True))


def _untied(graph: Converted) -> Iterator[tuple[Node, Node]]:
    tied = set(zip(graph.tails.tolist(), graph.heads.tolist(), strict=True))
    return ((graph.nodes[a], graph.nodes[b]) for a, b in combinations(range(len(graph)), 2) if (a, b) not in tied)


def _sides(graph: Converted) -> NDArray[np.bool_]:
    """One side of a two-mode graph, the first node of each part in it; NetworkXError where there are no two."""
    side = np.zeros(len(graph), dtype=np.bool_)
    label = connected_components(graph.adjacency, directed=False)[1] if len(graph) else np.empty(0, dtype=np.int64)
    front = np.unique(label, return_index=True)[1]
    seen = np.zeros(len(graph), dtype=np.bool_)
    current = True
    while len(front):
        seen[front] = True
        side[front] = current
        current = not current
        reached = np.zeros(len(graph), dtype=np.bool_)
        reached[graph.adjacency[front].indices] = True
        front = np.flatnonzero(reached & ~seen)
    if (side[graph.tails] == side[graph.heads]).any():
        raise nx.NetworkXError("Graph is not bipartite")
    return side
