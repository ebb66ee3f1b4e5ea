"""GraphML, GEXF and our own JSON as sheets: one for each kind of node and tie, or one of nodes and one of ties."""

import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any
from xml.etree.ElementTree import ParseError

import networkx as nx

from graph_service.errors import Fault, InvalidData, TooLarge
from graph_service.exchange.lists.grid import Budget, Grid, Line
from graph_service.exchange.lists.values import node_kind, tie_kind
from graph_service.exchange.lists.workbook import shown
from graph_service.exchange.messages import quoted
from graph_service.exchange.tables import SEPARATOR
from graph_service.model import NODE_KINDS, TIE_KINDS
from graph_service.words import Text

_NOT_OURS = frozenset({"kind", "kind_label", "symmetric", "viz", "label", "key"})
_FROM, _TO, _ID, _NAME, _KIND = "source_id", "target_id", "id", "name", "kind"

_Record = dict[str, str]


def read_graph(name: str, data: bytes) -> list[Grid]:
    """Sheets made of a GraphML or GEXF file; `InvalidData` when it is none."""
    if re.search(rb"<!(?:DOCTYPE|ENTITY)", data[:100_000].replace(b"\x00", b""), re.IGNORECASE):
        raise InvalidData(_DOCTYPE, (Fault(quoted(name), _SAVE),))
    try:
        if b"graphml" in data[:4096].lower():
            graph = nx.read_graphml(io.BytesIO(data), force_multigraph=True)
        else:
            graph = nx.read_gexf(io.BytesIO(data), version="1.2draft" if b"1.2draft" in data[:4096] else "1.3")
    except (
        ParseError,
        nx.NetworkXError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        UnicodeError,
        StopIteration,
    ) as error:
        raise InvalidData(_BROKEN, (Fault(quoted(name), _SAVE),)) from error
    nodes = [_node(str(identity), values) for identity, values in graph.nodes(data=True)]
    names = {record[_ID]: record[_NAME] for record in nodes}
    ours = all(record.get(_KIND) in NODE_KINDS for record in nodes)
    ties = [_tie(str(u), str(v), values, {} if ours else names) for u, v, values in graph.edges(data=True)]
    return _sheets(name, nodes, ties, ours=ours)


def read_json(name: str, data: bytes) -> list[Grid]:
    """Sheets made of our own JSON (``nodes`` and ``ties``), of node-link JSON or of Kumu's JSON."""
    try:
        body = json.loads(data.decode("utf-8-sig"))
        nodes, ties = _lists(body)
        found = [{key: _flat(value) for key, value in record.items()} for record in nodes]
        tied = [{key: _flat(value) for key, value in record.items() if key not in ("id", "key")} for record in ties]
    except (ValueError, RecursionError, AttributeError, KeyError, TypeError) as error:
        raise InvalidData(_NO_JSON, (Fault(quoted(name), _SAVE),)) from error
    ours = all(record.get(_KIND) in NODE_KINDS for record in found)
    return _sheets(name, found, tied, ours=ours)


def _lists(body: Any) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:  # noqa: ANN401 - whatever JSON holds
    if "elements" in body:
        return _kumu(body["elements"], body.get("connections", []))
    if "ties" in body:
        return body["nodes"], body["ties"]
    ties = body.get("links", body.get("edges", []))
    named = {str(n["id"]): n.get("name") or n.get("label") or str(n["id"]) for n in body["nodes"]}
    return body["nodes"], [{**t, "von": named.get(str(t["source"]), t["source"]), "zu": named.get(str(t["target"]), t["target"]),
                            "source": "", "target": ""} for t in ties]  # fmt: skip


