"""Reach: who hears from a body, in how many steps, who never, and whom to tell first so that most hear."""

from collections.abc import Sequence
from typing import Annotated

import numpy as np

from graph_service.analyses._common import counted, decimal, known, listed, rounded
from graph_service.analyses._flow import Flow, flow
from graph_service.analyses._hearing import First, Hearing, findings_on_hearing, first_told
from graph_service.analyses._losses_words import numbered
from graph_service.analyses.base import T_, Params, Record, Ref, Refs, Result, analysis
from graph_service.analyses.parameters import Seed, asked
from graph_service.kernels.cover import fewest_starts, groups_within
from graph_service.kernels.distances import distances, sampled_targets, steps_from, weighted_reach, within_steps
from graph_service.network import Network
from graph_service.words import Text

_SHOWN_STEPS = 3


class ReachParams(Params):
    """Parameters of *reach*."""

    body: Annotated[str | None, T_("Ausgehend von", "starting from"), asked(
        "Nur für dieses Gremium oder diesen Akteur: wer davon hört und wer nie.",
        "Id of one body or actor: who hears from it, and who never.", names=("body", "actor"), max_length=120,
    )] = None  # fmt: skip
    steps: Annotated[int, T_("Schritte", "steps"), asked(
        "In höchstens so vielen Schritten muss etwas ankommen, um als rechtzeitig gehört zu gelten.",
        "In how many steps something must arrive to count as heard in time.", ge=1, le=10,
    )] = 2  # fmt: skip
    first: Annotated[int, T_("Zuerst informieren", "tell first"), asked(
        "Höchstens so viele werden genannt, die zuerst informiert werden sollten.",
        "How many at most are named that should be told first.", ge=1, le=50,
    )] = 5  # fmt: skip
    cooperation: Annotated[bool, T_("Zusammenarbeit zählt mit", "count working together"), asked(
        "Wer zusammenarbeitet, sagt in beide Richtungen weiter.",
        "Whether working together counts as passing on, both ways.",
    )] = False  # fmt: skip
    exact_up_to: Annotated[int, T_("Genau gezählt bis", "exact up to"), asked(
        "Bis zu so vielen Akteuren und Gremien wird genau gezählt.",
        "Up to how many actors and bodies it counts exactly.", ge=0, le=1_000_000,
    )] = 30_000  # fmt: skip
    targets: Annotated[int, T_("Gezogene Hörende", "hearers drawn"), asked(
        "Darüber: aus so vielen zufällig gezogenen Hörenden wird hochgerechnet.",
        "Above that: how many are drawn as hearers.", ge=2, le=20_000,
    )] = 1024  # fmt: skip
    seed: Seed = 0


class BodyReach(Record):
    """How many hear from one body."""

    body: Annotated[Ref, T_("Gremium", "body")]
    level: Annotated[Text | None, T_("Ebene", "level")]
    in_1: Annotated[int, T_("hören in 1 Schritt", "hear in 1 step")]
    in_2: Annotated[int, T_("in höchstens 2", "in at most 2")]
    in_3: Annotated[int, T_("in höchstens 3", "in at most 3")]
    ever: Annotated[int, T_("irgendwann", "ever")]
    never: Annotated[int, T_("nie", "never")]
    weighted: Annotated[float | None, T_("Reichweite nach Abstand", "reach by distance")]
    own_fields: Annotated[Refs, T_("eigene Felder", "own fields")]
    other_fields: Annotated[Refs, T_("andere Felder rechtzeitig erreicht", "other fields reached in time")]


class Hearer(Record):
    """Whether and how one actor or body hears from the one asked about."""

    who: Annotated[Ref, T_("wer", "who")]
    kind: Annotated[Text, T_("Art", "kind")]
    steps: Annotated[int | None, T_("Schritte", "steps")]
    through: Annotated[Refs, T_("zuletzt über", "at last through")]
    state: Annotated[Text, T_("Stand", "state")]


class FirstTold(Record):
    """One to tell first, and what that adds."""

    turn: Annotated[int, T_("Reihenfolge", "order")]
    who: Annotated[Ref, T_("wer", "who")]
    adds: Annotated[int, T_("hören dadurch zusätzlich", "hear in addition")]
    total: Annotated[int, T_("hören zusammen", "hear in all")]
    weighted: Annotated[float | None, T_("Reichweite nach Abstand, zusammen", "reach by distance, together")]


