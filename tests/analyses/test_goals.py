"""The five goals, every count by hand."""

import pytest

from graph_service.analyses import catalogue, find
from graph_service.analyses.base import Standing
from graph_service.analyses.goals import GoalsResult, IndicatorRow
from graph_service.model import (
    ActiveIn,
    Actor,
    AnyNode,
    AnyTie,
    HandledBy,
    Municipality,
    Need,
    Recommendation,
    ReportsTo,
    Serves,
    TargetGroup,
)
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import BodyLevel, NeedStatus, RecommendationStatus
from tests.conftest import DAY
from tests.networks import body, fields, sits, surveyed, works

ASKED = ("f", "g", "t", "board", "team", "office", "club", "owned", "bare")


def answer(snapshot: Snapshot, scope: Scope | None = None) -> dict[str, IndicatorRow]:
    result = find("goals")(project(snapshot, scope or Scope(as_of=DAY)))
    assert isinstance(result, GoalsResult)
    return {row.indicator.en: row for row in result.indicators}


def county(asked: tuple[str, ...] = ASKED, on: str = "2026-02-01") -> Snapshot:
    """Fields f, g, h; office (regular system) in f and g, club (migrant organisation) in f; board strategic in f, team in g."""
    nodes: list[AnyNode] = [
        Actor(id="office", name="Amt", regular_system=True, source="paper", as_of="2026-01"),
        Actor(id="club", name="Verein", actor_type="Migrantenorganisation", regular_system=False, source="paper", as_of="2020"),
        *fields("f", "g", "h"), body("board", level=BodyLevel.STRATEGIC), body("team"),
        body("hall", level=BodyLevel.POLITICAL), Municipality(id="t", name="T"), TargetGroup(id="k", name="K"),
        Need(id="owned", name="Bedarf 1"), Need(id="bare", name="Bedarf 2"), Need(id="done", name="3", status=NeedStatus.MET),
        Recommendation(id="r1", name="R1", status=RecommendationStatus.SENT),
        Recommendation(id="r2", name="R2", status=RecommendationStatus.ANSWERED, answer="Ja."),
        Recommendation(id="r3", name="R3"),
    ]  # fmt: skip
    ties: list[AnyTie] = [
        *works(("office", "f"), ("office", "g"), ("club", "f"), ("board", "f"), ("team", "g")),
        *sits(("club", "board"), ("office", "board"), ("office", "team")), ReportsTo(source_id="board", target_id="hall"),
        ActiveIn(source_id="office", target_id="t"), Serves(source_id="club", target_id="k"),
        HandledBy(source_id="owned", target_id="team"),
    ]  # fmt: skip
    survey, covers = surveyed(*asked, on=on)
    return Snapshot.of([*nodes, survey], [*ties, *covers])


def numbers(row: IndicatorRow) -> tuple[int | None, int | None, int, int]:
    return row.value, row.of, row.unasked, row.there_unasked


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("bodies with a migrant voice", (1, 2, 1, 0)),
        ("of them strategic and political bodies", (1, 1, 1, 0)),
        ("fields × target groups with somebody active", (None, None, 3, 1)),
        ("fields × municipalities with somebody active", (2, 2, 1, 0)),
        ("fields with an office of the regular system", (2, 2, 1, 0)),
        ("offices of the regular system with a seat", (1, 1, 0, 0)),
        ("fields with a strategic or political body", (1, 2, 1, 0)),
        ("pairs of fields with a shared actor or body", (1, 1, 0, 0)),
        ("of them hanging on a single place", (1, 1, 0, 0)),
        ("actors and bodies that carry a pair alone", (1, 1, 0, 0)),
        ("bodies in a double structure", (0, 2, 1, 0)),
        ("bodies with a firm way to politics", (1, 2, 0, 0)),
        ("recommendations handed over", (2, 3, 0, 0)),
        ("of them answered", (1, 2, 0, 0)),
        ("unfinished needs with an owner", (1, 2, 0, 0)),
        ("entries that were asked for", (9, 16, 0, 0)),
    ],
)
def test_each_count_stands_beside_what_was_not_asked(indicator: str, expected: tuple[int, ...]) -> None:
    assert numbers(answer(county())[indicator]) == expected


def test_what_is_recorded_without_a_survey_is_no_success() -> None:
    rows = answer(county(asked=()))
    for name in ("bodies with a migrant voice", "pairs of fields with a shared actor or body"):
        assert rows[name].basis is Standing.NOT_SURVEYED
        assert (rows[name].value, rows[name].of, rows[name].there_unasked) == (None, None, 1)


def test_an_old_survey_is_said() -> None:
    assert answer(county(on="2020"))["bodies with a migrant voice"].basis is Standing.OLD


def test_ages_need_a_day() -> None:
    name = "of them not older than two years"
    assert answer(county())[name].value == answer(county())[name].of - 1  # type: ignore[operator]
    assert numbers(answer(county(), Scope())[name])[:2] == (0, 0)


def test_five_sentences_without_a_score(musterkreis: Snapshot, gross_gerau: Snapshot) -> None:
    for snapshot in (musterkreis, gross_gerau, Snapshot.of([], [])):
        result = find("goals")(project(snapshot, Scope(as_of=DAY)))
        assert isinstance(result, GoalsResult)
        assert len({row.goal.de for row in result.indicators}) == 5
        assert result.summary.de.count(". ") == 4
        assert result.findings == ()
        assert {row.analysis for row in result.indicators} <= set(catalogue())
        assert all(
            0 <= row.value <= row.of for row in result.indicators if row.value is not None and row.of is not None
        )


def test_on_the_real_county_only_what_the_rows_say_themselves_is_counted(gross_gerau: Snapshot) -> None:
    told = {name for name, row in answer(gross_gerau).items() if row.basis is not Standing.NOT_SURVEYED}
    assert told == {
        "entries with a date", "of them not older than two years", "entries that were asked for",
        "recommendations handed over", "of them answered",
    }  # fmt: skip
