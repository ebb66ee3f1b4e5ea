"""Communities: whether the circles of those who really work together follow the official fields of action."""

from typing import Annotated

import numpy as np

from graph_service.analyses._circle_findings import across_fields, in_pieces
from graph_service.analyses._circles import Circles, affordable_runs, circles, main_fields
from graph_service.analyses._common import LEAST_ACTORS, counted, decimal, listed, rounded
from graph_service.analyses.base import (
    T_,
    Params,
    Record,
    Ref,
    Refs,
    Result,
    analysis,
)
from graph_service.analyses.parameters import asked
from graph_service.network import Network
from graph_service.words import Text

_CIRCLES = (Text("Kreis", "circle"), Text("Kreise", "circles"))
_WHO = (Text("Akteur oder Gremium", "actor or body"), Text("Akteure und Gremien", "actors and bodies"))
_DATIVE = Text("Akteuren und Gremien", "actors and bodies")
_WAVERING = 0.5
_WELL, _PARTLY, _HARDLY = 0.7, 0.4, 0.1


class CommunitiesParams(Params):
    """Parameters of *communities*."""

    runs: Annotated[int, T_("Läufe", "runs"), asked(
        "Aus so vielen Läufen werden die Kreise gebildet; über 5.000 Akteuren und Gremien aus weniger.",
        "Runs the circles are agreed from; fewer above 5,000 actors and bodies.", ge=2, le=100,
    )] = 10  # fmt: skip
    seed: Annotated[int, T_("Startwert", "seed"), asked(
        "Startwert des ersten Laufs, die weiteren zählen hoch; derselbe Startwert gibt wieder dieselbe Antwort.",
        "Seed of the first run, the others count up from there; the same seed gives the same answer again.",
        ge=0, le=2**31 - 1000,
    )] = 0  # fmt: skip


class CircleRow(Record):
    """One circle."""

    circle: Annotated[int, T_("Kreis", "circle")]
    around: Annotated[Ref, T_("um", "around")]
    size: Annotated[int, T_("Mitglieder", "members")]
    bodies: Annotated[Refs, T_("Gremien", "bodies")]
    fields: Annotated[Refs, T_("Felder mit mindestens einem Viertel", "fields with a quarter at least")]
    firmness: Annotated[float | None, T_("Festigkeit", "firmness")]


class CircleField(Record):
    """How much of one field lies in one circle."""

    circle: Annotated[int, T_("Kreis", "circle")]
    field: Annotated[Ref, T_("Handlungsfeld", "field of action")]
    who: Annotated[float, T_("Akteure und Gremien (anteilig)", "actors and bodies (by share)")]
    of_circle: Annotated[float, T_("Anteil am Kreis", "share of the circle")]
    of_field: Annotated[float, T_("Anteil am Feld", "share of the field")]


class Belonging(Record):
    """Which circle somebody belongs to, and how surely."""

    who: Annotated[Ref, T_("wer", "who")]
    circle: Annotated[int, T_("Kreis", "circle")]
    firmness: Annotated[float | None, T_("Festigkeit", "firmness")]
    other_circle: Annotated[int | None, T_("sonst im Kreis", "else in circle")]
    other_share: Annotated[float | None, T_("wie oft", "how often")]


class CommunitiesResult(Result):
    """Circles, their fields, and who belongs to which how surely."""

    agreement: Annotated[
        float | None, T_("Übereinstimmung mit den Feldern (AMI)", "agreement with the fields (AMI)")
    ] = None
    compared: Annotated[int, T_("verglichen", "compared")] = 0
    stability: Annotated[float | None, T_("Festigkeit", "firmness")] = None
    modularity: Annotated[float | None, T_("Modularität", "modularity")] = None
    runs: Annotated[int, T_("Läufe", "runs")] = 0
    circles: Annotated[tuple[CircleRow, ...], T_("Kreise", "Circles")] = ()
    fields: Annotated[tuple[CircleField, ...], T_("Kreise und Handlungsfelder", "Circles and fields of action")] = ()
    who: Annotated[tuple[Belonging, ...], T_("Wer zu welchem Kreis gehört", "Who belongs to which circle")] = ()


