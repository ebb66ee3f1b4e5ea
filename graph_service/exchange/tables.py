"""The project's own import format: a folder with one CSV per kind of node and tie, read with row-precise messages."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any, NamedTuple, cast, get_args

from pydantic import TypeAdapter, ValidationError

from graph_service.errors import InvalidData, NotFound
from graph_service.exchange.messages import faults_of, quoted
from graph_service.exchange.references import PlacedNode, PlacedTie, check_nodes, check_ties
from graph_service.exchange.sheet import MOST_BYTES, Faults, Row, at_row, decoded, rows_of, too_large
from graph_service.model import NODE_KINDS, TIE_KINDS, AnyNode, AnyTie
from graph_service.rows import Node, Tie
from graph_service.rows import Row as _Row
from graph_service.snapshot import About, Changes
from graph_service.words import OptionalProse, Text

ABOUT = "about.json"
SOURCES = "sources.csv"
"""List of sources beside the tables, for people; it is worked out from the rows and not read in."""
SEPARATOR = " | "
"""Between several values in one cell; a ``|`` or ``\\`` inside a value is written with ``\\`` before it."""

_BESIDE = re.compile(r"readme.*|.*\.(md|txt|py|pyc)|planted\.json|sources\.csv|\..*|thumbs\.db", re.IGNORECASE)
_YES, _NO = {"ja", "yes", "true", "wahr", "1"}, {"nein", "no", "false", "falsch", "0"}
_PROSE: TypeAdapter[str | None] = TypeAdapter(OptionalProse)


def file_of(kind: str) -> str:
    """Name of the table that holds a kind of node or tie."""
    stem = NODE_KINDS[kind].spec.path.replace("-", "_") if kind in NODE_KINDS else kind
    return f"{stem}.csv"


KIND_OF_FILE: Mapping[str, str] = MappingProxyType({file_of(kind): kind for kind in (*NODE_KINDS, *TIE_KINDS)})


class Columns(NamedTuple):
    """What the model says about the columns of one table."""

    names: tuple[str, ...]
    required: frozenset[str]
    yes_no: frozenset[str]
    several: frozenset[str]
    fractions: frozenset[str]


@cache
def columns_of(kind: str) -> Columns:
    """Columns of the table of one kind; identity first, the rest as declared."""
    cls: type[Node | Tie] = NODE_KINDS[kind] if kind in NODE_KINDS else TIE_KINDS[kind]
    fields = {name: field for name, field in cls.model_fields.items() if name != "kind"}
    first = [name for name in ("id", "source_id", "target_id", "name") if name in fields]
    types = {name: {field.annotation, *get_args(field.annotation)} for name, field in fields.items()}
    return Columns(
        (*first, *(name for name in _by_use(cls) if name not in first)),
        frozenset(name for name, field in fields.items() if field.is_required()),
        frozenset(name for name, kinds in types.items() if bool in kinds),
        frozenset(name for name, kinds in types.items() if Ellipsis in kinds),
        frozenset(name for name, kinds in types.items() if float in kinds),
    )


def _by_use(cls: type[Node | Tie]) -> Iterator[str]:
    """Fields from the particular to the general, as one reads a table."""
    names = [name for name in cls.model_fields if name != "kind"]
    base = Node if issubclass(cls, Node) else Tie
    yield from (name for name in names if name not in base.model_fields)
    yield from (name for name in names if name in base.model_fields and name not in _Row.model_fields)
    yield from (name for name in names if name in _Row.model_fields)


def read_folder(path: Path, *, known: Mapping[str, str] | None = None) -> Changes:
    """Read every table in a folder; see `read_files`."""
    if not path.is_dir():
        raise NotFound(
            Text("Den Ordner „{path}“ gibt es nicht.", "There is no folder “{path}”.").format(path=quoted(path))
        )
    files: dict[str, bytes] = {}
    faults = Faults()
    for file in sorted(path.iterdir()):
        if file.is_dir() or _BESIDE.fullmatch(file.name):
            continue
        try:
            size = file.stat().st_size
            if size > MOST_BYTES:
                faults.add(file.name, too_large(size))
            else:
                files[file.name] = file.read_bytes()
        except OSError:
            faults.add(file.name, Text("Die Datei lässt sich nicht lesen.", "The file cannot be read."))
    return _read(files, known or {}, faults)


def read_files(files: Mapping[str, bytes], *, known: Mapping[str, str] | None = None) -> Changes:
    """Read tables by file name and check them as a whole.

    Parameters
    ----------
    files
        Bytes by file name, such as ``actors.csv`` or ``member_of.csv``; ``about.json`` may be there too.
    known
        Kind by id of what is stored already; ties may end there.

    Raises
    ------
    InvalidData
        Naming file, row and column of every bad place, up to a hundred.
    """
    return _read(files, known or {}, Faults())


def _read(files: Mapping[str, bytes], known: Mapping[str, str], faults: Faults) -> Changes:
    nodes: list[PlacedNode] = []
    ties: list[PlacedTie] = []
    about: About | None = None
    complete = faults.count == 0
    ids: dict[str, str] = {}
    tables = _sorted(files, faults)
    for name, data in tables:
        kind = KIND_OF_FILE.get(name)
        if kind is None:
            about = _about(name, data, faults)
            continue
        names = columns_of(kind)
        rows = rows_of(name, data, frozenset(names.names), names.required, faults)
        complete = complete and (rows is not None or kind not in NODE_KINDS)
        for row in rows or ():
            if kind in NODE_KINDS:
                ids.setdefault(row.cells.get("id", ""), kind)
            made = _made(kind, name, row, faults)
            if isinstance(made, Node):
                nodes.append(PlacedNode(cast("AnyNode", made), name, row.number))
            elif made is not None:
                ties.append(PlacedTie(cast("AnyTie", made), name, row.number))
    if not tables and not faults.count:
        faults.add("", _NOTHING)
    check_nodes(nodes, known, faults)
    check_ties(ties, {**known, **ids}, faults, complete=complete and not faults.full)
    if faults.count:
        raise InvalidData((_MANY if faults.full else _SUMMARY).format(n=faults.count), tuple(faults.kept))
    return Changes.model_construct(
        nodes=tuple(placed.node for placed in nodes),
        ties=tuple(placed.tie for placed in ties),
        drop_nodes=(),
        drop_ties=(),
        about=about,
    )


def _sorted(files: Mapping[str, bytes], faults: Faults) -> list[tuple[str, bytes]]:
    """Tables in the order of the model, nodes first; anything unknown is said, not skipped."""
    found: dict[str, bytes] = {}
    for path, data in files.items():
        name = PurePosixPath(path.replace("\\", "/")).name.lower()
        if _BESIDE.fullmatch(name):
            continue
        if name != ABOUT and name not in KIND_OF_FILE:
            faults.add(quoted(path), _no_table(name))
        elif name in found:
            faults.add(quoted(path), Text("Diese Datei ist doppelt da.", "This file is there twice."))
        else:
            found[name] = data
    return [(name, found[name]) for name in (*KIND_OF_FILE, ABOUT) if name in found]


def _no_table(name: str) -> Text:
    if not name.endswith(".csv"):
        return Text(
            "Diese Datei lässt sich nicht einlesen. Gelesen werden CSV-Dateien (UTF-8) und about.json.",
            "This file cannot be read in. CSV files (UTF-8) and about.json are read.",
        )
    return Text(
        "Eine Tabelle dieses Namens gibt es nicht. Möglich sind: {all}.",
        "There is no table of this name. Use one of: {all}.",
    ).format(all=", ".join(KIND_OF_FILE))


def _made(kind: str, name: str, row: Row, faults: Faults) -> Node | Tie | None:
    cls: type[Node | Tie] = NODE_KINDS[kind] if kind in NODE_KINDS else TIE_KINDS[kind]
    names = columns_of(kind)
    values: dict[str, Any] = {column: _value(names, column, cell) for column, cell in row.cells.items()}
    try:
        return cls.model_validate(values)
    except ValidationError as error:
        said = faults_of(error, f"{name}:{row.number}")
        faults.extend(tuple(type(fault)(fault.place, at_row(row.number) + fault.text) for fault in said))
        return None


def _value(names: Columns, column: str, cell: str) -> object:
    if column in names.yes_no:
        return True if cell.lower() in _YES else False if cell.lower() in _NO else cell
    if column in names.several:
        parts = (re.sub(r"\\([\\|])", r"\1", part.strip()) for part in cell.split(SEPARATOR))
        return tuple(part for part in parts if part)
    if column in names.fractions and "." not in cell:
        return cell.replace(",", ".", 1)
    return cell


def _about(name: str, data: bytes, faults: Faults) -> About | None:
    text = decoded(name, data, faults)
    if text is None:
        return None
    try:
        about = About.model_validate_json(text)
        for said in (about.title, about.notice):
            for words in (said.de, said.en) if said is not None else ():
                _PROSE.validate_python(words)
    except ValidationError as error:
        faults.extend(faults_of(error, name))
        return None
    return about


_NOTHING = Text(
    "Hier ist keine Tabelle. Erwartet werden CSV-Dateien wie actors.csv, bodies.csv, member_of.csv.",
    "There is no table here. CSV files such as actors.csv, bodies.csv, member_of.csv are expected.",
)
_MANY = Text(
    "Mindestens {n} Stellen in den Tabellen passen nicht; nichts wurde eingelesen.",
    "At least {n} places in the tables do not fit; nothing was read in.",
)
_SUMMARY = Text(
    "{n} Stelle(n) in den Tabellen passen nicht; nichts wurde eingelesen.",
    "{n} place(s) in the tables do not fit; nothing was read in.",
)
