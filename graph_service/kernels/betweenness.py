"""On how many shortest routes a node or a tie lies: Brandes' sums, many sources at a time as sparse × dense products."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from multiprocessing import get_context
from typing import NamedTuple

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.kernels.peeled import Core, simple

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

_CACHED = 1 << 16
_NARROW, _WIDE = 16, 64
"""Sources at a time: what all nodes × sources need has to stay in the processor's cache."""
_EDGES_AT_ONCE = 2_048
_AT_ONCE = 1 << 22
_SHARES = 8
"""Sources are summed in so many shares whatever the number of processes, so that no last bit depends on it."""


@dataclass(frozen=True)
class Sampled:
    """Betweenness estimated from some of the sources.

    Attributes
    ----------
    values
        Estimate for each node, unbiased, in the unit of `betweenness`.
    errors
        Standard error of each value by the drawing of the sources; 0 where the value is exact.
    pivots, of
        How many sources were drawn, and out of how many that are not known exactly without them.
    """

    values: Floats
    errors: Floats
    pivots: int
    of: int


def betweenness(adjacency: sp.csr_array, *, directed: bool = False, processes: int = 1) -> Floats:
    """Number of pairs of other nodes whose shortest routes run through each node, split evenly among equal routes.

    Raw: unordered pairs in an undirected network, ordered pairs in a directed one; pairs without a route count 0.
    `share_of_pairs` brings that to [0, 1]. Exact.

    Parameters
    ----------
    adjacency
        n × n; every entry that is not zero is a tie of length 1, whatever its weight; ties of a node with itself are
        left out. Unless *directed*, the direction of a tie does not matter.
    processes
        Share the sources out among so many processes; the result is the same to the last bit. Worth it above about
        5,000 nodes.

    Notes
    -----
    What hangs on the network by one tie lies on known routes only: hanging trees are taken off first and counted by
    their sizes. The rest is put in reverse Cuthill–McKee order, so that neighbours lie near each other in memory, and
    searched from 16 to 64 sources at a time. Cost: 2 × levels × ties × sources multiplications, so a network that is
    one long chain is no case for this. Lengths other than 1 are left to NetworkX: that needs a queue and gains nothing
    from matrices.

    References
    ----------
    Freeman (1977), doi:10.2307/3033543; Brandes (2001), doi:10.1080/0022250X.2001.9990249; hanging trees: Baglioni et
    al. (2012), doi:10.1109/ASONAM.2012.66.
    """
    core = Core.of(adjacency, directed=directed)
    found = core.known.copy()
    found[core.nodes] += _shared_out(core, np.arange(core.n), processes) / core.counted
    return found


def edge_betweenness(adjacency: sp.csr_array, *, directed: bool = False) -> tuple[Ints, Ints, Floats]:
    """Number of pairs of nodes whose shortest routes use each tie: (tails, heads, values), sorted by tail and head.

    Ends of a route count here, so a tie between two nodes alone has 1. Undirected: each tie once, smaller node first.
    Conventions, parameters and cost as in `betweenness`; about one and a half times as long.

    References
    ----------
    Girvan & Newman (2002), doi:10.1073/pnas.122653799; Brandes (2008), doi:10.1016/j.socnet.2007.11.001.
    """
    core = Core.of(adjacency, directed=directed)
    tails = np.repeat(np.arange(core.n), np.diff(core.outward.indptr))
    heads = core.outward.indices.astype(np.int64)
    if not directed:
        tails, heads = tails[tails < heads], heads[tails < heads]
    values = np.zeros(len(tails))
    for found in _searches(core, np.arange(core.n)):
        _add_edges(values, found, core.weight[found.sources], (tails, heads), both_ways=not directed)
    hung_tails, hung_heads, hung = core.hung
    rows = np.concatenate([core.nodes[tails], hung_tails])
    columns = np.concatenate([core.nodes[heads], hung_heads])
    values = np.concatenate([values / core.counted, hung])
    if not directed:
        rows, columns = np.minimum(rows, columns), np.maximum(rows, columns)
    order = np.lexsort((columns, rows))
    return rows[order], columns[order], values[order]


