"""Path to politics: how what a body finds gets to Kreisausschuss and Kreistag, and where it stops."""

from collections.abc import Sequence
from typing import Annotated

from graph_service.analyses._common import counted, listed, of_type, standing
from graph_service.analyses._recommendations import Chain, chains, findings, stages
from graph_service.analyses._ways import Step, all_steps, firm_steps, reached, way, ways
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
from graph_service.analyses.parameters import asked
from graph_service.network import Network
from graph_service.words import BodyLevel, Text

_POLITICAL = Text("ist selbst politisch", "is political itself")
_ARRIVES = Text("kommt an", "arrives")
_STOPS = Text("endet vorher", "stops before")
_NOWHERE = Text("berichtet an niemanden", "reports to nobody")
_UNASKED = Text("nicht erhoben", "not surveyed")
_ID = "path-to-politics"
_TYPES = (
    "politisches Organ, Kreistag, Kreisausschuss, Stadtverordnetenversammlung, Gemeindevertretung, Gemeindevorstand, "
    "Magistrat, political organ"
)


class PathToPoliticsParams(Params):
    """Parameters of *path-to-politics*."""

    types: Annotated[str, T_("Arten, die Politik sind", "types that are politics"), asked(
        "Arten von Akteuren, die neben den politischen Gremien als Politik zählen; ganze Wörter, durch Komma getrennt.",
        "Types of actors that count as politics beside political bodies, separated by commas, as whole words.", max_length=2000,
    )] = _TYPES  # fmt: skip
    most: Annotated[int, T_("Enden höchstens", "ends at most"), asked(
        "Höchstens so viele Stellen, an denen Wege enden, werden einzeln genannt.",
        "Most ends of ways that are named one by one.", ge=1, le=1_000,
    )] = 10  # fmt: skip


class Way(Record):
    """The best way of one body to politics."""

    body: Annotated[Ref, T_("Gremium", "body")]
    level: Annotated[Text | None, T_("Ebene", "level")]
    state: Annotated[Text, T_("Stand", "state")]
    steps: Annotated[int | None, T_("Schritte", "steps")]
    chain: Annotated[Refs, T_("Weg", "way")]
    weak_chain: Annotated[Refs, T_("schwacher Weg über Federführung und Sitze", "weak way through leads and seats")]
    asked_on: Annotated[str | None, T_("gefragt am", "asked on")]


class PathToPoliticsResult(Result):
    """Every standing body with its way to politics, and every need with what became of it."""

    ways: Annotated[tuple[Way, ...], T_("Wege der Gremien", "Ways of the bodies")] = ()
    chains: Annotated[tuple[Chain, ...], T_("Vom Bedarf zur Politik", "From need to politics")] = ()


