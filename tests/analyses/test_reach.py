"""Reach: who hears, counted by hand; passing rules; three states; both seeds."""

import numpy as np
import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Grade, Severity, Standing
from graph_service.analyses.reach import ReachParams, ReachResult
from graph_service.errors import InvalidParameter
from graph_service.model import CooperatesWith, Funds, Informs, MemberOf, ReportsTo
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import MemberRole
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works


def answer(snapshot: Snapshot, **params: object) -> ReachResult:
    entry = find("reach")
    result = entry(project(snapshot, Scope(as_of=DAY)), ReachParams.model_validate(params))
    assert isinstance(result, ReachResult)
    return result


def county(*, asked: bool = True) -> Snapshot:
    """Body o (field f) with members a and b and guest g reports to body p (field h), which informs c; d has nobody."""
    ties = [
        *sits(("a", "o"), ("b", "o")),
        MemberOf(source_id="g", target_id="o", role=MemberRole.GUEST, source="paper"),
        ReportsTo(source_id="o", target_id="p", source="paper"),
        Informs(source_id="p", target_id="c", source="paper"),
        CooperatesWith(source_id="c", target_id="d", source="paper"),
        Funds(source_id="d", target_id="a", source="paper"),
        *works(("o", "f"), ("p", "h")),
    ]
    nodes = [*actors("a", "b", "c", "d", "g"), body("o"), body("p"), *fields("f", "h")]
    if asked:
        survey, covers = surveyed("a", "b", "c", "d", "g", "o", "p", "f", "h")
        return Snapshot.of([*nodes, survey], [*ties, *covers])
    return Snapshot.of(nodes, ties)


def test_who_hears_from_each_body_by_hand() -> None:
    rows = {row.body: row for row in answer(county()).bodies}
    o, p = rows["o"], rows["p"]
    assert (o.in_1, o.in_2, o.in_3, o.ever, o.never) == (4, 5, 5, 5, 1)
    assert o.weighted == pytest.approx((1 + 4 + 1 / 2) / 7, abs=1e-6)
    assert (o.own_fields, o.other_fields) == (("f",), ("h",))
    assert (p.in_1, p.in_3, p.never, p.other_fields) == (1, 1, 5, ())


def test_who_hears_from_one_in_how_many_steps_and_who_never() -> None:
    result = answer(county(), body="a")
    heard = {row.who: (row.steps, row.through) for row in result.hearers}
    assert heard == {
        "o": (1, ()), "b": (2, ("o",)), "g": (2, ("o",)), "p": (2, ("o",)), "c": (3, ("p",)), "d": (None, ()),
    }  # fmt: skip
    assert result.hearers[-1].state.de == "nie, nach dem, was erfasst ist"
    assert result.summary.de.startswith(
        "Von „Akteur a“ hören: in 1 Schritt 1 Gremium, in 2 Schritten 2 Akteure und 1 Gremium,"
    )
    assert "Zu 1 führt kein erfasster Weg; 1 davon" in result.summary.de
    unasked = answer(county(asked=False), body="a").hearers[-1]
    assert (unasked.who, unasked.state.de) == ("d", "nicht erhoben")


def test_a_guest_brings_nothing_and_money_is_no_news() -> None:
    assert not [row for row in answer(county(), body="g").hearers if row.steps]
    assert not [row for row in answer(county(), body="d").hearers if row.steps]
    assert "hört niemand" in answer(county(), body="g").summary.de


def test_working_together_counts_only_if_asked_for() -> None:
    assert {row.body: row.ever for row in answer(county(), cooperation=True).bodies} == {"o": 6, "p": 2}


def test_whom_to_tell_first_by_hand() -> None:
    result = answer(county())
    assert [(row.who, row.adds, row.total) for row in result.first] == [("o", 6, 6)], "telling d tells only d"
    assert "Wird zuerst „Gremium o“ informiert, hören es in höchstens 2 Schritten 6 von 7." in result.summary.de
    assert "mindestens 2 erste Stellen; ohne erfassten Weg zu oder von anderen: 1." in result.summary.de


def test_a_body_heard_only_in_its_own_field_is_a_finding_where_it_was_asked() -> None:
    found = {f.kind: f for f in answer(county()).findings}
    home = found["heard-only-at-home"]
    assert (home.nodes, home.severity, home.grade) == (("p",), Severity.MEDIUM, Grade.B)
    assert home.ties == ("works_in:p:h:",)
    assert "„Gremium o“" in home.next_step.de
    deaf = found["hears-nothing"]
    assert (deaf.nodes, deaf.basis) == (("d",), Standing.RECORDED)
    assert deaf.text.de.startswith("1 Akteur hört auf keinem erfassten Weg")


def test_the_same_unasked_is_not_surveyed() -> None:
    findings = answer(county(asked=False)).findings
    assert {f.basis for f in findings} == {Standing.NOT_SURVEYED}
    assert {f.severity for f in findings} == {Severity.LOW}
    assert {f.key for f in findings} == {"reach/heard-only-at-home/not-surveyed", "reach/hears-nothing/not-surveyed"}


def test_one_field_alone_has_no_outside() -> None:
    alone = Snapshot.of([*actors("a"), body("o"), *fields("f")], [*sits(("a", "o")), *works(("o", "f"))])
    assert not [f for f in answer(alone).findings if "at-home" in f.key]


def test_more_steps_are_in_time_if_asked_for() -> None:
    assert [(row.who, row.adds) for row in answer(county(), steps=1).first] == [("o", 5)]
    assert [(row.who, row.adds) for row in answer(county(), steps=3).first] == [("a", 6)]


def test_from_a_sample_it_projects_and_says_so(musterkreis: Snapshot) -> None:
    exact, sample = answer(musterkreis), answer(musterkreis, exact_up_to=0, targets=150, seed=1)
    assert "hochgerechnet aus 150 gezogenen Hörenden (Startwert 1;" in sample.summary.de
    assert "hochgerechnet" not in exact.summary.de
    assert [(row.in_1, row.in_2, row.in_3) for row in sample.bodies] == [
        (row.in_1, row.in_2, row.in_3) for row in exact.bodies
    ]
    true, estimated = (np.array([row.ever for row in result.bodies]) for result in (exact, sample))
    assert abs(estimated.mean() / true.mean() - 1) < 0.1
    assert sample.first == exact.first, "whom to tell first is counted, not projected"
    assert sample == answer(musterkreis, exact_up_to=0, targets=150, seed=1)


@pytest.mark.parametrize("who", ["nobody", "f"])
def test_the_body_must_be_in_the_scope(who: str) -> None:
    with pytest.raises(InvalidParameter, match="body"):
        answer(county(), body=who)


def test_the_invented_county(musterkreis: Snapshot) -> None:
    result = answer(musterkreis)
    assert result.first[0].who == "steuerungsgruppe"
    assert all(row.ever + row.never == 256 for row in result.bodies)
    assert len(result.findings) <= 4
    hearers = answer(musterkreis, body="steuerungsgruppe").hearers
    row = next(row for row in result.bodies if row.body == "steuerungsgruppe")
    assert [sum(h.steps is not None and h.steps <= k for h in hearers) for k in (1, 2, 3)] == [
        row.in_1,
        row.in_2,
        row.in_3,
    ]


def test_nothing_is_settled_where_nobody_was_asked(gross_gerau: Snapshot) -> None:
    assert {f.basis for f in answer(gross_gerau).findings} == {Standing.NOT_SURVEYED}
