"""The null model against printed values and against counting every case."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph_service.kernels.null_model import fitted_probabilities, holm, shared_by_chance, tails


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