def sampled_betweenness(adjacency: sp.csr_array, pivots: int, seed: int, *, directed: bool = False) -> Sampled:
    """`betweenness` estimated from *pivots* sources drawn without replacement; exact where that many do not exist.

    Only what the sources add up to is estimated; what hanging trees cause is exact, and a source in such a tree is
    searched from where it hangs, once for all in the same place. The standard error is that of a mean times the number
    of sources, with the correction for drawing from a finite number.

    References
    ----------
    Brandes & Pich (2007), doi:10.1142/S0218127407018403.
    """
    core = Core.of(adjacency, directed=directed)
    standing = np.repeat(np.arange(core.n), core.weight.astype(np.int64))
    of = len(standing)
    k = min(pivots, of)
    drawn = np.random.default_rng(seed).choice(standing, size=k, replace=False) if k else standing
    sources, often = np.unique(drawn, return_counts=True)
    values, errors = core.known.copy(), np.zeros(len(core.known))
    if not len(sources):
        return Sampled(values, errors, 0, of)
    mean, squares, done = np.zeros(core.n), np.zeros(core.n), 0
    for block, between in _between(core, sources):
        times = often[done : done + len(block)] / k
        done += len(block)
        mean += between @ times
        squares += between**2 @ times
    values[core.nodes] += mean * of / core.counted
    if 1 < k < of:
        variance = np.maximum(squares - mean**2, 0) * k / (k - 1)
        errors[core.nodes] = of / core.counted * np.sqrt(variance / k * (1 - k / of))
    elif k < of:
        errors[core.nodes] = np.nan
    return Sampled(values, errors, k, of)


def dependencies(adjacency: sp.csr_array, sources: Ints, *, directed: bool = False) -> Floats:
    """Sum over *sources* of the share of routes from each that run through each node: rows of Brandes' sum, unscaled.

    Added up over all nodes it is `betweenness` with ordered pairs, so twice the value in an undirected network.
    """
    core = Core.whole(simple(adjacency, directed=directed))
    place = np.empty(core.n, dtype=np.int64)
    place[core.nodes] = np.arange(core.n)
    found = np.zeros(core.n)
    found[core.nodes] = _shared_out(core, np.sort(place[np.asarray(sources, dtype=np.int64)]), 1)
    return found


def share_of_pairs(values: Floats, *, directed: bool = False) -> Floats:
    """Betweenness of nodes as a share of all pairs of others, from 0 to 1: (n−1)(n−2) of them, half if undirected.

    All n nodes count, also in a network in several parts; 0 below three nodes. Convention of NetworkX and igraph.
    """
    n = len(values)
    pairs = (n - 1) * (n - 2) / (1 if directed else 2)
    return values / pairs if pairs > 0 else np.zeros(n)


