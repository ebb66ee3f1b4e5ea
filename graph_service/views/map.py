"""The map: pyvis holds nodes, ties and options and makes the page from our own template; positions are ours."""

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from jinja2 import Environment, Template

from graph_service.analyses.base import Finding
from graph_service.model import AnyNode
from graph_service.network import Network
from graph_service.views.encoding import GAP_COLOUR, LOOKS, OTHER_COLOUR, OUTLINE, TIE_COLOUR, colours
from graph_service.views.layout import places
from graph_service.words import Language

MOST_NODES = 2000
_LONGEST_LABEL = 60
_LABEL_WIDTH = 24
_WIDE = 900.0
_MANY_TIES = 600


@dataclass(frozen=True)
class MapData:
    """What the map shows and its table twin lists."""

    nodes: tuple[dict[str, Any], ...]
    ties: tuple[dict[str, Any], ...]
    fields: tuple[dict[str, Any], ...]
    reduced: bool


def map_data(network: Network, findings: tuple[Finding, ...], language: Language) -> MapData:
    """Nodes with place and look, ties, and findings laid over them, in the order of their ids.

    Above 2,000 nodes only fields and bodies are shown, and ``reduced`` says so.
    """
    shown: list[AnyNode] = [
        n for n in network.nodes.values() if n.kind in LOOKS and network.field_of.get(n.id, n.id) == n.id
    ]
    reduced = len(shown) > MOST_NODES
    if reduced:
        shown = [*network.of("body"), *(network.nodes[f] for f in network.fields)][:MOST_NODES]
    at = places(network)
    homes = _homes(network)
    weight = {f: len(network.belonging[f]) + len(network.bodies_in[f]) for f in network.fields}
    colour = colours(network.fields, weight)
    towns: dict[str, list[str]] = {}
    for tie in network.ties_of("active_in"):
        towns.setdefault(tie.source_id, []).append(tie.target_id)
    xs = [at[n.id][0] for n in shown] or [0.0]
    scale = max(1.0, (max(xs) - min(xs)) / _WIDE)
    marked = _marked(findings)
    ids = {n.id for n in shown}
    nodes = tuple(
        {
            "id": n.id, "name": n.name, "kind": n.kind, "kind_text": LOOKS[n.kind].text[language],
            "label": _label(n.short_name or n.name), "x": at[n.id][0], "y": at[n.id][1], "scale": round(scale, 3),
            "colour": colour.get(n.id) or colour.get((homes.get(n.id) or [""])[0], OTHER_COLOUR),
            "fields": homes.get(n.id, []), "municipalities": sorted(towns.get(n.id, [])),
            "finding": marked.get(n.id, {}).get(language, ""),
            "ties": sum(t.source_id in ids and t.target_id in ids for t in network.ties_at(n.id)),
        }
        for n in shown
    )  # fmt: skip
    ties = [
        {"from": _head(network, t.source_id), "to": _head(network, t.target_id), "kind": t.kind,
         "text": t.spec.text[language], "gap": False}
        for t in network.ties
        if _head(network, t.source_id) in ids and _head(network, t.target_id) in ids
        and (t.kind != "took_part_in" or network.scope.participation) and t.kind != "same_as"
    ]  # fmt: skip
    ties += [
        {"from": f.nodes[0], "to": f.nodes[1], "kind": "gap", "text": f.text[language], "gap": True}
        for f in findings
        if f.kind == "missing-bridge" and f.nodes[0] in ids and f.nodes[1] in ids
    ]
    shown_fields = tuple(
        {"id": f, "name": network.name(f), "count": weight[f], "colour": colour[f]} for f in network.fields
    )
    return MapData(nodes, tuple(ties), shown_fields, reduced)


def _homes(network: Network) -> dict[str, list[str]]:
    homes: dict[str, list[str]] = {field_id: [field_id] for field_id in network.fields}
    for field_id in network.fields:
        for who in sorted({*network.belonging[field_id], *network.bodies_in[field_id]}):
            homes.setdefault(who, []).append(field_id)
    return homes


