"""XLSX as offices make it: guarded against archives that lie, explode or carry programs; values, never formulas."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import WorkSheetParser

from graph_service.errors import Fault, InvalidData, TooLarge
from graph_service.exchange.lists.grid import MOST_COLUMNS, MOST_SHEETS, Budget, Grid, Line, trimmed, wide
from graph_service.exchange.lists.synonyms import CHOICES
from graph_service.exchange.messages import quoted
from graph_service.exchange.sheet import Faults, at_row
from graph_service.words import Text

_MB = 1024**2
_MOST_UNPACKED = 128 * _MB
_MOST_PART = {"sheet": 64 * _MB, "strings": 32 * _MB, "other": 8 * _MB}
_MOST_PARTS = 3_000
_MOST_ROW = 4 * _MB
_MOST_ROW_NUMBER = 1_048_576
_CHUNK = 1 << 16
_PROTECTED = "EncryptedPackage".encode("utf-16-le")
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FORMULA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"


def refuse_old(name: str, data: bytes) -> None:
    """Refuse what the offices of old or a password made of a workbook."""
    if data.startswith(OLD_OFFICE):
        raise InvalidData(_LOCKED if _PROTECTED in data else _OLD, (Fault(quoted(name), _LOCKED_WHERE),))


def read_workbook(name: str, data: bytes, faults: Faults, notes: Faults) -> list[Grid]:
    """Sheets of a workbook that are not hidden, in their order.

    Parameters
    ----------
    name
        Name of the file, for messages.
    data
        Its bytes.
    faults
        Where to note single cells that cannot be read.
    notes
        Where to note what was passed over or taken in place of something else.

    Raises
    ------
    InvalidData
        Not a workbook, protected, with macros, or broken.
    TooLarge
        Over a stated limit, packed or unpacked.
    """
    _inspect(name, data)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return list(_sheets(name, book, faults, notes))
            finally:
                book.close()
        except TooLarge as error:
            raise TooLarge(error.text, error.faults or (Fault(quoted(name), _RESAVE),)) from None
        except InvalidData:
            raise
        except (
            ParseError,
            KeyError,
            ValueError,
            TypeError,
            IndexError,
            AttributeError,
            OSError,
            EOFError,
            zipfile.BadZipFile,
            InvalidFileException,
            NotImplementedError,
            OverflowError,
            RuntimeError,
        ) as error:
            raise _broken(name) from error  # fmt: skip


def _inspect(name: str, data: bytes) -> None:
    """Look at every part of the archive before anything is made of it; a chunk at a time."""
    refuse_old(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _inspect_archive(name, archive)
    except (InvalidData, TooLarge):
        raise
    except Exception as error:  # zlib and its like have errors of their own
        raise _broken(name) from error


def _inspect_archive(name: str, archive: zipfile.ZipFile) -> None:
    where = (Fault(quoted(name), _RESAVE),)
    parts = archive.infolist()
    names = {part.filename.lower() for part in parts}
    if any(part.flag_bits & 1 for part in parts):
        raise InvalidData(_LOCKED, (Fault(quoted(name), _LOCKED_WHERE),))
    if any(n.endswith("vbaproject.bin") or n.startswith(("xl/macrosheets", "xl/activex")) for n in names):
        raise InvalidData(_MACROS, where)
    if "xl/workbook.xml" not in names:
        raise InvalidData(_ODS if "content.xml" in names else _NO_BOOK, where)
    if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_UNPACKED:
        raise TooLarge(_BOMB.format(most=_MOST_UNPACKED // _MB), where)
    for part in parts:
        _inspect_part(archive, part, where)


def _inspect_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, where: tuple[Fault, ...]) -> None:
    path = part.filename.lower()
    if not path.endswith((".xml", ".rels")):
        return
    sort = "sheet" if path.startswith("xl/worksheets/") else "strings" if "sharedstrings" in path else "other"
    if part.file_size > _MOST_PART[sort]:
        raise TooLarge(_PART.format(most=_MOST_PART[sort] // _MB), where)
    since, first, end = 0, True, b""
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            if first and re.search(rb"<!(?:DOCTYPE|ENTITY)", chunk[:4096].replace(b"\x00", b""), re.IGNORECASE):
                raise InvalidData(_DOCTYPE, where)
            first = False
            seen = end + chunk
            last = seen.rfind(b"</")
            row = max(seen.rfind(b"</row>"), seen.rfind(b":row>"), last if sort == "strings" else -1)
            since = len(seen) - row if row >= 0 else since + len(chunk)
            end = chunk[-8:]
            if sort == "sheet" and since > _MOST_ROW:
                raise TooLarge(_LONG_ROW.format(most=_MOST_ROW // _MB), where)


class _Parser(WorkSheetParser):
    """Openpyxl's reader of one sheet; keeps in mind which cells are formulas and stops at cells far outside."""

    formula: set[tuple[int, int]]
    broken: set[tuple[int, int]]

    def parse_cell(self, element: Element) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["row"] > _MOST_ROW_NUMBER:
            raise TooLarge(_FAR)
        if cell["value"] is not None and cell["column"] > MOST_COLUMNS:
            raise TooLarge(wide())
        if element.find(_FORMULA) is not None:
            self.formula.add((cell["row"], cell["column"]))
        if cell["data_type"] == "e":
            self.broken.add((cell["row"], cell["column"]))
        return cell


