"""Needs, owners and trend, counted by hand."""

from fractions import Fraction

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Severity, Standing
from graph_service.analyses.needs import NeedsResult
from graph_service.kernels.two_counts import chance_of_difference
from graph_service.model import ActiveIn, AnyNode, AnyTie, Concerns, HandledBy, Municipality, Need, RaisedBy
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import NeedStatus
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works


def need(
    need_id: str, reported: str | None, *, status: NeedStatus = NeedStatus.OPEN, as_of: str = "2025-03"
) -> AnyNode:
    return Need(id=need_id, name=f"Bedarf {need_id}", status=status, reported_on=reported, as_of=as_of, source="paper")


def about(*pairs: tuple[str, str]) -> list[AnyTie]:
    return [Concerns(source_id=n, target_id=thing) for n, thing in pairs]


def answer(
    nodes: list[AnyNode], ties: list[AnyTie], *, asked: tuple[str, ...] = ("o1", "o2"), scope: Scope | None = None
) -> NeedsResult:
    """Field f has bodies o1 (member a, active in t) and o2 (member b); field g has no body, actor c works in it."""
    survey, covers = surveyed(*asked)
    whole = [*actors("a", "b", "c"), *fields("f", "g"), body("o1"), body("o2"), Municipality(id="t", name="T"), survey]
    know = [
        *works(("o1", "f"), ("o2", "f"), ("c", "g")), *sits(("a", "o1"), ("b", "o2")),
        ActiveIn(source_id="a", target_id="t"), *covers, *ties,
    ]  # fmt: skip
    result = find("needs")(project(Snapshot.of([*whole, *nodes], know), scope or Scope(as_of=DAY)))
    assert isinstance(result, NeedsResult)
    return result


def test_a_need_without_an_owner_names_who_could_own_it() -> None:
    result = answer([need("n", "2025-12")], about(("n", "f"), ("n", "t")))
    (row,) = result.needs
    assert row.candidates == ("o1", "o2"), "the body with a member on the spot comes first"
    assert row.active_there is not None
    assert row.active_there.en == "served"
    (finding,) = result.findings
    assert (finding.key, finding.basis, finding.severity) == (
        "needs/without-owner/f", Standing.RECORDED, Severity.MEDIUM,
    )  # fmt: skip
    assert "„Gremium o1“ und „Gremium o2“" in finding.next_step.de


def test_an_owned_or_finished_need_is_no_finding() -> None:
    owned = HandledBy(source_id="n", target_id="o2")
    assert answer([need("n", "2025-12")], [*about(("n", "f")), owned]).findings == ()
    for status in (NeedStatus.MET, NeedStatus.DROPPED):
        assert answer([need("n", "2025-12", status=status)], about(("n", "f"))).findings == ()


def test_an_owner_who_ended_does_not_count() -> None:
    ended = HandledBy(source_id="n", target_id="o1", valid_to="2026-01")
    assert [f.key for f in answer([need("n", "2025-12")], [*about(("n", "f")), ended]).findings] == [
        "needs/without-owner/f"
    ]


@pytest.mark.parametrize(
    ("reported", "asked"),
    [("2025-12", ("o1",)), ("2025-12", ()), ("2026-05", ("o1", "o2"))],
    ids=["one body was not asked", "nobody was asked", "asked before it was reported"],
)
def test_nobody_owns_it_is_said_only_if_all_were_asked_after_the_report(reported: str, asked: tuple[str, ...]) -> None:
    (finding,) = answer([need("n", reported)], about(("n", "f")), asked=asked).findings
    assert (finding.key, finding.basis) == ("needs/without-owner/not-surveyed", Standing.NOT_SURVEYED)


def test_a_need_that_was_asked_for_itself_is_settled() -> None:
    (finding,) = answer([need("n", "2026-01")], about(("n", "g")), asked=("n",)).findings
    assert finding.basis is Standing.RECORDED
    assert "„Akteur c“" in finding.next_step.de, "without a body the actors of the field could own it"


def test_a_need_in_a_proven_gap_comes_first() -> None:
    result = answer([need("n", "2026-01")], about(("n", "g"), ("n", "t")), asked=("n", "g", "t"))
    (finding,) = result.findings
    assert finding.severity is Severity.HIGH
    assert "niemand tätig ist: 1." in result.summary.de


