"""What joins two fields, on whom it hangs, other contacts, and what missing ties do, counted by hand."""

import numpy as np
import pytest

from graph_service.analyses import find
from graph_service.analyses._field_pairs import Pair, pairs, still_fewer
from graph_service.analyses._joins import still_joined
from graph_service.analyses.base import Finding, Grade, Severity
from graph_service.model import AnyTie, CooperatesWith, DependsOn
from graph_service.network import Network, project
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, two_fields_one_bridge, works


def network(snapshot: Snapshot) -> Network:
    return project(snapshot, Scope(as_of=DAY))


def only_pair(snapshot: Snapshot) -> Pair:
    (pair,) = pairs(network(snapshot))
    return pair


def test_an_actor_with_a_seat_abroad_hangs_on_the_seat() -> None:
    nodes = [*actors("a", "b"), body("o"), *fields("f", "g")]
    pair = only_pair(Snapshot.of(nodes, [*works(("a", "f"), ("b", "g"), ("o", "g")), *sits(("a", "o"), ("b", "o"))]))
    assert (pair.actors, pair.bodies, pair.carriers, pair.hinges) == (("a",), (), ("a",), ("a", "o"))


def test_a_table_of_both_fields_is_the_hinge_although_it_is_recorded_in_one() -> None:
    nodes = [*actors("a", "b", "c"), body("o"), *fields("f", "g")]
    ties = [*works(("a", "f"), ("b", "f"), ("c", "g"), ("o", "g")), *sits(("a", "o"), ("b", "o"), ("c", "o"))]
    pair = only_pair(Snapshot.of(nodes, ties))
    assert (pair.actors, pair.carriers, pair.hinges) == (("a", "b"), ("a", "b"), ("o",))


def test_two_ways_have_no_hinge() -> None:
    nodes = [*actors("a", "x"), body("o"), *fields("f", "g")]
    pair = only_pair(Snapshot.of(nodes, works(("x", "f"), ("x", "g"), ("o", "f"), ("o", "g"))))
    assert (pair.carriers, pair.hinges) == (("o", "x"), ())


def test_contacts_count_in_shares_and_without_the_hinge() -> None:
    # x in both fields (half in each), a in f, b in g; a–b, a–x, b–x: ends 2 + 2 + 2
    nodes = [*actors("a", "b", "x"), *fields("f", "g")]
    together = [CooperatesWith(source_id=s, target_id=t) for s, t in (("a", "b"), ("a", "x"), ("b", "x"))]
    pair = only_pair(Snapshot.of(nodes, [*works(("a", "f"), ("b", "g"), ("x", "f"), ("x", "g")), *together]))
    assert pair.hinges == ("x",)
    # without x: one tie a–b, ends 2 in f, 2 in g, 2 in all (those of x and the other halves of its ties are gone)
    assert (pair.contacts, pair.expected_contacts) == (1, 2)
    second = [*actors("y"), *nodes]
    pair = only_pair(
        Snapshot.of(second, [*works(("a", "f"), ("b", "g"), *((w, f) for w in "xy" for f in "fg")), *together])
    )
    # with x: a–b counts 1, a–x and b–x a half each; ends 2 + 1 in f and in g, 6 in all
    assert (pair.hinges, pair.contacts, pair.expected_contacts) == ((), 2, 1.5)


def finding(snapshot: Snapshot, analysis: str) -> Finding:
    (found,) = find(analysis)(network(snapshot)).findings
    return found


def test_every_finding_on_a_pair_states_scope_null_model_and_loss() -> None:
    found = finding(two_fields_one_bridge(), "field-bridges")
    # 5 actors, 6 + 1 + 2 ties, asked: 2 fields of 7 entries
    assert {k: found.numbers[k] for k in ("n", "m", "not_surveyed_share", "draws", "seed")} == {
        "n": 5, "m": 9, "not_surveyed_share": 0.714286, "draws": 50, "seed": 0,
    }  # fmt: skip
    assert found.numbers["p_fewer"] is None
    assert "zu wenige Akteure" in (found.footing or found.text).de
    assert (
        "5 Akteure und Gremien und 9 Verbindungen, 71 % der Einträge nicht erhoben" in (found.footing or found.text).de
    )
    kept = found.numbers["holds_without_a_tenth_of_ties"]
    assert kept is not None
    assert f"in {round(kept * 50)} von 50 Ziehungen" in (found.footing or found.text).de


def test_a_bridge_of_two_ties_outlives_a_tenth_of_losses_in_four_of_five_draws() -> None:
    whole = network(two_fields_one_bridge())
    assert still_joined(whole, "f", "g", 4000, 1) == pytest.approx(0.81, abs=0.02)
    assert still_joined(whole, "f", "g", 50, 1) == still_joined(whole, "f", "g", 50, 1)


def crowd(between: int) -> Snapshot:
    """40 actors a side, each tied to its right neighbour, and *between* ties across; f builds on g; both asked."""
    left, right = [f"a{i:02}" for i in range(40)], [f"b{i:02}" for i in range(40)]
    survey, covers = surveyed("f", "g")
    ring = [CooperatesWith(source_id=side[i], target_id=side[i - 1]) for side in (left, right) for i in range(40)]
    across = [CooperatesWith(source_id=left[i], target_id=right[i]) for i in range(between)]
    ties: list[AnyTie] = [*works(*((i, "f") for i in left), *((i, "g") for i in right)), *ring, *across, *covers]
    ties.append(DependsOn(source_id="f", target_id="g"))
    return Snapshot.of([*actors(*left, *right), *fields("f", "g"), survey], ties)


@pytest.mark.parametrize(
    ("between", "grade", "severity"),
    [(0, Grade.A, Severity.HIGH), (20, Grade.B, Severity.HIGH), (40, Grade.C, Severity.MEDIUM)],
)
def test_contacts_as_usual_lower_the_grade_of_a_missing_bridge(between: int, grade: Grade, severity: Severity) -> None:
    found = finding(crowd(between), "missing-bridges")
    assert (found.kind, found.grade, found.severity) == ("missing-bridge", grade, severity)
    assert found.numbers["contacts"] == between
    assert found.numbers["expected_contacts"] == (80 + between) / 2
    assert ("nur nicht eingetragen" in (found.footing or found.text).de) == (grade is Grade.C)


def test_a_gap_that_rests_on_one_row_outlives_losses_as_often_as_the_row() -> None:
    params = find("missing-bridges").params(draws=1000, seed=3)  # type: ignore[call-arg]
    (found,) = find("missing-bridges")(network(crowd(0)), params).findings
    assert found.numbers["holds_without_a_tenth_of_ties"] == pytest.approx(0.9, abs=0.03)


def test_few_shared_actors_among_many_stay_few_when_ties_are_missing() -> None:
    # 60 actors in f and g each, 2 of them in both, 4 further fields that keep the matrix from being full
    draw = np.random.default_rng(1)
    who = [f"a{i:03}" for i in range(140)]
    at = [(w, "f") for w in who[:70]] + [(w, "g") for w in who[68:138]]
    at += [(w, f"x{j}") for w in who for j in range(4) if draw.random() < 0.4]
    whole = network(Snapshot.of([*actors(*who), *fields("f", "g", "x0", "x1", "x2", "x3")], works(*at)))
    (pair,) = [p for p in pairs(whole) if (p.first, p.second) == ("f", "g")]
    assert len(pair.actors) == 2
    assert pair.lower_holm is not None
    assert pair.lower_holm < 1e-6
    assert still_fewer(whole, [pair], 0.05, 20, 0) == (1,)
    assert still_fewer(whole, [pair], 1e-30, 20, 0) == (0,)
