"""The command line: the user's verbs; data on standard output, everything else on standard error."""

import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from graph_service import __version__
from graph_service.errors import Misconfigured, ServiceError
from graph_service.words import Language, Text

if TYPE_CHECKING:
    from graph_service.settings import Settings
    from graph_service.store.port import Store


class Lazy(click.Group):
    """A group whose commands live in modules that are loaded when one of them is needed."""

    _HOMES = {  # noqa: RUF012 - read only
        "serve": "running", "neo4j": "running", "get": "running", "settings": "running",
        "init": "moving", "import": "moving", "export": "moving", "erase": "moving", "history": "moving",
        "report": "asking", "analyse": "asking",
    }  # fmt: skip

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name every command without loading any."""
        return list(self._HOMES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Load the module of one command."""
        home = self._HOMES.get(cmd_name)
        if home is None:
            return None
        import importlib

        module = importlib.import_module(f"graph_service.cli_{home}")
        found: click.Command = module.COMMANDS[cmd_name]
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with one line each, again without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SHORT[name]) for name in self._HOMES])


_SHORT = {
    "serve": "Serve pages, map and API.",
    "neo4j": "Run a real Neo4j in a folder; no Docker, no Java.",
    "get": "Give an answer of the API without a server.",
    "settings": "Show every setting and its value.",
    "init": "Load one of the networks that come with the service.",
    "import": "Import tables in our own format.",
    "export": "Write the network as tables or graph file.",
    "erase": "Remove nodes for good, history included.",
    "history": "Show who wrote what and when.",
    "report": "Write the gap report.",
    "analyse": "Answer one question.",
}


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
@click.option("--store", metavar="PLACE", help="File or Neo4j address; else GRAPH_SERVICE_STORE.")
@click.option("--lang", type=click.Choice(["de", "en"]), help="Language of answers and messages; else from LANG.")
@click.pass_context
def cli(ctx: click.Context, store: str | None, lang: Language | None) -> None:
    """Find gaps and bridges in a county's integration network.

    \b
    Example:
      graph-service init gross_gerau
      graph-service serve
    """  # noqa: D301 - \b is click's mark for lines to keep
    ctx.obj = {"store": store, "lang": lang or _language()}


def _language() -> Language:
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "de" if (spoken or locale.getlocale()[0] or "").lower().startswith("de") else "en"


def language(ctx: click.Context) -> Language:
    """Language of the reader."""
    spoken: Language = ctx.obj["lang"]
    return spoken


def settings(ctx: click.Context, **changed: Any) -> "Settings":  # noqa: ANN401 - any setting
    """Settings from the environment with what the options change; `Misconfigured` if one is impossible."""
    from pydantic import ValidationError
    from pydantic_settings import SettingsError

    from graph_service.settings import Settings

    given = {name: value for name, value in {"store": ctx.obj["store"], **changed}.items() if value is not None}
    try:
        return Settings(**given)
    except ValidationError as error:
        what = "; ".join(_setting_fault(entry) for entry in error.errors())
        raise Misconfigured(Text(f"Einstellung: {what}.", f"Setting: {what}.")) from None
    except SettingsError as error:
        raise Misconfigured(Text(f"Einstellung: {error}.", f"Setting: {error}.")) from None


def _setting_fault(entry: Any) -> str:  # noqa: ANN401 - pydantic's own dictionary
    where = "GRAPH_SERVICE_" + str(entry["loc"][0]).upper() + ": " if entry["loc"] else ""
    return where + str(entry["msg"]).removeprefix("Value error, ")


def store(ctx: click.Context) -> "Store":
    """Open the store; it is closed when the command ends."""
    from graph_service.store.opening import open_store

    opened = open_store(settings(ctx))
    ctx.call_on_close(opened.close)
    return opened


def tell(message: Text, ctx: click.Context) -> None:
    """Say something to the person at the keyboard, on standard error."""
    click.echo(message[language(ctx)], err=True)


def write(data: bytes | str, target: Path | None) -> None:
    """Write data to a file, whole or not at all, or to standard output."""
    raw = data.encode() if isinstance(data, str) else data
    if target is None or str(target) == "-":
        out = sys.stdout.buffer
        out.write(raw if raw.endswith(b"\n") or not isinstance(data, str) else raw + b"\n")
        out.flush()
        return
    beside = target.with_name(target.name + ".part")
    try:
        beside.write_bytes(raw)
        beside.replace(target)
    except OSError as error:
        beside.unlink(missing_ok=True)
        why = error.strerror or type(error).__name__
        raise Misconfigured(
            Text("„{file}“ lässt sich nicht schreiben: {why}.", "“{file}” cannot be written: {why}.").format(
                file=target.name, why=why
            )
        ) from error


def complain(error: ServiceError, spoken: Language) -> None:
    """Print an error as one sentence and one line for every bad place."""
    click.echo(f"{error.title[spoken]}: {error.text[spoken]}", err=True)
    for fault in error.faults:
        click.echo(f"  {fault.place}: {fault.text[spoken]}" if fault.place else f"  {fault.text[spoken]}", err=True)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; exit code 0 done, 1 could not, 2 wrong use, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(
            args=None if arguments is None else list(arguments), prog_name="graph-service", standalone_mode=False
        )
    except click.exceptions.Abort:
        sys.exit(130)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except ServiceError as error:
        given = list(sys.argv[1:] if arguments is None else arguments)
        at = given.index("--lang") + 1 if "--lang" in given else 0
        complain(error, "de" if (given[at] if at else _language()) == "de" else "en")
        sys.exit(1)
    except BrokenPipeError:
        # whoever read us has gone; nothing more may be written, not even at exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)
