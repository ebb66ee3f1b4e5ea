"""The map without a browser: real pyvis, the same bytes each time, a limit on size, nothing from outside."""

import hashlib
import json
import math
import re
import time
from importlib.util import find_spec
from pathlib import Path

import networkx as nx

from graph_service.model import Actor, AnyNode, AnyTie, FieldOfAction, WorksIn
from graph_service.network import project
from graph_service.report import report
from graph_service.snapshot import Scope, Snapshot
from graph_service.views.layout import places
from graph_service.views.map import MOST_NODES, map_data
from graph_service.views.pages import Pages
from tests.conftest import DAY

SCOPE = Scope(as_of=DAY)
VIS = "1f20f0736f32cb9b"


def page(snapshot: Snapshot) -> str:
    return Pages(project(snapshot, SCOPE), "de", "/map", {}).map(report(snapshot, SCOPE))


def large(actors: int) -> Snapshot:
    nodes: list[AnyNode] = [FieldOfAction(id=f"f{i}", name=f"Feld {i}") for i in range(10)]
    nodes += [Actor(id=f"a{i}", name=f"Akteur {i}") for i in range(actors)]
    ties: list[AnyTie] = [WorksIn(source_id=f"a{i}", target_id=f"f{i % 10}") for i in range(actors)]
    return Snapshot.of(nodes, ties)


def test_the_same_network_gives_the_same_bytes(musterkreis: Snapshot) -> None:
    shuffled = Snapshot.of(reversed(musterkreis.nodes), reversed(musterkreis.ties), about=musterkreis.about)
    assert page(shuffled) == page(musterkreis)


def test_the_page_loads_nothing_from_outside_and_runs_nothing_inline(gross_gerau: Snapshot) -> None:
    html = page(gross_gerau)
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


def test_everything_has_a_place_of_its_own(musterkreis: Snapshot, gross_gerau: Snapshot) -> None:
    for snapshot in (musterkreis, gross_gerau):
        found = places(project(snapshot, SCOPE))
        assert all(math.isfinite(x) and math.isfinite(y) for x, y in found.values())
        assert len(set(found.values())) == len(found)


def test_the_graph_is_left_as_it_was(musterkreis: Snapshot) -> None:
    network = project(musterkreis, SCOPE)
    before = nx.to_dict_of_dicts(network.graph)
    map_data(network, report(musterkreis, SCOPE).findings, "de")
    assert nx.to_dict_of_dicts(network.graph) == before
    assert nx.is_frozen(network.graph)


def test_above_the_limit_only_fields_and_bodies_are_drawn_and_the_page_says_so() -> None:
    data = map_data(project(large(MOST_NODES + 1), SCOPE), (), "de")
    assert data.reduced
    assert {node["kind"] for node in data.nodes} == {"field"}
    assert not map_data(project(large(MOST_NODES - 10), SCOPE), (), "de").reduced


def test_twice_the_nodes_take_about_twice_the_time() -> None:
    def seconds(actors: int) -> float:
        snapshot = large(actors)
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
