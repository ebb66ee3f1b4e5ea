"""Cover against looking at every set, and on shapes counted by hand."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels.cover import fewest_starts, greedy_cover, groups_within

SEEDS = range(15)


def matrix(graph: "nx.DiGraph[int]") -> sp.csr_array:
    return nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), weight=None, format="csr", dtype=float)


def heard(graph: "nx.DiGraph[int]", node: int, steps: int) -> set[int]:
    return set(nx.single_source_shortest_path_length(graph, node, cutoff=steps))


@pytest.mark.parametrize("seed", SEEDS)
def test_each_choice_adds_most_and_the_promise_holds(seed: int) -> None:
    graph, steps = nx.gnp_random_graph(18, 0.08, seed=seed, directed=True), 2
    by_node = {v: heard(graph, v, steps) for v in sorted(graph)}
    counts = np.array([len(by_node[v]) for v in sorted(graph)])
    chosen = greedy_cover(matrix(graph), steps, 3, np.arange(18), counts)
    so_far: set[int] = set()
    for node, adds in chosen:
        gains = {v: len(by_node[v] - so_far) for v in by_node}
        assert node == min(gains, key=lambda v: (-gains[v], v))
        assert adds == gains[node]
        so_far |= by_node[node]
    best = max(len(set.union(*(by_node[v] for v in nodes))) for nodes in combinations(by_node, len(chosen)))
    assert len(so_far) >= (1 - 1 / np.e) * best


@pytest.mark.parametrize("seed", SEEDS)
def test_fewer_starts_never_do(seed: int) -> None:
    graph = nx.gnp_random_graph(9, 0.15, seed=seed, directed=True)
    groups = fewest_starts(matrix(graph))
    reach = {v: heard(graph, v, 9) for v in graph}
    assert set.union(*(reach[int(group[0])] for group in groups)) == set(graph)
    fewer = combinations(graph, len(groups) - 1)
    assert all(set().union(*(reach[v] for v in nodes)) != set(graph) for nodes in fewer)


@pytest.mark.parametrize("seed", SEEDS)
def test_groups_reached_as_one_by_one(seed: int) -> None:
    graph = nx.gnp_random_graph(15, 0.1, seed=seed, directed=True)
    groups = np.random.default_rng(seed).random((15, 3)) < 0.2
    for steps in (0, 1, 2, 15):
        found = groups_within(matrix(graph), sp.csr_array(groups.astype(float)), steps)
        for v in graph:
            assert found[v].tolist() == [bool(heard(graph, v, steps) & set(np.flatnonzero(g))) for g in groups.T]


def test_shapes_by_hand() -> None:
    chain = matrix(nx.path_graph(4, create_using=nx.DiGraph))
    assert [group.tolist() for group in fewest_starts(chain)] == [[0]]
    assert greedy_cover(chain, 1, 5, np.arange(4), np.array([2, 2, 2, 1])) == ((0, 2), (2, 2))
    ring = matrix(nx.cycle_graph(3, create_using=nx.DiGraph))
    assert [group.tolist() for group in fewest_starts(ring)] == [[0, 1, 2]]
    assert fewest_starts(sp.csr_array((0, 0))) == ()
    assert [group.tolist() for group in fewest_starts(sp.csr_array((2, 2)))] == [[0], [1]]
    assert greedy_cover(sp.csr_array((0, 0)), 1, 3, np.arange(0), np.arange(0)) == ()
