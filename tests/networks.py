"""Toy networks with their answers on paper."""

from functools import cache
from itertools import pairwise

from graph_service.model import (
    Actor,
    AnyNode,
    AnyTie,
    Body,
    CooperatesWith,
    Covers,
    DependsOn,
    FieldOfAction,
    Leads,
    MemberOf,
    Municipality,
    Survey,
    WorksIn,
)
from graph_service.snapshot import Snapshot
from graph_service.words import BodyLevel


def actors(*ids: str) -> list[AnyNode]:
    return [Actor(id=i, name=f"Akteur {i}", source="paper", as_of="2026-01") for i in ids]


def fields(*ids: str) -> list[AnyNode]:
    return [FieldOfAction(id=i, name=f"Feld {i}", source="paper", as_of="2026-01") for i in ids]


def body(body_id: str, *, standing: bool = True, level: BodyLevel | None = BodyLevel.OPERATIVE) -> AnyNode:
    return Body(id=body_id, name=f"Gremium {body_id}", standing=standing, level=level, source="paper", as_of="2026-01")


def works(*pairs: tuple[str, str]) -> list[AnyTie]:
    return [WorksIn(source_id=who, target_id=field, source="paper", as_of="2026-01") for who, field in pairs]


def sits(*pairs: tuple[str, str]) -> list[AnyTie]:
    return [MemberOf(source_id=who, target_id=where, source="paper", as_of="2026-01") for who, where in pairs]


def surveyed(*ids: str, on: str = "2026-02-01") -> tuple[AnyNode, list[AnyTie]]:
    survey = Survey(id="survey", name="Erhebung", asked_on=on, source="paper", as_of=on)
    return survey, [Covers(source_id="survey", target_id=i, source="paper", as_of=on) for i in ids]


def two_fields_one_bridge(*, asked: bool = True) -> Snapshot:
    """Fields f and g; a1, a2 in f; b1, b2 in g; x in both and nobody else. f builds on g."""
    nodes = [*actors("a1", "a2", "b1", "b2", "x"), *fields("f", "g")]
    ties = works(("a1", "f"), ("a2", "f"), ("b1", "g"), ("b2", "g"), ("x", "f"), ("x", "g"))
    ties.append(DependsOn(source_id="f", target_id="g", reason="Kurs vor Arbeit", source="paper", as_of="2026-01"))
    if asked:
        survey, covers = surveyed("f", "g")
        return Snapshot.of([*nodes, survey], [*ties, *covers])
    return Snapshot.of(nodes, ties)


def two_fields_no_bridge(*, asked: bool = True) -> Snapshot:
    """As above without x: the fields depend on each other and share nobody."""
    whole = two_fields_one_bridge(asked=asked)
    return Snapshot.of(
        [n for n in whole.nodes if n.id != "x"], [t for t in whole.ties if "x" not in (t.source_id, t.target_id)]
    )


def bodies_and_levels() -> Snapshot:
    """Field f has an operative body with a lead; field g has none; town t is asked about, town u is not."""
    survey, covers = surveyed("f", "g", "t", "o")
    nodes = [
        *actors("a", "loner"), *fields("f", "g"), body("o"), survey,
        Municipality(id="t", name="Kommune t"), Municipality(id="u", name="Kommune u"),
    ]  # fmt: skip
    return Snapshot.of(nodes, [*works(("o", "f")), Leads(source_id="a", target_id="o"), *covers])


@cache
def shapes() -> dict[str, Snapshot]:
    """Networks of 40 actors, above every size rule, in shapes with nothing to rank or everything alike."""
    who = [f"a{i:02}" for i in range(40)]
    survey, covers = surveyed("f", "g", "o", *who)
    nodes = [*actors(*who), *fields("f", "g"), survey]
    halves = works(*((a, "f" if i < 20 else "g") for i, a in enumerate(who)))
    pairs = [CooperatesWith(source_id=a, target_id=b) for i, a in enumerate(who) for b in who[i + 1 :]]
    ring = [CooperatesWith(source_id=a, target_id=b) for a, b in pairwise([*who, who[0]])]
    seats = sits(*((a, "o") for a in who))
    return {
        "nobody tied": Snapshot.of(actors(*who), []),
        "star": Snapshot.of([*nodes, body("o")], [*seats, *covers]),
        "star in a field": Snapshot.of([*nodes, body("o")], [*seats, *works(("o", "f")), *covers]),
        "complete": Snapshot.of([*nodes, body("o")], [*pairs, *halves, *covers]),
        "two fields apart": Snapshot.of([*nodes, body("o")], [*halves, *covers]),
        "ring over two fields": Snapshot.of([*nodes, body("o")], [*ring, *halves, *covers]),
        "bodies only": Snapshot.of([body(f"o{i:02}") for i in range(40)], []),
    }
