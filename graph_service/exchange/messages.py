"""Plain German and English sentences for everything the model can find wrong with a row."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from graph_service import words
from graph_service.errors import Fault
from graph_service.model import NODE_KINDS, TIE_KINDS, label_of
from graph_service.rows import Row
from graph_service.words import Choice, Text

MOST_FAULTS = 100
_LONGEST_QUOTE = 60
_KINDS: Mapping[str, type[Row]] = {**NODE_KINDS, **TIE_KINDS}
_LABELS: Mapping[str, Text] = {
    field: label_of(cls, field) for cls in _KINDS.values() for field in cls.model_fields if field != "kind"
}
_CHOICES: Mapping[frozenset[str], type[Choice]] = {
    frozenset(choice): choice
    for choice in vars(words).values()
    if isinstance(choice, type) and issubclass(choice, Choice) and choice is not Choice
}
_UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")

_Maker = Callable[[Mapping[str, Any]], Text]


def faults_of(error: ValidationError, place: str, *, model: type[BaseModel] | None = None) -> tuple[Fault, ...]:
    """Say in both languages what is wrong, one fault per bad place.

    Parameters
    ----------
    error
        What pydantic found.
    place
        Where the data stands: a JSON pointer (empty or beginning with ``/``), else words such as ``actors.csv:5``.
    model
        Whose field names to use when the data is no node or tie.
    """
    return faults_from(error.errors(include_url=False), place, model=model)


def faults_from(
    entries: Iterable[ErrorDetails | Mapping[str, Any]], place: str, *, model: type[BaseModel] | None = None
) -> tuple[Fault, ...]:
    """Do the same as `faults_of` for a list of pydantic's error entries, as a web framework hands them over."""
    faults = []
    for entry in list(entries)[:MOST_FAULTS]:
        path = _path(entry)
        sentence = _sentence(entry)
        name = next((part for part in reversed(path) if isinstance(part, str)), None)
        if path and isinstance(path[-1], int) and name not in _LABELS:
            name = None
        faults.append(Fault(_at(place, path), _about(name, sentence, model)))
    return tuple(faults)


def quoted(value: object) -> str:
    """Show a value from outside inside a sentence: shortened, on one line, control characters visible."""
    text = value if isinstance(value, str) else str(value)
    text = _UNPRINTABLE.sub("\ufffd", text[: _LONGEST_QUOTE + 1])
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


def _about(name: str | None, sentence: Text, model: type[BaseModel] | None) -> Text:
    """Put what the sentence is about in front of it."""
    if name is None:
        return sentence if sentence.en[0].isupper() else Text("Der Eintrag", "The entry") + sentence
    label = _LABELS.get(name)
    if model is not None and name in model.model_fields:
        label = next((m for m in model.model_fields[name].metadata if isinstance(m, Text)), label)
    field = quoted(name)
    if label is None:
        return Text(f"„{field}“:", f"“{field}”:") + sentence
    return Text(f"„{label.de}“ ({field}):", f"“{label.en}” ({field}):") + sentence


def _path(entry: ErrorDetails | Mapping[str, Any]) -> Sequence[int | str]:
    """Where in the data the fault is, without the tags that only tell pydantic which kind it tried."""
    loc = tuple(entry["loc"])
    named = entry["type"] in {"extra_forbidden", "missing"}
    return [
        part
        for i, part in enumerate(loc)
        if not (
            part in _KINDS
            and (i == 0 or isinstance(loc[i - 1], int))
            and not (named and i == len(loc) - 1)
        )
    ]  # fmt: skip


def _at(place: str, path: Sequence[int | str]) -> str:
    if place and not place.startswith("/"):
        column = next((part for part in path if isinstance(part, str)), None)
        return place if column is None else f"{place}:{quoted(column)}"
    parts = (quoted(part).replace("~", "~0").replace("/", "~1") for part in path)
    return "".join([place.rstrip("/"), *(f"/{part}" for part in parts)]) or "/"


def _sentence(entry: ErrorDetails | Mapping[str, Any]) -> Text:
    ctx: dict[str, Any] = {**(entry.get("ctx") or {}), "input": entry.get("input")}
    said = _SENTENCES.get(entry["type"])
    if said is None:
        return _UNKNOWN
    return said if isinstance(said, Text) else said(ctx)


