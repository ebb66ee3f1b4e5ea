"""What the command line says about a wrong call or an impossible setting, in both languages."""

import re
from typing import TYPE_CHECKING

import click

from graph_service.errors import Misconfigured
from graph_service.words import Text

if TYPE_CHECKING:
    from pydantic import ValidationError
    from pydantic_core import ErrorDetails
    from pydantic_settings import SettingsError

_HELP = Text("Hilfe: {command} --help", "Help: {command} --help")
_WRONG = Text("So geht der Aufruf nicht: {why}", "That call does not work: {why}")
_OWN = (
    (
        re.compile("a token needs at least 16"),
        Text("Ein Zugangstoken braucht mindestens 16 Zeichen.", "A token needs at least 16 characters."),
    ),
    (
        re.compile("listening on (?P<host>.*) needs"),
        Text(
            "Auf {host} zu lauschen geht nur mit GRAPH_SERVICE_TOKEN oder GRAPH_SERVICE_TOKENS.",
            "Listening on {host} needs GRAPH_SERVICE_TOKEN or GRAPH_SERVICE_TOKENS.",
        ),
    ),
)


class WrongCall(click.UsageError):
    """A call that click lets through and that makes no sense all the same; exit code 2."""

    def __init__(self, text: Text) -> None:
        """Keep the explanation in both languages."""
        super().__init__(text.en, click.get_current_context(silent=True))
        self.text = text


def misuse(error: click.ClickException) -> Text:
    """Say what is wrong with a call, and where its help is."""
    said = error.format_message()
    if type(error).__name__ == "NoArgsIsHelpError":  # the message is the help; older click has no such class
        return Text(said, said)
    text = _WRONG.format(why=_misuse(error, Text(said, said)))
    ctx = getattr(error, "ctx", None)
    hint = _HELP.format(command=ctx.command_path if ctx else "graph-service")
    return Text(f"{text.de}\n{hint.de}", f"{text.en}\n{hint.en}")


def _misuse(error: click.ClickException, said: Text) -> Text:
    if isinstance(error, WrongCall):
        return error.text
    if isinstance(error, click.NoSuchOption):
        return Text(f"Die Option {error.option_name} gibt es nicht.", said.en)
    if isinstance(error, click.MissingParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else "?"
        return Text(f"Es fehlt die Angabe {name}.", said.en)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error, error.param, said)
    group = error.ctx.command if isinstance(error, click.UsageError) and error.ctx else None
    if isinstance(group, click.Group) and said.en.startswith("No such command"):
        unknown = re.search("'(.*)'", said.en)
        known = ", ".join(group.list_commands(click.Context(group)))
        return Text("„{name}“ gibt es nicht. Es gibt: {known}.", "There is no “{name}”. There are: {known}.").format(
            name=unknown[1] if unknown else "", known=known
        )
    return said


def _bad_value(error: click.BadParameter, param: click.Parameter, said: Text) -> Text:
    hint = param.get_error_hint(error.ctx) if error.ctx else str(param.name)
    if isinstance(param.type, click.Choice):
        return Text(f"{hint}: Möglich sind {', '.join(map(str, param.type.choices))}.", said.en)
    if isinstance(param.type, click.DateTime):
        return Text(
            f"{hint}: Bitte einen Tag des Kalenders wie 2026-03-14 angeben.",
            f"{hint}: Please give a calendar day such as 2026-03-14.",
        )
    if isinstance(param.type, click.IntRange):
        low, high = param.type.min, param.type.max
        return Text(f"{hint}: Bitte eine ganze Zahl von {low} bis {high} angeben.", said.en)
    return Text(f"{hint}: Der Wert passt nicht ({error.message}).", said.en)


def setting(error: "ValidationError | SettingsError") -> Misconfigured:
    """Say in one sentence which settings are impossible; no value of a secret is repeated."""
    from pydantic import ValidationError

    if isinstance(error, ValidationError):
        said = [_setting(entry) for entry in error.errors(include_url=False)]
        return Misconfigured(Text(" ".join(text.de for text in said), " ".join(text.en for text in said)))
    field = re.search('field "(.*?)"', str(error))
    name = "GRAPH_SERVICE_" + (field[1].upper() if field else "…")
    return Misconfigured(Text("{name} ist kein lesbares JSON.", "{name} is not readable JSON.").format(name=name))


def _setting(entry: "ErrorDetails") -> Text:
    if entry["type"] == "value_error":
        for pattern, text in _OWN:
            if found := pattern.search(entry["msg"]):
                return text.format(**found.groupdict())
    from graph_service.exchange.messages import faults_from

    path = [str(part) for part in entry["loc"] if part != "[key]"]
    name = "GRAPH_SERVICE_" + path[0].upper() if path else "GRAPH_SERVICE_…"
    text = faults_from([{**entry, "loc": ()}], "")[0].text
    for said in ("Der Eintrag ", "The entry "):
        text = Text(text.de.removeprefix(said), text.en.removeprefix(said))
    return Text(f"{name}:", f"{name}:") + text
