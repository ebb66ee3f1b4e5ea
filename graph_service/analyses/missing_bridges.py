"""Missing bridges: which fields ought to meet and share neither a body nor an actor."""

from typing import Annotated

from graph_service.analyses._bridge_words import compared, footing, in_touch, numbers_of
from graph_service.analyses._common import counted, listed, scope_numbers, standing
from graph_service.analyses._field_pairs import LEAST_CONTACTS, Pair, meeting_place, pairs, still_fewer
from graph_service.analyses._reasons import Reason, has_open, reasons, surveys_of, why
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
from graph_service.analyses.parameters import Seed, asked
from graph_service.network import Network
from graph_service.words import Text


class MissingBridgesParams(Params):
    """Parameters of *missing-bridges*."""

    p: Annotated[float, T_("Zufallsgrenze", "limit of chance"), asked(
        "Ein Feldpaar fällt auf, wenn so wenige gemeinsame Akteure durch Zufall höchstens so wahrscheinlich wären.",
        "Chance up to which fewer shared actors than expected count.", gt=0, le=0.5,
    )] = 0.05  # fmt: skip
    draws: Annotated[int, T_("Ziehungen", "draws"), asked(
        "So oft wird geprüft, was bleibt, wenn zufällig ein Zehntel der Verbindungen fehlt.",
        "How often it is tried what stays when a tenth of the ties is left out at random.", ge=1, le=1000,
    )] = 50  # fmt: skip
    seed: Seed = 0


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
    contacts: Annotated[float, T_("Kontakte, anteilig", "contacts, in shares")]
    expected_contacts: Annotated[float, T_("Kontakte, zu erwarten", "contacts expected")]


class MissingBridgesResult(Result):
    """Every pair of fields that ought to meet, or shares fewer actors than expected."""

    pairs: Annotated[tuple[PairState, ...], T_("Feldpaare mit Grund", "Pairs with a reason to meet")] = ()


_MET = Text("verbunden", "joined")
MISSING = Text("Brücke fehlt", "bridge missing")
FEWER = Text("schwächer verbunden als zu erwarten", "joined less than expected")
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
    found = reasons(network)
    states, findings, unasked, fewer = [], [], [], []
    for pair in pairs(network):
        reason = found.get((pair.first, pair.second), Reason())
        weak = pair.lower_holm is not None and pair.lower_holm <= params.p
        asked = standing(network, (pair.first, pair.second))
        missing = bool(reason.signs) and not pair.shared
        if not reason.signs and not weak:
            continue
        state = _MET if not (missing or weak) else _UNASKED if asked is Standing.NOT_SURVEYED else MISSING
        states.append(_row(pair, reason, FEWER if state is MISSING and not missing else state))
        if state is _UNASKED:
            unasked.append((pair, reason))
        elif state is MISSING and missing:
            findings.append(_missing(network, pair, reason, weak, params))
        elif state is MISSING and reason.signs:
            fewer.append((pair, reason))
    holds = still_fewer(network, [pair for pair, _ in fewer], params.p, params.draws, params.seed)
    findings += [_fewer(network, *one, kept, params) for one, kept in zip(fewer, holds, strict=True)]
    if unasked:
        findings.append(_unasked_finding(network, unasked))
    return MissingBridgesResult(summary=_summary(states, findings), findings=tuple(findings), pairs=tuple(states))


def _row(pair: Pair, reason: Reason, state: Text) -> PairState:
    return PairState(
        first=pair.first, second=pair.second, state=state, depends=bool(reason.depends), shared_groups=reason.groups,
        shared_needs=reason.needs, shared=len(pair.shared), expected_actors=pair.expected, p_fewer=pair.lower,
        contacts=pair.contacts, expected_contacts=pair.expected_contacts,
    )  # fmt: skip


def _missing(network: Network, pair: Pair, reason: Reason, weak: bool, params: MissingBridgesParams) -> Finding:  # noqa: FBT001 - one of two signs
    signs = reason.signs + weak + pair.hardly_in_touch
    urgent = bool(reason.depends) or has_open(network, reason.needs)
    text = Text(
        "Zwischen „{a}“ und „{b}“ fehlt eine Brücke: Kein Gremium und kein Akteur arbeitet in beiden Feldern. Warum sie sich "
        "abstimmen müssten: {why}.",
        "Between “{a}” and “{b}” a bridge is missing: no body and no actor works in both fields. Why they ought to "
        "coordinate: {why}.",
    ).format(a=network.name(pair.first), b=network.name(pair.second), why=why(network, reason))
    return _finding(
        network, pair, reason, "missing-bridge",
        severity=Severity.MEDIUM if pair.in_touch or not urgent else Severity.HIGH,
        grade=_grade(pair, signs),
        text=text,
        signs=signs,
        holds=reason.holds(params.draws, params.seed),
        params=params,
    )  # fmt: skip


