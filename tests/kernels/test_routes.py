"""Routes and cuts against NetworkX on random graphs, and on one counted by hand."""

import random
from collections.abc import Iterable
from itertools import combinations

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels.routes import smallest_cuts


def matrix(graph: "nx.Graph[str]") -> sp.csr_array:
    return nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), weight=None, format="csr", dtype=float)


def cuts(graph: "nx.Graph[str]", *groups: Iterable[str]) -> list[tuple[str, ...]]:
    names = sorted(graph)
    inside = np.array([np.isin(names, list(group)) for group in groups], dtype=np.bool_).reshape(
        len(groups), len(names)
    )
    couples = list(combinations(range(len(inside)), 2))
    return [tuple(names[i] for i in cut) for cut in smallest_cuts(matrix(graph), inside, couples)]


def cut(graph: "nx.Graph[str]", first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    (found,) = cuts(graph, first, second)
    return found


def plain_cut(graph: "nx.Graph[str]", first: list[str], second: list[str]) -> tuple[str, ...]:
    """The plain formulation: split nodes, a flow from outside, and the nodes that its rest reaches only half."""
    flow: nx.DiGraph[object] = nx.DiGraph()
    flow.add_nodes_from(["start", "end"])
    flow.add_edges_from((((node, "in"), (node, "out")) for node in graph), capacity=1)
    flow.add_edges_from(((a, "out"), (b, "in")) for tie in graph.edges for a, b in (tie, tie[::-1]))
    flow.add_edges_from(("start", (node, "in")) for node in first)
    flow.add_edges_from(((node, "out"), "end") for node in second)
    residual = nx.algorithms.flow.edmonds_karp(flow, "start", "end")
    open_arcs = nx.DiGraph([(a, b) for a, b, arc in residual.edges(data=True) if arc["flow"] < arc["capacity"]])
    seen = {"start"} | (nx.descendants(open_arcs, "start") if "start" in open_arcs else set())
    return tuple(node for node in sorted(graph) if (node, "in") in seen and (node, "out") not in seen)


def sparse(n: int, chance: float, seed: int) -> "nx.Graph[str]":
    return nx.relabel_nodes(nx.gnp_random_graph(n, chance, seed=seed), {i: f"n{i:03}" for i in range(n)})


def test_two_routes_and_their_cut_by_hand() -> None:
    graph = nx.Graph([("a", "x"), ("x", "b"), ("a", "y"), ("y", "z"), ("z", "b")])
    assert cut(graph, ["a"], ["b"]) == ("a",)
    assert cut(graph, ["x", "y"], ["b", "z"]) == ("x", "y")
    assert len(cut(graph, ["a", "x"], ["x", "b"])) == 2


def test_nobody_on_one_side_means_no_route_and_no_cut() -> None:
    assert cut(nx.Graph([("a", "b")]), [], ["b"]) == ()
    assert cut(nx.empty_graph(["a", "b"]), ["a"], ["b"]) == ()
    assert cut(nx.empty_graph(["a", "b"]), ["a", "b"], ["b"]) == ("b",)
    assert [c.tolist() for c in smallest_cuts(sp.csr_array((0, 0)), np.zeros((2, 0), dtype=np.bool_), [(0, 1)])] == [[]]
    assert cuts(nx.Graph([("a", "b")]), ["a"]) == []


@pytest.mark.parametrize("seed", range(60))
def test_as_many_routes_as_networkx_counts_and_the_cut_cuts(seed: int) -> None:
    graph = sparse(14, 0.2, seed)
    draw = random.Random(seed)
    first, second = (sorted(draw.sample(sorted(graph), 3)) for _ in range(2))
    found = cut(graph, first, second)
    whole = graph.copy()
    whole.add_edges_from([("first", node) for node in first] + [("second", node) for node in second])
    assert (
        len(found)
        == nx.node_connectivity(whole, "first", "second")
        == len(nx.minimum_node_cut(whole, "first", "second"))
    )
    whole.remove_nodes_from(found)
    assert not nx.has_path(whole, "first", "second")


@pytest.mark.parametrize("seed", range(150))
def test_the_same_cut_as_by_the_plain_flow(seed: int) -> None:
    draw = random.Random(seed)
    graph = sparse(draw.randint(2, 40), draw.choice([0.03, 0.06, 0.1, 0.2]), seed)
    most = max(1, len(graph) // 3)
    groups = [sorted(draw.sample(sorted(graph), draw.randint(0, most))) for _ in range(4)]
    assert cuts(graph, *groups) == [plain_cut(graph, a, b) for a, b in combinations(groups, 2)]


def test_many_couples_at_once_as_each_by_itself() -> None:
    graph = sparse(300, 0.015, seed=1)
    draw = random.Random(1)
    groups = [sorted(draw.sample(sorted(graph), 25)) for _ in range(12)]
    assert cuts(graph, *groups) == [cut(graph, a, b) for a, b in combinations(groups, 2)]


def test_a_busy_tie_between_two_starts_of_one_route_is_never_the_cut() -> None:
    # two starts meet in one node that leads on twice: the node is the cut, not a tie of it
    graph = nx.Graph([("a", "m"), ("b", "m"), ("m", "x"), ("m", "y")])
    assert cut(graph, ["a", "b"], ["x", "y"]) == ("m",)
    assert cut(graph, ["a", "b", "m"], ["m", "x", "y"]) == ("m",)
