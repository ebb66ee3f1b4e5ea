"""Who meets whom through what: shared neighbours in two-mode matrices, their weights, likeness, clustering, redundancy.

An incidence is nodes × places (say actors × bodies), 0/1. The transpose answers the same for the other side.
"""

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def shared(incidence: sp.csr_array, cap: int | None = None) -> tuple[sp.csr_array, Ints]:
    """Number of places each pair of nodes shares: nodes × nodes, symmetric, nothing on the diagonal.

    Parameters
    ----------
    incidence
        Nodes × places, 0/1.
    cap
        Places with more nodes than this are left out: each would join all its nodes with each other.

    Returns
    -------
    The matrix, and the places left out.
    """
    sizes = _sums(incidence, 0)
    left_out = np.flatnonzero(sizes > cap) if cap is not None else np.zeros(0, dtype=np.int64)
    if len(left_out):
        keep = np.ones(len(sizes))
        keep[left_out] = 0
        incidence = sp.csr_array(incidence @ sp.diags_array(keep))
        incidence.eliminate_zeros()
    return _without_diagonal(sp.csr_array(incidence @ incidence.T)), left_out


def newman_weights(incidence: sp.csr_array) -> sp.csr_array:
    """Weight of each pair of nodes: every shared place of size s gives 1 / (s − 1), so that a node's sum is its places.

    References
    ----------
    Newman (2001), doi:10.1103/PhysRevE.64.016132.
    """
    sizes = _sums(incidence, 0)
    weight = np.divide(1, sizes - 1, out=np.zeros(len(sizes)), where=sizes > 1)
    return _without_diagonal(sp.csr_array(incidence @ sp.diags_array(weight) @ incidence.T))


def jaccard(both: Floats, first: Floats, second: Floats) -> Floats:
    """Share of what either has that both have: both / (first + second − both); 0 for two empty ones."""
    either = first + second - both
    return np.divide(both, either, out=np.zeros(len(both)), where=either > 0)


def containment(both: Floats, first: Floats, second: Floats) -> Floats:
    """Share of the smaller one that is also in the other: both / min(first, second); 0 if the smaller is empty."""
    least = np.minimum(first, second)
    return np.divide(both, least, out=np.zeros(len(both)), where=least > 0)


def clustering(incidence: sp.csr_array) -> tuple[Floats, Floats, Floats]:
    """How much a node's places are those of the nodes it meets there: mean likeness with all it shares a place with.

    Returns
    -------
    Three arrays by node, 0 for a node that meets nobody: shared places over all places of the two (*dot*), over
    those of the one with fewer (*min*), over those of the one with more (*max*).

    References
    ----------
    Latapy, Magnien & Del Vecchio (2008), doi:10.1016/j.socnet.2007.04.006.
    """
    meets = shared(incidence)[0].tocoo()
    degree = _sums(incidence, 1)
    both, first, second = meets.data.astype(np.float64), degree[meets.row], degree[meets.col]
    n = incidence.shape[0]
    partners = np.bincount(meets.row, minlength=n)
    found = []
    for likeness in (
        jaccard(both, first, second),
        containment(both, first, second),
        both / np.maximum(first, second),
    ):
        total = np.bincount(meets.row, weights=likeness, minlength=n)
        found.append(np.divide(total, partners, out=np.zeros(n), where=partners > 0))
    return found[0], found[1], found[2]


def redundancy(incidence: sp.csr_array) -> Floats:
    """Share of the pairs of a node's places that would still share a node without it; NaN below two places.

    References
    ----------
    Latapy, Magnien & Del Vecchio (2008), doi:10.1016/j.socnet.2007.04.006.
    """
    places = shared(sp.csr_array(incidence.T))[0]
    still = sp.csr_array((places.data > 1, places.indices, places.indptr), shape=places.shape).astype(np.float64)
    joined = sp.csr_array((incidence @ still).multiply(incidence)).sum(axis=1) / 2
    degree = _sums(incidence, 1)
    pairs = degree * (degree - 1) / 2
    share: Floats = np.divide(joined, pairs, out=np.full(len(pairs), np.nan), where=pairs > 0)
    return share


def reinforcement(incidence: sp.csr_array) -> float | None:
    """How often two nodes that share one place share another: four-cycles × 4 / paths of three ties; None without such.

    References
    ----------
    Robins & Alexander (2004), doi:10.1023/B:CMOT.0000032580.12184.c0.
    """
    rows, columns = _sums(incidence, 1), _sums(incidence, 0)
    ties = incidence.tocoo()
    paths = float(((rows[ties.row] - 1) * (columns[ties.col] - 1)).sum())
    both = shared(incidence)[0].data
    cycles = float((both * (both - 1)).sum()) / 4
    return 4 * cycles / paths if paths else None


def _sums(incidence: sp.csr_array, axis: int) -> Floats:
    return np.asarray(incidence.sum(axis=axis), dtype=np.float64)


def _without_diagonal(matrix: sp.csr_array) -> sp.csr_array:
    pairs = matrix.tocoo()
    off = pairs.row != pairs.col
    result = sp.csr_array((pairs.data[off], (pairs.row[off], pairs.col[off])), shape=matrix.shape)
    result.sort_indices()
    return result