def _head(network: Network, node_id: str) -> str:
    return network.field_of.get(node_id, node_id)


def _marked(findings: tuple[Finding, ...]) -> dict[str, dict[str, str]]:
    """Carriers of a single bridge, with the sentence that says so."""
    marked: dict[str, dict[str, str]] = {}
    for f in findings:
        if f.kind.startswith("single-bridge"):
            who = f.nodes[0] if f.kind.endswith("not-surveyed") else f.nodes[2]
            marked.setdefault(who, {"de": f.text.de, "en": f.text.en})
    return marked


def _label(name: str) -> str:
    short = name if len(name) <= _LONGEST_LABEL else name[: _LONGEST_LABEL - 1] + "…"
    return "\n".join(textwrap.wrap(short, _LABEL_WIDTH, break_long_words=False))


@cache
def _map_class() -> type[Any]:
    from pyvis.network import Network as PyvisNetwork  # imports IPython: half a second that only the map pays

    class Ids(list[str]):
        """List of ids that knows at once whether it holds one; pyvis asks twice for each tie."""

        def __init__(self) -> None:
            super().__init__()
            self._known: set[str] = set()

        def append(self, node_id: str) -> None:
            super().append(node_id)
            self._known.add(node_id)

        def __contains__(self, node_id: object) -> bool:
            return node_id in self._known

    class PyvisMap(PyvisNetwork):  # type: ignore[misc]  # pyvis has no types
        """pyvis's model and render call with our own template."""

        def __init__(self, heading: str) -> None:
            # directed keeps parallel ties apart and spares a scan over all of them for each one added
            super().__init__(directed=True, heading=heading, cdn_resources="local")
            self.node_ids = Ids()
            # set as a whole: set_options() would delete every space in it
            self.options = {
                "physics": {"enabled": False},
                "layout": {"improvedLayout": False},
                "nodes": {"borderWidth": 1},
                "edges": {"smooth": False, "hoverWidth": 0, "selectionWidth": 2},
                "interaction": {"hover": False, "tooltipDelay": 100000, "keyboard": False, "hideEdgesOnDrag": False},
            }

    return PyvisMap


def map_page(data: MapData, heading: str, environment: Environment, context: Mapping[str, Any]) -> str:
    """Make the page of the map with pyvis, from our template *map.html* and *context*."""
    net = _map_class()(heading)
    for node in sorted(data.nodes, key=lambda n: (n["kind"] == "field", n["id"])):
        look = LOOKS[node["kind"]]
        scale = node["scale"]
        net.add_node(
            node["id"], label=node["label"], x=node["x"], y=node["y"], shape=look.shape, size=round(look.size * scale, 1),
            color={"background": node["colour"], "border": OUTLINE if node["finding"] else node["colour"]},
            borderWidth=round(1.6 * scale, 1) if node["finding"] else 1, kind=node["kind"], fields=node["fields"],
            towns=node["municipalities"], name=node["name"], finding=node["finding"],
            font={"size": round(look.font * scale, 1)},
        )  # fmt: skip
    scale = data.nodes[0]["scale"] if data.nodes else 1
    fine = 0.8 if len(data.ties) < _MANY_TIES else 0.35
    for tie in data.ties:
        net.add_edge(
            tie["from"], tie["to"], arrows="", kind=tie["kind"], text=tie["text"],
            color=GAP_COLOUR if tie["gap"] else TIE_COLOUR, width=round((2.5 if tie["gap"] else fine) * scale, 2),
            dashes=[round(8 * scale), round(6 * scale)] if tie["gap"] else False,
        )  # fmt: skip

    class Templates:
        """What pyvis asks for its template: ours, with all that our pages need."""

        @staticmethod
        def get_template(name: str) -> Template:
            return environment.get_template(name, globals=dict(context))

    net.path, net.templateEnv = "map.html", Templates
    html: str = net.generate_html()
    return html
