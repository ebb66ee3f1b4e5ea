"""Snapshot and scope in, network out: what is analysed, in canonical order; the only place that projects."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar, cast

import networkx as nx
import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from graph_service.errors import InvalidParameter
from graph_service.model import TIE_KINDS, AnyNode, AnyTie
from graph_service.rows import Row
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import Basis, BodyLevel, Text, Visibility, first_day, last_day

_BASIS = {basis: rank for rank, basis in enumerate(Basis)}
_VISIBILITY = {visibility: rank for rank, visibility in enumerate(Visibility)}
MEMBERSHIP = ("member_of", "leads")

_MOST_REMEMBERED = 64
_NOTHING = object()

_V = TypeVar("_V")
Incidence = Mapping[str, Mapping[str, tuple[AnyTie, ...]]]


@dataclass(frozen=True)
class Network:
    """What is analysed: the rows of one snapshot that lie in one scope, sorted by identity.

    Two-mode data stays two-mode: `members` is body → actor, `belonging` is field → actor. Fields joined by
    *same as* count as one, under the smallest id; `field_of` tells which.
    """

    snapshot: Snapshot
    scope: Scope
    nodes: Mapping[str, AnyNode]
    ties: tuple[AnyTie, ...]

    def cut(self) -> Snapshot:
        """Give the rows that lie in the scope as a snapshot of their own, under the same revision and title."""
        whole = self.snapshot
        return Snapshot.of(self.nodes.values(), self.ties, revision=whole.revision, about=whole.about)

    def of(self, kind: str) -> tuple[AnyNode, ...]:
        """All nodes of a kind, by id."""
        return self._nodes_by_kind.get(kind, ())

    def ties_of(self, *kinds: str) -> tuple[AnyTie, ...]:
        """All ties of these kinds, by kind and key."""
        return tuple(tie for kind in kinds for tie in self._ties_by_kind.get(kind, ()))

    def ties_at(self, node_id: str) -> tuple[AnyTie, ...]:
        """All ties of a node, either way round, by key."""
        return self._ties_at.get(node_id, ())

    def name(self, node_id: str) -> str:
        """Name of a node for people; its id if it is not in the network."""
        node = self.nodes.get(node_id)
        return node.name if node else node_id

    def remembered(self, key: Hashable, make: Callable[[], _V]) -> _V:
        """What *make* gives, worked out once for this network and *key*; the network itself never changes."""
        held = self._memory.get(key, _NOTHING)
        if held is _NOTHING:
            held = make()
            if len(self._memory) >= _MOST_REMEMBERED:  # keys hold parameters, of which a reader may ask for any number
                self._memory.clear()
            self._memory[key] = held
        return cast("_V", held)

    @cached_property
    def _memory(self) -> dict[Hashable, object]:
        return {}

    @cached_property
    def _nodes_by_kind(self) -> dict[str, tuple[AnyNode, ...]]:
        return _grouped((node.kind, node) for node in self.nodes.values())

    @cached_property
    def _ties_by_kind(self) -> dict[str, tuple[AnyTie, ...]]:
        return _grouped((tie.kind, tie) for tie in self.ties)

    @cached_property
    def _ties_at(self) -> dict[str, tuple[AnyTie, ...]]:
        return _grouped((end, tie) for tie in self.ties for end in (tie.source_id, tie.target_id))

    @cached_property
    def membership_kinds(self) -> tuple[str, ...]:
        """Kinds of ties that count as belonging to a body."""
        return (*MEMBERSHIP, "took_part_in") if self.scope.participation else MEMBERSHIP

    @cached_property
    def members(self) -> Incidence:
        """Body → actor → the ties that make the actor a member (member or lead); bodies without members included."""
        return self._incidence("body", ((t.target_id, t.source_id, (t,)) for t in self.ties_of(*self.membership_kinds)))

    @cached_property
    def field_of(self) -> Mapping[str, str]:
        """Field id → the id it counts under; differs only where fields are *same as* others."""
        same: nx.Graph[str] = nx.Graph()
        same.add_nodes_from(node.id for node in self.of("field"))
        same.add_edges_from((t.source_id, t.target_id) for t in self.ties_of("same_as"))
        return MappingProxyType({member: min(part) for part in nx.connected_components(same) for member in part})

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """Ids of the fields that count, sorted."""
        return tuple(sorted(set(self.field_of.values())))

    @cached_property
    def bodies_in(self) -> Incidence:
        """Field → body → the ties that say the body works in the field."""
        rows = ((self.field_of[t.target_id], t.source_id, (t,)) for t in self.ties_of("works_in"))
        return self._by_field((f, b, t) for f, b, t in rows if self.nodes[b].kind == "body")

    @cached_property
    def belonging(self) -> Incidence:
        """Field → actor → the ties that place the actor there: works in it, or sits in a body that does."""
        rows: list[tuple[str, str, tuple[AnyTie, ...]]] = [
            (self.field_of[tie.target_id], tie.source_id, (tie,))
            for tie in self.ties_of("works_in")
            if self.nodes[tie.source_id].kind == "actor"
        ]
        for field_id, bodies in self.bodies_in.items():
            for body, works_in in bodies.items():
                seats = self.members.get(body, {}).items()
                rows.extend((field_id, actor, (*ties, *works_in)) for actor, ties in seats)
        return self._by_field(rows)

    @cached_property
    def asked(self) -> Mapping[str, str]:
        """Node id → day (partial date) of the newest survey that covers it; surveys after the scope's day not counted."""
        asked: dict[str, str] = {}
        today = self.scope.as_of
        for tie in self.ties_of("covers"):
            survey = self.nodes[tie.source_id]
            day = getattr(survey, "asked_on", None) or survey.as_of
            if today and day and first_day(day) > today:
                continue
            if day and first_day(day) > first_day(asked.get(tie.target_id, "0001")):
                asked[tie.target_id] = day
        for member, head in self.field_of.items():
            if member in asked and asked[member] > asked.get(head, ""):
                asked[head] = asked[member]
        return MappingProxyType(dict(sorted(asked.items())))

    @cached_property
    def actor_field(self) -> tuple[tuple[str, ...], tuple[str, ...], NDArray[np.bool_]]:
        """Two-mode matrix: (actor ids with at least one field, field ids, actors × fields of true/false)."""
        actors = tuple(sorted({actor for inside in self.belonging.values() for actor in inside}))
        row = {actor: i for i, actor in enumerate(actors)}
        matrix = np.zeros((len(actors), len(self.fields)), dtype=np.bool_)
        for j, field_id in enumerate(self.fields):
            matrix[[row[actor] for actor in self.belonging[field_id]], j] = True
        return actors, self.fields, matrix

    @cached_property
    def two_mode(self) -> tuple[tuple[str, ...], tuple[str, ...], sp.csr_array]:
        """Two-mode matrix: (actor ids, body ids, sparse actors × bodies, 1 = member)."""
        actors = tuple(node.id for node in self.of("actor"))
        bodies = tuple(node.id for node in self.of("body"))
        row = {actor: i for i, actor in enumerate(actors)}
        pairs = [(row[a], j) for j, body in enumerate(bodies) for a in self.members[body]]
        return actors, bodies, _matrix(pairs, (len(actors), len(bodies)))

    @cached_property
    def graph(self) -> "nx.Graph[str]":
        """Actors and bodies and every tie among them as one undirected frozen graph; ``kinds`` on each edge."""
        graph: nx.Graph[str] = nx.Graph()
        acting = {node.id for node in (*self.of("actor"), *self.of("body"))}
        graph.add_nodes_from((node_id, {"kind": self.nodes[node_id].kind}) for node_id in sorted(acting))
        joined: dict[tuple[str, str], set[str]] = {}
        for tie in self.ties:
            if tie.kind == "took_part_in" and not self.scope.participation:
                continue
            if tie.source_id in acting and tie.target_id in acting:
                pair = (min(tie.source_id, tie.target_id), max(tie.source_id, tie.target_id))
                joined.setdefault(pair, set()).add(tie.kind)
        graph.add_edges_from((a, b, {"kinds": tuple(sorted(kinds))}) for (a, b), kinds in sorted(joined.items()))
        nx.freeze(graph)
        return graph

    @cached_property
    def acting(self) -> tuple[str, ...]:
        """Ids of all actors and bodies, sorted: the rows of `adjacency` and `placed`."""
        return tuple(sorted(node.id for node in (*self.of("actor"), *self.of("body"))))

    @cached_property
    def adjacency(self) -> sp.csr_array:
        """`graph` as a symmetric 0/1 matrix over `acting`: 1 where any tie joins the two, nothing on the diagonal."""
        row = {node_id: i for i, node_id in enumerate(self.acting)}
        pairs = {
            (row[tie.source_id], row[tie.target_id])
            for tie in self.ties
            if tie.source_id in row
            and tie.target_id in row
            and (tie.kind != "took_part_in" or self.scope.participation)
        }
        return _matrix([*pairs, *((j, i) for i, j in pairs)], (len(row), len(row)))

    @cached_property
    def placed(self) -> sp.csr_array:
        """Actors and bodies × fields, 1 = belongs to the field: rows as in `acting`, columns as in `fields`."""
        row = {node_id: i for i, node_id in enumerate(self.acting)}
        pairs = [
            (row[who], j)
            for j, field_id in enumerate(self.fields)
            for who in (*self.belonging[field_id], *self.bodies_in[field_id])
        ]
        return _matrix(pairs, (len(row), len(self.fields)))

    def _incidence(self, kind: str, rows: Iterable[tuple[str, str, tuple[AnyTie, ...]]]) -> Incidence:
        table: dict[str, dict[str, tuple[AnyTie, ...]]] = {node.id: {} for node in self.of(kind)}
        return _filled(table, ((g, m, t) for g, m, t in rows if self.nodes[m].kind == "actor"))

    def _by_field(self, rows: Iterable[tuple[str, str, tuple[AnyTie, ...]]]) -> Incidence:
        return _filled({field_id: {} for field_id in self.fields}, rows)


