"""Ways of reporting on networks that can be followed with a finger."""

import json

from graph_service.analyses import find
from graph_service.analyses.base import Severity, Standing
from graph_service.analyses.path_to_politics import PathToPoliticsParams, PathToPoliticsResult, Way
from graph_service.model import (
    Actor,
    AddressedTo,
    Answers,
    AnyNode,
    AnyTie,
    DecidedIn,
    Leads,
    MemberOf,
    Need,
    PartOf,
    Recommendation,
    ReportsTo,
)
from graph_service.network import project
from graph_service.resources import seeds_dir
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import BodyLevel, MemberRole, RecommendationStatus
from tests.conftest import DAY
from tests.networks import actors, body, sits, surveyed

EVERYBODY = ("top", "steer", "team", "dead", "lost", "alone", "x")


def reports(*pairs: tuple[str, str]) -> list[AnyTie]:
    return [ReportsTo(source_id=a, target_id=b, source="paper", as_of="2026-01") for a, b in pairs]


def answer(nodes: list[AnyNode], ties: list[AnyTie], *, asked: tuple[str, ...] = EVERYBODY) -> PathToPoliticsResult:
    """Top is political; what is not in *nodes* is added: steer, team, dead, lost, alone (bodies) and actor x."""
    survey, covers = surveyed(*asked)
    nodes = [
        body("top", level=BodyLevel.POLITICAL), *(body(i) for i in ("steer", "team", "dead", "lost", "alone")),
        *actors("x"), *nodes, survey,
    ]  # fmt: skip
    result = find("path-to-politics")(project(Snapshot.of(nodes, [*ties, *covers]), Scope(as_of=DAY)))
    assert isinstance(result, PathToPoliticsResult)
    return result


def rows(result: PathToPoliticsResult) -> dict[str, Way]:
    return {row.body: row for row in result.ways}


WHOLE = reports(("team", "steer"), ("steer", "top"), ("lost", "dead"))


def test_a_way_arrives_stops_or_does_not_begin() -> None:
    result = answer([], WHOLE)
    found = rows(result)
    assert {name: row.state.en for name, row in found.items()} == {
        "top": "is political itself", "steer": "arrives", "team": "arrives", "lost": "stops before",
        "dead": "reports to nobody", "alone": "reports to nobody",
    }  # fmt: skip
    assert (found["team"].steps, found["team"].chain) == (2, ("team", "steer", "top"))
    assert (found["lost"].steps, found["lost"].chain) == (None, ("lost", "dead"))
    (finding,) = result.findings
    assert (finding.key, finding.severity) == ("path-to-politics/stops/dead", Severity.MEDIUM)
    assert finding.nodes == ("lost", "dead")
    assert "„Gremium steer“" in finding.next_step.de, "where others report already"
    assert {row.id for row in finding.evidence} >= {"reports_to:lost:dead:", "covers:survey:dead:"}


def test_who_reports_nowhere_is_left_to_structure() -> None:
    assert not any({"dead", "alone"} & set(f.nodes) for f in answer([], reports(("steer", "top"))).findings)


def test_an_end_nobody_asked_about_is_not_surveyed() -> None:
    result = answer([], WHOLE, asked=("lost",))
    assert rows(result)["lost"].state.en == rows(result)["dead"].state.en == "not surveyed"
    (finding,) = result.findings
    assert (finding.kind, finding.basis, finding.nodes) == ("not-surveyed", Standing.NOT_SURVEYED, ("lost",))


def test_membership_of_bodies_and_part_of_are_firm_but_not_a_guest() -> None:
    assert rows(answer([], sits(("team", "top"))))["team"].state.en == "arrives"
    assert rows(answer([], [PartOf(source_id="team", target_id="top")]))["team"].state.en == "arrives"
    guest = MemberOf(source_id="team", target_id="top", role=MemberRole.GUEST)
    assert rows(answer([], [guest]))["team"].state.en == "reports to nobody"


def test_a_lead_who_sits_higher_is_a_weak_way_only() -> None:
    result = answer([], [*WHOLE, Leads(source_id="x", target_id="lost"), *sits(("x", "steer"))])
    row = rows(result)["lost"]
    assert (row.state.en, row.weak_chain) == ("stops before", ("lost", "x", "steer", "top"))
    assert "Gremium lost → Akteur x → Gremium steer → Gremium top" in result.findings[0].text.de


def test_fewest_weak_steps_come_before_fewest_steps() -> None:
    ties = [
        Leads(source_id="x", target_id="team"), *sits(("x", "steer"), ("x", "alone")),
        *reports(("alone", "dead"), ("dead", "lost"), ("lost", "top")),
        Leads(source_id="y", target_id="steer"), *sits(("y", "top")),
    ]  # fmt: skip
    weak = rows(answer(actors("y"), ties))["team"].weak_chain
    assert weak == ("team", "x", "alone", "dead", "lost", "top"), "two weak steps, not four"


