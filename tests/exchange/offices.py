"""Lists as offices keep them, made by code: everything in them is invented, and no cell names a person."""

import datetime as dt
import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from graph_service.exchange.lists.mapping import Profile, propose
from graph_service.exchange.lists.plan import Options, preview
from graph_service.exchange.lists.preview import Preview
from graph_service.exchange.lists.reading import read_list
from graph_service.snapshot import Snapshot

Rows = Sequence[Sequence[object]]


def book(sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """Workbook of rows by sheet, with joined cells."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in (merged or {}).get(name, ()):
            sheet.merge_cells(area)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def typed_by_hand() -> bytes:
    """Office list with a title, joined heads, blank rows, mixed dates, trailing spaces, contacts and a strange column."""
    actors: Rows = [
        ["Akteursliste (erfunden) – bitte bis Freitag ergänzen!"],
        [],
        ["Angaben zur Organisation", None, None, None, "Kontakt", None, None],
        ["Name der Organisation ", "Abk.", "Typ", "Ort", "Ansprechpartner", "Tel.", "E-Mail", "Themen", "Zielgruppe", "Homepage",
         "Gremien", "aktualisiert", "Lieblingsfarbe"],
        ["Beratungsstelle Alpha e. V. ", "BA", "Verein", "Musterstadt", "Kontakt A", "06000 / 123456", "kontakt.a@alpha.example",
         "Sprache; Arbeit", "Frauen", "www.alpha.example", "AG Sprache\nRunder Tisch Arbeit",
         dt.datetime(2026, 3, 14), "blau"],  # noqa: DTZ001 - spreadsheets know no time zones
        [],
        ["Bildungswerk Beta", "", "gGmbH", " Musterdorf", "Kontakt B", "06000/1", "", "Sprache", "k. A.", "", "AG Sprache",
         "14.3.26", "rot"],
        ["Gemeindeverwaltung Musterdorf", None, "Behörde", "kreisweit", None, None, None, "- Wohnen\n- Sprache", None, None,
         "Runder Tisch Arbeit", "März 2026", None],
    ]  # fmt: skip
    bodies: Rows = [
        ["Gremium", "Ebene", "Federführung", "Turnus", "seit"],
        ["AG Sprache", "operativ", "Beratungsstelle Alpha e.V.", "vierteljährlich", "2019"],
        ["Runder Tisch Arbeit", "strategisch", "Bildungswerk Beta", "", 2020],
        ["Fachtag Sprache", "Veranstaltung", None, None, "05/2025"],
    ]
    ties: Rows = [
        ["von", "zu", "Art", "bestätigt"],
        ["Beratungsstelle Alpha e. V.", "Bildungswerk Betha", "kooperiert", "ja"],
        ["AG Sprache", "Runder Tisch Arbeit", "berichtet an", ""],
    ]
    return book(
        {"Akteure 2026": actors, "Gremien": bodies, "Beziehungen": ties}, {"Akteure 2026": ("A1:M1", "A3:D3", "E3:G3")}
    )


def looked_at(
    name: str,
    data: bytes,
    present: Snapshot | None = None,
    options: Options | None = None,
    profile: Profile | None = None,
) -> Preview:
    """Preview of a list with the mapping as it is proposed."""
    read = read_list(name, data)
    return preview(read, [propose(grid, profile) for grid in read.grids], present or Snapshot(), options)


def repacked(data: bytes, changed: Mapping[str, bytes]) -> bytes:
    """Workbook with parts replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            if part not in changed:
                new.writestr(part, old.read(part))
        for part, raw in changed.items():
            new.writestr(part, raw)
    return out.getvalue()