@analysis(
    title=Text("Weg in die Politik", "Path to politics"),
    question=Text(
        "Welchen Weg nimmt ein Ergebnis bis zu Kreisausschuss und Kreistag, und wo endet er?",
        "What way does a finding take to the county’s political bodies, and where does it stop?",
    ),
    reading=Text(
        "Je Gremium steht der kürzeste Weg als Kette von Namen. Fest ist ein Weg, der aus Berichten, aus der Mitgliedschaft "
        "eines Gremiums in einem anderen oder aus „Teil von“ besteht. Schwach ist ein Weg, der nur daran hängt, dass wer ein "
        "Gremium leitet noch woanders sitzt: er ersetzt keinen vereinbarten Bericht.",
        "For each body the shortest way stands as a chain of names. A way is firm if it consists of reports, of a body’s "
        "membership in another, or of “part of”. It is weak if it merely hangs on whoever leads a body also sitting "
        "elsewhere: that does not replace an agreed report.",
    ),
    says_not=Text(
        "Ein Weg sagt nicht, dass berichtet wurde oder dass jemand zuhört. Gremien, die an niemanden berichten, nennt die "
        "Auswertung „Aufbau“; hier stehen sie nur in der Tabelle.",
        "A way does not say that anything was reported or that anybody listens. Bodies that report to nobody are named by "
        "“Structure”; here they stand in the table only.",
    ),
    method=Text(
        "Gerichtete kürzeste Wege von jedem ständigen Gremium zu den politischen (Ebene politisch, oder Akteure der "
        "eingestellten Arten): zuerst möglichst wenige schwache Schritte, dann möglichst wenige Schritte. Gäste zählen nicht. "
        "Ein Weg endet vorher, wenn er über feste Schritte kein politisches Gremium erreicht.",
        "Directed shortest paths from each standing body to the political ones (level political, or actors of the chosen "
        "types): first as few weak steps as possible, then as few steps. Guests do not count. A way stops before if firm "
        "steps reach no political body.",
    ),
    limits=Text(
        "Dass ein Weg endet, gilt nur, wenn alle erfragt wurden, über die er führt; sonst ist er „nicht erhoben“. Empfehlungen "
        "ohne Empfänger sind nur dann ein Befund, wenn nach ihnen gefragt wurde. Es wird nur gezählt, nichts geschätzt.",
        "That a way stops holds only if all it leads through were asked; else it is “not surveyed”. Recommendations without a "
        "recipient are a finding only if they were asked for. It only counts and estimates nothing.",
    ),
    yields="findings",
    order=120,
)
def path_to_politics(network: Network, params: PathToPoliticsParams) -> PathToPoliticsResult:
    """Shortest way of every standing body to a political one, where it stops, and what became of needs.

    Steps are directed; a way has as few weak steps as possible, then as few steps as possible. Ways that stop are told
    apart from ways nobody asked about: every actor and body on them must be covered by a survey.
    """
    goals = {n.id for n in network.of("body") if getattr(n, "level", None) is BodyLevel.POLITICAL}
    goals |= of_type(network, params.types)
    firm = firm_steps(network)
    best, any_way = ways(firm, goals), ways(all_steps(network), goals)
    rows, stopped = [], {}
    for node in network.of("body"):
        if not getattr(node, "standing", True):
            continue
        row, ends = _row(network, node.id, goals, (firm, best, any_way))
        rows.append(row)
        if ends:
            stopped[node.id] = ends
    return PathToPoliticsResult(
        summary=_summary(network, rows),
        findings=(*_stops(network, rows, stopped, best, params.most), *findings(network, _ID)),
        ways=tuple(rows),
        chains=chains(network),
    )


def _row(
    network: Network,
    body: str,
    goals: set[str],
    known: tuple[dict[str, tuple[Step, ...]], dict[str, Step], dict[str, Step]],
) -> tuple[Way, tuple[str, ...]]:
    """Way of a body, and where it ends if it ends before politics; *known*: firm steps, best ways over them, over all."""
    firm, best, any_way = known
    ends: tuple[str, ...] = ()
    chain: tuple[str, ...] = ()
    if body in goals:
        state = _POLITICAL
    elif body in best:
        state, chain = _ARRIVES, (body, *(step.target for step in way(best, body)))
    else:
        found = reached(firm, body)
        if len(found) > 1:
            ends = _ends(firm, found)
            chain = _back(found, next(node for node in found if node in ends and node != body))
        asked = standing(network, found) is not Standing.NOT_SURVEYED
        state = _UNASKED if not asked else _STOPS if ends else _NOWHERE
    weak = way(any_way, body) if state not in (_POLITICAL, _ARRIVES) else ()
    level = getattr(network.nodes[body], "level", None)
    row = Way(
        body=body,
        level=level.text if level else None,
        state=state,
        steps=len(chain) - 1 if state == _ARRIVES else 0 if state == _POLITICAL else None,
        chain=chain,
        weak_chain=(body, *(step.target for step in weak)) if weak else (),
        asked_on=network.asked.get(body),
    )
    return row, ends


