"""Field bridges: which fields hang together, through whom, how firmly."""

from typing import Annotated

from graph_service.analyses._bridge_words import compared, footing, in_touch, numbers_of
from graph_service.analyses._common import counted, listed, scope_numbers, standing
from graph_service.analyses._field_pairs import Pair, pairs, peopled
from graph_service.analyses._joins import joining_ties, still_joined
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

FEW = 3


class FieldBridgesParams(Params):
    """Parameters of *field-bridges*."""

    draws: Annotated[int, T_("Ziehungen", "draws"), asked(
        "So oft wird geprüft, was bleibt, wenn zufällig ein Zehntel der Verbindungen fehlt.",
        "How often it is tried what stays when a tenth of the ties is left out at random.", ge=1, le=1000,
    )] = 50  # fmt: skip
    seed: Seed = 0


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
    contacts: Annotated[float, T_("Kontakte, anteilig", "contacts, in shares")]
    expected_contacts: Annotated[float, T_("Kontakte, zu erwarten", "contacts expected")]
    routes: Annotated[int, T_("unabhängige Wege", "independent routes")]
    cut: Annotated[Refs, T_("kleinste Trennstelle", "smallest cut")]
    only_through: Annotated[Refs, T_("einzige bekannte Verbindung", "only known link")]
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
        "Wegfall alle Wege unterbricht. Kontakte sind Verbindungen zwischen Beteiligten beider Felder; wer in mehreren Feldern "
        "arbeitet, zählt anteilig (in f Feldern je 1/f).",
        "An actor belongs to a field if it works there or sits in a body that does. The comparison is with what the "
        "size of the fields and the number of fields of each actor alone would lead one to expect. Independent routes "
        "share no actor and no body; the smallest cut names those whose loss breaks all routes. Contacts are ties between "
        "people of the two fields; who works in several fields counts in shares (1/f in each of f fields).",
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
        "(Menger), nie durch ein drittes Feld. Einzige bekannte Verbindung: wer zu jedem Weg gehört, auf dem jemand in beide "
        "Felder kommt. Zu erwartende Kontakte: Produkt der Verbindungsenden beider Felder geteilt durch alle (Newman), ohne die "
        "Brücke selbst. Stärke: A bei unter einem Viertel davon oder nur einem Weg, C ab der Hälfte, sonst B. Verlust: jede "
        "Verbindung fällt mit Wahrscheinlichkeit 0,1 weg.",
        "Two-mode matrix of actors × fields. Expected: sum over all actors of P[a, i]·P[a, j] of the SDSM (bipartite "
        "configuration model) fitted to both margins; the probabilities are exact tails of the Poisson-binomial distribution, "
        "corrected after Holm over all pairs. Routes: vertex-disjoint routes through actors and bodies (Menger), never "
        "through a third field. Only known link: who is part of every way by which somebody comes into both fields. Expected "
        "contacts: product of the tie ends of both fields over all ends (Newman), without the bridge itself. Grade: A below a "
        "quarter of that or with a single route, C from half on, else B. Loss: each tie is missing with probability 0.1.",
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
    and bodies (Menger). A finding is a pair that nobody would join any more without one actor or body.
    """
    found = pairs(network)
    lonely = [pair for pair in found if pair.hinges]
    return FieldBridgesResult(
        summary=_summary(network, found, lonely),
        findings=_findings(network, lonely, params),
        pairs=tuple(_row(pair) for pair in found),
        bridges=_bridges(found),
        without_anybody=tuple(f for f in network.fields if f not in peopled(network)),
    )


def _row(pair: Pair) -> FieldPair:
    return FieldPair(
        first=pair.first, second=pair.second, shared_bodies=len(pair.bodies), shared_actors=len(pair.actors),
        expected_actors=pair.expected, p_fewer=pair.lower, p_more=pair.upper, p_fewer_holm=pair.lower_holm,
        contacts=pair.contacts, expected_contacts=pair.expected_contacts, routes=pair.routes, cut=pair.cut,
        only_through=pair.hinges, bodies=pair.bodies, actors=pair.actors,
    )  # fmt: skip


def _bridges(found: tuple[Pair, ...]) -> tuple[Bridge, ...]:
    joined: dict[str, list[Pair]] = {}
    for pair in found:
        for who in {*pair.carriers, *pair.hinges}:
            joined.setdefault(who, []).append(pair)
    rows = [
        Bridge(
            who=who,
            pairs=len(at),
            alone=sum(who in pair.hinges for pair in at),
            fields=tuple(sorted({f for pair in at for f in (pair.first, pair.second)})),
        )
        for who, at in joined.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.alone, -row.pairs, row.who)))


def _findings(network: Network, lonely: list[Pair], params: FieldBridgesParams) -> tuple[Finding, ...]:
    """One finding a pair where fields were asked about; else one for each actor or body that joins alone."""
    unasked: dict[str, list[Pair]] = {}
    found = []
    for pair in lonely:
        if standing(network, (pair.first, pair.second)) is Standing.NOT_SURVEYED:
            unasked.setdefault(pair.hinges[0], []).append(pair)
        else:
            found.append(_finding(network, pair, params))
    return (*found, *(_unasked_finding(network, who, at) for who, at in sorted(unasked.items())))


def _finding(network: Network, pair: Pair, params: FieldBridgesParams) -> Finding:
    only = pair.routes <= 1
    ties = joining_ties(network, pair.first, pair.second)
    who, *over = pair.hinges
    names = {"a": network.name(pair.first), "b": network.name(pair.second), "who": network.name(who)}
    text = Text(
        "„{who}“ ist die einzige bekannte Verbindung zwischen den Feldern „{a}“ und „{b}“.",
        "“{who}” is the only known link between the fields “{a}” and “{b}”.",
    ).format(**names)
    if over:
        text += Text("Sie führt über {what}.", "It leads through {what}.").format(what=listed(network, over))
    text += _without(network, pair)
    holds = still_joined(network, pair.first, pair.second, params.draws, params.seed)
    doubtful = pair.in_touch and not only
    return Finding(
        key=f"field-bridges/single-bridge/{pair.first}/{pair.second}",
        kind="single-bridge",
        severity=Severity.HIGH if only else Severity.LOW if doubtful else Severity.MEDIUM,
        grade=Grade.A if only or pair.hardly_in_touch else Grade.C if doubtful else Grade.B,
        basis=standing(network, (pair.first, pair.second)),
        text=text,
        footing=in_touch(pair) + compared(pair) + footing(network, holds, params.draws),
        nodes=(pair.first, pair.second, *pair.hinges),
        ties=tuple(tie.key for tie in ties),
        evidence=evidence(network, ties),
        next_step=Text(
            "Mit „{who}“ klären, wer die Verbindung mitträgt oder vertritt, und eine zweite Stelle aus „{a}“ in ein "
            "Gremium von „{b}“ einladen.",
            "Clarify with “{who}” who shares or stands in for this link, and invite a second party from “{a}” into a "
            "body of “{b}”.",
        ).format(**names),
        numbers=numbers_of(network, pair, holds, params.draws, params.seed),
    )


def _without(network: Network, pair: Pair) -> Text:
    """What is left between two fields without the hinge: nothing, or detours through others."""
    if pair.routes <= 1:
        return Text(
            "Fällt diese Stelle weg, führt kein erfasster Weg mehr vom einen Feld zum anderen.",
            "Without it no recorded route leads from one field to the other.",
        )
    text = Text(
        "Mit Umwegen über Dritte gibt es {n} unabhängige Wege.",
        "With detours through others there are {n} independent routes.",
    ).format(n=pair.routes)
    if len(pair.cut) <= FEW:
        text += Text(
            "Alle unterbrechen würde der Wegfall von {cut}.", "All would break with the loss of {cut}."
        ).format(cut=listed(network, pair.cut))
    return text


def _unasked_finding(network: Network, who: str, at: list[Pair]) -> Finding:
    fields = sorted({field_id for pair in at for field_id in (pair.first, pair.second)})
    ties = {tie.key: tie for pair in at for tie in joining_ties(network, pair.first, pair.second)}
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
        numbers={"pairs": len(at), "fields": len(fields), **scope_numbers(network)},
    )


def _on_single_ones(settled: int, unasked: int) -> Text:
    """Say how many pairs hang on one actor or body, and of how many nobody was asked whether there are others."""
    text = Text("", "")
    if settled or not unasked:
        text += Text("An einer einzigen Stelle hängen davon: {k}.", "Hanging on a single actor or body: {k}.").format(
            k=settled
        )
    if unasked:
        text += Text(
            "Nur eine einzige Stelle erfasst, weitere nicht erhoben: {k}.",
            "Only a single actor or body recorded, others not surveyed: {k}.",
        ).format(k=unasked)
    return text


def _on_routes(least: int, most: int) -> Text:
    if least != most:
        return Text(
            "Je Paar sind {least} bis {most} unabhängige Wege erfasst.",
            "Each pair has {least} to {most} recorded independent routes.",
        ).format(least=least, most=most)
    routes = (Text("unabhängiger Weg", "independent route"), Text("unabhängige Wege", "independent routes"))
    verb = Text("ist", "has") if least == 1 else Text("sind", "has")
    return Text("Je Paar {verb} {n} erfasst.", "Each pair {verb} {n} recorded.").format(
        verb=verb, n=counted(least, *routes)
    )


def _summary(network: Network, found: tuple[Pair, ...], lonely: list[Pair]) -> Text:
    empty = len(network.fields) - len(peopled(network))
    if not found:
        return Text(
            "Es gibt keine zwei Handlungsfelder, in denen jemand erfasst ist; über Brücken lässt sich nichts sagen.",
            "There are no two fields of action with anybody recorded; nothing can be said about bridges.",
        )
    joined = [pair for pair in found if pair.bodies or pair.actors]
    unasked = sum(standing(network, (pair.first, pair.second)) is Standing.NOT_SURVEYED for pair in lonely)
    busiest = _bridges(found)[:3]
    routes = [pair.routes for pair in found]
    text = Text(
        "Mindestens einen Akteur oder ein Gremium gemeinsam: {m} von {n}.",
        "At least one actor or body in common: {m} of {n}.",
    ).format(
        n=counted(len(found), Text("Feldpaar", "pair of fields"), Text("Feldpaaren", "pairs of fields")), m=len(joined)
    )
    text += _on_single_ones(len(lonely) - unasked, unasked) + _on_routes(min(routes), max(routes))
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