def _length(ctx: Mapping[str, Any]) -> Text:
    value = ctx["input"]
    now = len(value) if isinstance(value, str | list | tuple) else "?"
    return Text(
        "ist zu lang: {now} Zeichen, erlaubt sind {most}. Bitte kürzen.",
        "is too long: {now} characters, at most {most} are allowed. Please shorten it.",
    ).format(now=now, most=ctx["max_length"])


def _shortness(ctx: Mapping[str, Any]) -> Text:
    if ctx["min_length"] == 1:
        return Text("ist leer. Bitte ausfüllen.", "is empty. Please fill it in.")
    return Text(
        "ist zu kurz: mindestens {least} Zeichen sind nötig.", "is too short: at least {least} characters are needed."
    ).format(least=ctx["min_length"])


def _entries(ctx: Mapping[str, Any]) -> Text:
    return Text(
        "hat zu viele Einträge; erlaubt sind {most}.", "has too many entries; at most {most} are allowed."
    ).format(most=ctx["max_length"])


def _too_few(ctx: Mapping[str, Any]) -> Text:
    return Text(
        "hat zu wenige Einträge; nötig sind mindestens {least}.", "has too few entries; at least {least} are needed."
    ).format(least=ctx["min_length"])


def _pattern(ctx: Mapping[str, Any]) -> Text:
    if not ctx["input"]:
        return Text("ist leer. Bitte ausfüllen.", "is empty. Please fill it in.")
    if ctx["pattern"] == r"^[a-z0-9][a-z0-9._-]*$":
        return Text(
            "„{value}“ ist keine Kennung. Erlaubt sind Kleinbuchstaben a bis z, Ziffern, Punkt, Binde- und "
            "Unterstrich; am Anfang steht ein Buchstabe oder eine Ziffer.",
            "“{value}” is not an id. Use small letters a to z, digits, dots, hyphens and underscores; "
            "begin with a letter or a digit.",
        ).format(value=quoted(ctx["input"]))
    return _value("„{value}“ hat nicht die nötige Form.", "“{value}” does not have the form needed.")(ctx)


def _choice(ctx: Mapping[str, Any]) -> Text:
    values = re.findall(r"'([^']*)'", str(ctx["expected"]))
    choice = _CHOICES.get(frozenset(values))
    shown = [Text(v, v) if choice is None else Text(f"{v} ({choice(v).text.de})", v) for v in values]  # type: ignore[call-arg]
    return Text(
        "„{value}“ gibt es hier nicht. Möglich sind: {all}.", "“{value}” does not exist here. Use one of: {all}."
    ).format(
        value=quoted(ctx["input"]),
        all=Text(", ".join(s.de for s in shown), ", ".join(s.en for s in shown)),
    )


def _kind(ctx: Mapping[str, Any]) -> Text:
    return Text(
        "Die Art „{tag}“ gibt es nicht. Möglich sind: {all}.", "There is no kind “{tag}”. Use one of: {all}."
    ).format(tag=quoted(ctx["tag"]), all=", ".join(re.findall(r"'([^']*)'", str(ctx["expected_tags"]))))


def _day(ctx: Mapping[str, Any]) -> Text:
    value = ctx["input"]
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?|0000", value):
        said = Text("„{value}“ steht in keinem Kalender.", "“{value}” is not in any calendar.")
    else:
        said = Text(
            "„{value}“ ist kein Datum. Bitte als Jahr (2026), Monat (2026-03) oder Tag (2026-03-14) schreiben.",
            "“{value}” is not a date. Please write a year (2026), a month (2026-03) or a day (2026-03-14).",
        )
    return said.format(value=quoted(value))


def _full_day(ctx: Mapping[str, Any]) -> Text:
    return Text(
        "„{value}“ ist kein Tag des Kalenders. Bitte wie 2026-03-14 schreiben.",
        "“{value}” is not a calendar day. Please write it like 2026-03-14.",
    ).format(value=quoted(ctx["input"]))


def _value(de: str, en: str) -> _Maker:
    """Make a sentence that shows the value, if it is one that can be shown."""

    def say(ctx: Mapping[str, Any]) -> Text:
        plain = isinstance(ctx["input"], str | int | float | bool)
        value = quoted(ctx["input"]) if plain else ""
        limits = {k: v for k, v in ctx.items() if isinstance(v, int | float | str) and k != "input"}
        said = Text(de, en).format(value=value, **limits)
        return said if plain else Text(said.de.replace("„“ ", ""), said.en.replace("“” ", ""))

    return say


