"""One browser for each file, and one service for each network in the whole run."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from graph_service.snapshot import Changes
from tests.browsing import FLAGS, Served, Services, hostile


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, seeds: dict[str, Changes]) -> Iterator[Services]:
    networks = {**seeds, "hostile": hostile(), "empty": Changes()}
    found = Services(lambda name: Served(tmp_path_factory.mktemp(name), networks[name]))
    yield found
    for one in found.values():
        one.stop()


@pytest.fixture(scope="module")  # while it is open, its loop bars others from this thread
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield opened
        opened.close()
