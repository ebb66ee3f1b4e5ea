"""One CSV file as people save it: bytes to a header and numbered rows, or sentences about what is wrong."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from graph_service.errors import Fault
from graph_service.exchange.messages import MOST_FAULTS, quoted
from graph_service.words import Text

MOST_BYTES = 64 * 1024 * 1024
"""Largest file that is read."""
MOST_ROWS = 500_000
"""Most rows one file may have."""
DELIMITERS = (",", ";", "\t")

csv.field_size_limit(max(csv.field_size_limit(), MOST_BYTES))

_FORMULA = re.compile(r"'*[=+\-@\t\r]")


class Faults:
    """Bad places found so far; keeps the first hundred and counts the rest."""

    def __init__(self) -> None:
        """Begin with none."""
        self.kept: list[Fault] = []
        self.count = 0

    def add(self, place: str, text: Text) -> None:
        """Note one bad place."""
        self.extend((Fault(place, text),))

    def extend(self, faults: tuple[Fault, ...]) -> None:
        """Note several."""
        self.count += len(faults)
        self.kept += faults[: max(0, MOST_FAULTS - len(self.kept))]

    @property
    def full(self) -> bool:
        """Whether there is no use in looking further."""
        return len(self.kept) >= MOST_FAULTS


class Row(NamedTuple):
    """One row with the number a spreadsheet shows beside it, and its filled cells by column."""

    number: int
    cells: Mapping[str, str]


def at_row(number: int) -> Text:
    """Begin a sentence about a row."""
    return Text(f"Zeile {number}:", f"Row {number}:")


def guarded(cell: str) -> str:
    """Keep a spreadsheet from running a cell as a formula; `unguarded` takes it back."""
    return f"'{cell}" if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """Take back what `guarded` put in front."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def decoded(name: str, data: bytes, faults: Faults) -> str | None:
    """Text of a file in UTF-8, with or without byte order mark."""
    if len(data) > MOST_BYTES:
        faults.add(name, too_large(len(data)))
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        faults.add(
            f"{name}:{line}",
            Text(
                "Zeile {line}: Die Datei ist nicht in UTF-8 gespeichert. In der Tabellenkalkulation "
                "„CSV UTF-8“ als Format wählen und noch einmal speichern.",
                "Row {line}: The file is not saved in UTF-8. Choose “CSV UTF-8” as the format in the "
                "spreadsheet and save it again.",
            ).format(line=str(line)),
        )
        return None


def too_large(size: int) -> Text:
    """Say that a file is over the limit."""
    return Text(
        "Die Datei ist {size} MB groß; gelesen werden höchstens {most} MB. Bitte aufteilen.",
        "The file has {size} MB; at most {most} MB are read. Please split it.",
    ).format(size=-(-size // 1024**2), most=MOST_BYTES // 1024**2)


def rows_of(
    name: str, data: bytes, columns: frozenset[str], required: frozenset[str], faults: Faults
) -> Iterator[Row] | None:
    """Rows of one file; None when there is no usable header.

    Parameters
    ----------
    name
        Name of the file, for messages.
    data
        Its bytes.
    columns, required
        Columns that may and must be there.
    faults
        Where to note what is wrong.
    """
    text = decoded(name, data, faults)
    if text is None:
        return None
    first = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        header = [cell.strip() for cell in next(reader, [])]
    except csv.Error:
        faults.add(f"{name}:1", at_row(1) + _QUOTES)
        return None
    if not any(header):
        faults.add(f"{name}:1", _NO_HEADER)
        return None
    before = faults.count
    _check_header(name, header, columns, required, faults)
    return None if faults.count > before else _numbered(name, header, reader, faults)


def _check_header(
    name: str, header: list[str], columns: frozenset[str], required: frozenset[str], faults: Faults
) -> None:
    for column in dict.fromkeys(cell for cell in header if cell):
        place = f"{name}:1:{quoted(column)}"
        if column not in columns:
            faults.add(place, _NO_COLUMN.format(column=quoted(column), all=", ".join(sorted(columns))))
        elif header.count(column) > 1:
            faults.add(place, _TWICE.format(column=column))
    for column in sorted(required - set(header)):
        faults.add(f"{name}:1:{column}", _NEEDED.format(column=column))


def _numbered(name: str, header: list[str], reader: Iterator[list[str]], faults: Faults) -> Iterator[Row]:
    number = 1
    while not faults.full:
        number += 1
        try:
            cells = next(reader, None)
        except csv.Error:
            faults.add(f"{name}:{number}", at_row(number) + _QUOTES)
            return
        if cells is None:
            return
        if number > MOST_ROWS + 1:
            faults.add(f"{name}:{number}", _TOO_MANY.format(most=MOST_ROWS))
            return
        if any(not column and cell.strip() for column, cell in zip(header, cells, strict=False)) or any(
            cell.strip() for cell in cells[len(header) :]
        ):
            faults.add(f"{name}:{number}", at_row(number) + _NO_HEAD)
            continue
        filled = {column: unguarded(cell.strip()) for column, cell in zip(header, cells, strict=False) if cell.strip()}
        if filled:
            yield Row(number, filled)


_QUOTES = Text(
    "Anführungszeichen sind nicht geschlossen oder stehen mitten in einer Zelle. Innerhalb einer Zelle werden sie "
    "verdoppelt.",
    "Quotation marks are not closed or stand in the middle of a cell. Inside a cell they are doubled.",
)
_NO_HEADER = Text(
    "Die Kopfzeile fehlt: In Zeile 1 stehen die Namen der Spalten.",
    "The header is missing: row 1 holds the names of the columns.",
)
_NO_COLUMN = Text(
    "Zeile 1: Die Spalte „{column}“ gibt es in dieser Tabelle nicht. Bitte weglassen oder umbenennen; "
    "möglich sind: {all}.",
    "Row 1: There is no column “{column}” in this table. Please leave it out or rename it; use: {all}.",
)
_TWICE = Text(
    "Zeile 1: Die Spalte „{column}“ kommt mehrfach vor. Bitte nur einmal.",
    "Row 1: The column “{column}” occurs more than once. Please keep one.",
)
_NEEDED = Text(
    "Zeile 1: Die Spalte „{column}“ fehlt. Bitte ergänzen.", "Row 1: The column “{column}” is missing. Please add it."
)
_NO_HEAD = Text(
    "Hier steht etwas in einer Spalte ohne Namen. Enthält eine Zelle das Trennzeichen, "
    "gehört sie in Anführungszeichen.",
    "Something stands in a column without a name. A cell that holds the delimiter must be put in quotation marks.",
)
_TOO_MANY = Text(
    "Die Tabelle hat mehr als {most} Zeilen. Bitte aufteilen.", "The table has more than {most} rows. Please split it."
)
