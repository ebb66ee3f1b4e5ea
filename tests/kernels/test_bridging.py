"""Spread, exclusivity, loss and load, counted by hand and against one draw at a time."""

import numpy as np
import pytest

from graph_service.kernels.bridging import Bridging, Pairs
from graph_service.kernels.rank_bands import losses


def toy() -> Bridging:
    """Actors 0 1 2 3, bodies 4 5; fields 0 1.

    0 works in field 0, 1 in field 1, 2 in both; body 4 works in field 0 and body 5 in both. 0 and 3 sit in 4, 1 and 3
    in 5; 2 cooperates with 0. Ties: 0–3 works of actors, 4–6 works of bodies, 7–10 seats, 11 cooperation, 12 a second
    tie from 3 to 4 (it leads it).
    """
    placed = [(0, 0, 0), (1, 1, 1), (2, 0, 2), (2, 1, 3), (4, 0, 4), (5, 0, 5), (5, 1, 6)]
    seats = [(0, 4, 7), (3, 4, 8), (1, 5, 9), (3, 5, 10), (3, 4, 12)]
    joined = [*seats, (0, 2, 11)]
    return Bridging(
        np.array([False] * 4 + [True] * 2), 2, Pairs.of(joined, 13), Pairs.of(placed, 13), Pairs.of(seats, 13)
    )


def test_everything_by_hand() -> None:
    found = toy().measured(np.ones((1, 13), dtype=np.bool_))
    # 1 is in field 1 by itself and in both through body 5; 3 is in field 0 twice and in field 1 through body 5 only
    assert found.shares[0].tolist() == [[1, 0], [0.5, 0.5], [0.5, 0.5], [0.5, 0.5], [1, 0], [0.5, 0.5]]
    # 2 and body 5 carry the pair; 1 and 3 are in a second field only through body 5, which carries it already
    assert found.activity[0].tolist() == [0, 0, 1, 0, 0, 1]
    assert found.exclusivity[0].tolist() == [0] * 6
    assert found.load[0].tolist() == [1, 1, 0, 2, 2, 2]
    # 0 meets body 4 (1, 0) and 2 (.5, .5): 1.5 and .5 of 2; 2 meets 0 alone; 4 meets 0 and 3: 1.5 and .5
    assert found.spread[0] == pytest.approx([0.375, 0.5, 0, 0.375, 0.375, 0.5])
    # the chain is 2 – 0 – 4 – 3 – 5 – 1: without 0, 2 loses 4, 3, 5, 1 (.5 each way across: .5 .5 .5 .5)
    assert found.loss[0] == pytest.approx([2.0, 0, 0, 3.0, 3.0, 2.0])


def test_a_second_tie_between_the_same_two_keeps_them_joined() -> None:
    keep = np.ones((1, 13), dtype=np.bool_)
    keep[0, 8] = False
    whole = toy().measured(np.ones((1, 13), dtype=np.bool_))
    assert toy().measured(keep).loss.tolist() == whole.loss.tolist()
    keep[0, 12] = False
    assert toy().measured(keep).load[0].tolist() == [1, 1, 0, 1, 1, 2]


def test_the_last_other_carrier_gone_the_one_left_is_alone() -> None:
    keep = np.ones((1, 13), dtype=np.bool_)
    keep[0, 3] = False
    found = toy().measured(keep)
    assert found.activity[0].tolist() == found.exclusivity[0].tolist() == [0, 0, 0, 0, 0, 1]
    keep[0, 6] = False  # body 5 in field 0 only: now 1 itself joins both
    assert toy().measured(keep).exclusivity[0].tolist() == [0, 1, 0, 0, 0, 0]


def test_draws_side_by_side_equal_draws_one_by_one() -> None:
    bridging = toy()
    for _, keep in losses(13, (0.3,), 40, seed=2):
        together = bridging.measured(keep)
        for i, one in enumerate(keep):
            alone = bridging.measured(one[None, :])
            for name in ("spread", "activity", "exclusivity", "loss", "load"):
                np.testing.assert_array_equal(getattr(together, name)[i], getattr(alone, name)[0])


def test_nothing_at_all() -> None:
    none = Pairs.of([], 0)
    found = Bridging(np.zeros(0, dtype=np.bool_), 0, none, none, none).measured(np.ones((1, 0), dtype=np.bool_))
    assert found.loss.shape == (1, 0)
    lonely = Bridging(np.zeros(1, dtype=np.bool_), 0, none, none, none).measured(np.ones((1, 0), dtype=np.bool_))
    assert np.isnan(lonely.spread).all()
    assert lonely.load.tolist() == [[0]]
