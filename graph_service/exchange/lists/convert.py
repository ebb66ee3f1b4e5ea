"""Cells of a record as the values a kind of node or tie takes."""

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from graph_service.exchange.lists.forms import KIND, MAILBOX, SEAT, plain_head
from graph_service.exchange.lists.rows import Cell
from graph_service.exchange.lists.synonyms import EVENT
from graph_service.exchange.lists.values import choice_of, chosen, day, number, several, yes_no
from graph_service.exchange.tables import columns_of
from graph_service.model import NODE_KINDS, TIE_KINDS
from graph_service.words import Text

_DATES = frozenset(
    {"as_of", "valid_from", "valid_to", "reported_on", "asked_on", "population_as_of", "migration_share_as_of"}
)
_NOT_VALUES = frozenset({"id", "source_id", "target_id", KIND, SEAT, MAILBOX})
_LONGEST_NAME = 300
_DOMAIN = re.compile(r"(?:www\.)?[\w-]+(?:\.[\w-]+)+(?:/\S*)?", re.IGNORECASE)
_EVENTS = frozenset(map(plain_head, EVENT))
MAILBOX_LINE = "Funktionspostfach: "


def converted(kind: str, cells: Mapping[str, Cell]) -> dict[str, Any]:
    """Values by field for a row of *kind*; a value that does not fit is left as it stands, for the model to refuse."""
    cls = NODE_KINDS[kind] if kind in NODE_KINDS else TIE_KINDS[kind]
    values: dict[str, Any] = {}
    for name, cell in cells.items():
        if name in _NOT_VALUES or name not in cls.model_fields:
            continue
        values[name] = _value(kind, name, cell.text)
    if kind == "body" and "level" in cells and plain_head(cells["level"].text) in _EVENTS:
        del values["level"]
        values["standing"] = False
    if MAILBOX in cells:
        line = f"{MAILBOX_LINE}{cells[MAILBOX].text}"
        kept = [part for part in str(values.get("note", "")).split("\n") if part and not part.startswith(MAILBOX_LINE)]
        values["note"] = "\n".join([*kept, line])
    if kind in ("need", "recommendation") and len(values.get("name", "")) > _LONGEST_NAME:
        values.setdefault("description", values["name"])
        values["name"] = shortened(values["name"])
    return values


def shortened(name: str) -> str:
    """Name within the length that names have, cut between words."""
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rsplit(" ", 1)[0] + "…"


def _value(kind: str, name: str, text: str) -> object:
    cls = NODE_KINDS[kind] if kind in NODE_KINDS else TIE_KINDS[kind]
    columns, annotation = columns_of(kind), cls.model_fields[name].annotation
    choice = choice_of(kind, name)
    if choice is not None:
        return chosen(choice, text)
    reader: Callable[[str], object] | None = (
        day if name in _DATES else yes_no if name in columns.yes_no else several if name in columns.several else None
    )
    if reader is not None:
        return reader(text)
    if name in columns.fractions or int in get_args(annotation):
        return number(text, share=name in columns.fractions)
    if name == "website":
        first = text.split(maxsplit=1)[0]
        return f"https://{first}" if _DOMAIN.fullmatch(first) else first
    return _prose(text) if name in ("description", "mandate", "note", "answer", "reason") else " ".join(text.split())


def _prose(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def column_of(cells: Mapping[str, Cell], field: str) -> Cell | None:
    """Cell that a field was made of."""
    if field in cells:
        return cells[field]
    other = {"standing": "level", "note": MAILBOX, "description": "name"}.get(field)
    return cells.get(other) if other else None


def label(kind: str, field: str) -> Text:
    """Name of a field for people."""
    from graph_service.model import label_of

    return label_of(NODE_KINDS[kind] if kind in NODE_KINDS else TIE_KINDS[kind], field)
