"""Whom to invite, on topics that can be counted by hand."""

import pytest

from graph_service.analyses import find
from graph_service.analyses.base import Standing
from graph_service.analyses.invite import InviteParams, InviteResult
from graph_service.errors import InvalidParameter
from graph_service.model import (
    ActiveIn,
    Actor,
    AnyNode,
    AnyTie,
    DependsOn,
    Leads,
    Municipality,
    PartOf,
    Serves,
    TargetGroup,
    TookPartIn,
)
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from tests.conftest import DAY
from tests.networks import actors, body, fields, sits, surveyed, works


def county(*more: AnyTie, nodes: tuple[AnyNode, ...] = (), asked: tuple[str, ...] = ()) -> Snapshot:
    """Field f: a, b, c (and m, a migrant organisation, in its part p); bodies o (a, b) and q (c); places t, u, v; group k.

    a is active in t and serves k; b in t; c in u; nobody in v. f builds on g, in which only d works.
    """
    survey, covers = surveyed(*asked)
    know: list[AnyTie] = [
        *works(("a", "f"), ("b", "f"), ("c", "f"), ("d", "g"), ("o", "f"), ("q", "f"), ("m", "p")),
        *sits(("a", "o"), ("b", "o"), ("c", "q")), PartOf(source_id="p", target_id="f"),
        *(ActiveIn(source_id=who, target_id=where) for who, where in (("a", "t"), ("b", "t"), ("c", "u"))),
        Serves(source_id="a", target_id="k"), DependsOn(source_id="f", target_id="g"),
        Leads(source_id="a", target_id="o"),
    ]  # fmt: skip
    things: list[AnyNode] = [
        *actors("a", "b", "c", "d"), Actor(id="m", name="Verein m", actor_type="Migrantenorganisation"),
        *fields("f", "g", "p"), body("o"), body("q"), *(Municipality(id=i, name=f"Kommune {i}") for i in "tuv"),
        TargetGroup(id="k", name="Gruppe k"),
    ]  # fmt: skip
    return Snapshot.of([*things, *nodes, survey], [*know, *more, *covers])


def answer(snapshot: Snapshot, scope: Scope | None = None, **params: str) -> InviteResult:
    result = find("invite")(project(snapshot, scope or Scope(as_of=DAY)), InviteParams.model_validate(params))
    assert isinstance(result, InviteResult)
    return result


def test_three_invitations_represent_the_whole_field() -> None:
    result = answer(county(), topic_field="f")
    rows = {row.who: row for row in result.invitees}
    assert list(rows) == ["a", "m", "c"], "b adds nothing that a does not hold; m has fewer seats than c"
    assert (rows["a"].bodies, rows["a"].municipalities, rows["a"].target_groups) == (("o",), ("t",), ("k",))
    assert (rows["m"].fields, rows["m"].voice) == (("p",), True)
    assert [(row.covered, row.of) for row in result.invitees] == [(3, 7), (5, 7), (7, 7)]
    assert "3 Einladungen genügen für die kleine Runde (kürzer geht es nicht)" in result.summary.de


def test_bodies_bring_their_members_and_the_rest_is_reminded_of() -> None:
    result = answer(county(), topic_field="f")
    assert [(row.order, row.body, row.brings, row.reached, row.of) for row in result.bringers] == [
        (1, "o", ("a", "b"), 2, 4), (2, "q", ("c",), 3, 4),
    ]  # fmt: skip
    assert result.bringers[0].leads == ("a",)
    assert [row.who for row in result.reminders] == ["m"]
    assert "1 Akteur sitzt in keinem dieser Gremien" in result.summary.de


def test_a_body_without_members_is_listed_without_a_number() -> None:
    result = answer(county(*works(("empty", "f")), nodes=(body("empty"),)), topic_field="f")
    assert [(row.order, row.body) for row in result.bringers] == [(1, "o"), (2, "q"), (None, "empty")]


def test_neighbouring_fields_come_with_somebody_to_ask() -> None:
    assert [(row.field, row.how.en, row.through) for row in answer(county(), topic_field="f").related] == [
        ("g", "comes before", ("d",))
    ]
    assert answer(county(), topic_field="g").related[0].how.en == "builds on it"


