"""How far ranks move when ties are lost at random: positions, bands and what cannot be told apart."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Measures = Callable[[Bools], Sequence[Floats]]

LOWER, UPPER = 0.05, 0.95
_DIGITS = 10
_CELLS = 300_000


def positions(values: Floats) -> tuple[Ints, Ints]:
    """First and last place that each item holds in each row of values, largest value first.

    Convention: an item comes after all with a larger value (first place) and not after any with a smaller one (last
    place), so equal values share both places: 5, 3, 3, 1 stand in places 1–1, 2–3, 2–3, 4–4. Values that agree in ten
    significant digits are equal; NaN comes last, shared.

    Parameters
    ----------
    values
        Rows × items.

    Returns
    -------
    Two arrays of the same shape, places from 1.
    """
    clean = np.where(np.isnan(values), -np.inf, _trimmed(values))
    rows, items = clean.shape
    # everything row after row in one line, so that equals are runs in it
    order = (np.argsort(-clean, axis=1, kind="stable") + items * np.arange(rows)[:, None]).ravel()
    ranked = clean.ravel()[order].reshape(rows, items)
    begins = np.ones((rows, items), dtype=np.bool_)
    begins[:, 1:] = ranked[:, 1:] != ranked[:, :-1]
    run = np.flatnonzero(begins)
    length = np.diff(run, append=begins.size)
    place = run % max(items, 1) + 1
    best, worst = np.empty(begins.size, dtype=np.int64), np.empty(begins.size, dtype=np.int64)
    best[order] = np.repeat(place, length)
    worst[order] = np.repeat(place + length - 1, length)
    return best.reshape(rows, items), worst.reshape(rows, items)


def _trimmed(values: Floats) -> Floats:
    """Ten significant digits: the last bits of arithmetic must not decide a rank."""
    size = np.abs(values)
    if (np.rint(values) == values).all() and size.max(initial=0) < 10.0**_DIGITS:
        return values  # counts have no last bits
    usual = np.isfinite(values) & (size > 0)
    scale = 10.0 ** (_DIGITS - 1 - np.floor(np.log10(np.where(usual, size, 1))))
    return np.where(usual, np.round(np.where(usual, values, 0) * scale) / scale, values)


def band(best: Ints, worst: Ints) -> tuple[Ints, Ints]:
    """Places between which each item stays in nine of ten draws: 5th percentile of first, 95th of last places.

    Convention: both ends are places that occurred in a draw (the next one outwards, never interpolated).

    Parameters
    ----------
    best, worst
        Draws × items, at least one draw; as from `positions`.
    """
    low = np.quantile(best, LOWER, axis=0, method="lower")
    high = np.quantile(worst, UPPER, axis=0, method="higher")
    return low.astype(np.int64), high.astype(np.int64)


def together(place: Ints, low: Ints, high: Ints) -> Ints:
    """Number of the group of each item: neighbours in rank whose bands overlap, each with each.

    From the first place on, a place joins the group before it as long as one place lies inside all their bands; items
    that share a place stay together. Everybody in one group is thus indistinguishable from everybody else in it;
    bands of neighbouring groups may still overlap.

    Parameters
    ----------
    place, low, high
        Observed place, and band, of each item.

    Returns
    -------
    Group numbers from 0, in order of place.
    """
    groups = np.zeros(len(place), dtype=np.int64)
    number, lowest, highest = -1, 0, 0
    shared, at = np.unique(place, return_inverse=True)
    block_low = np.zeros(len(shared), dtype=np.int64)
    block_high = np.full(len(shared), np.iinfo(np.int64).max)
    np.maximum.at(block_low, at, low)
    np.minimum.at(block_high, at, high)
    of_block = np.zeros(len(shared), dtype=np.int64)
    for i in range(len(shared)):
        lowest, highest = max(lowest, int(block_low[i])), min(highest, int(block_high[i]))
        if number < 0 or lowest > highest:
            number, lowest, highest = number + 1, int(block_low[i]), int(block_high[i])
        of_block[i] = number
    groups[:] = of_block[at]
    return groups


def losses(ties: int, shares: Sequence[float], draws: int, seed: int) -> Iterator[tuple[int, Bools]]:
    """Masks of the ties that remain: (index of the share, draws × ties), in batches of bounded memory.

    Each tie is lost by itself with the chance *share*. Within a draw the losses are nested: what is lost at 10 % is
    lost at 20 % too. The batches do not change what is drawn.
    """
    generator = np.random.default_rng(seed)
    batch = max(1, _CELLS // max(1, ties))
    for start in range(0, draws, batch):
        luck = generator.random((min(batch, draws - start), ties))
        for i, share in enumerate(shares):
            yield i, luck >= share


def drawn_positions(
    measures: Measures, ties: int, shares: Sequence[float], draws: int, seed: int
) -> list[list[tuple[Ints, Ints]]]:
    """First and last places in every draw: for each measure, for each share, two arrays draws × items."""
    parts: dict[tuple[int, int], list[tuple[Ints, Ints]]] = {}
    for i, keep in losses(ties, shares, draws, seed):
        for m, values in enumerate(measures(keep)):
            best, worst = positions(values)
            parts.setdefault((m, i), []).append((best.astype(np.int32), worst.astype(np.int32)))
    count = 1 + max((m for m, _ in parts), default=-1)
    return [
        [(np.vstack([b for b, _ in parts[m, i]]), np.vstack([w for _, w in parts[m, i]])) for i in range(len(shares))]
        for m in range(count)
    ]
