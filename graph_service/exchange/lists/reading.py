"""Any file people bring, as sheets: told apart by what is in it, not by its name alone."""

import io
import zipfile
from pathlib import PurePath
from typing import NamedTuple

from graph_service.errors import Fault, InvalidData, TooLarge
from graph_service.exchange.lists.delimited import read_delimited
from graph_service.exchange.lists.graph_files import read_graph, read_json
from graph_service.exchange.lists.grid import MOST_FILE, Grid
from graph_service.exchange.lists.synonyms import GUIDE
from graph_service.exchange.lists.workbook import read_workbook, refuse_old
from graph_service.exchange.messages import quoted
from graph_service.exchange.sheet import Faults
from graph_service.exchange.tables import SOURCES
from graph_service.words import Text

_TEXT = (".csv", ".txt", ".tsv")
_XML = (".graphml", ".gexf", ".xml")
_MOST_IN_ZIP = 100


class Read(NamedTuple):
    """Sheets of a file, what could not be read in it, and what was assumed or passed over."""

    grids: tuple[Grid, ...]
    faults: Faults
    notes: Faults


def read_list(name: str, data: bytes) -> Read:
    """Read one file: XLSX, CSV, GraphML, GEXF, our JSON, Kumu's JSON, or a zip of CSV files.

    Parameters
    ----------
    name
        Name of the file as its owner knows it.
    data
        Its bytes.

    Raises
    ------
    InvalidData
        The file as a whole cannot be read; says why and what to do.
    TooLarge
        Over a stated limit.
    """
    faults, notes = Faults(), Faults()
    if len(data) > MOST_FILE:
        raise TooLarge(
            _LARGE.format(size=-(-len(data) // 1024**2), most=MOST_FILE // 1024**2), (Fault(quoted(name), _SPLIT),)
        )
    grids = [grid for grid in _grids(name, data, faults, notes) if grid.lines and not _is_beside(grid)]
    if not grids and not faults.count:
        raise InvalidData(_EMPTY, (Fault(quoted(name), _EMPTY_CURE),))
    return Read(tuple(grids), faults, notes)


def _is_beside(grid: Grid) -> bool:
    """Whether a sheet of ours says nothing of its own: the sources of our exports, the guide of our template."""
    if grid.lines[0].cells in ((GUIDE.de,), (GUIDE.en,)):
        return True
    return grid.title in (SOURCES, SOURCES.removesuffix(".csv")) and grid.lines[0].cells[:2] == ("source", "rows")


def _grids(name: str, data: bytes, faults: Faults, notes: Faults) -> list[Grid]:
    ending = PurePath(name.replace("\\", "/")).suffix.lower()
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(name, data, faults, notes) if ending == ".zip" else read_workbook(name, data, faults, notes)
    refuse_old(name, data)
    if ending in (".xlsx", ".xlsm", ".xls", ".zip"):
        return read_workbook(name, data, faults, notes)
    begins = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if ending in _XML or begins.startswith(b"<?xml"):
        return read_graph(name, data)
    if ending == ".json" or begins.startswith((b'{"', b"{\n")):
        return read_json(name, data)
    if b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InvalidData(_UNKNOWN, (Fault(quoted(name), _KNOWN),))
    if ending not in _TEXT and ending:
        raise InvalidData(_UNKNOWN, (Fault(quoted(name), _KNOWN),))
    return [read_delimited(name, data, faults, notes)]


def _zip(name: str, data: bytes, faults: Faults, notes: Faults) -> list[Grid]:
    """Tables of one archive, as our own export packs them."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _tables(name, archive, faults, notes)
    except (InvalidData, TooLarge):
        raise
    except Exception as error:  # zlib and its like have errors of their own
        raise InvalidData(_BROKEN, (Fault(quoted(name), _KNOWN),)) from error


def _tables(name: str, archive: zipfile.ZipFile, faults: Faults, notes: Faults) -> list[Grid]:
    parts = [part for part in archive.infolist() if part.filename.lower().endswith(_TEXT)]
    size = sum(part.file_size for part in parts)
    if len(parts) > _MOST_IN_ZIP or size > MOST_FILE:
        raise TooLarge(
            _LARGE.format(size=-(-size // 1024**2), most=MOST_FILE // 1024**2), (Fault(quoted(name), _SPLIT),)
        )
    return [read_delimited(PurePath(part.filename).name, archive.read(part), faults, notes) for part in parts]


_LARGE = Text(
    "Die Datei ist zu groß ({size} MB); gelesen werden höchstens {most} MB.",
    "The file is too large ({size} MB); at most {most} MB are read.",
)
_SPLIT = Text(
    "Bitte Bilder und überzählige Blätter löschen oder die Liste in mehrere Dateien aufteilen.",
    "Please delete pictures and sheets that are not needed, or split the list into several files.",
)
_EMPTY = Text("Die Datei ist leer.", "The file is empty.")
_EMPTY_CURE = Text(
    "Erwartet wird mindestens ein Blatt mit einer Kopfzeile und einer Zeile darunter.",
    "At least one sheet with a header and a row below it is expected.",
)
_UNKNOWN = Text("Dateien dieser Art werden nicht gelesen.", "Files of this kind are not read.")
_KNOWN = Text(
    "Gelesen werden XLSX, CSV, GraphML, GEXF, JSON und unser Zip mit Tabellen. Bitte in einem davon speichern.",
    "XLSX, CSV, GraphML, GEXF, JSON and our zip of tables are read. Please save it as one of them.",
)
_BROKEN = Text("Die Datei ist beschädigt und lässt sich nicht lesen.", "The file is damaged and cannot be read.")
