"""Circles: parts of a network with more ties inside than chance gives, and how firmly anybody belongs to one.

Louvain's local moving, with whole numbers only: the same seed gives the same circles on every machine.
"""

import random
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray
from scipy.sparse.csgraph import connected_components

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
_ROUNDS = 10


def louvain(adjacency: sp.csr_array, seed: int) -> Ints:
    """Circle of each node that makes modularity large, numbered by the first node of each.

    Parameters
    ----------
    adjacency
        Symmetric, whole numbers as weights, nothing on the diagonal.
    seed
        Decides in which order nodes are looked at, and between equals.

    Notes
    -----
    A node moves where the gain 2m·k(node, circle) − k(node)·k(circle) is largest; only nodes with a neighbour that moved
    are looked at again. Among equally good circles one is drawn, so that several runs show that neither is better. Circles
    then become nodes, until nothing moves. A circle in separate parts is taken apart.

    References
    ----------
    Blondel, Guillaume, Lambiotte & Lefebvre (2008), doi:10.1088/1742-5468/2008/10/P10008; queue: Traag, Waltman &
    van Eck (2019), doi:10.1038/s41598-019-41695-z.
    """
    draw = random.Random(seed)  # noqa: S311 - a seeded draw must not be a secret one
    n = adjacency.shape[0]
    belongs = np.arange(n)
    ties = sp.csr_array(adjacency).tocoo()
    tails, heads, weights = ties.row.astype(np.int64), ties.col.astype(np.int64), ties.data.astype(np.int64)
    strength = np.bincount(tails, weights=weights, minlength=n).astype(np.int64)
    while True:
        moved = _moved(len(strength), (tails, heads, weights), strength.tolist(), draw)
        _, circle = np.unique(moved, return_inverse=True)
        k = int(circle.max(initial=-1)) + 1
        if k == len(circle):
            break
        belongs = circle[belongs]
        strength = np.bincount(circle, weights=strength, minlength=k).astype(np.int64)
        across = circle[tails] != circle[heads]
        pairs, at = np.unique(circle[tails[across]] * k + circle[heads[across]], return_inverse=True)
        weights = np.bincount(at, weights=weights[across], minlength=len(pairs)).astype(np.int64)
        tails, heads = pairs // k, pairs % k
    return _numbered(_in_one_piece(adjacency, belongs))


def _moved(n: int, ties: tuple[Ints, Ints, Ints], strength: list[int], draw: random.Random) -> Ints:
    """Circle of each node after moving single nodes until nobody gains; *ties* in order of tails."""
    ends = np.searchsorted(ties[0], np.arange(n + 1)).tolist()
    others, weights = ties[1].tolist(), ties[2].tolist()
    circle = list(range(n))
    total = list(strength)
    whole = sum(strength)
    queue = list(range(n))
    draw.shuffle(queue)
    waiting = [True] * n
    for node in queue:  # grows while nodes are moved
        waiting[node] = False
        start, end = ends[node], ends[node + 1]
        if start == end:
            continue
        here, own = circle[node], strength[node]
        towards: dict[int, int] = {}
        for other, weight in zip(others[start:end], weights[start:end], strict=True):
            there = circle[other]
            towards[there] = towards.get(there, 0) + weight
        total[here] -= own
        best = _best(here, own, whole, towards, total, draw)
        total[best] += own
        if best != here:
            circle[node] = best
            for other in others[start:end]:
                if not waiting[other] and circle[other] != best:
                    waiting[other] = True
                    queue.append(other)
    return np.array(circle, dtype=np.int64)


def _best(here: int, own: int, whole: int, towards: dict[int, int], total: list[int], draw: random.Random) -> int:
    """Circle with the largest gain; the present one if none is better; among equally good others one by lot."""
    best, most, equals = here, whole * towards.get(here, 0) - own * total[here], 1
    for there, weight in towards.items():
        gain = whole * weight - own * total[there]
        if gain > most:
            best, most, equals = there, gain, 1
        elif gain == most and best != here:
            equals += 1
            if draw.random() * equals < 1:
                best = there
    return best


