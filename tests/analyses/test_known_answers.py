"""Every first analysis on networks that can be counted by hand."""

from datetime import date

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Grade, Result, Severity, Standing
from graph_service.errors import InvalidParameter
from graph_service.model import ActiveIn, Actor, AnyTie, CooperatesWith, Funds, Municipality
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY
from tests.networks import (
    actors,
    bodies_and_levels,
    body,
    fields,
    sits,
    surveyed,
    two_fields_no_bridge,
    two_fields_one_bridge,
    works,
)


def answer(analysis: str, snapshot: Snapshot, scope: Scope | None = None) -> Result:
    return find(analysis)(project(snapshot, scope or Scope(as_of=DAY)))


def test_overview_counts_parts_and_isolates() -> None:
    snapshot = Snapshot.of([*actors("a", "b", "c"), body("o")], sits(("a", "o"), ("b", "o")))
    result = answer("overview", snapshot).model_dump()
    assert [row["count"] for row in result["kinds"]] == [3, 1, 2]
    assert [(part["size"], part["actors"]) for part in result["parts"]] == [(3, 2)]
    assert result["isolates"] == ("c",)
    assert result["density"] == pytest.approx(2 / 6)


def test_one_actor_joins_two_fields_and_is_named() -> None:
    result = answer("field-bridges", two_fields_one_bridge())
    (finding,) = result.findings
    assert finding.nodes == ("f", "g", "x")
    assert finding.severity is Severity.HIGH
    assert finding.basis is Standing.RECORDED
    assert finding.numbers["routes"] == 1
    (pair,) = result.model_dump()["pairs"]
    assert (pair["shared_actors"], pair["shared_bodies"], pair["cut"]) == (1, 0, ("x",))
    assert pair["p_fewer"] is None, "five actors are too few for a null model"


def test_the_same_bridge_unasked_is_not_sold_as_fragile() -> None:
    (finding,) = answer("field-bridges", two_fields_one_bridge(asked=False)).findings
    assert finding.basis is Standing.NOT_SURVEYED
    assert finding.grade is Grade.C


def test_members_of_a_shared_body_are_not_bridges_beside_it() -> None:
    nodes = [*actors("a", "b"), body("o"), *fields("f", "g")]
    result = answer(
        "field-bridges", Snapshot.of(nodes, [*sits(("a", "o"), ("b", "o")), *works(("o", "f"), ("o", "g"))])
    )
    assert [row["who"] for row in result.model_dump()["bridges"]] == ["o"]


def test_fields_that_depend_and_share_nobody_lack_a_bridge() -> None:
    (finding,) = answer("missing-bridges", two_fields_no_bridge()).findings
    assert (finding.kind, finding.nodes, finding.severity) == ("missing-bridge", ("f", "g"), Severity.HIGH)
    assert "depends_on:f:g:" in finding.ties
    assert any(row.id == "depends_on:f:g:" and row.source == "paper" for row in finding.evidence)


def test_the_same_pair_unasked_is_not_surveyed() -> None:
    (finding,) = answer("missing-bridges", two_fields_no_bridge(asked=False)).findings
    assert (finding.kind, finding.basis) == ("not-surveyed", Standing.NOT_SURVEYED)


def test_a_bridge_that_exists_is_no_finding() -> None:
    assert answer("missing-bridges", two_fields_one_bridge()).findings == ()


def test_coverage_tells_gap_from_not_surveyed() -> None:
    result = answer("coverage", bodies_and_levels())
    states = {(cell["field"], cell["other"]): cell["state"].en for cell in _cells(result)}
    assert states == {("f", "t"): "gap", ("g", "t"): "gap", ("f", "u"): "not surveyed", ("g", "u"): "not surveyed"}
    assert {f.key for f in result.findings if f.kind == "empty-cell"} == {
        "coverage/empty-cell/f/t",
        "coverage/empty-cell/g/t",
    }


