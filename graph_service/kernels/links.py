"""How near two nodes without a tie are by what they both know: Adamic–Adar, resource allocation, Jaccard."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.kernels.peeled import simple

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Score = Literal["adamic_adar", "resource_allocation", "jaccard"]

_AT_ONCE = 1 << 23
_DIGITS = 12


@dataclass(frozen=True)
class Nearest:
    """Pairs without a tie, best score first, then by number; the smaller number is ``first``."""

    first: Ints
    second: Ints
    scores: Floats


def pair_scores(adjacency: sp.csr_array, first: Ints, second: Ints, score: Score) -> Floats:
    """Score of each given pair of nodes, tied or not; direction is dropped, ties of a node with itself are left out.

    Parameters
    ----------
    adjacency
        n × n, any entry that is not zero is a tie.
    first, second
        Numbers of the two nodes of each pair.
    score
        *adamic_adar*: sum over common neighbours of 1 / ln(their degree); *resource_allocation*: of 1 / their degree;
        *jaccard*: common neighbours over all neighbours of the two, 0 where neither has any.

    References
    ----------
    Adamic & Adar (2003), doi:10.1016/S0378-8733(03)00009-1; Zhou, Lü & Zhang (2009), doi:10.1140/epjb/e2009-00335-8;
    Liben-Nowell & Kleinberg (2007), doi:10.1002/asi.20591.
    """
    rows = simple(adjacency, directed=False)
    degree = np.diff(rows.indptr)
    weighted = rows @ sp.diags_array(_weights(degree, score))
    found = np.zeros(len(first))
    steps = degree[first] + degree[second]
    for part in _parts(steps):
        common = sp.csr_array(weighted[first[part]].multiply(rows[second[part]]))
        found[part] = np.asarray(common.sum(axis=1)).ravel()
    return _of_all(found, degree[first], degree[second]) if score == "jaccard" else found


def nearest_pairs(adjacency: sp.csr_array, k: int, score: Score, group: Ints | None = None) -> Nearest:
    """Find the *k* pairs without a tie that score highest; fewer where fewer have a common neighbour.

    Parameters
    ----------
    adjacency, score
        As in `pair_scores`, which says what a score is.
    group
        Group of each node: only pairs from two different groups count. None: all pairs.

    Notes
    -----
    A · D · A a run of rows at a time, D the weights of the nodes in the middle; only what may still be among the best
    is kept. Scores that differ after the twelfth digit only count as equal. Cost: sum of squared degrees.
    """
    rows = simple(adjacency, directed=False)
    n = rows.shape[0]
    degree = np.diff(rows.indptr)
    weighted = sp.csr_array(rows @ sp.diags_array(_weights(degree, score)))
    tied = np.repeat(np.arange(n), degree) * n + rows.indices
    pairs, scores = np.empty(0, dtype=np.int64), np.empty(0)
    for part in _parts(np.asarray(rows @ degree).astype(np.int64)):
        near = sp.coo_array(weighted[part] @ rows)
        first, second, value = near.row.astype(np.int64) + part.start, near.col.astype(np.int64), near.data
        if score == "jaccard":
            value = _of_all(value, degree[first], degree[second])
        value = np.round(value, _DIGITS)
        keep = second > first
        if group is not None:
            keep &= group[first] != group[second]
        if len(scores) >= k > 0:
            keep &= value >= scores[-1]
        key = first[keep] * n + second[keep]
        # both lists are sorted by row: a tie is found where it would have to stand
        place = np.minimum(np.searchsorted(tied, key), max(len(tied) - 1, 0))
        new = tied[place] != key if len(tied) else np.ones(len(key), dtype=np.bool_)
        pairs = np.concatenate([pairs, key[new]])
        scores = np.concatenate([scores, value[keep][new]])
        best = np.lexsort((pairs, -scores))[: max(k, 0)]
        pairs, scores = pairs[best], scores[best]
    return Nearest(pairs // max(n, 1), pairs % max(n, 1), scores)


def _weights(degree: Ints, score: Score) -> Floats:
    """What a common neighbour of each degree is worth; nothing below two, where it cannot be common to anybody."""
    if score == "jaccard":
        return np.ones(len(degree))
    size = np.log(np.maximum(degree, 2)) if score == "adamic_adar" else np.maximum(degree, 2).astype(np.float64)
    return np.where(degree > 1, 1 / size, 0.0)


def _of_all(common: Floats, first: Ints, second: Ints) -> Floats:
    either = first + second - common
    return np.divide(common, either, out=np.zeros(len(common)), where=either > 0)


def _parts(steps: Ints) -> Iterator[slice]:
    """Runs of rows whose steps add up to a bounded number, at least one row each."""
    upto = np.cumsum(steps)
    begin, done = 0, 0
    while begin < len(steps):
        end = max(begin + 1, int(np.searchsorted(upto, done + _AT_ONCE, side="right")))
        yield slice(begin, end)
        begin, done = end, int(upto[end - 1])
