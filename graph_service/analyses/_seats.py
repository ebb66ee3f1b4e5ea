"""Seats in bodies: how many each actor holds, how firm that ranking is, and who is far out of line."""

import numpy as np
from numpy.typing import NDArray

from graph_service.analyses._ranks import Ranking, affordable, rankings, too_few
from graph_service.network import Network

_FAR, _FEW_SEATS, _SURELY = 3.0, 5, 0.9


def seat_ranking(network: Network, draws: int, seed: int) -> Ranking:
    """Rank actors by the number of bodies they sit in."""
    ties = [t for body in network.members.values() for ties in body.values() for t in ties]
    seats = sorted({(tie.source_id, tie.target_id) for tie in ties})
    items = sorted({who for who, _ in seats})
    seat = {pair: i for i, pair in enumerate(seats)}
    # ties in order of seats, seats in order of actors, so that both are sums over neighbours
    ties.sort(key=lambda tie: (tie.source_id, tie.target_id, tie.key))
    of_seat = np.array([seat[tie.source_id, tie.target_id] for tie in ties], dtype=np.int64)
    of_actor = np.array([who for who, _ in seats])
    seat_starts = np.flatnonzero(np.diff(of_seat, prepend=-1))
    actor_starts = np.flatnonzero(np.concatenate([[True], of_actor[1:] != of_actor[:-1]])) if seats else of_seat

    def measure(keep: NDArray[np.bool_]) -> list[NDArray[np.float64]]:
        if not seats:
            return [np.zeros((len(keep), 0))]
        held = np.logical_or.reduceat(keep, seat_starts, axis=1)
        return [np.add.reduceat(held, actor_starts, axis=1, dtype=np.float64)]

    return rankings(
        items,
        measure,
        ties,
        network,
        draws=affordable(draws, network),
        seed=seed,
        refusal=too_few(network),
    )[0]


def far_out(ranking: Ranking) -> list[str]:
    """Actors at the very top whose seats lie far out of line with all others, if that holds without a tenth of ties."""
    if ranking.refusal or not ranking.spread or not ranking.items:
        return []
    lower, upper = np.percentile(ranking.values, [25, 75])
    limit = max(_FEW_SEATS, float(upper + _FAR * max(upper - lower, 1)))
    seats = dict(zip(ranking.items, ranking.values.tolist(), strict=True))
    firm = [who for who in ranking.leading if seats[who] > limit and (ranking.holds(who) or 0) >= _SURELY]
    return firm if len(firm) == len(ranking.leading) <= ranking.top else []
