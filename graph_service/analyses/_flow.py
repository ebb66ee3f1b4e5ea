"""Who passes information on to whom: the rules, and the directed network they make of what is recorded."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from graph_service.network import Network
from graph_service.rows import Tie


@dataclass(frozen=True)
class Flow:
    """Directed network of information over `Network.acting`: a one in row a, column b means that a passes on to b."""

    adjacency: sp.csr_array
    ties: dict[tuple[int, int], Tie]


def flow(network: Network, *, cooperation: bool) -> Flow:
    """The ways information takes by the rules of `_passes`, with one tie each that says so."""
    return network.remembered(("flow", cooperation), lambda: _flow(network, cooperation=cooperation))


def _flow(network: Network, *, cooperation: bool) -> Flow:
    at = {who: i for i, who in enumerate(network.acting)}
    ties: dict[tuple[int, int], Tie] = {}
    for tie in network.ties:
        if tie.source_id in at and tie.target_id in at:
            for giver, hearer in _passes(network, tie, cooperation=cooperation):
                ties.setdefault((at[giver], at[hearer]), tie)
    ends = np.array(sorted(ties), dtype=np.int64).reshape(-1, 2)
    shape = (len(at), len(at))
    return Flow(sp.csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=shape), ties)


def _passes(network: Network, tie: Tie, *, cooperation: bool) -> Iterator[tuple[str, str]]:
    """From whom to whom a tie passes information on.

    *informs* and *reports to*: from the one to the other. A seat: from the body to the member and from the member to
    the body; a guest hears, but brings nothing. *cooperates with*: both ways, only if asked for.
    """
    one, other = tie.source_id, tie.target_id
    if tie.kind in ("informs", "reports_to"):
        yield one, other
    elif tie.kind in network.membership_kinds:
        yield other, one
        if getattr(tie, "role", None) != "guest":
            yield one, other
    elif tie.kind == "cooperates_with" and cooperation:
        yield one, other
        yield other, one
