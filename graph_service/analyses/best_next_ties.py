"""Best next ties: which few new memberships or ties would close the most gaps."""

from collections.abc import Iterator
from typing import Annotated

from graph_service.analyses._candidates import Candidate, candidates
from graph_service.analyses._common import counted
from graph_service.analyses.base import T_, Finding, Params, Record, Ref, Result, Severity, Standing, analysis
from graph_service.analyses.parameters import asked
from graph_service.model import AnyTie
from graph_service.network import Network, project
from graph_service.snapshot import Snapshot
from graph_service.words import Text

MOST_TIES = 5
_TRIED = 8  # of the most promising candidates in each round; each is tried on the whole network
_ASKED = ("field-bridges", "missing-bridges", "coverage", "structure", "participation", "path-to-politics")
_SEVERITIES = tuple(Severity)

Unit = tuple[int, str]  # place of its severity, identity


class BestNextTiesParams(Params):
    """Parameters of *best-next-ties*."""

    ties: Annotated[int, T_("Neue Verbindungen", "new ties"), asked(
        "So viele neue Verbindungen werden gesucht.", "How many new ties to look for.", ge=1, le=MOST_TIES,
    )] = 3  # fmt: skip


class NextTie(Record):
    """One proposed tie and what it would do after those above it."""

    place: Annotated[int, T_("Reihenfolge", "order")]
    who: Annotated[Ref, T_("wer", "who")]
    kind: Annotated[Text, T_("neue Verbindung", "new tie")]
    to: Annotated[Ref, T_("zu", "to")]
    reason: Annotated[Text, T_("Anlass", "ground")]
    closed: Annotated[int, T_("geschlossene Lücken", "gaps closed")]
    urgent: Annotated[int, T_("davon vorrangig", "of them to look at first")]
    opened: Annotated[int, T_("neu entstandene", "gaps opened")]
    left: Annotated[int, T_("Lücken danach", "gaps left")]
    tie: Annotated[str, T_("Kennung", "key")]


class Closed(Record):
    """One gap that a proposed tie would close."""

    place: Annotated[int, T_("Verbindung Nr.", "tie no.")]
    severity: Annotated[Severity, T_("Dringlichkeit", "urgency")]
    text: Annotated[Text, T_("Lücke", "gap")]
    finding: Annotated[str, T_("Kennung", "key")]


class BestNextTiesResult(Result):
    """Proposed ties in order, and the gaps each would close."""

    gaps: int = 0
    ties: Annotated[tuple[NextTie, ...], T_("Vorgeschlagene Verbindungen", "Proposed ties")] = ()
    closes: Annotated[tuple[Closed, ...], T_("Was sie schließen", "What they close")] = ()