def _in_one_piece(adjacency: sp.csr_array, belongs: Ints) -> Ints:
    ties = adjacency.tocoo()
    same = belongs[ties.row] == belongs[ties.col]
    inside = sp.csr_array((np.ones(int(same.sum())), (ties.row[same], ties.col[same])), shape=adjacency.shape)
    return np.asarray(connected_components(inside, directed=False)[1], dtype=np.int64)


def _numbered(belongs: Ints) -> Ints:
    _, first, inverse = np.unique(belongs, return_index=True, return_inverse=True)
    return np.argsort(np.argsort(first, kind="stable"), kind="stable")[inverse]


@dataclass(frozen=True)
class Agreed:
    """What many runs agree on: circle of each node, the runs themselves, and how many rounds that took."""

    circle: Ints
    runs: tuple[Ints, ...]
    rounds: int

    @property
    def sizes(self) -> Ints:
        """Number of nodes in each circle."""
        return np.bincount(self.circle)

    def firmness(self) -> Floats:
        """Share of runs, averaged over all others of a node's circle, in which it lands with them; 1 for a node alone."""
        sizes = self.sizes
        together = np.zeros(len(self.circle))
        for run in self.runs:
            together += self._met(run)[2]
        others = sizes[self.circle] - 1
        return np.divide(together, others * len(self.runs), out=np.ones(len(together)), where=others > 0)

    def second(self, nodes: Ints) -> tuple[Ints, Floats]:
        """For some *nodes* the other circle whose members they land with most often, and in which share of runs; −1 if none."""
        sizes = self.sizes
        share = sp.csr_array((len(nodes), len(sizes)))
        for run in self.runs:
            pairs, counts, _ = self._met(run)
            part = counts / sizes[pairs[:, 0]]
            met = sp.csr_array((part, (pairs[:, 1], pairs[:, 0])), shape=(int(run.max(initial=-1)) + 1, len(sizes)))
            share = share + met[run[nodes]]
        found = share.tocoo()
        away = found.col != self.circle[nodes][found.row]
        row, column, value = found.row[away], found.col[away], found.data[away] / len(self.runs)
        # the largest share of each row last; among equals the circle with the smaller number
        order = np.lexsort((-column, np.round(value, 9), row))
        other, often = np.full(len(nodes), -1), np.zeros(len(nodes))
        other[row[order]], often[row[order]] = column[order], value[order]
        return other, often

    def _met(self, run: Ints) -> tuple[Ints, Ints, Ints]:
        """Pairs (circle, circle of the run) that occur, how often, and for each node how many others of its circle it met."""
        pairs, at, counts = np.unique(
            np.stack([self.circle, run], axis=1), axis=0, return_inverse=True, return_counts=True
        )
        return pairs, counts, counts[at.reshape(-1)] - 1


def together(adjacency: sp.csr_array, runs: tuple[Ints, ...]) -> sp.csr_array:
    """Weight each tie by the number of *runs* in which both ends land together; ties with at most half are dropped."""
    ties = adjacency.tocoo()
    often = sum((run[ties.row] == run[ties.col]).astype(np.int64) for run in runs)
    weights = np.where(2 * often > len(runs), often, 0)
    weighted = sp.csr_array((weights, (ties.row, ties.col)), shape=adjacency.shape)
    weighted.eliminate_zeros()
    return weighted


def agreed(adjacency: sp.csr_array, runs: int, seed: int) -> Agreed:
    """Circles that *runs* runs from different seeds agree on.

    Ties are weighted by the number of runs in which both ends land together, ties with at most half are dropped, and the
    runs are repeated on that network until all are equal, at most ten times; then the first run of the last round counts.

    References
    ----------
    Lancichinetti & Fortunato (2012), doi:10.1038/srep00336; over ties only: Tandon et al. (2019),
    doi:10.1103/PhysRevE.99.042301.
    """
    first = tuple(louvain(adjacency, seed + i) for i in range(runs))
    last, rounds = first, 0
    while any((run != last[0]).any() for run in last[1:]) and rounds < _ROUNDS:
        rounds += 1
        weighted = together(adjacency, last)
        last = tuple(louvain(weighted, seed + i) for i in range(runs))
    return Agreed(last[0], first, rounds)
