"""Opens the store that the settings name."""

from pathlib import Path

from graph_service.settings import Settings
from graph_service.store.port import Store


def open_store(settings: Settings) -> Store:
    """Return the store named by the settings: a Neo4j for its addresses, else the SQLite file of that path."""
    if settings.is_neo4j:
        from graph_service.store.neo4j_store import Neo4jStore

        return Neo4jStore.connect(settings)
    from graph_service.store.embedded_store import EmbeddedStore

    return EmbeddedStore(Path(settings.store))
