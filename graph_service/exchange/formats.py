"""Lists of rows as CSV and XLSX for people: safe to open in a spreadsheet, the same bytes for the same rows."""

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from enum import Enum

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet

from graph_service.exchange.canonical import line_of
from graph_service.exchange.sheet import guarded
from graph_service.exchange.tables import SEPARATOR
from graph_service.words import Text

Cell = object
Table = tuple[Sequence[str], Iterable[Sequence[Cell]]]

_SHEET_NAME, _CELL = 31, 32_767
_EPOCH = datetime(2000, 1, 1)  # noqa: DTZ001 - spreadsheets know no time zones
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_WIDTHS = (10, 60)


def to_csv(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Write RFC 4180 in UTF-8 with byte order mark; no cell can run as a formula.

    Parameters
    ----------
    header
        Names of the columns.
    rows
        Values: text, numbers, yes or no, lists, or None for an empty cell.
    """
    lines = [line_of(guarded(name) for name in header), *(line_of(map(_plain, row)) for row in rows)]
    return b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in lines).encode(errors="replace")


def to_xlsx(sheets: Mapping[str, Table]) -> bytes:
    """Write one sheet per entry, with a bold, frozen header and filters; text stays text.

    Parameters
    ----------
    sheets
        Header and rows by the name of the sheet.
    """
    book = Workbook(write_only=True)
    book.properties.creator = "graph-service"
    book.properties.created = _EPOCH
    taken: set[str] = set()
    for name, (header, rows) in sheets.items():
        sheet = book.create_sheet(_sheet_name(name, taken))
        _fill(sheet, header, rows)
    if not sheets:
        book.create_sheet("-")
    raw = io.BytesIO()
    book.save(raw)
    return timeless(raw)


def _fill(sheet: WriteOnlyWorksheet, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    found = [tuple(row) for row in rows]
    for i, name in enumerate(header):
        longest = max((len(_shown(row[i])) for row in found if i < len(row)), default=0)
        width = min(max(_WIDTHS[0], len(name) + 2, longest + 2), _WIDTHS[1])
        sheet.column_dimensions[get_column_letter(i + 1)].width = width  # type: ignore[attr-defined]
    sheet.freeze_panes = "A2"
    if header:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{len(found) + 1}"  # type: ignore[attr-defined]
    sheet.append(list(_cells(sheet, header, bold=True)))
    for row in found:
        sheet.append(list(_cells(sheet, row, bold=False)))


def _cells(sheet: WriteOnlyWorksheet, values: Sequence[Cell], *, bold: bool) -> Iterator[object]:
    for value in values:
        if value is None or (isinstance(value, bool | int | float) and not bold):
            yield value
            continue
        cell = WriteOnlyCell(sheet)
        cell.value = in_xml(_shown(value))[:_CELL]
        cell.data_type = "s"  # never a formula, whatever it begins with
        if bold:
            cell.font = Font(bold=True)
        yield cell


def in_xml(text: str) -> str:
    """Text without the characters that XML cannot hold; a replacement character stands for each."""
    return _NOT_IN_XML.sub("\ufffd", text)


def _sheet_name(name: str, taken: set[str]) -> str:
    base = _NOT_IN_NAMES.sub(" ", name).strip("' ")[:_SHEET_NAME] or "-"
    unique, n = base, 2
    while unique.casefold() in taken:
        end = f" {n}"
        unique, n = base[: _SHEET_NAME - len(end)] + end, n + 1
    taken.add(unique.casefold())
    return unique


def timeless(raw: io.BytesIO) -> bytes:
    """Put the same parts into a new archive without the time of writing."""
    out = io.BytesIO()
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*", rb"\g<1>2000-01-01T00:00:00Z", data)
            entry = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            new.writestr(entry, data)
    return out.getvalue()


def _plain(value: Cell) -> str:
    if isinstance(value, bool | int | float):
        return _shown(value)
    return guarded(_shown(value))


def _shown(value: Cell) -> str:
    """One value as text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Text):
        return value.de
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, list | tuple | set | frozenset):
        parts = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return SEPARATOR.join(_shown(part) for part in parts)
    return str(value)
