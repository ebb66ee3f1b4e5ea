"""Cypher files: each has a header that is true, and a real server understands each."""

from pathlib import Path

import pytest

from graph_service.errors import ProgrammingError
from graph_service.resources import cypher_dir
from graph_service.store.cypher import load, migrations, parse, query
from tests.neo4j_fixture import driver_for, wipe

FILES = sorted(str(f.relative_to(cypher_dir()).with_suffix("")) for f in cypher_dir().rglob("*.cypher"))
GOOD = "// purpose: p\n// access:  read\n// param:   id string\n// returns: x\nMATCH (n {id: $id}) RETURN n AS x\n"


@pytest.mark.parametrize("name", FILES)
def test_every_header_is_true_and_the_folder_tells_the_access(name: str) -> None:
    found = query(name)
    assert (
        found.access
        == {"read": "read", "write": "write", "migrations": "schema", "check": "read"}[name.split("/", maxsplit=1)[0]]
    )
    assert found.text


@pytest.mark.neo4j
def test_a_real_neo4j_finds_in_every_file_what_its_header_says(neo4j_uri: str) -> None:
    values = {
        "ids": ["a"],
        "ties": [],
        "rows": [],
        "keys": [],
        "number": 1,
        "since": 0,
        "limit": 1,
        "seen": ["a"],
        "share": 0.5,
        "least": 1,
    }
    types = {"read": ("r",), "write": ("w", "rw"), "schema": ("s",)}
    wipe(neo4j_uri, layout=True)  # a schema that is there already would hide what the file does
    found = {}
    with driver_for(neo4j_uri) as driver, driver.session() as session:
        for name in FILES:
            text = "EXPLAIN " + query(name).text
            given = {parameter: values.get(parameter, "x") for parameter in query(name).parameters}
            found[name] = session.run(text, given).consume().query_type  # type: ignore[arg-type]
    assert {name: kind for name, kind in found.items() if kind not in types[query(name).access]} == {}


BROKEN = {
    "no purpose": GOOD.replace("// purpose: p\n", ""),
    "no returns": GOOD.replace("// returns: x\n", ""),
    "unknown access": GOOD.replace("read", "peek"),
    "undeclared parameter": GOOD.replace("// param:   id string\n", ""),
    "unused parameter": GOOD.replace("$id", "'id'"),
    "writes in a read file": GOOD.replace("RETURN n", "SET n.x = 1 RETURN n"),
    "two statements": GOOD.rstrip() + "; MATCH (m) RETURN m\n",
    "nothing at all": "",
}


@pytest.mark.parametrize("source", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_refused(source: str) -> None:
    parse("good", GOOD)
    with pytest.raises(ProgrammingError, match="broken"):
        parse("broken", source)


def test_words_in_quotes_and_comments_are_no_clauses_and_no_parameters() -> None:
    parse("quoted", GOOD.replace("RETURN n AS x", "// SET nothing $here\nWHERE n.name <> 'DELETE $x' RETURN n AS x"))


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_line_endings_do_not_change_the_checksum(ending: str) -> None:
    assert parse("good", GOOD.replace("\n", ending)).checksum == parse("good", GOOD).checksum


def test_migrations_are_in_order_and_well_named(tmp_path: Path) -> None:
    assert [m.version for m in migrations()] == sorted(m.version for m in migrations())
    folder = tmp_path / "migrations"
    folder.mkdir()
    (folder / "V1_bad.cypher").write_text(GOOD)
    with pytest.raises(ProgrammingError, match="V001__"):
        migrations(tmp_path)
    (folder / "V1_bad.cypher").rename(folder / "V001__one.cypher")
    (folder / "V001__two.cypher").write_text(GOOD)
    with pytest.raises(ProgrammingError, match="same version"):
        migrations(tmp_path)


def test_a_missing_file_is_a_mistake_of_ours(tmp_path: Path) -> None:
    with pytest.raises(ProgrammingError, match="nothing"):
        load(tmp_path, "read/nothing")
