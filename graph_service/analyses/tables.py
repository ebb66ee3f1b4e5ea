"""The tables of a result: which there are, what their columns are called, and their rows."""

import inspect
from dataclasses import dataclass
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

from graph_service.analyses.base import NodeMark, Record, Result
from graph_service.rows import Frozen
from graph_service.words import Text


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: name in data, name for people, whether it holds ids of nodes."""

    id: str
    title: Text
    is_node: bool


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a result; rows hold plain values, texts, choices, or ids where the column says so."""

    id: str
    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]


def tables(result: Result) -> tuple[Table, ...]:
    """Every table of a result, in the order of declaration."""
    hints = get_type_hints(type(result), include_extras=True)
    found = []
    for field in type(result).model_fields:
        record = _record_of(hints[field])
        if record is not None:
            columns = _columns(record)
            rows = tuple(tuple(getattr(row, c.id) for c in columns) for row in getattr(result, field))
            found.append(Table(field, _label(type(result), field), columns, rows))
    return tuple(found)


def table_ids(model: type[Result]) -> tuple[str, ...]:
    """Names in data of the tables that results of a model have, in the order of declaration."""
    hints = get_type_hints(model, include_extras=True)
    return tuple(field for field in model.model_fields if _record_of(hints[field]) is not None)


def _columns(record: type[Record]) -> tuple[Column, ...]:
    return tuple(
        Column(name, _label(record, name), any(isinstance(m, NodeMark) for m in info.metadata))
        for name, info in record.model_fields.items()
    )


def _label(model: type[Frozen], field: str) -> Text:
    return next((m for m in model.model_fields[field].metadata if isinstance(m, Text)), Text(field, field))


def _record_of(hint: Any) -> type[Record] | None:  # noqa: ANN401 - a type hint may be anything
    if get_origin(hint) in (Annotated, Union, UnionType):
        return next((r for part in get_args(hint) if (r := _record_of(part))), None)
    if get_origin(hint) is tuple:
        inner = get_args(hint)[0]
        return inner if inspect.isclass(inner) and issubclass(inner, Record) else None
    return None
