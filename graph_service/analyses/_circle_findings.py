"""What is worth looking at where circles and fields of action part: circles across fields, fields in pieces."""

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from graph_service.analyses._circles import QUARTER, Circles, main_fields
from graph_service.analyses._common import LEAST_IN_FIELD, counted, listed, standing
from graph_service.analyses._field_pairs import meeting_place
from graph_service.analyses.base import Finding, Grade, Severity, Standing, evidence
from graph_service.model import AnyTie
from graph_service.network import Network
from graph_service.words import Text

_FIRM = 0.7
_LEAST_MASS = 10
_MOST, _MOST_ROWS = 3, 30
_WHO = (Text("Akteur oder Gremium", "actor or body"), Text("Akteure und Gremien", "actors and bodies"))


def across_fields(network: Network, found: Circles) -> list[Finding]:
    """Firm circles with at least a quarter, and five, in each of two fields without a body in both; largest circles first."""
    findings: dict[tuple[str, str], Finding] = {}
    for k, circle in enumerate(found.circles):
        peopled = [
            f for f in main_fields(network, found, k) if found.mass[k, network.fields.index(f)] >= LEAST_IN_FIELD
        ]
        if circle.firmness < _FIRM:
            continue
        for pair in combinations(sorted(peopled), 2):
            if pair not in findings and not network.bodies_in[pair[0]].keys() & network.bodies_in[pair[1]].keys():
                findings[pair] = _across(network, found, k, pair)
    return list(findings.values())[:_MOST]


def _across(network: Network, found: Circles, k: int, pair: tuple[str, str]) -> Finding:
    circle = found.circles[k]
    basis = standing(network, pair)
    unasked = basis is Standing.NOT_SURVEYED
    sizes = [float(found.mass[k, network.fields.index(field_id)]) for field_id in pair]
    rows = _works_in(network, circle.members, pair)
    return Finding(
        key=f"communities/across-fields/{pair[0]}/{pair[1]}",
        kind="across-fields",
        severity=Severity.LOW,
        grade=Grade.C,
        basis=basis,
        text=Text(
            "Um „{around}“ arbeitet ein Kreis aus {size} quer zu den Feldern. Er gehört vor allem zu „{a}“ und „{b}“; ein "
            "Gremium, das in beiden Feldern arbeitet, {lacking}. Das ist eine Chance: Die Beteiligten kennen sich schon.",
            "Around “{around}” a circle of {size} works across the fields. It belongs mainly to “{a}” and “{b}”; a body "
            "that works in both fields {lacking}. That is an opportunity: those involved know each other already.",
        ).format(
            around=network.name(circle.around), a=network.name(pair[0]), b=network.name(pair[1]),
            size=counted(len(circle.members), _WHO[0], Text("Akteuren und Gremien", "actors and bodies")),
            lacking=Text("ist nicht erfasst (danach gefragt wurde nicht überall)", "is not recorded (not everybody was asked)")
            if unasked
            else Text("gibt es nicht", "does not exist"),
        ),
        footing=_firmly(found, [k]),
        nodes=(*pair, circle.around),
        ties=tuple(tie.key for tie in rows),
        evidence=evidence(network, (network.nodes[circle.around], *rows)),
        next_step=Text(
            "Mit „{around}“ klären, ob aus dem Kreis ein fester Termin für „{a}“ und „{b}“ werden soll, und wer aus "
            "beiden Feldern dazugehört.",
            "Clarify with “{around}” whether the circle should become a regular meeting of “{a}” and “{b}”, and who of "
            "both fields belongs to it.",
        ).format(around=network.name(circle.around), a=network.name(pair[0]), b=network.name(pair[1])),
        numbers={
            "members": len(circle.members), "in_first": round(sizes[0], 6), "in_second": round(sizes[1], 6),
            "firmness": round(circle.firmness, 6),
        },
    )  # fmt: skip


def in_pieces(network: Network, found: Circles) -> list[Finding]:
    """Surveyed fields that two circles hold a quarter of each, or no circle holds a quarter of; largest fields first."""
    findings = []
    for j in sorted(
        range(len(network.fields)), key=lambda j: (-round(float(found.field_mass[j]), 9), network.fields[j])
    ):
        basis = standing(network, (network.fields[j],))
        if found.field_mass[j] < _LEAST_MASS or basis is Standing.NOT_SURVEYED or not found.circles:
            continue
        share = found.mass[:, j] / found.field_mass[j]
        order = [int(k) for k in np.lexsort((np.arange(len(share)), -np.round(share, 9)))]
        held = [k for k in order if share[k] >= QUARTER - 1e-9]
        firm = all(found.circles[k].firmness >= _FIRM for k in held)
        if (len(held) > 1 and firm) or not held:
            findings.append(_pieces(network, found, j, held or order[:2], share, basis, scattered=not held))
    return findings[:_MOST]


