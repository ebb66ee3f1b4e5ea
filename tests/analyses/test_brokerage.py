"""What kind of go-between somebody is: roles counted by hand, chance, size rules, and Burt's measures."""

import random
from collections.abc import Sequence
from typing import Any

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Grade, Result, Severity, Standing
from graph_service.analyses.brokerage import BrokerageParams
from graph_service.model import AnyNode, AnyTie, CooperatesWith, Informs, ReportsTo
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works

SOURCE = {"source": "paper", "as_of": "2026-01"}


def answer(nodes: Sequence[AnyNode], ties: Sequence[AnyTie], params: BrokerageParams | None = None) -> Result:
    return find("brokerage")(project(Snapshot.of(nodes, ties), Scope(as_of=DAY)), params)


def rows(result: Result, table: str) -> dict[str, dict[str, Any]]:
    return {row["who"]: row for row in result.model_dump()[table]}


def cooperate(*pairs: tuple[str, str]) -> list[AnyTie]:
    return [CooperatesWith(source_id=a, target_id=b, **SOURCE) for a, b in pairs]


NODES = [*actors("a", "v", "c", "d", "e"), *fields("f", "g", "h"), body("o"), body("p"), body("q")]
SEATS = sits(("a", "o"), ("v", "o"), ("v", "p"), ("c", "p"), ("v", "q"), ("d", "q"), ("e", "q"))
PLACES = works(("a", "f"), ("c", "g"), ("d", "h"))


def test_in_bodies_by_hand() -> None:
    """V sits with a, with c and with d in one body each; a–c and a–d share v's field with one end, c–d with none."""
    found = rows(answer(NODES, [*SEATS, *PLACES, *works(("v", "f"))]), "by_bodies")
    assert list(found) == ["v"], "e works in no field, and the others stand between nobody"
    v = found["v"]
    assert (v["own"], v["foreign"], v["edge"], v["liaison"], v["pairs"]) == (0, 0, 2, 1, 3)
    assert v["p"] is None, "five actors are too few to compare with chance"


def test_working_in_two_fields_counts_half_in_each() -> None:
    """In f: edge, edge, liaison; in g: edge (c), liaison, edge (c); so 2 edge and 1 liaison of 3 pairs."""
    v = rows(answer(NODES, [*SEATS, *PLACES, *works(("v", "f"), ("v", "g"))]), "by_bodies")["v"]
    assert (v["own"], v["foreign"], v["edge"], v["liaison"], v["pairs"]) == (0, 0, 2, 1, 3)
    v = rows(answer(NODES, [*SEATS, *PLACES, *works(("v", "h"), ("a", "g"))]), "by_bodies")["v"]
    # a is half in f, half in g, c in g, v and d in h: a–c foreign .5, liaison .5; a–d and c–d edge
    assert (v["own"], v["foreign"], v["edge"], v["liaison"]) == (0, 0.5, 2, 0.5)


def test_sharing_a_body_closes_a_pair_and_cooperation_does_not_mix_in() -> None:
    ties = [*SEATS, *PLACES, *works(("v", "f")), *sits(("a", "p"))]
    v = rows(answer(NODES, ties), "by_bodies")["v"]
    assert (v["edge"], v["liaison"]) == (1, 1), "a and c meet in p now"
    result = answer(NODES, [*SEATS, *PLACES, *works(("v", "f")), *cooperate(("a", "c"))])
    assert rows(result, "by_bodies")["v"]["pairs"] == 3
    assert rows(result, "by_cooperation") == {}


def test_cooperation_counts_each_pair_once() -> None:
    ties = [*works(("v", "f"), ("a", "f"), ("c", "f"), ("d", "f")), *cooperate(("a", "v"), ("c", "v"), ("d", "v"))]
    v = rows(answer(NODES, ties), "by_cooperation")["v"]
    assert (v["own"], v["pairs"]) == (3, 3)
    closed = rows(answer(NODES, [*ties, *cooperate(("a", "c"))]), "by_cooperation")["v"]
    assert closed["pairs"] == 2