def test_field_group_and_municipality_narrow_the_topic_together() -> None:
    result = answer(county(), topic_field="f", topic_group="k", topic_municipality="t")
    assert [row.who for row in result.invitees] == ["a"]
    assert "„Feld f“, „Gruppe k“, „Kommune t“" in result.summary.de
    only_place = answer(county(), topic_municipality="t")
    assert [row.who for row in only_place.invitees] == ["a"], "a and b are there; a holds field f and group k"


def test_an_actor_is_invited_even_if_there_is_nothing_else_to_represent() -> None:
    result = answer(county(), topic_field="g")
    assert [row.who for row in result.invitees] == ["d"]


def test_a_municipality_without_anybody_is_said_and_by_whom_asked() -> None:
    place, *_ = answer(county(asked=("f", "v")), topic_field="f").findings
    assert (place.key, place.nodes, place.basis) == ("invite/no-municipality/f", ("v",), Standing.RECORDED)
    place, *_ = answer(county(), topic_field="f").findings
    assert place.basis is Standing.NOT_SURVEYED
    assert "Danach gefragt wurde nicht." in place.text.de


def test_a_missing_voice_is_said() -> None:
    (_, voice) = answer(county(asked=("g",)), topic_field="g").findings
    assert (voice.kind, voice.basis) == ("no-voice", Standing.RECORDED)


def test_nobody_at_all_is_one_finding() -> None:
    (finding,) = answer(county(asked=("f", "v")), topic_field="f", topic_municipality="v").findings
    assert (finding.kind, finding.basis) == ("nobody", Standing.RECORDED)


def test_who_came_to_a_past_event_on_the_topic_is_not_forgotten() -> None:
    fair, later = body("fair", standing=False), body("later", standing=False)
    ties = [
        *works(("fair", "f"), ("later", "f")), TookPartIn(source_id="d", target_id="fair", valid_from="2024", valid_to="2024"),
        TookPartIn(source_id="a", target_id="fair", valid_from="2024", valid_to="2024"),
        TookPartIn(source_id="d", target_id="later", valid_from="2027"),
    ]  # fmt: skip
    result = answer(county(*ties, nodes=(fair, later)), topic_field="f")
    assert [(row.who, row.reason.de) for row in result.reminders] == [
        ("m", "sitzt in keinem Gremium des Themas"), ("d", "nahm teil: Gremium fair"),
    ]  # fmt: skip
    of_town = answer(county(*ties, nodes=(fair, later)), topic_field="f", topic_municipality="u")
    assert [row.who for row in of_town.reminders] == ["d"], "a is active elsewhere; where d works is not known"


def test_without_a_topic_every_field_has_the_beginning_of_its_list() -> None:
    result = answer(county(), most="1")
    assert [(row.topic.de, row.who) for row in result.invitees] == [
        ("„Feld f“", "a"),
        ("„Feld g“", "d"),
        ("„Feld p“", "m"),
    ]
    assert result.findings == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [("topic_field", "nope"), ("topic_group", "f"), ("topic_municipality", ""), ("topic_field", "<script>")],
)
def test_an_unknown_id_names_the_parameter(name: str, value: str) -> None:
    with pytest.raises(InvalidParameter, match=name):
        answer(county(), **{name: value})


def test_what_the_scope_leaves_out_cannot_be_the_topic() -> None:
    with pytest.raises(InvalidParameter, match="topic_municipality"):
        answer(county(), Scope(municipalities=("t",)), topic_municipality="u")


def test_on_the_invented_county_every_actor_of_a_field_is_reached(musterkreis: Snapshot) -> None:
    network = project(musterkreis, Scope(as_of=DAY))
    for field in network.fields:
        result = find("invite")(network, InviteParams(topic_field=field))
        assert isinstance(result, InviteResult)
        last = result.invitees[-1]
        assert last.covered == last.of
        brought = {who for row in result.bringers for who in row.brings}
        inside = {who for f in network.fields if f == field for who in network.belonging[f]}
        assert inside <= brought | {row.who for row in result.reminders}
