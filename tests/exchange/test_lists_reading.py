"""Files that lie, explode or are merely old: refused with a reason and a cure; and every way offices save a CSV."""

import io
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from graph_service.errors import InvalidData, ServiceError, TooLarge
from graph_service.exchange.lists.grid import MOST_LINES
from graph_service.exchange.lists.reading import Read, read_list
from tests.exchange.offices import book, looked_at, repacked, typed_by_hand

ROOT = Path(__file__).parents[2]
SHEET = "xl/worksheets/sheet1.xml"
OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = (
    b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
)


def sheet(rows: bytes) -> bytes:
    return repacked(book({"A": [["Akteur"]]}), {SHEET: HEADER + rows + b"</sheetData></worksheet>"})


def zip_of(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), raw)
    return out.getvalue()


HOSTILE = {
    "broken zip": (lambda: typed_by_hand()[:-200], InvalidData, "beschädigt"),
    "cut in the middle": (lambda: typed_by_hand()[:2000], InvalidData, "beschädigt"),
    "bytes turned": (lambda: typed_by_hand().replace(b"PK\x01\x02", b"PK\x09\x09"), InvalidData, "beschädigt"),
    "with a password": (lambda: OLD + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le"), InvalidData, "Kennwort"),
    "old Excel": (lambda: OLD + b"\0" * 2000, InvalidData, "alte Excel"),
    "with macros": (lambda: repacked(typed_by_hand(), {"xl/vbaProject.bin": b"x"}), InvalidData, "Makros"),
    "OpenDocument": (lambda: zip_of(mimetype=b"x", content_xml=b"<x/>"), InvalidData, "OpenDocument"),
    "no workbook": (lambda: zip_of(a_xml=b"<x/>"), InvalidData, "keine Excel"),
    "zip bomb": (lambda: repacked(typed_by_hand(), {"xl/media/b.bin": b"\0" * 200_000_000}), TooLarge, "ausgepackt zu groß"),
    "200 MB sheet": (lambda: sheet(b"<row><c><v>1</v></c></row>" * 8_000_000), TooLarge, "ausgepackt zu groß"),
    "70 MB sheet": (lambda: sheet(b"<row><c><v>1</v></c></row>" * 2_800_000), TooLarge, "ausgepackt zu groß"),
    "one endless row": (lambda: sheet(b"<row r='1'>" + b"<c><v>1</v></c>" * 1_000_000 + b"</row>"), TooLarge, "größer als"),
    "16,384 columns": (lambda: book({"A": [["Akteur", *["x"] * 16_383]]}), TooLarge, "breiter als"),
    "too many rows": (lambda: book({"A": [["Akteur"], *[["x"]] * (MOST_LINES + 1)]}), TooLarge, "mehr als"),
    "row a milliard": (lambda: sheet(b"<row r='1000000000'><c r='A1000000000'><v>1</v></c></row>"), TooLarge, "in keiner"),
    "entities": (lambda: repacked(book({"A": [["x"]]}), {SHEET: b'<!DOCTYPE x [<!ENTITY a "b">]>'}), InvalidData, "DOCTYPE"),
    "no XML": (lambda: repacked(book({"A": [["x"]]}), {SHEET: b"<worksheet"}), InvalidData, "beschädigt"),
    "empty": (lambda: book({"A": []}), InvalidData, "leer"),
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_workbook_is_refused_with_reason_and_cure(case: str) -> None:
    make, error, words = HOSTILE[case]
    data = make()
    began = time.monotonic()
    with pytest.raises(error) as refused:
        read_list("liste.xlsx", data)
    assert words in refused.value.text.de
    assert refused.value.text.en != refused.value.text.de
    assert refused.value.faults
    assert refused.value.faults[0].place.startswith("liste.xlsx")
    assert time.monotonic() - began < 20


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("l.pdf", b"%PDF-1.7", "dieser Art"),
        ("l.csv", b"", "leer"),
        ("l.csv", b"\x00\x01\x02", "dieser Art"),
        ("l.graphml", b"<?xml version='1.0'?><graphml><nope", "GraphML"),
        ("l.graphml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><graphml/>", "DOCTYPE"),
        ("l.gexf", b"<gexf/>", "GraphML oder GEXF"),
        ("l.json", b"{]", "JSON"),
        ("l.json", b'{"nodes": 3}', "JSON"),
        ("l.json", b"[" * 100_000, "JSON"),
        ("l.zip", b"PK\x03\x04 nope", "beschädigt"),
    ],
)
def test_other_files_too(name: str, data: bytes, words: str) -> None:
    with pytest.raises(ServiceError) as refused:
        read_list(name, data)
    assert words in refused.value.text.de


