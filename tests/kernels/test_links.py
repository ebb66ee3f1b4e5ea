"""Scores of pairs against other software, NetworkX and cases counted by hand."""

import math

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels import links
from graph_service.kernels.links import Score, nearest_pairs, pair_scores
from tests.oracle import Oracle, one_mode

NETWORKX = {
    "adamic_adar": nx.adamic_adar_index,
    "resource_allocation": nx.resource_allocation_index,
    "jaccard": nx.jaccard_coefficient,
}


def matrix(graph: "nx.Graph[int]") -> sp.csr_array:
    return nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), weight=None, format="csr")


@pytest.mark.parametrize("oracle", one_mode(), ids=lambda o: o.name)
def test_equal_to_other_software(oracle: Oracle) -> None:
    expected = {frozenset(key.split(" | ")): value for key, value in oracle.value("adamic_adar_pairs").items()}
    found = nearest_pairs(oracle.adjacency(), 10_000, "adamic_adar")
    named = {
        frozenset((oracle.nodes[a], oracle.nodes[b])): value
        for a, b, value in zip(found.first, found.second, found.scores, strict=True)
    }
    assert len(expected) == min(len(named), 400)  # the file keeps the best 400
    assert {pair: named[pair] for pair in expected} == {p: pytest.approx(v, abs=1e-9) for p, v in expected.items()}
    best = oracle.value("adamic_adar_scores", software="R igraph")
    assert found.scores[: len(best)] == pytest.approx(best, abs=1e-9)
    at = {node: i for i, node in enumerate(oracle.nodes)}
    for measure in ("adamic_adar", "jaccard"):
        rows = oracle.value(measure)
        first, second = (np.array([at[row[end]] for row in rows], dtype=np.int64) for end in (0, 1))
        expected_scores = np.array([row[2] for row in rows])
        score: Score = "jaccard" if measure == "jaccard" else "adamic_adar"
        np.testing.assert_allclose(pair_scores(oracle.adjacency(), first, second, score), expected_scores, atol=1e-9)


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("score", NETWORKX)
def test_equal_to_networkx_with_and_without_groups(seed: int, score: Score, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "_AT_ONCE", 30)
    graph = nx.gnp_random_graph(14, 0.15 + 0.01 * seed, seed=seed)
    group = np.array([node % 3 for node in graph])
    # a list on purpose: NetworkX gives nothing for a generator
    every = [(a, b, s) for a, b, s in NETWORKX[score](graph, list(nx.non_edges(graph))) if s > 0]
    for chosen, grouping in ((every, None), ([p for p in every if group[p[0]] != group[p[1]]], group)):
        expected = sorted(((min(a, b), max(a, b), s) for a, b, s in chosen), key=lambda p: (-round(p[2], 12), p[:2]))
        for k in (3, 1000):
            found = nearest_pairs(matrix(graph), k, score, grouping)
            pairs = list(zip(found.first.tolist(), found.second.tolist(), strict=True))
            assert pairs == [p[:2] for p in expected[:k]]
            assert found.scores.tolist() == pytest.approx([p[2] for p in expected[:k]], abs=1e-11)
    pairs = [(a, b) for a in graph for b in graph if a < b]
    scores = pair_scores(matrix(graph), *np.array(pairs, dtype=np.int64).T, score)
    assert scores.tolist() == pytest.approx([s for *_, s in NETWORKX[score](graph, pairs)], abs=1e-12)


def test_by_hand() -> None:
    square = matrix(nx.cycle_graph(4))
    found = nearest_pairs(square, 5, "adamic_adar")
    assert (found.first.tolist(), found.second.tolist()) == ([0, 1], [2, 3])
    assert found.scores.tolist() == pytest.approx([2 / math.log(2)] * 2)
    assert nearest_pairs(square, 5, "jaccard").scores.tolist() == [1, 1]
    assert nearest_pairs(square, 5, "resource_allocation").scores.tolist() == [1, 1]
    assert nearest_pairs(square, 1, "jaccard").first.tolist() == [0]


@pytest.mark.parametrize("size", [0, 1, 3])
@pytest.mark.parametrize("score", NETWORKX)
def test_nobody_knows_anybody(size: int, score: Score) -> None:
    nothing = sp.csr_array((size, size))
    assert nearest_pairs(nothing, 5, score).scores.tolist() == []
    assert nearest_pairs(matrix(nx.complete_graph(4)), 5, score).scores.tolist() == []
    assert nearest_pairs(matrix(nx.path_graph(3)), 0, score).scores.tolist() == []
