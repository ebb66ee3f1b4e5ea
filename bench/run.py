"""Paired measurements: each row is a ratio of two things timed in turn in this run; prints a Markdown table.

python bench/run.py             everything, with a real Neo4j where it can be had
python bench/run.py --quick     small sizes, once; proves that it runs
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

sys.path.insert(0, str(Path(__file__).parent))

from networks import synthetic
from starlette.testclient import TestClient

from graph_service.api.app import create_app
from graph_service.errors import ServiceError
from graph_service.exchange.tables import read_folder
from graph_service.model import NODE, TIE
from graph_service.resources import seeds_dir
from graph_service.settings import Settings
from graph_service.snapshot import Changes, Snapshot, canonical
from graph_service.store.opening import open_store
from graph_service.store.port import Store

DAY = date(2026, 11, 24)


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def pair(label: str, ours: Callable[[], object], theirs: Callable[[], object], runs: int) -> None:
    """Time two things in turn, A B A B …, and print the row: medians and the median of the ratios."""
    a, b = [], []
    for _ in range(runs):
        a.append(seconds(ours))
        b.append(seconds(theirs))
    ratio = statistics.median(x / y for x, y in zip(a, b, strict=True))
    print(f"| {label} | {statistics.median(a):.3g} | {statistics.median(b):.3g} | {ratio:.2f} | {runs} |", flush=True)


@contextmanager
def opened(place: str) -> Iterator[Store]:
    """Open an empty store at a file or address."""
    if "://" in place:
        from neo4j import GraphDatabase

        with GraphDatabase.driver(place) as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()
    else:
        for beside in Path(place).parent.glob(Path(place).name + "*"):
            beside.unlink()
    with open_store(Settings(store=place)) as store:
        yield store


def start_to_answer(folder: Path) -> None:
    """Start the installed service and wait for its first answer."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "graph_service", "serve", "--port", str(port)]
    server = subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                urlopen(f"http://127.0.0.1:{port}/").read()
                return
            except (URLError, ConnectionError):
                time.sleep(0.01)
    finally:
        server.kill()
        server.wait()


def measure(folder: Path, places: dict[str, str], sizes: list[int], runs: int) -> None:
    """Print every row."""
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])}
    os.environ.update(env)
    subprocess.run(
        [sys.executable, "-m", "graph_service", "init", "gross_gerau"], cwd=folder, check=True, capture_output=True
    )
    imports = [sys.executable, "-c", "import fastapi, uvicorn, networkx, scipy.sparse"]
    pair("serve to first page, against importing its libraries", lambda: start_to_answer(folder),
         lambda: subprocess.run(imports, check=True), runs)  # fmt: skip
    networks: dict[str, Changes] = {n: read_folder(seeds_dir() / n) for n in ("gross_gerau", "musterkreis")}
    networks |= {f"{size:,} nodes": synthetic(size) for size in sizes}
    for name, changes in networks.items():
        lines = [(NODE, canonical(n)) for n in changes.nodes]
        lines += [(TIE, canonical(t)) for t in changes.ties]  # type: ignore[misc]
        few = runs if len(lines) < 50_000 else 1

        def validate(lines: list = lines) -> None:  # type: ignore[type-arg]
            for adapter, line in lines:
                adapter.validate_json(line)

        for engine, place in places.items():
            with opened(place) as store:
                write = seconds(lambda c=changes, s=store: s.apply(c, expected=0, author="bench", note=""))  # type: ignore[misc]
                print(f"| {name}: write all to {engine} | {write:.3g} | | | 1 |", flush=True)
                pair(f"{name}: snapshot from {engine}, against validating the same rows", store.snapshot, validate, few)
    for name, changes in networks.items():
        if len(changes.nodes) <= 25_000:
            reports(name, changes, folder, runs)


def reports(name: str, changes: Changes, folder: Path, runs: int) -> None:
    """Gap report of one network: cold, warm, and by tag."""
    with opened(str(folder / "report.sqlite")) as store:
        store.apply(changes, expected=0, author="bench", note="")
        snapshot: Snapshot = store.snapshot()
        settings = Settings(store=str(folder / "report.sqlite"), requests_per_minute=1_000_000)

        def client() -> TestClient:
            app = create_app(settings, store)
            app.state.today = lambda: DAY
            return TestClient(app, base_url="http://127.0.0.1")

        warm = client()
        tag = warm.get("/api/v1/reports/gaps").headers["etag"]
        few = runs if len(snapshot.nodes) < 5_000 else 1
        pair(f"{name}: gap report cold, against reading the snapshot", lambda: client().get("/api/v1/reports/gaps"),
             store.snapshot, few)  # fmt: skip
        pair(f"{name}: gap report again, against 304 by tag", lambda: warm.get("/api/v1/reports/gaps"),
             lambda: warm.get("/api/v1/reports/gaps", headers={"If-None-Match": tag}), runs)  # fmt: skip


def main() -> None:
    """Read the options and print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--no-neo4j", action="store_true")
    parser.add_argument("--sizes", type=json.loads, default=[2_000, 20_000, 200_000], help="JSON list of sizes")
    options = parser.parse_args()
    sizes, runs = ([200], 1) if options.quick else (options.sizes, 5)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        places = {"SQLite": str(folder / "bench.sqlite")}
        if not (options.quick or options.no_neo4j):
            try:
                from graph_service.store.neo4j_server import start

                places["Neo4j"] = stack.enter_context(start(folder / "neo4j")).uri
            except ServiceError as error:
                print(f"Neo4j left out: {error}", file=sys.stderr)
        print("| what | seconds | beside it, seconds | ratio | runs |\n|---|---|---|---|---|")
        measure(folder, places, sizes, runs)


if __name__ == "__main__":
    main()
