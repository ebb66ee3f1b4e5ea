"""What is known of every need: what it concerns, who has it in hand, who could, and whether anybody is active there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import cast

from graph_service.analyses._common import standing
from graph_service.analyses.base import Standing
from graph_service.analyses.coverage import GAP, SERVED, UNASKED, CoverageResult, coverage
from graph_service.network import Network
from graph_service.words import NeedStatus, Text, first_day, last_day

MOST_CANDIDATES = 3
_ENDS = ("field", "municipality", "target_group", "handled_by", "raised_by")
Cells = Mapping[tuple[str, str], Text]


@dataclass(frozen=True)
class Known:
    """One need: things it concerns by kind, owners, who raised it, who could own it, and what its lack of owners rests on."""

    need: str
    status: NeedStatus
    reported_on: str | None
    as_of: str | None
    fields: tuple[str, ...]
    places: tuple[str, ...]
    groups: tuple[str, ...]
    owners: tuple[str, ...]
    raised_by: tuple[str, ...]
    candidates: tuple[str, ...]
    basis: Standing
    age_days: int | None
    quarters_ago: int | None

    @property
    def quarter(self) -> tuple[int, int] | None:
        """Year and quarter of the report, if its date names at least a month."""
        return _quarter(self.reported_on)

    @property
    def unfinished(self) -> bool:
        """Whether it is open or in progress."""
        return self.status in (NeedStatus.OPEN, NeedStatus.IN_PROGRESS)

    def about(self, kind: str) -> tuple[str, ...]:
        """What it concerns of one kind of node."""
        return {"field": self.fields, "municipality": self.places, "target_group": self.groups}[kind]


def needs_known(network: Network) -> tuple[Known, ...]:
    """Every need in the network, by id."""
    return network.remembered("needs known", lambda: _known(network))


def _known(network: Network) -> tuple[Known, ...]:
    ends: dict[tuple[str, str], list[str]] = {}
    for tie in network.ties_of("concerns", "handled_by", "raised_by"):
        kind = network.nodes[tie.target_id].kind if tie.kind == "concerns" else tie.kind
        ends.setdefault((tie.source_id, kind), []).append(network.field_of.get(tie.target_id, tie.target_id))
    at: dict[str, set[str]] = {}
    for tie in network.ties_of("active_in", "serves"):
        at.setdefault(tie.source_id, set()).add(tie.target_id)
    fit: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[str, ...]] = {}  # many needs concern the same
    found = []
    for node in network.of("need"):
        of = {kind: tuple(sorted(set(ends.get((node.id, kind), ())))) for kind in _ENDS}
        about = of["field"], (*of["municipality"], *of["target_group"])
        if about not in fit:
            fit[about] = _candidates(network, at, *about)
        reported = getattr(node, "reported_on", None)
        day = network.scope.as_of
        found.append(
            Known(
                need=node.id,
                status=getattr(node, "status", NeedStatus.OPEN),
                reported_on=reported,
                as_of=node.as_of,
                fields=of["field"],
                places=of["municipality"],
                groups=of["target_group"],
                owners=of["handled_by"],
                raised_by=of["raised_by"],
                candidates=fit[about],
                basis=_basis(network, node.id, of["field"], reported),
                quarters_ago=_quarters_ago(reported, day),
                age_days=(day - last_day(reported)).days if day and reported and last_day(reported) <= day else None,
            )
        )
    return tuple(found)


def _quarter(partial: str | None) -> tuple[int, int] | None:
    if not partial or "-" not in partial:
        return None
    day = first_day(partial)
    return day.year, (day.month + 2) // 3


def _quarters_ago(reported: str | None, day: date | None) -> int | None:
    quarter = _quarter(reported)
    return day.year * 4 + (day.month + 2) // 3 - (quarter[0] * 4 + quarter[1]) if day and quarter else None


def _basis(network: Network, need: str, fields: tuple[str, ...], reported: str | None) -> Standing:
    """What a lack of owners rests on: the need was asked for, or every body of its fields was, after it was reported."""
    if need in network.asked:
        return standing(network, (need,))
    known, first = network.remembered(("bodies asked", fields), lambda: _bodies_asked(network, fields))
    early = reported and first and first < first_day(reported)
    return Standing.NOT_SURVEYED if early else known


def _bodies_asked(network: Network, fields: Sequence[str]) -> tuple[Standing, date | None]:
    """Whether all bodies of the fields were asked, and when the first of them was."""
    bodies = sorted({body for field_id in fields for body in network.bodies_in[field_id]})
    days = [last_day(network.asked[body]) for body in bodies if body in network.asked]
    return (standing(network, bodies) if bodies else Standing.NOT_SURVEYED), min(days, default=None)


def _candidates(
    network: Network, at: Mapping[str, set[str]], fields: Sequence[str], things: Sequence[str]
) -> tuple[str, ...]:
    """Bodies of the fields, those with most members there first; where there is no body, actors of the fields there."""
    wanted = set(things)
    in_fields: dict[str, int] = {}
    for field_id in fields:
        for body in network.bodies_in[field_id]:
            in_fields[body] = in_fields.get(body, 0) + 1
    there = {
        body: sum(bool(wanted & at.get(who, set())) for who in (body, *network.members.get(body, ())))
        for body in in_fields
    }
    if not in_fields:
        for field_id in fields:
            for actor in network.belonging[field_id]:
                in_fields[actor] = in_fields.get(actor, 0) + 1
                there[actor] = len(wanted & at.get(actor, set()))
    return tuple(sorted(in_fields, key=lambda who: (-in_fields[who], -there[who], who))[:MOST_CANDIDATES])


def cells(network: Network) -> Cells:
    """(field, municipality) → state of the cell, from `coverage`."""
    answer = cast("CoverageResult", coverage(network))
    return {(cell.field, cell.other): cell.state for cell in answer.municipalities}


def state_there(known: Known, states: Cells) -> Text | None:
    """Worst state among the cells field × municipality a need concerns: gap, then not surveyed, then served."""
    rank = (GAP, UNASKED, SERVED)
    found = [states[f, p] for f in known.fields for p in known.places if (f, p) in states]
    return min(found, key=rank.index, default=None)
