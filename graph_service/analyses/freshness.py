"""Freshness: how old each entry is, who confirmed it, and what ends soon."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from graph_service.analyses._common import counted, listed, quoted_list, scope_numbers
from graph_service.analyses.base import (
    T_,
    Finding,
    Grade,
    Params,
    Record,
    Result,
    Severity,
    Standing,
    analysis,
    evidence,
)
from graph_service.analyses.parameters import asked
from graph_service.model import NODE_KINDS, TIE_KINDS
from graph_service.network import Network
from graph_service.rows import Row, Tie
from graph_service.words import Text, first_day, in_words, last_day

MOST_EVIDENCE = 20
SOON_DAYS = 183
_MOST_NAMED = 10


class FreshnessParams(Params):
    """Parameters of *freshness*."""

    older_than_days: Annotated[int, T_("Alt ab (Tage)", "old from (days)"), asked(
        "Ab diesem Alter in Tagen gilt ein Eintrag als alt.",
        "From this age in days on an entry counts as old.", ge=1, le=36_500,
    )] = 730  # fmt: skip
    ends_within_days: Annotated[int, T_("Endet binnen (Tage)", "ends within (days)"), asked(
        "Was binnen so vieler Tage endet, wird genannt.", "What ends within so many days is named.", ge=1, le=3_650,
    )] = 365  # fmt: skip
    oldest: Annotated[int, T_("Älteste Einträge", "oldest entries"), asked(
        "Höchstens so viele Einträge stehen in der Liste der ältesten.",
        "Most entries in the list of the oldest.", ge=1, le=1_000,
    )] = 50  # fmt: skip


class KindAge(Record):
    """How old the entries of one kind are."""

    kind: Annotated[Text, T_("Art", "kind")]
    count: Annotated[int, T_("Anzahl", "number")]
    undated: Annotated[int, T_("ohne Stand", "without a date")]
    unsourced: Annotated[int, T_("ohne Quelle", "without a source")]
    old: Annotated[int | None, T_("veraltet", "old")]
    unconfirmed: Annotated[int | None, T_("nicht bestätigt", "unconfirmed")]
    unsurveyed: Annotated[int | None, T_("nicht erhoben", "not surveyed")]


class OldEntry(Record):
    """One old entry."""

    entry: Annotated[Text, T_("Eintrag", "entry")]
    as_of: Annotated[str, T_("Stand", "as of")]
    age_days: Annotated[int | None, T_("Alter in Tagen", "age in days")]
    source: Annotated[str | None, T_("Quelle", "source")]


class FreshnessResult(Result):
    """Age by kind, and the oldest entries."""

    kinds: Annotated[tuple[KindAge, ...], T_("Alter nach Art", "Age by kind")] = ()
    oldest: Annotated[tuple[OldEntry, ...], T_("Die ältesten Einträge", "The oldest entries")] = ()


@analysis(
    title=Text("Aktualität", "Freshness"),
    question=Text("Wie alt ist jeder Eintrag, und was endet bald?", "How old is each entry, and what ends soon?"),
    reading=Text(
        "Das Alter zählt vom Stand des Eintrags bis zum Stichtag; ein Stand, der nur ein Jahr nennt, zählt ab dessen Ende. "
        "Ohne Stichtag gibt es kein Alter.",
        "Age counts from the date of the entry to the day of reference; a date that names only a year counts from its last day. "
        "Without a day of reference there is no age.",
    ),
    says_not=Text(
        "Alt heißt nicht falsch: es heißt, dass es jemand nachsehen sollte. Neu heißt nicht bestätigt.",
        "Old does not mean wrong: it means somebody should look. New does not mean confirmed.",
    ),
    method=Text(
        "Alter = Stichtag minus letzter Tag, den der Stand meinen kann, mindestens 0. Bald endet, was ein „bis“ innerhalb "
        "der eingestellten Frist hat.",
        "Age = day of reference minus the last day the date can mean, at least 0. What has an “until” within the chosen time "
        "ends soon.",
    ),
    limits=Text(
        "Einträge ohne Stand haben kein Alter und stehen für sich. Es wird nur gezählt, nichts geschätzt.",
        "Entries without a date have no age and stand by themselves. It only counts and estimates nothing.",
    ),
    yields="findings",
    order=150,
    version="2",
)
def freshness(network: Network, params: FreshnessParams) -> FreshnessResult:
    """Age in days at the scope's day, by kind; undated, unsourced and unconfirmed entries; what ends soon.

    Age = day of the scope − last day the entry's date can mean, at least 0; None without a day or a date.
    """
    day = network.scope.as_of
    groups: list[tuple[Text, Sequence[Row]]] = [
        (c.spec.plural, network.of(kind)) for kind, c in NODE_KINDS.items() if network.of(kind)
    ]
    groups += [(c.spec.text, network.ties_of(kind)) for kind, c in TIE_KINDS.items() if network.ties_of(kind)]
    kinds = tuple(_kind_age(network, text, rows, params) for text, rows in groups)
    everything: list[Row] = [row for _, rows in groups for row in rows]
    dated = sorted((row for row in everything if row.as_of), key=lambda r: (first_day(r.as_of or ""), _identity(r)))
    return FreshnessResult(
        summary=_summary(kinds, day, params),
        findings=tuple(_findings(network, everything, day, params)),
        kinds=kinds,
        oldest=tuple(_old_entry(network, row, day) for row in dated[: params.oldest]),
    )


def _identity(row: Row) -> str:
    return row.key if isinstance(row, Tie) else str(getattr(row, "id", ""))


def _age(row: Row, day: date | None) -> int | None:
    return max(0, (day - last_day(row.as_of)).days) if day and row.as_of else None


def _is_old(row: Row, day: date | None, params: FreshnessParams) -> bool:
    return (_age(row, day) or 0) >= params.older_than_days


def _kind_age(network: Network, text: Text, rows: Sequence[Row], params: FreshnessParams) -> KindAge:
    day = network.scope.as_of
    ties = [row for row in rows if isinstance(row, Tie)]
    return KindAge(
        kind=text,
        count=len(rows),
        undated=sum(row.as_of is None for row in rows),
        unsourced=sum(row.source is None for row in rows),
        old=sum(_is_old(row, day, params) for row in rows) if day else None,
        unconfirmed=sum(not tie.confirmed for tie in ties) if ties else None,
        unsurveyed=None if ties else sum(_identity(row) not in network.asked for row in rows),
    )


def _old_entry(network: Network, row: Row, day: date | None) -> OldEntry:
    (line,) = evidence(network, (row,))
    return OldEntry(entry=line.text, as_of=row.as_of or "", age_days=_age(row, day), source=row.source)


def _findings(network: Network, rows: list[Row], day: date | None, params: FreshnessParams) -> list[Finding]:
    found = []
    ending: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        if day and row.valid_to and (last_day(row.valid_to) - day).days <= params.ends_within_days:
            ending.setdefault(_ends_with(row), []).append(row)
    in_order = sorted(ending.items(), key=lambda one: (last_day(one[1][0].valid_to or ""), one[0]))
    found += [_ends_soon(network, group, sorted(together, key=_identity)) for group, together in in_order]
    old = [row for row in rows if _is_old(row, day, params)]
    if old:
        years = round(params.older_than_days / 365, 1)
        found.append(
            _collected(
                network, "old", old, Standing.OLD,
                Text("{n} von {all} Einträgen sind älter als {years:g} Jahre.",
                     "{n} of {all} entries are older than {years:g} years.").format(n=len(old), all=len(rows), years=years),
                Text("Mit den ältesten anfangen und bei den Genannten nachfragen, ob es noch stimmt.",
                     "Begin with the oldest and ask those named whether it still holds."),
            )
        )  # fmt: skip
    undated = [row for row in rows if row.as_of is None]
    if undated:
        found.append(
            _collected(
                network, "undated", undated, Standing.RECORDED,
                Text("{n} von {all} Einträgen haben keinen Stand; wie alt sie sind, ist unbekannt.",
                     "{n} of {all} entries have no date; how old they are is unknown.").format(n=len(undated), all=len(rows)),
                Text("Beim nächsten Durchsehen den Stand nachtragen.", "Add the date when next going through the list."),
            )
        )  # fmt: skip
    return found


def _ends_with(row: Row) -> tuple[str, ...]:
    """What one finding names together: fundings by the same funder until the same day, else the same kind until then."""
    until = row.valid_to or ""
    if isinstance(row, Tie):
        return (row.kind, row.source_id, until) if row.kind == "funds" else (row.kind, until)
    return (str(getattr(row, "kind", "")), until)


def _ends_soon(network: Network, group: tuple[str, ...], rows: Sequence[Row]) -> Finding:
    until, day = group[-1], network.scope.as_of
    lines = evidence(network, rows)
    ends = [i for row in rows for i in ((row.source_id, row.target_id) if isinstance(row, Tie) else (_identity(row),))]
    values: dict[str, object] = {"day": in_words(until), "n": len(rows)}
    severity = Severity.MEDIUM
    step = Text(
        "Klären, ob es weitergeht; wenn nicht, wer die Aufgabe übernimmt.",
        "Clarify whether it goes on; if not, who takes over the task.",
    )
    if group[0] == "funds":
        values |= {"a": network.name(group[1]), "what": listed(network, sorted(set(ends) - {group[1]}), _MOST_NAMED)}
        if day is not None and (last_day(until) - day).days <= SOON_DAYS:
            severity = Severity.HIGH
        one = Text("Die Förderung von {what} durch „{a}“ endet: {day}.", "The funding of {what} by “{a}” ends: {day}.")
        many = Text(
            "{n} Förderungen durch „{a}“ enden: {day}. Gefördert werden {what}.",
            "{n} fundings by “{a}” end: {day}. Funded are {what}.",
        )
        step = Text(
            "Mit „{a}“ klären, ob es weitergeht; wenn nicht, wer die Aufgaben übernimmt.",
            "Clarify with “{a}” whether it goes on; if not, who takes over the tasks.",
        ).format(**values)
    else:
        values["what"] = quoted_list([line.text for line in lines], _MOST_NAMED)
        one = Text("{what} endet: {day}.", "{what} ends: {day}.")
        many = Text("{n} Einträge enden: {day}. Es sind {what}.", "{n} entries end: {day}. They are {what}.")
    return Finding(
        key=f"freshness/ends-soon/{'/'.join(group)}",
        kind="ends-soon",
        severity=severity,
        grade=Grade.B,
        basis=Standing.RECORDED,
        text=(one if len(rows) == 1 else many).format(**values),
        nodes=tuple(dict.fromkeys(ends)),
        ties=tuple(row.key for row in rows if isinstance(row, Tie)),
        evidence=lines,
        next_step=step,
        numbers={"entries": len(rows)},
    )


def _collected(network: Network, kind: str, rows: list[Row], basis: Standing, text: Text, next_step: Text) -> Finding:
    first = sorted(rows, key=lambda r: (first_day(r.as_of) if r.as_of else date.min, _identity(r)))[:MOST_EVIDENCE]
    return Finding(
        key=f"freshness/{kind}",
        kind=kind,
        severity=Severity.LOW,
        grade=Grade.B,
        basis=basis,
        text=text,
        nodes=tuple(_identity(row) for row in first if not isinstance(row, Tie)),
        ties=tuple(_identity(row) for row in first if isinstance(row, Tie)),
        evidence=evidence(network, first),
        next_step=next_step,
        numbers={"entries": len(rows), "shown_as_evidence": len(first), **scope_numbers(network)},
    )


def _summary(kinds: tuple[KindAge, ...], day: date | None, params: FreshnessParams) -> Text:
    count, undated = sum(k.count for k in kinds), sum(k.undated for k in kinds)
    unsourced = sum(k.unsourced for k in kinds)
    text = Text(
        "Von {count} haben {undated} keinen Stand und {unsourced} keine Quelle; {unconfirmed} der Verbindungen hat niemand "
        "bestätigt.",
        "Of {count}, {undated} have no date and {unsourced} no source; {unconfirmed} of the ties nobody has confirmed.",
    ).format(
        count=counted(count, Text("Eintrag", "entry"), Text("Einträgen", "entries")),
        undated=undated,
        unsourced=unsourced,
        unconfirmed=sum(k.unconfirmed or 0 for k in kinds),
    )
    if day is None:
        return text + Text(
            "Ohne Stichtag lässt sich kein Alter angeben.", "Without a day of reference no age can be given."
        )
    return text + Text(
        "{old} sind am {day} älter als {days} Tage.", "{old} are older than {days} days on {day}."
    ).format(old=sum(k.old or 0 for k in kinds), day=in_words(day.isoformat()), days=params.older_than_days)
