"""Networks of any size for measuring: invented, the same for the same size, memberships heavy-tailed."""

import random
from collections.abc import Iterator
from itertools import pairwise

from graph_service.model import Actor, AnyNode, AnyTie, Body, FieldOfAction, Municipality, Survey
from graph_service.snapshot import About, Changes
from graph_service.ties import ActiveIn, CooperatesWith, Covers, DependsOn, Leads, MemberOf, ReportsTo, WorksIn
from graph_service.words import Basis, BodyLevel, Text

FIELDS = [f"field-{i:02}" for i in range(12)]
TOWNS = [f"town-{i:02}" for i in range(14)]
_FEWEST, _MOST, _SHAPE = 3, 150, 1.6
_LEVELS = (BodyLevel.OPERATIVE, BodyLevel.OPERATIVE, BodyLevel.OPERATIVE, BodyLevel.STRATEGIC, BodyLevel.POLITICAL)
_ROW = {"source": "generator", "as_of": "2026-01-01", "basis": Basis.ILLUSTRATIVE}


def network(size: int, seed: int = 0) -> Changes:
    """Make a network of *size* actors and bodies.

    Four fifths are actors, one fifth bodies, in 12 fields and 14 municipalities. Seats of a body follow a power law
    between 3 and 150; a few actors sit in many bodies. Every body works in one or two fields.
    """
    draw = random.Random(seed)
    bodies = [f"body-{i:06}" for i in range(size // 5)]
    actors = [f"actor-{i:06}" for i in range(size - len(bodies))]
    home = {actor: draw.choice(FIELDS) for actor in actors}
    ties: dict[str, AnyTie] = {}
    for tie in (*_of_bodies(draw, bodies, actors, home), *_of_actors(draw, actors, home), *_of_fields(bodies)):
        ties.setdefault(tie.key, tie)
    title = Text(f"Erfunden, {size}", f"Invented, {size}")
    about = About(title=title, notice=Text("Erfundene Daten.", "Invented data."))
    nodes = tuple(_nodes(draw, bodies, actors))
    return Changes.model_construct(nodes=nodes, ties=tuple(ties.values()), drop_nodes=(), drop_ties=(), about=about)


def _nodes(draw: random.Random, bodies: list[str], actors: list[str]) -> Iterator[AnyNode]:
    yield from (FieldOfAction(id=i, name=f"Field {i}", **_ROW) for i in FIELDS)
    yield from (Municipality(id=i, name=f"Town {i}", population=20_000, **_ROW) for i in TOWNS)
    yield Survey(id="survey", name="Survey", asked_on="2026-01-01", **_ROW)
    yield from (
        Body(id=i, name=f"Body {i}", level=draw.choice(_LEVELS), mandate="Coordinates.", **_ROW) for i in bodies
    )
    yield from (Actor(id=i, name=f"Actor {i}", actor_type="association", **_ROW) for i in actors)


def _of_bodies(
    draw: random.Random, bodies: list[str], actors: list[str], home: dict[str, str]
) -> Iterator[AnyTie]:  # fmt: skip
    colleagues = {field: [actor for actor in actors if home[actor] == field] or actors for field in FIELDS}
    for body in bodies:
        own = draw.choice(FIELDS)
        yield WorksIn(source_id=body, target_id=own, **_ROW)
        if draw.random() < 0.2:
            yield WorksIn(source_id=body, target_id=draw.choice(FIELDS), **_ROW)
        for _ in range(min(_MOST, len(actors), int(_FEWEST * draw.paretovariate(_SHAPE)))):
            pool = colleagues[own] if draw.random() < 0.85 else actors
            # the square prefers the first of the list: few actors sit in many bodies
            yield MemberOf(source_id=pool[int(len(pool) * draw.random() ** 2)], target_id=body, **_ROW)
        yield Leads(source_id=draw.choice(colleagues[own]), target_id=body, **_ROW)
        above = draw.choice(bodies)
        if above != body and draw.random() < 0.6:
            yield ReportsTo(source_id=body, target_id=above, **_ROW)


def _of_actors(draw: random.Random, actors: list[str], home: dict[str, str]) -> Iterator[AnyTie]:
    for actor in actors:
        yield WorksIn(source_id=actor, target_id=home[actor], **_ROW)
        yield ActiveIn(source_id=actor, target_id=draw.choice(TOWNS), **_ROW)
        other = draw.choice(actors)
        if other != actor and draw.random() < 0.5:
            yield CooperatesWith(source_id=actor, target_id=other, **_ROW)


def _of_fields(bodies: list[str]) -> Iterator[AnyTie]:
    for before, after in pairwise(FIELDS):
        yield DependsOn(source_id=after, target_id=before, **_ROW)
    for thing in (*FIELDS, *bodies[: len(bodies) // 2]):
        yield Covers(source_id="survey", target_id=thing, **_ROW)
