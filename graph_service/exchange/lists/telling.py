"""A preview as plain text for the command line, and as JSON for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from graph_service.errors import Fault
from graph_service.exchange.lists.mapping import SheetMapping
from graph_service.exchange.lists.preview import STATES, Entry, Preview
from graph_service.model import NODE_KINDS, TIE_KINDS
from graph_service.words import Language, Text

MOST_SHOWN = 200
"""Most entries of one state that a text names one by one; the counts are of all."""

STATE_TEXTS = {
    "new": Text("neu", "new"),
    "changed": Text("geändert", "changed"),
    "same": Text("unverändert", "the same"),
    "gone": Text("nicht mehr genannt, wird beendet", "no longer named, will be ended"),
    "held": Text("zurückgestellt, bis entschieden ist", "held until decided"),
}


def kind_text(kind: str) -> Text:
    """What a kind of node or tie is called."""
    return NODE_KINDS[kind].spec.text if kind in NODE_KINDS else TIE_KINDS[kind].spec.text


def told(preview: Preview, language: Language) -> str:
    """Preview as text: what each sheet and column means, what becomes of each entry, questions, what is wrong."""
    parts = [
        *_section(_SHEETS, [line for mapping in preview.sheets for line in _sheet(mapping, language)], language),
        *_section(_COUNTS, list(_counts(preview, language)), language),
        *_section(_ENTRIES, list(_entries(preview, language)), language),
        *_section(_QUESTIONS, list(_questions(preview, language)), language),
        *_section(_ASIDE, [_aside(preview, i, language) for i in range(len(preview.aside))], language),
        *_messages(_NOTES, preview.notes, preview.note_count, language),
        *_messages(_LEFT_OUT, preview.left_out, preview.left_out_count, language),
        *_messages(_FAULTS, preview.faults, preview.fault_count, language),
    ]
    return "\n".join(parts) + "\n"


def so_many(nodes: int, ties: int) -> Text:
    """Say how many entries and ties, one as one."""
    entries = Text("1 Eintrag", "1 entry") if nodes == 1 else Text(f"{nodes} Einträge", f"{nodes} entries")
    return (entries + Text("und", "and")) + (
        Text("1 Verbindung", "1 tie") if ties == 1 else Text(f"{ties} Verbindungen", f"{ties} ties")
    )


def _section(title: Text, lines: Sequence[str], language: Language) -> list[str]:
    return [title[language], *(f"  {line}" for line in lines), ""] if lines else []


def _messages(title: Text, faults: Sequence[Fault], count: int, language: Language) -> list[str]:
    lines = [f"{fault.place}: {fault.text[language]}" if fault.place else fault.text[language] for fault in faults]
    if count > len(faults):
        lines.append(_MORE.format(n=count - len(faults))[language])
    return _section(title, lines, language)


def _sheet(mapping: SheetMapping, language: Language) -> Iterator[str]:
    form = mapping.form.label[language] if mapping.form else _NOT_READ[language]
    yield _AS.format(sheet=mapping.grid.title, form=form, row=mapping.row)[language]
    for one in mapping.columns:
        if mapping.form is not None and one.column is not None:
            label = one.column.label[language]
            yield f"  {one.head} → {label} ({one.sure} %, {one.why[language]})"


def _counts(preview: Preview, language: Language) -> Iterator[str]:
    for state in STATES:
        nodes, ties = (preview.count(state, ties=which) for which in (False, True))
        if nodes or ties:
            said = so_many(nodes, ties)
            yield f"{STATE_TEXTS[state][language]}: {said[language]}"


def _entries(preview: Preview, language: Language) -> Iterator[str]:
    for state in STATES:
        if state == "same":
            continue
        those = [entry for entry in preview.entries if entry.state == state]
        for entry in those[:MOST_SHOWN]:
            yield _entry(entry, language)
        if len(those) > MOST_SHOWN:
            yield _MORE.format(n=len(those) - MOST_SHOWN)[language]


def _entry(entry: Entry, language: Language) -> str:
    where = f" [{entry.place}]" if entry.place else ""
    cell = f" {_FROM_CELL[language]}" if entry.from_cell else ""
    line = f"{STATE_TEXTS[entry.state][language]}: {kind_text(entry.kind)[language]}: {entry.name}{cell}{where}"
    changed = "; ".join(f"{d.label[language]}: {shown(d.before)} → {shown(d.after)}" for d in entry.details)
    return f"{line} ({changed})" if changed else line


def shown(value: object) -> str:
    """One value of a field as text."""
    if value is None or value == []:
        return "–"
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value)


def _questions(preview: Preview, language: Language) -> Iterator[str]:
    for question in preview.questions:
        yield _QUESTION.format(name=question.name, key=question.key)[language]
        for option in question.options:
            yield f"  {option.name} ({option.likeness} %, {option.why[language]})  =  {option.key}"


def _aside(preview: Preview, place: int, language: Language) -> str:
    one = preview.aside[place]
    head = f" „{one.head}“" if one.head and language == "de" else f" “{one.head}”" if one.head else ""
    return f"{one.place}{head}: {one.why[language]}"


def as_json(preview: Preview, language: Language) -> dict[str, Any]:
    """Preview as plain values in one language."""
    return {
        "revision": preview.revision,
        "ready": preview.ready,
        "sheets": [_sheet_json(mapping, language) for mapping in preview.sheets],
        "counts": {
            state: {"nodes": preview.count(state, ties=False), "ties": preview.count(state, ties=True)}
            for state in STATES
        },
        "entries": [
            {
                "state": entry.state, "kind": entry.kind, "key": entry.key, "name": entry.name, "place": entry.place,
                "from_cell": entry.from_cell,
                "details": [{"field": d.field, "before": d.before, "after": d.after} for d in entry.details],
            }
            for entry in preview.entries if entry.state != "same"
        ],
        "questions": [
            {
                "key": question.key, "kind": question.kind, "name": question.name, "place": question.place,
                "decided": question.decided,
                "options": [
                    {"key": o.key, "name": o.name, "likeness": o.likeness, "why": o.why[language]} for o in question.options
                ],
            }
            for question in preview.questions
        ],
        "set_aside": [
            {"place": one.place, "head": one.head, "filled": one.filled, "why": one.why[language]} for one in preview.aside
        ],
        "faults": _faults_json(preview.faults, language), "fault_count": preview.fault_count,
        "left_out": _faults_json(preview.left_out, language), "left_out_count": preview.left_out_count,
        "notes": _faults_json(preview.notes, language), "note_count": preview.note_count,
    }  # fmt: skip


def _sheet_json(mapping: SheetMapping, language: Language) -> dict[str, Any]:
    return {
        "sheet": mapping.grid.title,
        "form": mapping.form.id if mapping.form else "",
        "heads_in_row": mapping.row,
        "rows": sum(line.number > mapping.row for line in mapping.grid.lines),
        "columns": [
            {
                "head": one.head, "column": one.column.id if one.column else "", "sure": one.sure, "why": one.why[language],
                "personal": one.personal.name.lower(),
            }
            for one in mapping.columns
        ],
    }  # fmt: skip


def _faults_json(faults: Sequence[Fault], language: Language) -> list[dict[str, str]]:
    return [{"place": fault.place, "detail": fault.text[language]} for fault in faults]


_SHEETS = Text("So wurde die Liste verstanden:", "This is how the list was understood:")
_COUNTS = Text("Das würde geschehen:", "This would happen:")
_ENTRIES = Text("Im Einzelnen:", "In detail:")
_QUESTIONS = Text("Dasselbe oder nicht? Bis zur Entscheidung bleiben diese Einträge draußen:",
                  "The same or not? Until decided, these entries stay out:")  # fmt: skip
_ASIDE = Text("Beiseitegelegt, nicht gespeichert:", "Set aside, not stored:")
_NOTES = Text("Hinweise:", "Notes:")
_LEFT_OUT = Text("Weggelassen:", "Left out:")
_FAULTS = Text("Das passt nicht; so wird nichts geschrieben:", "This does not fit; nothing is written like this:")
_AS = Text("{sheet}: gelesen als {form}; Köpfe in Zeile {row}", "{sheet}: read as {form}; heads in row {row}")
_NOT_READ = Text("nichts (beiseitegelegt)", "nothing (set aside)")
_MORE = Text("… und {n} weitere", "… and {n} more")
_FROM_CELL = Text("(nur in einer Zelle genannt)", "(named in a cell only)")
_QUESTION = Text('„{name}“ – entscheiden mit --decide "{key}=…" (new, later oder eine der Kennungen rechts):',
                 '“{name}” – decide by --decide "{key}=…" (new, later or one of the ids on the right):')  # fmt: skip
