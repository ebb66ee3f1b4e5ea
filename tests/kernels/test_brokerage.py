"""Gould–Fernandez roles against R sna and against loops over every triple."""

from itertools import permutations, product

import numpy as np
import pytest
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.kernels.brokerage import ROLES, by_chance, dealt_roles, roles, unordered
from tests.oracle import Oracle, load, one_mode

COLUMNS = ("w_I", "w_O", "b_IO", "b_OI", "b_O", "t")
CASES = [  # one partition (all of one kind) has no values
    (oracle, name)
    for oracle in one_mode()
    for name in oracle.partitions
    if oracle.has("brokerage_expected", f"partition {name}")
]
UNDIRECTED = [(oracle, name) for oracle, name in CASES if not oracle.directed]


def named(value: object) -> str:
    return value.name if isinstance(value, Oracle) else str(value)


def group(oracle: Oracle, name: str) -> NDArray[np.int64]:
    return np.unique(oracle.partition(name), return_inverse=True)[1].astype(np.int64)


def one_hot(groups: NDArray[np.int64]) -> sp.csr_array:
    n = len(groups)
    return sp.csr_array((np.ones(n), (np.arange(n), groups)), shape=(n, int(groups.max(initial=-1)) + 1))


def table(oracle: Oracle, measure: str, name: str, columns: tuple[str, ...] = COLUMNS) -> NDArray[np.float64]:
    value = oracle.value(measure, f"partition {name}")
    rows = [[value[node][c] for c in columns] for node in oracle.nodes]
    return np.array([[np.nan if x is None else x for x in row] for row in rows], dtype=float)


def counted(oracle: Oracle, name: str) -> NDArray[np.float64]:
    return roles(oracle.adjacency(), one_hot(group(oracle, name)))


@pytest.mark.parametrize(("oracle", "name"), CASES, ids=named)
def test_counts_equal_sna(oracle: Oracle, name: str) -> None:
    found = counted(oracle, name)
    expected = table(oracle, "brokerage_raw", name)
    np.testing.assert_array_equal(found, expected[:, :5])
    np.testing.assert_array_equal(found.sum(axis=1), expected[:, 5])


@pytest.mark.parametrize(("oracle", "name"), UNDIRECTED, ids=named)
def test_undirected_counts_take_each_pair_once(oracle: Oracle, name: str) -> None:
    expected = table(oracle, "brokerage_raw_unordered", name, ("w_I", "w_O", "b", "b_O"))
    np.testing.assert_array_equal(unordered(counted(oracle, name)), expected)


