"""Betweenness against other software, NetworkX, exact fractions and cases counted by hand."""

import itertools
import random
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels.betweenness import (
    betweenness,
    dependencies,
    edge_betweenness,
    ego_betweenness,
    sampled_betweenness,
    share_of_pairs,
)
from tests.oracle import Oracle, load, one_mode, two_mode

CLOSE = {"rtol": 1e-9, "atol": 1e-9}


def matrix(graph: "nx.Graph[int]") -> sp.csr_array:
    return nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), weight=None, format="csr")


def drawn(seed: int) -> "nx.Graph[int]":
    """Small graphs of every make: sparse, dense, in parts, trees, cycles with tails, with and without direction."""
    draw = random.Random(seed)
    n = draw.randint(1, 16)
    make = seed % 4
    if make == 0:
        return nx.gnp_random_graph(n, draw.random() * 0.4, seed=seed)
    if make == 1:
        return nx.gnp_random_graph(n, draw.random() * 0.4, seed=seed, directed=True)
    if make == 2:
        forest = nx.random_labeled_tree(n, seed=seed)
        forest.remove_edges_from(draw.sample(sorted(forest.edges), min(2, forest.size())))
        return forest
    graph = nx.cycle_graph(max(3, n // 2))
    while len(graph) < n:
        graph.add_edge(len(graph), draw.randrange(len(graph)))
    return graph


def counted(graph: "nx.Graph[int]") -> tuple[list[Fraction], dict[tuple[int, int], Fraction]]:
    """By listing every shortest route of every ordered pair, in exact fractions."""
    nodes = dict.fromkeys(sorted(graph), Fraction(0))
    edges: dict[tuple[int, int], Fraction] = {}
    for u, v in graph.edges:
        edges[(u, v) if graph.is_directed() or u < v else (v, u)] = Fraction(0)
    share = 1 if graph.is_directed() else 2
    for s in graph:
        for t in graph:
            if s == t or not nx.has_path(graph, s, t):
                continue
            routes = list(nx.all_shortest_paths(graph, s, t))
            for route in routes:
                for node in route[1:-1]:
                    nodes[node] += Fraction(1, len(routes) * share)
                for u, v in itertools.pairwise(route):
                    edges[(u, v) if graph.is_directed() or u < v else (v, u)] += Fraction(1, len(routes) * share)
    return [nodes[node] for node in sorted(graph)], edges


@pytest.mark.parametrize("part", range(10))
def test_equal_to_listing_every_route(part: int) -> None:
    for seed in range(part * 30, part * 30 + 30):
        graph = drawn(seed)
        nodes, edges = counted(graph)
        directed = graph.is_directed()
        np.testing.assert_allclose(betweenness(matrix(graph), directed=directed), np.array(nodes, float), **CLOSE)
        tails, heads, values = edge_betweenness(matrix(graph), directed=directed)
        assert list(zip(tails.tolist(), heads.tolist(), strict=True)) == sorted(edges)
        np.testing.assert_allclose(values, [float(edges[e]) for e in sorted(edges)], **CLOSE)


@pytest.mark.parametrize("seed", range(6))
def test_equal_to_networkx_where_many_blocks_are_needed(seed: int) -> None:
    directed = seed % 2 == 1
    graph = nx.gnp_random_graph(230, 0.012, seed=seed, directed=directed)
    expected = nx.betweenness_centrality(graph, normalized=True)
    found = betweenness(matrix(graph), directed=directed)
    np.testing.assert_allclose(share_of_pairs(found, directed=directed), list(expected.values()), **CLOSE)
    edges = nx.edge_betweenness_centrality(graph, normalized=False)
    tails, heads, values = edge_betweenness(matrix(graph), directed=directed)
    named = {(int(u), int(v)): value for u, v, value in zip(tails, heads, values, strict=True)}
    assert named == {edge: pytest.approx(value, abs=1e-9) for edge, value in edges.items()}


@pytest.mark.parametrize("oracle", one_mode(), ids=lambda o: o.name)
def test_equal_to_other_software(oracle: Oracle) -> None:
    found = betweenness(oracle.adjacency(weighted=True), directed=oracle.directed)
    np.testing.assert_allclose(found, oracle.vector("betweenness", "raw", "R igraph"), **CLOSE)
    shares = share_of_pairs(found, directed=oracle.directed)
    np.testing.assert_allclose(shares, oracle.vector("betweenness", "normalized", "R igraph"), **CLOSE)
    expected = oracle.value("edge_betweenness", "raw", "R igraph")
    at = {node: i for i, node in enumerate(oracle.nodes)}
    ends = {(at[a], at[b]): value for key, value in expected.items() for a, b in [key.split(" | ")]}
    if not oracle.directed:
        ends = {(min(a, b), max(a, b)): value for (a, b), value in ends.items()}
    tails, heads, values = edge_betweenness(oracle.adjacency(), directed=oracle.directed)
    assert list(zip(tails.tolist(), heads.tolist(), strict=True)) == sorted(ends)
    np.testing.assert_allclose(values, [ends[pair] for pair in sorted(ends)], **CLOSE)


@pytest.mark.parametrize("oracle", two_mode(), ids=lambda o: o.name)
def test_equal_on_two_mode_networks(oracle: Oracle) -> None:
    found = betweenness(oracle.adjacency())
    np.testing.assert_allclose(found, oracle.vector("betweenness", "raw, two-mode graph", "R igraph"), **CLOSE)


def test_by_hand() -> None:
    star, path, complete = matrix(nx.star_graph(4)), matrix(nx.path_graph(4)), matrix(nx.complete_graph(4))
    assert betweenness(star).tolist() == [6, 0, 0, 0, 0]
    assert share_of_pairs(betweenness(star)).tolist() == [1, 0, 0, 0, 0]
    assert betweenness(path).tolist() == [0, 2, 2, 0]
    assert edge_betweenness(path)[2].tolist() == [3, 4, 3]
    assert betweenness(complete).tolist() == [0, 0, 0, 0]
    assert betweenness(matrix(nx.cycle_graph(4))).tolist() == [0.5] * 4
    assert betweenness(sp.csr_array((0, 0))).tolist() == []
    assert betweenness(sp.csr_array((2, 2))).tolist() == [0, 0]
    assert share_of_pairs(np.zeros(2)).tolist() == [0, 0]
    assert [part.tolist() for part in edge_betweenness(sp.csr_array((1, 1)))] == [[], [], []]


def test_weights_self_ties_and_one_sided_entries_do_not_matter() -> None:
    odd = sp.csr_array(np.array([[7.0, 0.2, 0], [0, 0, 3], [0, 0, 0]]))
    assert betweenness(odd).tolist() == [0, 1, 0]
    assert betweenness(odd, directed=True).tolist() == [0, 1, 0]
    assert betweenness(sp.csr_array(odd.T), directed=True).tolist() == [0, 1, 0]
    assert ego_betweenness(odd).tolist() == [0, 1, 0]


def test_several_processes_give_the_same_to_the_last_bit() -> None:
    graph = matrix(nx.gnp_random_graph(300, 0.02, seed=3))
    assert betweenness(graph, processes=2).tobytes() == betweenness(graph).tobytes()


def test_ego_networks_of_the_florentine_families() -> None:
    oracle = load("florentine_marriage")
    found = dict(zip(oracle.nodes, ego_betweenness(oracle.adjacency()), strict=True))
    assert [found[name] for name in ("Medici", "Guadagni", "Strozzi")] == pytest.approx([14, 6, 3.5], abs=1e-12)


@pytest.mark.parametrize("seed", range(0, 120, 4))
def test_ego_betweenness_is_betweenness_in_the_ego_network(seed: int) -> None:
    graph = drawn(seed)
    expected = [nx.betweenness_centrality(nx.ego_graph(graph, v), normalized=False)[v] for v in sorted(graph)]
    np.testing.assert_allclose(ego_betweenness(matrix(graph)), expected, **CLOSE)


def test_a_circle_larger_than_a_block_counts_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = matrix(nx.gnp_random_graph(40, 0.4, seed=1))
    whole = ego_betweenness(graph)
    monkeypatch.setattr("graph_service.kernels.betweenness._AT_ONCE", 50)
    np.testing.assert_allclose(ego_betweenness(graph), whole, **CLOSE)


@pytest.mark.parametrize("seed", range(8))
def test_as_many_pivots_as_nodes_are_exact(seed: int) -> None:
    graph = drawn(seed)
    directed = graph.is_directed()
    sample = sampled_betweenness(matrix(graph), len(graph), seed=1, directed=directed)
    np.testing.assert_allclose(sample.values, betweenness(matrix(graph), directed=directed), **CLOSE)
    assert not sample.errors.any()


@pytest.mark.parametrize("directed", [False, True])
def test_the_stated_error_holds(*, directed: bool) -> None:
    graph = nx.gnp_random_graph(150, 0.02, seed=4, directed=directed)
    exact = betweenness(matrix(graph), directed=directed)
    draws = [sampled_betweenness(matrix(graph), 40, seed=s, directed=directed) for s in range(150)]
    values, errors = (np.array([getattr(d, part) for d in draws]) for part in ("values", "errors"))
    spread = values.std(axis=0)
    scattered = spread > 1e-9
    # unbiased: off by no more than four standard errors of a mean of 150 draws; and the errors are those seen
    assert (np.abs(values.mean(axis=0) - exact)[scattered] < 4 * spread[scattered] / np.sqrt(150)).all()
    assert np.abs(np.sqrt((errors**2).mean(axis=0)) / np.where(scattered, spread, 1) - 1)[scattered].max() < 0.35
    again = sampled_betweenness(matrix(graph), 40, seed=0, directed=directed)
    assert again.values.tobytes() == draws[0].values.tobytes()


def test_one_pivot_has_no_error_to_state_and_none_estimates_nothing() -> None:
    graph = matrix(nx.cycle_graph(5))
    assert np.isnan(sampled_betweenness(graph, 1, seed=0).errors).all()
    nothing = sampled_betweenness(sp.csr_array((3, 3)), 5, seed=0)
    assert (nothing.pivots, nothing.of, nothing.values.tolist()) == (0, 0, [0, 0, 0])


def test_dependencies_of_all_sources_are_twice_the_undirected_value() -> None:
    graph = matrix(nx.gnp_random_graph(30, 0.1, seed=2))
    np.testing.assert_allclose(dependencies(graph, np.arange(30)), 2 * betweenness(graph), **CLOSE)
