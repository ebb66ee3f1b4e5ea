"""Whom to tell first so that most hear, or all: greedy cover within some steps, and the fewest starts at all."""

import heapq

import numpy as np
import scipy.sparse as sp
from scipy.sparse.csgraph import connected_components

from graph_service.kernels.distances import Ints, steps_from


def groups_within(
    adjacency: sp.csr_array, groups: sp.csr_array, steps: int
) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """Nodes × groups: whether a node reaches anybody of a group along the ties in at most so many steps.

    *groups* is nodes × groups, 0/1; a node in a group reaches it in 0 steps.
    """
    there = groups.toarray() > 0
    for _ in range(steps):
        further = there | (adjacency @ there.astype(np.int64) > 0)
        if (further == there).all():
            break
        there = further
    return there


def greedy_cover(
    adjacency: sp.csr_array, steps: int, k: int, candidates: Ints, counts: Ints
) -> tuple[tuple[int, int], ...]:
    """Nodes to tell first, one by one, each with how many more it reaches within *steps* (itself included).

    Each time the one that adds most is taken; it ends after *k* or when nobody adds anybody. The number reached is at
    least 1 - 1/e (63 %) of what the best set of the same size would reach. Lazy: what a node adds can only shrink, so
    only the one in front is worked out again. Ties go to the smaller index.

    Parameters
    ----------
    candidates, counts
        Nodes that may be told first, and how many each reaches within *steps* by itself, itself included.

    References
    ----------
    Nemhauser, Wolsey & Fisher (1978), doi:10.1007/BF01588971; Borgatti (2006), doi:10.1007/s10588-006-7084-x (KPP-Pos).
    """
    heard = np.zeros(adjacency.shape[0], dtype=np.bool_)
    waiting = [(-int(count), int(node)) for node, count in zip(candidates, counts, strict=True)]
    heapq.heapify(waiting)
    chosen: list[tuple[int, int]] = []
    while waiting and len(chosen) < k:
        _, node = heapq.heappop(waiting)
        reached = steps_from(adjacency, np.array([node]), most=steps) >= 0
        adds = int((reached & ~heard).sum())
        if waiting and (-adds, node) > waiting[0]:
            heapq.heappush(waiting, (-adds, node))
            continue
        if not adds:
            break
        chosen.append((node, adds))
        heard |= reached
    return tuple(chosen)


def fewest_starts(adjacency: sp.csr_array) -> tuple[Ints, ...]:
    """Groups of which one each must be told so that everybody hears along the ties in the end: exact.

    A group is a strongly connected component that no tie leads into; its nodes hear from each other and from nobody
    else. Groups by their smallest node, nodes ascending.
    """
    n = adjacency.shape[0]
    if not n:
        return ()
    count, label = connected_components(adjacency, directed=True, connection="strong")
    ties = adjacency.tocoo()
    entered = np.zeros(count, dtype=np.bool_)
    entered[label[ties.col][label[ties.row] != label[ties.col]]] = True
    order = np.argsort(label, kind="stable")
    groups = np.split(order, np.cumsum(np.bincount(label, minlength=count))[:-1])
    return tuple(sorted((g for i, g in enumerate(groups) if not entered[i]), key=lambda g: int(g[0])))
