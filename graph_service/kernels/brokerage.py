"""Go-betweens: who stands between two others that are not joined, by the groups of all three (Gould & Fernandez)."""

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
ROLES = ("coordinator", "consultant", "representative", "gatekeeper", "liaison")
_ROWS = 4_096


def roles(adjacency: sp.csr_array, shares: sp.csr_array) -> Floats:
    """Gould–Fernandez counts of every node: array n × 5, columns as `ROLES`.

    Counted are ordered triples a → v → c, a ≠ c, without a → c, at the broker v: coordinator (all three in one group),
    consultant (a and c in one group, v in another; also: itinerant), representative (a and v in one group, c in
    another), gatekeeper (v and c in one group, a in another), liaison (three groups). Give a symmetric matrix for
    undirected ties: then each pair of ends counts twice and representative equals gatekeeper; `unordered` halves that.

    Parameters
    ----------
    adjacency
        n × n, 0/1, without diagonal.
    shares
        n × groups; each row adds up to 1. A node in f groups has 1/f in each, and a triple counts with the product of
        the three shares; with one group per node the counts are whole numbers.

    Notes
    -----
    With one group per node, four sparse products independent of the number of groups: the tie matrix is split into
    ties inside and across groups. With shared membership, one product for each group over the ties inside it.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949. Order of the columns and counting as ``sna::brokerage``: w_I, w_O,
    b_IO, b_OI, b_O.
    """
    if (shares.data == 1).all() and (np.diff(shares.indptr) == 1).all():
        return _whole(adjacency, shares.indices.astype(np.int64))
    return _shared(adjacency, shares)


def unordered(counts: Floats) -> Floats:
    """Counts of an undirected network with each pair of ends once: array n × 4, representative and gatekeeper as one."""
    return np.column_stack([counts[:, 0] / 2, counts[:, 1] / 2, (counts[:, 2] + counts[:, 3]) / 2, counts[:, 4] / 2])


def _whole(adjacency: sp.csr_array, group: Ints) -> Floats:
    n = adjacency.shape[0]
    tail = np.repeat(np.arange(n), np.diff(adjacency.indptr))
    same = group[tail] == group[adjacency.indices]
    inside, across = (
        sp.csr_array((np.ones(int(at.sum())), (tail[at], adjacency.indices[at])), shape=(n, n)) for at in (same, ~same)
    )
    one_hot = sp.csr_array((np.ones(n), (np.arange(n), group)), shape=(n, int(group.max(initial=-1)) + 1))
    out_in, out_across = inside.sum(axis=1), across.sum(axis=1)
    into_in, into_across = inside.sum(axis=0), across.sum(axis=0)
    mutual_in = inside.multiply(inside.T).sum(axis=1)
    mutual_across = across.multiply(across.T).sum(axis=1)
    # two ends outside the broker's group but in one group with each other
    equal_ends = (across @ one_hot).multiply(sp.csr_array(across.T) @ one_hot).sum(axis=1)
    counts = np.column_stack(
        [
            into_in * out_in - mutual_in,
            equal_ends - mutual_across,
            into_in * out_across,
            into_across * out_in,
            into_across * out_across - equal_ends,
        ]
    )
    return np.asarray(counts - _closed(inside, across), dtype=np.float64)


def _closed(inside: sp.csr_array, across: sp.csr_array) -> Floats:
    """Triples whose ends are joined, to be taken off: row by row of the first end."""
    n = inside.shape[0]
    inside_t, across_t = sp.csr_array(inside.T), sp.csr_array(across.T)
    closed = np.zeros((n, len(ROLES)))
    for rows in _blocks(n):
        i, x = inside[rows], across[rows]
        # entry (a, v): ends c that a and v both reach; the mask says how a reaches v
        for role, (reached, how) in enumerate(
            ((i @ inside_t, i), (i @ across_t, x), (x @ across_t, i), (x @ inside_t, x), (x @ across_t, x))
        ):
            closed[:, role] += reached.multiply(how).sum(axis=0)
    return closed


def _shared(adjacency: sp.csr_array, shares: sp.csr_array) -> Floats:
    from_ends, to_ends = _open_ends(adjacency, shares)
    inside = _equal_ends(adjacency, shares)
    own = shares.toarray()
    coordinator = (own * inside).sum(axis=1)
    equal = inside.sum(axis=1)
    representative = (own * from_ends).sum(axis=1) - coordinator
    gatekeeper = (own * to_ends).sum(axis=1) - coordinator
    consultant = equal - coordinator
    liaison = from_ends.sum(axis=1) - equal - representative - gatekeeper
    return np.column_stack([coordinator, consultant, representative, gatekeeper, liaison])


def _open_ends(adjacency: sp.csr_array, shares: sp.csr_array) -> tuple[Floats, Floats]:
    """Open triples of each broker by the group of the first end, and by the group of the last: n × groups."""
    n = adjacency.shape[0]
    back = sp.csr_array(adjacency.T)
    out, into = np.asarray(adjacency.sum(axis=1)), np.asarray(adjacency.sum(axis=0))
    mutual = sp.csr_array(adjacency.multiply(back))
    first, last = np.zeros((n, shares.shape[1])), np.zeros((n, shares.shape[1]))
    for rows in _blocks(n):
        block = adjacency[rows]
        # tie a → v: how many c does v reach that a does not reach and is not
        reached = sp.csr_array((block @ back).multiply(block))
        opened = sp.csr_array(block * out[None, :] - reached - mutual[rows])
        first += (opened.T @ shares[rows]).toarray()
        # tie v → c: how many a reach v that do not reach c and are not c
        arrived = sp.csr_array((back[rows] @ adjacency).multiply(block))
        opened = sp.csr_array(sp.csr_array(block * into[rows][:, None]) - arrived - mutual[rows])
        last[rows] = (opened @ shares).toarray()
    return first, last


