"""Structure: fields without a body or a lead, bodies that report nowhere, actors in no body."""

from collections.abc import Sequence
from typing import Annotated

from graph_service.analyses._common import counted, leads_of, listed, on_scope, scope_numbers, standing
from graph_service.analyses._structure_rules import ASK, NOUNS, RULES, Rule
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
from graph_service.words import BodyLevel, Text


class StructureParams(Params):
    """*structure* takes no parameters."""


class FieldRow(Record):
    """How one field is set up."""

    field: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    bodies: Annotated[Refs, T_("Gremien", "bodies")]
    levels: Annotated[str, T_("Ebenen", "levels")]
    leads: Annotated[Refs, T_("Federführung", "lead")]
    reports_to: Annotated[Refs, T_("berichtet an", "reports to")]
    actors: Annotated[int, T_("Akteure", "actors")]
    asked_on: Annotated[str | None, T_("gefragt am", "asked on")]


class BodyRow(Record):
    """How one body is set up."""

    body: Annotated[Ref, T_("Gremium", "body")]
    level: Annotated[Text | None, T_("Ebene", "level")]
    fields: Annotated[Refs, T_("Handlungsfelder", "fields of action")]
    leads: Annotated[Refs, T_("Federführung", "lead")]
    members: Annotated[int, T_("Mitglieder", "members")]
    reports_to: Annotated[Refs, T_("berichtet an", "reports to")]
    asked_on: Annotated[str | None, T_("gefragt am", "asked on")]


class StructureResult(Result):
    """Every field and body with its set-up, and the actors that sit in no body."""

    fields: Annotated[tuple[FieldRow, ...], T_("Handlungsfelder", "Fields of action")] = ()
    bodies: Annotated[tuple[BodyRow, ...], T_("Gremien", "Bodies")] = ()
    in_no_body: Annotated[Refs, T_("Akteure in keinem Gremium", "actors in no body")] = ()


