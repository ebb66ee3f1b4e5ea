"""Rows of brokerage: who stands between whom by fields, what stands out, and how bound contacts are."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np

from graph_service.analyses._common import rounded
from graph_service.analyses._strands import COOPERATION, INFORMATION, Standout, Strand, matrix_of
from graph_service.analyses.base import T_, Record, Ref
from graph_service.kernels.burt import structural_holes, two_mode_holes
from graph_service.kernels.null_model import holm
from graph_service.network import Network
from graph_service.words import Text

OWN = Text("im eigenen Feld", "inside the own field")
FOREIGN = Text("zwischen Akteuren eines fremden Feldes", "between actors of one other field")
EDGE = Text("zwischen eigenem und fremdem Feld", "between the own and another field")
OUT = Text("vom eigenen Feld nach außen", "from the own field outwards")
IN = Text("von außen ins eigene Feld", "from outside into the own field")
LIAISON = Text("zwischen zwei fremden Feldern", "between two other fields")
UNDIRECTED = (OWN, FOREIGN, EDGE, LIAISON)
DIRECTED = (OWN, FOREIGN, OUT, IN, LIAISON)
CHECKED = 10


class Between(Record):
    """Pairs that somebody stands between without direction, by the fields of all three."""

    who: Annotated[Ref, T_("wer", "who")]
    own: Annotated[float, T_("im eigenen Feld (Koordination)", "inside the own field (coordinator)")]
    foreign: Annotated[float, T_("in einem fremden Feld (Beratung von außen)", "inside another field (consultant)")]
    edge: Annotated[
        float,
        T_("eigenes und fremdes Feld (Vertretung, Türöffner)", "own and other field (representative, gatekeeper)"),
    ]
    liaison: Annotated[float, T_("zwei fremde Felder (Mittler)", "two other fields (liaison)")]
    pairs: Annotated[int, T_("Paare insgesamt", "pairs in all")]
    stands_out: Annotated[Text | None, T_("hebt sich ab", "stands out")]
    expected: Annotated[float | None, T_("bei zufälligen Feldern", "with random fields")]
    p: Annotated[float | None, T_("p", "p")]
    p_holm: Annotated[float | None, T_("p nach Holm", "p, Holm")]


class Passing(Record):
    """Pairs from the one to the other of which somebody can pass on, by the fields of all three."""

    who: Annotated[Ref, T_("wer", "who")]
    own: Annotated[float, T_("im eigenen Feld (Koordination)", "inside the own field (coordinator)")]
    foreign: Annotated[float, T_("in einem fremden Feld (Beratung von außen)", "inside another field (consultant)")]
    outwards: Annotated[float, T_("vom eigenen Feld nach außen (Vertretung)", "from own field out (representative)")]
    inwards: Annotated[float, T_("von außen ins eigene Feld (Türöffner)", "from outside into own field (gatekeeper)")]
    liaison: Annotated[float, T_("zwischen zwei fremden Feldern (Mittler)", "between two other fields (liaison)")]
    pairs: Annotated[int, T_("Paare insgesamt", "pairs in all")]
    stands_out: Annotated[Text | None, T_("hebt sich ab", "stands out")]
    expected: Annotated[float | None, T_("bei zufälligen Feldern", "with random fields")]
    p: Annotated[float | None, T_("p", "p")]
    p_holm: Annotated[float | None, T_("p nach Holm", "p, Holm")]


class Dependence(Record):
    """How much the contacts of one actor depend on each other: recorded ties between actors, and bodies."""

    who: Annotated[Ref, T_("wer", "who")]
    contacts: Annotated[int, T_("Kontakte", "contacts")]
    constraint: Annotated[float | None, T_("Bindung (constraint)", "constraint")]
    effective_size: Annotated[float | None, T_("verschiedene Kreise (effective size)", "effective size")]
    efficiency: Annotated[float | None, T_("Anteil verschiedener Kreise (efficiency)", "efficiency")]
    hierarchy: Annotated[float | None, T_("Abhängigkeit von einem Einzelnen (hierarchy)", "hierarchy")]
    met: Annotated[int, T_("in Gremien getroffen", "met in bodies")]
    body_constraint: Annotated[float | None, T_("Bindung über Gremien", "constraint over bodies")]
    body_size: Annotated[float | None, T_("verschiedene Kreise über Gremien", "effective size over bodies")]


Counted = tuple[str, list[float], Standout | None, float | None]


def counted_rows(strand: Strand, draws: int, seed: int) -> list[Counted]:
    """Those who stand between anybody, by id: counts, what stands out, and its p after Holm."""
    found = strand.standouts(CHECKED, draws, seed)
    corrected = dict(zip(found, holm(np.array([one.p for one in found.values()])).tolist(), strict=True))
    return [
        (strand.items[i], strand.counts[i].tolist(), found.get(i), corrected.get(i))
        for i in np.flatnonzero(np.round(strand.counts.sum(axis=1)) > 0).tolist()
    ]


def between_row(who: str, counts: Sequence[float], found: Standout | None, corrected: float | None) -> Between:
    own, foreign, edge, liaison = (float(f"{x:.6g}") for x in np.round(counts, 9))
    return Between(
        who=who, own=own, foreign=foreign, edge=edge, liaison=liaison, pairs=round(sum(counts)),
        stands_out=UNDIRECTED[found.role] if found else None, expected=rounded(found.expected) if found else None,
        p=rounded(found.p) if found else None, p_holm=rounded(corrected),
    )  # fmt: skip


def passing_row(who: str, counts: Sequence[float], found: Standout | None, corrected: float | None) -> Passing:
    own, foreign, outwards, inwards, liaison = (float(f"{x:.6g}") for x in np.round(counts, 9))
    return Passing(
        who=who, own=own, foreign=foreign, outwards=outwards, inwards=inwards, liaison=liaison, pairs=round(sum(counts)),
        stands_out=DIRECTED[found.role] if found else None, expected=rounded(found.expected) if found else None,
        p=rounded(found.p) if found else None, p_holm=rounded(corrected),
    )  # fmt: skip


def dependence_rows(network: Network) -> tuple[Dependence, ...]:
    """Burt's measures of every actor with a recorded tie to another actor or a seat in a body, by id."""
    actors, _, membership = network.two_mode
    kinds = (COOPERATION, *INFORMATION, "funds", "part_of")
    one, two = structural_holes(matrix_of(network, actors, kinds, directed=False)), two_mode_holes(membership)
    return tuple(
        Dependence(
            who=actors[i], contacts=int(one.contacts[i]), constraint=_value(one.constraint[i]),
            effective_size=_value(one.effective_size[i]), efficiency=_value(one.efficiency[i]),
            hierarchy=_value(one.hierarchy[i]), met=int(two.contacts[i]),
            body_constraint=_value(two.constraint[i]), body_size=_value(two.effective_size[i]),
        )
        for i in np.flatnonzero((one.contacts > 0) | ~np.isnan(two.constraint)).tolist()
    )  # fmt: skip


def _value(number: float) -> float | None:
    return None if np.isnan(number) else rounded(round(float(number), 9))
