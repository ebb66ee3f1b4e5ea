"""The map without a browser: every view, the same bytes each time, filters, findings, limits, nothing from outside."""

import hashlib
import json
import math
import os
import re
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from graph_service.analyses.base import Finding
from graph_service.errors import InvalidParameter, NotFound
from graph_service.model import ActiveIn, Actor, AnyNode, AnyTie, Body, FieldOfAction, Municipality, ReportsTo, WorksIn
from graph_service.network import Network, project
from graph_service.report import report, report_on
from graph_service.snapshot import Scope, Snapshot
from graph_service.views.layout import places
from graph_service.views.map_build import label, map_data
from graph_service.views.map_data import MOST_NODES, VIEWS, Asked, MapData
from graph_service.views.pages import Pages
from graph_service.words import BodyLevel
from tests.conftest import DAY
from tests.networks import actors, bodies_and_levels, fields, two_fields_no_bridge, two_fields_one_bridge, works

SCOPE = Scope(as_of=DAY)
VIS = "1f20f0736f32cb9b"


def page(snapshot: Snapshot, asked: Asked | None = None) -> str:
    return Pages(project(snapshot, SCOPE), "de", "/map", {}).map(report(snapshot, SCOPE), asked)


def shown(snapshot: Snapshot, **asked: Any) -> MapData:
    network = project(snapshot, SCOPE)
    return map_data(network, report_on(network).findings, "de", Asked(**asked))


def large(count: int) -> Snapshot:
    nodes: list[AnyNode] = [FieldOfAction(id=f"f{i}", name=f"Feld {i}") for i in range(10)]
    nodes += [Actor(id=f"a{i}", name=f"Akteur {i}") for i in range(count)]
    ties: list[AnyTie] = [WorksIn(source_id=f"a{i}", target_id=f"f{i % 10}") for i in range(count)]
    return Snapshot.of(nodes, ties)


@pytest.fixture(scope="module")
def found(musterkreis: Snapshot) -> tuple[Network, tuple[Finding, ...]]:
    network = project(musterkreis, SCOPE)
    return network, report_on(network).findings


@pytest.mark.parametrize("view", VIEWS)
def test_the_same_network_gives_the_same_map_in_any_order(musterkreis: Snapshot, view: str) -> None:
    shuffled = Snapshot.of(reversed(musterkreis.nodes), reversed(musterkreis.ties), about=musterkreis.about)
    assert shown(shuffled, view=view, steps=2) == shown(musterkreis, view=view, steps=2)


def test_the_map_is_the_same_under_any_hash_seed() -> None:
    code = (
        "import hashlib\n"
        "from tests.views.test_map import SCOPE, VIEWS, Asked, map_data, project, report_on\n"
        "from graph_service.exchange.tables import read_folder\n"
        "from graph_service.resources import seeds_dir\n"
        "network = project(read_folder(seeds_dir() / 'musterkreis').snapshot(), SCOPE)\n"
        "found = report_on(network).findings\n"
        "maps = [map_data(network, found, 'de', Asked(view=view, steps=2)) for view in VIEWS]\n"
        "print(hashlib.sha256(repr(maps).encode()).hexdigest())"
    )

    def digest(seed: str) -> str:
        env = {**os.environ, "PYTHONHASHSEED": seed}
        root = Path(__file__).parents[2]
        return subprocess.run(
            [sys.executable, "-c", code], env=env, cwd=root, capture_output=True, text=True, check=True
        ).stdout

    assert digest("1") == digest("2") != ""


def test_the_same_network_gives_the_same_bytes(musterkreis: Snapshot) -> None:
    shuffled = Snapshot.of(reversed(musterkreis.nodes), reversed(musterkreis.ties), about=musterkreis.about)
    assert page(shuffled) == page(musterkreis)


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_sound(musterkreis: Snapshot, gross_gerau: Snapshot, view: str) -> None:
    for snapshot in (musterkreis, gross_gerau):
        data = shown(snapshot, view=view)
        assert data.view == view
        assert data.nodes
        assert data.sentence.endswith(".")
        ids = {node.id for node in data.nodes}
        assert [node.id for node in data.nodes] == sorted(ids)
        assert {end for tie in data.ties for end in (tie.source, tie.target)} <= ids
        places_taken = {(node.x, node.y) for node in data.nodes}
        assert len(places_taken) == len(data.nodes), "everything has a place of its own"
        assert all(math.isfinite(x) and math.isfinite(y) for x, y in places_taken)
        assert sorted(node.rank for node in data.nodes) == list(range(len(ids)))


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_drawn_as_a_gap_where_nobody_was_asked(gross_gerau: Snapshot, view: str) -> None:
    data = shown(gross_gerau, view=view)
    assert not [tie for tie in data.ties if tie.kind == "gap"]
    assert not [mark for node in data.nodes for mark in node.marks if mark.asked]
    assert "fehlt" not in data.sentence


