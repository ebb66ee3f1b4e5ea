"""Commands that run something: serve, neo4j, get, settings."""

import contextlib
import json
import logging
import socket
import sys
import time
import webbrowser
from pathlib import Path
from typing import Any

import click

from graph_service.cli import language, settings, store, tell, write
from graph_service.cli_faults import WrongCall
from graph_service.errors import Misconfigured
from graph_service.settings import Settings
from graph_service.snapshot import EMPTY
from graph_service.words import Text


@click.command("serve")
@click.option("--host", help="Address to listen on; any but loopback needs a token.")
@click.option("--port", type=click.IntRange(0, 65535), help="Port to listen on; 0 takes a free one.")
@click.option("--open", "show", is_flag=True, help="Open the start page in the browser.")
@click.pass_context
def serve(ctx: click.Context, host: str | None, port: int | None, *, show: bool) -> None:
    """Serve pages, map and API, until interrupted.

    \b
    Example:
      graph-service serve --port 8080
    """  # noqa: D301
    chosen = settings(ctx, host=host, port=port)
    listening = _listen(chosen)
    opened = store(ctx)
    opened.healthy()

    import uvicorn

    from graph_service.api.app import create_app

    _log_to_stderr(chosen)
    name, number = listening.getsockname()[:2]
    address = f"http://{f'[{name}]' if ':' in name else name}:{number}"
    for text, path in (
        (Text("Startseite", "Start page"), "/"),
        (Text("Lückenbericht", "Gap report"), "/report"),
        (Text("Karte", "Map"), "/map"),
        (Text("Schnittstelle", "API"), "/api/docs"),
    ):
        click.echo(f"{text.de} / {text.en}: {address}{path}", err=True)
    if opened.revision() == EMPTY:
        click.echo("Der Speicher ist noch leer / The store is still empty: graph-service init gross_gerau", err=True)
    click.echo("Beenden mit Strg+C / Stop with Ctrl+C", err=True)
    if show:
        webbrowser.open(address)
    config = uvicorn.Config(
        create_app(chosen, opened), log_config=None, access_log=False, server_header=False, timeout_graceful_shutdown=5,
        proxy_headers=False,  # the app itself decides whom to believe
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):  # Ctrl+C is how a service is ended, not how it fails
        uvicorn.Server(config).run(sockets=[listening])


def _listen(chosen: Settings) -> socket.socket:
    kind = socket.AF_INET6 if ":" in chosen.host else socket.AF_INET
    listening = socket.socket(kind, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((chosen.host, chosen.port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise Misconfigured(
            Text(
                "Auf {host}:{port} lässt sich nicht lauschen ({why}). Läuft der Dienst schon? Sonst mit --port einen "
                "anderen Anschluss wählen.",
                "Cannot listen on {host}:{port} ({why}). Is the service running already? Else choose another port with "
                "--port.",
            ).format(host=chosen.host, port=str(chosen.port), why=error.strerror)
        ) from error
    return listening


class _Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {"level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return json.dumps({"time": self.formatTime(record), **line}, ensure_ascii=False)


def _log_to_stderr(chosen: Settings) -> None:
    handler = logging.StreamHandler(sys.stderr)
    plain = logging.Formatter("%(asctime)s %(levelname)s %(message)s")
    handler.setFormatter(_Json() if chosen.log == "json" else plain)
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)


@click.command("neo4j")
@click.option(
    "--folder", type=click.Path(path_type=Path, file_okay=False), default=Path("data/neo4j"), show_default=True,
    help="Where Neo4j keeps its data.",
)  # fmt: skip
@click.option(
    "--port", type=click.IntRange(0, 65535), default=7687, show_default=True, help="Bolt port; 0: a free one."
)
@click.option(
    "--memory", type=click.IntRange(min=256), metavar="MB",
    help="Most memory for the database; else a third of the machine's, from 1024 to 8192.",
)  # fmt: skip
@click.pass_context
def neo4j(ctx: click.Context, folder: Path, port: int, memory: int | None) -> None:
    """Run a real Neo4j in a folder, on loopback, until interrupted; no Docker and no Java needed.

    \b
    Example:
      graph-service neo4j
      GRAPH_SERVICE_STORE=bolt://127.0.0.1:7687 graph-service init gross_gerau
    """  # noqa: D301
    from graph_service.store.neo4j_server import start

    with start(folder, port=port, memory=memory, on_progress=lambda step: tell(step, ctx)) as server:
        tell(
            Text(f"Neo4j läuft. In einem zweiten Fenster: export GRAPH_SERVICE_STORE={server.uri}",
                 f"Neo4j is running. In a second window: export GRAPH_SERVICE_STORE={server.uri}"), ctx
        )  # fmt: skip
        click.echo(server.uri)
        while server.running():
            time.sleep(0.5)
    raise Misconfigured(Text("Neo4j hat sich beendet.", "Neo4j has ended."))


@click.command("get")
@click.argument("path")
@click.option("--header", "headers", multiple=True, help="Header to send, as 'Name: value'; may be repeated.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="File to write; else standard output."
)
@click.pass_context
def get(ctx: click.Context, path: str, headers: tuple[str, ...], output: Path | None) -> None:
    """Give what the API answers at PATH, without a server; exit code 1 unless it succeeds.

    \b
    Example:
      graph-service get '/api/v1/analyses/structure?format=csv'
    """  # noqa: D301
    import asyncio
    from urllib.parse import quote, unquote, urlsplit

    from graph_service.api.app import create_app

    # whoever runs this reads the store anyway, so no log-in stands between
    chosen = settings(ctx, host="127.0.0.1").model_copy(update={"token": None, "tokens": {}})
    app = create_app(chosen, store(ctx))
    parts = urlsplit("/" + path.lstrip("/"))
    sent = [(b"host", b"127.0.0.1"), (b"accept-language", language(ctx).encode())]
    for header in headers:
        name, colon, value = header.partition(":")
        if not colon or not header.isascii() or not header.isprintable():
            raise WrongCall(Text("--header braucht die Form „Name: Wert“.", "--header needs the form “Name: value”."))
        sent = [pair for pair in sent if pair[0] != name.strip().lower().encode()]
        sent.append((name.strip().lower().encode(), value.strip().encode()))
    scope: dict[str, Any] = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "GET", "scheme": "http",
        "path": unquote(parts.path), "raw_path": quote(parts.path, safe="/%:").encode(),
        "query_string": quote(parts.query, safe="=&%+:,").encode(),
        "root_path": "", "headers": sent, "client": ("127.0.0.1", 0), "server": ("127.0.0.1", 80),
    }  # fmt: skip
    status, body = 500, bytearray()

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:  # noqa: ANN401 - ASGI's own dictionary
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
        body.extend(message.get("body", b""))

    asyncio.run(app(scope, receive, send))
    succeeded = 200 <= status < 300  # noqa: PLR2004 - the statuses of success
    # a file is for the answer asked for; what went wrong is for the reader
    write(bytes(body), output if succeeded else None)
    ctx.exit(0 if succeeded else 1)


@click.command("settings")
@click.pass_context
def show_settings(ctx: click.Context) -> None:
    """Show every setting, its value and what it is for; secrets are masked.

    \b
    Example:
      graph-service settings
    """  # noqa: D301
    chosen = settings(ctx)
    lines = [
        f"GRAPH_SERVICE_{name.upper()} = {getattr(chosen, name)}\n    {info.description}"
        for name, info in Settings.model_fields.items()
    ]
    write("\n".join(lines), None)


COMMANDS = {"serve": serve, "neo4j": neo4j, "get": get, "settings": show_settings}