def _ends(firm: dict[str, tuple[Step, ...]], found: dict[str, Step | None]) -> tuple[str, ...]:
    """Those among *found* that report to nobody; if there are none, the circle in which reports go round."""
    last = [node for node in found if not firm.get(node)]
    return tuple(sorted(last or reached(firm, list(found)[-1])))


def _back(found: dict[str, Step | None], last: str) -> tuple[str, ...]:
    chain, step = [last], found[last]
    while step:
        chain.append(step.source)
        step = found[step.source]
    return tuple(reversed(chain))


def _stops(
    network: Network, rows: Sequence[Way], stopped: dict[str, tuple[str, ...]], best: dict[str, Step], most: int
) -> list[Finding]:
    states = {row.body: row for row in rows}
    at: dict[tuple[str, ...], list[str]] = {}
    unasked = []
    for body, ends in stopped.items():
        if states[body].state == _STOPS:
            at.setdefault(ends, []).append(body)
        else:
            unasked.append(body)
    groups = sorted(at.items(), key=lambda group: (-len(group[1]), group[0]))
    found = [_stop(network, ends, [states[b] for b in bodies], best) for ends, bodies in groups[:most]]
    if len(groups) > most:
        found.append(_more(network, [body for _, bodies in groups[most:] for body in bodies]))
    return [*found, _not_surveyed(network, unasked)] if unasked else found


def _stop(network: Network, ends: tuple[str, ...], rows: Sequence[Way], best: dict[str, Step]) -> Finding:
    ids = [row.body for row in rows]
    circle = firm_steps(network).get(ends[0])
    who = listed(network, ids)
    if len(ids) > 1:
        who = Text("{n} Gremien", "{n} bodies").format(n=len(ids))
    text = (
        Text(
            "Der Bericht von {who} geht im Kreis zwischen {ends} und erreicht kein politisches Gremium.",
            "The report of {who} goes round between {ends} and reaches no political body.",
        )
        if circle
        else Text(
            "Der Bericht von {who} endet bei {ends}; von dort führt kein Weg in ein politisches Gremium.",
            "The report of {who} stops at {ends}; no way leads on from there to a political body.",
        )
    ).format(who=who, ends=listed(network, ends, 3))
    if len(ids) > 1:
        text += Text("Es geht um {names}.", "This is about {names}.").format(names=listed(network, ids))
    weak = [row for row in rows if row.weak_chain]
    if weak:
        text += Text(
            "Nur über Federführung und Sitze käme etwas an: {chain}.",
            "Only through leads and seats would anything arrive: {chain}.",
        ).format(chain=" → ".join(network.name(i) for i in min(weak, key=lambda r: len(r.weak_chain)).weak_chain))
    on_the_way = {node for body in ids for node in reached(firm_steps(network), body)}
    ties = [s.tie for node in sorted(on_the_way) for s in firm_steps(network).get(node, ())]
    surveys = [t for t in network.ties_of("covers") if t.target_id in on_the_way]
    old = standing(network, on_the_way) is Standing.OLD
    return Finding(
        key=f"{_ID}/stops/{'+'.join(ends)}",
        kind="stops",
        severity=Severity.HIGH if len(ids) > 1 else Severity.MEDIUM,
        grade=Grade.B,
        basis=Standing.OLD if old else Standing.RECORDED,
        text=text,
        nodes=(*ids, *(end for end in ends if end not in ids)),
        ties=tuple(tie.key for tie in ties),
        evidence=evidence(network, [*ties, *surveys]),
        next_step=_next_step(network, ends, best),
        numbers={"bodies": len(ids)},
    )