@pytest.mark.parametrize(("oracle", "name"), CASES, ids=named)
def test_expectation_deviation_and_z_equal_sna(oracle: Oracle, name: str) -> None:
    groups, n = group(oracle, name), len(oracle.nodes)
    expected, deviation = by_chance(groups, oracle.adjacency().nnz / (n * (n - 1)))
    np.testing.assert_allclose(expected, table(oracle, "brokerage_expected", name), rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(deviation, table(oracle, "brokerage_sd", name), rtol=1e-9, atol=1e-12)
    counts = np.column_stack([counted(oracle, name), counted(oracle, name).sum(axis=1)])
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(deviation > 0, (counts - expected) / deviation, np.nan)
    np.testing.assert_allclose(z, table(oracle, "brokerage_z", name), rtol=1e-9, atol=1e-9)
    if not oracle.directed:
        # a pair of ends counted twice doubles the variance: sna's z is √2 too large in four of six columns
        z[:, [0, 1, 4, 5]] /= np.sqrt(2)
        np.testing.assert_allclose(z, table(oracle, "brokerage_z_undirected", name), rtol=1e-9, atol=1e-9)


def test_directed_toy_network_as_printed() -> None:
    ties = ["12", "23", "41", "15", "46", "65", "36", "67", "24", "45", "71", "16"]
    at = np.array([[int(a) - 1, int(b) - 1] for a, b in ties])
    adjacency = sp.csr_array((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(7, 7))
    groups = np.array([0, 0, 0, 1, 1, 2, 2])
    assert roles(adjacency, one_hot(groups)).astype(int).tolist() == [
        [0, 1, 0, 2, 1], [1, 0, 1, 0, 0], [0, 0, 1, 0, 0], [0, 1, 0, 1, 1], [0] * 5, [0, 0, 0, 3, 1], [0, 0, 1, 0, 0],
    ]  # fmt: skip
    expected, deviation = by_chance(groups, 12 / 42)
    assert expected[0, :5] == pytest.approx([0.1166, 0.2332, 0.4665, 0.4665, 0.4665], abs=5e-5)
    assert deviation[0, :5] == pytest.approx([0.3314, 0.4687, 0.8434, 0.8434, 0.7585], abs=5e-5)


def by_loops(adjacency: NDArray[np.float64], shares: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.zeros((len(shares), len(ROLES)))
    for a, v, c in permutations(range(len(shares)), 3):
        if adjacency[a, v] and adjacency[v, c] and not adjacency[a, c]:
            for x, y, z in product(range(shares.shape[1]), repeat=3):
                # all in one, ends in one, first two in one, last two in one, three different
                role = 0 if x == y == z else 1 if x == z else 2 if x == y else 3 if y == z else 4
                found[v, role] += shares[a, x] * shares[v, y] * shares[c, z]
    return found


def random_case(seed: int, *, directed: bool) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    draw = np.random.default_rng(seed)
    adjacency = (draw.random((11, 11)) < 0.3).astype(float)
    np.fill_diagonal(adjacency, 0)
    member = draw.random((11, 3)) < 0.4
    member[np.arange(11), draw.integers(0, 3, 11)] = True
    return adjacency if directed else np.maximum(adjacency, adjacency.T), member / member.sum(axis=1, keepdims=True)


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_several_groups_count_as_loops_over_every_triple_and_group(seed: int, *, directed: bool) -> None:
    adjacency, shares = random_case(seed, directed=directed)
    found = roles(sp.csr_array(adjacency), sp.csr_array(shares))
    np.testing.assert_allclose(found, by_loops(adjacency, shares), rtol=1e-9, atol=1e-9)


def test_shared_membership_with_one_group_each_is_the_plain_count(monkeypatch: pytest.MonkeyPatch) -> None:
    coleman = load("coleman_fall")
    shares = one_hot(group(coleman, "indegree_band"))
    plain = roles(coleman.adjacency(), shares)
    monkeypatch.setattr("graph_service.kernels.brokerage._whole", None)
    shares.data *= 1 - 1e-15  # almost one: takes the way of shared membership
    monkeypatch.setattr("graph_service.kernels.brokerage._ROWS", 10)
    np.testing.assert_allclose(roles(coleman.adjacency(), shares), plain, atol=1e-9)


@pytest.mark.parametrize("directed", [True, False])
@pytest.mark.parametrize("seed", range(4))
def test_dealing_out_the_true_groups_gives_the_true_counts(seed: int, *, directed: bool) -> None:
    adjacency, shares = random_case(seed, directed=directed)
    expected = roles(sp.csr_array(adjacency), sp.csr_array(shares))
    for v in range(len(adjacency)):
        first, last = np.flatnonzero(adjacency[:, v]), np.flatnonzero(adjacency[v])
        unjoined = (adjacency[np.ix_(first, last)] == 0) & (first[:, None] != last)
        own, ends = np.stack([shares[v]] * 2), [np.stack([shares[at]] * 2) for at in (first, last)]
        np.testing.assert_allclose(dealt_roles(unjoined, own, *ends), expected[[v, v]], rtol=1e-9, atol=1e-9)


def test_nothing_and_a_single_node_are_answers() -> None:
    assert roles(sp.csr_array((0, 0)), sp.csr_array((0, 0))).shape == (0, 5)
    assert roles(sp.csr_array((1, 1)), sp.csr_array(np.ones((1, 1)))).tolist() == [[0] * 5]
    assert by_chance(np.zeros(0, dtype=np.int64), 0.0)[0].shape == (0, 6)
