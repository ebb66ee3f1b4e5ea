"""What a directory shows of each kind beside the name: status, level, dates."""

from collections.abc import Sequence
from typing import Any

from graph_service.model import NODE_KINDS, AnyNode, label_of
from graph_service.words import Text, in_words

_COLUMNS = {
    "actor": ("actor_type", "level"),
    "body": ("body_type", "level", "standing"),
    "field": ("cross_cutting",),
    "target_group": ("axis",),
    "municipality": ("region", "population"),
    "need": ("status", "reported_on"),
    "recommendation": ("status",),
    "survey": ("asked_on",),
}
_DATES = ("reported_on", "asked_on", "valid_to", "as_of")


def columns(kind: str, nodes: Sequence[AnyNode]) -> tuple[list[Text], list[list[Any]]]:
    """Headings and, for each node, cells beside name and number of ties; a column where all is empty is left out."""
    names = [n for n in (*_COLUMNS[kind], "valid_to", "as_of") if any(getattr(node, n) is not None for node in nodes)]
    return [label_of(NODE_KINDS[kind], n) for n in names], [
        [_cell(n, getattr(node, n)) for n in names] for node in nodes
    ]


def _cell(name: str, value: Any) -> Any:  # noqa: ANN401 - fields of nodes hold many types
    if value is None:
        return "–"
    return in_words(value) if name in _DATES else value
