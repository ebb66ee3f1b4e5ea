"""Overview: what the network holds and how well it is known."""

from statistics import median_low
from typing import Annotated

import networkx as nx
import numpy as np

from graph_service.analyses._common import counted, rounded, unasked_share
from graph_service.analyses.base import T_, Params, Record, Ref, Refs, Result, analysis
from graph_service.model import NODE_KINDS, TIE_KINDS
from graph_service.network import Network
from graph_service.words import Text, first_day, last_day

_DAYS_OF_MONTH = 30.44


class OverviewParams(Params):
    """*overview* takes no parameters."""


class KindCount(Record):
    """How many of one kind there are, and how well they are known."""

    kind: Annotated[Text, T_("Art", "kind")]
    count: Annotated[int, T_("Anzahl", "number")]
    with_source: Annotated[int, T_("mit Quelle", "with a source")]
    dated: Annotated[int, T_("mit Stand", "with a date")]
    oldest: Annotated[str | None, T_("ältester Stand", "oldest date")]
    newest: Annotated[str | None, T_("neuester Stand", "newest date")]
    inferred: Annotated[int, T_("nur erschlossen", "only inferred")]


class Part(Record):
    """One part of the network that hangs together."""

    size: Annotated[int, T_("Akteure und Gremien", "actors and bodies")]
    actors: Annotated[int, T_("davon Akteure", "of them actors")]
    members: Annotated[Refs, T_("wer", "who")]


class FieldSize(Record):
    """How many belong to one field; in shares, who is in f fields counts 1/f in each."""

    field: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    actors: Annotated[int, T_("Akteure", "actors")]
    bodies: Annotated[int, T_("Gremien", "bodies")]
    share: Annotated[float, T_("beide, anteilig", "both, in shares")]
    asked_on: Annotated[str | None, T_("gefragt am", "asked on")]


class OverviewResult(Result):
    """Counts of what is stored, of what is dated, of who belongs where, and of the parts the network falls into."""

    kinds: Annotated[tuple[KindCount, ...], T_("Was erfasst ist", "What is recorded")] = ()
    fields: Annotated[tuple[FieldSize, ...], T_("Handlungsfelder nach Größe", "Fields of action by size")] = ()
    parts: Annotated[tuple[Part, ...], T_("Zusammenhängende Teile", "Parts that hang together")] = ()
    isolates: Annotated[Refs, T_("ohne jede Verbindung", "without any tie")] = ()
    density: float | None = None
    surveyed: int = 0
    not_surveyed_share: float | None = None
    median_age_days: int | None = None


def _counted(text: Text, rows: list) -> KindCount:  # type: ignore[type-arg]
    dates = sorted((row.as_of for row in rows if row.as_of), key=first_day)
    return KindCount(
        kind=text,
        count=len(rows),
        with_source=sum(row.source is not None for row in rows),
        dated=len(dates),
        oldest=dates[0] if dates else None,
        newest=dates[-1] if dates else None,
        inferred=sum(row.basis.value == "inferred" for row in rows),
    )