@analysis(
    title=Text("Aufbau", "Structure"),
    question=Text(
        "Welche Felder haben kein Gremium, keine Federführung, keinen Weg zur Steuerung? Wer sitzt in keinem Gremium?",
        "Which fields have no body, no lead, no way to the steering level? Who sits in no body?",
    ),
    reading=Text(
        "Geprüft wird, was erfasst ist, gegen einfache Regeln. Fehlt etwas, wonach gefragt wurde, ist es ein Befund; wurde "
        "nicht danach gefragt, steht es unter „nicht erhoben“.",
        "What is recorded is checked against simple rules. If something is lacking that was asked for, it is a finding; if "
        "nobody asked, it stands under “not surveyed”.",
    ),
    says_not=Text(
        "Nicht jedes Feld braucht ein eigenes Gremium und nicht jeder Akteur einen Sitz: die Regel zeigt die Stelle, "
        "entscheiden müssen die Beteiligten.",
        "Not every field needs a body of its own and not every actor a seat: the rule shows the place, those involved must "
        "decide.",
    ),
    method=Text(
        "Feste Regeln über Ebenen, Federführung und Berichtswege. Steuerungsebene: ein Gremium des Feldes ist selbst "
        "strategisch oder politisch. Politische Gremien müssen nicht berichten. Ein Sitz ist Mitgliedschaft oder "
        "Federführung; Teilnahme zählt nur, wenn der Ausschnitt es sagt. Für sich steht ein Gremium, wenn es mit seinen "
        "Mitgliedern keine Verbindung nach außen hat; eine Kommune, wenn alle dort Tätigen nur dort tätig und nur untereinander "
        "verbunden sind.",
        "Fixed rules over levels, leads and ways of reporting. Steering level: a body of the field is strategic or political "
        "itself. Political bodies need not report. A seat is a membership or lead; taking part counts only if the scope "
        "says so. A body stands by itself if it and its members have no tie to the outside; a municipality, if all active there "
        "are active only there and tied only among themselves.",
    ),
    limits=Text(
        "Gremien ohne eingetragene Ebene zählen zu keiner Ebene. Es wird nur gezählt, nichts geschätzt.",
        "Bodies without a recorded level count to no level. It only counts and estimates nothing.",
    ),
    yields="findings",
    order=50,
)
def structure(network: Network, params: StructureParams) -> StructureResult:  # noqa: ARG001 - every analysis takes both
    """Fields by bodies, levels, leads and reporting; bodies by leads, members and reporting; actors without a seat.

    Steering level: a body of the field is strategic or political itself. Political bodies need not report. A seat is a
    membership or lead; taking part is none unless the scope says so. A body stands by itself with its members, a
    municipality with all who are active there, if none of them is tied or active elsewhere.
    """
    fields = tuple(_field_row(network, field_id) for field_id in network.fields)
    bodies = tuple(_body_row(network, body.id) for body in network.of("body"))
    seated = {actor for inside in network.members.values() for actor in inside}
    unseated = tuple(node.id for node in network.of("actor") if node.id not in seated)
    lacking = {
        "field-without-body": [row.field for row in fields if not row.bodies],
        "field-without-strategic-level": [
            row.field for row in fields if row.bodies and not _has_steering(network, row.bodies)
        ],
        "field-without-lead": [row.field for row in fields if row.bodies and not row.leads],
        "body-reports-nowhere": [
            row.body for row in bodies if not row.reports_to and row.level != BodyLevel.POLITICAL.text
        ],
        "body-without-lead": [row.body for row in bodies if not row.leads],
        "actor-in-no-body": list(unseated),
        "body-without-outside-tie": [body.id for body in network.of("body") if _stands_alone(network, body.id)],
        "municipality-without-outside-tie": _towns_alone(network),
    }
    findings = [finding for kind, ids in lacking.items() for finding in _findings(network, RULES[kind], ids)]
    return StructureResult(
        summary=_summary(lacking, len(fields), len(bodies)),
        findings=tuple(findings),
        fields=fields,
        bodies=bodies,
        in_no_body=unseated,
    )


def _stands_alone(network: Network, body: str) -> bool:
    """Whether neither the body nor any member of it is tied to anybody outside, in one way or another."""
    inside = {body, *network.members[body]}
    return all(inside.issuperset(network.graph[who]) for who in inside)


def _towns_alone(network: Network) -> list[str]:
    """Municipalities in which somebody is active, but only such as are active and tied nowhere else."""
    towns: dict[str, set[str]] = {}
    there: dict[str, set[str]] = {}
    for tie in network.ties_of("active_in"):
        towns.setdefault(tie.source_id, set()).add(tie.target_id)
        there.setdefault(tie.target_id, set()).add(tie.source_id)
    return [
        town
        for town, who in sorted(there.items())
        if all(towns[i] == {town} and who.issuperset(network.graph[i]) for i in who)
    ]


def _receivers(network: Network, body: str) -> tuple[str, ...]:
    return tuple(sorted({t.target_id for t in network.ties_at(body) if t.kind == "reports_to" and t.source_id == body}))


def _has_steering(network: Network, bodies: Sequence[str]) -> bool:
    levels = {getattr(network.nodes[body], "level", None) for body in bodies}
    return not levels.isdisjoint((BodyLevel.STRATEGIC, BodyLevel.POLITICAL))


def _field_row(network: Network, field_id: str) -> FieldRow:
    bodies = tuple(network.bodies_in[field_id])
    levels = {getattr(network.nodes[body], "level", None) for body in bodies}
    return FieldRow(
        field=field_id,
        bodies=bodies,
        levels=", ".join(level.value for level in BodyLevel if level in levels),
        leads=tuple(sorted({who for body in bodies for who in leads_of(network, body)})),
        reports_to=tuple(sorted({who for body in bodies for who in _receivers(network, body)})),
        actors=len(network.belonging[field_id]),
        asked_on=network.asked.get(field_id),
    )