@analysis(
    title=Text("Kreise", "Communities"),
    question=Text(
        "Folgen die wirklichen Arbeitskreise den amtlichen Handlungsfeldern?",
        "Do the real circles follow the official fields?",
    ),
    reading=Text(
        "Ein Kreis sind Akteure und Gremien, die untereinander enger verbunden sind, als es ihre Zahl an Verbindungen "
        "erwarten lässt; die Felder spielen dabei keine Rolle. Erst danach wird verglichen: Eine Übereinstimmung von 1 "
        "heißt, die Kreise sind die Felder; 0 heißt, sie haben so viel miteinander zu tun wie zufällig. Die Festigkeit "
        "sagt, in welchem Anteil der Läufe zwei aus demselben Kreis wieder zusammen landen; unter 0,5 gehört jemand eher "
        "an den Rand mehrerer Kreise.",
        "A circle is a set of actors and bodies that are tied to each other more closely than their numbers of ties "
        "would lead one to expect; the fields play no part in that. Only then are the two compared: an agreement of 1 "
        "means the circles are the fields; 0 means they have as much to do with each other as by chance. Firmness says "
        "in which share of the runs two of one circle land together again; below 0.5 somebody rather stands at the edge "
        "of several circles.",
    ),
    says_not=Text(
        "Das Verfahren findet in jedem Netz Kreise, auch in einem zufälligen: Ob einer etwas bedeutet, sagen seine "
        "Festigkeit und die Beteiligten. Felder müssen keine Kreise sein; quer liegende Kreise können gewollt sein.",
        "The method finds circles in every network, also in a random one: whether one means something is said by its firmness "
        "and by those involved. Fields need not be circles; circles across them may be intended.",
    ),
    method=Text(
        "Modularität auf dem Netz aus Akteuren und Gremien mit Verbindungen jeder Art (Louvain, nur ganze Zahlen, "
        "deshalb auf jedem Rechner dasselbe), mehrere Läufe mit verschiedenem Startwert; Verbindungen, deren Enden in "
        "mehr als der Hälfte der Läufe zusammen landen, bilden das Netz der nächsten Runde, bis alle Läufe gleich sind. "
        "Übereinstimmung: bereinigte gegenseitige Information (arithmetisches Mittel, genaue Erwartung) über alle, die "
        "selbst in genau einem Feld eingetragen sind und einem Kreis angehören; wer in mehreren Feldern arbeitet, passt "
        "in keine Einteilung und zählt nur in der Tabelle, mit 1/f je Feld.",
        "Modularity on the network of actors and bodies with ties of any kind (Louvain, whole numbers only, hence the "
        "same on every machine), several runs from different seeds; ties whose ends land together in more than half of "
        "the runs make the network of the next round until all runs are equal. Agreement: adjusted mutual information "
        "(arithmetic mean, exact expectation) over all who are recorded in exactly one field themselves and belong to a "
        "circle; who works in several fields fits no division and counts in the table only, with 1/f for each field.",
    ),
    limits=Text(
        "Kreise haben mindestens 3 Mitglieder. Unter 30 Akteuren und Gremien wird nur gezählt; die Übereinstimmung gibt "
        "es ab 30 Verglichenen. Befunde gibt es nur zu Kreisen mit einer Festigkeit ab 0,7 und zu Feldern mit mindestens "
        "10 Eingetragenen. Kleine Kreise in großen Netzen kann das Verfahren übersehen.",
        "Circles have at least 3 members. Below 30 actors and bodies it only counts; the agreement begins at 30 compared. "
        "There are findings only on circles with a firmness from 0.7 and on fields with at least 10 recorded. Small circles in "
        "large networks may be overlooked.",
    ),
    references=(
        "Blondel, Guillaume, Lambiotte & Lefebvre (2008), J. Stat. Mech. P10008, doi:10.1088/1742-5468/2008/10/P10008",
        "Lancichinetti & Fortunato (2012), Scientific Reports 2:336, doi:10.1038/srep00336",
        "Vinh, Epps & Bailey (2010), Journal of Machine Learning Research 11:2837–2854",
    ),
    yields="memberships",
    order=95,
)
def communities(network: Network, params: CommunitiesParams) -> CommunitiesResult:
    """Circles of those who are really tied, their agreement with the fields, and how surely each belongs to one.

    Findings: a firm circle with a quarter at least in each of two fields that share no body (an opportunity); a surveyed
    field that two circles hold a quarter of each, or that no circle holds a quarter of.
    """
    found = circles(network, affordable_runs(network, params.runs), params.seed, _WAVERING)
    large = len(network.acting) >= LEAST_ACTORS
    findings = (*across_fields(network, found), *in_pieces(network, found)) if large else ()
    return CommunitiesResult(
        summary=_summary(network, found, large=large),
        findings=findings,
        agreement=rounded(found.agreement),
        compared=found.compared,
        stability=rounded(found.stability) if large else None,
        modularity=rounded(found.modularity),
        runs=found.runs,
        circles=_circle_rows(network, found, large=large),
        fields=_field_rows(network, found),
        who=_belonging(network, found, large=large),
    )


