"""Mixing, E-I index, modularity and participation against reference values of other software, and by hand."""

import itertools

import numpy as np
import pytest
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.kernels.mixing import (
    assortativity,
    at_most,
    ei_by_group,
    ei_by_node,
    ei_expected,
    ei_index,
    ei_rescaled,
    modularity,
    one_hot,
    participation,
    possible_pairs,
    shuffled,
    ties_between,
    within_module_z,
)
from tests.oracle import NAMES, Oracle, load

EXACT = 1e-9


def cases(measure: str) -> list[tuple[str, str, str]]:
    """Every (network, variant, software) with a value for *measure* under a partition."""
    rows = [
        (name, e["variant"], e["software"])
        for name in NAMES
        for e in load(name).entries
        if e["measure"] == measure and "values" in e
    ]
    assert len(rows) > 3
    return rows


def every(measure: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("name", "variant", "software"), cases(measure))


def grouped(oracle: Oracle, variant: str) -> tuple[list[str], NDArray[np.int64]]:
    labels = oracle.partition(variant.removeprefix("partition ").split(",")[0])
    groups = sorted(set(labels))
    return groups, np.array([groups.index(label) for label in labels])


def counted(oracle: Oracle, variant: str) -> NDArray[np.float64]:
    groups, labels = grouped(oracle, variant)
    return ties_between(oracle.adjacency(), one_hot(labels, len(groups)), directed=oracle.directed)


def table(values: dict[str, dict[str, float]], groups: list[str]) -> NDArray[np.float64]:
    return np.array(
        [[np.nan if values[a][b] is None else values[a][b] for b in groups] for a in groups], dtype=np.float64
    )


@every("mixing_matrix")
def test_mixing_matrix(name: str, variant: str, software: str) -> None:
    oracle = load(name)
    groups, _ = grouped(oracle, variant)
    expected = table(oracle.value("mixing_matrix", variant, software), groups)
    counts = counted(oracle, variant)
    assert (counts if oracle.directed else np.triu(counts)).tolist() == expected.tolist()


@every("mixing_matrix_symmetric")
def test_networkx_counts_ties_inside_twice(name: str, variant: str, software: str) -> None:
    oracle = load(name)
    expected = table(oracle.value("mixing_matrix_symmetric", variant, software), grouped(oracle, variant)[0])
    counts = counted(oracle, variant)
    assert (counts + np.diag(np.diag(counts))).tolist() == expected.tolist()


@every("group_density")
def test_density_of_each_block(name: str, variant: str, software: str) -> None:
    oracle = load(name)
    groups, labels = grouped(oracle, variant)
    pairs = possible_pairs(one_hot(labels, len(groups)), directed=oracle.directed)
    expected = table(oracle.value("group_density", variant, software), groups)
    with np.errstate(invalid="ignore"):
        assert counted(oracle, variant) / pairs == pytest.approx(expected, abs=EXACT, nan_ok=True)


@every("ei_index")
def test_ei_index(name: str, variant: str, software: str) -> None:
    oracle = load(name)
    expected = oracle.value("ei_index", variant, software)
    assert ei_index(counted(oracle, variant), directed=oracle.directed) == pytest.approx(expected, abs=EXACT)


@every("ei_index_node")
def test_ei_index_of_nodes(name: str, variant: str, software: str) -> None:
    oracle = load(name)
    groups, labels = grouped(oracle, variant)
    ours = ei_by_node(oracle.adjacency(), one_hot(labels, len(groups)))
    assert ours == pytest.approx(oracle.vector("ei_index_node", variant, software), abs=EXACT, nan_ok=True)


@every("freeman_segregation")
def test_expected_share_of_external_ties(name: str, variant: str, software: str) -> None:
    # Freeman's index is 1 - observed / expected share of external ties
    oracle = load(name)
    groups, labels = grouped(oracle, variant)
    observed, expected = ei_index(counted(oracle, variant)), ei_expected(one_hot(labels, len(groups)))
    assert observed is not None
    assert expected is not None
    freeman = 1 - (observed + 1) / (expected + 1)
    assert freeman == pytest.approx(oracle.value("freeman_segregation", variant, software), abs=EXACT)


@every("assortativity_nominal")
def test_assortativity(name: str, variant: str, software: str) -> None:
    oracle = load(name)
    expected = oracle.value("assortativity_nominal", variant, software)
    assert assortativity(counted(oracle, variant), directed=oracle.directed) == pytest.approx(expected, abs=EXACT)


