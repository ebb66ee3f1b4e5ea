"""A sheet as it stands in a file: numbered rows of text cells, the limits of reading, and how a place in it is named."""

from dataclasses import dataclass
from typing import NamedTuple

from openpyxl.utils import get_column_letter

from graph_service.exchange.messages import quoted
from graph_service.words import Text

MOST_FILE = 32 * 1024 * 1024
"""Largest file that is read, packed as it comes."""
MOST_LINES = 60_000
"""Most rows of all sheets of one file."""
MOST_COLUMNS = 256
"""Most columns of a sheet."""
MOST_CELLS = 1_500_000
"""Most filled cells of all sheets of one file."""
MOST_TEXT = 32 * 1024 * 1024
"""Most characters of all cells of one file."""
MOST_SHEETS = 60
LONGEST_CELL = 32_767


class Line(NamedTuple):
    """One row with the number a spreadsheet shows beside it; empty cells are empty text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: the file and its name (empty for a file without sheets), its rows that are not empty.

    ``merged`` are ranges of joined cells as (first row, last row, first column, last column), columns from 0.
    """

    file: str
    sheet: str
    lines: tuple[Line, ...]
    merged: tuple[tuple[int, int, int, int], ...] = ()

    @property
    def title(self) -> str:
        """What to call the sheet."""
        return self.sheet or self.file

    def at(self, row: int, column: int | None = None) -> str:
        """Name a cell or row the way spreadsheets do: ``liste.xlsx › Akteure!C5``."""
        cell = f"{get_column_letter(column + 1) if column is not None else ''}{row}"
        return f"{quoted(self.file)} › {quoted(self.sheet)}!{cell}" if self.sheet else f"{quoted(self.file)} › {cell}"


class Budget:
    """What may still be read of one file; says so when it is spent."""

    def __init__(self) -> None:
        """Begin with all of it."""
        self.lines = self.cells = self.text = 0

    def spend(self, cells: tuple[str, ...]) -> Text | None:
        """Take one row from it; the sentence to refuse with when it was too much."""
        self.lines += 1
        self.cells += sum(map(bool, cells))
        self.text += sum(map(len, cells))
        if self.lines > MOST_LINES:
            return _MANY_LINES.format(most=MOST_LINES)
        if self.cells > MOST_CELLS:
            return _MANY_CELLS.format(most=MOST_CELLS)
        if self.text > MOST_TEXT:
            return _MUCH_TEXT.format(most=MOST_TEXT // 1024**2)
        if len(cells) > MOST_COLUMNS:
            return wide()
        if any(len(cell) > LONGEST_CELL for cell in cells):
            return _LONG_CELL.format(most=LONGEST_CELL)
        return None


def wide() -> Text:
    """Say that a sheet has too many columns."""
    return _WIDE.format(most=MOST_COLUMNS)


def trimmed(cells: list[str]) -> tuple[str, ...]:
    """Cells without the empty ones at the end."""
    end = len(cells)
    while end and not cells[end - 1]:
        end -= 1
    return tuple(cells[:end])


_MANY_LINES = Text(
    "Die Liste hat mehr als {most} Zeilen. Bitte in mehrere Dateien aufteilen.",
    "The list has more than {most} rows. Please split it into several files.",
)
_MANY_CELLS = Text(
    "Die Liste hat mehr als {most} gefüllte Zellen. Bitte in mehrere Dateien aufteilen.",
    "The list has more than {most} filled cells. Please split it into several files.",
)
_MUCH_TEXT = Text(
    "Die Liste enthält mehr als {most} Millionen Zeichen. Bitte in mehrere Dateien aufteilen.",
    "The list holds more than {most} million characters. Please split it into several files.",
)
_WIDE = Text(
    "Die Tabelle ist breiter als {most} Spalten; mehr werden nicht gelesen. Bitte überzählige Spalten löschen.",
    "The table is wider than {most} columns; more are not read. Please delete the columns that are not needed.",
)
_LONG_CELL = Text(
    "Eine Zelle hat mehr als {most} Zeichen. Bitte kürzen.",
    "A cell has more than {most} characters. Please shorten it.",
)
