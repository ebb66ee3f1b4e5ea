"""The form in which a reader sets the parameters of an analysis: one control for each, made from its declaration."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from graph_service.analyses.base import Params
from graph_service.analyses.parameters import Parameter, parameters
from graph_service.model import NODE_KINDS
from graph_service.network import Network
from graph_service.rows import Node
from graph_service.searching import folded
from graph_service.words import Language

MOST_CHOICES = 1000


@dataclass(frozen=True, slots=True)
class Control:
    """One control: how it is filled in, its texts in one language, what it holds now and may hold."""

    id: str
    sort: str
    label: str
    text: str
    range: str
    value: Any
    least: int | float | None
    most: int | float | None
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


def controls(params: Params, network: Network, language: Language) -> tuple[Control, ...]:
    """Every parameter as a control holding its value of now; one that names a node offers those of the network by name.

    Where there are more nodes than anybody can choose from, the id is typed.
    """
    return tuple(_control(one, getattr(params, one.id), network, language) for one in parameters(type(params)))


def _control(one: Parameter, value: Any, network: Network, language: Language) -> Control:  # noqa: ANN401
    groups = tuple(
        (NODE_KINDS[kind].spec.plural[language], tuple((n.id, n.name) for n in sorted(network.of(kind), key=by_name)))
        for kind in one.names
    )
    if sum(len(choices) for _, choices in groups) > MOST_CHOICES:
        groups = ()
    sort = {bool: "tick", int: "whole", float: "number", date: "date"}.get(one.type, "choice" if groups else "text")
    least = one.bounds.get("ge", one.bounds.get("gt"))
    label, text, spoken = one.label[language], one.text[language], one.range[language]
    return Control(one.id, sort, label, text, spoken, value, least, one.bounds.get("le"), groups)


def by_name(node: Node) -> tuple[str, str]:
    """Order of nodes in lists for people: Ä beside A, whatever the case."""
    return folded(node.name), node.id
