"""The published facts: every one accounted for, nothing added, dates and sources kept."""

import re
from collections import Counter
from pathlib import Path

import pytest

from graph_service.exchange.canonical import write_files
from graph_service.exchange.tables import read_folder
from graph_service.rows import Node, Row
from graph_service.snapshot import Changes, Snapshot
from graph_service.ties import Funds, TookPartIn
from graph_service.words import Basis, Visibility

FOLDER = Path(__file__).parents[2] / "seeds" / "gross_gerau"
WITHOUT_KIND = "Beziehung ohne eigene Art:"


@pytest.fixture(scope="module")
def facts() -> Changes:
    return read_folder(FOLDER)


@pytest.fixture(scope="module")
def rows(facts: Changes) -> tuple[Row, ...]:
    return (*facts.nodes, *facts.ties)


@pytest.fixture(scope="module")
def mapping() -> list[tuple[str, int, str]]:
    """Table of the README: word of the collection, number of rows, what it became."""
    found = re.findall(r"^\| (\w+) \| (\d+) \| (\w+) \|", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE)
    return [(word, int(number), kind) for word, number, kind in found]


def test_all_328_facts_are_accounted_for(facts: Changes, mapping: list[tuple[str, int, str]]) -> None:
    nodes = Counter(node.kind for node in facts.nodes)
    assert nodes == {
        "municipality": 14, "actor": 55, "body": 41, "field": 26, "target_group": 16, "need": 14, "recommendation": 7,
    }  # fmt: skip
    relations = sum(number for _, number, _ in mapping)
    assert sum(nodes.values()) + relations == 328


def test_the_table_in_the_readme_equals_the_files(facts: Changes, mapping: list[tuple[str, int, str]]) -> None:
    said: Counter[str] = Counter()
    for _, number, kind in mapping:
        said[kind] += number
    notes = said.pop("Anmerkung")
    said["raised_by"] = 8  # taken from the rows of the needs
    assert said == Counter(tie.kind for tie in facts.ties)
    assert notes == sum((node.note or "").count(WITHOUT_KIND) for node in facts.nodes) == 4


def test_rows_without_a_fitting_kind_keep_source_and_date(facts: Changes) -> None:
    kept = [node.note or "" for node in facts.nodes if WITHOUT_KIND in (node.note or "")]
    assert all(re.search(r"Grundlage: .+; Stand: .+; Quelle: https?://\S+", note) for note in kept)
    assert sum("2001-06-18" in note for note in kept) == 1


def test_every_row_names_its_page_and_is_public(rows: tuple[Row, ...]) -> None:
    assert all((row.source or "").startswith(("http://", "https://")) for row in rows)
    assert {row.visibility for row in rows} == {Visibility.PUBLIC}


def test_inferred_stays_inferred_and_nothing_is_invented(rows: tuple[Row, ...]) -> None:
    # 31 in the collection, less the one kept as a note, and seven where our word says a little more
    assert Counter(row.basis for row in rows) == {Basis.STATED: 295, Basis.INFERRED: 37}


def test_no_person_can_be_found(rows: tuple[Row, ...]) -> None:
    text = "\n".join(row.model_dump_json() for row in rows)
    assert not re.search(r"[\w.]+@[\w.]+\.\w+|\b(Herr|Frau) [A-ZÄÖÜ]|\bTel\.|\b0\d{3,5}[ /-]\d{4,}", text)


def test_descriptions_and_notes_are_german(rows: tuple[Row, ...]) -> None:
    english = re.compile(r"\b(the|of|and|with|for|network|office|members?|county|funded|took|meeting)\b")
    for row in rows:
        for text in (getattr(row, "description", None), row.note):
            plain = re.sub(r"„[^“]*“|\(\w+\)|https?://\S+", "", text or "")
            assert not english.search(plain), plain


def test_event_series_do_not_stand_and_taking_part_is_no_membership(facts: Changes) -> None:
    series = {node.id for node in facts.nodes if getattr(node, "standing", True) is False}
    assert len(series) == 2
    assert not any(tie.kind == "member_of" and tie.target_id in series for tie in facts.ties)
    took = [tie for tie in facts.ties if isinstance(tie, TookPartIn)]
    assert len(took) == 23
    assert all(tie.valid_from == tie.valid_to == tie.as_of is not None for tie in took)
    assert Counter(str(tie.role) for tie in took) == {"organiser": 8, "speaker": 2, "participant": 13}


def test_published_ends_of_funding(facts: Changes) -> None:
    ends = {(t.source_id, t.target_id): (t.valid_from, t.valid_to) for t in facts.ties if isinstance(t, Funds)}
    assert ends["kreis-gross-gerau", "kommunale-bildungskoordination-fuer-neuzugewanderte"] == ("2021", "2026")
    assert ends["land-hessen-landesprogramm-wir", "interkulturelles-buero-ruesselsheim-am-main"] == (None, "2030")


def test_nothing_was_surveyed_and_no_fields_are_equated(facts: Changes) -> None:
    kinds = {row.kind for row in (*facts.nodes, *facts.ties)}
    assert not kinds & {"survey", "covers", "same_as", "decided_in", "addressed_to", "depends_on"}


def test_vague_dates_keep_their_wording(facts: Changes) -> None:
    by_id: dict[str, Node] = {node.id: node for node in facts.nodes}
    field = by_id["deutsch-als-fremdsprache"]
    assert field.as_of == "2019"
    assert "„with Kreismonitor 2019“" in (field.note or "")
    assert by_id["staatliches-schulamt-ruesselsheim"].as_of == "2025"


def test_the_notice_says_that_it_is_published_and_incomplete(facts: Changes) -> None:
    assert facts.about is not None
    assert facts.about.title["de"] == "Integrationsnetzwerk Kreis Groß-Gerau"
    assert facts.about.title["en"] == "Integration network of Groß-Gerau county"
    assert facts.about.notice is not None
    assert "unvollständig" in facts.about.notice.de
    assert "incomplete" in facts.about.notice.en


def test_the_files_are_canonical(facts: Changes) -> None:
    written = write_files(Snapshot.of(facts.nodes, facts.ties, about=facts.about))
    assert written == {f.name: f.read_bytes() for f in FOLDER.iterdir() if f.suffix in {".csv", ".json"}}
