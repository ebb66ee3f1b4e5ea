"""Sentences of bridging-actors about one actor or body that is an only link."""

from collections.abc import Iterable, Sequence

from graph_service.analyses._bridging import stand_ins
from graph_service.analyses._common import counted, listed
from graph_service.analyses._field_pairs import Pair
from graph_service.network import Network
from graph_service.words import Text

_MOST_PAIRS, _MOST_LOST = 3, 3
_OTHERS = (Text("Akteur oder Gremium", "actor or body"), Text("Akteure und Gremien", "actors and bodies"))


def only_link(
    network: Network, who: str, seats: int, alone: Sequence[Pair], lost: Sequence[str], *, settled: bool
) -> Text:
    """What hangs on *who*: pairs of fields, or others without another route; *seats* only where they are a burden."""
    recorded = Text("", "") if settled else Text("erfasste ", "recorded ")
    if alone:
        what = Text("die einzige {recorded}Verbindung von {pairs}", "the only {recorded}link of {pairs}").format(
            recorded=recorded, pairs=_pairs(network, alone)
        )
    else:
        what = Text(
            "für {lost} die einzige {recorded}Verbindung zum übrigen Netz",
            "the only {recorded}link of {lost} to the rest of the network",
        ).format(recorded=recorded, lost=listed(network, lost) if len(lost) == 1 else counted(len(lost), *_OTHERS))
    if seats:
        template = Text(
            "„{who}“ sitzt in {bodies} und ist zugleich {what}.", "“{who}” sits in {bodies} and besides is {what}."
        )
    else:
        template = Text("„{who}“ ist {what}.", "“{who}” is {what}.")
    bodies = counted(seats, Text("Gremium", "body"), Text("Gremien", "bodies"))
    text = template.format(who=network.name(who), bodies=bodies, what=what)
    if alone and lost:
        text += _without(network, lost, settled=settled)
    elif len(lost) > 1 and not alone:
        text += Text("Es geht um {lost}.", "This is about {lost}.").format(lost=listed(network, lost, _MOST_LOST))
    if not settled:
        text += Text("Ob es weitere gibt, ist nicht erhoben.", "Whether there are others was not surveyed.")
    return text


def _pairs(network: Network, alone: Sequence[Pair]) -> Text:
    most = len(alone) if len(alone) == _MOST_PAIRS + 1 else _MOST_PAIRS
    named = [(network.name(pair.first), network.name(pair.second)) for pair in alone[:most]]
    more = len(alone) - len(named)
    return Text("{n}: {names}{more}", "{n}: {names}{more}").format(
        n=counted(len(alone), Text("Feldpaar", "pair of fields"), Text("Feldpaaren", "pairs of fields")),
        names=Text("; ".join(f"„{a}“ und „{b}“" for a, b in named), "; ".join(f"“{a}” and “{b}”" for a, b in named)),
        more=Text(f"; dazu {more} weitere", f"; and {more} more") if more else Text("", ""),
    )


def _without(network: Network, lost: Sequence[str], *, settled: bool) -> Text:
    one = len(lost) == 1
    return Text(
        "Ohne diese Stelle {has_de} {lost} keinen {recorded_de}Weg mehr zum übrigen Netz.",
        "Without it {lost} {has_en} no {recorded_en}route left to the rest of the network.",
    ).format(
        lost=listed(network, lost, _MOST_LOST),
        has_de="hat" if one else "haben",
        has_en="has" if one else "have",
        recorded_de="" if settled else "erfassten ",
        recorded_en="" if settled else "recorded ",
    )


def what_next(network: Network, who: str, fields: Iterable[str], lost: Sequence[str]) -> Text:
    """Whom to ask who stands in, and who could become a second link."""
    step = Text(
        "Mit „{who}“ klären, wer dort vertritt, wenn jemand ausfällt.",
        "Clarify with “{who}” who stands in there if somebody is absent.",
    ).format(who=network.name(who))
    names = stand_ins(network, who, fields, without=lost)
    if names:
        step += Text(
            "Als zweite Verbindung ansprechen, weil schon Kontakt besteht: {names}.",
            "Approach as a second link, being in contact already: {names}.",
        ).format(names=listed(network, names))
    return step
