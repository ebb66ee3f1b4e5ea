"""Who bridges: four measures counted by hand, three states, and ranks that say how firm they are."""

from collections.abc import Sequence
from typing import Any

import pytest

from graph_service.analyses import find
from graph_service.analyses._field_pairs import pairs
from graph_service.analyses.base import Grade, Result, Severity, Standing
from graph_service.analyses.bridging_actors import BridgingActorsParams
from graph_service.model import CooperatesWith, Leads
from graph_service.network import Network, project
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works

NO_DRAWS = BridgingActorsParams(draws=0)


def answer(network: Network, params: BridgingActorsParams | None = None) -> Result:
    return find("bridging-actors")(network, params)


def three_fields(asked: Sequence[str] = ()) -> Network:
    """x alone joins f–g, f–h and g–h, sits in o, p, q and leads o; y cooperates with nobody but x; z sits in o with x."""
    survey, covers = surveyed(*asked)
    nodes = [
        *actors("x", "y", "z", "f1", "g1", "h1"), *fields("f", "g", "h"), *(body(b) for b in "opq"),
        *([survey] if asked else []),
    ]  # fmt: skip
    ties = [
        *works(("x", "f"), ("x", "g"), ("x", "h"), ("f1", "f"), ("g1", "g"), ("h1", "h"), ("z", "f"), ("y", "g")),
        *sits(("x", "o"), ("x", "p"), ("x", "q"), ("z", "o"), ("f1", "o"), ("g1", "p")),
        CooperatesWith(source_id="x", target_id="y", source="paper", as_of="2026-01"),
        Leads(source_id="x", target_id="o", source="paper", as_of="2026-01"),
        *(covers if asked else []),
    ]
    return project(Snapshot.of(nodes, ties), Scope(as_of=DAY))


def test_four_measures_side_by_side_by_hand() -> None:
    result = answer(three_fields()).model_dump()
    (row,) = [row for row in result["actors"] if row["who"] == "x"]
    assert (row["fields"], row["pairs"], row["alone"], row["load"], row["leads"]) == (("f", "g", "h"), 3, 3, 3, 1)
    # contacts: o, p, q (in no field) and y in g
    assert row["spread"] == 0
    # without x: z, f1, o together; g1, p; y; q; h1 was alone before. Across fields: {z, f1} in f, g1 and y in g: 4 pairs
    assert row["loss"] == 4
    assert row["kind"] is None, "six actors are too few for kinds"
    assert result["ranks"] == ()
    assert [row["who"] for row in result["bodies"]] == ["o", "p"]
    assert result["summary"]["de"].startswith("1 Akteur und 0 Gremien verbinden mindestens ein Feldpaar; 1 davon")
    assert "wird nur gezählt" in result["summary"]["de"]


def test_only_link_of_several_pairs_with_many_seats_is_one_finding_with_a_name_to_ask() -> None:
    everything = ("f", "g", "h", "x", "y", "z", "f1", "g1", "h1", "o", "p", "q")
    (finding,) = answer(three_fields(asked=everything), NO_DRAWS).findings
    assert (finding.kind, finding.severity, finding.basis) == ("overload", Severity.HIGH, Standing.RECORDED)
    assert finding.key == "bridging-actors/overload/x"
    assert finding.text.de.startswith(
        "„Akteur x“ sitzt in 3 Gremien und ist zugleich die einzige Verbindung von 3 Feldpaaren: „Feld f“ und „Feld g“; "
    )
    assert "erfasst" not in finding.text.de
    # z, f1 and o are the largest part and stay; g1 with p, y, and q are cut off
    assert finding.numbers["cut_off"] == 4
    assert finding.numbers["alone"] == 3
    # f1 and z sit with x and are in f; g1 and y would be cut off themselves
    assert finding.next_step.de.endswith("weil schon Kontakt besteht: „Akteur f1“ und „Akteur z“.")
    assert finding.grade is Grade.B, "without draws nothing is known about how firm it is"


def test_where_nobody_was_asked_it_is_the_only_recorded_link() -> None:
    result = answer(three_fields(), NO_DRAWS)
    (finding,) = result.findings
    assert (finding.kind, finding.basis, finding.grade) == ("overload-not-surveyed", Standing.NOT_SURVEYED, Grade.C)
    assert finding.severity is Severity.LOW
    assert "die einzige erfasste Verbindung von 3 Feldpaaren" in finding.text.de
    assert finding.text.de.endswith("Ob es weitere gibt, ist nicht erhoben.")
    (row,) = [row for row in result.model_dump()["actors"] if row["who"] == "x"]
    assert row["state"]["de"] == "einzige erfasste Verbindung, nicht erhoben"


