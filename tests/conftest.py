"""Fixtures, and what a run says of itself.

Strategy: everything runs on real things. `store` is every store in turn, empty; Neo4j is one real server for the whole
run (``NEO4J_TEST_URI`` if set, else one that the service starts itself). `gross_gerau` and `musterkreis` are the
networks that come with the service. Toy networks with answers on paper are in `tests/networks.py`.
The last lines say which store and browser were really used; ``GRAPH_SERVICE_REQUIRE=neo4j,browser`` turns a skip of
one of them into a failure.

``make test`` spreads the tests over workers (``PYTEST_WORKERS=0``: all in one process); `tests/workers.py` says which stay
together, so that there is still one Neo4j for the whole run.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph_service.exchange.tables import read_folder
from graph_service.resources import seeds_dir
from graph_service.settings import Settings
from graph_service.snapshot import Changes, Snapshot
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.store.port import Store
from tests.workers import complain_of_strays, scheduler

DAY = date(2026, 11, 24)
_used: dict[str, str] = {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    complain_of_strays(items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    return scheduler(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_sep("-", "what really ran")
    terminalreporter.write_line("embedded store: SQLite, as always")
    for what in ("neo4j", "browser"):
        terminalreporter.write_line(f"{what}: {_used.get(what, 'NOT USED')}")


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what a worker has used; one that really used something counts more than one that could not."""
    for what, how in getattr(node, "workeroutput", {}).get("used", {}).items():
        if not _used.get(what, "").startswith("real"):
            _used[what] = how


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if hasattr(session.config, "workeroutput"):
        session.config.workeroutput["used"] = _used
        return
    required = [what for what in os.environ.get("GRAPH_SERVICE_REQUIRE", "").split(",") if what]
    missing = [what for what in required if not _used.get(what, "").startswith("real")]
    if missing and exitstatus == 0 and session.config.option.collectonly is False:
        sys.stderr.write(f"\nrequired but not used: {', '.join(missing)}\n")
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in list(os.environ):
        if name.startswith("GRAPH_SERVICE_") and name != "GRAPH_SERVICE_REQUIRE":
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def neo4j_uri(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    given = os.environ.get("NEO4J_TEST_URI")
    if given:
        _used["neo4j"] = "real server named by NEO4J_TEST_URI"
        yield given
        return
    from graph_service.errors import ServiceError
    from graph_service.store.neo4j_server import VERSION, start

    try:
        server = start(tmp_path_factory.mktemp("neo4j"))
    except ServiceError as error:
        _used["neo4j"] = f"NOT USED: {error}"
        pytest.skip(f"no Neo4j: {error}")
    _used["neo4j"] = f"real Neo4j {VERSION}, started for this run"
    with server:
        yield server.uri


@pytest.fixture(scope="session")
def chromium() -> str:
    found = os.environ.get("CHROMIUM") or next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
    )
    if found is None:
        _used["browser"] = "NOT USED: no Chromium found"
        pytest.skip("no Chromium found")
    _used["browser"] = f"real {Path(found).name}"
    return found


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path / "network.sqlite") as opened:
        yield opened


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    if request.param == "embedded":
        with EmbeddedStore(tmp_path / "network.sqlite") as opened:
            yield opened
        return
    from tests.neo4j_fixture import emptied

    with emptied(request.getfixturevalue("neo4j_uri")) as neo4j:
        yield neo4j


def _seed(name: str) -> Changes:
    return read_folder(seeds_dir() / name)


@pytest.fixture(scope="session")
def seeds() -> dict[str, Changes]:
    return {name: _seed(name) for name in ("gross_gerau", "musterkreis")}


@pytest.fixture(scope="session")
def gross_gerau(seeds: dict[str, Changes]) -> Snapshot:
    return seeds["gross_gerau"].snapshot()


@pytest.fixture(scope="session")
def musterkreis(seeds: dict[str, Changes]) -> Snapshot:
    return seeds["musterkreis"].snapshot()


@pytest.fixture
def local_settings(tmp_path: Path) -> Settings:
    return Settings(store=str(tmp_path / "network.sqlite"), requests_per_minute=100_000)
