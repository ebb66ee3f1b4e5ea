"""Changes: what began, ended or moved since a day, and which findings came and went with it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Annotated

from graph_service.analyses._common import counted, listed, refused
from graph_service.analyses._compare import Difference, compare
from graph_service.analyses.base import (
    T_,
    Finding,
    Grade,
    Params,
    Record,
    Ref,
    Result,
    Severity,
    Standing,
    analysis,
    evidence,
)
from graph_service.analyses.parameters import asked
from graph_service.model import NODE_KINDS, AnyNode, AnyTie
from graph_service.network import Network, project
from graph_service.words import NeedStatus, Text, first_day, in_words, last_day

_COMPARED = ("field-bridges", "missing-bridges", "coverage", "structure")
_MOVING = ("member_of", "leads", "works_in", "active_in")
_NEW, _ENDED = Text("neu", "new"), Text("geendet", "ended")
_MOVED, _OTHER = Text("gewechselt", "moved"), Text("geändert", "changed")
_WORSE = ("missing-bridge", "single-bridge")


class ChangesParams(Params):
    """Parameters of *changes*."""

    since: Annotated[date | None, T_("Vergleichstag", "day to compare with"), asked(
        "Mit diesem Tag wird verglichen; ohne Angabe mit dem Tag ein Jahr vor dem Stichtag.",
        "Day to compare with; by default one year before the day of the scope.",
    )] = None  # fmt: skip


class Change(Record):
    """One thing that began, ended or moved."""

    what: Annotated[Text, T_("was geschah", "what happened")]
    kind: Annotated[Text, T_("Art", "kind")]
    text: Annotated[Text, T_("Eintrag", "entry")]
    when: Annotated[str | None, T_("seit oder bis", "since or until")]
    source: Annotated[str | None, T_("Quelle", "source")]


class NewNeed(Record):
    """One need reported since."""

    need: Annotated[Ref, T_("Bedarf", "need")]
    reported_on: Annotated[str, T_("gemeldet am", "reported on")]
    status: Annotated[NeedStatus, T_("Status", "status")]


class CameOrWent(Record):
    """One finding that came or went."""

    state: Annotated[Text, T_("Stand", "state")]
    text: Annotated[Text, T_("Befund", "finding")]
    finding: Annotated[str, T_("Kennung", "key")]


class ChangesResult(Result):
    """What began, ended or moved between two days, needs reported meanwhile, and findings that came and went."""

    since: str | None = None
    changes: Annotated[tuple[Change, ...], T_("Was sich geändert hat", "What changed")] = ()
    needs: Annotated[tuple[NewNeed, ...], T_("Neu gemeldete Bedarfe", "Needs reported since")] = ()
    came_and_went: Annotated[
        tuple[CameOrWent, ...], T_("Befunde, die kamen und gingen", "Findings that came and went")
    ] = ()


@analysis(
    title=Text("Veränderungen", "Changes"),
    question=Text("Was hat sich seit dem letzten Bericht geändert?", "What changed since the last report?"),
    reading=Text(
        "Verglichen werden zwei Tage: der Stichtag des Ausschnitts und ein früherer. „Neu“ ist, was seither begann, „geendet“, "
        "was aufhörte, „gewechselt“, wer dieselbe Art von Verbindung anderswo neu hat. Befunde, die seither kamen oder "
        "gingen, stehen darunter.",
        "Two days are compared: the day of the scope and an earlier one. “New” is what began since, “ended” what stopped, "
        "“moved” who now has the same kind of tie elsewhere. Findings that came or went since stand below.",
    ),
    says_not=Text(
        "Wann etwas eingetragen oder berichtigt wurde, steht hier nicht, sondern im Protokoll der Änderungen. Ob eine "
        "Veränderung gewollt war, sagt der Vergleich nicht.",
        "When something was recorded or corrected does not stand here but in the log of changes. Whether a change was "
        "intended the comparison does not say.",
    ),
    method=Text(
        "Beide Netzwerke werden nach „seit“ und „bis“ der Zeilen aus demselben Bestand geschnitten und nach Kennung "
        "verglichen. Befunde aus Brücken, fehlenden Brücken, Abdeckung und Aufbau werden über ihre Kennung verglichen, beide "
        "nach dem heutigen Wissen, wonach gefragt wurde: eine neue Erhebung allein ist keine Veränderung.",
        "Both networks are cut from the same stock by “since” and “until” of the rows and compared by identity. Findings of "
        "bridges, missing bridges, coverage and structure are compared by their key, both by what is known today to have been "
        "asked: a new survey alone is no change.",
    ),
    limits=Text(
        "Zeilen ohne „seit“ gelten als schon immer da, Zeilen ohne „bis“ als weiter gültig: wo Daten fehlen, bleibt eine "
        "Veränderung unsichtbar. Ohne Stichtag gibt es keinen Vergleich. Es wird nur gezählt, nichts geschätzt.",
        "Rows without “since” count as always there, rows without “until” as still valid: where dates are missing a change "
        "stays unseen. Without a day of reference there is no comparison. It only counts and estimates nothing.",
    ),
    yields="findings",
    order=160,
)
def changes(network: Network, params: ChangesParams) -> ChangesResult:
    """Rows that began, ended or moved between two days, needs reported meanwhile, findings that came and went.

    Both days are cut from the same snapshot by ``valid_from`` and ``valid_to``; the later day is the scope's. *Moved*: one
    source has a tie of a kind that ended and another of the same kind that began. Nothing is compared without a day.

    Raises
    ------
    InvalidParameter
        *since* does not lie before the scope's day.
    """
    day = network.scope.as_of
    since = params.since or (_year_before(day) if day else None)
    if params.since and (day is None or params.since >= day):
        why = Text("muss vor dem Stichtag liegen.", "must lie before the day of reference.")
        raise refused(params, "since", why)
    if day is None or since is None:
        return ChangesResult(
            summary=Text(
                "Ohne einen Stichtag gibt es nichts zu vergleichen.",
                "Without a day of reference there is nothing to compare.",
            )
        )
    then = project(network.snapshot, network.scope.model_copy(update={"as_of": since}))
    rows = (*_node_changes(then, network), *_tie_changes(then, network))
    needs = _needs(network, since)
    moved = _moved_findings(then, network)
    return ChangesResult(
        summary=_summary(network, since, rows, needs, moved),
        findings=tuple(_worse(network, since, finding) for finding in moved.new if finding.kind in _WORSE),
        since=since.isoformat(),
        changes=rows,
        needs=needs,
        came_and_went=tuple(
            CameOrWent(state=state, text=f.text, finding=f.key)
            for state, found in ((Text("neu", "new"), moved.new), (Text("erledigt", "resolved"), moved.resolved))
            for f in found
            if f.basis is not Standing.NOT_SURVEYED
        ),
    )


def _year_before(day: date) -> date:
    if day.year == date.min.year:
        return date.min
    try:
        return day.replace(year=day.year - 1)
    except ValueError:  # 29 February
        return day.replace(year=day.year - 1, day=28)


def _moved_findings(then: Network, now: Network) -> Difference:
    """Findings on the rows of both days by what is known to have been asked today, so that asking alone moves none."""
    found = _findings(now)
    earlier = replace(now, nodes=then.nodes, ties=then.ties)
    same = (earlier.nodes, earlier.ties) == (now.nodes, now.ties)
    return compare(found if same else _findings(earlier), found)


def _findings(network: Network) -> list[Finding]:
    from graph_service.analyses import find

    return [finding for name in _COMPARED for finding in find(name)(network).findings]


def _node_changes(then: Network, now: Network) -> tuple[Change, ...]:
    began = [now.nodes[i] for i in sorted(now.nodes.keys() - then.nodes.keys())]
    ended = [then.nodes[i] for i in sorted(then.nodes.keys() - now.nodes.keys())]
    return (*(_of_node(_NEW, n, n.valid_from) for n in began), *(_of_node(_ENDED, n, n.valid_to) for n in ended))


def _of_node(what: Text, node: AnyNode, when: str | None) -> Change:
    kind = NODE_KINDS[node.kind].spec.text
    return Change(what=what, kind=kind, text=Text(node.name, node.name), when=when, source=node.source)


def _tie_changes(then: Network, now: Network) -> tuple[Change, ...]:
    before, after = ({tie.key: tie for tie in network.ties} for network in (then, now))
    began = [tie for key, tie in after.items() if key not in before]
    ended = [tie for key, tie in before.items() if key not in after]
    again = {_ends(tie): tie for tie in ended}
    went: dict[tuple[str, str], list[AnyTie]] = {}
    for tie in ended:
        if tie.kind in _MOVING and _ends(tie) not in {_ends(t) for t in began}:
            went.setdefault((tie.kind, tie.source_id), []).append(tie)
    rows, told = [], set()
    for tie in began:
        old = again.get(_ends(tie))
        if old is not None:
            told.add(old.key)
            if _gist(old) != _gist(tie):
                rows.append(_of_tie(now, _OTHER, tie, tie.valid_from))
        elif left := went.get((tie.kind, tie.source_id)):
            old = left.pop(0)
            told.add(old.key)
            rows.append(_of_move(then, now, old, tie))
        else:
            rows.append(_of_tie(now, _NEW, tie, tie.valid_from))
    rows += [_of_tie(then, _ENDED, tie, tie.valid_to) for tie in ended if tie.key not in told]
    return tuple(rows)


def _ends(tie: AnyTie) -> tuple[str, str, str]:
    return tie.kind, tie.source_id, tie.target_id


def _gist(tie: AnyTie) -> dict[str, object]:
    return tie.model_dump(exclude={"valid_from", "valid_to", "source", "as_of", "note", "confirmed"})


def _of_tie(network: Network, what: Text, tie: AnyTie, when: str | None) -> Change:
    source, target = network.name(tie.source_id), network.name(tie.target_id)
    text = Text(f"{source} – {tie.spec.text.de} – {target}", f"{source} – {tie.spec.text.en} – {target}")
    return Change(what=what, kind=tie.spec.text, text=text, when=when, source=tie.source)


def _of_move(then: Network, now: Network, old: AnyTie, new: AnyTie) -> Change:
    who, left, came = now.name(new.source_id), then.name(old.target_id), now.name(new.target_id)
    text = Text(f"{who}: von „{left}“ zu „{came}“", f"{who}: from “{left}” to “{came}”")
    return Change(what=_MOVED, kind=new.spec.text, text=text, when=new.valid_from, source=new.source)


def _needs(network: Network, since: date) -> tuple[NewNeed, ...]:
    day = network.scope.as_of or date.max
    rows = [
        NewNeed(need=node.id, reported_on=node.reported_on, status=node.status)
        for node in network.of("need")
        if node.kind == "need" and node.reported_on and since < last_day(node.reported_on) and first_day(node.reported_on) <= day
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (row.reported_on, row.need)))


def _worse(network: Network, since: date, finding: Finding) -> Finding:
    """A bridge that was lost or became fragile since: what matters most of all that changed."""
    surveys = [tie for tie in network.ties_of("covers") if tie.target_id in finding.nodes]
    return Finding(
        key=f"changes/new/{finding.key}",
        kind="worse-since",
        severity=Severity.HIGH if finding.kind == "missing-bridge" else Severity.MEDIUM,
        grade=Grade.B,
        basis=finding.basis,
        text=Text("Neu seit {day}: {what}", "New since {day}: {what}").format(
            day=in_words(since.isoformat()), what=finding.text
        ),
        footing=finding.footing,
        nodes=finding.nodes,
        ties=finding.ties,
        evidence=finding.evidence or evidence(network, surveys),
        next_step=finding.next_step,
        numbers=finding.numbers,
    )


def _summary(
    network: Network, since: date, rows: Iterable[Change], needs: tuple[NewNeed, ...], moved: Difference
) -> Text:
    by = {id(what): [row for row in rows if row.what == what] for what in (_NEW, _ENDED, _MOVED, _OTHER)}
    new, ended, went, other = by.values()
    return Text(
        "Seit {since}: {new} neu, {ended} geendet, {went} gewechselt, {other} geändert. {needs} gemeldet. {counts}",
        "Since {since}: {new} new, {ended} ended, {went} moved, {other} changed. {needs} reported. {counts}",
    ).format(
        since=in_words(since.isoformat()),
        new=_entries(len(new)),
        ended=len(ended), went=len(went), other=len(other),
        needs=counted(len(needs), Text("Bedarf wurde", "need was"), Text("Bedarfe wurden", "needs were")),
        counts=moved.counts(),
    ) + _new_names(network, needs)  # fmt: skip


def _entries(n: int) -> Text:
    return counted(n, Text("Eintrag", "entry"), Text("Einträge", "entries"))


def _new_names(network: Network, needs: tuple[NewNeed, ...]) -> Text:
    if not needs:
        return Text("", "")
    names = listed(network, [row.need for row in needs][::-1], 3)
    return Text("Zuletzt gemeldet: {names}.", "Reported last: {names}.").format(names=names)