@pytest.mark.parametrize("view", VIEWS)
def test_an_empty_network_says_so(view: str) -> None:
    data = shown(Snapshot.of([], []), view=view)
    assert (data.nodes, data.ties) == ((), ())
    assert data.sentence == "Hier ist noch nichts erfasst."


def test_fields_share_whom_they_share_and_a_missing_bridge_is_a_line_of_its_own() -> None:
    joined = shown(two_fields_one_bridge(), view="fields")
    assert [(t.source, t.target, t.kind, t.count) for t in joined.ties] == [("f", "g", "shared", 1)]
    assert [n.label for n in joined.nodes] == ["Feld f (3)", "Feld g (3)"]
    apart = shown(two_fields_no_bridge(), view="fields")
    (gap,) = apart.ties
    assert (gap.kind, gap.words, gap.key) == ("gap", "Brücke fehlt", "missing-bridges/missing-bridge/f/g")
    assert "fehlt eine Brücke, zuerst zwischen „Feld f“ und „Feld g“" in apart.sentence
    assert shown(two_fields_no_bridge(asked=False), view="fields").ties == ()


def test_the_view_of_one_field_also_shows_the_field_to_which_the_bridge_is_missing() -> None:
    data = shown(two_fields_no_bridge(), view="field", at="f")
    assert [node.id for node in data.nodes] == ["a1", "a2", "f", "g"]
    assert [tie.kind for tie in data.ties] == ["works_in", "works_in", "gap"]
    assert data.sentence.endswith("Es fehlt die Brücke zu „Feld g“.")


def test_the_only_link_is_marked_and_told_apart_from_what_nobody_asked() -> None:
    (mark,) = next(n for n in shown(two_fields_one_bridge()).nodes if n.id == "x").marks
    assert (mark.kind, mark.asked) == ("broker", True)
    unasked = next(n for n in shown(two_fields_one_bridge(asked=False)).nodes if n.id == "x").marks
    assert [(m.kind, m.asked) for m in unasked] == [("broker", False)]


def test_a_field_with_one_actor_has_every_view() -> None:
    snapshot = Snapshot.of([*actors("a"), *fields("f")], works(("a", "f")))
    for view in VIEWS:
        assert shown(snapshot, view=view).view == view
    assert "1 Akteur." in shown(snapshot, view="field").sentence


def test_around_goes_as_many_steps_as_asked_and_never_through_a_field() -> None:
    data = shown(two_fields_one_bridge(), view="around", at="a1")
    assert [node.id for node in data.nodes] == ["a1", "f"]
    assert len(shown(two_fields_one_bridge(), view="around", at="a1", steps=2).nodes) == 2
    assert {n.id for n in shown(two_fields_one_bridge(), view="around", at="f", steps=2).nodes} == {
        "f", "g", "a1", "a2", "x",
    }  # fmt: skip


def test_levels_stand_one_below_the_other_with_what_reports_to_what() -> None:
    nodes: list[AnyNode] = [
        Body(id="o", name="AG", level=BodyLevel.OPERATIVE), Body(id="s", name="Lenkung", level=BodyLevel.STRATEGIC),
        Body(id="p", name="Kreistag", level=BodyLevel.POLITICAL), Body(id="n", name="Runde"),
    ]  # fmt: skip
    data = shown(Snapshot.of(nodes, [ReportsTo(source_id="o", target_id="s")]), view="levels")
    height = {node.id: node.y for node in data.nodes}
    assert height["p"] < height["s"] < height["o"] < height["n"]
    assert [(t.source, t.target, t.arrow) for t in data.ties] == [("o", "s", True)]
    assert [c.text for c in data.captions] == ["politisch", "strategisch", "operativ", "Ebene nicht erfasst"]


def test_municipalities_hold_who_is_active_there_and_say_who_is_left_out() -> None:
    nodes: list[AnyNode] = [*actors("a", "b"), Municipality(id="t", name="Stadt"), Municipality(id="u", name="Dorf")]
    data = shown(Snapshot.of(nodes, [ActiveIn(source_id="a", target_id="t")]), view="municipalities")
    assert [node.id for node in data.nodes] == ["a", "t", "u"]
    assert data.sentence.endswith("Nicht gezeigt, weil keine Kommune erfasst ist: 1 Eintrag.")


def test_facets_let_a_body_count_where_its_members_do_and_say_what_is_not_recorded() -> None:
    data = shown(bodies_and_levels())
    node = {n.id: n for n in data.nodes}
    assert node["o"].levels == ("operative",)
    assert node["a"].levels == ("operative",), "through the body it leads"
    assert node["loner"].fields == node["loner"].towns == ("-",)
    assert node["f"].levels == ("operative",)