def _circle_rows(network: Network, found: Circles, *, large: bool) -> tuple[CircleRow, ...]:
    return tuple(
        CircleRow(
            circle=k + 1, around=circle.around, size=len(circle.members),
            bodies=tuple(m for m in circle.members if network.nodes[m].kind == "body"),
            fields=main_fields(network, found, k), firmness=rounded(circle.firmness) if large else None,
        )
        for k, circle in enumerate(found.circles)
    )  # fmt: skip


def _field_rows(network: Network, found: Circles) -> tuple[CircleField, ...]:
    of_circle, of_field = found.mass.sum(axis=1), found.field_mass
    return tuple(
        CircleField(
            circle=int(k) + 1, field=network.fields[j], who=rounded(float(found.mass[k, j])) or 0.0,
            of_circle=rounded(float(found.mass[k, j] / of_circle[k])) or 0.0,
            of_field=rounded(float(found.mass[k, j] / of_field[j])) or 0.0,
        )
        for k, j in zip(*np.nonzero(found.mass), strict=True)
    )  # fmt: skip


def _belonging(network: Network, found: Circles, *, large: bool) -> tuple[Belonging, ...]:
    return tuple(
        Belonging(
            who=who,
            circle=int(found.number[i]) + 1,
            firmness=rounded(float(found.firmness[i])) if large else None,
            other_circle=int(found.other[i]) + 1 if large and found.other[i] >= 0 else None,
            other_share=rounded(float(found.other_share[i])) if large and found.other[i] >= 0 else None,
        )
        for i, who in enumerate(network.acting)
        if found.number[i] >= 0
    )


def _summary(network: Network, found: Circles, *, large: bool) -> Text:
    if not found.circles:
        return Text(
            "Kreise lassen sich nicht bilden: Es sind zu wenige Verbindungen erfasst.",
            "No circles can be formed: too few ties are recorded.",
        )
    first = found.circles[0]
    text = Text(
        "Aus den Verbindungen ergeben sich {n} mit mindestens 3 Mitgliedern; der größte, um {around}, hat {size}.",
        "The ties give {n} with at least 3 members; the largest, around {around}, has {size}.",
    ).format(n=counted(len(found.circles), *_CIRCLES), around=listed(network, (first.around,)), size=len(first.members))
    if not large:
        return text + Text(
            "Unter {least} Akteuren und Gremien wird nur gezählt.", "Below {least} actors and bodies it only counts."
        ).format(least=LEAST_ACTORS)
    text += Text(
        "Zwei aus demselben Kreis landen in {share} % von {runs} Läufen wieder zusammen. Öfter anderswo als in ihrem "
        "Kreis landen: {unsure}.",
        "Two of one circle land together again in {share}% of {runs} runs. More often elsewhere than in their circle "
        "land: {unsure}.",
    ).format(share=round(100 * (found.stability or 0)), runs=found.runs, unsure=_wavering(found))
    return text + _agreement(found)


def _wavering(found: Circles) -> Text:
    return counted(int(((found.number >= 0) & (found.firmness < _WAVERING)).sum()), *_WHO)


def _agreement(found: Circles) -> Text:
    if found.agreement is None:
        return Text(
            "Für einen Vergleich mit den Handlungsfeldern ist zu wenig erfasst: In einem Kreis und in genau einem Feld "
            "eingetragen: {n}, nötig: {least}.",
            "Too little is recorded for a comparison with the fields of action: in a circle and in exactly one field: "
            "{n}, needed: {least}.",
        ).format(n=found.compared, least=LEAST_ACTORS)
    value = found.agreement
    word = (
        Text("weitgehend", "largely")
        if value >= _WELL
        else Text("teilweise", "partly")
        if value >= _PARTLY
        else Text("kaum", "hardly")
        if value >= _HARDLY
        else Text("nicht", "do not")
    )
    return Text(
        "Den Handlungsfeldern folgen die Kreise {word} (Übereinstimmung {value}; 0 wie zufällig, 1 gleich), verglichen "
        "an {n}, die in genau einem Feld eingetragen sind.",
        "The circles {word} follow the fields of action (agreement {value}; 0 as by chance, 1 the same), compared on {n} that "
        "are recorded in exactly one field.",
    ).format(
        word=word,
        value=decimal(value, 2),
        n=counted(found.compared, _WHO[0], _DATIVE),
    )
