"""Two days held against each other on a network counted by hand."""

from datetime import date
from typing import Any

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Severity
from graph_service.analyses.changes import ChangesParams
from graph_service.errors import InvalidParameter
from graph_service.model import Actor, AnyTie, MemberOf, Need, WorksIn
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import MemberRole
from tests.networks import actors, body, two_fields_one_bridge

DAY = date(2026, 6, 1)


def changed(snapshot: Snapshot, since: date | None = date(2025, 6, 1), day: date | None = DAY) -> dict[str, Any]:
    network = project(snapshot, Scope(as_of=day))
    return find("changes")(network, ChangesParams(since=since)).model_dump()


def member(actor: str, where: str, since: str | None = None, until: str | None = None, **more: Any) -> AnyTie:
    return MemberOf(source_id=actor, target_id=where, valid_from=since, valid_to=until, **more)


def rows(found: dict[str, Any]) -> set[tuple[str, str]]:
    return {(row["what"]["en"], row["text"]["en"]) for row in found["changes"]}


def test_new_ended_moved_and_changed_by_hand() -> None:
    new = Actor(id="n", name="N", valid_from="2026-01")
    old = Actor(id="o", name="O", valid_to="2025-12")
    ties = [
        member("a", "p", "2026-02"),  # new
        member("b", "p", None, "2025-12"),  # ended
        member("c", "p", None, "2025-12"), member("c", "q", "2026-01"),  # moved
        member("d", "p", "2020", "2025-12"), member("d", "p", "2026", role=MemberRole.LEAD),  # another role
        member("e", "p", "2020", "2025-12"), member("e", "p", "2026"),  # only written anew
        member("a", "q"),  # always there
    ]  # fmt: skip
    snapshot = Snapshot.of([*actors("a", "b", "c", "d", "e"), new, old, body("p"), body("q")], ties)
    found = changed(snapshot)
    assert rows(found) == {
        ("new", "N"), ("ended", "O"), ("new", "Akteur a – member of – Gremium p"),
        ("ended", "Akteur b – member of – Gremium p"), ("moved", "Akteur c: from “Gremium p” to “Gremium q”"),
        ("changed", "Akteur d – member of – Gremium p"),
    }  # fmt: skip
    assert "2 Einträge neu, 2 geendet, 1 gewechselt, 1 geändert." in found["summary"]["de"]


def test_a_bridge_that_ended_since_is_named_first() -> None:
    whole = two_fields_one_bridge()
    ending = WorksIn(source_id="x", target_id="g", valid_to="2026-03", source="paper", as_of="2026-01")
    snapshot = Snapshot.of(whole.nodes, [t for t in whole.ties if t.key != "works_in:x:g:"] + [ending])
    (finding,) = changed(snapshot, since=date(2026, 2, 15))["findings"]
    assert finding["key"] == "changes/new/missing-bridges/missing-bridge/f/g"
    assert finding["severity"] is Severity.HIGH
    assert finding["text"]["de"].startswith("Neu seit 15. Februar 2026: ")
    assert changed(snapshot, date(2026, 2, 15), date(2026, 3, 1))["findings"] == ()


def test_needs_reported_meanwhile_are_listed_up_to_the_day() -> None:
    dates = {"before": "2025-05-31", "in": "2025-06-02", "year": "2026", "after": "2026-06-02"}
    snapshot = Snapshot.of([Need(id=i, name=i, reported_on=day) for i, day in dates.items()], [])
    assert [row["need"] for row in changed(snapshot)["needs"]] == ["in", "year"]


def test_without_a_day_nothing_is_compared() -> None:
    found = changed(two_fields_one_bridge(), None, None)
    assert found["since"] is None
    assert "nothing to compare" in found["summary"]["en"]


@pytest.mark.parametrize(("since", "day"), [(DAY, DAY), (date(2027, 1, 1), DAY), (DAY, None)])
def test_a_day_that_is_not_before_the_day_of_reference_is_refused(since: date, day: date | None) -> None:
    with pytest.raises(InvalidParameter, match="since"):
        changed(two_fields_one_bridge(), since, day)


def test_a_year_before_a_leap_day_is_a_day() -> None:
    assert changed(two_fields_one_bridge(), None, date(2028, 2, 29))["since"] == "2027-02-28"


def test_being_asked_since_is_no_change() -> None:
    found = changed(two_fields_one_bridge(), date(2025, 1, 1), DAY)  # the survey was on 1 February 2026
    assert found["came_and_went"] == ()
    assert found["findings"] == ()


def test_a_survey_that_is_still_to_come_asks_nobody_yet() -> None:
    network = project(two_fields_one_bridge(), Scope(as_of=date(2026, 1, 31)))
    assert network.asked == {}