def _sheets(name: str, book: Any, faults: Faults, notes: Faults) -> Iterator[Grid]:  # noqa: ANN401 - openpyxl's book
    budget = Budget()
    sheets = [sheet for sheet in book.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    if len(sheets) > MOST_SHEETS:
        raise TooLarge(_SHEETS.format(n=len(sheets), most=MOST_SHEETS))
    for sheet in sheets:
        if sheet.sheet_state != "visible":
            if sheet.title not in (CHOICES.de, CHOICES.en):
                notes.add(f"{quoted(name)} › {quoted(sheet.title)}", _HIDDEN)
            continue
        yield _grid(name, sheet, budget, faults, notes)


def _grid(name: str, sheet: Any, budget: Budget, faults: Faults, notes: Faults) -> Grid:  # noqa: ANN401 - openpyxl's sheet
    book = sheet.parent  # openpyxl's types do not know what a sheet in read-only mode has
    lines: list[Line] = []
    taken = 0
    with sheet._get_source() as source:  # noqa: SLF001 - the only way to see formulas and joined cells in read-only mode
        parser = _Parser(
            source, sheet._shared_strings, data_only=True, epoch=book.epoch,  # noqa: SLF001
            date_formats=book._date_formats, timedelta_formats=book._timedelta_formats,  # noqa: SLF001
        )  # fmt: skip
        parser.formula, parser.broken = set(), set()
        here = Grid(name, sheet.title, ())
        for number, found in parser.parse():
            cells = [""] * max((cell["column"] for cell in found if cell["value"] is not None), default=0)
            for cell in found:
                if cell["value"] is not None:
                    cells[cell["column"] - 1] = shown(cell["value"])
            if parser.formula or parser.broken:
                taken += _formulas(here, parser, cells, faults)
            kept = trimmed(cells)
            if kept:
                said = budget.spend(kept)
                if said is not None:
                    raise TooLarge(said, (Fault(here.at(number), _SPLIT),))
                lines.append(Line(number, kept))
        merged = tuple(
            (area.min_row, area.max_row, area.min_col - 1, area.max_col - 1)
            for area in (parser.merged_cells.mergeCell if parser.merged_cells is not None else ())
        )
    if taken:
        notes.add(here.title and f"{quoted(name)} › {quoted(sheet.title)}", _TAKEN.format(n=taken))
    return Grid(name, sheet.title, tuple(lines), merged)


def _formulas(here: Grid, parser: _Parser, cells: list[str], faults: Faults) -> int:
    """Note formulas of one row that have no value, and cells with an error; count those whose value was taken."""
    taken = 0
    for row, column in sorted(parser.formula | parser.broken):
        value = cells[column - 1] if column <= len(cells) else ""
        if (row, column) in parser.broken or value.startswith("#"):
            faults.add(here.at(row, column - 1), at_row(row) + _ERROR.format(value=quoted(value)))
            cells[column - 1 :] = ["", *cells[column:]]
        elif not value:
            faults.add(here.at(row, column - 1), at_row(row) + _NO_VALUE)
        else:
            taken += 1
    parser.formula.clear()
    parser.broken.clear()
    return taken


def shown(value: object) -> str:
    """Value of a cell as text: whole numbers without a point, days as 2026-03-14, yes and no in words."""
    if isinstance(value, bool):
        return "ja" if value else "nein"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:  # noqa: PLR2004 - exact up to here
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time | timedelta):
        return str(value)
    return str(value).replace("_x000D_", "\n").replace("\r\n", "\n").strip()


