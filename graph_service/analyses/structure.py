"""Structure: fields without a body or a lead, bodies that report nowhere, actors in no body."""

from collections.abc import Sequence
from typing import Annotated, NamedTuple

from graph_service.analyses._common import leads_of, listed, standing
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


class Rule(NamedTuple):
    """One thing that may be lacking: what it is called, said of one and of many, and what to do."""

    kind: str
    severity: Severity
    each: bool
    one: Text
    many: Text
    unasked: Text
    next_step: Text


_ASK = Text(
    "Zuerst nachfragen und die Antwort eintragen; erst dann zeigt sich, ob etwas fehlt.",
    "Ask first and record the answer; only then does it show whether something is missing.",
)
_RULES = {
    "field-without-body": Rule(
        "field-without-body", Severity.HIGH, each=True,
        one=Text("Im Feld „{name}“ arbeitet kein ständiges Gremium.", "No standing body works in the field “{name}”."),
        many=Text("{n} Felder haben kein ständiges Gremium: {names}.", "{n} fields have no standing body: {names}."),
        unasked=Text("Ein ständiges Gremium ist hier nicht erfasst, danach gefragt wurde aber nicht: {names}. Betroffene Felder: {n}.",
                     "No standing body is recorded here, but nobody asked: {names}. Fields concerned: {n}."),
        next_step=Text("Klären, welches bestehende Gremium das Feld mit übernimmt; ein neues nur, wenn keines passt.",
                       "Clarify which existing body can take the field on; found a new one only if none fits."),
    ),
    "field-without-strategic-level": Rule(
        "field-without-strategic-level", Severity.MEDIUM, each=True,
        one=Text("Im Feld „{name}“ gibt es Gremien, aber keines auf strategischer oder politischer Ebene.",
                 "The field “{name}” has bodies, but none at the strategic or political level."),
        many=Text("{n} Felder haben kein strategisches oder politisches Gremium: {names}.",
                  "{n} fields have no strategic or political body: {names}."),
        unasked=Text("Ein strategisches oder politisches Gremium ist hier nicht erfasst, danach gefragt wurde aber nicht: {names}. Betroffene Felder: {n}.",
                     "No strategic or political body is recorded here, but nobody asked: {names}. Fields concerned: {n}."),
        next_step=Text("Klären, welches strategische Gremium das Feld mit vertritt, und festhalten, wer dorthin berichtet.",
                       "Clarify which strategic body stands for the field too, and record who reports there."),
    ),
    "field-without-lead": Rule(
        "field-without-lead", Severity.MEDIUM, each=True,
        one=Text("Kein Gremium im Feld „{name}“ hat eine Federführung.", "No body in the field “{name}” has a lead."),
        many=Text("{n} Felder haben keine Federführung: {names}.", "{n} fields have no lead: {names}."),
        unasked=Text("Eine Federführung ist hier nicht erfasst, danach gefragt wurde aber nicht: {names}. Betroffene Felder: {n}.",
                     "No lead is recorded here, but nobody asked: {names}. Fields concerned: {n}."),
        next_step=Text("Klären, wer einlädt und Ergebnisse festhält, und das eintragen.",
                       "Clarify who invites and keeps results, and record it."),
    ),
    "body-reports-nowhere": Rule(
        "body-reports-nowhere", Severity.MEDIUM, each=False,
        one=Text("Das Gremium „{name}“ berichtet an niemanden.", "The body “{name}” reports to nobody."),
        many=Text("{n} ständige Gremien berichten an niemanden: {names}.", "{n} standing bodies report to nobody: {names}."),
        unasked=Text("An wen diese ständigen Gremien berichten, ist nicht erfasst und wurde nicht gefragt: {names}. Betroffene Gremien: {n}.",
                     "To whom these standing bodies report is not recorded and was not asked: {names}. Bodies concerned: {n}."),
        next_step=Text("Je Gremium festhalten, an wen Ergebnisse gehen; wo es niemanden gibt, einen Berichtsweg vereinbaren.",
                       "Record for each body where results go; where there is nobody, agree on a way to report."),
    ),
    "body-without-lead": Rule(
        "body-without-lead", Severity.MEDIUM, each=False,
        one=Text("Das Gremium „{name}“ hat keine Federführung.", "The body “{name}” has no lead."),
        many=Text("{n} ständige Gremien haben keine Federführung: {names}.", "{n} standing bodies have no lead: {names}."),
        unasked=Text("Wer diese ständigen Gremien leitet, ist nicht erfasst und wurde nicht gefragt: {names}. Betroffene Gremien: {n}.",
                     "Who leads these standing bodies is not recorded and was not asked: {names}. Bodies concerned: {n}."),
        next_step=Text("Klären, wer federführend ist, und das eintragen.", "Clarify who leads, and record it."),
    ),
    "actor-in-no-body": Rule(
        "actor-in-no-body", Severity.LOW, each=False,
        one=Text("„{name}“ sitzt in keinem Gremium.", "“{name}” sits in no body."),
        many=Text("{n} Akteure sitzen in keinem Gremium: {names}.", "{n} actors sit in no body: {names}."),
        unasked=Text("In welchen Gremien diese Akteure sitzen, ist nicht erfasst und wurde nicht gefragt: {names}. Betroffene Akteure: {n}.",
                     "In which bodies these actors sit is not recorded and was not asked: {names}. Actors concerned: {n}."),
        next_step=Text("Beim nächsten Kontakt fragen, in welchen Gremien diese Akteure mitarbeiten oder mitarbeiten möchten.",
                       "At the next contact ask in which bodies these actors take part, or would like to."),
    ),
}  # fmt: skip


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
        "Federführung; Teilnahme zählt nur, wenn der Ausschnitt es sagt.",
        "Fixed rules over levels, leads and ways of reporting. Steering level: a body of the field is strategic or political "
        "itself. Political bodies need not report. A seat is a membership or lead; taking part counts only if the scope "
        "says so.",
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

    Steering level: a body of the field is strategic or political itself. Political bodies need not report. A seat is a membership or lead; taking part is none unless the scope says so.
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
    }
    findings = [finding for kind, ids in lacking.items() for finding in _findings(network, _RULES[kind], ids)]
    return StructureResult(
        summary=_summary(lacking, len(fields), len(bodies)),
        findings=tuple(findings),
        fields=fields,
        bodies=bodies,
        in_no_body=unseated,
    )


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
        text=text.format(n=len(ids), name=network.name(ids[0]), names=listed(network, ids)),
        nodes=tuple(ids),
        ties=tuple(tie.key for tie in surveys),
        evidence=evidence(network, rows),
        next_step=_ASK if unasked else rule.next_step,
        numbers={"count": len(ids)},
    )


def _summary(lacking: dict[str, list[str]], fields: int, bodies: int) -> Text:
    return Text(
        "Erfasst sind {fields} Felder und {bodies} Gremien. Felder ohne erfasstes ständiges Gremium: {no_body}; mit Gremium, "
        "aber ohne erfasste Federführung: {no_lead}. Gremien ohne erfassten Berichtsweg: {nowhere}. Akteure ohne erfassten "
        "Sitz in einem Gremium: {unseated}.",
        "Recorded are {fields} fields and {bodies} bodies. Fields without a recorded standing body: {no_body}; with a body "
        "but without a recorded lead: {no_lead}. Bodies without a recorded way of reporting: {nowhere}. Actors without a "
        "recorded seat in a body: {unseated}.",
    ).format(
        fields=fields,
        bodies=bodies,
        no_body=len(lacking["field-without-body"]),
        no_lead=len(lacking["field-without-lead"]),
        nowhere=len(lacking["body-reports-nowhere"]),
        unseated=len(lacking["actor-in-no-body"]),
    )
