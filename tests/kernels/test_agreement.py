"""Agreement of two divisions: a printed value, and counting every division."""

import itertools

import numpy as np
import pytest

from graph_service.kernels.agreement import adjusted_mutual_information

ONE = np.array([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 3, 3, 3, 3, 3])
TWO = np.array([1, 1, 1, 1, 2, 1, 2, 2, 2, 2, 3, 1, 3, 3, 3, 2, 2])


def mutual(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    n = len(first)
    cells = {pair: sum(p == pair for p in zip(first, second, strict=True)) for pair in zip(first, second, strict=True)}
    return sum(c / n * np.log(n * c / (first.count(a) * second.count(b))) for (a, b), c in cells.items())


def test_value_printed_by_scikit_learn() -> None:
    assert adjusted_mutual_information(ONE, TWO) == pytest.approx(0.27821, abs=5e-6)


def test_same_division_under_other_names_agrees_fully() -> None:
    assert adjusted_mutual_information(ONE, 7 - ONE) == pytest.approx(1)
    assert adjusted_mutual_information(np.zeros(4, dtype=np.int64), np.ones(4, dtype=np.int64)) == 1
    assert adjusted_mutual_information(ONE, np.zeros(17, dtype=np.int64)) == pytest.approx(0)


def test_fewer_than_two_things_cannot_agree() -> None:
    assert adjusted_mutual_information(ONE[:1], TWO[:1]) is None
    assert adjusted_mutual_information(ONE[:0], TWO[:0]) is None


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((0, 0, 0, 1, 1, 2), (0, 0, 1, 1, 2, 2)),
        ((0, 0, 1, 1, 1, 1), (0, 1, 1, 0, 1, 1)),
        ((0, 1, 2, 3, 3), (0, 0, 0, 1, 1)),
    ],
)
def test_expectation_is_the_mean_over_every_order(first: tuple[int, ...], second: tuple[int, ...]) -> None:
    expected = float(np.mean([mutual(first, order) for order in itertools.permutations(second)]))
    highest = (mutual(first, first) + mutual(second, second)) / 2
    ours = adjusted_mutual_information(np.array(first), np.array(second))
    assert ours == pytest.approx((mutual(first, second) - expected) / (highest - expected), abs=1e-9)
