"""Distances against other software, against NetworkX on random graphs, and on shapes counted by hand."""

import networkx as nx
import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels.distances import (
    distance_fragmentation,
    distances,
    sampled_targets,
    steps_from,
    weighted_reach,
    within_steps,
)
from tests.oracle import Oracle, one_mode

every = pytest.mark.parametrize("oracle", one_mode(), ids=lambda oracle: oracle.name)
SEEDS = range(20)


def matrix(graph: "nx.Graph[int]") -> sp.csr_array:
    return nx.to_scipy_sparse_array(graph, nodelist=sorted(graph), weight=None, format="csr", dtype=float)


# --- what other software says


@every
def test_closeness_and_harmonic_as_in_igraph_and_networkx(oracle: Oracle) -> None:
    modes = (
        {"out": oracle.adjacency(), "in": oracle.adjacency().T.tocsr()}
        if oracle.directed
        else {"all": oracle.adjacency()}
    )
    for mode, adjacency in modes.items():
        found = distances(sp.csr_array(adjacency))
        assert found.harmonic == pytest.approx(oracle.vector("harmonic", f"raw sum of 1/d, mode {mode}"), abs=1e-9)
        over_all = oracle.vector("closeness", f"Wasserman-Faust, mode {mode}")
        assert found.closeness() == pytest.approx(over_all, abs=1e-9)
        plain = oracle.vector("closeness", f"1/mean distance to the nodes reached, mode {mode}")
        # nobody reached: igraph says nothing, NetworkX and we say 0
        assert found.closeness(over_all=False) == pytest.approx(np.nan_to_num(plain), abs=1e-9)


@every
def test_mean_and_longest_distance_as_in_igraph(oracle: Oracle) -> None:
    found = distances(oracle.adjacency())
    assert found.mean_distance == pytest.approx(oracle.value("mean_distance", "connected ordered pairs"), abs=1e-9)
    assert found.longest == oracle.value("diameter", "longest finite distance")
    assert (found.exact, found.mean_distance_error) == (True, 0)
    assert not found.harmonic_error.any()


@every
def test_fragmentation_by_distance_as_in_keyplayer(oracle: Oracle) -> None:
    variant = "Borgatti's distance-weighted F of the n-1 that remain"
    expected = oracle.vector("distance_fragmentation_after_removal", variant, "definition")
    found = [distance_fragmentation(oracle.adjacency(), np.array([node])) for node in range(len(oracle.nodes))]
    assert found == pytest.approx(expected.tolist(), abs=1e-9)


def test_key_players_of_the_florentine_families_as_printed() -> None:
    graph = nx.florentine_families_graph()
    names = sorted(graph)
    adjacency = nx.to_scipy_sparse_array(graph, nodelist=names, format="csr", dtype=float)
    at = {name: np.array([names.index(name)]) for name in names}
    assert distance_fragmentation(adjacency) == pytest.approx(0.49984, abs=5e-6)
    assert distance_fragmentation(adjacency, at["Medici"]) == pytest.approx(0.6738, abs=5e-5)
    both = np.concatenate([at["Medici"], at["Guadagni"]])
    assert distance_fragmentation(adjacency, both) == pytest.approx(0.8024, abs=5e-5)
    assert weighted_reach(steps_from(adjacency, at["Medici"])) == pytest.approx(0.7, abs=5e-4)
    pair = np.concatenate([at["Medici"], at["Bischeri"]])
    assert weighted_reach(steps_from(adjacency, pair)) == pytest.approx(0.8667, abs=5e-5)
    near = steps_from(adjacency, np.concatenate([at["Medici"], at["Strozzi"]]), most=1)
    assert int((near >= 0).sum()) == 11


# --- brute force


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("directed", [False, True])
def test_sums_steps_and_histogram_as_pair_by_pair(seed: int, directed: bool) -> None:  # noqa: FBT001
    graph = nx.gnp_random_graph(30, 0.03 + 0.02 * (seed % 4), seed=seed, directed=directed)
    lengths = {v: {t: d for t, d in to.items() if t != v} for v, to in nx.all_pairs_shortest_path_length(graph)}
    found = distances(matrix(graph), steps=4)
    every_one = [d for to in lengths.values() for d in to.values()]
    assert found.histogram.tolist() == np.bincount(every_one, minlength=1)[1:].tolist()
    for v, to in lengths.items():
        assert (found.reached[v], found.total[v]) == (len(to), sum(to.values()))
        assert found.inverse[v] == pytest.approx(sum(1 / d for d in to.values()))
        assert found.within[v].tolist() == [sum(d <= k for d in to.values()) for k in (1, 2, 3, 4)]
        assert within_steps(matrix(graph), np.array([v]), 4)[0].tolist() == found.within[v].tolist()
        steps = steps_from(matrix(graph), np.array([v]))
        assert {t: int(d) for t, d in enumerate(steps) if d > 0} == to