class ReachResult(Result):
    """How far each body is heard, who hears from one, and whom to tell first."""

    bodies: Annotated[tuple[BodyReach, ...], T_("Wie weit man von Gremien hört", "How far bodies are heard")] = ()
    hearers: Annotated[tuple[Hearer, ...], T_("Wer davon hört", "Who hears of it")] = ()
    first: Annotated[tuple[FirstTold, ...], T_("Wen zuerst informieren", "Whom to tell first")] = ()


_NEVER = Text("nie, nach dem, was erfasst ist", "never, by what is recorded")
_UNASKED = Text("nicht erhoben", "not surveyed")
_HEARS = Text("hört davon", "hears of it")


@analysis(
    title=Text("Reichweite", "Reach"),
    question=Text(
        "Wer hört von einem Gremium, in wie vielen Schritten, und wer nie?",
        "Who hears from a body, in how many steps, and who never?",
    ),
    reading=Text(
        "Ein Schritt ist einmal Weitersagen auf einem erfassten Weg. Rechtzeitig heißt: in höchstens so vielen Schritten wie "
        "eingestellt. „Nie“ heißt, dass kein erfasster Weg hinführt; wurde jemand nicht gefragt, heißt es „nicht erhoben“. Die "
        "Gremien stehen nach Kennung, nicht nach Rang.",
        "A step is passing something on once on a recorded way. In time means: in at most as many steps as chosen. “Never” "
        "means that no recorded way leads there; if somebody was not asked it says “not surveyed”. Bodies are ordered by id, "
        "not by rank.",
    ),
    says_not=Text(
        "Ob wirklich etwas weitergesagt wird, steht hier nicht: Es sind Wege, auf denen es möglich wäre. Telefonate und "
        "Flurgespräche fehlen.",
        "Whether anything is really passed on does not stand here: these are ways on which it could be. Telephone calls and "
        "talks in the corridor are missing.",
    ),
    method=Text(
        "Gerichtete Wege: „informiert“ und „berichtet an“ vom einen zum anderen; ein Mitglied oder wer leitet hört, was sein "
        "Gremium tut, und das Gremium hört, was sie einbringen (je ein Schritt); ein Gast hört, bringt aber nichts ein; "
        "Zusammenarbeit zählt nur auf Wunsch, Förderung und „Teil von“ nicht. Reichweite nach Abstand: Mittel von 1/Schritte "
        "über alle, sich selbst mit 1, wer nie hört mit 0 (Borgatti 2006). Wen zuerst informieren: schrittweise, wer jeweils am "
        "meisten hinzubringt; das erreicht mindestens 63 % dessen, was die beste Auswahl gleicher Größe erreicht. Die kleinste "
        "Zahl, damit es am Ende alle erfahren, ist genau (starke Komponenten ohne Zugang).",
        "Directed ways: “informs” and “reports to” from the one to the other; a member or lead hears what its body does, and "
        "the body hears what they bring (one step each); a guest hears but brings nothing; working together counts only if "
        "asked for, funding and “part of” do not. Reach by distance: mean of 1/steps over all, oneself 1, who never hears 0 "
        "(Borgatti 2006). Whom to tell first: one by one who adds most; that reaches at least 63 % of what the best choice of "
        "the same size reaches. The smallest number so that all hear in the end is exact (strong components without entry).",
    ),
    limits=Text(
        "Über 30.000 Akteuren und Gremien (einstellbar) wird aus einer Ziehung der Hörenden hochgerechnet und das gesagt. "
        "Es wird gezählt, nicht gereiht.",
        "Above 30,000 actors and bodies (adjustable) it projects from a draw of hearers and says so. It counts, it "
        "does not rank.",
    ),
    references=(
        "Borgatti (2006), Computational & Mathematical Organization Theory 12:21–34, doi:10.1007/s10588-006-7084-x",
        "Nemhauser, Wolsey & Fisher (1978), Mathematical Programming 14:265–294, doi:10.1007/BF01588971",
    ),
    yields="findings",
    order=100,
)
def reach(network: Network, params: ReachParams) -> ReachResult:
    """How many hear from each body in 1, 2, 3 steps, ever and never; who hears from one; whom to tell first.

    Directed ways of information; a finding is a body of which nobody outside its own fields hears in time, and actors and
    bodies that hear from nobody.
    """
    asked_for = known(network, params, "body")
    ways = flow(network, cooperation=params.cooperation)
    heard = _hearing(network, ways, params)
    chosen = first_told(network, ways, heard, params.steps, params.first)
    findings = findings_on_hearing(network, heard, chosen, params.steps)
    bodies = tuple(_row(network, heard, node.id) for node in network.of("body"))
    hearers = _hearers(network, ways, asked_for) if asked_for else ()
    if asked_for:
        findings = tuple(f for f in findings if asked_for in f.nodes)
        summary = _summary_of_one(network, asked_for, hearers)
    else:
        summary = _summary(network, ways, heard, chosen, params)
    return ReachResult(
        summary=summary,
        findings=findings,
        bodies=bodies,
        hearers=hearers,
        first=_first_rows(network, ways, chosen),
    )