def test_a_need_where_nobody_asked_is_a_place_to_ask() -> None:
    owned = HandledBy(source_id="n", target_id="o1")
    (finding,) = answer([need("n", "2026-01")], [*about(("n", "g"), ("n", "t")), owned]).findings
    assert (finding.key, finding.basis) == ("needs/where-not-surveyed", Standing.NOT_SURVEYED)
    assert "„T“" in finding.next_step.de


def test_an_old_need_is_old_only_if_somebody_looked_since() -> None:
    owned = [HandledBy(source_id="n", target_id="o1"), *about(("n", "f"))]
    (looked,) = answer([need("n", "2024-01", as_of="2026-01")], owned).findings
    assert (looked.key, looked.basis) == ("needs/old", Standing.RECORDED)
    assert "„Gremium o1“" in looked.next_step.de
    (unseen,) = answer([need("n", "2024-01", as_of="2024-02")], owned).findings
    assert (unseen.key, unseen.basis) == ("needs/old/not-surveyed", Standing.NOT_SURVEYED)
    assert answer([need("n", "2026-01", as_of="2026-11")], owned).findings == ()


def test_counts_by_what_needs_concern() -> None:
    nodes = [
        need("n1", "2025-03"),
        need("n2", "2024", status=NeedStatus.IN_PROGRESS),
        need("n3", "2025", status=NeedStatus.MET),
    ]
    ties = [*about(("n1", "f"), ("n2", "f"), ("n3", "f"), ("n1", "t")), RaisedBy(source_id="n1", target_id="a")]
    result = answer(nodes, [*ties, HandledBy(source_id="n1", target_id="o1")])
    row = result.fields[0]
    assert (row.open, row.in_progress, row.met, row.without_owner, row.oldest) == (1, 1, 1, 1, "2024")
    assert (row.actors, result.municipalities[0].actors) == (2, 1)
    assert [(q.quarter, q.reported, q.unfinished) for q in result.quarters] == [("2025-Q1", 1, 1)]


def test_more_is_claimed_only_where_numbers_allow() -> None:
    def reported(before: int, lately: int) -> NeedsResult:
        nodes = [need(f"b{i}", "2025-02") for i in range(before)] + [need(f"l{i}", "2026-09-30") for i in range(lately)]
        nodes += [need("now", "2026-10-01"), need("year", "2026")]
        return answer(nodes, about(*((n.id, "f") for n in nodes)))

    few = reported(0, 9)
    assert [(r.before, r.lately, r.p, r.verdict.en) for r in few.trend[:2]] == [(0, 9, None, "too few to tell")] * 2
    even = reported(4, 8)
    assert even.trend[0].verdict.en == "no difference can be shown"
    rising = reported(1, 11)
    assert rising.trend[0].p == pytest.approx(2 * 2 * 13 / 2**12, rel=1e-5), (
        "two rows tested: Holm doubles the smallest"
    )
    assert {f.key for f in rising.findings if f.kind == "rising"} == {"needs/rising/all", "needs/rising/f"}
    falling = reported(11, 1)
    assert falling.trend[1].verdict.en == "fewer reported"
    assert not [f for f in falling.findings if f.kind == "rising"]


def test_without_a_day_there_is_no_age_and_no_trend() -> None:
    result = answer([need("n", "2025-12")], about(("n", "f")), scope=Scope())
    assert result.trend == ()
    assert result.needs[0].age_days is None


@pytest.mark.parametrize(
    ("first", "second", "p"), [(0, 0, 1), (5, 5, 1), (9, 1, Fraction(22, 1024)), (0, 10, Fraction(2, 1024))]
)
def test_the_binomial_test_is_exact(first: int, second: int, p: Fraction | int) -> None:
    assert chance_of_difference(first, second) == float(p)
    assert chance_of_difference(second, first) == float(p)


def test_large_counts_neither_overflow_nor_fail() -> None:
    assert 0 < chance_of_difference(3000, 3200) < 0.02


def test_on_the_real_county_nothing_is_called_ownerless(gross_gerau: Snapshot) -> None:
    findings = find("needs")(project(gross_gerau, Scope(as_of=DAY))).findings
    assert findings
    assert {f.basis for f in findings} == {Standing.NOT_SURVEYED}
