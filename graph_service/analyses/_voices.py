"""Whose seat counts as a migrant voice: decided by what is recorded, with words that are a parameter."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated

from graph_service.analyses._common import of_type
from graph_service.analyses.parameters import asked
from graph_service.network import Network
from graph_service.rows import T_
from graph_service.words import BodyLevel

TYPES = (
    "Migrantenorganisation, Migrantinnenorganisation, Migrant*innenorganisation, Migrant:innenorganisation, "
    "Migrantenselbstorganisation, Ausländerbeirat, Integrationsbeirat, Integrationskommission, "
    "migrant organisation, migrant-led organisation, foreigners’ council"
)
Types = Annotated[
    str,
    T_("Arten, die als migrantische Stimme zählen", "types that count as a migrant voice"),
    asked(
        "Arten von Akteuren, durch Komma getrennt; eine Art zählt, wenn sie eines davon als ganzes Wort enthält. Leer: nur "
        "Gremien der Ebene Beteiligung und wer sie leitet.",
        "Types of actors that count as a migrant voice, separated by commas; a type counts if it holds one of them as a "
        "whole word. Empty: only bodies of the level participation and those who lead them.",
        max_length=2000,
    ),
]

MOST_INVITED = 3


@dataclass(frozen=True)
class Voices:
    """Who speaks for migrants: organisations by type (or part of such), bodies of the level participation, their leads."""

    organisations: frozenset[str]
    bodies: frozenset[str]
    leads: frozenset[str]

    @cached_property
    def everybody(self) -> frozenset[str]:
        """All of them."""
        return self.organisations | self.bodies | self.leads


def voices(network: Network, types: str) -> Voices:
    """Whoever counts as a migrant voice in *network*, with *types* as comma-separated words."""
    return network.remembered(("voices", types), lambda: _voices(network, types))


def _voices(network: Network, types: str) -> Voices:
    named = of_type(network, types)
    named |= {tie.source_id for tie in network.ties_of("part_of") if tie.target_id in named}
    bodies = {n.id for n in network.of("body") if getattr(n, "level", None) is BodyLevel.PARTICIPATION}
    leads = {
        tie.source_id
        for tie in network.ties_of("leads", "member_of")
        if tie.target_id in bodies
        and (tie.kind == "leads" or getattr(tie, "role", None) == "lead")
        and network.nodes[tie.source_id].kind == "actor"
    }
    return Voices(frozenset(named), frozenset(bodies), frozenset(leads))


def seated(network: Network, body: str, *, guests: bool = False) -> tuple[str, ...]:
    """Actors and bodies with a seat in *body* (member, lead, or part of it), sorted; or only its guests."""
    kinds = (*network.membership_kinds, "part_of")
    into = [tie for tie in network.ties_at(body) if tie.target_id == body and tie.kind in kinds]
    full = {tie.source_id for tie in into if getattr(tie, "role", None) != "guest"}
    return tuple(sorted({tie.source_id for tie in into} - full if guests else full))


class Proposals:
    """Whom to invite into a body: worked out once for all bodies."""

    def __init__(self, network: Network, known: Voices) -> None:
        self.network, self.known = network, known
        self.seats: dict[str, int] = dict.fromkeys(known.everybody, 0)
        for node in network.of("body"):
            for who in seated(network, node.id):
                if who in self.seats:
                    self.seats[who] += 1
        self.by_field = {f: known.organisations & network.belonging[f].keys() for f in network.fields}
        self.by_place: dict[str, set[str]] = {}
        self.places: dict[str, set[str]] = {}
        for tie in network.ties_of("active_in"):
            self.places.setdefault(tie.source_id, set()).add(tie.target_id)
            if tie.source_id in known.organisations:
                self.by_place.setdefault(tie.target_id, set()).add(tie.source_id)
        self.fields: dict[str, list[str]] = {}
        for field_id, bodies in network.bodies_in.items():
            for body in bodies:
                self.fields.setdefault(body, []).append(field_id)
        self.heard = dict.fromkeys(known.bodies, 0)
        for tie in network.ties_of("reports_to"):
            if tie.target_id in self.heard:
                self.heard[tie.target_id] += 1
        self.councils = tuple(sorted(known.bodies, key=lambda b: (-self.heard[b], b)))

    def for_body(self, body: str, level: BodyLevel | None) -> tuple[str, ...]:
        """At most three, the fittest first."""
        inside = set(seated(self.network, body))
        score: dict[str, list[int]] = {}
        for field_id in self.fields.get(body, ()):
            for who in self.by_field[field_id] - inside:
                score.setdefault(who, [0, 0])[0] -= 1
        for place in sorted(self.places.get(body, ())):
            for who in self.by_place.get(place, set()) - inside:
                if who in score or not self.fields.get(body):
                    score.setdefault(who, [0, 0])[1] -= 1
        fitting = sorted(score, key=lambda who: (*score[who], self.seats[who], who))
        council = self._council(body) if level is BodyLevel.POLITICAL or not fitting else None
        return tuple([*([council] if council else []), *fitting][:MOST_INVITED])

    def _council(self, body: str) -> str | None:
        """Participation body of the same place, else the one to which most report; None where nothing tells them apart."""
        here = self.places.get(body, set())
        near = [council for council in self.councils if here & self.places.get(council, set())]
        heard = [council for council in self.councils if self.heard[council]]
        choice = near or heard or (self.councils if len(self.councils) == 1 else ())
        return choice[0] if choice else None
