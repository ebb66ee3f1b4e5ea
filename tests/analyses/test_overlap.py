"""Overlap on networks counted by hand, on the planted county, and at size."""

import json

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Grade, Severity, Standing
from graph_service.analyses.overlap import OverlapParams, OverlapResult
from graph_service.model import AnyNode, AnyTie, Leads, PartOf
from graph_service.network import project
from graph_service.resources import seeds_dir
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import BodyLevel
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works


def answer(snapshot: Snapshot, params: OverlapParams | None = None) -> OverlapResult:
    result = find("overlap")(project(snapshot, Scope(as_of=DAY)), params)
    assert isinstance(result, OverlapResult)
    return result


def twins(
    *,
    asked: bool = True,
    level: BodyLevel | None = BodyLevel.OPERATIVE,
    first: BodyLevel | None = BodyLevel.OPERATIVE,
    field: str = "f",
    more: list[AnyTie] | None = None,
) -> Snapshot:
    """Body p has a, b, c, d; body q has b, c, d, e: 3 shared of 5. q works in *field* at *level*, p in f."""
    seats = [(who, "p") for who in "abcd"] + [(who, "q") for who in "bcde"]
    nodes: list[AnyNode] = [*actors(*"abcde"), *fields("f", "g"), body("p", level=first), body("q", level=level)]
    ties = [*sits(*seats), *works(("p", "f"), ("q", field)), *(more or [])]
    if asked:
        survey, covers = surveyed("p", "q")
        nodes, ties = [*nodes, survey], [*ties, *covers]
    return Snapshot.of(nodes, ties)


def test_twins_in_one_field_at_one_level_are_a_double_structure() -> None:
    result = answer(twins())
    (finding,) = result.findings
    assert (finding.key, finding.basis) == ("overlap/double-structure/p/q", Standing.RECORDED)
    assert (finding.severity, finding.grade) == (Severity.MEDIUM, Grade.B)
    (row,) = result.pairs
    assert (row.shared, row.members_first, row.members_second) == (3, 4, 4)
    assert (row.jaccard, row.containment) == (0.6, 0.75)
    assert row.fields == ("f",)
    assert row.same_level
    assert row.p_more is None, "five actors are too few to compare with chance"
    assert finding.numbers["pairs_compared"] == 1
    assert len(finding.evidence) == 10  # six seats, two fields, two lines of the survey


def test_nobody_asked_means_ask_first() -> None:
    (finding,) = answer(twins(asked=False)).findings
    assert (finding.basis, finding.grade, finding.severity) == (Standing.NOT_SURVEYED, Grade.C, Severity.LOW)
    assert "erfasst" in finding.text.de
    assert "nachfragen" in finding.next_step.de


@pytest.mark.parametrize(
    ("snapshot", "state"),
    [
        (twins(field="g"), "weitgehend dieselben Mitglieder"),
        (twins(level=BodyLevel.STRATEGIC), "weitgehend dieselben Mitglieder"),
        (twins(level=None), "weitgehend dieselben Mitglieder"),
        (twins(level=None, first=None), "weitgehend dieselben Mitglieder"),
        (
            twins(more=[PartOf(source_id="q", target_id="p", source="paper", as_of="2026-01")]),
            "eines ist Teil des anderen",
        ),
    ],
    ids=["other field", "other level", "no level", "no level at all", "part of"],
)
def test_twins_with_different_tasks_are_shown_but_no_finding(snapshot: Snapshot, state: str) -> None:
    result = answer(snapshot)
    assert result.findings == ()
    assert [row.state.de for row in result.pairs] == [state]
    assert {row.p_more for row in result.pairs} == {None}
    assert result.summary.de.startswith("1 Paar " if "Teil" in state else "0 Paare "), "only like is compared with like"


def without_field(at_home: str) -> Snapshot:
    """Give the twins, but no field for q; of its members b, c, d, e those of *at_home* work in f themselves."""
    whole = twins()
    ties = [t for t in whole.ties if (t.kind, t.source_id) != ("works_in", "q")]
    return Snapshot.of(whole.nodes, [*ties, *works(*((who, "f") for who in at_home))])


def test_a_body_without_a_field_counts_where_half_of_its_members_work_and_the_finding_says_so() -> None:
    (finding,) = answer(without_field("bc")).findings
    assert (finding.grade, finding.basis) == (Grade.C, Standing.RECORDED)
    assert (
        "Für „Gremium q“ ist kein Handlungsfeld eingetragen; mindestens die Hälfte der Mitglieder arbeitet in"
        in finding.text.de
    )
    assert "in welchem Handlungsfeld „Gremium q“ arbeitet" in finding.next_step.de
    assert {"works_in:b:f:", "works_in:c:f:"} <= {row.id for row in finding.evidence}
    assert answer(without_field("b")).findings == (), "one of four is not half"
    assert answer(without_field("ae")).findings == (), "a does not sit in q"


def half(shared: int, others: int = 40) -> Snapshot:
    """Bodies p and q of 8 members each with *shared* in common; *others* actors sit alone in bodies elsewhere."""
    first, second = [f"p{i}" for i in range(8)], [f"q{i}" for i in range(8)]
    second[:shared] = first[:shared]
    rest = [f"x{i:02}" for i in range(others)]
    places = [f"o{i:02}" for i in range(others)]
    seats = [(who, "p") for who in first] + [(who, "q") for who in second] + list(zip(rest, places, strict=True))
    bodies = [*(body(i, level=BodyLevel.OPERATIVE) for i in ("p", "q")), *(body(i, level=None) for i in places)]
    survey, covers = surveyed("p", "q")
    nodes = [*actors(*sorted({*first, *second, *rest})), *fields("f", "g"), *bodies, survey]
    works_in = works(("p", "f"), ("q", "f"), *((i, "g") for i in places))
    return Snapshot.of(nodes, [*sits(*seats), *works_in, *covers])


