"""Structural holes: how much each node's contacts depend on each other (Burt), one-mode and two-mode."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.kernels.projection import shared

Floats = NDArray[np.float64]
_ROWS = 2_048


@dataclass(frozen=True)
class Holes:
    """Burt's measures of each node; NaN where a node has no contact (no tie is no value, not 0).

    contacts
        Number of nodes joined with it, in either direction.
    constraint
        Above 0; 1 with one contact; may exceed 1 in small circles. Low = contacts do not depend on each other.
    effective_size
        Number of contacts less their average redundancy, 0 < size ≤ contacts.
    efficiency
        Effective size per contact, in (0, 1].
    hierarchy
        How far the constraint comes from one single contact: 0 evenly, 1 from one alone.
    """

    contacts: Floats
    constraint: Floats
    effective_size: Floats
    efficiency: Floats
    hierarchy: Floats


def structural_holes(adjacency: sp.csr_array) -> Holes:
    """Burt's constraint, effective size, efficiency and hierarchy of every node.

    Parameters
    ----------
    adjacency
        n × n, weights above 0; directed or symmetric. Direction is dropped by adding both ways; the diagonal is ignored.

    Notes
    -----
    With z = a_ij + a_ji and p_ij = z_ij / Σ_k z_ik: constraint Σ_j c_ij, c_ij = (p_ij + Σ_q p_iq p_qj)², over direct
    contacts j only. Effective size Σ_j (1 − Σ_q p_iq m_jq), m_jq = z_jq / max_k z_jk. Hierarchy
    Σ_j r_j ln r_j / (N ln N), r_j = c_ij / (C_i / N); 1 for a single contact.

    Cost: two sparse products masked by the pattern, Σ degree²; rows go in blocks, so memory stays bounded.

    References
    ----------
    Burt (1992), Structural Holes, ISBN 978-0-674-84371-4; Borgatti (1997), Connections 20(1):35–38. Convention of
    igraph and ``networkx.constraint``; ``networkx.effective_size`` without ``nodes`` divides by the wrong maximum on
    weighted or directed graphs.
    """
    joined = _without_diagonal(adjacency + adjacency.T)
    n = joined.shape[0]
    contacts = np.diff(joined.indptr).astype(np.float64)
    share, marginal, pattern = joined.copy(), joined.copy(), joined.copy()
    share.data = joined.data * np.repeat(_inverse(_row_sums(joined)), np.diff(joined.indptr))
    largest = np.asarray(joined.max(axis=1).toarray()).ravel() if n else np.zeros(0)
    marginal.data = joined.data * np.repeat(_inverse(largest), np.diff(joined.indptr))
    pattern.data = np.ones_like(joined.data)
    reversed_marginal = sp.csr_array(marginal.T)
    constraint, redundancy, spread = np.zeros(n), np.zeros(n), np.zeros(n)
    for rows in _blocks(n):
        block = share[rows]
        through = sp.csr_array(sp.csr_array(block @ share).multiply(pattern[rows]) + block)
        through.data **= 2
        constraint[rows] = _row_sums(through)
        spread[rows] = _spread(through, contacts[rows], constraint[rows])
        redundancy[rows] = _row_sums(sp.csr_array(block @ reversed_marginal).multiply(pattern[rows]))
    alone = contacts == 0
    constraint[alone] = np.nan
    effective = np.where(alone, np.nan, contacts - redundancy)
    with np.errstate(divide="ignore", invalid="ignore"):
        hierarchy = np.where(contacts == 1, 1.0, spread / (contacts * np.log(contacts)))
        efficiency = effective / contacts
    hierarchy[alone] = np.nan
    return Holes(contacts, constraint, effective, efficiency, hierarchy)


def _spread(dyads: sp.csr_array, contacts: Floats, total: Floats) -> Floats:
    """Σ_j r_j ln r_j of each row, r_j = c_ij over the mean c_ij of the row."""
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = total / contacts
    relative = dyads.copy()
    relative.data = dyads.data / np.repeat(mean, np.diff(dyads.indptr))
    relative.data = relative.data * np.log(relative.data)
    return _row_sums(relative)


def two_mode_holes(membership: sp.csr_array) -> Holes:
    """Constraint and effective size of every row of a two-mode matrix, without inventing ties among the rows.

    Parameters
    ----------
    membership
        Actors × bodies, 0/1. For the bodies give the transpose.

    Notes
    -----
    Constraint of actor i over its bodies a: Σ_a (p_ia + Σ_{b≠a} p_ib Σ_{j≠i} [j in a and b] / (size of b · seats of j))²,
    p_ia = 1 / seats of i: how much each body is bound up with the other bodies of the actor through other members.
    Effective size: number of others met, less for each the number of others they both meet, weighted by the share of
    meetings with it; NaN for whoever meets nobody. Efficiency is effective size per other met; hierarchy is not defined
    here (NaN).

    References
    ----------
    Hollway, Morin & Pauwelyn (2020), doi:10.1007/s10784-019-09464-5 (constraint); Burchard & Cornwell (2018),
    doi:10.1016/j.socnet.2018.04.001 (effective size). Convention as in the R package netrics.
    """
    seats = np.diff(membership.indptr).astype(np.float64)
    met, redundancy = _meetings(membership)
    constraint = _two_mode_constraint(membership, seats)
    effective = np.where(met == 0, np.nan, met - redundancy)
    with np.errstate(divide="ignore", invalid="ignore"):
        efficiency = np.where(met > 0, effective / met, np.nan)
    return Holes(met, constraint, effective, efficiency, np.full(len(seats), np.nan))


def _two_mode_constraint(membership: sp.csr_array, seats: Floats) -> Floats:
    n = membership.shape[0]
    per_seat, per_member = _inverse(seats), _inverse(_row_sums(sp.csr_array(membership.T)))
    each = np.repeat(per_seat, np.diff(membership.indptr))
    share = membership.copy()
    share.data = membership.data * each
    overlap = sp.csr_array(membership.T @ share)  # Σ_j [j in b and a] / seats of j
    own = overlap.diagonal()
    weighted = share.copy()
    weighted.data = share.data * per_member[share.indices]
    result = np.zeros(n)
    for rows in _blocks(n):
        block, pattern = weighted[rows], membership[rows]
        lengths = np.diff(pattern.indptr)
        through = _masked(block @ overlap, pattern)
        total = np.repeat(_row_sums(block), lengths)
        mine = np.repeat(per_seat[rows], lengths)
        # the actor itself is no third party, and a body is not bound up with itself
        bound = through - block.data * own[block.indices] - mine * (total - block.data)
        squared = sp.csr_array(((share[rows].data + bound) ** 2, pattern.indices, pattern.indptr), shape=pattern.shape)
        result[rows] = _row_sums(squared)
    result[seats == 0] = np.nan
    return result


def _meetings(membership: sp.csr_array) -> tuple[Floats, Floats]:
    """How many others each row meets, and how many of them the others meet too on (weighted) average."""
    together = shared(membership)[0]
    pattern = together.copy()
    pattern.data = np.ones_like(together.data)
    redundancy = np.zeros(together.shape[0])
    share = _inverse(_row_sums(together))
    for rows in _blocks(together.shape[0]):
        common = sp.csr_array(pattern[rows] @ pattern).multiply(together[rows])
        redundancy[rows] = _row_sums(common) * share[rows]
    return np.diff(together.indptr).astype(np.float64), redundancy


def _masked(product: sp.csr_array, pattern: sp.csr_array) -> Floats:
    """Entries of *product* at the entries of *pattern*, 0 where there is none."""
    kept = sp.csr_array(sp.csr_array(product).multiply(pattern) + pattern)  # the one added keeps zero entries in place
    kept.sort_indices()
    return np.asarray(kept.data - pattern.data)


def _without_diagonal(matrix: sp.csr_array) -> sp.csr_array:
    entries = sp.coo_array(matrix)
    off = (entries.row != entries.col) & (entries.data != 0)
    clean = sp.csr_array(
        (entries.data[off].astype(np.float64), (entries.row[off], entries.col[off])), shape=matrix.shape
    )
    clean.sum_duplicates()
    return clean


def _row_sums(matrix: sp.csr_array) -> Floats:
    return np.asarray(sp.csr_array(matrix).sum(axis=1), dtype=np.float64).ravel()


def _inverse(values: Floats) -> Floats:
    return np.divide(1.0, values, out=np.zeros_like(values, dtype=np.float64), where=values > 0)


def _blocks(n: int) -> Iterator[slice]:
    return (slice(start, min(n, start + _ROWS)) for start in range(0, n, _ROWS))
