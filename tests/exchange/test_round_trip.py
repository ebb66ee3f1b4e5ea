"""What is written comes back as it was, and is written the same way again."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from graph_service.exchange.canonical import write_files
from graph_service.exchange.tables import read_files, read_folder
from graph_service.model import NODE_KINDS, Actor, AnyNode, AnyTie, Body, Municipality
from graph_service.snapshot import About, Snapshot
from graph_service.ties import CooperatesWith, DependsOn, Funds, Informs, MemberOf
from graph_service.words import Basis, BodyLevel, Text, Visibility

SEEDS = Path(__file__).parents[2] / "seeds"
NASTY = st.text(st.sampled_from("aä\"'|\\;,\t\r\n=+-@ ß*:/{}%<&é\u0301漢🧑\u200d"), max_size=12)
PROSE = st.one_of(NASTY, st.text(max_size=20)).map(lambda text: text.strip() or None)


def there_and_back(snapshot: Snapshot) -> None:
    files = write_files(snapshot)
    back = read_files(files).snapshot()
    assert back.nodes == snapshot.nodes
    assert back.ties == snapshot.ties
    assert back.about == snapshot.about
    assert write_files(back) == files


@pytest.mark.parametrize("name", ["gross_gerau", "musterkreis"])
def test_the_seeds(name: str) -> None:
    there_and_back(read_folder(SEEDS / name).snapshot())


def test_nothing() -> None:
    files = write_files(Snapshot())
    assert list(files) == ["about.json"]
    assert read_files(files).nodes == ()


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(NASTY, PROSE, st.lists(NASTY, max_size=3), PROSE), max_size=4))
def test_any_text(rows: list[tuple[str, str | None, list[str], str | None]]) -> None:
    nodes: list[AnyNode] = []
    for i, (name, description, aliases, note) in enumerate(rows):
        try:
            nodes.append(Actor(id=f"a{i}", name=name, description=description, aliases=tuple(aliases), note=note))
        except ValidationError:
            continue
    there_and_back(Snapshot.of(nodes, []))


@pytest.mark.parametrize(
    "alias",
    ["a | b", "a|b", "|", "\\", "\\|", "a\\", "\\\\ | \\", "| a", "a |", "'=1", "=1", "''-"],
)
def test_separators_inside_values(alias: str) -> None:
    there_and_back(Snapshot.of([Actor(id="a", name=alias, aliases=(alias, "x", alias))], []))


def test_every_field_of_a_row() -> None:
    nodes: list[AnyNode] = [
        Actor(id="a", name="A", regular_system=False, visibility=Visibility.RESTRICTED, basis=Basis.ILLUSTRATIVE),
        Actor(id="b", name="B", regular_system=None, website="https://example.org/?a=1;b=2"),
        Body(id="g", name="G", level=BodyLevel.OPEN, standing=False, mandate="eins\nzwei", rhythm="-"),
        Municipality(id="m", name="M", population=0, migration_share=0.1 + 0.2, migration_share_as_of="2025"),
    ]
    ties: list[AnyTie] = [
        CooperatesWith(source_id="b", target_id="a", confirmed=True),
        CooperatesWith(source_id="a", target_id="b", valid_from="2024"),
        MemberOf(source_id="a", target_id="g", valid_from="2024-02", valid_to="2025"),
        Funds(source_id="a", target_id="g", valid_to="2030-12-31"),
        Informs(source_id="a", target_id="g", channel="Mail", rhythm="täglich"),
    ]
    about = About(title=Text('"T"', "T;"), notice=Text("zwei\nZeilen", "two\nlines"))
    there_and_back(Snapshot.of(nodes, ties, about=about))


def test_the_order_of_rows_does_not_matter() -> None:
    changes = read_folder(SEEDS / "musterkreis")
    backwards = Snapshot.model_construct(
        nodes=changes.nodes[::-1], ties=changes.ties[::-1], about=changes.about or About()
    )
    assert write_files(backwards) == write_files(changes.snapshot())


def test_no_cell_runs_as_a_formula() -> None:
    evil = ["=1+1", "+1", "-1", "@x", "'=1"]
    files = write_files(Snapshot.of([Actor(id=f"a{i}", name=name) for i, name in enumerate(evil)], []))
    names = [line.split(",")[1] for line in files["actors.csv"].decode().splitlines()[1:]]
    assert all(name.startswith("'") for name in names)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_tables_as_people_save_them(delimiter: str, encoding: str, end: str) -> None:
    lines = [
        ("name", "regular_system", "id", "aliases", "valid_to", "visibility"),
        (" Büro für Öffnung ", "ja", "buero", "BfÖ | Büro", "2026-03", "public"),
        ("", "", "", "", "", ""),
        ("Träger & Söhne", "Nein", "traeger", "", "", ""),
    ]
    data = end.join(delimiter.join(cells) for cells in lines).encode(encoding)
    first, second = read_files({"ACTORS.csv": data}).nodes
    assert first == Actor(
        id="buero", name="Büro für Öffnung", regular_system=True, aliases=("BfÖ", "Büro"), valid_to="2026-03",
        visibility=Visibility.PUBLIC,
    )  # fmt: skip
    assert second == Actor(id="traeger", name="Träger & Söhne", regular_system=False)


@pytest.mark.parametrize("word", ["ja", "JA", "yes", "true", "WAHR", "1"])
def test_yes(word: str) -> None:
    (node,) = read_files({"bodies.csv": f"id;name;standing\ng;G;{word}\n".encode()}).nodes
    assert isinstance(node, Body)
    assert node.standing is True


@pytest.mark.parametrize("word", ["nein", "no", "FALSE", "falsch", "0"])
def test_no(word: str) -> None:
    (node,) = read_files({"bodies.csv": f"id;name;standing\ng;G;{word}\n".encode()}).nodes
    assert isinstance(node, Body)
    assert node.standing is False


def test_a_fraction_with_a_comma() -> None:
    (node,) = read_files({"municipalities.csv": b"id;name;migration_share\nm;M;0,488\n"}).nodes
    assert isinstance(node, Municipality)
    assert node.migration_share == 0.488


def test_ties_may_end_in_the_store() -> None:
    tables = {"depends_on.csv": b"source_id,target_id,reason\nwork,course,first the course\n"}
    changes = read_files(tables, known={"work": "field", "course": "field"})
    assert changes.ties == (DependsOn(source_id="work", target_id="course", reason="first the course"),)


def test_what_lies_beside_the_tables_is_left_alone(tmp_path: Path) -> None:
    for name, text in {
        "actors.csv": "id,name\na,A\n", "README.md": "#", "generate.py": "", ".hidden": "", "planted.json": "{}",
    }.items():  # fmt: skip
        (tmp_path / name).write_text(text)
    (tmp_path / "old").mkdir()
    assert len(read_folder(tmp_path).nodes) == 1


def test_a_zip_may_hold_a_folder() -> None:
    files = {"liste/actors.csv": b"id,name\na,A\n", "__MACOSX/._actors.csv": b"\x00", "liste/about.json": b"{}"}
    changes = read_files(files)
    assert len(changes.nodes) == 1
    assert changes.about == About()


def test_canonical_about_is_readable_json() -> None:
    files = write_files(Snapshot(about=About(title=Text("Größe", "Size"))))
    assert json.loads(files["about.json"]) == {"title": {"de": "Größe", "en": "Size"}}
    assert set(NODE_KINDS) >= {"actor"}