def test_half_of_the_smaller_one_is_enough_where_so_many_are_no_coincidence() -> None:
    (finding,) = answer(half(4)).findings
    assert (finding.numbers["jaccard"], finding.numbers["containment"]) == (0.333333, 0.5)
    assert (finding.numbers["p_more_holm"] or 1) <= 0.05
    assert finding.grade is Grade.B, "one sign, not two"
    assert finding.footing is not None
    assert "kein Zufall" in finding.footing.de
    assert answer(half(3)).findings == (), "less than half of the smaller one"
    assert answer(half(6)).findings[0].grade is Grade.A, "half of all members as well"
    assert answer(half(4), OverlapParams(p=1e-9)).findings == (), "the limit of chance is the caller's"
    assert answer(half(4, others=4)).findings == (), "too few actors to compare with chance"


def test_thresholds_are_the_callers() -> None:
    assert answer(twins(), OverlapParams(share=0.61)).pairs == ()
    assert len(answer(twins(), OverlapParams(share=0.6)).pairs) == 1
    assert answer(twins(), OverlapParams(least=4)).pairs == ()


def test_a_seat_counts_once_and_below_the_size_rule_nobody_is_ranked() -> None:
    result = answer(twins())
    assert {row.who: row.value for row in result.seats} == {"a": 1, "b": 2, "c": 2, "d": 2, "e": 1}
    assert {row.rank for row in result.seats} == {None}
    assert "5 Akteure mit zusammen 8 Sitzen, höchstens 2 je Akteur" in result.summary.de


def test_a_seat_held_as_member_and_as_lead_is_lost_only_with_both_ties() -> None:
    """m is member and lead of 40 bodies, s only member of 39: with 30 % of the ties missing m keeps 91 % of its seats."""
    own, other = [f"m{i:02}" for i in range(40)], [f"s{i:02}" for i in range(39)]
    leads: list[AnyTie] = [Leads(source_id="m", target_id=o, source="paper", as_of="2026-01") for o in own]
    seats = sits(
        *(("m", o) for o in own), *(("s", o) for o in other), ("r", "m00"), *((f"a{i:02}", "m00") for i in range(30))
    )
    nodes = [*actors("m", "s", "r", *(f"a{i:02}" for i in range(30))), *(body(o) for o in (*own, *other))]
    first, second, *_ = answer(Snapshot.of(nodes, [*seats, *leads])).seats
    assert (first.who, first.value, second.who, second.value) == ("m", 40, "s", 39), "each body once"
    assert (first.best_30, first.worst_30) == (1, 1)
    assert (second.best_30, second.worst_30) == (2, 2)


def crowd(bodies: int) -> Snapshot:
    """40 actors; each of *bodies* bodies has two of them, and h sits in all; h and all bodies were asked."""
    names = [f"a{i:02}" for i in range(40)]
    where = [f"o{i:02}" for i in range(bodies)]
    seats = [(names[(2 * i + k) % 40], o) for i, o in enumerate(where) for k in (0, 1)] + [("h", o) for o in where]
    survey, covers = surveyed("h", *names, *where)
    return Snapshot.of([*actors("h", *names), *(body(o) for o in where), survey], [*sits(*seats), *covers])


def test_somebody_far_out_of_line_is_named_and_nobody_else() -> None:
    (finding,) = answer(crowd(20)).findings
    assert (finding.key, finding.numbers["seats"], finding.numbers["median"]) == ("overlap/many-seats/h", 20, 1)
    assert finding.numbers["holds_in"] == 1
    assert finding.footing is not None
    assert finding.footing.de.startswith("Rang 1; ")
    assert "100 % von 200 Ziehungen" in finding.footing.de
    assert len(finding.evidence) == 20
    assert answer(crowd(4)).findings == (), "four seats are not many"
    assert answer(crowd(20), OverlapParams(draws=0)).findings == (), "unchecked ranks make no finding"


def test_planted_double_structures_are_found_and_nothing_else(musterkreis: Snapshot) -> None:
    planted = json.loads((seeds_dir() / "musterkreis" / "planted.json").read_text("utf-8"))["double_structures"]
    findings = answer(musterkreis).findings
    assert sorted(list(f.nodes) for f in findings) == planted
    assert {f.grade for f in findings} == {Grade.A}
    for finding in findings:
        p, corrected, looked_at = (finding.numbers[key] or 0 for key in ("p_more", "p_more_holm", "pairs_compared"))
        assert corrected == pytest.approx(looked_at * p, rel=1e-5), "corrected for all pairs, not only for those shown"
        assert 0 < corrected < 0.001


def test_the_county_where_nobody_was_asked_has_no_finding(gross_gerau: Snapshot) -> None:
    assert answer(gross_gerau).findings == ()


def test_one_huge_body_among_many_small_ones_is_quick() -> None:
    names = [f"a{i:05}" for i in range(5000)]
    nodes = [*actors(*names), *fields("f"), *(body(f"o{i:03}") for i in range(300)), body("huge")]
    seats = [(who, "huge") for who in names] + [(names[i * 7 + k], f"o{i:03}") for i in range(300) for k in range(6)]
    result = answer(Snapshot.of(nodes, [*sits(*seats), *works(*((f"o{i:03}", "f") for i in range(300)))]))
    assert result.pairs == ()
    assert "44.850 Paare" in result.summary.de