def _cells(result: Result) -> list[dict[str, object]]:
    return [{name: getattr(cell, name) for name in ("field", "other", "state")} for cell in result.municipalities]  # type: ignore[attr-defined]


def test_structure_names_the_field_without_a_body_and_the_body_that_reports_nowhere() -> None:
    findings = {f.key: f for f in answer("structure", bodies_and_levels()).findings}
    assert findings["structure/field-without-body/g"].severity is Severity.HIGH
    assert findings["structure/field-without-strategic-level/f"].basis is Standing.RECORDED
    assert findings["structure/body-reports-nowhere"].nodes == ("o",)
    assert "structure/field-without-lead/f" not in findings
    assert findings["structure/actor-in-no-body/not-surveyed"].nodes == ("loner",)


def test_freshness_counts_days_from_the_end_of_the_year_named() -> None:
    old, new = Actor(id="old", name="Old", as_of="2023", source="s"), Actor(id="new", name="New", as_of="2026-11-01")
    result = answer("freshness", Snapshot.of([old, new], [])).model_dump()
    assert [(row["entry"]["de"], row["age_days"]) for row in result["oldest"]] == [("Old", 1059), ("New", 23)]
    assert (date(2026, 11, 24) - date(2023, 12, 31)).days == 1059
    assert answer("freshness", Snapshot.of([old], []), Scope()).model_dump()["kinds"][0]["old"] is None


def test_the_end_of_a_funding_is_said_in_time() -> None:
    tie = Funds(source_id="a", target_id="b", valid_to="2026-12", as_of="2026", source="s")
    findings = answer("freshness", Snapshot.of(actors("a", "b"), [tie])).findings
    (ends,) = [f for f in findings if f.kind == "ends-soon"]
    assert ends.severity is Severity.HIGH
    assert "Dezember 2026" in ends.text.de


def test_fundings_by_one_until_the_same_day_are_one_finding_with_a_key_that_stays() -> None:
    def funds(who: str, until: str, by: str = "a") -> Funds:
        return Funds(source_id=by, target_id=who, valid_to=until, as_of="2026", source="s")

    ties = [funds("b", "2026-12"), funds("c", "2026-12"), funds("d", "2027-01"), funds("d", "2026-12", by="e")]
    nodes = actors(*"abcde")
    ends = [f for f in answer("freshness", Snapshot.of(nodes, ties)).findings if f.kind == "ends-soon"]
    assert [(f.key, f.numbers["entries"]) for f in ends] == [
        ("freshness/ends-soon/funds/a/2026-12", 2),
        ("freshness/ends-soon/funds/e/2026-12", 1),
        ("freshness/ends-soon/funds/a/2027-01", 1),
    ]
    together, alone, _ = ends
    assert together.text.de == (
        "2 Förderungen durch „Akteur a“ enden: Dezember 2026. Gefördert werden „Akteur b“ und „Akteur c“."
    )
    assert (together.nodes, len(together.evidence)) == (("a", "b", "c"), 2)
    assert alone.text.de == "Die Förderung von „Akteur d“ durch „Akteur e“ endet: Dezember 2026."
    assert alone.next_step.de.startswith("Mit „Akteur e“ klären")
    without = answer("freshness", Snapshot.of(nodes, ties[1:])).findings
    assert "freshness/ends-soon/funds/a/2026-12" in {f.key for f in without}


def test_other_entries_that_end_are_named_by_kind_and_day() -> None:
    ending = [Actor(id=i, name=i.upper(), valid_to="2026-12-31", as_of="2026-11-01", source="s") for i in ("x", "y")]
    (ends,) = [f for f in answer("freshness", Snapshot.of(ending, [])).findings if f.kind == "ends-soon"]
    assert ends.key == "freshness/ends-soon/actor/2026-12-31"
    assert ends.text.de == "2 Einträge enden: 31. Dezember 2026. Es sind „X“ und „Y“."


