"""Options that several commands share: which part of the network, and where the answer goes."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from pydantic import ValidationError

from graph_service.cli import Spoken, store
from graph_service.errors import Fault, InvalidParameter
from graph_service.exchange.messages import faults_of
from graph_service.network import Network, project
from graph_service.snapshot import Scope
from graph_service.words import Basis, Text, Visibility

_F = TypeVar("_F", bound=Callable[..., Any])


def scope_options(command: _F) -> _F:
    """Add the options that choose a part of the network."""
    said = {
        "--as-of": Text("Stichtag; sonst heute.", "Day of reference; today if not given."),
        "--any-day": Text("Daten außer Acht lassen.", "Leave dates aside."),
        "--field": Text(
            "Nur dieses Handlungsfeld (Kennung); darf mehrmals stehen.",
            "Only this field of action (id); may be repeated.",
        ),
        "--municipality": Text(
            "Nur diese Kommune (Kennung); darf mehrmals stehen.", "Only this municipality (id); may be repeated."
        ),
        "--level": Text(
            "Nur Gremien dieser Ebene; darf mehrmals stehen.", "Only bodies of this level; may be repeated."
        ),
        "--tie-kind": Text(
            "Nur diese Art von Verbindung; darf mehrmals stehen.", "Only this kind of tie; may be repeated."
        ),
        "--events": Text(
            "Auch Veranstaltungsreihen, nicht nur ständige Gremien.", "Event series too, not only standing bodies."
        ),
        "--participation": Text("Teilnahme zählt wie Mitgliedschaft.", "Count having taken part as belonging."),
        "--lowest-basis": Text(
            "Weglassen, was auf weniger beruht; sonst zählt alles.",
            "Leave out what rests on less; else everything counts.",
        ),
        "--visibility": Text(
            "Was die Lesenden sehen dürfen; sonst auch Internes.", "What the reader may see; else internal rows too."
        ),
    }
    more: dict[str, dict[str, Any]] = {
        "--as-of": {"type": click.DateTime(["%Y-%m-%d"])},
        "--any-day": {"is_flag": True},
        "--events": {"is_flag": True},
        "--participation": {"is_flag": True},
        "--lowest-basis": {"type": click.Choice([b.value for b in Basis]), "default": "illustrative"},
        "--visibility": {"type": click.Choice([v.value for v in Visibility]), "default": "internal"},
    }
    lists = {"--field": "fields", "--municipality": "municipalities", "--level": "levels", "--tie-kind": "tie_kinds"}
    for name, text in said.items():
        names = (name, lists[name]) if name in lists else (name,)
        command = click.option(*names, cls=Spoken, said=text, multiple=name in lists, **more.get(name, {}))(command)
    return command


def _scope(given: dict[str, Any]) -> Scope:
    day: datetime | None = given.pop("as_of")
    if day and given["any_day"]:
        text = Text(
            "--as-of und --any-day widersprechen sich: entweder ein Stichtag oder keiner.",
            "--as-of and --any-day contradict each other: either a day of reference or none.",
        )
        raise InvalidParameter(text, (Fault("--any-day", text),))
    chosen = date(day.year, day.month, day.day) if day else date.today()  # noqa: DTZ011 - the day where the reader sits
    try:
        return Scope(
            as_of=None if given.pop("any_day") else chosen, standing_only=not given.pop("events"),
            lowest_basis=Basis._value2member_map_[given.pop("lowest_basis")],
            visibility=Visibility._value2member_map_[given.pop("visibility")],
            **{name: tuple(sorted(set(given.pop(name)))) for name in ("fields", "municipalities", "levels", "tie_kinds")},
            participation=given.pop("participation"),
        )  # fmt: skip
    except ValidationError as error:
        text = Text("Eine Angabe passt nicht.", "A parameter does not fit.")
        raise InvalidParameter(text, faults_of(error, "", model=Scope)) from None


output_option = click.option(
    "-o", "--output", cls=Spoken, type=click.Path(path_type=Path, dir_okay=False),
    said=Text("Datei, in die geschrieben wird; sonst Standardausgabe.", "File to write; else standard output."),
)  # fmt: skip


def network_of(ctx: click.Context, given: dict[str, Any]) -> Network:
    """Give the stored network in the scope that the options choose."""
    scope = _scope(given)
    return project(store(ctx).snapshot(), scope)
