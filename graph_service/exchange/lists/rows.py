"""Rows of a mapped sheet as records: joined cells filled, examples and repeated heads passed over, contacts cut out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from graph_service.exchange.lists.forms import MAILBOX, Column, Form, plain_head
from graph_service.exchange.lists.grid import Grid, Line
from graph_service.exchange.lists.mapping import SheetMapping
from graph_service.exchange.lists.personal import (
    CUT_TEXT,
    MAIL_TEXT,
    Personal,
    judge,
    looks_personal,
    mails,
    without_contacts,
)
from graph_service.exchange.lists.values import filled
from graph_service.exchange.messages import quoted
from graph_service.exchange.sheet import Faults, at_row
from graph_service.words import Text

EXAMPLE = Text("Beispiel (erfunden)", "Example (invented)")
"""A row with a cell that begins so is an example of the template and is passed over."""
_EXAMPLES = (EXAMPLE.de.casefold(), EXAMPLE.en.casefold())


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: sheet, row, and column where it is one cell."""

    grid: Grid
    row: int
    column: int | None = None
    head: str = ""

    @property
    def name(self) -> str:
        """The way spreadsheets name it."""
        return self.grid.at(self.row, self.column)

    def say(self, text: Text) -> Text:
        """Put row and column in front of a sentence."""
        if not self.head:
            return at_row(self.row) + text
        head = quoted(self.head)
        return Text(f"Zeile {self.row}, Spalte „{head}“:", f"Row {self.row}, column “{head}”:") + text


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of one cell and where it stands."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Record:
    """One row: cells of its own fields by column, and cells that name others."""

    form: Form
    place: Place
    own: Mapping[str, Cell]
    others: tuple[tuple[Column, Cell], ...] = field(default=())


def records(mapping: SheetMapping, notes: Faults) -> Iterator[Record]:
    """Rows below the heads; what was passed over or cut out is noted."""
    form, grid = mapping.form, mapping.grid
    if form is None:
        return
    heads = {one.place: plain_head(one.head.rpartition(" › ")[2]) for one in mapping.columns}
    filled_down = _filled_down(mapping)
    examples = 0
    for line in grid.lines:
        if line.number <= mapping.row:
            continue
        cells = dict(enumerate(line.cells))
        cells.update(
            {column: text for column, text in filled_down.get(line.number, {}).items() if not cells.get(column)}
        )
        if any(cell.casefold().startswith(_EXAMPLES) for cell in cells.values()):
            examples += 1
            continue
        if all(plain_head(text) == heads.get(place) for place, text in cells.items() if text):
            continue  # heads again, at the top of a printed page
        record = _record(mapping, form, line.number, cells, notes)
        if record.own or record.others:
            yield record
    if examples:
        notes.add(quoted(grid.title), _EXAMPLE_NOTE.format(n=examples))


def without_persons(mapping: SheetMapping) -> Grid:
    """Sheet with nothing below the heads of columns that hold data of persons; all of a sheet of persons goes."""
    grid = mapping.grid
    if mapping.form is None and judge(grid.title) is Personal.YES:
        return replace(grid, lines=grid.lines[:1])
    places = {one.place for one in mapping.columns if one.personal is Personal.YES}
    lines = tuple(
        line
        if line.number <= mapping.row
        else Line(line.number, tuple("" if place in places else cell for place, cell in enumerate(line.cells)))
        for line in grid.lines
    )
    return replace(grid, lines=lines) if places else grid


def _record(mapping: SheetMapping, form: Form, row: int, cells: Mapping[int, str], notes: Faults) -> Record:
    own: dict[str, Cell] = {}
    others: list[tuple[Column, Cell]] = []
    for one in mapping.columns:
        text = filled(cells.get(one.place, ""))
        if one.column is None or not text:
            continue
        place = Place(mapping.grid, row, one.place, one.head)
        if one.column.id == MAILBOX:
            text = _mailbox(text, place, notes)
        elif one.column.id not in ("website", "source"):
            text, cut = without_contacts(text)
            if cut:
                notes.add(place.name, place.say(CUT_TEXT.format(head=quoted(one.head))))
        if not text:
            continue
        if one.column.tie:
            others.append((one.column, Cell(text, place)))
        else:
            own[one.column.id] = Cell(text, place)
    return Record(form, Place(mapping.grid, row), own, tuple(others))


def _mailbox(text: str, place: Place, notes: Faults) -> str:
    kept = [mail for mail in mails(text) if not looks_personal(mail)]
    if len(kept) < max(1, len(mails(text))):
        notes.add(place.name, place.say(MAIL_TEXT.format(head=quoted(place.head))))
    return "; ".join(kept)


def _filled_down(mapping: SheetMapping) -> Mapping[int, Mapping[int, str]]:
    """Text of cells joined downwards, by row and column, for the rows below the first."""
    lines = {line.number: line for line in mapping.grid.lines}
    found: dict[int, dict[int, str]] = {}
    for first, last, left, right in mapping.grid.merged:
        line = lines.get(first)
        if first <= mapping.row or first == last or left != right or line is None or left >= len(line.cells):
            continue
        for row in range(first + 1, last + 1):
            if row in lines:
                found.setdefault(row, {})[left] = line.cells[left]
    return found


_EXAMPLE_NOTE = Text(
    "{n} Beispielzeile(n) der Vorlage wurden übergangen.", "{n} example row(s) of the template were passed over."
)
