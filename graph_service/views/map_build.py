"""Makes the map of one view: filters, places, looks, findings and the sentence above it, as plain data."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from graph_service.analyses.base import Finding
from graph_service.network import Network
from graph_service.views.encoding import LOOKS, OTHER_COLOUR, OVERLAYS, colours
from graph_service.views.layout import by_likeness, settled
from graph_service.views.layout_views import ring_of_fields
from graph_service.views.map_data import MOST_NODES, NONE, Asked, Caption, MapData, MapField, MapNode, MapTie, Mark
from graph_service.views.map_facets import check, facets, passes
from graph_service.views.map_marks import gaps, marks
from graph_service.views.map_views import View, drawable, head, view_of, with_fields
from graph_service.views.map_words import (
    NOTHING,
    about_all,
    about_field,
    about_fields,
    about_lanes,
    about_levels,
    about_one,
    about_towns,
)
from graph_service.words import Language, Text

_LONGEST_LABEL = 60
_LABEL_WIDTH, _LONGEST_WORD = 24, 34
_MANY, _SEVERAL = 5, 2
_WIDTHS = (1.2, 2.6, 5.0)
Marks = Mapping[str, tuple[Mark, ...]]


def map_data(network: Network, findings: Sequence[Finding], language: Language, asked: Asked | None = None) -> MapData:
    """What the map shows for what was *asked*: the view of actors and bodies if nothing is said.

    Above 2,000 nodes that pass the filters the aggregated view of fields is given, and ``reduced`` says so.

    Raises
    ------
    NotFound
        What is to stand in the middle does not exist.
    InvalidParameter
        A filter names something that does not exist.
    """
    asked = canonical(network, asked or Asked())
    check(network, asked)
    told = marks(findings, language)
    missing = gaps(findings)
    name = asked.view or _first_view(network, asked)
    if name == "around" and not asked.at:
        asked = replace(asked, at=asked.node)
    if name == "fields":
        return _fields(network, missing, told, language, asked)
    view = view_of(network, name, asked, language)
    if name == "field":
        view = with_fields(network, view, [i for f in missing if view.at in f.nodes[:2] for i in f.nodes[:2]])
    has = facets(network)
    whole = len(view.ids) <= MOST_NODES
    ids = view.ids if whole else tuple(i for i in view.ids if passes(network.nodes[i], has[i], asked))
    if len(ids) > MOST_NODES:
        return replace(_fields(network, missing, told, language, asked), reduced=True)
    lines = _ties(network, view, set(ids), missing, language)
    nodes, captions = _nodes(network, view, ids, lines, told, language)
    text = _sentence(network, name, view, missing, told)
    return MapData(
        name, view.at, nodes, lines, _legend(network), captions, text[language], whole=whole, reduced=False
    )  # fmt: skip


def canonical(network: Network, asked: Asked) -> Asked:
    """Name fields that count as one by the id they count under."""
    return replace(asked, field=tuple(dict.fromkeys(head(network, f) for f in asked.field)))


def _first_view(network: Network, asked: Asked) -> str:
    # what is no actor, body or field is found in the view around it
    chosen = network.nodes.get(asked.node or "")
    return "around" if chosen and chosen.kind not in ("actor", "body", "field") else "actors"


def _sentence(network: Network, name: str, view: View, missing: Sequence[Finding], told: Marks) -> Text:
    at = view.at or ""
    says: dict[str, Callable[[], Text]] = {
        "field": lambda: about_field(network, at, missing),
        "around": lambda: about_one(network, at, view.first, len(view.ids) - len(view.first) - 1, told.get(at, ())),
        "levels": lambda: about_levels(network, told),
        "municipalities": lambda: about_towns(network, told, len(set(network.acting) - set(view.ids))),
        "lanes": lambda: about_lanes(network, missing, told),
        "actors": lambda: about_all(network, missing, told),
    }
    return says[name]() if view.ids else NOTHING


def _weight(network: Network) -> dict[str, int]:
    return {f: len(network.belonging[f]) + len(network.bodies_in[f]) for f in network.fields}


def _legend(network: Network) -> tuple[MapField, ...]:
    weight = _weight(network)
    colour = colours(network.fields, weight)
    return tuple(MapField(f, network.name(f), weight[f], colour[f]) for f in network.fields)


def _nodes(
    network: Network, view: View, ids: Sequence[str], lines: Sequence[MapTie], told: Marks, language: Language
) -> tuple[tuple[MapNode, ...], tuple[Caption, ...]]:
    at, captions = view.lay()
    has = facets(network)
    count = dict.fromkeys(ids, 0)
    for line in lines:
        for end in {line.source, line.target}:
            count[end] += 1
    colour = {f.id: f.colour for f in _legend(network)}
    weight = _weight(network)
    home = {f: i for i, f in enumerate(by_likeness(network))}

    def order(node_id: str) -> tuple[int, int, str]:
        kind = network.nodes[node_id].kind
        group = (
            0
            if node_id == view.at
            else 1
            if weight.get(node_id) or kind == "municipality"
            else 2
            if node_id in told
            else 3
        )
        return group, -weight.get(node_id, count[node_id]), node_id

    rank = {node_id: i for i, node_id in enumerate(sorted(ids, key=order))}
    found = []
    for node_id in sorted(ids):
        node = network.nodes[node_id]
        look, mine = LOOKS[node.kind], has[node_id]
        fields = tuple(f for f in mine.field if f != NONE)
        found.append(
            MapNode(
                id=node_id,
                name=node.name,
                label=label(node.short_name or node.name),
                kind=node.kind,
                kind_text=look.text[language],
                x=at[node_id][0],
                y=at[node_id][1],
                shape=look.shape,
                size=look.size,
                colour=colour[min(fields, key=home.__getitem__)] if fields else OTHER_COLOUR,
                rank=rank[node_id],
                fields=mine.field,
                groups=mine.group,
                towns=mine.town,
                levels=mine.level,
                marks=told.get(node_id, ()),
                ties=count[node_id],
                also=" ".join((node.short_name or "", *node.aliases)),
                main=node_id == view.at or bool(weight.get(node_id)) or node.kind == "municipality",
            )
        )
    return tuple(found), captions


def label(name: str) -> str:
    """Name as it stands on the map: cut after 60 characters, in lines of about 24."""
    short = name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1] + "…"
    lines = textwrap.wrap(short, _LABEL_WIDTH, break_long_words=False)
    return "\n".join(part for line in lines for part in textwrap.wrap(line, _LONGEST_WORD))


def _ties(
    network: Network, view: View, ids: set[str], missing: Sequence[Finding], language: Language
) -> tuple[MapTie, ...]:
    lines = []
    for tie in drawable(network):
        ends = head(network, tie.source_id), head(network, tie.target_id)
        if ends[0] in ids and ends[1] in ids and ends[0] != ends[1] and view.drawn(tie):
            text, back = tie.spec.text[language], tie.spec.inverse[language]
            lines.append(MapTie(*ends, tie.kind, text, back, arrow=tie.kind == "reports_to"))
    return (*sorted(lines, key=lambda line: (line.source, line.target, line.kind)), *_gaps(missing, ids, language))


def _gaps(missing: Sequence[Finding], ids: set[str], language: Language) -> list[MapTie]:
    words = OVERLAYS["gap"].words[language]
    return [
        MapTie(f.nodes[0], f.nodes[1], "gap", f.text[language], f.text[language], words, 2.5, key=f.key)
        for f in missing
        if f.nodes[0] in ids and f.nodes[1] in ids
    ]


def _fields(network: Network, missing: Sequence[Finding], told: Marks, language: Language, asked: Asked) -> MapData:
    """Fields as nodes, each as large as it has people that pass the filters; a tie for each pair that shares some."""
    has = facets(network)
    people = replace(asked, field=(), find="", kind=tuple(k for k in asked.kind if k in ("actor", "body")))
    counted = {i for i in network.acting if passes(network.nodes[i], has[i], people)}
    named = Asked(field=asked.field, find=asked.find)
    shown = [f for f in network.fields if passes(network.nodes[f], has[f], named)]
    inside = {f: counted & {*network.belonging[f], *network.bodies_in[f]} for f in shown}
    place = settled(ring_of_fields(network))
    lines = []
    for a, b in combinations(shown, 2):
        n = len(inside[a] & inside[b])
        if n:
            text = Text(f"gemeinsam: {n}", f"shared: {n}")[language]
            width = _WIDTHS[(n >= _SEVERAL) + (n >= _MANY)]
            lines.append(MapTie(a, b, "shared", text, text, str(n), width, n))
    joined = [(line.source, line.target, line.count) for line in lines]
    lines += _gaps(missing, set(shown), language)
    view = View(tuple(shown), lambda: (place, ()), lambda _: True)
    nodes, _ = _nodes(network, view, shown, lines, told, language)
    sized = tuple(
        replace(
            node,
            size=round(9 + min(22.0, 2.2 * len(inside[node.id]) ** 0.5), 1),
            label=f"{node.label} ({len(inside[node.id])})",
        )
        for node in nodes
    )
    empty = sum(not (network.belonging[f] or network.bodies_in[f]) for f in network.fields)
    said = about_fields(network, joined, missing, empty) if network.fields else NOTHING
    return MapData(
        "fields", None, sized, tuple(lines), _legend(network), (), said[language], whole=False, reduced=False
    )
