"""The form of a row, made from its declaration in the model: one input for each field, and what was entered read back."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, get_args

from graph_service.exchange.tables import columns_of
from graph_service.model import help_of, label_of
from graph_service.network import Network
from graph_service.rows import Node, Row, Tie
from graph_service.words import Choice, Entry, Language, Text

_ENDS = ("id", "source_id", "target_id")
_SUGGESTED = ("actor_type", "body_type", "region", "rhythm", "channel")
_GERMAN_DAY = re.compile(r"(?:(\d{1,2})\.\s*)?(\d{1,2})\.\s*(\d{4})")
_GROUPED = re.compile(r"\d{1,3}(?:[. \u00a0\u202f]\d{3})+")
_LONGEST = {Entry.LINE: 2000, Entry.WEB: 2000, Entry.PROSE: 20_000, Entry.DATE: 20}
_UNKNOWN = Text("keine Angabe", "not given")
_YES_NO = (("true", Text("ja", "yes")), ("false", Text("nein", "no")))

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Input:
    """One input of a form: how it is filled in, its texts in one language, what it holds and may hold."""

    name: str
    sort: str
    label: str
    help: str
    value: str
    required: bool
    most: int
    choices: tuple[tuple[str, str], ...]
    suggestions: tuple[str, ...]
    origin: bool


def names_of(cls: type[Node | Tie]) -> tuple[str, ...]:
    """Fields that are entered by hand, in the order of the form; the ends of a tie are chosen, an id is made."""
    return tuple(name for name in columns_of(cls.model_fields["kind"].default).names if name not in _ENDS)


def inputs(cls: type[Node | Tie], values: Values, network: Network, language: Language) -> tuple[Input, ...]:
    """Every field of a kind as an input that holds what *values* say."""
    return tuple(_input(cls, name, values.get(name, ""), network, language) for name in names_of(cls))


def _input(cls: type[Node | Tie], name: str, value: str, network: Network, language: Language) -> Input:
    field, told = cls.model_fields[name], help_of(cls, name)
    sort, most, offered = _sort(cls, name)
    label = label_of(cls, name)[language]
    suggestions: set[str] = set()
    if name in _SUGGESTED:
        suggestions = {getattr(node, name, None) or "" for node in network.nodes.values()} - {""}
    return Input(
        name, sort, label[:1].upper() + label[1:], told[language] if told else "", value, field.is_required(), most,
        tuple((key, text[language]) for key, text in offered), tuple(sorted(suggestions)), name in Row.model_fields,
    )  # fmt: skip


def _sort(cls: type[Node | Tie], name: str) -> tuple[str, int, tuple[tuple[str, Text], ...]]:
    field = cls.model_fields[name]
    types = (field.annotation, *get_args(field.annotation))
    maybe = type(None) in types
    choice = next((t for t in types if isinstance(t, type) and issubclass(t, Choice)), None)
    entry = next((m for m in field.metadata if isinstance(m, Entry)), Entry.LINE)
    unknown = (("", _UNKNOWN),) if maybe else ()
    if choice is not None:
        return "choice", 0, (*unknown, *((one.value, one.text) for one in choice))
    if bool in types:
        return ("choice", 0, (*unknown, *_YES_NO)) if maybe else ("tick", 0, ())
    if Ellipsis in types:
        return "several", 20_000, ()
    if int in types or float in types:
        return "number", 40, ()
    return entry.value, 300 if field.is_required() else _LONGEST[entry], ()


def shown(row: Node | Tie) -> dict[str, str]:
    """What a form holds for a row that is stored."""
    return {name: _shown(getattr(row, name)) for name in names_of(type(row))}


def defaults(cls: type[Node | Tie], day: str) -> dict[str, str]:
    """What the form of a new row holds: the defaults of the model, as of *day*."""
    fields = cls.model_fields
    held = {name: _shown(fields[name].default) for name in names_of(cls) if not fields[name].is_required()}
    return {**held, "as_of": day}


def _shown(value: Any) -> str:  # noqa: ANN401 - fields hold many types
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "\n".join(value)
    return str(value)


def entered(cls: type[Node | Tie], values: Values) -> dict[str, Any]:
    """What was entered, as the model takes it; a date may be written the German way, a number too."""
    return {name: _entered(cls, name, values.get(name, "")) for name in names_of(cls)}


def _entered(cls: type[Node | Tie], name: str, value: str) -> Any:  # noqa: ANN401
    sort, _, _ = _sort(cls, name)
    value = value.replace("\r\n", "\n").strip()
    if sort == "tick":
        return value == "true"
    if sort == "several":
        return tuple(line.strip() for line in value.splitlines() if line.strip())
    if sort == "date" and (day := _GERMAN_DAY.fullmatch(value)):
        parts = (day[3], day[2], day[1])
        return "-".join(part.zfill(2) for part in parts if part)
    if sort == "number":
        plain = re.sub(r"\D", "", value) if _GROUPED.fullmatch(value) else value.replace(",", ".", 1)
        return plain or None
    return value or None