def _equal_ends(adjacency: sp.csr_array, shares: sp.csr_array) -> Floats:
    """Open triples of each broker whose ends are in one group, by that group: n × groups."""
    back = sp.csr_array(adjacency.T)
    found: Floats = (back @ shares).multiply(adjacency @ shares).toarray()
    mutual = sp.csr_array(adjacency.multiply(back))
    squared = shares.copy()
    squared.data **= 2
    found -= (mutual @ squared).toarray()
    columns = sp.csc_array(shares)
    for g in range(shares.shape[1]):
        members = columns.indices[columns.indptr[g] : columns.indptr[g + 1]]
        share = columns.data[columns.indptr[g] : columns.indptr[g + 1]]
        among = sp.csr_array(adjacency[members][:, members])
        among.data = among.data * np.repeat(share, np.diff(among.indptr)) * share[among.indices]
        reach, reached = adjacency[:, members], sp.csr_array(adjacency[members].T)
        for rows in _blocks(adjacency.shape[0]):
            # broker v: ends a → c that are joined, a reaches v and v reaches c
            closed = (reached[rows] @ among).multiply(reach[rows])
            found[rows, g] -= closed.sum(axis=1)
    return found


def by_chance(group: Ints, density: float) -> tuple[Floats, Floats]:
    """Expected role counts and their standard deviation if ties fell at random: two arrays n × 6, total last.

    The null keeps nothing but the sizes of the groups and the density of directed ties; in a network with hubs almost
    every broker departs from it, so it is for comparison with other software and never a judgement by itself.

    Parameters
    ----------
    group
        Group number of each node.
    density
        Directed ties over n (n − 1).

    Notes
    -----
    A triple occurs with q = d²(1 − d). Triples of one broker are correlated only if they share an end in the same
    place, with covariance d³(1 − d)³; so the variance is q(1 − q) per triple plus that for each ordered pair of them.
    For undirected ties (each pair of ends counted twice) the standard deviation of coordinator, consultant, liaison and
    total is √2 times this one.

    References
    ----------
    Gould & Fernandez (1989), doi:10.2307/270949; equal to ``sna::brokerage`` at the level of nodes.
    """
    n = len(group)
    sizes = np.bincount(group).astype(np.float64) if n else np.zeros(0)
    triples, sharing = np.zeros((len(sizes), 6)), np.zeros((len(sizes), 6))
    for g, size in enumerate(sizes):
        mates, others, rest = size - 1, n - size, np.delete(sizes, g)
        triples[g] = (
            mates * (mates - 1), (rest * (rest - 1)).sum(), mates * others, mates * others,
            (rest * (others - rest)).sum(), (n - 1) * (n - 2),
        )  # fmt: skip
        mixed = mates * others * (others - 1) + others * mates * (mates - 1)
        sharing[g] = (
            2 * mates * (mates - 1) * (mates - 2), 2 * (rest * (rest - 1) * (rest - 2)).sum(), mixed, mixed,
            2 * (rest * (others - rest) * (others - rest - 1)).sum(), 2 * (n - 1) * (n - 2) * (n - 3),
        )  # fmt: skip
    q = density**2 * (1 - density)
    variance = triples * q * (1 - q) + sharing * (density * (1 - density)) ** 3
    return (triples * q)[group], np.sqrt(np.maximum(variance, 0))[group]


def dealt_roles(unjoined: NDArray[np.bool_], own: Floats, first: Floats, last: Floats) -> Floats:
    """Role counts of one broker under other memberships: array draws × 5, columns as `ROLES`.

    For permutation tests: the ties stay, the groups are dealt out anew. Of an undirected broker give its contacts as
    both ends; `unordered` then counts each pair once.

    Parameters
    ----------
    unjoined
        First ends × last ends, true where there is no tie from the one to the other and they are not the same.
    own
        Draws × groups: shares of the broker, each row adding up to 1.
    first, last
        Draws × ends × groups: shares of its first and of its last ends.
    """
    pairs = unjoined.astype(np.float64)
    equal = (first * (pairs @ last)).sum(axis=1)
    of_first = (first * pairs.sum(axis=1)[:, None]).sum(axis=1)
    of_last = (last * pairs.sum(axis=0)[:, None]).sum(axis=1)
    coordinator = (own * equal).sum(axis=1)
    representative = (own * of_first).sum(axis=1) - coordinator
    gatekeeper = (own * of_last).sum(axis=1) - coordinator
    consultant = equal.sum(axis=1) - coordinator
    liaison = of_first.sum(axis=1) - equal.sum(axis=1) - representative - gatekeeper
    return np.column_stack([coordinator, consultant, representative, gatekeeper, liaison])


def _blocks(n: int) -> Iterator[slice]:
    return (slice(start, min(n, start + _ROWS)) for start in range(0, n, _ROWS))
