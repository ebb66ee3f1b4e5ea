"""Two-mode measures against reference values of other software, NetworkX, and by hand."""

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels.projection import (
    clustering,
    containment,
    jaccard,
    newman_weights,
    redundancy,
    reinforcement,
    shared,
)
from tests.oracle import Oracle, load, one_mode, two_mode

EXACT = 1e-9
networks = pytest.mark.parametrize("oracle", two_mode(), ids=lambda o: o.name)


def both_modes(oracle: Oracle) -> list[tuple[list[str], sp.csr_array]]:
    assert oracle.two_mode is not None
    ties = oracle.biadjacency()
    return [(oracle.two_mode["first"], ties), (oracle.two_mode["second"], sp.csr_array(ties.T))]


@networks
@pytest.mark.parametrize("software", ["tnet", "networkx"])
@pytest.mark.parametrize("variant", ["sum", "Newman"])
def test_projection_weights(oracle: Oracle, variant: str, software: str) -> None:
    names, ties = both_modes(oracle)[0]
    weights = shared(ties)[0] if variant == "sum" else newman_weights(ties)
    expected = oracle.value("projection_weights", f"first mode, {variant}", software)
    pairs = sp.triu(weights).tocoo()
    ours = {frozenset((names[i], names[j])): w for i, j, w in zip(pairs.row, pairs.col, pairs.data, strict=True)}
    assert ours == pytest.approx({frozenset(key.split(" | ")): value for key, value in expected.items()}, abs=EXACT)


@networks
@pytest.mark.parametrize(("at", "variant"), [(0, "dot"), (1, "min"), (2, "max")])
def test_clustering(oracle: Oracle, at: int, variant: str) -> None:
    expected = oracle.value("bipartite_clustering", variant)
    for names, ties in both_modes(oracle):
        assert clustering(ties)[at] == pytest.approx(np.array([expected[n] for n in names], dtype=float), abs=EXACT)


@networks
def test_redundancy(oracle: Oracle) -> None:
    expected = oracle.value("node_redundancy")
    for names, ties in both_modes(oracle):
        reference = np.array([np.nan if expected[n] is None else expected[n] for n in names])
        assert redundancy(ties) == pytest.approx(reference, abs=EXACT, nan_ok=True)


@networks
def test_reinforcement(oracle: Oracle) -> None:
    assert reinforcement(oracle.biadjacency()) == pytest.approx(oracle.value("robins_alexander_clustering"), abs=EXACT)


@pytest.mark.parametrize("oracle", one_mode(), ids=lambda o: o.name)
def test_jaccard_of_contacts(oracle: Oracle) -> None:
    # undirected contacts: the reference drops the direction
    contacts = oracle.adjacency()
    contacts = sp.csr_array(((contacts + contacts.T) > 0).astype(np.float64))
    at = {node: i for i, node in enumerate(oracle.nodes)}
    rows = oracle.value("jaccard")
    first, second = (np.array([at[row[k]] for row in rows], dtype=np.int64) for k in (0, 1))
    degree = contacts.sum(axis=1)
    both = shared(contacts)[0].toarray()[first, second]
    assert jaccard(both, degree[first], degree[second]) == pytest.approx(np.array([row[2] for row in rows]), abs=EXACT)


def test_likeness_of_empty_ones_is_nought() -> None:
    none = np.zeros(1)
    assert jaccard(none, none, none).tolist() == containment(none, none, none).tolist() == [0]
    assert containment(np.array([2.0]), np.array([2.0]), np.array([5.0])).tolist() == [1]


def test_huge_places_are_left_out_and_named() -> None:
    ties = sp.csr_array(np.array([[1, 1], [1, 1], [1, 0]], dtype=float))
    capped, left_out = shared(ties, cap=2)
    assert left_out.tolist() == [0]
    assert capped.toarray().tolist() == [[0, 1, 0], [1, 0, 0], [0, 0, 0]]
    whole, nobody = shared(ties)
    assert nobody.tolist() == []
    assert whole.toarray().tolist() == [[0, 2, 1], [2, 0, 1], [1, 1, 0]]


@pytest.mark.parametrize("seed", range(20))
def test_as_networkx_on_random_networks(seed: int) -> None:
    graph = nx.bipartite.random_graph(9, 7, 0.35, seed=seed)
    ties = sp.csr_array(nx.bipartite.biadjacency_matrix(graph, range(9), range(9, 16)))
    for at, mode in enumerate(("dot", "min", "max")):
        expected = nx.bipartite.clustering(graph, range(9), mode=mode)
        assert clustering(ties)[at].tolist() == pytest.approx([expected[i] for i in range(9)])
    value = reinforcement(ties)
    assert (value or 0) == pytest.approx(nx.bipartite.robins_alexander_clustering(graph))


def test_answers_nothing() -> None:
    none = sp.csr_array((0, 0))
    assert reinforcement(none) is None
    assert redundancy(none).tolist() == clustering(none)[0].tolist() == []
    assert load("davis_two_mode").biadjacency().shape == (18, 14)
