"""The smallest cover, against every choice there is on small matrices."""

import random
from itertools import combinations

import numpy as np
import pytest
import scipy.sparse as sp

from graph_service.kernels.set_cover import smallest_cover


def fewest(matrix: np.ndarray) -> int:
    everything = matrix.any(axis=0)
    return next(
        k
        for k in range(len(matrix) + 1)
        for rows in combinations(range(len(matrix)), k)
        if (matrix[list(rows)].any(axis=0) == everything).all()
    )


@pytest.mark.parametrize("seed", range(40))
def test_no_smaller_choice_exists(seed: int) -> None:
    draw = random.Random(seed)
    shape = draw.randint(1, 9), draw.randint(1, 12)
    matrix = np.array([[draw.random() < 0.3 for _ in range(shape[1])] for _ in range(shape[0])])
    cover = smallest_cover(sp.csr_array(matrix.astype(float)))
    assert (matrix[list(cover.chosen)].any(axis=0) == matrix.any(axis=0)).all()
    assert cover.exact
    assert len(cover.chosen) == fewest(matrix)


def test_greedy_alone_would_take_one_too_many() -> None:
    # the classic: the large row is tempting, the two halves suffice
    rows = [[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1], [0, 1, 1, 1, 1, 0]]
    cover = smallest_cover(sp.csr_array(np.array(rows, dtype=float)))
    assert cover.chosen == (0, 1)
    assert cover.exact


def test_a_tie_goes_to_the_smaller_row_and_the_largest_gain_comes_first() -> None:
    rows = [[0, 0, 1], [1, 1, 0], [1, 1, 0]]
    assert smallest_cover(sp.csr_array(np.array(rows, dtype=float))).chosen == (1, 0)


@pytest.mark.parametrize("shape", [(0, 0), (0, 3), (3, 0), (2, 2)])
def test_nothing_to_hold_needs_nobody(shape: tuple[int, int]) -> None:
    cover = smallest_cover(sp.csr_array(shape, dtype=float))
    assert (cover.chosen, cover.lower, cover.exact) == ((), 0, True)


def test_a_large_cover_comes_with_an_honest_bound() -> None:
    draw = np.random.default_rng(7)
    matrix = draw.random((400, 300)) < 0.02
    cover = smallest_cover(sp.csr_array(matrix.astype(float)))
    assert (matrix[list(cover.chosen)].any(axis=0) == matrix.any(axis=0)).all()
    assert 0 < cover.lower < len(cover.chosen)
    assert not cover.exact
    harmonic = sum(1 / k for k in range(1, int(matrix.sum(axis=1).max()) + 1))
    assert len(cover.chosen) <= harmonic * 300


def test_the_order_of_entries_does_not_matter() -> None:
    rows, columns = [0, 0, 1, 2, 2, 2], [0, 1, 2, 3, 1, 0]
    one = smallest_cover(sp.csr_array((np.ones(6), (rows, columns)), shape=(3, 4)))
    two = smallest_cover(sp.csr_array((np.ones(6), (rows[::-1], columns[::-1])), shape=(3, 4)))
    assert one == two
    assert one.chosen == (2, 1)
