"""Is there a middle: shells of ever denser ties, and the set of nodes that best acts as a core."""

from dataclasses import dataclass
from heapq import heapify, heappop, heapreplace
from itertools import combinations
from math import comb, sqrt

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Ints = NDArray[np.int64]
_EXHAUSTIVE = 20_000
_NEAR = 3
_GONE = np.iinfo(np.int64).max // 2  # more ties than anybody ever loses


def core_numbers(adjacency: sp.csr_array) -> Ints:
    """Largest k for which each node lies in a part where everybody has at least k ties.

    *adjacency* is symmetric 0/1 with nothing on the diagonal.

    References
    ----------
    Seidman (1983), doi:10.1016/0378-8733(83)90028-X.
    """
    begin, ends = adjacency.indptr.astype(np.int64), adjacency.indices
    n = len(begin) - 1
    degree = np.diff(begin)
    core = np.zeros(n, dtype=np.int64)
    left, level = n, 0
    while left:
        going = np.flatnonzero(degree <= level)
        if not len(going):
            level = int(degree.min())
            continue
        core[going] = level
        left -= len(going)
        # where the ties of those who go stand, one run after the other
        sizes = begin[going + 1] - begin[going]
        upto = np.cumsum(sizes)
        ties = np.arange(sizes.sum()) + np.repeat(begin[going] - upto + sizes, sizes)
        degree -= np.bincount(ends[ties], minlength=n)
        degree[going] = _GONE
    return core


@dataclass(frozen=True)
class Core:
    """Best core that was found: its nodes (sorted), its fit from −1 to 1, and whether every set was tried."""

    nodes: tuple[int, ...]
    fit: float
    exhaustive: bool


def core_periphery(adjacency: sp.csr_array, most: int) -> Core | None:
    """Set of at most *most* nodes whose ideal core pattern is most like the network; None if nothing can be told apart.

    Ideal pattern: every pair with at least one end in the core is tied, no other pair is. The fit is the correlation of
    0/1 ties with that pattern over all pairs of nodes. Where few sets are possible all are tried; else the
    core grows by the node that ties most nodes to it, and nodes are exchanged while that helps; the fit is then a lower
    bound. Among equally good cores the smaller one, then the one with the first nodes.

    Parameters
    ----------
    adjacency
        Symmetric 0/1, nothing on the diagonal.
    most
        Largest size of a core, at least 1.

    References
    ----------
    Borgatti & Everett (2000), doi:10.1016/S0378-8733(99)00019-2, discrete model with tied core and periphery.
    """
    n = adjacency.shape[0]
    ties = int(adjacency.nnz) // 2
    most = min(most, n - 1)
    if most < 1 or not 0 < ties < comb(n, 2):
        return None
    if _few_sets(n, most):
        dense = adjacency.toarray() > 0
        tried = (chosen for size in range(1, most + 1) for chosen in combinations(range(n), size))
        found = ((_fit(n, ties, len(chosen), _touched(dense, chosen)), chosen) for chosen in tried)
        fit, nodes = max(found, key=lambda row: (round(row[0], 12), -len(row[1]), tuple(-node for node in row[1])))
        return Core(nodes, fit, exhaustive=True)
    order, touched = _grown(adjacency, most)
    fits = [_fit(n, ties, size, int(touched[size - 1])) for size in range(1, len(order) + 1)]
    best = 1 + max(range(len(fits)), key=lambda i: (round(fits[i], 12), -i))
    near = range(max(1, best - _NEAR), min(len(order), best + _NEAR) + 1)
    cores = [_exchanged(adjacency, order[:size]) for size in near]
    fit, nodes = max(
        ((_fit(n, ties, len(nodes), covered), nodes) for nodes, covered in cores),
        key=lambda row: (round(row[0], 12), -len(row[1]), tuple(-node for node in row[1])),
    )
    return Core(nodes, fit, exhaustive=False)


def _few_sets(n: int, most: int) -> bool:
    sets = 0
    for size in range(1, most + 1):
        sets += comb(n, size)
        if sets > _EXHAUSTIVE:
            return False
    return True


def _fit(n: int, ties: int, size: int, touched: int) -> float:
    pairs = comb(n, 2)
    ideal = comb(size, 2) + size * (n - size)
    if ideal == pairs:
        return 0.0
    return (pairs * touched - ideal * ties) / sqrt(ideal * (pairs - ideal) * ties * (pairs - ties))


def _touched(dense: NDArray[np.bool_], chosen: tuple[int, ...]) -> int:
    rows = dense[list(chosen)]
    return int(rows.sum()) - int(rows[:, list(chosen)].sum()) // 2


def _grown(adjacency: sp.csr_array, most: int) -> tuple[list[int], Ints]:
    """Nodes in the order in which each touches most ties not yet touched, and how many are touched after each."""
    indptr, indices = adjacency.indptr, adjacency.indices
    gain = np.diff(indptr).astype(np.int64)
    heap = [(-int(value), node) for node, value in enumerate(gain)]
    heapify(heap)
    order: list[int] = []
    touched: list[int] = []
    total = 0
    while heap and len(order) < most:
        stale, node = heap[0]
        if -stale != gain[node]:
            heapreplace(heap, (-int(gain[node]), node))
            continue
        if not gain[node]:
            break
        heappop(heap)
        total += int(gain[node])
        gain[indices[indptr[node] : indptr[node + 1]]] -= 1
        order.append(node)
        touched.append(total)
    return order, np.array(touched, dtype=np.int64)


def _exchanged(adjacency: sp.csr_array, start: list[int]) -> tuple[tuple[int, ...], int]:
    """Core of the same size after exchanges that each touch more ties, and how many it touches."""
    ties = adjacency.tocoo()
    inside = np.zeros(adjacency.shape[0], dtype=np.bool_)
    inside[start] = True
    while True:
        # ties of each node to the periphery: what a core node alone touches, what another one would add
        outward = np.asarray(adjacency @ (~inside).astype(np.float64)).astype(np.int64)
        leaving = int(np.where(inside, outward, np.iinfo(np.int64).max).argmin())
        joining = int(np.where(inside, -1, outward).argmax())
        gain = int(outward[joining] - outward[leaving])
        # if the two are tied, their tie stays touched
        across = np.flatnonzero(inside[ties.row] & ~inside[ties.col])
        near = outward[ties.col[across]] + 1 - outward[ties.row[across]]
        if len(across) and int(near.max()) > gain:
            at = across[int(near.argmax())]
            gain, leaving, joining = int(near.max()), int(ties.row[at]), int(ties.col[at])
        if inside.all() or gain <= 0:
            touched = int(outward[inside].sum()) + _ties_inside(adjacency, inside)
            return tuple(int(node) for node in np.flatnonzero(inside)), touched
        inside[leaving], inside[joining] = False, True


def _ties_inside(adjacency: sp.csr_array, inside: NDArray[np.bool_]) -> int:
    weight = inside.astype(np.float64)
    return int(weight @ (adjacency @ weight)) // 2