def test_formulas_give_their_value_or_are_refused() -> None:
    taken = sheet(
        b"<row r='1'><c r='A1' t='str'><v>Akteur</v></c></row><row r='2'><c r='A2' t='str'><f>B9</f><v>Alpha</v></c></row>"
        b"<row r='3'><c r='A3'><f>B9</f></c></row><row r='4'><c r='A4' t='e'><f>1/0</f><v>#DIV/0!</v></c></row>"
    )
    read = read_list("l.xlsx", taken)
    assert [line.cells for line in read.grids[0].lines] == [("Akteur",), ("Alpha",)]
    assert [fault.place for fault in read.faults.kept] == ["l.xlsx › A!A3", "l.xlsx › A!A4"]
    assert "1 Zelle" in read.notes.kept[0].text.de
    seen = looked_at("l.csv", b"Akteur;Ebene\n=A1&B1;Kreis\n")
    assert seen.faults[0].place == "l.csv › A2"
    assert not seen.ready


def test_hidden_sheets_are_said_and_not_read() -> None:
    raw = book({"A": [["Akteur"], ["Alpha"]], "B": [["Akteur"], ["Beta"]]})
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        inside = archive.read("xl/workbook.xml").replace(
            b'name="B" sheetId="2" state="visible"', b'name="B" sheetId="2" state="hidden"'
        )
    read = read_list("l.xlsx", repacked(raw, {"xl/workbook.xml": inside}))
    assert [grid.sheet for grid in read.grids] == ["A"]
    assert "ausgeblendet" in read.notes.kept[0].text.de


TEXT = "Träger;Bemerkung\nBüro für Zuwander*innen;„Straße“\n\nAlpha; x \n"


@pytest.mark.parametrize(
    ("encoding", "separator"),
    [(e, s) for e in ("utf-8", "utf-8-sig", "cp1252", "utf-16") for s in (";", ",", "\t")],
)
def test_every_way_to_save_a_csv(encoding: str, separator: str) -> None:
    read: Read = read_list("l.csv", TEXT.replace(";", separator).replace("\n", "\r\n").encode(encoding))
    assert [(line.number, *line.cells) for line in read.grids[0].lines] == [
        (1, "Träger", "Bemerkung"), (2, "Büro für Zuwander*innen", "„Straße“"), (4, "Alpha", "x"),
    ]  # fmt: skip
    assert read.notes.count == (encoding == "cp1252")
    assert read.faults.count == 0


def test_commas_in_sentences_do_not_split_a_list_with_semicolons() -> None:
    text = "Akteur;Beschreibung\nAlpha;berät, bildet, begleitet\nBeta;lehrt, lernt, lacht\n"
    assert [len(line.cells) for line in read_list("l.csv", text.encode()).grids[0].lines] == [2, 2, 2]


def test_an_open_quotation_mark_names_its_row() -> None:
    seen = looked_at("l.csv", b'Akteur;Ebene\n"Alpha;Kreis\n')
    assert seen.faults[0].place == "l.csv › 2"
    assert "Anführungszeichen" in seen.faults[0].text.de


def test_the_widest_and_longest_list_within_the_limits_stays_in_the_stated_memory(tmp_path: Path) -> None:
    """docs/import.md states the bound; a process of its own measures it."""
    rows = "\n".join(";".join([f"Wert {n} {i}" for i in range(24)]) for n in range(MOST_LINES - 1))
    (tmp_path / "l.csv").write_text(";".join(f"Spalte {i}" for i in range(24)) + "\n" + rows, encoding="utf-8")
    code = (
        "import resource, sys, pathlib\nfrom graph_service.exchange.lists.reading import read_list\n"
        "p = pathlib.Path('l.csv'); before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "read = read_list('l.csv', p.read_bytes())\n"
        "print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024, len(read.grids[0].lines))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": str(ROOT)},
    )
    used, lines = map(int, done.stdout.split())
    assert lines == MOST_LINES
    assert used < 700
