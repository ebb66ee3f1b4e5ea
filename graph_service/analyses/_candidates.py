"""New ties that somebody could really make, and for which gap each may help: the ground of best-next-ties."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, product

from graph_service.analyses._common import listed
from graph_service.analyses.base import Finding
from graph_service.model import AnyTie
from graph_service.network import Network
from graph_service.ties import MemberOf, ReportsTo, WorksIn
from graph_service.words import BodyLevel, Text, Visibility

MOST_PER_GAP = 20_000
_STEERING = (BodyLevel.STRATEGIC, BodyLevel.POLITICAL)
_ASSUMED = {"source": "Annahme / assumption", "visibility": Visibility.PUBLIC}
_KINDS: dict[str, type[MemberOf | WorksIn | ReportsTo]] = {
    "member_of": MemberOf,
    "works_in": WorksIn,
    "reports_to": ReportsTo,
}
_NOTHING: frozenset[str] = frozenset()
_AT_WORK = Text("dort arbeiten schon Mitglieder: {names}", "members are at work there already: {names}")
_SAME_FIELD = Text("gemeinsames Feld {names}", "shared field {names}")
_SAME_MEMBERS = Text("gemeinsame Mitglieder {names}", "shared members {names}")

Shared = Mapping[str, frozenset[str]]


@dataclass(frozen=True)
class Candidate:
    """A tie that could be made: why it is a real one, how many grounds speak for it, what its source carries already.

    Most candidates are only counted and compared, so the tie and the sentence are made when they are asked for.
    """

    network: Network
    kind: str
    source_id: str
    target_id: str
    because: tuple[tuple[Text, frozenset[str]], ...]
    grounds: int
    load: int

    @property
    def key(self) -> str:
        """Identity of the tie."""
        return f"{self.kind}:{self.source_id}:{self.target_id}:"

    @property
    def tie(self) -> AnyTie:
        """The tie as an assumed row of the day that is looked at."""
        day = self.network.scope.as_of
        return _KINDS[self.kind](
            source_id=self.source_id, target_id=self.target_id, as_of=day.isoformat() if day else None, **_ASSUMED
        )

    @property
    def reason(self) -> Text:
        """What speaks for it, as words."""
        told = [text.format(names=listed(self.network, sorted(common), 2)) for text, common in self.because]
        return Text("; ".join(text.de for text in told), "; ".join(text.en for text in told))


def candidates(network: Network, gap: Finding) -> Iterator[Candidate]:
    """Ties between those who share a target group, need, municipality, field or member, that may close *gap*."""
    maker = network.remembered("candidates", lambda: _Maker(network))
    found: Iterable[Candidate | None] = ()
    if gap.kind in ("missing-bridge", "single-bridge"):
        found = maker.across(*gap.nodes[:2])
    elif gap.kind == "empty-cell":
        found = maker.into_cell(*gap.nodes[:2])
    elif gap.kind in ("field-without-body", "field-without-strategic-level"):
        found = maker.into_field(gap.nodes, steering=gap.kind != "field-without-body")
    elif any(network.nodes[node_id].kind == "body" for node_id in gap.nodes):
        bodies = [node_id for node_id in gap.nodes if network.nodes[node_id].kind == "body"]
        found = chain(maker.upwards(bodies), maker.into_bodies(bodies))
    for count, candidate in enumerate(found):
        if count == MOST_PER_GAP:
            return
        if candidate is not None:
            yield candidate


class _Maker:
    """Makes candidates from what actors and bodies of one network have in common."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self._shared = (
            (_targets(network, "serves"), Text("gemeinsame Zielgruppe {names}", "shared target group {names}")),
            (_needs(network), Text("gemeinsamer Bedarf {names}", "shared need {names}")),
            (_targets(network, "active_in"), Text("gemeinsame Kommune {names}", "shared municipality {names}")),
        )
        self._fields: dict[str, set[str]] = {}
        for field_id, bodies in network.bodies_in.items():
            for body in bodies:
                self._fields.setdefault(body, set()).add(field_id)
        self._seats: dict[str, int] = {}
        for members in network.members.values():
            for actor in members:
                self._seats[actor] = self._seats.get(actor, 0) + 1
        self._of_bodies: dict[str, tuple[frozenset[str], ...]] = {}

    def across(self, first: str, second: str) -> Iterator[Candidate | None]:
        """Seats of actors of one field in bodies of the other, and bodies of one that take on the other as well."""
        network = self._network
        for here, there in ((first, second), (second, first)):
            outside = [a for a in network.belonging[here] if a not in network.belonging[there]]
            yield from (self._seat(a, b) for a, b in product(outside, network.bodies_in[there]))
            yield from (self._work(body, there) for body in network.bodies_in[here])

    def into_cell(self, field_id: str, other: str) -> Iterator[Candidate | None]:
        """Seats in bodies of a field for actors that are active in a municipality or serve a target group."""
        network = self._network
        there = {t.source_id for t in network.ties_at(other) if t.kind in ("active_in", "serves")}
        outside = [
            a for a in sorted(there) if network.nodes[a].kind == "actor" and a not in network.belonging[field_id]
        ]
        yield from (self._seat(a, b) for a, b in product(outside, network.bodies_in[field_id]))

    def into_field(self, fields: Iterable[str], *, steering: bool) -> Iterator[Candidate | None]:
        """Bodies that take a field on as well."""
        levels = _STEERING if steering else tuple(BodyLevel)
        bodies = [b.id for b in self._network.of("body") if b.kind == "body" and b.level in levels]
        yield from (self._work(body, field_id) for field_id, body in product(fields, bodies))

    def upwards(self, bodies: Iterable[str]) -> Iterator[Candidate | None]:
        """Ways of reporting to bodies of the steering level."""
        above = [b.id for b in self._network.of("body") if b.kind == "body" and b.level in _STEERING]
        yield from (self._report(body, other) for body, other in product(bodies, above))

    def into_bodies(self, bodies: Iterable[str]) -> Iterator[Candidate | None]:
        """Seats of actors in bodies."""
        actors = [node.id for node in self._network.of("actor")]
        yield from (self._seat(actor, body) for body, actor in product(bodies, actors))

    def _seat(self, actor: str, body: str) -> Candidate | None:
        if actor in self._network.members[body]:
            return None
        because = tuple(
            (text, common)
            for (table, text), wanted in zip(self._shared, self._of_body(body), strict=True)
            if (common := table.get(actor, _NOTHING) & wanted)
        )
        return (
            Candidate(self._network, "member_of", actor, body, because, len(because), self._seats.get(actor, 0))
            if because
            else None
        )

    def _of_body(self, body: str) -> tuple[frozenset[str], ...]:
        """What a body has of each kind that can be shared; where it has none, what its members have."""
        if body not in self._of_bodies:
            members = self._network.members[body]
            self._of_bodies[body] = tuple(
                table.get(body) or _NOTHING.union(*(table.get(member, _NOTHING) for member in members))
                for table, _ in self._shared
            )
        return self._of_bodies[body]

    def _work(self, body: str, field_id: str) -> Candidate | None:
        network = self._network
        common = frozenset(network.members[body].keys() & network.belonging[field_id].keys())
        if not common or body in network.bodies_in[field_id]:
            return None
        return Candidate(
            self._network, "works_in", body, field_id, ((_AT_WORK, common),), 1, len(self._fields.get(body, ()))
        )

    def _report(self, body: str, above: str) -> Candidate | None:
        network = self._network
        fields = frozenset(self._fields.get(body, set()) & self._fields.get(above, set()))
        members = frozenset(network.members[body].keys() & network.members[above].keys())
        if body == above or not (fields or members):
            return None
        because = (_SAME_FIELD, fields) if fields else (_SAME_MEMBERS, members)
        return Candidate(self._network, "reports_to", body, above, (because,), bool(fields) + bool(members), 0)


def _targets(network: Network, kind: str) -> dict[str, frozenset[str]]:
    table: dict[str, set[str]] = {}
    for tie in network.ties_of(kind):
        table.setdefault(tie.source_id, set()).add(tie.target_id)
    return {who: frozenset(targets) for who, targets in table.items()}


def _needs(network: Network) -> dict[str, frozenset[str]]:
    """Needs that somebody raised or handles, and those that concern a field it works in."""
    table: dict[str, set[str]] = {}
    for tie in network.ties_of("raised_by", "handled_by"):
        table.setdefault(tie.target_id, set()).add(tie.source_id)
    of_field: dict[str, set[str]] = {}
    for tie in network.ties_of("concerns"):
        if network.nodes[tie.source_id].kind == "need" and tie.target_id in network.field_of:
            of_field.setdefault(network.field_of[tie.target_id], set()).add(tie.source_id)
    for field_id, bodies in network.bodies_in.items():
        for body in bodies:
            table.setdefault(body, set()).update(of_field.get(field_id, ()))
    return {who: frozenset(needs) for who, needs in table.items()}
