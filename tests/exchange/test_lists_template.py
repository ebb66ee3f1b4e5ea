"""The list to fill in: six kinds of sheets, choices from the data, notes, an example that is passed over."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from graph_service.exchange.lists.template import template
from graph_service.exchange.tables import read_folder
from graph_service.snapshot import Snapshot
from graph_service.words import LANGUAGES, Language
from tests.exchange.offices import looked_at

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture(scope="module")
def network() -> Snapshot:
    return read_folder(SEEDS / "gross_gerau").snapshot()


@pytest.mark.parametrize("language", LANGUAGES)
def test_unfilled_it_changes_nothing_and_every_column_is_known(network: Snapshot, language: Language) -> None:
    seen = looked_at("vorlage.xlsx", template(network, language), network)
    assert seen.entries == seen.faults == seen.aside == seen.questions == ()
    assert seen.note_count == len(seen.sheets) == 8
    assert all(one.column is not None for sheet in seen.sheets for one in sheet.columns)


@pytest.mark.parametrize("language", LANGUAGES)
def test_filled_it_becomes_what_it_says(network: Snapshot, language: Language) -> None:
    book = load_workbook(io.BytesIO(template(network, language)))
    actors = book.worksheets[1]
    heads = {cell.value: cell.column for cell in actors[1]}
    name, field, day = (
        ("Name*", "Handlungsfelder", "Stand*") if language == "de" else ("Name*", "Fields of action", "As of*")
    )
    actors.cell(3, heads[name], "Haus Muster")
    actors.cell(3, heads[field], "Sprachförderung\nArbeitsmarktintegration")
    actors.cell(3, heads[day], "2026")
    out = io.BytesIO()
    book.save(out)
    seen = looked_at("vorlage.xlsx", out.getvalue(), network)
    assert not seen.faults
    assert [(entry.state, entry.key) for entry in seen.entries] == [
        ("new", "haus-muster"), ("new", "works_in:haus-muster:sprachfoerderung:"),
        ("new", "works_in:haus-muster:arbeitsmarktintegration:"),
    ]  # fmt: skip


def test_choices_come_from_the_data_and_heads_carry_notes(network: Snapshot) -> None:
    raw = template(network, "de")
    assert raw == template(network, "de")
    book = load_workbook(io.BytesIO(raw))
    choices = {cell.value for row in book["Auswahllisten"].iter_rows() for cell in row}
    assert {"Büttelborn", "Sprachförderung", "AG Migration", "Mitglied in", "strategisch", "Veranstaltung"} <= choices
    assert book["Auswahllisten"].sheet_state == "hidden"
    for sheet in book.worksheets[1:-1]:
        assert all(cell.comment and cell.comment.text for cell in sheet[1] if cell.value), sheet.title
        assert sheet["A2"].font.italic
    assert sum(len(sheet.data_validations.dataValidation) for sheet in book.worksheets) > 20


def test_names_in_it_never_run_as_formulas() -> None:
    stored = looked_at("l.csv", b"Handlungsfeld;Stand\n'=SUMME(A1);2026\n").changes.snapshot()
    book = load_workbook(io.BytesIO(template(stored, "de")))
    cell = next(c for row in book["Auswahllisten"].iter_rows() for c in row if str(c.value).startswith("="))
    assert (cell.value, cell.data_type) == ("=SUMME(A1)", "s")
