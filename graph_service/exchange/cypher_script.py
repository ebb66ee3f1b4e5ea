"""The network as a Cypher script: for a Neo4j that is explored with other tools, not for this service's own store."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from graph_service.model import NODE_KINDS, TIE_KINDS, as_record
from graph_service.snapshot import Snapshot

_ROWS = 500
_ESCAPED = re.compile(r"[\\\"\x00-\x1f\x7f\u2028\u2029]")
# a quote as a code point would end the literal: Neo4j reads code points before it reads literals
_NAMED = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def to_cypher(snapshot: Snapshot) -> bytes:
    """Write statements that make the network in an empty Neo4j: labels, relationship types and properties as in the store.

    Texts are literals in which every quote, backslash and control character is escaped, so none can end its literal
    or begin a statement. Each statement ends with a semicolon at the end of a line, and no literal holds
    a line break.
    """
    return "".join(f"{statement};\n" for statement in _statements(snapshot)).encode()


def _statements(snapshot: Snapshot) -> Iterator[str]:
    yield "CREATE CONSTRAINT item_id IF NOT EXISTS FOR (n:Item) REQUIRE n.id IS UNIQUE"
    for kind, cls in NODE_KINDS.items():
        rows = (as_record(node) for node in snapshot.nodes if node.kind == kind)
        for part in _parts(map(_map, map(_properties, rows))):
            yield f"UNWIND [\n{part}\n] AS row\nCREATE (n:Item:{cls.spec.label}) SET n = row"
    for kind, tie_cls in TIE_KINDS.items():
        made = (
            "{" + f"s: {_literal(tie.source_id)}, t: {_literal(tie.target_id)}, "
            f"p: {_map({'key': tie.key, **_properties(as_record(tie))})}" + "}"
            for tie in snapshot.ties
            if tie.kind == kind
        )
        for part in _parts(made):
            yield (
                f"UNWIND [\n{part}\n] AS row\nMATCH (s:Item {{id: row.s}}), (t:Item {{id: row.t}})\n"
                f"CREATE (s)-[r:{tie_cls.spec.label}]->(t) SET r = row.p"
            )


def _parts(rows: Iterable[str]) -> Iterator[str]:
    waiting = list(rows)
    for start in range(0, len(waiting), _ROWS):
        yield ",\n".join(waiting[start : start + _ROWS])


def _properties(record: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in record.items() if name not in ("kind", "source_id", "target_id")}


def _map(values: Mapping[str, object]) -> str:
    return "{" + ", ".join(f"{name}: {_literal(value)}" for name, value in values.items() if value is not None) + "}"


def _literal(value: object) -> str:
    if isinstance(value, str):
        return '"' + _ESCAPED.sub(lambda found: _NAMED.get(found[0]) or f"\\u{ord(found[0]):04X}", value) + '"'
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return json.dumps(value)
