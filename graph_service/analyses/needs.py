"""Needs: what is needed where, who has it in hand, and what is rising."""

from collections.abc import Sequence
from typing import Annotated

from graph_service.analyses._common import counted, listed
from graph_service.analyses._need_counts import LATELY, MORE, QuarterRow, ThingRow, TrendRow, quarters, things, trend
from graph_service.analyses._need_rows import Cells, Known, cells, needs_known, state_there
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
from graph_service.analyses.coverage import GAP, UNASKED
from graph_service.analyses.parameters import asked
from graph_service.network import Network
from graph_service.words import NeedStatus, Text, last_day

_NEED, _NEEDS = Text("Bedarf", "need"), Text("Bedarfe", "needs")
_MOST_NAMED = 3


class NeedsParams(Params):
    """Parameters of *needs*."""

    old_after_days: Annotated[int, T_("Alt ab (Tage)", "old from (days)"), asked(
        "Ab diesem Alter in Tagen gilt ein Bedarf, der nicht erledigt ist, als alt.",
        "From this age in days on an unfinished need counts as old.", ge=1, le=36_500,
    )] = 365  # fmt: skip
    most: Annotated[int, T_("Felder höchstens", "fields at most"), asked(
        "Für höchstens so viele Handlungsfelder werden Bedarfe ohne Zuständige einzeln genannt.",
        "Most fields whose needs without an owner are named one by one.", ge=1, le=100,
    )] = 5  # fmt: skip


class NeedRow(Record):
    """One need."""

    need: Annotated[Ref, T_("Bedarf", "need")]
    status: Annotated[NeedStatus, T_("Stand", "status")]
    reported_on: Annotated[str | None, T_("gemeldet am", "reported on")]
    age_days: Annotated[int | None, T_("Alter in Tagen", "age in days")]
    fields: Annotated[Refs, T_("Handlungsfelder", "fields of action")]
    municipalities: Annotated[Refs, T_("Kommunen", "municipalities")]
    target_groups: Annotated[Refs, T_("Zielgruppen", "target groups")]
    raised_by: Annotated[Refs, T_("gemeldet von", "raised by")]
    owners: Annotated[Refs, T_("zuständig", "owner")]
    candidates: Annotated[Refs, T_("könnte zuständig sein", "could own it")]
    active_there: Annotated[Text | None, T_("im Feld vor Ort tätig", "anybody of the field active there")]


class NeedsResult(Result):
    """Every need; counts by field, target group and municipality; reports by quarter and their trend."""

    needs: Annotated[tuple[NeedRow, ...], T_("Bedarfe", "Needs")] = ()
    fields: Annotated[tuple[ThingRow, ...], T_("Nach Handlungsfeld", "By field of action")] = ()
    target_groups: Annotated[tuple[ThingRow, ...], T_("Nach Zielgruppe", "By target group")] = ()
    municipalities: Annotated[tuple[ThingRow, ...], T_("Nach Kommune", "By municipality")] = ()
    quarters: Annotated[tuple[QuarterRow, ...], T_("Gemeldet nach Quartal", "Reported by quarter")] = ()
    trend: Annotated[tuple[TrendRow, ...], T_("Entwicklung", "Trend")] = ()


