"""Fewest groups that together hold everything: exact where that is small, greedy with a bound elsewhere."""

import heapq
from dataclasses import dataclass

import scipy.sparse as sp

EXACT_UP_TO = 10_000
EFFORT = 1_000


@dataclass(frozen=True)
class Cover:
    """Groups that together hold everything any group holds, and how few could do it.

    `chosen` are row numbers, the one that adds most first; no choice has fewer than `lower` rows, so it is the
    smallest possible if the two are equal.
    """

    chosen: tuple[int, ...]
    lower: int

    @property
    def exact(self) -> bool:
        """Whether no smaller choice exists."""
        return len(self.chosen) == self.lower


def smallest_cover(groups: sp.csr_array) -> Cover:
    """Fewest rows of a 0/1 matrix that together hold every column any row holds; smaller row numbers win ties.

    Greedy choice (largest gain first), without rows the others make needless; at most H(m) = 1 + 1/2 + … + 1/m times the
    smallest, m the largest row (Chvátal 1979, doi:10.1287/moor.4.3.233). Up to `EXACT_UP_TO` cells branch and bound looks
    for a smaller one, over rows of the column that fewest rows hold, for `EFFORT` branches at most. The lower bound counts
    columns of which no row holds two.

    >>> smallest_cover(sp.csr_array([[1, 1, 0, 0], [0, 1, 1, 0], [0, 0, 1, 1]]))
    Cover(chosen=(0, 2), lower=2)
    """
    groups.sum_duplicates()
    rows = [
        sum(1 << int(j) for j in groups.indices[a:b])
        for a, b in zip(groups.indptr[:-1], groups.indptr[1:], strict=True)
    ]
    everything = 0
    for row in rows:
        everything |= row
    columns = groups.tocsc()
    holders = [
        sorted(int(i) for i in columns.indices[a:b])
        for a, b in zip(columns.indptr[:-1], columns.indptr[1:], strict=True)
    ]
    rarest = sorted((j for j, able in enumerate(holders) if able), key=lambda j: (len(holders[j]), j))
    best = _pruned(rows, _greedy(rows, everything), everything)
    lower = _independent(rows, holders, rarest, everything)
    if lower < len(best) and groups.shape[0] * groups.shape[1] <= EXACT_UP_TO:
        best, done = _search(rows, holders, rarest, everything, best)
        lower = len(best) if done else lower
    return Cover(tuple(_in_order(rows, best, everything)), lower)


def _greedy(rows: list[int], left: int) -> list[int]:
    queue = [(-row.bit_count(), i) for i, row in enumerate(rows)]
    heapq.heapify(queue)
    chosen = []
    while left:
        promised, i = heapq.heappop(queue)
        gain = -(rows[i] & left).bit_count()
        if gain > promised:  # holds less than promised by now: back into the queue
            heapq.heappush(queue, (gain, i))
            continue
        chosen.append(i)
        left &= ~rows[i]
    return chosen


def _pruned(rows: list[int], chosen: list[int], everything: int) -> list[int]:
    kept = list(chosen)
    for i in reversed(chosen):
        held = 0
        for other in kept:
            if other != i:
                held |= rows[other]
        if held == everything:
            kept.remove(i)
    return kept


def _independent(rows: list[int], holders: list[list[int]], rarest: list[int], left: int) -> int:
    """Columns of *left* of which no row holds two, the rarest first: each needs a row of its own."""
    count = 0
    for column in rarest:
        if left >> column & 1:
            count += 1
            for i in holders[column]:
                left &= ~rows[i]
    return count


def _search(
    rows: list[int], holders: list[list[int]], rarest: list[int], everything: int, best: list[int]
) -> tuple[list[int], bool]:
    """Look for fewer rows than *best*; also whether the search came to its end."""
    found, branches = best, 0
    stack: list[tuple[int, list[int]]] = [(everything, [])]
    while stack:
        left, chosen = stack.pop()
        if not left:
            if len(chosen) < len(found):
                found = chosen
            continue
        if len(chosen) + _independent(rows, holders, rarest, left) >= len(found):
            continue
        branches += 1
        if branches > EFFORT:
            return found, False
        column = next(j for j in rarest if left >> j & 1)
        able = sorted(holders[column], key=lambda i: (-(rows[i] & left).bit_count(), i))
        stack.extend((left & ~rows[i], [*chosen, i]) for i in reversed(able))
    return found, True


def _in_order(rows: list[int], chosen: list[int], left: int) -> list[int]:
    rest, order = set(chosen), []
    while rest:
        best = min(rest, key=lambda i: (-(rows[i] & left).bit_count(), i))
        order.append(best)
        rest.remove(best)
        left &= ~rows[best]
    return order
