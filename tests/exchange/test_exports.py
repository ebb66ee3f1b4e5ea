"""Every form in which the network goes out: whole, harmless, and the same bytes for the same network."""

import io
import json
import xml.etree.ElementTree as ET
import zipfile

import networkx as nx
import openpyxl
import pytest

from graph_service.exchange.exports import FORMS, sources, tables_of
from graph_service.exchange.graphs import Drawn
from graph_service.exchange.tables import read_files
from graph_service.model import Actor, Body
from graph_service.network import project
from graph_service.snapshot import Scope, Snapshot
from graph_service.ties import CooperatesWith, MemberOf
from graph_service.views.drawing import drawing
from graph_service.words import Visibility

NASTY = ('"', "'", "\\", "\\u0022}) DETACH DELETE n //", "漢🧑", "=1+1", "</script>", "`) //")
LINES = "zwei\nZeilen;\nMATCH (n) DELETE n;"
HOSTILE = Snapshot.of(
    [
        Body(id="b", name="B", mandate=LINES),
        *(Actor(id=f"a{i}", name=name, aliases=(name, "x"), source="Liste") for i, name in enumerate(NASTY)),
    ],
    [
        MemberOf(source_id="a0", target_id="b", note=LINES, as_of="2026-03", source="Liste"),
        CooperatesWith(source_id="a1", target_id="a2", note=NASTY[3]),
    ],
)


@pytest.fixture(params=["gross_gerau", "musterkreis", "hostile", "empty"])
def snapshot(request: pytest.FixtureRequest) -> Snapshot:
    if request.param in ("hostile", "empty"):
        return HOSTILE if request.param == "hostile" else Snapshot()
    found: Snapshot = request.getfixturevalue(request.param)
    return found


def made(form: str, snapshot: Snapshot) -> bytes:
    return FORMS[form].make(snapshot, {})


@pytest.mark.parametrize("form", FORMS)
def test_the_same_bytes_whatever_the_order_of_rows(form: str, snapshot: Snapshot) -> None:
    turned = Snapshot.of(reversed(snapshot.nodes), reversed(snapshot.ties), about=snapshot.about)
    assert made(form, snapshot) == made(form, turned)


def test_json_holds_every_row_and_networkx_reads_it(snapshot: Snapshot) -> None:
    data = json.loads(made("json", snapshot))
    graph = nx.node_link_graph(data, edges="ties", source="source_id", target="target_id")
    assert isinstance(graph, nx.MultiDiGraph)
    assert set(graph) == {node.id for node in snapshot.nodes}
    assert {key for *_, key in graph.edges(keys=True)} == {tie.key for tie in snapshot.ties}


def test_tables_come_back_as_they_were_with_the_list_of_sources_beside(snapshot: Snapshot) -> None:
    archive = zipfile.ZipFile(io.BytesIO(made("zip", snapshot)))
    files = {name: archive.read(name) for name in archive.namelist()}
    back = read_files(files).snapshot()
    assert (back.nodes, back.ties, back.about) == (snapshot.nodes, snapshot.ties, snapshot.about)
    assert ("sources.csv" in files) == bool(sources(snapshot))


def test_sources_are_counted_and_dated() -> None:
    assert sources(HOSTILE) == [("Liste", 9, "2026-03")]
    assert b"Liste,9,2026-03" in tables_of(HOSTILE)["sources.csv"]


def test_the_workbook_has_a_sheet_for_every_kind_and_the_sources(snapshot: Snapshot) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx", snapshot)))
    kinds = {row.kind for row in (*snapshot.nodes, *snapshot.ties)}
    assert len(book.sheetnames) == len(kinds) + 1
    assert book.sheetnames[-1] == "sources"
    assert sum(sheet.max_row - 1 for sheet in book.worksheets[:-1]) == len(snapshot.nodes) + len(snapshot.ties)
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)


def test_gexf_carries_places_and_colours_of_the_map(gross_gerau: Snapshot) -> None:
    network = project(gross_gerau, Scope(standing_only=False))
    drawn = drawing(network)
    data = FORMS["gexf"].make(network.cut(), drawn)
    spaces = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    found = {}
    for node in ET.fromstring(data).iterfind(".//g:node", spaces):  # noqa: S314 - our own bytes
        place, colour, size = (node.find(f"viz:{name}", spaces) for name in ("position", "color", "size"))
        if place is not None and colour is not None and size is not None:
            shade = "#" + "".join(f"{int(colour.attrib[part]):02x}" for part in "rgb")
            at = (float(place.attrib["x"]), -float(place.attrib["y"]))
            found[node.attrib["id"]] = Drawn(*at, shade, float(size.attrib["value"]))
    assert found == drawn
    assert {network.nodes[node_id].kind for node_id in found} == {"actor", "body", "field"}
    assert len({one.colour for one in found.values()}) > 3


def test_kumu_names_every_end_by_its_id(snapshot: Snapshot) -> None:
    data = json.loads(made("kumu", snapshot))
    ids = [element["id"] for element in data["elements"]] + [connection["id"] for connection in data["connections"]]
    assert len(ids) == len(set(ids)) == len(snapshot.nodes) + len(snapshot.ties)
    assert {end for c in data["connections"] for end in (c["from"], c["to"])} <= {e["id"] for e in data["elements"]}
    assert all(element["label"] for element in data["elements"])
    directions = {c["type"]: c["direction"] for c in data["connections"]}
    assert directions.get("arbeitet zusammen mit", "undirected") == "undirected"
    assert directions.get("Mitglied in", "directed") == "directed"


def test_no_text_can_end_its_literal_in_the_cypher_script() -> None:
    script = made("cypher", HOSTILE).decode()
    statements = script.split(";\n")
    assert len(statements) == 6, "constraint, actors, bodies, two kinds of ties, and nothing behind the last"
    assert all("\n" not in line.replace("\\n", "") for line in statements[1].splitlines())


def test_what_the_reader_may_not_see_goes_out_in_no_form() -> None:
    secret = Actor(id="s", name="Geheim", visibility=Visibility.RESTRICTED)
    whole = Snapshot.of([*HOSTILE.nodes, secret], [*HOSTILE.ties, MemberOf(source_id="s", target_id="b")])
    network = project(whole, Scope(standing_only=False, visibility=Visibility.INTERNAL))
    for form in FORMS.values():
        data = form.make(network.cut(), drawing(network))
        raw = data if form.id not in ("zip", "xlsx") else b"".join(_parts(data))
        assert b"Geheim" not in raw, form.id
        assert b"member_of:s:b" not in raw, form.id


def _parts(data: bytes) -> list[bytes]:
    archive = zipfile.ZipFile(io.BytesIO(data))
    return [archive.read(name) for name in archive.namelist()]