def _next_step(network: Network, ends: tuple[str, ...], best: dict[str, Step]) -> Text:
    heard: dict[str, int] = {}
    for tie in network.ties_of("reports_to"):
        node = network.nodes[tie.target_id]
        if tie.target_id in best and node.kind == "body" and tie.target_id not in ends:
            heard[tie.target_id] = heard.get(tie.target_id, 0) + 1
    near = min(heard, key=lambda b: (-heard[b], b), default=None)
    if near is None:
        return Text(
            "Mit {ends} klären, an wen von dort berichtet wird.", "Clarify with {ends} to whom they report."
        ).format(ends=listed(network, ends, 3))
    return Text(
        "Mit {ends} klären, an wen von dort berichtet wird; nahe liegt {near} (Berichte heute von {n}).",
        "Clarify with {ends} to whom they report; at hand is {near} (reports today from {n}).",
    ).format(
        ends=listed(network, ends, 3),
        near=listed(network, (near,)),
        n=counted(heard[near], Text("Gremium", "body"), Text("Gremien", "bodies")),
    )


def _more(network: Network, ids: Sequence[str]) -> Finding:
    return Finding(
        key=f"{_ID}/stops-elsewhere",
        kind="stops-elsewhere",
        severity=Severity.LOW,
        grade=Grade.B,
        basis=Standing.RECORDED,
        text=Text(
            "Der Bericht von {n} endet an weiteren Stellen vor der Politik; welchen, steht in der Tabelle.",
            "The report of {n} stops before politics at further places; which ones stands in the table.",
        ).format(n=counted(len(ids), Text("Gremium", "body"), Text("Gremien", "bodies"))),
        nodes=tuple(ids),
        evidence=evidence(network, [s.tie for i in ids[:20] for s in firm_steps(network)[i]]),
        next_step=Text(
            "Mit den einzeln genannten Stellen anfangen.",
            "Begin with the places named one by one.",
        ),
        numbers={"bodies": len(ids)},
    )


def _not_surveyed(network: Network, ids: Sequence[str]) -> Finding:
    return Finding(
        key=f"{_ID}/not-surveyed",
        kind="not-surveyed",
        severity=Severity.LOW,
        grade=Grade.C,
        basis=Standing.NOT_SURVEYED,
        text=Text(
            "Wie es weitergeht, wenn diese Gremien berichtet haben, ist nicht erfasst und wurde nicht überall gefragt. Es geht "
            "um {names}.",
            "What follows after these bodies have reported is not recorded and was not asked everywhere. This is about {names}.",
        ).format(names=listed(network, ids)),
        nodes=tuple(ids),
        evidence=evidence(network, [s.tie for i in ids for s in firm_steps(network)[i]]),
        next_step=Text(
            "Bei {names} fragen, an wen Ergebnisse weitergehen, und es eintragen.",
            "Ask {names} to whom results are passed on, and record it.",
        ).format(names=listed(network, sorted({s.target for i in ids for s in firm_steps(network)[i]})[:3])),
        numbers={"bodies": len(ids)},
    )


def _summary(network: Network, rows: Sequence[Way]) -> Text:
    count = [row.state for row in rows].count
    text = Text(
        "{n}: {political} selbst politisch, {arrives} mit festem Weg in ein politisches Gremium, {stops} mit einem Weg, der "
        "vorher endet, {nowhere} ohne Bericht an jemanden, {open} nicht erhoben.",
        "{n}: {political} political themselves, {arrives} with a firm way to a political body, {stops} with a way that stops "
        "before, {nowhere} without a report to anybody, {open} not surveyed.",
    ).format(
        n=counted(len(rows), Text("ständiges Gremium", "standing body"), Text("ständige Gremien", "standing bodies")),
        political=count(_POLITICAL), arrives=count(_ARRIVES), stops=count(_STOPS), nowhere=count(_NOWHERE),
        open=count(_UNASKED),
    )  # fmt: skip
    numbers = stages(network)
    if not numbers["all"]:
        return text
    return text + Text(
        "Empfehlungen: {all}, davon {draft} als Entwurf, {decided} beschlossen, {sent} übergeben, {answered} beantwortet. Zu "
        "{needs_recommended} von {needs} Bedarfen ist eine Empfehlung erfasst.",
        "Recommendations: {all}, of them {draft} drafts, {decided} decided, {sent} handed over, {answered} answered. For "
        "{needs_recommended} of {needs} needs a recommendation is recorded.",
    ).format(**numbers)