@every("modularity")
def test_modularity(name: str, variant: str, software: str) -> None:
    oracle = load(name)
    adjacency = oracle.adjacency(weighted="weighted" in variant)
    ours = modularity(adjacency, grouped(oracle, variant)[1], directed=oracle.directed)
    assert ours == pytest.approx(oracle.value("modularity", variant, software), abs=EXACT)


@every("participation")
def test_participation(name: str, variant: str, software: str) -> None:
    oracle = load(name)
    adjacency = oracle.adjacency(weighted="weighted" in variant)
    if ", in," in variant:
        adjacency = sp.csr_array(adjacency.T)
    ours = participation(adjacency, grouped(oracle, variant)[1])
    assert ours == pytest.approx(oracle.vector("participation", variant, software), abs=EXACT)


def test_within_module_z_of_the_karate_club() -> None:
    oracle = load("karate")
    ours = within_module_z(oracle.adjacency(), grouped(oracle, "club")[1])
    assert ours[[0, 2, 33]] == pytest.approx([3.3465, 0.5789, 3.1363], abs=5e-5)
    ring = sp.csr_array(np.roll(np.eye(4), 1, axis=1) + np.roll(np.eye(4), -1, axis=1))
    assert within_module_z(ring, np.zeros(4, dtype=np.int64)).tolist() == [0, 0, 0, 0]


def test_ei_of_the_karate_club_against_shuffled_clubs() -> None:
    oracle = load("karate")
    groups, labels = grouped(oracle, "club")
    shares = one_hot(labels, len(groups))
    inside, ends = shuffled(oracle.adjacency(), shares, 2000, seed=1)
    drawn = (78 - 2 * inside.sum(axis=1)) / 78
    assert ei_expected(shares) == pytest.approx(0.0303, abs=5e-5)
    assert drawn.mean() == pytest.approx(0.0303, abs=0.01)
    assert drawn.std() == pytest.approx(0.097, abs=0.01)
    assert ends.sum(axis=1).tolist() == [156] * 2000
    assert at_most(-0.7179, drawn) == 1 / 2001


PATH = sp.csr_array(np.eye(4, k=1) + np.eye(4, k=-1))  # 0 - 1 - 2 - 3


def test_every_way_of_shuffling_a_path_has_the_expected_mean() -> None:
    shares = np.array([[1, 0], [0.5, 0.5], [0, 1], [0, 1]])
    every_way = [ei_index(ties_between(PATH, shares[list(order)])) for order in itertools.permutations(range(4))]
    assert ei_expected(shares) == pytest.approx(float(np.mean([v for v in every_way if v is not None])), abs=1e-12)
    inside, _ = shuffled(PATH, shares, 4000, seed=3)
    assert ((3 - 2 * inside.sum(axis=1)) / 3).mean() == pytest.approx(ei_expected(shares), abs=0.02)


def test_shared_belonging_by_hand() -> None:
    # 0 in f; 1 half in f, half in g; 2 and 3 in g: ties 0-1 and 1-2 are half inside, 2-3 is inside g
    shares = np.array([[1, 0], [0.5, 0.5], [0, 1], [0, 1]])
    counts = ties_between(PATH, shares)
    assert counts.tolist() == [[0.5, 1], [1, 1.5]]
    assert ei_index(counts) == pytest.approx(-1 / 3)
    assert ei_by_group(counts).tolist() == pytest.approx([1 / 3, -0.2])
    assert ei_by_node(PATH, shares).tolist() == pytest.approx([0, 0, -0.5, -1])
    pairs = possible_pairs(shares)
    assert np.triu(pairs).sum() == 6
    assert pairs.tolist() == [[0.5, 3.5], [3.5, 2]]


def test_rescaled_reaches_both_ends() -> None:
    two = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype=float)
    pairs = possible_pairs(two)
    inward = sp.csr_array(np.kron(np.eye(2), [[0, 1], [1, 0]]))
    outward = sp.csr_array(np.kron([[0, 1], [1, 0]], np.eye(2)))
    assert ei_rescaled(ties_between(inward, two), pairs) == -1
    assert ei_rescaled(ties_between(outward, two), pairs) == 1
    assert ei_rescaled(ties_between(sp.csr_array((4, 4)), two), pairs) is None
    complete = sp.csr_array(np.ones((4, 4)) - np.eye(4))
    assert ei_rescaled(ties_between(complete, two), pairs) is None


def test_nothing_is_not_a_number() -> None:
    none = sp.csr_array((0, 0))
    labels = np.zeros(0, dtype=np.int64)
    assert modularity(none, labels) is None
    assert participation(none, labels).tolist() == within_module_z(none, labels).tolist() == []
    assert ei_index(np.zeros((2, 2))) is assortativity(np.zeros((2, 2))) is ei_expected(np.zeros((0, 2))) is None
