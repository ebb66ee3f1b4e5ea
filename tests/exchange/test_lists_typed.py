"""A list typed by hand in a common office style: what is understood, what is set aside, and what it becomes."""

import pytest

from graph_service.exchange.lists.mapping import Chosen, Profile
from graph_service.exchange.lists.plan import Options
from graph_service.exchange.lists.preview import Preview
from tests.exchange.offices import book, looked_at, typed_by_hand


@pytest.fixture(scope="module")
def seen() -> Preview:
    return looked_at("liste.xlsx", typed_by_hand())


def places(preview: Preview, part: str) -> list[str]:
    return [fault.place for fault in getattr(preview, part)]


def test_every_sheet_and_column_is_understood_below_its_title_and_joined_heads(seen: Preview) -> None:
    actors, bodies, ties = seen.sheets
    assert [sheet.form.id if sheet.form else None for sheet in seen.sheets] == ["actor", "body", "ties"]
    assert (actors.row, bodies.row, ties.row) == (4, 1, 1)
    meant = {one.head.rpartition(" › ")[2]: one.column.id if one.column else None for one in actors.columns}
    assert meant == {
        "Name der Organisation": "name", "Abk.": "short_name", "Typ": "actor_type", "Ort": "active_in", "Ansprechpartner": None,
        "Tel.": None, "E-Mail": None, "Themen": "works_in", "Zielgruppe": "serves", "Homepage": "website", "Gremien": "member_of",
        "aktualisiert": "as_of", "Lieblingsfarbe": None,
    }  # fmt: skip
    assert all(one.sure >= 60 and one.why.de and one.why.en for one in actors.columns if one.column)


def test_columns_of_persons_and_unknown_ones_are_set_aside_and_said(seen: Preview) -> None:
    aside = {one.head.rpartition(" › ")[2]: one for one in seen.aside}
    assert set(aside) == {"Ansprechpartner", "Tel.", "E-Mail", "Lieblingsfarbe"}
    assert "nie gespeichert" in aside["Ansprechpartner"].why.de
    assert "never stored" in aside["Tel."].why.en
    assert aside["Lieblingsfarbe"].place == "liste.xlsx › Akteure 2026!M4"
    assert aside["Lieblingsfarbe"].filled == 2
    everything = seen.changes.model_dump_json()
    assert "Kontakt A" not in everything
    assert "06000" not in everything
    assert "@" not in everything
    assert "blau" not in everything


def test_it_becomes_the_network_it_says(seen: Preview) -> None:
    node = {n.id: n for n in seen.changes.snapshot().nodes}
    alpha = node["beratungsstelle-alpha-e-v"]
    assert (alpha.name, alpha.short_name, alpha.as_of, alpha.website) == (
        "Beratungsstelle Alpha e. V.", "BA", "2026-03-14", "https://www.alpha.example",
    )  # fmt: skip
    assert node["bildungswerk-beta"].as_of == "2026-03-14"
    assert node["gemeindeverwaltung-musterdorf"].as_of == "2026-03"
    assert node["runder-tisch-arbeit"].valid_from == "2020"
    assert node["fachtag-sprache"].standing is False  # type: ignore[union-attr]
    assert {n.id for n in node.values() if n.kind == "field"} == {"sprache", "arbeit", "wohnen"}
    assert {n.id for n in node.values() if n.kind == "municipality"} == {"musterstadt", "musterdorf"}
    keys = {tie.key for tie in seen.changes.ties}
    assert "leads:beratungsstelle-alpha-e-v:ag-sprache:" in keys, "e.V. and e. V. are one"
    assert "reports_to:ag-sprache:runder-tisch-arbeit:" in keys
    assert {k for k in keys if k.startswith("member_of:beratungs")} == {
        "member_of:beratungsstelle-alpha-e-v:ag-sprache:", "member_of:beratungsstelle-alpha-e-v:runder-tisch-arbeit:",
    }  # fmt: skip
    assert any("kreisweit" in note.text.de for note in seen.notes)


def test_a_likely_double_is_asked_about_and_stays_out_with_its_ties(seen: Preview) -> None:
    (question,) = seen.questions
    assert (question.key, question.name) == ("actor:bildungswerk betha", "Bildungswerk Betha")
    assert question.options[0].name == "Bildungswerk Beta"
    assert "Schreibweise" in question.options[0].why.de
    assert seen.count("held", ties=False) == 1
    assert places(seen, "left_out") == ["liste.xlsx › Beziehungen!2"]
    assert not any(tie.kind == "cooperates_with" for tie in seen.changes.ties)


