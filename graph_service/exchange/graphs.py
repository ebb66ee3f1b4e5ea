"""The network as GraphML and GEXF, for Gephi, yEd, R and other graph tools."""

import io
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

import networkx as nx

from graph_service.model import NODE_KINDS, TIE_KINDS, as_record
from graph_service.rows import Row
from graph_service.snapshot import Snapshot

_Attributes = dict[str, str | int | float | bool]


class Drawn(NamedTuple):
    """Where a node lies on our map (pixels, y downwards), its colour (``#rrggbb``) and size."""

    x: float
    y: float
    colour: str
    size: float


def to_graphml(snapshot: Snapshot) -> bytes:
    """Write the whole network as GraphML; the id of an edge is the key of the tie."""
    out = io.BytesIO()
    nx.write_graphml_xml(_graph(snapshot), out)
    return out.getvalue()


def to_gexf(snapshot: Snapshot, drawing: Mapping[str, Drawn]) -> bytes:
    """Write the whole network as GEXF 1.2 with place, colour and size of what is drawn, without the day of writing."""
    out = io.BytesIO()
    graph = _graph(snapshot)
    for node_id, drawn in drawing.items():
        if node_id in graph:
            graph.nodes[node_id]["viz"] = _viz(drawn)
    nx.write_gexf(graph, out, version="1.2draft")
    return re.sub(rb' lastmodifieddate="[^"]*"', b"", out.getvalue())


def _viz(drawn: Drawn) -> dict[str, Any]:
    red, green, blue = bytes.fromhex(drawn.colour.removeprefix("#"))
    return {
        "color": {"r": red, "g": green, "b": blue, "a": 1.0},
        # Gephi's y goes up
        "position": {"x": drawn.x, "y": -drawn.y, "z": 0.0},
        "size": drawn.size,
    }


def _graph(snapshot: Snapshot) -> "nx.MultiDiGraph[str]":
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in snapshot.nodes:
        graph.add_node(node.id, label=node.name, kind_label=NODE_KINDS[node.kind].spec.text.de, **_attributes(node))
    for tie in snapshot.ties:
        spec = TIE_KINDS[tie.kind].spec
        graph.add_edge(
            tie.source_id,
            tie.target_id,
            key=tie.key,
            label=spec.text.de,
            symmetric=spec.symmetric,
            **_attributes(tie),
        )
    return graph


def _attributes(row: Row) -> _Attributes:
    """Flat values; ids are left out where the format has its own place for them."""
    record = {name: value for name, value in as_record(row).items() if name not in {"id", "source_id", "target_id"}}
    return {
        name: " | ".join(value) if isinstance(value, list) else value for name, value in record.items() if value != []
    }