def _matrix(pairs: Sequence[tuple[int, int]], shape: tuple[int, int]) -> sp.csr_array:
    """0/1 matrix with a one at each of *pairs*, however often it is named; rows in order of columns."""
    at = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    matrix = sp.csr_array((np.ones(len(at)), (at[:, 0], at[:, 1])), shape=shape)
    matrix.sum_duplicates()
    matrix.data[:] = 1
    return matrix


def _filled(
    table: dict[str, dict[str, tuple[AnyTie, ...]]], rows: Iterable[tuple[str, str, tuple[AnyTie, ...]]]
) -> Incidence:
    for group, member, ties in rows:
        have = table[group].get(member, ())
        known = {id(tie) for tie in have}
        table[group][member] = (*have, *(tie for tie in ties if id(tie) not in known))
    return MappingProxyType({group: MappingProxyType(dict(sorted(inside.items()))) for group, inside in table.items()})


def _grouped(rows: Iterable[tuple[str, _V]]) -> dict[str, tuple[_V, ...]]:
    table: dict[str, list[_V]] = {}
    for key, value in rows:
        table.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in table.items()}


def project(snapshot: Snapshot, scope: Scope) -> Network:
    """Cut a snapshot down to a scope.

    What the reader may not see goes first, then what rests on too little or does not hold on the day,
    then what the filters leave out; ties without both ends go last.

    Raises
    ------
    InvalidParameter
        A field, municipality, level or kind of tie of the scope does not exist.
    """
    _check(snapshot, scope)
    nodes = {node.id: node for node in snapshot.nodes if _holds(node, scope)}
    ties = [tie for tie in snapshot.ties if _holds(tie, scope)]
    if scope.standing_only:
        nodes = {i: node for i, node in nodes.items() if node.kind != "body" or node.standing}
    if scope.levels:
        nodes = {i: node for i, node in nodes.items() if node.kind != "body" or node.level in scope.levels}
    if scope.tie_kinds:
        ties = [tie for tie in ties if tie.kind in scope.tie_kinds]
    ties = _with_ends(ties, nodes)
    if scope.fields:
        nodes = _in_fields(nodes, ties, set(scope.fields))
        ties = _with_ends(ties, nodes)
    if scope.municipalities:
        nodes = _in_municipalities(nodes, ties, set(scope.municipalities))
        ties = _with_ends(ties, nodes)
    return Network(snapshot, scope, MappingProxyType(nodes), tuple(ties))


