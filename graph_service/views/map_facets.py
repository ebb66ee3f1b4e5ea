"""What filters ask for: the fields, target groups, municipalities and levels of everything on the map."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from graph_service.errors import Fault, InvalidParameter
from graph_service.model import AnyNode
from graph_service.network import Network
from graph_service.searching import matches
from graph_service.views.encoding import LOOKS
from graph_service.views.map_data import NONE, Asked
from graph_service.words import BodyLevel, Text

_NAMES = {
    "field": Text("Handlungsfeld", "field of action"),
    "group": Text("Zielgruppe", "target group"),
    "town": Text("Kommune", "municipality"),
    "level": Text("Ebene", "level"),
    "kind": Text("Art", "kind"),
}


@dataclass(frozen=True, slots=True)
class Facets:
    """What one thing can be found by."""

    kind: tuple[str, ...]
    field: tuple[str, ...]
    group: tuple[str, ...]
    town: tuple[str, ...]
    level: tuple[str, ...]


def homes(network: Network) -> Mapping[str, tuple[str, ...]]:
    """Actor or body → the fields it belongs to, sorted; who belongs to none is there too."""
    found: dict[str, list[str]] = {who: [] for who in network.acting}
    for field_id in network.fields:
        for who in {*network.belonging[field_id], *network.bodies_in[field_id]}:
            found[who].append(field_id)
    return {who: tuple(home) for who, home in found.items()}


def facets(network: Network) -> Mapping[str, Facets]:
    """Facets of every node that the map can show.

    A body also counts in the municipalities of its members, an actor on the levels of its bodies, and a field in the
    municipalities, for the target groups and on the levels of those in it.
    """
    return network.remembered("map facets", lambda: _facets(network))


def _facets(network: Network) -> dict[str, Facets]:
    home = homes(network)
    towns = _targets(network, "active_in")
    groups = _targets(network, "serves")
    levels: dict[str, set[str]] = {}
    for body in network.of("body"):
        level = getattr(body, "level", None)
        if level:
            levels[body.id] = {level.value}
    for body_id, members in network.members.items():
        for actor in members:
            towns.setdefault(body_id, set()).update(towns.get(actor, ()))
            levels.setdefault(actor, set()).update(levels.get(body_id, ()))
    found = {}
    for node in network.nodes.values():
        if node.kind not in LOOKS or network.field_of.get(node.id, node.id) != node.id:
            continue
        inside: set[str] = {node.id}
        if node.kind == "field":
            inside |= {*network.belonging[node.id], *network.bodies_in[node.id]}
        found[node.id] = Facets(
            (node.kind,),
            (node.id,) if node.kind == "field" else home.get(node.id) or (NONE,),
            (node.id,) if node.kind == "target_group" else _all(groups, inside),
            (node.id,) if node.kind == "municipality" else _all(towns, inside),
            _all(levels, inside),
        )
    return found


def _targets(network: Network, kind: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for tie in network.ties_of(kind):
        found.setdefault(tie.source_id, set()).add(tie.target_id)
    return found


def _all(table: Mapping[str, set[str]], ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({value for one in ids for value in table.get(one, ())})) or (NONE,)


def passes(node: AnyNode, has: Facets, asked: Asked) -> bool:
    """Whether a node is wanted: in each filter that is set it has one of the values, and its names hold the words."""
    for name in ("kind", "field", "group", "town", "level"):
        wanted = getattr(asked, name)
        if wanted and not set(wanted) & set(getattr(has, name)):
            return False
    return not asked.find.strip() or matches(asked.find, node.name, node.short_name, *node.aliases)


def check(network: Network, asked: Asked) -> None:
    """Refuse filters that name what does not exist.

    Raises
    ------
    InvalidParameter
        Names every filter with an unknown value.
    """
    known = {
        "field": {n.id for n in network.of("field")},
        "group": {n.id for n in network.of("target_group")},
        "town": {n.id for n in network.of("municipality")},
        "level": {level.value for level in BodyLevel},
        "kind": set(LOOKS),
    }
    text = Text("{title}: „{what}“ gibt es hier nicht.", "{title}: there is no “{what}” here.")
    faults = [
        Fault(name, text.format(title=_NAMES[name], what=", ".join(unknown)))
        for name, values in known.items()
        if (unknown := sorted(set(getattr(asked, name)) - values - {NONE}))
    ]
    if faults:
        lead = Text(
            "Ein Filter in der Adresse passt nicht zu diesem Netz. Ohne ihn lässt sich die Karte öffnen.",
            "A filter in the address does not fit this network. Without it the map can be opened.",
        )
        raise InvalidParameter(lead, tuple(faults))