def _pieces(  # noqa: PLR0913 - everything the sentence names
    network: Network,
    found: Circles,
    j: int,
    held: list[int],
    share: NDArray[np.float64],
    basis: Standing,
    *,
    scattered: bool,
) -> Finding:
    field_id = network.fields[j]
    around = [found.circles[k].around for k in held]
    kind = "field-scattered" if scattered else "field-in-circles"
    parts = [_percent(float(share[k])) for k in held]
    if scattered:
        text = Text(
            "Das Feld „{field}“ hat keine gemeinsame Mitte: Kein Kreis umfasst mehr als {part} seiner Akteure und Gremien.",
            "The field “{field}” has no common middle: no circle holds more than {part} of its actors and bodies.",
        ).format(field=network.name(field_id), part=parts[0])
    else:
        text = Text(
            "Das Feld „{field}“ arbeitet in getrennten Kreisen: {first} seiner Akteure und Gremien um „{a}“, {second} um "
            "„{b}“.",
            "The field “{field}” works in separate circles: {first} of its actors and bodies around “{a}”, {second} "
            "around “{b}”.",
        ).format(
            field=network.name(field_id),
            first=parts[0],
            second=parts[1],
            a=network.name(around[0]),
            b=network.name(around[1]),
        )
    surveys = [tie for tie in network.ties_at(field_id) if tie.kind == "covers"]
    members = sorted(member for k in held for member in found.circles[k].members)
    rows = [*surveys, *_works_in(network, members, (field_id,))]
    return Finding(
        key=f"communities/{kind}/{field_id}",
        kind=kind,
        severity=Severity.LOW,
        grade=Grade.C,
        basis=basis,
        text=text,
        footing=_firmly(found, held),
        nodes=(field_id,) if scattered else (field_id, *around),
        ties=tuple(tie.key for tie in rows),
        evidence=evidence(
            network, (*surveys, *(network.nodes[who] for who in around if not scattered), *rows[len(surveys) :])
        ),
        next_step=_gather(network, field_id)
        if scattered
        else Text(
            "{who} an einen Tisch bringen und klären, was die Kreise voneinander wissen müssen und wer es weitergibt.",
            "Bring {who} to one table and clarify what the circles need to know of each other and who passes it on.",
        ).format(who=listed(network, around)),
        numbers={"circles": len(held), "largest_share": round(float(share[held[0]]), 6)},
    )


def _firmly(found: Circles, held: Sequence[int]) -> Text:
    least = min(found.circles[k].firmness for k in held)
    text = (
        Text(
            "Bildet man die Kreise {runs}-mal neu, landen zwei aus diesem Kreis in {share} der Fälle wieder zusammen.",
            "If the circles are formed {runs} times anew, two of this circle land together again in {share} of the cases.",
        )
        if len(held) == 1
        else Text(
            "Bildet man die Kreise {runs}-mal neu, landen zwei aus demselben Kreis in mindestens {share} der Fälle wieder "
            "zusammen.",
            "If the circles are formed {runs} times anew, two of the same circle land together again in at least {share} of the "
            "cases.",
        )
    )
    return text.format(share=_percent(math.floor(100 * least + 1e-9) / 100), runs=found.runs)


def _percent(share: float) -> Text:
    return Text(f"{round(100 * share)} %", f"{round(100 * share)}%")


def _gather(network: Network, field_id: str) -> Text:
    place = meeting_place(network, field_id)
    if place is None:
        return Text("Klären, wer zu diesem Feld einladen kann.", "Clarify who can invite to this field.")
    return Text(
        "Mit „{place}“ klären, wo sich die Beteiligten aus „{field}“ treffen können und wer dazu einlädt.",
        "Clarify with “{place}” where those involved in “{field}” can meet and who invites them.",
    ).format(place=network.name(place), field=network.name(field_id))


def _works_in(network: Network, members: Sequence[str], fields: Sequence[str]) -> Sequence[AnyTie]:
    rows = (tie for who in members for tie in network.ties_at(who))
    return [t for t in rows if t.kind == "works_in" and network.field_of[t.target_id] in fields][:_MOST_ROWS]
