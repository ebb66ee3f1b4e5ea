"""What the page of a preview shows: counts, faults, questions, and the mapping as a form."""

from typing import Any, NamedTuple

from graph_service.exchange.lists.forms import forms
from graph_service.exchange.lists.mapping import SheetMapping
from graph_service.exchange.lists.personal import Personal
from graph_service.exchange.lists.preview import STATES, Entry, Preview
from graph_service.exchange.lists.telling import STATE_TEXTS, kind_text, shown
from graph_service.model import NODE_KINDS
from graph_service.searching import folded
from graph_service.words import Language

MOST_QUESTIONS = 80
_MOST_ENTRIES = 150
_MOST_COLUMNS = 40
_SAMPLE = 60

Option = tuple[str, str]


class ColumnRow(NamedTuple):
    """One column of a sheet: its control, what stands in it, what it means and may mean."""

    control: str
    head: str
    sample: str
    value: str
    options: tuple[Option, ...]
    sure: int
    why: str
    never: bool


class SheetRow(NamedTuple):
    """One sheet: its control, what it is read as and may be read as, its columns."""

    control: str
    title: str
    row: int
    rows: int
    value: str
    options: tuple[Option, ...]
    columns: tuple[ColumnRow, ...]


def preview_values(seen: Preview, language: Language) -> dict[str, Any]:
    """Values of the template for one preview in one language."""
    counts = [(STATE_TEXTS[s][language], seen.count(s, ties=False), seen.count(s, ties=True)) for s in STATES]
    return {
        "counts": [row for row in counts if row[1] or row[2]],
        "sheets": [_sheet(i, mapping, language) for i, mapping in enumerate(seen.sheets)],
        "questions": seen.questions[:MOST_QUESTIONS],
        "more_questions": max(0, len(seen.questions) - MOST_QUESTIONS),
        "groups": [group for state in STATES if state != "same" for group in _group(seen, state, language)],
        "aside": [(one.place, one.head, one.why[language]) for one in seen.aside],
        "seen": seen,
    }


def _group(seen: Preview, state: str, language: Language) -> list[tuple[str, list[dict[str, Any]], int]]:
    those = [entry for entry in seen.entries if entry.state == state]
    if not those:
        return []
    rows = [_entry(entry, language) for entry in those[:_MOST_ENTRIES]]
    return [(STATE_TEXTS[state][language], rows, len(those) - len(rows))]


def _entry(entry: Entry, language: Language) -> dict[str, Any]:
    return {
        "kind": kind_text(entry.kind)[language],
        "name": entry.name,
        "place": entry.place,
        "from_cell": entry.from_cell,
        "details": [(d.label[language], shown(d.before), shown(d.after)) for d in entry.details],
    }


def _sheet(number: int, mapping: SheetMapping, language: Language) -> SheetRow:
    grid = mapping.grid
    below = [line for line in grid.lines if line.number > mapping.row]
    columns: tuple[ColumnRow, ...] = ()
    if mapping.form is not None:
        options = _columns(mapping.form.id, language)
        columns = tuple(
            ColumnRow(
                f"col.{number}.{one.place}", one.head, _sample(below, one.place, never=one.personal is Personal.YES),
                one.column.id if one.column else "", options, one.sure, one.why[language], one.personal is Personal.YES,
            )
            for one in mapping.columns[:_MOST_COLUMNS]
        )  # fmt: skip
    value = mapping.form.id if mapping.form else ""
    return SheetRow(f"form.{number}", grid.title, mapping.row, len(below), value, _forms(language), columns)


def _sample(below: list[Any], place: int, *, never: bool) -> str:
    if never:
        return ""
    text = next((line.cells[place] for line in below if place < len(line.cells) and line.cells[place]), "")
    return text if len(text) <= _SAMPLE else text[: _SAMPLE - 1] + "…"


def _forms(language: Language) -> tuple[Option, ...]:
    made = [(form.id, form.label[language]) for form in forms().values()]
    nodes = [option for option in made if option[0] in NODE_KINDS]
    return (*nodes, *sorted((o for o in made if o not in nodes), key=lambda option: folded(option[1])))


def _columns(form_id: str, language: Language) -> tuple[Option, ...]:
    columns = forms()[form_id].columns.values()
    return tuple(sorted(((c.id, c.label[language]) for c in columns), key=lambda option: folded(option[1])))
