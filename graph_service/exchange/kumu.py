"""The network as a Kumu blueprint: elements and connections as JSON."""

import json

from graph_service.model import NODE_KINDS, TIE_KINDS, as_record
from graph_service.rows import Row
from graph_service.snapshot import Snapshot

_OWN = frozenset({"id", "kind", "name", "description", "aliases", "source_id", "target_id"})


def to_kumu(snapshot: Snapshot) -> bytes:
    """Write elements and connections as Kumu's JSON import takes them; ids make equal names safe.

    Kinds become types in German, a symmetric tie an undirected connection, other fields attributes of the same name.
    """
    elements = [
        {
            "id": node.id, "label": node.name, "type": NODE_KINDS[node.kind].spec.text.de,
            **({"description": node.description} if node.description else {}),
            **({"aliases": list(node.aliases)} if node.aliases else {}), **_attributes(node),
        }
        for node in snapshot.nodes
    ]  # fmt: skip
    connections = [
        {
            "id": tie.key, "from": tie.source_id, "to": tie.target_id, "type": TIE_KINDS[tie.kind].spec.text.de,
            "direction": "undirected" if TIE_KINDS[tie.kind].spec.symmetric else "directed", **_attributes(tie),
        }
        for tie in snapshot.ties
    ]  # fmt: skip
    body = {"elements": elements, "connections": connections}
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _attributes(row: Row) -> dict[str, object]:
    return {name: value for name, value in as_record(row).items() if name not in _OWN and value not in (None, [])}
