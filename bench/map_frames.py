"""The map in a real Chromium: how soon it is painted, how smoothly it is dragged, beside other engines on the same places.

``python bench/map_frames.py`` prints the table of docs/performance.md. Needs Chromium and the development tools;
``--sigma FOLDER`` also measures sigma.js, if npm has put `sigma` and `graphology` into that folder.
"""

import argparse
import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from typing import Any

from pairs import machine
from playwright.sync_api import Browser, CDPSession, Page, Route, sync_playwright
from synthetic import FIELDS, network

from tests.browsing import FLAGS, Served

SIZES = (300, 2_000)
_SCREEN = {"width": 1280, "height": 900}
_DRAGGED = 2.0
# counts the frames that the browser really made while the mouse went to and fro
_FRAMES = """() => { const times = []; window.frames_made = times;
  const on = (t) => { times.push(t); requestAnimationFrame(on); }; requestAnimationFrame(on); }"""
_VIS = """const net = new vis.Network(box, {nodes: new vis.DataSet(DATA.nodes), edges: new vis.DataSet(DATA.edges)}, OPTIONS);
net.fit({animation: false}); net.once('afterDrawing', done);"""
_SIGMA = """const graph = new graphology.MultiGraph();
for (const n of DATA.nodes) graph.addNode(n.id, {x: n.x, y: -n.y, size: 3, label: n.label, color: n.color});
for (const e of DATA.edges) graph.addEdge(e.from, e.to, {size: 1, color: '#8b96a1'});
const s = new Sigma(graph, box, {allowInvalidContainer: true}); s.once('afterRender', done); s.refresh();"""
_STOCK = {"physics": {"enabled": False}, "layout": {"improvedLayout": False}, "edges": {"smooth": False},
          "nodes": {"shape": "dot", "size": 6}, "interaction": {"dragNodes": False}}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """What was measured once."""

    painted: float
    work: float
    frames: float
    worst: float


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sigma", type=Path, help="folder with node_modules of sigma and graphology")
    parser.add_argument("--turns", type=int, default=5)
    chosen = parser.parse_args()
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*FLAGS, "--enable-unsafe-swiftshader"])
        print(f"{machine()} Chromium {browser.version}, drawing without a graphics card.\n")
        print(
            "| what | painted after, s | work of the page until then, s of processor | frames a second while dragging "
            "| longest wait between two frames, ms | turns |"
        )
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        for size in SIZES:
            _table(browser, size, chosen.sigma, chosen.turns)
        browser.close()


def _table(browser: Browser, size: int, sigma: Path | None, turns: int) -> None:
    served = Served(Path(tempfile.mkdtemp()), network(size - len(FIELDS)))
    try:
        data = _data(browser, served.address)
        count = f"{len(data['nodes']):,} nodes, {len(data['edges']):,} ties"
        ways: dict[str, Callable[[], tuple[Page, float]]] = {
            f"our map, {count}": lambda: _ours(browser, served.address),
            "plain vis-network 9.1.2, same places": lambda: _other(browser, served.address, data, _VIS, [_vis()]),
        }
        if sigma:
            files = [sigma / "node_modules/graphology/dist/graphology.umd.min.js",
                     sigma / "node_modules/sigma/dist/sigma.min.js"]  # fmt: skip
            ways["sigma.js, same places"] = lambda: _other(browser, served.address, data, _SIGMA, files)
        seen: dict[str, list[Seen]] = {name: [] for name in ways}
        for _ in range(turns + 1):
            for name, way in ways.items():
                seen[name].append(_drag(*way()))
        for name, times in seen.items():
            # the first turn fills caches of service and browser
            print(_row(name, times[1:]), flush=True)
    finally:
        served.stop()


def _row(name: str, times: list[Seen]) -> str:
    def of(part: Callable[[Seen], float], digits: int) -> str:
        values = [part(one) for one in times]
        return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"

    return (
        f"| {name} | {of(lambda s: s.painted, 2)} | {of(lambda s: s.work, 2)} | {of(lambda s: s.frames, 0)} "
        f"| {of(lambda s: s.worst, 0)} | {len(times)} |"
    )


def _vis() -> Path:
    spec = find_spec("pyvis")
    return Path(spec.origin if spec and spec.origin else "").parent / "templates/lib/vis-9.1.2/vis-network.min.js"


def _data(browser: Browser, address: str) -> dict[str, Any]:
    page, _ = _ours(browser, address)
    whole = json.loads(page.inner_text("#map-data", timeout=60_000) or page.locator("#map-data").text_content() or "{}")
    page.context.close()
    nodes = [{k: n[k] for k in ("id", "label", "x", "y", "color")} for n in whole["nodes"]]
    return {"nodes": nodes, "edges": [{"from": e["from"], "to": e["to"]} for e in whole["edges"]]}


def _page(browser: Browser) -> tuple[Page, CDPSession]:
    page = browser.new_context(viewport=_SCREEN).new_page()
    # processor time does not grow with what else the machine has to do, as the time of the clock does
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    return page, session


def _work(session: CDPSession) -> float:
    found = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in found if one["name"] == "TaskDuration"))


def _ours(browser: Browser, address: str) -> tuple[Page, float]:
    page, session = _page(browser)
    page.goto(f"{address}/map?view=actors&lang=en", timeout=120_000)
    page.wait_for_selector("#map[data-ready]", timeout=120_000)
    return page, _work(session)


def _other(browser: Browser, address: str, data: dict[str, Any], draw: str, scripts: list[Path]) -> tuple[Page, float]:
    """Open a page with nothing but the picture, drawn by another engine from the same data."""
    page, session = _page(browser)
    tags = "".join(f'<script src="/plain/{i}.js"></script>' for i in range(len(scripts)))
    html = (
        f'<!doctype html><div id="map" style="height:672px"></div>{tags}<script>const DATA = {json.dumps(data)}, '
        f'OPTIONS = {json.dumps(_STOCK)}, box = document.getElementById("map"); const done = () => '
        "requestAnimationFrame(() => requestAnimationFrame(() => { box.dataset.ready = Math.round(performance.now()); }));"
        f"{draw}</script>"
    )

    def answer(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        if name.endswith(".js"):
            route.fulfill(path=scripts[int(name[:-3])], content_type="text/javascript")
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.on("pageerror", lambda error: print(f"{error}", flush=True))
    page.route("**/plain/*", answer)
    page.goto(f"{address}/plain/map")
    page.wait_for_selector("#map[data-ready]", timeout=120_000)
    return page, _work(session)


def _drag(page: Page, work: float) -> Seen:
    painted = float(page.get_attribute("#map", "data-ready") or "nan") / 1000
    page.locator("#map").scroll_into_view_if_needed()
    box = page.locator("#map").bounding_box()
    if box is None:
        raise RuntimeError("the map has no size")
    x, y = box["x"] + 12, box["y"] + 12
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(_FRAMES)
    start, i = time.monotonic(), 0
    while time.monotonic() - start < _DRAGGED:
        i += 1
        page.mouse.move(x + i * 7 % 300, y + i * 5 % 200)
    times = page.evaluate("window.frames_made.slice(1)")
    page.mouse.up()
    page.context.close()
    waits = [b - a for a, b in pairwise(times)]
    return Seen(painted, work, 1000 * len(waits) / (times[-1] - times[0]), max(waits))


if __name__ == "__main__":
    main()
