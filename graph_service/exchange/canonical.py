"""The whole network as our own tables: the same bytes for the same network, and nothing lost on the way back."""

import json
from collections.abc import Iterable, Sequence

from graph_service.exchange.sheet import guarded
from graph_service.exchange.tables import ABOUT, SEPARATOR, columns_of, file_of
from graph_service.model import NODE_KINDS, TIE_KINDS, as_record
from graph_service.rows import Row
from graph_service.snapshot import Snapshot
from graph_service.words import Text

_ALWAYS = frozenset({"id", "source_id", "target_id", "name"})
_MUST_QUOTE = frozenset('",;\t\r\n')


def write_files(snapshot: Snapshot) -> dict[str, bytes]:
    """Write one CSV per kind that has rows, and ``about.json``; `read_files` gives the same network back."""
    rows: dict[str, list[Row]] = {kind: [] for kind in (*NODE_KINDS, *TIE_KINDS)}
    for row in (*sorted(snapshot.nodes, key=lambda n: n.id), *sorted(snapshot.ties, key=lambda t: t.key)):
        rows[row.kind].append(row)
    files = {file_of(kind): _table(kind, found) for kind, found in rows.items() if found}
    about = {"title": _both(snapshot.about.title)}
    if snapshot.about.notice is not None:
        about["notice"] = _both(snapshot.about.notice)
    files[ABOUT] = (json.dumps(about, ensure_ascii=False, indent=2) + "\n").encode()
    return files


def line_of(cells: Iterable[str]) -> str:
    """One line of CSV without its end; a cell is quoted if any common delimiter stands in it."""
    return ",".join('"' + cell.replace('"', '""') + '"' if not _MUST_QUOTE.isdisjoint(cell) else cell for cell in cells)


def _both(text: Text) -> dict[str, str]:
    return {"de": text.de, "en": text.en}


def _table(kind: str, rows: Sequence[Row]) -> bytes:
    records = [as_record(row) for row in rows]
    columns = [
        column
        for column in columns_of(kind).names
        if column in _ALWAYS or any(record.get(column) not in (None, []) for record in records)
    ]
    lines = [line_of(columns), *(line_of(_cell(record.get(column)) for column in columns) for record in records)]
    return ("\n".join(lines) + "\n").encode()


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return guarded(SEPARATOR.join(str(part).replace("\\", "\\\\").replace("|", "\\|") for part in value))
    return guarded(value) if isinstance(value, str) else repr(value)
