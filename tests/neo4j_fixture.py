"""A Neo4j store that is empty at the start and at the end."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from neo4j import GraphDatabase

from graph_service.settings import Settings
from graph_service.store.neo4j_store import Neo4jStore


def settings_for(uri: str) -> Settings:
    """Settings that name the server of this run."""
    return Settings(store=uri, neo4j_password=os.environ.get("NEO4J_TEST_PASSWORD"))


def wipe(uri: str) -> None:
    """Empty the server's database, layout included."""
    password = os.environ.get("NEO4J_TEST_PASSWORD")
    with GraphDatabase.driver(uri, auth=("neo4j", password) if password else None) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")


@contextmanager
def emptied(uri: str) -> Iterator[Neo4jStore]:
    """Open the store over an empty database."""
    wipe(uri)
    with Neo4jStore.connect(settings_for(uri)) as store:
        yield store
