"""Core numbers and cores against reference values, brute force and by hand."""

import itertools

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels import core as kernel
from graph_service.kernels.core import core_numbers, core_periphery
from tests.oracle import Oracle, load, one_mode


def matrix(graph: "nx.Graph[int]") -> sp.csr_array:
    if not len(graph):
        return sp.csr_array((0, 0))
    return sp.csr_array(nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), dtype=float))


@pytest.mark.parametrize("oracle", one_mode(), ids=lambda o: o.name)
def test_core_numbers(oracle: Oracle) -> None:
    contacts = oracle.adjacency()
    contacts = sp.csr_array(((contacts + contacts.T) > 0).astype(np.float64))
    for software in ("igraph", "networkx"):
        assert core_numbers(contacts).tolist() == oracle.vector("core_number", None, software).tolist()


def test_the_hub_of_a_star_is_its_core() -> None:
    for leaves in (3, 10, 400):
        found = core_periphery(matrix(nx.star_graph(leaves)), 4)
        assert found is not None
        assert (found.nodes, found.fit) == ((0,), pytest.approx(1))


def test_core_of_the_florentine_families() -> None:
    oracle = load("florentine_marriage")
    families = sorted(i for i in range(len(oracle.nodes)) if oracle.adjacency().sum(axis=1)[i])
    found = core_periphery(sp.csr_array(oracle.adjacency()[families][:, families]), 4)
    assert found is not None
    assert [oracle.nodes[families[i]] for i in found.nodes] == ["Guadagni", "Medici", "Strozzi"]
    assert found.fit == pytest.approx(0.3299, abs=5e-5)
    assert found.exhaustive


def test_nothing_to_tell_apart() -> None:
    for graph in (nx.empty_graph(0), nx.empty_graph(1), nx.empty_graph(5), nx.complete_graph(5)):
        assert core_periphery(matrix(graph), 3) is None


def _fit(graph: "nx.Graph[int]", core: tuple[int, ...]) -> float:
    pairs = list(itertools.combinations(sorted(graph), 2))
    tied = [float(graph.has_edge(a, b)) for a, b in pairs]
    ideal = [float(a in core or b in core) for a, b in pairs]
    return float(np.corrcoef(tied, ideal)[0, 1])


@pytest.mark.parametrize("seed", range(15))
def test_search_reaches_the_best_core(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnp_random_graph(11, 0.3, seed=seed)
    every = [c for size in range(1, 5) for c in itertools.combinations(range(11), size)]
    best = max(_fit(graph, core) for core in every)
    tried = core_periphery(matrix(graph), 4)
    assert tried is not None
    assert tried.fit == pytest.approx(best)
    assert _fit(graph, tried.nodes) == pytest.approx(best)
    monkeypatch.setattr(kernel, "_EXHAUSTIVE", 0)
    searched = core_periphery(matrix(graph), 4)
    assert searched is not None
    assert not searched.exhaustive
    assert _fit(graph, searched.nodes) == pytest.approx(searched.fit)
    assert best - 0.03 <= searched.fit <= best + 1e-12


@pytest.mark.parametrize("seed", [7, 24, 26, 58])
def test_exchanges_reach_what_growing_alone_misses(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    graph = nx.gnp_random_graph(16, 0.2, seed=seed)
    tried = core_periphery(matrix(graph), 6)
    monkeypatch.setattr(kernel, "_EXHAUSTIVE", 0)
    searched = core_periphery(matrix(graph), 6)
    assert tried is not None
    assert searched is not None
    assert tried.exhaustive
    assert searched.fit == pytest.approx(tried.fit)
