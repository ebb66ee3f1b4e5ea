"""Places, bands and groups of ranks, counted by hand."""

import numpy as np

from graph_service.kernels.rank_bands import Bools, Floats, band, drawn_positions, losses, positions, together


def test_equal_values_share_places_and_what_is_not_defined_comes_last() -> None:
    best, worst = positions(np.array([[5.0, 3, 3, 1], [np.nan, 2, np.nan, 7]]))
    assert best.tolist() == [[1, 2, 2, 4], [3, 2, 3, 1]]
    assert worst.tolist() == [[1, 3, 3, 4], [4, 2, 4, 1]]


def test_last_bits_do_not_decide() -> None:
    best, worst = positions(np.array([[0.1 + 0.2, 0.3, 1e-30, -0.3, -(0.1 + 0.2), 0.0]]))
    assert best.tolist() == [[1, 1, 3, 5, 5, 4]]
    assert worst.tolist() == [[2, 2, 3, 6, 6, 4]]


def test_nothing_to_rank_is_an_answer() -> None:
    best, worst = positions(np.empty((2, 0)))
    assert best.shape == worst.shape == (2, 0)
    assert together(best[0], best[0], worst[0]).tolist() == []


def test_band_cuts_one_draw_in_twenty_on_each_side_and_gives_places_that_occurred() -> None:
    best = np.array([[1]] * 2 + [[4]] * 38)
    worst = np.array([[5]] * 38 + [[9]] * 2)
    assert [end.tolist() for end in band(best, worst)] == [[1], [9]]
    best, worst = np.array([[1]] + [[4]] * 39), np.array([[5]] * 39 + [[9]])
    assert [end.tolist() for end in band(best, worst)] == [[4], [5]]


def test_a_group_overlaps_each_with_each_and_does_not_chain() -> None:
    # 1–2 and 2–3 overlap, 2–3 and 3–4 overlap, but the first and the third do not: two groups
    assert together(np.array([1, 2, 3]), np.array([1, 2, 3]), np.array([2, 3, 4])).tolist() == [0, 0, 1]
    assert together(np.array([1, 2, 3]), np.array([1, 1, 2]), np.array([3, 3, 3])).tolist() == [0, 0, 0]
    # order of items does not matter, equal places stay together even if one of them alone could join
    assert together(np.array([2, 1, 2]), np.array([3, 1, 2]), np.array([3, 2, 3])).tolist() == [1, 0, 1]


def test_losses_are_nested_and_follow_the_seed() -> None:
    mild, hard = (keep for _, keep in losses(50, (0.1, 0.3), 40, seed=3))
    assert mild.shape == (40, 50)
    assert not (hard & ~mild).any(), "what is left at 30 % is left at 10 %"
    assert 0.86 < mild.mean() < 0.94
    assert 0.65 < hard.mean() < 0.75
    again, other = (next(iter(losses(50, (0.1,), 40, seed=seed)))[1] for seed in (3, 4))
    assert (again == mild).all()
    assert not (other == mild).all()


def test_batches_do_not_change_what_is_drawn() -> None:
    parts = [keep for _, keep in losses(300_000, (0.2,), 10, seed=1)]
    assert len(parts) > 1
    assert (np.vstack(parts) == (np.random.default_rng(1).random((10, 300_000)) >= 0.2)).all()


def test_every_measure_gets_its_places_for_every_share() -> None:
    weights = np.arange(1.0, 7)

    def measures(keep: Bools) -> tuple[Floats, Floats]:
        return keep * weights, keep * -weights

    falling, rising = drawn_positions(measures, 6, (0.0, 0.2), 10, seed=1)
    assert falling[0][0].tolist() == [[6, 5, 4, 3, 2, 1]] * 10
    assert rising[0][1].tolist() == [[1, 2, 3, 4, 5, 6]] * 10
    assert falling[1][0].shape == (10, 6)
    assert drawn_positions(measures, 6, (0.2,), 0, seed=1) == []
