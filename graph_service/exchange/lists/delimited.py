"""CSV as offices save it: semicolon, comma or tab; UTF-8 with or without mark, UTF-16, Windows-1252."""

import codecs
import csv
import io
import re
from pathlib import PurePath

from graph_service.errors import Fault, TooLarge
from graph_service.exchange.lists.grid import MOST_COLUMNS, Budget, Grid, Line, trimmed
from graph_service.exchange.messages import quoted
from graph_service.exchange.sheet import DELIMITERS, Faults, at_row, unguarded
from graph_service.words import Text

_LOOKED_AT = 30
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_WRAPPED = re.compile(r'="([^"]*)"')
_FORMULA = re.compile(r"=\s*[A-Za-z(+\-]")


def read_delimited(name: str, data: bytes, faults: Faults, notes: Faults) -> Grid:
    """Rows of a text file that are not empty; where to note what cannot be read, and what was assumed."""
    text = _decoded(name, data, notes)
    delimiter = _delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    here = Grid(name, "", ())
    budget, lines = Budget(), []
    number = 0
    while not faults.full:
        number += 1
        try:
            found = next(reader, None)
        except csv.Error:
            faults.add(here.at(number), at_row(number) + _QUOTES)
            break
        if found is None:
            break
        kept = trimmed([_cell(cell) for cell in found[: MOST_COLUMNS + 1]])
        for column, cell in enumerate(kept):
            if _FORMULA.match(cell) and not found[column].lstrip().startswith("'"):
                faults.add(here.at(number, column), at_row(number) + _IS_FORMULA)
        if kept:
            said = budget.spend(kept)
            if said is not None:
                raise TooLarge(said, (Fault(here.at(number), _LIMIT),))
            lines.append(Line(number, kept))
    return Grid(name, "", tuple(lines))


def stem(name: str) -> str:
    """Name of a file without folder and ending."""
    return PurePath(name.replace("\\", "/")).stem


def _cell(cell: str) -> str:
    wrapped = _WRAPPED.fullmatch(cell.strip())
    return wrapped[1].strip() if wrapped else unguarded(cell.replace("\r\n", "\n").replace("\xa0", " ").strip())


def _decoded(name: str, data: bytes, notes: Faults) -> str:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        notes.add(quoted(name), _WINDOWS)
        return data.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """Which delimiter stands equally often in most of the first rows."""
    lines = [_QUOTED.sub("", line) for line in text[:100_000].splitlines()[:_LOOKED_AT] if line.strip()]

    def weight(delimiter: str) -> tuple[int, int]:
        counts = [line.count(delimiter) for line in lines]
        filled = [count for count in counts if count]
        most_common = max(filled, key=filled.count, default=0)
        return sum(count == most_common for count in filled), most_common

    # a comma stands in sentences too; the semicolon goes first where both fit equally well
    return max((";", "\t", ","), key=weight) if lines else DELIMITERS[0]


_WINDOWS = Text(
    "Die Datei ist nicht in UTF-8 gespeichert; sie wurde als Windows-1252 gelesen. Bitte prüfen, ob ä, ö, ü und ß stimmen.",
    "The file is not saved in UTF-8; it was read as Windows-1252. Please check that ä, ö, ü and ß are right.",
)
_QUOTES = Text(
    "Anführungszeichen sind nicht geschlossen oder stehen mitten in einer Zelle. Innerhalb einer Zelle werden sie verdoppelt.",
    "Quotation marks are not closed or stand in the middle of a cell. Inside a cell they are doubled.",
)
_IS_FORMULA = Text(
    "In der Zelle steht eine Formel statt eines Wertes. Bitte den Wert eintippen.",
    "The cell holds a formula instead of a value. Please type the value.",
)
_LIMIT = Text("Hier war die Grenze erreicht.", "The limit was reached here.")