def test_few_seats_are_no_overload_and_single_pairs_stay_with_field_bridges() -> None:
    asked = three_fields(asked=("f", "g", "h"))
    (finding,) = answer(asked, BridgingActorsParams(many_seats=4, draws=0)).findings
    assert finding.kind == "carries-alone"
    assert finding.text.de.startswith("„Akteur x“ ist die einzige Verbindung von 3 Feldpaaren")
    # unasked, field-bridges says it once for the actor: no second finding with the same words
    assert answer(three_fields(), BridgingActorsParams(many_seats=4, draws=0)).findings == ()
    assert answer(asked, BridgingActorsParams(most=0, draws=0)).findings == ()


def test_activity_and_exclusivity_are_those_of_the_field_pairs(musterkreis: Snapshot, gross_gerau: Snapshot) -> None:
    for snapshot in (musterkreis, gross_gerau):
        network = project(snapshot, Scope(as_of=DAY))
        expected: dict[str, tuple[int, int]] = {}
        for pair in pairs(network):
            for one in pair.carriers:
                carried, alone = expected.get(one, (0, 0))
                expected[one] = (carried + 1, alone + (len(pair.carriers) == 1))
        result = answer(network, NO_DRAWS).model_dump()
        found = {r["who"]: (r["pairs"], r["alone"]) for r in (*result["actors"], *result["bodies"]) if r["pairs"]}
        assert found == expected


@pytest.fixture(scope="module")
def musterkreis_answer(musterkreis: Snapshot) -> dict[str, Any]:
    return answer(project(musterkreis, Scope(as_of=DAY))).model_dump()


def test_actors_and_bodies_are_ranked_apart_with_bands(musterkreis_answer: dict[str, Any]) -> None:
    ranks = musterkreis_answer["ranks"]
    assert list(dict.fromkeys(row["measure"]["de"] for row in ranks)) == [
        f"{measure}, {group}"
        for group in ("Akteure", "Gremien")
        for measure in ("Streuung", "Alleinstellung", "Verlust", "Last")
    ]
    for row in ranks:
        assert row["best_10"] <= row["rank"] <= row["worst_10"]
        assert row["standing"]["de"].startswith("Rang ")
    assert "Geprüft in 200 Ziehungen (Startwert 0)" in musterkreis_answer["summary"]["de"]
    assert "Keine Rangfolge hält bei: " in musterkreis_answer["summary"]["de"]


def test_kinds_of_bridges_on_a_county(musterkreis_answer: dict[str, Any]) -> None:
    for row in musterkreis_answer["actors"]:
        if not row["pairs"]:
            assert row["kind"] is None
        elif row["alone"]:
            assert row["kind"]["de"] == "trägt wenige Feldpaare, diese allein"
        assert row["spread"] is None or 0 <= row["spread"] < 1


def test_complete_star_and_nothing() -> None:
    star = Snapshot.of([*actors("c", "l1", "l2"), *fields("f", "g")], [
        *works(("l1", "f"), ("l2", "g")),
        *(CooperatesWith(source_id="c", target_id=x, source="paper", as_of="2026-01") for x in ("l1", "l2")),
    ])  # fmt: skip
    (row,) = answer(project(star, Scope(as_of=DAY))).model_dump()["actors"]
    assert (row["who"], row["spread"], row["loss"], row["pairs"], row["state"]) == ("c", 0.5, 1, 0, None)
    ring = [("c", "l1"), ("c", "l2"), ("l1", "l2")]
    complete = Snapshot.of(
        [*actors("c", "l1", "l2"), *fields("f", "g")],
        [
            *works(("l1", "f"), ("l2", "g")),
            *(CooperatesWith(source_id=a, target_id=b, source="paper", as_of="2026-01") for a, b in ring),
        ],
    )
    result = answer(project(complete, Scope(as_of=DAY)))
    assert result.model_dump()["actors"] == ()
    assert result.summary.de.startswith("Nach dem, was erfasst ist, verbindet niemand")
