"""Field bridges: which fields hang together, through whom, how firmly."""

import random
from typing import Annotated

from pydantic import Field

from graph_service.analyses._common import listed, standing
from graph_service.analyses._field_pairs import Pair, pairs, peopled
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

LOSS = 0.1


class FieldBridgesParams(Params):
    """Parameters of *field-bridges*."""

    draws: int = Field(50, ge=1, le=1000, description="Draws in which a tenth of the ties is left out.")
    seed: int = Field(0, ge=0, le=2**31 - 1, description="Seed of these draws.")


class FieldPair(Record):
    """Two fields and what joins them."""

    first: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    second: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    shared_bodies: Annotated[int, T_("gemeinsame Gremien", "shared bodies")]
    shared_actors: Annotated[int, T_("gemeinsame Akteure", "shared actors")]
    expected_actors: Annotated[float | None, T_("bei Zufall zu erwarten", "expected by chance")]
    p_fewer: Annotated[float | None, T_("p: so wenige", "p: so few")]
    p_more: Annotated[float | None, T_("p: so viele", "p: so many")]
    p_fewer_holm: Annotated[float | None, T_("p: so wenige, nach Holm", "p: so few, Holm")]
    routes: Annotated[int, T_("unabhängige Wege", "independent routes")]
    cut: Annotated[Refs, T_("kleinste Trennstelle", "smallest cut")]
    bodies: Annotated[Refs, T_("welche Gremien", "which bodies")]
    actors: Annotated[Refs, T_("welche Akteure", "which actors")]


class Bridge(Record):
    """One actor or body that joins fields."""

    who: Annotated[Ref, T_("wer", "who")]
    pairs: Annotated[int, T_("verbundene Feldpaare", "field pairs joined")]
    alone: Annotated[int, T_("davon als Einzige", "of them as the only one")]
    fields: Annotated[Refs, T_("Handlungsfelder", "fields of action")]


class FieldBridgesResult(Result):
    """Every pair of fields with somebody in both fields, and everybody who joins a pair."""

    pairs: Annotated[tuple[FieldPair, ...], T_("Feldpaare", "Pairs of fields")] = ()
    bridges: Annotated[tuple[Bridge, ...], T_("Wer Felder verbindet", "Who joins fields")] = ()
    without_anybody: Annotated[Refs, T_("Felder ohne Erfasste", "fields with nobody recorded")] = ()


@analysis(
    title=Text("Brücken zwischen Feldern", "Bridges between fields"),
    question=Text(
        "Welche Handlungsfelder hängen zusammen, durch wen, und wie fest?",
        "Which fields of action hang together, through whom, and how firmly?",
    ),
    reading=Text(
        "Ein Akteur gehört zu einem Feld, wenn er dort arbeitet oder in einem Gremium sitzt, das dort arbeitet. "
        "Verglichen wird mit dem, was die Größe der Felder und die Zahl der Felder je Akteur allein erwarten ließen. "
        "Unabhängige Wege haben keinen Akteur und kein Gremium gemeinsam; die kleinste Trennstelle nennt, wessen "
        "Wegfall alle Wege unterbricht.",
        "An actor belongs to a field if it works there or sits in a body that does. The comparison is with what the "
        "size of the fields and the number of fields of each actor alone would lead one to expect. Independent routes "
        "share no actor and no body; the smallest cut names those whose loss breaks all routes.",
    ),
    says_not=Text(
        "Ob eine Verbindung gut arbeitet, steht hier nicht, und was nicht erfasst ist, fehlt auch hier. Wer viel verbindet, "
        "trägt Last und macht abhängig; besser oder schlechter ist er deshalb nicht.",
        "Whether a connection works well does not stand here, and what is not recorded is missing here too. Who joins much "
        "carries load and makes dependent; that makes nobody better or worse.",
    ),
    method=Text(
        "Zwei-Modus-Matrix Akteure × Felder. Erwartung: Summe über alle Akteure von P[a, i]·P[a, j] des SDSM (bipartites "
        "Konfigurationsmodell), angepasst an beide Randsummen; die Wahrscheinlichkeiten sind die genauen Ränder der "
        "Poisson-Binomialverteilung, nach Holm für alle Paare berichtigt. Wege: knotenfremde Wege durch Akteure und Gremien "
        "(Menger), nie durch ein drittes Feld.",
        "Two-mode matrix of actors × fields. Expected: sum over all actors of P[a, i]·P[a, j] of the SDSM (bipartite "
        "configuration model) fitted to both margins; the probabilities are exact tails of the Poisson-binomial distribution, "
        "corrected after Holm over all pairs. Routes: vertex-disjoint routes through actors and bodies (Menger), never "
        "through a third field.",
    ),
    limits=Text(
        "Unter 30 Akteuren insgesamt oder 5 in einem Feld wird nur gezählt, ohne Wahrscheinlichkeit. Bei der Größe eines "
        "Landkreises ist ein seltener Unterschied selten beweisbar: „nicht auffällig“ heißt nicht „in Ordnung“.",
        "Below 30 actors in all or 5 in a field it only counts, without probability. At the size of a county few differences "
        "can be proven: “not conspicuous” does not mean “all is well”.",
    ),
    references=(
        "Neal, Domagalski & Sagan (2021), Scientific Reports 11:23929, doi:10.1038/s41598-021-03238-3",
        "Moody & White (2003), American Sociological Review 68:103–127, doi:10.2307/3088904",
    ),
    yields="findings",
    order=20,
)
def field_bridges(network: Network, params: FieldBridgesParams) -> FieldBridgesResult:
    """Shared actors and bodies of every pair of fields, expected number, independent routes, smallest cut.

    Two-mode actors × fields (belonging = works in, or member of a body that works in). Expected: sum over actors of
    P[a, i] P[a, j] of the SDSM fitted to both degree lists; tails Poisson-binomial, exact; Holm over all pairs that
    satisfy the size rules (30 actors in all, 5 in each field), else None. Routes: vertex-disjoint paths through actors
    and bodies (Menger). A finding is a pair joined directly by exactly one actor or body.
    """
    found = pairs(network)
    lonely = [pair for pair in found if len(carriers(network, pair)) == 1]
    return FieldBridgesResult(
        summary=_summary(network, found, lonely),
        findings=_findings(network, lonely, params),
        pairs=tuple(_row(pair) for pair in found),
        bridges=_bridges(network, found),
        without_anybody=tuple(f for f in network.fields if f not in peopled(network)),
    )


