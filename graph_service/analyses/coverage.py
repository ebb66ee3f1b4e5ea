"""Coverage: which field has nobody in which municipality, or for which target group."""

from collections.abc import Mapping
from typing import Annotated

from graph_service.analyses._common import OLD_AFTER_DAYS, listed, on_scope, scope_numbers
from graph_service.analyses.base import (
    T_,
    Finding,
    Grade,
    Params,
    Record,
    Ref,
    Refs,
    Result,
    Severity,
    Standing,
    analysis,
    evidence,
)
from graph_service.network import Network
from graph_service.words import Text, first_day, in_words, last_day

SERVED = Text("vorhanden", "served")
GAP = Text("Lücke", "gap")
UNASKED = Text("nicht erhoben", "not surveyed")


class CoverageParams(Params):
    """*coverage* takes no parameters."""


class Cell(Record):
    """One field in one place, or for one group."""

    field: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    other: Annotated[Ref, T_("Kommune oder Zielgruppe", "municipality or target group")]
    state: Annotated[Text, T_("Stand", "state")]
    count: Annotated[int, T_("Akteure und Gremien", "actors and bodies")]
    asked_on: Annotated[str | None, T_("gefragt am", "asked on")]
    who: Annotated[Refs, T_("wer", "who")]


class CoverageResult(Result):
    """Every cell of field × municipality and field × target group, in three states."""

    municipalities: Annotated[tuple[Cell, ...], T_("Handlungsfeld × Kommune", "Field × municipality")] = ()
    target_groups: Annotated[tuple[Cell, ...], T_("Handlungsfeld × Zielgruppe", "Field × target group")] = ()


@analysis(
    title=Text("Abdeckung", "Coverage"),
    question=Text(
        "Welches Handlungsfeld hat in welcher Kommune oder für welche Zielgruppe niemanden?",
        "Which field of action has nobody in which municipality, or for which target group?",
    ),
    reading=Text(
        "Jede Zelle hat einen von drei Ständen. „Vorhanden“: jemand ist erfasst, der in dem Feld arbeitet und dort tätig ist. "
        "„Lücke“: nach Feld und Kommune (oder Zielgruppe) wurde gefragt, und niemand wurde genannt. „Nicht erhoben“: danach "
        "wurde nicht gefragt, es lässt sich nichts sagen.",
        "Each cell has one of three states. “Served”: somebody is recorded who works in the field and is active there. “Gap”: "
        "field and municipality (or target group) were asked for, and nobody was named. “Not surveyed”: nobody asked, "
        "nothing can be said.",
    ),
    says_not=Text(
        "Wie viel ein Angebot leistet und ob es reicht, steht hier nicht; auch nicht, ob es dort gebraucht wird.",
        "How much an offer achieves, and whether it suffices, does not stand here; nor whether it is needed there.",
    ),
    method=Text(
        "Eine Zelle ist besetzt, wenn jemand zum Feld gehört (arbeitet darin; Akteure auch durch einen Sitz in einem Gremium, "
        "das darin arbeitet) und in der Kommune tätig ist oder sich an die Zielgruppe richtet. Eine Lücke braucht eine "
        "Erhebung beider Seiten; als Tag gilt der ältere.",
        "A cell is served if somebody belongs to the field (works in it; actors also through a seat in a body that does) and "
        "is active in the municipality, or serves the target group. A gap needs a survey of both sides; its day is the older.",
    ),
    limits=Text(
        "Wer kreisweit arbeitet, zählt nur dort, wo „tätig in“ eingetragen ist. Es wird nur gezählt, nichts geschätzt.",
        "Who works for the whole county counts only where “active in” is recorded. It only counts and estimates nothing.",
    ),
    yields="findings",
    order=40,
)
def coverage(network: Network, params: CoverageParams) -> CoverageResult:  # noqa: ARG001 - every analysis takes both
    """Grid of fields by municipalities and by target groups: served, gap, or not surveyed.

    Somebody covers a cell who belongs to the field (works in it; actors also by sitting in a body that does) and is
    active in the municipality, or serves the target group. A gap needs a survey of both sides; its day is the older one.
    """
    grids = []
    findings: list[Finding] = []
    for kind, tie in (("municipality", "active_in"), ("target_group", "serves")):
        cells = _grid(network, kind, tie)
        grids.append(cells)
        findings += _findings(network, kind, cells)
    return CoverageResult(
        summary=_summary(grids[0]) + _summary_groups(grids[1]),
        findings=tuple(findings),
        municipalities=grids[0],
        target_groups=grids[1],
    )


def _grid(network: Network, kind: str, tie_kind: str) -> tuple[Cell, ...]:
    present: dict[str, set[str]] = {node.id: set() for node in network.of(kind)}
    for tie in network.ties_of(tie_kind):
        present[tie.target_id].add(tie.source_id)
    cells = []
    for field_id in network.fields:
        inside = {*network.belonging[field_id], *network.bodies_in[field_id]}
        for other, there in present.items():
            who = tuple(sorted(inside & there))
            days = [network.asked.get(field_id), network.asked.get(other)]
            asked = min((day for day in days if day), key=first_day) if all(days) else None
            state = SERVED if who else GAP if asked else UNASKED
            cells.append(Cell(field=field_id, other=other, state=state, count=len(who), asked_on=asked, who=who))
    return tuple(cells)


def _findings(network: Network, kind: str, cells: tuple[Cell, ...]) -> list[Finding]:
    needs = _needs(network)
    found = [_gap(network, kind, cell, needs.get((cell.field, cell.other), ())) for cell in cells if cell.state == GAP]
    unasked = [cell for cell in cells if cell.state == UNASKED]
    if unasked:
        found.append(_not_surveyed(network, kind, unasked, len(cells)))
    return found


