"""Circles of those who really work together, beside the fields they are recorded in."""

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.analyses._common import LEAST_ACTORS
from graph_service.analyses._own_fields import own_fields
from graph_service.kernels.agreement import adjusted_mutual_information
from graph_service.kernels.circles import Agreed, agreed
from graph_service.kernels.mixing import modularity
from graph_service.network import Network

LEAST_IN_CIRCLE = 3
QUARTER = 0.25
_FULL_RUNS_UP_TO, _FEWEST_RUNS = 5_000, 4
Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Circle:
    """One circle: its members sorted, who has most ties inside it, and how firmly it holds together."""

    members: tuple[str, ...]
    around: str
    firmness: float


@dataclass(frozen=True)
class Circles:
    """Circles of at least three, largest first.

    `number` gives the circle of each actor or body (rows as in `acting`), −1 for those in none; `firmness` how often it
    lands with the others; `mass` circles × fields, with 1/f for who works in f fields,
    and `field_mass` the same for everybody, in a circle or not; `agreement` with the fields is
    over those `compared` who work in exactly one.
    """

    circles: tuple[Circle, ...]
    number: Ints
    firmness: Floats
    other: Ints
    other_share: Floats
    mass: Floats
    field_mass: Floats
    runs: int
    stability: float | None
    modularity: float | None
    agreement: float | None
    compared: int


def main_fields(network: Network, found: Circles, k: int) -> tuple[str, ...]:
    """Fields with at least a quarter of circle *k*, largest first."""
    mass = found.mass[k]
    main = [j for j in range(len(mass)) if mass[j] > 0 and mass[j] >= QUARTER * mass.sum() - 1e-9]
    return tuple(network.fields[j] for j in sorted(main, key=lambda j: (-round(mass[j], 9), network.fields[j])))


def affordable_runs(network: Network, runs: int) -> int:
    """Lower the number of runs above 5,000 actors and bodies in proportion, to four at least."""
    size = len(network.acting)
    return runs if size <= _FULL_RUNS_UP_TO else min(runs, max(_FEWEST_RUNS, runs * _FULL_RUNS_UP_TO // size))


def circles(network: Network, runs: int, seed: int, wavering: float) -> Circles:
    """Circles that the runs agree on; for those below *wavering* also the circle they land in instead."""
    adjacency = network.adjacency
    found = agreed(adjacency, runs, seed)
    sizes = found.sizes
    large = [int(k) for k in np.argsort(-sizes, kind="stable") if sizes[k] >= LEAST_IN_CIRCLE]
    renumbered = np.full(len(sizes) + 1, -1)  # the last place answers −1, "no other circle"
    renumbered[large] = np.arange(len(large))
    number = renumbered[found.circle]
    firmness = found.firmness()
    other, other_share = np.full(len(number), -1), np.zeros(len(number))
    unsure = np.flatnonzero((number >= 0) & (firmness < wavering))
    if len(unsure):
        second, other_share[unsure] = found.second(unsure)
        other[unsure] = renumbered[second]
    own = own_fields(network)
    degree = own.sum(axis=1)
    shares = np.divide(own, degree[:, None], out=np.zeros_like(own), where=degree[:, None] > 0)
    single = np.flatnonzero((degree == 1) & (number >= 0))
    compare = len(single) >= LEAST_ACTORS
    fields = own.argmax(axis=1)[single] if own.shape[1] else single
    return Circles(
        circles=_described(network, number, firmness, adjacency, len(large)),
        number=number,
        firmness=firmness,
        other=other,
        other_share=other_share,
        mass=np.asarray(_members(number, len(large)) @ shares),
        field_mass=shares.sum(axis=0),
        runs=runs,
        stability=_stability(found),
        modularity=modularity(adjacency, found.circle),
        agreement=adjusted_mutual_information(number[single], fields) if compare else None,
        compared=len(single),
    )


def _members(number: Ints, count: int) -> sp.csr_array:
    """Circles × actors and bodies, 1 = belongs."""
    belonging = np.flatnonzero(number >= 0)
    at = (number[belonging], belonging)
    return sp.csr_array((np.ones(len(belonging)), at), shape=(count, len(number)))


def _described(
    network: Network, number: Ints, firmness: Floats, adjacency: sp.csr_array, count: int
) -> tuple[Circle, ...]:
    ties = adjacency.tocoo()
    inside = number[ties.row] == number[ties.col]
    within = np.bincount(ties.row[inside], minlength=len(number))
    order = np.argsort(number, kind="stable")
    starts = np.searchsorted(number[order], np.arange(count + 1))
    found = []
    for k in range(count):
        members = order[starts[k] : starts[k + 1]]
        around = int(members[within[members].argmax()])
        found.append(
            Circle(tuple(network.acting[i] for i in members), network.acting[around], float(firmness[members].mean()))
        )
    return tuple(found)


def _stability(found: Agreed) -> float | None:
    """Share of runs in which a pair of one circle lands together, over all pairs of circles of at least three."""
    sizes = found.sizes[found.circle]
    pairs = np.where(sizes >= LEAST_IN_CIRCLE, sizes - 1, 0)
    return float((found.firmness() * pairs).sum() / pairs.sum()) if pairs.any() else None
