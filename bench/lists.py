"""Importing a list of 10,000 rows beside reading the same file with openpyxl alone; ``--quick`` takes 200 rows."""

import argparse
import gc
import io
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from openpyxl import Workbook, load_workbook
from pairs import HEAD, Pair, Work, machine

from graph_service.exchange.lists.mapping import propose
from graph_service.exchange.lists.plan import Options, preview
from graph_service.exchange.lists.preview import Preview
from graph_service.exchange.lists.reading import Read, read_list
from graph_service.snapshot import Snapshot
from graph_service.store.embedded_store import EmbeddedStore

_SYLLABLES = (
    "al be ga del eps ze eta the io kap lam my ny xi omi pi rho sig tau yps phi chi psi ome nor sud ost west tal berg hof bach"
)  # fmt: skip


def workbook(rows: int, *, seed: int = 1) -> bytes:
    """Make an invented list: *rows* actors with twelve columns, some cells with several values."""
    draw = random.Random(seed)
    parts = _SYLLABLES.split()
    towns = [f"Musterort {n}" for n in range(14)]
    fields = [
        f"Feld {name}"
        for name in ("Sprache", "Arbeit", "Wohnen", "Bildung", "Gesundheit", "Teilhabe", "Ehrenamt", "Kinder")
    ]
    bodies = [f"AG {name}" for name in ("Nord", "Sued", "Mitte", "Kurs", "Beruf", "Haus", "Netz", "Runde")]
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Akteure")
    heads = "Name der Organisation,Kurzname,Typ,Ebene,Ort,Themen,Zielgruppe,Gremien,Homepage,Bemerkung,Quelle,Stand"
    sheet.append(heads.split(","))
    for n in range(rows):
        name = " ".join("".join(draw.choice(parts) for _ in range(4)).title() for _ in range(2))
        kind, level = draw.choice(["Verein", "Träger", "Schule"]), draw.choice(["Kreis", "Kommune", "Land"])
        topics, board = "; ".join(draw.sample(fields, 2)), draw.choice(bodies)
        row = [f"{name} {n}", "", kind, level, draw.choice(towns), topics, "Frauen", board, f"https://{n}.example"]
        sheet.append([*row, "erfunden", "erfunden", "14.03.2026"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def openpyxl_alone(data: bytes) -> int:
    """Read every value the way openpyxl offers."""
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return sum(1 for sheet in book.worksheets for _ in sheet.iter_rows(values_only=True))


def seen(read: Read, present: Snapshot) -> Preview:
    """Work out what the list does; questions are answered with “somebody else”."""
    mappings = [propose(grid) for grid in read.grids]
    asked = preview(read, mappings, present)
    if not asked.questions:
        return asked
    return preview(read, mappings, present, Options(decisions={question.key: "new" for question in asked.questions}))


def pairs(rows: int, turns: int) -> Iterator[Pair]:
    """Each step beside openpyxl alone."""
    data = workbook(rows)
    beside = f"openpyxl reads its {rows:,} rows"

    def alone() -> int:
        return openpyxl_alone(data)

    read = read_list("list.xlsx", data)
    stored = seen(read, Snapshot()).changes.snapshot()
    mappings = [propose(grid) for grid in read.grids]
    yield _pair("read, with every check", lambda: read_list("list.xlsx", data), beside, alone, turns)
    yield _pair(
        "read, map, preview: all new",
        lambda: preview(read_list("list.xlsx", data), mappings, Snapshot()),
        beside,
        alone,
        turns,
    )
    yield _pair(
        "read, map, preview: all the same",
        lambda: preview(read_list("list.xlsx", data), mappings, stored),
        beside,
        alone,
        turns,
    )
    yield _pair("from the file to the embedded store", lambda: _whole(data), beside, alone, turns)


def _pair(what: str, work: Work, beside: str, other: Work, turns: int) -> Pair:
    """Processor seconds of both by turns: all of it is one thread's work, and a busy machine cannot lengthen them."""

    def spent(each: Work) -> float:
        gc.collect()
        before = time.process_time()
        each()
        return time.process_time() - before

    times = [(spent(work), spent(other)) for _ in range(turns)]
    return Pair(what, beside, tuple(a for a, _ in times), tuple(b for _, b in times))


def _whole(data: bytes) -> None:
    read = read_list("list.xlsx", data)
    done = preview(read, [propose(grid) for grid in read.grids], Snapshot())
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder) / "n.sqlite") as store:
        store.apply(done.changes, expected=0, author="bench", note="bench")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="200 rows, one turn")
    parser.add_argument("--turns", type=int, default=5)
    chosen = parser.parse_args()
    print(f"{machine()}\n\n{HEAD}", flush=True)
    for measured in pairs(200 if chosen.quick else 10_000, 1 if chosen.quick else chosen.turns):
        print(measured.row(), flush=True)


if __name__ == "__main__":
    main()
