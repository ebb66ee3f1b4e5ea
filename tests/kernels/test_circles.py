"""Circles against known best divisions, NetworkX on planted networks, and firmness by hand."""

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels.agreement import adjusted_mutual_information
from graph_service.kernels.circles import Agreed, agreed, louvain, together
from graph_service.kernels.mixing import modularity
from tests.oracle import load


def matrix(graph: "nx.Graph[int]") -> sp.csr_array:
    return sp.csr_array(nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), dtype=np.int64))


def test_two_cliques_and_a_node_alone() -> None:
    graph = nx.disjoint_union(nx.complete_graph(4), nx.complete_graph(3))
    graph.add_edge(3, 4)
    graph.add_node(7)
    for seed in range(5):
        assert louvain(matrix(graph), seed).tolist() == [0, 0, 0, 0, 1, 1, 1, 2]


def test_the_karate_club_comes_near_its_best_division() -> None:
    adjacency = load("karate").adjacency()
    reached = [modularity(adjacency, louvain(adjacency, seed)) or 0 for seed in range(20)]
    assert max(reached) == pytest.approx(0.419790, abs=5e-7), "the best there is"
    assert np.median(reached) >= 0.41
    assert min(reached) >= 0.39


def test_weights_count() -> None:
    heavy = sp.csr_array(np.array([[0, 9, 1, 0], [9, 0, 0, 1], [1, 0, 0, 9], [0, 1, 9, 0]]))
    assert louvain(heavy, 0).tolist() == [0, 0, 1, 1]
    assert louvain(sp.csr_array(np.array([[0, 1, 9, 0], [1, 0, 0, 9], [9, 0, 0, 1], [0, 9, 1, 0]])), 0).tolist() == [
        0,
        1,
        0,
        1,
    ]


@pytest.mark.parametrize("seed", range(4))
def test_not_behind_networkx(seed: int) -> None:
    graph = nx.gnp_random_graph(120, 0.05, seed=seed)
    theirs = [nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=s)) for s in range(5)]
    ours = [modularity(matrix(graph), louvain(matrix(graph), s)) or 0 for s in range(5)]
    assert np.mean(ours) >= np.mean(theirs) - 0.01


def test_planted_circles_are_agreed_upon() -> None:
    graph = nx.planted_partition_graph(6, 20, 0.4, 0.01, seed=1)
    found = agreed(matrix(graph), runs=6, seed=0)
    planted = np.repeat(np.arange(6), 20)
    assert adjusted_mutual_information(found.circle, planted) == pytest.approx(1)
    assert found.firmness().min() > 0.9
    other = agreed(matrix(graph), runs=6, seed=500)
    assert other.circle.tolist() == found.circle.tolist()


def test_every_circle_hangs_together() -> None:
    graph = nx.gnp_random_graph(150, 0.02, seed=3)
    found = agreed(matrix(graph), runs=5, seed=0)
    for circle in range(int(found.circle.max()) + 1):
        assert nx.is_connected(graph.subgraph(np.flatnonzero(found.circle == circle).tolist()))


def test_a_circle_that_falls_apart_is_taken_apart() -> None:
    """Pair z joins a to b until the three c pull it over: a and b stay in one circle without a tie between them."""
    (a, b, z), c = (range(i, i + 2) for i in (0, 2, 4)), (6, 8, 10)
    ties = [(*a, 5), (*b, 5), (*z, 3), (z[0], a[0], 1), (z[0], b[0], 1), *((z[1], i, 1) for i in c)]
    ties += [*((i, i + 1, 27) for i in c), (6, 8, 3), (8, 10, 3), (6, 10, 3), (12, 13, 875)]
    weights = np.zeros((14, 14), dtype=np.int64)
    for i, j, weight in ties:
        weights[i, j] = weights[j, i] = weight
    for seed in (0, 2, 3, 4):
        assert louvain(sp.csr_array(weights), seed).tolist() == [0, 0, 1, 1, *[2] * 8, 3, 3]


def test_only_what_lands_together_in_more_than_half_of_the_runs_goes_on() -> None:
    path = matrix(nx.path_graph(5))
    runs = ([0, 0, 0, 0, 1], [0, 0, 0, 0, 1], [0, 0, 1, 1, 2], [0, 0, 1, 2, 2])
    weighted = together(path, tuple(np.array(run) for run in runs)).tocoo()
    kept = {(i, j): w for i, j, w in zip(weighted.row, weighted.col, weighted.data, strict=True) if i < j}
    assert kept == {(0, 1): 4, (2, 3): 3}, "1–2 lands together in two of four, 3–4 in one"
    assert together(path, (np.array([0, 0, 0, 1, 1]),)).nnz == 6, "with one run what lands together in it"


def test_runs_that_differ_come_to_agree() -> None:
    graph = nx.gnp_random_graph(150, 0.02, seed=3)
    found = agreed(matrix(graph), runs=6, seed=0)
    assert any((run != found.runs[0]).any() for run in found.runs[1:])
    assert 1 <= found.rounds <= 3


def test_firmness_and_the_second_circle_by_hand() -> None:
    found = Agreed(np.array([0, 0, 0, 1]), (np.array([0, 0, 1, 1]), np.array([0, 0, 0, 1])), rounds=1)
    assert found.firmness().tolist() == [0.75, 0.75, 0.5, 1]
    other, share = found.second(np.array([0, 2, 3]))
    assert other.tolist() == [-1, 1, 0]
    assert share.tolist() == pytest.approx([0, 0.5, 1 / 6])


def test_nothing_and_nobody_tied() -> None:
    assert louvain(sp.csr_array((0, 0)), 0).tolist() == []
    nothing = agreed(sp.csr_array((0, 0)), runs=3, seed=0)
    assert nothing.firmness().tolist() == []
    alone = agreed(sp.csr_array((3, 3)), runs=3, seed=0)
    assert alone.circle.tolist() == [0, 1, 2]
    assert alone.firmness().tolist() == [1, 1, 1]