@pytest.mark.parametrize(
    ("decision", "actors", "ties"), [("=actor:bildungswerk beta", 3, 1), ("new", 4, 1), ("later", 3, 0)]
)
def test_a_decision_is_followed(decision: str, actors: int, ties: int) -> None:
    options = Options(decisions={"actor:bildungswerk betha": decision})
    done = looked_at("liste.xlsx", typed_by_hand(), options=options)
    assert sum(node.kind == "actor" for node in done.changes.nodes) == actors
    assert sum(tie.kind == "cooperates_with" for tie in done.changes.ties) == ties
    beta = next(node for node in done.changes.nodes if node.id == "bildungswerk-beta")
    assert beta.aliases == (("Bildungswerk Betha",) if decision.startswith("=") else ())


def test_a_decision_is_remembered_by_the_network_itself() -> None:
    options = Options(decisions={"actor:bildungswerk betha": "=actor:bildungswerk beta"})
    stored = looked_at("liste.xlsx", typed_by_hand(), options=options).changes.snapshot()
    again = looked_at("liste.xlsx", typed_by_hand(), stored)
    assert again.questions == ()
    assert {entry.state for entry in again.entries} == {"same"}
    assert not again.ready


def test_what_a_person_or_profile_says_goes_before_what_is_proposed() -> None:
    rows = [["Organisation", "Irgendwas", "Kontakt"], ["Beratungsstelle Alpha", "AG Sprache", "Bildungswerk Beta"]]
    plain = looked_at("liste.xlsx", book({"Tabelle1": rows}))
    assert [one.column.id if one.column else None for one in plain.sheets[0].columns] == ["name", None, None]
    chosen = Chosen(sheet="Tabelle1", form="actor", columns={"Irgendwas": "member_of", "Kontakt": "cooperates_with"})
    told = looked_at("liste.xlsx", book({"Tabelle1": rows}), profile=Profile(name="x", sheets=(chosen,)))
    assert {tie.key for tie in told.changes.ties} == {
        "member_of:beratungsstelle-alpha:ag-sprache:", "cooperates_with:beratungsstelle-alpha:bildungswerk-beta:",
    }  # fmt: skip


def test_no_choice_brings_a_column_of_persons_in() -> None:
    rows = [["Organisation", "Ansprechpartner"], ["Beratungsstelle Alpha", "Kontakt A"]]
    chosen = Chosen(sheet="Tabelle1", form="actor", columns={"Ansprechpartner": "description"})
    told = looked_at("liste.xlsx", book({"Tabelle1": rows}), profile=Profile(name="x", sheets=(chosen,)))
    assert "Kontakt A" not in told.changes.model_dump_json()
    assert told.aside[0].head == "Ansprechpartner"


def test_a_mailbox_of_an_office_is_kept_and_one_that_looks_personal_is_not() -> None:
    rows = [
        ["Organisation", "Funktionspostfach", "Bemerkung"],
        ["Beratungsstelle Alpha", "integration@alpha.example", "Fragen an vor.nach@alpha.example oder 06000/123456"],
        ["Bildungswerk Beta", "vor.nach@beta.example", ""],
    ]
    seen = looked_at("liste.xlsx", book({"Akteure": rows}))
    note = {node.id: node.note for node in seen.changes.nodes}
    assert note["beratungsstelle-alpha"] == "Fragen an […] oder […]\nFunktionspostfach: integration@alpha.example"
    assert note["bildungswerk-beta"] is None
    assert places(seen, "notes") == ["liste.xlsx › Akteure!C2", "liste.xlsx › Akteure!B3"]


def test_cells_joined_downwards_stand_for_every_row_beside_them() -> None:
    rows = [
        ["Gremium", "Organisation", "Rolle"],
        ["AG Sprache", "Alpha", "Leitung"],
        [None, "Beta", "Mitglied"],
        [None, "Gamma", None],
    ]
    seen = looked_at("liste.xlsx", book({"Mitgliedschaften": rows}, {"Mitgliedschaften": ("A2:A4",)}))
    assert [(tie.source_id, tie.target_id, tie.role) for tie in seen.changes.ties] == [  # type: ignore[union-attr]
        ("alpha", "ag-sprache", "lead"), ("beta", "ag-sprache", "member"), ("gamma", "ag-sprache", "member"),
    ]  # fmt: skip