def _hearing(network: Network, ways: Flow, params: ReachParams) -> Hearing:
    n = len(network.acting)
    targets = sampled_targets(n, params.targets, params.seed) if n > params.exact_up_to else None
    counted_steps = max(params.steps, _SHOWN_STEPS)
    return Hearing(
        at={who: i for i, who in enumerate(network.acting)},
        distances=distances(ways.adjacency, steps=counted_steps if targets is None else 0, targets=targets),
        few=None if targets is None else within_steps(ways.adjacency, np.arange(n), counted_steps),
        fields=groups_within(ways.adjacency, network.placed, params.steps),
        own=network.placed.toarray() > 0,
        given=np.diff(ways.adjacency.indptr) > 0,
        entered=np.bincount(ways.adjacency.indices, minlength=n) > 0,
    )


def _row(network: Network, heard: Hearing, body: str) -> BodyReach:
    i = heard.at[body]
    level = getattr(network.nodes[body], "level", None)
    ever = heard.ever(i)
    return BodyReach(
        body=body,
        level=level.text if level else None,
        in_1=heard.within(i, 1),
        in_2=heard.within(i, 2),
        in_3=heard.within(i, 3),
        ever=ever,
        never=len(network.acting) - 1 - ever,
        weighted=rounded((float(heard.distances.harmonic[i]) + 1) / len(network.acting)),
        own_fields=tuple(network.fields[j] for j in np.flatnonzero(heard.own[i])),
        other_fields=tuple(network.fields[j] for j in np.flatnonzero(heard.fields[i] & ~heard.own[i])),
    )


def _hearers(network: Network, ways: Flow, who: str) -> tuple[Hearer, ...]:
    start = network.acting.index(who)
    steps = steps_from(ways.adjacency, np.array([start]))
    into = ways.adjacency.tocsc()
    rows = []
    for i, hearer in enumerate(network.acting):
        if i == start:
            continue
        before = into.indices[into.indptr[i] : into.indptr[i + 1]] if steps[i] > 0 else ()
        through = [network.acting[j] for j in before if steps[j] == steps[i] - 1 and j != start]
        state = _HEARS if steps[i] > 0 else _NEVER if hearer in network.asked else _UNASKED
        rows.append(
            Hearer(
                who=hearer,
                kind=network.nodes[hearer].spec.text,
                steps=int(steps[i]) if steps[i] > 0 else None,
                through=tuple(sorted(through)),
                state=state,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.steps is None, row.steps or 0, row.who)))


def _first_rows(network: Network, ways: Flow, chosen: Sequence[First]) -> tuple[FirstTold, ...]:
    rows, total = [], 0
    starts: list[int] = []
    for turn, one in enumerate(chosen, start=1):
        total += one.adds
        starts.append(network.acting.index(one.who))
        together = weighted_reach(steps_from(ways.adjacency, np.array(starts)))
        rows.append(FirstTold(turn=turn, who=one.who, adds=one.adds, total=total, weighted=rounded(together)))
    return tuple(rows)


