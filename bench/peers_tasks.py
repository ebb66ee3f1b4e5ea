"""What `peers.py` asks: the same question put to each library, each with its own graph."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import numpy as np
import scipy.sparse as sp

from graph_service.kernels.betweenness import betweenness, edge_betweenness, sampled_betweenness
from graph_service.kernels.brokerage import roles
from graph_service.kernels.burt import structural_holes
from graph_service.kernels.core import core_numbers
from graph_service.kernels.distances import distances
from graph_service.kernels.links import nearest_pairs
from graph_service.kernels.mixing import one_hot, ties_between
from graph_service.kernels.projection import shared
from graph_service.kernels.removal import search
from graph_service.kernels.routes import smallest_cuts

Data = dict[str, Any]
Answer = Callable[[Any, Data], Any]
_PIVOTS, _BEST = 200, 100


def _ends(data: Data, kind: str) -> tuple[int, np.ndarray, np.ndarray]:
    if kind == "shared":
        return int(data["actors"]), data["shared_tails"], data["shared_heads"]
    if kind == "seats":
        return int(data["actors"] + data["bodies"]), data["seats_at"], data["seats_in"] + int(data["actors"])
    return int(data["n"]), data["tails"], data["heads"]


def _matrix(data: Data, kind: str) -> sp.csr_array:
    n, tails, heads = _ends(data, kind)
    both = np.concatenate([tails, heads]), np.concatenate([heads, tails])
    whole = sp.csr_array((np.ones(2 * len(tails)), both), shape=(n, n))
    actors = int(data["actors"])
    return whole[:actors][:, actors:] if kind == "seats" else whole


def _networkx(data: Data, kind: str) -> Any:  # noqa: ANN401 - each library has its own graph
    import networkx as nx

    n, tails, heads = _ends(data, kind)
    graph = nx.empty_graph(n)
    graph.add_edges_from(zip(tails.tolist(), heads.tolist(), strict=True))
    return graph


def _igraph(data: Data, kind: str) -> Any:  # noqa: ANN401
    import igraph

    n, tails, heads = _ends(data, kind)
    graph = igraph.Graph(n=n, edges=np.column_stack([tails, heads]))
    if kind == "seats":
        graph.vs["type"] = (np.arange(n) >= data["actors"]).tolist()
    return graph


def _rustworkx(data: Data, kind: str) -> Any:  # noqa: ANN401
    import rustworkx

    n, tails, heads = _ends(data, kind)
    graph = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(range(n))
    graph.add_edges_from_no_data(list(zip(tails.tolist(), heads.tolist(), strict=True)))
    return graph


def _networkit(data: Data, kind: str) -> Any:  # noqa: ANN401
    import networkit

    n, tails, heads = _ends(data, kind)
    return networkit.GraphFromCoo((tails, heads), n=n, weighted=False, directed=False)


LIBRARIES: dict[str, Callable[[Data, str], Any]] = {
    "ours": _matrix, "networkx": _networkx, "igraph": _igraph, "rustworkx": _rustworkx, "networkit": _networkit,
}  # fmt: skip


def _nx() -> Any:  # noqa: ANN401
    import networkx as nx

    return nx


def _rx() -> Any:  # noqa: ANN401
    import rustworkx

    return rustworkx


def _nk() -> Any:  # noqa: ANN401
    import networkit

    return networkit


def _listed(values: Any) -> list[float]:  # noqa: ANN401
    return [values[i] for i in range(len(values))]


def _each(values: Any) -> list[float]:  # noqa: ANN401
    return sorted(values)


def _spread(histogram: np.ndarray) -> list[float]:
    steps = np.arange(1, len(histogram) + 1)
    return [float((histogram * steps).sum() / histogram.sum()), len(histogram)]


def _nx_distances(graph: Any, _: Data) -> list[float]:  # noqa: ANN401
    total = count = most = 0
    for _node, found in _nx().all_pairs_shortest_path_length(graph):
        total, count, most = total + sum(found.values()), count + len(found) - 1, max(most, *found.values())
    return [total / count, most]


def _ig_distances(graph: Any, _: Data) -> list[float]:  # noqa: ANN401
    return _spread(np.array([count for *_, count in graph.path_length_hist(directed=False).bins()], dtype=float))


def _ig_closeness(graph: Any, _: Data) -> np.ndarray:  # noqa: ANN401
    parts = graph.connected_components()
    size = np.array(parts.sizes())[parts.membership]
    return np.nan_to_num(np.array(graph.closeness(normalized=True), dtype=float)) * (size - 1) / (len(size) - 1)


def _removed(graph: Any, parts: Callable[[Any, int], list[int]]) -> list[float]:  # noqa: ANN401
    """Pairs of others broken by each node, by taking it out and counting again."""
    sizes = parts(graph, -1)
    pairs = sum(size * (size - 1) // 2 for size in sizes)
    return [float(pairs - sum(size * (size - 1) // 2 for size in parts(graph, node))) for node in range(_n(graph))]


def _n(graph: Any) -> int:  # noqa: ANN401
    return graph.vcount() if hasattr(graph, "vcount") else len(graph)


def _nx_parts(graph: Any, without: int) -> list[int]:  # noqa: ANN401
    left = graph if without < 0 else _nx().restricted_view(graph, [without], [])
    return [len(part) for part in _nx().connected_components(left)]


def _ig_parts(graph: Any, without: int) -> list[int]:  # noqa: ANN401
    left = graph if without < 0 else graph.copy()
    if without >= 0:
        left.delete_vertices(without)
    return list(left.connected_components().sizes())


def _broken_and_own(adjacency: sp.csr_array, _: Data) -> np.ndarray:
    found = search(adjacency)
    return found.pairs_broken + found.component_sizes - 1


def _nx_roles(graph: Any, data: Data) -> np.ndarray:  # noqa: ANN401
    """NetworkX has none: the definition, written with its adjacency."""
    group, around = data["group"].tolist(), {node: set(graph[node]) for node in graph}
    counts = np.zeros((len(around), 5))
    for first, known in around.items():
        for broker in known:
            for last in around[broker] - known - {first}:
                a, b, c = group[first], group[broker], group[last]
                kind = (0 if b == c else 2) if a == b else 3 if b == c else 1 if a == c else 4
                counts[broker, kind] += 1
    return counts


def _routes(adjacency: sp.csr_array, data: Data) -> list[float]:
    groups = np.zeros((12, adjacency.shape[0]), dtype=np.bool_)
    for i in range(12):
        groups[i, data[f"field_{i}"]] = True
    return [len(cut) for cut in smallest_cuts(adjacency, groups, list(combinations(range(12), 2)))]


def _ig_routes(graph: Any, data: Data) -> list[float]:  # noqa: ANN401
    n = graph.vcount()
    groups = [data[f"field_{i}"] for i in range(12)]
    ends = np.array(graph.get_edgelist())
    found = []
    for first, second in combinations(groups, 2):
        more = [np.column_stack([some, np.full(len(some), end)]) for some, end in ((first, n), (second, n + 1))]
        whole = type(graph)(n=n + 2, edges=np.concatenate([ends, *more]))
        found.append(whole.vertex_connectivity(n, n + 1, neighbors="ignore"))
    return found


def _nx_routes(graph: Any, data: Data) -> list[float]:  # noqa: ANN401
    groups = [data[f"field_{i}"].tolist() for i in range(12)]
    found = []
    for first, second in combinations(groups, 2):
        whole = graph.copy()
        whole.add_edges_from([("a", node) for node in first] + [("b", node) for node in second])
        found.append(_nx().node_connectivity(whole, "a", "b"))
    return found


def _nx_nearest(graph: Any, data: Data) -> list[float]:  # noqa: ANN401
    group = data["group"].tolist()
    pairs = [(a, b) for a, b in _nx().non_edges(graph) if group[a] != group[b]]
    return sorted((score for *_, score in _nx().adamic_adar_index(graph, pairs)), reverse=True)[:_BEST]


def _projected(seats: sp.csr_array, _: Data) -> list[float]:
    found = shared(seats)[0]
    return [found.nnz / 2, found.sum() / 2]


def _nx_projected(graph: Any, data: Data) -> list[float]:  # noqa: ANN401
    found = _nx().bipartite.weighted_projected_graph(graph, range(int(data["actors"])))
    return [found.number_of_edges(), sum(weight for *_, weight in found.edges(data="weight"))]


def _ig_projected(graph: Any, _: Data) -> list[float]:  # noqa: ANN401
    found = graph.bipartite_projection(multiplicity=True, which=0)
    return [found.ecount(), sum(found.es["weight"])]


def _nx_mixing(graph: Any, data: Data) -> np.ndarray:  # noqa: ANN401
    _nx().set_node_attributes(graph, dict(enumerate(data["group"].tolist())), "group")
    order = {i: i for i in range(12)}
    found = _nx().attribute_mixing_matrix(graph, "group", normalized=False, mapping=order)
    return _halved(found)


def _halved(both_ways: np.ndarray) -> np.ndarray:
    return np.sort(np.concatenate([np.triu(both_ways, 1).ravel(), np.diag(both_ways) / 2]))


def _mixing(adjacency: sp.csr_array, data: Data) -> np.ndarray:
    found = ties_between(adjacency, one_hot(data["group"], 12))
    return np.sort(np.concatenate([np.triu(found, 1).ravel(), np.diag(found)]))


def _sampled(adjacency: sp.csr_array, _: Data) -> list[float]:
    # other sources than the peers draw: only the time can be compared
    return [float(len(sampled_betweenness(adjacency, _PIVOTS, 1).values))]


def _nx_sampled(graph: Any, _: Data) -> list[float]:  # noqa: ANN401
    return [float(len(_nx().betweenness_centrality(graph, k=min(_PIVOTS, len(graph)), seed=1)))]


def _ig_sampled(graph: Any, _: Data) -> list[float]:  # noqa: ANN401
    return [float(len(graph.betweenness(sources=list(range(min(_PIVOTS, graph.vcount()))))))]


TASKS: dict[str, dict[str, tuple[str, Answer]]] = {
    "betweenness, exact": {
        "ours": ("whole", lambda a, _: betweenness(a)),
        "networkx": ("whole", lambda g, _: _listed(_nx().betweenness_centrality(g, normalized=False))),
        "igraph": ("whole", lambda g, _: g.betweenness()),
        "rustworkx": ("whole", lambda g, _: _listed(_rx().betweenness_centrality(g, normalized=False))),
        "networkit": ("whole", lambda g, _: np.array(_nk().centrality.Betweenness(g).run().scores()) / 2),
    },
    "betweenness of ties": {
        "ours": ("whole", lambda a, _: np.sort(edge_betweenness(a)[2])),
        "networkx": ("whole", lambda g, _: _each(_nx().edge_betweenness_centrality(g, normalized=False).values())),
        "igraph": ("whole", lambda g, _: _each(g.edge_betweenness())),
        "rustworkx": ("whole", lambda g, _: _each(_rx().edge_betweenness_centrality(g, normalized=False).values())),
    },
    "betweenness, 200 pivots": {
        "ours": ("whole", _sampled),
        "networkx": ("whole", _nx_sampled),
        "igraph": ("whole", _ig_sampled),
    },
    "closeness": {
        "ours": ("whole", lambda a, _: distances(a, steps=0).closeness()),
        "networkx": ("whole", lambda g, _: _listed(_nx().closeness_centrality(g))),
        "igraph": ("whole", _ig_closeness),
        "rustworkx": ("whole", lambda g, _: _listed(_rx().closeness_centrality(g))),
    },
    "harmonic": {
        "ours": ("whole", lambda a, _: distances(a, steps=0).harmonic),
        "networkx": ("whole", lambda g, _: _listed(_nx().harmonic_centrality(g))),
        "igraph": ("whole", lambda g, _: np.array(g.harmonic_centrality(normalized=False))),
        "networkit": ("whole", lambda g, _: _nk().centrality.HarmonicCloseness(g, False).run().scores()),
    },
    "mean distance and diameter": {
        "ours": ("whole", lambda a, _: _spread(distances(a, steps=0).histogram)),
        "networkx": ("whole", _nx_distances),
        "igraph": ("whole", _ig_distances),
    },
    "pairs broken by each removal": {
        "ours": ("whole", _broken_and_own),
        "networkx": ("whole", lambda g, _: _removed(g, _nx_parts)),
        "igraph": ("whole", lambda g, _: _removed(g, _ig_parts)),
    },
    "cut nodes": {
        "ours": ("whole", lambda a, _: [len(search(a).cut_nodes)]),
        "networkx": ("whole", lambda g, _: [len(set(_nx().articulation_points(g)))]),
        "igraph": ("whole", lambda g, _: [len(g.articulation_points())]),
        "rustworkx": ("whole", lambda g, _: [len(_rx().articulation_points(g))]),
    },
    "routes between field pairs": {
        "ours": ("whole", _routes),
        "networkx": ("whole", _nx_routes),
        "igraph": ("whole", _ig_routes),
    },
    "constraint": {
        "ours": ("shared", lambda a, _: structural_holes(a).constraint),
        "networkx": ("shared", lambda g, _: _listed(_nx().constraint(g))),
        "igraph": ("shared", lambda g, _: g.constraint()),
    },
    "effective size": {
        "ours": ("shared", lambda a, _: structural_holes(a).effective_size),
        "networkx": ("shared", lambda g, _: _listed(_nx().effective_size(g))),
    },
    "brokerage roles": {
        "ours": ("shared", lambda a, d: roles(a, sp.csr_array(one_hot(d["group"], 12)))),
        "networkx": ("shared", _nx_roles),
    },
    "core numbers": {
        "ours": ("shared", lambda a, _: core_numbers(a)),
        "networkx": ("shared", lambda g, _: _listed(_nx().core_number(g))),
        "igraph": ("shared", lambda g, _: g.coreness()),
        "rustworkx": ("shared", lambda g, _: _listed(_rx().core_number(g))),
    },
    "ties within and between fields": {
        "ours": ("shared", _mixing),
        "networkx": ("shared", _nx_mixing),
    },
    "100 nearest pairs across fields": {
        "ours": ("shared", lambda a, d: nearest_pairs(a, _BEST, "adamic_adar", d["group"]).scores),
        "networkx": ("shared", _nx_nearest),
    },
    "who shares bodies with whom": {
        "ours": ("seats", _projected),
        "networkx": ("seats", _nx_projected),
        "igraph": ("seats", _ig_projected),
    },
}
