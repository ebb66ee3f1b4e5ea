"""Our kernels behind NetworkX's own functions: what NetworkX reads when it is imported, so nothing heavy stands here."""

from typing import Any

_DONE_HERE = {
    "adamic_adar_index": "Pairs as given, also by a generator; none that join a node with itself.",
    "articulation_points": "In the order of the nodes.",
    "average_shortest_path_length": "Without weights.",
    "betweenness_centrality": "Without weights and endpoints.",
    "bridges": "Without root.",
    "closeness_centrality": "All nodes, without distances.",
    "constraint": "All nodes, weights above 0, no self ties.",
    "core_number": "Undirected.",
    "diameter": "Without weights, bounds and given eccentricities.",
    "edge_betweenness_centrality": "Without weights; no multigraphs.",
    "effective_size": "All nodes, weights above 0, no self ties; right also where NetworkX is not.",
    "global_efficiency": "As NetworkX.",
    "harmonic_centrality": "All nodes and sources, without distances.",
    "has_bridges": "Without root.",
    "jaccard_coefficient": "Pairs as given, also by a generator; none that join a node with itself.",
    "latapy_clustering": "Undirected.",
    "node_redundancy": "Undirected.",
    "resource_allocation_index": "Pairs as given, also by a generator; none that join a node with itself.",
    "robins_alexander_clustering": "Undirected.",
    "weighted_projected_graph": "Undirected; gives a NetworkX graph.",
    "wiener_index": "Without weights.",
}


def get_info() -> dict[str, Any]:
    """What this backend is called and which functions it answers, as NetworkX asks for it."""
    return {
        "backend_name": "graph_service",
        "project": "graph-service",
        "package": "graph_service",
        "short_summary": "Exact network measures as sparse linear algebra on SciPy.",
        "functions": {name: {"additional_docs": note} for name, note in sorted(_DONE_HERE.items())},
    }
