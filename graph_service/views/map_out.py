"""The map that leaves the screen: what passes the filters, and what a sheet says about it in small print."""

from dataclasses import replace

from graph_service.network import Network
from graph_service.report import Report, scope_in_words
from graph_service.report_text import INVENTED
from graph_service.views.encoding import LOOKS
from graph_service.views.map_build import canonical, map_data
from graph_service.views.map_data import FACETS, NONE, Asked, MapData
from graph_service.views.map_facets import facets, passes
from graph_service.views.map_svg import Paper, Sheet, map_svg
from graph_service.views.map_texts import MAP_TEXTS, VIEW_TEXTS
from graph_service.words import BodyLevel, Language, Text

_SHOWN = Text("Gezeigt: {n} von {all} Einträgen, Verbindungen: {ties}.", "Shown: {n} of {all} entries, ties: {ties}.")
_SOURCE = Text("Quelle: {title}, Fassung {n}.", "Source: {title}, revision {n}.")
_FILTERS = Text("Filter: {all}.", "Filters: {all}.")
_LEVELS = {level.value: level.text for level in BodyLevel}


def shown(network: Network, data: MapData, asked: Asked) -> MapData:
    """What of a map passes the filters; findings whose overlay is hidden are gone, too."""
    has = facets(network)
    kept = tuple(n for n in data.nodes if not data.whole or passes(network.nodes[n.id], has[n.id], asked))
    ids = {node.id for node in kept}
    ties = tuple(
        tie
        for tie in data.ties
        if tie.source in ids and tie.target in ids and not (tie.kind == "gap" and "gap" in asked.hide)
    )
    nodes = tuple(replace(n, marks=tuple(m for m in n.marks if m.kind not in asked.hide)) for n in kept)
    return replace(data, nodes=nodes, ties=ties)


def map_sheet(network: Network, report: Report, asked: Asked, paper: Paper, language: Language) -> str:
    """SVG of the map that was asked for, on one sheet of paper."""
    asked = canonical(network, asked)
    data = map_data(network, report.findings, language, asked)
    about = network.snapshot.about
    left = shown(network, data, asked)
    sheet = Sheet(
        paper,
        about.title[language] or VIEW_TEXTS[data.view][1][language],
        view_name(data, network, language),
        INVENTED[language] if network.snapshot.invented else "",
        tuple(small_print(network, data, left, asked, language)),
    )
    return map_svg(left, sheet, language)


def view_name(data: MapData, network: Network, language: Language) -> str:
    """Name of the view, and of what stands in its middle."""
    name = VIEW_TEXTS[data.view][0][language]
    return f"{name}: {network.name(data.at)}" if data.at else name


def small_print(network: Network, data: MapData, left: MapData, asked: Asked, language: Language) -> list[str]:
    """Counts, filters, part of the network with its day, where it is from."""
    about, chosen = network.snapshot.about, _chosen(network, asked, language)
    source = _SOURCE.format(title=about.title, n=network.snapshot.revision.number)[language]
    return [
        _SHOWN.format(n=len(left.nodes), all=len(data.nodes), ties=len(left.ties))[language],
        *([_FILTERS.format(all="; ".join(chosen))[language]] if chosen else []),
        scope_in_words(network)[language],
        f"{source} {about.notice[language]}" if about.notice else source,
    ]


def _chosen(network: Network, asked: Asked, language: Language) -> list[str]:
    found = []
    for facet in FACETS:
        for value in getattr(asked, facet):
            if value == NONE:
                found.append(MAP_TEXTS[f"no_{facet}"][language])
            elif facet == "kind":
                found.append(LOOKS[value].text[language])
            elif facet == "level":
                found.append(_LEVELS[value][language])
            else:
                found.append(network.name(value))
    return [*found, f"„{asked.find.strip()}“"] if asked.find.strip() else found