@analysis(
    title=Text("Beste nächste Verbindungen", "Best next ties"),
    question=Text(
        "Welche wenigen neuen Mitgliedschaften oder Verbindungen würden die meisten Lücken schließen?",
        "Which few new memberships or ties would close the most gaps?",
    ),
    reading=Text(
        "Jede Zeile ist eine Verbindung, die es noch nicht gibt, für die aber etwas spricht: gemeinsame Zielgruppe, gemeinsamer "
        "Bedarf, gemeinsame Kommune, gemeinsames Feld oder gemeinsame Mitglieder. Die Wirkung gilt zusammen mit den Zeilen "
        "darüber. Gezählt werden nur Lücken, nach denen gefragt wurde.",
        "Each row is a tie that is not there yet but has something to speak for it: a shared target group, need, municipality, "
        "field or members. The effect holds together with the rows above. Only gaps that were asked for are counted.",
    ),
    says_not=Text(
        "Ob die Beteiligten das wollen und Zeit dafür haben, steht hier nicht. Eine Mitgliedschaft auf dem Papier schließt keine "
        "Lücke: der Vorschlag ist ein Anlass für ein Gespräch.",
        "Whether those involved want it and have the time does not stand here. A membership on paper closes no gap: the "
        "proposal is an occasion to talk.",
    ),
    method=Text(
        "Schrittweise Auswahl: in jeder Runde werden die {n} aussichtsreichsten Verbindungen einzeln in das Netzwerk gesetzt und "
        "die Auswertungen neu gerechnet; es bleibt die, die am meisten Vorrangiges, dann am meisten Wichtiges, dann am meisten "
        "Hinweise schließt (neu Entstandenes abgezogen, außer dass eine erste "
        "Brücke noch die einzige ist), bei Gleichstand die mit mehr Anlässen und der geringeren Last.",
        "Stepwise choice: in each round the {n} most promising ties are put into the network one by one and the analyses worked "
        "out anew; kept is the one that closes most of what is to be looked at first, then most of what is important, then most "
        "notes (what newly opens taken off, except that a first bridge is "
        "the only one so far), on a draw the one with more grounds and the smaller load.",
    ).format(n=_TRIED),
    limits=Text(
        "Höchstens {n} Verbindungen. Die schrittweise Auswahl muss nicht die beste Kombination sein. Neue Akteure oder Gremien "
        "schlägt sie nicht vor.",
        "At most {n} ties. The stepwise choice need not be the best combination. It proposes no new actors or bodies.",
    ).format(n=MOST_TIES),
    references=("Nemhauser, Wolsey & Fisher (1978), Mathematical Programming 14:265–294, doi:10.1007/BF01588971",),
    yields="figures",
    order=180,
    version="2",
    in_report=False,
)
def best_next_ties(network: Network, params: BestNextTiesParams) -> BestNextTiesResult:
    """Up to *ties* new ties in the order of a greedy choice, each with the gaps it closes on the whole network.

    Gaps: settled findings of bridges, missing bridges, coverage, structure, participation and the way to politics; one
    that names several nodes of a kind counts each. Stops early when no candidate closes more than it opens.
    """
    here, gaps = network, _gaps(network)
    first = gaps
    rows: list[NextTie] = []
    closes: list[Closed] = []
    while len(rows) < params.ties and gaps:
        found = _best(here, gaps)
        if found is None:
            break
        candidate, tried, after = found
        tie = candidate.tie
        closed = [unit for unit in gaps if unit not in after]
        place = len(rows) + 1
        rows.append(
            NextTie(
                place=place, who=tie.source_id, kind=tie.spec.text, to=tie.target_id,
                reason=candidate.reason, closed=len(closed), urgent=sum(rank == 0 for rank, _ in closed),
                opened=sum(unit not in gaps for unit in after), left=len(after),
                tie=tie.key,
            )
        )  # fmt: skip
        closes += [_closed(network, place, unit, gaps[unit]) for unit in closed]
        here, gaps = tried, after
    return BestNextTiesResult(
        summary=_summary(network, first, rows), gaps=len(first), ties=tuple(rows), closes=tuple(closes)
    )


def _gaps(network: Network) -> dict[Unit, Finding]:
    from graph_service.analyses import catalogue

    units: dict[Unit, Finding] = {}
    for name in _ASKED:
        entry = catalogue().get(name)
        if entry is None:
            continue
        # the share of draws a finding survives does not matter here, and costs most
        few = {"draws": 1} if "draws" in entry.params.model_fields else {}
        for finding in entry(network, entry.params(**few)).findings:
            if finding.basis is not Standing.NOT_SURVEYED:
                units |= dict.fromkeys(_units(finding), finding)
    return units


def _units(finding: Finding) -> Iterator[Unit]:
    rank = _SEVERITIES.index(finding.severity)
    if finding.numbers.get("count") == len(finding.nodes) > 1:
        yield from ((rank, f"{finding.key} {node}") for node in finding.nodes)
    else:
        yield rank, finding.key


def _best(network: Network, gaps: dict[Unit, Finding]) -> tuple[Candidate, Network, dict[Unit, Finding]] | None:
    best, best_value = None, (0, 0, 0)
    for candidate in _promising(network, gaps):
        tried = _with(network, candidate.tie)
        after = _gaps(tried)
        value = _gain(gaps, after)
        if value > best_value:  # those tried come in order of preference, so a draw leaves the earlier one
            best, best_value = (candidate, tried, after), value
    return best


