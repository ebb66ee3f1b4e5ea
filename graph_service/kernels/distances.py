"""How far everybody is from everybody, many starting points at once: one bit each."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import reverse_cuthill_mckee

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Words = NDArray[np.uint64]
BITS = 64
WIDE_BELOW = 5_000
MOST_CELLS = 32_000_000


@dataclass(frozen=True)
class Distances:
    """Sums over the distances d(v, t) from every node v to all targets t: all nodes, or a sample of them.

    Attributes
    ----------
    targets
        Nodes that were counted as other ends, ascending; all n when exact.
    reached, total, inverse, inverse_squared
        For each node: how many targets it reaches (itself left out), the sum of d, of 1/d and of 1/d².
    within
        Nodes × steps: targets reached in at most 1, 2, … steps.
    histogram
        Ordered pairs (node, target) at distance 1, 2, …
    by_target
        Targets × 2: pairs that reach the target and the sum of their distances; only for a sample.
    """

    targets: Ints
    reached: Ints
    total: Ints
    inverse: Floats
    inverse_squared: Floats
    within: Ints
    histogram: Ints
    by_target: Ints | None

    @property
    def n(self) -> int:
        """Number of nodes."""
        return len(self.reached)

    @property
    def exact(self) -> bool:
        """Whether every node was a target."""
        return len(self.targets) == self.n

    @property
    def _scale(self) -> float:
        return self.n / len(self.targets) if len(self.targets) else 0.0

    @cached_property
    def harmonic(self) -> Floats:
        """Sum of 1/d to all others, 0 for those out of reach; from a sample: the unbiased estimate n/k · sum."""
        return self.inverse * self._scale

    @cached_property
    def harmonic_error(self) -> Floats:
        """Standard error of `harmonic` by the sampling of targets without replacement; 0 when exact."""
        k = len(self.targets)
        if self.exact or k < 2:  # noqa: PLR2004 - a variance needs two values
            return np.full(self.n, 0.0 if self.exact else np.nan)
        variance = (self.inverse_squared - self.inverse**2 / k) / (k - 1)
        return self.n * np.sqrt(np.maximum(variance, 0) / k * (1 - k / self.n))

    def closeness(self, *, over_all: bool = True) -> Floats:
        """Closeness of each node, 0 for one that reaches nobody.

        1 / mean distance to the nodes reached; with *over_all* times the share reached of the n - 1 others (Wasserman
        and Faust 1994; NetworkX's default). From a sample an estimate. NetworkX follows INcoming ties of a directed
        graph: give `distances` the transpose for that.
        """
        mean = np.divide(self.total, self.reached, out=np.zeros(self.n), where=self.reached > 0)
        close = np.divide(1.0, mean, out=np.zeros(self.n), where=mean > 0)
        return close * np.minimum(self.reached * self._scale / (self.n - 1), 1) if over_all and self.n > 1 else close

    @property
    def mean_distance(self) -> float | None:
        """Mean of d over the ordered pairs that have a path; None when there is none."""
        pairs = int(self.histogram.sum())
        return float((self.histogram * np.arange(1, len(self.histogram) + 1)).sum() / pairs) if pairs else None

    @property
    def mean_distance_error(self) -> float | None:
        """Standard error of `mean_distance` (ratio estimate over the sampled targets); 0 when exact."""
        mean, k = self.mean_distance, len(self.targets)
        if self.by_target is None or mean is None or k < 2:  # noqa: PLR2004 - a variance needs two values
            return 0.0 if mean is not None and self.exact else None
        off = self.by_target[:, 1] - mean * self.by_target[:, 0]
        spread = float((off**2).sum()) / (k - 1) / k * (1 - k / self.n)
        return float(np.sqrt(spread) / self.by_target[:, 0].mean())

    @property
    def longest(self) -> int:
        """Longest distance found: the diameter when exact, a lower bound for it from a sample; 0 without ties."""
        return len(self.histogram)


def distances(adjacency: sp.csr_array, *, steps: int = 3, targets: Ints | None = None) -> Distances:
    """Distances along the ties from every node to every target, breadth first, 512 or 1,024 targets at a time.

    Each target is one bit in a row of words of every node. A step ORs the rows of a node's neighbours into its own;
    the bits that are new were reached in this step, so that counting bits by row gives the node's sums and nothing is
    unpacked. Exact. Cost: levels · ties · n / 64 word operations.

    Parameters
    ----------
    adjacency
        n × n, row i holds the nodes that i has a tie *to*. Undirected: symmetric. For distances from others to each
        node give the transpose.
    steps
        For how many steps `Distances.within` is counted.
    targets
        Count only these other ends (see `sampled_targets`); None counts all.

    References
    ----------
    Then et al. (2014), The more the merrier: multi-source graph traversal, doi:10.14778/2735496.2735507.
    """
    n = adjacency.shape[0]
    chosen = np.arange(n) if targets is None else np.unique(np.asarray(targets, dtype=np.int64))
    order, rows = _in_local_order(adjacency)
    back = np.empty(n, dtype=np.int64)
    back[order] = np.arange(n)
    sums = _Sums(n, steps)
    by_target = np.zeros((len(chosen), 2), dtype=np.int64) if len(chosen) < n else None
    block = BITS * (16 if n < WIDE_BELOW else 8)
    # targets that lie near each other keep the rows of a block full
    waiting = np.argsort(back[chosen], kind="stable")
    for start in range(0, len(chosen), block):
        part = waiting[start : start + block]
        for level, new in _levels(rows, back[chosen[part]]):
            sums.add(level, new)
            if by_target is not None:
                hits = _columns(new, len(part))
                by_target[part, 0] += hits
                by_target[part, 1] += hits * level
    return sums.result(chosen, back, by_target)


def within_steps(adjacency: sp.csr_array, nodes: Ints, steps: int) -> Ints:
    """Others within 1, 2, … steps of each of *nodes*: array nodes × steps, exact, by products of sparse rows.

    For few steps in networks too large for `distances`; rows are taken together only as far as memory is bounded.
    """
    n = adjacency.shape[0]
    counts = np.zeros((len(nodes), steps), dtype=np.int64)
    if not n:
        return counts
    near = sp.csr_array(adjacency + sp.eye_array(n, format="csr")).astype(np.int32)
    near.data[:] = 1
    rows = max(1, MOST_CELLS // n)
    for start in range(0, len(nodes), rows):
        reached = near[nodes[start : start + rows]]
        for k in range(steps):
            if k:
                reached = sp.csr_array(reached @ near)
                reached.data[:] = 1
            counts[start : start + rows, k] = np.diff(reached.indptr) - 1
    return counts


def sampled_targets(n: int, k: int, seed: int) -> Ints:
    """Draw *k* of *n* nodes without replacement, ascending; the same for the same seed."""
    return np.sort(np.random.default_rng(seed).choice(n, size=min(k, n), replace=False)).astype(np.int64)


def steps_from(adjacency: sp.csr_array, sources: Ints, *, most: int | None = None) -> Ints:
    """Steps along the ties from the nearest of *sources* to each node: 0 at a source, -1 where no path leads.

    *most* stops after so many steps; what lies beyond is -1 as well.
    """
    n = adjacency.shape[0]
    steps = np.full(n, -1, dtype=np.int64)
    front = np.unique(np.asarray(sources, dtype=np.int64))
    steps[front] = 0
    level = 0
    while len(front) and (most is None or level < most):
        level += 1
        begin, end = adjacency.indptr[front].astype(np.int64), adjacency.indptr[front + 1].astype(np.int64)
        lengths = end - begin
        at = np.repeat(begin - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths) + np.arange(lengths.sum())
        front = np.unique(adjacency.indices[at])
        front = front[steps[front] < 0].astype(np.int64)
        steps[front] = level
    return steps


def weighted_reach(steps: Ints) -> float:
    """Distance-weighted reach of a set in [0, 1]: mean of 1/d over all n, its own members 1, those out of reach 0.

    *steps* as `steps_from` gives them. Borgatti (2006), doi:10.1007/s10588-006-7084-x (KPP-Pos).
    """
    if not len(steps):
        return 0.0
    return float((1 / np.maximum(steps[steps >= 0], 1)).sum() / len(steps))


def distance_fragmentation(
    adjacency: sp.csr_array, removed: Ints | None = None, *, removed_counts: bool = False
) -> float | None:
    """Distance-weighted fragmentation DF = 1 - sum of 1/d over ordered pairs / (n (n - 1)); None below two nodes.

    After the loss of *removed*: over those that remain, or with *removed_counts* over all n. Borgatti (2006),
    doi:10.1007/s10588-006-7084-x.
    """
    n = adjacency.shape[0]
    gone = np.unique(np.asarray([] if removed is None else removed, dtype=np.int64))
    kept = np.setdiff1d(np.arange(n), gone)
    of = n if removed_counts else len(kept)
    if of < 2:  # noqa: PLR2004 - a pair is two
        return None
    nearness = distances(adjacency[kept][:, kept], steps=0).inverse.sum()
    return float(1 - nearness / (of * (of - 1)))


class _Sums:
    """Running sums over the levels of all blocks, in the order of the search."""

    def __init__(self, n: int, steps: int) -> None:
        self.reached, self.total = np.zeros(n, dtype=np.int64), np.zeros(n, dtype=np.int64)
        self.inverse, self.squared = np.zeros(n), np.zeros(n)
        self.within = np.zeros((n, steps), dtype=np.int64)
        self.histogram: list[int] = []

    def add(self, level: int, new: Words) -> None:
        count = np.bitwise_count(new).sum(axis=1, dtype=np.int64)
        self.reached += count
        self.total += level * count
        self.inverse += count / level
        self.squared += count / level**2
        self.within[:, level - 1 :] += count[:, None]
        if len(self.histogram) < level:
            self.histogram.append(0)
        self.histogram[level - 1] += int(count.sum())

    def result(self, targets: Ints, back: Ints, by_target: Ints | None) -> Distances:
        return Distances(
            targets, self.reached[back], self.total[back], self.inverse[back], self.squared[back], self.within[back],
            np.array(self.histogram, dtype=np.int64), by_target,
        )  # fmt: skip


def _in_local_order(adjacency: sp.csr_array) -> tuple[Ints, sp.csr_array]:
    """Nodes so that neighbours lie near each other in memory, and the matrix in that order."""
    if not adjacency.shape[0]:
        return np.empty(0, dtype=np.int64), adjacency
    both = sp.csr_array(adjacency + adjacency.T)
    order = reverse_cuthill_mckee(both, symmetric_mode=True).astype(np.int64)
    return order, sp.csr_array(adjacency[order][:, order])


def _levels(rows: sp.csr_array, targets: Ints) -> Iterator[tuple[int, Words]]:
    """For each step the bits that are new: nodes × words, bit j of a row = reaches targets[j] in so many steps."""
    n = rows.shape[0]
    bit = np.arange(len(targets))
    seen = np.zeros((n, -(-len(targets) // BITS)), dtype=np.uint64)
    seen[targets, bit // BITS] = np.uint64(1) << (bit % BITS).astype(np.uint64)
    whole = np.bitwise_or.reduce(seen, axis=0)
    row_of = np.repeat(np.arange(n), np.diff(rows.indptr))
    front, level = seen, 0
    while True:
        # only ties that lead from somebody who lacks a bit to somebody with a new one can tell anything
        lacking = np.bitwise_or.reduce(seen ^ whole, axis=1) != 0
        active = np.bitwise_or.reduce(front, axis=1) != 0
        useful = np.flatnonzero(active[rows.indices] & lacking[row_of])
        if not len(useful):
            return
        row = row_of[useful]
        begin = np.flatnonzero(np.concatenate([[True], row[1:] != row[:-1]]))
        new = np.zeros_like(seen)
        new[row[begin]] = np.bitwise_or.reduceat(front[rows.indices[useful]], begin, axis=0)
        new &= ~seen
        if not new.any():
            return
        level += 1
        yield level, new
        seen |= new
        front = new


def _columns(new: Words, k: int) -> Ints:
    """How many rows have each of the first *k* bits."""
    little = new.astype("<u8", copy=False).view(np.uint8)
    counts: Ints = np.unpackbits(little, axis=1, bitorder="little").sum(axis=0, dtype=np.int64)
    return counts[:k]
