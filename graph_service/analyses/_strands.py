"""Three ways to stand between others: in bodies, by cooperation, by information; roles, and what chance would give."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.analyses._own_fields import own_fields
from graph_service.kernels.brokerage import dealt_roles, roles, unordered
from graph_service.kernels.projection import shared
from graph_service.network import Network

Floats = NDArray[np.float64]
INFORMATION = ("informs", "reports_to")
COOPERATION = "cooperates_with"


@dataclass(frozen=True)
class Standout:
    """The role in which one broker departs most from fields dealt out at random, and how often chance does as much."""

    role: int
    expected: float
    p: float


@dataclass(frozen=True)
class Strand:
    """One way to stand between others, among those who work in a field themselves.

    Undirected strands have four roles (each pair of ends once), directed ones five. In bodies nobody is taken to be
    tied with anybody: a and c are joined if they share a body, and v stands between them if it sits with a in one body
    and with c in another one while they share none.
    """

    items: tuple[str, ...]
    shares: sp.csr_array
    joined: sp.csr_array
    directed: bool

    @cached_property
    def counts(self) -> Floats:
        """Role counts of each item."""
        found = roles(self.joined, self.shares)
        return found if self.directed else unordered(found)

    def standouts(self, most: int, draws: int, seed: int) -> dict[int, Standout]:
        """Compare the *most* items that stand between most pairs with fields dealt out anew to everybody.

        The rows of shares stay as they are and change owners. Of each broker the role with the largest (count − mean) /
        deviation over the draws is named; p is the share of draws in which any role of this broker departs as far or
        further, the observed one counted in (so never 0).
        """
        total = self.counts.sum(axis=1)
        chosen = [int(i) for i in np.argsort(-np.round(total, 6), kind="stable")[:most] if total[i] > 0]
        if not chosen or not draws:
            return {}
        everybody = np.arange(len(self.items), dtype=np.int32)
        dealt = np.random.default_rng(seed).permuted(np.tile(everybody, (draws, 1)), axis=1)
        back, table = sp.csr_array(self.joined.T), self.shares.toarray()
        return {i: self._standout(i, back, np.vstack([everybody, dealt]), table) for i in chosen}

    def _standout(self, broker: int, back: sp.csr_array, dealt: NDArray[np.int32], table: Floats) -> Standout:
        first, last = (m.indices[m.indptr[broker] : m.indptr[broker + 1]] for m in (back, self.joined))
        unjoined = (self.joined[first][:, last].toarray() == 0) & (first[:, None] != last)
        own, ends = table[dealt[:, broker]], [table[dealt[:, at]] for at in (first, last)]
        found = dealt_roles(unjoined, own, *ends)
        if not self.directed:
            found = unordered(found)
        mean, deviation = found.mean(axis=0), found.std(axis=0)
        away = np.divide(found - mean, deviation, out=np.zeros_like(found), where=deviation > 0)
        most = away.max(axis=1)
        role = int(away[0].argmax())
        return Standout(role, float(mean[role]), float((most >= most[0] - 1e-9).mean()))


def in_bodies(network: Network) -> Strand:
    """Actors who sit in bodies."""
    items, shares = _at_home(network, ("actor",))
    actors, _, membership = network.two_mode
    row = {actor: i for i, actor in enumerate(actors)}
    joined = shared(sp.csr_array(membership[[row[actor] for actor in items]]))[0]
    joined.data = np.ones(len(joined.data))
    return Strand(items, shares, joined, directed=False)


def by_cooperation(network: Network) -> Strand:
    """Actors who work together."""
    return _direct(network, ("actor",), (COOPERATION,), directed=False)


def by_information(network: Network) -> Strand:
    """Actors and bodies who inform others or report to them."""
    return _direct(network, ("actor", "body"), INFORMATION, directed=True)


def _at_home(network: Network, kinds: Sequence[str]) -> tuple[tuple[str, ...], sp.csr_array]:
    """Those of these kinds who work in a field themselves, and their shares of the fields."""
    table = own_fields(network)
    count = table.sum(axis=1)
    here = [i for i, who in enumerate(network.acting) if count[i] and network.nodes[who].kind in kinds]
    return tuple(network.acting[i] for i in here), sp.csr_array(table[here] / count[here, None])


def _direct(network: Network, kinds: Sequence[str], tie_kinds: Sequence[str], *, directed: bool) -> Strand:
    items, shares = _at_home(network, kinds)
    return Strand(items, shares, matrix_of(network, items, tie_kinds, directed=directed), directed)


def matrix_of(network: Network, items: Sequence[str], tie_kinds: Sequence[str], *, directed: bool) -> sp.csr_array:
    """Ties of these kinds among *items* as a 0/1 matrix, symmetric unless *directed*, nothing on the diagonal."""
    row = {node_id: i for i, node_id in enumerate(items)}
    ends = {
        (row[tie.source_id], row[tie.target_id])
        for tie in network.ties_of(*tie_kinds)
        if tie.source_id in row and tie.target_id in row and tie.source_id != tie.target_id
    }
    if not directed:
        ends |= {(b, a) for a, b in ends}
    at = np.array(sorted(ends), dtype=np.int64).reshape(-1, 2)
    return sp.csr_array((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=(len(row), len(row)))