def test_one_is_said_as_one() -> None:
    one = answer("overview", Snapshot.of([*actors("a"), *fields("f", "g")], works(("a", "f"), ("a", "g")))).summary
    assert one.de.startswith("Erfasst: 1 Akteur, 0 Gremien und 2 Verbindungen.")
    assert "1 Akteur oder Gremium hat keine erfasste Verbindung zu anderen." in one.de
    assert "Befragt wurde dazu noch niemand." in one.de
    pair = answer(
        "field-bridges", Snapshot.of([*actors("a"), *fields("f", "g")], works(("a", "f"), ("a", "g")))
    ).summary
    assert pair.de.startswith("Mindestens einen Akteur oder ein Gremium gemeinsam: 1 von 1 Feldpaar.")
    assert "Nur eine einzige Stelle erfasst, weitere nicht erhoben: 1." in pair.de
    assert "hängen" not in pair.de, "nobody was asked"
    assert "Je Paar ist 1 unabhängiger Weg erfasst." in pair.de
    asked = answer("field-bridges", two_fields_one_bridge()).summary
    assert "An einer einzigen Stelle hängen davon: 1." in asked.de
    assert "nicht erhoben" not in asked.de


def test_event_series_are_no_bridge_unless_asked_for() -> None:
    nodes = [*actors("a"), body("fair", standing=False), *fields("f", "g")]
    snapshot = Snapshot.of(nodes, works(("fair", "f"), ("fair", "g")))
    assert answer("field-bridges", snapshot).findings == ()
    assert answer("field-bridges", snapshot, Scope(standing_only=False)).findings != ()


@pytest.mark.parametrize(
    "scope",
    [Scope(fields=("nope",)), Scope(municipalities=("nope",)), Scope(levels=("nope",)), Scope(tie_kinds=("nope",))],
)
def test_a_scope_that_names_what_is_not_there_is_refused(scope: Scope) -> None:
    with pytest.raises(InvalidParameter, match="nope"):
        project(bodies_and_levels(), scope)


def test_a_body_whose_people_know_nobody_outside_stands_by_itself() -> None:
    survey, covers = surveyed("o", "p", "t")
    nodes = [*actors("a", "b", "c", "d"), body("o"), body("p"), Municipality(id="t", name="Kommune t"), survey]
    seats = sits(("a", "o"), ("b", "o"), ("c", "p"), ("d", "p"))
    here = [ActiveIn(source_id=who, target_id="t") for who in ("a", "b", "o")]

    def alone(*more: AnyTie) -> dict[str, tuple[str, ...]]:
        found = answer("structure", Snapshot.of(nodes, [*seats, *here, *covers, *more])).findings
        return {f.kind: f.nodes for f in found if f.kind.endswith("outside-tie")}

    assert alone() == {"body-without-outside-tie": ("o", "p"), "municipality-without-outside-tie": ("t",)}
    assert alone(CooperatesWith(source_id="b", target_id="c")) == {}
    assert alone(ActiveIn(source_id="c", target_id="t")) == {"body-without-outside-tie": ("o", "p")}


def test_overview_counts_fields_in_shares_that_add_up() -> None:
    result = answer("overview", two_fields_one_bridge()).model_dump()
    rows = {row["field"]: (row["actors"], row["share"]) for row in result["fields"]}
    assert rows == {"f": (3, 2.5), "g": (3, 2.5)}
    assert (result["not_surveyed_share"], result["surveyed"]) == (0.714286, 2)
    # nodes and ties of January end on the 31st: 297 days; the survey and its two ties of 1 February
    assert result["median_age_days"] == 297


def test_freshness_counts_what_no_survey_covers() -> None:
    result = answer("freshness", two_fields_one_bridge()).model_dump()
    rows = {row["kind"]["de"]: (row["count"], row["unsurveyed"]) for row in result["kinds"]}
    assert (rows["Akteure"], rows["Handlungsfelder"], rows["arbeitet in"]) == ((5, 5), (2, 0), (6, None))