def ego_betweenness(adjacency: sp.csr_array) -> Floats:
    """Betweenness of each node within its own circle: itself, its neighbours, and the ties among these.

    Every pair of neighbours without a tie of its own gives 1 / (number of routes of two steps between them inside the
    circle), so it hardly suffers from ties missing far away. Raw, unordered pairs; direction and ties of a node with
    itself are left out.

    References
    ----------
    Everett & Borgatti (2005), doi:10.1016/j.socnet.2004.11.007.
    """
    rows = simple(adjacency, directed=False)
    ptr, idx = rows.indptr, rows.indices
    found = np.zeros(rows.shape[0])
    local = np.full(rows.shape[0], -1)
    for node in np.flatnonzero(np.diff(ptr) > 1):
        circle = idx[ptr[node] : ptr[node + 1]]
        size = len(circle)
        local[circle] = np.arange(size)
        known = [local[idx[ptr[other] : ptr[other + 1]]] for other in circle]
        local[circle] = -1
        columns = np.concatenate(known)
        lines = np.repeat(np.arange(size), [len(line) for line in known])
        inside = columns >= 0
        tied = np.zeros((size, size), dtype=np.float32)
        tied[lines[inside], columns[inside]] = 1
        step = max(1, _AT_ONCE // size)
        for begin in range(0, size, step):
            part = tied[begin : begin + step]
            # counts are exact in single precision up to 16 million
            apart = (1 - part) / (part @ tied + 1).astype(np.float64)
            # a pair of one with itself was counted too, each pair twice
            found[node] += (apart.sum() - np.trace(apart, offset=begin)) / 2
    return found


class _Found(NamedTuple):
    """One search from a block of sources: nodes × sources. Whoever gets it may overwrite it."""

    sources: Ints
    routes: Floats  # shortest routes from the source; 1 at the source itself
    steps: NDArray[np.int32]  # distance; 0 at the source and where out of reach
    unseen: Floats  # 1 where out of reach
    above: Floats  # dependency of the node plus its weight, per route; 0 at the source


def _searches(core: Core, sources: Ints) -> Iterator[_Found]:
    """Count shortest routes level by level, then hand back from the last level what every node lies between.

    Masks are multiplied, never used to pick: picking costs ten times as much where no pattern can be foreseen.
    One loop for all blocks, so that their memory is used again instead of being given back and asked for.
    """
    width = _width(core.n)
    for begin in range(0, len(sources), width):
        block = sources[begin : begin + width]
        shape, column = (core.n, len(block)), np.arange(len(block))
        routes, unseen = np.zeros(shape), np.ones(shape)
        routes[block, column] = 1
        unseen[block, column] = 0
        front, steps, last = routes.copy(), np.zeros(shape, dtype=np.int32), 0
        while True:
            front = np.asarray(core.inward @ front)
            front *= unseen
            new = front > 0
            if not new.any():
                break
            last += 1
            steps += new * np.int32(last)
            routes += front
            unseen -= new
        own = core.weight[:, None] / np.maximum(routes, 1)
        share = own * (steps == last) if last else np.zeros(shape)
        above = share.copy()
        for step in range(last - 1, 0, -1):
            share = np.asarray(core.outward @ share)
            share += own
            share *= steps == step
            above += share
        yield _Found(block, routes, steps, unseen, above)


def _width(n: int) -> int:
    return min(_WIDE, max(_NARROW, _CACHED // max(n, 1)))


def _between(core: Core, sources: Ints) -> Iterator[tuple[Ints, Floats]]:
    """Block by block, what of the routes from each source runs through each node: nodes × sources of the block."""
    for found in _searches(core, sources):
        block, between = found.sources, found.above
        between *= found.routes
        # what a node is worth as an end of routes was handed back with the rest
        between -= core.weight[:, None] * (1 - found.unseen)
        between[block, np.arange(len(block))] = 0
        yield block, between


def _sums(core: Core, shares: list[Ints]) -> Floats:
    """Dependencies on everything that stands at the sources, a row for each share of them; a share is whole blocks."""
    sums = np.zeros((len(shares), core.n))
    at, left = 0, len(shares[0]) if shares else 0
    for block, between in _between(core, np.concatenate(shares) if shares else np.empty(0, dtype=np.int64)):
        sums[at] += between @ core.weight[block]
        left -= len(block)
        if not left and at + 1 < len(shares):
            at, left = at + 1, len(shares[at + 1])
    return sums


def _shared_out(core: Core, sources: Ints, processes: int) -> Floats:
    """Sum of dependencies, always in the same shares and order, whether by one process or several."""
    block = _width(core.n)
    width = block * max(1, -(-len(sources) // (block * _SHARES)))
    shares = [sources[begin : begin + width] for begin in range(0, len(sources), width)]
    if processes < 2 or len(shares) < 2:  # noqa: PLR2004 - one is nothing to share
        return np.asarray(_sums(core, shares).sum(axis=0))
    # started afresh: a copy of a process with threads may hang
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        return np.asarray(
            np.concatenate(list(pool.map(_sums, repeat(core), ([share] for share in shares)))).sum(axis=0)
        )


def _add_edges(
    values: Floats, found: _Found, weight: Floats, edges: tuple[Ints, Ints], *, both_ways: bool
) -> None:  # fmt: skip
    """Add what each tie carries from one block of sources: routes up to its tail × dependency per route beyond it."""
    from_source = found.routes * weight
    # a node out of reach is far from every other, so that no tie leads on to it
    steps = found.steps - (found.unseen > 0) * np.int32(2)
    for begin in range(0, len(values), _EDGES_AT_ONCE):
        tails, heads = (ends[begin : begin + _EDGES_AT_ONCE] for ends in edges)
        farther = steps[heads] - steps[tails]
        carried = (farther == 1) * from_source[tails] * found.above[heads]
        if both_ways:
            carried += (farther == -1) * from_source[heads] * found.above[tails]
        values[begin : begin + _EDGES_AT_ONCE] += carried.sum(axis=1)


__all__: Sequence[str] = (
    "Sampled", "betweenness", "dependencies", "edge_betweenness", "ego_betweenness", "sampled_betweenness", "share_of_pairs",
)  # fmt: skip
