"""Ways of reporting: the shortest from everybody to given goals, firm steps before weak ones."""

import heapq
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph_service.model import AnyTie
from graph_service.network import Network

_WEAK = 1_000_000
FIRM = ("reports_to", "member_of", "part_of")


@dataclass(frozen=True)
class Step:
    """One step up: from whom to whom, on which tie, and whether it is only a weak one."""

    source: str
    target: str
    tie: AnyTie
    weak: bool


def firm_steps(network: Network) -> dict[str, tuple[Step, ...]]:
    """Who → steps that are a way of reporting: reports to, a body's membership in a body, part of.

    A guest reports to nobody.
    """
    return network.remembered("firm steps", lambda: _sorted(_firm(network)))


def all_steps(network: Network) -> dict[str, tuple[Step, ...]]:
    """Firm steps, and weak ones: from a body to the actor that leads it, from an actor to bodies in which it has a seat."""
    return network.remembered("all steps", lambda: _sorted([*_firm(network), *_weak(network)]))


def _firm(network: Network) -> list[Step]:
    steps = []
    for tie in network.ties_of(*FIRM):
        of_actor = network.nodes[tie.source_id].kind != "body"
        if tie.kind == "member_of" and (of_actor or getattr(tie, "role", None) == "guest"):
            continue
        if network.nodes[tie.source_id].kind in ("actor", "body"):
            steps.append(Step(tie.source_id, tie.target_id, tie, weak=False))
    return steps


def _weak(network: Network) -> list[Step]:
    steps = []
    for tie in network.ties_of("leads", "member_of"):
        role = getattr(tie, "role", "lead")
        if network.nodes[tie.source_id].kind != "actor" or role == "guest":
            continue
        steps.append(Step(tie.source_id, tie.target_id, tie, weak=True))
        if role == "lead":
            steps.append(Step(tie.target_id, tie.source_id, tie, weak=True))
    return steps


def _sorted(steps: Iterable[Step]) -> dict[str, tuple[Step, ...]]:
    table: dict[str, dict[str, Step]] = {}
    for step in sorted(steps, key=lambda s: (s.source, s.target, s.weak, s.tie.key)):
        table.setdefault(step.source, {}).setdefault(step.target, step)
    return {source: tuple(there.values()) for source, there in table.items()}


def ways(steps: Mapping[str, Sequence[Step]], goals: Iterable[str]) -> dict[str, Step]:
    """Who → first step of the best way to any goal: fewest weak steps, then fewest steps, then smallest ids.

    Shortest paths from all goals at once against the direction of the steps (Dijkstra); goals and those without a way
    are left out.
    """
    into: dict[str, list[Step]] = {}
    for source in sorted(steps):
        for step in steps[source]:
            into.setdefault(step.target, []).append(step)
    best = dict.fromkeys(goals, 0)
    queue = [(0, goal) for goal in sorted(best)]
    first: dict[str, Step] = {}
    while queue:
        cost, node = heapq.heappop(queue)
        if cost > best[node]:
            continue
        for step in into.get(node, ()):
            new = cost + (_WEAK if step.weak else 0) + 1
            if new < best.get(step.source, new + 1):
                best[step.source], first[step.source] = new, step
                heapq.heappush(queue, (new, step.source))
    return first


def way(first: Mapping[str, Step], start: str) -> tuple[Step, ...]:
    """Steps from *start* to its goal; empty if it is a goal or has no way."""
    found, node = [], start
    while node in first:
        found.append(first[node])
        node = first[node].target
    return tuple(found)


def reached(steps: Mapping[str, Sequence[Step]], start: str) -> dict[str, Step | None]:
    """Everybody *start* gets to, nearest first, each with the step that led there; *start* itself with none."""
    found: dict[str, Step | None] = {start: None}
    row = [start]
    while row:
        following = []
        for node in row:
            for step in steps.get(node, ()):
                if step.target not in found:
                    found[step.target] = step
                    following.append(step.target)
        row = following
    return found