@analysis(
    title=Text("Bedarfe", "Needs"),
    question=Text(
        "Was wird wo gebraucht, wer kümmert sich darum, und was nimmt zu?",
        "What is needed where, who owns it, and what is rising?",
    ),
    reading=Text(
        "Unerledigt ist ein Bedarf, der offen oder in Arbeit ist. Zuständig ist, wer ihn bearbeitet. Neben den Bedarfen je "
        "Kommune stehen Einwohner, Anteil mit Migrationshintergrund und erfasste Akteure zum Vergleich. Wo ein Bedarf Feld "
        "und Kommune nennt, in der niemand tätig ist, steht das als Lücke in der Auswertung „Abdeckung“.",
        "A need is unfinished if it is open or in progress. Its owner is whoever handles it. Beside the needs of each "
        "municipality stand population, migration share and recorded actors for comparison. Where a need names a field and a "
        "municipality in which nobody is active, “Coverage” says so as a gap.",
    ),
    says_not=Text(
        "Viele gemeldete Bedarfe heißen nicht, dass es dort schlechter steht: vielleicht wird dort mehr gefragt. Nach einer "
        "Erhebung steigt die Zahl der Meldungen von selbst.",
        "Many reported needs do not mean that things are worse there: perhaps more is asked there. After a survey the number "
        "of reports rises by itself.",
    ),
    method=Text(
        "Gezählt wird nach dem Quartal der Meldung; wer nur ein Jahr nennt, zählt zu keinem. Verglichen werden die letzten "
        "vier vollen Quartale vor dem Stichtag mit den vier davor: zweiseitiger genauer Binomialtest bei gegebener Summe, "
        "nach Holm korrigiert über alle geprüften Zeilen. Vorgeschlagen werden Gremien der betroffenen Felder, zuerst die mit "
        "den meisten Mitgliedern, die vor Ort oder für die Zielgruppe tätig sind.",
        "Counted by quarter of the report; who names only a year counts to none. The last four full quarters before the day of "
        "reference are compared with the four before: two-sided exact binomial test given the sum, corrected by Holm over all "
        "rows tested. Proposed are bodies of the fields concerned, first those with most members active there or for the "
        "target group.",
    ),
    limits=Text(
        "Eine Zunahme oder Abnahme wird nur genannt, wenn in beiden Zeiträumen zusammen mindestens 10 Bedarfe gemeldet sind "
        "und p höchstens 0,05 ist; sonst wird nur gezählt. Dass niemand zuständig ist, gilt nur, wenn nach dem Bedarf oder "
        "nach allen Gremien seiner Felder gefragt wurde, und zwar nach der Meldung. Zuständige außerhalb des Ausschnitts "
        "zählen nicht.",
        "A rise or fall is stated only if both periods together hold at least 10 reported needs and p is at most 0.05; else "
        "there are only counts. That nobody owns a need holds only if the need or all bodies of its fields were asked for, "
        "and after it was reported. Owners outside the scope do not count.",
    ),
    yields="findings",
    order=130,
    references=("Przyborowski, Wilenski (1940), Biometrika 31: doi:10.1093/biomet/31.3-4.313",),
)
def needs(network: Network, params: NeedsParams) -> NeedsResult:
    """Needs with owners and candidates, counted by what they concern and by quarter; trend only where numbers allow.

    Ages are days from the last day the report's date can mean to the scope's day, None without either.
    """
    known, states = needs_known(network), cells(network)
    trend_rows = trend(network, known)
    return NeedsResult(
        summary=_summary(known, states, trend_rows),
        findings=(
            *_without_owner(network, known, states, params.most),
            *_rising(network, known, trend_rows),
            *_old(network, known, params.old_after_days),
            *_where_unknown(network, known, states),
        ),
        needs=tuple(_need_row(n, states) for n in known),
        fields=things(network, known, "field"),
        target_groups=things(network, known, "target_group"),
        municipalities=things(network, known, "municipality"),
        quarters=quarters(known),
        trend=trend_rows,
    )


def _need_row(known: Known, states: Cells) -> NeedRow:
    return NeedRow(
        need=known.need,
        status=known.status,
        reported_on=known.reported_on,
        age_days=known.age_days,
        fields=known.fields,
        municipalities=known.places,
        target_groups=known.groups,
        raised_by=known.raised_by,
        owners=known.owners,
        candidates=known.candidates if known.unfinished and not known.owners else (),
        active_there=state_there(known, states),
    )


def _rising(network: Network, known: Sequence[Known], rows: Sequence[TrendRow]) -> list[Finding]:
    found = []
    for row in rows:
        if row.verdict != MORE:
            continue
        inside = [n for n in known if n.quarters_ago in LATELY and set(row.fields) <= set(n.fields)]
        text = Text(
            "Gemeldet wird mehr ({what}): {lately} Bedarfe in den letzten vier vollen Quartalen, {before} in den vier davor.",
            "More is reported ({what}): {lately} needs in the last four full quarters, {before} in the four before.",
        ).format(what=row.what, lately=row.lately, before=row.before)
        bodies = sorted({body for f in row.fields for body in network.bodies_in[f]})
        step = Text(
            "Klären, ob der Bedarf wächst oder nur öfter gefragt wurde; dann auf die Tagesordnung setzen{where}.",
            "Clarify whether the need grows or was only asked for more often; then put it on the agenda{where}.",
        ).format(where=Text(": {b}", ": {b}").format(b=listed(network, bodies, 3)) if bodies else "")
        found.append(
            Finding(
                key=f"needs/rising/{'+'.join(row.fields) or 'all'}",
                kind="rising",
                severity=Severity.MEDIUM,
                grade=Grade.B,
                basis=Standing.RECORDED,
                text=text,
                nodes=row.fields,
                evidence=evidence(network, [network.nodes[n.need] for n in inside]),
                next_step=step,
                numbers={"before": row.before, "lately": row.lately, "p": row.p},
            )
        )
    return found


