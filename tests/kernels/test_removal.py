"""Removal against other software, against taking nodes out one by one, and on shapes counted by hand."""

from itertools import combinations

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels.key_players import best_removal, removal_order
from graph_service.kernels.removal import (
    HUGE_HUB,
    connected_pairs_without,
    fragmentation_without,
    search,
    side_by_side,
)
from tests.oracle import Oracle, one_mode

every = pytest.mark.parametrize("oracle", one_mode(), ids=lambda oracle: oracle.name)
SEEDS = range(25)


def matrix(graph: "nx.Graph[int]") -> sp.csr_array:
    return nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), weight=None, format="csr", dtype=float)


def undirected(oracle: Oracle) -> sp.csr_array:
    one_way = oracle.adjacency()
    both = sp.csr_array(one_way + one_way.T)
    both.data[:] = 1
    return both


def sparse_graph(seed: int) -> "nx.Graph[int]":
    return nx.gnp_random_graph(16, 0.05 + 0.03 * (seed % 5), seed=seed)


def pairs_of(graph: "nx.Graph[int]") -> int:
    return sum(len(part) * (len(part) - 1) // 2 for part in nx.connected_components(graph))


def without(graph: "nx.Graph[int]", *nodes: int) -> "nx.Graph[int]":
    rest = graph.copy()
    rest.remove_nodes_from(nodes)
    return rest


# --- what other software says


@every
def test_cut_nodes_and_bridge_ties_as_in_igraph_sna_and_networkx(oracle: Oracle) -> None:
    found = search(undirected(oracle))
    names = [oracle.nodes[i] for i in found.cut_nodes]
    assert sorted(names) == sorted(oracle.value("articulation_points", "direction dropped"))
    ties = {frozenset((oracle.nodes[a], oracle.nodes[b])) for a, b in found.bridge_ties[0]}
    if oracle.has("bridges", "edges"):
        assert ties == {frozenset(tie.split(" | ")) for tie in oracle.value("bridges", "edges")}
    broken = oracle.value(
        "pairs_broken_by_edge", "unordered pairs that lose every (weak) path; a mutual tie is removed whole"
    )
    by_tie = dict(
        zip(
            map(frozenset, ([oracle.nodes[a], oracle.nodes[b]] for a, b in found.bridge_ties[0])),
            found.bridge_ties[1],
            strict=True,
        )
    )
    assert by_tie == {frozenset(tie.split(" | ")): pairs for tie, pairs in broken.items() if pairs}


@every
def test_fragmentation_as_in_sna(oracle: Oracle) -> None:
    found = search(undirected(oracle))
    whole = oracle.value("fragmentation", "whole network, share of unordered pairs with no (weak) path")
    assert found.fragmentation() == pytest.approx(whole, abs=1e-12)
    variant = "of the n-1 that remain, weak paths"
    if oracle.has("fragmentation_after_removal", variant):
        expected = oracle.vector("fragmentation_after_removal", variant)
    else:
        expected = oracle.vector("fragmentation_after_removal", "of the n-1 that remain")
    assert found.fragmentation_after() == pytest.approx(expected, abs=1e-9)
    broken = oracle.vector("pairs_broken_by_node", "unordered pairs of the OTHER nodes that lose every (weak) path")
    assert found.pairs_broken.tolist() == broken.tolist()


@every
def test_components_as_in_igraph(oracle: Oracle) -> None:
    found = search(undirected(oracle))
    sizes = oracle.value("components", "weak, sizes") if oracle.has("components", "weak, sizes") else None
    sizes = sizes or oracle.value("components", "sizes")
    assert sorted(found.size[found.parent < 0].tolist()) == sorted(sizes)


def test_key_players_of_the_florentine_families_as_printed() -> None:
    graph = nx.florentine_families_graph()
    names = sorted(graph)
    adjacency = nx.to_scipy_sparse_array(graph, nodelist=names, format="csr", dtype=float)
    every_one = range(len(names))
    assert search(adjacency).fragmentation() == 0
    for players, left in ((["Medici"], 0.3846), (["Guadagni", "Medici"], 0.7051)):
        best = best_removal(adjacency, len(players), every_one)
        assert [names[i] for i in best.nodes] == players
        assert fragmentation_without(adjacency, best.nodes) == pytest.approx(left, abs=5e-5)


# --- brute force


@pytest.mark.parametrize("seed", SEEDS)
def test_every_node_and_tie_as_when_taken_out_one_by_one(seed: int) -> None:
    graph = sparse_graph(seed)
    found, n = search(matrix(graph)), len(graph)
    assert found.connected_pairs == pairs_of(graph)
    assert set(found.cut_nodes) == set(nx.articulation_points(graph))
    assert [tuple(tie) for tie in found.bridge_ties[0]] == sorted(tuple(sorted(tie)) for tie in nx.bridges(graph))
    for node in graph:
        rest = without(graph, node)
        assert found.component_sizes[node] == len(nx.node_connected_component(graph, node))
        assert found.pairs_broken[node] == pairs_of(graph) - (found.component_sizes[node] - 1) - pairs_of(rest)
        assert found.fragmentation_after()[node] == pytest.approx(1 - pairs_of(rest) / ((n - 1) * (n - 2) / 2))
        counted = found.fragmentation_after(removed_counts=True)[node]
        assert counted == pytest.approx(1 - pairs_of(rest) / (n * (n - 1) / 2))
        parts = [sorted(p) for p in nx.connected_components(rest) if p & nx.node_connected_component(graph, node)]
        by_size = sorted(parts, key=lambda part: (-len(part), part))
        assert [part.tolist() for part in found.cut_off_by(node)] == by_size[1:]
    for tie, after in zip(found.bridge_ties[0], found.fragmentation_after_ties(), strict=True):
        rest = graph.copy()
        rest.remove_edge(*map(int, tie))
        assert after == pytest.approx(1 - pairs_of(rest) / (n * (n - 1) / 2))
        sides = sorted(len(nx.node_connected_component(rest, end)) for end in tie)
        off = found.cut_off_by_tie(*tie).tolist()
        assert len(off) == sides[0]
        assert any(off == sorted(nx.node_connected_component(rest, end)) for end in tie)
    for tie in set(graph.edges) - set(nx.bridges(graph)):
        assert not len(found.cut_off_by_tie(*tie))


@pytest.mark.parametrize("seed", SEEDS)
def test_pairs_across_labels_as_counted_pair_by_pair(seed: int) -> None:
    graph = sparse_graph(seed)
    labels = np.random.default_rng(seed).choice([0, 0.5, 1], size=(len(graph), 3))
    labels /= np.maximum(labels.sum(axis=1, keepdims=True), 1)
    found = search(matrix(graph)).crossing_pairs_broken(labels)
    apart = labels.sum(axis=1)[:, None] * labels.sum(axis=1)[None] - labels @ labels.T
    for node in graph:
        rest = without(graph, node)
        lost = [(i, j) for i, j in combinations(rest, 2) if nx.has_path(graph, i, j) and not nx.has_path(rest, i, j)]
        assert found[node] == pytest.approx(sum(apart[pair] for pair in lost), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("k", [1, 2, 3])
def test_the_best_set_as_among_all_sets(seed: int, k: int) -> None:
    graph = sparse_graph(seed)
    candidates = np.random.default_rng(seed).choice(len(graph), size=9, replace=False).tolist()
    left = {nodes: pairs_of(without(graph, *nodes)) for nodes in combinations(sorted(candidates), k)}
    best = best_removal(matrix(graph), k, candidates)
    assert best.connected_pairs == min(left.values())
    assert best.nodes == min(left, key=lambda nodes: (left[nodes], nodes))
    assert best.equally_good == sum(pairs == best.connected_pairs for pairs in left.values())
    assert connected_pairs_without(matrix(graph), best.nodes) == best.connected_pairs


@pytest.mark.parametrize("seed", SEEDS)
def test_one_after_the_other_takes_the_best_each_time(seed: int) -> None:
    graph = sparse_graph(seed)
    nodes, pairs = removal_order(matrix(graph), 4)
    rest = graph
    for node, left in zip(nodes.tolist(), pairs.tolist(), strict=True):
        effects = {other: pairs_of(without(rest, other)) for other in rest}
        assert node == min(effects, key=lambda other: (effects[other], other))
        assert left == effects[node]
        rest = without(rest, node)


# --- shapes counted by hand


def test_shapes_by_hand() -> None:
    star = search(matrix(nx.star_graph(4)))
    assert star.pairs_broken.tolist() == [6, 0, 0, 0, 0]
    assert star.bridge_ties[1].tolist() == [4, 4, 4, 4]
    path = search(matrix(nx.path_graph(5)))
    assert path.pairs_broken.tolist() == [0, 3, 4, 3, 0]
    assert path.cut_nodes.tolist() == [1, 2, 3]
    assert not len(search(matrix(nx.complete_graph(6))).cut_nodes)
    bow_tie = nx.Graph([(0, 1), (1, 2), (2, 0), (2, 3), (3, 4), (4, 2)])
    found = search(matrix(bow_tie))
    assert found.pairs_broken.tolist() == [0, 0, 4, 0, 0]
    assert [part.tolist() for part in found.cut_off_by(2)] == [[3, 4]]
    assert not len(found.bridge_ties[0])


def test_nothing_one_node_and_isolates() -> None:
    nothing = search(sp.csr_array((0, 0)))
    assert (nothing.n, nothing.connected_pairs, nothing.fragmentation()) == (0, 0, None)
    assert nothing.pairs_broken.tolist() == []
    one = search(sp.csr_array((1, 1)))
    assert (one.fragmentation(), one.cut_off_by(0)) == (None, ())
    assert np.isnan(one.fragmentation_after()).all()
    two = search(sp.csr_array((2, 2)))
    assert (two.fragmentation(), two.pairs_broken.tolist()) == (1, [0, 0])
    empty = best_removal(sp.csr_array((0, 0)), 2, [])
    assert (empty.nodes, empty.connected_pairs) == ((), 0)
    assert fragmentation_without(sp.csr_array((2, 2)), [0]) is None
    assert [part.tolist() for part in removal_order(sp.csr_array((2, 2)), 3)] == [[0, 1], [0, 0]]


def test_a_path_longer_than_any_recursion() -> None:
    n = 5_000
    found = search(matrix(nx.path_graph(n)))
    assert found.pairs_broken[n // 2] == (n // 2) * (n - n // 2 - 1)


def test_a_huge_hub_is_searched_like_any_other() -> None:
    n = HUGE_HUB + 2
    found = search(matrix(nx.star_graph(n - 1)))
    assert found.cut_nodes.tolist() == [0]
    assert found.pairs_broken[0] == (n - 1) * (n - 2) // 2
    assert len(found.bridge_ties[0]) == n - 1


def test_too_many_candidates_are_refused() -> None:
    with pytest.raises(ValueError, match="100 candidates"):
        best_removal(sp.csr_array((200, 200)), 2, range(101))
    with pytest.raises(ValueError, match="k up to 3"):
        best_removal(sp.csr_array((4, 4)), 4, range(4))


def test_many_components_are_searched_in_one_go() -> None:
    # 300 triangles, 300 pairs and 300 nodes alone; no node of the search itself may be a hub
    graph = nx.disjoint_union_all([nx.complete_graph(3)] * 300 + [nx.path_graph(2)] * 300 + [nx.empty_graph(1)] * 300)
    found = search(nx.to_scipy_sparse_array(graph, dtype=float, format="csr"))
    assert sorted(found.order.tolist()) == list(range(1_800))
    assert found.pairs_broken.max() == 0
    assert found.size.sum() == 300 * (3 + 2 + 1) + 300 * (2 + 1) + 300


def test_graphs_side_by_side_are_searched_as_each_by_itself() -> None:
    graph = nx.gnp_random_graph(16, 0.15, seed=3)
    ends = np.array(sorted(sorted(tie) for tie in graph.edges), dtype=np.int64)
    there = np.random.default_rng(0).random((7, len(ends))) < 0.7
    there[2], there[5] = False, True
    together = search(side_by_side(ends[:, 0], ends[:, 1], there, 16)).pairs_broken.reshape(7, 16)
    for left, broken in zip(there, together, strict=True):
        alone = nx.empty_graph(16)
        alone.add_edges_from(ends[left].tolist())
        assert broken.tolist() == search(matrix(alone)).pairs_broken.tolist()
    assert side_by_side(ends[:0, 0], ends[:0, 1], there[:, :0], 16).nnz == 0
    assert side_by_side(ends[:, 0], ends[:, 1], there[:0], 16).shape == (0, 0)
