"""Needs and recommendations as living lists: every step, dated, from the report of a need to the answer of politics."""

import pytest

from graph_service.errors import Conflict, InvalidData
from graph_service.model import Actor, Body, FieldOfAction, Need, Recommendation
from graph_service.snapshot import Changes, Snapshot
from graph_service.steps import STEPS, Reported, possible, report_need, take
from graph_service.store.embedded_store import EmbeddedStore
from graph_service.ties import Concerns

BASE = Changes(
    nodes=(
        Actor(id="a", name="Amt"), Body(id="g", name="AG Migration"), Body(id="k", name="Kreisausschuss"),
        FieldOfAction(id="f", name="Sprache"),
    )
)  # fmt: skip


def test_a_need_on_its_whole_way(embedded: EmbeddedStore) -> None:
    embedded.apply(BASE, expected=0, author="t", note="n")

    def step(node_id: str, name: str, told: str, day: str) -> Snapshot:
        changes = take(embedded.snapshot(), node_id, name, told, day)
        embedded.apply(changes, expected=None, author="t", note=name)
        return embedded.snapshot()

    node_id, changes = report_need(
        embedded.snapshot(), Reported("Kurse für Eltern fehlen", about=("f", "", "f"), raised_by="g"), "2026-10-01"
    )
    embedded.apply(changes, expected=None, author="t", note="reported")
    assert node_id == "kurse-fuer-eltern-fehlen"
    need = embedded.snapshot().node[node_id]
    assert isinstance(need, Need)
    assert (need.status, need.reported_on) == ("open", "2026-10-01")
    taken = step(node_id, "take", "a", "2026-10-15")
    assert f"handled_by:{node_id}:a:2026-10-15" in {tie.key for tie in taken.ties}
    carried = step(node_id, "carry", "Elternkurse einrichten", "2026-11-01")
    ties = {(tie.kind, tie.source_id, tie.target_id) for tie in carried.ties}
    recommendation = "elternkurse-einrichten"
    assert {("answers", recommendation, node_id), ("concerns", recommendation, "f")} <= ties
    step(recommendation, "decide", "g", "2026-11-10")
    step(recommendation, "send", "k", "2026-11-12")
    done = step(recommendation, "answer", "Der Ausschuss stimmt zu.", "2026-12-01")
    found = done.node[recommendation]
    assert isinstance(found, Recommendation)
    assert (found.status, found.answer, found.as_of) == ("answered", "Der Ausschuss stimmt zu.", "2026-12-01")
    assert {tie.key for tie in done.ties} >= {
        f"decided_in:{recommendation}:g:2026-11-10",
        f"addressed_to:{recommendation}:k:2026-11-12",
    }
    met = step(node_id, "meet", "", "2026-12-02").node[node_id]
    assert isinstance(met, Need)
    assert (met.status, met.as_of, met.reported_on) == ("met", "2026-12-02", "2026-10-01")
    assert [entry.note for entry in embedded.history()][1:] == [
        "reported",
        "take",
        "carry",
        "decide",
        "send",
        "answer",
        "meet",
    ]


@pytest.mark.parametrize(
    ("kind", "status"), [(kind, s) for kind, steps in STEPS.items() for one in steps for s in one.before]
)
def test_every_step_is_offered_exactly_where_it_may_be_taken(kind: str, status: str) -> None:
    cls = Need if kind == "need" else Recommendation
    node = cls.model_validate({"id": "x", "name": "X", "status": status})
    snapshot = Snapshot.of([*BASE.nodes, node], [])
    offered = {step.id for step in possible(node)}
    assert offered
    told = {"": "", "who": "a", "body": "g", "text": "Wortlaut"}
    for step in STEPS[kind]:
        if step.id in offered:
            assert take(snapshot, "x", step.id, told[step.wants], "2026-01-01").nodes
        else:
            with pytest.raises(Conflict):
                take(snapshot, "x", step.id, told[step.wants], "2026-01-01")


@pytest.mark.parametrize(
    ("step", "told"),
    [
        ("take", ""),
        ("take", "  "),
        ("take", "f"),
        ("take", "nix"),
        ("carry", ""),
        ("carry", "a\nb"),
        ("carry", "x" * 301),
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(step: str, told: str) -> None:
    snapshot = Snapshot.of([*BASE.nodes, Need(id="x", name="X")], [Concerns(source_id="x", target_id="f")])
    with pytest.raises(InvalidData) as caught:
        take(snapshot, "x", step, told, "2026-01-01")
    assert caught.value.text.de


@pytest.mark.parametrize(
    "told", [Reported(""), Reported("N", about=("a",)), Reported("N", raised_by="f"), Reported("N", about=("nix",))]
)
def test_a_need_that_cannot_be_is_refused(told: Reported) -> None:
    with pytest.raises(InvalidData):
        report_need(Snapshot.of(BASE.nodes, []), told, "2026-01-01")


def test_two_needs_of_one_name_get_ids_of_their_own() -> None:
    snapshot = Snapshot.of([*BASE.nodes, Need(id="wohnungen", name="Wohnungen")], [])
    assert report_need(snapshot, Reported("Wohnungen"), "2026-01-01")[0] == "wohnungen-2"


def test_nothing_else_has_steps() -> None:
    assert possible(BASE.nodes[0]) == ()