def _without_owner(network: Network, known: Sequence[Known], states: Cells, most: int) -> list[Finding]:
    lacking = [n for n in known if n.unfinished and not n.owners]
    by_field: dict[str, list[Known]] = {}
    for need in lacking:
        if need.basis is not Standing.NOT_SURVEYED:
            by_field.setdefault(need.fields[0] if need.fields else "", []).append(need)
    groups = sorted(by_field.items(), key=lambda group: (-len(group[1]), group[0]))
    found = [_of_field(network, field_id, inside, states) for field_id, inside in groups[:most]]
    rest = [need for _, inside in groups[most:] for need in inside]
    if rest:
        found.append(_of_field(network, None, rest, states))
    unasked = [n for n in lacking if n.basis is Standing.NOT_SURVEYED]
    if unasked:
        text = Text(
            "{n} ohne eingetragene Zuständige; seit der Meldung wurde danach nicht gefragt: {names}.",
            "{n} without a recorded owner; nobody asked since the report: {names}.",
        )
        found.append(
            _finding(network, "without-owner", "not-surveyed", unasked, text, Standing.NOT_SURVEYED, _whose(network, unasked))
        )  # fmt: skip
    return found


def _of_field(network: Network, field_id: str | None, inside: Sequence[Known], states: Cells) -> Finding:
    where = (
        Text("In weiteren Feldern", "In further fields")
        if field_id is None
        else Text("Im Feld {field}", "In the field {field}").format(field=listed(network, (field_id,)))
        if field_id
        else Text("Ohne Feld", "Without a field")
    )
    text = where + Text(
        "ist für {n} niemand zuständig: {names}.",
        "nobody owns {n}: {names}.",
    )
    old = all(need.basis is Standing.OLD for need in inside)
    suffix = "further-fields" if field_id is None else field_id or "no-field"
    basis = Standing.OLD if old else Standing.RECORDED
    found = _finding(network, "without-owner", suffix, inside, text, basis, _whose(network, inside))
    in_gap = any(state_there(need, states) == GAP for need in inside)
    return found.model_copy(update={"severity": Severity.HIGH}) if in_gap else found


def _whose(network: Network, inside: Sequence[Known]) -> Text:
    """Next step: whom to ask to take which need on."""
    parts = [
        Text("{need}: {whom}", "{need}: {whom}").format(
            need=listed(network, (need.need,)), whom=listed(network, need.candidates, 3)
        )
        for need in inside
        if need.candidates
    ][:_MOST_NAMED]
    if not parts:
        return Text(
            "Mit denen, die gemeldet haben, klären, wer sich kümmert, und es eintragen.",
            "Clarify with those who reported who takes care, and record it.",
        )
    if len(inside) == 1:
        return Text(
            "Fragen, wer sich kümmert, und es eintragen. In Frage kommen {whom}.",
            "Ask who takes care, and record it. Candidates: {whom}.",
        ).format(whom=listed(network, inside[0].candidates, 3))
    return Text(
        "Fragen, wer sich kümmert, und es eintragen. In Frage kommen für " + "; für ".join(p.de for p in parts) + ".",
        "Ask who takes care, and record it. Candidates for " + "; for ".join(p.en for p in parts) + ".",
    )


