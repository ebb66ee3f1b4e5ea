"""Which tie to make next: on a network where the answer is plain, and checked by really making it."""

from typing import Any

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Result
from graph_service.analyses.best_next_ties import BestNextTiesParams
from graph_service.model import ActiveIn, DependsOn, Municipality, ReportsTo
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from graph_service.what_if import Assumptions, what_if
from graph_service.words import BodyLevel
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, two_fields_no_bridge, works

SCOPE = Scope(as_of=DAY)


def proposed(snapshot: Snapshot, ties: int = 1) -> Result:
    return find("best-next-ties")(project(snapshot, SCOPE), BestNextTiesParams(ties=ties))


def rows(result: Result) -> list[dict[str, Any]]:
    return list(result.model_dump()["ties"])


def two_fields_and_a_town() -> Snapshot:
    """f builds on g, both asked about, nobody in both; only a1 shares a town with the body of g."""
    survey, covers = surveyed("f", "g")
    nodes = [
        *actors("a1", "a2", "b1"), *fields("f", "g"), body("o"), body("top", level=BodyLevel.POLITICAL),
        Municipality(id="t", name="T"), survey,
    ]  # fmt: skip
    ties = [
        *works(("a1", "f"), ("a2", "f"), ("o", "g"), ("top", "g")), *sits(("b1", "o"), ("b1", "top")), *covers,
        DependsOn(source_id="f", target_id="g"), ReportsTo(source_id="o", target_id="top"),
        ActiveIn(source_id="a1", target_id="t"), ActiveIn(source_id="o", target_id="t"),
    ]  # fmt: skip
    return Snapshot.of(nodes, ties)


def test_the_one_seat_that_closes_the_gap_is_found_with_its_ground() -> None:
    result = proposed(two_fields_and_a_town())
    (row,) = rows(result)
    assert (row["who"], row["to"], row["kind"]["en"]) == ("a1", "o", "member of")
    assert row["reason"]["en"] == "shared municipality “T”"
    assert result.summary.de.startswith("1 neue Verbindung würde ")
    assert "missing-bridges/missing-bridge/f/g" in {closed["finding"] for closed in result.model_dump()["closes"]}


def test_what_is_said_of_a_tie_comes_true_when_it_is_made(musterkreis: Snapshot) -> None:
    result = proposed(musterkreis)
    (row,) = rows(result)
    kind = {"member of": "member_of", "works in": "works_in", "reports to": "reports_to"}[row["kind"]["en"]]
    tie = {"kind": kind, "source_id": row["who"], "target_id": row["to"]}
    made = what_if(
        project(musterkreis, SCOPE), Assumptions.model_validate({"changes": [{"change": "tie_added", "tie": tie}]})
    )
    touched = {f.key for f in (*made.findings.resolved, *made.findings.changed)}
    assert {closed["finding"] for closed in result.model_dump()["closes"]} <= touched
    assert row["closed"] > 0
    assert row["urgent"] > 0
    again = proposed(Snapshot.of(reversed(musterkreis.nodes), reversed(musterkreis.ties), about=musterkreis.about))
    assert again.model_dump_json() == result.model_dump_json()


def test_nothing_is_proposed_where_nobody_was_asked_or_nothing_speaks_for_it(gross_gerau: Snapshot) -> None:
    assert rows(proposed(gross_gerau, 5)) == []
    assert "Erhebung" in proposed(gross_gerau).summary.de
    strangers = proposed(two_fields_no_bridge())
    assert rows(strangers) == []
    assert strangers.model_dump()["gaps"] > 0


def test_it_is_not_asked_by_the_report() -> None:
    assert not find("best-next-ties").in_report


@pytest.mark.parametrize("ties", [0, 6, -1])
def test_more_than_five_or_none_are_refused(ties: int) -> None:
    with pytest.raises(ValueError, match="ties"):
        BestNextTiesParams(ties=ties)
