"""The matrices of a network say the same as its graph and its tables."""

import weakref
from functools import partial

import networkx as nx

from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY


def test_the_matrix_of_ties_is_the_graph(musterkreis: Snapshot) -> None:
    for scope in (Scope(as_of=DAY), Scope(standing_only=False, participation=True)):
        network = project(musterkreis, scope)
        graph = network.graph
        assert network.acting == tuple(sorted(graph))
        assert (network.adjacency != nx.to_scipy_sparse_array(graph, nodelist=network.acting, dtype=float)).nnz == 0
        assert network.adjacency.diagonal().sum() == 0


def test_the_matrix_of_fields_is_who_belongs_to_them(musterkreis: Snapshot) -> None:
    network = project(musterkreis, Scope(as_of=DAY))
    placed = {
        (network.acting[i], network.fields[j]) for i, j in zip(*network.placed.nonzero(), strict=True)
    }  # fmt: skip
    expected = {(who, f) for f in network.fields for who in (*network.belonging[f], *network.bodies_in[f])}
    assert placed == expected


def test_what_a_network_remembers_is_worked_out_once(musterkreis: Snapshot) -> None:
    network = project(musterkreis, Scope(as_of=DAY))
    made: list[int] = []
    for _ in range(2):
        network.remembered("once", lambda: made.append(1))
    assert made == [1]


def test_what_a_network_remembers_is_bounded(musterkreis: Snapshot) -> None:
    network = project(musterkreis, Scope(as_of=DAY))
    held = [weakref.ref(network.remembered(n, partial(frozenset, {n}))) for n in range(1000)]
    assert sum(ref() is not None for ref in held) <= 64
