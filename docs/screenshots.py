"""Makes the screenshots of the README anew: the pages of both networks in German, as small PNG files. Not run by tests.

Needs Chromium, playwright and pillow: ``python docs/screenshots.py``.
"""

import io
import os
import shutil
import sys
import tempfile
import threading
import time
from datetime import date
from pathlib import Path

import uvicorn
from PIL import Image
from playwright.sync_api import sync_playwright

from graph_service.api.app import create_app
from graph_service.exchange.tables import read_folder
from graph_service.resources import seeds_dir
from graph_service.settings import Settings
from graph_service.store.embedded_store import EmbeddedStore

IMAGES = Path(__file__).parent / "images"
DAY = date(2026, 11, 24)
MOST_BYTES = 150_000
SHOTS = (
    ("start", "gross_gerau", "/", 1000),
    ("map", "gross_gerau", "/map?view=actors", 1120),
    ("map-fields", "musterkreis", "/map?view=fields", 1120),
    ("matrix", "musterkreis", "/matrix#h-table", 1050),
    ("coverage", "musterkreis", "/coverage", 1150),
    ("report", "musterkreis", "/report", 950),
    ("sheet", "musterkreis", "/fields/gesundheit/sheet", 1150),
    ("what-if", "musterkreis", "/what-if?ends=ag-arbeitsmarkt", 950),
)


def _small(raw: bytes) -> bytes:
    """Screenshot with as many colours as fit into the size allowed."""
    image = Image.open(io.BytesIO(raw)).convert("RGB")
    for colours in (256, 128, 64, 32):
        out = io.BytesIO()
        image.quantize(colours, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
        if len(out.getvalue()) <= MOST_BYTES:
            break
    return out.getvalue()


def _serve(name: str, folder: Path) -> tuple[uvicorn.Server, threading.Thread, EmbeddedStore]:
    store = EmbeddedStore(folder / f"{name}.sqlite")
    store.apply(read_folder(seeds_dir() / name), expected=0, author="seed", note="")
    app = create_app(Settings(store=str(folder / f"{name}.sqlite"), requests_per_minute=100_000), store)
    app.state.today = lambda: DAY
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_config=None))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    return server, thread, store


def main() -> int:
    """Make all, or those named on the command line."""
    wanted = [shot for shot in SHOTS if not sys.argv[1:] or shot[0] in sys.argv[1:]]
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        running = {name: _serve(name, Path(folder)) for name in sorted({shot[1] for shot in wanted})}
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for name, network, address, height in wanted:
            port = running[network][0].servers[0].sockets[0].getsockname()[1]
            page = browser.new_page(viewport={"width": 1200, "height": height}, locale="de-DE", color_scheme="light")
            page.goto(f"http://127.0.0.1:{port}{address}", timeout=120_000)
            if page.locator("#map[data-options]").count():
                page.wait_for_selector("#map[data-ready]", timeout=120_000)
            raw = _small(page.screenshot())
            (IMAGES / f"{name}.png").write_bytes(raw)
            print(f"{name}.png {len(raw)} bytes")
            page.close()
        browser.close()
        for server, thread, store in running.values():
            server.should_exit = True
            thread.join()
            store.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