def _check(snapshot: Snapshot, scope: Scope) -> None:
    for name, values, known in (
        ("fields", scope.fields, {n.id for n in snapshot.nodes if n.kind == "field"}),
        ("municipalities", scope.municipalities, {n.id for n in snapshot.nodes if n.kind == "municipality"}),
        ("levels", scope.levels, {level.value for level in BodyLevel}),
        ("tie_kinds", scope.tie_kinds, set(TIE_KINDS)),
    ):
        if unknown := sorted(set(values) - known):
            text = Text("{name}: „{what}“ gibt es nicht.", "{name}: there is no “{what}”.")
            if name in ("levels", "tie_kinds"):
                text += Text("Möglich sind: {known}.", "Possible are: {known}.")
            raise InvalidParameter(text.format(name=name, what=", ".join(unknown), known=", ".join(sorted(known))))


def _holds(row: Row, scope: Scope) -> bool:
    if _VISIBILITY[row.visibility] > _VISIBILITY[scope.visibility] or _BASIS[row.basis] > _BASIS[scope.lowest_basis]:
        return False
    day = scope.as_of
    if day is None:
        return True
    return not ((row.valid_from and first_day(row.valid_from) > day) or (row.valid_to and last_day(row.valid_to) < day))


def _with_ends(ties: list[AnyTie], nodes: Mapping[str, AnyNode]) -> list[AnyTie]:
    return [tie for tie in ties if tie.source_id in nodes and tie.target_id in nodes]


def _in_fields(nodes: dict[str, AnyNode], ties: list[AnyTie], wanted: set[str]) -> dict[str, AnyNode]:
    inside = {t.source_id for t in ties if t.kind == "works_in" and t.target_id in wanted}
    inside |= {t.source_id for t in ties if t.kind in MEMBERSHIP and t.target_id in inside}
    return {
        i: node
        for i, node in nodes.items()
        if (i in wanted if node.kind == "field" else i in inside or node.kind not in ("actor", "body"))
    }


def _in_municipalities(nodes: dict[str, AnyNode], ties: list[AnyTie], wanted: set[str]) -> dict[str, AnyNode]:
    inside = {t.source_id for t in ties if t.kind == "active_in" and t.target_id in wanted}
    inside |= {t.target_id for t in ties if t.kind in MEMBERSHIP and t.source_id in inside}
    return {
        i: node
        for i, node in nodes.items()
        if (i in wanted if node.kind == "municipality" else i in inside or node.kind not in ("actor", "body"))
    }
