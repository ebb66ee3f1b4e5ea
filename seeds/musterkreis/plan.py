"""Who works in which field, sits in which body and is active where: the abstract plan with the planted places."""

import itertools
import random
from dataclasses import dataclass, field
from types import ModuleType

FEWEST = 200
CONNECTORS = 3


def pair(a: str, b: str) -> frozenset[str]:
    """Two fields, in no order."""
    return frozenset((a, b))


@dataclass
class Plan:
    """Actors are numbers until they get names; number 0 upwards are the offices without a field."""

    works: list[frozenset[str]]
    seats: dict[str, list[int]] = field(default_factory=dict)
    places: list[tuple[str, ...]] = field(default_factory=list)
    groups: list[tuple[str, ...]] = field(default_factory=list)
    hinges: dict[frozenset[str], int] = field(default_factory=dict)

    def reach(self, actor: int, bodies: dict[str, frozenset[str]], without: str = "") -> frozenset[str]:
        """Fields an actor belongs to by its own work and by its seats."""
        seats = (bodies[body] for body, members in self.seats.items() if actor in members and body != without)
        return self.works[actor].union(*seats)


def make_plan(world: ModuleType, rng: random.Random, actors: int) -> Plan:
    """Lay out the county so that exactly the planted places are thin, double or empty."""
    if actors < FEWEST:
        raise SystemExit(f"Der Musterkreis braucht mindestens {FEWEST} Akteure.")
    plan = Plan(_works(world, rng, actors))
    for i, two in enumerate(world.HANG_ON_ACTOR):
        plan.hinges[pair(*two)] = len(world.OFFICES) + i
    _seat(world, rng, plan)
    _spread(world, rng, plan)
    return plan


def _works(world: ModuleType, rng: random.Random, actors: int) -> list[frozenset[str]]:
    """Fields of every actor: offices none, hinges and connectors two, the others one or none."""
    works: list[frozenset[str]] = [frozenset()] * len(world.OFFICES)
    works += [pair(*two) for two in world.HANG_ON_ACTOR]
    thin = {pair(*two) for two in (*world.MISSING, *world.UNKNOWN, *world.HANG_ON_ACTOR, *world.HANG_ON_BODY)}
    for a, b in itertools.combinations(world.FIELDS, 2):
        if pair(a, b) not in thin:
            works += [pair(a, b)] * CONNECTORS
    names = list(world.FIELDS)
    weights = [16, 16, 12, 18, 10, 14, 16, 10, 8]
    single = actors - len(works)
    even = [name for name in names for _ in range(3)][:single]
    rest = rng.choices([*names, ""], [*weights, 14], k=max(0, single - len(even)))
    works += [frozenset((name,)) if name else frozenset() for name in (*even, *rest)]
    return works


def _seat(world: ModuleType, rng: random.Random, plan: Plan) -> None:
    bodies = {body: frozenset(row[3]) for body, row in world.BODIES.items()}
    free = [i for i, works in enumerate(plan.works) if not works]
    doubles = {second: first for first, second in world.DOUBLES}
    for body, fields in bodies.items():
        plan.seats[body] = []
        if body in world.EVENTS:
            continue
        size = rng.randint(6, 11)
        if body in doubles:
            first = plan.seats[doubles[body]]
            wanted = [*first[:-1], *_pool(plan, fields, rng)]
            size = len(first)
        elif fields:
            wanted = _apart(world, plan, body, _pool(plan, fields, rng))
        else:
            wanted = rng.sample(
                free[:12] if world.BODIES[body][2] in {"political", "strategic"} else free[12:],
                k=min(8, len(free) - 12),
            )
            size = rng.randint(5, 8)
        for actor in wanted:
            if (
                len(plan.seats[body]) < size
                and actor not in plan.seats[body]
                and _fits(world, plan, bodies, body, actor)
            ):
                plan.seats[body].append(actor)


def _pool(plan: Plan, fields: frozenset[str], rng: random.Random) -> list[int]:
    pool = [i for i, works in enumerate(plan.works) if works and (works <= fields or fields <= works)]
    return rng.sample(pool, k=len(pool))


def _apart(world: ModuleType, plan: Plan, body: str, pool: list[int]) -> list[int]:
    """Keep bodies of the same level and field from meeting with the same members: those not yet seated come first."""
    level, fields = world.BODIES[body][2], set(world.BODIES[body][3])
    seated = {
        actor
        for other, members in plan.seats.items()
        if world.BODIES[other][2] == level and fields & set(world.BODIES[other][3])
        for actor in members
    }
    return sorted(pool, key=lambda actor: actor in seated)


def _fits(world: ModuleType, plan: Plan, bodies: dict[str, frozenset[str]], body: str, actor: int) -> bool:
    """Whether a seat leaves every thin pair of fields as thin as planned."""
    only = {pair(*two): by for two, by in world.HANG_ON_BODY.items()}
    thin = [*(pair(*two) for two in (*world.MISSING, *world.UNKNOWN, *world.HANG_ON_ACTOR)), *only]
    members = [*plan.seats[body], actor]
    plan.seats[body].append(actor)
    reach = plan.reach(actor, bodies)
    good = True
    for two in thin:
        by = only.get(two)
        if two <= reach and plan.hinges.get(two) != actor:
            good = good and by is not None and not two <= plan.reach(actor, bodies, without=by)
        gathered = bodies[body].union(*(plan.works[m] for m in members if m != plan.hinges.get(two)))
        if two <= gathered and by != body:
            good = False
    plan.seats[body].pop()
    return good


def _spread(world: ModuleType, rng: random.Random, plan: Plan) -> None:
    """Say where everybody is active and whom they serve; planned cells stay empty, asked ones are filled."""
    bodies = {body: frozenset(row[3]) for body, row in world.BODIES.items()}
    reach = [plan.reach(actor, bodies) for actor in range(len(plan.works))]
    grids = (
        (plan.places, world.PLACES, world.ASKED_PLACES, {*world.GAPS, *world.EMPTY_UNASKED}),
        (plan.groups, tuple(world.GROUPS), world.ASKED_GROUPS, {*world.GROUP_GAPS, *world.GROUPS_UNASKED}),
    )
    for chosen, everything, asked, empty in grids:
        able = [[x for x in everything if not any((f, x) in empty for f in fields)] for fields in reach]
        for actor in range(len(plan.works)):
            some = able[actor] if actor >= len(world.OFFICES) else []
            count = rng.choice((1, 1, 1, 2, 3)) if plan.works[actor] or chosen is plan.places else 0
            chosen.append(tuple(rng.sample(some, k=min(count, len(some)))))
        for name, x in itertools.product(world.ASKED_FIELDS, asked):
            if (name, x) in empty or any(name in plan.works[i] and x in has for i, has in enumerate(chosen)):
                continue
            actor = rng.choice([i for i, works in enumerate(plan.works) if name in works and x in able[i]])
            chosen[actor] = (*chosen[actor], x)