@analysis(
    title=Text("Überblick", "Overview"),
    question=Text("Was haben wir, und wie gut kennen wir es?", "What do we have, and how well is it known?"),
    reading=Text(
        "Gezählt wird, was erfasst ist und im gewählten Ausschnitt liegt. Als geklärt gilt nur, was in einer Erhebung "
        "erfragt wurde. Wer in mehreren Feldern arbeitet, zählt in der Größe der Felder auch anteilig (in f Feldern je 1/f), "
        "damit die Anteile zusammen alle ergeben. Die Dichte ist der Anteil der möglichen Paare aus Akteuren und Gremien, die "
        "eine Verbindung haben.",
        "Counted is what is recorded and lies in the chosen scope. Only what a survey asked for counts as settled. "
        "Who works in several fields also counts in shares in the size of fields (1/f in each of f), so that the shares add "
        "up to all. Density is the share of possible pairs of actors and bodies that are tied.",
    ),
    says_not=Text(
        "Was hier fehlt, kann es trotzdem geben. Die Zahlen sagen nicht, ob ein Netzwerk gut arbeitet.",
        "What is missing here may exist all the same. The figures do not say whether a network works well.",
    ),
    method=Text(
        "Teile sind die zusammenhängenden Teile aus Akteuren und Gremien über alle Verbindungen zwischen ihnen, Richtung "
        "außer Acht. Alter: Stichtag minus letzter Tag, den der Stand meinen kann; genannt wird der mittlere Wert (Median). "
        "Dichte: verbundene Paare geteilt durch n(n − 1)/2; mehrere Verbindungen eines Paares zählen einmal.",
        "Parts are the connected components of actors and bodies over all ties among them, direction left aside. "
        "Age: day of reference minus the last day the date can mean; the middle value (median) is named. "
        "Density: tied pairs divided by n(n − 1)/2; several ties of one pair count once.",
    ),
    limits=Text(
        "Die Dichte sinkt mit der Größe und taugt nicht zum Vergleich verschieden großer Netzwerke; unter zwei Akteuren oder "
        "Gremien gibt es keine. Es wird nur gezählt, nichts geschätzt.",
        "Density falls with size and does not serve to compare networks of different sizes; there is none below two actors "
        "or bodies. It only counts and estimates nothing.",
    ),
    yields="figures",
    order=10,
)
def overview(network: Network, params: OverviewParams) -> OverviewResult:  # noqa: ARG001 - every analysis takes both
    """Counts by kind, parts that hang together, isolates, density, age and survey cover.

    Parts are the connected components of actors and bodies under every tie among them; taking part counts
    only if the scope says so. Density is ties / C(n, 2) over pairs (parallel ties count once), None below two nodes.
    """
    kinds = [_counted(c.spec.plural, list(network.of(kind))) for kind, c in NODE_KINDS.items() if network.of(kind)]
    kinds += [
        _counted(c.spec.text, list(network.ties_of(kind))) for kind, c in TIE_KINDS.items() if network.ties_of(kind)
    ]
    graph = network.graph
    parts = sorted((sorted(part) for part in nx.connected_components(graph)), key=lambda part: (-len(part), part))
    joined = [part for part in parts if len(part) > 1]
    isolates = tuple(part[0] for part in parts if len(part) == 1)
    age = _median_age(network)
    asked = sum(node.id in network.asked for node in network.nodes.values() if node.kind != "survey")
    things = sum(node.kind != "survey" for node in network.nodes.values())
    actors, bodies = len(network.of("actor")), len(network.of("body"))
    summary = Text(
        "Erfasst: {actors}, {bodies} und {ties}. {parts} {isolates} {asked}",
        "Recorded: {actors}, {bodies} and {ties}. {parts} {isolates} {asked}",
    ).format(
        actors=counted(actors, Text("Akteur", "actor"), Text("Akteure", "actors")),
        bodies=counted(bodies, Text("Gremium", "body"), Text("Gremien", "bodies")),
        ties=counted(len(network.ties), Text("Verbindung", "tie"), Text("Verbindungen", "ties")),
        parts=_on_parts(joined),
        isolates=_on_isolates(len(isolates)) if network.acting else Text("", ""),
        asked=_on_surveys(asked, things),
    )  # fmt: skip
    if age is not None:
        summary += Text(
            "Die Hälfte der datierten Einträge ist älter als {months}.",
            "Half of the dated entries are older than {months}.",
        ).format(months=counted(round(age / _DAYS_OF_MONTH), Text("Monat", "month"), Text("Monate", "months")))
    return OverviewResult(
        summary=summary,
        fields=tuple(_field_sizes(network)),
        kinds=tuple(kinds),
        parts=tuple(
            Part(size=len(part), actors=sum(network.nodes[i].kind == "actor" for i in part), members=tuple(part))
            for part in joined
        ),
        isolates=isolates,
        density=nx.density(graph) if graph.number_of_nodes() > 1 else None,
        surveyed=asked,
        not_surveyed_share=unasked_share(network),
        median_age_days=age,
    )


def _median_age(network: Network) -> int | None:
    """Middle age in days of nodes and ties with a date at the scope's day; None without either."""
    day = network.scope.as_of
    dates = [row.as_of for row in (*network.nodes.values(), *network.ties) if row.as_of]
    return int(median_low([max(0, (day - last_day(d)).days) for d in dates])) if day and dates else None


def _field_sizes(network: Network) -> list[FieldSize]:
    placed = network.placed
    shares = placed.multiply(1 / np.maximum(placed.sum(axis=1), 1)[:, None]).sum(axis=0)
    rows = [
        FieldSize(
            field=field_id,
            actors=len(network.belonging[field_id]),
            bodies=len(network.bodies_in[field_id]),
            share=rounded(float(share)) or 0.0,
            asked_on=network.asked.get(field_id),
        )
        for field_id, share in zip(network.fields, shares, strict=True)
    ]
    return sorted(rows, key=lambda row: (-row.actors - row.bodies, row.field))


def _on_surveys(asked: int, things: int) -> Text:
    if not asked:
        return Text("Befragt wurde dazu noch niemand.", "Nobody has been surveyed on this yet.")
    return Text(
        "In einer Erhebung erfragt: {n} von {all}; die übrigen {share} % gelten als nicht erhoben.",
        "Asked for in a survey: {n} of {all}; the other {share}% count as not surveyed.",
    ).format(
        n=asked,
        all=counted(things, Text("Eintrag", "entry"), Text("Einträgen", "entries")),
        share=round(100 * (things - asked) / things),
    )


def _on_isolates(n: int) -> Text:
    if n == 0:
        return Text("Alle haben mindestens eine erfasste Verbindung.", "All have at least one recorded tie.")
    if n == 1:
        return Text(
            "1 Akteur oder Gremium hat keine erfasste Verbindung zu anderen.",
            "1 actor or body has no recorded tie to others.",
        )
    return Text(
        "{n} Akteure oder Gremien haben keine erfasste Verbindung zu anderen.",
        "{n} actors or bodies have no recorded tie to others.",
    ).format(n=n)


def _on_parts(joined: list[list[str]]) -> Text:
    if not joined:
        return Text("Untereinander verbunden ist davon noch nichts.", "None of them are tied to each other yet.")
    if len(joined) == 1:
        return Text("Die verbundenen hängen alle zusammen.", "All that are tied hang together.")
    return Text(
        "Sie zerfallen in {n} getrennte Teile; der größte umfasst {m}.",
        "They fall into {n} separate parts; the largest holds {m}.",
    ).format(n=len(joined), m=len(joined[0]))
