"""Which things and ties each view of the map shows, and where: one question, one view."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from graph_service.errors import InvalidParameter, NotFound
from graph_service.model import AnyTie
from graph_service.network import Network
from graph_service.views.encoding import LOOKS
from graph_service.views.layout import Homes, Place, by_likeness, grouped, places, settled
from graph_service.views.layout_views import Rows, lane_of, lanes, levels, one_field, rings
from graph_service.views.map_data import Asked, Caption
from graph_service.views.map_facets import facets, homes
from graph_service.views.map_texts import MAP_TEXTS
from graph_service.views.map_words import BAND_WORDS
from graph_service.words import Language, Text

_BETWEEN_BODIES = ("reports_to", "part_of", "member_of")
_NO_LINE = ("same_as", "covers")
Laid = tuple[dict[str, Place], tuple[Caption, ...]]


@dataclass(frozen=True)
class View:
    """What a view shows: ids, where they lie (worked out when asked for), and which ties are drawn."""

    ids: tuple[str, ...]
    lay: Callable[[], Laid]
    drawn: Callable[[AnyTie], bool]
    at: str | None = None
    first: tuple[str, ...] = ()


def view_of(network: Network, view: str, asked: Asked, language: Language) -> View:
    """Work out one of the views other than *fields*.

    Raises
    ------
    NotFound
        What stands in the middle does not exist.
    InvalidParameter
        It exists but has no such view.
    """
    match view:
        case "lanes":
            return _lanes(network, language)
        case "levels":
            return _levels(network, language)
        case "municipalities":
            return _municipalities(network)
        case "field":
            return _field(network, asked)
        case "around":
            return _around(network, asked)
    ids = (*network.fields, *network.acting)
    return View(ids, lambda: (places(network), ()), _bonds)


def _bonds(tie: AnyTie) -> bool:
    # that one field builds on another joins nobody: a line between them would look like a bridge
    return tie.kind != "depends_on"


def drawable(network: Network) -> Iterable[AnyTie]:
    """Ties that a map may show: no surveys, and taking part only where the scope counts it."""
    skip = _NO_LINE if network.scope.participation else (*_NO_LINE, "took_part_in")
    return (tie for tie in network.ties if tie.kind not in skip)


def head(network: Network, node_id: str) -> str:
    """Id under which a field counts; any other id as it is."""
    return network.field_of.get(node_id, node_id)


def _captions(told: Rows, left: float, language: Language) -> tuple[Caption, ...]:
    words = [(BAND_WORDS[band][language], top, low) for band, top, low in told]
    return tuple(Caption(text, left, round((top + low) / 2, 1), round(top, 1)) for text, top, low in words)


def _lanes(network: Network, language: Language) -> View:
    full = [f for f in network.fields if network.belonging[f] or network.bodies_in[f]]
    home = homes(network)

    def lay() -> Laid:
        found, told, columns = lanes(network)
        captions = _captions(told, -150.0, language)
        if "" in columns:
            xs = [found[i][0] for i in network.acting if not home[i]]
            captions += (Caption(MAP_TEXTS["no_field"][language], round((min(xs) + max(xs)) / 2, 1), -60.0),)
        return settled(found), captions

    order = [f for f in by_likeness(network) if f in full]

    def elsewhere(tie: AnyTie) -> bool:
        # that somebody works in the field of the own column is seen by the column
        return tie.kind != "works_in" or lane_of(home[tie.source_id], order) != head(network, tie.target_id)

    return View((*full, *network.acting), lay, elsewhere)


def _levels(network: Network, language: Language) -> View:
    bodies = [body.id for body in network.of("body")]
    known = {*bodies}
    actors = {t.target_id for t in network.ties_of("reports_to") if t.target_id not in known}

    def lay() -> Laid:
        found, told = levels(network, bodies, sorted(actors))
        left = min((x for x, _ in found.values()), default=0.0) - 150.0
        return settled(found), _captions(told, round(left, 1), language)

    return View((*bodies, *sorted(actors)), lay, lambda tie: tie.kind in _BETWEEN_BODIES)


def _municipalities(network: Network) -> View:
    home: dict[str, set[str]] = {}
    for tie in network.ties_of("active_in"):
        if network.nodes[tie.source_id].kind in ("actor", "body"):
            home.setdefault(tie.source_id, set()).add(tie.target_id)
    towns = [
        town.id for town in sorted(network.of("municipality"), key=lambda t: (getattr(t, "region", None) or "", t.id))
    ]

    def lay() -> Laid:
        mine = {who: tuple(sorted(at)) for who, at in home.items()}
        return settled(grouped(towns, mine, lambda who: network.nodes[who].kind != "body")), ()

    return View((*towns, *sorted(home)), lay, lambda tie: tie.kind == "active_in")


def _field(network: Network, asked: Asked) -> View:
    order = by_likeness(network)
    at = head(network, asked.at) if asked.at else next(iter(order), None)
    if at is None:
        return View((), lambda: ({}, ()), _bonds)
    node = network.nodes.get(at)
    if node is None:
        raise _no_such(at)
    if node.kind != "field":
        text = Text(
            "„{name}“ ist kein Handlungsfeld. Die Ansicht „Umkreis“ zeigt, womit es verbunden ist.",
            "“{name}” is no field of action. The view “around” shows what it is tied to.",
        )
        raise InvalidParameter(text.format(name=node.name))
    home = homes(network)
    inside = sorted(who for who, mine in home.items() if at in mine)
    others = {f for who in inside for f in home[who]} - {at}
    return View(
        (at, *sorted(others), *inside),
        lambda: (settled(one_field(network, at, [f for f in order if f in others])), ()),
        _bonds,
        at,
    )


def with_fields(network: Network, view: View, more: Iterable[str]) -> View:
    """The view of one field with *more* fields on its ring: those to which a bridge is missing."""
    at = view.at
    added = sorted(set(more) - set(view.ids))
    if at is None or not added:
        return view
    others = {i for i in (*view.ids, *added) if i in network.belonging and i != at}
    order = [f for f in by_likeness(network) if f in others]
    return View((*view.ids, *added), lambda: (settled(one_field(network, at, order)), ()), _bonds, at)


def _around(network: Network, asked: Asked) -> View:
    at = head(network, asked.at) if asked.at else _busiest(network)
    if at is None:
        return View((), lambda: ({}, ()), _bonds)
    node = network.nodes.get(at)
    if node is None:
        raise _no_such(at)
    known = facets(network)
    if at not in known:
        text = Text("Um „{name}“ gibt es keine Karte.", "There is no map around “{name}”.")
        raise InvalidParameter(text.format(name=node.name))
    next_to = _next_to(network)
    first = _by_kind(network, next_to.get(at, ()))
    parents: dict[str, tuple[str, ...]] = {}
    # a second step leads through actors and bodies only: through a field everybody in it would be near
    for who in (i for i in first if asked.steps > 1 and network.nodes[i].kind in ("actor", "body")):
        for there in next_to[who] - {at, *first}:
            parents[there] = (*parents.get(there, ()), who)
    second = _by_kind(network, parents)
    near = {at, *first}
    return View(
        (at, *first, *second),
        lambda: (_rings(at, first, second, parents), ()),
        lambda tie: head(network, tie.source_id) in near or head(network, tie.target_id) in near,
        at,
        first,
    )


def _next_to(network: Network) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    known = facets(network)
    for tie in drawable(network):
        a, b = head(network, tie.source_id), head(network, tie.target_id)
        if a in known and b in known and a != b:
            found.setdefault(a, set()).add(b)
            found.setdefault(b, set()).add(a)
    return found


def _by_kind(network: Network, ids: Iterable[str]) -> tuple[str, ...]:
    kinds = list(LOOKS)
    return tuple(sorted(ids, key=lambda i: (kinds.index(network.nodes[i].kind), i)))


def _rings(at: str, first: tuple[str, ...], second: tuple[str, ...], parents: Homes) -> dict[str, Place]:
    return settled(rings(at, first, second, parents))


def _busiest(network: Network) -> str | None:
    return min(network.acting, key=lambda i: (-len(network.ties_at(i)), i), default=None)


def _no_such(node_id: str) -> NotFound:
    text = Text(
        "„{id}“ gibt es in diesem Ausschnitt nicht (mehr). Die Suche findet, wie es heute heißt.",
        "There is no “{id}” in this scope (any more). The search finds what it is called today.",
    )
    return NotFound(text.format(id=node_id))
