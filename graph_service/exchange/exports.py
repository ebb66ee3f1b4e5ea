"""Every form in which the network goes out, with what each is good for; the only list of them."""

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from graph_service.exchange.canonical import write_files
from graph_service.exchange.cypher_script import to_cypher
from graph_service.exchange.formats import to_csv, to_xlsx
from graph_service.exchange.graphs import Drawn, to_gexf, to_graphml
from graph_service.exchange.kumu import to_kumu
from graph_service.exchange.tables import SOURCES, columns_of, file_of
from graph_service.exchange.zips import to_zip
from graph_service.model import NODE_KINDS, TIE_KINDS, as_record
from graph_service.rows import Row
from graph_service.snapshot import Snapshot
from graph_service.words import Text

Drawing = Mapping[str, Drawn]


class Form(NamedTuple):
    """One form: name in addresses, what it is good for, and how it is made."""

    id: str
    text: Text
    make: Callable[[Snapshot, Drawing], bytes]


def to_json(cut: Snapshot) -> bytes:
    """Write nodes and ties as node-link JSON.

    ``networkx.node_link_graph(data, edges="ties", source="source_id", target="target_id")`` makes a graph of it.
    """
    body = {
        "revision": cut.revision, "invented": cut.invented, "about": cut.about.model_dump(mode="json"),
        "directed": True, "multigraph": True, "graph": {},
        "nodes": [as_record(node) for node in cut.nodes],
        "ties": [{"key": tie.key, **as_record(tie)} for tie in cut.ties],
        "sources": [dict(zip(_SOURCE_COLUMNS, row, strict=True)) for row in sources(cut)],
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False).encode()


def sources(cut: Snapshot) -> list[tuple[str, int, str]]:
    """Every source that a row names, sorted, with the number of its rows and the newest date among them."""
    rows: dict[str, list[str]] = {}
    for row in (*cut.nodes, *cut.ties):
        if row.source:
            rows.setdefault(row.source, []).append(row.as_of or "")
    return [(source, len(days), max(days)) for source, days in sorted(rows.items())]


def tables_of(cut: Snapshot) -> dict[str, bytes]:
    """Give our own tables by file name, with the list of sources beside them."""
    found = sources(cut)
    return {**write_files(cut), **({SOURCES: to_csv(_SOURCE_COLUMNS, found)} if found else {})}


def _xlsx(cut: Snapshot) -> bytes:
    rows: dict[str, list[Row]] = {kind: [] for kind in (*NODE_KINDS, *TIE_KINDS)}
    for row in (*cut.nodes, *cut.ties):
        rows[row.kind].append(row)
    sheets = {
        file_of(kind).removesuffix(".csv"): (names, [[getattr(row, name) for name in names] for row in found])
        for kind, found in rows.items()
        if found and (names := columns_of(kind).names)
    }
    return to_xlsx({**sheets, SOURCES.removesuffix(".csv"): (_SOURCE_COLUMNS, sources(cut))})


_SOURCE_COLUMNS = ("source", "rows", "newest")
FORMS: Mapping[str, Form] = MappingProxyType(
    {
        form.id: form
        for form in (
            Form("json", Text("Alles als JSON (Knoten und Verbindungen), für Programme; NetworkX liest es direkt",
                                      "Everything as JSON (nodes and ties), for programs; NetworkX reads it as it is"),
                 lambda cut, _: to_json(cut)),
            Form("xlsx", Text("Eine Arbeitsmappe für Excel oder LibreOffice, ein Blatt je Art, mit Quellenliste",
                                      "A workbook for Excel or LibreOffice, one sheet per kind, with a list of sources"),
                 lambda cut, _: _xlsx(cut)),
            Form("zip", Text("Unsere eigenen Tabellen (CSV) in einem Archiv; lässt sich ohne Verlust wieder einlesen",
                                    "Our own tables (CSV) in one archive; can be read in again without loss"),
                 lambda cut, _: to_zip(tables_of(cut))),
            Form("graphml", Text("GraphML, für yEd, R (igraph), Cytoscape", "GraphML, for yEd, R (igraph), Cytoscape"),
                 lambda cut, _: to_graphml(cut)),
            Form("gexf", Text("GEXF, für Gephi: mit den Farben und Plätzen unserer Karte",
                                      "GEXF, for Gephi: with the colours and places of our map"), to_gexf),
            Form("kumu", Text("JSON-Vorlage für Kumu", "JSON blueprint for Kumu"), lambda cut, _: to_kumu(cut)),
            Form("cypher", Text("Cypher-Skript für ein leeres Neo4j, etwa für Neo4j Browser oder Bloom",
                                          "Cypher script for an empty Neo4j, say for Neo4j Browser or Bloom"),
                 lambda cut, _: to_cypher(cut)),
        )
    }
)  # fmt: skip