def _summary(network: Network, ways: Flow, heard: Hearing, chosen: Sequence[First], params: ReachParams) -> Text:
    n = len(network.acting)
    if not n:
        return Text("Es ist niemand erfasst, der etwas hören könnte.", "Nobody is recorded who could hear anything.")
    bodies = [heard.within(heard.at[node.id], params.steps) for node in network.of("body")]
    steps = _steps(params.steps)
    text = Text("", "")
    if bodies:
        text = Text(
            "Von einem Gremium hören in höchstens {steps} meist {median} der übrigen {n} Akteure und Gremien (mindestens "
            "{least}, höchstens {most}).",
            "From a body, in at most {steps}, usually {median} of the other {n} actors and bodies hear (at least {least}, at "
            "most {most}).",
        ).format(
            steps=steps, median=_about(round(float(np.median(bodies)))), n=n - 1, least=min(bodies), most=max(bodies)
        )
    if not heard.distances.exact:
        text += Text(
            "Wer irgendwann davon hört, ist hochgerechnet aus {k} gezogenen Hörenden (Startwert {seed}; Standardfehler der "
            "mittleren Schrittzahl {error}).",
            "Who hears in the end is projected from {k} hearers drawn (seed {seed}; standard error of the mean number of "
            "steps {error}).",
        ).format(
            k=len(heard.distances.targets),
            seed=str(params.seed),
            error=decimal(heard.distances.mean_distance_error or 0, 3),
        )
    if chosen:
        total = sum(one.adds for one in chosen)
        one = len(chosen) == 1
        text += Text(
            "{are} zuerst {who} informiert, hören es in höchstens {steps} {total} von {n}.",
            "If {who} {are} told first, {total} of {n} hear it in at most {steps}.",
        ).format(
            are=Text("Wird" if one else "Werden", "is" if one else "are"),
            who=listed(network, [first.who for first in chosen]),
            steps=steps,
            total=total,
            n=n,
        )
    starts = fewest_starts(ways.adjacency)
    alone = sum(len(group) == 1 and not heard.given[group[0]] for group in starts)
    return text + Text(
        "Damit es am Ende alle erfahren, braucht es mindestens {k}; ohne erfassten Weg zu oder von anderen: {alone}.",
        "For all to hear in the end it takes at least {k}; without a recorded way to or from others: {alone}.",
    ).format(
        k=counted(len(starts), Text("erste Stelle", "first party"), Text("erste Stellen", "first parties")), alone=alone
    )


def _about(n: int) -> Text:
    return Text(f"etwa {n}", f"about {n}") if n else Text("niemand", "none")


def _steps(n: int) -> Text:
    return counted(n, Text("Schritt", "step"), Text("Schritten", "steps"))


def _summary_of_one(network: Network, who: str, hearers: Sequence[Hearer]) -> Text:
    parts = []
    for k in range(1, _SHOWN_STEPS + 1):
        now = tuple(row.who for row in hearers if row.steps == k)
        if now:
            parts.append(
                Text("in {steps} {who}", "in {steps} {who}").format(steps=_steps(k), who=numbered(network, now))
            )
    later = tuple(row.who for row in hearers if row.steps and row.steps > _SHOWN_STEPS)
    if later:
        parts.append(Text("später {who}", "later {who}").format(who=numbered(network, later)))
    never = [row for row in hearers if row.steps is None]
    asked = sum(row.state == _NEVER for row in never)
    if parts:
        text = Text("Von „{who}“ hören: {parts}.", "From “{who}” hear: {parts}.").format(
            who=network.name(who), parts=Text(", ".join(p.de for p in parts), ", ".join(p.en for p in parts))
        )
    else:
        text = Text(
            "Von „{who}“ hört niemand auf einem erfassten Weg.", "Nobody hears from “{who}” on a recorded way."
        ).format(who=network.name(who))
    return text + Text(
        "Zu {never} führt kein erfasster Weg; {asked} davon wurden gefragt, bei den übrigen ist es nicht erhoben.",
        "No recorded way leads to {never}; {asked} of them were asked, for the others it was not surveyed.",
    ).format(never=len(never), asked=asked)