def test_several_blocks_of_targets_give_what_one_gives() -> None:
    graph = nx.gnp_random_graph(1_500, 0.002, seed=3)
    found = distances(matrix(graph))
    expected = nx.closeness_centrality(graph)
    assert found.closeness() == pytest.approx([expected[v] for v in sorted(graph)], abs=1e-12)


# --- samples


def test_a_sample_of_everybody_is_exact() -> None:
    adjacency = matrix(nx.gnp_random_graph(80, 0.05, seed=1))
    whole, sample = distances(adjacency), distances(adjacency, targets=np.arange(80)[::-1])
    assert (sample.total == whole.total).all()
    assert sample.exact


def test_estimates_from_samples_are_right_on_average_and_their_error_is_honest() -> None:
    adjacency = matrix(nx.gnp_random_graph(200, 0.06, seed=2))
    truth = distances(adjacency)
    samples = [distances(adjacency, targets=sampled_targets(200, 40, seed)) for seed in range(300)]
    estimates = np.array([sample.harmonic for sample in samples])
    assert abs(estimates.mean(axis=0) / truth.harmonic - 1).max() < 0.02
    ratio = np.array([sample.harmonic_error for sample in samples]).mean(axis=0) / estimates.std(axis=0)
    assert 0.9 < ratio.mean() < 1.1
    assert truth.mean_distance is not None
    off = [abs((sample.mean_distance or 0) - truth.mean_distance) for sample in samples]
    errors = [sample.mean_distance_error or 0 for sample in samples]
    assert 0.88 < np.mean(np.array(off) < 2 * np.array(errors)) < 1


def test_the_same_seed_draws_the_same_targets() -> None:
    assert sampled_targets(100, 10, 7).tolist() == sampled_targets(100, 10, 7).tolist()
    assert len(set(sampled_targets(100, 10, 7).tolist())) == 10
    assert sampled_targets(5, 10, 0).tolist() == [0, 1, 2, 3, 4]


# --- shapes counted by hand


def test_shapes_by_hand() -> None:
    path = distances(matrix(nx.path_graph(4)))
    assert path.histogram.tolist() == [6, 4, 2]
    assert path.total.tolist() == [6, 4, 4, 6]
    assert path.within.tolist() == [[1, 2, 3], [2, 3, 3], [2, 3, 3], [1, 2, 3]]
    one_way = distances(matrix(nx.path_graph(4, create_using=nx.DiGraph)))
    assert one_way.reached.tolist() == [3, 2, 1, 0]
    star = distances(matrix(nx.star_graph(4)))
    assert star.closeness().tolist() == pytest.approx([1, *[4 / 7] * 4])
    assert distances(matrix(nx.complete_graph(5))).mean_distance == 1
    apart = distances(matrix(nx.disjoint_union(nx.path_graph(2), nx.empty_graph(1))))
    assert apart.closeness().tolist() == [0.5, 0.5, 0]
    assert apart.closeness(over_all=False).tolist() == [1, 1, 0]
    assert apart.harmonic.tolist() == [1, 1, 0]


def test_nothing_and_one_node() -> None:
    for n in (0, 1):
        found = distances(sp.csr_array((n, n)))
        assert (found.n, found.mean_distance, found.mean_distance_error, found.longest) == (n, None, None, 0)
        assert found.closeness().tolist() == found.harmonic.tolist() == [0] * n
        assert distance_fragmentation(sp.csr_array((n, n))) is None
    assert within_steps(sp.csr_array((0, 0)), np.array([], dtype=np.int64), 2).shape == (0, 2)
    assert weighted_reach(steps_from(sp.csr_array((0, 0)), np.array([], dtype=np.int64))) == 0
    assert weighted_reach(steps_from(sp.csr_array((4, 4)), np.array([1]))) == 0.25
