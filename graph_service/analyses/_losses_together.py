"""Which losses together hurt most, and how firmly the rank of each single loss holds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.sparse.csgraph import connected_components

from graph_service.analyses._common import LEAST_ACTORS, listed, standing
from graph_service.analyses._losses import Losses
from graph_service.analyses._losses_words import undone_by_one
from graph_service.analyses._ranks import Ranking, affordable, rankings, too_few
from graph_service.analyses.base import Finding, Grade, Severity, Standing, evidence
from graph_service.kernels.bridging import Pairs
from graph_service.kernels.key_players import best_removal
from graph_service.kernels.rank_bands import Bools, Floats
from graph_service.kernels.removal import fragmentation_without, search, side_by_side
from graph_service.network import Network
from graph_service.words import Text

MOST = 3


@dataclass(frozen=True)
class Together:
    """The set of so many candidates whose joint loss leaves the fewest connected pairs.

    `pairs_broken` counts pairs of the others that lose every route, `cut_off` everybody outside the largest part of what
    was one part before; `equally_good` how many sets of this size leave as few pairs, this one included.
    """

    who: tuple[str, ...]
    pairs_broken: int
    cut_off: tuple[str, ...]
    fragmentation: float | None
    equally_good: int


def together(found: Losses, candidates: int) -> tuple[Together, ...]:
    """The gravest sets of one, two and three losses; fewer where there are fewer actors and bodies or nothing breaks."""
    adjacency, acting = found.network.adjacency, found.network.acting
    degree = np.diff(adjacency.indptr)
    chosen = np.lexsort((np.arange(len(acting)), -degree, -found.search.pairs_broken))[:candidates]
    sets = []
    for k in range(1, min(MOST, len(acting) - 2) + 1):
        best = best_removal(adjacency, k, chosen.tolist())
        apart, broken = _what_falls_apart(found, best.nodes)
        sets.append(
            Together(
                who=tuple(acting[i] for i in best.nodes),
                pairs_broken=broken,
                cut_off=tuple(acting[i] for i in apart),
                fragmentation=fragmentation_without(adjacency, best.nodes),
                equally_good=best.equally_good,
            )
        )
    return tuple(one for one in sets if one.pairs_broken)


def _what_falls_apart(found: Losses, removed: Sequence[int]) -> tuple[list[int], int]:
    """Who is outside the largest part of its old component, and how many pairs of the others lost each other."""
    n = len(found.network.acting)
    kept = np.setdiff1d(np.arange(n), removed)
    _, after = connected_components(found.network.adjacency[kept][:, kept], directed=False)
    _, before = connected_components(found.network.adjacency, directed=False)
    old = before[kept]
    size = np.bincount(after)
    was = np.bincount(old)
    broken = int((was * (was - 1) // 2).sum() - (size * (size - 1) // 2).sum())
    largest: dict[int, int] = {}
    for part in dict.fromkeys(after.tolist()):
        home = int(old[np.flatnonzero(after == part)[0]])
        if home not in largest or size[part] > size[largest[home]]:
            largest[home] = part
    stays = np.isin(after, list(largest.values()))
    return kept[~stays].tolist(), broken


def loss_ranks(found: Losses, draws: int, seed: int) -> Ranking | None:
    """Rank actors and bodies by the pairs that their loss separates; None where no single loss separates any."""
    network = found.network
    if not found.search.pairs_broken.any():
        return None
    inside = set(network.acting)
    ties = [
        tie
        for tie in network.ties
        if tie.source_id in inside
        and tie.target_id in inside
        and (tie.kind != "took_part_in" or network.scope.participation)
    ]
    ends = [sorted((found.at[tie.source_id], found.at[tie.target_id])) for tie in ties]
    joined = Pairs.of([(a, b, i) for i, (a, b) in enumerate(ends)], len(ties))
    n = len(network.acting)

    def measured(keep: Bools) -> Sequence[Floats]:
        left = side_by_side(joined.first, joined.second, joined.left(keep), n)
        return [search(left).pairs_broken.astype(np.float64).reshape(-1, n)]

    (ranking,) = rankings(
        network.acting, measured, ties, network, draws=affordable(draws, network), seed=seed, refusal=too_few(network)
    )
    return ranking


def together_finding(network: Network, sets: Sequence[Together]) -> Finding | None:
    """Say which losses together hurt most; None below 30 actors or where no losses separate others."""
    if not sets or len(network.of("actor")) < LEAST_ACTORS:
        return None
    worst = max(sets, key=lambda one: (one.pairs_broken, -len(one.who)))
    basis = standing(network, worst.cut_off)
    ties = [t for who in worst.who for t in network.ties_at(who) if {t.source_id, t.target_id} & set(worst.cut_off)]
    text = Text(
        "Fielen {who} zusammen weg, wären {n} der übrigen {rest} Akteure und Gremien vom größten Teil des Netzes abgetrennt.",
        "If {who} were lost together, {n} of the other {rest} actors and bodies would be cut off from the largest part of the "
        "network.",
    ).format(who=listed(network, worst.who), n=len(worst.cut_off), rest=len(network.acting) - len(worst.who))
    if worst.equally_good > 1:
        text += Text(
            "{n} Zusammenstellungen wiegen gleich schwer; dies ist eine davon.",
            "{n} sets are equally grave; this is one of them.",
        ).format(n=worst.equally_good)
    if basis is Standing.NOT_SURVEYED:
        text += Text("Das gilt nach dem, was erfasst ist.", "That holds by what is recorded.")
    return Finding(
        key="resilience/losses-together",
        kind="losses-together",
        severity=Severity.LOW,
        grade=Grade.C,
        basis=basis,
        text=text,
        footing=undone_by_one(network, worst.cut_off),
        nodes=worst.who,
        ties=tuple(dict.fromkeys(tie.key for tie in ties)),
        evidence=evidence(network, ties),
        next_step=Text(
            "Für {who} je eine Vertretung benennen und darauf achten, dass nicht alle auf einmal auslaufen oder wechseln.",
            "Name a stand-in for each of {who} and see to it that they do not all end or change at once.",
        ).format(who=listed(network, worst.who)),
        numbers={
            "losses": len(worst.who),
            "cut_off": len(worst.cut_off),
            "pairs_separated": worst.pairs_broken,
            "equally_grave_sets": worst.equally_good,
        },
    )
