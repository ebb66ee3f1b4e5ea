"""A Neo4j store that is empty at the start, and the one way for tests to look behind it."""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from neo4j import Driver, GraphDatabase

from graph_service.settings import Settings
from graph_service.store.neo4j_store import Neo4jStore

PASSWORD = os.environ.get("NEO4J_TEST_PASSWORD")


def settings_for(uri: str) -> Settings:
    """Settings that name the server of this run."""
    return Settings(store=uri, neo4j_password=PASSWORD)


def environment() -> dict[str, str]:
    """Variables with which a process of its own may log in."""
    return {"GRAPH_SERVICE_NEO4J_PASSWORD": PASSWORD} if PASSWORD else {}


@contextmanager
def driver_for(uri: str) -> Iterator[Driver]:
    """Driver without our store, logged in like the store."""
    with GraphDatabase.driver(uri, auth=("neo4j", PASSWORD) if PASSWORD else None) as driver:
        yield driver


def wipe(uri: str, *, layout: bool = False) -> None:
    """Empty the server's database, constraints and indexes too if *layout*."""
    with driver_for(uri) as driver:
        driver.execute_query("MATCH (n) DETACH DELETE n")
        if layout:
            for kind, query in (
                ("CONSTRAINT", "SHOW CONSTRAINTS YIELD name RETURN name"),
                ("INDEX", "SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"),
            ):
                for record in driver.execute_query(query).records:  # type: ignore[arg-type]
                    driver.execute_query(f"DROP {kind} `{record['name']}`")  # type: ignore[arg-type]


@contextmanager
def emptied(uri: str) -> Iterator[Neo4jStore]:
    """Open the store over an empty database."""
    wipe(uri)
    with Neo4jStore.connect(settings_for(uri)) as store:
        yield store


class Wire:
    """Passes bytes on to the server and keeps what was sent to it."""

    def __init__(self, port: int) -> None:
        self.sent, self._port = bytearray(), port
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                server = socket.create_connection(("127.0.0.1", self._port))
                for source, sink, keep in ((client, server, self.sent), (server, client, bytearray())):
                    threading.Thread(target=self._pass_on, args=(source, sink, keep), daemon=True).start()

    @staticmethod
    def _pass_on(source: socket.socket, sink: socket.socket, keep: bytearray) -> None:
        with suppress(OSError):
            while part := source.recv(65536):
                keep += part
                sink.sendall(part)
        source.close()
        sink.close()

    def of(self, call: Callable[[], object]) -> bytes:
        self.sent.clear()
        call()
        return bytes(self.sent)

    def close(self) -> None:
        self._listening.close()
