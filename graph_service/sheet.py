"""The committee sheet: what one field of action has, lacks and needs, chosen so that it fits on one page."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import cast

from graph_service.analyses import find
from graph_service.analyses._common import OLD_AFTER_DAYS, leads_of
from graph_service.analyses.base import Finding, Standing
from graph_service.analyses.coverage import GAP, UNASKED, Cell, CoverageResult
from graph_service.analyses.field_bridges import FieldBridgesResult
from graph_service.analyses.needs import NeedsResult
from graph_service.analyses.structure import StructureResult
from graph_service.errors import NotFound
from graph_service.model import AnyNode
from graph_service.network import Network
from graph_service.report import Report
from graph_service.rows import Row, Tie
from graph_service.sheet_model import (
    Advice,
    Basis,
    CommitteeSheet,
    Gap,
    OpenNeed,
    Question,
    Reach,
    Seat,
    SourceLine,
    Step,
)
from graph_service.words import BodyLevel, NeedStatus, Text, first_day, last_day

MOST_GAPS = 3
MOST_STEPS = 3
MOST_BODIES = 8
MOST_OPEN = 2
MOST_NEEDS = 3
MOST_ADVICE = 2
MOST_SOURCES = 5
MOST_FIELDS = 5
_UNFINISHED = (NeedStatus.OPEN, NeedStatus.IN_PROGRESS)
_ABOUT_DATA = ("old", "undated")
_LEVELS = list(BodyLevel)


def committee_sheet(network: Network, report: Report, field_id: str) -> CommitteeSheet:
    """Sheet of one field, made of a network and its report.

    Findings concern the field if they name it among at most five fields, or name none and only bodies, needs and
    recommendations of the field, or begin with one of its actors. Findings on the data as such (old, undated) are
    counted in ``basis`` instead. Nothing that was not surveyed is among the gaps.

    Raises
    ------
    NotFound
        There is no such field in the scope.
    """
    head = network.field_of.get(field_id)
    if head is None:
        raise NotFound(Text("Ein Handlungsfeld „{id}“ gibt es hier nicht.",
                            "There is no field of action “{id}” here.").format(id=field_id))  # fmt: skip
    group = tuple(sorted(member for member, of in network.field_of.items() if of == head))
    about = [f for f in report.findings if f.kind not in _ABOUT_DATA and _concerns(network, f, head, group)]
    settled = [f for f in about if f.basis is not Standing.NOT_SURVEYED]
    unasked = [f for f in about if f.basis is Standing.NOT_SURVEYED]
    questions = [f for f in unasked if not f.key.startswith("structure/")][:MOST_OPEN]
    bodies = _bodies(network, head)
    needs = _needs(network, group)
    unfinished = [need for need in needs if need.status in _UNFINISHED]
    advice = _advice(network, group)
    rows = _rows(network, head, group)
    sources = _sources(rows)
    return CommitteeSheet(
        title=report.title,
        notice=report.notice,
        invented=report.invented,
        revision=report.revision,
        scope=report.scope,
        scope_words=report.scope_words,
        field=head,
        name=network.name(head),
        together_with=tuple(network.name(member) for member in group if member != head),
        asked_on=network.asked.get(head),
        actors=len(network.belonging[head]),
        bodies=bodies[:MOST_BODIES],
        bodies_in_all=len(bodies),
        reports_to=_names(network, _reports_to(network, head)),
        municipalities=_reach(network, head, "municipalities"),
        target_groups=_reach(network, head, "target_groups"),
        joined_fields=_joined(network, head),
        other_fields=len(network.fields) - 1,
        needs_by_status={s.value: sum(need.status is s for need in needs) for s in NeedStatus},
        basis=_basis(network, rows),
        gaps=tuple(
            Gap(key=f.key, severity=f.severity, grade=f.grade, basis=f.basis, text=f.text) for f in settled[:MOST_GAPS]
        ),
        gaps_in_all=len(settled),
        next_steps=_steps(settled[:MOST_GAPS] or questions),
        recommendations=advice[:MOST_ADVICE],
        recommendations_in_all=len(advice),
        not_surveyed=tuple(sorted({f.kind for f in report.findings if _structural(f, group)})),
        open_questions=tuple(Question(key=f.key, text=f.text) for f in questions),
        needs=tuple(unfinished[:MOST_NEEDS]),
        needs_in_all=len(unfinished),
        sources=sources[:MOST_SOURCES],
        sources_in_all=len(sources),
    )


def _concerns(network: Network, finding: Finding, head: str, group: Sequence[str]) -> bool:
    kinds = {i: network.nodes[i].kind for i in finding.nodes if i in network.nodes}
    fields = [i for i, kind in kinds.items() if kind == "field"]
    if fields:
        return len(fields) <= MOST_FIELDS and bool(set(fields) & set(group))
    things = {i for i, kind in kinds.items() if kind in ("body", "need", "recommendation")}
    if things:
        return things <= {*network.bodies_in[head], *_concerning(network, group)}
    return bool(finding.nodes) and finding.nodes[0] in network.belonging[head]


def _structural(finding: Finding, group: Sequence[str]) -> bool:
    unasked = finding.basis is Standing.NOT_SURVEYED and finding.key.startswith("structure/")
    return unasked and not set(finding.nodes).isdisjoint(group)


def _concerning(network: Network, group: Sequence[str]) -> tuple[str, ...]:
    return tuple(sorted({tie.source_id for tie in network.ties_of("concerns") if tie.target_id in group}))


def _bodies(network: Network, head: str) -> tuple[Seat, ...]:
    seats = []
    for body in network.bodies_in[head]:
        level = getattr(network.nodes[body], "level", None)
        leads, asked = _names(network, leads_of(network, body)), network.asked.get(body)
        seats.append(Seat(id=body, name=network.name(body), level=level, leads=leads, asked_on=asked))
    return tuple(sorted(seats, key=lambda seat: (_rank(seat.level), seat.name.casefold(), seat.id)))


def _rank(level: BodyLevel | None) -> int:
    return _LEVELS.index(level) if level else len(_LEVELS)


def _reports_to(network: Network, head: str) -> tuple[str, ...]:
    found = cast("StructureResult", find("structure")(network))
    return next((row.reports_to for row in found.fields if row.field == head), ())


def _names(network: Network, ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(network.name(i) for i in ids)


def _reach(network: Network, head: str, grid: str) -> Reach:
    found = cast("CoverageResult", find("coverage")(network))
    cells: list[Cell] = [cell for cell in getattr(found, grid) if cell.field == head]
    return Reach(
        total=len(cells),
        asked=sum(cell.asked_on is not None for cell in cells),
        served=sum(cell.count > 0 and cell.asked_on is not None for cell in cells),
        served_unasked=sum(cell.count > 0 and cell.asked_on is None for cell in cells),
        missing=tuple(network.name(cell.other) for cell in cells if cell.state == GAP),
        unasked=tuple(network.name(cell.other) for cell in cells if cell.state == UNASKED),
    )


def _joined(network: Network, head: str) -> int:
    found = cast("FieldBridgesResult", find("field-bridges")(network))
    return sum(head in (p.first, p.second) and p.shared_actors + p.shared_bodies > 0 for p in found.pairs)


def _needs(network: Network, group: Sequence[str]) -> list[OpenNeed]:
    """Needs of the field, the longest reported first; without a date last."""
    found = cast("NeedsResult", find("needs")(network))
    mine = set(_concerning(network, group))
    rows = [row for row in found.needs if row.need in mine]
    rows.sort(key=lambda row: (row.reported_on is None, row.reported_on or "", row.need))
    return [
        OpenNeed(
            id=row.need, name=network.name(row.need), status=row.status, reported_on=row.reported_on,
            owners=_names(network, row.owners),
        )
        for row in rows
    ]  # fmt: skip


def _advice(network: Network, group: Sequence[str]) -> tuple[Advice, ...]:
    """Recommendations on the field, or that answer a need of it."""
    mine = set(_concerning(network, group))
    mine |= {tie.source_id for tie in network.ties_of("answers") if tie.target_id in mine}
    nodes = [network.nodes[i] for i in sorted(mine)]
    return tuple(Advice(id=n.id, name=n.name, status=n.status) for n in nodes if n.kind == "recommendation")


def _steps(findings: Iterable[Finding]) -> tuple[Step, ...]:
    """Next steps in the order of the findings, each once."""
    on: dict[Text, list[str]] = {}
    for finding in findings:
        on.setdefault(finding.next_step, []).append(finding.key)
    return tuple(Step(on=tuple(keys), text=text) for text, keys in list(on.items())[:MOST_STEPS])


def _rows(network: Network, head: str, group: Sequence[str]) -> tuple[Row, ...]:
    """Every entry the sheet speaks of: the field, who is in it, and the ties that say so, each once."""
    inside = {*network.belonging[head], *network.bodies_in[head]}
    needs = _concerning(network, group)
    nodes: list[AnyNode] = [network.nodes[i] for i in (*group, *sorted(inside), *needs)]
    ties: list[Row] = list(chain.from_iterable(network.belonging[head].values()))
    ties += chain.from_iterable(network.bodies_in[head].values())
    ties += [tie for tie in network.ties_of("leads", "active_in", "serves") if tie.source_id in inside]
    ties += [tie for tie in network.ties_of("concerns", "covers") if tie.target_id in group]
    return tuple({_identity(row): row for row in (*nodes, *ties)}.values())


def _identity(row: Row) -> str:
    return row.key if isinstance(row, Tie) else str(getattr(row, "id", ""))


def _dates(rows: Iterable[Row]) -> list[str]:
    return sorted((row.as_of for row in rows if row.as_of), key=lambda day: (first_day(day), day))


def _basis(network: Network, rows: Sequence[Row]) -> Basis:
    dates, today = _dates(rows), network.scope.as_of
    return Basis(
        entries=len(rows),
        with_source=sum(row.source is not None for row in rows),
        undated=len(rows) - len(dates),
        old=sum((today - last_day(day)).days > OLD_AFTER_DAYS for day in dates) if today else None,
        oldest=dates[0] if dates else None,
        newest=dates[-1] if dates else None,
    )


def _sources(rows: Iterable[Row]) -> tuple[SourceLine, ...]:
    """Sources, those most entries rest on first."""
    by_source: dict[str, list[Row]] = {}
    for row in rows:
        if row.source:
            by_source.setdefault(row.source, []).append(row)
    lines = []
    for source, found in by_source.items():
        dates = _dates(found)
        ends = (dates[0], dates[-1]) if dates else (None, None)
        lines.append(SourceLine(source=source, entries=len(found), oldest=ends[0], newest=ends[1]))
    return tuple(sorted(lines, key=lambda line: (-line.entries, line.source)))