def _gain(before: dict[Unit, Finding], after: dict[Unit, Finding]) -> tuple[int, int, int]:
    """Gaps closed less gaps opened, by severity; a pair that gets its first bridge is not blamed for having only one."""
    closed = {unit: gap for unit, gap in before.items() if unit not in after}
    bridged = {gap.nodes[:2] for gap in closed.values() if gap.kind == "missing-bridge"}
    opened = [
        unit
        for unit, gap in after.items()
        if unit not in before and not (gap.kind == "single-bridge" and gap.nodes[:2] in bridged)
    ]
    count = [0, 0, 0]
    for units, sign in ((closed, 1), (opened, -1)):
        for rank, _ in units:
            count[rank] += sign
    return count[0], count[1], count[2]


def _promising(network: Network, gaps: dict[Unit, Finding]) -> list[Candidate]:
    """Candidates that may help with the most, and the most urgent, gaps."""
    helped: dict[str, list[int]] = {}
    known: dict[str, Candidate] = {}
    for finding in {f.key: f for f in gaps.values()}.values():
        for candidate in candidates(network, finding):
            key = candidate.key
            known[key] = candidate
            helped.setdefault(key, [0, 0, 0])[_SEVERITIES.index(finding.severity)] += 1
    order = sorted(known.values(), key=lambda c: ([-n for n in helped[c.key]], -c.grounds, c.load, c.key))
    return order[:_TRIED]


def _with(network: Network, tie: AnyTie) -> Network:
    whole = network.snapshot
    changed = Snapshot.of(whole.nodes, (*whole.ties, tie), revision=whole.revision, about=whole.about)
    return project(changed, network.scope)


def _closed(network: Network, place: int, unit: Unit, finding: Finding) -> Closed:
    text = finding.text
    node = unit[1].removeprefix(finding.key).strip()
    if node:
        text = Text(f"„{network.name(node)}“: {text.de}", f"“{network.name(node)}”: {text.en}")
    return Closed(place=place, severity=finding.severity, text=text, finding=finding.key)


def _summary(network: Network, gaps: dict[Unit, Finding], rows: list[NextTie]) -> Text:
    if not gaps:
        return Text(
            "Es gibt keine Lücke, nach der gefragt wurde; also gibt es nichts zu schließen. Wo nicht gefragt wurde, hilft zuerst "
            "eine Erhebung.",
            "There is no gap that was asked for, so there is nothing to close. Where nobody asked, a survey helps first.",
        )
    if not rows:
        return Text(
            "Keine neue Verbindung zwischen Vorhandenen, für die etwas spricht, würde eine der {n} Lücken schließen.",
            "No new tie between those there are, with something to speak for it, would close one of the {n} gaps.",
        ).format(n=len(gaps))
    said = [
        Text(
            f"„{network.name(row.who)}“ – {row.kind.de} – „{network.name(row.to)}“",
            f"“{network.name(row.who)}” – {row.kind.en} – “{network.name(row.to)}”",
        )
        for row in rows
    ]
    opened = sum(row.opened for row in rows)
    return Text(
        "{ties} {closed} von {all} Lücken schließen, davon {urgent} vorrangige{opened}: {names}.",
        "{ties} close {closed} of {all} gaps, {urgent} of them to look at first{opened}: {names}.",
    ).format(
        ties=counted(
            len(rows),
            Text("neue Verbindung würde", "new tie would"),
            Text("neue Verbindungen würden zusammen", "new ties would together"),
        ),
        closed=sum(row.closed for row in rows),
        all=len(gaps),
        urgent=sum(row.urgent for row in rows),
        opened=Text(f", und {opened} neue öffnen", f", and open {opened} new ones") if opened else Text("", ""),
        names=Text("; ".join(s.de for s in said), "; ".join(s.en for s in said)),
    )