def _json(ctx: Mapping[str, Any]) -> Text:
    where = re.search(r"line (\d+) column (\d+)", str(ctx.get("error", "")))
    said = Text("Das ist kein lesbares JSON", "This is not readable JSON")
    if where is None:
        return Text(f"{said.de}.", f"{said.en}.")
    line, column = where.groups()
    return Text(f"{said.de}: Zeile {line}, Spalte {column}.", f"{said.en}: line {line}, column {column}.")


_UNKNOWN = Text("hat einen Wert, der hier nicht passt.", "has a value that does not fit here.")
_MISSING = Text("fehlt. Bitte angeben.", "is missing. Please give it.")
_OBJECT = Text("muss ein Objekt mit benannten Feldern sein.", "must be an object with named fields.")
_LIST = Text("muss eine Liste sein.", "must be a list.")
_TEXT = Text("muss ein Text sein.", "must be text.")
_YES_NO = _value("„{value}“ ist weder ja noch nein.", "“{value}” is neither yes nor no.")
_WHOLE = _value("„{value}“ ist keine ganze Zahl.", "“{value}” is not a whole number.")
_NUMBER = _value("„{value}“ ist keine Zahl.", "“{value}” is not a number.")

_SENTENCES: Mapping[str, Text | _Maker] = {
    "missing": _MISSING,
    "missing_argument": _MISSING,
    "extra_forbidden": Text(
        "gibt es hier nicht. Bitte weglassen oder richtig benennen.",
        "does not exist here. Please leave it out or name it correctly.",
    ),
    "string_type": _TEXT,
    "string_sub_type": _TEXT,
    "string_unicode": Text("ist kein lesbarer Text in UTF-8.", "is not readable text in UTF-8."),
    "string_too_long": _length,
    "string_too_short": _shortness,
    "string_pattern_mismatch": _pattern,
    "too_long": _entries,
    "too_short": _too_few,
    "enum": _choice,
    "literal_error": _choice,
    "union_tag_invalid": _kind,
    "union_tag_not_found": Text("Die Art (kind) fehlt. Bitte angeben.", "The kind is missing. Please give it."),
    "bool_type": _YES_NO,
    "bool_parsing": _YES_NO,
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_from_float": _WHOLE,
    "int_parsing_size": _value("ist eine zu große Zahl.", "is too large a number."),
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": Text("muss eine endliche Zahl sein.", "must be a finite number."),
    "greater_than_equal": _value("„{value}“ ist zu klein; mindestens {ge}.", "“{value}” is too small; at least {ge}."),
    "greater_than": _value("„{value}“ ist zu klein; mehr als {gt}.", "“{value}” is too small; more than {gt}."),
    "less_than_equal": _value("„{value}“ ist zu groß; höchstens {le}.", "“{value}” is too large; at most {le}."),
    "less_than": _value("„{value}“ ist zu groß; weniger als {lt}.", "“{value}” is too large; less than {lt}."),
    "date_type": _full_day,
    "date_parsing": _full_day,
    "date_from_datetime_parsing": _full_day,
    "date_from_datetime_inexact": _full_day,
    "datetime_type": _full_day,
    "datetime_parsing": _full_day,
    "model_type": _OBJECT,
    "model_attributes_type": _OBJECT,
    "dict_type": _OBJECT,
    "mapping_type": _OBJECT,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "json_invalid": _json,
    "json_type": _json,
    "control_characters": Text(
        "enthält Steuerzeichen. Bitte neu eintippen statt einfügen.",
        "contains control characters. Please type it anew instead of pasting it.",
    ),
    "line_break": Text("muss in einer Zeile stehen.", "must be on one line."),
    "partial_date": _day,
    "web_address": _value(
        "„{value}“ ist keine Webadresse; sie beginnt mit https:// oder http://.",
        "“{value}” is not a web address; it begins with https:// or http://.",
    ),
    "dates_reversed": Text(
        "Das Ende (valid_to) liegt vor dem Anfang (valid_from).",
        "The end (valid_to) lies before the beginning (valid_from).",
    ),
    "tie_to_itself": Text(
        "Anfang und Ende sind dasselbe; bitte zwei verschiedene Kennungen angeben.",
        "Both ends are the same; please give two different ids.",
    ),
}
