"""What if: each kind of change on networks that can be counted by hand, and on the invented county."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from graph_service.errors import InvalidData
from graph_service.model import Funds
from graph_service.network import project
from graph_service.report import report
from graph_service.snapshot import Scope, Snapshot
from graph_service.what_if import MOST_CHANGES, Assumptions, WhatIf, apply, what_if
from tests.conftest import DAY
from tests.networks import actors, bodies_and_levels, two_fields_no_bridge, two_fields_one_bridge

SCOPE = Scope(as_of=DAY)


def assume(*changes: dict[str, Any]) -> Assumptions:
    return Assumptions.model_validate({"changes": list(changes)})


def asked(snapshot: Snapshot, *changes: dict[str, Any]) -> WhatIf:
    return what_if(project(snapshot, SCOPE), assume(*changes))


def kinds(found: WhatIf, part: str) -> set[str]:
    return {finding.kind for finding in getattr(found.findings, part)}


def test_when_the_only_bridge_ends_it_is_missing() -> None:
    found = asked(two_fields_one_bridge(), {"change": "ends", "id": "x"})
    assert "single-bridge" in kinds(found, "resolved")
    assert "missing-bridge" in kinds(found, "new")
    assert found.ended == ("x",)
    assert found.assumed[0].de == "„Akteur x“ hört auf."


def test_a_new_seat_closes_a_missing_bridge() -> None:
    tie = {"kind": "works_in", "source_id": "a1", "target_id": "g"}
    found = asked(two_fields_no_bridge(), {"change": "tie_added", "tie": tie})
    assert "missing-bridge" in kinds(found, "resolved")
    assert "single-bridge" in kinds(found, "new"), "one actor alone is a bridge, but a fragile one"


def test_a_founded_body_fills_the_field_and_may_be_used_by_later_changes() -> None:
    founded = {"change": "body_founded", "body": {"id": "new", "name": "Neu", "level": "strategic"}, "fields": ["g"],
               "members": ["loner"], "lead": "a", "reports_to": "o"}  # fmt: skip
    found = asked(bodies_and_levels(), founded, {"change": "ends", "id": "o"})
    gone = {finding.key for finding in found.findings.resolved}
    assert "structure/field-without-body/g" in gone
    assert "structure/field-without-body/f" in {finding.key for finding in found.findings.new}


@pytest.mark.parametrize(
    ("change", "ended"),
    [
        ({"id": "b"}, ()),  # a second funder is left
        ({"id": "c"}, ("c",)),
        ({"by": "a"}, ("c",)),
        ({"by": "a", "they_end": False}, ()),
        ({"by": "z", "id": "b"}, ()),
    ],
)
def test_who_loses_the_last_funding_ends_unless_told_otherwise(change: dict[str, Any], ended: tuple[str, ...]) -> None:
    ties = [
        Funds(source_id="a", target_id="b", as_of="2026"), Funds(source_id="a", target_id="c", as_of="2026"),
        Funds(source_id="z", target_id="b", as_of="2026"),
    ]  # fmt: skip
    snapshot = Snapshot.of(actors("a", "b", "c", "z"), ties)
    if change == {"id": "b"}:
        ended = ("b",)  # every funding of b stops, whoever gives it
    assert asked(snapshot, {"change": "funding_stops", **change}).ended == ended


def test_a_funding_that_is_over_keeps_nobody_alive() -> None:
    over = Funds(source_id="z", target_id="b", as_of="2024", valid_to="2025")
    snapshot = Snapshot.of(actors("a", "b", "z"), [Funds(source_id="a", target_id="b", as_of="2026"), over])
    after, _ = apply(snapshot, assume({"change": "funding_stops", "by": "a"}), DAY)
    assert "b" not in after.node


def test_a_tie_that_ends_is_gone_and_told() -> None:
    found = asked(two_fields_one_bridge(), {"change": "tie_ends", "key": "works_in:x:g:"})
    assert found.assumed[0].en == "Ends: “Akteur x” – works in – “Feld g”."
    assert "missing-bridge" in kinds(found, "new")


def test_before_is_the_report_itself_and_nothing_changes_without_effect(musterkreis: Snapshot) -> None:
    network = project(musterkreis, SCOPE)
    tie = next(t for t in network.ties if t.kind == "serves")
    found = what_if(network, assume({"change": "tie_ends", "key": tie.key}))
    assert found.before == report(musterkreis, SCOPE).summary
    whole = [f.key for part in ("resolved", "changed", "unchanged") for f in getattr(found.findings, part)]
    assert sorted(whole) == sorted(f.key for f in report(musterkreis, SCOPE).findings)
    assert what_if(network, assume({"change": "tie_ends", "key": tie.key})).model_dump_json() == found.model_dump_json()
    assert found.invented


def test_the_snapshot_is_left_alone(musterkreis: Snapshot) -> None:
    before = hash((musterkreis.nodes, musterkreis.ties))
    apply(musterkreis, assume({"change": "ends", "id": "ag-gesundheit"}))
    assert hash((musterkreis.nodes, musterkreis.ties)) == before


TIE = {"kind": "works_in", "source_id": "a1", "target_id": "g"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"change": "ends", "id": "nobody"}, "/changes/0/id"),
        ({"change": "ends", "id": "f"}, "/changes/0/id"),
        ({"change": "funding_stops"}, "/changes/0/id"),
        ({"change": "funding_stops", "by": "a1"}, "/changes/0/by"),
        ({"change": "tie_added", "tie": {**TIE, "target_id": "nowhere"}}, "/changes/0/tie"),
        ({"change": "tie_added", "tie": {**TIE, "target_id": "a2"}}, "/changes/0/tie"),
        ({"change": "tie_added", "tie": {**TIE, "target_id": "f"}}, "/changes/0/tie"),
        ({"change": "tie_added", "tie": {**TIE, "kind": "loves"}}, "/changes/0/tie"),
        ({"change": "tie_added", "tie": {**TIE, "as_of": "2026-13"}}, "/changes/0/tie/as_of"),
        ({"change": "tie_ends", "key": "works_in:a1:g:"}, "/changes/0/key"),
        ({"change": "body_founded", "body": {"id": "a1", "name": "A"}}, "/changes/0/body/id"),
        ({"change": "body_founded", "body": {"id": "n"}}, "/changes/0/body/name"),
        ({"change": "body_founded", "body": {"id": "n", "name": "N"}, "members": ["f"]}, "/changes/0/members/0"),
    ],
)
def test_a_change_that_does_not_apply_is_named_by_its_place(change: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidData) as caught:
        asked(two_fields_one_bridge(), change)
    (fault, *_) = caught.value.faults
    assert fault.place == place
    assert fault.text.de != fault.text.en


def test_a_list_is_neither_empty_nor_endless() -> None:
    for changes in ([], [{"change": "ends", "id": "x"}] * (MOST_CHANGES + 1)):
        with pytest.raises(ValidationError):
            Assumptions.model_validate({"changes": changes})


def test_assumed_rows_say_that_they_are_assumed() -> None:
    after, _ = apply(two_fields_no_bridge(), assume({"change": "tie_added", "tie": TIE}), date(2026, 1, 2))
    (tie,) = [t for t in after.ties if t.key == "works_in:a1:g:"]
    assert (tie.source, tie.as_of) == ("Annahme / assumption", "2026-01-02")