def carriers(network: Network, pair: Pair) -> tuple[str, ...]:
    """Who joins two fields directly: bodies in both, and actors in both other than only through such a body."""
    shared = set(pair.bodies)

    def by_itself(actor: str) -> bool:
        ways = [_ways(network, field_id, actor) - shared for field_id in (pair.first, pair.second)]
        return all(ways)

    return (*pair.bodies, *(actor for actor in pair.actors if by_itself(actor)))


def _ways(network: Network, field_id: str, actor: str) -> set[str]:
    ties = network.belonging[field_id][actor]
    direct = {"" for tie in ties if tie.kind == "works_in" and tie.source_id == actor}
    return direct | {tie.target_id for tie in ties if tie.kind != "works_in"}


def _row(pair: Pair) -> FieldPair:
    return FieldPair(
        first=pair.first, second=pair.second, shared_bodies=len(pair.bodies), shared_actors=len(pair.actors),
        expected_actors=pair.expected, p_fewer=pair.lower, p_more=pair.upper, p_fewer_holm=pair.lower_holm,
        routes=pair.routes, cut=pair.cut, bodies=pair.bodies, actors=pair.actors,
    )  # fmt: skip


def _bridges(network: Network, found: tuple[Pair, ...]) -> tuple[Bridge, ...]:
    joined: dict[str, list[tuple[Pair, bool]]] = {}
    for pair in found:
        direct = carriers(network, pair)
        for who in direct:
            joined.setdefault(who, []).append((pair, len(direct) == 1))
    rows = [
        Bridge(
            who=who,
            pairs=len(at),
            alone=sum(only for _, only in at),
            fields=tuple(sorted({f for pair, _ in at for f in (pair.first, pair.second)})),
        )
        for who, at in joined.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.alone, -row.pairs, row.who)))


def _ties(network: Network, pair: Pair, who: str) -> tuple[AnyTie, ...]:
    ties: dict[str, AnyTie] = {}
    for field_id in (pair.first, pair.second):
        for tie in (*network.belonging[field_id].get(who, ()), *network.bodies_in[field_id].get(who, ())):
            ties[tie.key] = tie
    return tuple(ties.values())


def _findings(network: Network, lonely: list[Pair], params: FieldBridgesParams) -> tuple[Finding, ...]:
    """One finding a pair where fields were asked about; else one for each actor or body that joins alone."""
    unasked: dict[str, list[Pair]] = {}
    found = []
    for pair in lonely:
        (who,) = carriers(network, pair)
        if standing(network, (pair.first, pair.second)) is Standing.NOT_SURVEYED:
            unasked.setdefault(who, []).append(pair)
        else:
            found.append(_finding(network, pair, who, params))
    return (*found, *(_unasked_finding(network, who, at) for who, at in sorted(unasked.items())))


