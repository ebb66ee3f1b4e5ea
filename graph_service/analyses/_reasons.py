"""Why two fields ought to meet: one builds on the other, both have a target group, or a need concerns both."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from graph_service.analyses._common import listed
from graph_service.analyses._joins import LOSS
from graph_service.model import AnyTie
from graph_service.network import Network
from graph_service.words import Text

MOST_ROWS = 2


_Sides = tuple[tuple[AnyTie, ...], ...]


@dataclass(frozen=True)
class Reason:
    """Why two fields ought to meet, with the rows that say so.

    `ways` has one entry for each single reason: the sides that must be recorded, each with the ties that record it.
    """

    depends: tuple[AnyTie, ...] = ()
    groups: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    rows: tuple[AnyTie, ...] = ()
    ways: tuple[_Sides, ...] = ()

    @property
    def signs(self) -> int:
        """How many independent kinds of reason there are."""
        return bool(self.depends) + bool(self.groups) + bool(self.needs)

    def holds(self, draws: int, seed: int) -> float:
        """Share of draws in which a reason is left after each tie was taken out with a chance of one tenth."""
        keys = sorted({tie.key for sides in self.ways for side in sides for tie in side})
        draw = random.Random(f"{seed}/{'/'.join(keys)}")  # noqa: S311 - a seeded draw, not a secret
        kept = 0
        for _ in range(draws):
            lost = {key for key in keys if draw.random() < LOSS}
            kept += any(all(any(tie.key not in lost for tie in side) for side in sides) for sides in self.ways)
        return round(kept / draws, 3)


def reasons(network: Network) -> dict[tuple[str, str], Reason]:
    """Every pair of fields (smaller id first) that ought to meet, with the reason."""
    depends: dict[tuple[str, str], list[AnyTie]] = {}
    for tie in network.ties_of("depends_on"):
        ends = sorted((network.field_of[tie.source_id], network.field_of[tie.target_id]))
        if ends[0] != ends[1]:
            depends.setdefault((ends[0], ends[1]), []).append(tie)
    groups, needs = _groups_of_fields(network), _needs_of_fields(network)
    found = {}
    for first, second in combinations(network.fields, 2):
        builds = tuple(depends.get((first, second), ()))
        shared_groups = tuple(sorted(groups[first].keys() & groups[second].keys()))
        shared_needs = tuple(sorted(needs[first].keys() & needs[second].keys()))
        by_need = [(tuple(needs[first][x]), tuple(needs[second][x])) for x in shared_needs]
        by_group = [(tuple(groups[first][x]), tuple(groups[second][x])) for x in shared_groups]
        rows = [*builds, *(t for sides in by_need for side in sides for t in side)]
        rows += [t for sides in by_group for side in sides for t in side[:MOST_ROWS]]
        if builds or shared_groups or shared_needs:
            found[first, second] = Reason(
                builds, shared_groups, shared_needs, tuple(rows),
                (*(((tie,),) for tie in builds), *by_need, *by_group),
            )  # fmt: skip
    return found


def _groups_of_fields(network: Network) -> dict[str, dict[str, list[AnyTie]]]:
    serves: dict[str, list[AnyTie]] = {}
    for tie in network.ties_of("serves"):
        serves.setdefault(tie.source_id, []).append(tie)
    table: dict[str, dict[str, list[AnyTie]]] = {field_id: {} for field_id in network.fields}
    direct = {(t.source_id, network.field_of[t.target_id]) for t in network.ties_of("works_in")}
    for who, field_id in sorted(direct):
        for tie in serves.get(who, ()):
            table[field_id].setdefault(tie.target_id, []).append(tie)
    return table


def _needs_of_fields(network: Network) -> dict[str, dict[str, list[AnyTie]]]:
    table: dict[str, dict[str, list[AnyTie]]] = {field_id: {} for field_id in network.fields}
    for tie in network.ties_of("concerns"):
        if network.nodes[tie.source_id].kind == "need" and tie.target_id in network.field_of:
            table[network.field_of[tie.target_id]].setdefault(tie.source_id, []).append(tie)
    return table


def why(network: Network, reason: Reason) -> Text:
    """The reasons as part of a sentence."""
    parts = []
    if reason.depends:
        tie = reason.depends[0]
        parts.append(
            Text("„{a}“ baut auf „{b}“ auf", "“{a}” builds on “{b}”").format(
                a=network.name(tie.source_id), b=network.name(tie.target_id)
            )
        )
    if reason.needs:
        parts.append(
            Text("beide betrifft der gemeldete Bedarf {what}", "both are concerned by the reported need {what}").format(
                what=listed(network, reason.needs, 2)
            )
        )
    if reason.groups:
        parts.append(
            Text("beide richten sich an {what}", "both are for {what}").format(what=listed(network, reason.groups, 3))
        )
    return Text("; ".join(part.de for part in parts), "; ".join(part.en for part in parts))


def has_open(network: Network, needs: Sequence[str]) -> bool:
    """Whether one of *needs* is open or in progress."""
    return any(getattr(network.nodes[need], "status", None) in ("open", "in_progress") for need in needs)


def surveys_of(network: Network, fields: Sequence[str]) -> tuple[AnyTie, ...]:
    """The ties by which surveys cover *fields*."""
    return tuple(tie for tie in network.ties_of("covers") if network.field_of.get(tie.target_id) in fields)
