"""Rows as Neo4j takes and gives them: labels for kinds, properties for fields, nothing for what is empty."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph_service.model import NODE, NODE_KINDS, TIE, TIE_KINDS, AnyNode, AnyTie, as_record
from graph_service.snapshot import Changes, canonical

LABEL_OF_KIND = {
    **{kind: cls.spec.label for kind, cls in NODE_KINDS.items()},
    **{kind: cls.spec.label for kind, cls in TIE_KINDS.items()},
}
KIND_OF_LABEL = {label: kind for kind, label in LABEL_OF_KIND.items()}

Rows = Iterator[dict[str, Any]]


def node_of(row: Mapping[str, Any]) -> AnyNode:
    """Node of a row of *fetch_nodes*."""
    return NODE.validate_python({**row["properties"], "kind": KIND_OF_LABEL[row["label"]]})


def tie_of(row: Mapping[str, Any]) -> AnyTie:
    """Tie of a row of *fetch_ties*."""
    values = {name: value for name, value in row["properties"].items() if name != "key"}
    ends = {"source_id": row["source_id"], "target_id": row["target_id"]}
    return TIE.validate_python({**values, **ends, "kind": KIND_OF_LABEL[row["type"]]})


def node_rows(nodes: Iterable[AnyNode]) -> Rows:
    """Rows for *put_nodes*."""
    for node in nodes:
        yield {"id": node.id, "label": LABEL_OF_KIND[node.kind], "properties": _properties(as_record(node))}


def tie_rows(ties: Iterable[AnyTie]) -> Rows:
    """Rows for *put_ties*."""
    for tie in ties:
        yield {
            "key": tie.key, "type": LABEL_OF_KIND[tie.kind], "source_id": tie.source_id, "target_id": tie.target_id,
            "properties": {"key": tie.key, **_properties(as_record(tie))},
        }  # fmt: skip


def _properties(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in ("kind", "source_id", "target_id")}


def version_rows(changes: Changes, number: int) -> Rows:
    """Rows for *add_versions*: every row that begins with revision *number*."""
    for node in changes.nodes:
        yield {"key": node.id, "kind": node.kind, "tie": False, "since": number, "body": canonical(node)}
    for tie in changes.ties:
        yield {
            "key": tie.key, "kind": tie.kind, "tie": True, "since": number, "body": canonical(tie),
            "source_id": tie.source_id, "target_id": tie.target_id,
        }  # fmt: skip


def touched_keys(changes: Changes) -> Iterator[str]:
    """Key of every row whose present version ends with a change."""
    yield from changes.drop_nodes
    yield from changes.drop_ties
    yield from (node.id for node in changes.nodes)
    yield from (tie.key for tie in changes.ties)


def addresses(keys: Iterable[str]) -> list[dict[str, str]]:
    """Keys of ties with the node each is found at."""
    return [{"key": key, "source_id": key.split(":")[1] if ":" in key else ""} for key in keys]
