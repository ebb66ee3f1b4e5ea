"""From the command to the first answer, as a person at a terminal sees it."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from pairs import Pair, pair

_PATIENCE = 60
_COMMAND = [sys.executable, "-m", "graph_service"]


def starts(turns: int) -> Iterator[Pair]:
    """``serve`` over the seeded store to the first page, and ``--help``, each beside plain imports."""
    with tempfile.TemporaryDirectory() as place:
        environment = {**os.environ, "GRAPH_SERVICE_STORE": str(Path(place) / "n.sqlite")}
        _run([*_COMMAND, "init", "gross_gerau"], environment)
        imports = [sys.executable, "-c", "import fastapi, uvicorn, networkx"]
        yield pair(
            "`graph-service serve` to the first page", lambda: _first_answer(environment, "/"),
            "`import fastapi, uvicorn, networkx`", lambda: _run(imports, environment), turns,
        )  # fmt: skip
        yield pair(
            "`graph-service serve` to the first gap report", lambda: _first_answer(environment, "/api/v1/reports/gaps"),
            "`import fastapi, uvicorn, networkx`", lambda: _run(imports, environment), turns,
        )  # fmt: skip
        yield pair(
            "`graph-service --help`", lambda: _run([*_COMMAND, "--help"], environment),
            "`import click`", lambda: _run([sys.executable, "-c", "import click"], environment), turns,
        )  # fmt: skip


def _run(command: list[str], environment: dict[str, str]) -> None:
    subprocess.run(command, env=environment, check=True, capture_output=True)


def _first_answer(environment: dict[str, str], path: str) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [*_COMMAND, "serve", "--port", str(port)]
    running = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _answer(f"http://127.0.0.1:{port}{path}")
    finally:
        running.send_signal(signal.SIGKILL)
        running.wait()


def _answer(address: str) -> None:
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            with urlopen(address, timeout=_PATIENCE) as response:  # noqa: S310 - our own server
                response.read()
        except (URLError, ConnectionError):
            if time.monotonic() > until:
                raise
            time.sleep(0.005)
        else:
            return
