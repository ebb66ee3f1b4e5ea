"""A client over a real embedded store; every test has its own service."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from graph_service.api.app import create_app
from graph_service.settings import Settings
from graph_service.snapshot import Changes
from graph_service.store.embedded_store import EmbeddedStore
from tests.api.asking import Make
from tests.conftest import DAY

BASE = "http://127.0.0.1"


@pytest.fixture
def make(tmp_path: Path, seeds: dict[str, Changes]) -> Iterator[Make]:
    opened: list[EmbeddedStore] = []

    def client(changes: Changes | None = None, **changed: Any) -> TestClient:
        settings = Settings(**{"store": str(tmp_path / "n.sqlite"), "requests_per_minute": 100_000, **changed})
        store = EmbeddedStore(Path(settings.store))
        opened.append(store)
        if store.revision().number == 0:
            store.apply(changes or seeds["gross_gerau"], expected=0, author="seed", note="seed")
        app = create_app(settings, store)
        app.state.today = lambda: DAY
        return TestClient(app, base_url=BASE, raise_server_exceptions=False)

    yield client
    for store in opened:
        store.close()


@pytest.fixture
def client(make: Make) -> TestClient:
    return make()
