"""The exported Cypher script makes the same graph as our own store does, whatever the texts hold."""

import pytest

from graph_service.exchange.exports import FORMS
from graph_service.snapshot import Snapshot
from graph_service.store.cypher import query
from graph_service.store.neo4j_rows import node_of, tie_of
from tests.exchange.test_exports import HOSTILE
from tests.neo4j_fixture import driver_for, wipe

pytestmark = pytest.mark.neo4j


@pytest.mark.parametrize("name", ["hostile", "gross_gerau"])
def test_the_script_makes_the_whole_network_in_neo4j(neo4j_uri: str, gross_gerau: Snapshot, name: str) -> None:
    snapshot = HOSTILE if name == "hostile" else gross_gerau
    wipe(neo4j_uri)
    script = FORMS["cypher"].make(snapshot, {}).decode()
    with driver_for(neo4j_uri) as driver:
        for statement in script.split(";\n"):
            if statement:
                driver.execute_query(statement)  # type: ignore[arg-type]
        rows = [driver.execute_query(query(f"read/fetch_{kind}").text).records for kind in ("nodes", "ties")]  # type: ignore[arg-type]
        driver.execute_query("DROP CONSTRAINT item_id IF EXISTS")
    wipe(neo4j_uri)
    found = Snapshot.of([node_of(dict(row)) for row in rows[0]], [tie_of(dict(row)) for row in rows[1]])
    assert found.nodes == snapshot.nodes
    assert found.ties == snapshot.ties
