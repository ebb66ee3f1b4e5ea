"""Missing bridges: which fields ought to meet and share neither a body nor an actor."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from graph_service.analyses._common import listed, rounded, standing
from graph_service.analyses._field_pairs import Pair, meeting_place, pairs
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
from graph_service.model import AnyTie
from graph_service.network import Network
from graph_service.words import Text


class MissingBridgesParams(Params):
    """Parameters of *missing-bridges*."""

    p: float = Field(0.05, gt=0, le=0.5, description="Chance below which fewer shared actors than expected count.")


class PairState(Record):
    """Two fields, why they ought to meet, and whether they do."""

    first: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    second: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    state: Annotated[Text, T_("Stand", "state")]
    depends: Annotated[bool, T_("bauen aufeinander auf", "depend on each other")]
    shared_groups: Annotated[Refs, T_("gemeinsame Zielgruppen", "shared target groups")]
    shared_needs: Annotated[Refs, T_("gemeinsame Bedarfe", "shared needs")]
    shared: Annotated[int, T_("gemeinsame Akteure und Gremien", "shared actors and bodies")]
    expected_actors: Annotated[float | None, T_("Akteure, bei Zufall zu erwarten", "actors expected by chance")]
    p_fewer: Annotated[float | None, T_("p: so wenige", "p: so few")]


class MissingBridgesResult(Result):
    """Every pair of fields that ought to meet, or shares fewer actors than expected."""

    pairs: Annotated[tuple[PairState, ...], T_("Feldpaare mit Grund", "Pairs with a reason to meet")] = ()


@dataclass(frozen=True)
class Reason:
    """Why two fields ought to meet, with the rows that say so."""

    depends: tuple[AnyTie, ...]
    groups: tuple[str, ...]
    needs: tuple[str, ...]
    rows: tuple[AnyTie, ...]

    @property
    def signs(self) -> int:
        """How many independent kinds of reason there are."""
        return bool(self.depends) + bool(self.groups) + bool(self.needs)


_MET = Text("verbunden", "joined")
_MISSING = Text("Brücke fehlt", "bridge missing")
_FEWER = Text("schwächer verbunden als zu erwarten", "joined less than expected")
_UNASKED = Text("nicht erhoben", "not surveyed")


@analysis(
    title=Text("Fehlende Brücken", "Missing bridges"),
    question=Text(
        "Welche Handlungsfelder müssten sich abstimmen und haben niemanden gemeinsam?",
        "Which fields of action ought to coordinate and have nobody in common?",
    ),
    reading=Text(
        "Zwei Felder müssten sich abstimmen, wenn eines auf dem anderen aufbaut, wenn beide dieselbe Zielgruppe haben "
        "oder wenn ein Bedarf beide betrifft. Eine Lücke ist das nur, wenn in beiden Feldern nach Verbindungen gefragt "
        "wurde; sonst heißt es „nicht erhoben“. Verglichen wird außerdem mit der Zahl gemeinsamer Akteure, die bei Zufall "
        "zu erwarten wäre; das stützt einen Befund, macht ihn aber nie allein.",
        "Two fields ought to coordinate if one builds on the other, if both have the same target group, or if a need "
        "concerns both. That is a gap only where both fields were asked for connections; else it says “not surveyed”. "
        "The number of shared actors is also compared with what chance would give; that supports a finding but never "
        "makes one alone.",
    ),
    says_not=Text(
        "Dass eine Absprache ohne Gremium am Telefon gelingt, sieht diese Auswertung nicht. Ob zwei Felder zusammengehören, "
        "entscheidet, wer die Gründe einträgt.",
        "This analysis does not see whether people settle things by telephone without any body. Whether two fields belong "
        "together is decided by those who record the reasons.",
    ),
    method=Text(
        "Erforderliche Abstimmung (sozio-technische Kongruenz): ein Paar ist erforderlich bei einer Verbindung „baut auf“, "
        "einer Zielgruppe, die Akteure oder Gremien beider Felder haben, oder einem Bedarf, der beide betrifft. Lücke: "
        "erforderlich, beide erhoben, kein gemeinsames Gremium, kein gemeinsamer Akteur. Schwächer als zu erwarten: unterer "
        "Rand des SDSM nach Holm höchstens p.",
        "Required coordination (socio-technical congruence): a pair is required by a tie “depends on”, a target group that "
        "actors or bodies of both fields have, or a need that concerns both. Gap: required, both surveyed, no shared body, "
        "no shared actor. Less than expected: lower tail of the SDSM after Holm at most p.",
    ),
    limits=Text(
        "Ohne Erhebung beider Felder gibt es keine Lücke. Den Vergleich mit dem Zufall gibt es erst ab 30 Akteuren und 5 je "
        "Feld.",
        "Without a survey of both fields there is no gap. The comparison with chance begins at 30 actors and 5 a field.",
    ),
    references=(
        "Cataldo, Herbsleb & Carley (2008), Socio-technical congruence, doi:10.1145/1414004.1414008",
        "Neal, Domagalski & Sagan (2021), Scientific Reports 11:23929, doi:10.1038/s41598-021-03238-3",
    ),
    yields="findings",
    order=30,
)
def missing_bridges(network: Network, params: MissingBridgesParams) -> MissingBridgesResult:
    """Pairs of fields with a reason to meet and nobody in common, and pairs that share fewer actors than expected.

    Requirement: a *depends on* tie, a target group served by actors or bodies of both, or a need that concerns both.
    Gap: required, no shared body, no shared actor (works in both, or sits in bodies of both), both fields surveyed.
    Weak: lower tail of the SDSM at most *p* after Holm, size rules satisfied. Grade A: two independent signs; B: one.
    Fields without anybody recorded are left to *structure*.
    """
    reasons = _reasons(network)
    states, findings, unasked = [], [], []
    for pair in pairs(network):
        reason = reasons.get((pair.first, pair.second), _NO_REASON)
        weak = pair.lower_holm is not None and pair.lower_holm <= params.p
        asked = standing(network, (pair.first, pair.second))
        missing = bool(reason.signs) and not pair.shared
        if not reason.signs and not weak:
            continue
        state = _MET if not (missing or weak) else _UNASKED if asked is Standing.NOT_SURVEYED else _MISSING
        states.append(_row(pair, reason, _FEWER if state is _MISSING and not missing else state))
        if state is _UNASKED:
            unasked.append((pair, reason))
        elif state is _MISSING:
            findings.append(_finding(network, pair, reason, asked=asked, missing=missing, weak=weak))
    if unasked:
        findings.append(_unasked_finding(network, unasked))
    return MissingBridgesResult(summary=_summary(states, findings), findings=tuple(findings), pairs=tuple(states))


_NO_REASON = Reason((), (), (), ())


def _reasons(network: Network) -> dict[tuple[str, str], Reason]:
    depends: dict[tuple[str, str], list[AnyTie]] = {}
    for tie in network.ties_of("depends_on"):
        ends = sorted((network.field_of[tie.source_id], network.field_of[tie.target_id]))
        if ends[0] != ends[1]:
            depends.setdefault((ends[0], ends[1]), []).append(tie)
    groups, needs = _groups_of_fields(network), _needs_of_fields(network)
    found = {}
    for i, first in enumerate(network.fields):
        for second in network.fields[i + 1 :]:
            shared_groups = sorted(groups[first].keys() & groups[second].keys())
            shared_needs = sorted(needs[first].keys() & needs[second].keys())
            rows = depends.get((first, second), [])
            rows += [tie for need in shared_needs for side in (first, second) for tie in needs[side][need]]
            rows += [tie for group in shared_groups for side in (first, second) for tie in groups[side][group][:2]]
            reason = Reason(
                tuple(depends.get((first, second), ())), tuple(shared_groups), tuple(shared_needs), tuple(rows)
            )
            if reason.signs:
                found[first, second] = reason
    return found


def _groups_of_fields(network: Network) -> dict[str, dict[str, list[AnyTie]]]:
    serves: dict[str, list[AnyTie]] = {}
    for tie in network.ties_of("serves"):
        serves.setdefault(tie.source_id, []).append(tie)
    table: dict[str, dict[str, list[AnyTie]]] = {field_id: {} for field_id in network.fields}
    direct = {(t.source_id, network.field_of[t.target_id]) for t in network.ties_of("works_in")}
    for who, field_id in sorted(direct):
        for tie in serves.get(who, ()):
            table[field_id].setdefault(tie.target_id, []).append(tie)
    return table


def _needs_of_fields(network: Network) -> dict[str, dict[str, list[AnyTie]]]:
    table: dict[str, dict[str, list[AnyTie]]] = {field_id: {} for field_id in network.fields}
    for tie in network.ties_of("concerns"):
        if network.nodes[tie.source_id].kind == "need" and tie.target_id in network.field_of:
            table[network.field_of[tie.target_id]].setdefault(tie.source_id, []).append(tie)
    return table


def _row(pair: Pair, reason: Reason, state: Text) -> PairState:
    return PairState(
        first=pair.first, second=pair.second, state=state, depends=bool(reason.depends), shared_groups=reason.groups,
        shared_needs=reason.needs, shared=len(pair.shared), expected_actors=pair.expected, p_fewer=pair.lower,
    )  # fmt: skip


def _why(network: Network, reason: Reason) -> Text:
    parts = []
    if reason.depends:
        tie = reason.depends[0]
        parts.append(
            Text("„{a}“ baut auf „{b}“ auf", "“{a}” builds on “{b}”").format(
                a=network.name(tie.source_id), b=network.name(tie.target_id)
            )
        )
    if reason.needs:
        parts.append(
            Text("beide betrifft der Bedarf {what}", "both are concerned by the need {what}").format(
                what=listed(network, reason.needs, 2)
            )
        )
    if reason.groups:
        parts.append(
            Text("beide haben dieselbe Zielgruppe ({what})", "both have the same target group ({what})").format(
                what=listed(network, reason.groups, 3)
            )
        )
    return Text("; ".join(part.de for part in parts), "; ".join(part.en for part in parts))


def _finding(network: Network, pair: Pair, reason: Reason, *, asked: Standing, missing: bool, weak: bool) -> Finding:
    names = {"a": network.name(pair.first), "b": network.name(pair.second)}
    kind = "missing-bridge" if missing else "fewer-than-expected"
    if missing:
        text = Text(
            "Zwischen „{a}“ und „{b}“ fehlt eine Brücke: kein Gremium und kein Akteur arbeitet in beiden Feldern, "
            "obwohl sie sich abstimmen müssten ({why}).",
            "Between “{a}” and “{b}” a bridge is missing: no body and no actor works in both fields although they ought "
            "to coordinate ({why}).",
        ).format(**names, why=_why(network, reason))
    else:
        text = Text(
            "„{a}“ und „{b}“ haben nur {n} Akteure gemeinsam, obwohl nach der Größe der Felder etwa {m} zu erwarten wären.",
            "“{a}” and “{b}” share only {n} actors although the size of the fields would lead one to expect about {m}.",
        ).format(**names, n=len(pair.actors), m=round(pair.expected or 0, 1))
    signs = reason.signs + weak
    urgent = missing and (reason.depends or _open_need(network, reason.needs))
    here, there = (meeting_place(network, field_id) for field_id in (pair.first, pair.second))
    return Finding(
        key=f"missing-bridges/{kind}/{pair.first}/{pair.second}",
        kind=kind,
        severity=Severity.HIGH if urgent else Severity.MEDIUM if missing else Severity.LOW,
        grade=Grade.A if signs > 1 else Grade.B,
        basis=asked,
        text=text,
        nodes=(pair.first, pair.second),
        ties=tuple(dict.fromkeys(tie.key for tie in reason.rows)),
        evidence=evidence(network, (*reason.rows, *_surveys(network, (pair.first, pair.second)))),
        next_step=Text(
            "„{here}“ und „{there}“ an einen Tisch bringen: einen gemeinsamen Tagesordnungspunkt ansetzen und vereinbaren, "
            "wer aus jedem Feld im anderen mitarbeitet.",
            "Bring “{here}” and “{there}” to one table: set a joint item on the agenda and agree who from each field "
            "works in the other.",
        ).format(here=network.name(here or pair.first), there=network.name(there or pair.second)),
        numbers={
            "shared_actors": len(pair.actors),
            "shared_bodies": len(pair.bodies),
            "expected_actors": pair.expected,
            "p_fewer": pair.lower,
            "p_fewer_holm": rounded(pair.lower_holm),
            "routes": pair.routes,
            "signs": signs,
        },
    )


def _open_need(network: Network, needs: Sequence[str]) -> bool:
    return any(getattr(network.nodes[need], "status", None) in ("open", "in_progress") for need in needs)


def _surveys(network: Network, fields: Sequence[str]) -> tuple[AnyTie, ...]:
    return tuple(tie for tie in network.ties_of("covers") if network.field_of.get(tie.target_id) in fields)


def _unasked_finding(network: Network, unasked: list[tuple[Pair, Reason]]) -> Finding:
    fields = sorted({field_id for pair, _ in unasked for field_id in (pair.first, pair.second)})
    rows = {tie.key: tie for _, reason in unasked for tie in reason.rows}
    return Finding(
        key="missing-bridges/not-surveyed",
        kind="not-surveyed",
        severity=Severity.LOW,
        grade=Grade.C,
        basis=Standing.NOT_SURVEYED,
        text=Text(
            "Bei {n} Feldpaaren gäbe es einen Grund zur Abstimmung, und eine Verbindung ist nicht erfasst; danach gefragt "
            "wurde aber nicht. Es geht um {fields}.",
            "{n} pairs of fields have a reason to coordinate and no connection is recorded; but nobody was asked. This is "
            "about {fields}.",
        ).format(n=len(unasked), fields=listed(network, fields, 6)),
        nodes=tuple(fields),
        ties=tuple(rows),
        evidence=evidence(network, rows.values()),
        next_step=Text(
            "Diese Felder in die nächste Erhebung aufnehmen und fragen, wer mit wem zusammenarbeitet.",
            "Put these fields into the next survey and ask who works with whom.",
        ),
        numbers={"pairs": len(unasked), "fields": len(fields)},
    )


def _summary(states: list[PairState], findings: list[Finding]) -> Text:
    if not states:
        return Text(
            "Es ist kein Grund erfasst, aus dem sich zwei Felder abstimmen müssten (Aufbau aufeinander, gemeinsame "
            "Zielgruppe, gemeinsamer Bedarf).",
            "No reason is recorded for which two fields ought to coordinate (dependence, shared target group, shared "
            "need).",
        )
    count = {state: sum(row.state == state for row in states) for state in (_MET, _MISSING, _FEWER, _UNASKED)}
    urgent = sum(f.severity is Severity.HIGH for f in findings)
    return Text(
        "{n} Feldpaare haben einen Grund zur Abstimmung. Davon sind {met} verbunden, bei {missing} fehlt die Brücke "
        "({urgent} vorrangig), {fewer} sind schwächer verbunden als zu erwarten, {unasked} sind nicht erhoben.",
        "{n} pairs of fields have a reason to coordinate. Of them {met} are joined, {missing} lack a bridge ({urgent} to "
        "look at first), {fewer} are joined less than expected, {unasked} were not surveyed.",
    ).format(
        n=len(states), met=count[_MET], missing=count[_MISSING], urgent=urgent, fewer=count[_FEWER],
        unasked=count[_UNASKED],
    )  # fmt: skip
