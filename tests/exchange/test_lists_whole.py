"""A list as a whole: contradictions, circles, what is gone, edge lists, Kumu, own exports there and back."""

from pathlib import Path

import pytest

from graph_service.exchange.exports import FORMS
from graph_service.exchange.lists.plan import Options
from graph_service.exchange.tables import read_folder
from graph_service.snapshot import Snapshot
from tests.exchange.offices import book, looked_at, typed_by_hand

SEEDS = Path(__file__).parents[2] / "seeds"
READ = ("json", "xlsx", "zip", "graphml", "gexf", "kumu")


@pytest.fixture(scope="module", params=["gross_gerau", "musterkreis"])
def network(request: pytest.FixtureRequest) -> Snapshot:
    return read_folder(SEEDS / request.param).snapshot()


@pytest.mark.parametrize("form", READ)
def test_our_own_exports_change_nothing_and_lose_nothing(network: Snapshot, form: str) -> None:
    data, name = FORMS[form].make(network, {}), f"n.{'json' if form == 'kumu' else form}"
    back = looked_at(name, data, network, Options(complete=True))
    assert back.fault_count == 0
    assert {entry.state for entry in back.entries} == {"same"}
    assert (back.count("same", ties=False), back.count("same", ties=True)) == (len(network.nodes), len(network.ties))
    if len(network.ties) > 1000 and form != "xlsx":  # the same code, and slow
        return
    asked = looked_at(name, data)
    fresh = looked_at(name, data, options=Options(decisions={q.key: "new" for q in asked.questions}))
    made = fresh.changes.snapshot()
    assert made.nodes == network.nodes
    assert made.ties == network.ties


def test_two_rows_that_contradict_each_other_are_both_named_and_nothing_is_written() -> None:
    rows = [["Akteur", "Ebene"], ["Alpha", "Kreis"], ["Beta", "Land"], ["alpha", "Bund"]]
    seen = looked_at("l.xlsx", book({"Akteure": rows}))
    (fault,) = seen.faults
    assert fault.place == "l.xlsx › Akteure!B4"
    assert "l.xlsx › Akteure!B2" in fault.text.de
    assert "Zeile 4" in fault.text.de
    assert "Row 4" in fault.text.en
    assert not seen.ready


def test_the_same_row_twice_is_one() -> None:
    rows = [["Akteur", "Ebene"], ["Alpha", "Kreis"], [" ALPHA ", "Kreis"]]
    assert looked_at("l.xlsx", book({"Akteure": rows})).count("new", ties=False) == 1


def test_parents_in_a_circle_are_refused_with_their_row() -> None:
    rows = [["Handlungsfeld", "Oberfeld"], ["Sprache", "Bildung"], ["Bildung", "Arbeit"], ["Arbeit", "Sprache"]]
    seen = looked_at("l.xlsx", book({"Handlungsfelder": rows}))
    (fault,) = seen.faults
    assert fault.place.startswith("l.xlsx › Handlungsfelder!B")
    assert "Im Kreis" in fault.text.de


def test_a_circle_with_what_is_stored_is_refused_too() -> None:
    stored = looked_at("l.xlsx", book({"Handlungsfelder": [["Handlungsfeld", "Oberfeld"], ["Sprache", "Bildung"]]}))
    rows = [["Handlungsfeld", "Oberfeld"], ["Bildung", "Sprache"]]
    assert looked_at("l.xlsx", book({"Handlungsfelder": rows}), stored.changes.snapshot()).fault_count == 1


def test_only_a_complete_list_ends_what_it_does_not_name() -> None:
    stored = looked_at("l.xlsx", typed_by_hand()).changes.snapshot()
    rows = [["Akteur", "Themen"], ["Bildungswerk Beta", "Wohnen"], ["Gemeindeverwaltung Musterdorf", "Wohnen; Sprache"]]
    part = looked_at("n.xlsx", book({"Akteure": rows}), stored)
    assert part.count("gone", ties=False) == part.count("gone", ties=True) == 0
    assert {tie.key for tie in part.changes.ties} == {"works_in:bildungswerk-beta:wohnen:"}
    whole = looked_at("n.xlsx", book({"Akteure": rows}), stored, Options(complete=True))
    assert whole.changes.drop_nodes == ("beratungsstelle-alpha-e-v",)
    assert "works_in:bildungswerk-beta:sprache:" in whole.changes.drop_ties
    assert "leads:beratungsstelle-alpha-e-v:ag-sprache:" in whole.changes.drop_ties
    assert not any(key.startswith("leads:bildungswerk") for key in whole.changes.drop_ties), (
        "the list says nothing of leading"
    )


