"""Routes and cuts against NetworkX on random graphs, and on one counted by hand."""

import random

import networkx as nx
import pytest

from graph_service.kernels.routes import Routes


def prepared(graph: "nx.Graph[str]") -> Routes:
    return Routes(sorted(graph), {node: sorted(graph[node]) for node in graph})


def test_two_routes_and_their_cut_by_hand() -> None:
    graph = nx.Graph([("a", "x"), ("x", "b"), ("a", "y"), ("y", "z"), ("z", "b")])
    assert prepared(graph).between(["a"], ["b"]) == (1, ("a",))
    assert prepared(graph).between(["x", "y"], ["b", "z"]) == (2, ("x", "y"))
    assert prepared(graph).between(["a", "x"], ["x", "b"])[0] == 2


def test_nobody_on_one_side_means_no_route_and_no_cut() -> None:
    assert prepared(nx.Graph([("a", "b")])).between([], ["b"]) == (0, ())
    assert prepared(nx.empty_graph(["a", "b"])).between(["a"], ["b"]) == (0, ())


@pytest.mark.parametrize("seed", range(60))
def test_as_many_routes_as_networkx_counts_and_the_cut_cuts(seed: int) -> None:
    graph = nx.relabel_nodes(nx.gnp_random_graph(14, 0.2, seed=seed), {i: f"n{i:02}" for i in range(14)})
    draw = random.Random(seed)
    first, second = (sorted(draw.sample(sorted(graph), 3)) for _ in range(2))
    routes, cut = prepared(graph).between(first, second)
    whole = graph.copy()
    whole.add_edges_from([("first", node) for node in first] + [("second", node) for node in second])
    assert routes == len(cut) == nx.node_connectivity(whole, "first", "second")
    whole.remove_nodes_from(cut)
    assert not nx.has_path(whole, "first", "second")
    assert prepared(graph).between(draw.sample(first, 3), draw.sample(second, 3)) == (routes, cut)


def test_a_busy_tie_between_two_starts_of_one_route_is_never_the_cut() -> None:
    # two starts meet in one node that leads on twice: the node is the cut, not a tie of it
    graph = nx.Graph([("a", "m"), ("b", "m"), ("m", "x"), ("m", "y")])
    assert prepared(graph).between(["a", "b"], ["x", "y"]) == (1, ("m",))
    assert prepared(graph).between(["a", "b", "m"], ["m", "x", "y"]) == (1, ("m",))
