"""The null model against printed values and against counting every case."""

import itertools
import math
from fractions import Fraction

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_service.kernels.null_model import fitted, fitted_probabilities, holm, shared_by_chance, tails


def test_three_by_three_as_printed_for_backbone() -> None:
    matrix = np.array([[0, 0, 1], [0, 1, 0], [1, 0, 1]])
    expected = [[0.216, 0.216, 0.568], [0.216, 0.216, 0.568], [0.568, 0.568, 0.863]]
    fitted = fitted_probabilities(matrix.sum(axis=1), matrix.sum(axis=0))
    assert np.abs(fitted - expected).max() < 0.0006


def test_southern_women_as_in_r_backbone() -> None:
    graph = nx.davis_southern_women_graph()
    women, events = graph.graph["top"], graph.graph["bottom"]
    matrix = nx.bipartite.biadjacency_matrix(graph, women, events).toarray()
    fitted = fitted_probabilities(matrix.sum(axis=1), matrix.sum(axis=0))
    evelyn = fitted[women.index("Evelyn Jefferson")]
    assert evelyn[:4] == pytest.approx([0.34233, 0.34233, 0.59281, 0.43546], abs=5e-6)
    pairs = np.array([[events.index(a), events.index(b)] for a, b in (("E5", "E12"), ("E5", "E10"))])
    observed = np.array([(matrix[:, a] * matrix[:, b]).sum() for a, b in pairs])
    chances = shared_by_chance(fitted, pairs)
    lower, upper = tails(chances, observed)
    assert observed.tolist() == [0, 0]
    assert chances.sum(axis=0)[0] == pytest.approx(3.26, abs=0.005)
    assert lower == pytest.approx([0.0199, 0.0400], abs=5e-5)
    assert upper.tolist() == [1, 1]


@given(st.lists(st.lists(st.booleans(), min_size=4, max_size=4), min_size=1, max_size=8))
@settings(deadline=None, max_examples=60)
def test_expected_sums_are_the_observed_ones_even_with_full_and_empty_rows(rows: list[list[bool]]) -> None:
    matrix = np.array(rows, dtype=np.int64)
    fitted = fitted_probabilities(matrix.sum(axis=1), matrix.sum(axis=0))
    assert ((fitted >= 0) & (fitted <= 1)).all()
    assert np.abs(fitted.sum(axis=0) - matrix.sum(axis=0)).max() < 1e-3
    assert np.abs(fitted.sum(axis=1) - matrix.sum(axis=1)).max() < 1e-3


@given(st.lists(st.floats(0, 1), min_size=1, max_size=7), st.integers(0, 7))
@settings(deadline=None, max_examples=60)
def test_tails_equal_counting_every_outcome(chances: list[float], observed: int) -> None:
    observed = min(observed, len(chances))
    mass = [0.0] * (len(chances) + 1)
    for outcome in itertools.product((0, 1), repeat=len(chances)):
        mass[sum(outcome)] += float(np.prod([c if o else 1 - c for c, o in zip(chances, outcome, strict=True)]))
    lower, upper = tails(np.array(chances)[:, None], np.array([observed]))
    assert lower[0] == pytest.approx(sum(mass[: observed + 1]), abs=1e-12)
    assert upper[0] == pytest.approx(sum(mass[observed:]), abs=1e-12)


def test_holm_by_hand() -> None:
    assert holm(np.array([0.04, 0.01, 0.03])).tolist() == pytest.approx([0.06, 0.03, 0.06])


def test_many_equal_tosses_give_what_toss_by_toss_gives() -> None:
    draw = np.random.default_rng(4)
    matrix = draw.random((400, 6)) < draw.uniform(0.02, 0.3, 6)
    pairs = np.array(list(itertools.combinations(range(6), 2)))
    chances = shared_by_chance(fitted_probabilities(matrix.sum(axis=1), matrix.sum(axis=0)), pairs)
    observed = np.array([0, *((matrix[:, a] & matrix[:, b]).sum() for a, b in pairs[1:])])
    mass = np.zeros((401, len(pairs)))
    mass[0] = 1
    for toss in chances:
        mass[1:] = mass[1:] * (1 - toss) + mass[:-1] * toss
        mass[0] *= 1 - toss
    lower, upper = tails(chances, observed)
    for j, k in enumerate(observed):
        assert lower[j] == pytest.approx(mass[: k + 1, j].sum(), rel=1e-9)
        assert upper[j] == pytest.approx(mass[k:, j].sum(), rel=1e-9)


def test_a_tail_far_out_is_as_precise_as_a_near_one() -> None:
    n, k = 5000, 12
    exact = sum(Fraction(math.comb(n, i)) * Fraction(1, 10) ** i * Fraction(9, 10) ** (n - i) for i in range(k + 1))
    lower, upper = tails(np.full((n, 1), 0.1), np.array([k]))
    assert exact < Fraction(1, 10**190)
    assert lower[0] == pytest.approx(float(exact), rel=1e-9)
    assert upper[0] == 1
    above, _ = tails(np.full((n, 1), 0.9), np.array([n - k - 1]))
    assert above[0] == pytest.approx(1, abs=1e-12)
    assert tails(np.full((n, 1), 0.9), np.array([n - k]))[1][0] == pytest.approx(float(exact), rel=1e-9)


def test_holm_counts_what_was_looked_at_and_not_worked_out() -> None:
    worked_out = np.array([0.04, 0.001])
    assert holm(worked_out, of=10).tolist() == holm(np.concatenate([worked_out, np.ones(8)]))[:2].tolist()


def test_single_columns_are_those_of_the_whole_matrix() -> None:
    matrix = np.array([[1, 1, 1, 0], [0, 0, 1, 0], [1, 0, 1, 0], [0, 1, 1, 0]])
    sums = matrix.sum(axis=1), matrix.sum(axis=0)
    whole = fitted_probabilities(*sums)
    assert whole[:, 3].tolist() == [0, 0, 0, 0]
    assert whole[:, 2].tolist() == [1, 1, 1, 1]
    assert fitted(*sums).columns(np.array([2, 0])).tolist() == whole[:, [2, 0]].tolist()