def _body_row(network: Network, body: str) -> BodyRow:
    node = network.nodes[body]
    level = getattr(node, "level", None)
    return BodyRow(
        body=body,
        level=level.text if level else None,
        fields=tuple(f for f in network.fields if body in network.bodies_in[f]),
        leads=leads_of(network, body),
        members=len(network.members[body]),
        reports_to=_receivers(network, body),
        asked_on=network.asked.get(body),
    )


def _findings(network: Network, rule: Rule, ids: Sequence[str]) -> list[Finding]:
    asked = [i for i in ids if standing(network, (i,)) is not Standing.NOT_SURVEYED]
    unasked = [i for i in ids if i not in asked]
    found = []
    if rule.each:
        found += [_finding(network, rule, (i,), f"/{i}", standing(network, (i,))) for i in asked]
    elif asked:
        old = all(standing(network, (i,)) is Standing.OLD for i in asked)
        found.append(_finding(network, rule, asked, "", Standing.OLD if old else Standing.RECORDED))
    if unasked:
        found.append(_finding(network, rule, unasked, "/not-surveyed", Standing.NOT_SURVEYED))
    return found


def _finding(network: Network, rule: Rule, ids: Sequence[str], suffix: str, basis: Standing) -> Finding:
    unasked = basis is Standing.NOT_SURVEYED
    text = rule.unasked if unasked else rule.one if len(ids) == 1 else rule.many
    meant = set(ids)
    surveys = [tie for tie in network.ties_of("covers") if tie.target_id in meant]
    rows = (*surveys, *(network.nodes[i] for i in ids))
    return Finding(
        key=f"structure/{rule.kind}{suffix}",
        kind=rule.kind,
        severity=Severity.LOW if unasked else rule.severity,
        grade=Grade.C if unasked else Grade.B,
        basis=basis,
        text=text.format(
            n=len(ids),
            name=network.name(ids[0]),
            names=listed(network, ids),
            who=counted(len(ids), *NOUNS[network.nodes[ids[0]].kind]),
        ),
        footing=None if unasked else _footing(network),
        nodes=tuple(ids),
        ties=tuple(tie.key for tie in surveys),
        evidence=evidence(network, rows),
        next_step=ASK.format(first=listed(network, ids[:3])) if unasked else rule.next_step,
        numbers={"count": len(ids), **scope_numbers(network)},
    )


def _footing(network: Network) -> Text:
    return Text("{scope}; fehlende Verbindungen könnten den Befund nicht aufheben, aber vortäuschen.",
                "{scope}; missing ties could not undo the finding, but feign it.").format(scope=on_scope(network))  # fmt: skip


def _summary(lacking: dict[str, list[str]], fields: int, bodies: int) -> Text:
    return Text(
        "Erfasst: {fields} und {bodies}. Felder ohne erfasstes ständiges Gremium: {no_body}; mit Gremium, "
        "aber ohne erfasste Federführung: {no_lead}. Gremien ohne erfassten Berichtsweg: {nowhere}. Akteure ohne erfassten "
        "Sitz in einem Gremium: {unseated}.",
        "Recorded: {fields} and {bodies}. Fields without a recorded standing body: {no_body}; with a body "
        "but without a recorded lead: {no_lead}. Bodies without a recorded way of reporting: {nowhere}. Actors without a "
        "recorded seat in a body: {unseated}.",
    ).format(
        fields=counted(fields, Text("Feld", "field"), Text("Felder", "fields")),
        bodies=counted(bodies, Text("Gremium", "body"), Text("Gremien", "bodies")),
        no_body=len(lacking["field-without-body"]),
        no_lead=len(lacking["field-without-lead"]),
        nowhere=len(lacking["body-reports-nowhere"]),
        unseated=len(lacking["actor-in-no-body"]),
    )