def test_information_has_a_direction() -> None:
    informs = [Informs(source_id="a", target_id="v", **SOURCE), Informs(source_id="v", target_id="c", **SOURCE)]
    v = rows(answer(NODES, [*PLACES, *works(("v", "f")), *informs]), "by_information")["v"]
    assert (v["outwards"], v["inwards"], v["pairs"]) == (1, 0, 1)
    v = rows(answer(NODES, [*PLACES, *works(("v", "g")), *informs]), "by_information")["v"]
    assert (v["outwards"], v["inwards"]) == (0, 1)
    past = [*informs, Informs(source_id="a", target_id="c", **SOURCE)]
    assert rows(answer(NODES, [*PLACES, *works(("v", "f")), *past]), "by_information") == {}
    report = [ReportsTo(source_id="o", target_id="p", **SOURCE), ReportsTo(source_id="p", target_id="q", **SOURCE)]
    placed = works(("o", "f"), ("p", "g"), ("q", "h"))
    assert rows(answer(NODES, [*placed, *report]), "by_information")["p"]["liaison"] == 1


def test_how_bound_contacts_are() -> None:
    """V has three contacts that do not know each other; a has one and e none but in a body."""
    found = rows(answer(NODES, [*SEATS, *cooperate(("a", "v"), ("c", "v"), ("d", "v"))]), "dependence")
    v = found["v"]
    assert (v["contacts"], v["constraint"], v["effective_size"], v["efficiency"], v["hierarchy"]) == (
        3, pytest.approx(1 / 3, rel=1e-5), 3, 1, 0,
    )  # fmt: skip
    assert (found["a"]["constraint"], found["a"]["hierarchy"]) == (1, 1)
    assert (found["e"]["contacts"], found["e"]["constraint"], found["e"]["met"]) == (0, None, 2)
    # v meets a, c, d, e; d and e meet each other: 4 − 2/4
    assert (v["met"], v["body_size"]) == (4, 3.5)
    # e sits in q alone among its bodies: bound to it entirely
    assert found["e"]["body_constraint"] == 1


def crowd(*, asked: bool) -> tuple[list[AnyNode], list[AnyTie]]:
    """Four fields of nine actors, each in the bodies of its own field; x of field 0 alone sits in one body of each."""
    draw = random.Random(3)
    groups = [[f"a{g}{i}" for i in range(9)] for g in range(4)]
    bodies = [f"o{g}{k}" for g in range(4) for k in range(3)]
    seats = {(a, f"o{g}{draw.randrange(3)}") for g, group in enumerate(groups) for a in group}
    seats |= {("x", f"o{g}0") for g in range(1, 4)}
    people = ["x", *(a for group in groups for a in group)]
    survey, covers = surveyed(*people, *bodies)
    nodes = [*actors(*people), *(body(b) for b in bodies), *fields("f0", "f1", "f2", "f3")]
    ties = [*sits(*sorted(seats)), *works(("x", "f0"), *((a, f"f{a[1]}") for a in people[1:]))]
    return ([*nodes, survey], [*ties, *covers]) if asked else (nodes, ties)


def test_whoever_alone_stands_between_fields_stands_out() -> None:
    result = answer(*crowd(asked=True))
    x = rows(result, "by_bodies")["x"]
    assert x["stands_out"]["de"] == "zwischen zwei fremden Feldern"
    assert x["liaison"] > 2 * x["expected"]
    assert x["p"] <= x["p_holm"] <= 0.05
    (finding,) = result.findings
    assert (finding.kind, finding.basis, finding.grade) == ("between-fields", Standing.RECORDED, Grade.B)
    assert finding.severity is Severity.LOW
    assert f"zwischen {x['pairs']} Paaren" in finding.text.de
    assert finding.footing is not None
    assert "499 Ziehungen, Startwert 0" in finding.footing.de
    assert "„Gremium o10“, „Gremium o20“ und „Gremium o30“" in finding.next_step.de


def test_unasked_it_says_so_and_without_draws_it_does_not_judge() -> None:
    (finding,) = answer(*crowd(asked=False)).findings
    assert (finding.kind, finding.basis, finding.grade) == (
        "between-fields-not-surveyed", Standing.NOT_SURVEYED, Grade.C,
    )  # fmt: skip
    assert finding.text.de.endswith("Ob diese Paare sonst in Kontakt sind, ist nicht erhoben.")
    calm = answer(*crowd(asked=False), BrokerageParams(draws=0))
    assert calm.findings == ()
    assert calm.summary.de.endswith("Gegen den Zufall wurde nicht geprüft.")
    other = answer(*crowd(asked=False), BrokerageParams(seed=1))
    assert rows(other, "by_bodies")["x"]["expected"] != rows(answer(*crowd(asked=False)), "by_bodies")["x"]["expected"]


def test_nothing_to_stand_between() -> None:
    assert answer([], []).summary.de.startswith("Nach dem, was erfasst ist, steht niemand")
    assert answer(NODES, cooperate(("a", "c"))).summary.de.startswith("Nach dem, was erfasst ist, steht niemand")