def _finding(network: Network, pair: Pair, who: str, params: FieldBridgesParams) -> Finding:
    only = pair.routes <= 1
    ties = _ties(network, pair, who)
    names = {"a": network.name(pair.first), "b": network.name(pair.second), "who": network.name(who)}
    text = Text(
        "Die Felder „{a}“ und „{b}“ verbindet nach dem, was erfasst ist, nur „{who}“.",
        "By what is recorded, only “{who}” joins the fields “{a}” and “{b}”.",
    ).format(**names)
    if only:
        text += Text(
            "Fällt diese Stelle weg, führt kein erfasster Weg mehr vom einen Feld zum anderen.",
            "Without it no recorded route leads from one field to the other.",
        )
    else:
        text += Text(
            "Daneben gibt es Umwege: {n} voneinander unabhängige Wege über Akteure und Gremien.",
            "Besides there are detours: {n} independent routes through actors and bodies.",
        ).format(n=pair.routes)
    return Finding(
        key=f"field-bridges/single-bridge/{pair.first}/{pair.second}",
        kind="single-bridge",
        severity=Severity.HIGH if only else Severity.MEDIUM,
        grade=Grade.A if only else Grade.B,
        basis=standing(network, (pair.first, pair.second)),
        text=text,
        nodes=(pair.first, pair.second, who),
        ties=tuple(tie.key for tie in ties),
        evidence=evidence(network, ties),
        next_step=Text(
            "Mit „{who}“ klären, wer die Verbindung mitträgt oder vertritt, und eine zweite Stelle aus „{a}“ in ein "
            "Gremium von „{b}“ einladen.",
            "Clarify with “{who}” who shares or stands in for this link, and invite a second party from “{a}” into a "
            "body of “{b}”.",
        ).format(**names),
        numbers={
            "shared_actors": len(pair.actors),
            "shared_bodies": len(pair.bodies),
            "expected_actors": pair.expected,
            "p_fewer": pair.lower,
            "routes": pair.routes,
            "holds_without_a_tenth_of_ties": _holds(network, pair, who, params),
            "draws": params.draws,
        },
    )


def _unasked_finding(network: Network, who: str, at: list[Pair]) -> Finding:
    fields = sorted({field_id for pair in at for field_id in (pair.first, pair.second)})
    ties = {tie.key: tie for pair in at for tie in _ties(network, pair, who)}
    text = Text(
        "„{who}“ ist die einzige erfasste Verbindung zwischen {fields}. Ob es weitere gibt, ist nicht erhoben.",
        "“{who}” is the only recorded link between {fields}. Whether there are others was not surveyed.",
    ).format(who=network.name(who), fields=listed(network, fields))
    return Finding(
        key=f"field-bridges/single-bridge-not-surveyed/{who}",
        kind="single-bridge-not-surveyed",
        severity=Severity.LOW,
        grade=Grade.C,
        basis=Standing.NOT_SURVEYED,
        text=text,
        nodes=(who, *fields),
        ties=tuple(ties),
        evidence=evidence(network, ties.values()),
        next_step=Text(
            "In diesen Feldern fragen, wer dort noch mitarbeitet und in welchen Gremien; danach zeigt sich, ob die "
            "Verbindung wirklich an einer Stelle hängt.",
            "Ask in these fields who else works there and in which bodies; then it shows whether the link really hangs "
            "on one party.",
        ),
        numbers={"pairs": len(at), "fields": len(fields)},
    )


def _holds(network: Network, pair: Pair, who: str, params: FieldBridgesParams) -> float:
    """Share of draws in which *who* still joins the pair after each tie was left out with a chance of one tenth."""
    sides = [network.belonging[f].get(who) or network.bodies_in[f][who] for f in (pair.first, pair.second)]
    draw = random.Random(f"{params.seed}/{pair.first}/{pair.second}")  # noqa: S311 - a seeded draw, not a secret
    keys = sorted({tie.key for side in sides for tie in side})
    kept = 0
    for _ in range(params.draws):
        lost = {key for key in keys if draw.random() < LOSS}
        kept += all(any(set(way).isdisjoint(lost) for way in _each_way(who, side)) for side in sides)
    return round(kept / params.draws, 3)


def _each_way(who: str, side: tuple[AnyTie, ...]) -> list[tuple[str, ...]]:
    """Ways that place *who* in a field: one tie, or a seat together with the body's tie to the field."""
    ways = [(tie.key,) for tie in side if tie.kind == "works_in" and tie.source_id == who]
    fields = {tie.source_id: tie.key for tie in side if tie.kind == "works_in"}
    return ways + [(tie.key, fields[tie.target_id]) for tie in side if tie.kind != "works_in"]


def _summary(network: Network, found: tuple[Pair, ...], lonely: list[Pair]) -> Text:
    empty = len(network.fields) - len(peopled(network))
    if not found:
        return Text(
            "Es gibt keine zwei Handlungsfelder, in denen jemand erfasst ist; über Brücken lässt sich nichts sagen.",
            "There are no two fields of action with anybody recorded; nothing can be said about bridges.",
        )
    joined = [pair for pair in found if pair.bodies or pair.actors]
    busiest = _bridges(network, found)[:3]
    text = Text(
        "Von {n} Feldpaaren haben {m} mindestens einen Akteur oder ein Gremium gemeinsam; {k} davon hängen an einer "
        "einzigen Stelle.",
        "Of {n} pairs of fields {m} share at least one actor or body; {k} of them hang on a single one.",
    ).format(n=len(found), m=len(joined), k=len(lonely))
    if busiest:
        text += Text("Die meisten Felder verbinden: {who}.", "Most fields are joined by: {who}.").format(
            who=listed(network, [row.who for row in busiest])
        )
    if empty:
        text += Text(
            "In {n} weiteren Feldern ist niemand erfasst; sie sind hier nicht mitgezählt.",
            "In {n} further fields nobody is recorded; they are not counted here.",
        ).format(n=empty)
    return text