def test_an_empty_cell_takes_nothing_away_and_an_older_date_is_not_taken() -> None:
    first = looked_at("l.xlsx", book({"Akteure": [["Akteur", "Ebene", "Stand"], ["Alpha", "Kreis", "2026-03"]]}))
    stored = first.changes.snapshot()
    for row in (["Alpha", "", ""], ["Alpha", "Kreis", "2025"]):
        assert not looked_at("l.xlsx", book({"Akteure": [["Akteur", "Ebene", "Stand"], row]}), stored).ready
    newer = looked_at(
        "l.xlsx", book({"Akteure": [["Akteur", "Ebene", "Stand"], ["Alpha", "Land", "01.04.2026"]]}), stored
    )
    assert [(d.field, d.before, d.after) for d in newer.entries[0].details] == [
        ("as_of", "2026-03", "2026-04-01"), ("level", "county", "state"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("heads", "separator"),
    [(("von", "zu", "Art"), ";"), (("Source", "Target", "Type"), ","), (("From", "To", "Relation"), "\t")],
)
def test_a_plain_edge_list(heads: tuple[str, ...], separator: str) -> None:
    rows = [
        heads,
        ("Alpha", "AG Sprache", "Mitglied"),
        ("Beta", "Alpha", "kooperiert"),
        ("AG Sprache", "Kreistag", "berichtet an"),
    ]
    seen = looked_at("kanten.csv", "\n".join(separator.join(row) for row in rows).encode())
    assert {tie.key for tie in seen.changes.ties} == {
        "member_of:alpha:ag-sprache:", "cooperates_with:alpha:beta:", "reports_to:ag-sprache:kreistag:",
    }  # fmt: skip
    assert {node.id: node.kind for node in seen.changes.nodes} == {
        "alpha": "actor", "beta": "actor", "ag-sprache": "body", "kreistag": "actor",
    }  # fmt: skip


def test_an_edge_list_without_kinds_says_what_to_do() -> None:
    seen = looked_at("kanten.csv", b"von;zu\nAlpha;Beta\n")
    assert "Art der Verbindung fehlt" in seen.faults[0].text.de


def test_an_unknown_kind_or_reversed_ends_name_row_and_cure() -> None:
    seen = looked_at("kanten.csv", "von;zu;Art\nAlpha;Beta;verwandt mit\nAG Sprache;Alpha;Federführung\n".encode())
    assert [fault.place for fault in seen.faults] == ["kanten.csv › C2"]
    rows = book(
        {
            "Gremien": [["Gremium"], ["AG Sprache"]],
            "Beziehungen": [["von", "zu", "Art"], ["AG Sprache", "Alpha", "Federführung"]],
        }
    )
    (fault,) = looked_at("l.xlsx", rows).faults
    assert fault.place == "l.xlsx › Beziehungen!A2"
    assert "als Gremium bekannt" in fault.text.de


def test_kumus_sheets() -> None:
    elements = [
        ["Label", "Type", "Description", "Tags"],
        ["Alpha", "Organisation", "Berät", "x"],
        ["AG Sprache", "Gremium", "", ""],
    ]
    connections = [["From", "To", "Direction", "Type"], ["Alpha", "AG Sprache", "directed", "Mitglied"]]
    seen = looked_at("kumu.xlsx", book({"Elements": elements, "Connections": connections}))
    assert {node.id: (node.kind, node.description) for node in seen.changes.nodes} == {
        "alpha": ("actor", "Berät"), "ag-sprache": ("body", None),
    }  # fmt: skip
    assert [tie.key for tie in seen.changes.ties] == ["member_of:alpha:ag-sprache:"]
    assert {one.head for one in seen.aside} == {"Tags", "Direction"}


def test_cells_that_do_not_fit_refuse_the_list_or_are_left_out_and_listed() -> None:
    rows = book(
        {
            "Akteure": [
                ["Akteur", "Ebene", "Stand", "Homepage"],
                ["Alpha", "Mond", "irgendwann", "siehe unten!"],
                ["Beta", "Kreis", "2026", ""],
            ]
        }
    )
    strict = looked_at("l.xlsx", rows)
    assert {fault.place for fault in strict.faults} == {
        "l.xlsx › Akteure!B2",
        "l.xlsx › Akteure!C2",
        "l.xlsx › Akteure!D2",
    }
    assert not strict.ready
    lenient = looked_at("l.xlsx", rows, options=Options(leave_out=True))
    assert {fault.place for fault in lenient.left_out} == {fault.place for fault in strict.faults}
    assert [(node.id, node.as_of) for node in lenient.changes.nodes] == [("alpha", None), ("beta", "2026")]


def test_invented_and_real_never_mix() -> None:
    stored = read_folder(SEEDS / "musterkreis").snapshot()
    seen = looked_at("l.xlsx", book({"Akteure": [["Akteur"], ["Alpha"]]}), stored)
    assert "nie in denselben Speicher" in seen.faults[0].text.de


def test_a_sheet_of_persons_is_set_aside_whole() -> None:
    seen = looked_at(
        "l.xlsx", book({"Personen": [["ID", "Name"], ["1", "Kontakt A"]], "Akteure": [["Akteur"], ["Alpha"]]})
    )
    assert [node.id for node in seen.changes.nodes] == ["alpha"]
    assert seen.aside[0].place == "Personen"


def test_needs_and_recommendations_with_their_ties() -> None:
    long = "Der Kreis möge " + "sehr " * 80 + "viel tun."
    rows = book(
        {
            "Gremien": [["Gremium"], ["AG Sprache"]],
            "Bedarfe": [["Bedarf", "Handlungsfeld", "Kommune", "gemeldet von", "Status", "Stand"],
                        ["Abendkurse fehlen", "Sprache", "Musterdorf", "AG Sprache", "in Arbeit", "2026"]],
            "Empfehlungen": [["Text", "aus Bedarf", "beschlossen in", "gerichtet an", "Stand"],
                             [long, "Abendkurse fehlen", "AG Sprache", "Kreistag", "2026"]],
        }
    )  # fmt: skip
    seen = looked_at("l.xlsx", rows)
    assert not seen.faults
    wish = next(node for node in seen.changes.nodes if node.kind == "recommendation")
    assert len(wish.name) <= 300
    assert wish.description == " ".join(long.split())
    assert sorted(tie.kind for tie in seen.changes.ties) == [
        "addressed_to",
        "answers",
        "concerns",
        "concerns",
        "decided_in",
        "raised_by",
    ]
