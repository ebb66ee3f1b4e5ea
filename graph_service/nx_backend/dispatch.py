"""The backend as NetworkX loads it: converting graphs, and saying which calls are ours and which are worth it."""

import inspect
from collections.abc import Mapping
from typing import Any

from graph_service.nx_backend import functions, get_info
from graph_service.nx_backend.converted import AnyGraph, Converted

SMALL = 300
"""Below so many nodes NetworkX itself is quick enough."""

_NOT_OURS = {
    "betweenness_centrality": ("weight", "endpoints"),
    "edge_betweenness_centrality": ("k", "weight"),
    "closeness_centrality": ("u", "distance"),
    "harmonic_centrality": ("nbunch", "distance", "sources"),
    "average_shortest_path_length": ("weight",),
    "diameter": ("e", "usebounds", "weight"),
    "wiener_index": ("weight",),
    "constraint": ("nodes",),
    "effective_size": ("nodes",),
    "bridges": ("root",),
    "has_bridges": ("root",),
}
"""Arguments that are left to NetworkX: lengths of ties, and questions about few nodes, which it answers node by node."""

_NO_PARALLEL_TIES = frozenset(
    {
        "bridges", "constraint", "core_number", "edge_betweenness_centrality", "effective_size", "has_bridges",
        "latapy_clustering", "node_redundancy", "robins_alexander_clustering",
    }
)  # fmt: skip
_NO_DIRECTION = frozenset(
    {"core_number", "latapy_clustering", "node_redundancy", "robins_alexander_clustering", "weighted_projected_graph"}
)
_NO_SELF_TIES = frozenset(
    {
        "adamic_adar_index", "bridges", "constraint", "core_number", "effective_size", "has_bridges",
        "jaccard_coefficient", "node_redundancy", "resource_allocation_index", "weighted_projected_graph",
    }
)  # fmt: skip
_ONE_PASS = frozenset({"articulation_points", "bridges", "core_number", "has_bridges", "robins_alexander_clustering"})
"""NetworkX answers in one pass over the ties, and that is what the matrix costs: worth it only when that is there."""


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever NetworkX asks for
    """Give the function of that name; what is not answered here is no attribute, as NetworkX expects."""
    if name not in get_info()["functions"]:
        raise AttributeError(name)
    return getattr(functions, name)


def convert_from_nx(
    graph: AnyGraph, *, edge_attrs: Mapping[str, Any] | None = None, **_: object
) -> Converted:  # fmt: skip
    """Nodes and one matrix of a NetworkX graph; attributes asked for as weights become numbers."""
    return graph if isinstance(graph, Converted) else Converted(graph, edge_attrs)


def convert_to_nx(result: Any, **_: object) -> Any:  # noqa: ANN401 - any result comes by here
    """Give a result back as NetworkX would: only a converted graph differs from that."""
    return result.as_networkx() if isinstance(result, Converted) else result


def can_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
    """Say whether these arguments are answered here; a text says why not."""
    given = inspect.signature(getattr(functions, name)).bind(*args, **kwargs).arguments
    graph = _graph(args, kwargs)
    others = [argument for argument in _NOT_OURS.get(name, ()) if given.get(argument) not in (None, False)]
    complaints = (
        (bool(others), f"{', '.join(others)}"),
        (given.get("k") == 0, "no source at all"),
        (given.get("method") not in (None, "unweighted"), "another method"),
        (name in _NO_PARALLEL_TIES and graph.is_multigraph(), "parallel ties"),
        (name in _NO_DIRECTION and graph.is_directed(), "a directed graph"),
        (name in _NO_SELF_TIES and _has_self_ties(graph), "ties of a node with itself"),
        (len(graph) == 0, "a graph without nodes"),
    )
    return next((f"left to NetworkX: {what}" for bad, what in complaints if bad), True)


def should_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
    """Say whether it is worth it; a text says why not."""
    graph = _graph(args, kwargs)
    if isinstance(graph, Converted):
        return True
    if len(graph) < SMALL:
        return "small graph"
    held = getattr(graph, "__networkx_cache__", None) or {}
    if name in _ONE_PASS and "graph_service" not in held.get("backends", {}):
        return "as fast as converting the graph"
    return True


def _graph(args: tuple[Any, ...], kwargs: dict[str, Any]) -> AnyGraph:
    return args[0] if args else kwargs.get("G", kwargs.get("B"))


def _has_self_ties(graph: AnyGraph) -> bool:
    if isinstance(graph, Converted):
        return bool((graph.tails == graph.heads).any())
    return any(node in around for node, around in graph.adj.items())
