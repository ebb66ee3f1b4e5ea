"""The history of the network in words: each write with time, role, reason and rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from graph_service.views.change_words import Name, RowChange, Told, told
from graph_service.words import Language, Text, in_words, number

MOST_ROWS = 60
FEW_ROWS = 6
_ROLES = {"admin": Text("Administration", "administrator"), "editor": Text("Redaktion", "editor")}


@dataclass(frozen=True, slots=True)
class Written:
    """One write as a reader may see it."""

    number: int
    at: datetime
    author: str
    note: str
    rows: Sequence[RowChange]
    count: int
    whole: bool


def write_values(write: Written, name: Name, language: Language, most: int) -> dict[str, Any]:
    """One write for a template: at most *most* rows in words."""
    rows: list[Told] = told(write.rows[:most], name, language)
    day = in_words(write.at.date().isoformat())[language]
    return {
        "number": write.number,
        "day": write.at.date().isoformat(),
        "when": f"{day}, {write.at:%H:%M} UTC",
        "author": _ROLES[write.author][language] if write.author in _ROLES else write.author,
        "note": write.note,
        "rows": rows,
        "count": write.count,
        "count_said": number(write.count)[language],
        "more": number(write.count - len(rows))[language] if write.count > len(rows) else "",
        "whole": write.whole,
    }