def _broken(name: str) -> InvalidData:
    return InvalidData(_BROKEN, (Fault(quoted(name), _RESAVE),))


_RESAVE = Text(
    "Bitte in der Tabellenkalkulation öffnen, als „Excel-Arbeitsmappe (.xlsx)“ ohne Kennwort und Makros neu speichern "
    "und noch einmal hochladen.",
    "Please open it in the spreadsheet program, save it anew as “Excel workbook (.xlsx)” without password and macros, "
    "and upload it again.",
)
_LOCKED = Text("Die Datei ist mit einem Kennwort geschützt.", "The file is protected by a password.")
_OLD = Text(
    "Die Datei hat das alte Excel-Format (.xls) oder keines, das gelesen wird.",
    "The file is in the old Excel format (.xls) or in none that is read.",
)
_LOCKED_WHERE = Text(
    "Bitte ohne Kennwort als „Excel-Arbeitsmappe (.xlsx)“ speichern.",
    "Please save it without a password as “Excel workbook (.xlsx)”.",
)
_MACROS = Text(
    "Die Datei enthält Makros; solche Dateien werden nicht gelesen.", "The file holds macros; such files are not read."
)
_ODS = Text("Die Datei hat das Format OpenDocument (.ods).", "The file is in the format OpenDocument (.ods).")
_NO_BOOK = Text("Die Datei ist keine Excel-Arbeitsmappe.", "The file is no Excel workbook.")
_BROKEN = Text("Die Datei ist beschädigt und lässt sich nicht lesen.", "The file is damaged and cannot be read.")
_BOMB = Text(
    "Die Datei ist ausgepackt zu groß; gelesen werden höchstens {most} MB.",
    "The file is too large when unpacked; at most {most} MB are read.",
)
_PART = Text(
    "Ein Teil der Datei ist ausgepackt zu groß; gelesen werden höchstens {most} MB.",
    "A part of the file is too large when unpacked; at most {most} MB are read.",
)
_LONG_ROW = Text("Eine Zeile der Tabelle ist größer als {most} MB.", "A row of the table is larger than {most} MB.")
_DOCTYPE = Text(
    "Die Datei enthält Anweisungen (DOCTYPE), die in einer Tabelle nichts zu suchen haben.",
    "The file holds instructions (DOCTYPE) that have no place in a table.",
)
_FAR = Text("Die Datei nennt Zeilen, die es in keiner Tabelle gibt.", "The file names rows that no table has.")
_SHEETS = Text(
    "Die Datei hat {n} Blätter; gelesen werden höchstens {most}.", "The file has {n} sheets; at most {most} are read."
)
_HIDDEN = Text(
    "Das Blatt ist ausgeblendet und wurde nicht gelesen. Soll es gelesen werden, bitte einblenden.",
    "The sheet is hidden and was not read. If it should be read, please unhide it.",
)
_SPLIT = Text("Hier war die Grenze erreicht.", "The limit was reached here.")
_TAKEN = Text(
    "{n} Zelle(n) sind Formeln; gelesen wurde der zuletzt berechnete Wert, nicht die Formel.",
    "{n} cell(s) are formulas; the value worked out last was read, not the formula.",
)
_ERROR = Text(
    "In der Zelle steht ein Rechenfehler ({value}). Bitte den Wert eintippen.",
    "The cell holds an error of calculation ({value}). Please type the value.",
)
_NO_VALUE = Text(
    "In der Zelle steht eine Formel ohne berechneten Wert. Bitte den Wert eintippen oder die Datei einmal in der "
    "Tabellenkalkulation speichern.",
    "The cell holds a formula without a value. Please type the value or save the file once in the spreadsheet program.",
)