def _needs(network: Network) -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Needs, open or in progress, by each pair of things they concern."""
    concerns: dict[str, set[str]] = {}
    for tie in network.ties_of("concerns"):
        if getattr(network.nodes[tie.source_id], "status", None) in ("open", "in_progress"):
            concerns.setdefault(tie.source_id, set()).add(network.field_of.get(tie.target_id, tie.target_id))
    table: dict[tuple[str, str], tuple[str, ...]] = {}
    for need, things in sorted(concerns.items()):
        for a in sorted(things):
            for b in sorted(things - {a}):
                table[a, b] = (*table.get((a, b), ()), need)
    return table


_WHERE = {
    "municipality": (Text("in der Kommune „{other}“", "in the municipality “{other}”"), Text("Kommunen", "municipalities")),
    "target_group": (Text("für die Zielgruppe „{other}“", "for the target group “{other}”"),
                     Text("Zielgruppen", "target groups")),
}  # fmt: skip


def _gap(network: Network, kind: str, cell: Cell, needs: tuple[str, ...]) -> Finding:
    where = _WHERE[kind][0].format(other=network.name(cell.other))
    values = {"field": network.name(cell.field), "where": where, "day": in_words(cell.asked_on or "")}
    text = Text(
        "Im Feld „{field}“ ist {where} niemand tätig. Zuletzt danach gefragt: {day}.",
        "In the field “{field}” nobody is active {where}. Last asked: {day}.",
    ).format(**values)
    if needs:
        text += Text("Gemeldet ist dazu der Bedarf {needs}.", "The need {needs} has been reported.").format(
            needs=listed(network, needs, 3)
        )
    surveys = [tie for tie in network.ties_of("covers") if tie.target_id in (cell.field, cell.other)]
    day = network.scope.as_of
    old = day is not None and cell.asked_on is not None and (day - last_day(cell.asked_on)).days > OLD_AFTER_DAYS
    return Finding(
        key=f"coverage/empty-cell/{cell.field}/{cell.other}",
        kind="empty-cell",
        severity=Severity.HIGH if needs else Severity.MEDIUM if kind == "municipality" else Severity.LOW,
        grade=Grade.A if needs else Grade.B,
        basis=Standing.OLD if old else Standing.RECORDED,
        text=text,
        footing=_footing(network),
        nodes=(cell.field, cell.other, *needs),
        ties=tuple(tie.key for tie in surveys),
        evidence=evidence(network, (*surveys, *(network.nodes[need] for need in needs))),
        next_step=Text(
            "Bei den Akteuren des Feldes „{field}“ nachfragen, wer {where} mitwirken kann, und das Ergebnis eintragen.",
            "Ask the actors of the field “{field}” who can take part {where}, and record the answer.",
        ).format(**values),
        numbers={"actors_and_bodies": 0, "needs": len(needs), **scope_numbers(network)},
    )


def _footing(network: Network) -> Text:
    return Text("{scope}; fehlende Verbindungen könnten die Lücke nicht schließen, aber vortäuschen.",
                "{scope}; missing ties could not close the gap, but feign it.").format(scope=on_scope(network))  # fmt: skip


def _not_surveyed(network: Network, kind: str, unasked: list[Cell], cells: int) -> Finding:
    others = sorted({cell.other for cell in unasked})
    return Finding(
        key=f"coverage/not-surveyed/{kind}",
        kind="not-surveyed",
        severity=Severity.LOW,
        grade=Grade.C,
        basis=Standing.NOT_SURVEYED,
        text=Text(
            "{n} von {all} Zellen „Handlungsfeld × {kinds}“ sind leer und nicht erhoben: ob dort jemand tätig ist, ist offen. "
            "Betroffen sind {others}.",
            "{n} of {all} cells “field × {kinds}” are empty and were not surveyed: whether anybody is active there is open. "
            "This concerns {others}.",
        ).format(n=len(unasked), all=cells, kinds=_WHERE[kind][1], others=listed(network, others, 4)),
        nodes=tuple(others),
        evidence=(),
        next_step=Text(
            "Mit einer kurzen Umfrage in einer Kommune oder einem Feld beginnen; erst dann werden aus leeren Zellen Lücken "
            "oder Angebote.",
            "Begin with a short survey in one municipality or one field; only then do empty cells become gaps or offers.",
        ),
        numbers={"cells": len(unasked), "all_cells": cells, **scope_numbers(network)},
    )


def _counts(cells: tuple[Cell, ...]) -> dict[str, int]:
    return {
        "all": len(cells),
        "served": sum(cell.state == SERVED for cell in cells),
        "gap": sum(cell.state == GAP for cell in cells),
        "open": sum(cell.state == UNASKED for cell in cells),
        "single": sum(cell.count == 1 for cell in cells),
    }


def _summary(cells: tuple[Cell, ...]) -> Text:
    return Text(
        "Handlungsfeld × Kommune: {served} von {all} Zellen sind besetzt ({single} durch einen einzigen Namen), {gap} sind "
        "Lücken, {open} sind nicht erhoben.",
        "Field × municipality: {served} of {all} cells are served ({single} by a single name), {gap} are gaps, {open} were "
        "not surveyed.",
    ).format(**_counts(cells))


def _summary_groups(cells: tuple[Cell, ...]) -> Text:
    return Text(
        "Handlungsfeld × Zielgruppe: {served} von {all} Zellen sind besetzt ({single} durch einen einzigen Namen), {gap} sind "
        "Lücken, {open} sind nicht erhoben.",
        "Field × target group: {served} of {all} cells are served ({single} by a single name), {gap} are gaps, {open} were "
        "not surveyed.",
    ).format(**_counts(cells))