def _kumu(
    elements: list[dict[str, Any]], connections: list[dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Elements and connections in our words, where their types are kinds of ours."""
    kinds = [node_kind(str(element.get("type") or "")) for element in elements]
    if None in kinds:
        return elements, connections
    nodes = [
        {**_renamed(e, {"label": _NAME, "type": ""}), _KIND: kind} for e, kind in zip(elements, kinds, strict=True)
    ]
    ties = []
    for connection in connections:
        tie = tie_kind(str(connection.get("type") or ""))
        known = {_KIND: tie[0]} if tie is not None and not tie[1] else {}
        ties.append(
            {
                **_renamed(connection, {"from": _FROM, "to": _TO, "direction": "", **({"type": ""} if known else {})}),
                **known,
            }
        )
    return nodes, ties


def _renamed(record: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    return {names.get(key, key): value for key, value in record.items() if names.get(key, key)}


def _flat(value: object) -> str:
    if value is None or isinstance(value, dict):
        return ""
    if isinstance(value, list):
        return SEPARATOR.join(str(part).replace("\\", "\\\\").replace("|", "\\|") for part in value)
    return shown(value)


def _node(identity: str, values: Mapping[str, Any]) -> _Record:
    record = {key: _flat(value) for key, value in values.items() if key not in _NOT_OURS}
    kind = str(values.get(_KIND) or "")
    if kind in NODE_KINDS:
        return {_ID: identity, **record, _KIND: kind}
    label = str(values.get("label") or values.get(_NAME) or values.get("Label") or identity)
    return {**record, _ID: identity, _NAME: label, "Type": kind or record.get("type", "") or record.get("Type", "")}


def _tie(source: str, target: str, values: Mapping[str, Any], names: Mapping[str, str]) -> _Record:
    kind = str(values.get(_KIND) or "")
    ends = {_FROM: names.get(source, source), _TO: names.get(target, target)}
    record = {key: _flat(value) for key, value in values.items() if key not in {*_NOT_OURS, "id", "weight"}}
    if kind in TIE_KINDS:
        return {**ends, **record, _KIND: kind}
    said = kind or str(values.get("label") or values.get("type") or values.get("relationship") or "")
    return {**ends, **record, "Art": said}


def _sheets(name: str, nodes: list[_Record], ties: list[_Record], *, ours: bool) -> list[Grid]:
    budget = Budget()
    parts: dict[str, list[_Record]] = {}
    for record in nodes:
        parts.setdefault(record[_KIND] if ours else "Elements", []).append(record)
    for record in ties:
        kind = record.get(_KIND, "")
        parts.setdefault(kind if kind in TIE_KINDS else "Connections", []).append(record)
    return [_grid(name, sheet, records, budget) for sheet, records in parts.items()]


def _grid(name: str, sheet: str, records: Iterable[_Record], budget: Budget) -> Grid:
    known = sheet in NODE_KINDS or sheet in TIE_KINDS
    records = [
        {key: value for key, value in record.items() if value and not (known and key == _KIND)} for record in records
    ]
    heads = list(dict.fromkeys(key for record in records for key in record))
    lines = [Line(1, tuple(heads))]
    for number, record in enumerate(records, 2):
        cells = tuple(record.get(head, "") for head in heads)
        said = budget.spend(cells)
        if said is not None:
            raise TooLarge(said, (Fault(quoted(name), _SAVE),))
        lines.append(Line(number, cells))
    return Grid(name, sheet, tuple(lines))


_SAVE = Text(
    "Bitte aus dem Programm neu ausführen und noch einmal hochladen.", "Please export it anew and upload it again."
)
_DOCTYPE = Text(
    "Die Datei enthält Anweisungen (DOCTYPE), die in einem Graphen nichts zu suchen haben.",
    "The file holds instructions (DOCTYPE) that have no place in a graph.",
)
_BROKEN = Text("Die Datei lässt sich nicht als GraphML oder GEXF lesen.", "The file cannot be read as GraphML or GEXF.")
_NO_JSON = Text(
    "Die Datei ist kein JSON, das gelesen wird (Knoten und Verbindungen).",
    "The file is no JSON that is read (nodes and ties).",
)
