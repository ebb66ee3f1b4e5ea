"""What only a server can suffer: down, changed migrations, several processes at once."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph_service.errors import StaleRevision, StoreRefused, StoreUnavailable
from graph_service.model import Actor, Body, MemberOf
from graph_service.snapshot import Changes
from graph_service.store.cypher import migrations
from graph_service.store.neo4j_store import Neo4jStore
from tests.neo4j_fixture import Wire, driver_for, emptied, environment, settings_for, wipe

pytestmark = pytest.mark.neo4j
ROOT = Path(__file__).parents[2]
A = Changes(nodes=(Actor(id="a", name="A"),))


def test_a_server_that_is_down_is_said_in_words_without_the_password() -> None:
    settings = settings_for("bolt://127.0.0.1:1").model_copy(update={"neo4j_password": None})
    with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1:1"):
        Neo4jStore.connect(settings)


def test_a_migration_that_was_changed_after_it_was_applied_is_refused(neo4j_uri: str) -> None:
    with emptied(neo4j_uri):
        pass
    with driver_for(neo4j_uri) as driver:
        driver.execute_query("MATCH (m:GraphServiceMigration {version: '002'}) SET m.checksum = 'other'")
    with pytest.raises(StoreRefused, match="V002__"):
        Neo4jStore.connect(settings_for(neo4j_uri))
    wipe(neo4j_uri)


def test_a_database_from_a_newer_version_is_refused(neo4j_uri: str) -> None:
    with emptied(neo4j_uri):
        pass
    with driver_for(neo4j_uri) as driver:
        driver.execute_query("CREATE (:GraphServiceMigration {version: '999', checksum: 'x'})")
    with pytest.raises(StoreRefused, match="newer version"):
        Neo4jStore.connect(settings_for(neo4j_uri))
    wipe(neo4j_uri)


def test_migrations_are_recorded_as_a_chain_and_applied_once(neo4j_uri: str) -> None:
    with emptied(neo4j_uri), Neo4jStore.connect(settings_for(neo4j_uri)), driver_for(neo4j_uri) as driver:
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
        with driver_for(neo4j_uri) as driver:
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


_OPENER = """
import sys
from graph_service.settings import Settings
from graph_service.store.opening import open_store
import graph_service.store.neo4j_store  # slow; before the start, so that all open at once
print("ready", flush=True)
sys.stdin.readline()
with open_store(Settings(store=sys.argv[1])) as store:
    print(store.revision().number)
"""
OPENERS = 4


def test_several_processes_may_lay_out_one_empty_database_at_once(neo4j_uri: str) -> None:
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", _OPENER, neo4j_uri], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, text=True, env={**os.environ, **environment()},
        )
        for _ in range(OPENERS)
    ]  # fmt: skip
    assert [process.stdout.readline() for process in processes if process.stdout] == ["ready\n"] * OPENERS
    wipe(neo4j_uri, layout=True)
    for process in processes:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    ended = [process.communicate() for process in processes]
    assert [(out, process.returncode) for (out, _), process in zip(ended, processes, strict=True)] == [
        ("0\n", 0)
    ] * OPENERS, ended
    with driver_for(neo4j_uri) as driver:
        constraints = driver.execute_query("SHOW CONSTRAINTS YIELD name").records
        recorded = driver.execute_query("MATCH (m:GraphServiceMigration) RETURN m.version AS version").records
    assert len(constraints) == 4
    assert sorted(row["version"] for row in recorded) == [migration.version for migration in migrations()]


def test_two_processes_on_one_server_lose_nothing(neo4j_uri: str) -> None:
    with emptied(neo4j_uri) as store:
        both = [
            subprocess.Popen(
                [sys.executable, "-c", _PROCESS, neo4j_uri, name],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
                env={**os.environ, **environment()},
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


def test_the_revision_is_asked_of_the_leader_and_later_reads_are_not_older(neo4j_uri: str) -> None:
    reader = b"\x84mode\x81r"  # how Bolt says that a follower will do
    bookmark = re.compile(rb"FB:[\w+/=]+")
    wire = Wire(int(neo4j_uri.rpartition(":")[2]))
    with emptied(neo4j_uri) as other, Neo4jStore.connect(settings_for(f"bolt://127.0.0.1:{wire.port}")) as store:
        other.apply(A, expected=0, author="t", note="")
        assert reader in wire.of(store.history)
        before = bookmark.findall(wire.of(store.history))
        other.apply(Changes(nodes=(Actor(id="b", name="B"),)), expected=1, author="t", note="")
        assert reader not in wire.of(store.revision)
        after = bookmark.findall(wire.of(store.history))
        assert before
        assert after
        assert before != after, "the follower is told to wait for the write of the other process"
    wire.close()