def test_reports_that_go_in_a_circle_are_called_that() -> None:
    result = answer([], reports(("lost", "dead"), ("dead", "alone"), ("alone", "dead")))
    (finding,) = result.findings
    assert finding.key == "path-to-politics/stops/alone+dead"
    assert set(finding.nodes) == {"lost", "dead", "alone"}
    assert "im Kreis" in finding.text.de


def test_an_organ_of_politics_may_be_an_actor() -> None:
    organ = Actor(id="kreistag", name="Kreistag", actor_type="politisches Organ")
    assert rows(answer([organ], reports(("team", "kreistag"))))["team"].state.en == "arrives"
    group = Actor(id="fraktion", name="Fraktion", actor_type="Kreistagsfraktion")
    assert rows(answer([group], reports(("team", "fraktion")), asked=(*EVERYBODY, "fraktion")))["team"].state.en == (
        "stops before"
    )


def test_many_ends_are_named_up_to_a_number() -> None:
    ties = reports(("lost", "dead"), ("team", "alone"))
    survey, covers = surveyed(*EVERYBODY)
    nodes = [body("top", level=BodyLevel.POLITICAL), *(body(i) for i in ("team", "dead", "lost", "alone")), survey]
    network = project(Snapshot.of(nodes, [*ties, *(c for c in covers if c.target_id not in {"steer", "x"})]), Scope())
    result = find("path-to-politics")(network, PathToPoliticsParams(most=1))
    assert [f.kind for f in result.findings] == ["stops", "stops-elsewhere"]


def test_recommendations_are_followed_from_need_to_answer() -> None:
    decided, sent = RecommendationStatus.DECIDED, RecommendationStatus.SENT
    nodes: list[AnyNode] = [
        Need(id="need", name="Bedarf"), Need(id="bare", name="Bedarf ohne"),
        Recommendation(id="r1", name="Eins", status=decided, as_of="2026-01"),
        Recommendation(id="r2", name="Zwei", status=sent, as_of="2026-05"),
        Recommendation(id="r3", name="Drei", status=sent, answer="Ja.", as_of="2026-05"),
    ]  # fmt: skip
    ties: list[AnyTie] = [
        Answers(source_id="r1", target_id="need"), DecidedIn(source_id="r1", target_id="team"),
        Answers(source_id="r2", target_id="need"), AddressedTo(source_id="r2", target_id="top", valid_from="2026-02"),
        AddressedTo(source_id="r3", target_id="top"),
    ]  # fmt: skip
    result = answer(nodes, ties, asked=(*EVERYBODY, "r1"))
    assert [(c.need, c.recommendation, c.status.en, c.since) for c in result.chains] == [
        (("bare",), (), "no recommendation recorded", None), (("need",), ("r1",), "decided", "2026-01"),
        (("need",), ("r2",), "sent", "2026-02"), ((), ("r3",), "sent", "2026-05"),
    ]  # fmt: skip
    found = {f.kind: f for f in result.findings}
    assert found["recommendation-without-recipient"].nodes == ("r1",)
    assert found["recommendation-without-recipient"].basis is Standing.RECORDED
    assert "„Gremium team“" in found["recommendation-without-recipient"].next_step.de
    assert found["recommendation-unanswered"].nodes == ("r2",)
    assert "Februar 2026" in found["recommendation-unanswered"].text.de
    unasked = {f.kind: f for f in answer(nodes, ties).findings}["recommendation-without-recipient"]
    assert unasked.basis is Standing.NOT_SURVEYED


def test_planted_ways_that_stop_are_found_and_no_others(musterkreis: Snapshot) -> None:
    planted = json.loads((seeds_dir() / "musterkreis" / "planted.json").read_text("utf-8"))
    result = find("path-to-politics")(project(musterkreis, Scope(as_of=DAY)))
    assert isinstance(result, PathToPoliticsResult)
    assert [row.body for row in result.ways if row.state.en == "stops before"] == planted["reports_that_stop"]
    (finding,) = [f for f in result.findings if f.kind == "stops"]
    assert set(finding.nodes) == {*planted["reports_that_stop"], "lenkungskreis-arbeit"}


def test_on_the_real_county_no_way_is_called_ended(gross_gerau: Snapshot) -> None:
    findings = find("path-to-politics")(project(gross_gerau, Scope(as_of=DAY))).findings
    assert {f.basis for f in findings} == {Standing.NOT_SURVEYED}