def _old(network: Network, known: Sequence[Known], days: int) -> list[Finding]:
    aged = sorted(
        (n for n in known if n.unfinished and (n.age_days or 0) > days), key=lambda n: (-(n.age_days or 0), n.need)
    )
    still = [n for n in aged if n.as_of and n.reported_on and (last_day(n.as_of) - last_day(n.reported_on)).days > days]
    unknown = [n for n in aged if n not in still]
    found = []
    if still:
        owners = sorted({owner for n in still for owner in n.owners})
        ask = listed(network, owners, 3) if owners else Text("denen, die gemeldet haben", "those who reported")
        text = Text(
            "Mehr als {days} Tage nach der Meldung noch nicht erledigt: {n}. Am längsten offen: {names}.",
            "Not finished more than {days} days after the report: {n}. Waiting longest: {names}.",
        ).format(days=days, n="{n}", names="{names}")
        step = Text("Bei {ask} fragen, woran es hängt.", "Ask {ask} what holds it up.").format(ask=ask)
        found.append(_finding(network, "old", "", still, text, Standing.RECORDED, step))
    if unknown:
        ask = listed(network, sorted({who for n in unknown for who in (n.owners or n.raised_by)}), 3)
        text = Text(
            "Vor mehr als {days} Tagen gemeldet, seither nicht nachgesehen, ob noch unerledigt: {n}. Am längsten: {names}.",
            "Reported more than {days} days ago and not looked at since whether still unfinished: {n}. Oldest: {names}.",
        ).format(days=days, n="{n}", names="{names}")
        step = Text("Bei {ask} nachfragen und den Stand eintragen.", "Ask {ask} and record how things stand.").format(
            ask=ask if ask.de else Text("den Gremien der Felder", "the bodies of the fields")
        )
        found.append(_finding(network, "old", "not-surveyed", unknown, text, Standing.NOT_SURVEYED, step))
    return found


def _where_unknown(network: Network, known: Sequence[Known], states: Cells) -> list[Finding]:
    there = [n for n in known if n.unfinished and state_there(n, states) == UNASKED]
    if not there:
        return []
    text = Text(
        "{n} gemeldet, wo vor Ort niemand vom Feld erfasst ist und danach nicht gefragt wurde: {names}.",
        "{n} reported where nobody of the field is recorded on the spot and nobody asked: {names}.",
    )
    places = sorted({place for n in there for place in n.places})
    step = Text("Eine Umfrage dort beginnen: {places}.", "Begin a survey there: {places}.").format(
        places=listed(network, places)
    )
    return [_finding(network, "where-not-surveyed", "", there, text, Standing.NOT_SURVEYED, step)]


def _finding(  # noqa: PLR0913, PLR0917 - the parts of a finding
    network: Network, kind: str, suffix: str, inside: Sequence[Known], text: Text, basis: Standing, next_step: Text
) -> Finding:
    ids = [need.need for need in inside]
    unasked = basis is Standing.NOT_SURVEYED
    return Finding(
        key=f"needs/{kind}/{suffix}".rstrip("/"),
        kind="not-surveyed" if unasked else kind,
        severity=Severity.LOW if unasked else Severity.MEDIUM,
        grade=Grade.C if unasked else Grade.B,
        basis=basis,
        text=text.format(
            n=counted(len(ids), _NEED, _NEEDS),
            names=listed(network, ids[:_MOST_NAMED] if kind == "old" else ids, _MOST_NAMED),
        ),
        nodes=tuple(ids),
        evidence=evidence(network, [network.nodes[i] for i in ids]),
        next_step=next_step,
        numbers={"needs": len(ids)},
    )


def _summary(known: Sequence[Known], states: Cells, rows: Sequence[TrendRow]) -> Text:
    status = [need.status for need in known].count
    unfinished = [need for need in known if need.unfinished]
    text = Text(
        "{n} erfasst: {open} offen, {progress} in Arbeit, {met} erledigt, {dropped} verworfen. Ohne erfasste Zuständige: "
        "{lacking} von {unfinished} unerledigten. Unerledigt, wo im Feld vor Ort nachweislich niemand tätig ist: {gap}.",
        "{n} recorded: {open} open, {progress} in progress, {met} met, {dropped} dropped. Without a recorded owner: {lacking} of "
        "{unfinished} unfinished ones. Unfinished where verifiably nobody of the field is active on the spot: {gap}.",
    ).format(
        n=counted(len(known), _NEED, _NEEDS), open=status(NeedStatus.OPEN), progress=status(NeedStatus.IN_PROGRESS),
        met=status(NeedStatus.MET), dropped=status(NeedStatus.DROPPED), unfinished=len(unfinished),
        lacking=sum(not need.owners for need in unfinished),
        gap=sum(state_there(need, states) == GAP for need in unfinished),
    )  # fmt: skip
    if not rows:
        return text + Text("Ohne Stichtag gibt es keine Entwicklung.", "Without a day of reference there is no trend.")
    return text + Text(
        "Gemeldet in den letzten vier vollen Quartalen: {lately}, in den vier davor: {before} ({verdict}).",
        "Reported in the last four full quarters: {lately}, in the four before: {before} ({verdict}).",
    ).format(lately=rows[0].lately, before=rows[0].before, verdict=rows[0].verdict)
