"""What only a server can suffer: killed, down, wrong password, changed migrations, several processes at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from neo4j import GraphDatabase

from graph_service.errors import StaleRevision, StoreRefused, StoreUnavailable
from graph_service.model import Actor, Body, MemberOf
from graph_service.snapshot import Changes
from graph_service.store import neo4j_server
from graph_service.store.neo4j_store import Neo4jStore
from tests.neo4j_fixture import emptied, settings_for, wipe

pytestmark = pytest.mark.neo4j
ROOT = Path(__file__).parents[2]
A = Changes(nodes=(Actor(id="a", name="A"),))


def test_an_acknowledged_write_survives_a_killed_server(neo4j_uri: str, tmp_path: Path) -> None:
    assert neo4j_uri, "a Neo4j can be had"
    with neo4j_server.start(tmp_path) as server:
        with Neo4jStore.connect(settings_for(server.uri)) as store:
            for n in range(5):
                store.apply(Changes(nodes=(Actor(id=f"n{n}", name="N"),)), expected=n, author="t", note="")
        server.kill()
    with neo4j_server.start(tmp_path) as again, Neo4jStore.connect(settings_for(again.uri)) as store:
        assert store.revision().number == 5
        assert len(store.snapshot().nodes) == 5


def test_a_server_that_is_down_is_said_in_words_without_the_password() -> None:
    settings = settings_for("bolt://127.0.0.1:1").model_copy(update={"neo4j_password": None})
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:1"):
        Neo4jStore.connect(settings)


def test_a_wrong_password_is_said_in_words(tmp_path: Path, neo4j_uri: str) -> None:
    assert neo4j_uri
    with neo4j_server.start(tmp_path, password="right-password") as server:  # noqa: S106 - made up for this test
        right = settings_for(server.uri).model_copy(update={"neo4j_password": _secret("right-password")})
        with Neo4jStore.connect(right) as store:
            assert store.apply(A, expected=0, author="t", note="").number == 1
        wrong = right.model_copy(update={"neo4j_password": _secret("wrong-password")})
        with pytest.raises(StoreUnavailable, match="refuses the log-in") as caught:
            Neo4jStore.connect(wrong)
        assert "wrong-password" not in f"{caught.value.text.de} {caught.value.text.en}"


def _secret(value: str) -> object:
    from pydantic import SecretStr

    return SecretStr(value)


def test_a_migration_that_was_changed_after_it_was_applied_is_refused(neo4j_uri: str) -> None:
    with emptied(neo4j_uri):
        pass
    with GraphDatabase.driver(neo4j_uri) as driver:
        driver.execute_query("MATCH (m:GraphServiceMigration {version: '002'}) SET m.checksum = 'other'")
    with pytest.raises(StoreRefused, match="V002__"):
        Neo4jStore.connect(settings_for(neo4j_uri))
    wipe(neo4j_uri)


def test_a_database_from_a_newer_version_is_refused(neo4j_uri: str) -> None:
    with emptied(neo4j_uri):
        pass
    with GraphDatabase.driver(neo4j_uri) as driver:
        driver.execute_query("CREATE (:GraphServiceMigration {version: '999', checksum: 'x'})")
    with pytest.raises(StoreRefused, match="newer version"):
        Neo4jStore.connect(settings_for(neo4j_uri))
    wipe(neo4j_uri)


def test_migrations_are_recorded_as_a_chain_and_applied_once(neo4j_uri: str) -> None:
    with emptied(neo4j_uri), Neo4jStore.connect(settings_for(neo4j_uri)), GraphDatabase.driver(neo4j_uri) as driver:
        chain = driver.execute_query(
            "MATCH (m:GraphServiceMigration) OPTIONAL MATCH (m)-[:MIGRATED_TO]->(n) "
            "RETURN m.version AS version, n.version AS next ORDER BY version"
        ).records
    versions = [row["version"] for row in chain]
    assert versions == sorted(set(versions))
    assert [row["next"] for row in chain] == [*versions[1:], None]


def test_any_neo4j_tool_finds_a_natural_graph(neo4j_uri: str) -> None:
    changes = Changes(
        nodes=(Actor(id="a", name="A", aliases=("Ä",)), Body(id="b", name="B")),
        ties=(MemberOf(source_id="a", target_id="b", as_of="2026-03"),),
    )
    with emptied(neo4j_uri) as store:
        store.apply(changes, expected=0, author="t", note="")
        with GraphDatabase.driver(neo4j_uri) as driver:
            (row,) = driver.execute_query(
                "MATCH (a:Actor)-[m:MEMBER_OF]->(b:Body) RETURN a.name AS a, a.aliases AS aliases, m.as_of AS as_of, "
                "m.role AS role, b.name AS b"
            ).records
    assert row.data() == {"a": "A", "aliases": ["Ä"], "as_of": "2026-03", "role": "member", "b": "B"}


_PROCESS = """
import json, sys
from graph_service.errors import StaleRevision
from graph_service.model import Actor
from graph_service.settings import Settings
from graph_service.snapshot import Changes
from graph_service.store.opening import open_store
won = 0
with open_store(Settings(store=sys.argv[1])) as store:
    while won < 15:
        number = store.revision().number
        try:
            new = store.apply(Changes(nodes=(Actor(id=f"{sys.argv[2]}-{won}", name="N"),)), expected=number, author="t", note="")
        except StaleRevision:
            continue
        assert f"{sys.argv[2]}-{won}" in store.snapshot().node, "a process reads what it wrote"
        won += 1
print(json.dumps(new))
"""


def test_two_processes_on_one_server_lose_nothing(neo4j_uri: str) -> None:
    with emptied(neo4j_uri) as store:
        both = [
            subprocess.Popen(
                [sys.executable, "-c", _PROCESS, neo4j_uri, name], cwd=ROOT, stdout=subprocess.PIPE, text=True
            )
            for name in ("x", "y")
        ]
        last = [json.loads(process.communicate()[0])[0] for process in both]
        assert max(last) == store.revision().number == 30
        assert len(store.snapshot().nodes) == 30
        assert [entry.revision.number for entry in store.history(0, 100)] == list(range(1, 31))
        with pytest.raises(StaleRevision):
            store.apply(A, expected=29, author="t", note="")


@pytest.mark.parametrize("scheme", ["bolt", "neo4j"])
def test_every_plain_form_of_the_address_works(neo4j_uri: str, scheme: str) -> None:
    wipe(neo4j_uri)
    address = scheme + "://" + neo4j_uri.split("://")[1]
    settings = settings_for(address).model_copy(update={"neo4j_database": "neo4j"})
    with Neo4jStore.connect(settings) as store:
        assert store.apply(A, expected=0, author="t", note="").number == 1
        assert store.healthy().engine == "neo4j"
