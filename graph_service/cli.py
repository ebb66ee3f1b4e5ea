"""The command line: the user's verbs; data on standard output, everything else on standard error."""

import contextlib
import locale
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from graph_service import __version__
from graph_service.errors import ServiceError
from graph_service.words import Language, Text

if TYPE_CHECKING:
    from graph_service.settings import Settings
    from graph_service.store.port import Store


class Spoken(click.Option):
    """An option whose help is told in the reader's language."""

    def __init__(self, *names: Any, said: Text, **given: Any) -> None:  # noqa: ANN401 - whatever click's own takes
        """Keep the help in both languages."""
        super().__init__(*names, **given, help=said.en)  # type: ignore[misc]
        self.said = said

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Name and help of the option, in the language of the call."""
        self.help = self.said[language(ctx)]
        return super().get_help_record(ctx)


class Lazy(click.Group):
    """A group whose commands live in modules that are loaded when one of them is needed."""

    _HOMES = {  # noqa: RUF012 - read only
        "serve": "running", "neo4j": "running", "get": "running", "settings": "running",
        "init": "moving", "import": "moving", "export": "moving", "erase": "moving", "history": "moving",
        "copy": "copying", "report": "asking", "analyse": "asking", "what-if": "asking", "sheet": "sheet", "map": "map",
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
        return found if isinstance(found, click.Group) else with_common(found)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands with one line each, again without loading any."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _SHORT[name]) for name in self._HOMES])


def with_common(command: click.Command) -> click.Command:
    """Let a command take ``--store`` and ``--lang`` as well, so that both may stand before or behind its name."""
    if not any(parameter.name == "lang" for parameter in command.params):
        command.params += [
            Spoken(["--store"], metavar="PLACE", said=_STORE, expose_value=False, callback=_other_store),
            Spoken(["--lang"], type=click.Choice(["de", "en"]), said=_LANG, expose_value=False),
        ]
    return command


def _other_store(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
    if value is not None:
        ctx.obj["store"] = value


_STORE = Text(
    "Datei oder Adresse von Neo4j; sonst GRAPH_SERVICE_STORE.", "File or Neo4j address; else GRAPH_SERVICE_STORE."
)
_LANG = Text(
    "Sprache von Antworten und Meldungen; sonst nach LANG.", "Language of answers and messages; else from LANG."
)
_SHORT = {
    "serve": "Serve pages, map and API.",
    "neo4j": "Run a real Neo4j in a folder; no Docker, no Java.",
    "get": "Give an answer of the API without a server.",
    "settings": "Show every setting and its value.",
    "init": "Load one of the networks that come with the service.",
    "import": "Import a list or tables: shown first, all or nothing.",
    "export": "Write the network as tables or graph file.",
    "erase": "Remove nodes for good, history included.",
    "history": "Show who wrote what and when.",
    "copy": "Copy the whole network with its history to another store.",
    "report": "Write the gap report.",
    "analyse": "Answer one question.",
    "what-if": "Compare the gap report before and after assumed changes.",
    "sheet": "Write one field of action on one page for a committee.",
    "map": "Write the map into a file, to print or to take along.",
}


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__)
@click.option("--store", cls=Spoken, metavar="PLACE", said=_STORE)
@click.option("--lang", cls=Spoken, type=click.Choice(["de", "en"]), said=_LANG, expose_value=False)
@click.pass_context
def cli(ctx: click.Context, store: str | None) -> None:
    """Find gaps and bridges in a county's integration network.

    \b
    Example:
      graph-service init gross_gerau
      graph-service serve
    """  # noqa: D301 - \b is click's mark for lines to keep
    ctx.obj["store"] = store


def _spoken(arguments: Sequence[str]) -> Language:
    """Language asked for anywhere on the line, known before anything on it can be wrong; else that of the system."""
    for place, argument in enumerate(arguments):
        name, _, value = argument.partition("=")
        if name == "--lang":
            asked = value or "".join(arguments[place + 1 : place + 2])
            if asked in ("de", "en"):
                return "de" if asked == "de" else "en"
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
    except (ValidationError, SettingsError) as error:
        from graph_service.cli_faults import setting

        raise setting(error) from None


def store(ctx: click.Context) -> "Store":
    """Open the store; it is closed when the command ends."""
    from graph_service.store.opening import open_store

    opened = open_store(settings(ctx))
    ctx.call_on_close(opened.close)
    return opened


def tell(message: Text, ctx: click.Context) -> None:
    """Say something to the person at the keyboard, on standard error."""
    click.echo(message[language(ctx)], err=True)


class NotWritten(ServiceError):
    """What was asked for could not be written where it was to go."""

    slug = "not-written"
    title = Text("Nicht geschrieben", "Not written")


def not_written(where: Text, error: OSError) -> NotWritten:
    """Say what cannot be written and why."""
    why = error.strerror or type(error).__name__
    said = Text("{where} lässt sich nicht schreiben: {why}.", "{where} cannot be written: {why}.")
    return NotWritten(said.format(where=where, why=why))


def write(data: bytes | str, target: Path | None) -> None:
    """Write data to a file, whole or not at all, or to standard output."""
    raw = data.encode() if isinstance(data, str) else data
    if target is None or str(target) == "-":
        _to_stdout(raw if raw.endswith(b"\n") or not isinstance(data, str) else raw + b"\n")
        return
    name = Text(f"„{target.name}“", f"“{target.name}”")
    try:
        if target.exists() and not target.is_file():  # a device or a pipe has nothing to replace
            target.write_bytes(raw)
            return
        target = target.resolve()
        beside = target.with_name(f".{target.name}.{os.getpid()}.part")
    except OSError as error:
        raise not_written(name, error) from error
    try:
        with beside.open("xb") as out:
            out.write(raw)
            out.flush()
            os.fsync(out.fileno())
        beside.replace(target)
    except BaseException as error:
        with contextlib.suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise not_written(name, error) from error
        raise


def _to_stdout(raw: bytes) -> None:
    try:
        sys.stdout.buffer.write(raw)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        _mute()
        raise not_written(Text("Die Ausgabe", "The output"), error) from error


def _mute() -> None:
    """Let nothing more go to standard output, not even what is still held back at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def complain(error: ServiceError, spoken: Language) -> None:
    """Print an error as one sentence and one line for every bad place."""
    click.echo(f"{error.title[spoken]}: {error.text[spoken]}", err=True)
    for fault in error.faults:
        click.echo(f"  {fault.place}: {fault.text[spoken]}" if fault.place else f"  {fault.text[spoken]}", err=True)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; exit code 0 done, 1 could not, 2 wrong use, 130 interrupted."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    spoken = _spoken(given)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = cli.main(
            args=given, prog_name="graph-service", standalone_mode=False, obj={"lang": spoken, "store": None}
        )
    except (click.exceptions.Abort, KeyboardInterrupt):
        stopped = Text("Abgebrochen, bevor es fertig war.", "Interrupted before it was done.")
        click.echo(stopped[spoken], err=True)
        sys.exit(130)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        from graph_service.cli_faults import misuse

        click.echo(misuse(error)[spoken], err=True)
        sys.exit(error.exit_code)
    except ServiceError as error:
        complain(error, spoken)
        sys.exit(1)
    except BrokenPipeError:
        _mute()
        sys.exit(1)
    sys.exit(code if isinstance(code, int) else 0)
