"""What the browser tests stand on: a service on a free port, a page that notes what must not happen, hostile names."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Browser, Page

from graph_service.api.app import create_app
from graph_service.model import Actor, Body, FieldOfAction, MemberOf, WorksIn
from graph_service.settings import Settings
from graph_service.snapshot import About, Changes
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.words import Text
from tests.conftest import DAY

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
HOSTILE = (
    "</script><script>window.hit='script'</script>", "<img src=x onerror=\"window.hit='img'\">",
    "\"><svg onload=window.hit='svg'>", "{{7*7}}{% raise %}", "href <b onmouseover=window.hit='tip'>x</b>",
    "مركز المشورة للاجئين", "Träger " + "sehr langer Name " * 16,
)  # fmt: skip


def hostile() -> Changes:
    nodes: list[Any] = [Actor(id=f"a{i}", name=name, description=name) for i, name in enumerate(HOSTILE)]
    nodes += [
        FieldOfAction(id="f", name=HOSTILE[0]),
        FieldOfAction(id="g", name=HOSTILE[1]),
        Body(id="b", name=HOSTILE[2]),
    ]
    ties: list[Any] = [WorksIn(source_id=f"a{i}", target_id="f", note=HOSTILE[0]) for i in range(len(HOSTILE))]
    ties += [WorksIn(source_id="a0", target_id="g"), MemberOf(source_id="a1", target_id="b", source=HOSTILE[1])]
    about = About(title=Text(HOSTILE[0], HOSTILE[1]), notice=Text(HOSTILE[2], HOSTILE[1]))
    return Changes(nodes=tuple(nodes), ties=tuple(ties), about=about)


class Served:
    """A service on a free port, in a thread."""

    def __init__(self, folder: Path, changes: Changes) -> None:
        settings = Settings(store=str(folder / "n.sqlite"), requests_per_minute=100_000)
        self.store = EmbeddedStore(Path(settings.store))
        if changes.nodes:
            self.store.apply(changes, expected=0, author="seed", note="")
        app = create_app(settings, self.store)
        app.state.today = lambda: DAY
        self.server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None))
        self.thread = threading.Thread(target=self.server.run)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.02)
        port = self.server.servers[0].sockets[0].getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"

    def stop(self) -> None:
        self.server.should_exit = True
        self.thread.join()
        self.store.close()


class Services(dict[str, Served]):
    """Services by the name of their network, each started when it is first asked for."""

    def __init__(self, start: Callable[[str], Served]) -> None:
        super().__init__()
        self._start = start

    def __missing__(self, name: str) -> Served:
        self[name] = self._start(name)
        return self[name]


class Watched:
    """A page of the browser that notes everything that must not happen."""

    def __init__(self, browser: Browser, address: str, **options: Any) -> None:
        self.context = browser.new_context(**{"locale": "de-DE", **options})
        self.page: Page = self.context.new_page()
        self.faults: list[str] = []
        self.page.on("request", lambda r: None if r.url.startswith((address, "data:")) else self.faults.append(r.url))
        self.page.on("console", lambda m: self.faults.append(m.text) if m.type in ("error", "warning") else None)
        self.page.on("pageerror", lambda e: self.faults.append(str(e)))
        self.page.on("dialog", lambda d: (self.faults.append(d.message), d.dismiss()))

    def close(self) -> None:
        self.context.close()


def ready(page: Page) -> None:
    if page.locator("#map[data-options]").count():
        page.wait_for_selector("#map[data-ready]")
