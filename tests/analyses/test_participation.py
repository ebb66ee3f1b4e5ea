"""Who speaks for migrants in which body, counted by hand."""

from graph_service.analyses import find
from graph_service.analyses.base import Severity, Standing
from graph_service.analyses.participation import ParticipationParams, ParticipationResult
from graph_service.model import Actor, AnyNode, AnyTie, Leads, MemberOf, ReportsTo
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from graph_service.words import BodyLevel, MemberRole
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works


def answer(snapshot: Snapshot, **params: str) -> ParticipationResult:
    result = find("participation")(project(snapshot, Scope(as_of=DAY)), ParticipationParams(**params))
    assert isinstance(result, ParticipationResult)
    return result


def county(*more: AnyTie, asked: tuple[str, ...] = ("board", "team", "hall")) -> Snapshot:
    """Board (strategic, field f) and team (operative, field g) and hall (political); m and n are migrant organisations.

    m works in f, n in f and g; the council is a participation body led by the office; nobody of them sits anywhere.
    """
    nodes: list[AnyNode] = [
        *actors("a", "office"), *fields("f", "g"),
        Actor(id="m", name="Verein m", actor_type="Migrantenorganisation"),
        Actor(id="n", name="Verein n", actor_type="Dachverband (Migrantenorganisation)"),
        Actor(id="helper", name="Stelle", actor_type="Fachstelle für Migrantenorganisationen"),
        body("board", level=BodyLevel.STRATEGIC), body("team"), body("hall", level=BodyLevel.POLITICAL),
        body("council", level=BodyLevel.PARTICIPATION),
    ]  # fmt: skip
    ties = [
        *works(("board", "f"), ("team", "g"), ("m", "f"), ("n", "f"), ("n", "g")),
        *sits(("a", "board"), ("a", "team"), ("helper", "board")),
        Leads(source_id="office", target_id="council"), *more,
    ]  # fmt: skip
    survey, covers = surveyed(*asked)
    return Snapshot.of([*nodes, survey], [*ties, *covers])


def states(result: ParticipationResult) -> dict[str, str]:
    return {row.body: row.state.en for row in result.bodies}


def test_a_body_without_a_voice_is_named_with_whom_to_invite() -> None:
    result = answer(county())
    assert result.organisations == ("m", "n"), "who helps migrant organisations is none"
    assert states(result) == {
        "board": "not represented", "team": "not represented", "hall": "not represented",
        "council": "is a participation body itself",
    }  # fmt: skip
    invited = {row.body: row.invite for row in result.bodies}
    assert invited == {"board": ("m", "n"), "team": ("n",), "hall": ("council",), "council": ()}
    assert [(f.nodes, f.severity) for f in result.findings] == [
        (("board",), Severity.HIGH), (("hall",), Severity.MEDIUM), (("team",), Severity.MEDIUM),
    ]  # fmt: skip
    assert "„Verein m“ und „Verein n“ für „Gremium board“" in result.findings[0].next_step.de
    assert "Anhörung" in result.findings[1].next_step.de


def test_organisation_council_and_its_lead_are_voices_and_a_guest_is_none() -> None:
    for voice in ("m", "council", "office"):
        assert states(answer(county(*sits((voice, "board")))))["board"] == "represented", voice
    guest = MemberOf(source_id="m", target_id="board", role=MemberRole.GUEST)
    result = answer(county(guest))
    assert states(result)["board"] == "not represented"
    assert {row.body: row.guests for row in result.bodies}["board"] == ("m",)
    assert "Gast" in result.findings[0].text.de


def test_whoever_has_fewer_seats_is_proposed_first() -> None:
    busy = sits(("m", "council"))
    assert answer(county(*busy)).bodies[0].invite == ("n", "m")


def test_without_a_survey_a_missing_voice_is_no_gap() -> None:
    result = answer(county(asked=("board",)))
    assert states(result)["team"] == states(result)["hall"] == "not surveyed"
    by_kind = {f.kind: f for f in result.findings}
    assert by_kind["no-voice"].nodes == ("board",)
    assert by_kind["not-surveyed"].nodes == ("hall", "team"), "political before operative"
    assert by_kind["not-surveyed"].basis is Standing.NOT_SURVEYED


def test_levels_are_counted() -> None:
    rows = {row.group.en: row for row in answer(county(*sits(("m", "board"), ("council", "board")))).levels}
    strategic = rows["strategic"]
    assert (strategic.bodies, strategic.with_voice, strategic.without, strategic.unasked) == (1, 1, 0, 0)
    assert (strategic.voice_seats, strategic.seats) == (2, 4)
    assert rows["operative"].without == 1


def test_what_counts_as_a_voice_is_a_parameter() -> None:
    result = answer(county(*sits(("m", "board"))), types="Fachstelle")
    assert result.organisations == ("helper",)
    assert {row.body: row.voices for row in result.bodies}["board"] == ("helper",)
    assert answer(county(), types=" , ").organisations == ()
    assert answer(county(), types="(.*").organisations == (), "words are text, not patterns"


def test_the_council_to_which_others_report_speaks_first() -> None:
    smaller = body("ortsbeirat", level=BodyLevel.PARTICIPATION)
    whole = county(ReportsTo(source_id="council", target_id="ortsbeirat"))
    result = answer(Snapshot.of([*whole.nodes, smaller], whole.ties))
    assert {row.body: row.invite for row in result.bodies}["hall"] == ("ortsbeirat",)


def test_on_the_invented_county_strategic_bodies_come_first(musterkreis: Snapshot) -> None:
    findings = answer(musterkreis).findings
    assert [(f.key.split("/")[-1], len(f.nodes)) for f in findings] == [
        ("strategic", 5), ("political", 3), ("operative", 7), ("open", 2), ("not-surveyed", 1),
    ]  # fmt: skip


def test_on_the_real_county_nobody_asked(gross_gerau: Snapshot) -> None:
    result = answer(gross_gerau)
    assert {f.basis for f in result.findings} == {Standing.NOT_SURVEYED}
    assert len(result.organisations) == 1