def _fewer(network: Network, pair: Pair, reason: Reason, holds: float, params: MissingBridgesParams) -> Finding:
    signs = reason.signs + 1 + pair.hardly_in_touch
    text = Text(
        "„{a}“ und „{b}“ müssten sich abstimmen, haben aber nur {n} gemeinsam. Warum sie es müssten: {why}.",
        "“{a}” and “{b}” ought to coordinate but share only {n}. Why they ought to: {why}.",
    ).format(
        a=network.name(pair.first), b=network.name(pair.second), why=why(network, reason),
        n=counted(len(pair.actors), Text("einen Akteur", "one actor"), Text("Akteure", "actors")),
    )  # fmt: skip
    return _finding(
        network, pair, reason, "fewer-than-expected", severity=Severity.LOW, grade=_grade(pair, signs), text=text,
        signs=signs, holds=holds, params=params,
    )  # fmt: skip


def _grade(pair: Pair, signs: int) -> Grade:
    """A: two signs and nothing against it; C: contacts as usual, so that a bridge may merely not be recorded."""
    if pair.in_touch:
        return Grade.C
    apart = pair.hardly_in_touch or pair.expected_contacts < LEAST_CONTACTS
    return Grade.A if signs > 1 and apart else Grade.B


def _finding(  # noqa: PLR0913 - what the two kinds of findings do not share
    network: Network,
    pair: Pair,
    reason: Reason,
    kind: str,
    *,
    severity: Severity,
    grade: Grade,
    text: Text,
    signs: int,
    holds: float,
    params: MissingBridgesParams,
) -> Finding:
    here, there = (meeting_place(network, field_id) for field_id in (pair.first, pair.second))
    return Finding(
        key=f"missing-bridges/{kind}/{pair.first}/{pair.second}",
        kind=kind,
        severity=severity,
        grade=grade,
        basis=standing(network, (pair.first, pair.second)),
        text=text,
        footing=in_touch(pair) + compared(pair) + footing(network, holds, params.draws),
        nodes=(pair.first, pair.second),
        ties=tuple(dict.fromkeys(tie.key for tie in reason.rows)),
        evidence=evidence(network, (*reason.rows, *surveys_of(network, (pair.first, pair.second)))),
        next_step=Text(
            "„{here}“ und „{there}“ an einen Tisch bringen: einen gemeinsamen Tagesordnungspunkt ansetzen und vereinbaren, "
            "wer aus jedem Feld im anderen mitarbeitet.",
            "Bring “{here}” and “{there}” to one table: set a joint item on the agenda and agree who from each field "
            "works in the other.",
        ).format(here=network.name(here or pair.first), there=network.name(there or pair.second)),
        numbers={**numbers_of(network, pair, holds, params.draws, params.seed), "signs": signs},
    )


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
        numbers={"pairs": len(unasked), "fields": len(fields), **scope_numbers(network)},
    )


def _summary(states: list[PairState], findings: list[Finding]) -> Text:
    if not states:
        return Text(
            "Es ist kein Grund erfasst, aus dem sich zwei Felder abstimmen müssten (Aufbau aufeinander, gemeinsame "
            "Zielgruppe, gemeinsamer Bedarf).",
            "No reason is recorded for which two fields ought to coordinate (dependence, shared target group, shared "
            "need).",
        )
    count = {state: sum(row.state == state for row in states) for state in (_MET, MISSING, FEWER, _UNASKED)}
    urgent = sum(f.severity is Severity.HIGH for f in findings)
    return Text(
        "{n} Feldpaare haben einen Grund zur Abstimmung. Davon sind {met} verbunden, bei {missing} fehlt die Brücke "
        "({urgent} vorrangig), {fewer} sind schwächer verbunden als zu erwarten, {unasked} sind nicht erhoben.",
        "{n} pairs of fields have a reason to coordinate. Of them {met} are joined, {missing} lack a bridge ({urgent} to "
        "look at first), {fewer} are joined less than expected, {unasked} were not surveyed.",
    ).format(
        n=len(states), met=count[_MET], missing=count[MISSING], urgent=urgent, fewer=count[FEWER],
        unasked=count[_UNASKED],
    )  # fmt: skip