def test_a_filter_that_names_nothing_and_a_middle_that_is_not_there_are_told(musterkreis: Snapshot) -> None:
    with pytest.raises(InvalidParameter) as told:
        shown(musterkreis, field=("nix",), town=("nirgends",), level=("hoch",))
    assert [fault.place for fault in told.value.faults] == ["field", "town", "level"]
    assert "Handlungsfeld: „nix“" in told.value.faults[0].text.de
    for view in ("field", "around"):
        with pytest.raises(NotFound):
            shown(musterkreis, view=view, at="nix")
    with pytest.raises(InvalidParameter):
        shown(musterkreis, view="field", at="ag-arbeitsmarkt")


def test_the_page_loads_nothing_from_outside_and_runs_nothing_inline(gross_gerau: Snapshot) -> None:
    for view in VIEWS:
        html = page(gross_gerau, Asked(view=view))
        assert html.startswith("<!doctype html>")
        sources = re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="([^"]*)"', html)
        assert sources
        assert all(source.startswith(("/static/", "data:,")) for source in sources)
        assert not re.search(r"<script(?![^>]*(?:src=|application/json))|<style|\son\w+=|\sstyle=", html)


def test_the_data_block_is_json_and_complete(musterkreis: Snapshot) -> None:
    block = re.search(r'<script type="application/json" id="map-data">(.*?)</script>', page(musterkreis), re.DOTALL)
    assert block is not None
    data = json.loads(block[1])
    ids = {node["id"] for node in data["nodes"]}
    assert len(ids) == 266
    assert all(edge["from"] in ids and edge["to"] in ids for edge in data["edges"])
    assert sum(edge["kind"] == "gap" for edge in data["edges"]) == 4


def test_hostile_names_stay_text() -> None:
    evil = "</script><script>alert(1)</script>"
    nodes: list[AnyNode] = [Actor(id="a", name=evil), FieldOfAction(id="f", name='"><img src=x onerror=alert(1)>')]
    html = page(Snapshot.of(nodes, works(("a", "f"))), Asked(find='"><script>', node="a"))
    assert "<script>alert" not in html
    assert "<img" not in html
    assert '"><script>' not in html


def test_labels_are_cut_and_broken_but_never_empty() -> None:
    assert label("Antidiskriminierungsarbeit im Kreis") == "Antidiskriminierungsarbeit\nim Kreis"
    assert len(label("x" * 300).replace("\n", "")) == 60
    assert all(len(line) <= 34 for line in label("x" * 300).split("\n"))


def test_everything_has_a_place_of_its_own(musterkreis: Snapshot, gross_gerau: Snapshot) -> None:
    for snapshot in (musterkreis, gross_gerau):
        found = places(project(snapshot, SCOPE))
        assert len(set(found.values())) == len(found)


def test_the_graph_is_left_as_it_was(found: tuple[Network, tuple[Finding, ...]]) -> None:
    network, findings = found
    before = nx.to_dict_of_dicts(network.graph)
    for view in VIEWS:
        map_data(network, findings, "de", Asked(view=view))
    assert nx.to_dict_of_dicts(network.graph) == before
    assert nx.is_frozen(network.graph)


def test_above_the_limit_fields_are_drawn_and_a_filter_opens_the_view_again() -> None:
    network = project(large(MOST_NODES + 1), SCOPE)
    data = map_data(network, (), "de", Asked(view="actors"))
    assert (data.view, data.reduced, data.whole) == ("fields", True, False)
    assert {node.kind for node in data.nodes} == {"field"}
    few = map_data(network, (), "de", Asked(view="actors", field=("f3",)))
    assert (few.view, few.reduced, few.whole) == ("actors", False, False)
    assert {node.id for node in few.nodes} == {"f3", *(f"a{i}" for i in range(3, MOST_NODES + 1, 10))}
    assert not map_data(project(large(MOST_NODES - 10), SCOPE), (), "de").reduced
    assert "Mehr als 2.000 Einträge" in Pages(network, "de", "/map", {}).map(report_on(network), Asked(view="lanes"))


def test_twice_the_nodes_take_about_twice_the_time() -> None:
    def seconds(count: int) -> float:
        snapshot = large(count)
        whole = report(snapshot, SCOPE)
        pages = Pages(project(snapshot, SCOPE), "de", "/map", {})
        pages.map(whole)
        times = []
        for _ in range(3):
            start = time.perf_counter()
            pages.map(whole)
            times.append(time.perf_counter() - start)
        return min(times)

    assert seconds(1_600) < 12 * seconds(400), "pyvis's own way of adding ties grows with their square"


def test_the_engine_is_the_one_that_was_tried() -> None:
    spec = find_spec("pyvis")
    assert spec is not None
    assert spec.origin is not None
    engine = Path(spec.origin).parent / "templates" / "lib" / "vis-9.1.2" / "vis-network.min.js"
    assert hashlib.sha256(engine.read_bytes()).hexdigest()[:16] == VIS
